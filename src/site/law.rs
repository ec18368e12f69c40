//! Pages of a state and of an instrument.

use serde_json::{Value, json};

use super::{Site, view};
use crate::assess::Assessment;
use crate::law::id::JurisdictionCode;
use crate::law::state::Jurisdiction;
use crate::law::words::Status;
use crate::law::{Conflict, Instrument, Provision};
use crate::penalties::PenaltyRow;
use crate::report;

/// The way to a state's page.
pub(super) fn crumbs_of(state: &Jurisdiction) -> Value {
    json!([
        { "path": "index.html", "title": "States" },
        { "path": format!("{}/index.html", state.code.folder()), "title": state.name() }
    ])
}

/// The page of a state.
pub(super) fn state(site: &Site, state: &Jurisdiction, assessment: &Assessment) -> Value {
    let folder = state.code.folder();
    let names: Vec<String> = state.names.iter().map(|(lang, name)| format!("{name} ({lang})")).collect();
    let laws: Vec<Value> = site
        .corpus
        .of(&state.code)
        .map(|i| {
            json!({
                "path": view::instrument_path(i),
                "citation": i.citation(),
                "status": i.status.word().replace('-', " "),
                "as_of": i.as_of,
                "provisions": i.provisions.len(),
                "complete": i.complete,
                "text": i.text_kind,
                "grade": i.grade,
            })
        })
        .collect();
    let treaties: Vec<Value> = state
        .treaties
        .iter()
        .map(|t| {
            let title = site
                .corpus
                .instruments
                .iter()
                .find(|i| i.jurisdiction.is_international() && i.short_name == t.instrument);
            json!({
                "file": t.instrument,
                "title": title.map_or(t.instrument.as_str(), |i| i.title.as_str()),
                "act": t.act,
                "signed": t.signed,
                "date": t.date.map(|d| d.to_string()).unwrap_or_default(),
                "in_force": t.in_force.map(|d| d.to_string()).unwrap_or_default(),
                "sources": view::sources(&site.corpus, &state.code, &t.sources),
                "note": t.note,
            })
        })
        .collect();
    let pillars: Vec<Value> = site
        .rubric
        .pillars
        .iter()
        .map(|pillar| {
            let rows: Vec<Value> = site
                .rubric
                .criteria
                .iter()
                .zip(&assessment.findings)
                .filter(|(c, _)| c.pillar == pillar.id)
                .map(|(c, f)| {
                    let evidence: Vec<Value> = report::distinct(f.evidence())
                        .iter()
                        .take(3)
                        .map(|e| view::evidence(&site.corpus, e))
                        .collect();
                    json!({ "id": c.id, "title": c.title, "gate": c.gate, "level": f.level, "stale": f.stale,
                            "note": f.note, "evidence": evidence })
                })
                .collect();
            json!({ "title": pillar.title, "rows": rows })
        })
        .collect();
    let scores: Vec<&crate::assess::Score> =
        site.rubric.scores.iter().filter_map(|s| assessment.scores.get(&s.id)).collect();
    json!({
        "title": state.name(),
        "crumbs": [{ "path": "index.html", "title": "States" }],
        "code": state.code,
        "names": names.join(", "),
        "groups": state.groups.join(", ").replace('-', " "),
        "tradition": state.tradition.word().replace('-', " "),
        "languages": state.languages.join(", "),
        "currency": state.currency,
        "note": state.note,
        "report": format!("{folder}/report.html"),
        "sources_path": format!("{folder}/sources.html"),
        "coverage_path": format!("{folder}/coverage.html"),
        "searched": !state.searches.is_empty(),
        "has_penalties": has_penalties(site, state),
        "nothing_of": nothing_of(site, state),
        "band": assessment.band,
        "band_words": assessment.band_words,
        "rests_on": assessment.robustness.as_ref().map(|r| r.band_rests_on.join(", ")).unwrap_or_default(),
        "scores": scores,
        "pillars": pillars,
        "laws": laws,
        "treaties": treaties,
    })
}

/// Does the page of penalties show this state?
fn has_penalties(site: &Site, state: &Jurisdiction) -> bool {
    site.penalties.rows.iter().any(|r| r.jurisdiction == state.code)
        || site.penalties.unread.iter().any(|u| u.jurisdiction == state.code)
}

/// Families of which no law in force was found, by title.
fn nothing_of<'s>(site: &'s Site, state: &Jurisdiction) -> Vec<&'s str> {
    let covered = site.coverage.iter().filter(|c| c.code == state.code).flat_map(|c| &c.families);
    covered.filter(|f| !f.has_law_in_force()).map(|f| f.title.as_str()).collect()
}

