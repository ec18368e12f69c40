//! One reading of texts of one language: rules in their order, what they see, what stays open.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::rules::{Membership, Rule, Seen, Texts};
use super::{Doubt, MachineReading, Sighting, pinpoint, refs};
use crate::law::id::{Eid, ProvisionRef};
use crate::law::words::{Kind, Status};
use crate::rubric::detect::Within;
use crate::rubric::{Criterion, Rubric};

/// A rule and whose it is.
pub(super) struct Owned<'r> {
    pub(super) criterion: usize,
    pub(super) element: usize,
    pub(super) rule: Rule<'r>,
}

/// What was seen so far, by criterion and element.
pub(super) type Sights = BTreeMap<(usize, usize), BTreeSet<Seen>>;

/// The items of a provision: first byte and path.
type Paths = Vec<(usize, String)>;

/// The rules at work on the texts.
pub(super) struct Run<'t, 'a, 'r, 'o> {
    pub(super) rubric: &'r Rubric,
    pub(super) texts: &'t Texts<'a>,
    pub(super) members: &'t Membership,
    pub(super) sights: Sights,
    pub(super) reading: &'o mut MachineReading,
    /// The paths of the items of a provision, by section and part.
    pub(super) paths: RefCell<HashMap<(usize, usize), Paths>>,
}

