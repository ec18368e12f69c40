//! Pages over all states: home, criteria, matrix, penalties, method, sources, the index of provisions.

use serde_json::{Value, json};

use super::{Site, law, view};
use crate::assess::Evidence;
use crate::law::InForce;
use crate::law::penalty::{Mode, PenaltyClass};
use crate::law::state::{Jurisdiction, Search, Source};
use crate::penalties::PenaltyRow;
use crate::report;
use crate::rubric::{Band, Criterion};

/// Groups on the home page: title, and which group puts a state there (the first that fits).
const GROUPS: [(&str, &str); 4] = [
    ("CARICOM members", "caricom-member"),
    ("CARICOM associates", "caricom-associate"),
    ("SICA members", "sica-member"),
    ("Others", ""),
];

pub(super) fn home(site: &Site) -> Value {
    let rating = site.rubric.scores.iter().find(|s| s.rates);
    let groups: Vec<Value> = GROUPS
        .iter()
        .enumerate()
        .map(|(i, (title, _))| {
            let here = |s: &Jurisdiction| {
                GROUPS.iter().position(|(_, g)| g.is_empty() || s.groups.iter().any(|x| x == g)) == Some(i)
            };
            let mut of_group: Vec<_> = site.corpus.states().zip(&site.assessments).filter(|(s, _)| here(s)).collect();
            of_group.sort_by_key(|(s, _)| s.name());
            let states: Vec<Value> = of_group
                .into_iter()
                .map(|(s, a)| {
                    let folder = s.code.folder();
                    json!({
                        "path": format!("{folder}/index.html"),
                        "report": format!("{folder}/report.html"),
                        "name": s.name(),
                        "band": a.band,
                        "coverage": a.coverage,
                        "score": rating.and_then(|r| a.scores.get(&r.id)),
                        "instruments": site.corpus.of(&s.code).count(),
                        "provisions": site.corpus.of(&s.code).map(|i| i.provisions.len()).sum::<usize>(),
                    })
                })
                .collect();
            json!({ "title": title, "states": states })
        })
        .filter(|g| g["states"].as_array().is_some_and(|s| !s.is_empty()))
        .collect();
    json!({ "title": "States", "groups": groups })
}

pub(super) fn criteria(site: &Site) -> Value {
    let pillars: Vec<Value> = site
        .rubric
        .pillars
        .iter()
        .map(|p| {
            let list: Vec<Value> =
                site.rubric.criteria.iter().filter(|c| c.pillar == p.id).map(|c| head(site, c)).collect();
            json!({ "title": p.title, "criteria": list })
        })
        .collect();
    json!({ "title": "Criteria", "summary": site.rubric.summary, "pillars": pillars })
}

fn head(site: &Site, c: &Criterion) -> Value {
    json!({
        "id": c.id,
        "number": c.number,
        "title": c.title,
        "question": c.question,
        "source_text": c.source_text,
        "class_title": site.rubric.class(&c.class).map(|x| x.title.as_str()),
        "strength": c.strength,
        "form": c.form,
        "gate": c.gate,
    })
}

pub(super) fn criterion(site: &Site, c: &Criterion) -> Value {
    let mut page = head(site, c);
    let coded: Vec<_> = site.coded().filter_map(|(s, a)| Some((s, a.finding(&c.id)?))).collect();
    let elements: Vec<Value> = c
        .elements
        .iter()
        .map(|e| {
            let cells: Vec<Value> = coded
                .iter()
                .map(|(s, f)| json!({ "code": s.code, "found": f.elements.iter().find(|x| x.id == e.id).and_then(|x| x.found) }))
                .collect();
            json!({ "title": e.title, "role": e.role, "cells": cells })
        })
        .collect();
    let states: Vec<Value> = coded
        .iter()
        .map(|(s, f)| {
            let evidence: Vec<Value> = report::distinct(f.evidence())
                .iter()
                .map(|e| {
                    let mut shown = view::evidence(&site.corpus, e);
                    shown["elements"] = json!(given_by(c, f, e));
                    shown
                })
                .collect();
            json!({
                "code": s.code,
                "name": s.name(),
                "path": format!("{}/index.html", s.code.folder()),
                "level": f.level,
                "stale": f.stale,
                "note": f.note,
                "class_note": f.class_note,
                "evidence": evidence,
                "missing": report::titles(c, &f.missing).join("; "),
                "to_load": f.to_load.join("; "),
            })
        })
        .collect();
    let refs: Vec<Value> = c
        .sources
        .iter()
        .filter_map(|pinpoint| {
            let (name, eid) = pinpoint.split_once('#')?;
            let treaty = site.corpus.instruments.iter().find(|i| i.jurisdiction.is_international() && i.short_name == name)?;
            let provision = treaty.provision(eid)?;
            Some(json!({ "path": view::provision_path(treaty, &provision.eid), "label": format!("{name} {}", provision.eid.pinpoint()) }))
        })
        .collect();
    let more = json!({
        "crumbs": [{ "path": "criteria/index.html", "title": "Criteria" }],
        "pillar_title": site.rubric.pillar_title(&c.pillar),
        "why": c.why,
        "refs": refs,
        "met": c.met,
        "partly": c.partly,
        "not_met": c.not_met,
        "note": c.note,
        "elements": elements,
        "states": states,
        "drafting": c.drafting,
    });
    merge(&mut page, more);
    page
}

