//! What the engine is asked: a query that finds at least every provision that can meet the tree, scored by its words.

use std::collections::BTreeSet;

use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, TantivyError, Term};

use super::Index;
use super::postings::keys_beginning_with;
use crate::query::{self, Filter, Node, Region, Word};

impl Index {
    /// A query that finds at least every provision that meets the node, with scores by how well its words fit.
    pub(super) fn candidate_query(&self, node: &Node, region: Region) -> Result<Box<dyn Query>, TantivyError> {
        let all = || -> Box<dyn Query> { Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0)) };
        Ok(match node {
            Node::All | Node::Not(_) | Node::Cite(_) => all(),
            Node::Word(word) => self.word_query(word, region)?,
            Node::Phrase(words) | Node::Loose(words, _) => {
                let parts = words.iter().map(|w| self.word_query(w, region)).collect::<Result<Vec<_>, _>>()?;
                join(parts, Occur::Must)
            }
            Node::Near { left, right, .. } => {
                join(vec![self.candidate_query(left, region)?, self.candidate_query(right, region)?], Occur::Must)
            }
            Node::And(nodes) => {
                let narrowing = nodes.iter().filter(|n| !matches!(n, Node::All | Node::Not(_) | Node::Cite(_)));
                let parts = narrowing.map(|n| self.candidate_query(n, region)).collect::<Result<Vec<_>, _>>()?;
                if parts.is_empty() { all() } else { join(parts, Occur::Must) }
            }
            Node::Or(nodes) => {
                let parts = nodes.iter().map(|n| self.candidate_query(n, region)).collect::<Result<Vec<_>, _>>()?;
                join(parts, Occur::Should)
            }
            Node::Within(region, node) => self.candidate_query(node, *region)?,
            Node::Filter(filter) => self.filter_query(filter).unwrap_or_else(all),
        })
    }

    fn filter_query(&self, filter: &Filter) -> Option<Box<dyn Query>> {
        let fields = &self.fields;
        let (field, list) = match filter {
            Filter::State(list) => (fields.state, list),
            Filter::Kind(list) => (fields.kind, list),
            Filter::Grade(list) => (fields.grade, list),
            Filter::Criterion(list) => (fields.criterion, list),
            Filter::Language(list) => (fields.language, list),
            Filter::Years(..) => return None,
        };
        let terms = list.iter().map(|value| Term::from_field_text(field, &value.to_ascii_lowercase()));
        Some(Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0)))
    }

    /// Every field in which a word may be met. The exact form and the heading weigh most.
    pub(super) fn word_query(&self, word: &Word, region: Region) -> Result<Box<dyn Query>, TantivyError> {
        let fields = &self.fields;
        let mut parts: Vec<Box<dyn Query>> = Vec::new();
        let titles = word.titles || region == Region::Title;
        if word.how == query::Match::Prefix {
            for (field, asked) in [(fields.folded, true), (fields.names, true), (fields.titles, titles)] {
                let terms = if asked { self.beginning_with(field, &word.folded)? } else { Vec::new() };
                if !terms.is_empty() {
                    parts.push(Box::new(TermSetQuery::new(terms)));
                }
            }
            return Ok(join(parts, Occur::Should));
        }
        let mut add = |field: Field, text: &str, weight: Score| {
            let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
            parts.push(Box::new(BoostQuery::new(Box::new(term), weight)));
        };
        add(fields.exact, &word.exact, 1.5);
        add(fields.folded, &word.folded, 1.0);
        add(fields.heading, &word.folded, 2.0);
        add(fields.names, &word.folded, 0.5);
        if titles {
            add(fields.titles, &word.folded, 0.5);
        }
        for (_, field, stem) in self.stems(word) {
            add(field, &stem, 0.7);
        }
        Ok(join(parts, Occur::Should))
    }

    /// The stems of a word, by the languages in which they count.
    pub(super) fn stems(&self, word: &Word) -> Vec<(&'static str, Field, String)> {
        let counts = |language: &str| match &word.how {
            query::Match::Stem => true,
            query::Match::StemIn(only) => only == language,
            _ => false,
        };
        let mut all = Vec::new();
        for (language, field) in self.fields.stems.iter().filter(|(l, _)| counts(l)) {
            for stem in self.lexicon.stems(language, &word.exact, &word.folded) {
                all.push((*language, *field, stem));
            }
        }
        all
    }

    fn beginning_with(&self, field: Field, prefix: &str) -> Result<Vec<Term>, TantivyError> {
        let mut terms = BTreeSet::new();
        for reader in self.searcher.segment_readers() {
            for text in keys_beginning_with(reader, field, prefix)? {
                terms.insert(text);
            }
        }
        Ok(terms.into_iter().map(|text| Term::from_field_text(field, &text)).collect())
    }
}

fn join(mut parts: Vec<Box<dyn Query>>, occur: Occur) -> Box<dyn Query> {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            Box::new(BooleanQuery::new(parts.into_iter().map(|p| (occur, p)).collect()))
        }
    }
}
