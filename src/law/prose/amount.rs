//! Amounts: one figure or two, with the words that make them a minimum or a maximum.

use super::pack::{Mark, Pack, Sign};
use super::quantity::{Quantity, Unit};
use super::token::Token;

/// A lower and an upper figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// The words, with those of the bounds.
    pub(super) start: usize,
    pub(super) end: usize,
    /// First word of the first figure.
    pub(super) first: usize,
    pub(super) low: Option<(u64, Unit)>,
    pub(super) high: Option<(u64, Unit)>,
    /// It sets a threshold: `more than five years`.
    pub(super) over: bool,
    /// It is a single figure without a bound.
    pub(super) plain: bool,
    /// Why it cannot be used.
    pub(super) doubt: Option<&'static str>,
}

impl Amount {
    /// What it counts.
    pub(super) fn unit(&self) -> &Unit {
        self.high.as_ref().or(self.low.as_ref()).map_or(&Unit::Bare, |(_, unit)| unit)
    }
}

impl Amount {
    /// Days of which a fine is made are days of income.
    pub(super) fn of_income(mut self) -> Self {
        for (_, unit) in self.low.iter_mut().chain(&mut self.high) {
            if *unit == Unit::Days {
                *unit = Unit::Fine(crate::law::penalty::FineUnit::DayFine);
            }
        }
        self
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    From,
    Least,
    Most,
    Over,
}

/// A figure with its bound.
struct Bound<'q> {
    q: &'q Quantity,
    role: Role,
    start: usize,
    end: usize,
}

/// Makes amounts of figures.
pub(super) fn amounts(tokens: &[Token], pack: &Pack, marks: &[Mark], quantities: &[Quantity]) -> Vec<Amount> {
    let mut bounds: Vec<Bound<'_>> = Vec::new();
    for (i, q) in quantities.iter().enumerate() {
        let floor = bounds.last().map_or(0, |b| b.end);
        let (role, start) = before(tokens, pack, marks, q, floor).unwrap_or((Role::Plain, q.start));
        let mut bound = Bound { q, role, start, end: q.end };
        let next = quantities.get(i + 1).map_or(usize::MAX, |n| n.start);
        if matches!(role, Role::Plain | Role::From)
            && let Some((role, end)) = after(tokens, pack, marks, q, next)
        {
            bound.role = role;
            bound.end = end;
        }
        bounds.push(bound);
    }
    let mut out = Vec::new();
    let mut i = 0;
    while i < bounds.len() {
        let pair = bounds.get(i + 1).and_then(|b| joined(tokens, pack, marks, &bounds[i], b));
        if let Some(amount) = pair {
            out.push(amount);
            i += 2;
            continue;
        }
        let Bound { q, role, start, end } = &bounds[i];
        i += 1;
        if q.unit == Unit::Bare {
            continue;
        }
        let value = || Some((q.value, q.unit.clone()));
        let at_least = *role == Role::Least;
        out.push(Amount {
            start: *start,
            end: *end,
            first: q.start,
            low: if at_least || pack.fixed && matches!(role, Role::Plain | Role::From) { value() } else { None },
            high: if at_least { None } else { value() },
            over: *role == Role::Over,
            plain: matches!(role, Role::Plain | Role::From),
            doubt: q.doubt,
        });
    }
    out
}

/// The first figure in the scale of the second: years for `two to five years`, millions for `5 à 20 millions`, but single
/// ones for `cien a mil pesos`.
fn in_scale(value: u64, other: &Quantity) -> u64 {
    let scaled = value.saturating_mul(other.factor);
    if other.unit.is_time() || scaled < other.value { scaled } else { value }
}

fn soft(token: &Token) -> bool {
    !(token.gap.is_hard() || token.gap.semicolon)
}

fn is_glue(tokens: &[Token], pack: &Pack, range: std::ops::Range<usize>) -> bool {
    range.len() <= 6 && tokens[range].iter().all(|t| soft(t) && pack.glue.contains(&t.word))
}

/// The bound right before a figure, and where its words begin.
fn before(tokens: &[Token], pack: &Pack, marks: &[Mark], q: &Quantity, floor: usize) -> Option<(Role, usize)> {
    let role = |sign: Sign| match sign {
        Sign::Least => Some(Role::Least),
        Sign::Most => Some(Role::Most),
        Sign::Over => Some(Role::Over),
        Sign::From => Some(Role::From),
        _ => None,
    };
    if tokens.get(q.start).is_some_and(|t| !soft(t)) {
        return None;
    }
    let near = marks.iter().filter(|m| m.start >= floor && m.end <= q.start && q.start - m.end <= 6);
    let fits = near.filter(|m| is_glue(tokens, pack, m.end..q.start) && tokens[m.start + 1..q.start].iter().all(soft));
    let found = fits.filter_map(|m| Some((role(m.sign)?, m))).max_by_key(|(role, m)| (*role != Role::From, m.end))?;
    Some((found.0, found.1.start))
}

