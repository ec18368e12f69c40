//! Tables: rows that white strips cut into cells.

use super::rows::{self, Row};
use super::tsv::Word;

/// Rows that follow each other and what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A row of running text, by its place among the rows.
    Text(usize),
    /// A row of a table: its place, and its cells, each a list of printed rows.
    Cells(usize, Vec<Vec<Row>>),
}

/// A strip of white between two columns of cells.
type Strip = (i32, i32);

/// Rows beyond this are read as text: a table of a law is not as long on one page.
const MOST_ROWS: usize = 400;

/// Running text and tables of a part of a page.
pub fn pieces(rows: &[Row], step: i32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let words: usize = rows.iter().map(|r| r.words.len()).sum();
    while at < rows.len() {
        let sane = rows.len() <= MOST_ROWS && words <= super::columns::MOST_WORDS;
        let found = if sane { table_at(rows, at) } else { None };
        match found {
            Some((end, strips)) => {
                pieces.extend(cells_of(&rows[at..end], at, &strips, step));
                at = end;
            }
            None => {
                pieces.push(Piece::Text(at));
                at += 1;
            }
        }
    }
    pieces
}

/// The longest table that begins with the row `at`, which has cells itself.
fn table_at(rows: &[Row], at: usize) -> Option<(usize, Vec<Strip>)> {
    let height = rows[at].height();
    let wide = (height * 9 / 10).max(800);
    let mut strips: Vec<Strip> =
        rows[at].words.windows(2).map(|w| (w[0].at.right, w[1].at.left)).filter(|s| s.1 - s.0 >= wide).collect();
    // Where a strip ends, a table can end.
    let mut ends: Vec<(usize, Vec<Strip>)> = Vec::new();
    let mut end = at + 1;
    while !strips.is_empty() {
        let next: Vec<Strip> = match rows.get(end) {
            Some(row) => strips.iter().flat_map(|s| cut(*s, row)).filter(|s| s.1 - s.0 >= wide).collect(),
            None => Vec::new(),
        };
        if next.len() < strips.len() {
            ends.push((end, strips));
        }
        strips = next;
        end += 1;
    }
    ends.into_iter().rev().find_map(|(end, strips)| {
        let several = |row: &Row| parted(row, &strips).iter().filter(|c| !c.is_empty()).count() > 1;
        let lasts = (at..end).rev().filter(|&i| several(&rows[i])).take(TRIES);
        lasts.into_iter().find_map(|last| {
            // Rows with one cell belong to the table while they go on with the row before them.
            let goes_on = |&i: &usize| rows[i].core.1 - rows[i - 1].core.1 <= height * 14 / 10;
            let end = last + 1 + (last + 1..end).take_while(goes_on).count();
            let used = used(&rows[at..end], &strips);
            (!used.is_empty() && is_table(&rows[at..end], &used)).then_some((end, used))
        })
    })
}

/// So many ends of a table are tried.
const TRIES: usize = 12;

/// The strips that part words in at least three rows, with cells that begin at the same place on the right and are more than
/// numbers on the left. White that one row has by chance, or that stands behind hanging numbers, parts no cells.
fn used(rows: &[Row], strips: &[Strip]) -> Vec<Strip> {
    let mut used = strips.to_vec();
    // First what hangs before its text, so that it stays with it; then what is left of chance.
    for numbers in [true, false] {
        let mut i = 0;
        while i < used.len() {
            let parted: Vec<Vec<Vec<Word>>> = rows.iter().map(|r| parted(r, &used)).collect();
            let both: Vec<_> = parted.iter().filter(|c| !c[i].is_empty() && !c[i + 1].is_empty()).collect();
            let lefts: Vec<i32> = parted.iter().filter_map(|c| Some(c[i + 1].first()?.at.left)).collect();
            let aligned = |left: i32| lefts.iter().filter(|l| (**l - left).abs() <= 300).count();
            let most = lefts.iter().map(|l| aligned(*l)).max().unwrap_or_default();
            let hanging = both.iter().filter(|c| c[i].len() == 1 && is_number(&c[i][0].text)).count();
            let keeps = if numbers { hanging == 0 || hanging * 2 < both.len() } else { both.len() >= 3 && most >= 3 };
            if keeps {
                i += 1;
            } else {
                used.remove(i);
            }
        }
    }
    used
}

/// `1.`, `(a)`, `iv)`, `—`: a mark before a text. A bare number can be a cell of its own.
fn is_number(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphanumeric()).count() <= 4 && !word.ends_with(char::is_alphanumeric)
}

/// What is left white of a strip beside the words of a row.
fn cut(strip: Strip, row: &Row) -> Vec<Strip> {
    let mut left = strip.0;
    let mut rest = Vec::new();
    for word in row.words.iter().filter(|w| w.at.right > strip.0 && w.at.left < strip.1) {
        rest.push((left, word.at.left));
        left = left.max(word.at.right);
    }
    rest.push((left, strip.1));
    rest
}

/// The words of a row in each of its cells.
fn parted(row: &Row, strips: &[Strip]) -> Vec<Vec<Word>> {
    let mut cells = vec![Vec::new(); strips.len() + 1];
    for word in &row.words {
        let cell = strips.iter().filter(|s| word.at.centre() > i32::midpoint(s.0, s.1)).count();
        cells[cell].push(word.clone());
    }
    cells
}

