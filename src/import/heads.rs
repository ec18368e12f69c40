//! Running heads and page numbers, which a print repeats on each page and which are no words of the law.

use std::collections::BTreeMap;

use super::printed::Row;
use super::sentence;

/// How many rows at the top and at the bottom of a page may be a running head.
const EDGE: usize = 3;

/// The rows without running heads and page numbers.
pub fn without(rows: Vec<Row>) -> Vec<Row> {
    if rows.iter().any(|r| r.place.page > 1) {
        let drop = on_pages(&rows);
        return rows.into_iter().zip(drop).filter(|(_, drop)| !drop).map(|(row, _)| row).collect();
    }
    // A head in the stream begins a page.
    let drop = in_stream(&rows);
    let mut sheet = 0;
    let mut kept = Vec::with_capacity(rows.len());
    for (mut row, drop) in rows.into_iter().zip(drop) {
        if drop {
            sheet += 1;
        } else {
            row.sheet = sheet;
            kept.push(row);
        }
    }
    kept
}

/// The words of a head without what changes from page to page.
fn pattern(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let number =
            word.chars().any(|c| c.is_ascii_digit()) && word.chars().filter(char::is_ascii_alphabetic).count() <= 1;
        if number {
            out.push('#');
        } else {
            // A full stop inside a word is that of an address.
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            out.extend(word.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase));
        }
    }
    out
}

/// A page number alone: `12`, `- 12 -`, `Page 3 of 10`, `xiv`.
fn is_page_number(text: &str) -> bool {
    let bare = text.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if bare.is_empty() || bare.len() > 24 {
        return false;
    }
    let words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |w: &str| w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit());
    let roman = |w: &str| w.len() <= 7 && w.bytes().all(|b| b"ivxl".contains(&b));
    let page = ["page", "pag", "página", "pagina", "blz", "p", "of", "de", "van", "sur"];
    match words.as_slice() {
        // A number with a full stop or in brackets is that of a section.
        [one] => (number(one) || roman(one)) && !text.trim().ends_with(['.', ')']),
        _ => words.iter().all(|w| number(w) || page.contains(w)) && words.iter().any(|w| page.contains(w)),
    }
}

