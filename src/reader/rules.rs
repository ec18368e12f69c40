//! Rules of detection made ready for one language, and what each finds.

use std::collections::BTreeSet;
use std::ops::Range;

use super::common::{Common, Phrases};
use super::layout::{Section, Sentence};
use super::penalty;
use super::postings::Postings;
use super::refs::Numbers;
use super::table::Table;
use super::words::Words;
use crate::law::Instrument;
use crate::law::words::TextKind;
use crate::rubric::detect::{Detect, Group, Within};

/// Texts of one language, laid out.
pub(super) struct Texts<'a> {
    pub(super) laws: Vec<&'a Instrument>,
    pub(super) titles: Vec<Vec<u32>>,
    pub(super) sections: Vec<Section<'a>>,
    pub(super) words: Words,
    pub(super) common: Common,
    /// The words of each title.
    pub(super) title_words: Vec<Vec<u32>>,
    pub(super) numbers: Numbers,
    pub(super) postings: Postings,
}

/// A sentence: section and number in it.
pub(super) type Place = (usize, usize);

/// A rule with its phrases numbered.
pub(super) struct Rule<'r> {
    pub(super) detect: &'r Detect,
    groups: Vec<Phrases>,
    unless: Phrases,
    unless_section: Phrases,
    unless_law: Phrases,
    law: Vec<Phrases>,
    heading: Phrases,
    title: Phrases,
    definition_of: Phrases,
    governed_by: Phrases,
    not_governed_by: Phrases,
}

/// Words seen in a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) at: Place,
    pub(super) words: Range2,
}

/// A range that can be ordered.
pub(super) type Range2 = (usize, usize);

/// Which sentences belong to which passage.
pub(super) type Membership = std::collections::BTreeMap<String, Members>;

/// The sentences of a passage, and the instruments that hold them.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) places: BTreeSet<Place>,
    pub(super) laws: BTreeSet<usize>,
}

impl<'r> Rule<'r> {
    /// Enters the phrases of a rule into the table.
    pub(super) fn new(detect: &'r Detect, table: &mut Table) -> Self {
        let mut add = |group: &Group| -> Phrases { group.iter().map(|p| table.add(p)).collect() };
        Self {
            groups: detect.groups.iter().map(&mut add).collect(),
            unless: add(&detect.unless),
            unless_section: add(&detect.unless_section),
            unless_law: add(&detect.unless_law),
            law: detect.law.iter().map(&mut add).collect(),
            heading: add(&detect.heading),
            title: add(&detect.title),
            definition_of: add(&detect.definition_of),
            governed_by: add(&detect.governed_by),
            not_governed_by: add(&detect.not_governed_by),
            detect,
        }
    }

    /// May the rule look into this section at all?
    pub(super) fn opens(&self, texts: &Texts<'_>, section: &Section<'_>) -> bool {
        let heading = |phrases: &Phrases| phrases.iter().any(|p| section.heading_hits.contains(p));
        let titled = || texts.titles.get(section.law).is_some_and(|t| self.title.iter().any(|p| t.contains(p)));
        // An article that is put into another law brings its heading with it, in its first words.
        let inserted = || section.sentences.iter().any(|s| s.inserted_by.is_some() && s.has(&self.heading));
        (self.heading.is_empty() || heading(&self.heading) || inserted())
            && (self.title.is_empty() || titled())
            && (self.unless_section.is_empty() || !section.sentences.iter().any(|s| s.has(&self.unless_section)))
            && self.law.iter().all(|group| texts.postings.in_law(group, section.law))
            && !texts.postings.anywhere(&self.unless_law)
    }

