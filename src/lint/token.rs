//! Words, numbers and marks of a text, with their places.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Letters.
    Word,
    /// Begins with a digit: `5`, `29a`, `225-4-1`.
    Number,
    /// In round brackets and short: `(a)`, `(2)`, `(iv)`.
    Bracket,
    /// A mark.
    Mark,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) sort: Sort,
    /// Small letters without accents; of brackets, what is inside.
    pub(super) text: String,
    /// It begins with a capital.
    pub(super) capital: bool,
    /// A number with `°` or `º` behind it.
    pub(super) ordinal: bool,
    /// Nothing stands between it and the token before it.
    pub(super) touches: bool,
}

/// Small letters without accents.
pub(super) fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Longest text in brackets that counts as a number.
const LONGEST_BRACKET: usize = 6;

/// Cuts a text.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let byte = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut all: Vec<Token> = Vec::new();
    let (mut i, mut last_end) = (0, usize::MAX);
    while let Some(c) = at(i) {
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        let start = i;
        let mut ordinal = false;
        let sort = if c.is_ascii_digit() {
            while at(i).is_some_and(|c| c.is_ascii_digit()) {
                i += 1;
                let joins = matches!(at(i), Some('-' | '.' | '‑')) && at(i + 1).is_some_and(|c| c.is_ascii_digit());
                i += usize::from(joins);
            }
            let letters = (i..i + 5).take_while(|n| at(*n).is_some_and(char::is_alphabetic)).count();
            i += if letters <= 4 { letters } else { 0 };
            if matches!(at(i), Some('°' | 'º')) {
                i += 1;
                ordinal = true;
            }
            Sort::Number
        } else if c.is_alphabetic() {
            while at(i).is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c)) {
                i += 1;
            }
            Sort::Word
        } else if c == '(' && bracket(&chars[i..]).is_some() {
            i += bracket(&chars[i..]).unwrap_or(1);
            Sort::Bracket
        } else {
            i += 1;
            Sort::Mark
        };
        let range = byte(start)..byte(i);
        let words = &text[range.clone()];
        let words = if sort == Sort::Bracket { words.trim_matches(['(', ')']) } else { words };
        let folded = fold(words).replace('‑', "-").replace(['°', 'º'], "");
        all.push(Token { range, sort, text: folded, capital: c.is_uppercase(), ordinal, touches: start == last_end });
        last_end = i;
    }
    all
}

/// The number of characters of a short bracket, with both its marks.
fn bracket(chars: &[(usize, char)]) -> Option<usize> {
    let inside = chars.iter().skip(1).take(LONGEST_BRACKET).take_while(|c| c.1.is_ascii_alphanumeric()).count();
    (inside > 0 && chars.get(inside + 1).is_some_and(|c| c.1 == ')')).then_some(inside + 2)
}

/// A number as it is compared: small letters and digits, hyphens and full stops between digits.
pub(super) fn key(number: &str) -> String {
    let chars: Vec<char> = fold(number).chars().map(|c| if c == '.' || c == '_' { '-' } else { c }).collect();
    let digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let keep = |(i, c): (usize, &char)| {
        let joins = *c == '-' && digit(i.checked_sub(1)) && digit(Some(i + 1));
        (c.is_alphanumeric() || joins).then_some(*c)
    };
    chars.iter().enumerate().filter_map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::{Sort, cut, key};

    #[test]
    fn numbers_and_brackets_are_tokens() {
        let all = cut("Section 5(2)(a), l’article L. 622-1-1, 172 bis et 3°");
        let texts: Vec<&str> = all.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(
            texts,
            ["section", "5", "2", "a", ",", "l", "’", "article", "l", ".", "622-1-1", ",", "172", "bis", "et", "3"]
        );
        assert_eq!(all[2].sort, Sort::Bracket);
        assert!(all[2].touches && all[15].ordinal);
    }

    #[test]
    fn keys_are_alike_however_a_number_is_printed() {
        assert_eq!(key("L. 622-1"), "l622-1");
        assert_eq!(key("29A"), "29a");
        assert_eq!(key("172 bis"), "172bis");
    }
}
