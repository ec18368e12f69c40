//! Scales of an instrument: what its categories of fines come to, and how long a prison is that is only named.

use super::amount;
use super::clause::{self, Kind, Seen};
use super::numbers;
use super::pack::{self, Pack, Sign};
use super::quantity::{self, Quantity, Unit};
use super::token::{self, Token};
use super::{Found, context};
use crate::law::Instrument;
use crate::law::id::Eid;
use crate::law::penalty::{Fine, FineUnit, Imprisonment};

/// Category or class, its number, the sum and its currency.
type Grade = (FineUnit, u64, u64, String);

/// What the scales of an instrument say, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Scales {
    /// Category or class, its number, the sum and its currency, and the provision.
    grades: Vec<(FineUnit, u64, u64, String, Eid)>,
    /// Name of a prison, its shortest and longest term, and the provision.
    terms: Vec<(String, Imprisonment, Eid)>,
}

/// Finds the scales of an instrument.
pub(super) fn of(instrument: &Instrument, pack: &Pack, currency: Option<&str>) -> Scales {
    let mut scales = Scales::default();
    for provision in &instrument.provisions {
        let tokens = token::cut(&provision.text);
        let marks = pack::marks(&tokens, pack);
        let quantities = quantity::quantities(&tokens, pack, &marks, currency);
        let grades = grades(&tokens, &marks, &quantities);
        if grades.len() >= 3 {
            let eid = || provision.eid.clone();
            scales.grades.extend(grades.into_iter().map(|(unit, n, sum, code)| (unit, n, sum, code, eid())));
        }
        let amounts = amount::amounts(&tokens, pack, &marks, &quantities);
        let text = &provision.text;
        let seen = Seen { text, tokens: &tokens, pack, marks: &marks, amounts: &amounts, strict: false };
        if let Some((name, term)) = term(&seen) {
            scales.terms.push((name, term, provision.eid.clone()));
        }
    }
    scales
}

/// Categories with their sums, where the text lays down a scale: on one side of each category stands one sum, and the sums
/// rise with the categories.
fn grades(tokens: &[Token], marks: &[pack::Mark], quantities: &[Quantity]) -> Vec<Grade> {
    let sides = [beside(tokens, marks, quantities, true), beside(tokens, marks, quantities, false)];
    let [before, after] = sides;
    let mut all = if before.len() > after.len() { before } else { after };
    // What is said first of a category counts: later words may speak of rounding.
    all.sort_by_key(|(unit, n, ..)| (*unit, *n));
    all.dedup_by_key(|(unit, n, ..)| (*unit, *n));
    let rises = all.windows(2).all(|w| w[0].0 != w[1].0 || (w[0].1 < w[1].1 && w[0].2 < w[1].2));
    if rises { all } else { Vec::new() }
}

/// Each category with the sum before it, or the one after it, in the same part of a sentence. Of sums that took the place
/// of each other the last is in force: `€ 335 [per 1 januari 2014: € 405]`.
fn beside(tokens: &[Token], marks: &[pack::Mark], quantities: &[Quantity], before: bool) -> Vec<Grade> {
    const REACH: usize = 14;
    let graded = |q: &Quantity| match q.unit {
        Unit::Fine(unit @ (FineUnit::Category | FineUnit::FineClass | FineUnit::StandardScaleLevel)) => Some(unit),
        _ => None,
    };
    let joined = |from: usize, to: usize| {
        to - from <= REACH && !tokens[from..=to].iter().any(|t| t.gap.is_hard() || t.gap.semicolon)
    };
    let mut all = Vec::new();
    for (i, grade) in quantities.iter().enumerate() {
        let Some(unit) = graded(grade) else { continue };
        let mut sum: Option<&Quantity> = None;
        if before {
            sum = i.checked_sub(1).map(|i| &quantities[i]).filter(|q| joined(q.end, grade.start));
        } else {
            let rest = quantities[i + 1..].iter().take_while(|q| graded(q).is_none() && joined(grade.end, q.start));
            for q in rest.filter(|q| matches!(q.unit, Unit::Money(_))) {
                let since =
                    |from: usize| marks.iter().any(|m| m.sign == Sign::Since && (from..q.start).contains(&m.start));
                if sum.is_none_or(|last| since(last.end)) {
                    sum = Some(q);
                }
            }
        }
        if let Some(q) = sum.filter(|q| q.doubt.is_none())
            && let Unit::Money(code) = &q.unit
        {
            all.push((unit, grade.value, q.value, code.clone()));
        }
    }
    all
}

