//! Penalties that contradict themselves or each other.

use super::token::{self, Sort};
use super::view::{View, short};
use super::{Code, Finding};
use crate::law::penalty::{Mode, Offender, Penalty, PenaltyClass};
use crate::law::prose;

/// Finds them.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    for (i, para) in view.paras.iter().enumerate() {
        words_and_figures(view, i, out);
        if !para.block.quoted {
            amounts(view, i, out);
        }
    }
    let read = prose::of_instrument(view.instrument, None);
    let mut all: Vec<(usize, &Penalty)> = Vec::new();
    for (eid, read) in &read {
        let Some(at) = view.instrument.provisions.iter().position(|p| p.eid == *eid) else { continue };
        for found in &read.penalties {
            turned_round(view, at, &found.penalty, out);
            if !found.quoted && found.refers.is_none() {
                all.push((at, &found.penalty));
            }
        }
    }
    lower(view, &all, out);
}

fn words_and_figures(view: &View<'_>, at: usize, out: &mut Vec<Finding>) {
    let para = &view.paras[at];
    for twice in prose::twice(para.text(), &view.pack.lang) {
        if twice.words != twice.figures {
            let words = para.text().get(twice.range.clone()).unwrap_or_default();
            let says = format!("\"{})\" says {} in words and {} in figures.", short(words), twice.words, twice.figures);
            out.push(view.at(at, Code::WordsAndFigures, says));
        }
    }
}

fn amounts(view: &View<'_>, at: usize, out: &mut Vec<Finding>) {
    let text = view.paras[at].text();
    if let Some(found) = view.pack.no_amount.find(text) {
        let says = format!("\"{}\" does not say how much.", short(found.as_str()));
        out.push(view.at(at, Code::NoAmount, says));
    }
    if let Some(found) = view.pack.bare_amount.find(text) {
        let behind: String = text[found.end()..].chars().take(30).collect();
        if !token::fold(&behind).contains("fine") && !token::fold(&behind).contains("amend") {
            let says = format!("\"{}\" does not say that the amount is a fine.", short(found.as_str()));
            out.push(view.at(at, Code::NoAmount, says));
        }
    }
}

fn turned_round(view: &View<'_>, at: usize, penalty: &Penalty, out: &mut Vec<Finding>) {
    let prison = penalty.imprisonment.as_ref().filter(|p| !p.life);
    let months = prison.is_some_and(|p| p.min_months.zip(p.max_months).is_some_and(|(min, max)| min > max));
    let days = prison.is_some_and(|p| p.min_days.zip(p.max_days).is_some_and(|(min, max)| min > max));
    let fine = penalty.fine.as_ref().is_some_and(|f| f.min.zip(f.max).is_some_and(|(min, max)| min > max));
    if months || days || fine {
        let says = format!("The least penalty is above the highest: {}.", penalty.words());
        out.push(view.at_provision(at, Code::MinimumAboveMaximum, says));
    }
}

/// A penalty, where it stands, and the words of its offence: all, and without those of graver forms.
struct Told<'p> {
    at: usize,
    penalty: &'p Penalty,
    words: Vec<String>,
    rest: Vec<String>,
}

/// A graver form with a lower penalty than the basic one.
fn lower(view: &View<'_>, all: &[(usize, &Penalty)], out: &mut Vec<Finding>) {
    let person = |p: &Penalty| matches!(p.offender, Offender::Any | Offender::NaturalPerson);
    let told: Vec<Told<'_>> =
        all.iter().filter(|(_, p)| person(p)).map(|(at, penalty)| told(view, *at, penalty)).collect();
    let graver = |t: &&Told<'_>| t.rest.len() < t.words.len() || is_grave(t.penalty);
    for grave in told.iter().filter(graver) {
        // The graver form may have several penalties; the highest counts.
        let own = told.iter().filter(|t| t.at == grave.at && compared(t.penalty.mode, grave.penalty.mode));
        let Some(most) = own.filter_map(|t| t.penalty.max_months()).max() else { continue };
        let lower = |t: &&Told<'_>| {
            t.at != grave.at
                && compared(t.penalty.mode, grave.penalty.mode)
                && t.penalty.max_months().is_some_and(|least| most < least)
                && is_basic(t, grave)
        };
        if let Some(basic) = told.iter().find(lower) {
            let says = format!(
                "The penalty here ({}) is lower than the one of the basic offence in {} ({}).",
                grave.penalty.words(),
                super::cite(view.instrument.provisions[basic.at].eid.as_str()),
                basic.penalty.words()
            );
            out.push(view.at_provision(grave.at, Code::LowerThanBasic, says));
        }
    }
}

fn told<'p>(view: &View<'_>, at: usize, penalty: &'p Penalty) -> Told<'p> {
    let tokens = token::cut(&penalty.offence).into_iter();
    let words: Vec<String> =
        tokens.filter(|t| t.sort == Sort::Word && !view.pack.idle.contains(&t.text)).map(|t| t.text).collect();
    let rest = words.iter().filter(|w| !view.pack.graver.contains(*w)).cloned().collect();
    Told { at, penalty, words, rest }
}

fn compared(a: Mode, b: Mode) -> bool {
    a == b || a == Mode::Unstated || b == Mode::Unstated
}

fn is_grave(penalty: &Penalty) -> bool {
    matches!(penalty.class, PenaltyClass::TraffickingChild | PenaltyClass::TraffickingAggravated)
}

/// `Trafficking in persons` and `Trafficking in children`; `Rape` and `Aggravated rape`.
fn is_basic(basic: &Told<'_>, grave: &Told<'_>) -> bool {
    const LONGEST: usize = 6;
    let same = basic.rest.len() == basic.words.len()
        && basic.words == grave.rest
        && (1..=LONGEST).contains(&basic.words.len());
    basic.penalty.class == PenaltyClass::Trafficking && is_grave(grave.penalty)
        || same && grave.rest.len() < grave.words.len()
}
