//! Words of a text: tokens with their bytes, and the finite set of words that patterns ask for.

use std::collections::HashMap;
use std::ops::Range;

use crate::rubric::pattern::{Pattern, Step, fold};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The word, folded.
    pub(super) word: u32,
    /// Its bytes in the text of its provision.
    pub(super) bytes: Range<usize>,
    /// Provision, by number in its section.
    pub(super) part: usize,
    /// Signs between the word before and this one.
    pub(super) before: Mark,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// A full stop, or the beginning of a paragraph.
    pub(super) stop: bool,
    /// A semicolon.
    pub(super) semicolon: bool,
    /// A colon or dash.
    pub(super) colon: bool,
    /// A comma.
    pub(super) comma: bool,
    /// An opening quotation mark right before the word.
    pub(super) quote: bool,
    /// A line ends.
    pub(super) line: bool,
    /// A currency sign.
    pub(super) money: bool,
}

/// Every distinct word once.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: HashMap<String, u32>,
    texts: Vec<String>,
}

impl Words {
    /// The number of a folded word.
    pub(super) fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.to_string(), id);
        self.texts.push(word.to_string());
        id
    }

    /// The word with this number.
    pub(super) fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("", String::as_str)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Cuts a text into words; enumerators such as `(a)` are words too.
    pub(super) fn cut(&mut self, text: &str, part: usize, out: &mut Vec<Token>) {
        let mut mark = Mark { stop: true, line: true, ..Mark::default() };
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let length = enumerator(rest).or_else(|| word(rest));
            let Some(length) = length else {
                note(c, text, at, &mut mark);
                at += c.len_utf8();
                continue;
            };
            let folded = fold(&rest[..length]);
            if !folded.is_empty() {
                let word = self.id(&folded);
                out.push(Token { word, bytes: at..at + length, part, before: mark });
            }
            mark = Mark::default();
            at += length;
        }
    }
}

/// Takes notice of a sign between words.
fn note(c: char, text: &str, at: usize, mark: &mut Mark) {
    match c {
        '.' | '?' | '!' => mark.stop = true,
        ';' => mark.semicolon = true,
        ':' | '—' | '–' => mark.colon = true,
        ',' => mark.comma = true,
        '\n' => {
            mark.line = true;
            mark.stop |= text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        }
        '$' | '€' | '£' => mark.money = true,
        '“' | '"' | '«' | '‘' | '\'' | '„' => mark.quote = true,
        _ if !c.is_whitespace() && !"(*_[".contains(c) => mark.quote = false,
        _ => {}
    }
}

/// Length of `(1)`, `(a)`, `(iii)` at the beginning of the text.
fn enumerator(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner.find(')')?;
    let good = (1..=4).contains(&end) && inner[..end].bytes().all(|b| b.is_ascii_alphanumeric());
    good.then_some(end + 2)
}

/// Length of the word at the beginning of the text.
fn word(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inside = c.is_alphanumeric()
            || (end > 0 && matches!(c, '\'' | '’' | '\u{ad}') && chars.peek().is_some_and(|(_, n)| n.is_alphabetic()));
        // A hyphen joins only `co-operate` and the like; elsewhere it parts words.
        let joins =
            c == '-' && text[..i].eq_ignore_ascii_case("co") && chars.peek().is_some_and(|(_, n)| n.is_alphabetic());
        if !inside && !joins {
            break;
        }
        end = i + c.len_utf8();
    }
    (end > 0).then_some(end)
}

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
    of_word: Vec<Vec<u32>>,
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
            self.of_word.push(atoms);
        }
    }

    fn has(&self, token: &Token, atom: u32) -> bool {
        self.of_word.get(token.word as usize).is_some_and(|atoms| atoms.contains(&atom))
    }

    /// Finds every pattern in a sentence; calls `found` with the pattern and its range of tokens.
    pub(super) fn find(&self, tokens: &[Token], mut found: impl FnMut(PhraseId, Range<usize>)) {
        let mut candidates: Vec<PhraseId> = Vec::new();
        for at in 0..tokens.len() {
            candidates.clear();
            let Some(atoms) = self.of_word.get(tokens[at].word as usize) else { continue };
            for atom in atoms {
                candidates.extend(self.by_first.get(atom).into_iter().flatten());
            }
            candidates.sort_unstable();
            candidates.dedup();
            for id in &candidates {
                let ends = self.ends(&self.phrases[*id as usize], tokens, vec![at]);
                if let Some(end) = ends.first().filter(|end| **end > at) {
                    found(*id, at..*end);
                }
            }
        }
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
                        if from == 0 || tokens[..from.min(tokens.len())].len() <= 1 {
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