impl Run<'_, '_, '_, '_> {
    pub(super) fn all(&mut self, owned: &[Owned<'_>], lang: &str) {
        let plain = |d: &crate::rubric::detect::Detect| d.qualifies.is_empty() && d.refers_to.is_empty();
        for one in owned.iter().filter(|o| plain(o.rule.detect) && o.rule.detect.absent.is_empty()) {
            self.search(one);
        }
        for one in owned.iter().filter(|o| !plain(o.rule.detect) && o.rule.detect.absent.is_empty()) {
            self.dependent(one);
        }
        self.where_absent(owned);
        self.bare_headings(lang);
        self.definitions_elsewhere(owned);
        self.report();
    }

    /// Rules that count only while other elements are not seen: those first whose conditions nothing can change any more.
    fn where_absent(&mut self, owned: &[Owned<'_>]) {
        let mut waiting: Vec<&Owned<'_>> = owned.iter().filter(|o| !o.rule.detect.absent.is_empty()).collect();
        while !waiting.is_empty() {
            let settled = |one: &Owned<'_>| {
                let elements = &self.rubric.criteria[one.criterion].elements;
                let named = |o: &Owned<'_>| one.rule.detect.absent.contains(&elements[o.element].id);
                !waiting.iter().any(|o| o.criterion == one.criterion && o.element != one.element && named(o))
            };
            let next = waiting.iter().position(|o| settled(o)).unwrap_or(0);
            let one = waiting.remove(next);
            let elements = &self.rubric.criteria[one.criterion].elements;
            let seen = |id: &String| {
                let number = elements.iter().position(|e| e.id == *id);
                number.is_some_and(|n| self.sights.contains_key(&(one.criterion, n)))
            };
            if !one.rule.detect.absent.iter().any(seen) {
                let detect = one.rule.detect;
                let plain = detect.qualifies.is_empty() && detect.refers_to.is_empty();
                if plain { self.search(one) } else { self.dependent(one) }
            }
        }
    }

    fn search(&mut self, one: &Owned<'_>) {
        for at in one.rule.candidates(self.texts, self.members) {
            for seen in one.rule.look(self.texts, self.members, at) {
                self.keep(one, seen);
            }
        }
    }

    /// Rules that hang on sightings of other elements of the criterion.
    fn dependent(&mut self, one: &Owned<'_>) {
        let criterion: &Criterion = &self.rubric.criteria[one.criterion];
        let sights = |id: &String| -> Vec<Seen> {
            let number = criterion.elements.iter().position(|e| e.id == *id).unwrap_or(usize::MAX);
            self.sights.get(&(one.criterion, number)).into_iter().flatten().cloned().collect()
        };
        let detect = one.rule.detect;
        let mut found = Vec::new();
        for id in &detect.qualifies {
            let beside: Vec<Option<Seen>> = sights(id).into_iter().map(|s| self.beside(one, &s)).collect();
            if !beside.is_empty() && beside.iter().all(Option::is_some) {
                found.extend(beside.into_iter().flatten());
            }
        }
        if !detect.refers_to.is_empty() {
            let homes: BTreeSet<usize> = detect.refers_to.iter().flat_map(sights).map(|s| s.at.0).collect();
            for at in one.rule.candidates(self.texts, self.members) {
                let seen = one.rule.look(self.texts, self.members, at);
                found.extend(seen.into_iter().filter(|s| {
                    let to = refs::targets(self.texts, at, &(s.words.0..s.words.1));
                    to.iter().any(|t| homes.contains(t))
                }));
            }
        }
        for seen in found {
            self.keep(one, seen);
        }
    }

    fn beside(&self, one: &Owned<'_>, sighting: &Seen) -> Option<Seen> {
        let section = self.texts.sections.get(sighting.at.0)?;
        if !one.rule.opens(self.texts, section) || !one.rule.eligible(self.texts, self.members, sighting.at) {
            return None;
        }
        match one.rule.detect.within {
            Within::Sentence => one.rule.see(self.texts, sighting.at, Some(sighting.words)),
            Within::Section => one.rule.look(self.texts, self.members, sighting.at.0).into_iter().next(),
        }
    }

    pub(super) fn keep(&mut self, one: &Owned<'_>, seen: Seen) {
        let detect = one.rule.detect;
        let section = &self.texts.sections[seen.at.0];
        if detect.in_force
            && let Some(why) = self.not_surely_in_force(section.law)
        {
            if self.texts.laws[section.law].status != Status::Repealed {
                self.doubt(one, &seen, why);
            }
            return;
        }
        if detect.doubt {
            self.doubt(one, &seen, "words that may mean it; a person must read them".into());
            return;
        }
        self.sights.entry((one.criterion, one.element)).or_default().insert(seen);
    }

    /// Why the instrument may not be law in force; a bill is read as if enacted.
    fn not_surely_in_force(&self, law: usize) -> Option<String> {
        let instrument = self.texts.laws[law];
        if instrument.kind == Kind::Bill || instrument.status == Status::Bill {
            return None;
        }
        let sections = &self.texts.sections;
        let mine = sections.partition_point(|s| s.law < law)..sections.partition_point(|s| s.law <= law);
        let says = |phrases: &[u32]| self.texts.postings.among(phrases, &mine);
        match instrument.status {
            Status::NotCommenced => Some("it has not commenced".into()),
            Status::Repealed => Some("it is repealed".into()),
            Status::Suspended => Some("it is suspended".into()),
            _ if says(&self.texts.common.lapses) => Some("it lapses by a further act: look for that act".into()),
            _ if instrument.commenced.is_none() && says(&self.texts.common.commences) => {
                Some("its commencement hangs on a further act: look for that act".into())
            }
            // What a text contains does not hang on its status; whether it counts as law is asked elsewhere.
            _ => None,
        }
    }

    pub(super) fn doubt(&mut self, one: &Owned<'_>, seen: &Seen, why: String) {
        let criterion = &self.rubric.criteria[one.criterion];
        let element = criterion.elements[one.element].id.clone();
        self.doubt_at(criterion.id.clone(), element, seen, why);
    }

    /// Notes that an element is open because of these words.
    pub(super) fn doubt_at(&mut self, criterion: String, element: String, seen: &Seen, why: String) {
        let (at, pinpoint, _) = self.quote(seen);
        self.reading.doubts.push(Doubt { criterion, element, at, pinpoint, why });
    }

    /// Provision, pinpoint and bytes of what was seen, cut to the provision in which it begins.
    pub(super) fn quote(&self, seen: &Seen) -> (ProvisionRef, Eid, Range<usize>) {
        let section = &self.texts.sections[seen.at.0];
        let tokens = section.tokens.get(seen.words.0..seen.words.1).unwrap_or_default();
        let first = tokens.first().or_else(|| {
            let sentence = section.sentences.get(seen.at.1)?;
            section.tokens.get(sentence.range.start)
        });
        let part = first.map_or(0, |t| t.part);
        let mine = tokens.iter().take_while(|t| t.part == part);
        let bytes = match (tokens.first(), mine.last()) {
            (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
            _ => 0..0,
        };
        let provision = section.parts[part];
        let mut known = self.paths.borrow_mut();
        let paths = known.entry((seen.at.0, part)).or_insert_with(|| crate::law::blocks::paths(&provision.text));
        let deepest = pinpoint::of(provision, paths, first.map_or(0, |t| t.bytes.start));
        (self.texts.laws[section.law].reference(&provision.eid), deepest, bytes)
    }

    fn report(&mut self) {
        let sights = std::mem::take(&mut self.sights);
        for ((c, e), all) in sights {
            for seen in all {
                let criterion = &self.rubric.criteria[c];
                let (at, pinpoint, quote) = self.quote(&seen);
                let section = &self.texts.sections[seen.at.0];
                let part = section.parts.iter().find(|p| p.eid == at.eid);
                let words = pinpoint::plain(part.and_then(|p| p.text.get(quote.clone())).unwrap_or_default());
                let inserted = self.inserted(&seen);
                let why = format!("says “{}”{inserted}", crate::form::shorten(&words));
                let element = criterion.elements[e].id.clone();
                let criterion = criterion.id.clone();
                self.reading.sightings.push(Sighting { criterion, element, at, pinpoint, quote, why });
            }
        }
    }

    /// A remark on words that stand in what the instrument puts into another one.
    fn inserted(&self, seen: &Seen) -> String {
        let section = &self.texts.sections[seen.at.0];
        let Some(by) = section.sentences.get(seen.at.1).and_then(|s| s.inserted_by.clone()) else {
            return String::new();
        };
        let tokens = section.tokens.get(by).unwrap_or_default();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return ", in text put into another instrument".into();
        };
        let end = if last.part == first.part { last.bytes.end } else { usize::MAX };
        let text = section.parts[first.part].text.as_str();
        let words = pinpoint::plain(text.get(first.bytes.start..end.min(text.len())).unwrap_or_default());
        format!(", in text put into another instrument (“{}”)", crate::form::shorten(&words))
    }
}
