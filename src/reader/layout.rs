//! The layout of a text: sections, their sentences, where each stands, and what each defines.

use std::collections::HashMap;
use std::ops::Range;

use super::words::{PhraseId, Table, Token, Words};
use crate::law::{Instrument, Provision};
use crate::rubric::detect::{Group, Language, Place};

/// Patterns of a group, by number.
pub(super) type Phrases = Vec<PhraseId>;

/// A section or article with everything under it, read as one text.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// The instrument, by number.
    pub(super) law: usize,
    /// Its provisions in order.
    pub(super) parts: Vec<&'a Provision>,
    /// Number as printed or as in the identifier.
    pub(super) number: String,
    /// By provision: the terms that it defines as a whole.
    part_terms: Vec<Vec<Vec<Token>>>,
    /// Words of the headings.
    pub(super) heading: Vec<Token>,
    /// Patterns in the headings.
    pub(super) heading_hits: Vec<PhraseId>,
    /// Words of the text.
    pub(super) tokens: Vec<Token>,
    /// Sentences in order.
    pub(super) sentences: Vec<Sentence>,
}

/// One sentence with its paragraphs.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its words.
    pub(super) range: Range<usize>,
    /// Where it stands.
    pub(super) place: Place,
    /// Patterns in it; ranges count words of the section.
    pub(super) hits: HashMap<PhraseId, Vec<Range<usize>>>,
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

/// The phrases of a language that are not of any element.
#[derive(Debug, Default)]
pub(super) struct Common {
    defines: Phrases,
    elsewhere: Phrases,
    amends: Phrases,
    objects: Phrases,
    recitals: Phrases,
    pub(super) denies: Phrases,
    pub(super) denies_next: Phrases,
    pub(super) denies_after: Phrases,
    pub(super) commences: Phrases,
    pub(super) lapses: Phrases,
}

impl Common {
    /// Enters the phrases of a language into a table.
    pub(super) fn new(language: &Language, table: &mut Table) -> Self {
        let mut add = |group: &Group| group.iter().map(|p| table.add(p)).collect();
        Self {
            defines: add(&language.defines),
            elsewhere: add(&language.elsewhere),
            amends: add(&language.amends),
            objects: add(&language.objects),
            recitals: add(&language.recitals),
            denies: add(&language.denies),
            denies_next: add(&language.denies_next),
            denies_after: add(&language.denies_after),
            commences: add(&language.commences),
            lapses: add(&language.lapses),
        }
    }
}

impl Sentence {
    /// The first place where one of the phrases stands.
    pub(super) fn first(&self, phrases: &[PhraseId]) -> Option<Range<usize>> {
        self.all(phrases).min_by_key(|r| (r.start, r.end))
    }

    /// Every place where one of the phrases stands.
    pub(super) fn all<'s>(&'s self, phrases: &'s [PhraseId]) -> impl Iterator<Item = Range<usize>> + 's {
        phrases.iter().filter_map(|p| self.hits.get(p)).flatten().cloned()
    }

    /// Does one of the phrases stand here?
    pub(super) fn has(&self, phrases: &[PhraseId]) -> bool {
        phrases.iter().any(|p| self.hits.contains_key(p))
    }
}

/// Cuts an instrument into sections; sentences come with [`Section::read`].
pub(super) fn sections<'a>(law: usize, instrument: &'a Instrument, words: &mut Words) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut tops: HashMap<&str, usize> = HashMap::new();
    for provision in &instrument.provisions {
        let top = provision.eid.top();
        let at = *tops.entry(top).or_insert_with(|| {
            let number = top.split_once('_').map_or("", |(_, n)| n).to_ascii_lowercase();
            sections.push(Section {
                law,
                parts: Vec::new(),
                part_terms: Vec::new(),
                number,
                heading: Vec::new(),
                heading_hits: Vec::new(),
                tokens: Vec::new(),
                sentences: Vec::new(),
            });
            sections.len() - 1
        });
        let section = &mut sections[at];
        words.cut(&provision.heading, section.parts.len(), &mut section.heading);
        let first = section.tokens.len();
        let goes_on = !section.parts.is_empty() && is_paragraph(provision) && !ends_sentence(section);
        words.cut(&provision.text, section.parts.len(), &mut section.tokens);
        if goes_on && let Some(token) = section.tokens.get_mut(first) {
            token.before.stop = false;
        }
        section.part_terms.push(defined_terms(provision, words));
        section.parts.push(provision);
    }
    sections
}

/// The terms that a provision as a whole defines: as its facts say, or because its identifier makes it a definition.
fn defined_terms(provision: &Provision, words: &mut Words) -> Vec<Vec<Token>> {
    let last = provision.eid.as_str().rsplit("__").next().unwrap_or_default();
    let mut terms: Vec<String> = Vec::new();
    if let Some(term) = last.strip_prefix("def_") {
        terms.push(term.replace(['-', '_'], " "));
        terms.extend(provision.facts.defines.iter().cloned());
    }
    let cut = terms.iter().map(|term| {
        let mut tokens = Vec::new();
        words.cut(term, 0, &mut tokens);
        tokens
    });
    cut.filter(|t| !t.is_empty()).collect()
}

/// Does the provision stand below the level of subsections?
fn is_paragraph(provision: &Provision) -> bool {
    let last = provision.eid.as_str().rsplit("__").next().unwrap_or_default();
    ["para_", "subpara_", "point_", "cl_", "item_"].iter().any(|s| last.starts_with(s))
}

