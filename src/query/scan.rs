//! The plain reading of a passage, word by word: it defines what a query means, and the index is held against it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::cite::{Cited, Place};
use super::eval::{self, Hit, NAMES, Passage, TITLES};
use super::text::{Breaks, breaks, fold, lower, tokens};
use super::thesaurus::Lexicon;
use super::{Filter, Match, Node, Word};

/// What is known of a provision as data, as far as queries ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Code of the state and its names, folded.
    pub state: Vec<String>,
    /// Year of the instrument.
    pub year: Option<i16>,
    /// Kind of the instrument.
    pub kind: String,
    /// Evidence grade.
    pub grade: String,
    /// Criteria that its readings bear on.
    pub criteria: Vec<String>,
    /// Language of the law.
    pub language: String,
    /// Languages of the words.
    pub written_in: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// A provision as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Heading.
    pub heading: String,
    /// Body, without marks.
    pub body: String,
    /// Names of the state.
    pub names: Vec<String>,
    /// Title and other names of the instrument.
    pub titles: Vec<String>,
}

/// A word in all its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    /// Lower case.
    pub exact: String,
    /// Without accents.
    pub folded: String,
    /// Stems with their language, in each language of the text (of the word with and without its accents).
    pub stems: Vec<(String, String)>,
}

/// Forms of words seen before, by languages and letters: statutes repeat themselves.
pub type Memo = BTreeMap<Vec<String>, HashMap<String, Arc<Forms>>>;

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Position among all tokens of the passage.
    pub position: u32,
    /// The word in all its forms.
    pub forms: Arc<Forms>,
    /// Bytes in the heading or body that it stands in.
    pub bytes: (usize, usize),
}

/// A provision taken apart into tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Heading and body, then names, then titles; positions ascend.
    pub tokens: Vec<Token>,
    /// First position of the body.
    pub body: u32,
    /// Positions at which sentences and paragraphs begin.
    pub breaks: Breaks,
    /// Languages of the text.
    pub languages: Vec<String>,
}

/// Space between two names, so that nothing is near across them.
const GAP: u32 = 1_000;

impl Reading {
    /// Takes a text apart.
    pub fn new(text: &Text, languages: &[String], lexicon: &Lexicon) -> Self {
        Self::remembering(text, languages, lexicon, &mut Memo::new())
    }

    /// The same, looking up words in `memo` first.
    pub fn remembering(text: &Text, languages: &[String], lexicon: &Lexicon, memo: &mut Memo) -> Self {
        let mut reading = Self { languages: languages.to_vec(), ..Self::default() };
        let none: &[String] = &[];
        let stemmed = memo.remove(languages);
        let unstemmed = memo.remove(none);
        let mut stemmed = (Some(lexicon), stemmed.unwrap_or_default());
        let mut unstemmed = (None, unstemmed.unwrap_or_default());
        let heading = reading.take(&text.heading, 0, &mut stemmed);
        // A gap of one keeps phrases from running out of the heading into the body.
        reading.body = if heading == 0 { 0 } else { heading + 1 };
        reading.take(&text.body, reading.body, &mut stemmed);
        for (names, base) in [(&text.names, NAMES), (&text.titles, TITLES)] {
            let mut at = base;
            for name in names {
                at = reading.take(name, at, &mut unstemmed) + GAP;
            }
        }
        memo.insert(languages.to_vec(), stemmed.1);
        memo.insert(Vec::new(), unstemmed.1);
        reading
    }

