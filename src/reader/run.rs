//! One reading of texts of one language: rules in their order, what they see, what stays open.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::rules::{self, Membership, Place, Rule, Seen, Texts};
use super::{Doubt, MachineReading, Sighting};
use crate::law::id::ProvisionRef;
use crate::law::words::{Kind, Status};
use crate::rubric::detect::Within;
use crate::rubric::{Criterion, Role, Rubric};

/// A rule and whose it is.
pub(super) struct Owned<'r> {
    pub(super) criterion: usize,
    pub(super) element: usize,
    pub(super) rule: Rule<'r>,
}

/// What was seen so far, by criterion and element.
pub(super) type Sights = BTreeMap<(usize, usize), BTreeSet<Seen>>;

/// The rules at work on the texts.
pub(super) struct Run<'t, 'a, 'r, 'o> {
    pub(super) rubric: &'r Rubric,
    pub(super) texts: &'t Texts<'a>,
    pub(super) members: &'t Membership,
    pub(super) sights: Sights,
    pub(super) reading: &'o mut MachineReading,
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
        for at in 0..self.texts.sections.len() {
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
            for at in 0..self.texts.sections.len() {
                let seen = one.rule.look(self.texts, self.members, at);
                found.extend(seen.into_iter().filter(|s| {
                    let to = rules::targets(self.texts, at, &(s.words.0..s.words.1));
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

    fn keep(&mut self, one: &Owned<'_>, seen: Seen) {
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
        let says = |phrases: &[u32]| {
            let mut mine = self.texts.sections.iter().filter(|s| s.law == law);
            mine.any(|s| s.sentences.iter().any(|x| x.has(phrases)))
        };
        match instrument.status {
            Status::NotCommenced => Some("it has not commenced".into()),
            Status::Repealed => Some("it is repealed".into()),
            _ if says(&self.texts.common.lapses) => Some("it lapses by a further act: look for that act".into()),
            _ if instrument.commenced.is_none() && says(&self.texts.common.commences) => {
                Some("its commencement hangs on a further act: look for that act".into())
            }
            Status::Unknown => Some("it is not known whether it is in force".into()),
            _ => None,
        }
    }

    fn doubt(&mut self, one: &Owned<'_>, seen: &Seen, why: String) {
        let (at, _) = self.quote(seen);
        let criterion = &self.rubric.criteria[one.criterion];
        let element = criterion.elements[one.element].id.clone();
        self.reading.doubts.push(Doubt { criterion: criterion.id.clone(), element, at, why });
    }

    /// Headings without text: the elements whose terms they hold, or that they are part of, are open.
    fn bare_headings(&mut self, lang: &str) {
        let fold = |text: &str| -> Vec<String> {
            text.split_whitespace().map(crate::rubric::pattern::fold).filter(|w| !w.is_empty()).collect()
        };
        let within = |a: &[String], b: &[String]| !a.is_empty() && b.windows(a.len()).any(|w| w == a);
        let mut found = Vec::new();
        for (at, section) in self.texts.sections.iter().enumerate().filter(|(_, s)| s.tokens.is_empty()) {
            let words: Vec<String> =
                section.heading.iter().map(|t| self.texts.words.text(t.word).to_string()).collect();
            for criterion in &self.rubric.criteria {
                for element in criterion.elements.iter().filter(|e| e.role != Role::Warning) {
                    let terms = [&element.terms, &element.leads].into_iter().filter_map(|t| t.get(lang)).flatten();
                    if terms.map(|t| fold(t)).any(|t| within(&t, &words) || within(&words, &t)) {
                        found.push((criterion.id.clone(), element.id.clone(), at));
                    }
                }
            }
        }
        for (criterion, element, at) in found {
            let (at, _) = self.quote(&Seen { at: (at, 0), words: (0, 0) });
            self.reading.doubts.push(Doubt { criterion, element, at, why: "a heading whose text is missing".into() });
        }
    }

    /// Definitions that point to laws: read where the law is here, open where it is not.
    fn definitions_elsewhere(&mut self, owned: &[Owned<'_>]) {
        let mut found = Vec::new();
        for place in rules::definitions(self.texts) {
            let sentence = &self.texts.sections[place.0].sentences[place.1];
            if !sentence.defines.as_ref().is_some_and(|d| d.elsewhere) {
                continue;
            }
            for (i, one) in owned.iter().enumerate().filter(|(_, o)| o.rule.defines(sentence)) {
                let passages = &one.rule.detect.passages;
                let inside = |p: &String| self.members.get(p).is_some_and(|m| m.places.contains(&place));
                if passages.is_empty() || passages.iter().any(inside) {
                    found.push((i, place));
                }
            }
        }
        for (i, place) in found {
            let one = &owned[i];
            let there: Vec<Seen> = self.elsewhere(place).filter_map(|p| one.rule.see(self.texts, p, None)).collect();
            let loaded = self.elsewhere(place).next().is_some();
            if !loaded {
                let seen = Seen { at: place, words: (0, 0) };
                self.doubt(one, &seen, "the definition stands in a law that is not here".into());
            }
            for seen in there {
                self.keep(one, seen);
            }
        }
    }

    /// The definitions of the same term in the law that a definition names by its title.
    fn elsewhere(&self, place: Place) -> impl Iterator<Item = Place> {
        let texts = self.texts;
        let section = &texts.sections[place.0];
        let words: Vec<&str> =
            section.tokens[section.sentences[place.1].range.clone()].iter().map(|t| texts.words.text(t.word)).collect();
        let named = move |law: usize| {
            let title: Vec<String> = texts.laws[law]
                .title
                .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
                .map(crate::rubric::pattern::fold)
                .filter(|w| !w.is_empty() && !w.starts_with(|c: char| c.is_ascii_digit()))
                .collect();
            title.len() >= 2 && words.windows(title.len()).any(|w| w.iter().zip(&title).all(|(a, b)| a == b))
        };
        let terms = rules::terms(texts, place);
        let home = section.law;
        rules::definitions(texts)
            .filter(move |p| {
                texts.sections[p.0].law != home && rules::terms(texts, *p).iter().any(|t| terms.contains(t))
            })
            .filter(move |p| named(texts.sections[p.0].law))
    }

    /// Provision and bytes of what was seen, cut to the provision in which it begins.
    fn quote(&self, seen: &Seen) -> (ProvisionRef, Range<usize>) {
        let section = &self.texts.sections[seen.at.0];
        let tokens = section.tokens.get(seen.words.0..seen.words.1).unwrap_or_default();
        let part = tokens.first().map_or(0, |t| t.part);
        let mine = tokens.iter().take_while(|t| t.part == part);
        let bytes = match (tokens.first(), mine.last()) {
            (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
            _ => 0..0,
        };
        (self.texts.laws[section.law].reference(&section.parts[part].eid), bytes)
    }

    fn report(&mut self) {
        let sights = std::mem::take(&mut self.sights);
        for ((c, e), all) in sights {
            for seen in all {
                let criterion = &self.rubric.criteria[c];
                let (at, quote) = self.quote(&seen);
                let section = &self.texts.sections[seen.at.0];
                let part = section.parts.iter().find(|p| p.eid == at.eid);
                let words = part.and_then(|p| p.text.get(quote.clone())).unwrap_or_default();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                let why = format!("says “{}”", crate::form::shorten(&words));
                let element = criterion.elements[e].id.clone();
                self.reading.sightings.push(Sighting { criterion: criterion.id.clone(), element, at, quote, why });
            }
        }
    }
}
