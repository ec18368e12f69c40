//! Makes penalties of what stands together.

use std::ops::Range;

use super::amount::Amount;
use super::attach::swapped;
use super::change;
use super::clause::{Cluster, Kind, Seen};
use super::context;
use super::join;
use super::pack::Sign;
use super::quantity::Unit;
use super::segment::{self, Segment};
use super::{Found, Piece, PieceKind, Unparsed};
use crate::diag::{SourceId, Span};
use crate::law::penalty::{Fine, Imprisonment, Mode, Penalty, PenaltyClass, Sanction};

/// What became of a cluster.
pub(super) enum Made {
    /// A penalty.
    Found(Box<Found>),
    /// Words of a penalty that could not be read.
    Unparsed(Unparsed),
    /// No penalty at all.
    Nothing,
}

/// Reads a cluster of a segment.
pub(super) fn make(seen: &Seen<'_>, segments: &[Segment], at: usize, cluster: &Cluster) -> Made {
    let words = cluster.words();
    let contexts = segment::context(segments, at);
    if is_threshold(seen, &segments[at], cluster) {
        return Made::Nothing;
    }
    let figures =
        cluster.has(|k| matches!(k, Kind::Term(_) | Kind::Sum(_) | Kind::Life | Kind::Death | Kind::Unlimited));
    let same = cluster.has(|k| matches!(k, Kind::Same));
    let swaps = |k: &Kind| matches!(k, Kind::Sum(a) if swapped(seen, &segments[at].words, a));
    let imposed = !seen.strict || imposed(seen, &contexts, &words) || cluster.has(swaps);
    if !figures && !same && !bare(seen, cluster, &contexts) {
        return Made::Nothing;
    }
    if let Some(doubt) = cluster.atoms.iter().find_map(|a| match &a.kind {
        Kind::Term(amount) | Kind::Sum(amount) => amount.doubt,
        Kind::Fine => unknown_sum(seen, cluster, a.end),
        _ => None,
    }) {
        return Made::Unparsed(Unparsed { range: seen.bytes(&words), why: doubt.into() });
    }
    let mut found = fill(seen, cluster, &words);
    if same && !figures {
        let Some(refers) = change::reference(seen, &segments[at].words, &words) else { return Made::Nothing };
        if !imposed {
            return Made::Nothing;
        }
        found.penalty.change = refers.change;
        found.penalty.like = Some(refers.words.clone());
        found.penalty.imprisonment = None;
        found.penalty.fine = None;
        found.penalty.join = None;
        found.range = seen.bytes(&refers.range);
        found.refers = Some(refers);
    } else if !imposed {
        let why = "no word says that it is imposed".to_string();
        return Made::Unparsed(Unparsed { range: seen.bytes(&words), why });
    }
    let empty = found.penalty.imprisonment.is_none()
        && found.penalty.fine.is_none()
        && found.penalty.also.is_empty()
        && found.penalty.like.is_none()
        && found.penalty.in_default.is_none()
        && found.penalty.daily_fine.is_none();
    if empty {
        return Made::Nothing;
    }
    if cluster.has(swaps) {
        found.quoted = true;
        context::add(&mut found.penalty.note, "the sum takes the place of another one in another text");
    }
    context::settle(seen, &contexts, segment::again(seen, segments, at), cluster, &mut found);
    found.pieces.sort_by_key(|p| (p.range.start, p.range.end));
    Made::Found(Box::new(found))
}

