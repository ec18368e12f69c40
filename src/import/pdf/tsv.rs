//! The output of `pdftotext -tsv` as pages of words with their boxes, in hundredths of a point.

/// A box on a page, in hundredths of a point from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub left: i32,
    /// Upper edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Lower edge.
    pub bottom: i32,
}

impl Area {
    /// Width.
    pub fn width(&self) -> i32 {
        self.right - self.left
    }

    /// Height.
    pub fn height(&self) -> i32 {
        self.bottom - self.top
    }

    /// Middle of the height.
    pub fn middle(&self) -> i32 {
        i32::midpoint(self.top, self.bottom)
    }

    /// Middle of the width.
    pub fn centre(&self) -> i32 {
        i32::midpoint(self.left, self.right)
    }

    /// The smallest box around both.
    #[must_use]
    pub fn around(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A word, or a piece of one, on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub at: Area,
    /// Its letters.
    pub text: String,
    /// The line that the program put it on, counted through the file: tells which way a turned line runs.
    pub line: u32,
}

/// A page and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Width in hundredths of a point.
    pub width: i32,
    /// Height in hundredths of a point.
    pub height: i32,
    /// In the order of the program.
    pub words: Vec<Word>,
}

/// Reads the output line by line, so that it never stands in memory as a whole.
#[derive(Debug, Default)]
pub struct Tsv {
    /// What was read so far.
    pub pages: Vec<Page>,
    line: u32,
}

/// No page is larger than this (200 inches, the most that the format allows, and again as much).
const FARTHEST: i32 = 400 * 7200;

impl Tsv {
    /// Takes in one line of output; what is no row of a table of words is passed over.
    pub fn line(&mut self, line: &str) {
        let mut cells = line.trim_end_matches(['\r', '\n']).splitn(12, '\t');
        let mut next = || cells.next().unwrap_or_default();
        let level = next();
        let page = next();
        for _ in 0..4 {
            next();
        }
        let [Some(left), Some(top), Some(width), Some(height)] = [(); 4].map(|()| hundredths(next())) else { return };
        next();
        let text = next();
        match level {
            "1" => {
                let Ok(number) = page.parse() else { return };
                self.pages.push(Page { number, width, height, words: Vec::new() });
            }
            "4" => self.line = self.line.saturating_add(1),
            "5" => {
                let Some(page) = self.pages.last_mut() else { return };
                let text = super::words::mend(text);
                if !text.is_empty() && width >= 0 && height > 0 {
                    let at = Area { left, top, right: left + width, bottom: top + height };
                    page.words.push(Word { at, text, line: self.line });
                }
            }
            _ => {}
        }
    }
}

/// `12.345` as 1235: hundredths, without a float; nothing where it is no number of a place on a page.
fn hundredths(text: &str) -> Option<i32> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digit = |i: usize| part.as_bytes().get(i).map_or(0, |b| i32::from(b - b'0'));
    let whole: i32 = whole.parse().ok().filter(|n| (0..FARTHEST / 100).contains(n))?;
    Some(sign * (whole * 100 + digit(0) * 10 + digit(1) + i32::from(digit(2) >= 5)))
}

#[cfg(test)]
mod tests {
    use super::{Tsv, hundredths};

    #[test]
    fn places_are_read_without_a_float() {
        assert_eq!(hundredths("12.345000"), Some(1235));
        assert_eq!(hundredths("-0.5"), Some(-50));
        assert_eq!(hundredths("612"), Some(61200));
        assert_eq!(hundredths("nan"), None);
        assert_eq!(hundredths("99999999999.0"), None);
        assert_eq!(hundredths("1.x"), None);
    }

    #[test]
    fn words_belong_to_their_page_and_rubbish_is_passed_over() {
        let mut tsv = Tsv::default();
        for line in [
            "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
            "5\t1\t0\t0\t0\t0\t1.0\t1.0\t1.0\t1.0\t100\tlost",
            "1\t1\t0\t0\t0\t0\t0.0\t0.0\t612.0\t792.0\t-1\t###PAGE###",
            "4\t1\t0\t0\t0\t0\t72.0\t72.0\t30.0\t12.0\t-1\t###LINE###",
            "5\t1\t0\t0\t0\t0\t72.0\t72.0\t30.0\t12.0\t100\tkept\ttab",
            "nothing",
            "1\t2\t0\t0\t0\t0\t0.0\t0.0\t612.0\t792.0\t-1\t###PAGE###",
        ] {
            tsv.line(line);
        }
        assert_eq!(tsv.pages.len(), 2);
        assert_eq!(tsv.pages[0].words.len(), 1);
        assert_eq!(tsv.pages[0].words[0].text, "kept tab");
        assert_eq!(tsv.pages[0].words[0].at.right, 10_200);
        assert!(tsv.pages[1].words.is_empty());
    }
}
