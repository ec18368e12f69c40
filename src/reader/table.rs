//! The finite set of words that patterns ask for, and where each pattern stands in a sentence.

use std::collections::HashMap;
use std::ops::Range;

use super::words::{Token, Words};
use crate::rubric::detect::Group;
use crate::rubric::pattern::{Pattern, Step};

/// A pattern whose words are numbers of a [`Table`].
#[derive(Clone, Debug)]
enum Node {
    Atom(u32),
    Any(Vec<Vec<Node>>),
    Optional(Vec<Node>),
    Gap(usize),
    Start,
}

/// Number of a pattern in a [`Table`].
pub(super) type PhraseId = u32;

/// Patterns made ready for one language: every word asked for has a number, every pattern hangs on its first words.
#[derive(Debug, Default)]
pub(super) struct Table {
    exact: HashMap<String, u32>,
    prefix: HashMap<String, u32>,
    number: Option<u32>,
    atoms: u32,
    phrases: Vec<Vec<Node>>,
    known: HashMap<Pattern, PhraseId>,
    by_first: HashMap<u32, Vec<PhraseId>>,
    longest_prefix: usize,
    /// By word: what patterns call it, in order.
    of_word: Vec<Vec<u32>>,
    /// By word: the patterns that may begin with it, in order.
    opens: Vec<Vec<PhraseId>>,
}

impl Table {
    /// Takes in a pattern.
    pub(super) fn add(&mut self, pattern: &Pattern) -> PhraseId {
        if let Some(id) = self.known.get(pattern) {
            return *id;
        }
        let nodes = self.nodes(pattern);
        let id = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        let mut firsts = Vec::new();
        first(&nodes, &mut firsts);
        firsts.sort_unstable();
        firsts.dedup();
        for atom in firsts {
            self.by_first.entry(atom).or_default().push(id);
        }
        self.phrases.push(nodes);
        self.known.insert(pattern.clone(), id);
        id
    }

    /// Takes in ways to say one thing.
    pub(super) fn group(&mut self, group: &Group) -> Vec<PhraseId> {
        group.iter().map(|p| self.add(p)).collect()
    }

    /// How many patterns there are.
    pub(super) fn len(&self) -> usize {
        self.phrases.len()
    }

    fn nodes(&mut self, steps: &[Step]) -> Vec<Node> {
        steps.iter().map(|s| self.node(s)).collect()
    }

    fn node(&mut self, step: &Step) -> Node {
        match step {
            Step::Word(word) => Node::Atom(numbered(&mut self.exact, word, &mut self.atoms)),
            Step::Prefix(stem) => {
                self.longest_prefix = self.longest_prefix.max(stem.len());
                Node::Atom(numbered(&mut self.prefix, stem, &mut self.atoms))
            }
            Step::Number => {
                let atom = *self.number.get_or_insert_with(|| {
                    self.atoms += 1;
                    self.atoms - 1
                });
                Node::Atom(atom)
            }
            Step::Any(ways) => Node::Any(ways.iter().map(|w| self.nodes(w)).collect()),
            Step::Optional(steps) => Node::Optional(self.nodes(steps)),
            Step::Gap(n) => Node::Gap(*n),
            Step::Start => Node::Start,
        }
    }

    /// Looks up every word of the texts once; needed before [`Table::find`].
    pub(super) fn learn(&mut self, words: &Words) {
        for id in self.of_word.len()..words.len() {
            let text = words.text(u32::try_from(id).unwrap_or(u32::MAX));
            let mut atoms: Vec<u32> = self.exact.get(text).copied().into_iter().collect();
            for (end, c) in text.char_indices() {
                let end = end + c.len_utf8();
                if end > self.longest_prefix {
                    break;
                }
                atoms.extend(self.prefix.get(&text[..end]).copied());
            }
            if text.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
                atoms.extend(self.number);
            }
            atoms.sort_unstable();
            atoms.dedup();
            let mut opens: Vec<PhraseId> =
                atoms.iter().filter_map(|a| self.by_first.get(a)).flatten().copied().collect();
            opens.sort_unstable();
            opens.dedup();
            self.of_word.push(atoms);
            self.opens.push(opens);
        }
    }

    fn has(&self, token: &Token, atom: u32) -> bool {
        self.of_word.get(token.word as usize).is_some_and(|atoms| atoms.binary_search(&atom).is_ok())
    }

    /// Finds every pattern in a sentence; calls `found` with the pattern and its range of tokens.
    pub(super) fn find(&self, tokens: &[Token], mut found: impl FnMut(PhraseId, Range<usize>)) {
        for at in 0..tokens.len() {
            self.find_at(tokens, at, &mut found);
        }
    }

    /// Finds the patterns that begin at one word.
    pub(super) fn find_at(&self, tokens: &[Token], at: usize, found: &mut impl FnMut(PhraseId, Range<usize>)) {
        let Some(opens) = tokens.get(at).and_then(|t| self.opens.get(t.word as usize)) else { return };
        for id in opens {
            if let Some(end) = self.end(&self.phrases[*id as usize], tokens, at).filter(|end| *end > at) {
                found(*id, at..end);
            }
        }
    }

    /// The first word after the shortest match of a pattern that begins at `from`.
    fn end(&self, nodes: &[Node], tokens: &[Token], from: usize) -> Option<usize> {
        let mut at = from;
        let mut rest = nodes;
        // Most patterns begin with plain words, and most fail there.
        while let Some((Node::Atom(atom), more)) = rest.split_first() {
            if !tokens.get(at).is_some_and(|t| self.has(t, *atom)) {
                return None;
            }
            at += 1;
            rest = more;
        }
        if rest.is_empty() { Some(at) } else { self.ends(rest, tokens, vec![at]).first().copied() }
    }

    /// Where a pattern may end that begins at one of `starts`.
    fn ends(&self, nodes: &[Node], tokens: &[Token], starts: Vec<usize>) -> Vec<usize> {
        let mut at = starts;
        for node in nodes {
            let mut next = Vec::new();
            for from in at {
                match node {
                    Node::Atom(atom) => {
                        if tokens.get(from).is_some_and(|t| self.has(t, *atom)) {
                            next.push(from + 1);
                        }
                    }
                    Node::Any(ways) => {
                        for way in ways {
                            next.extend(self.ends(way, tokens, vec![from]));
                        }
                    }
                    Node::Optional(inner) => {
                        next.extend(self.ends(inner, tokens, vec![from]));
                        next.push(from);
                    }
                    Node::Gap(n) => next.extend((from..=from + n).take_while(|i| *i <= tokens.len())),
                    Node::Start => {
                        if from <= 1 {
                            next.push(from);
                        }
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            if next.is_empty() {
                return next;
            }
            at = next;
        }
        at
    }
}

fn numbered(map: &mut HashMap<String, u32>, word: &str, atoms: &mut u32) -> u32 {
    if let Some(id) = map.get(word) {
        return *id;
    }
    map.insert(word.to_string(), *atoms);
    *atoms += 1;
    *atoms - 1
}

/// The words with which a pattern may begin; true if it may also begin after them.
fn first(nodes: &[Node], out: &mut Vec<u32>) -> bool {
    for node in nodes {
        let goes_on = match node {
            Node::Atom(atom) => {
                out.push(*atom);
                false
            }
            Node::Any(ways) => {
                let mut on = false;
                for way in ways {
                    on |= first(way, out);
                }
                on
            }
            Node::Optional(inner) => {
                first(inner, out);
                true
            }
            Node::Gap(_) | Node::Start => true,
        };
        if !goes_on {
            return false;
        }
    }
    true
}
