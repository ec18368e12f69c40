//! Tests of the index.

use super::{lexicon, lexicon_from, stem};
use crate::diag::Sources;
use crate::query::text::{fold, lower};
use crate::query::thesaurus::Thesaurus;

fn meet(language: &str, a: &str, b: &str) -> bool {
    let lexicon = lexicon().expect("the thesaurus");
    let stems = |w: &str| lexicon.stems(language, &lower(w), &fold(&lower(w)));
    let other = stems(b);
    stems(a).iter().any(|s| other.contains(s))
}

#[test]
fn words_meet_as_lawyers_expect() {
    for (language, a, b) in [
        ("es", "explotación", "explotacion"),
        ("es", "explotacion", "explotaciones"),
        ("es", "comision", "comisiones"),
        ("fr", "pénalités", "penalites"),
        ("fr", "mineur", "minorité"),
        ("en", "child", "children"),
        ("en", "traffic", "trafficking"),
        ("en", "organization", "organisations"),
        ("nl", "slachtoffer", "slachtoffers"),
    ] {
        assert!(meet(language, a, b), "{language}: {a} and {b} should meet");
    }
    for (language, a, b) in [
        ("es", "trata", "tratado"),
        ("es", "trata", "tratar"),
        ("es", "penalidad", "penal"),
        ("fr", "pénalité", "pénal"),
        ("en", "organ", "organization"),
        ("en", "person", "personal"),
    ] {
        assert!(!meet(language, a, b), "{language}: {a} and {b} should not meet");
    }
}

#[test]
fn a_language_without_a_stemmer_has_no_stems() {
    assert_eq!(stem::stem("ht", "moun"), "moun");
    assert!(lexicon().expect("the thesaurus").stems("ht", "moun", "moun").is_empty());
}

#[test]
fn the_thesaurus_is_whole() {
    let lexicon = lexicon().expect("the thesaurus");
    assert!(lexicon.thesaurus.concepts.len() >= 60);
    for concept in &lexicon.thesaurus.concepts {
        for language in ["en", "es", "fr", "nl"] {
            assert!(concept.terms.iter().any(|t| t.language == language), "{} has no term in {language}", concept.id);
        }
    }
}

#[test]
fn mistakes_in_a_thesaurus_are_named() {
    let codes = |text: &str| -> Vec<&str> {
        let mut sources = Sources::default();
        let source = sources.add("thesaurus.toml".into(), text);
        Thesaurus::read(text, source).diagnostics.iter().map(|d| d.code).collect()
    };
    assert_eq!(codes("[[concept]]\nid = \"a\"\nterms = { en = [\"a\"] }"), ["H005"]);
    assert_eq!(codes("[[concept]]\nid = \"a\"\nterms = { en = [\"a\"], xx = [\"b\"] }"), ["H003"]);
    assert_eq!(codes("[[protected]]\nlanguage = \"en\"\nstem = \"a\"\nwords = [\"two words\"]"), ["H002"]);
    assert_eq!(codes("[[protected]]\nlanguage = \"en\"\nstem = \"a\"\nwords = []"), ["H001"]);
    assert_eq!(codes("[[concpt]]\nid = \"a\""), ["T007"]);
}

#[test]
fn a_missing_thesaurus_is_named() {
    let error = lexicon_from(std::path::Path::new("/nowhere/thesaurus.toml")).expect_err("not there");
    assert!(error.to_string().contains("/nowhere/thesaurus.toml"), "{error}");
}

#[test]
fn an_index_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<super::Index>();
}
