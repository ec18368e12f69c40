//! The words of a text with what stands between them: signs, paragraphs, items of a list.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::law::blocks;

/// A word or figure.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Folded: small letters, no accents; a currency sign stands for itself.
    pub(super) word: String,
    /// The figure, where it is one.
    pub(super) figure: Option<Figure>,
    /// Its bytes in the text.
    pub(super) bytes: Range<usize>,
    /// What stands between the word before and this one.
    pub(super) gap: Gap,
    /// It begins with a capital.
    pub(super) big: bool,
}

/// A number in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Before the decimal sign.
    pub(super) whole: u64,
    /// After it, and how many digits.
    pub(super) decimals: (u64, u32),
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) comma: bool,
    pub(super) semicolon: bool,
    pub(super) colon: bool,
    pub(super) stop: bool,
    pub(super) paragraph: bool,
    pub(super) dash: bool,
    pub(super) open: bool,
    pub(super) close: bool,
    /// The word stands in quoted text (behind `>`).
    pub(super) quoted: bool,
    /// An item of a list begins: its depth, [`INLINE`] for `(a)` in running text, 0 for none.
    pub(super) item: u8,
}

/// Depth of an item in running text.
pub(super) const INLINE: u8 = 9;

impl Gap {
    /// No phrase goes over it.
    pub(super) fn is_hard(self) -> bool {
        self.stop || self.paragraph || self.item > 0
    }
}

/// Small letters without accents.
pub(super) fn fold(word: &str) -> String {
    word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Words after which a full stop ends no sentence.
const SHORT: [&str; 28] = [
    "s", "ss", "no", "nos", "cap", "chap", "para", "art", "arts", "v", "p", "vol", "sch", "reg", "q", "l", "r", "d",
    "inc", "nro", "num", "b", "afl", "naf", "fl", "lps", "htg", "gdes",
];

/// Cuts a text into words.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut start = 0;
    let mut open_paragraph = false;
    // What stands after the last word of a line counts before the first word of the next.
    let mut carried = Gap::default();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let mut at = start;
        start += line.len();
        let mut gap = Gap { paragraph: !open_paragraph, quoted: false, item: 0, ..carried };
        if let Some(rest) = text[at..end].strip_prefix('>') {
            gap.quoted = true;
            at = end - rest.len() + usize::from(rest.starts_with(' '));
        }
        let words = text[at..end].trim_start();
        open_paragraph = !words.is_empty();
        if words.is_empty() {
            continue;
        }
        let indent = end - at - words.len();
        at += indent;
        if let Some(item) = words.strip_prefix("- ") {
            gap.item = u8::try_from(indent / 2 + 1).unwrap_or(blocks::DEEPEST).min(blocks::DEEPEST);
            at = end - item.len();
            let first = item.split(' ').next().unwrap_or_default();
            if blocks::is_number(&blocks::unescape(first)) {
                at += first.len();
            }
        }
        carried = line_words(text, at..end, gap, &mut out);
    }
    out
}

fn line_words(text: &str, range: Range<usize>, mut gap: Gap, out: &mut Vec<Token>) -> Gap {
    let quoted = gap.quoted;
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(c) = rest.chars().next() else { break };
        if let Some(length) = enumerator(rest, out.last().map(|t| t.word.as_str())) {
            gap.item = gap.item.max(if gap.item > 0 { 0 } else { INLINE });
            at += length;
            continue;
        }
        let money = text[range.start..at].trim_end().ends_with(['$', '€', '£', '₡']);
        let figure = figure(rest, money);
        let length = figure.as_ref().map(|f| f.1).or_else(|| word(rest)).or_else(|| sign(rest));
        let Some(length) = length else {
            between(c, &text[at..range.end], out.last(), &mut gap);
            at += c.len_utf8();
            continue;
        };
        let bytes = at..at + length;
        let big = c.is_uppercase();
        let word = fold(&rest[..length]);
        if !word.is_empty() {
            out.push(Token { word, figure: figure.map(|f| f.0), bytes, gap, big });
            gap = Gap { quoted, ..Gap::default() };
        }
        at += length;
    }
    gap
}

