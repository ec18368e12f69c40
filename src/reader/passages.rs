//! Passages: which sentences belong to a kind of passage that rules are confined to, with the definitions that it uses.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::common::Phrases;
use super::refs;
use super::rules::{Membership, Place, Texts};
use super::table::Table;
use crate::rubric::detect::{Group, Passage, Within};

/// Finds which sentences belong to which passage.
pub(super) fn membership(texts: &Texts<'_>, passages: &[(&Passage, PassagePhrases)]) -> Membership {
    let mut members = Membership::new();
    for (passage, phrases) in passages {
        let mut mine = BTreeSet::new();
        for at in phrases.candidates(texts) {
            phrases.enter(texts, passage, at, &mut mine);
        }
        let naming = phrases.naming(texts, &mine);
        if passage.definitions {
            with_definitions(texts, &mut mine);
        }
        mine.extend(naming);
        let entry = members.entry(passage.id.clone()).or_default();
        entry.laws.extend(mine.iter().map(|m| texts.sections[m.0].law));
        entry.places.extend(mine);
    }
    members
}

/// Phrases of a passage, numbered.
pub(super) struct PassagePhrases {
    groups: Vec<Phrases>,
    title: Phrases,
    unless: Phrases,
    heading: Phrases,
    unless_heading: Phrases,
    follow: Phrases,
    named_by: Phrases,
}

impl PassagePhrases {
    pub(super) fn new(passage: &Passage, table: &mut Table) -> Self {
        let mut add = |group: &Group| -> Phrases { group.iter().map(|p| table.add(p)).collect() };
        Self {
            groups: passage.groups.iter().map(&mut add).collect(),
            title: add(&passage.title),
            unless: add(&passage.unless),
            heading: add(&passage.heading),
            unless_heading: add(&passage.unless_heading),
            follow: add(&passage.follow),
            named_by: add(&passage.named_by),
        }
    }

    /// The sections that may hold such a passage.
    fn candidates(&self, texts: &Texts<'_>) -> Vec<usize> {
        match self.groups.first() {
            Some(group) => texts.postings.sections(group),
            None => (0..texts.sections.len()).collect(),
        }
    }

    fn enter(&self, texts: &Texts<'_>, passage: &Passage, at: usize, mine: &mut BTreeSet<Place>) {
        use crate::rubric::detect::Place::Body;
        let section = &texts.sections[at];
        let titled = || texts.titles.get(section.law).is_some_and(|t| self.title.iter().any(|p| t.contains(p)));
        if !self.title.is_empty() && !titled() {
            return;
        }
        let body: Vec<usize> = (0..section.sentences.len()).filter(|i| section.sentences[*i].place == Body).collect();
        let sentence = |i: &usize| &section.sentences[*i];
        // The heading over an amendment is not that of the articles that it puts into another law; theirs stands in them.
        let inserted: Vec<usize> = body.iter().copied().filter(|i| sentence(i).inserted_by.is_some()).collect();
        let headed = |p: &Phrases| p.iter().any(|p| section.heading_hits.contains(p));
        let mut open = Vec::new();
        if (self.heading.is_empty() || headed(&self.heading)) && !headed(&self.unless_heading) {
            open.clone_from(&body);
        } else if self.heading.is_empty() || inserted.iter().any(|i| sentence(i).has(&self.heading)) {
            open.clone_from(&inserted);
        }
        let hits: Vec<usize> = match passage.within {
            Within::Sentence => open
                .iter()
                .copied()
                .filter(|i| self.groups.iter().all(|g| sentence(i).has(g)) && !sentence(i).has(&self.unless))
                .collect(),
            Within::Section => {
                let all = self.groups.iter().all(|g| open.iter().any(|i| sentence(i).has(g)));
                if all && !open.iter().any(|i| sentence(i).has(&self.unless)) { open.clone() } else { Vec::new() }
            }
        };
        if hits.is_empty() {
            return;
        }
        let taken = if passage.takes == Within::Section { open } else { hits };
        for i in &taken {
            for range in section.sentences[*i].all(&self.follow) {
                for other in refs::targets(texts, at, &range) {
                    let sentences = &texts.sections[other].sentences;
                    mine.extend((0..sentences.len()).filter(|j| sentences[*j].place == Body).map(|j| (other, j)));
                }
            }
        }
        mine.extend(taken.into_iter().map(|i| (at, i)));
    }
}

