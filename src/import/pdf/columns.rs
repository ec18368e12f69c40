//! A page cut into the columns that it is printed in, in the order in which they are read.

use super::rows::{self, Row};
use super::tsv::{Area, Word};

/// A part of a page with one column of text.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The box around its words.
    pub at: Area,
    /// Its rows from top to bottom.
    pub rows: Vec<Row>,
}

/// A gutter between two columns, and the rows beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gutter {
    /// Its middle.
    x: i32,
    first: usize,
    end: usize,
    /// Rows with text on both sides.
    both: usize,
}

/// A page with more rows than this is no page of a law; it is read row by row.
const MOST_ROWS: usize = 400;

/// Nor has it more words than this.
pub const MOST_WORDS: usize = 10_000;

/// So many rows on both sides show two columns on a page by itself.
const ENOUGH: usize = 8;

/// Columns within columns within bands: no page has more.
const DEEPEST: u8 = 6;

/// The parts of a page in the order of reading. `known` are middles of gutters that other pages have: where one of them is
/// seen again, few rows are enough.
pub fn cut(words: Vec<Word>, known: &[i32]) -> Vec<Part> {
    let mut parts = Vec::new();
    cut_into(rows::build(words), known, DEEPEST, &mut parts, &mut Vec::new());
    parts
}

/// Middles of the gutters of a page that are sure without the other pages.
pub fn gutters(words: &[Word]) -> Vec<i32> {
    let mut found = Vec::new();
    cut_into(rows::build(words.to_vec()), &[], DEEPEST, &mut Vec::new(), &mut found);
    found
}

fn cut_into(rows: Vec<Row>, known: &[i32], depth: u8, parts: &mut Vec<Part>, found: &mut Vec<i32>) {
    if rows.is_empty() {
        return;
    }
    let words: usize = rows.iter().map(|r| r.words.len()).sum();
    let sane = depth > 0 && rows.len() <= MOST_ROWS && words <= MOST_WORDS;
    let gutter = if sane { best_gutter(&rows, known) } else { None };
    let Some(gutter) = gutter else {
        let at = rows.iter().skip(1).fold(rows[0].at, |all, r| all.around(&r.at));
        parts.push(Part { at, rows });
        return;
    };
    found.push(gutter.x);
    let mut above = rows;
    let mut beside = above.split_off(gutter.first);
    let below = beside.split_off(gutter.end - gutter.first);
    let words = beside.into_iter().flat_map(|r| r.words);
    let (left, right): (Vec<Word>, Vec<Word>) = words.partition(|w| w.at.centre() < gutter.x);
    cut_into(above, known, depth - 1, parts, found);
    cut_into(rows::build(left), known, depth - 1, parts, found);
    cut_into(rows::build(right), known, depth - 1, parts, found);
    cut_into(below, known, depth - 1, parts, found);
}

/// The gutter with the most rows on both sides.
fn best_gutter(rows: &[Row], known: &[i32]) -> Option<Gutter> {
    let at = rows.iter().skip(1).fold(rows[0].at, |all, r| all.around(&r.at));
    let usual = rows::usual_height(rows.iter().flat_map(|r| &r.words));
    let narrow = (usual * 8 / 10).max(600);
    let mut best: Option<(Gutter, i32)> = None;
    let mut x = at.left + at.width() / 6;
    while x < at.right - at.width() / 6 {
        let clear: Vec<bool> = rows.iter().map(|r| is_clear(r, x - narrow / 2, x + narrow / 2)).collect();
        let mut first = 0;
        while first < rows.len() {
            let run = clear[first..].iter().take_while(|c| **c).count();
            if run < if known.iter().any(|k| (k - x).abs() <= 600) { 2 } else { ENOUGH } {
                first += run.max(1);
                continue;
            }
            let end = first + run;
            if let Some((both, room)) = columns_at(&rows[first..end], x, known) {
                let gutter = Gutter { x, first, end, both };
                // Of places alike, the one in the middle of the white: with most room to its nearer side.
                if best.is_none_or(|(b, r)| (both, room) > (b.both, r)) {
                    best = Some((gutter, room));
                }
            }
            first = end;
        }
        x += 200;
    }
    best.map(|(g, _)| g)
}

fn is_clear(row: &Row, left: i32, right: i32) -> bool {
    row.words.iter().all(|w| w.at.right <= left || w.at.left >= right)
}

/// One side of a gutter.
#[derive(Default)]
struct Side {
    /// Left and right edge of the text of each row that has any.
    rows: Vec<(i32, i32)>,
    /// Upper and lower edges of these rows.
    heights: Vec<(i32, i32)>,
    words: usize,
}

