//! The penalties that stand together in a sentence or item.

use std::ops::Range;

use super::amount::Amount;
use super::pack::{Mark, Pack, Sign};
use super::quantity::Unit;
use super::token::Token;
use crate::law::penalty::{Mode, Sanction};

/// Something of a penalty in the text.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What it is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A word for prison; true where it is of a graver kind.
    Custody(bool),
    Labour,
    Life,
    Death,
    Fine,
    Unlimited,
    /// A term of prison.
    Term(Amount),
    /// A sum or units of a fine.
    Sum(Amount),
    /// A term of something else.
    Other,
    Sanction(Sanction),
    Both,
    Same,
    /// A new mode of trial begins.
    Route(Mode),
    /// A condition begins.
    When,
}

impl Kind {
    /// Is it part of a penalty itself?
    fn is_content(&self) -> bool {
        !matches!(self, Self::Route(_) | Self::When)
    }
}

/// Penalties that stand together.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    pub(super) atoms: Vec<Atom>,
    pub(super) mode: Option<Mode>,
    /// The words whose conditions are its own.
    pub(super) scope: Range<usize>,
}

impl Cluster {
    /// Its words, from the first to the last atom.
    pub(super) fn words(&self) -> Range<usize> {
        let start = self.atoms.iter().map(|a| a.start).min().unwrap_or(0);
        start..self.atoms.iter().map(|a| a.end).max().unwrap_or(start)
    }

    pub(super) fn has(&self, test: impl Fn(&Kind) -> bool) -> bool {
        self.atoms.iter().any(|a| test(&a.kind))
    }
}

/// The text with everything that was found in it.
pub(super) struct Seen<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) pack: &'a Pack,
    pub(super) marks: &'a [Mark],
    pub(super) amounts: &'a [Amount],
    /// Only what a word of the text imposes is a penalty.
    pub(super) strict: bool,
}

impl Seen<'_> {
    /// Marks that begin in a range of words.
    pub(super) fn marks_in(&self, words: &Range<usize>) -> &[Mark] {
        let from = self.marks.partition_point(|m| m.start < words.start);
        let to = self.marks.partition_point(|m| m.start < words.end);
        &self.marks[from..to.max(from)]
    }

    /// Is there such a sign in a range of words?
    pub(super) fn says(&self, sign: Sign, words: &Range<usize>) -> bool {
        self.marks_in(words).iter().any(|m| m.sign == sign)
    }

    /// The bytes of a range of words.
    pub(super) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(words.start).map_or(0, |t| t.bytes.start);
        let last = words.end.checked_sub(1).and_then(|i| self.tokens.get(i));
        start..last.map_or(start, |t| t.bytes.end).max(start)
    }

    /// No semicolon and no end of a sentence stands in a range of words, or right before its end.
    fn joined(&self, from: usize, to: usize) -> bool {
        !self
            .tokens
            .get(from..=to.min(self.tokens.len().saturating_sub(1)))
            .unwrap_or_default()
            .iter()
            .any(|t| t.gap.semicolon || t.gap.is_hard())
    }
}

/// Everything of penalties in a segment, in order.
fn atoms(seen: &Seen<'_>, words: &Range<usize>) -> Vec<Atom> {
    let mut all: Vec<Atom> = Vec::new();
    for mark in seen.marks_in(words) {
        let kind = match mark.sign {
            Sign::Custody => Kind::Custody(false),
            Sign::Forced => Kind::Custody(true),
            Sign::Labour => Kind::Labour,
            Sign::Life => Kind::Life,
            Sign::Death => Kind::Death,
            Sign::Fine => Kind::Fine,
            Sign::Unlimited => Kind::Unlimited,
            Sign::Both => Kind::Both,
            Sign::Same => Kind::Same,
            Sign::Indictment => Kind::Route(Mode::Indictment),
            Sign::Summary => Kind::Route(Mode::Summary),
            Sign::When => Kind::When,
            _ => continue,
        };
        all.push(Atom { start: mark.start, end: mark.end.min(words.end), kind });
    }
    for at in words.clone() {
        if let Some((sanction, end)) = seen.pack.also.longest(seen.tokens, at, &seen.pack.numbers) {
            all.push(Atom { start: at, end: end.min(words.end), kind: Kind::Sanction(sanction) });
        }
    }
    for amount in seen.amounts.iter().filter(|a| words.contains(&a.first)) {
        let kind = match attached(seen, words, amount) {
            Some(Noun::Prison) => Kind::Term(amount.clone()),
            Some(Noun::Fine) => Kind::Sum(amount.clone()),
            Some(Noun::Other) => Kind::Other,
            None if goes_on(seen, words, amount, &all) || is_said(seen, words, amount) => Kind::Term(amount.clone()),
            None => continue,
        };
        all.push(Atom { start: amount.start, end: amount.end, kind });
    }
    all.sort_by_key(|a| (a.start, a.end));
    all
}

