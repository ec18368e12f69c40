//! What stays open: headings whose text is missing, and definitions that point to other laws.

use std::collections::{BTreeSet, HashMap};

use super::layout::Section;
use super::passages;
use super::rules::{Place, Seen};
use super::run::{Owned, Run};
use crate::rubric::pattern::fold;
use crate::rubric::{Role, Rubric};

/// The terms of all elements in one language, by their words.
struct Terms {
    all: Vec<(Vec<String>, (usize, usize))>,
    by_word: HashMap<String, BTreeSet<usize>>,
}

impl Terms {
    fn new(rubric: &Rubric, lang: &str) -> Self {
        let mut terms = Self { all: Vec::new(), by_word: HashMap::new() };
        for (c, criterion) in rubric.criteria.iter().enumerate() {
            for (e, element) in criterion.elements.iter().enumerate().filter(|(_, e)| e.role != Role::Warning) {
                for term in [&element.terms, &element.leads].into_iter().filter_map(|t| t.get(lang)).flatten() {
                    let words: Vec<String> = term.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
                    for word in &words {
                        terms.by_word.entry(word.clone()).or_default().insert(terms.all.len());
                    }
                    terms.all.push((words, (c, e)));
                }
            }
        }
        terms
    }

    /// The elements of which a heading holds a term, or is part of one.
    fn touched(&self, heading: &[&str]) -> BTreeSet<(usize, usize)> {
        let near: BTreeSet<usize> = heading.iter().filter_map(|w| self.by_word.get(*w)).flatten().copied().collect();
        let touches = |term: &Vec<String>| {
            let (a, b) = (term.len(), heading.len());
            let same = |(x, y): (&String, &&str)| x == y;
            heading.windows(a.max(1)).any(|w| term.iter().zip(w).all(same) && a <= b)
                || term.windows(b.max(1)).any(|w| w.iter().zip(heading).all(same) && b <= a)
        };
        let found = near.into_iter().filter_map(|i| self.all.get(i)).filter(|(term, _)| touches(term));
        found.map(|(_, element)| *element).collect()
    }
}

impl Run<'_, '_, '_, '_> {
    /// Headings without text: the elements whose terms they hold, or that they are part of, are open.
    pub(super) fn bare_headings(&mut self, lang: &str) {
        let bare = |(_, s): &(usize, &Section<'_>)| s.tokens.is_empty() && !s.repealed && !s.heading.is_empty();
        let headings: Vec<(usize, &Section<'_>)> = self.texts.sections.iter().enumerate().filter(bare).collect();
        if headings.is_empty() {
            return;
        }
        let terms = Terms::new(self.rubric, lang);
        let mut found = Vec::new();
        for (at, section) in headings {
            let words: Vec<&str> = section.heading.iter().map(|t| self.texts.words.text(t.word)).collect();
            found.extend(terms.touched(&words).into_iter().map(|(criterion, element)| (criterion, element, at)));
        }
        for (c, e, at) in found {
            let criterion = &self.rubric.criteria[c];
            let seen = Seen { at: (at, 0), words: (0, 0) };
            let why = "a heading whose text is missing".into();
            self.doubt_at(criterion.id.clone(), criterion.elements[e].id.clone(), &seen, why);
        }
    }

    /// Definitions that point to laws: read where the law is here, open where it is not.
    pub(super) fn definitions_elsewhere(&mut self, owned: &[Owned<'_>]) {
        let mut found = Vec::new();
        for place in passages::definitions(self.texts) {
            let sentence = &self.texts.sections[place.0].sentences[place.1];
            if !sentence.defines.as_ref().is_some_and(|d| d.elsewhere) {
                continue;
            }
            for (i, one) in owned.iter().enumerate().filter(|(_, o)| o.rule.defines(sentence)) {
                let passages = &one.rule.detect.passages;
                let inside = |p: &String| self.members.get(p).is_some_and(|m| m.places.contains(&place));
                let law = self.texts.sections[place.0].law;
                let home = |p: &String| self.members.get(p).is_some_and(|m| m.laws.contains(&law));
                let law_of = &one.rule.detect.law_of;
                let at_home = law_of.is_empty() || law_of.iter().any(home);
                if at_home && (passages.is_empty() || passages.iter().any(inside)) {
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
        let terms = passages::terms(texts, place);
        let home = section.law;
        passages::definitions(texts)
            .filter(move |p| {
                texts.sections[p.0].law != home && passages::terms(texts, *p).iter().any(|t| terms.contains(t))
            })
            .filter(move |p| named(texts.sections[p.0].law))
    }
}
