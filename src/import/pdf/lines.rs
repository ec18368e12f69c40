//! Pages of words into lines with their looks, in the order in which a person reads them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::columns::{self, Part};
use super::footnotes;
use super::notes::{self, Note, Outer};
use super::rows::{self, Row};
use super::tables::{self, Piece};
use super::tsv::{Area, Page};
use crate::import::line::{Line, Place, Role};

/// A page as it is laid out.
struct Laid {
    number: u32,
    width: i32,
    parts: Vec<Part>,
    notes: Vec<Note>,
}

/// Left and right edge of a column.
type Edges = (i32, i32);

/// The lines of all pages, and footnotes with their pages. Running heads and turned words are already gone.
pub fn read(mut pages: Vec<Page>) -> (Vec<Line>, Vec<(u32, String)>) {
    let body = rows::usual_height(pages.iter().flat_map(|p| &p.words));
    let mut footnotes = Vec::new();
    for page in &mut pages {
        let (words, found) = footnotes::split(std::mem::take(&mut page.words), body);
        page.words = words;
        footnotes.extend(found.into_iter().map(|text| (page.number, text)));
    }
    let outer = outer_columns(&pages);
    let mut split: Vec<(Page, Vec<Note>)> = Vec::new();
    for mut page in pages {
        let (text, side) = notes::split(&page, body, &outer);
        page.words = text;
        split.push((page, notes::group(side)));
    }
    let known: Vec<i32> = split.iter().flat_map(|(p, _)| columns::gutters(&p.words)).collect();
    let known = thinned(known);
    let laid: Vec<Laid> = split
        .into_iter()
        .map(|(p, notes)| Laid { number: p.number, width: p.width, parts: columns::cut(p.words, &known), notes })
        .collect();
    let step = usual_step(&laid);
    let edges = usual_edges(&laid);
    let lines = laid.iter().flat_map(|page| lines_of(page, edges[usize::from(page.number % 2 == 1)], step)).collect();
    (lines, footnotes)
}

/// Outer columns of notes in the size of the body, where enough pages have them.
fn outer_columns(pages: &[Page]) -> Vec<Outer> {
    let found: Vec<Outer> = pages.iter().filter_map(notes::outer_column).collect();
    let alike = |o: &&Outer| found.iter().filter(|f| f.on_left == o.on_left && (f.x - o.x).abs() <= 800).count();
    let need = (pages.len() / 5).max(2);
    found.iter().filter(|o| alike(o) >= need).copied().collect()
}

/// Places that are apart from each other, so that a long document does not ask a thousand times for the same gutter.
fn thinned(mut places: Vec<i32>) -> Vec<i32> {
    places.sort_unstable();
    places.dedup_by(|a, b| (*a - *b).abs() <= 200);
    places
}

/// The distance from row to row that is most common in columns of text.
fn usual_step(pages: &[Laid]) -> i32 {
    let mut steps: BTreeMap<i32, usize> = BTreeMap::new();
    for part in pages.iter().flat_map(|p| &p.parts) {
        for pair in part.rows.windows(2) {
            *steps.entry((pair[1].core.1 - pair[0].core.1) / 20).or_default() += 1;
        }
    }
    let around = |s: i32| (s - 2..=s + 2).filter_map(|n| steps.get(&n)).sum::<usize>();
    steps.keys().copied().max_by_key(|&s| (around(s), steps[&s], -s)).map_or(0, |s| s * 20)
}

/// The edges of the text on even and on odd pages, which differ where pages are bound.
fn usual_edges(pages: &[Laid]) -> [Option<Edges>; 2] {
    [0, 1].map(|parity| {
        let mut lefts: BTreeMap<i32, usize> = BTreeMap::new();
        let mut rights: BTreeMap<i32, usize> = BTreeMap::new();
        for page in pages.iter().filter(|p| p.number % 2 == parity && p.parts.len() == 1) {
            if let Some((left, right)) = notes::body_edges(&page.parts[0].rows) {
                *lefts.entry(left / 200).or_default() += 1;
                *rights.entry(right / 200).or_default() += 1;
            }
        }
        let mode = |of: &BTreeMap<i32, usize>| of.iter().max_by_key(|(at, n)| (**n, -**at)).map(|(at, _)| at * 200);
        Some((mode(&lefts)?, mode(&rights)? + 200))
    })
}

/// The edges of one part of a page: those of its column, or those of all pages where the page has one column.
fn edges_of(page: &Laid, part: &Part, usual: Option<Edges>) -> Edges {
    let own = notes::body_edges(&part.rows).unwrap_or((part.at.left, part.at.right));
    let own = (own.0.min(part.at.left + 300), own.1);
    let Some((left, right)) = usual.filter(|_| page.parts.len() == 1) else { return own };
    let shared = part.rows.iter().any(|r| (r.at.left - left).abs() <= 300);
    let left = if shared || own.0 > left { left } else { own.0 };
    (left, right.max(own.1))
}