fn ends_sentence(section: &Section<'_>) -> bool {
    section.parts.last().is_some_and(|p| p.text.trim_end().ends_with(['.', '?', '!']))
}

impl Section<'_> {
    /// Finds sentences, patterns, places and definitions.
    pub(super) fn read(&mut self, words: &Words, table: &Table, common: &Common) {
        let mut hits = Vec::new();
        table.find(&self.heading, |phrase, _| hits.push(phrase));
        hits.sort_unstable();
        hits.dedup();
        self.heading_hits = hits;
        let has = |phrases: &[PhraseId], hits: &[PhraseId]| phrases.iter().any(|p| hits.contains(p));
        let eid = self.parts.first().map_or("", |p| p.eid.as_str());
        let whole = if eid.starts_with("preamble") {
            Some(Place::Preamble)
        } else if eid.split("__").any(|s| s.starts_with("sched")) {
            Some(Place::Schedule)
        } else if has(&common.objects, &self.heading_hits) {
            Some(Place::Objects)
        } else {
            None
        };
        for range in self.cut_sentences(words) {
            let mut sentence =
                Sentence { range: range.clone(), place: Place::Body, hits: HashMap::new(), defines: None };
            table.find(&self.tokens[range.clone()], |phrase, at| {
                sentence.hits.entry(phrase).or_default().push(at.start + range.start..at.end + range.start);
            });
            sentence.place = whole.unwrap_or_else(|| {
                let by = |phrases: &Phrases| sentence.has(phrases);
                match () {
                    () if by(&common.amends) => Place::Amendment,
                    () if by(&common.recitals) => Place::Preamble,
                    () if by(&common.objects) => Place::Objects,
                    () => Place::Body,
                }
            });
            sentence.defines = self.definition(&sentence, words, table, common);
            self.sentences.push(sentence);
        }
        // What an amending sentence inserts is no law of this instrument.
        let mut amending = false;
        for sentence in &mut self.sentences {
            amending |= sentence.place == Place::Amendment;
            if amending && sentence.place == Place::Body {
                sentence.place = Place::Amendment;
            }
        }
    }

    fn cut_sentences(&self, words: &Words) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let mut start = 0;
        for i in 1..self.tokens.len() {
            if self.begins(i, words) {
                all.push(start..i);
                start = i;
            }
        }
        if start < self.tokens.len() {
            all.push(start..self.tokens.len());
        }
        all
    }

    fn begins(&self, i: usize, words: &Words) -> bool {
        let (last, token) = (&self.tokens[i - 1], &self.tokens[i]);
        let mark = token.before;
        let word = words.text(token.word);
        let numbered = word.starts_with('(') && word[1..].starts_with(|c: char| c.is_ascii_digit());
        let next_is_big = self.tokens.get(i + 1).is_some_and(|t| self.is_big(t));
        if numbered {
            return next_is_big && (mark.stop || mark.line || mark.semicolon || mark.colon);
        }
        if mark.quote && (mark.semicolon || mark.stop || (mark.line && (mark.comma || mark.colon))) {
            return true;
        }
        let big = self.is_big(token) || (mark.quote && mark.stop);
        let before = words.text(last.word);
        let abbreviation =
            ["s", "ss", "no", "nos", "cap", "chap", "para", "art", "arts", "v", "p", "vol", "sch", "reg"];
        let stop = mark.stop && !abbreviation.contains(&before) && !(before.len() == 1 && self.is_big(last));
        stop && (big || token.part != last.part && !word.starts_with('('))
    }

    fn is_big(&self, token: &Token) -> bool {
        let text = self.parts.get(token.part).map_or("", |p| p.text.as_str());
        text.get(token.bytes.start..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
    }

    fn definition(&self, sentence: &Sentence, words: &Words, table: &Table, common: &Common) -> Option<Definition> {
        let elsewhere = sentence.has(&common.elsewhere);
        let define = |terms: &[&[Token]]| {
            let mut hits = Vec::new();
            for term in terms {
                table.find(term, |phrase, _| hits.push(phrase));
            }
            let terms = terms.iter().map(|t| t.iter().map(|t| t.word).collect()).collect();
            Definition { terms, hits, elsewhere }
        };
        let part = self.tokens.get(sentence.range.start).map_or(0, |t| t.part);
        if let Some(terms) = self.part_terms.get(part).filter(|t| !t.is_empty()) {
            return Some(define(&terms.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        }
        let says = sentence.first(&common.defines)?;
        let from = sentence.range.start;
        let near = says.start.saturating_sub(8).max(from);
        let quoted = (near..says.start).find(|i| self.tokens[*i].before.quote);
        let start = quoted.unwrap_or_else(|| {
            let mut start = (from..says.start).rev().find(|i| self.tokens[*i].before.comma).unwrap_or(from);
            while start < says.start {
                let word = words.text(self.tokens[start].word);
                let idle = ["the", "a", "an", "term", "expression", "word"].contains(&word) || word.starts_with('(');
                if !idle {
                    break;
                }
                start += 1;
            }
            start
        });
        let long = if quoted.is_some() { 8 } else { 4 };
        let term = start..says.start;
        (!term.is_empty() && term.len() <= long).then(|| define(&[&self.tokens[term]]))
    }
}
