//! Printed lines joined to running text: broken words mended, nothing else changed.

use std::collections::BTreeSet;

/// Words of a document, in lower case, for telling a broken word from one with a hyphen.
#[derive(Debug, Default)]
pub struct Vocabulary(BTreeSet<String>);

impl Vocabulary {
    /// The words of all texts.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let words = texts.flat_map(|t| t.split(|c: char| !(c.is_alphanumeric() || c == '-')));
        Self(words.filter(|w| w.len() > 3).map(str::to_lowercase).collect())
    }

    /// Appends a line to a text.
    pub fn join(&self, text: &mut String, next: &str) {
        let next = next.trim();
        if text.is_empty() || next.is_empty() {
            text.push_str(next);
            return;
        }
        let tail_start = text.trim_end_matches(|c: char| !c.is_whitespace()).len();
        let tail = &text[tail_start..];
        let (tail, soft) = match tail.strip_suffix('\u{ad}') {
            Some(bare) => (bare, true),
            None => (tail.strip_suffix(['-', '\u{ad}', '‐']).unwrap_or(tail), false),
        };
        let broken = tail.len() + tail_start < text.len()
            && tail.chars().last().is_some_and(char::is_alphabetic)
            && next.starts_with(char::is_lowercase);
        if !broken {
            text.push(' ');
            text.push_str(next);
            return;
        }
        let head: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
        let stem = tail.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(tail);
        let (closed, hyphened) = (format!("{stem}{head}").to_lowercase(), format!("{stem}-{head}").to_lowercase());
        let keep = !soft && !self.0.contains(&closed) && self.0.contains(&hyphened);
        text.truncate(tail_start + tail.len());
        if keep {
            text.push('-');
        }
        text.push_str(next);
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn broken_words_are_mended_and_hyphens_kept() {
        let words = Vocabulary::of(["a sub-section and traffickers of non-nationals"].into_iter());
        let check = |a: &str, b: &str, joined: &str| {
            let mut text = a.to_string();
            words.join(&mut text, b);
            assert_eq!(text, joined);
        };
        check("the traf-", "fickers", "the traffickers");
        check("in sub-", "section 2", "in sub-section 2");
        check("the exploi-", "tation of", "the exploitation of");
        check("where a person-", "(a) takes", "where a person- (a) takes");
        check("the words", "of it", "the words of it");
        check("twenty-", "Five", "twenty- Five");
        check("", "start", "start");
    }
}
