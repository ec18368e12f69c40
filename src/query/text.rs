//! Text as the search sees it: tokens with their places, accents removed, sentences and paragraphs, Markdown marks taken off.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of a token beyond which it is cut; nothing that people write comes near it.
const LONGEST_TOKEN: usize = 200;

/// Byte ranges of the tokens: maximal runs of letters and digits (with their combining marks).
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || (start.is_some() && is_combining_mark(c));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                all.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        all.push(from..text.len());
    }
    all
}

/// A token in lower case, composed.
pub fn lower(token: &str) -> String {
    if token.is_ascii() {
        return token.chars().take(LONGEST_TOKEN).map(|c| c.to_ascii_lowercase()).collect();
    }
    token.to_lowercase().nfc().take(LONGEST_TOKEN).collect()
}

/// A lower-case token without accents, and with ligatures opened.
pub fn fold(lower: &str) -> String {
    if lower.is_ascii() {
        return lower.to_string();
    }
    let mut out = String::with_capacity(lower.len());
    for c in lower.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            other => out.extend(other.to_lowercase()),
        }
    }
    out
}

/// The folded tokens of a text.
pub fn folded(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|range| fold(&lower(&text[range]))).collect()
}

/// Where sentences and paragraphs begin, as numbers of tokens. Every paragraph begins a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaks {
    /// First tokens of sentences.
    pub sentences: Vec<u32>,
    /// First tokens of paragraphs.
    pub paragraphs: Vec<u32>,
}

/// Words after which a full stop ends no sentence.
const SHORT_FORMS: [&str; 34] = [
    "s", "ss", "sec", "secs", "art", "arts", "no", "nos", "nr", "num", "cap", "chap", "ch", "para", "paras", "reg",
    "regs", "sch", "cl", "v", "vs", "etc", "viz", "cf", "ibid", "p", "pp", "al", "inc", "ltd", "st", "mr", "mrs", "dr",
];

/// Finds the sentences and paragraphs of a text with these tokens.
pub fn breaks(text: &str, tokens: &[Range<usize>]) -> Breaks {
    let mut found = Breaks::default();
    for (i, token) in tokens.iter().enumerate() {
        let number = u32::try_from(i).unwrap_or(u32::MAX);
        let Some(before) = i.checked_sub(1).map(|b| &tokens[b]) else {
            found.sentences.push(number);
            found.paragraphs.push(number);
            continue;
        };
        let gap = &text[before.end..token.start];
        if is_paragraph(gap) {
            found.sentences.push(number);
            found.paragraphs.push(number);
        } else if is_sentence(&text[before.clone()], gap, &text[token.clone()]) {
            found.sentences.push(number);
        }
    }
    found
}

/// A blank line, or a new line that begins a list item.
fn is_paragraph(gap: &str) -> bool {
    let mut lines = gap.split('\n').skip(1).map(str::trim);
    let Some(first) = lines.next() else { return false };
    let item = |line: &str| line.starts_with(['-', '*', '•', '(', '|']);
    (first.is_empty() && gap.matches('\n').count() > 1) || item(first) || lines.any(|l| l.is_empty() || item(l))
}

fn is_sentence(before: &str, gap: &str, next: &str) -> bool {
    let Some(mark) = gap.find(['.', '!', '?']) else { return false };
    let after = &gap[mark + 1..];
    if !after.contains(char::is_whitespace) || !next.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
        return false;
    }
    if !gap[mark..].starts_with('.') {
        return true;
    }
    let word = lower(before);
    let one_letter = mark == 0 && word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    !(mark == 0 && (one_letter || SHORT_FORMS.contains(&word.as_str())))
}

/// Our own Markdown as plain text: emphasis, code marks, link addresses and escapes taken off; lines kept.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    let mut line_start = true;
    while let Some(c) = rest.chars().next() {
        let width = c.len_utf8();
        if line_start && c == '#' {
            rest = rest.trim_start_matches('#');
            continue;
        }
        match c {
            '*' if line_start && rest[width..].starts_with(' ') => out.push('•'),
            '*' | '`' => {}
            '\\' if rest[width..].starts_with(|n: char| n.is_ascii_punctuation()) => {
                let escaped = rest[width..].chars().next().unwrap_or(' ');
                out.push(escaped);
                rest = &rest[width + escaped.len_utf8()..];
                line_start = false;
                continue;
            }
            '_' if marks_emphasis(&out, &rest[width..]) => {}
            '[' if link(rest).is_some() => {}
            ']' if rest.starts_with("](") => {
                if let Some(end) = rest.find(')') {
                    rest = &rest[end + 1..];
                    line_start = false;
                    continue;
                }
                out.push(c);
            }
            _ => out.push(c),
        }
        line_start = c == '\n' || (line_start && c == ' ');
        rest = &rest[width..];
    }
    out
}

/// An underscore at the edge of a word is emphasis; inside a word it is part of it.
fn marks_emphasis(before: &str, after: &str) -> bool {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    inner(before.chars().next_back()) != inner(after.chars().next())
}

fn link(text: &str) -> Option<()> {
    let close = text.find(']')?;
    text[close + 1..].starts_with('(').then_some(())
}

#[cfg(test)]
mod tests {
    use super::{breaks, fold, folded, lower, plain, tokens};

    #[test]
    fn tokens_are_runs_of_letters_and_digits() {
        let text = "L'exploitation (s. 16A), e\u{301}le\u{300}ve\u{a0}12:10";
        let found: Vec<&str> = tokens(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["L", "exploitation", "s", "16A", "e\u{301}le\u{300}ve", "12", "10"]);
    }

    #[test]
    fn accents_are_optional() {
        assert_eq!(folded("EXPLOTACIÓN Œuvre naïve Straße"), ["explotacion", "oeuvre", "naive", "strasse"]);
        assert_eq!(fold(&lower("E\u{301}lève")), "eleve");
    }

    #[test]
    fn finds_sentences_and_paragraphs_but_not_short_forms() {
        let text = "Under s. 16 Parliament acts. Victims are heard.\n\nA new one. (a) One\n(b) two";
        let found = breaks(text, &tokens(text));
        assert_eq!(found.paragraphs, [0, 8, 13]);
        assert_eq!(found.sentences, [0, 5, 8, 13]);
    }

    #[test]
    fn takes_off_the_marks_of_markdown() {
        assert_eq!(
            plain("**Child** is _anyone_, see [the page](https://example.org/x) and snake_case"),
            "Child is anyone, see the page and snake_case"
        );
        assert_eq!(plain("## Head\n* item `code` \\*"), " Head\n• item code *");
    }
}
