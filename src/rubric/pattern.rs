//! Patterns of words: the notation in which a rubric says which words to look for.
//!
//! `the? victim|person ..4 guilty_of <shelter> hous*`; `rubrics/README.md` explains every sign.

use std::collections::BTreeMap;

/// Longest gap that may be written.
const GAP_AT_MOST: usize = 60;
/// Gap that `..` alone stands for.
const GAP: usize = 5;
/// How deep word lists may point to word lists.
const DEPTH: usize = 6;

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Exactly this word.
    Word(String),
    /// A word that begins like this.
    Prefix(String),
    /// Any number in figures.
    Number,
    /// One of several ways on.
    Any(Vec<Vec<Step>>),
    /// There or not.
    Optional(Vec<Step>),
    /// Up to so many words of any kind.
    Gap(usize),
    /// The beginning of a sentence.
    Start,
}

/// A pattern: steps in order.
pub type Pattern = Vec<Step>;

/// Lists of patterns that other patterns use by name.
pub type Lists = BTreeMap<String, Vec<Pattern>>;

/// Reads one pattern.
pub fn parse(text: &str, lists: &Lists) -> Result<Pattern, String> {
    let mut steps = Vec::new();
    for item in text.split_whitespace() {
        steps.push(parse_item(item, lists)?);
    }
    match steps.iter().find(|s| !matches!(s, Step::Start)) {
        None => Err("no words".into()),
        Some(Step::Gap(_)) => Err("a pattern begins with a word, not with a gap".into()),
        Some(_) if depth(&steps) > DEPTH => Err("lists point to lists too deeply".into()),
        Some(_) => Ok(steps),
    }
}

/// Reads several ways to say one thing: patterns separated by ` / `.
pub fn parse_group(text: &str, lists: &Lists) -> Result<Vec<Pattern>, String> {
    text.split(" / ").map(|one| parse(one, lists)).collect()
}

fn parse_item(item: &str, lists: &Lists) -> Result<Step, String> {
    if item == "^" {
        return Ok(Step::Start);
    }
    if let Some(number) = item.strip_prefix("..") {
        let gap = if number.is_empty() { Ok(GAP) } else { number.parse() };
        return match gap {
            Ok(gap) if (1..=GAP_AT_MOST).contains(&gap) => Ok(Step::Gap(gap)),
            _ => Err(format!("`{item}` is no gap; write .. or ..12")),
        };
    }
    let (item, optional) = item.strip_suffix('?').map_or((item, false), |i| (i, true));
    let mut ways = Vec::new();
    for way in item.split('|') {
        if let Some(name) = way.strip_prefix('<').and_then(|w| w.strip_suffix('>')) {
            match lists.get(name) {
                Some(list) => ways.extend(list.iter().cloned()),
                None => return Err(format!("no list of words `{name}`; lists must stand before their use")),
            }
            continue;
        }
        let words: Result<Vec<Step>, String> = way.split('_').map(word).collect();
        ways.push(words?);
    }
    let step = match (ways.len(), ways.first().map_or(0, Vec::len)) {
        (1, 1) => ways.remove(0).remove(0),
        _ => Step::Any(ways),
    };
    Ok(if optional { Step::Optional(vec![step]) } else { step })
}

fn word(word: &str) -> Result<Step, String> {
    if word == "#" {
        return Ok(Step::Number);
    }
    let (stem, prefix) = word.strip_suffix('*').map_or((word, false), |w| (w, true));
    let folded = fold(stem);
    let good = |c: char| c.is_alphanumeric() || "()$".contains(c);
    if folded.is_empty() || !folded.chars().all(good) {
        return Err(format!("`{word}` is no word; write words, word*, one|other, two_words, the?, .., #, ^ or <list>"));
    }
    Ok(if prefix { Step::Prefix(folded) } else { Step::Word(folded) })
}

fn depth(steps: &[Step]) -> usize {
    let inner = steps.iter().map(|s| match s {
        Step::Any(ways) => 1 + ways.iter().map(|w| depth(w)).max().unwrap_or(0),
        Step::Optional(steps) => 1 + depth(steps),
        _ => 0,
    });
    inner.max().unwrap_or(0)
}

/// A word as it is compared: lower case, without accents, apostrophes and hyphens.
pub fn fold(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if word.is_ascii() {
        return word.chars().filter(|c| !matches!(c, '\'' | '-')).map(|c| c.to_ascii_lowercase()).collect();
    }
    let base = word.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    base.flat_map(char::to_lowercase).filter(|c| !matches!(c, '\'' | '-' | '’' | '‘' | 'ʼ' | '\u{ad}')).collect()
}

#[cfg(test)]
mod tests {
    use super::{Lists, Step, fold, parse};

    #[test]
    fn patterns_are_read_strictly() {
        let lists = Lists::from([("child".to_string(), vec![parse("child|minor", &Lists::new()).expect("good")])]);
        for good in ["guilty of", "the <child>|young_person", "a ..12 victim", "recruit* or? receiv*", "^ section #"] {
            assert!(parse(good, &lists).is_ok(), "{good}");
        }
        for bad in ["", "..", "..3 a", "a ..0", "a ..999", "<nobody>", "a|", "*", "a,b"] {
            assert!(parse(bad, &lists).is_err(), "{bad}");
        }
        assert_eq!(parse("Étrangér*", &lists), Ok(vec![Step::Prefix("etranger".into())]));
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(fold("Victim’s"), "victims");
        assert_eq!(fold("RÉCLUSION"), "reclusion");
    }
}
