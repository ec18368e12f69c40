//! Penalties of a whole instrument: what one provision says of the penalty of another is worked out.

use super::change::{Reference, Target};
use super::pack::{self, Pack};
use super::{Found, Read, Unparsed, scale, token};
use crate::law::id::Eid;
use crate::law::penalty::{Change, Fine, Imprisonment, Penalty, PenaltyClass, Ratio};
use crate::law::{Instrument, Provision};

/// The penalties of every provision of an instrument, in order; provisions without any are left out.
///
/// A penalty that is that of another provision gets its figures where that one is found; the words and the change are
/// kept in the note. Where it is not found, the words are told as not read.
pub fn of_instrument(instrument: &Instrument, currency: Option<&str>) -> Vec<(Eid, Read)> {
    let Some(pack) = pack::of(&instrument.language) else { return Vec::new() };
    let mut all: Vec<(usize, Read)> = Vec::new();
    let scales = scale::of(instrument, pack, currency);
    for (i, provision) in instrument.provisions.iter().enumerate() {
        if scales.lays_down(&provision.eid) {
            continue;
        }
        let mut read = read_under(instrument, i, currency);
        in_heading(provision, &instrument.language, currency, &mut read);
        for found in &mut read.penalties {
            scales.apply(found);
            name(instrument, provision, pack, found);
        }
        if !read.penalties.is_empty() || !read.unparsed.is_empty() {
            all.push((i, read));
        }
    }
    // A reference may lead to a reference; a few rounds are enough, and a circle stays open.
    for _ in 0..3 {
        if !round(instrument, &mut all) {
            break;
        }
    }
    for (_, read) in &mut all {
        leave_open(read);
    }
    aggravated(instrument, &mut all);
    all.into_iter().map(|(i, read)| (instrument.provisions[i].eid.clone(), read)).collect()
}

/// Reads a provision; a paragraph that stands by itself is read with the words that it hangs on.
fn read_under(instrument: &Instrument, at: usize, currency: Option<&str>) -> Read {
    let provision = &instrument.provisions[at];
    let lang = &instrument.language;
    let Some(lead) = lead(instrument, at) else { return super::read(&provision.text, lang, currency) };
    let before = format!("{lead}\n\n- ");
    let shift = before.len();
    let mut read = super::read(&format!("{before}{}", provision.text), lang, currency);
    read.penalties.retain(|f| f.range.start >= shift);
    read.unparsed.retain(|u| u.range.start >= shift);
    for found in &mut read.penalties {
        found.range = found.range.start - shift..found.range.end - shift;
        found.pieces.retain(|p| p.range.start >= shift);
        for piece in &mut found.pieces {
            piece.range = piece.range.start - shift..piece.range.end - shift;
        }
    }
    for unparsed in &mut read.unparsed {
        unparsed.range = unparsed.range.start - shift..unparsed.range.end - shift;
    }
    read
}

/// Puts in front what a heading says that holds a whole sentence; headings that only name a penalty have no figures.
fn in_heading(provision: &Provision, lang: &str, currency: Option<&str>, read: &mut Read) {
    let mut said = super::read(&provision.heading, lang, currency).penalties;
    let told = |p: &Penalty| {
        p.imprisonment.is_some_and(|t| t != Imprisonment::default()) || p.fine.as_ref().is_some_and(|f| f.max.is_some())
    };
    said.retain(|f| told(&f.penalty) && f.pieces.len() >= 2);
    for found in &mut said {
        found.heading = true;
    }
    read.penalties.splice(0..0, said);
}

/// The words of the provision above that a paragraph goes on from.
fn lead(instrument: &Instrument, at: usize) -> Option<String> {
    let eid = &instrument.provisions[at].eid;
    let last = eid.as_str().rsplit("__").next().unwrap_or_default();
    if !["para_", "subpara_", "point_", "cl_", "item_"].iter().any(|s| last.starts_with(s)) {
        return None;
    }
    let above = instrument.provisions[..at].iter().rev().find(|p| p.eid.contains(eid))?;
    let text = above.text.trim_end();
    let open = text.ends_with([':', '—', '–', '-', ',']) || text.ends_with(char::is_alphanumeric);
    open.then(|| text.rsplit("\n\n").next().unwrap_or(text).to_string())
}

/// Names the offence and its class: by the heading, or where that says nothing, by the words.
fn name(instrument: &Instrument, provision: &Provision, pack: &Pack, found: &mut Found) {
    let mut headings = vec![provision.heading.as_str()];
    let above = instrument.provisions.iter().filter(|p| p.eid.contains(&provision.eid)).map(|p| p.heading.as_str());
    headings.extend(above.collect::<Vec<_>>().into_iter().rev());
    let heading = headings.iter().find(|h| !h.trim().is_empty()).map_or("", |h| h.trim());
    let text = if found.heading { &provision.heading } else { &provision.text };
    let own: String = text.get(..found.range.start).unwrap_or_default().into();
    let sentence = own.rsplit_once(". ").map_or(own.as_str(), |(_, s)| s);
    let mut class = class_of(heading, pack, true);
    class = class.or_else(|| class_of(&provision.part, pack, true));
    for text in [sentence, &provision.text] {
        class = class.or_else(|| class_of(text, pack, false));
    }
    found.penalty.class = class.unwrap_or(PenaltyClass::Other);
    if found.penalty.class == PenaltyClass::Trafficking && found.penalty.victim == crate::law::penalty::Victim::Child {
        found.penalty.class = PenaltyClass::TraffickingChild;
    }
    found.penalty.offence = if heading.is_empty() { offence(&provision.text) } else { heading.to_string() };
}

