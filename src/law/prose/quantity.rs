//! Figures with their units: terms of time, sums of money, units of fines.

use super::money;
use super::numbers::{self, Number};
use super::pack::{Mark, Pack, Sign, Time};
use super::token::Token;
use crate::law::penalty::FineUnit;

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing that is said at the figure itself.
    Bare,
    /// Months.
    Months,
    /// Days.
    Days,
    /// Money, by its currency.
    Money(String),
    /// Units of a fine.
    Fine(FineUnit),
}

impl Unit {
    /// Is it a time?
    pub(super) fn is_time(&self) -> bool {
        matches!(self, Self::Months | Self::Days)
    }

    /// Can both stand in one range?
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bare, _) | (_, Self::Bare) => true,
            (Self::Money(a), Self::Money(b)) => a == b || a == money::UNTOLD || b == money::UNTOLD,
            (a, b) => a == b || (a.is_time() && b.is_time()),
        }
    }
}

/// A figure with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: u64,
    pub(super) unit: Unit,
    /// How many of its own unit make up the value: 12 for a year.
    pub(super) factor: u64,
    /// Why it cannot be used.
    pub(super) doubt: Option<&'static str>,
}

/// Every figure of a text; ages are left out.
pub(super) fn quantities(tokens: &[Token], pack: &Pack, marks: &[Mark], own: Option<&str>) -> Vec<Quantity> {
    let mut all: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match quantity(tokens, at, pack, own) {
            Some(mut found) => {
                at = found.end.max(at + 1);
                if found.value == 0 {
                    found.doubt = found.doubt.or(Some("a figure of zero"));
                }
                if !is_age(&found, marks) {
                    all.push(found);
                }
            }
            None => at += 1,
        }
    }
    sums(tokens, pack, marks, all)
}

fn is_age(found: &Quantity, marks: &[Mark]) -> bool {
    let bound = |m: &Mark| matches!(m.sign, Sign::Least | Sign::Most);
    let time = matches!(found.unit, Unit::Months | Unit::Days | Unit::Bare);
    let overlapped = |age: &Mark| {
        marks.iter().any(|m| bound(m) && m.start < age.start + 2 && m.end > age.start && m.end <= found.start)
    };
    let age =
        |m: &&Mark| m.sign == Sign::Age && m.start <= found.start && found.start < m.end && found.end <= m.end + 2;
    time && marks.iter().filter(age).any(|m| !overlapped(m))
}

fn quantity(tokens: &[Token], at: usize, pack: &Pack, own: Option<&str>) -> Option<Quantity> {
    if let Some(sum) = money::before(tokens, at, &pack.numbers, own) {
        let again = repeated(tokens, sum.number, sum.number.end, pack, own);
        let doubt = sum.number.cut.then_some("a sum with hundredths").or(again.doubt());
        let (number, end) = scaled(tokens, sum.number, &again, pack)?;
        return Some(of_money(tokens, at, sum.currency, number, Again { end, ..again }, doubt, pack));
    }
    if let Some(found) = graded(tokens, at, pack) {
        return Some(found);
    }
    let number = numbers::number(tokens, at, &pack.numbers)?;
    let again = repeated(tokens, number, number.end, pack, own);
    let mut doubt = again.doubt();
    let (number, end) = scaled(tokens, number, &again, pack)?;
    let glue = |i: usize| tokens.get(i).is_some_and(|t| matches!(t.word.as_str(), "de" | "d" | "of") && soft(t));
    let unit_at = if glue(end) { [end, end + 1] } else { [end, end] };
    for unit in unit_at {
        if tokens.get(unit).is_none_or(|t| !soft(t)) {
            break;
        }
        if let Some((unit, end)) = pack.units.longest(tokens, unit, &pack.numbers) {
            doubt = doubt.or(number.cut.then_some("a broken number"));
            let again = repeated(tokens, number, end, pack, own);
            let factor = numbers::last_scale(tokens, number, &pack.numbers);
            let doubt = doubt.or(again.doubt());
            let unit = Unit::Fine(unit);
            return Some(Quantity { start: at, end: again.end, value: number.value, unit, factor, doubt });
        }
        if let Some((time, end)) = pack.times.longest(tokens, unit, &pack.numbers) {
            return Some(timed(tokens, at, end, number, time, pack, doubt));
        }
        if let Some((currency, end)) = money::after(tokens, unit, &pack.numbers, own) {
            let again = repeated(tokens, number, end, pack, own);
            let doubt = doubt.or(number.cut.then_some("a sum with hundredths")).or(again.doubt());
            return Some(of_money(tokens, at, currency, number, again, doubt, pack));
        }
    }
    doubt = doubt.or(number.cut.then_some("a broken number"));
    Some(Quantity { start: at, end, value: number.value, unit: Unit::Bare, factor: 1, doubt })
}

