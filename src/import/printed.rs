//! Printed lines out of text with columns: indentation, paragraphs, what stands in the middle of the page.

use super::line::{Line, Place, Role};
use super::sentence::{continues, is_end, is_marked};
use super::{clean, columns, heads};

/// A line of a text file in its columns: tabs are spaces, the end is trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line with its leading spaces; empty for an empty line.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// The printed page that it stood on, also where the file does not tell pages.
    pub sheet: u32,
}

/// Points of one character of a plain text.
pub const CHARACTER: u32 = 6;

/// Leading spaces beyond this count as this: no page is so wide.
const WIDEST: usize = 400;

impl Row {
    /// Number of leading spaces.
    pub fn indent(&self) -> usize {
        (self.text.len() - self.text.trim_start_matches(' ').len()).min(WIDEST)
    }

    /// Nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Number of columns up to its end.
    pub fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// The rows of a text; form feeds part its pages.
pub fn rows(text: &str) -> Vec<Row> {
    let paged = text.trim_end().contains('\u{c}');
    let mut rows = Vec::new();
    let mut place = Place { page: u32::from(paged), line: 0 };
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r', '\u{c}', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}']);
        let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
        place.line += 1;
        // A form feed right at the start of a line is no line of its own.
        if !(line.is_empty() && after.starts_with('\u{c}')) {
            rows.push(Row { text: spaced(line), place, sheet: place.page });
        }
        let Some(mark) = after.chars().next() else { break };
        rest = after.strip_prefix("\r\n").unwrap_or(&after[mark.len_utf8()..]);
        if mark == '\u{c}' && paged {
            place = Place { page: place.page + 1, line: 0 };
        }
    }
    rows
}