/// A fine whose figure counts something that no word of the pack names.
fn unknown_sum(seen: &Seen<'_>, cluster: &Cluster, from: usize) -> Option<&'static str> {
    const REACH: usize = 8;
    let bound = |i: usize| {
        let sign = |m: &super::pack::Mark| matches!(m.sign, Sign::Least | Sign::Most | Sign::From) && m.end > i;
        seen.marks_in(&(i.saturating_sub(4)..i + 1)).iter().any(sign)
    };
    let idle = |i: &usize| seen.pack.glue.contains(&seen.tokens[*i].word) || bound(*i);
    let hard = |i: usize| seen.tokens.get(i).is_none_or(|t| t.gap.is_hard() || t.gap.semicolon || t.gap.comma);
    let at = (from..from + REACH).take_while(|i| !hard(*i)).find(|i| !idle(i))?;
    let number = super::numbers::number(seen.tokens, at, &seen.pack.numbers)?;
    let read = seen.amounts.iter().any(|a| a.start <= at && at < a.end);
    let article = number.value == 1 && seen.tokens[at].figure.is_none();
    let times = seen.tokens.get(number.end).is_some_and(|t| seen.pack.multiples.contains(&t.word));
    let told = cluster.has(|k| matches!(k, Kind::Sum(_)));
    (!read && !article && !times && !told).then_some("a fine in a unit that is not known")
}

/// Does the text speak of offences by their penalty, or of penalties imposed before?
fn is_threshold(seen: &Seen<'_>, segment: &Segment, cluster: &Cluster) -> bool {
    const REACH: usize = 24;
    let words = cluster.words();
    let over = cluster.has(|k| matches!(k, Kind::Term(a) | Kind::Sum(a) if a.over));
    let from = segment.words.start.max(words.start.saturating_sub(REACH));
    let before = from..(words.end).min(segment.words.end);
    let last = |sign: Sign| seen.marks_in(&before).iter().filter(|m| m.sign == sign).map(|m| m.end).max();
    // A word that imposes, between the two, ends the speaking of other offences.
    let denied = match (last(Sign::Threshold), last_trigger(seen, &before, words.start)) {
        (Some(threshold), Some(trigger)) => trigger <= threshold,
        (Some(_), None) => true,
        (None, _) => false,
    };
    // `indien op het misdrijf gevangenisstraf van vijf jaren is gesteld`.
    let told = seen.marks_in(&(words.end..words.end + 1)).iter().any(|m| m.sign == Sign::Threshold);
    over || denied || told || segments_parole(seen, &words)
}

fn last_trigger(seen: &Seen<'_>, before: &Range<usize>, start: usize) -> Option<usize> {
    let marks = seen.marks_in(before).iter().filter(|m| m.sign == Sign::Trigger && m.start < start.max(1));
    marks.map(|m| m.start).max()
}

fn segments_parole(seen: &Seen<'_>, words: &Range<usize>) -> bool {
    let from = words.start.saturating_sub(8);
    seen.says(Sign::Parole, &(from..words.start))
}

/// Does a word impose the penalty: in its sentence, or in the words that its item hangs on?
fn imposed(seen: &Seen<'_>, contexts: &[Range<usize>], words: &Range<usize>) -> bool {
    let idle = |i: usize| {
        seen.pack.glue.contains(&seen.tokens[i].word)
            || seen.says(Sign::Penalty, &(i..i + 1))
            || seen.says(Sign::Trigger, &(i..i + 1))
    };
    let opens = contexts.first().is_some_and(|c| words.start <= c.start + 4 && (c.start..words.start).all(idle));
    opens || contexts.iter().any(|c| seen.says(Sign::Trigger, c))
}

/// Prison or fine without a figure counts only right after a word that imposes it.
fn bare(seen: &Seen<'_>, cluster: &Cluster, contexts: &[Range<usize>]) -> bool {
    let words = cluster.words();
    // `une peine privative de liberté` names no prison of its own.
    let named = |a: &super::clause::Atom| {
        matches!(a.kind, Kind::Fine)
            || matches!(a.kind, Kind::Custody(_)) && !seen.says(Sign::Penalty, &(a.start..a.start + 1))
    };
    let own = cluster.atoms.iter().any(named);
    let from = contexts.first().map_or(0, |c| c.start).max(words.start.saturating_sub(7));
    let lead = contexts.get(1).is_some_and(|lead| {
        let last = lead.end.saturating_sub(10).max(lead.start)..lead.end;
        let first = contexts.first().map_or(0, |c| c.start);
        words.start <= first + 3 && seen.says(Sign::Trigger, &last)
    });
    let near = || {
        let before = from..words.start;
        seen.marks_in(&before)
            .iter()
            .any(|m| m.sign == Sign::Trigger && m.end + 5 >= words.start && m.end <= words.end + 1)
    };
    own && (lead || near())
}

fn fill(seen: &Seen<'_>, cluster: &Cluster, words: &Range<usize>) -> Found {
    let mut penalty = empty();
    let mut pieces = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let (mut prison, mut fine): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
    let grow = |range: &mut Option<Range<usize>>, start: usize, end: usize| {
        *range = Some(range.take().map_or(start..end, |r| r.start.min(start)..r.end.max(end)));
    };
    let terms = cluster.has(|k| matches!(k, Kind::Term(_)));
    for (n, atom) in cluster.atoms.iter().enumerate() {
        let (start, end) = (atom.start, atom.end);
        let mut piece = |what: PieceKind| pieces.push(Piece { what, range: seen.bytes(&(start..end)) });
        let before = cluster.atoms[..n].last().map_or(words.start, |a| a.end).saturating_sub(4)..start + 1;
        let in_default = seen.says(Sign::Default, &(words.start.max(start.saturating_sub(14))..start));
        match &atom.kind {
            Kind::Custody(graver) => {
                let later = cluster.atoms[n + 1..].iter().any(|a| matches!(a.kind, Kind::Term(_)));
                if in_default && (later || !terms) {
                    continue;
                }
                if *graver {
                    penalty.also.push(Sanction::HardLabour);
                }
                penalty.imprisonment.get_or_insert_default();
                grow(&mut prison, start, end);
                piece(PieceKind::Prison);
            }
            Kind::Labour => {
                penalty.also.push(Sanction::HardLabour);
                if seen.tokens[before].iter().any(|t| t.word == "without") {
                    notes.push("with or without hard labour".into());
                }
                piece(PieceKind::Sanction);
            }
            Kind::Life => {
                penalty.imprisonment.get_or_insert_default().life = true;
                grow(&mut prison, start, end);
                piece(PieceKind::Prison);
            }
            Kind::Death => {
                penalty.also.push(Sanction::Death);
                piece(PieceKind::Sanction);
            }
            Kind::Term(amount) if in_default => {
                let mut term = Imprisonment::default();
                set_term(&mut term, amount);
                penalty.in_default = Some(term);
                piece(PieceKind::Default);
            }
            Kind::Term(amount) => {
                set_term(penalty.imprisonment.get_or_insert_default(), amount);
                grow(&mut prison, start, end);
                piece(PieceKind::Prison);
            }
            Kind::Fine | Kind::Unlimited => {
                let unlimited = matches!(atom.kind, Kind::Unlimited);
                penalty.fine.get_or_insert_default().unlimited |= unlimited;
                grow(&mut fine, start, end);
                piece(PieceKind::Fine);
            }
            Kind::Sum(amount) => {
                let daily = set_sum(seen, &mut penalty, amount, words);
                if !daily {
                    grow(&mut fine, start, end);
                }
                piece(if daily { PieceKind::DailyFine } else { PieceKind::Fine });
            }
            Kind::Sanction(sanction) => {
                penalty.also.push(*sanction);
                piece(PieceKind::Sanction);
            }
            Kind::Both => piece(PieceKind::Join),
            Kind::Other | Kind::Same | Kind::Route(_) | Kind::When => {}
        }
    }
    life_range(seen, cluster, &mut penalty);
    penalty.also.sort_unstable();
    penalty.also.dedup();
    if let (Some(prison), Some(fine)) = (prison, fine)
        && penalty.imprisonment.is_some()
        && penalty.fine.is_some()
    {
        let (join, note) = join::join(seen, &prison, &fine, words);
        penalty.join = join;
        notes.extend(note);
    }
    penalty.mode = cluster.mode.unwrap_or(Mode::Unstated);
    if penalty.fine.as_ref().is_some_and(|f| f.currency == super::money::UNTOLD && (f.min.is_some() || f.max.is_some()))
    {
        notes.push("the words do not tell the currency".into());
    }
    penalty.note = notes.join("; ");
    Found {
        penalty,
        range: seen.bytes(words),
        pieces,
        refers: None,
        prison: super::scale::name(seen, cluster),
        quoted: false,
        heading: false,
    }
}

/// A penalty that says nothing yet.
fn empty() -> Penalty {
    Penalty {
        offence: String::new(),
        class: PenaltyClass::Other,
        victim: crate::law::penalty::Victim::Any,
        offender: crate::law::penalty::Offender::Any,
        mode: Mode::Unstated,
        imprisonment: None,
        fine: None,
        join: None,
        daily_fine: None,
        in_default: None,
        also: Vec::new(),
        like: None,
        change: None,
        note: String::new(),
        span: Span::new(SourceId::default(), 0..0),
    }
}

pub(super) fn set_term(term: &mut Imprisonment, amount: &Amount) {
    let mut set = |value: &(u64, Unit), low: bool| match (&value.1, low) {
        (Unit::Days, true) => term.min_days = Some(value.0),
        (Unit::Days, false) => term.max_days = Some(value.0),
        (_, true) => term.min_months = Some(value.0),
        (_, false) => term.max_months = Some(value.0),
    };
    if let Some(low) = &amount.low {
        set(low, true);
    }
    if let Some(high) = &amount.high {
        set(high, false);
    }
}

/// Puts a sum into the fine, or into the fine for each day; true for the latter.
fn set_sum(seen: &Seen<'_>, penalty: &mut Penalty, amount: &Amount, words: &Range<usize>) -> bool {
    let near = words.start.max(amount.start.saturating_sub(12))..(amount.end + 8).min(seen.tokens.len());
    let has = penalty.fine.as_ref().is_some_and(|f| f.min.is_some() || f.max.is_some());
    let daily = seen.says(Sign::Daily, &(amount.end..near.end)) || (has && seen.says(Sign::Daily, &near));
    if daily {
        penalty.daily_fine = Some(sum(amount));
        if penalty.fine == Some(Fine::default()) {
            penalty.fine = None;
        }
    } else {
        let unlimited = penalty.fine.as_ref().is_some_and(|f| f.unlimited);
        penalty.fine = Some(Fine { unlimited, ..sum(amount) });
    }
    daily
}

fn sum(amount: &Amount) -> Fine {
    let value = |side: &Option<(u64, Unit)>| side.as_ref().map(|(n, _)| *n);
    let (currency, unit) = match amount.unit() {
        Unit::Money(currency) => (currency.clone(), None),
        Unit::Fine(unit) => (String::new(), Some(*unit)),
        _ => (super::money::UNTOLD.to_string(), None),
    };
    Fine { min: value(&amount.low), max: value(&amount.high), currency, unlimited: false, unit }
}

/// `ten years to life`, `life or a term of not less than ten years`: the figure is the minimum, or nothing.
fn life_range(seen: &Seen<'_>, cluster: &Cluster, penalty: &mut Penalty) {
    let Some(prison) = penalty.imprisonment.as_mut().filter(|p| p.life) else { return };
    let life = cluster.atoms.iter().find(|a| matches!(a.kind, Kind::Life));
    let term = cluster.atoms.iter().find(|a| matches!(a.kind, Kind::Term(_)));
    let (mut to, mut or) = (false, false);
    if let (Some(life), Some(term)) = (life, term) {
        let between = term.end..life.start;
        let onward = between.start <= between.end && seen.says(Sign::Onward, &between);
        to = onward
            || between.start <= between.end
                && between.len() <= 6
                && seen
                    .marks_in(&(term.end..life.end))
                    .iter()
                    .any(|m| m.sign == Sign::To || m.sign == Sign::Life && seen.tokens[m.start].word == "to");
        or = seen.says(Sign::Or, &between);
        if to && !or && prison.min_months.is_none() {
            prison.min_months = prison.max_months;
        }
    }
    if to && !or {
        prison.max_months = None;
        prison.max_days = None;
    }
}