    /// The sections in which the rule may see something.
    pub(super) fn candidates(&self, texts: &Texts<'_>, members: &Membership) -> Vec<usize> {
        if let Some(group) = self.groups.first() {
            return texts.postings.sections(group);
        }
        let passages = &self.detect.passages;
        if passages.is_empty() {
            return (0..texts.sections.len()).collect();
        }
        let places = passages.iter().filter_map(|p| members.get(p)).flat_map(|m| &m.places);
        places.map(|p| p.0).collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// Everything that the rule sees in a section.
    pub(super) fn look(&self, texts: &Texts<'_>, members: &Membership, at: usize) -> Vec<Seen> {
        let Some(section) = texts.sections.get(at) else { return Vec::new() };
        let home = |p: &String| members.get(p).is_some_and(|m| m.laws.contains(&section.law));
        let at_home = self.detect.law_of.is_empty() || self.detect.law_of.iter().any(home);
        let official = !self.detect.official || texts.laws[section.law].text_kind == TextKind::Official;
        if !self.may_match(section) || !at_home || !official || !self.opens(texts, section) {
            return Vec::new();
        }
        let eligible: Vec<usize> =
            (0..section.sentences.len()).filter(|i| self.eligible(texts, members, (at, *i))).collect();
        match self.detect.within {
            Within::Sentence => eligible.iter().filter_map(|i| self.see(texts, (at, *i), None)).collect(),
            Within::Section => {
                let sentences = || eligible.iter().filter_map(|i| section.sentences.get(*i));
                let rest = self.groups.iter().skip(1).all(|g| sentences().any(|s| s.has(g)));
                if !rest {
                    return Vec::new();
                }
                eligible.iter().filter_map(|i| self.see(texts, (at, *i), None)).collect()
            }
        }
    }

    /// A quick look: is the first group anywhere in the section?
    fn may_match(&self, section: &Section<'_>) -> bool {
        self.groups.first().is_none_or(|g| section.sentences.iter().any(|s| s.has(g)))
    }

    /// Does the sentence stand where the rule looks?
    pub(super) fn eligible(&self, texts: &Texts<'_>, members: &Membership, at: Place) -> bool {
        let Some(sentence) = texts.sections.get(at.0).and_then(|s| s.sentences.get(at.1)) else { return false };
        let passages = &self.detect.passages;
        (self.detect.places.is_empty() || self.detect.places.contains(&sentence.place))
            && (passages.is_empty() || passages.iter().any(|p| members.get(p).is_some_and(|m| m.places.contains(&at))))
            && (self.definition_of.is_empty() || self.defines(sentence))
    }

    /// Does the sentence define one of the rule's terms?
    pub(super) fn defines(&self, sentence: &Sentence) -> bool {
        sentence.defines.as_ref().is_some_and(|d| self.definition_of.iter().any(|p| d.hits.contains(p)))
    }

    /// What the rule sees in one sentence; `beside` is a sighting that it qualifies.
    pub(super) fn see(&self, texts: &Texts<'_>, at: Place, beside: Option<Range2>) -> Option<Seen> {
        let section = texts.sections.get(at.0)?;
        let sentence = section.sentences.get(at.1)?;
        if sentence.has(&self.unless) {
            return None;
        }
        let clause = match &self.detect.penalty {
            Some(test) => {
                let clauses = penalty::read(section, &sentence.range, &self.detect.lang);
                Some(clauses.into_iter().find(|c| c.passes(test))?.range)
            }
            None => None,
        };
        let Some(first) = self.groups.first() else {
            let words = clause.or(beside.map(|b| b.0..b.1)).unwrap_or(sentence.range.clone());
            let good = self.governed(sentence, &words);
            return good.then_some(Seen { at, words: (words.start, words.end) });
        };
        let mut matches: Vec<Range<usize>> = sentence.all(first).collect();
        matches.sort_unstable_by_key(|r| (r.start, r.end));
        let apart =
            |a: &Range<usize>, b: &Range<usize>| b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end));
        let near = |m: &Range<usize>, group: &Phrases| match (self.detect.words, self.detect.within) {
            (Some(limit), _) => sentence.all(group).any(|r| apart(m, &r) <= limit),
            (None, Within::Sentence) => sentence.has(group),
            (None, Within::Section) => true,
        };
        let found = matches.into_iter().find(|m| {
            self.groups.iter().skip(1).all(|g| near(m, g))
                && (beside.is_some() || !denied(texts, section, sentence, m))
                && self.governed(sentence, &beside.map_or(m.clone(), |b| b.0..b.1))
        })?;
        Some(Seen { at, words: (found.start, found.end) })
    }

    /// Is the nearest governing word before the place one of those wanted?
    fn governed(&self, sentence: &Sentence, at: &Range<usize>) -> bool {
        if self.governed_by.is_empty() {
            return true;
        }
        let last = |phrases: &Phrases| sentence.all(phrases).filter(|r| r.start < at.end).map(|r| r.start).max();
        match (last(&self.governed_by), last(&self.not_governed_by)) {
            (Some(wanted), Some(other)) => wanted > other,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// Is a match denied by the words around it?
fn denied(texts: &Texts<'_>, section: &Section<'_>, sentence: &Sentence, at: &Range<usize>) -> bool {
    const REACH: usize = 8;
    const NEXT: usize = 1;
    let common = &texts.common;
    let joined = |from: usize, to: usize| {
        let between = section.tokens.get(from..to).unwrap_or_default();
        !between.iter().any(|t| t.before.semicolon || t.before.colon)
    };
    // `whether or not`: a denial that ends in such words denies nothing.
    let spared = |d: &Range<usize>| sentence.all(&common.no_denial).any(|r| r.start < d.end && d.end <= r.end);
    let before = |phrases: &Phrases, reach: usize| {
        let mut all = sentence.all(phrases).filter(|d| !spared(d));
        all.any(|d| d.end <= at.start && at.start - d.end <= reach && joined(d.end, at.start + 1))
    };
    let mut after = sentence.all(&common.denies_after).filter(|d| !spared(d));
    before(&common.denies, REACH)
        || before(&common.denies_next, NEXT)
        || after.any(|d| d.start >= at.end && d.start - at.end <= NEXT && joined(at.end, d.end))
}
