//! Numbers in words and figures: `twenty-five`, `ciento veinte mil`, `quatre-vingt-dix`, `vijfentwintig`, `1.5 million`.

use std::collections::BTreeMap;

use super::token::Token;

/// The words for numbers of a language.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Numbers {
    /// Word and value; 100, 1000, 1000000 and the other [`SCALES`] multiply.
    pub(super) words: BTreeMap<String, u64>,
    /// `and` within a number.
    pub(super) and: Vec<String>,
    /// Ordinals, such as `fifth`.
    pub(super) ordinals: BTreeMap<String, u64>,
    /// Parts such as `third` and `tercio`, by their divisor.
    pub(super) parts: BTreeMap<String, u64>,
    /// Numbers are written as one word (`honderdvijftig`).
    #[serde(default)]
    pub(super) joined: bool,
}

/// The values that multiply what stands before them, with those of South Asia.
const SCALES: [u64; 6] = [100, 1000, 100_000, 1_000_000, 10_000_000, 1_000_000_000];

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u64,
    /// The word after it.
    pub(super) end: usize,
    /// A part was cut off: `0.50`.
    pub(super) cut: bool,
}

/// The number that begins at a word.
pub(super) fn number(tokens: &[Token], at: usize, numbers: &Numbers) -> Option<Number> {
    let token = tokens.get(at)?;
    let Some(figure) = token.figure else { return in_words(tokens, at, numbers) };
    let (mut value, mut end, (decimals, places)) = (figure.whole, at + 1, figure.decimals);
    let mut cut = decimals > 0;
    while let Some(scale) =
        tokens.get(end).filter(|t| soft(t)).and_then(|t| scale(&t.word, numbers)).filter(|s| *s >= 1000)
    {
        let part = decimals.checked_mul(scale)? / 10_u64.checked_pow(places)?;
        cut &= decimals.checked_mul(scale)? % 10_u64.checked_pow(places)? != 0;
        value = value.checked_mul(scale)?.checked_add(if end == at + 1 { part } else { 0 })?;
        end += 1;
    }
    Some(Number { value, end, cut })
}

fn soft(token: &Token) -> bool {
    let gap = token.gap;
    !(gap.is_hard() || gap.semicolon || gap.comma || gap.open || gap.close || gap.colon)
}

fn scale(word: &str, numbers: &Numbers) -> Option<u64> {
    value(word, numbers).filter(|v| SCALES.contains(v))
}

/// The scale that the last word of a number gives to the whole of it: a million for `twenty million`.
pub(super) fn last_scale(tokens: &[Token], found: Number, numbers: &Numbers) -> u64 {
    let last = found.end.checked_sub(1).and_then(|i| tokens.get(i)).and_then(|t| scale(&t.word, numbers));
    last.filter(|s| *s >= 1000 && found.value.is_multiple_of(*s)).unwrap_or(1)
}

/// The scale of a word that stands behind a number which was said again in brackets: `50 (fifty) thousand`.
pub(super) fn scale_at(tokens: &[Token], at: usize, numbers: &Numbers) -> Option<u64> {
    let token = tokens.get(at).filter(|t| !(t.gap.is_hard() || t.gap.semicolon || t.gap.comma || t.gap.open))?;
    scale(&token.word, numbers).filter(|s| *s >= 1000)
}

/// The value of one word.
fn value(word: &str, numbers: &Numbers) -> Option<u64> {
    numbers.words.get(word).copied().or_else(|| if numbers.joined { joined(word, numbers) } else { None })
}

