//! The stemmers of the search library, behind one function.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

use crate::query::thesaurus::STEMMED;

thread_local! {
    static STEMMERS: RefCell<BTreeMap<&'static str, TextAnalyzer>> = const { RefCell::new(BTreeMap::new()) };
}

/// The stem of a lower-case word; the word itself in a language without a stemmer.
pub fn stem(language: &str, word: &str) -> String {
    let Some(language) = STEMMED.iter().find(|l| **l == language) else { return word.to_string() };
    STEMMERS.with_borrow_mut(|stemmers| {
        let analyzer = stemmers.entry(language).or_insert_with(|| {
            let algorithm = match *language {
                "es" => Language::Spanish,
                "fr" => Language::French,
                "nl" => Language::Dutch,
                _ => Language::English,
            };
            TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(algorithm)).build()
        });
        let mut stream = analyzer.token_stream(word);
        if stream.advance() { stream.token().text.clone() } else { word.to_string() }
    })
}