/// A higher penalty for trafficking after the first one of a section is for the aggravated offence.
fn aggravated(instrument: &Instrument, all: &mut [(usize, Read)]) {
    let mut first: Option<(&str, u64)> = None;
    for (i, read) in all {
        let top = instrument.provisions[*i].eid.top();
        for found in &mut read.penalties {
            let (true, Some(months)) = (found.penalty.class == PenaltyClass::Trafficking, found.penalty.max_months())
            else {
                continue;
            };
            match first {
                Some((section, basic)) if section == top => {
                    if months > basic {
                        found.penalty.class = PenaltyClass::TraffickingAggravated;
                    }
                }
                _ => first = Some((top, months)),
            }
        }
    }
}

/// The first words of a provision that has no heading.
fn offence(text: &str) -> String {
    const LONGEST: usize = 90;
    let line = super::context::plain(text.split("\n\n").next().unwrap_or_default());
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
}

/// The first class of the pack whose words stand in a text. A heading is about what it names; in running text the words of
/// the offences against persons count before those of what may go with any offence.
fn class_of(text: &str, pack: &Pack, heading: bool) -> Option<PenaltyClass> {
    use PenaltyClass::{Carrier, Disclosure, Documents, Obstruction, Participation, UseOfServices};
    let late = |class: PenaltyClass| {
        matches!(class, Carrier | Disclosure | Documents | Obstruction | Participation | UseOfServices)
    };
    let tokens = token::cut(text);
    let stands = |p: &super::pattern::Pattern| (0..tokens.len()).any(|i| p.end(&tokens, i, &pack.numbers).is_some());
    let first = |of: &dyn Fn(PenaltyClass) -> bool| {
        pack.classes.iter().filter(|(c, _)| of(*c)).find(|(_, words)| words.iter().any(stands)).map(|(class, _)| *class)
    };
    if heading { first(&|_| true) } else { first(&|c| !late(c)).or_else(|| first(&late)) }
}

/// Works out what can be worked out now; true if something was.
fn round(instrument: &Instrument, all: &mut [(usize, Read)]) -> bool {
    let mut done = false;
    for n in 0..all.len() {
        for k in 0..all[n].1.penalties.len() {
            let found = &all[n].1.penalties[k];
            let Some(refers) = found.refers.clone().filter(|_| is_open(&found.penalty)) else { continue };
            let Some((base, eid)) = base(instrument, all, n, k, &refers) else { continue };
            let found = &mut all[n].1.penalties[k];
            if apply(found, &base, &refers) {
                found.penalty.like = Some(eid);
                done = true;
            }
        }
    }
    done
}

fn is_open(penalty: &Penalty) -> bool {
    penalty.imprisonment.is_none() && penalty.fine.is_none() && penalty.also.is_empty()
}

/// The penalty that a reference means, and its provision.
fn base(
    instrument: &Instrument,
    all: &[(usize, Read)],
    n: usize,
    k: usize,
    refers: &Reference,
) -> Option<(Penalty, String)> {
    let here = all[n].0;
    let closed = |f: &&Found| !is_open(&f.penalty);
    let of = |at: usize| -> Option<(Penalty, String)> {
        let top = instrument.provisions[at].eid.top();
        let mut reads = all.iter().filter(|(i, _)| instrument.provisions[*i].eid.top() == top);
        let found = reads.find_map(|(i, r)| r.penalties.iter().find(closed).map(|f| (f, *i)))?;
        Some((found.0.penalty.clone(), instrument.provisions[found.1].eid.to_string()))
    };
    match &refers.target {
        Target::Provisions(numbers) => {
            // Penalties of several provisions differ: only one can be worked out.
            let [number] = numbers.as_slice() else { return None };
            let at = instrument.provisions.iter().position(|p| same_number(p, number))?;
            of(at).filter(|_| at != here || numbers.len() == 1)
        }
        Target::Inside(number) => {
            let top = instrument.provisions[here].eid.top();
            let ends = |eid: &str| eid.rsplit('_').next().is_some_and(|n| token::fold(n) == *number);
            let mut reads = all.iter().filter(|(i, _)| {
                let eid = &instrument.provisions[*i].eid;
                *i != here && eid.top() == top && ends(eid.as_str())
            });
            let found = reads.find_map(|(i, r)| r.penalties.iter().find(closed).map(|f| (f, *i)))?;
            Some((found.0.penalty.clone(), instrument.provisions[found.1].eid.to_string()))
        }
        Target::Preceding => {
            let top = instrument.provisions[here].eid.top();
            let first = instrument.provisions.iter().position(|p| p.eid.top() == top)?;
            let before = instrument.provisions[..first]
                .iter()
                .rposition(|p| !p.text.trim().is_empty() || p.eid.as_str() == p.eid.top())?;
            of(before)
        }
        Target::Same => {
            let own = all[n].1.penalties[..k].iter().rev().find(closed);
            if let Some(found) = own {
                return Some((found.penalty.clone(), instrument.provisions[here].eid.to_string()));
            }
            let top = instrument.provisions[here].eid.top();
            let mut before = all[..n].iter().rev().filter(|(i, _)| instrument.provisions[*i].eid.top() == top);
            let found = before.find_map(|(i, r)| r.penalties.iter().rev().find(closed).map(|f| (f, *i)))?;
            Some((found.0.penalty.clone(), instrument.provisions[found.1].eid.to_string()))
        }
    }
}

