//! Side notes of a printed page that stand beside the text in a column of their own.
//!
//! Gazettes print the heading of a section small, left of its text on one page and right of it on the next. In a plain text
//! such a note shares its lines with the text. Where the text has a firm left or right edge over some lines, what stands
//! beyond it is a note.

use super::printed::Row;
use super::sentence;

/// A row, or what a side column left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words with the columns that they stand in.
    pub row: Row,
    /// It is a side note.
    pub note: bool,
    /// The left edge of the text where side notes stand left of it.
    pub base: Option<usize>,
}

/// How many lines up and down show where the edges of the text are.
const AROUND: usize = 14;

/// A side column is narrower.
const WIDEST_NOTE: usize = 26;

/// Text beside a note is wider.
const NARROWEST_TEXT: usize = 30;

/// How a row divides into note and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// No note.
    None,
    /// A note up to this column, the text from it.
    Left(usize),
    /// Text up to this column, a note from it.
    Right(usize),
    /// Only a note.
    Whole,
}

/// The rows with their side notes taken out, each right before the row at whose height it begins.
pub fn pieces(rows: &[Row]) -> Vec<Piece> {
    let filled: Vec<usize> = (0..rows.len()).filter(|i| !rows[*i].is_blank()).collect();
    let cells: Vec<Cells> = filled.iter().map(|i| Cells::of(&rows[*i])).collect();
    let edges: Vec<Edges> = (0..cells.len()).map(|i| Edges::of(around(&cells, i))).collect();
    let mut cuts: Vec<Cut> = (0..cells.len()).map(|i| firm(&cells[i], &edges[i])).collect();
    soften(&cells, &edges, &mut cuts);
    let mut out = Vec::with_capacity(rows.len());
    let mut note: Option<usize> = None;
    let mut at = 0;
    for (i, row) in rows.iter().enumerate() {
        if filled.get(at) != Some(&i) {
            out.push(Piece { row: row.clone(), note: false, base: None });
            continue;
        }
        let (words, text) = cells[at].divide(cuts[at]);
        let base = edges[at].left.filter(|_| edges[at].noted(&cuts, at));
        at += 1;
        match words {
            // A note goes on in the next row; one that ends as a sentence is followed by another.
            Some(words) => match note.map(|n| &mut out[n]) {
                Some(open) if !(open.row.text.ends_with('.') && words.starts_with(char::is_uppercase)) => {
                    join(&mut open.row.text, &words);
                }
                _ => {
                    note = Some(out.len());
                    out.push(Piece { row: Row { text: words, ..row.clone() }, note: true, base: None });
                }
            },
            None => note = None,
        }
        if let Some(text) = text {
            out.push(Piece { row: Row { text, ..row.clone() }, note: false, base });
        }
    }
    out
}

fn join(note: &mut String, words: &str) {
    let broken = note.ends_with(['-', '\u{ad}']) && words.starts_with(char::is_lowercase);
    if broken {
        note.pop();
    } else {
        note.push(' ');
    }
    note.push_str(words);
}

/// A row by its columns.
struct Cells {
    letters: Vec<char>,
    indent: usize,
    /// Spaces that part columns: two, or four where words stand two apart.
    gap: usize,
    sheet: u32,
}

impl Cells {
    fn of(row: &Row) -> Cells {
        let letters: Vec<char> = row.text.chars().take(400).collect();
        let inner = row.text.trim_start();
        let (mut single, mut wide) = (0, 0);
        let mut run = 0;
        for c in inner.chars() {
            if c == ' ' {
                run += 1;
                continue;
            }
            single += usize::from(run == 1);
            wide += usize::from(run > 1);
            run = 0;
        }
        Cells { indent: row.indent(), gap: if wide > single { 4 } else { 2 }, sheet: row.sheet, letters }
    }

    fn width(&self) -> usize {
        self.letters.len()
    }

    fn is_long(&self) -> bool {
        self.width() - self.indent.min(self.width()) >= NARROWEST_TEXT
    }

    /// Where the text begins if what stands before a gap is a note.
    fn inset(&self) -> usize {
        let text = self.starts(self.gap).next().filter(|at| self.indent < 8 && (8..=32).contains(at));
        text.filter(|at| is_note(&self.text(0, *at))).unwrap_or(self.indent)
    }