/// The bound right after a figure, and where its words end.
fn after(tokens: &[Token], pack: &Pack, marks: &[Mark], q: &Quantity, next: usize) -> Option<(Role, usize)> {
    let here = marks.iter().filter(|m| m.start == q.end && tokens[m.start..m.end].iter().all(soft));
    let found = here
        .filter_map(|m| match m.sign {
            Sign::LeastAfter => Some((Role::Least, m.end)),
            Sign::MostAfter => Some((Role::Most, m.end)),
            _ => None,
        })
        .max_by_key(|(_, end)| *end)?;
    // `six months at least five` would be a bound of the next figure.
    let of_next = next > found.1 && next - found.1 <= 3 && next < tokens.len() && is_glue(tokens, pack, found.1..next);
    (!of_next || next == found.1).then_some(found).filter(|_| next != found.1)
}

/// A range of two figures, where the words between them join them.
fn joined(tokens: &[Token], pack: &Pack, marks: &[Mark], a: &Bound<'_>, b: &Bound<'_>) -> Option<Amount> {
    let (from, to) = (a.end, b.q.start);
    let shared = a.q.unit.goes_with(&b.q.unit) && !(a.q.unit == Unit::Bare && b.q.unit == Unit::Bare);
    if !shared || to < from || to - from > 8 || !tokens[from..=to].iter().all(soft) {
        return None;
    }
    let comma = tokens[from..=to].iter().any(|t| t.gap.comma);
    let within = |sign: Sign| marks.iter().any(|m| m.sign == sign && m.start >= from && m.end <= to);
    let dash = to == from && tokens[to].gap.dash;
    let and = (from..to).any(|i| pack.numbers.and.contains(&tokens[i].word));
    let known = |i: usize| {
        let bound = |m: &Mark| {
            let sign =
                matches!(m.sign, Sign::To | Sign::And | Sign::Or | Sign::Least | Sign::Most | Sign::Over | Sign::From);
            sign && m.start <= i && i < m.end
        };
        pack.glue.contains(&tokens[i].word)
            || ["but", "pero", "sans", "maar", "mais"].contains(&tokens[i].word.as_str())
            || marks.iter().any(bound)
    };
    // `un emprisonnement qui ne pourra excéder cinq ans`: the article is no figure.
    let noun = |m: &Mark| matches!(m.sign, Sign::Custody | Sign::Forced | Sign::Fine) && m.start >= from && m.end <= to;
    if a.q.unit == Unit::Bare && marks.iter().any(noun) {
        return None;
    }
    if !(from..to).all(known) {
        return None;
    }
    let opened = |b: &Bound<'_>| b.role == Role::From && tokens[b.start].word.len() > 2;
    let links = match (a.role, b.role) {
        (Role::Least, Role::Most) | (Role::Most, Role::Least) => true,
        (Role::From | Role::Plain, Role::Most) if a.q.unit == Unit::Bare || a.role == Role::From => {
            within(Sign::To) || a.role == Role::From
        }
        (Role::From | Role::Plain | Role::Least, Role::Plain | Role::From) if !comma => {
            let to = within(Sign::To) && (!and || opened(a));
            // `from five to ten`; a second `from` would begin another range.
            (to || dash) && (b.role == Role::Plain || b.start < from || to)
        }
        _ => false,
    };
    if !links {
        return None;
    }
    let unit = |x: &Bound<'_>, y: &Bound<'_>| match (&x.q.unit, &y.q.unit) {
        (Unit::Bare, other) => (in_scale(x.q.value, y.q), other.clone()),
        (Unit::Money(own), other @ Unit::Money(_)) if own == super::money::UNTOLD => (x.q.value, other.clone()),
        (own, _) => (x.q.value, own.clone()),
    };
    let (first, second) = (unit(a, b), unit(b, a));
    let (low, high) = if a.role == Role::Most { (second, first) } else { (first, second) };
    let reversed = low.1 == high.1 && low.0 > high.0;
    Some(Amount {
        start: a.start,
        end: b.end,
        first: a.q.start,
        low: Some(low),
        high: Some(high),
        over: false,
        plain: false,
        doubt: a.q.doubt.or(b.q.doubt).or(reversed.then_some("the lower figure is the higher one")),
    })
}
