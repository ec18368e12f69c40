//! Penalties read from prose: tables of texts with what is expected of them, and laws that hold for every text.

mod instrument;
mod spelled;

use std::fs;

use lacuna::law::penalty::Penalty;
use lacuna::law::prose::{self, Found, Read, Target};
use proptest::prelude::*;
use serde::Deserialize;

use crate::scratch::project;

/// A text and the penalties in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    /// The currency of the state.
    currency: Option<String>,
    /// Each penalty in one line, see [`line`].
    #[serde(default)]
    is: Vec<String>,
    /// How many passages are told as not read.
    #[serde(default)]
    unread: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

const LANGUAGES: [&str; 4] = ["en", "es", "fr", "nl"];

fn cases(lang: &str) -> Vec<Case> {
    let path = project().join(format!("tests/cases/penalties/{lang}.toml"));
    let text = fs::read_to_string(&path).unwrap();
    toml::from_str::<Cases>(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())).case
}

/// A penalty in one line: its words, then what is not the usual (`any`, `unstated`) of victim, offender and mode, then the reference.
fn line(found: &Found) -> String {
    let p: &Penalty = &found.penalty;
    let mut all = vec![if found.refers.is_some() { String::new() } else { p.words() }];
    all.extend([p.victim.word(), p.offender.word(), p.mode.word()].map(str::to_string));
    all.retain(|w| !w.is_empty() && w != "any" && w != "unstated");
    if let Some(refers) = &found.refers {
        all.push(match &refers.target {
            Target::Provisions(numbers) => format!("as in {}", numbers.join("+")),
            Target::Inside(number) => format!("as in ({number})"),
            Target::Preceding => "as before".into(),
            Target::Same => "the same".into(),
        });
        all.extend(refers.change.map(|c| c.words()));
    }
    all.join(" | ")
}

#[test]
fn penalties_are_read_as_people_read_them() {
    let mut wrong = Vec::new();
    for lang in LANGUAGES {
        let all = cases(lang);
        assert!(all.len() >= 60, "{lang} has {} cases", all.len());
        for case in all {
            let read = prose::read(&case.text, lang, case.currency.as_deref());
            let lines: Vec<String> = read.penalties.iter().map(line).collect();
            if lines != case.is || read.unparsed.len() != case.unread {
                let open: Vec<&str> = read.unparsed.iter().map(|u| u.why.as_str()).collect();
                wrong.push(format!(
                    "{lang}: {}\n  expected {:?}\n  read     {lines:?}, not read {open:?}",
                    case.text, case.is
                ));
            }
            holds(&case.text, lang, &read);
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is true of every reading of every text.
fn holds(text: &str, lang: &str, read: &Read) {
    let ranges = read.penalties.iter().map(|f| &f.range).chain(read.unparsed.iter().map(|u| &u.range));
    let pieces = read.penalties.iter().flat_map(|f| f.pieces.iter().map(|p| &p.range));
    for range in ranges.chain(pieces) {
        assert!(text.get(range.clone()).is_some(), "{lang}: {range:?} of {text:?}");
    }
    for found in &read.penalties {
        for (figure, ways) in figures(&found.penalty) {
            let stands = ways.iter().any(|way| way.iter().all(|n| spelled::stands(*n, text, lang)));
            assert!(stands, "{lang}: {figure} does not stand in {text:?}");
        }
        let p = &found.penalty;
        let nothing = p.imprisonment.is_none() && p.fine.is_none() && p.also.is_empty() && p.like.is_none();
        assert!(!(nothing && p.daily_fine.is_none() && p.in_default.is_none()), "{lang}: nothing in {text:?}");
    }
}

/// Every figure of a penalty with the numbers of which one way must stand in the text: 18 months may be 18, or 1 and 6.
fn figures(penalty: &Penalty) -> Vec<(u64, Vec<Vec<u64>>)> {
    let mut all = Vec::new();
    for prison in [penalty.imprisonment, penalty.in_default].into_iter().flatten() {
        for months in [prison.min_months, prison.max_months].into_iter().flatten() {
            let years = if months % 12 == 0 { vec![months / 12] } else { vec![months / 12, months % 12] };
            all.push((months, vec![vec![months], years]));
        }
        for days in [prison.min_days, prison.max_days].into_iter().flatten() {
            let weeks = if days % 7 == 0 { days / 7 } else { days };
            all.push((days, vec![vec![days], vec![weeks]]));
        }
    }
    for fine in [&penalty.fine, &penalty.daily_fine].into_iter().flatten() {
        all.extend([fine.min, fine.max].into_iter().flatten().map(|n| (n, vec![vec![n]])));
    }
    all
}

/// Words of statutes and others, thrown together.
fn rubble() -> impl Strategy<Value = String> {
    let words = [
        "imprisonment",
        "for",
        "a",
        "term",
        "of",
        "not",
        "less",
        "than",
        "fine",
        "$",
        "5",
        "000",
        "1 000",
        "years",
        "months",
        "or",
        "both",
        "prisión",
        "de",
        "seis",
        "a",
        "doce",
        "años",
        "multa",
        "quetzales",
        "y",
        "puni",
        "d'",
        "emprisonnement",
        "ans",
        "et",
        "gevangenisstraf",
        "van",
        "ten",
        "hoogste",
        "jaren",
        "geldboete",
        "categorie",
        "vijfde",
        "liable",
        "(a)",
        "(15)",
        "(",
        ")",
        ";",
        ".",
        ",",
        "—",
        "\n\n- (b) ",
        "\n",
        "> ",
        "twenty",
        "million",
        "mil",
        "cent",
        "vingt",
        "quatre",
        "duizend",
        "child",
        "menor",
        "mineur",
        "to",
        "life",
        "é",
        "ſ",
        "\u{ad}",
        "€",
        "99999999999999999999",
        "18446744073709551615",
        "0",
        "gestraft",
        "same",
        "penalty",
        "misma pena",
        "mêmes peines",
        "dezelfde straf",
        "un tercio",
        "artículo 5",
        "article 225-4-1",
        "summary conviction",
        "indictment",
        "days",
        "each day",
        "\\*",
        "- ",
    ];
    proptest::collection::vec((proptest::sample::select(words.to_vec()), proptest::bool::ANY), 0..40).prop_map(|all| {
        all.into_iter().map(|(word, space)| if space { format!("{word} ") } else { word.to_string() }).collect()
    })
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in any::<String>(), lang in proptest::sample::select(LANGUAGES.to_vec())) {
        holds(&text, lang, &prose::read(&text, lang, Some("TTD")));
    }

    #[test]
    fn no_rubble_is_too_much(text in rubble(), lang in proptest::sample::select(LANGUAGES.to_vec())) {
        holds(&text, lang, &prose::read(&text, lang, None));
        holds(&text, lang, &prose::read_said(&text, lang, None));
    }
}