/// A number in words.
fn in_words(tokens: &[Token], at: usize, numbers: &Numbers) -> Option<Number> {
    let (mut total, mut current): (u64, Option<u64>) = (0, None);
    let mut last_scale = u64::MAX;
    let mut end = at;
    while let Some(token) = tokens.get(end).filter(|t| end == at || soft(t)) {
        if end > at && numbers.and.contains(&token.word) {
            // Only what is smaller than the place before it goes on: `one hundred and two hundred` are two numbers.
            let so_far = current.unwrap_or(0) + total;
            let Some(rest) = tokens.get(end + 1).filter(|t| soft(t)).and_then(|_| small(tokens, end + 1, numbers))
            else {
                break;
            };
            let next = tokens.get(rest.1).filter(|t| soft(t)).and_then(|t| scale(&t.word, numbers));
            let split = numbers.joined
                && end == at + 1
                && so_far < 10
                && (20..100).contains(&rest.0)
                && rest.0.is_multiple_of(10);
            let between = at > 0 && tokens[at - 1].word == "tussen";
            if split && !between {
                current = Some(so_far + rest.0);
                end = rest.1;
                continue;
            }
            let too_large = next.is_some_and(|s| s == 100 || s >= last_scale);
            if too_large || !goes_on(so_far, rest.0) {
                break;
            }
            current = Some(current.unwrap_or(0) + rest.0);
            end = rest.1;
            continue;
        }
        let Some(v) = value(&token.word, numbers) else { break };
        // `a million` is a number; `million` with nothing before it has lost its figure.
        let led = at > 0 && tokens[at - 1].word == "a" && soft(token);
        if end == at && v >= 100_000 && numbers.words.contains_key(&token.word) && !led {
            break;
        }
        match (v, current) {
            (1000.., _) if SCALES.contains(&v) && v < last_scale => {
                if total > 0 && current.is_none() && total >= last_scale {
                    break;
                }
                total = total.checked_add(current.unwrap_or(1).checked_mul(v)?)?;
                current = None;
                last_scale = v;
            }
            (1_000_000, _) if total > 0 && current.is_none() => {
                total = total.checked_mul(v)?;
                last_scale = v;
            }
            // A large number that is one word.
            (1001.., None) if total == 0 => {
                total = v;
                last_scale = if v.is_multiple_of(1000) { 1000 } else { 1 };
            }
            // `fifteen hundred`, but not `twenty hundred`.
            (100, Some(c)) if c < 20 && c != 10 => current = Some(c.checked_mul(100)?),
            (_, None) if v < 1000 => current = Some(v),
            (20, Some(c)) if c % 100 == 4 => current = Some(c - 4 + 80),
            (_, Some(c)) if fits(c, v) => current = Some(c + v),
            _ => break,
        }
        end += 1;
    }
    let value = total.checked_add(current.unwrap_or(0))?;
    (end > at).then_some(Number { value, end, cut: false })
}

/// A number below a thousand without the word for thousand, and the word after it.
fn small(tokens: &[Token], at: usize, numbers: &Numbers) -> Option<(u64, usize)> {
    let mut current: Option<u64> = None;
    let mut end = at;
    while let Some(v) = tokens.get(end).filter(|t| end == at || soft(t)).and_then(|t| value(&t.word, numbers)) {
        current = match current {
            None if v < 1000 => Some(v),
            Some(c) if v == 100 && c < 10 => Some(c * 100),
            Some(c) if fits(c, v) => Some(c + v),
            _ => break,
        };
        end += 1;
    }
    current.map(|c| (c, end))
}

/// May `v` follow `current` in one number: `twenty five`, `soixante dix`, `dix sept`, `hundred fifty`?
fn fits(current: u64, v: u64) -> bool {
    if v >= 100 {
        return false;
    }
    match current % 100 {
        0 => current > 0,
        10 => (7..=9).contains(&v),
        60 | 80 => v < 20,
        70 | 90 => v < 10,
        c => c % 10 == 0 && v < 10,
    }
}

/// May `rest` follow `before` and the word for `and`?
fn goes_on(before: u64, rest: u64) -> bool {
    match before {
        _ if before > 0 && before.is_multiple_of(1000) => rest < 1000,
        _ if before > 0 && before.is_multiple_of(100) => rest < 100,
        60 => rest == 11 || rest < 10,
        // `diez y ocho`
        10 => (6..10).contains(&rest),
        _ => before.is_multiple_of(10) && before % 100 >= 20 && rest < 10,
    }
}

/// A number written as one word: `vijfentwintig`, `tweehonderdvijftigduizend`.
fn joined(word: &str, numbers: &Numbers) -> Option<u64> {
    for (name, scale) in &numbers.words {
        if !matches!(scale, 100 | 1000) {
            continue;
        }
        // The greatest scale parts the word first.
        if *scale == 100 && numbers.words.iter().any(|(n, v)| *v == 1000 && word.contains(n.as_str())) {
            continue;
        }
        if let Some((before, after)) = word.split_once(name.as_str()) {
            let times = if before.is_empty() { 1 } else { value(before, numbers)? };
            let after = numbers.and.iter().find_map(|a| after.strip_prefix(a.as_str())).unwrap_or(after);
            let rest = if after.is_empty() { 0 } else { value(after, numbers)? };
            let good = times < *scale && rest < *scale;
            return if good { times.checked_mul(*scale)?.checked_add(rest) } else { None };
        }
    }
    let pair = |(one, n): (&String, &u64)| {
        let rest = word.strip_prefix(one.as_str()).filter(|_| (1..10).contains(n))?;
        let rest = numbers.and.iter().find_map(|a| rest.strip_prefix(a.as_str()))?;
        let tens = numbers.words.get(rest).filter(|t| (20..100).contains(*t) && *t % 10 == 0)?;
        Some(tens + n)
    };
    numbers.words.iter().find_map(pair)
}

/// The ordinal at a word: `vijfde`, `5e`, `5th`.
pub(super) fn ordinal(token: &Token, numbers: &Numbers) -> Option<u64> {
    let digits = token.word.trim_end_matches(|c: char| c.is_alphabetic());
    let marked = token.figure.is_none() && digits.len() < token.word.len();
    let figure = || digits.parse().ok().filter(|_| marked && digits.len() <= 2);
    numbers.ordinals.get(&token.word).copied().or_else(figure)
}
