//! The search record: what was read for a criterion, and which terms were looked for there in vain.

use std::collections::HashMap;

use serde::Serialize;

use super::Finding;
use crate::law::Instrument;
use crate::law::date::PartialDate;
use crate::law::id::{Eid, InstrumentId};
use crate::law::state::Jurisdiction;
use crate::rubric::Criterion;

/// One instrument that was read for a criterion.
#[derive(Clone, Debug, Serialize)]
pub struct Searched {
    /// Instrument, or none for a search outside the collection.
    pub instrument: Option<InstrumentId>,
    /// Its title, or the words of the search.
    pub title: String,
    /// The date for which it speaks, or of the search.
    pub as_of: Option<PartialDate>,
    /// Read in full?
    pub complete: bool,
    /// Terms that were looked for in it and not found.
    pub empty_queries: Vec<String>,
    /// Provisions that hold a term and still do not answer.
    pub nearest: Vec<Eid>,
    /// For a search outside the collection: what came of it.
    pub result: String,
}

/// Provisions named as nearest misses, at most.
const NEAREST: usize = 3;

/// Builds the record for a finding that is not met.
pub(super) fn searched(
    state: &Jurisdiction,
    criterion: &Criterion,
    finding: &Finding,
    searchable: &[Searchable<'_>],
) -> Vec<Searched> {
    let language_terms = |language: &str| -> Vec<String> {
        let missing = criterion.elements.iter().filter(|e| finding.missing.contains(&e.id));
        missing
            .flat_map(|e| e.terms.get(language).into_iter().chain(e.leads.get(language)).flatten().cloned())
            .collect()
    };
    let mut out = Vec::new();
    for one in searchable.iter().filter(|s| s.instrument.families.iter().any(|f| criterion.families.contains(f))) {
        let instrument = one.instrument;
        let mut empty_queries = Vec::new();
        let mut nearest: Vec<Eid> = Vec::new();
        for term in language_terms(&instrument.language) {
            let hits = one.hits(&term);
            if hits.is_empty() {
                empty_queries.push(term);
            }
            for eid in hits {
                if nearest.len() < NEAREST && !nearest.contains(eid) {
                    nearest.push(eid.clone());
                }
            }
        }
        out.push(Searched {
            instrument: Some(instrument.id.clone()),
            title: instrument.citation(),
            as_of: Some(instrument.as_of),
            complete: instrument.complete,
            empty_queries,
            nearest,
            result: String::new(),
        });
    }
    for search in state.searches.iter().filter(|s| s.criteria.contains(&criterion.id)) {
        out.push(Searched {
            instrument: None,
            title: search.query.clone(),
            as_of: search.date,
            complete: false,
            empty_queries: Vec::new(),
            nearest: Vec::new(),
            result: search.found.clone(),
        });
    }
    out
}

/// An instrument made ready for the search for terms.
pub(super) struct Searchable<'c> {
    instrument: &'c Instrument,
    /// Heading and text of each provision, in the form of [`normal`].
    texts: Vec<String>,
    by_word: HashMap<String, Vec<usize>>,
}

impl<'c> Searchable<'c> {
    pub(super) fn new(instrument: &'c Instrument) -> Self {
        let texts: Vec<String> =
            instrument.provisions.iter().map(|p| normal(&format!("{} {}", p.heading, p.text))).collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, text) in texts.iter().enumerate() {
            for word in text.split_whitespace() {
                match by_word.get_mut(word) {
                    Some(list) if list.last() == Some(&i) => {}
                    Some(list) => list.push(i),
                    None => {
                        by_word.insert(word.to_string(), vec![i]);
                    }
                }
            }
        }
        Self { instrument, texts, by_word }
    }

    /// The provisions that hold a term, in order.
    fn hits(&self, term: &str) -> Vec<&'c Eid> {
        let wanted = normal(term);
        let words = wanted.split_whitespace().map(|w| self.by_word.get(w).map_or(&[][..], Vec::as_slice));
        // Only the provisions with its rarest word can hold it.
        let Some(rarest) = words.min_by_key(|list| list.len()) else { return Vec::new() };
        let held = rarest.iter().filter(|i| self.texts[**i].contains(&wanted));
        held.filter_map(|i| self.instrument.provisions.get(*i)).map(|p| &p.eid).collect()
    }
}

/// Lower case, words joined by single spaces, with a space at both ends so that only whole words match.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!(" {} ", words.join(" "))
}