    /// Columns where a word begins after at least `gap` spaces.
    fn starts(&self, gap: usize) -> impl Iterator<Item = usize> + '_ {
        let mut run = 0;
        self.letters.iter().enumerate().skip(self.indent).filter_map(move |(i, c)| {
            let before = run;
            run = if *c == ' ' { run + 1 } else { 0 };
            (*c != ' ' && before >= gap).then_some(i)
        })
    }

    fn text(&self, from: usize, to: usize) -> String {
        let part: String = self.letters[from.min(self.width())..to.min(self.width())].iter().collect();
        part.trim().to_string()
    }

    /// The note and the text of a row, the text at its columns.
    fn divide(&self, cut: Cut) -> (Option<String>, Option<String>) {
        let whole = || self.letters.iter().collect::<String>();
        match cut {
            Cut::None => (None, Some(whole())),
            Cut::Whole => (Some(self.text(0, self.width())), None),
            Cut::Left(at) => {
                let spaces = std::iter::repeat_n(' ', at);
                (Some(self.text(0, at)), Some(spaces.chain(self.letters[at..].iter().copied()).collect()))
            }
            Cut::Right(at) => {
                let text: String = self.letters[..at].iter().collect();
                (Some(self.text(at, self.width())), Some(text.trim_end().to_string()))
            }
        }
    }
}

fn around(cells: &[Cells], at: usize) -> &[Cells] {
    let sheet = cells[at].sheet;
    let from = (at.saturating_sub(AROUND)..at).find(|i| cells[*i].sheet == sheet).unwrap_or(at);
    let to =
        (at + 1..=at + AROUND).take_while(|i| cells.get(*i).is_some_and(|c| c.sheet == sheet)).last().unwrap_or(at);
    &cells[from..=to]
}

/// Where the text begins and ends over some rows.
struct Edges {
    /// Where it begins, if most of it is set in from the edge of the page.
    left: Option<usize>,
    /// Where it ends, if it begins at the edge of the page.
    right: Option<usize>,
    /// Most long rows end right there: the text is justified.
    justified: bool,
}

impl Edges {
    fn of(rows: &[Cells]) -> Edges {
        let long: Vec<&Cells> = rows.iter().filter(|c| c.is_long()).collect();
        let mut indents: Vec<usize> = long.iter().map(|c| c.inset()).filter(|n| *n >= 8).collect();
        indents.sort_unstable();
        let set_in = indents.len() >= 4 && indents.len() * 10 >= long.len() * 6;
        let left = indents.get(indents.len() / 5).copied().filter(|_| set_in);
        // The commonest end of long rows, give or take one.
        let at_edge = long.iter().filter(|c| c.indent < 8).count();
        let ends: Vec<usize> = long.iter().map(|c| c.width()).collect();
        let near = |end: usize| ends.iter().filter(|e| e.abs_diff(end) <= 1).count();
        let best = ends.iter().copied().max_by_key(|e| (near(*e), std::cmp::Reverse(*e)));
        let firm = best.filter(|e| *e >= 45 && near(*e) >= 3 && at_edge * 10 >= long.len() * 5);
        let even = |e: usize| ends.iter().filter(|end| end.abs_diff(e) <= 2).count();
        let justified = firm.is_some_and(|e| ends.len() >= 8 && even(e) * 20 >= ends.len() * 11);
        Edges { left, right: firm, justified }
    }

    /// Does a note stand left of the text near this row?
    fn noted(&self, cuts: &[Cut], at: usize) -> bool {
        let near = &cuts[at.saturating_sub(AROUND)..(at + AROUND).min(cuts.len())];
        self.left.is_some() && near.iter().any(|c| matches!(c, Cut::Left(_)))
    }
}

/// Words that a note may have: not the number of an item, not only digits.
fn is_note(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let length = text.chars().count();
    letters >= 3 && length <= WIDEST_NOTE && letters * 2 >= length && !sentence::is_marked(text)
}

/// Divides a row where its columns alone show it.
fn firm(row: &Cells, edges: &Edges) -> Cut {
    if let Some(left) = edges.left.filter(|left| row.indent + 4 <= *left) {
        let cut =
            row.starts(row.gap).filter(|at| *at + 5 >= left && *at <= left + 9).min_by_key(|at| at.abs_diff(left));
        if let Some(at) = cut
            && is_note(&row.text(0, at))
        {
            return Cut::Left(at);
        }
    }
    if let Some(right) = edges.right.filter(|_| edges.left.is_none()) {
        let cut = row.starts(row.gap.max(2)).filter(|at| *at + 3 >= right && *at <= right + 30).last();
        if let Some(at) = cut
            && row.indent < 40
            && is_note(&row.text(at, row.width()))
        {
            return Cut::Right(at);
        }
    }
    Cut::None
}

