//! The thesaurus: legal concepts with their terms in several languages, and words that the stemmer must not touch.

use std::collections::BTreeMap;

use super::text::{fold, folded, lower};
use super::{Match, Word};
use crate::diag::{Checked, Diagnostic, SourceId};
use crate::form::{self, Form, Origin};

/// The thesaurus that is compiled in.
pub const BUILT_IN: &str = include_str!("../../index/thesaurus.toml");

/// Languages with a stemmer.
pub const STEMMED: [&str; 4] = ["en", "es", "fr", "nl"];

/// Gives the stem of a lower-case word in one of the languages of [`STEMMED`].
pub type Stemmer = fn(language: &str, word: &str) -> String;

/// A term of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// ISO 639-1.
    pub language: String,
    /// As written in the thesaurus.
    pub text: String,
    /// Its words.
    pub words: Vec<Word>,
}

/// A concept: terms that stand for one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Identifier.
    pub id: String,
    /// Its terms by language.
    pub terms: Vec<Term>,
}

/// What the thesaurus file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thesaurus {
    /// Concepts in order.
    pub concepts: Vec<Concept>,
    /// By language and folded word: the stem that holds instead of the stemmer's.
    pub protected: BTreeMap<(String, String), String>,
}

/// The thesaurus with the stemmer: all that is needed to compare words.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Concepts and protected words.
    pub thesaurus: Thesaurus,
    stemmer: Stemmer,
    /// Terms (concept, term) by each form of their first word.
    firsts: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Thesaurus {
    /// Reads a thesaurus strictly; every mistake is told with its place.
    pub fn read(text: &str, source: SourceId) -> Checked<Self> {
        let mut out: Vec<Diagnostic> = Vec::new();
        let value = form::read(text, Origin { source, offset: 0 }, &mut out, read);
        Checked { value, diagnostics: out }
    }
}

fn read(form: &mut Form<'_, '_>) -> Thesaurus {
    let mut thesaurus = Thesaurus::default();
    let protected = form.tables("protected", |form| {
        let language = language(form);
        let stem = form.need("stem", "\"traffic\"").value;
        let words = form.texts("words");
        if words.is_empty() {
            let span = form.span_of("words");
            form.error("H001", span, "no words", "write words = [\"traffic\", \"trafficking\"]");
        }
        (language, stem, words)
    });
    for (language, stem, words) in protected {
        for word in words {
            let key = (language.clone(), fold(&lower(&word.value)));
            let clash = thesaurus.protected.get(&key).is_some_and(|s| *s != stem);
            if clash || folded(&word.value).len() != 1 {
                let help = "give each word (one word, without spaces) one stem a language";
                form.error("H002", word.span, format!("\"{}\" cannot be protected so", word.value), help);
            }
            thesaurus.protected.insert(key, stem.clone());
        }
    }
    thesaurus.concepts = form.tables("concept", |form| {
        let id = form.need("id", "\"debt-bondage\"").value;
        let span = form.span();
        let lists = form.table("terms", |f| f.open_lists()).unwrap_or_default();
        let mut terms = Vec::new();
        for (language, list) in lists {
            if !STEMMED.contains(&language.as_str()) {
                form.error("H003", span, format!("unknown language `{language}`"), "one of: en es fr nl");
            }
            for text in list {
                let words: Vec<Word> = folded_words(&text, &language);
                if words.is_empty() {
                    form.error("H004", span, format!("\"{text}\" has no word"), "remove it or write the term");
                    continue;
                }
                terms.push(Term { language: language.clone(), text, words });
            }
        }
        if terms.len() < 2 {
            form.error(
                "H005",
                span,
                "a concept with fewer than two terms",
                "add terms = { en = [\"…\"], es = [\"…\"] }",
            );
        }
        Concept { id, terms }
    });
    let mut seen = std::collections::BTreeSet::new();
    let twice: Vec<String> = thesaurus.concepts.iter().filter(|c| !seen.insert(&c.id)).map(|c| c.id.clone()).collect();
    for id in twice {
        let span = form.span_of("concept");
        form.error("H006", span, format!("duplicate concept `{id}`"), "give each its own id");
    }
    thesaurus
}