/// Titles of the elements that this provision gives.
fn given_by(c: &Criterion, f: &crate::assess::Finding, e: &Evidence) -> String {
    let here = |v: &Evidence| v.instrument == e.instrument && v.provision == e.provision;
    let found = f.elements.iter().filter(|x| x.found == Some(true) && x.evidence.iter().any(here));
    let titles: Vec<&str> = found.filter_map(|x| c.element(&x.id)).map(|x| x.title.as_str()).collect();
    titles.join("; ")
}

fn merge(page: &mut Value, more: Value) {
    if let (Some(page), Value::Object(more)) = (page.as_object_mut(), more) {
        page.extend(more);
    }
}

pub(super) fn matrix(site: &Site) -> Value {
    let coded: Vec<_> = site.coded().collect();
    let states: Vec<Value> = coded
        .iter()
        .map(|(s, _)| json!({ "code": s.code, "name": s.name(), "path": format!("{}/index.html", s.code.folder()) }))
        .collect();
    let pillars: Vec<Value> = site
        .rubric
        .pillars
        .iter()
        .map(|p| {
            let rows: Vec<Value> = site
                .rubric
                .criteria
                .iter()
                .enumerate()
                .filter(|(_, c)| c.pillar == p.id)
                .map(|(i, c)| {
                    let cells: Vec<Value> =
                        coded.iter().map(|(s, a)| json!({ "code": s.code, "level": a.findings[i].level })).collect();
                    json!({ "id": c.id, "title": c.title, "gate": c.gate, "cells": cells })
                })
                .collect();
            json!({ "title": p.title, "rows": rows })
        })
        .collect();
    json!({ "title": "Matrix", "states": states, "pillars": pillars })
}

/// Life is drawn as this many years; the chart is this many pixels wide.
const LIFE_YEARS: u64 = 40;
const CHART_WIDTH: u64 = 300;

pub(super) fn penalties(site: &Site) -> Value {
    let all = &site.penalties.rows;
    let row = |r: &PenaltyRow| {
        json!({
            "offence": r.offence, "note": r.note, "victim": r.victim, "mode": r.mode, "prison": r.prison_words, "fine": r.fine_words,
            "read": r.read, "rest": r.rest_words(),
            "join": r.join.map(|j| j.word().replace('_', "/")).unwrap_or_default(),
            "citation": r.citation, "grade": r.grade, "in_force": r.in_force, "in_force_words": r.in_force.words(),
            "path": view::path_of(&site.corpus, &r.instrument, &r.provision),
        })
    };
    let states: Vec<Value> = site
        .corpus
        .states()
        .filter_map(|s| {
            let rows: Vec<Value> = all.iter().filter(|r| r.jurisdiction == s.code).map(row).collect();
            let unread: Vec<Value> = site
                .penalties
                .unread
                .iter()
                .filter(|u| u.jurisdiction == s.code)
                .map(|u| {
                    json!({ "citation": u.citation, "words": u.unread.words, "why": u.unread.why,
                            "path": view::path_of(&site.corpus, &u.instrument, &u.provision) })
                })
                .collect();
            let empty = rows.is_empty() && unread.is_empty();
            (!empty).then(|| json!({ "code": s.code, "name": s.name(), "rows": rows, "unread": unread }))
        })
        .collect();
    let basic = |r: &&PenaltyRow| {
        matches!(r.class, PenaltyClass::Trafficking | PenaltyClass::TraffickingChild)
            && r.in_force == InForce::Yes
            && r.imprisonment.is_some()
    };
    let chart: Vec<Value> = all.iter().filter(basic).map(|r| bar(site, r)).collect();
    json!({ "title": "Penalties", "states": states, "chart": chart })
}

fn bar(site: &Site, r: &PenaltyRow) -> Value {
    let years = |months: u64| (months / 12).min(LIFE_YEARS);
    let min = r.imprisonment.and_then(|p| p.min_months).map_or(0, years);
    let max = if r.imprisonment.is_some_and(|p| p.life) { Some(LIFE_YEARS) } else { r.max_months.map(years) };
    let open = max.is_none();
    let end = max.unwrap_or(min.max(1));
    let (x, end) = (min * CHART_WIDTH / LIFE_YEARS, end * CHART_WIDTH / LIFE_YEARS);
    let name = site.corpus.jurisdictions.get(&r.jurisdiction).map_or("", Jurisdiction::name);
    let victim =
        if r.victim == crate::law::penalty::Victim::Any { String::new() } else { format!(", {} victim", r.victim) };
    let label = format!("{name}: {}{victim}", r.offence);
    let route = match r.mode {
        Mode::Summary | Mode::Indictment => format!(" ({})", r.mode),
        Mode::Either | Mode::Unstated => String::new(),
    };
    let words = format!("{}{route}", r.prison_words);
    json!({ "label": label, "x": x, "width": (end.saturating_sub(x)).max(3), "open": open, "words": words })
}