/// Heads of pages that a form feed parts: what stands at the edge of many pages.
fn on_pages(rows: &[Row]) -> Vec<bool> {
    let mut drop = vec![false; rows.len()];
    let mut edges: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let mut pages = 0;
    for page in rows.chunk_by(|a, b| a.place.page == b.place.page) {
        let filled: Vec<usize> = (start..start + page.len()).filter(|i| !rows[*i].is_blank()).collect();
        start += page.len();
        pages += 1;
        for (n, i) in filled.iter().take(EDGE).enumerate() {
            edges.push((*i, n));
        }
        for (n, i) in filled.iter().rev().take(EDGE.min(filled.len().saturating_sub(EDGE))).enumerate() {
            edges.push((*i, n));
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (i, _) in &edges {
        *seen.entry(pattern(&rows[*i].text)).or_default() += 1;
    }
    for (i, n) in edges {
        let text = &rows[i].text;
        let words = pattern(text);
        let often = seen.get(&words).copied().unwrap_or_default();
        let repeated = often >= 3
            && often * 5 >= pages
            && words.chars().any(char::is_alphabetic)
            && !is_numbered(&words)
            && !sentence::is_marked(text);
        drop[i] = repeated || n < 2 && is_page_number(text) && pages > 1;
    }
    drop
}

/// `section #`, `article #`: headings of provisions, which a page may begin with as well.
fn is_numbered(words: &str) -> bool {
    let mut parts = words.split(' ');
    let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    first == "#" && second.is_some_and(|w| w != "#") && words.matches('#').count() == 1 && words.split(' ').count() < 3
        || second == Some("#") && third.is_none() && first != "page" && !first.contains('.')
}

/// How many lines apart two heads of a text without form feeds stand.
const APART: std::ops::RangeInclusive<usize> = 12..=110;

/// Heads in a text that has lost its form feeds: words that come back every page or so, with a number that counts up or
/// in capitals; and numbers alone that count up.
fn in_stream(rows: &[Row]) -> Vec<bool> {
    let mut drop = vec![false; rows.len()];
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        if row.is_blank() || row.text.len() > 160 || sentence::is_marked(&row.text) {
            continue;
        }
        let words = pattern(&row.text);
        let lettered: Vec<&str> = words.split(' ').filter(|w| *w != "#" && !w.is_empty()).collect();
        let number = words.contains('#') && !lettered.is_empty() && !is_numbered(&words);
        if number || is_page_number(&row.text) || lettered.len() >= 3 && is_capital(&row.text) {
            // Left pages have their number first, right pages last.
            let mut sorted = lettered;
            sorted.sort_unstable();
            seen.entry(sorted.join(" ")).or_default().push(i);
        }
    }
    for at in seen.values().filter(|at| (4..2_000).contains(&at.len())) {
        let numbers: Vec<Vec<u32>> = at.iter().map(|i| numbers_in(&rows[*i].text)).collect();
        let pairs = at.len() - 1;
        let apart = at.windows(2).filter(|w| APART.contains(&(w[1] - w[0]))).count();
        let counts = longest_count(&numbers);
        let capital = at.iter().all(|i| is_capital(&rows[*i].text)) && numbers.iter().any(|n| !n.is_empty());
        if apart * 10 >= pairs * 7 && (counts * 10 >= at.len() * 6 || capital) {
            for i in at {
                drop[*i] = true;
            }
        }
    }
    drop
}

/// At least three words, all in capitals.
fn is_capital(text: &str) -> bool {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count() >= 3
        && !text.chars().any(char::is_lowercase)
}

/// How many heads count up in small steps; some may have lost their number.
fn longest_count(numbers: &[Vec<u32>]) -> usize {
    let mut ends: Vec<Vec<usize>> = Vec::with_capacity(numbers.len());
    for (i, own) in numbers.iter().enumerate() {
        let after = |n: u32| {
            let before = (i.saturating_sub(8)..i).flat_map(|j| numbers[j].iter().zip(&ends[j]));
            before.filter(|(m, _)| n > **m && n - **m <= 6).map(|(_, length)| *length).max().unwrap_or_default() + 1
        };
        ends.push(own.iter().map(|n| after(*n)).collect());
    }
    ends.into_iter().flatten().max().unwrap_or_default()
}

/// The numbers at the start and the end of a head; one of them is that of the page.
fn numbers_in(text: &str) -> Vec<u32> {
    let digits = |w: &str| w.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
    let mut words = text.split_whitespace();
    [words.next(), words.next_back()].into_iter().flatten().filter(|w| w.len() <= 8).filter_map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::super::printed::rows;
    use super::{is_page_number, without};

    fn kept(text: &str) -> Vec<String> {
        without(rows(text)).into_iter().filter(|r| !r.is_blank()).map(|r| r.text.trim().to_string()).collect()
    }

    #[test]
    fn heads_of_pages_and_their_numbers_go() {
        let page = |n: usize| {
            format!(
                "     {n}   Model Act    2016\n\nSection {n}\nfirst {0} of the page\nsecond {0}\nthird {0}\n{0} last.\n      - {n} -\n",
                "word".repeat(n)
            )
        };
        let text = (1..=6).map(page).collect::<Vec<_>>().join("\u{c}");
        let kept = kept(&text);
        assert!(!kept.iter().any(|l| l.contains("Model Act") || l.starts_with("- ")), "{kept:?}");
        assert!(kept.contains(&"Section 4".to_string()) && kept.contains(&"wordword last.".to_string()));
    }

    #[test]
    fn heads_of_a_text_without_form_feeds_go_where_they_count_up() {
        let mut text = String::new();
        for n in 1..=6 {
            text.push_str(&format!("www.example.org {n}\nAmendment of section {}\nChapter {n}\n", n * 7));
            (0..30).for_each(|i| text.push_str(&format!("line {i} of it\n")));
        }
        let kept = kept(&text);
        assert!(!kept.iter().any(|l| l.contains("www")), "{kept:?}");
        assert!(kept.contains(&"Chapter 4".to_string()) && kept.contains(&"Amendment of section 14".to_string()));
    }

    #[test]
    fn page_numbers_are_told_from_numbers_of_sections() {
        for number in ["12", "- 12 -", "Page 3 of 10", "página 4", "xiv", "[7]"] {
            assert!(is_page_number(number), "{number}");
        }
        for other in ["12.", "(a)", "Section 3", "civil", "2016-01-13", "PART I"] {
            assert!(!is_page_number(other), "{other}");
        }
    }
}
