//! The layout of a text: sections, their sentences, and where each stands.

use std::collections::HashMap;
use std::ops::Range;

use super::common::{Common, Grammar};
use super::cut::{Block, Cut};
use super::refs::{self, Reference};
use super::table::{PhraseId, Table};
use super::words::{Token, Words};
use super::{defined, sentences};
use crate::law::words::Status;
use crate::law::{Instrument, Provision};
use crate::rubric::detect::Place;

/// Most words of a provision that only says that it is repealed.
const LONGEST_REPEAL: usize = 40;
/// Fewest words of law behind an editorial note that stands before it.
const SHORTEST_LAW: usize = 8;

/// A section or article with everything under it, read as one text.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// The instrument, by number.
    pub(super) law: usize,
    /// Its provisions in order.
    pub(super) parts: Vec<&'a Provision>,
    /// The identifier of the section, such as `art_225-4-1`.
    pub(super) top: &'a str,
    /// By provision: the terms that it defines as a whole.
    pub(super) part_terms: Vec<Vec<Vec<Token>>>,
    /// Words of the headings.
    pub(super) heading: Vec<Token>,
    /// Patterns in the headings.
    pub(super) heading_hits: Vec<PhraseId>,
    /// Words of the text, without editorial notes.
    pub(super) tokens: Vec<Token>,
    /// Its paragraphs and items.
    pub(super) blocks: Vec<Block>,
    /// Sentences in order.
    pub(super) sentences: Vec<Sentence>,
    /// References to sections.
    pub(super) refs: Vec<Reference>,
    /// Nothing of it is left: it is repealed.
    pub(super) repealed: bool,
    asides: Vec<Range<usize>>,
}

/// One sentence with its paragraphs.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its words.
    pub(super) range: Range<usize>,
    /// Where it stands.
    pub(super) place: Place,
    /// The words of the amending sentence that puts it into another instrument.
    pub(super) inserted_by: Option<Range<usize>>,
    /// Patterns in it and in the words that lead into it from afar, in order of their numbers; ranges count words of the section.
    hits: Vec<(PhraseId, u32, u32)>,
    /// What it defines.
    pub(super) defines: Option<Definition>,
}

/// A definition.
#[derive(Debug)]
pub(super) struct Definition {
    /// The words of each term.
    pub(super) terms: Vec<Vec<u32>>,
    /// Patterns in the terms.
    pub(super) hits: Vec<PhraseId>,
    /// It sends the reader to another law.
    pub(super) elsewhere: bool,
}

impl Sentence {
    /// The last place where one of the phrases begins.
    pub(super) fn last(&self, phrases: &[PhraseId]) -> Option<usize> {
        self.all(phrases).map(|r| r.start).max()
    }

    /// Every place where one of the phrases stands.
    pub(super) fn all<'s>(&'s self, phrases: &'s [PhraseId]) -> impl Iterator<Item = Range<usize>> + 's {
        phrases.iter().flat_map(|p| self.of(*p)).map(|(_, start, end)| *start as usize..*end as usize)
    }

    /// Does one of the phrases stand here?
    pub(super) fn has(&self, phrases: &[PhraseId]) -> bool {
        phrases.iter().any(|p| !self.of(*p).is_empty())
    }

    /// Every pattern in it, once.
    pub(super) fn phrases(&self) -> impl Iterator<Item = PhraseId> + '_ {
        self.hits.chunk_by(|a, b| a.0 == b.0).filter_map(|c| c.first()).map(|h| h.0)
    }

    fn of(&self, phrase: PhraseId) -> &[(PhraseId, u32, u32)] {
        let from = self.hits.partition_point(|h| h.0 < phrase);
        let rest = &self.hits[from..];
        &rest[..rest.partition_point(|h| h.0 == phrase)]
    }
}

/// Cuts an instrument into sections; sentences come with [`Section::read`].
pub(super) fn sections<'a>(law: usize, instrument: &'a Instrument, words: &mut Words) -> Vec<Section<'a>> {
    let mut sections: Vec<(Section<'a>, Cut)> = Vec::new();
    let mut tops: HashMap<&str, usize> = HashMap::new();
    // What is repealed takes with it what lies under it.
    let mut repealed: Option<&str> = None;
    for provision in &instrument.provisions {
        let eid = provision.eid.as_str();
        let gone = matches!(provision.facts.status, Some(Status::Repealed | Status::Suspended | Status::NotCommenced))
            || repealed.is_some_and(|r| eid.strip_prefix(r).is_some_and(|rest| rest.starts_with("__")));
        if gone && repealed.is_none_or(|r| !eid.starts_with(r)) {
            repealed = Some(eid);
        }
        let top = provision.eid.top();
        let at = *tops.entry(top).or_insert_with(|| {
            sections.push((Section::new(law, top), Cut::default()));
            sections.len() - 1
        });
        let (section, cut) = &mut sections[at];
        words.cut(&provision.heading, section.parts.len(), &mut section.heading);
        if gone {
            section.repealed = true;
        } else {
            cut.add(&provision.text, section.parts.len(), depth(eid), words);
        }
        section.part_terms.push(defined::of_provision(provision, words));
        section.parts.push(provision);
    }
    let finish = |(mut section, cut): (Section<'a>, Cut)| {
        (section.tokens, section.blocks, section.asides) = (cut.tokens, cut.blocks, cut.asides);
        section
    };
    sections.into_iter().map(finish).collect()
}