fn lines_of(page: &Laid, usual: Option<Edges>, step: i32) -> Vec<Line> {
    let mut lines: Vec<(Line, i32, Area)> = Vec::new();
    for part in &page.parts {
        let edges = edges_of(page, part, usual);
        for piece in tables::pieces(&part.rows, step) {
            match piece {
                Piece::Text(i) => push_rows(&part.rows, i..i + 1, edges, step, &mut lines),
                Piece::Cells(_, cells) if cells.iter().any(|c| c.len() > LONG_CELL) => {
                    for cell in cells {
                        push_rows(&cell, 0..cell.len(), edges, step, &mut lines);
                    }
                }
                Piece::Cells(i, cells) => {
                    let row = &part.rows[i];
                    let text = cells.iter().map(|c| cell_text(c)).collect::<Vec<_>>().join(" | ");
                    let left = left_of(row, edges);
                    let line = Line { text, role: Role::Row, left, opens: true, printed: true, ..Line::default() };
                    lines.push((line, middle(row), row.at));
                }
            }
        }
    }
    for note in page.notes.iter().rev() {
        let at = place_of(note, &lines, page.width);
        let text = note.text.clone();
        let line = Line { text, role: Role::Note, opens: true, printed: true, ..Line::default() };
        lines.insert(at, (line, i32::MIN, note.at));
    }
    for (i, (line, ..)) in lines.iter_mut().enumerate() {
        line.place = Place { page: page.number, line: u32::try_from(i + 1).unwrap_or(u32::MAX) };
    }
    lines.into_iter().map(|(line, ..)| line).collect()
}

/// A cell with more printed rows than this is running text, with paragraphs of its own, and is kept as such.
const LONG_CELL: usize = 4;

fn cell_text(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        if text.is_empty() {
            text = row.text();
        } else {
            notes::append(&mut text, &row.text());
        }
    }
    text
}

fn middle(row: &Row) -> i32 {
    i32::midpoint(row.core.0, row.core.1)
}

fn left_of(row: &Row, edges: Edges) -> u32 {
    u32::try_from((row.at.left - edges.0 + 50) / 100).unwrap_or(0)
}

/// Some of `rows` as lines of running text.
fn push_rows(rows: &[Row], which: Range<usize>, edges: Edges, step: i32, lines: &mut Vec<(Line, i32, Area)>) {
    for i in which {
        let (last, row, next) = (i.checked_sub(1).map(|i| &rows[i]), &rows[i], rows.get(i + 1));
        let text = row.text();
        if text.is_empty() {
            continue;
        }
        let opens = opens(last, row, next, edges, step);
        let centred = is_centred(row, edges);
        let line = Line { text, left: left_of(row, edges), opens, printed: true, centred, ..Line::default() };
        lines.push((line, middle(row), row.at));
    }
}

/// The line before which a note stands: the one at whose height it begins, of several the nearest to it; without one the
/// first below it.
fn place_of(note: &Note, lines: &[(Line, i32, Area)], width: i32) -> usize {
    let aside =
        |at: &Area| if at.left > note.at.right { at.left - note.at.right } else { (note.at.left - at.right).max(0) };
    let text = || lines.iter().enumerate().filter(|(_, (line, ..))| line.role != Role::Note);
    let level = text()
        .filter(|(_, (_, middle, at))| (middle - note.begins).abs() * 10 <= at.height() * 7)
        .min_by_key(|(i, (_, middle, at))| (aside(at) > width / 3, (middle - note.begins).abs(), *i));
    let below = || text().filter(|(_, (_, middle, _))| *middle > note.begins).min_by_key(|(i, (_, m, _))| (*m, *i));
    level.or_else(below).map_or(lines.len(), |(i, _)| i)
}

/// Does a new paragraph begin with this row?
fn opens(last: Option<&Row>, row: &Row, next: Option<&Row>, edges: Edges, step: i32) -> bool {
    let (left, right) = edges;
    let indent = |r: &Row| r.at.left - left;
    let Some(last) = last else {
        // The first row of a page or a column goes on, unless it is set in and the next is not.
        return next.is_some_and(|n| indent(row) > indent(n) + 400) || is_centred(row, edges);
    };
    let usual = if step > 0 { step } else { row.height() * 12 / 10 };
    let below = row.core.1 - last.core.1;
    if below * 100 > usual.max(row.height()) * 128 {
        return true;
    }
    if is_centred(row, edges) != is_centred(last, edges) {
        return true;
    }
    if is_centred(row, edges) {
        return false;
    }
    // The first word would have had room on the row before: the line was ended there on purpose, unless the sentence
    // plainly goes on (a list that is set narrower than the body).
    let first = row.words.first().map_or(0, |w| w.at.width());
    let room = right - last.at.right;
    let ended = last.words.last().is_some_and(|w| !w.text.ends_with(|c: char| c.is_alphanumeric() || c == '-'));
    let begins = row.words.first().is_some_and(|w| !w.text.starts_with(char::is_lowercase));
    if room > first + row.height() / 2 && (ended || begins) {
        return true;
    }
    // Set in against the rows on both sides.
    indent(row) > indent(last) + 400 && next.is_some_and(|n| indent(row) > indent(n) + 400)
}

/// White of much the same width on both sides.
fn is_centred(row: &Row, (left, right): Edges) -> bool {
    let (before, after) = (row.at.left - left, right - row.at.right);
    let width = (right - left).max(1);
    before * 100 > width * 6 && after * 100 > width * 6 && (before - after).abs() * 100 <= width * 5
}
