//! Words into printed rows: a word belongs to the row whose height covers the middle of the word.

use std::collections::BTreeMap;

use super::tsv::{Area, Word};

/// A printed row, its words from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The box around its words.
    pub at: Area,
    /// Upper and lower edge of its tallest word of running text, without an initial.
    pub core: (i32, i32),
    /// Its words.
    pub words: Vec<Word>,
}

/// Height of the strips in which rows are looked up.
const STRIP: i32 = 200;

/// Rows from top to bottom.
pub fn build(mut words: Vec<Word>) -> Vec<Row> {
    let usual = usual_height(&words);
    // Tallest first, so that a small word (a raised "st", a mark of a footnote) finds the row that it belongs to.
    words.sort_by_key(|w| (-w.at.height(), w.at.top, w.at.left));
    let (initials, words) = part_initials(words, usual);
    let mut rows: Vec<Row> = Vec::new();
    let mut strips: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for word in words {
        let middle = word.at.middle();
        let covers = |&&r: &&usize| {
            let (top, bottom) = rows[r].core;
            top <= middle && middle < bottom && (bottom - top) * 10 <= 19 * word.at.height()
        };
        let nearest = |&&r: &&usize| (i32::midpoint(rows[r].core.0, rows[r].core.1) - middle).abs();
        let found = strips.get(&middle.div_euclid(STRIP)).and_then(|s| s.iter().filter(covers).min_by_key(nearest));
        match found {
            Some(&r) => {
                rows[r].at = rows[r].at.around(&word.at);
                rows[r].words.push(word);
            }
            None => {
                let core = (word.at.top, word.at.bottom);
                for strip in core.0.div_euclid(STRIP)..=core.1.div_euclid(STRIP) {
                    strips.entry(strip).or_default().push(rows.len());
                }
                rows.push(Row { at: word.at, core, words: vec![word] });
            }
        }
    }
    for initial in initials {
        add_initial(&mut rows, initial);
    }
    for row in &mut rows {
        row.words.sort_by_key(|w| (w.at.left, w.at.top));
    }
    rows.sort_by_key(|r| (r.core.0, r.at.left));
    rows
}

/// The height that most letters have; 0 without words.
pub fn usual_height<'a>(words: impl IntoIterator<Item = &'a Word>) -> i32 {
    let mut letters: BTreeMap<i32, usize> = BTreeMap::new();
    for word in words {
        *letters.entry(word.at.height() / 10).or_default() += word.text.chars().count();
    }
    // Neighbours count together: one type size comes out a tenth of a point higher or lower.
    let around = |h: i32| (h - 2..=h + 2).filter_map(|n| letters.get(&n)).sum::<usize>();
    letters.keys().copied().max_by_key(|&h| (around(h), letters[&h], -h)).map_or(0, |h| h * 10)
}

/// Parts off large first letters of paragraphs. A short word in a large title is none: other words stand beside it.
fn part_initials(words: Vec<Word>, usual: i32) -> (Vec<Word>, Vec<Word>) {
    let large = |w: &Word| usual > 0 && w.at.height() * 10 > usual * 16;
    let short = |w: &Word| w.text.chars().count() <= 2;
    // Tallest first: the large words come first, and there are few of them on a page of a law.
    let titles: Vec<Area> =
        words.iter().take_while(|w| large(w)).take(500).filter(|w| !short(w)).map(|w| w.at).collect();
    words.into_iter().partition(|w| {
        let level = |t: &Area| (t.middle() - w.at.middle()).abs() < w.at.height() / 2;
        large(w) && short(w) && !titles.iter().any(level)
    })
}

/// A large initial belongs to the first row beside it; without one it is a row of its own.
fn add_initial(rows: &mut Vec<Row>, initial: Word) {
    let at = initial.at;
    let beside = |r: &&mut Row| {
        let (top, bottom) = r.core;
        let first = i32::midpoint(top, bottom) >= at.top && i32::midpoint(top, bottom) <= at.bottom;
        first && r.at.left >= at.right - 100 && r.at.left - at.right < at.height()
    };
    match rows.iter_mut().filter(beside).min_by_key(|r| r.core.0) {
        Some(row) => {
            row.at.left = at.left;
            row.words.push(initial);
        }
        None => rows.push(Row { at, core: (at.top, at.bottom), words: vec![initial] }),
    }
}

impl Row {
    /// Its height without initials.
    pub fn height(&self) -> i32 {
        self.core.1 - self.core.0
    }

    /// Its words with single spaces; pieces that stand closer than words do are one word.
    pub fn text(&self) -> String {
        join(&self.words)
    }

    /// Its words as groups parted by gaps wider than `gap`.
    pub fn groups(&self, gap: i32) -> Vec<&[Word]> {
        let mut groups = Vec::new();
        let mut start = 0;
        let mut right = i32::MIN;
        for (i, word) in self.words.iter().enumerate() {
            if i > start && word.at.left - right > gap {
                groups.push(&self.words[start..i]);
                start = i;
            }
            right = right.max(word.at.right);
        }
        groups.push(&self.words[start..]);
        groups
    }
}

