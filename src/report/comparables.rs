//! Comparables: provisions of other states that meet the same criterion.

use serde::Serialize;

use super::distinct;
use crate::assess::{Assessment, Evidence};
use crate::law::id::JurisdictionCode;
use crate::law::words::Level;
use crate::rubric::Criterion;

/// Comparables shown for a gap, at most.
const COMPARABLES: usize = 4;

/// A provision of another state that meets the same criterion.
#[derive(Clone, Debug, Serialize)]
pub struct Comparable {
    /// State code.
    pub code: JurisdictionCode,
    /// State name.
    pub name: String,
    /// Does that state meet the criterion, or partly?
    pub level: Level,
    /// Elements that the provision gives.
    pub elements: Vec<String>,
    /// The provision.
    pub evidence: Evidence,
}

/// Provisions of other states that meet a criterion: one an instrument, met before partly, more elements first.
pub fn find(criterion: &Criterion, all: &[Assessment], except: &JurisdictionCode) -> Vec<Comparable> {
    let mut found: Vec<Comparable> = Vec::new();
    for assessment in all.iter().filter(|a| a.code != *except) {
        let Some(finding) = assessment.finding(&criterion.id) else { continue };
        if !matches!(finding.level, Level::Met | Level::Partly) {
            continue;
        }
        let mut of_state: Vec<Comparable> = Vec::new();
        for evidence in distinct(finding.evidence()) {
            let here = |e: &&crate::assess::ElementFinding| {
                e.evidence.iter().any(|v| v.instrument == evidence.instrument && v.provision == evidence.provision)
            };
            let elements: Vec<String> = finding
                .elements
                .iter()
                .filter(here)
                .filter_map(|e| criterion.element(&e.id))
                .map(|e| e.title.clone())
                .collect();
            let comparable = Comparable {
                code: assessment.code.clone(),
                name: assessment.name.clone(),
                level: finding.level,
                elements,
                evidence,
            };
            match of_state.iter_mut().find(|c| c.evidence.instrument == comparable.evidence.instrument) {
                Some(known) if known.elements.len() < comparable.elements.len() => *known = comparable,
                Some(_) => {}
                None => of_state.push(comparable),
            }
        }
        found.extend(of_state);
    }
    found.sort_by_key(|c| (c.level, std::cmp::Reverse(c.elements.len()), c.evidence.grade, c.code.clone()));
    found.truncate(COMPARABLES);
    found
}
