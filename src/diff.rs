//! What changed between two versions of an instrument, provision by provision, in words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::{DiffOp, capture_diff_slices};

use crate::law::blocks;
use crate::law::id::Eid;
use crate::law::penalty::Penalty;
use crate::law::words::Status;
use crate::law::{Instrument, Provision, prose};

/// How a provision changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The instrument as a whole: title, status, dates.
    Instrument,
    /// It was not there before.
    Added,
    /// It is gone.
    Removed,
    /// It is printed, but no longer law.
    Repealed,
    /// The same words under another number.
    Renumbered,
    /// Its words changed.
    Changed,
    /// Only its heading changed.
    Heading,
    /// Its penalty changed.
    Penalty,
    /// Whether it is in force changed.
    Force,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// The provision; empty: the instrument.
    pub provision: Option<Eid>,
    /// As it is cited, such as `s. 3(1)`.
    pub pinpoint: String,
    /// In one sentence.
    pub words: String,
}

/// Share of words that must agree, in per cent, for two provisions to be one that was renumbered.
const ALIKE: usize = 80;

/// Share of words that changed, in per cent, from which a provision counts as rewritten.
const REWRITTEN: usize = 60;

/// Everything that changed from one version to the other, in the order of the new one.
pub fn changes(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let mut out = whole(old, new);
    let olds: BTreeMap<&str, &Provision> = old.provisions.iter().map(|p| (p.eid.as_str(), p)).collect();
    let news: BTreeMap<&str, &Provision> = new.provisions.iter().map(|p| (p.eid.as_str(), p)).collect();
    // What keeps its number but not its words may have made room for another provision.
    let kept = |p: &Provision| {
        news.get(p.eid.as_str()).is_some_and(|n| n.text == p.text || alike(&n.text, &p.text) || short(&p.text))
    };
    let gone: Vec<&Provision> = old.provisions.iter().filter(|p| !kept(p)).collect();
    let mut moved: BTreeSet<&str> = BTreeSet::new();
    let (old_penalties, new_penalties) = (penalties(old), penalties(new));
    for provision in &new.provisions {
        let before = olds.get(provision.eid.as_str());
        let same = gone.iter().find(|g| {
            g.eid != provision.eid
                && !moved.contains(g.eid.as_str())
                && before.is_none_or(|b| !kept(b))
                && alike(&g.text, &provision.text)
        });
        let Some(before) = before.filter(|_| same.is_none()) else {
            match same {
                Some(same) => {
                    moved.insert(same.eid.as_str());
                    let words = format!("{} is now {}.", same.eid.pinpoint(), provision.eid.pinpoint());
                    out.push(change(Kind::Renumbered, provision, words));
                    text_changes(same, provision, &mut out);
                }
                None if covered(&provision.eid, &news, &olds) => {}
                None => {
                    let heading = named(provision);
                    out.push(change(Kind::Added, provision, format!("{}{heading} is new.", provision.eid.pinpoint())));
                }
            }
            continue;
        };
        let (was, is) = (repealed(before), repealed(provision));
        if is && !was {
            out.push(change(
                Kind::Repealed,
                provision,
                format!("{}{} was repealed.", provision.eid.pinpoint(), named(before)),
            ));
            continue;
        }
        text_changes(before, provision, &mut out);
        force_changes(before, provision, &mut out);
        let at = provision.eid.as_str();
        let (a, b) = (old_penalties.get(at), new_penalties.get(at));
        if a != b {
            let words = |p: Option<&Vec<String>>| p.map_or("none".to_string(), |p| p.join("; "));
            let text = format!("The penalty of {} was {}; it is {}.", provision.eid.pinpoint(), words(a), words(b));
            out.push(change(Kind::Penalty, provision, text));
        }
    }
    let left = |g: &&&Provision| {
        !moved.contains(g.eid.as_str()) && !news.contains_key(g.eid.as_str()) && !covered(&g.eid, &olds, &news)
    };
    for provision in gone.iter().filter(left) {
        let words = format!("{}{} is no longer in the text.", provision.eid.pinpoint(), named(provision));
        out.push(change(Kind::Removed, provision, words));
    }
    out
}

fn whole(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let mut out = Vec::new();
    let mut say = |words: String| {
        out.push(Change { kind: Kind::Instrument, provision: None, pinpoint: String::new(), words });
    };
    if old.title != new.title {
        say(format!("The title was \"{}\"; it is \"{}\".", old.title, new.title));
    }
    if old.status != new.status {
        say(format!("The status was {}; it is {}.", old.status.word(), new.status.word()));
    }
    for (what, a, b) in [
        ("assent", old.assented, new.assented),
        ("commencement", old.commenced, new.commenced),
        ("repeal", old.repealed, new.repealed),
    ] {
        if a != b {
            let day = |d: Option<crate::law::date::PartialDate>| d.map_or("not stated".to_string(), |d| d.to_string());
            say(format!("The date of {what} was {}; it is {}.", day(a), day(b)));
        }
    }
    for amendment in &new.amendments {
        let before = old.amendments.iter().find(|a| a.by == amendment.by);
        if before.is_none_or(|b| b.applied != amendment.applied) {
            let state = if amendment.applied { "is worked in" } else { "is known and not worked in" };
            say(format!("The amendment by {} {state}.", amendment.by));
        }
    }
    out
}

