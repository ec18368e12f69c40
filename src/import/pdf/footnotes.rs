//! Footnotes: rows in smaller type at the foot of a page, which begin with a mark.

use super::rows::{self, Row};
use super::tsv::Word;

/// The words of a page without its footnotes, and the footnotes as text. The marks that refer to them go as well.
pub fn split(words: Vec<Word>, body: i32) -> (Vec<Word>, Vec<String>) {
    if body == 0 || words.len() > super::columns::MOST_WORDS {
        return (words, Vec::new());
    }
    let rows = rows::build(words.clone());
    let small = |r: &Row| r.height() * 100 < body * 93;
    let letters = |of: &[Row]| of.iter().map(|r| r.text().chars().count()).sum::<usize>();
    let large: Vec<Row> = rows.iter().filter(|r| !small(r)).cloned().collect();
    if letters(&large) * 2 < letters(&rows) {
        return (words, Vec::new());
    }
    // A page number under the notes is passed over.
    let mut end = rows.len();
    if rows.last().is_some_and(|r| !small(r) && r.text().chars().count() <= 5) {
        end -= 1;
    }
    let run = rows[..end].iter().rev().take_while(|r| small(r)).count();
    let Some(first) = (end - run..end).find(|&i| mark(&rows[i]).is_some()) else { return (words, Vec::new()) };
    // A table or a schedule in small type is no footnote: it is much of the page.
    if (end - first) * 2 > end {
        return (words, Vec::new());
    }
    let mut notes: Vec<String> = Vec::new();
    let mut marks: Vec<String> = Vec::new();
    for row in &rows[first..end] {
        match (mark(row), notes.last_mut()) {
            (None, Some(note)) => super::notes::append(note, &row.text()),
            (found, _) => {
                marks.extend(found);
                notes.push(row.text());
            }
        }
    }
    let gone: Vec<&Word> = rows[first..end].iter().flat_map(|r| &r.words).collect();
    let refers = |w: &Word| w.at.height() * 10 < body * 9 && marks.contains(&w.text);
    let words = words.iter().filter(|w| !refers(w) && !gone.contains(w)).cloned().collect();
    (words, notes)
}

/// The mark that a footnote begins with: `1`, `*`, `(a)` raised or smaller than its words, or apart from them.
fn mark(row: &Row) -> Option<String> {
    let first = row.words.first()?;
    let text = first.text.as_str();
    let signs = !text.is_empty() && text.chars().all(|c| "*†‡§".contains(c));
    let number = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    (row.words.len() > 1 && (signs || number)).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::tsv::{Area, Word};
    use super::split;

    fn line(text: &str, top: i32, height: i32) -> Vec<Word> {
        let mut x = 7000;
        let mut words = Vec::new();
        for word in text.split(' ') {
            let width = i32::try_from(word.len()).unwrap_or(1) * height / 2;
            words.push(Word {
                at: Area { left: x, top, right: x + width, bottom: top + height },
                text: word.into(),
                line: 0,
            });
            x += width + height / 4;
        }
        words
    }

    #[test]
    fn footnotes_and_their_marks_are_parted_from_the_text() {
        let mut words: Vec<Word> =
            (0..6).flat_map(|n| line("whoever sells a child commits an offence", 10_000 + n * 1300, 1000)).collect();
        let at = Area { left: 29_000, top: 9900, right: 29_300, bottom: 10_500 };
        words.push(Word { at, text: "1".into(), line: 0 });
        let body = words.len() - 1;
        words.extend(line("1 Amended by the Act of 2010, which", 60_000, 800));
        words.extend(line("came into force later.", 61_000, 800));
        words.extend(line("* Not yet in force.", 62_000, 800));
        let (text, notes) = split(words, 1000);
        assert_eq!(text.len(), body);
        assert_eq!(notes, ["1 Amended by the Act of 2010, which came into force later.", "* Not yet in force."]);
    }

    #[test]
    fn small_text_without_a_mark_stays() {
        let mut words: Vec<Word> =
            (0..6).flat_map(|n| line("whoever sells a child commits an offence", 10_000 + n * 1300, 1000)).collect();
        words.extend(line("Penalty: ten years", 60_000, 800));
        let count = words.len();
        assert_eq!(split(words, 1000).0.len(), count);
    }
}
