//! Pieces of pages that several pages share: paths, status lines, sources, evidence.

use serde_json::{Value, json};

use crate::assess::Evidence;
use crate::corpus::Corpus;
use crate::law::id::{Eid, InstrumentId, JurisdictionCode};
use crate::law::words::{Grade, TextKind};
use crate::law::{Instrument, Provision};

/// Path of an instrument's page.
pub fn instrument_path(instrument: &Instrument) -> String {
    if instrument.jurisdiction.is_international() {
        return format!("int/{}.html", instrument.short_name);
    }
    format!("{}/law/{}.html", instrument.jurisdiction.folder(), instrument.short_name)
}

/// Path of a provision.
pub fn provision_path(instrument: &Instrument, eid: &Eid) -> String {
    format!("{}#{eid}", instrument_path(instrument))
}

/// Path of a provision by identifiers; the state's folder where the instrument is not loaded.
pub fn path_of(corpus: &Corpus, instrument: &InstrumentId, eid: &Eid) -> String {
    let found = corpus.instruments.iter().find(|i| i.id == *instrument && i.provision(eid.as_str()).is_some());
    found.map_or_else(|| format!("{}/index.html", instrument.state()), |i| provision_path(i, eid))
}

/// Sources by key, ready to be linked.
pub fn sources(corpus: &Corpus, code: &JurisdictionCode, keys: &[String]) -> Vec<Value> {
    keys.iter()
        .map(|key| match corpus.source(code, key) {
            Some(s) => json!({
                "title": s.title,
                "link": web_link(&s.address),
                "speaks_for": s.speaks_for.map(|d| format!("speaks for {d}")),
            }),
            None => json!({ "title": key, "link": null, "speaks_for": null }),
        })
        .collect()
}

/// An address that may be linked to.
pub fn web_link(address: &str) -> Option<&str> {
    let plain =
        (address.starts_with("https://") || address.starts_with("http://")) && !address.contains(char::is_whitespace);
    plain.then_some(address)
}

/// `In force. Our digest. Grade B (official description). Speaks for 2023.`
pub fn status_line(instrument: &Instrument, provision: Option<&Provision>, as_of: jiff::civil::Date) -> String {
    let force = match provision {
        Some(p) => instrument.provision_in_force_on(p, as_of),
        None => instrument.in_force_on(as_of),
    };
    let status = provision.and_then(|p| p.facts.status).unwrap_or(instrument.status);
    let treaty = instrument.jurisdiction.is_international();
    let words = match status {
        crate::law::words::Status::Bill => "Bill, not law".to_string(),
        _ if treaty => "International instrument; binds a state as its treaty status says".to_string(),
        crate::law::words::Status::InForce if force == crate::law::InForce::Yes => "In force".to_string(),
        other => sentence(&format!("{} ({})", force.words(), other.word().replace('-', " "))),
    };
    let kind = match instrument.text_kind {
        TextKind::Digest => "Our digest, not the official text",
        TextKind::Official => "Official text as imported",
    };
    let grade = provision.map_or(Some(instrument.grade), |p| p.facts.grade);
    let grade = grade.map_or(String::new(), |g: Grade| format!(" Grade {g} ({}).", g.words()));
    let date = provision.and_then(|p| p.facts.speaks_for).unwrap_or(instrument.as_of);
    format!("{words}. {kind}.{grade} Speaks for {date}.")
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Evidence with its path.
pub fn evidence(corpus: &Corpus, e: &Evidence) -> Value {
    json!({
        "path": path_of(corpus, &e.instrument, &e.provision),
        "citation": e.pinpoint.citation,
        "pinpoint": e.pinpoint.eid.pinpoint(),
        "quote": e.quote,
        "grade": e.grade,
        "note": e.note,
        "elements": "",
    })
}

/// Puts a `path` beside every object that holds an `instrument` and a `provision`.
pub fn add_paths(corpus: &Corpus, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|v| add_paths(corpus, v)),
        Value::Object(map) => {
            let id = map.get("instrument").and_then(Value::as_str).and_then(|s| s.parse::<InstrumentId>().ok());
            let eid = map.get("provision").and_then(Value::as_str).and_then(|s| s.parse::<Eid>().ok());
            if let (Some(id), Some(eid)) = (id, eid) {
                map.insert("path".into(), json!(path_of(corpus, &id, &eid)));
            }
            map.values_mut().for_each(|v| add_paths(corpus, v));
        }
        _ => {}
    }
}