fn change(kind: Kind, provision: &Provision, words: String) -> Change {
    Change { kind, provision: Some(provision.eid.clone()), pinpoint: provision.eid.pinpoint(), words }
}

/// The heading in brackets, for people.
fn named(provision: &Provision) -> String {
    if provision.heading.is_empty() { String::new() } else { format!(" ({})", provision.heading) }
}

fn repealed(provision: &Provision) -> bool {
    provision.facts.status == Some(Status::Repealed)
}

/// Is the provision part of a larger one that is told already: its parent is in `here` and not in `there` either?
fn covered(eid: &Eid, here: &BTreeMap<&str, &Provision>, there: &BTreeMap<&str, &Provision>) -> bool {
    let mut at = eid.as_str();
    while let Some((parent, _)) = at.rsplit_once("__") {
        if here.contains_key(parent) && !there.contains_key(parent) {
            return true;
        }
        at = parent;
    }
    false
}

/// Words of each provision's penalties, coded or read from its prose.
fn penalties(instrument: &Instrument) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for provision in &instrument.provisions {
        let coded = &provision.facts.penalties;
        let words: Vec<String> = if coded.is_empty() {
            let read = prose::read(&provision.text, &instrument.language, None);
            read.penalties.iter().map(|f| f.penalty.words()).collect()
        } else {
            coded.iter().map(Penalty::words).collect()
        };
        if !words.is_empty() {
            all.insert(provision.eid.to_string(), words);
        }
    }
    all
}

/// The words of a provision as a reader sees them.
fn plain(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for block in blocks::read(text) {
        words.extend(block.number.split_whitespace().map(str::to_string));
        words.extend(block.text.split_whitespace().map(str::to_string));
    }
    words
}

/// Too few words to tell one provision from another.
const FEW: usize = 6;

fn short(text: &str) -> bool {
    plain(text).len() < FEW
}

fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    if a.len().min(b.len()) < FEW || a.len().max(b.len()) > 2 * a.len().min(b.len()) {
        return false;
    }
    let equal: usize = ops(&a, &b).iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    200 * equal >= ALIKE * (a.len() + b.len())
}

fn ops(a: &[String], b: &[String]) -> Vec<DiffOp> {
    capture_diff_slices(similar::Algorithm::Patience, a, b)
}

fn text_changes(before: &Provision, after: &Provision, out: &mut Vec<Change>) {
    let pinpoint = after.eid.pinpoint();
    if before.heading != after.heading {
        let words = format!("The heading of {pinpoint} was \"{}\"; it is \"{}\".", before.heading, after.heading);
        out.push(change(Kind::Heading, after, words));
    }
    let (a, b) = (plain(&before.text), plain(&after.text));
    if a == b {
        return;
    }
    if b.is_empty() {
        out.push(change(Kind::Changed, after, format!("{pinpoint} has no words of its own any more.")));
        return;
    }
    let ops = ops(&a, &b);
    let equal: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    let changed = a.len().max(b.len()) - equal;
    if 100 * changed >= REWRITTEN * a.len().max(b.len()) && changed > 12 {
        let words = format!("{pinpoint} was rewritten. It now reads: \"{}\"", clip(&b, 60));
        out.push(change(Kind::Changed, after, words));
        return;
    }
    let mut pieces = Vec::new();
    for op in ops {
        let (old, new) = (op.old_range(), op.new_range());
        let after_words = || {
            let from = new.start.saturating_sub(4);
            b.get(from..new.start).map(|w| w.join(" ")).filter(|w| !w.is_empty())
        };
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Delete { .. } => pieces.push(format!("\"{}\" was left out", clip(&a[old], 40))),
            DiffOp::Insert { .. } => {
                let place = after_words().map_or("at the beginning".to_string(), |w| format!("after \"{w}\""));
                pieces.push(format!("\"{}\" was put in {place}", clip(&b[new], 40)));
            }
            DiffOp::Replace { .. } => {
                pieces.push(format!("\"{}\" was replaced by \"{}\"", clip(&a[old], 40), clip(&b[new.clone()], 40)));
            }
        }
    }
    out.push(change(Kind::Changed, after, format!("In {pinpoint}, {}.", pieces.join("; "))));
}

fn force_changes(before: &Provision, after: &Provision, out: &mut Vec<Change>) {
    let (a, b) = (&before.facts, &after.facts);
    if a.status != b.status {
        let word = |s: Option<Status>| s.map_or("as the instrument's", Status::word);
        let words = format!("The status of {} was {}; it is {}.", after.eid.pinpoint(), word(a.status), word(b.status));
        out.push(change(Kind::Force, after, words));
    }
    for (what, x, y) in
        [("in force from", a.in_force_from, b.in_force_from), ("in force until", a.in_force_to, b.in_force_to)]
    {
        if x != y {
            let day = |d: Option<crate::law::date::PartialDate>| d.map_or("not stated".to_string(), |d| d.to_string());
            let words = format!("{}: {what} was {}; it is {}.", after.eid.pinpoint(), day(x), day(y));
            out.push(change(Kind::Force, after, words));
        }
    }
}

fn clip(words: &[String], most: usize) -> String {
    let text = words.iter().take(most).cloned().collect::<Vec<_>>().join(" ");
    if words.len() > most { format!("{text} …") } else { text }
}
