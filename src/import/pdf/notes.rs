//! Side notes: words beside the body of a page, in smaller type or in a clear outer column.

use super::columns::MOST_WORDS;
use super::rows::{self, Row};
use super::tsv::{Area, Page, Word};

/// A side note and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The box around it.
    pub at: Area,
    /// Middle of its first row.
    pub begins: i32,
    /// Its words.
    pub text: String,
}

/// An outer column of notes that several pages share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outer {
    /// Middle of the white between notes and body.
    pub x: i32,
    /// The notes are on the left.
    pub on_left: bool,
}

/// Words of the body, and words of side notes.
pub fn split(page: &Page, body: i32, outer: &[Outer]) -> (Vec<Word>, Vec<Word>) {
    if page.words.len() > MOST_WORDS {
        return (page.words.clone(), Vec::new());
    }
    let (text, notes) = split_small(&page.words, body);
    if !notes.is_empty() {
        return (text, notes);
    }
    match outer.iter().find_map(|o| white_near(page, *o)) {
        Some(column) => text.into_iter().partition(|w| (w.at.centre() < column.x) != column.on_left),
        None => (text, notes),
    }
}

/// The white of a page where other pages have it between body and notes, with words on its outer side.
fn white_near(page: &Page, outer: Outer) -> Option<Outer> {
    let found = whites(page).into_iter().find(|w| w.on_left == outer.on_left && (w.x - outer.x).abs() <= 1500)?;
    let outside = |w: &&Word| (w.at.centre() < found.x) == found.on_left;
    let worded = |w: &Word| w.text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    page.words.iter().filter(outside).any(worded).then_some(found)
}

/// Parts off words that are smaller than nine tenths of the body and wholly beside it.
fn split_small(words: &[Word], body: i32) -> (Vec<Word>, Vec<Word>) {
    let is_body = |w: &&Word| w.at.height() * 10 >= body * 9;
    let letters = |w: &Word| w.text.chars().count();
    let all: usize = words.iter().map(letters).sum();
    let large: usize = words.iter().filter(is_body).map(letters).sum();
    // A page in small type, such as a schedule, has no body to be beside of.
    if large * 2 < all {
        return (words.to_vec(), Vec::new());
    }
    let rows = rows::build(words.iter().filter(is_body).cloned().collect());
    let Some((left, right)) = body_edges(&rows) else { return (words.to_vec(), Vec::new()) };
    let (mut text, mut notes) = (Vec::new(), Vec::new());
    for word in words {
        let small = word.at.height() * 10 < body * 9;
        let beside = word.at.right <= left || word.at.left >= right;
        if small && beside { notes.push(word.clone()) } else { text.push(word.clone()) }
    }
    // What touches a word of the body is part of it: a raised mark at the end of the longest line.
    let gap = body * 3 / 10;
    let text_rows = rows::build(text.clone());
    let touches = |w: &Word| {
        let level = |r: &&Row| r.at.top < w.at.bottom && w.at.top < r.at.bottom;
        text_rows.iter().filter(level).any(|r| w.at.left < r.at.right + gap && w.at.right > r.at.left - gap)
    };
    let (touching, notes): (Vec<Word>, Vec<Word>) = notes.into_iter().partition(touches);
    text.extend(touching);
    // Dashes, leaders and stray numbers are no notes.
    if notes.iter().all(|w| w.text.chars().filter(|c| c.is_alphabetic()).count() < 2) {
        text.extend(notes);
        return (text, Vec::new());
    }
    (text, notes)
}

/// Left and right edge of the body: edges that several rows share, so that a word out of line does not move them.
pub fn body_edges(rows: &[Row]) -> Option<(i32, i32)> {
    if rows.is_empty() {
        return None;
    }
    let nth = (rows.len() / 12).min(rows.len() - 1);
    let mut lefts: Vec<i32> = rows.iter().map(|r| r.at.left).collect();
    let mut rights: Vec<i32> = rows.iter().map(|r| r.at.right).collect();
    lefts.sort_unstable();
    rights.sort_unstable_by(|a, b| b.cmp(a));
    Some((lefts[nth], rights[nth]))
}

/// A narrow outer column of words, with a clear strip of white between it and the body.
pub fn outer_column(page: &Page) -> Option<Outer> {
    let rows = rows::build(page.words.clone());
    whites(page).into_iter().find(|o| is_notes(&rows, o.x, o.on_left))
}

/// Strips of white from the top of a page to its foot that may stand between the body and an outer column.
fn whites(page: &Page) -> Vec<Outer> {
    let mut found = Vec::new();
    let mut words = page.words.iter().take(MOST_WORDS + 1);
    let Some(first) = words.next().filter(|_| page.words.len() <= MOST_WORDS) else { return found };
    let all = words.fold(first.at, |all, w| all.around(&w.at));
    let strip = (rows::usual_height(&page.words) * 8 / 10).max(700);
    // How many words cover each point of the width.
    let points = usize::try_from(all.width() / 100 + 2).unwrap_or(0);
    let mut covered = vec![false; points];
    let point = |x: i32| usize::try_from((x - all.left) / 100).unwrap_or(0).min(points - 1);
    for word in &page.words {
        covered[point(word.at.left)..=point(word.at.right)].fill(true);
    }
    let mut at = 0;
    while at < points {
        let white = covered[at..].iter().take_while(|c| !**c).count();
        if i32::try_from(white).unwrap_or(0) * 100 >= strip {
            let x = all.left + i32::try_from(at + white / 2).unwrap_or(0) * 100;
            for on_left in [true, false] {
                let share = if on_left { x - all.left } else { all.right - x };
                if share * 100 < all.width() * 32 {
                    found.push(Outer { x, on_left });
                }
            }
        }
        at += white.max(1);
    }
    found
}

