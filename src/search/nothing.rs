//! Help where a search finds nothing: which words are unknown, what broader query finds something, what there is at all.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Request, conditions, with_conditions};
use crate::corpus::Corpus;
use crate::index::{self, Index};
use crate::query::expand::expand;
use crate::query::typed::typed;
use crate::query::{Match, Node, Word};

/// Help where nothing meets a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nothing {
    /// Words of the query that stand nowhere in the collection.
    pub unknown_terms: Vec<String>,
    /// Words of the collection that look like them.
    pub spellings: Vec<Spelling>,
    /// The nearest broader query that finds something.
    pub broader: Option<Broader>,
    /// What the collection holds.
    pub covers: String,
}

/// A word of the collection that looks like an unknown one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spelling {
    /// The unknown word.
    pub term: String,
    /// The word of the collection.
    pub near: String,
}

/// A broader query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broader {
    /// As one would type it.
    pub query: String,
    /// How many provisions meet it.
    pub total: usize,
    /// The conditions beside the query have to be taken off as well.
    pub without_conditions: bool,
}

pub(super) fn nothing(index: &Index, corpus: &Corpus, request: &Request, root: &Node) -> Result<Nothing, index::Error> {
    let mut unknown: Vec<&Word> = Vec::new();
    for word in root.words(false) {
        if index.occurrences(word)? == 0 && !unknown.contains(&word) {
            unknown.push(word);
        }
    }
    let spelling = |w: &&Word| Some(Spelling { term: w.exact.clone(), near: index.nearest_word(w)? });
    let spellings = unknown.iter().filter(|w| w.how != Match::Prefix).take(5).filter_map(spelling).collect();
    Ok(Nothing {
        unknown_terms: unknown.iter().map(|w| w.exact.clone()).collect(),
        spellings,
        broader: broader(index, request, root, &unknown)?,
        covers: covers(corpus),
    })
}

/// Tries, in this order: without the unknown words; proximity and phrases as plain words; without one of the parts;
/// without the conditions; any of the words.
fn broader(index: &Index, request: &Request, root: &Node, unknown: &[&Word]) -> Result<Option<Broader>, index::Error> {
    let conditions = conditions(request);
    let try_one = |node: &Node, conditions: &[Node]| -> Result<Option<Broader>, index::Error> {
        if *node == Node::All && conditions.is_empty() {
            return Ok(None);
        }
        let wanted = with_conditions(node, conditions);
        let (wide, _) = if request.expand { expand(&wanted, index.lexicon()) } else { (wanted.clone(), Vec::new()) };
        let total = index.find(&wanted, &wide)?.len();
        let without_conditions = conditions.is_empty() && !self::conditions(request).is_empty();
        Ok((total > 0).then(|| Broader { query: typed(node), total, without_conditions }))
    };
    let known = without(root, unknown);
    if let Some(known) = &known
        && known != root
        && let Some(found) = try_one(known, &conditions)?
    {
        return Ok(Some(found));
    }
    let base = known.unwrap_or(Node::All);
    let plain = loosened(&base);
    if plain != base
        && let Some(found) = try_one(&plain, &conditions)?
    {
        return Ok(Some(found));
    }
    let mut best: Option<Broader> = None;
    if let Node::And(parts) = &plain {
        for left_out in 0..parts.len().min(12) {
            let kept: Vec<Node> =
                parts.iter().enumerate().filter(|(i, _)| *i != left_out).map(|p| p.1.clone()).collect();
            let node = if let [one] = kept.as_slice() { one.clone() } else { Node::And(kept) };
            if let Some(found) = try_one(&node, &conditions)?
                && best.as_ref().is_none_or(|b| b.total < found.total)
            {
                best = Some(found);
            }
        }
    }
    if best.is_none() && !conditions.is_empty() {
        best = try_one(&base, &[])?;
    }
    if best.is_none() {
        let words: BTreeSet<&Word> = base.words(false).into_iter().collect();
        let words: Vec<Node> = words.into_iter().map(|w| Node::Word(w.clone())).collect();
        if words.len() > 1 {
            best = try_one(&Node::Or(words), &conditions)?;
        }
    }
    Ok(best)
}