pub(super) fn method(site: &Site) -> Value {
    let r = &site.rubric;
    let counts = |rule: &crate::rubric::ScoreRule| {
        r.criteria
            .iter()
            .filter(|c| {
                let by_form = rule.forms.is_empty() || rule.forms.iter().any(|f| f == c.form.word());
                (rule.classes.contains(&c.class) && by_form) || rule.also.contains(&c.id)
            })
            .count()
    };
    let scores: Vec<Value> =
        r.scores.iter().map(|s| json!({ "title": s.title, "explains": s.explains, "count": counts(s) })).collect();
    let weights: Vec<Value> = r.weights.iter().map(|(id, weight)| json!({ "id": id, "weight": weight })).collect();
    let bands: Vec<Value> =
        r.bands.iter().map(|b| json!({ "id": b.id, "title": b.title, "condition": condition(b) })).collect();
    let families: Vec<Value> = r
        .families
        .iter()
        .map(|f| {
            let needs: Vec<&str> =
                r.criteria.iter().filter(|c| c.families.contains(&f.id)).map(|c| c.id.as_str()).collect();
            json!({ "title": f.title, "criteria": needs.join(", ") })
        })
        .collect();
    json!({
        "title": "Method",
        "scores": scores,
        "weights": weights,
        "bands": bands,
        "families": families,
        "coverage_at_least": r.rating.coverage_at_least,
        "open_gates": r.rating.open_gates_at_most,
    })
}

fn condition(b: &Band) -> String {
    let mut all = Vec::new();
    if !b.criteria_not_met.is_empty() {
        all.push(format!("{} not met", b.criteria_not_met.join(" or ")));
    }
    match b.gates_not_met_over {
        Some(0) => all.push("any gate not met".into()),
        Some(n) => all.push(format!("more than {n} gates not met")),
        None => {}
    }
    match b.gates_partly_over {
        Some(0) => all.push("any gate only partly met".into()),
        Some(n) => all.push(format!("more than {n} gates only partly met")),
        None => {}
    }
    if let Some(limit) = b.score_below {
        all.push(format!("rating score below {limit}"));
    }
    if all.is_empty() { "none of the above".into() } else { all.join(", or ") }
}

/// The sources that several states share, and the way to those of each state.
pub(super) fn all_sources(site: &Site) -> Value {
    let lists = [list("int", "Shared by several states", &site.corpus.shared_sources, &[])];
    let states: Vec<Value> = site
        .corpus
        .states()
        .filter(|s| !s.sources.is_empty() || !s.searches.is_empty())
        .map(|s| {
            json!({ "path": format!("{}/sources.html", s.code.folder()), "name": s.name(),
                    "sources": s.sources.len(), "searches": s.searches.len() })
        })
        .collect();
    json!({ "title": "Sources", "lists": lists, "states": states })
}

pub(super) fn state_sources(_site: &Site, s: &Jurisdiction) -> Value {
    let lists = [list(s.code.as_str(), s.name(), &s.sources, &s.searches)];
    json!({ "title": "Sources and searches", "crumbs": law::crumbs_of(s), "lists": lists, "states": [] })
}

fn list(code: &str, name: &str, sources: &[Source], searches: &[Search]) -> Value {
    let sources: Vec<Value> = sources
        .iter()
        .map(|s| {
            json!({
                "key": s.key, "title": s.title, "publisher": s.publisher, "link": view::web_link(&s.address),
                "grade": s.grade, "supports": s.supports, "note": s.note,
                "speaks_for": s.speaks_for.map(|d| d.to_string()).unwrap_or_default(),
                "consulted": s.consulted.map(|d| d.to_string()).unwrap_or_default(),
            })
        })
        .collect();
    let searches: Vec<Value> = searches
        .iter()
        .map(|s| {
            let date = s.date.map(|d| d.to_string()).unwrap_or_default();
            json!({ "query": s.query, "place": s.place, "date": date, "found": s.found })
        })
        .collect();
    json!({ "code": code, "name": name, "sources": sources, "searches": searches })
}

/// The search page without the program: every provision by state and instrument.
pub(super) fn search_index(site: &Site) -> Value {
    let mut states: Vec<Value> = Vec::new();
    let codes = site.corpus.states().map(|s| (s.code.clone(), s.name().to_string()));
    let treaties = "INT".parse().ok().map(|code| (code, "Treaties and strategies".to_string()));
    for (code, name) in codes.chain(treaties) {
        let instruments: Vec<Value> = site
            .corpus
            .of(&code)
            .map(|i| {
                let provisions: Vec<Value> = i
                    .provisions
                    .iter()
                    .map(|p| json!({ "path": view::provision_path(i, &p.eid), "label": law::label(p) }))
                    .collect();
                json!({ "citation": i.citation(), "provisions": provisions })
            })
            .collect();
        if !instruments.is_empty() {
            states.push(json!({ "name": name, "instruments": instruments }));
        }
    }
    json!({ "title": "Search", "answer": null, "index": states })
}