/// Clear enough: at least three rows with several cells, and cells of words, not a number or a label before its text.
fn is_table(rows: &[Row], strips: &[Strip]) -> bool {
    let parted: Vec<Vec<Vec<Word>>> = rows.iter().map(|r| parted(r, strips)).collect();
    let several = parted.iter().filter(|cells| cells.iter().filter(|c| !c.is_empty()).count() > 1).count();
    if several < 3 || several * 4 < rows.len() {
        return false;
    }
    let columns = strips.len() + 1;
    let worded = |column: usize| {
        let cells: Vec<String> = parted.iter().map(|c| rows::join(&c[column])).filter(|t| !t.is_empty()).collect();
        let words = cells.iter().filter(|t| t.split(' ').any(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 3));
        (words.count() * 2 >= cells.len(), cells)
    };
    let (first, cells) = worded(0);
    let labels = cells.iter().filter(|t| is_label(t)).count() * 2 > cells.len();
    let others = (1..columns).filter(|&c| worded(c).0).count();
    if columns == 2 { first && !labels && others == 1 } else { (first || others >= 2) && others >= 1 }
}

/// `Article 5`, `Part II`, `5.` before a text.
fn is_label(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let last = words.last().map_or("", |w| w.trim_end_matches(['.', ')', ':', '-', '—', '°', 'º']));
    let counts = last.chars().all(|c| c.is_ascii_digit() || "IVXLC".contains(c)) && !last.is_empty();
    words.len() <= 3 && counts
}

/// The rows of a table. A new one begins where the first column begins anew.
fn cells_of(rows: &[Row], at: usize, strips: &[Strip], step: i32) -> Vec<Piece> {
    let parted: Vec<Vec<Vec<Word>>> = rows.iter().map(|r| parted(r, strips)).collect();
    let whole = |cells: &[Vec<Word>]| cells.iter().all(|c| !c.is_empty());
    let gap = |i: usize| i > 0 && (rows[i].core.1 - rows[i - 1].core.1) * 100 > step.max(rows[i].height()) * 128;
    // Without white between them, rows that all have all cells are rows of the table each.
    let gaps = (1..rows.len()).filter(|&i| gap(i)).count();
    let dense = parted.iter().filter(|c| whole(c)).count() * 10 >= rows.len() * 8 && gaps * 4 < rows.len();
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, cells) in parted.iter().enumerate() {
        let last = i.checked_sub(1);
        let anew = last.is_some_and(|l| parted[l][0].is_empty());
        let numbered = cells[0].first().is_some_and(|w| is_label(&w.text));
        // A first cell that filled its column and stands alone so far goes on in the row below.
        let wraps = last.is_some_and(|l| {
            let alone = parted[l][1..].iter().all(|c| c.is_empty()) && !parted[l][0].is_empty();
            let right = parted[l][0].iter().map(|w| w.at.right).max().unwrap_or_default();
            let left = rows.iter().map(|r| r.at.left).min().unwrap_or_default();
            alone && (strips[0].0 - right) * 5 < strips[0].0 - left
        });
        let begins = !wraps && !cells[0].is_empty() && (dense || gap(i) || anew || numbered || i == 0);
        let texts = cells.iter().map(|c| rows::build(c.clone()));
        match pieces.last_mut() {
            Some(Piece::Cells(_, open)) if !begins => {
                for (cell, more) in open.iter_mut().zip(texts) {
                    cell.extend(more);
                }
            }
            _ => pieces.push(Piece::Cells(at + i, texts.collect())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::rows::{self, build};
    use super::super::tsv::{Area, Word};
    use super::{Piece, pieces};

    fn line(text: &str, left: i32, row: i32) -> Vec<Word> {
        let mut x = left;
        let mut words = Vec::new();
        for word in text.split(' ') {
            let width = i32::try_from(word.len()).unwrap_or(1) * 500;
            let top = 10_000 + row * 1200;
            words.push(Word {
                at: Area { left: x, top, right: x + width, bottom: top + 1000 },
                text: word.into(),
                line: 0,
            });
            x += width + 300;
        }
        words
    }

    fn read(words: Vec<Word>) -> Vec<String> {
        let rows = build(words);
        let cell = |c: &Vec<super::Row>| c.iter().map(super::Row::text).collect::<Vec<_>>().join(" ");
        let text = |p: &Piece| match p {
            Piece::Text(i) => rows::join(&rows[*i].words),
            Piece::Cells(_, cells) => cells.iter().map(cell).collect::<Vec<_>>().join(" | "),
        };
        pieces(&rows, 1200).iter().map(text).collect()
    }

    #[test]
    fn cells_of_several_rows_are_one_row_of_the_table() {
        let mut words = line("THE SCHEDULE of penalties that the court may impose on a person", 6000, 0);
        words.extend(line("Offence", 6000, 2));
        words.extend(line("Penalty", 26_000, 2));
        words.extend(line("Sale of a", 6000, 4));
        words.extend(line("ten years in", 26_000, 4));
        words.extend(line("child", 6000, 5));
        words.extend(line("prison and a fine", 26_000, 5));
        words.extend(line("Purchase of one", 6000, 7));
        words.extend(line("five years", 26_000, 7));
        let read = read(words);
        assert_eq!(
            read[1..],
            ["Offence | Penalty", "Sale of a child | ten years in prison and a fine", "Purchase of one | five years"]
        );
    }

    #[test]
    fn a_list_with_hanging_numbers_is_no_table() {
        let mut words = Vec::new();
        for row in 0..6 {
            words.extend(line(&format!("({row})"), 6000, row));
            words.extend(line("whoever sells", 10_000, row));
        }
        assert_eq!(read(words)[0], "(0) whoever sells");
    }
}
