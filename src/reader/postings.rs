//! Where each pattern stands: sections by pattern, so that a rule looks only where its words are.

use std::ops::Range;

use super::layout::Section;
use super::table::PhraseId;

/// Sections by pattern.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// By pattern: sections with it in a sentence, in order.
    text: Vec<Vec<usize>>,
    /// By pattern: laws with it in a sentence or heading, in order.
    laws: Vec<Vec<usize>>,
}

impl Postings {
    /// Notes where each of `patterns` patterns stands.
    pub(super) fn new(sections: &[Section<'_>], patterns: usize) -> Self {
        let mut postings = Self { text: vec![Vec::new(); patterns], laws: vec![Vec::new(); patterns] };
        let push = |list: &mut Vec<Vec<usize>>, phrase: PhraseId, at: usize| {
            if let Some(list) = list.get_mut(phrase as usize)
                && list.last() != Some(&at)
            {
                list.push(at);
            }
        };
        for (at, section) in sections.iter().enumerate() {
            for phrase in section.sentences.iter().flat_map(super::layout::Sentence::phrases) {
                push(&mut postings.text, phrase, at);
                push(&mut postings.laws, phrase, section.law);
            }
            for phrase in &section.heading_hits {
                push(&mut postings.laws, *phrase, section.law);
            }
        }
        postings
    }

    /// The sections in which one of the patterns stands, in order.
    pub(super) fn sections(&self, group: &[PhraseId]) -> Vec<usize> {
        let mut all: Vec<usize> = group.iter().filter_map(|p| self.text.get(*p as usize)).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Does one of the patterns stand in the law, headings included?
    pub(super) fn in_law(&self, group: &[PhraseId], law: usize) -> bool {
        group.iter().filter_map(|p| self.laws.get(*p as usize)).any(|laws| laws.binary_search(&law).is_ok())
    }

    /// Does one of the patterns stand in a sentence anywhere?
    pub(super) fn anywhere(&self, group: &[PhraseId]) -> bool {
        group.iter().filter_map(|p| self.text.get(*p as usize)).any(|s| !s.is_empty())
    }

    /// Does one of the patterns stand in a sentence of these sections?
    pub(super) fn among(&self, group: &[PhraseId], sections: &Range<usize>) -> bool {
        let first =
            |s: &Vec<usize>| s.get(s.partition_point(|i| *i < sections.start)).is_some_and(|i| *i < sections.end);
        group.iter().filter_map(|p| self.text.get(*p as usize)).any(first)
    }
}
