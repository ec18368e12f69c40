//! Machine reading: which elements of a rubric a legal text holds, where, and what is doubtful.
//!
//! Everything that is looked for is data of the rubric; here are only the means: words, sentences, sections,
//! definitions, references, denials, penalty clauses.

mod layout;
mod penalty;
mod quality;
mod rules;
mod run;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::law::Instrument;
use crate::law::id::ProvisionRef;
use crate::rubric::Rubric;
use crate::rubric::detect::Language;
use layout::{Common, Section};
use rules::{PassagePhrases, Rule, Texts};
use run::{Owned, Run, Sights};
use words::{Table, Words};

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
    settle(rubric, &laws, &mut reading);
    reading
}

/// Puts what was found into the order of the rubric and of the texts, each element once a provision.
fn settle(rubric: &Rubric, laws: &[&Instrument], reading: &mut MachineReading) {
    let element_order: BTreeMap<(&str, &str), usize> = rubric
        .criteria
        .iter()
        .flat_map(|c| c.elements.iter().map(|e| (c.id.as_str(), e.id.as_str())))
        .enumerate()
        .map(|(i, key)| (key, i))
        .collect();
    let mut provision_order: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for law in laws {
        for provision in &law.provisions {
            let next = provision_order.len();
            provision_order.entry((law.id.as_str(), provision.eid.as_str())).or_insert(next);
        }
    }
    let place = |at: &ProvisionRef| provision_order.get(&(at.instrument.as_str(), at.eid.as_str())).copied();
    let element = |c: &str, e: &str| element_order.get(&(c, e)).copied();
    reading.sightings.sort_by_key(|s| (element(&s.criterion, &s.element), place(&s.at), s.quote.start, s.quote.end));
    reading.sightings.dedup_by(|b, a| (&a.criterion, &a.element, &a.at) == (&b.criterion, &b.element, &b.at));
    let order = |d: &Doubt| (element(&d.criterion, &d.element), place(&d.at), d.criterion.clone(), d.why.clone());
    reading.doubts.sort_by_key(order);
    reading.doubts.dedup();
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
    let texts = lay_out(laws, &mut table, common);
    let members = rules::membership(&texts, &passages);
    let mut run = Run { rubric, texts: &texts, members: &members, sights: Sights::new(), reading };
    run.all(&owned, lang);
}

/// Cuts all texts into sections and sentences with everything found in them.
fn lay_out<'a>(laws: Vec<&'a Instrument>, table: &mut Table, common: Common) -> Texts<'a> {
    let mut words = Words::default();
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut titles = Vec::new();
    for (i, law) in laws.iter().enumerate() {
        sections.extend(layout::sections(i, law, &mut words));
        let mut tokens = Vec::new();
        words.cut(&law.title, 0, &mut tokens);
        titles.push(tokens);
    }
    table.learn(&words);
    for section in &mut sections {
        section.read(&words, table, &common);
    }
    let titles = titles.iter().map(|tokens| {
        let mut hits = Vec::new();
        table.find(tokens, |phrase, _| hits.push(phrase));
        hits
    });
    Texts { titles: titles.collect(), laws, sections, words, common }
}