/// The words of a row or a part of one as text.
pub fn join(words: &[Word]) -> String {
    let mut out = String::new();
    let letters = spacing(words);
    for (i, word) in words.iter().enumerate() {
        let last = i.checked_sub(1).map(|i| &words[i]);
        if let Some(last) = last {
            // A shadow: the same word printed twice to look bold.
            let shadow = last.text == word.text && (last.at.left - word.at.left).abs() < 100;
            if shadow && (last.at.top - word.at.top).abs() < 100 {
                continue;
            }
            let height = last.at.height().max(word.at.height());
            let gap = word.at.left - last.at.right;
            let initial = last.at.height() * 10 > word.at.height() * 16;
            let close = gap * 100 < height * closeness(last, word, letters) && -gap < height;
            let close = close || initial && gap * 100 < word.at.height() * 30;
            if !close {
                out.push(' ');
            }
        }
        out.push_str(&word.text);
    }
    spaced_letters(&out)
}

/// How near two pieces of one word stand to each other, in hundredths of their height.
fn closeness(last: &Word, word: &Word, letters: i32) -> i32 {
    let (Some(before), Some(after)) = (last.text.chars().next_back(), word.text.chars().next()) else { return 0 };
    let raised = last.at.height() * 10 > word.at.height() * 12 || last.at.height() * 12 < word.at.height() * 10;
    let ligature = ["ff", "fi", "fl"].iter().any(|l| last.text.ends_with(l));
    if ligature && after.is_alphabetic() || raised && before.is_alphanumeric() {
        8
    } else if before.is_alphabetic() && after.is_alphabetic() {
        letters
    } else if ",;.:)]”’".contains(after) && before != '.' {
        12
    } else if after == '-' || "“‘([".contains(before) {
        8
    } else {
        0
    }
}

/// Up to which gap letters belong together in a row, in hundredths of their height. Where a row has two sorts of gaps, far
/// apart from each other, the small ones are within words (a loosely set row); otherwise only the smallest gaps are.
fn spacing(words: &[Word]) -> i32 {
    const SURE: i32 = 5;
    let gap = |w: &[Word]| (w[1].at.left - w[0].at.right) * 100 / w[0].at.height().max(w[1].at.height()).max(1);
    let mut gaps: Vec<i32> = words.windows(2).map(gap).filter(|g| *g > 0 && *g < 100).collect();
    gaps.sort_unstable();
    let apart = gaps.windows(2).position(|w| w[0] <= 13 && w[1] >= 18 && w[1] * 10 >= w[0] * 18);
    match apart {
        // Words have gaps between them as well, and at least a fifth as many.
        Some(at) if gaps.len() - at > 2 && (gaps.len() - at) * 6 >= gaps.len() => gaps[at] + 1,
        _ => SURE,
    }
}

/// `D E C R E T A` as `DECRETA`: four or more capitals that stand alone, one after the other.
fn spaced_letters(text: &str) -> String {
    let single = |w: &str| {
        let mut letters = w.trim_end_matches([':', '.', ',']).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<String> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let mut run = words[i..].iter().take_while(|w| single(w)).count();
        // A full stop after a letter ends the word or makes it an initial of a name.
        if let Some(end) = words[i..i + run].iter().position(|w| w.chars().count() > 1) {
            run = end + 1;
        }
        if run >= 4 {
            out.push(words[i..i + run].concat());
        } else {
            run = 1;
            out.push(words[i].to_string());
        }
        i += run;
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tsv::{Area, Word};
    use super::{build, spaced_letters};

    fn word(text: &str, left: i32, top: i32, width: i32, height: i32) -> Word {
        let at = Area { left, top, right: left + width, bottom: top + height };
        Word { at, text: text.into(), line: 0 }
    }

    fn texts(words: Vec<Word>) -> Vec<String> {
        build(words).iter().map(super::Row::text).collect()
    }

    #[test]
    fn a_number_written_last_stands_where_it_is_printed() {
        let words = vec![
            word("Whoever", 3000, 1000, 4000, 1000),
            word("sells", 7300, 1000, 2000, 1000),
            word("a", 3000, 2400, 500, 1000),
            word("child", 3700, 2400, 2500, 1000),
            word("(3)", 1000, 1010, 1200, 980),
        ];
        assert_eq!(texts(words), ["(3) Whoever sells", "a child"]);
    }

    #[test]
    fn raised_letters_and_large_initials_belong_to_their_row() {
        let words = vec![
            word("1", 1000, 1000, 500, 1000),
            word("st", 1510, 950, 400, 600),
            word("day", 2200, 1000, 1500, 1000),
            word("next", 1000, 2300, 1500, 1000),
        ];
        assert_eq!(texts(words), ["1st day", "next"]);
        let words = vec![
            word("W", 1000, 1000, 2000, 2400),
            word("hoever", 3100, 1000, 2500, 1000),
            word("sells", 5900, 1000, 2500, 1000),
            word("a", 3100, 2300, 500, 1000),
            word("child", 3900, 2300, 2500, 1000),
        ];
        assert_eq!(texts(words), ["Whoever sells", "a child"]);
    }

    #[test]
    fn pieces_of_a_word_are_joined_and_shadows_go() {
        let words = vec![
            word("af", 1000, 1000, 800, 1000),
            word("fi", 1820, 1000, 500, 1000),
            word("davit", 2350, 1000, 1500, 1000),
            word("sworn", 4150, 1000, 1500, 1000),
            word("sworn", 4180, 1010, 1500, 1000),
        ];
        assert_eq!(texts(words), ["affidavit sworn"]);
    }

    #[test]
    fn spaced_capitals_are_one_word() {
        assert_eq!(spaced_letters("D E C R E T A: la ley"), "DECRETA: la ley");
        assert_eq!(spaced_letters("A B of C. D. E. F. Smith"), "A B of C. D. E. F. Smith");
    }
}
