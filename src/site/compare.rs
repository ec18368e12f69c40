//! Two states side by side, aligned by criterion and element.

use serde_json::{Value, json};

use super::{Site, view};
use crate::assess::{Assessment, Finding};
use crate::law::penalty::PenaltyClass;
use crate::law::state::Jurisdiction;
use crate::penalties::PenaltyRow;
use crate::report;
use crate::rubric::Criterion;

/// Path of the page for two states, whichever is named first.
pub fn path(a: &str, b: &str) -> String {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a < b { format!("compare/{a}-{b}.html") } else { format!("compare/{b}-{a}.html") }
}

/// The page from which a pair is chosen.
pub(super) fn index(site: &Site) -> Value {
    let coded: Vec<&Jurisdiction> = site.coded().map(|(s, _)| s).collect();
    let states: Vec<Value> = coded.iter().map(|s| json!({ "code": s.code, "name": s.name() })).collect();
    // With twenty states there are some two hundred pairs: each state opens a list of the others.
    let others = |a: &Jurisdiction| -> Vec<Value> {
        let rest = coded.iter().filter(|b| b.code != a.code);
        rest.map(|b| json!({ "path": path(a.code.as_str(), b.code.as_str()), "name": b.name() })).collect()
    };
    let pairs: Vec<Value> = if coded.len() < 2 {
        Vec::new()
    } else {
        coded.iter().map(|a| json!({ "name": a.name(), "others": others(a) })).collect()
    };
    json!({ "title": "Compare", "states": states, "pairs": pairs })
}

/// One page a pair of coded states.
pub(super) fn pairs(site: &Site) -> Vec<(String, Value)> {
    let coded: Vec<(&Jurisdiction, &Assessment)> = site.coded().collect();
    let mut pages = Vec::new();
    for (i, a) in coded.iter().enumerate() {
        for b in &coded[i + 1..] {
            pages.push((path(a.0.code.as_str(), b.0.code.as_str()), pair(site, [*a, *b])));
        }
    }
    pages
}

fn pair(site: &Site, sides: [(&Jurisdiction, &Assessment); 2]) -> Value {
    let trafficking = |row: &PenaltyRow| {
        let basic = matches!(
            row.class,
            PenaltyClass::Trafficking | PenaltyClass::TraffickingChild | PenaltyClass::TraffickingAggravated
        );
        basic && row.in_force == crate::law::InForce::Yes
    };
    let states: Vec<Value> = sides
        .iter()
        .map(|(state, _)| {
            let rows = site.penalties.rows.iter().filter(|r| r.jurisdiction == state.code);
            let list: Vec<Value> = rows
                .filter(|r| trafficking(r))
                .map(|r| {
                    json!({ "offence": r.offence, "mode": r.mode, "words": r.words, "citation": r.citation, "read": r.read,
                            "path": view::path_of(&site.corpus, &r.instrument, &r.provision) })
                })
                .collect();
            json!({ "name": state.name(), "penalties": list })
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
                .enumerate()
                .filter(|(_, c)| c.pillar == pillar.id)
                .map(|(i, criterion)| row(site, criterion, sides.map(|(s, a)| (s, &a.findings[i]))))
                .collect();
            json!({ "title": pillar.title, "rows": rows })
        })
        .collect();
    json!({
        "title": format!("{} and {}", sides[0].0.name(), sides[1].0.name()),
        "crumbs": [{ "path": "compare/index.html", "title": "Compare" }],
        "states": states,
        "pillars": pillars,
    })
}

fn row(site: &Site, criterion: &Criterion, sides: [(&Jurisdiction, &Finding); 2]) -> Value {
    let found = |f: &Finding| -> Vec<String> {
        f.elements.iter().filter(|e| e.found == Some(true)).map(|e| e.id.clone()).collect()
    };
    let all = sides.map(|(_, f)| found(f));
    let answered = sides.iter().all(|(_, f)| f.level.is_answer());
    let cells: Vec<Value> = sides
        .iter()
        .enumerate()
        .map(|(i, (state, finding))| {
            let other = &all[1 - i];
            let only: Vec<String> = all[i].iter().filter(|id| answered && !other.contains(id)).cloned().collect();
            let evidence: Vec<Value> =
                report::distinct(finding.evidence()).iter().take(4).map(|e| view::evidence(&site.corpus, e)).collect();
            json!({
                "name": state.name(),
                "level": finding.level,
                "evidence": evidence,
                "only": report::titles(criterion, &only).join("; ").to_lowercase(),
                "missing": report::titles(criterion, &finding.missing).join("; ").to_lowercase(),
            })
        })
        .collect();
    json!({
        "id": criterion.id,
        "title": criterion.title,
        "differs": answered && sides[0].1.level != sides[1].1.level,
        "cells": cells,
    })
}
