//! Currencies: signs before the figure and words after it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::numbers::{self, Number, Numbers};
use super::pattern::Pattern;
use super::token::Token;

/// The code for no currency.
pub(super) const UNTOLD: &str = "XXX";

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    before: BTreeMap<String, Vec<String>>,
    after: BTreeMap<String, Vec<String>>,
}

type Words = Vec<(Pattern, Vec<String>)>;

static MONEY: LazyLock<(Words, Words)> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    let file: File = toml::from_str(include_str!("money.toml")).expect("the currencies of the program");
    let words = |map: BTreeMap<String, Vec<String>>| map.into_iter().map(|(k, v)| (Pattern::new(&k), v)).collect();
    (words(file.before), words(file.after))
});

/// From how many letters on a word before a number is the name of a money, and no sign.
const NAME: usize = 4;

/// A sum of money: its currency and number, and the word after it.
pub(super) struct Sum {
    pub(super) currency: String,
    pub(super) number: Number,
}

/// The longest of the words that stand at a place, with its currencies and end.
fn longest<'w>(words: &'w Words, tokens: &[Token], at: usize, numbers: &Numbers) -> Option<(usize, &'w [String])> {
    let ends = words.iter().filter_map(|(p, all)| Some((p.end(tokens, at, numbers)?, all.as_slice())));
    // `dollars (US $500)`: the brackets begin another sum.
    let whole = ends.filter(|(end, _)| !tokens[at + 1..*end].iter().any(|t| t.gap.open));
    whole.max_by_key(|(end, _)| *end)
}

/// The currency that a word means in a state.
fn choose(all: &[String], own: Option<&str>) -> String {
    let mine = own.filter(|own| all.iter().any(|c| c == own));
    let only = all.first().map_or(UNTOLD, String::as_str);
    mine.unwrap_or(only).to_string()
}

/// Letters that are a sign of money only right before a figure.
fn is_letter_sign(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
}

/// The sum that begins at a word with its sign: `US$ 1.500.000`, `Q.500`.
pub(super) fn before(tokens: &[Token], at: usize, numbers: &Numbers, own: Option<&str>) -> Option<Sum> {
    let first = tokens.get(at)?;
    // `pesos diez mil`, `rupees five lakh`: the name of the money before the number.
    let named = || longest(&MONEY.1, tokens, at, numbers).filter(|(end, _)| tokens[*end - 1].word.len() >= NAME);
    let (end, currencies) = longest(&MONEY.0, tokens, at, numbers).or_else(named)?;
    let next = tokens.get(end)?;
    let gap = next.gap;
    let parted = gap.is_hard() || gap.comma || gap.semicolon || gap.open || gap.close;
    let last = &tokens[end - 1].word;
    if parted || (next.figure.is_none() && is_letter_sign(last) && last.len() < NAME) {
        return None;
    }
    // `L. 131` is an article of a code, and `f 5` may be anything, unless the money of the state is written so.
    let short = end == at + 1 && first.word.len() <= 2 && is_letter_sign(&first.word);
    let mine = || own.is_some_and(|own| currencies.iter().any(|c| c == own));
    let plain = currencies.first().is_some_and(|c| c == UNTOLD) || ["q", "fl", "cg"].contains(&first.word.as_str());
    if short && !(first.big && (plain || mine())) {
        return None;
    }
    let number = numbers::number(tokens, end, numbers)?;
    let currency = choose(currencies, own);
    // `$500 dollars`, `Q.500.00 quetzales`: the word says it again.
    let again = longest(&MONEY.1, tokens, number.end, numbers).filter(|_| soft(tokens, number.end));
    let (end, currency) = match again {
        Some((end, all)) if currency == UNTOLD => (end, choose(all, own)),
        Some((end, _)) => (end, currency),
        None => (number.end, currency),
    };
    Some(Sum { currency, number: Number { end, ..number } })
}

fn soft(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| !(t.gap.is_hard() || t.gap.semicolon || t.gap.comma || t.gap.open || t.gap.colon))
}

/// The currency whose word stands at a place, after the figure, and its end.
pub(super) fn after(tokens: &[Token], at: usize, numbers: &Numbers, own: Option<&str>) -> Option<(String, usize)> {
    if !soft(tokens, at) {
        return None;
    }
    longest(&MONEY.1, tokens, at, numbers).map(|(end, all)| (choose(all, own), end))
}

#[cfg(test)]
mod tests {
    use super::{File, MONEY};

    #[test]
    fn every_currency_is_three_capitals() {
        assert!(toml::from_str::<File>(include_str!("money.toml")).is_ok());
        for code in MONEY.0.iter().chain(&MONEY.1).flat_map(|(_, all)| all) {
            assert!(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
        }
    }
}