/// How many items deep a provision stands in its section.
fn depth(eid: &str) -> usize {
    let below = ["para_", "subpara_", "point_", "cl_", "item_"];
    eid.split("__").skip(1).filter(|step| below.iter().any(|s| step.starts_with(s))).count()
}

impl<'a> Section<'a> {
    fn new(law: usize, top: &'a str) -> Self {
        Self {
            law,
            parts: Vec::new(),
            top,
            part_terms: Vec::new(),
            heading: Vec::new(),
            heading_hits: Vec::new(),
            tokens: Vec::new(),
            blocks: Vec::new(),
            sentences: Vec::new(),
            refs: Vec::new(),
            repealed: false,
            asides: Vec::new(),
        }
    }

    /// Finds sentences, patterns, places, definitions and references. `inserts`: what the section puts into another
    /// instrument is read here.
    pub(super) fn read(&mut self, words: &Words, table: &Table, common: &Common, inserts: bool) {
        self.without_notes(words, &common.grammar);
        let mut hits = Vec::new();
        table.find(&self.heading, |phrase, _| hits.push(phrase));
        hits.sort_unstable();
        hits.dedup();
        self.heading_hits = hits;
        let glossary = defined::glossary(self, &common.grammar);
        for (lead, range) in sentences::cut(self, words, &common.grammar, &glossary) {
            let mut hits = Vec::new();
            for range in [lead, range.clone()] {
                let from = u32::try_from(range.start).unwrap_or(u32::MAX);
                table.find(&self.tokens[range], |phrase, at| {
                    let end = |i: usize| from + u32::try_from(i).unwrap_or_default();
                    hits.push((phrase, end(at.start), end(at.end)));
                });
            }
            hits.sort_unstable();
            let mut sentence = Sentence { range, place: Place::Body, inserted_by: None, hits, defines: None };
            sentence.defines = defined::by(self, &sentence, words, (table, common), &glossary);
            self.sentences.push(sentence);
        }
        sentences::place(self, common, inserts);
        self.refs = refs::find(&self.tokens, words, &common.grammar);
    }

    /// Takes out editorial notes, and provisions that only say that they are repealed.
    fn without_notes(&mut self, words: &Words, grammar: &Grammar) {
        let begins = |phrases: &[PhraseId], range: &Range<usize>| {
            let tokens = &self.tokens[range.clone()];
            let mut found = false;
            for at in 0..tokens.len().min(2) {
                grammar.table.find_at(tokens, at, &mut |phrase, _| found |= phrases.contains(&phrase));
            }
            found
        };
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut left = false;
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        for run in self.tokens.chunk_by(|a, b| a.part == b.part) {
            runs.push(start..start + run.len());
            start += run.len();
        }
        for run in &runs {
            if run.len() <= LONGEST_REPEAL && begins(&grammar.repealed, run) {
                out.push(run.clone());
            } else {
                left = true;
            }
        }
        let heading_says = {
            let mut found = false;
            grammar.table.find(&self.heading, |phrase, _| found |= grammar.repealed.contains(&phrase));
            found
        };
        self.repealed = !left && (self.repealed || !out.is_empty() || (heading_says && self.tokens.is_empty()));
        out.extend(self.asides.iter().filter(|a| begins(&grammar.notes, a)).cloned());
        let mut start = 0;
        let mut part = None;
        for block in self.tokens.chunk_by(|a, b| a.block == b.block) {
            let range = start..start + block.len();
            start = range.end;
            let opens = part.replace(block[0].part) != Some(block[0].part);
            if range.len() <= LONGEST_REPEAL * 2 && begins(&grammar.notes, &range) {
                // `Modified by art. 4, Act 5 of 2014. Whoever …`: a note before the law takes its own sentences alone.
                let law = if opens { self.behind_note(&range, words, grammar, &begins) } else { None };
                out.push(range.start..law.unwrap_or(range.end));
            }
        }
        let mut cut = Cut {
            tokens: std::mem::take(&mut self.tokens),
            blocks: std::mem::take(&mut self.blocks),
            asides: Vec::new(),
        };
        cut.settle(&out);
        (self.tokens, self.blocks) = (cut.tokens, cut.blocks);
        self.asides = Vec::new();
    }

    /// Where law begins in a paragraph that opens with an editorial note: at its first sentence that is none.
    fn behind_note(
        &self,
        block: &Range<usize>,
        words: &Words,
        grammar: &Grammar,
        begins: &impl Fn(&[PhraseId], &Range<usize>) -> bool,
    ) -> Option<usize> {
        (block.start + 1..block.end.saturating_sub(SHORTEST_LAW))
            .find(|i| sentences::begins(self, *i, words, grammar) && !begins(&grammar.notes, &(*i..block.end)))
    }

    /// Does the word begin with a capital?
    pub(super) fn is_big(&self, token: &Token) -> bool {
        let text = self.parts.get(token.part).map_or("", |p| p.text.as_str());
        text.get(token.bytes.start..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
    }
}