fn same_number(provision: &Provision, number: &str) -> bool {
    let eid = provision.eid.as_str();
    let own = eid == provision.eid.top();
    let tail = eid.rsplit("__").next().and_then(|s| s.split_once('_')).map_or("", |(_, n)| n);
    own && (token::fold(tail) == number || token::fold(provision.number.trim_end_matches('.')) == number)
}

/// Puts the figures of the base into a penalty, changed as the words say; false where they cannot be changed.
fn apply(found: &mut Found, base: &Penalty, refers: &Reference) -> bool {
    let (prison, fine) = match &refers.change {
        None => (base.imprisonment, base.fine.clone()),
        Some(change) => {
            let prison = base.imprisonment.map(|p| changed_prison(p, change));
            let fine =
                base.fine.as_ref().map(|f| if refers.prison_only { Some(f.clone()) } else { changed_fine(f, change) });
            // A part that does not come out whole is not rounded.
            if matches!(prison, Some(None)) || matches!(fine, Some(None)) {
                return false;
            }
            (prison.flatten(), fine.flatten())
        }
    };
    if prison.is_none() && fine.is_none() && base.also.is_empty() {
        return false;
    }
    found.penalty.imprisonment = prison;
    found.penalty.fine = fine;
    found.penalty.join = base.join;
    found.penalty.also.clone_from(&base.also);
    if found.penalty.mode == crate::law::penalty::Mode::Unstated {
        found.penalty.mode = base.mode;
    }
    let change = refers.change.map(|c| format!(" ({})", c.words())).unwrap_or_default();
    super::context::add(&mut found.penalty.note, &format!("worked out from \"{}\"{change}", refers.words));
    true
}

fn times(n: u64, ratio: Option<Ratio>, less: bool) -> Option<u64> {
    let Some(ratio) = ratio else { return Some(n) };
    let factor = if less { ratio.under.checked_sub(ratio.over)? } else { ratio.under.checked_add(ratio.over)? };
    let product = n.checked_mul(factor)?;
    product.is_multiple_of(ratio.under).then_some(product / ratio.under)
}

/// Changes a figure that is there; false where it does not come out whole.
fn change_side(n: &mut Option<u64>, ratio: Option<Ratio>, less: bool) -> bool {
    let Some(value) = *n else { return true };
    *n = times(value, ratio, less);
    n.is_some()
}

fn changed_prison(mut prison: Imprisonment, change: &Change) -> Option<Imprisonment> {
    let low =
        [&mut prison.min_months, &mut prison.min_days].into_iter().all(|n| change_side(n, change.min, change.less));
    let high =
        [&mut prison.max_months, &mut prison.max_days].into_iter().all(|n| change_side(n, change.max, change.less));
    (low && high).then_some(prison)
}

fn changed_fine(fine: &Fine, change: &Change) -> Option<Fine> {
    use crate::law::penalty::FineUnit;
    let mut fine = fine.clone();
    // A category is no sum: raising it by a part has no meaning that could be worked out.
    if matches!(fine.unit, Some(FineUnit::Category | FineUnit::FineClass | FineUnit::StandardScaleLevel)) {
        return Some(fine);
    }
    let good =
        change_side(&mut fine.min, change.min, change.less) && change_side(&mut fine.max, change.max, change.less);
    good.then_some(fine)
}

/// What could not be worked out is told as not read.
fn leave_open(read: &mut Read) {
    let (open, closed): (Vec<Found>, Vec<Found>) =
        std::mem::take(&mut read.penalties).into_iter().partition(|f| f.refers.is_some() && is_open(&f.penalty));
    read.penalties = closed;
    for found in open {
        let Some(refers) = found.refers else { continue };
        let change = refers.change.map(|c| format!(", {}", c.words())).unwrap_or_default();
        let why = match &refers.target {
            Target::Provisions(numbers) => {
                format!("the penalty of {}{change}: it was not found here, or cannot be worked out", numbers.join(", "))
            }
            Target::Inside(number) => format!("the penalty of ({number}){change}: it was not found here"),
            Target::Preceding => format!("the penalty of the provision before{change}: it was not found"),
            Target::Same => format!("the same penalty{change}: it is not plain which one"),
        };
        read.unparsed.push(Unparsed { range: found.range, why });
    }
    read.unparsed.sort_by_key(|u| (u.range.start, u.range.end));
}