/// Takes notice of a sign between words.
fn between(c: char, rest: &str, last: Option<&Token>, gap: &mut Gap) {
    match c {
        '.' | '?' | '!' => {
            let after = rest[c.len_utf8()..].trim_start_matches(['"', '”', '»', ')', '*', '_', ']']);
            let next = after.trim_start().chars().next();
            let spaced = after.is_empty() || after.starts_with(char::is_whitespace);
            let opens = next.is_none_or(|n| n.is_uppercase() || "(“\"«*_>".contains(n) || n.is_ascii_digit());
            let short = last.is_some_and(|t| SHORT.contains(&t.word.as_str()));
            gap.stop |= spaced && opens && !short;
        }
        ';' => gap.semicolon = true,
        ':' => gap.colon = true,
        ',' => gap.comma = true,
        '-' | '–' | '—' | '\u{ad}' | '‑' => gap.dash = true,
        '(' | '[' => gap.open = true,
        ')' | ']' => gap.close = true,
        _ => {}
    }
}

/// Length of `(a)` or `(ii)` at the beginning, unless the word before makes it part of a citation.
fn enumerator(text: &str, last: Option<&str>) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner.find(')').filter(|e| (1..=4).contains(e))?;
    let name = &inner[..end];
    let letters = name.bytes().all(|b| b.is_ascii_lowercase());
    let roman = name.bytes().all(|b| b"ivx".contains(&b));
    if !letters || !(name.len() == 1 || roman) {
        return None;
    }
    let cited = last.is_some_and(|w| {
        w.starts_with(|c: char| c.is_ascii_digit())
            || ["paragraph", "paragraphs", "subsection", "section", "item", "inciso", "literal", "alinea"].contains(&w)
    });
    (!cited).then_some(end + 2)
}

/// A figure at the beginning, with its signs for thousands and decimals. After a sign of money a space may follow the sign
/// for thousands: `$20, 000`.
fn figure(text: &str, money: bool) -> Option<(Figure, usize)> {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    if end == 0 {
        return None;
    }
    let mut all = text[..end].to_string();
    let mut decimals = (0, 0);
    while let Some(c) = text[end..].chars().next() {
        let parts = matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
        let more = if parts { digits(&text[end + c.len_utf8()..]) } else { 0 };
        let spaced = money && c == ',' && text[end + 1..].starts_with(' ') && digits(&text[end + 2..]) == 3;
        if spaced {
            all.push_str(&text[end + 2..end + 5]);
            end += 5;
            continue;
        }
        let first_is_short = all.len() <= 3 || all.len() > text[..end].len().min(3);
        let from = end + c.len_utf8();
        if more == 3 && first_is_short && !all.starts_with('0') {
            all.push_str(&text[from..from + 3]);
        } else if matches!(c, '.' | ',') && (1..=2).contains(&more) {
            decimals = (text[from..from + more].parse().ok()?, u32::try_from(more).ok()?);
            end = from + more;
            break;
        } else {
            break;
        }
        end = from + more;
    }
    // `5e`, `1st`, `225-4`: no number.
    if text[end..].starts_with(char::is_alphabetic) {
        return None;
    }
    Some((Figure { whole: all.parse().ok()?, decimals }, end))
}

/// Length of the word at the beginning: letters and digits; an apostrophe parts words.
fn word(text: &str) -> Option<usize> {
    if text.starts_with("B/.") {
        return Some(3);
    }
    // `Q5,000`, `L100`: the sign of the money, then the figure.
    let sign = text.starts_with(['Q', 'L', '$']) && text[1..].starts_with(|c: char| c.is_ascii_digit());
    if sign {
        return Some(1);
    }
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    (end > 0).then_some(end)
}

fn sign(text: &str) -> Option<usize> {
    text.chars().next().filter(|c| "$€£₡%".contains(*c)).map(char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::cut;

    fn check(text: &str, words: &str) {
        let all: Vec<String> =
            cut(text).into_iter().map(|t| t.figure.map_or(t.word, |f| f.whole.to_string())).collect();
        assert_eq!(all.join(" "), words, "{text}");
    }

    #[test]
    fn figures_keep_together() {
        check("$1 000 000 or 25 years", "$ 1000000 or 25 years");
        check("US$ 1.500.000,00; Q10,000.00", "us $ 1500000 q 10000");
        check("150\u{a0}000 € d’amende", "150000 € d amende");
        check("B/.1,000.00 de la 5e classe, 0,5%", "b/. 1000 de la 5e classe 0 %");
        check("1'000,000.00", "1000000");
    }

    #[test]
    fn items_lose_their_numbers() {
        let tokens = cut("is liable—\n\n- (a) on summary conviction;\n  - (i) or so\n\nAnd (b) more");
        let items: Vec<(String, u8)> =
            tokens.iter().filter(|t| t.gap.item > 0).map(|t| (t.word.clone(), t.gap.item)).collect();
        assert_eq!(items, [("on".to_string(), 1), ("or".to_string(), 2), ("more".to_string(), 9)]);
    }
}
