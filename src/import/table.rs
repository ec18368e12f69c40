//! What a table is for: rows of data, or a layout that holds text.

use super::sentence;

/// What is known of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Number of its words.
    pub words: usize,
    /// Its words, or the first of them.
    pub start: String,
    /// A heading or another table stands in it.
    pub holds: bool,
}

impl Cell {
    /// Is it only the number of an item?
    pub fn is_marker(&self) -> bool {
        let counts = sentence::is_marked(&self.start) && self.start.split_whitespace().all(sentence::is_marked);
        self.words <= 3 && (counts || matches!(self.start.as_str(), "•" | "-" | "–" | "—"))
    }

    /// Does its text begin with a number?
    fn is_numbered(&self) -> bool {
        sentence::is_marked(&self.start) || self.start.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Rows of data.
    Data,
    /// Its cells are parts of the page, read row by row.
    Layout,
    /// Two languages side by side, read column by column.
    Columns,
    /// Side notes beside the text.
    Notes,
}

/// Tells what a table is for, from its cells that hold words and the number of words in the whole text.
pub fn purpose(rows: &[Vec<Cell>], total: usize) -> Use {
    let total = total.max(1);
    let words = |cell: &Cell| cell.words;
    let whole = rows.iter().flatten().any(|c| c.words * 2 > total);
    let all: usize = rows.iter().flatten().map(words).sum();
    let pairs: Vec<(&Cell, &Cell)> = rows.iter().filter(|r| r.len() == 2).map(|r| (&r[0], &r[1])).collect();
    let most_are_pairs = pairs.len() * 10 >= rows.len() * 6 && !pairs.is_empty();
    if most_are_pairs && all * 10 >= total * 4 {
        let (left, right) = pairs.iter().fold((0, 0), |(l, r), (a, b)| (l + a.words, r + b.words));
        let alike = left * 10 >= right * 5 && right * 10 >= left * 5;
        if alike && left > 20 * pairs.len() && right > 20 * pairs.len() {
            return Use::Columns;
        }
    }
    let noted = |(left, right): &&(&Cell, &Cell)| {
        let (note, text) = if left.words < right.words { (left, right) } else { (right, left) };
        note.words <= 14 && text.words >= 12 && !note.is_marker() && text.is_numbered()
    };
    if most_are_pairs && pairs.iter().filter(noted).count() * 2 >= pairs.len() {
        return Use::Notes;
    }
    if whole || rows.iter().flatten().any(|c| c.holds) || rows.iter().all(|r| r.len() == 1) {
        Use::Layout
    } else {
        Use::Data
    }
}
