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
const SHORT: [&str; 40] = [
    "s", "ss", "no", "nos", "cap", "chap", "para", "art", "arts", "v", "p", "vol", "sch", "reg", "q", "l", "r", "d",
    "inc", "nro", "num", "b", "afl", "naf", "fl", "lps", "htg", "gdes", "rs", "tk", "sh", "shs", "ksh", "kshs", "tshs",
    "ushs", "php", "k", "n", "rm",
];

/// Words before a letter in brackets that cites, and begins no item.
const CITING: [&str; 12] = [
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "subsection",
    "subsections",
    "section",
    "item",
    "inciso",
    "literal",
    "alinea",
    "clause",
];

/// Signs of money that are no letters.
const MONEY: [char; 11] = ['$', '€', '£', '₡', '₦', '₹', '₵', '¢', '₱', '¥', '฿'];

/// Cuts a text into words.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut start = 0;
    let (mut open_paragraph, mut item) = (false, false);
    // What stands after the last word of a line counts before the first word of the next.
    let mut carried = Gap::default();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let mut at = start;
        start += line.len();
        let mut gap = Gap { paragraph: !open_paragraph, quoted: false, item: 0, ..carried };
        let torn = gap.paragraph && is_torn(&text[..at], &text[at..end], item);
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
        gap.paragraph &= !torn;
        item = words.starts_with("- ") || (item && !gap.paragraph);
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

/// Is a paragraph the rest of the one before, from which a page or a mark tore it: `prison for THREE`, `(3) to SIX (6) years`?
fn is_torn(before: &str, line: &str, item: bool) -> bool {
    let plain = |s: &str| s.trim_start_matches(['>', ' ']).to_string();
    let last = plain(before.trim_end_matches(['>', ' ', '\n']).rsplit('\n').next().unwrap_or_default());
    let line = plain(line);
    let figure = line.strip_prefix('(').is_some_and(|l| l.starts_with(|c: char| c.is_ascii_digit()));
    let goes_on = figure && last.ends_with(char::is_alphabetic) || line.starts_with(char::is_lowercase);
    !item && goes_on && last.ends_with(|c: char| c.is_alphanumeric() || c == ',') && !last.starts_with('#')
}

fn line_words(text: &str, range: Range<usize>, mut gap: Gap, out: &mut Vec<Token>) -> Gap {
    let quoted = gap.quoted;
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(c) = rest.chars().next() else { break };
        // `paragraph (d)(i)`: the second letter is of the citation as well.
        let chained = text[..at].ends_with(')') && out.last().is_some_and(|t| t.gap.open && t.word.len() <= 4);
        let number = enumerator(rest, out.last().map(|t| t.word.as_str())).filter(|_| !chained);
        if let Some(length) = number {
            gap.item = gap.item.max(if gap.item > 0 { 0 } else { INLINE });
            at += length;
            continue;
        }
        let money = text[range.start..at].trim_end().ends_with(MONEY);
        let figure = figure(rest, money);
        let letters = || letter_sign(rest, out.last().map(|t| t.word.as_str()));
        let length = figure.as_ref().map(|f| f.1).or_else(letters).or_else(|| word(rest)).or_else(|| sign(rest));
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
            // `…200 euros.(2) The same …`: a paragraph run on.
            let item = after.strip_prefix('(').is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()));
            let spaced = item || after.is_empty() || after.starts_with(char::is_whitespace);
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
    let cited = last.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()) || CITING.contains(&w));
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
    if let Some(found) = lakhs(text) {
        return Some(found);
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

/// A figure with the signs of South Asia: `5,00,000`, `1,50,00,000`.
fn lakhs(text: &str) -> Option<(Figure, usize)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(text.len());
    let shown = text[..end].trim_end_matches(',');
    let mut parts = shown.split(',').rev();
    let last = parts.next().is_some_and(|p| p.len() == 3);
    let rest: Vec<&str> = parts.collect();
    let (first, pairs) = rest.split_last()?;
    let good = last && !pairs.is_empty() && pairs.iter().all(|p| p.len() == 2) && (1..=2).contains(&first.len());
    let whole = || shown.replace(',', "").parse().ok();
    let figure = Figure { whole: whole().filter(|_| good)?, decimals: (0, 0) };
    // `5,00,000.00`
    let nothing = text[shown.len()..].starts_with(".00");
    Some((figure, shown.len() + if nothing { 3 } else { 0 }))
}

/// Length of letters that are the sign of the money of the figure right behind them: `N1,000,000`, `Rs5,000`, `R100 million`.
fn letter_sign(text: &str, last: Option<&str>) -> Option<usize> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).filter(|n| (1..=4).contains(n))?;
    let (name, rest) = text.split_at(letters);
    let (_, length) = figure(rest, false)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[length..];
    let grouped = length >= digits + 4;
    let large = [" million", " thousand", " billion"].iter().any(|s| after.starts_with(s));
    // `of K500`, but no `article R625-1`.
    let led = last.is_some_and(|l| ["of", "exceeding", "than", "fine", "to"].contains(&l));
    let single = letters == 1 && led && digits > 1 && !after.starts_with('-');
    (name.starts_with(|c: char| c.is_ascii_uppercase()) && (grouped || large || single)).then_some(letters)
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
    text.chars().next().filter(|c| *c == '%' || MONEY.contains(c)).map(char::len_utf8)
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
        check("Rs. 5,00,000 or 1,50,00,000.00 or 12,500", "rs 500000 or 15000000 or 12500");
        check("a fine of N1,000,000.00, of K500, of R100 million", "a fine of n 1000000 of k 500 of r 100 million");
        check("article R625-1, article L131", "article r625 1 article l 131");
    }

    #[test]
    fn torn_paragraphs_go_on() {
        let parted = |text: &str| cut(text).iter().skip(1).any(|t| t.gap.paragraph);
        assert!(!parted("> prison for THREE\n>\n> (3) to six years"));
        assert!(!parted("where he is\n\ntwelve years of age"));
        assert!(parted("is liable:\n\nto prison") && parted("the list\n\n(a) one") && parted("- an item\n\nis liable"));
    }

    #[test]
    fn items_lose_their_numbers() {
        let tokens = cut("is liable—\n\n- (a) on summary conviction;\n  - (i) or so\n\nAnd (b) more");
        let items: Vec<(String, u8)> =
            tokens.iter().filter(|t| t.gap.item > 0).map(|t| (t.word.clone(), t.gap.item)).collect();
        assert_eq!(items, [("on".to_string(), 1), ("or".to_string(), 2), ("more".to_string(), 9)]);
    }
}
