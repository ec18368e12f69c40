//! Small worlds of law for tests: instruments written as one text each, and a plain answer to a criterion.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use lacuna::assess::{Assessment, Options, assess};
use lacuna::corpus::Corpus;
use lacuna::diag::{Diagnostic, SourceId, Sources, Span};
use lacuna::law::date::PartialDate;
use lacuna::law::id::JurisdictionCode;
use lacuna::law::state::Jurisdiction;
use lacuna::law::words::{Grade, Kind, Level, Status, TextKind, Tradition};
use lacuna::law::{Facts, Instrument, Provision};
use lacuna::reader::{self, MachineReading};
use lacuna::rubric::Rubric;

/// The repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file number for spans.
pub(crate) fn source() -> SourceId {
    Sources::default().add(PathBuf::from("test"), "")
}

/// The rubric of the project; any mistake in it fails the test.
pub(crate) fn rubric() -> Rubric {
    let path = root().join("rubrics/palermo-ccss.toml");
    let text = std::fs::read_to_string(&path).expect("the rubric is there");
    let mut sources = Sources::default();
    let id = sources.add(path, &text);
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut rubric = lacuna::rubric::read(&text, id, &mut out);
    let packs = std::fs::read_dir(root().join("rubrics/palermo-ccss")).into_iter().flatten().flatten();
    let mut packs: Vec<PathBuf> = packs.map(|e| e.path()).collect();
    packs.sort();
    for path in packs.into_iter().filter(|p| p.extension().is_some_and(|e| e == "toml")) {
        let text = std::fs::read_to_string(&path).expect("a language pack");
        let id = sources.add(path, &text);
        lacuna::rubric::read_pack(&mut rubric, &text, id, &mut out);
    }
    let list: Vec<String> = out.iter().map(|d| lacuna::diag::short(&sources, d)).collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
    rubric
}

/// An instrument from one text: `# sec_3 Heading` begins a provision.
pub(crate) fn instrument(id: &str, title: &str, text: &str) -> Instrument {
    let span = Span::new(source(), 0..0);
    let mut provisions: Vec<Provision> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("# ") {
            let (eid, heading) = head.split_once(' ').unwrap_or((head, ""));
            provisions.push(Provision {
                eid: eid.parse().unwrap_or_else(|()| panic!("{eid} is no eId")),
                number: String::new(),
                heading: heading.to_string(),
                part: String::new(),
                text: String::new(),
                facts: Facts::default(),
                span,
            });
        } else if let Some(provision) = provisions.last_mut() {
            provision.text.push_str(line);
            provision.text.push('\n');
        }
    }
    let id: lacuna::law::id::InstrumentId = id.parse().unwrap_or_else(|()| panic!("{id} is no identifier"));
    Instrument {
        jurisdiction: id.state().parse().expect("a state"),
        id,
        short_name: "test".into(),
        title: title.into(),
        kind: Kind::Act,
        number: None,
        chapter: None,
        aliases: Vec::new(),
        language: "en".into(),
        text_kind: TextKind::Official,
        complete: true,
        amending_only: false,
        status: Status::InForce,
        families: Vec::new(),
        assented: None,
        commenced: None,
        repealed: None,
        repealed_by: None,
        replaces: Vec::new(),
        amends: Vec::new(),
        enacted_as: None,
        as_of: "2020".parse::<PartialDate>().expect("a date"),
        sources: Vec::new(),
        grade: Grade::A,
        amendments: Vec::new(),
        imported: None,
        introduction: String::new(),
        conflicts: Vec::new(),
        provisions,
        span,
    }
}

/// Reads what may be read, and nothing else.
pub(crate) fn read(rubric: &Rubric, laws: &[Instrument]) -> MachineReading {
    let readable: Vec<&Instrument> =
        laws.iter().filter(|l| reader::unreadable(l).is_none() && l.status != Status::Repealed).collect();
    reader::read(rubric, &readable)
}

/// The shipped scorer's answers over the same laws, read alone; repealed law is no text that one asks.
pub(crate) fn assessed(rubric: &Rubric, laws: &[Instrument]) -> Assessment {
    let code: JurisdictionCode = "XX".parse().expect("a code");
    let state = Jurisdiction {
        code: code.clone(),
        names: BTreeMap::new(),
        groups: Vec::new(),
        languages: Vec::new(),
        tradition: Tradition::Unknown,
        currency: String::new(),
        note: String::new(),
        treaties: Vec::new(),
        checklist: Vec::new(),
        sources: Vec::new(),
        searches: Vec::new(),
        decisions: BTreeMap::new(),
        span: Span::new(source(), 0..0),
    };
    let mut instruments: Vec<Instrument> = laws.iter().filter(|l| l.status != Status::Repealed).cloned().collect();
    for instrument in &mut instruments {
        instrument.jurisdiction = code.clone();
    }
    let mut corpus = Corpus::default();
    corpus.instruments.extend(instruments);
    assess(&corpus, rubric, &state, Options { as_of: jiff::civil::date(2026, 1, 1), alone: true })
}

/// The answer to one criterion.
pub(crate) fn level(assessment: &Assessment, criterion: &str) -> Level {
    assessment.finding(criterion).unwrap_or_else(|| panic!("no finding for {criterion}")).level
}

/// Folder of the samples, if it is there; in CI it must be.
pub(crate) fn samples() -> Option<PathBuf> {
    let folder = std::env::var("LACUNA_SAMPLES").map_or_else(|_| root().join("../shared/samples"), PathBuf::from);
    if folder.join("MANIFEST.toml").is_file() {
        return Some(folder);
    }
    assert!(std::env::var("CI").is_err(), "no samples at {}", folder.display());
    // Past the test runner, which keeps to itself what a test that passes prints.
    let _ = writeln!(std::io::stderr(), "SKIPPED: no samples at {} (set LACUNA_SAMPLES)", folder.display());
    None
}

/// A plain-text bill cut into provisions: a heading line, then `3.(1)` or `3.`.
pub(crate) fn cut_bill(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the sample can be read");
    let from = text.find("ENACTED by").unwrap_or(0);
    let to = text.find("Read three times").unwrap_or(text.len());
    let (mut out, mut heading, mut number) = (String::new(), Vec::new(), 0usize);
    let lines: Vec<&str> = text[from..to].lines().skip(1).collect();
    for line in lines {
        let line = line.trim_end().trim_start_matches('\u{c}');
        if line.trim().is_empty() || line.trim().bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let next = format!("{}.", number + 1);
        let plain = !line.starts_with([' ', '(']) && line.starts_with(|c: char| c.is_uppercase());
        if let Some(rest) = line.strip_prefix(&next).filter(|r| r.starts_with(['(', ' '])) {
            number += 1;
            out.push_str(&format!("# sec_{number} {}\n{}\n", heading.join(" "), rest.trim()));
            heading.clear();
        } else if plain && heading.len() < 2 && !line.ends_with(['.', ';', ',']) && line.len() < 76 {
            heading.push(line.trim());
        } else {
            for kept in heading.drain(..) {
                out.push_str(&format!("{kept}\n"));
            }
            out.push_str(&format!("{line}\n"));
        }
    }
    out
}
