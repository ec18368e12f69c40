//! From a query to the provisions that meet it: candidates and scores from the engine, the decision from the evaluator.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

use super::postings::Leaf;
use super::{Error, Index};
use crate::query::cite::Cited;
use crate::query::eval::{self, NAMES, Passage};
use crate::query::scan::About;
use crate::query::{self, Node, Region, Word};

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
        let heading = phrase.is_some().then(|| Node::Within(Region::Heading, Box::new(words_only(wanted.typed))));
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
                if !eval::meets(wanted.expanded, &mut passage) {
                    continue;
                }
                let phrase_hits = phrase.as_ref().and_then(|n| eval::evaluate(n, &mut passage));
                // The name of the state is no phrase of the text.
                let phrase_in_text = phrase_hits.is_some_and(|hits| hits.iter().any(|h| h.start < NAMES));
                let mut meets = |node: Option<&Node>| node.is_some_and(|n| eval::meets(n, &mut passage));
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
