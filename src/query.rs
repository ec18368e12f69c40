//! What people type: words, phrases, connectors, proximity, fields and citations, read into a tree with a plain-English echo.

pub mod cite;
pub mod echo;
pub mod eval;
pub mod expand;
mod lex;
mod parse;
pub mod scan;
pub mod text;
pub mod thesaurus;
pub mod typed;

use serde::Serialize;

use cite::Citation;
pub use parse::read;

/// The longest query, in characters.
pub const LONGEST: usize = 2_000;
/// The most words in a query.
pub const MOST_WORDS: usize = 200;
/// The deepest nesting of brackets.
pub const DEEPEST: usize = 50;
/// The widest proximity, in words.
pub const WIDEST: u32 = 250;
/// What `near` means without a number.
pub const NEAR: u32 = 10;

/// How a word of the query meets a word of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// The same letters, accents aside.
    Letters,
    /// The same letters, or the same stem in the language of the text.
    Stem,
    /// As [`Match::Stem`], but stems count only in texts of this language.
    StemIn(String),
    /// The text's word begins with these letters, accents aside.
    Prefix,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// As typed, in lower case.
    pub exact: String,
    /// Without accents.
    pub folded: String,
    /// How it matches.
    pub how: Match,
    /// May it be met by the instrument's title (beside a citation)?
    pub titles: bool,
}

impl Word {
    /// A word from a token as typed.
    pub fn new(token: &str, how: Match) -> Self {
        let exact = text::lower(token);
        Self { folded: text::fold(&exact), exact, how, titles: false }
    }
}

/// How far apart two things may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// At most so many words.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

/// A part of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Heading and body (and the names of the state).
    Text,
    /// The heading.
    Heading,
    /// The title of the instrument.
    Title,
}

/// What is asked of a provision as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// State by code or name; any of them, folded.
    State(Vec<String>),
    /// Year of the instrument, both ends included.
    Years(Option<i16>, Option<i16>),
    /// Kind of instrument, any of them.
    Kind(Vec<String>),
    /// Evidence grade, any of them.
    Grade(Vec<String>),
    /// Criterion that a reading of the provision bears on, any of them.
    Criterion(Vec<String>),
    /// Language of the text, any of them.
    Language(Vec<String>),
}

/// The tree of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Everything.
    All,
    /// A word.
    Word(Word),
    /// Words one after the other.
    Phrase(Vec<Word>),
    /// Words in any order, the first and the last at most so many words apart.
    Loose(Vec<Word>, u32),
    /// One thing near another.
    Near {
        /// The one.
        left: Box<Node>,
        /// The other.
        right: Box<Node>,
        /// How near.
        window: Window,
        /// Must the one stand before the other?
        ordered: bool,
    },
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// This, in a part of the provision.
    Within(Region, Box<Node>),
    /// A fact.
    Filter(Filter),
    /// A citation.
    Cite(Citation),
}

/// A query that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What it asks.
    pub root: Node,
    /// The same in plain English.
    pub understood: String,
    /// Why it was searched as words, where it was.
    pub mishap: Option<Error>,
}

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message} (at character {})", self.at + 1)]
pub struct Error {
    /// What is wrong.
    pub message: String,
    /// At which byte of the query.
    pub position: usize,
    /// At which character of the query, from 0.
    pub at: usize,
    /// The query put right, where we can guess.
    pub mended: Option<String>,
}

impl Error {
    /// An error at a byte of a query.
    pub(crate) fn new(query: &str, position: usize, message: impl Into<String>) -> Self {
        let mut position = position.min(query.len());
        while !query.is_char_boundary(position) {
            position -= 1;
        }
        let at = query[..position].chars().count();
        Self { message: message.into(), position, at, mended: None }
    }

    /// The same with the query put right.
    pub(crate) fn mended(mut self, query: impl Into<String>) -> Self {
        self.mended = Some(query.into());
        self
    }
}

/// Reads years as typed behind `in:`.
pub fn years(text: &str) -> Option<Filter> {
    lex::filter("in", text)
}

impl Node {
    /// Every word in the tree, in order; words under NOT only where asked for.
    pub fn words(&self, excluded_too: bool) -> Vec<&Word> {
        let mut all = Vec::new();
        let mut open = vec![self];
        while let Some(node) = open.pop() {
            match node {
                Self::Word(word) => all.push(word),
                Self::Phrase(words) | Self::Loose(words, _) => all.extend(words),
                Self::Near { left, right, .. } => open.extend([right.as_ref(), left.as_ref()]),
                Self::And(nodes) | Self::Or(nodes) => open.extend(nodes.iter().rev()),
                Self::Not(node) if excluded_too => open.push(node),
                Self::Within(_, node) => open.push(node),
                Self::Not(_) | Self::All | Self::Filter(_) | Self::Cite(_) => {}
            }
        }
        all
    }

    /// The same without what is said twice in an AND or OR.
    #[must_use]
    pub fn once(&self) -> Self {
        let each = |nodes: &[Self]| {
            let mut kept: Vec<Self> = Vec::new();
            for node in nodes.iter().map(Self::once) {
                if !kept.contains(&node) {
                    kept.push(node);
                }
            }
            kept
        };
        match self {
            Self::And(nodes) => Self::And(each(nodes)),
            Self::Or(nodes) => Self::Or(each(nodes)),
            other => other.clone(),
        }
    }

    /// The words of a query of words and nothing else (facts and citations aside), for looking it up as a phrase.
    pub fn as_phrase(&self) -> Option<Vec<Word>> {
        let parts = match self {
            Self::And(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let mut words = Vec::new();
        for part in parts {
            match part {
                Self::Word(word) if word.how != Match::Prefix => words.push(word.clone()),
                Self::Phrase(phrase) if phrase.iter().all(|w| w.how != Match::Prefix) => words.extend(phrase.clone()),
                Self::Filter(_) | Self::Cite(_) => {}
                _ => return None,
            }
        }
        for word in &mut words {
            word.how = Match::Letters;
            word.titles = false;
        }
        (!words.is_empty()).then_some(words)
    }
}

#[cfg(test)]
mod tests;