/// A line with spaces for tabs and odd spaces, without its end.
fn spaced(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    for c in line.chars() {
        if c == '\t' {
            let stop = column / 8 * 8 + 8;
            out.extend(std::iter::repeat_n(' ', stop - column));
            column = stop;
        } else if c != '\u{feff}' && c != '\u{200b}' {
            out.push(if c.is_whitespace() || c.is_control() { ' ' } else { c });
            column += 1;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Is this a print of pages, whose lines break where the page ends, and not a file of whole paragraphs?
pub fn is_print(rows: &[Row]) -> bool {
    let filled: Vec<&Row> = rows.iter().filter(|r| !r.is_blank()).collect();
    let all: usize = filled.iter().map(|r| r.text.len()).sum();
    let long: usize = filled.iter().map(|r| r.text.trim_start()).filter(|t| t.len() > 250).map(str::len).sum();
    if long * 5 > all {
        return false;
    }
    // Whole paragraphs end as sentences and items do, and the next begins as one.
    let mut ends = 0;
    let mut goes_on = 0;
    let mut whole = 0;
    for pair in filled.windows(2) {
        let (first, second) = (pair[0].text.trim(), pair[1].text.trim());
        if first.len() >= 40 {
            ends += 1;
            goes_on += usize::from(continues(first, second));
            whole += usize::from(is_end(first));
        }
    }
    ends < 4 || goes_on * 20 > ends || whole * 10 < ends * 7
}

/// The lines of printed pages.
pub fn lines(rows: Vec<Row>) -> Vec<Line> {
    body(&heads::without(rows))
}

/// The lines of printed pages that have no running heads any more.
pub fn body(rows: &[Row]) -> Vec<Line> {
    let spread = is_spread(rows);
    let pieces = columns::pieces(rows);
    let edges = Edges::of(pieces.iter().filter(|p| !p.note).map(|p| &p.row));
    let mut lines: Vec<Line> = Vec::new();
    let mut blanks = 0;
    let mut last: Option<Row> = None;
    for piece in pieces {
        let row = piece.row;
        if row.is_blank() {
            blanks += 1;
            continue;
        }
        let text = clean::printed(&row.text);
        if text.is_empty() {
            continue;
        }
        let base = piece.base.unwrap_or_else(|| edges.base(row.sheet));
        // One space is a slip of whoever made the text.
        let columns = Some(row.indent().saturating_sub(base)).filter(|n| *n > 1).unwrap_or_default();
        let left = u32::try_from(columns).unwrap_or_default() * CHARACTER;
        if piece.note {
            lines.push(Line {
                text,
                place: row.place,
                role: Role::Note,
                opens: true,
                printed: true,
                ..Line::default()
            });
            continue;
        }
        let before = last.as_ref().map(|l| l.text.trim()).unwrap_or_default();
        let turned = last.as_ref().is_some_and(|l| l.sheet != row.sheet);
        let opens = last.is_none()
            || if turned || spread && blanks == 1 {
                // Here an empty line says nothing.
                (is_end(before) || is_marked(&text)) && !continues(before, &text)
            } else {
                blanks > 0 && !continues(before, &text)
            };
        let centred = piece.base.is_none() && edges.is_centred(&row);
        lines.push(Line { text, place: row.place, left, opens, printed: true, centred, ..Line::default() });
        last = Some(row);
        blanks = 0;
    }
    let hanging = |a: &Line, b: &Line| a.left == b.left && a.text.chars().count().abs_diff(b.text.chars().count()) > 4;
    for i in 1..lines.len() {
        // Lines of different length that begin at the same place are a hanging paragraph.
        if !lines[i].opens && hanging(&lines[i - 1], &lines[i]) {
            (lines[i - 1].centred, lines[i].centred) = (false, false);
        }
    }
    lines
}

/// A line and how it began.
#[derive(Clone, Debug)]
pub struct Written {
    /// The line.
    pub line: Line,
    /// Its number among the lines that breaks parted before it in the same paragraph; 0 for the first.
    pub broken: u32,
    /// An empty line stands before it.
    pub spaced: bool,
}

/// Lines that breaks part inside a paragraph are those of a print where sentences run from one into the next.
pub fn flowing(written: &[Written]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(written.len());
    for block in written.chunk_by(|_, next| next.broken > 0) {
        let texts = || block.iter().map(|w| w.line.text.as_str());
        let goes_on = texts().zip(texts().skip(1)).filter(|(a, b)| continues(a, b)).count();
        let print = block.len() >= 4 && goes_on * 5 >= block.len();
        let mut before: Option<&Line> = None;
        for written in block {
            let mut line = written.line.clone();
            if print && line.role == Role::Text {
                line.printed = true;
                line.opens =
                    written.spaced || before.is_none_or(|b| is_end(&b.text) && !continues(&b.text, &line.text));
            }
            before = Some(&written.line);
            lines.push(line);
        }
    }
    lines
}

/// The lines of a file whose lines are whole paragraphs.
pub fn paragraphs(rows: &[Row]) -> Vec<Line> {
    let edges = Edges::of(rows);
    let filled = rows.iter().filter(|r| !r.is_blank());
    let made = filled.map(|row| Line {
        text: clean::words(&row.text),
        place: row.place,
        left: u32::try_from(row.indent().saturating_sub(edges.base(row.sheet))).unwrap_or_default() * CHARACTER,
        opens: true,
        ..Line::default()
    });
    made.filter(|line| !line.text.is_empty()).collect()
}

/// Is nearly every line followed by an empty one, so that an empty line says nothing?
pub fn is_spread(rows: &[Row]) -> bool {
    let mut pairs = 0;
    let mut apart = 0;
    let mut broken = 0;
    let mut last: Option<(usize, &Row)> = None;
    for (i, row) in rows.iter().enumerate().filter(|(_, r)| !r.is_blank()) {
        if let Some((at, before)) = last {
            pairs += 1;
            if i > at + 1 {
                apart += 1;
                broken += usize::from(continues(before.text.trim(), row.text.trim()));
            }
        }
        last = Some((i, row));
    }
    pairs > 5 && apart * 10 > pairs * 8 && broken * 10 > pairs
}

/// The left edge and the width of the text, page by page.
struct Edges {
    /// Of the whole file.
    left: usize,
    right: usize,
    /// Of each page that differs.
    sheets: Vec<Option<usize>>,
}

impl Edges {
    fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Edges {
        let filled: Vec<&Row> = rows.into_iter().filter(|r| !r.is_blank()).collect();
        let left = edge(filled.iter().map(|r| r.indent()).collect(), 3);
        let mut ends: Vec<usize> = filled.iter().map(|r| r.width()).collect();
        ends.sort_unstable();
        let right = ends.get(ends.len() * 9 / 10).copied().unwrap_or_default();
        let mut sheets = Vec::new();
        for page in filled.chunk_by(|a, b| a.sheet == b.sheet) {
            let at = page[0].sheet as usize;
            sheets.resize(at + 1, None);
            if page.len() >= 8 {
                // The edge of a page that is only indented is that of the file.
                let own = edge(page.iter().map(|r| r.indent()).collect(), 10);
                sheets[at] = Some(own).filter(|own| own + 4 < left || *own > left + 8);
            }
        }
        Edges { left, right, sheets }
    }

    fn base(&self, sheet: u32) -> usize {
        self.sheets.get(sheet as usize).copied().flatten().unwrap_or(self.left)
    }

    fn is_centred(&self, row: &Row) -> bool {
        let (start, end) = (row.indent(), row.width());
        let base = self.base(row.sheet);
        let (gap, rest) = (start.saturating_sub(base), self.right.saturating_sub(end));
        let text = row.text.trim_start();
        let running = is_marked(text) || text.starts_with(char::is_lowercase);
        !running && gap >= 6 && rest >= 5 && gap.abs_diff(rest) <= 4 + (gap + rest) / 10
    }
}

/// The smallest indentation that at least so many in a hundred rows do not fall short of.
fn edge(mut indents: Vec<usize>, share: usize) -> usize {
    indents.sort_unstable();
    indents.get(indents.len() * share / 100).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::line::Place;
    use super::{is_print, is_spread, lines, paragraphs, rows};

    #[test]
    fn pages_and_lines_are_counted() {
        let rows = rows("one\r\n\ttwo\u{c}\nthree\u{c}four\n\u{c}");
        let places: Vec<(&str, u32, u32)> =
            rows.iter().map(|r| (r.text.as_str(), r.place.page, r.place.line)).collect();
        assert_eq!(places, [("one", 1, 1), ("        two", 1, 2), ("", 2, 1), ("three", 2, 2), ("four", 3, 1)]);
        assert_eq!(super::rows("a\nb")[1].place, Place { page: 0, line: 2 });
    }

    const PRINT: &str = "                              PART I\n                            PRELIMINARY\n\n\
        1.   A person who recruits another person by means of threats for the\n\
        purpose of exploitation is guilty of an offence and is liable to\n\
        imprisonment for twenty years.\n\n     (a) the first item of the list runs over more than\n         one line of it;\n";

    #[test]
    fn a_print_keeps_its_lines_with_their_indentation() {
        let rows = rows(PRINT);
        assert!(is_print(&rows));
        let lines = lines(rows);
        let seen: Vec<(u32, bool, bool)> = lines.iter().map(|l| (l.left / 6, l.opens, l.centred)).collect();
        assert_eq!(
            seen,
            [
                (30, true, true),
                (28, false, true),
                (0, true, false),
                (0, false, false),
                (0, false, false),
                (5, true, false),
                (9, false, false)
            ]
        );
        assert!(lines.iter().all(|l| l.printed));
        assert_eq!(lines[2].text, "1. A person who recruits another person by means of threats for the");
    }

    #[test]
    fn a_file_of_whole_paragraphs_is_no_print() {
        let text = "1. Short title.\nThis Act may be cited as the Model Act and it applies to all.\n\
            2. Every person who does this commits an offence against this Act.\n  (a) the first item, which is long enough to be counted here;\n\
            (b) the second item, which is long enough to be counted here;\nAll of them are liable to a fine of one thousand dollars.\n";
        let rows = rows(text);
        assert!(!is_print(&rows));
        let lines = paragraphs(&rows);
        assert_eq!(lines.len(), 6);
        assert!(lines.iter().all(|l| l.opens && !l.printed));
        assert_eq!(lines[3].left, 12);
    }

    #[test]
    fn empty_lines_after_every_line_part_no_paragraphs() {
        let text = "El farero sube cada\n\nnoche con una lámpara\n\ny dos botellas de buen\n\naceite hasta lo alto\n\nde la torre.\n\n\
            Cuando hay niebla toca\n\nla campana.\n";
        let rows = rows(text);
        assert!(is_spread(&rows));
        let opens: Vec<bool> = lines(rows).iter().map(|l| l.opens).collect();
        assert_eq!(opens, [true, false, false, false, false, true, false]);
    }
}
