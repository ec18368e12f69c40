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

/// A graver form with a lower penalty than the basic one.
fn lower(view: &View<'_>, all: &[(usize, &Penalty)], out: &mut Vec<Finding>) {
    let person = |p: &Penalty| matches!(p.offender, Offender::Any | Offender::NaturalPerson);
    for (at, grave) in all.iter().filter(|(_, p)| person(p)) {
        let basic = all.iter().filter(|(other, p)| {
            person(p) && *other != *at && compared(p.mode, grave.mode) && is_basic(view, (*other, p), (*at, grave))
        });
        let mut basic: Vec<&(usize, &Penalty)> = basic.collect();
        basic.sort_by_key(|b| b.0);
        // The graver form may have several penalties; the highest counts.
        let highest = |at: usize, mode: Mode| {
            all.iter().filter(|(a, p)| *a == at && compared(p.mode, mode)).filter_map(|(_, p)| p.max_months()).max()
        };
        for (other, penalty) in basic {
            let (Some(most), Some(least)) = (highest(*at, grave.mode), penalty.max_months()) else { continue };
            if most < least {
                let says = format!(
                    "The penalty here ({}) is lower than the one of the basic offence in {} ({}).",
                    grave.words(),
                    super::cite(view.instrument.provisions[*other].eid.as_str()),
                    penalty.words()
                );
                out.push(view.at_provision(*at, Code::LowerThanBasic, says));
                break;
            }
        }
    }
}

fn compared(a: Mode, b: Mode) -> bool {
    a == b || a == Mode::Unstated || b == Mode::Unstated
}

fn is_basic(view: &View<'_>, basic: (usize, &Penalty), grave: (usize, &Penalty)) -> bool {
    let grave_class = matches!(grave.1.class, PenaltyClass::TraffickingChild | PenaltyClass::TraffickingAggravated);
    if basic.1.class == PenaltyClass::Trafficking && grave_class {
        return true;
    }
    // `Rape` and `Aggravated rape`.
    let words = |offence: &str| -> Vec<String> {
        token::cut(offence)
            .into_iter()
            .filter(|t| t.sort == Sort::Word && !view.pack.idle.contains(&t.text))
            .map(|t| t.text)
            .collect()
    };
    let (plain, marked) = (words(&basic.1.offence), words(&grave.1.offence));
    let graver = |w: &String| view.pack.graver.contains(w);
    let rest: Vec<String> = marked.iter().filter(|w| !graver(w)).cloned().collect();
    marked.iter().any(graver) && !plain.iter().any(graver) && !plain.is_empty() && rest == plain && plain.len() <= 6
}
