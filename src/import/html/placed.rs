//! Pages whose lines are placed one by one (`pdftohtml` and the like): put back on a grid and read as a print.

use std::collections::BTreeMap;

use super::super::line::{Line, Place};
use super::super::printed::{self, Row};
use super::lines::{self, Page};
use super::style;
use super::tree::Kind;

/// One line where the page puts it, in pixels.
struct Piece {
    page: u32,
    top: u32,
    left: u32,
    size: u32,
    text: String,
    bold: bool,
    italic: bool,
}

/// Width of a letter in hundredths of its height: narrow enough that a line ends before what stands beside it.
const NARROW: u32 = 38;

/// The lines of a page that is made of placed lines, and how many pages it has; none for other pages.
pub fn lines(page: Page) -> Option<(Vec<Line>, u32)> {
    let tree = page.tree;
    let total = page.furniture.words[0];
    let mut found: Vec<usize> = Vec::new();
    let mut inside = vec![false; tree.nodes.len()];
    let mut words = 0;
    for at in 1..tree.nodes.len() {
        inside[at] = inside[tree.nodes[at].parent];
        let placed = tree.get(at, "style").is_some_and(|s| position(s).is_some());
        // A placed box of whole pages holds placed lines of its own.
        let inner = || tree.inside(at).skip(1).any(|n| tree.get(n, "style").is_some_and(|s| position(s).is_some()));
        if placed && !inside[at] && !page.furniture.dropped[at] && page.furniture.words[at] > 0 && !inner() {
            inside[at] = true;
            found.push(at);
            words += page.furniture.words[at];
        }
    }
    if found.len() < 10 || words * 10 < total * 6 {
        return None;
    }
    let pieces = pieces(page, &found);
    let pages = pieces.iter().map(|p| p.page).max().unwrap_or_default();
    Some((print(&pieces), pages))
}

/// Top and left of `position:absolute;top:192px;left:686px`.
fn position(style: &str) -> Option<(u32, u32)> {
    let style = style.to_ascii_lowercase();
    if !style.replace(' ', "").contains("position:absolute") {
        return None;
    }
    let value = |key: &str| {
        style
            .split(';')
            .find_map(|d| d.split_once(':').filter(|(k, _)| k.trim() == key))
            .and_then(|(_, v)| style::pixels(v))
    };
    Some((value("top")?, value("left")?))
}

/// The number in `page12-div`.
fn named_page(id: Option<&str>) -> Option<u32> {
    let digits: String = id?
        .to_ascii_lowercase()
        .strip_prefix("page")?
        .trim_start_matches(['-', '_'])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok().filter(|n| *n < 100_000)
}

fn pieces(page: Page, found: &[usize]) -> Vec<Piece> {
    let tree = page.tree;
    let mut pages: BTreeMap<usize, u32> = BTreeMap::new();
    let mut pieces = Vec::new();
    for at in found {
        let Some((top, left)) = tree.get(*at, "style").and_then(position) else { continue };
        let parent = tree.nodes[*at].parent;
        let count = pages.values().max().copied().unwrap_or_default();
        let number = *pages
            .entry(parent)
            .or_insert_with(|| named_page(tree.get(parent, "id")).filter(|n| *n > count).unwrap_or(count + 1));
        // The looks of letters may stand on the element or in it.
        let looks = tree.inside(*at).filter_map(|n| match &tree.nodes[n].kind {
            Kind::Element(e) => Some(page.sheet.looks(e)),
            Kind::Text(_) => None,
        });
        let (mut size, mut height) = (None, None);
        for looks in looks.take(8) {
            size = size.or(looks.size);
            height = height.or(looks.line_height);
        }
        let size = size.unwrap_or(16).clamp(4, 200);
        let height = height.unwrap_or(size * 6 / 5).clamp(size / 2, size * 4);
        for written in lines::of(page, *at) {
            let line = written.line;
            pieces.push(Piece {
                page: number,
                top: top.saturating_add(written.broken.saturating_mul(height)),
                left,
                size,
                text: line.text,
                bold: line.bold,
                italic: line.italic,
            });
        }
    }
    pieces.sort_by_key(|p| (p.page, p.top, p.left));
    pieces
}

/// Puts the pieces on a grid of letters and reads them as a plain text.
fn print(pieces: &[Piece]) -> Vec<Line> {
    let mut sizes: Vec<u32> = pieces.iter().map(|p| p.size).collect();
    sizes.sort_unstable();
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(16);
    let letter = (usual * NARROW / 100).max(1);
    let mut rows: Vec<Row> = Vec::new();
    let mut looks: BTreeMap<Place, (bool, bool)> = BTreeMap::new();
    let mut rest = pieces;
    let mut last: Option<(u32, u32)> = None;
    let mut line = 0;
    while let Some(first) = rest.first() {
        // What stands at nearly the same height is one line.
        let same = rest.iter().take_while(|p| p.page == first.page && p.top <= first.top + usual * 2 / 5).count();
        let (row, after) = rest.split_at(same);
        rest = after;
        let mut row: Vec<&Piece> = row.iter().collect();
        row.sort_by_key(|p| p.left);
        line = if last.is_some_and(|(page, _)| page == first.page) { line + 1 } else { 1 };
        let place = Place { page: first.page, line };
        if last.is_some_and(|(page, top)| page == first.page && first.top.saturating_sub(top) > usual * 8 / 5) {
            rows.push(Row { place, sheet: place.page, ..Row::default() });
        }
        last = Some((first.page, first.top));
        let mut text = String::new();
        for piece in &row {
            let column = (piece.left / letter).min(1_000) as usize;
            let width = text.chars().count();
            let spaces = column.saturating_sub(width).max(usize::from(width > 0));
            text.extend(std::iter::repeat_n(' ', spaces));
            text.push_str(&piece.text);
        }
        let lettered = || row.iter().filter(|p| p.text.chars().any(char::is_alphanumeric));
        looks.insert(place, (lettered().all(|p| p.bold), lettered().all(|p| p.italic)));
        rows.push(Row { text, place, sheet: place.page });
    }
    let mut lines = printed::lines(rows);
    for line in &mut lines {
        if let Some((bold, italic)) = looks.get(&line.place) {
            (line.bold, line.italic) = (*bold, *italic);
        }
    }
    lines
}