    fn take(
        &mut self,
        text: &str,
        base: u32,
        (lexicon, memo): &mut (Option<&Lexicon>, HashMap<String, Arc<Forms>>),
    ) -> u32 {
        let ranges = tokens(text);
        if lexicon.is_some() {
            let found = breaks(text, &ranges);
            self.breaks.sentences.extend(found.sentences.iter().map(|n| n + base));
            self.breaks.paragraphs.extend(found.paragraphs.iter().map(|n| n + base));
        }
        let mut next = base;
        for range in ranges {
            let letters = &text[range.clone()];
            let forms = match memo.get(letters) {
                Some(known) => Arc::clone(known),
                None => {
                    let exact = lower(letters);
                    let folded = fold(&exact);
                    let stems_in = |lexicon: &Lexicon| -> Vec<(String, String)> {
                        let of = |language: &String| {
                            let stems = lexicon.stems(language, &exact, &folded).into_iter();
                            stems.map(|stem| (language.clone(), stem)).collect::<Vec<_>>()
                        };
                        self.languages.iter().flat_map(of).collect()
                    };
                    let stems = lexicon.map(stems_in).unwrap_or_default();
                    let forms = Arc::new(Forms { exact, folded, stems });
                    memo.insert(letters.to_string(), Arc::clone(&forms));
                    forms
                }
            };
            self.tokens.push(Token { position: next, forms, bytes: (range.start, range.end) });
            next += 1;
        }
        next
    }

    /// The token at a position.
    pub fn token(&self, position: u32) -> Option<&Token> {
        self.tokens.binary_search_by_key(&position, |t| t.position).ok().map(|at| &self.tokens[at])
    }
}

/// A passage read word by word.
pub struct Scanned<'a> {
    /// Its tokens.
    pub reading: &'a Reading,
    /// What is known of it.
    pub about: &'a About,
    /// Stems of the query's words.
    pub lexicon: &'a Lexicon,
}

impl Passage for Scanned<'_> {
    fn positions(&mut self, word: &Word) -> Vec<u32> {
        let counts = |language: &&String| match &word.how {
            Match::Stem => true,
            Match::StemIn(only) => only == *language,
            _ => false,
        };
        let stems_in = |language: &String| {
            let stems = self.lexicon.stems(language, &word.exact, &word.folded).into_iter();
            stems.map(|stem| (language.clone(), stem)).collect::<Vec<_>>()
        };
        let stems: Vec<(String, String)> = self.reading.languages.iter().filter(counts).flat_map(stems_in).collect();
        let meets = |token: &&Token| match word.how {
            Match::Prefix => token.forms.folded.starts_with(&word.folded),
            _ => token.forms.folded == word.folded || token.forms.stems.iter().any(|s| stems.contains(s)),
        };
        self.reading.tokens.iter().filter(meets).map(|t| t.position).collect()
    }

    fn body(&mut self) -> u32 {
        self.reading.body
    }

    fn sentences(&mut self) -> Vec<u32> {
        self.reading.breaks.sentences.clone()
    }

    fn paragraphs(&mut self) -> Vec<u32> {
        self.reading.breaks.paragraphs.clone()
    }

    fn about(&self) -> &About {
        self.about
    }
}

/// Reads one passage against a query.
pub fn scan(node: &Node, reading: &Reading, about: &About, lexicon: &Lexicon) -> Option<Vec<Hit>> {
    eval::evaluate(node, &mut Scanned { reading, about, lexicon })
}

impl About {
    /// Does the provision meet this condition?
    pub fn holds(&self, filter: &Filter) -> bool {
        let any = |list: &[String], value: &str| list.iter().any(|v| v.eq_ignore_ascii_case(value));
        match filter {
            Filter::State(states) => self.state.iter().any(|s| states.contains(s)),
            Filter::Years(from, to) => {
                self.year.is_some_and(|y| from.is_none_or(|f| f <= y) && to.is_none_or(|t| y <= t))
            }
            Filter::Kind(list) => any(list, &self.kind),
            Filter::Grade(list) => any(list, &self.grade),
            Filter::Criterion(list) => self.criteria.iter().any(|c| any(list, c)),
            Filter::Language(list) => any(list, &self.language),
        }
    }

    /// Is it exactly what the citation points to?
    pub fn is(&self, citation: &super::cite::Citation) -> bool {
        citation.holds(&self.place) == Cited::Exactly
    }
}
