//! The penalties that stand together in a sentence or item.

use std::ops::Range;

use super::amount::Amount;
use super::attach::{Noun, attached, goes_on, is_said, names_prison, struck};
use super::pack::{Mark, Pack, Sign};
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
    pub(super) fn joined(&self, from: usize, to: usize) -> bool {
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
    let struck = struck(seen, words);
    let stands = |at: usize| !struck.iter().any(|s| s.contains(&at));
    // `l'interdiction à vie du droit de voter`: no prison.
    let lost = |m: &Mark| {
        m.sign == Sign::Life
            && (m.start.saturating_sub(3)..m.start)
                .any(|i| seen.pack.also.longest(seen.tokens, i, &seen.pack.numbers).is_some_and(|(_, e)| e == m.start))
    };
    let skip = |m: &Mark| !stands(m.start) || names_prison(seen, m) || lost(m);
    for mark in seen.marks_in(words).iter().filter(|m| !skip(m)) {
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
    for amount in seen.amounts.iter().filter(|a| words.contains(&a.first) && stands(a.first)) {
        let kind = match attached(seen, words, amount) {
            Some(Noun::Prison) => Kind::Term(amount.clone()),
            Some(Noun::Fine) => Kind::Sum(amount.clone().of_income()),
            Some(Noun::Other) => Kind::Other,
            None if goes_on(seen, words, amount, &all) || is_said(seen, words, amount) => Kind::Term(amount.clone()),
            None => continue,
        };
        all.push(Atom { start: amount.start, end: amount.end, kind });
    }
    all.sort_by_key(|a| (a.start, a.end));
    all
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
                if parted || second || imposed || (!empty && again(seen, &open, atom)) {
                    let mode = open.mode;
                    let rest = if second || again(seen, &open, atom) { nouns(&mut open) } else { Vec::new() };
                    done.push(std::mem::take(&mut open));
                    open.mode = mode;
                    open.atoms = rest;
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
    // `not less than twenty years and may be liable to imprisonment for life`.
    let onward =
        open.has(|k| matches!(k, Kind::Term(t) if t.high.is_none())) && seen.says(Sign::Onward, &(last..atom.start));
    prison(&atom.kind)
        && !onward
        && (open.has(told) || facts)
        && last < atom.start
        && seen.says(Sign::Trigger, &(last..atom.start))
}

/// `…, and on a subsequent conviction to imprisonment for life`: another penalty, for who offends again.
fn again(seen: &Seen<'_>, open: &Cluster, atom: &Atom) -> bool {
    let last = open.words().end;
    let told = |k: &Kind| matches!(k, Kind::Life | Kind::Death | Kind::Term(_) | Kind::Sum(_) | Kind::Unlimited);
    !matches!(atom.kind, Kind::Both | Kind::Same) && open.has(told) && seen.says(Sign::Repeat, &(last..atom.start))
}

/// Takes the nouns at the end of a cluster, which belong to the figure that comes after them.
fn nouns(open: &mut Cluster) -> Vec<Atom> {
    let noun = |k: &Kind| matches!(k, Kind::Custody(_) | Kind::Fine);
    let told = |k: &Kind| matches!(k, Kind::Term(_) | Kind::Sum(_));
    let last = open.atoms.iter().rposition(|a| told(&a.kind)).map_or(0, |i| i + 1);
    // `ten years' imprisonment`: the noun right behind the figure is its own.
    let own = |i: usize| i > 0 && open.atoms[i].start <= open.atoms[i - 1].end + 1 && told(&open.atoms[i - 1].kind);
    let from = (last..open.atoms.len()).rev().take_while(|i| noun(&open.atoms[*i].kind) && !own(*i)).last();
    from.map_or_else(Vec::new, |from| open.atoms.split_off(from))
}

/// Does an atom begin another penalty because the open one has its like already?
fn is_second(seen: &Seen<'_>, open: &Cluster, atom: &Atom) -> bool {
    let near = |sign: Sign, from: usize, to: usize| seen.says(sign, &(from..to));
    match &atom.kind {
        Kind::Term(_) => {
            let term = open.atoms.iter().rev().find(|a| matches!(a.kind, Kind::Term(_)));
            let default = near(Sign::Default, open.words().start, atom.start);
            term.is_some_and(|t| t.end <= atom.start && !completes(t, atom)) && !default
        }
        // `ten to fifteen years in the first case, and prison for life in the second`.
        Kind::Life => {
            let term = open.atoms.iter().rev().find(|a| matches!(&a.kind, Kind::Term(t) if t.high.is_some()));
            term.is_some_and(|t| {
                let between = t.end..atom.start;
                let comma = between.clone().chain([atom.start]).any(|i| seen.tokens[i].gap.comma);
                let goes_on = [Sign::Or, Sign::Onward, Sign::Least, Sign::Most];
                t.end < atom.start && comma && !seen.marks_in(&between).iter().any(|m| goes_on.contains(&m.sign))
            })
        }
        Kind::Sum(_) => {
            let sum = open.atoms.iter().rev().find(|a| matches!(a.kind, Kind::Sum(_)));
            let daily = near(Sign::Daily, open.words().end, atom.end + 10);
            sum.is_some() && !daily
        }
        _ => false,
    }
}

/// `not more than fourteen years and to a minimum punishment of two years`: the two ends of one range.
fn completes(one: &Atom, other: &Atom) -> bool {
    let (Kind::Term(a), Kind::Term(b)) = (&one.kind, &other.kind) else { return false };
    let ends = (&a.low, &a.high, &b.low, &b.high);
    let ((None, Some(high), Some(low), None) | (Some(low), None, None, Some(high))) = ends else { return false };
    low.1 == high.1 && low.0 <= high.0 && other.start <= one.end + 8 && !a.plain && !b.plain
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
                let repeat = seen.marks_in(&(own.end..next)).iter().find(|m| m.sign == Sign::Repeat).map(|m| m.start);
                // The condition right after a penalty is its own; after a comma one begins that is of the next.
                let end = (own.end..next).find(parts).unwrap_or(own.end);
                repeat.map_or(end, |repeat| repeat.min(end))
            }
        };
        all[i].scope = start..end.max(own.end);
        start = end.max(own.end);
    }
}