/// The page of an instrument.
pub(super) fn instrument(site: &Site, instrument: &Instrument) -> Value {
    let code = &instrument.jurisdiction;
    let state = site.corpus.jurisdictions.get(code);
    let crumbs = state.map_or_else(|| json!([{ "path": "index.html", "title": "States" }]), crumbs_of);
    let mut part = "";
    let mut provisions = Vec::new();
    let of_it = |r: &&PenaltyRow| r.read.is_some() && r.instrument == instrument.id;
    let read: Vec<&PenaltyRow> = site.penalties.rows.iter().filter(of_it).collect();
    for p in &instrument.provisions {
        let new_part = if p.part == part { "" } else { p.part.as_str() };
        part = &p.part;
        let here = |r: &&PenaltyRow| r.provision == p.eid && r.short_name == instrument.short_name;
        let mine: Vec<&PenaltyRow> = read.iter().copied().filter(here).collect();
        provisions.push(provision(site, instrument, p, new_part, &mine));
    }
    let toc: Vec<Value> = instrument
        .provisions
        .iter()
        .filter(|p| !p.eid.as_str().contains("__") || instrument.jurisdiction.is_international())
        .map(|p| json!({ "eid": p.eid, "label": label(p) }))
        .collect();
    let dates =
        [("assented", instrument.assented), ("commenced", instrument.commenced), ("repealed", instrument.repealed)];
    let mut facts: Vec<String> = [&instrument.number, &instrument.chapter].into_iter().flatten().cloned().collect();
    facts.extend(dates.iter().filter_map(|(what, date)| Some(format!("{what} {}", (*date)?))));
    facts.push(if instrument.complete { "every provision is here".into() } else { "only part of it is here".into() });
    facts.push(format!("identifier {}", instrument.id));
    if !instrument.replaces.is_empty() {
        let names: Vec<String> = instrument.replaces.iter().map(|r| site.corpus.name_of(r)).collect();
        facts.push(format!("replaces {}", names.join(", ")));
    }
    let repealed_note = if instrument.status == Status::Repealed {
        let by =
            instrument.repealed_by.as_deref().map(|b| format!(" by {}", site.corpus.name_of(b))).unwrap_or_default();
        format!("Repealed{by}. Kept as history; it earns no credit.")
    } else {
        String::new()
    };
    let amendments: Vec<Value> = instrument
        .amendments
        .iter()
        .map(|a| {
            json!({ "by": site.corpus.name_of(&a.by), "path": site.corpus.named(&a.by).map(view::instrument_path),
                    "date": a.date, "applied": a.applied, "note": a.note })
        })
        .collect();
    json!({
        "title": instrument.title,
        "crumbs": crumbs,
        "language": instrument.language,
        "words": instrument.written_in().first(),
        "status_line": view::status_line(instrument, None, site.as_of),
        "is_bill": instrument.status == Status::Bill,
        "repealed_note": repealed_note,
        "facts": facts.join(" · "),
        "sources": view::sources(&site.corpus, code, &instrument.sources),
        "introduction": instrument.introduction,
        "conflicts": conflicts(site, code, &instrument.conflicts),
        "amendments": amendments,
        "toc": toc,
        "provisions": provisions,
    })
}

fn conflicts(site: &Site, code: &JurisdictionCode, all: &[Conflict]) -> Vec<report::ConflictRow> {
    all.iter().map(|c| report::ConflictRow::new(&site.corpus, code, String::new(), c)).collect()
}

/// Number and heading of a provision.
pub(super) fn label(p: &Provision) -> String {
    match (p.number.is_empty(), p.heading.is_empty()) {
        (true, true) => p.eid.pinpoint(),
        (true, false) => p.heading.clone(),
        (false, true) => p.number.clone(),
        (false, false) => format!("{}. {}", p.number.trim_end_matches('.'), p.heading).replace("). ", ") "),
    }
}

fn provision(site: &Site, instrument: &Instrument, p: &Provision, part: &str, read: &[&PenaltyRow]) -> Value {
    let depth = p.eid.as_str().matches("__").count();
    let coded = p.facts.penalties.iter();
    let mut penalties: Vec<Value> = coded
        .map(
            |q| json!({ "offence": q.offence, "victim": q.victim, "mode": q.mode, "words": q.words(), "note": q.note, "read": null }),
        )
        .collect();
    penalties.extend(read.iter().map(|r| {
        json!({ "offence": r.offence, "victim": r.victim, "mode": r.mode, "words": r.words, "note": r.note, "read": r.read })
    }));
    let readings: Vec<Value> = p
        .facts
        .readings
        .iter()
        .filter_map(|r| {
            let criterion = site.rubric.criterion(&r.criterion)?;
            let words = |ids: &[String]| report::titles(criterion, ids).join("; ").to_lowercase();
            Some(json!({ "criterion": r.criterion, "title": criterion.title, "has": words(&r.has), "lacks": words(&r.lacks), "note": r.note }))
        })
        .collect();
    json!({
        "eid": p.eid,
        "label": label(p),
        "pinpoint": p.eid.pinpoint(),
        "part": part,
        "child": depth > 0,
        "tag": if depth == 0 { 3 } else { 4 },
        "text": p.text,
        "penalties": penalties,
        "conflicts": conflicts(site, &instrument.jurisdiction, &p.facts.conflicts),
        "readings": readings,
        "status_line": view::status_line(instrument, Some(p), site.as_of),
        "sources": view::sources(&site.corpus, &instrument.jurisdiction, if p.facts.sources.is_empty() { &instrument.sources } else { &p.facts.sources }),
    })
}