/// The prison whose length a provision lays down: it speaks of the length, names one prison and gives one range.
fn term(seen: &Seen<'_>) -> Option<(String, Imprisonment)> {
    const REACH: usize = 40;
    let whole = |a: &&amount::Amount| a.unit().is_time() && a.low.is_some() && a.high.is_some();
    let ranges: Vec<_> = seen.amounts.iter().filter(whole).collect();
    let [range] = ranges.as_slice() else { return None };
    // `Si l'accusé a été condamné à plus de dix ans, le faux témoin …`: no length of a prison is laid down.
    if seen.amounts.iter().any(|a| a.over && a.unit().is_time()) {
        return None;
    }
    let here = |m: &pack::Mark| {
        let between = seen.tokens.get(m.start + 1..=range.first).unwrap_or_default();
        m.start < range.first && range.first <= m.start + REACH && !between.iter().any(|t| t.gap.is_hard())
    };
    if !seen.marks.iter().any(|m| m.sign == Sign::Scale && here(m)) {
        return None;
    }
    let before = seen.marks.iter().filter(|m| matches!(m.sign, Sign::Custody | Sign::Forced) && m.start < range.first);
    let mut names: Vec<String> = before.map(|m| named(seen.tokens, m.start, m.end)).collect();
    names.dedup();
    let [name] = names.as_slice() else { return None };
    let mut term = Imprisonment::default();
    super::build::set_term(&mut term, range);
    Some((name.clone(), term))
}

/// The name of a prison: its words without accents.
fn named(tokens: &[Token], start: usize, end: usize) -> String {
    tokens[start..end].iter().map(|t| t.word.trim_end_matches('s')).collect::<Vec<_>>().join(" ")
}

/// The name of the prison of a cluster that gives no term.
pub(super) fn name(seen: &Seen<'_>, cluster: &clause::Cluster) -> Option<String> {
    let term = cluster.has(|k| matches!(k, Kind::Term(_) | Kind::Life));
    let custody = cluster.atoms.iter().find(|a| matches!(a.kind, Kind::Custody(_)))?;
    // `prisión de uno a tres`, whose last word is lost: a term is given, and nothing else may stand for it.
    let begun = (0..=2).any(|far| numbers::number(seen.tokens, custody.end + far, &seen.pack.numbers).is_some());
    (!term && !begun).then(|| named(seen.tokens, custody.start, custody.end))
}

impl Scales {
    /// Is the provision itself one that lays down lengths?
    pub(super) fn lays_down(&self, eid: &Eid) -> bool {
        self.terms.iter().any(|(_, _, at)| at == eid) || self.grades.iter().any(|(.., at)| at == eid)
    }

    /// Puts in what the scales say of a penalty.
    pub(super) fn apply(&self, found: &mut Found) {
        let penalty = &mut found.penalty;
        if let Some(fine) = &penalty.fine
            && let Some(unit) = fine.unit
            && let Some(n) = fine.max
            && let Some((_, _, sum, code, at)) = self.grades.iter().find(|(u, g, ..)| *u == unit && *g == n)
        {
            let note = format!("{} {n}; its amount is from {at}", unit.word().replace('-', " "));
            penalty.fine = Some(Fine { max: Some(*sum), currency: code.clone(), ..Fine::default() });
            context::add(&mut penalty.note, &note);
        }
        let open = penalty.imprisonment.is_some_and(|p| p == Imprisonment::default());
        if let Some(name) = found.prison.as_ref().filter(|_| open)
            && let Some((_, term, at)) = self.terms.iter().find(|(n, ..)| n == name)
        {
            penalty.imprisonment = Some(*term);
            context::add(&mut penalty.note, &format!("the term of this prison is from {at}"));
        }
    }
}
