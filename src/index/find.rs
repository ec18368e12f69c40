//! From a query to the provisions that meet it: candidates and scores from the engine, the decision from the evaluator.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::postings::Postings;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED, TantivyError, Term};

use super::{Error, Index};
use crate::query::cite::Cited;
use crate::query::eval::{self, NAMES, Passage, TITLES};
use crate::query::scan::About;
use crate::query::{self, Filter, Node, Region, Word};

/// Why a provision stands where it stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// It is what the query cites.
    Citation,
    /// Its heading has the words of the query one after the other.
    PhraseInHeading,
    /// Its text has them so.
    PhraseInText,
    /// Its heading has all the words.
    WordsInHeading,
    /// It has all the words.
    Words,
    /// It has other words for the same.
    Expanded,
}

/// A provision that meets a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Place in [`Index::records`].
    pub ordinal: usize,
    /// Why it stands where it stands.
    pub tier: Tier,
    /// Score of the engine (BM25), rounded to thousandths.
    pub score: f64,
}

/// What is looked for: the query as typed, and with the terms that were added.
pub struct Wanted<'q> {
    /// As typed.
    pub typed: &'q Node,
    /// With what was added; the same where nothing was.
    pub expanded: &'q Node,
}

impl Index {
    /// Every provision that meets the query, in the order of the corpus.
    pub fn find(&self, typed: &Node, expanded: &Node) -> Result<Vec<Match>, Error> {
        self.search(&Wanted { typed, expanded }).map_err(|e| Error::engine(&e))
    }

    /// In how many provisions does this word occur?
    pub fn occurrences(&self, word: &Word) -> Result<u64, Error> {
        let count = |word: &Word| {
            let query = self.word_query(word, Region::Text)?;
            self.searcher.search(&query, &tantivy::collector::Count)
        };
        count(word).map(|n| n as u64).map_err(|e| Error::engine(&e))
    }

