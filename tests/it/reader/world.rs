//! Small worlds of law for tests: instruments written as one text each, and a plain answer to a criterion.

use std::io::Write;
use std::path::{Path, PathBuf};

use lacuna::diag::{Diagnostic, SourceId, Sources, Span};
use lacuna::law::date::PartialDate;
use lacuna::law::words::{Grade, Kind, Level, Status, TextKind};
use lacuna::law::{Facts, Instrument, Provision};
use lacuna::reader::{self, MachineReading};
use lacuna::rubric::rule::Truth;
use lacuna::rubric::{Criterion, Effect, Role, Rubric};

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
    let rubric = lacuna::rubric::read(&text, id, &mut out);
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

/// The answer of the text read alone: what is not in it is not there, unless the reader doubts.
pub(crate) fn level(criterion: &Criterion, reading: &MachineReading, read_anything: bool) -> Level {
    if !read_anything {
        return Level::NotAssessed;
    }
    let sighted = |id: &str| reading.sightings.iter().any(|s| s.criterion == criterion.id && s.element == id);
    let doubted = |id: &str| reading.doubts.iter().any(|d| d.criterion == criterion.id && d.element == id);
    let truth = |id: &str| match (sighted(id), doubted(id)) {
        (true, _) => Truth::Yes,
        (false, true) => Truth::Open,
        (false, false) => Truth::No,
    };
    let warned = |effect| {
        criterion.elements.iter().any(|e| e.role == Role::Warning && e.effect == Some(effect) && sighted(&e.id))
    };
    let (met, partly) = (criterion.met_rule.answer(&truth), criterion.partly_rule.answer(&truth));
    match (met, partly) {
        _ if warned(Effect::NotMet) => Level::NotMet,
        (Truth::Yes, _) if !warned(Effect::Partly) => Level::Met,
        (Truth::Yes, _) | (Truth::No, Truth::Yes) => Level::Partly,
        (Truth::Open, _) | (_, Truth::Open) => Level::Unknown,
        _ => Level::NotFound,
    }
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

/// A text of unknown make, cut where a line begins with the next number and a full stop.
pub(crate) fn cut_loose(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the sample can be read");
    let (mut out, mut number) = (String::from("# sec_0 \n"), 0usize);
    for line in text.lines() {
        let bare = line.trim_start_matches(['#', '*', ' ', '-']);
        let next = (number + 1..number + 4).find(|n| bare.starts_with(&format!("{n}.")));
        if let Some(n) = next.filter(|_| !bare.starts_with("1.1")) {
            number = n;
            out.push_str(&format!("# sec_{n} \n{}\n", bare.split_once('.').map_or("", |b| b.1)));
        } else {
            out.push_str(&format!("{}\n", line.trim_start_matches('#')));
        }
    }
    out
}
