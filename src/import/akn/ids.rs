//! Numbers and identifiers: what a publisher prints and writes, in our closed form.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::structure::mark;
use crate::import::structure::number::{Number, roman};
use crate::law::blocks;

/// Identifiers that are given, each once.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// The last number put behind a name that was wanted again.
    last: BTreeMap<String, usize>,
}

impl Names {
    /// The identifier wanted, or where it is given already, with a number behind it.
    pub(super) fn give(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_string()) {
            return wanted.to_string();
        }
        let n = self.last.entry(wanted.to_string()).or_insert(1);
        loop {
            *n += 1;
            let id = format!("{wanted}-{n}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// Takes this identifier; false where it is given already.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_string())
    }
}

/// The number of a section or article as it stands in `num`: `5.`, `§ 5`, `Article 5 bis`, `Art. XIV`, `Section 12A`.
pub(super) fn number(text: &str) -> Option<Number> {
    let bare = text.trim().trim_matches(|c: char| c.is_whitespace() || "§[]()*.:".contains(c));
    if bare.is_empty() {
        return None;
    }
    if let Some(number) = Number::parse(bare) {
        return Some(number);
    }
    if let Some(mark) = mark::section(bare, false).filter(|m| m.rest.trim().is_empty()) {
        return Some(mark.number);
    }
    let last = bare.split_whitespace().last().unwrap_or(bare);
    if let Some(value) = roman(last) {
        return Some(Number { printed: last.into(), key: vec![(value, 0)], eid: value.to_string() });
    }
    let digits = bare.find(|c: char| c.is_ascii_digit())?;
    let word = bare[..digits].trim_end_matches(['.', ' ', '°', 'º', '\u{a0}']);
    // A word and a number: `Artykuł 5`, `Kifungu cha 5`; but not a sentence.
    if word.chars().count() > 24 { None } else { Number::parse(&bare[digits..]) }
}

/// The number in a heading that begins with it (`Artículo 12 bis`, `Article 5 — Scope`), and the rest of the heading.
pub(super) fn in_heading(heading: &str) -> Option<(Number, String)> {
    let mark = mark::section(heading.trim(), false).filter(|m| m.keyword)?;
    Some((mark.number, mark.rest.trim().to_string()))
}

/// Words that publishers begin an identifier with where we have a name of our own.
const WORDS: [&str; 16] = [
    "sec",
    "section",
    "s",
    "sect",
    "art",
    "article",
    "reg",
    "regulation",
    "rule",
    "clause",
    "cl",
    "para",
    "paragraph",
    "subsec",
    "subsection",
    "par",
];

/// The number in the last step of a source's own identifier: `section-5`, `sec-12.1`, `art_3-para_2`, `chp_2__sec_4`.
pub(super) fn in_id(id: &str) -> Option<String> {
    let step = id.rsplit("__").next().unwrap_or(id);
    let mut words = step.split(['_', '-', '.', '/']).filter(|w| !w.is_empty()).peekable();
    let mut kept: Vec<&str> = Vec::new();
    while let Some(word) = words.next() {
        // In identifiers of 2.0 the steps of all levels stand in one: the last name of a level begins the last step.
        if WORDS.contains(&word.to_ascii_lowercase().as_str()) && words.peek().is_some() {
            kept.clear();
        } else {
            kept.push(word);
        }
    }
    plain(&kept.join("-"))
}

/// A text as the number of an eId; none where nothing of it can stand there.
pub(super) fn plain(text: &str) -> Option<String> {
    let folded = crate::import::structure::words::ascii(text);
    let marked: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = marked.split('-').filter(|p| !p.is_empty()).collect();
    let mut out = String::new();
    for part in parts {
        if out.len() + part.len() > 40 {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(part);
    }
    (!out.is_empty()).then_some(out)
}

/// The number of an item as it is kept in a block (`(a)`, `1°`), and words that could not be kept as a number.
pub(super) fn item(num: &str, shown: Option<&str>) -> (String, String) {
    let squeeze = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if let Some(shown) = shown.map(squeeze).filter(|s| blocks::is_number(s)) {
        return (shown, String::new());
    }
    let text = squeeze(num);
    if text.is_empty() || text.chars().all(|c| "-–—•·*▪■".contains(c)) {
        return (String::new(), String::new());
    }
    if blocks::is_number(&text) {
        return (text, String::new());
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let inner = bare.chars().any(|c| !c.is_alphanumeric());
    let marked = if inner || bare.len() > 5 { format!("{bare}.") } else { format!("({bare})") };
    let same = blocks::item_key(&marked).len() == bare.chars().filter(|c| c.is_alphanumeric()).count();
    if same && blocks::is_number(&marked) { (marked, String::new()) } else { (String::new(), tree_words(num)) }
}

fn tree_words(num: &str) -> String {
    super::tree::single(num)
}

#[cfg(test)]
mod tests {
    use super::{in_heading, in_id, item, number};

    #[test]
    fn numbers_are_read_from_what_publishers_print() {
        let check = |text: &str, eid: &str| assert_eq!(number(text).map(|n| n.eid), Some(eid.to_string()), "{text}");
        check("5.", "5");
        check("§ 12a", "12a");
        check("5 §", "5");
        check("Article 5 bis", "5bis");
        check("Art. 172-3", "172-3");
        check("Article XIV", "14");
        check("Section 12A.", "12A");
        check("(2A)", "2A");
        check("Article premier", "1");
        check("Artykuł 7", "7");
        check("Disposición adicional primera", "disp-adicional-1");
        assert_eq!(number("Disposición general"), None);
        assert_eq!(number(""), None);
        assert_eq!(
            in_heading("Artículo 12 bis. Objeto").map(|(n, rest)| (n.eid, rest)),
            Some(("12bis".into(), "Objeto".into()))
        );
    }

    #[test]
    fn identifiers_of_others_are_translated() {
        let check = |id: &str, number: &str| assert_eq!(in_id(id).as_deref(), Some(number), "{id}");
        check("section-5", "5");
        check("sec-12.1", "12-1");
        check("art_3-para_2", "2");
        check("chp_2__sec_4", "4");
        check("df_9", "df-9");
        check("section-12A", "12a");
        assert_eq!(in_id("__"), None);
    }

    #[test]
    fn items_keep_a_number_that_can_be_read_again() {
        let check = |num: &str, kept: &str, words: &str| {
            assert_eq!(item(num, None), (kept.to_string(), words.to_string()), "{num}");
        };
        check("a", "(a)", "");
        check("( b )", "(b)", "");
        check("1.1", "1.1.", "");
        check("–", "", "");
        check("1 bis.", "1bis.", "");
        check("First, and above all", "", "First, and above all");
        assert_eq!(item("a", Some("a)")), ("a)".into(), String::new()));
    }
}