/// Does the outer side of `x` hold notes, rather than numbers, labels or cells of a table?
fn is_notes(rows: &[Row], x: i32, on_left: bool) -> bool {
    let mut outside: Vec<Word> = Vec::new();
    let mut inside = 0;
    for row in rows {
        let (mine, body): (Vec<&Word>, Vec<&Word>) = row.words.iter().partition(|w| (w.at.centre() < x) == on_left);
        inside += usize::from(body.len() > 2);
        outside.extend(mine.into_iter().cloned());
    }
    let plain = |w: &&Word| w.text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let many = outside.len() >= 3 && outside.iter().filter(plain).count() * 10 >= outside.len() * 6;
    let notes = group(outside);
    let labelled = |n: &&Note| n.text.trim_end_matches(['.', ')', ':']).ends_with(|c: char| c.is_ascii_digit());
    let rows_of_notes: usize = notes.iter().map(|n| 1 + n.text.len() / 18).sum();
    many && notes.iter().filter(labelled).count() * 2 < notes.len() && rows_of_notes * 10 < inside * 8 && inside >= 5
}

/// Words of notes as notes: rows that follow each other closely are one note.
pub fn group(words: Vec<Word>) -> Vec<Note> {
    let (mut notes, mut last): (Vec<Note>, Option<Row>) = (Vec::new(), None);
    let mut rows = rows::build(words);
    // Left and right margins are read apart.
    let middle = rows.iter().map(|r| r.at.left).min().unwrap_or_default() + 15_000;
    rows = rows.into_iter().flat_map(|r| parted(r, middle)).collect();
    rows.sort_by_key(|r| (r.at.left >= middle, r.core.0, r.at.left));
    for row in rows {
        let text = row.text();
        let near = last.as_ref().is_some_and(|l| {
            let side = (l.at.left >= middle) == (row.at.left >= middle);
            let step = row.core.0 - l.core.0;
            let closes = l.text().ends_with('.') && text.starts_with(char::is_uppercase);
            side && step >= 0 && step * 10 <= row.height().max(l.height()) * if closes { 12 } else { 16 }
        });
        match notes.last_mut().filter(|_| near) {
            Some(note) => {
                append(&mut note.text, &text);
                note.at = note.at.around(&row.at);
            }
            None => notes.push(Note { at: row.at, begins: i32::midpoint(row.core.0, row.core.1), text }),
        }
        last = Some(row);
    }
    notes.retain(|n| n.text.chars().any(char::is_alphanumeric));
    notes
}

/// A row with words in both margins as two.
fn parted(row: Row, middle: i32) -> Vec<Row> {
    let (left, right): (Vec<Word>, Vec<Word>) = row.words.into_iter().partition(|w| w.at.left < middle);
    [left, right].into_iter().flat_map(rows::build).collect()
}

/// Joins the next line of a note; a word broken at the end of the line becomes whole.
pub fn append(text: &mut String, next: &str) {
    let broken = text.ends_with('-') && next.starts_with(char::is_lowercase);
    if broken {
        text.pop();
    } else if !text.ends_with('-') {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::super::tsv::{Area, Page, Word};
    use super::{group, split};

    fn line(text: &str, left: i32, top: i32, height: i32) -> Vec<Word> {
        let mut x = left;
        let mut words = Vec::new();
        for word in text.split(' ') {
            let width = i32::try_from(word.len()).unwrap_or(1) * height / 2;
            let at = Area { left: x, top, right: x + width, bottom: top + height };
            words.push(Word { at, text: word.into(), line: 0 });
            x += width + height / 4;
        }
        words
    }

    #[test]
    fn small_words_beside_the_body_are_notes_on_either_side() {
        for left in [2000, 40_000] {
            let mut words = Vec::new();
            for row in 0..8 {
                words.extend(line("whoever sells a child commits an offence and", 12_000, 10_000 + row * 1300, 1000));
            }
            words.extend(line("Sale of chil-", left, 10_100, 800));
            words.extend(line("dren.", left, 11_000, 800));
            words.extend(line("Penalty.", left, 14_200, 800));
            let page = Page { number: 1, width: 61_200, height: 79_200, words };
            let (text, notes) = split(&page, 1000, &[]);
            assert_eq!(text.len(), 64);
            let notes: Vec<String> = group(notes).into_iter().map(|n| n.text).collect();
            assert_eq!(notes, ["Sale of children.", "Penalty."]);
        }
    }
}
