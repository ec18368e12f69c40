//! The rows and cells of a table.

use super::super::table::Cell;
use super::furniture::Furniture;
use super::names::is_heading;
use super::tree::Tree;

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

/// What is known of a cell to tell what its table is for.
pub fn cell(tree: &Tree, furniture: &Furniture, at: usize) -> Cell {
    let words = furniture.words[at];
    let holds = tree.inside(at).skip(1).any(|n| tree.name(n) == "table" || is_heading(tree.name(n)));
    Cell { words, start: tree.words(at), holds }
}