impl Side {
    fn of<'a>(rows: &'a [Row], mine: impl Fn(&Word) -> bool + 'a) -> Self {
        let mut side = Self::default();
        for row in rows {
            let words = row.words.iter().filter(|w| mine(w));
            let mut count = 0;
            let all = words.inspect(|_| count += 1).map(|w| w.at).reduce(|all, at| all.around(&at));
            if let Some(at) = all {
                side.rows.push((at.left, at.right));
                side.heights.push((at.top, at.bottom));
                side.words += count;
            }
        }
        side
    }

    fn left(&self) -> i32 {
        self.rows.iter().map(|r| r.0).min().unwrap_or_default()
    }

    fn right(&self) -> i32 {
        self.rows.iter().map(|r| r.1).max().unwrap_or_default()
    }

    fn width(&self) -> i32 {
        self.right() - self.left()
    }

    /// Rows that reach the right edge or nearly: running text does, a list or a form does not.
    fn full(&self) -> usize {
        let edge = self.right() - self.width() * 15 / 100;
        self.rows.iter().filter(|r| r.1 >= edge).count()
    }

    /// Running text, which fills its column with several words in a row.
    fn is_text(&self) -> bool {
        self.full() * 100 >= self.rows.len() * 45 && self.words * 2 >= self.rows.len() * 5
    }
}

/// Are these rows two columns with a gutter at `x`? Then how many rows have text on both sides, and the white around `x`.
fn columns_at(rows: &[Row], x: i32, known: &[i32]) -> Option<(usize, i32)> {
    let left = Side::of(rows, |w| w.at.centre() < x);
    let right = Side::of(rows, |w| w.at.centre() >= x);
    let known = known.iter().any(|k| (k - x).abs() <= 600);
    let enough = if known { 2 } else { ENOUGH };
    if left.rows.len() < enough || right.rows.len() < enough {
        return None;
    }
    let whole = right.right() - left.left();
    let narrowest = left.width().min(right.width());
    if narrowest * 100 < whole * if known { 15 } else { 18 } {
        return None;
    }
    let text = left.is_text() && right.is_text();
    if !(text || known && (left.is_text() || right.is_text())) {
        return None;
    }
    // Two columns of the same width are columns even if their paragraphs stand side by side, as in a bilingual gazette.
    let alike = narrowest * 100 >= left.width().max(right.width()) * 75;
    if !alike && is_table(&left, &right) {
        return None;
    }
    let both = left.rows.len() + right.rows.len() - rows.len();
    let room = (x - left.right()).min(right.left() - x);
    (both >= enough || known).then_some((both, room))
}

/// White bands that run through both sides at the same heights part the rows of a table.
fn is_table(left: &Side, right: &Side) -> bool {
    let whites = |side: &Side| -> Vec<i32> {
        let mut whites: Vec<i32> = side.heights.windows(2).map(|w| w[1].0 - w[0].1).collect();
        whites.sort_unstable();
        whites
    };
    let longer = if left.rows.len() > right.rows.len() { left } else { right };
    let height = longer.heights.first().map_or(0, |h| h.1 - h.0);
    let sorted = whites(longer);
    let usual = sorted.get(sorted.len() / 4).copied().unwrap_or_default() + height / 4;
    let wide = |side: &Side| whites(side).iter().filter(|w| **w > usual).count();
    let most = wide(left).max(wide(right));
    let mut heights: Vec<(i32, i32)> = left.heights.iter().chain(&right.heights).copied().collect();
    heights.sort_unstable();
    let (mut through, mut bottom) = (0, i32::MAX);
    for (top, end) in heights {
        through += usize::from(top > bottom.saturating_add(usual));
        bottom = if bottom == i32::MAX { end } else { bottom.max(end) };
    }
    through >= 3 && through * 10 >= most * 6
}

#[cfg(test)]
mod tests {
    use super::super::tsv::{Area, Word};
    use super::cut;

    /// A line of words of one width from `left`, at the height of the row.
    fn line(text: &str, left: i32, row: i32) -> Vec<Word> {
        let mut x = left;
        let mut words = Vec::new();
        for word in text.split(' ') {
            let width = i32::try_from(word.len()).unwrap_or(1) * 500;
            let top = 10_000 + row * 1200;
            let at = Area { left: x, top, right: x + width, bottom: top + 1000 };
            words.push(Word { at, text: word.into(), line: 0 });
            x += width + 300;
        }
        words
    }

    fn read(words: Vec<Word>) -> Vec<String> {
        cut(words, &[]).iter().flat_map(|p| p.rows.iter().map(super::Row::text)).collect()
    }

    #[test]
    fn two_columns_are_read_one_after_the_other_under_their_title() {
        let mut words = line("a title that runs over the whole width of the page above both columns of it", 6000, 0);
        for row in 1..12 {
            words.extend(line(&format!("left row {row:02} of the law it is"), 6000, row));
            words.extend(line(&format!("right row {row:02} of the law it"), 26_000, row));
        }
        words.extend(line("an end that runs over the whole width of the page under both columns of it all", 6000, 13));
        let read = read(words);
        assert_eq!(read.len(), 24);
        assert!(read[0].starts_with("a title") && read[23].starts_with("an end"), "{read:?}");
        assert!(read[1..12].iter().all(|r| r.starts_with("left")), "{read:?}");
        assert!(read[12..23].iter().all(|r| r.starts_with("right")), "{read:?}");
    }

    #[test]
    fn numbers_that_hang_before_their_text_are_no_column() {
        let mut words = Vec::new();
        for row in 0..14 {
            words.extend(line(&format!("({row:02})"), 6000, row));
            words.extend(line("whoever sells a child or buys one commits", 10_000, row));
        }
        assert!(read(words).iter().all(|r| r.starts_with('(') && r.ends_with("commits")));
    }
}
