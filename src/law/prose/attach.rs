//! What an amount is the measure of: prison, a fine, or something else.

use std::ops::Range;

use super::amount::Amount;
use super::clause::{Atom, Kind, Seen};
use super::pack::{Mark, Sign};
use super::quantity::Unit;

/// `the penalty of imprisonment`: no fine.
pub(super) fn names_prison(seen: &Seen<'_>, mark: &Mark) -> bool {
    let prison = |m: &Mark| matches!(m.sign, Sign::Custody | Sign::Forced | Sign::Life);
    let named = || seen.marks_in(&(mark.start..mark.start + 1)).iter().any(|m| m.sign == Sign::Penalty);
    mark.sign == Sign::Fine && named() && seen.marks_in(&(mark.end..mark.end + 2)).iter().any(prison)
}

/// `six years, and ten years if the victim is a child`: the noun stands with the first term only.
pub(super) fn goes_on(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount, before: &[Atom]) -> bool {
    let term = before.iter().any(|a| matches!(a.kind, Kind::Term(_)) && a.end <= amount.start);
    let glue = |i: &usize| seen.pack.glue.contains(&seen.tokens[*i].word);
    let opens = (words.start..amount.start).rev().find(|i| !glue(i)).is_some_and(|i| {
        let comma = (i + 1..=amount.start).any(|i| seen.tokens[i].gap.comma || seen.tokens[i].gap.semicolon);
        comma || seen.pack.numbers.and.contains(&seen.tokens[i].word)
    });
    let after = amount.end..(amount.end + 4).min(words.end);
    term && opens && amount.unit().is_time() && seen.says(Sign::When, &after)
}

/// `liable on indictment to fifteen years`, and in a summary `if it is a child: twenty years`: prison goes without saying.
pub(super) fn is_said(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount) -> bool {
    let glue = |i: &usize| seen.pack.glue.contains(&seen.tokens[*i].word);
    let last = (words.start..amount.start).rev().find(|i| !glue(i));
    let from = last.map_or(words.start, |i| i + 1);
    let time = amount.unit().is_time() && !amount.over;
    let colon = !seen.strict && (from..=amount.start).any(|i| i > words.start && seen.tokens[i].gap.colon);
    let said = last.is_some_and(|i| {
        let near = i.saturating_sub(24).max(words.start)..i + 1;
        let imposes = |m: &Mark| matches!(m.sign, Sign::Trigger | Sign::Indictment | Sign::Summary) && m.end == i + 1;
        let other = near.clone().any(|i| seen.pack.also.longest(seen.tokens, i, &seen.pack.numbers).is_some());
        // `liable for two years` is answerable, not imprisoned.
        let to = (from..amount.first).all(|i| !matches!(seen.tokens[i].word.as_str(), "for" | "within"));
        to && !other && seen.marks_in(&near).iter().any(imposes)
    });
    time && (colon || said) && amount.first < amount.end
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Prison,
    Fine,
    Other,
}

/// Words that are taken out of another text, up to those that take their place: `by the deletion of "level ten" and the
/// substitution of "not exceeding one hundred dollars"`.
pub(super) fn struck(seen: &Seen<'_>, words: &Range<usize>) -> Vec<Range<usize>> {
    const REACH: usize = 24;
    let marks = seen.marks_in(words);
    let from = marks.iter().filter(|m| m.sign == Sign::Struck);
    let until = |m: &Mark| marks.iter().find(|i| i.sign == Sign::Instead && (m.end..m.end + REACH).contains(&i.start));
    from.filter_map(|m| Some(m.end..until(m)?.start)).collect()
}

/// Does a sum take the place of another one, or of units of a fine?
pub(super) fn swapped(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount) -> bool {
    let near = amount.start.saturating_sub(8).max(words.start)..amount.start;
    let old = |a: &Amount| matches!(a.unit(), Unit::Money(_) | Unit::Fine(_));
    let ends = |at: usize| struck(seen, words).into_iter().find(|s| s.end == at);
    let taken = |m: &Mark| ends(m.start).is_some_and(|s| seen.amounts.iter().any(|a| s.contains(&a.first) && old(a)));
    old(amount) && seen.marks_in(&near).iter().any(|m| m.sign == Sign::Instead && taken(m))
}