/// How many rows apart rows of one note stand at most.
const NEAR: usize = 4;

/// Divides rows beside those that are divided: notes without text at their height, and notes that stand close to the text.
fn soften(cells: &[Cells], edges: &[Edges], cuts: &mut [Cut]) {
    let forward: Vec<usize> = (0..cells.len()).collect();
    let backward: Vec<usize> = (0..cells.len()).rev().collect();
    for order in [forward, backward] {
        let mut side: Option<(usize, Cut)> = None;
        for i in order {
            if cuts[i] != Cut::None {
                if cuts[i] != Cut::Whole || side.is_some() {
                    side = Some((i, if cuts[i] == Cut::Whole { side.map_or(Cut::None, |s| s.1) } else { cuts[i] }));
                }
                continue;
            }
            let Some((at, near)) = side.filter(|(at, _)| at.abs_diff(i) <= NEAR && cells[*at].sheet == cells[i].sheet)
            else {
                continue;
            };
            cuts[i] = beside(&cells[i], &edges[i], near, at.abs_diff(i));
            if cuts[i] != Cut::None {
                side = Some((i, near));
            }
        }
    }
    // A justified text has no words beyond its edge; but letters differ in width, so one row alone shows little.
    let sure: Vec<bool> = cuts.iter().map(|c| matches!(c, Cut::Right(_) | Cut::Whole)).collect();
    for i in 0..cells.len() {
        if cuts[i] == Cut::None && edges[i].justified && edges[i].left.is_none() {
            let cut = overhang(&cells[i], edges[i].right);
            let note = cells[i].divide(cut).0.unwrap_or_default();
            let beside = sure[i.saturating_sub(2)..(i + 3).min(sure.len())].contains(&true);
            if beside || note.starts_with(char::is_uppercase) && note.ends_with('.') {
                cuts[i] = cut;
            }
        }
    }
    alone(cells, cuts);
}

fn beside(row: &Cells, edges: &Edges, near: Cut, apart: usize) -> Cut {
    let whole = row.text(0, row.width());
    match (near, edges.left, edges.right) {
        (Cut::Left(_), Some(left), _) if row.indent + 4 <= left => {
            if row.width() <= left + 2 && is_note(&whole) {
                return Cut::Whole;
            }
            let cut = row.starts(1).filter(|at| *at + 4 >= left && *at <= left + 2).min_by_key(|at| at.abs_diff(left));
            match cut.filter(|at| apart <= 1 && is_note(&row.text(0, *at))) {
                Some(at) => Cut::Left(at),
                None => Cut::None,
            }
        }
        (Cut::Right(column), _, Some(right)) => {
            if row.indent + 6 >= right.min(column) && is_note(&whole) {
                return Cut::Whole;
            }
            Cut::None
        }
        _ => Cut::None,
    }
}

fn overhang(row: &Cells, right: Option<usize>) -> Cut {
    let Some(right) = right.filter(|right| row.width() >= right + 4) else { return Cut::None };
    let cut = row.starts(1).filter(|at| *at + 2 >= right).min_by_key(|at| at.abs_diff(right + 1));
    match cut.filter(|at| row.indent < 40 && *at <= right + 4 && is_note(&row.text(*at, row.width()))) {
        Some(at) => Cut::Right(at),
        None => Cut::None,
    }
}

/// Takes back the division of a row that stands alone and does not look like a heading beside its section.
fn alone(cells: &[Cells], cuts: &mut [Cut]) {
    let divided: Vec<bool> = cuts.iter().map(|c| *c != Cut::None).collect();
    for i in 0..cells.len() {
        let near = i.saturating_sub(NEAR)..(i + NEAR + 1).min(cells.len());
        let others = near.filter(|n| divided[*n]).count() - usize::from(divided[i]);
        let (Some(note), Some(text)) = cells[i].divide(cuts[i]) else { continue };
        if cuts[i] == Cut::None || others > 0 {
            continue;
        }
        let heading = note.starts_with(char::is_uppercase) && note.ends_with('.');
        let section = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
        if !heading && !section {
            cuts[i] = Cut::None;
        }
    }
}

#[cfg(test)]
mod tests;
