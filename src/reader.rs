//! Machine reading: which elements of a rubric a legal text holds, where, and what is doubtful.
//!
//! Everything that is looked for is data of the rubric; here are only the means: words, sentences, sections,
//! definitions, references, denials, penalty clauses.

mod best;
mod common;
mod cut;
mod defined;
mod layout;
mod open;
mod passages;
mod penalty;
mod pinpoint;
mod postings;
mod quality;
mod refs;
mod rules;
mod run;
mod sentences;
mod table;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::law::Instrument;
use crate::law::id::{Eid, ProvisionRef};
use crate::rubric::Rubric;
use crate::rubric::language::Language;
use common::Common;
use layout::Section;
use passages::PassagePhrases;
use rules::{Rule, Texts};
use run::{Owned, Run, Sights};
use table::Table;
use words::Words;

pub use pinpoint::plain;
pub use quality::unreadable;

/// An element seen in a provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Criterion of the rubric.
    pub criterion: String,
    /// Element of the criterion.
    pub element: String,
    /// The provision.
    pub at: ProvisionRef,
    /// The deepest item of the provision in which the words stand; the provision itself where they stand in none.
    pub pinpoint: Eid,
    /// Bytes of the provision's text that decide; always on character boundaries.
    pub quote: Range<usize>,
    /// Why it counts, in one line.
    pub why: String,
}

/// Something that the reader saw and cannot settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Criterion of the rubric.
    pub criterion: String,
    /// The element that is open because of it; empty where the whole criterion is meant.
    pub element: String,
    /// The provision.
    pub at: ProvisionRef,
    /// The deepest item of the provision in which the words stand; the provision itself where they stand in none.
    pub pinpoint: Eid,
    /// What is unsure, in one line.
    pub why: String,
}

/// What the reader made of a set of texts.
#[derive(Clone, Debug, Default)]
pub struct MachineReading {
    /// Elements seen.
    pub sightings: Vec<Sighting>,
    /// What it is unsure of.
    pub doubts: Vec<Doubt>,
    /// By criterion: the terms that were looked for.
    pub searched: BTreeMap<String, Vec<String>>,
}

/// Reads the instruments together (definitions and references are resolved among them).
/// The caller decides which instruments are law in force, and asks [`unreadable`] first.
pub fn read(rubric: &Rubric, instruments: &[&Instrument]) -> MachineReading {
    let mut laws: Vec<&Instrument> = instruments.to_vec();
    laws.sort_by(|a, b| (&a.id, &a.short_name, &a.title).cmp(&(&b.id, &b.short_name, &b.title)));
    let mut reading = MachineReading::default();
    for (lang, language) in &rubric.reading.languages {
        let mine: Vec<&Instrument> = laws.iter().copied().filter(|i| i.language == *lang).collect();
        if !mine.is_empty() {
            read_language(rubric, lang, language, mine, &mut reading);
        }
    }
    for criterion in &rubric.criteria {
        let langs: BTreeSet<&str> = laws.iter().map(|l| l.language.as_str()).collect();
        let terms = criterion.elements.iter().flat_map(|e| [&e.terms, &e.leads]);
        let terms = terms.flatten().filter(|(lang, _)| langs.contains(lang.as_str())).flat_map(|(_, t)| t.clone());
        reading.searched.insert(criterion.id.clone(), terms.collect::<BTreeSet<String>>().into_iter().collect());
    }
    best::settle(rubric, &laws, &mut reading);
    reading
}

fn read_language(
    rubric: &Rubric,
    lang: &str,
    language: &Language,
    laws: Vec<&Instrument>,
    reading: &mut MachineReading,
) {
    let mut table = Table::default();
    let common = Common::new(language, &mut table);
    let passages: Vec<_> = rubric.reading.passages.iter().filter(|p| p.lang == lang).collect();
    let passages: Vec<_> = passages.into_iter().map(|p| (p, PassagePhrases::new(p, &mut table))).collect();
    let mut owned = Vec::new();
    for (c, criterion) in rubric.criteria.iter().enumerate() {
        for (e, element) in criterion.elements.iter().enumerate() {
            for detect in element.detects.iter().filter(|d| d.lang == lang) {
                owned.push(Owned { criterion: c, element: e, rule: Rule::new(detect, &mut table) });
            }
        }
    }
    let texts = lay_out(laws, &mut table, common, language);
    let members = passages::membership(&texts, &passages);
    let mut run = Run {
        rubric,
        texts: &texts,
        members: &members,
        sights: Sights::new(),
        reading,
        paths: std::cell::RefCell::default(),
    };
    run.all(&owned, lang);
}

/// Cuts all texts into sections and sentences with everything found in them.
fn lay_out<'a>(laws: Vec<&'a Instrument>, table: &mut Table, mut common: Common, language: &Language) -> Texts<'a> {
    let mut words = Words::with(&language.words.elisions);
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut titles = Vec::new();
    for (i, law) in laws.iter().enumerate() {
        sections.extend(layout::sections(i, law, &mut words));
        let mut tokens = Vec::new();
        words.cut(&law.title, 0, &mut tokens);
        titles.push(tokens);
    }
    table.learn(&words);
    common.grammar.learn(&words);
    // What one of these laws puts into another of them is read there.
    let changes_another = |law: &Instrument| {
        laws.iter().any(|other| other.id != law.id && law.amends.iter().any(|a| *a == *other.id.as_str()))
    };
    let inserts: Vec<bool> = laws.iter().map(|law| !changes_another(law)).collect();
    for section in &mut sections {
        section.read(&words, table, &common, inserts[section.law]);
    }
    let title_words = titles.iter().map(|tokens| tokens.iter().map(|t| t.word).collect()).collect();
    let titles = titles.iter().map(|tokens| {
        let mut hits = Vec::new();
        table.find(tokens, |phrase, _| hits.push(phrase));
        hits
    });
    let numbers = refs::Numbers::new(&sections);
    let postings = postings::Postings::new(&sections, table.len());
    Texts { titles: titles.collect(), laws, sections, words, common, title_words, numbers, postings }
}