/// The query without these words; none where nothing is left of it.
fn without(node: &Node, unknown: &[&Word]) -> Option<Node> {
    let all = |nodes: &[Node], join: fn(Vec<Node>) -> Node| {
        let mut kept: Vec<Node> = nodes.iter().filter_map(|n| without(n, unknown)).collect();
        match kept.len() {
            0 => None,
            1 => kept.pop(),
            _ => Some(join(kept)),
        }
    };
    match node {
        Node::Word(word) => (!unknown.contains(&word)).then(|| node.clone()),
        Node::Phrase(words) | Node::Loose(words, _) => {
            let kept: Vec<Word> = words.iter().filter(|w| !unknown.contains(w)).cloned().collect();
            match (kept.len() == words.len(), kept.is_empty()) {
                (true, _) => Some(node.clone()),
                (false, true) => None,
                (false, false) => all(&kept.into_iter().map(Node::Word).collect::<Vec<_>>(), Node::And),
            }
        }
        Node::Near { left, right, window, ordered } => match (without(left, unknown), without(right, unknown)) {
            (Some(left), Some(right)) => {
                Some(Node::Near { left: left.into(), right: right.into(), window: *window, ordered: *ordered })
            }
            (one, other) => one.or(other),
        },
        Node::And(nodes) => all(nodes, Node::And),
        Node::Or(nodes) => all(nodes, Node::Or),
        Node::Within(region, inner) => without(inner, unknown).map(|n| Node::Within(*region, Box::new(n))),
        other => Some(other.clone()),
    }
}

/// Phrases and proximity as plain words, parts of the heading as words anywhere.
fn loosened(node: &Node) -> Node {
    let flat = |nodes: Vec<Node>| {
        let mut out = Vec::new();
        for node in nodes {
            match node {
                Node::And(inner) => out.extend(inner),
                other => out.push(other),
            }
        }
        Node::And(out)
    };
    match node {
        Node::Phrase(words) | Node::Loose(words, _) => {
            let word = |w: &Word| {
                let how = if w.how == Match::Prefix { Match::Prefix } else { Match::Stem };
                Node::Word(Word { how, ..w.clone() })
            };
            match words.as_slice() {
                [one] => word(one),
                many => Node::And(many.iter().map(word).collect()),
            }
        }
        Node::Near { left, right, .. } => flat(vec![loosened(left), loosened(right)]),
        Node::And(nodes) => flat(nodes.iter().map(loosened).collect()),
        Node::Or(nodes) => Node::Or(nodes.iter().map(loosened).collect()),
        Node::Within(_, inner) => loosened(inner),
        other => other.clone(),
    }
}

/// What the collection holds, in a sentence.
fn covers(corpus: &Corpus) -> String {
    let counted = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    let provisions: usize = corpus.instruments.iter().map(|i| i.provisions.len()).sum();
    let treaties = corpus.instruments.iter().filter(|i| i.jurisdiction.is_international()).count();
    let states: BTreeSet<&str> = corpus
        .instruments
        .iter()
        .filter(|i| !i.jurisdiction.is_international())
        .map(|i| i.jurisdiction.as_str())
        .collect();
    let languages: BTreeSet<&str> = corpus.instruments.iter().map(|i| i.language.as_str()).collect();
    format!(
        "{} of {} from {} and {}, in {}",
        counted(provisions, "provision", "provisions"),
        counted(corpus.instruments.len() - treaties, "instrument", "instruments"),
        counted(states.len(), "state or territory", "states and territories"),
        counted(treaties, "treaty or strategy", "treaties and strategies"),
        languages.into_iter().collect::<Vec<_>>().join(", "),
    )
}
