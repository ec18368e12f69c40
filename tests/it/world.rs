//! A small corpus made in memory.

use std::collections::BTreeMap;

use lacuna::corpus::Corpus;
use lacuna::diag::{Sources, Span};
use lacuna::index::Index;
use lacuna::law::state::Jurisdiction;
use lacuna::law::words::{Grade, Kind, Status, TextKind, Tradition};
use lacuna::law::{Facts, Instrument, Provision, Reading};
use lacuna::query::scan::{self, scan};
use lacuna::query::{Node, read};

/// One provision: instrument (0 to 3), eId, heading, body.
pub(crate) type Row = (usize, String, String, String);

/// State, identifier, language, title, number, chapter.
type Made = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>, Option<&'static str>);

const INSTRUMENTS: [Made; 4] = [
    (
        "tt",
        "/akn/tt/act/2011/14",
        "en",
        "Trafficking in Persons Act, 2011",
        Some("Act 14 of 2011"),
        Some("Chap. 12:10"),
    ),
    ("do", "/akn/do/act/2003/137-03", "es", "Ley sobre Trata de Personas", Some("Ley 137-03"), None),
    ("ht", "/akn/ht/act/2014/traite", "fr", "Loi sur la lutte contre la traite des personnes", None, None),
    ("sr", "/akn/sr/code/1911/penal", "nl", "Wetboek van Strafrecht", None, Some("Cap. 3.01")),
];

const STATES: [(&str, &str, &str, &str); 4] = [
    ("TT", "Trinidad and Tobago", "Trinité-et-Tobago", "Trinidad y Tobago"),
    ("DO", "Dominican Republic", "République dominicaine", "República Dominicana"),
    ("HT", "Haiti", "Haïti", "Haití"),
    ("SR", "Suriname", "Suriname", "Surinam"),
];

pub(crate) fn row(instrument: usize, eid: &str, heading: &str, body: &str) -> Row {
    (instrument, eid.into(), heading.into(), body.into())
}

pub(crate) fn corpus(rows: &[Row]) -> Corpus {
    let mut sources = Sources::default();
    let span = Span::new(sources.add("made.md".into(), ""), 0..0);
    let mut jurisdictions = BTreeMap::new();
    for (code, en, fr, es) in STATES {
        let code: lacuna::law::id::JurisdictionCode = code.parse().expect("a code");
        let names = [("en", en), ("fr", fr), ("es", es)].map(|(l, n)| (l.to_string(), n.to_string()));
        let state = Jurisdiction {
            code: code.clone(),
            names: names.into_iter().collect(),
            groups: Vec::new(),
            languages: vec!["en".into()],
            tradition: Tradition::Common,
            currency: "USD".into(),
            note: String::new(),
            treaties: Vec::new(),
            checklist: Vec::new(),
            sources: Vec::new(),
            searches: Vec::new(),
            decisions: BTreeMap::new(),
            span,
        };
        jurisdictions.insert(code, state);
    }
    let instruments =
        INSTRUMENTS.iter().enumerate().map(|(i, (state, id, language, title, number, chapter))| Instrument {
            id: id.parse().expect("an identifier"),
            jurisdiction: state.parse().expect("a code"),
            short_name: format!("made-{i}"),
            title: (*title).into(),
            kind: if id.contains("code") { Kind::Code } else { Kind::Act },
            number: number.map(Into::into),
            chapter: chapter.map(Into::into),
            aliases: Vec::new(),
            language: (*language).into(),
            text_kind: TextKind::Digest,
            complete: false,
            amending_only: false,
            status: if *state == "sr" { Status::Repealed } else { Status::InForce },
            families: Vec::new(),
            assented: None,
            commenced: None,
            repealed: None,
            repealed_by: None,
            replaces: Vec::new(),
            amends: Vec::new(),
            enacted_as: None,
            as_of: "2023".parse().expect("a date"),
            sources: Vec::new(),
            grade: Grade::B,
            amendments: Vec::new(),
            conflicts: Vec::new(),
            imported: None,
            introduction: String::new(),
            provisions: rows.iter().filter(|r| r.0 == i).map(|r| provision(r, span)).collect(),
            span,
        });
    let hash = format!("{rows:?}");
    let mut corpus = Corpus::default();
    corpus.instruments.extend(instruments);
    corpus.jurisdictions = jurisdictions;
    corpus.sources = sources;
    corpus.hash = hash;
    corpus
}

fn provision((instrument, eid, heading, body): &Row, span: Span) -> Provision {
    let consent = body.to_lowercase().contains("consent");
    let reading = Reading {
        criterion: "def-consent".into(),
        has: vec!["irrelevant".into()],
        lacks: Vec::new(),
        note: String::new(),
        span,
    };
    Provision {
        eid: eid.parse().expect("an eId"),
        number: String::new(),
        heading: heading.clone(),
        part: String::new(),
        text: body.clone(),
        facts: Facts {
            grade: Some(if *instrument == 0 { Grade::A } else { Grade::C }),
            readings: if consent { vec![reading] } else { Vec::new() },
            ..Facts::default()
        },
        span,
    }
}

pub(crate) fn index(corpus: &Corpus) -> Index {
    Index::in_memory(corpus, &[], &mut |_, _| {}).expect("an index in memory")
}

/// What the index finds, as places among the records.
pub(crate) fn found(index: &Index, node: &Node) -> Vec<usize> {
    index.find(node, node).expect("an answer").into_iter().map(|m| m.ordinal).collect()
}

/// What the plain reading finds.
pub(crate) fn scanned(index: &Index, corpus: &Corpus, node: &Node) -> Vec<usize> {
    let meets = |record: &lacuna::index::record::Record| {
        let reading = scan::Reading::new(&record.text(corpus), &record.about.written_in, index.lexicon());
        scan(node, &reading, &record.about, index.lexicon()).is_some()
    };
    index.records().iter().enumerate().filter(|(_, r)| meets(r)).map(|(i, _)| i).collect()
}

/// eIds that a query finds, checked against the plain reading.
pub(crate) fn eids(corpus: &Corpus, index: &Index, query: &str) -> Vec<String> {
    let read = read(query).expect("a query");
    let all = found(index, &read.root);
    assert_eq!(all, scanned(index, corpus, &read.root), "index and scan differ on {query}: {:?}", read.root);
    let eid = |i: usize| index.records()[i].of(corpus).map(|(_, p)| p.eid.to_string()).unwrap_or_default();
    all.into_iter().map(eid).collect()
}
