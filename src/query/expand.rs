//! Expansion: other terms of the same concept, in all languages, beside the words that were typed.

use serde::Serialize;

use super::thesaurus::{Lexicon, Term};
use super::{Match, Node, Word};

/// A term of the query and what was added to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expanded {
    /// As typed.
    pub term: String,
    /// What was added.
    pub added: Vec<Added>,
}

/// A term that was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Added {
    /// ISO 639-1.
    pub language: String,
    /// The term.
    pub term: String,
}

/// Adds the other terms of each concept that the query names in unquoted words. Words in quotes, in proximity, under NOT,
/// with a `*` and in titles stay as they are.
pub fn expand(root: &Node, lexicon: &Lexicon) -> (Node, Vec<Expanded>) {
    let mut told = Vec::new();
    let node = walk(root, lexicon, &mut told);
    (node, told)
}

fn walk(node: &Node, lexicon: &Lexicon, told: &mut Vec<Expanded>) -> Node {
    match node {
        Node::Word(word) if word.how == Match::Stem => {
            run(std::slice::from_ref(node), lexicon, told).pop().unwrap_or(Node::All)
        }
        Node::Phrase(words) if words.iter().any(|w| w.how == Match::Stem) => {
            let as_words: Vec<&Word> = words.iter().collect();
            match alternatives(&as_words, lexicon, told) {
                Some(others) => either(node.clone(), others),
                None => node.clone(),
            }
        }
        Node::And(nodes) => Node::And(run(nodes, lexicon, told)),
        Node::Or(nodes) => Node::Or(nodes.iter().map(|n| walk(n, lexicon, told)).collect()),
        Node::Within(super::Region::Heading, inner) => {
            Node::Within(super::Region::Heading, Box::new(walk(inner, lexicon, told)))
        }
        _ => node.clone(),
    }
}

/// Expands the members of an AND: the longest run of words that is a term, then the words in it.
fn run(nodes: &[Node], lexicon: &Lexicon, told: &mut Vec<Expanded>) -> Vec<Node> {
    let word = |node: &Node| match node {
        Node::Word(w) if w.how == Match::Stem => Some(w.clone()),
        _ => None,
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < nodes.len() {
        let words: Vec<Word> = nodes[at..].iter().map_while(word).collect();
        if words.is_empty() {
            out.push(walk(&nodes[at], lexicon, told));
            at += 1;
            continue;
        }
        let longest = (1..=words.len().min(8)).rev().find_map(|n| {
            let some: Vec<&Word> = words[..n].iter().collect();
            alternatives(&some, lexicon, told).map(|others| (n, others))
        });
        let Some((length, others)) = longest else {
            out.push(nodes[at].clone());
            at += 1;
            continue;
        };
        let typed = if length == 1 {
            nodes[at].clone()
        } else {
            let single = |w: &Word| match alternatives(&[w], lexicon, told) {
                Some(others) => either(Node::Word(w.clone()), others),
                None => Node::Word(w.clone()),
            };
            Node::And(words[..length].iter().map(single).collect())
        };
        out.push(either(typed, others));
        at += length;
    }
    out
}

fn either(typed: Node, others: Vec<Node>) -> Node {
    let mut all = vec![typed];
    all.extend(others);
    Node::Or(all)
}

/// The other terms of every concept that has these words as a term; told once a term.
fn alternatives(words: &[&Word], lexicon: &Lexicon, told: &mut Vec<Expanded>) -> Option<Vec<Node>> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut added: Vec<Added> = Vec::new();
    for concept in lexicon.concepts(words) {
        for term in &concept.terms {
            let same =
                |t: &Term| t.words.len() == words.len() && t.words.iter().zip(words).all(|(a, b)| a.folded == b.folded);
            if same(term) {
                continue;
            }
            let node = match term.words.as_slice() {
                [one] => Node::Word(one.clone()),
                many => Node::Phrase(many.to_vec()),
            };
            if !nodes.contains(&node) {
                nodes.push(node);
                added.push(Added { language: term.language.clone(), term: term.text.clone() });
            }
        }
    }
    if nodes.is_empty() {
        return None;
    }
    let term = words.iter().map(|w| w.exact.as_str()).collect::<Vec<_>>().join(" ");
    if !told.iter().any(|t| t.term == term) {
        told.push(Expanded { term, added });
    }
    Some(nodes)
}
