//! The assessment: a finding for every criterion of a state, with evidence, what is missing, what was searched, and scores.

mod class;
mod decide;
mod evidence;
mod lead;
mod record;
pub mod score;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::corpus::Corpus;
use crate::law::id::{Eid, InstrumentId, JurisdictionCode};
use crate::law::state::Jurisdiction;
use crate::law::words::{Grade, Level};
use crate::rubric::rule::Truth;
use crate::rubric::{Answerable, Criterion, Effect, Role, Rubric, Urgency};
use evidence::Gathered;
pub use record::Searched;
pub use score::{Score, Standing};

/// Flag of a finding that rests on a text behind its latest known amendment.
pub const AMENDMENT_NOT_APPLIED: &str = "later-amendment-not-applied";

/// How to assess.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The day whose law counts.
    pub as_of: Date,
    /// Ask only what these texts contain: status is not looked at, and what they do not contain is `not_found`.
    pub alone: bool,
}

/// All findings of a state under one rubric at one date.
#[derive(Clone, Debug, Serialize)]
pub struct Assessment {
    /// The state.
    pub code: JurisdictionCode,
    /// Its English name.
    pub name: String,
    /// Scores by id, never mixed.
    pub scores: BTreeMap<String, Score>,
    /// Band letter, or `not rated`.
    pub band: String,
    /// The band in words, or why there is none.
    pub band_words: String,
    /// Coverage of the score that rates, in per cent.
    pub coverage: score::Percent,
    /// Gates by standing.
    pub gates: score::Gates,
    /// What moves the result.
    pub robustness: Option<score::Robustness>,
    /// Weight share of the rating score by confidence, in per cent.
    pub confidence: BTreeMap<String, score::Percent>,
    /// One finding a criterion, in the rubric's order.
    pub findings: Vec<Finding>,
}

/// The answer to one criterion for one state.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Criterion.
    pub criterion: String,
    /// Answer.
    pub level: Level,
    /// Weakest grade among the elements that the answer rests on.
    pub grade: Option<Grade>,
    /// `machine` (read from the words of a text) or `assessor` (a coder's reading of the source, or an assessor's decision).
    pub origin: &'static str,
    /// The words judged have changed since, or the decision has expired.
    pub stale: bool,
    /// Class that applies to this state (treaties may move it).
    pub class: String,
    /// Why the class is not the printed one; empty where it is.
    pub class_note: String,
    /// high, medium or low; empty where there is no evidence.
    pub confidence: &'static str,
    /// Elements with their evidence.
    pub elements: Vec<ElementFinding>,
    /// Elements that the rule for "met" names and that were not found.
    pub missing: Vec<String>,
    /// Flags of the rubric that are up.
    pub flags: Vec<String>,
    /// What was read and what was looked for in vain.
    pub searched: Vec<Searched>,
    /// Families of law that must be loaded in full before a "no" may be said.
    pub to_load: Vec<String>,
    /// Where the coder's reading and the machine's reading of the same prose differ.
    pub differences: Vec<String>,
    /// In one or two sentences: why this answer.
    pub note: String,
}

/// An element and where it was found.
#[derive(Clone, Debug, Serialize)]
pub struct ElementFinding {
    /// Element of the criterion.
    pub id: String,
    /// Role.
    pub role: Role,
    /// True: found. False: looked for in the whole text and not there. None: nobody has seen.
    pub found: Option<bool>,
    /// Where.
    pub evidence: Vec<Evidence>,
    /// Other provisions in which the machine saw it, and which the answer does not need.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
}

/// Words of a provision that decide.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    /// Instrument identifier.
    pub instrument: InstrumentId,
    /// eId of the provision.
    pub provision: Eid,
    /// Full citation of the provision.
    pub citation: String,
    /// The deepest item of the provision in which the words stand.
    pub pinpoint: Pinpoint,
    /// The deciding words, without marks of Markdown.
    pub quote: String,
    /// First byte of the quote in the provision's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What was seen of the provision.
    pub grade: Option<Grade>,
    /// Keys of sources.
    pub sources: Vec<String>,
    /// The coder's remark, or why the machine counts it.
    pub note: String,
    /// `digest` or `official`.
    pub text: crate::law::words::TextKind,
}

/// Where exactly words stand; the provision itself where they stand in no item of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pinpoint {
    /// eId of the item.
    pub eid: Eid,
    /// Full citation of the item.
    pub citation: String,
}

