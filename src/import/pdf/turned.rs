//! Words that run up or down a page: a page that is turned as a whole is turned back, single turned words are set aside.

use std::collections::BTreeMap;

use super::rows;
use super::tsv::{Area, Page, Word};

/// Turns the page upright if most of it is turned; otherwise takes turned words out and gives them back as text.
pub fn set_upright(page: &mut Page) -> Vec<String> {
    let letters = |words: &[&Word]| words.iter().map(|w| w.text.chars().count()).sum::<usize>();
    let long: Vec<&Word> = page.words.iter().filter(|w| w.text.chars().count() >= 3).collect();
    let turned: Vec<&Word> = long.iter().copied().filter(|w| is_turned(w)).collect();
    if turned.is_empty() {
        return Vec::new();
    }
    if letters(&turned) * 10 >= letters(&long) * 7 {
        turn(page);
        return Vec::new();
    }
    take_out(page)
}

fn is_turned(word: &Word) -> bool {
    word.text.chars().count() >= 3 && word.at.height() * 2 > word.at.width() * 3
}

/// Turns all words of a page by a quarter, so that they run from left to right.
fn turn(page: &mut Page) {
    let (mut down, mut up) = (0, 0);
    for pair in page.words.windows(2).filter(|p| p[0].line == p[1].line) {
        if pair[1].at.top > pair[0].at.top {
            down += 1;
        } else {
            up += 1;
        }
    }
    let (width, height) = (page.width, page.height);
    for word in &mut page.words {
        let at = word.at;
        word.at = if down > up {
            Area { left: at.top, right: at.bottom, top: width - at.right, bottom: width - at.left }
        } else {
            Area { left: height - at.bottom, right: height - at.top, top: at.left, bottom: at.right }
        };
    }
    (page.width, page.height) = (height, width);
}

/// Takes the lines out that hold a turned word and no word that lies.
fn take_out(page: &mut Page) -> Vec<String> {
    let mut lines: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for word in &page.words {
        let (turned, lying) = lines.entry(word.line).or_default();
        *turned += usize::from(is_turned(word));
        *lying += usize::from(word.at.width() > word.at.height() * 3 / 2);
    }
    let (gone, kept): (Vec<Word>, Vec<Word>) =
        std::mem::take(&mut page.words).into_iter().partition(|w| matches!(lines.get(&w.line), Some((1.., 0))));
    page.words = kept;
    let mut texts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for word in gone {
        texts.entry(word.line).or_default().push(word.text);
    }
    texts.into_values().map(|words| words.join(" ")).collect()
}

/// Numbers of printed lines (5, 10, 15 …) in the margin of a bill, which are no part of it.
pub fn drop_line_numbers(page: &mut Page) {
    let mut columns: BTreeMap<i32, Vec<(i32, u32)>> = BTreeMap::new();
    for row in rows::build(page.words.clone()) {
        let count = row.words.len();
        for (i, word) in row.words.iter().enumerate() {
            let alone = |other: Option<&Word>| {
                other.is_none_or(|o| {
                    let gap =
                        if o.at.left > word.at.left { o.at.left - word.at.right } else { word.at.left - o.at.right };
                    gap > word.at.height()
                })
            };
            let edge = i == 0 && alone(row.words.get(1)) || i + 1 == count && alone(row.words.get(i.wrapping_sub(1)));
            let number = word.text.parse::<u32>().ok().filter(|n| n % 5 == 0 && (5..=95).contains(n));
            if let Some(number) = number.filter(|_| edge && count > 1) {
                columns.entry(word.at.right / 300).or_default().push((word.at.top, number));
            }
        }
    }
    for (right, numbers) in columns {
        let counted = numbers.windows(2).all(|w| w[1].1 == w[0].1 + 5);
        if numbers.len() >= 4 && counted && numbers[0].1 == 5 {
            page.words.retain(|w| {
                w.at.right / 300 != right || !numbers.iter().any(|(top, n)| w.at.top == *top && w.text == n.to_string())
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tsv::{Area, Page, Word};
    use super::{drop_line_numbers, set_upright};

    fn word(text: &str, at: (i32, i32, i32, i32), line: u32) -> Word {
        Word { at: Area { left: at.0, top: at.1, right: at.2, bottom: at.3 }, text: text.into(), line }
    }

    #[test]
    fn a_page_that_reads_upwards_is_turned_back() {
        let words =
            vec![word("Whoever", (1000, 40_000, 2000, 44_000), 1), word("sells", (1000, 36_000, 2000, 39_500), 1)];
        let mut page = Page { number: 1, width: 61_200, height: 79_200, words };
        assert!(set_upright(&mut page).is_empty());
        assert_eq!(page.width, 79_200);
        assert_eq!(page.words[0].at.top, page.words[1].at.top);
        assert!(page.words[0].at.right < page.words[1].at.left);
    }

    #[test]
    fn a_turned_stamp_is_set_aside() {
        let mut words =
            vec![word("Archive", (1000, 40_000, 2000, 44_000), 7), word("copy", (1000, 37_000, 2000, 39_500), 7)];
        words.extend((0..9).map(|i| word("Whoever", (9000 + i * 5000, 5000, 13_000 + i * 5000, 6000), 8)));
        let mut page = Page { number: 1, width: 61_200, height: 79_200, words };
        assert_eq!(set_upright(&mut page), ["Archive copy"]);
        assert_eq!(page.words.len(), 9);
    }

    #[test]
    fn numbers_of_printed_lines_go() {
        let mut words = Vec::new();
        for n in 1..=20 {
            words.push(word("Whoever", (9000, n * 1500, 13_000, n * 1500 + 1000), 1));
            if n % 5 == 0 {
                words.push(word(&n.to_string(), (50_000, n * 1500, 51_000, n * 1500 + 1000), 1));
            }
        }
        let mut page = Page { number: 1, width: 61_200, height: 79_200, words };
        drop_line_numbers(&mut page);
        assert_eq!(page.words.len(), 20);
    }
}
