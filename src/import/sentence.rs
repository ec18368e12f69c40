//! How lines of a law begin and end: numbers of items, ends of sentences, sentences that run on.

/// Does a line end as a sentence, an item or an introduction to items does?
pub fn is_end(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['"', '”', '»', '\'', '’', ')', ']', ' ']);
    line.ends_with(['.', ';', ':', '!', '?', '—', '–', '-', '…'])
}

/// Does a sentence run from one line into the next?
pub fn continues(first: &str, second: &str) -> bool {
    let lower = second.chars().next().is_some_and(char::is_lowercase) && !is_marked(second);
    lower && (!is_end(first) || first.ends_with('-'))
}

/// Does a line begin with the number of an item, such as `(a)`, `b)`, `iv.`, `4 bis.` or `1°`?
pub fn is_marked(line: &str) -> bool {
    let line = line.trim_start();
    let (inner, end) = match line.strip_prefix('(') {
        Some(inner) => (inner, [')', ')', ')', ')']),
        None => (line, [')', '.', '°', 'º']),
    };
    let Some(at) = inner.char_indices().take(10).find(|(_, c)| end.contains(c)).map(|(at, _)| at) else { return false };
    is_count(inner[..at].trim())
}

/// `12`, `12A`, `4bis`, `a`, `aa`, `iv`, `XII`.
fn is_count(word: &str) -> bool {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = word[digits..].trim();
    if digits > 0 {
        let latin = ["bis", "ter", "quater", "quinquies"].contains(&rest.to_lowercase().as_str());
        return digits <= 4 && (latin || rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_alphabetic()));
    }
    let mut letters = rest.chars();
    let Some(first) = letters.next().filter(char::is_ascii_alphabetic) else { return false };
    rest.len() <= 2 && letters.all(|c| c == first) || is_roman(rest)
}

fn is_roman(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    (word == lower || word == word.to_ascii_uppercase()) && (1..=60).any(|n| super::html::roman(n) == lower)
}

#[cfg(test)]
mod tests {
    use super::is_marked;

    #[test]
    fn numbers_of_items_are_told_from_words() {
        for item in [
            "(a) who",
            "b) que",
            "iv. the",
            "(iv)",
            "1. One",
            "12A. A",
            "4 bis. De",
            "1° Soit",
            "1bis°. aan",
            "(aa) x",
            "XII. y",
            "(2) z",
            "2º Lo",
        ] {
            assert!(is_marked(item), "{item}");
        }
        for other in [
            "board.",
            "civil. law",
            "(see below)",
            "the end.",
            "Art. 5",
            "1900 bytes.",
            "(Section 5)",
            "",
            "etc. and",
            "www.example.org",
            "2016-01-13",
        ] {
            assert!(!is_marked(other), "{other}");
        }
    }
}