/// A provision that says the same again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Also {
    /// Instrument identifier.
    pub instrument: InstrumentId,
    /// eId of the provision.
    pub provision: Eid,
    /// Full citation.
    pub citation: String,
}

impl Finding {
    /// True for findings that report a gap.
    pub fn is_gap(&self) -> bool {
        matches!(self.level, Level::Partly | Level::NotMet | Level::NotFound)
    }

    /// All evidence of elements that were found.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.elements.iter().filter(|e| e.found == Some(true)).flat_map(|e| &e.evidence)
    }
}

impl Assessment {
    /// The finding for a criterion.
    pub fn finding(&self, criterion: &str) -> Option<&Finding> {
        self.findings.iter().find(|f| f.criterion == criterion)
    }

    /// Gaps, most urgent first: by urgency, then gates, then what only law can mend, then the rubric's order.
    pub fn gaps<'a>(&'a self, rubric: &'a Rubric) -> Vec<(&'a Finding, &'a Criterion, Urgency)> {
        let mut gaps: Vec<_> = self
            .findings
            .iter()
            .filter(|f| f.is_gap())
            .filter_map(|f| {
                let criterion = rubric.criterion(&f.criterion)?;
                Some((f, criterion, rubric.class(&f.class)?.urgency))
            })
            .collect();
        gaps.sort_by_key(|(f, c, urgency)| {
            (*urgency, !c.gate, c.form == Answerable::Policy, f.level != Level::NotMet, c.number)
        });
        gaps
    }
}

/// Assesses one state under a rubric.
pub fn assess(corpus: &Corpus, rubric: &Rubric, state: &Jurisdiction, options: Options) -> Assessment {
    let gathered = Gathered::of(corpus, rubric, state, options);
    let findings: Vec<Finding> =
        rubric.criteria.iter().map(|criterion| find(corpus, rubric, state, options, &gathered, criterion)).collect();
    let standing = Standing::of(rubric, &findings);
    Assessment {
        code: state.code.clone(),
        name: state.name().to_string(),
        scores: standing.scores,
        band: standing.band,
        band_words: standing.band_words,
        coverage: standing.coverage,
        gates: standing.gates,
        robustness: standing.robustness,
        confidence: standing.confidence,
        findings,
    }
}

fn find(
    corpus: &Corpus,
    rubric: &Rubric,
    state: &Jurisdiction,
    options: Options,
    gathered: &Gathered<'_>,
    criterion: &Criterion,
) -> Finding {
    let to_load = if options.alone { Vec::new() } else { gathered.families_open(criterion) };
    let read_in_full = if options.alone { gathered.unreadable().is_empty() } else { to_load.is_empty() };
    let mut elements: Vec<ElementFinding> = criterion
        .elements
        .iter()
        .map(|element| {
            let evidence = gathered.has(criterion, element);
            let sure = read_in_full && !gathered.doubts(criterion, element);
            let found = match (evidence.is_empty(), sure || gathered.lacks(criterion, element)) {
                (false, _) => Some(true),
                (true, true) => Some(false),
                (true, false) => None,
            };
            ElementFinding { id: element.id.clone(), role: element.role, found, evidence, also: Vec::new() }
        })
        .collect();
    // Amendments are told of everything that was seen; what is shown first is what carries the answer.
    let behind = gathered.amended_since(corpus, &elements, options);
    lead::lead(&mut elements, |e| options.alone || e.text == crate::law::words::TextKind::Official);
    let (class, class_note) = class::effective_class(rubric, state, criterion, options.as_of);
    let (level, note) = answer(criterion, &elements, read_in_full, options.alone, gathered);
    let is_found = |id: &str| elements.iter().any(|e| e.id == id && e.found == Some(true));
    let missing = if level == Level::Met {
        Vec::new()
    } else {
        wanted(criterion).into_iter().filter(|e| !is_found(&e.id)).map(|e| e.id.clone()).collect()
    };
    let mut flags: Vec<String> =
        criterion.elements.iter().filter(|e| is_found(&e.id)).filter_map(|e| e.flag.clone()).collect();
    let mut note = note;
    if !behind.is_empty() {
        flags.push(AMENDMENT_NOT_APPLIED.to_string());
        note.push_str(&format!(
            " A later amendment is known and not worked into what was read: {}.",
            behind.join("; ")
        ));
    }
    let machine = elements.iter().flat_map(|e| &e.evidence).any(|e| e.text == crate::law::words::TextKind::Official);
    let mut finding = Finding {
        criterion: criterion.id.clone(),
        level,
        grade: decide::weakest_grade(&elements),
        origin: if machine || options.alone { "machine" } else { "assessor" },
        stale: false,
        class,
        class_note,
        confidence: "",
        elements,
        missing,
        flags,
        searched: Vec::new(),
        to_load: to_load.iter().map(|id| rubric.family_title(id).to_string()).collect(),
        differences: gathered.differences(criterion),
        note,
    };
    let decisions = state.decisions.get(&rubric.id).map(Vec::as_slice).unwrap_or_default();
    if let Some(decision) = decisions.iter().rfind(|d| d.criterion == criterion.id && !options.alone) {
        decide::decide(corpus, &mut finding, decision, options.as_of);
    }
    finding.confidence = decide::confidence(&finding, decisions);
    if finding.level != Level::Met {
        finding.searched = record::searched(state, criterion, &finding, gathered.searchable());
    }
    finding
}

