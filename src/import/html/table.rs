//! Tables: rows of data, or a layout that holds text.

use super::super::printed;
use super::furniture::Furniture;
use super::names::is_heading;
use super::tree::Tree;

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

/// The cells of each row that hold words.
pub fn rows(tree: &Tree, furniture: &Furniture, table: usize) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    let mut groups = vec![table];
    let mut found = Vec::new();
    while let Some(group) = groups.pop() {
        for child in tree.children(group).filter(|c| !furniture.dropped[*c]) {
            match tree.name(child) {
                "tr" => found.push(child),
                "tbody" | "thead" | "tfoot" => groups.push(child),
                _ => {}
            }
        }
    }
    found.sort_unstable();
    for row in found {
        let cells = tree.children(row).filter(|c| matches!(tree.name(*c), "td" | "th"));
        let cells: Vec<usize> = cells.filter(|c| !furniture.dropped[*c] && furniture.words[*c] > 0).collect();
        if !cells.is_empty() {
            rows.push(cells);
        }
    }
    rows
}

/// Is this cell only the number of an item?
pub fn is_marker(tree: &Tree, furniture: &Furniture, cell: usize) -> bool {
    furniture.words[cell] <= 3 && {
        let words = tree.words(cell);
        printed::is_marked(&words) && words.split_whitespace().all(printed::is_marked)
            || matches!(words.as_str(), "•" | "-" | "–" | "—")
    }
}

/// Tells what a table is for.
pub fn purpose(tree: &Tree, furniture: &Furniture, table: usize, rows: &[Vec<usize>]) -> Use {
    let words = |cell: usize| furniture.words[cell];
    let total = furniture.words[furniture.root].max(1);
    let nested = tree.inside(table).skip(1).any(|n| tree.name(n) == "table" || is_heading(tree.name(n)));
    let whole = rows.iter().flatten().any(|c| words(*c) * 2 > total);
    let pairs: Vec<(usize, usize)> = rows.iter().filter(|r| r.len() == 2).map(|r| (r[0], r[1])).collect();
    let most_are_pairs = pairs.len() * 10 >= rows.len() * 6 && !pairs.is_empty();
    if most_are_pairs && furniture.words[table] * 10 >= total * 4 {
        let (left, right) = pairs.iter().fold((0, 0), |(l, r), (a, b)| (l + words(*a), r + words(*b)));
        let alike = left * 10 >= right * 5 && right * 10 >= left * 5;
        if alike && left > 20 * pairs.len() && right > 20 * pairs.len() {
            return Use::Columns;
        }
    }
    let noted = |(left, right): &&(usize, usize)| {
        let (note, text) = if words(*left) < words(*right) { (*left, *right) } else { (*right, *left) };
        let numbered = || {
            let start = tree.words(text);
            let first = start.split_whitespace().next().unwrap_or_default();
            printed::is_marked(&start) || first.starts_with(|c: char| c.is_ascii_digit())
        };
        words(note) <= 14 && words(text) >= 12 && !is_marker(tree, furniture, note) && numbered()
    };
    if most_are_pairs && pairs.iter().filter(noted).count() * 2 >= pairs.len() {
        return Use::Notes;
    }
    if nested || whole || rows.iter().all(|r| r.len() == 1) { Use::Layout } else { Use::Data }
}