/// `six years, and ten years if the victim is a child`: the noun stands with the first term only.
fn goes_on(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount, before: &[Atom]) -> bool {
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
fn is_said(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount) -> bool {
    let glue = |i: &usize| seen.pack.glue.contains(&seen.tokens[*i].word);
    let last = (words.start..amount.start).rev().find(|i| !glue(i));
    let from = last.map_or(words.start, |i| i + 1);
    let time = amount.unit().is_time() && !amount.over;
    let colon = !seen.strict && (from..=amount.start).any(|i| i > words.start && seen.tokens[i].gap.colon);
    let said = last.is_some_and(|i| {
        let near = i.saturating_sub(4).max(words.start)..i + 1;
        let imposes = |m: &Mark| matches!(m.sign, Sign::Trigger | Sign::Indictment | Sign::Summary) && m.end == i + 1;
        // `liable for two years` is answerable, not imprisoned.
        let to = (from..amount.first).all(|i| !matches!(seen.tokens[i].word.as_str(), "for" | "within"));
        to && seen.marks_in(&near).iter().any(imposes)
    });
    time && (colon || said) && amount.first < amount.end
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noun {
    Prison,
    Fine,
    Other,
}

/// What an amount is the measure of: the noun after it (`ten years' imprisonment`) or before it (`imprisonment for ten years`).
fn attached(seen: &Seen<'_>, words: &Range<usize>, amount: &Amount) -> Option<Noun> {
    let time = amount.unit().is_time();
    let later = amount.end..(amount.end + 7).min(words.end);
    if time && seen.says(Sign::Parole, &later) {
        return None;
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
    nearest_before(seen, words, amount, time)
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

/// The penalties of a segment; what stands together is one.
pub(super) fn clusters(seen: &Seen<'_>, words: &Range<usize>, mode: Option<Mode>) -> Vec<Cluster> {
    const APART: usize = 14;
    let mut done: Vec<Cluster> = Vec::new();
    let mut open = Cluster { mode, ..Cluster::default() };
    let all = atoms(seen, words);
    for (n, atom) in all.iter().enumerate() {
        let last = open.words().end;
        let empty = open.atoms.is_empty();
        match atom.kind {
            Kind::Route(mode) => {
                let goes_on = all[n + 1..].iter().any(|a| a.kind.is_content());
                if !empty && (goes_on || open.mode.is_some()) {
                    done.push(std::mem::take(&mut open));
                } else if !empty {
                    open.mode = Some(mode);
                    continue;
                }
                // `summary conviction before a court`: the first word for it counts.
                open.mode = Some(mode);
            }
            Kind::When => {
                if !empty {
                    let mode = open.mode;
                    done.push(std::mem::take(&mut open));
                    open.mode = mode;
                }
            }
            _ => {
                let parted = !empty && (!seen.joined(last, atom.start) || atom.start > last + APART);
                let second = !empty && is_second(seen, &open, atom);
                let imposed = !empty && imposed_again(seen, &open, atom);
                if parted || second || imposed {
                    let mode = open.mode;
                    done.push(std::mem::take(&mut open));
                    open.mode = mode;
                }
                open.atoms.push(atom.clone());
            }
        }
    }
    done.push(open);
    done.retain(|c| !c.atoms.is_empty());
    scopes(seen, words, &mut done);
    done
}

/// `… punishable with hard labour for life shall be punished with imprisonment`: a word imposes another prison.
fn imposed_again(seen: &Seen<'_>, open: &Cluster, atom: &Atom) -> bool {
    let last = open.words().end;
    let prison = |k: &Kind| matches!(k, Kind::Custody(_) | Kind::Life | Kind::Term(_));
    let told = |k: &Kind| matches!(k, Kind::Life | Kind::Term(_));
    // What stands before the word that imposes is a fact, such as the dissolution of a marriage.
    let facts = open.atoms.iter().all(|a| matches!(a.kind, Kind::Sanction(_) | Kind::Other));
    prison(&atom.kind)
        && (open.has(told) || facts)
        && last < atom.start
        && seen.says(Sign::Trigger, &(last..atom.start))
}

/// Does an atom begin another penalty because the open one has its like already?
fn is_second(seen: &Seen<'_>, open: &Cluster, atom: &Atom) -> bool {
    let near = |sign: Sign, from: usize, to: usize| seen.says(sign, &(from..to));
    match &atom.kind {
        Kind::Term(_) => {
            let term = open.atoms.iter().rev().find(|a| matches!(a.kind, Kind::Term(_)));
            let default = near(Sign::Default, open.words().start, atom.start);
            term.is_some_and(|t| t.end <= atom.start) && !default
        }
        Kind::Sum(_) => {
            let sum = open.atoms.iter().rev().find(|a| matches!(a.kind, Kind::Sum(_)));
            let daily = near(Sign::Daily, open.words().end, atom.end + 10);
            sum.is_some() && !daily
        }
        _ => false,
    }
}

/// Gives each cluster the words whose conditions are its own: those before it, and those after it up to a comma or semicolon.
fn scopes(seen: &Seen<'_>, words: &Range<usize>, all: &mut [Cluster]) {
    let mut start = words.start;
    for i in 0..all.len() {
        let own = all[i].words();
        let next = all.get(i + 1).map(|c| c.words().start);
        let end = match next {
            None => words.end,
            Some(next) => {
                let parts = |i: &usize| seen.tokens[*i].gap.comma || seen.tokens[*i].gap.semicolon;
                // The condition right after a penalty is its own; after a comma one begins that is of the next.
                (own.end..next).find(parts).unwrap_or(own.end)
            }
        };
        all[i].scope = start..end.max(own.end);
        start = end.max(own.end);
    }
}
