//! An assessor's decision beside the program's finding, and how far an answer can be trusted.

use jiff::civil::Date;

use super::{ElementFinding, Finding};
use crate::corpus::Corpus;
use crate::corpus::check::judged_hash;
use crate::law::Decision;
use crate::law::words::{Grade, Level};
use crate::rubric::Role;

/// Puts a decision over a finding: it wins, with its reason, and is stale when its words have changed or it has expired.
pub(super) fn decide(corpus: &Corpus, finding: &mut Finding, decision: &Decision, as_of: Date) {
    let judged: Vec<_> = decision.provisions.iter().filter_map(|r| corpus.provision(r)).collect();
    let changed = judged_hash(judged.iter().map(|(_, p)| *p)) != decision.judged;
    let expired = decision.expires.is_some_and(|d| d.latest() < as_of);
    let machine = finding.level;
    finding.stale = changed || expired;
    finding.level = decision.level;
    finding.origin = "assessor";
    if decision.level == Level::Met {
        finding.missing.clear();
    }
    let grades: Option<Grade> = judged.iter().filter_map(|(_, p)| p.facts.grade).max();
    finding.grade = grades.or(finding.grade);
    let differs = if machine == decision.level {
        String::new()
    } else {
        format!(" From the elements alone: {}.", machine.words())
    };
    let stale = match (changed, expired) {
        (true, _) => " Stale: the words judged have changed since.",
        (false, true) => " Stale: the decision has expired.",
        (false, false) => "",
    };
    finding.note =
        format!("Decided by {} on {}: {}{differs}{stale}", decision.assessor, decision.date, decision.reason);
}

/// The weakest of the best grades of the elements found.
pub(super) fn weakest_grade(elements: &[ElementFinding]) -> Option<Grade> {
    let best_of_each = elements
        .iter()
        .filter(|e| e.found == Some(true) && e.role != Role::Extra)
        .filter_map(|e| e.evidence.iter().filter_map(|v| v.grade).min());
    let any = elements.iter().flat_map(|e| &e.evidence).filter_map(|v| v.grade).max();
    best_of_each.max().or(any)
}

/// high, medium or low; empty where there is no evidence.
pub(super) fn confidence(finding: &Finding, decisions: &[Decision]) -> &'static str {
    let second = decisions.iter().any(|d| d.criterion == finding.criterion && !d.second_reader.is_empty());
    match finding.grade {
        Some(Grade::A) if second && !finding.stale => "high",
        Some(Grade::A) => "medium",
        Some(Grade::B | Grade::C) => "low",
        None => "",
    }
}