/// A sum; where the word for the money may be of several states, the brackets behind it tell which.
fn of_money(
    tokens: &[Token],
    start: usize,
    currency: String,
    number: Number,
    again: Again,
    doubt: Option<&'static str>,
    pack: &Pack,
) -> Quantity {
    let told = again.currency.filter(|c| c != money::UNTOLD);
    let factor = numbers::last_scale(tokens, number, &pack.numbers);
    let unit = Unit::Money(told.unwrap_or(currency));
    Quantity { start, end: again.end, value: number.value, unit, factor, doubt }
}

/// The number and the word after it, where its scale stands behind brackets: `50 (fifty) thousand`.
fn scaled(tokens: &[Token], number: Number, again: &Again, pack: &Pack) -> Option<(Number, usize)> {
    let scale = numbers::scale_at(tokens, again.end, &pack.numbers).filter(|_| again.end > number.end);
    match scale {
        Some(scale) => {
            let end = again.end + 1;
            Some((Number { value: number.value.checked_mul(scale)?, end, ..number }, end))
        }
        None => Some((number, again.end)),
    }
}

fn soft(token: &Token) -> bool {
    !(token.gap.is_hard() || token.gap.semicolon || token.gap.comma)
}

fn timed(
    tokens: &[Token],
    start: usize,
    end: usize,
    number: Number,
    time: Time,
    pack: &Pack,
    doubt: Option<&'static str>,
) -> Quantity {
    let (factor, unit) = match time {
        Time::Months(n) => (n, Unit::Months),
        Time::Days(n) => (n, Unit::Days),
    };
    // `five years (5)`, `five years (5 years)`: the figure again.
    let again = repeated(tokens, number, end, pack, None);
    let end = again.end;
    let large = number.value.checked_mul(factor).is_none();
    let doubt = doubt.or(again.doubt()).or((number.cut || large).then_some("a broken number"));
    Quantity { start, end, value: number.value.saturating_mul(factor), unit, factor, doubt }
}

/// The number said again in brackets.
struct Again {
    /// The word after the brackets.
    end: usize,
    /// It is another number.
    clash: bool,
    /// The money that the brackets name.
    currency: Option<String>,
}

impl Again {
    fn doubt(&self) -> Option<&'static str> {
        self.clash.then_some("the figure in brackets is another one")
    }
}

/// Passes over the number said again in brackets behind a word.
fn repeated(tokens: &[Token], number: Number, end: usize, pack: &Pack, own: Option<&str>) -> Again {
    let none = Again { end, clash: false, currency: None };
    if tokens.get(end).is_none_or(|t| !t.gap.open || t.gap.is_hard()) {
        return none;
    }
    let (currency, inside) = match money::before(tokens, end, &pack.numbers, own) {
        Some(sum) => (Some(sum.currency), sum.number),
        None => match numbers::number(tokens, end, &pack.numbers) {
            Some(number) => (None, number),
            None => return none,
        },
    };
    // The bracket closes after the number or after its unit.
    let closes = (inside.end..=inside.end + 3).find(|i| tokens.get(*i).is_none_or(|t| t.gap.close || t.gap.is_hard()));
    match closes {
        // `200 euros (2) The same …`: behind a unit another number is the number of a paragraph.
        Some(_) if end > number.end && inside.value != number.value && currency.is_none() => none,
        Some(end) => Again { end, clash: inside.value != number.value, currency },
        None => none,
    }
}

/// `level 5`, `the fifth category`, `5e classe`.
fn graded(tokens: &[Token], at: usize, pack: &Pack) -> Option<Quantity> {
    let made =
        |end, value, unit| Some(Quantity { start: at, end, value, unit: Unit::Fine(unit), factor: 1, doubt: None });
    if let Some(value) = numbers::ordinal(tokens.get(at)?, &pack.numbers)
        && let Some((unit, end)) = pack.graded.longest(tokens, at + 1, &pack.numbers)
    {
        return made(end, value, unit);
    }
    let (unit, end) = pack.graded.longest(tokens, at, &pack.numbers)?;
    let number = numbers::number(tokens, end, &pack.numbers).filter(|n| n.value <= 20)?;
    made(number.end, number.value, unit)
}

/// Joins `two years and six months` to one figure.
fn sums(tokens: &[Token], pack: &Pack, marks: &[Mark], all: Vec<Quantity>) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    for q in all {
        let and = |last: &Quantity| {
            q.start == last.end + 1
                && pack.numbers.and.contains(&tokens[last.end].word)
                && soft(&tokens[last.end])
                && soft(&tokens[q.start])
        };
        let between = |last: &Quantity| {
            marks.iter().any(|m| m.sign == Sign::From && m.end == last.start && tokens[m.start].word.len() > 3)
        };
        match out.last_mut() {
            Some(last)
                if last.unit == Unit::Months
                    && last.factor == 12
                    && q.unit.is_time()
                    && q.factor < 12
                    && and(last)
                    && !between(last) =>
            {
                if q.unit == Unit::Months {
                    last.value = last.value.saturating_add(q.value);
                    last.factor = 1;
                } else {
                    last.doubt = Some("years and days together");
                }
                last.doubt = last.doubt.or(q.doubt);
                last.end = q.end;
            }
            _ => out.push(q),
        }
    }
    out
}