fn language(form: &mut Form<'_, '_>) -> String {
    let at = form.need("language", "\"en\"");
    if !STEMMED.contains(&at.value.as_str()) {
        form.error("H003", at.span, format!("unknown language `{}`", at.value), "one of: en es fr nl");
    }
    at.value
}

fn folded_words(text: &str, language: &str) -> Vec<Word> {
    let how = || Match::StemIn(language.to_string());
    super::text::tokens(text).into_iter().map(|range| Word::new(&text[range], how())).collect()
}

impl Lexicon {
    /// A lexicon of a thesaurus and a stemmer.
    pub fn new(thesaurus: Thesaurus, stemmer: Stemmer) -> Self {
        let mut lexicon = Self { thesaurus, stemmer, firsts: BTreeMap::new() };
        let mut firsts: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (c, concept) in lexicon.thesaurus.concepts.iter().enumerate() {
            for (t, term) in concept.terms.iter().enumerate() {
                if let Some(first) = term.words.first() {
                    for form in lexicon.forms(&term.language, first) {
                        firsts.entry(form).or_default().push((c, t));
                    }
                }
            }
        }
        lexicon.firsts = firsts;
        lexicon
    }

    /// The forms by which a word is known in a language: its letters, and its stems marked with the language.
    fn forms(&self, language: &str, word: &Word) -> Vec<String> {
        let stems = self.stems(language, &word.exact, &word.folded);
        std::iter::once(word.folded.clone()).chain(stems.into_iter().map(|s| format!("{language} {s}"))).collect()
    }

    /// The concepts of which these words are a term, in order.
    pub fn concepts(&self, words: &[&Word]) -> Vec<&Concept> {
        let Some(first) = words.first() else { return Vec::new() };
        let mut found = std::collections::BTreeSet::new();
        for language in STEMMED {
            for form in self.forms(language, first) {
                for (c, t) in self.firsts.get(&form).into_iter().flatten() {
                    let term = &self.thesaurus.concepts[*c].terms[*t];
                    let meets = |(own, typed): (&Word, &&Word)| {
                        let mine = self.forms(&term.language, own);
                        self.forms(&term.language, typed).iter().any(|f| mine.contains(f))
                    };
                    if term.words.len() == words.len() && term.words.iter().zip(words).all(meets) {
                        found.insert(*c);
                    }
                }
            }
        }
        found.into_iter().map(|c| &self.thesaurus.concepts[c]).collect()
    }

    /// The stems of a word in a language: of the word as written and without its accents.
    /// Empty where the language has no stemmer.
    pub fn stems(&self, language: &str, exact: &str, folded: &str) -> Vec<String> {
        if !STEMMED.contains(&language) {
            return Vec::new();
        }
        let key = (language.to_string(), folded.to_string());
        if let Some(stem) = self.thesaurus.protected.get(&key) {
            // The mark keeps a protected stem apart from what the stemmer makes of other words.
            return vec![format!("={stem}")];
        }
        let restored = if language == "es" { restore(folded) } else { None };
        let stem = |word: &str| fold(&(self.stemmer)(language, word));
        if let Some(restored) = restored {
            return vec![stem(&restored)];
        }
        let mut all = vec![stem(exact)];
        if exact != folded {
            let plain = stem(folded);
            if !all.contains(&plain) {
                all.push(plain);
            }
        }
        all
    }
}

/// Gives Spanish `-cion` and `-sion` their accent back, on which the stemmer depends.
fn restore(folded: &str) -> Option<String> {
    let body = folded.strip_suffix("ion")?;
    (body.ends_with('c') || body.ends_with('s') || body.ends_with('x')).then(|| format!("{body}ión"))
}