impl PassagePhrases {
    /// The sentences elsewhere that name a section of the passage by number: a penalty that stands apart from its offence.
    fn naming(&self, texts: &Texts<'_>, mine: &BTreeSet<Place>) -> Vec<Place> {
        if self.named_by.is_empty() || mine.is_empty() {
            return Vec::new();
        }
        let homes: BTreeSet<usize> = mine.iter().map(|m| m.0).collect();
        let mut found = Vec::new();
        for at in texts.postings.sections(&self.named_by).into_iter().filter(|at| !homes.contains(at)) {
            let sentences = texts.sections[at].sentences.iter().enumerate();
            for (i, sentence) in sentences.filter(|(_, s)| s.place == crate::rubric::detect::Place::Body) {
                let names = |range| refs::targets(texts, at, &range).iter().any(|to| homes.contains(to));
                if sentence.all(&self.named_by).any(names) {
                    found.push((at, i));
                }
            }
        }
        found
    }
}

/// By law and first word: each term with the places of its definitions.
type Terms<'t> = HashMap<(usize, &'t str), BTreeMap<Vec<&'t str>, Vec<Place>>>;

/// Adds the definitions of terms that the sentences use, and of terms that those use in turn.
fn with_definitions(texts: &Texts<'_>, mine: &mut BTreeSet<Place>) {
    const ROUNDS: usize = 4;
    let laws: BTreeSet<usize> = mine.iter().map(|m| texts.sections[m.0].law).collect();
    let mut unused: Terms<'_> = HashMap::new();
    for place in definitions(texts).filter(|p| laws.contains(&texts.sections[p.0].law)) {
        for term in terms(texts, place) {
            let Some(first) = term.first() else { continue };
            let all = unused.entry((texts.sections[place.0].law, first)).or_default();
            all.entry(term).or_default().push(place);
        }
    }
    let mut fresh: Vec<Place> = mine.iter().copied().collect();
    for _ in 0..ROUNDS {
        let mut next = BTreeSet::new();
        for user in &fresh {
            let section = &texts.sections[user.0];
            // The heading often has the term of which the section lists the acts.
            for words in [&section.tokens[section.sentences[user.1].range.clone()], &section.heading[..]] {
                let word = |i: usize| words.get(i).map(|t: &super::words::Token| singular(texts.words.text(t.word)));
                for at in 0..words.len() {
                    let Some(all) = word(at).and_then(|w| unused.get_mut(&(section.law, w))) else { continue };
                    // A term once used brings all its definitions, and need not be looked for again.
                    all.retain(|term, places| {
                        let used = term.iter().enumerate().all(|(i, t)| word(at + i) == Some(*t));
                        if used {
                            next.extend(places.iter().copied().filter(|p| !mine.contains(p)));
                        }
                        !used
                    });
                }
            }
        }
        if next.is_empty() {
            return;
        }
        mine.extend(&next);
        fresh = next.into_iter().collect();
    }
}

/// Every definition: section and sentence.
pub(super) fn definitions<'t>(texts: &'t Texts<'_>) -> impl Iterator<Item = Place> + 't {
    texts.sections.iter().enumerate().flat_map(|(i, s)| {
        s.sentences
            .iter()
            .enumerate()
            .filter(|(_, x)| x.defines.is_some() && x.place == crate::rubric::detect::Place::Body)
            .map(move |(j, _)| (i, j))
    })
}

/// The terms of a definition, each word without its plural `s`.
pub(super) fn terms<'t>(texts: &'t Texts<'_>, at: Place) -> Vec<Vec<&'t str>> {
    let Some(definition) = &texts.sections[at.0].sentences[at.1].defines else { return Vec::new() };
    let words = |term: &'t Vec<u32>| term.iter().map(|w| singular(texts.words.text(*w))).collect();
    definition.terms.iter().map(words).collect()
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}