/// What an amount is the measure of: the noun after it (`ten years' imprisonment`) or before it (`imprisonment for ten years`).
pub(super) fn attached(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount) -> Option<Noun> {
    let time = amount.unit().is_time();
    let later = amount.end..(amount.end + 7).min(words.end);
    if time && (seen.says(Sign::Parole, &later) || is_deadline(seen, words, amount)) {
        return None;
    }
    // `multa de seis a doce meses`: the fine is counted in months of income.
    let own = seen.marks_in(&(amount.start.saturating_sub(6).max(words.start)..amount.start));
    let of_fine =
        |m: &Mark| m.sign == Sign::Fine && (m.end..amount.start).all(|i| seen.pack.glue.contains(&seen.tokens[i].word));
    if time && own.iter().any(of_fine) && own.iter().all(|m| !matches!(m.sign, Sign::Custody | Sign::Forced)) {
        return Some(if *amount.unit() == Unit::Days { Noun::Fine } else { Noun::Other });
    }
    let noun = |m: &Mark| match m.sign {
        Sign::Custody | Sign::Forced if time => Some(Noun::Prison),
        Sign::Fine if !time => Some(Noun::Fine),
        _ => None,
    };
    let glue = |i: usize| seen.pack.glue.contains(&seen.tokens[i].word);
    let after = amount.end..(amount.end + 4).min(words.end);
    let next = seen.marks_in(&after).iter().filter_map(|m| Some((noun(m)?, m.start))).find(|(_, start)| {
        (amount.end..*start).all(glue) && seen.joined(amount.end, *start) && !seen.tokens[*start].gap.comma
    });
    if let Some((noun, _)) = next {
        return Some(noun);
    }
    if matches!(amount.unit(), Unit::Fine(unit) if is_always_a_fine(*unit)) {
        return Some(Noun::Fine);
    }
    let noun = nearest_before(seen, words, amount, time);
    noun.or_else(|| swapped(seen, words, amount).then_some(Noun::Fine))
}

/// `shall pay the penalty within 30 days`: when something is due, not how long someone is imprisoned.
fn is_deadline(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount) -> bool {
    const WORDS: [&str; 7] = ["within", "dentro", "plazo", "delai", "dans", "binnen", "termijn"];
    let near = amount.first.saturating_sub(3).max(words.start)..amount.first;
    seen.tokens[near].iter().any(|t| WORDS.contains(&t.word.as_str()))
}

fn is_always_a_fine(unit: crate::law::penalty::FineUnit) -> bool {
    use crate::law::penalty::FineUnit;
    matches!(unit, FineUnit::DayFine | FineUnit::StandardScaleLevel)
}

/// The noun before an amount, where nothing else stands between them.
fn nearest_before(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount, time: bool) -> Option<Noun> {
    const REACH: usize = 16;
    const FOREIGN: usize = 4;
    let from = words.start.max(amount.start.saturating_sub(REACH));
    let mut foreign = 0;
    let marks = seen.marks_in(&(from..amount.start));
    let mut i = amount.start;
    while i > from {
        if seen.tokens[i.min(seen.tokens.len() - 1)].gap.semicolon {
            return None;
        }
        i -= 1;
        let here = || marks.iter().filter(|m| m.start <= i && i < m.end);
        if here().any(|m| m.sign == Sign::Compensation) {
            return None;
        }
        if let Some((_, _)) = seen.pack.also.longest(seen.tokens, i, &seen.pack.numbers) {
            return time.then_some(Noun::Other);
        }
        for m in here() {
            match m.sign {
                Sign::Custody | Sign::Forced if time => return Some(Noun::Prison),
                Sign::Penalty if time && m.end >= amount.start.saturating_sub(6) => return Some(Noun::Prison),
                Sign::Fine if !time => return Some(Noun::Fine),
                Sign::Penalty if !time && m.end >= amount.start.saturating_sub(6) => return Some(Noun::Fine),
                Sign::When | Sign::Parole | Sign::Age => return None,
                _ => {}
            }
        }
        let inside = seen.amounts.iter().any(|a| a.start <= i && i < a.end);
        let known = here().any(|m| !matches!(m.sign, Sign::Child | Sign::Adult))
            || inside
            || seen.pack.glue.contains(&seen.tokens[i].word);
        foreign += usize::from(!known);
        if foreign > FOREIGN {
            return None;
        }
    }
    None
}