    /// The word of the collection nearest to this one, if any is near.
    pub fn nearest_word(&self, word: &Word) -> Option<String> {
        let length = word.folded.chars().count();
        let mut near: Option<(u64, String)> = None;
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.folded).ok()?;
            let mut stream = index.terms().stream().ok()?;
            while stream.advance() {
                let Ok(known) = std::str::from_utf8(stream.key()) else { continue };
                let frequency = u64::from(stream.value().doc_freq);
                let close =
                    known.chars().count().abs_diff(length) <= 2 && known.chars().next() == word.folded.chars().next();
                if close
                    && crate::form::nearest(&word.folded, std::iter::once(known)).is_some()
                    && near.as_ref().is_none_or(|(f, _)| *f < frequency)
                {
                    near = Some((frequency, known.to_string()));
                }
            }
        }
        near.map(|(_, word)| word)
    }

    fn search(&self, wanted: &Wanted<'_>) -> Result<Vec<Match>, TantivyError> {
        let candidates = self.candidate_query(wanted.expanded, Region::Text)?;
        let found = self.searcher.search(&candidates, &Everything)?;
        let phrase = wanted.typed.as_phrase();
        let phrase = phrase.as_ref().map(|words| Node::Phrase(words.clone()));
        let phrase_in_heading = phrase.clone().map(|p| Node::Within(Region::Heading, Box::new(p)));
        let heading = match wanted.typed.as_phrase().is_some() {
            true => Some(Node::Within(Region::Heading, Box::new(words_only(wanted.typed)))),
            false => None,
        };
        let nodes = [Some(wanted.typed), Some(wanted.expanded), phrase.as_ref(), heading.as_ref()];
        let words: BTreeSet<&Word> = nodes.into_iter().flatten().flat_map(|n| n.words(true)).collect();
        let mut matches = Vec::new();
        for (segment, docs) in found {
            let reader = self.searcher.segment_reader(segment);
            let ids: Vec<DocId> = docs.iter().map(|d| d.0).collect();
            let ordinals = reader.fast_fields().u64("ordinal")?;
            let bodies = reader.fast_fields().u64("body")?;
            let mut leaves: BTreeMap<&Word, Leaf> = BTreeMap::new();
            for word in &words {
                leaves.insert(word, self.leaf(reader, word, &ids)?);
            }
            let near = needs_breaks(wanted.expanded);
            let read_breaks = |name: &str| self.positions(reader, self.fields.breaks, name, &ids);
            let sentences = if near { read_breaks("s")? } else { Leaf::default() };
            let paragraphs = if near { read_breaks("p")? } else { Leaf::default() };
            for (at, (doc, score)) in docs.iter().enumerate() {
                let Some(ordinal) = ordinals.first(*doc).and_then(|o| usize::try_from(o).ok()) else { continue };
                let Some(record) = self.records.get(ordinal) else { continue };
                let body = bodies.first(*doc).and_then(|b| u32::try_from(b).ok()).unwrap_or(0);
                let mut passage = Indexed {
                    at,
                    body,
                    leaves: &leaves,
                    sentences: &sentences,
                    paragraphs: &paragraphs,
                    about: &record.about,
                };
                if eval::evaluate(wanted.expanded, &mut passage).is_none() {
                    continue;
                }
                let phrase_hits = phrase.as_ref().and_then(|n| eval::evaluate(n, &mut passage));
                // The name of the state is no phrase of the text.
                let phrase_in_text = phrase_hits.is_some_and(|hits| hits.iter().any(|h| h.start < NAMES));
                let mut meets = |node: Option<&Node>| node.is_some_and(|n| eval::evaluate(n, &mut passage).is_some());
                let tier = if eval::cited(wanted.typed, &record.about) == Some(Cited::Exactly) {
                    Tier::Citation
                } else if meets(phrase_in_heading.as_ref()) {
                    Tier::PhraseInHeading
                } else if phrase_in_text {
                    Tier::PhraseInText
                } else if meets(heading.as_ref()) {
                    Tier::WordsInHeading
                } else if meets(Some(wanted.typed)) {
                    Tier::Words
                } else {
                    Tier::Expanded
                };
                matches.push(Match { ordinal, tier, score: (f64::from(*score) * 1000.0).round() / 1000.0 });
            }
        }
        matches.sort_by_key(|m| m.ordinal);
        Ok(matches)
    }

    /// A query that finds at least every provision that meets the node, with scores by how well its words fit.
    fn candidate_query(&self, node: &Node, region: Region) -> Result<Box<dyn Query>, TantivyError> {
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
    fn word_query(&self, word: &Word, region: Region) -> Result<Box<dyn Query>, TantivyError> {
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
    fn stems(&self, word: &Word) -> Vec<(&'static str, Field, String)> {
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

    /// The positions of a word in these documents (ascending), in the text, the names and the titles.
    fn leaf(&self, reader: &SegmentReader, word: &Word, ids: &[DocId]) -> Result<Leaf, TantivyError> {
        let fields = &self.fields;
        let regions = [(fields.folded, 0), (fields.names, NAMES), (fields.titles, TITLES)];
        let mut pairs = Vec::new();
        if word.how == query::Match::Prefix {
            for (field, base) in regions {
                for text in keys_beginning_with(reader, field, &word.folded)? {
                    read_positions(reader, field, &text, base, ids, &mut pairs)?;
                }
            }
        } else {
            for (field, base) in regions {
                read_positions(reader, field, &word.folded, base, ids, &mut pairs)?;
            }
            for (_, field, stem) in self.stems(word) {
                read_positions(reader, field, &stem, 0, ids, &mut pairs)?;
            }
        }
        Ok(Leaf::new(pairs, ids.len()))
    }

    fn positions(&self, reader: &SegmentReader, field: Field, text: &str, ids: &[DocId]) -> Result<Leaf, TantivyError> {
        let mut pairs = Vec::new();
        read_positions(reader, field, text, 0, ids, &mut pairs)?;
        Ok(Leaf::new(pairs, ids.len()))
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

/// The query's words without its facts and citations, which a heading cannot meet.
fn words_only(node: &Node) -> Node {
    match node {
        Node::And(parts) => {
            let kept = parts.iter().filter(|p| !matches!(p, Node::Filter(_) | Node::Cite(_)));
            Node::And(kept.cloned().collect())
        }
        other => other.clone(),
    }
}

fn needs_breaks(node: &Node) -> bool {
    match node {
        Node::Near { left, right, window, .. } => {
            !matches!(window, query::Window::Words(_)) || needs_breaks(left) || needs_breaks(right)
        }
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(needs_breaks),
        Node::Not(node) | Node::Within(_, node) => needs_breaks(node),
        _ => false,
    }
}

fn keys_beginning_with(reader: &SegmentReader, field: Field, prefix: &str) -> Result<Vec<String>, TantivyError> {
    let index = reader.inverted_index(field)?;
    let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
    let mut all = Vec::new();
    while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
        all.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(all)
}

/// Reads where a term stands in these documents, as (place among the documents, position).
fn read_positions(
    reader: &SegmentReader,
    field: Field,
    text: &str,
    base: u32,
    ids: &[DocId],
    out: &mut Vec<(u32, u32)>,
) -> Result<(), TantivyError> {
    let term = Term::from_field_text(field, text);
    let index = reader.inverted_index(field)?;
    let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else {
        return Ok(());
    };
    let (mut at, mut here) = (0_usize, Vec::new());
    let mut doc = postings.doc();
    while doc != TERMINATED {
        at += ids[at..].partition_point(|id| *id < doc);
        match ids.get(at) {
            None => break,
            Some(id) if *id == doc => {
                postings.positions(&mut here);
                let place = u32::try_from(at).unwrap_or(u32::MAX);
                out.extend(here.iter().map(|p| (place, p + base)));
                doc = postings.advance();
            }
            Some(id) => doc = postings.seek(*id),
        }
    }
    Ok(())
}

/// Positions by document.
#[derive(Default)]
struct Leaf {
    starts: Vec<u32>,
    positions: Vec<u32>,
}

impl Leaf {
    fn new(mut pairs: Vec<(u32, u32)>, documents: usize) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = Vec::with_capacity(documents + 1);
        for (at, (place, _)) in (0u32..).zip(&pairs) {
            while starts.len() <= *place as usize {
                starts.push(at);
            }
        }
        Self { starts, positions: pairs.into_iter().map(|p| p.1).collect() }
    }

    fn of(&self, place: usize) -> Vec<u32> {
        let Some(start) = self.starts.get(place).map(|s| *s as usize) else { return Vec::new() };
        let end = self.starts.get(place + 1).map_or(self.positions.len(), |e| *e as usize);
        self.positions[start..end].to_vec()
    }
}

struct Indexed<'a> {
    at: usize,
    body: u32,
    leaves: &'a BTreeMap<&'a Word, Leaf>,
    sentences: &'a Leaf,
    paragraphs: &'a Leaf,
    about: &'a About,
}

impl Passage for Indexed<'_> {
    fn positions(&mut self, word: &Word) -> Vec<u32> {
        self.leaves.get(word).map(|leaf| leaf.of(self.at)).unwrap_or_default()
    }

    fn body(&mut self) -> u32 {
        self.body
    }

    fn sentences(&mut self) -> Vec<u32> {
        self.sentences.of(self.at)
    }

    fn paragraphs(&mut self) -> Vec<u32> {
        self.paragraphs.of(self.at)
    }

    fn about(&self) -> &About {
        self.about
    }
}

/// Collects every document with its score.
struct Everything;

struct InSegment {
    segment: SegmentOrdinal,
    docs: Vec<(DocId, Score)>,
}

type Docs = Vec<(DocId, Score)>;

impl Collector for Everything {
    type Fruit = Vec<(SegmentOrdinal, Docs)>;
    type Child = InSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<InSegment> {
        Ok(InSegment { segment, docs: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<(SegmentOrdinal, Docs)>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

impl SegmentCollector for InSegment {
    type Fruit = (SegmentOrdinal, Docs);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.docs.push((doc, score));
    }

    fn harvest(mut self) -> Self::Fruit {
        self.docs.sort_by_key(|d| d.0);
        (self.segment, self.docs)
    }
}