/// Elements that the rule for "met" asks for. Extras that only open another way to it are left out.
fn wanted(criterion: &Criterion) -> Vec<&crate::rubric::Element> {
    let main = |e: &crate::rubric::Element| matches!(e.role, Role::Required | Role::AnyOf);
    let without_extras = |id: &str| if criterion.element(id).is_some_and(main) { Truth::Yes } else { Truth::No };
    let extras_needed = criterion.met_rule.answer(&without_extras) != Truth::Yes;
    let named = criterion.met_rule.elements();
    let asked = |e: &&crate::rubric::Element| {
        named.contains(&e.id.as_str()) && (main(e) || (extras_needed && e.role == Role::Extra))
    };
    criterion.elements.iter().filter(asked).collect()
}

/// Answers a criterion from the answers to its elements.
fn answer(
    criterion: &Criterion,
    elements: &[ElementFinding],
    read_in_full: bool,
    alone: bool,
    gathered: &Gathered<'_>,
) -> (Level, String) {
    let truth = |id: &str| match elements.iter().find(|e| e.id == id).and_then(|e| e.found) {
        Some(true) => Truth::Yes,
        Some(false) => Truth::No,
        None => Truth::Open,
    };
    let live = |effect: Effect| -> Vec<&str> {
        let warnings = criterion.elements.iter().filter(|e| e.effect == Some(effect) && truth(&e.id) == Truth::Yes);
        warnings.map(|e| e.title.as_str()).collect()
    };
    let law_only = criterion.form == Answerable::Law;
    let contrary = live(Effect::NotMet);
    if !contrary.is_empty() {
        let level = if law_only { Level::NotMet } else { Level::NotFound };
        return (level, format!("The law says the contrary: {}.", contrary.join("; ")));
    }
    let limits = live(Effect::Partly);
    let seen = elements.iter().any(|e| e.found == Some(true));
    let absent = elements.iter().any(|e| e.found == Some(false));
    let doubt = gathered.doubt(criterion);
    let met = criterion.met_rule.answer(&truth);
    let partly = criterion.partly_rule.answer(&truth);
    match (met, partly) {
        (Truth::Yes, _) if limits.is_empty() => (Level::Met, "All that the criterion asks for was found.".into()),
        (Truth::Yes, _) => (Level::Partly, format!("Found, but limited: {}.", limits.join("; "))),
        (Truth::Open, Truth::Yes) if !limits.is_empty() => {
            (Level::Partly, format!("Found in part, and limited: {}.", limits.join("; ")))
        }
        (Truth::No, Truth::Yes) => {
            let limit = if limits.is_empty() { String::new() } else { format!(" Limited: {}.", limits.join("; ")) };
            (Level::Partly, format!("Some of what the criterion asks for was found.{limit}"))
        }
        _ if doubt.is_some() && (seen || absent || !alone) => (Level::Unknown, doubt.unwrap_or_default()),
        _ if doubt.is_some() => (Level::NotAssessed, doubt.unwrap_or_default()),
        (Truth::No, Truth::No) if alone => (Level::NotFound, "Not in this text.".into()),
        (Truth::No, Truth::No) if read_in_full => {
            let level = if law_only { Level::NotMet } else { Level::NotFound };
            (level, "Every law on the checklist was read in full and it is not there.".into())
        }
        _ if seen => (Level::Unknown, "Some of it was found; whether the rest is in the law could not be seen.".into()),
        _ if absent => {
            let words = "What was read does not have it, but not every law that could hold it was read in full.";
            (Level::Unknown, words.into())
        }
        _ => (
            Level::NotAssessed,
            "Nothing that was read speaks to this; the law that would answer it is not loaded in full.".into(),
        ),
    }
}
