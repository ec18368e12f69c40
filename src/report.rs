//! The gap report of one state: what a minister reads on a page, and what a critic checks line by line.

pub mod comparables;
pub mod csv;
pub mod markdown;

use serde::Serialize;

use crate::assess::score::{Gates, Robustness};
use crate::assess::{Assessment, Evidence, Finding, Score};
use crate::corpus::Corpus;
use crate::law::id::JurisdictionCode;
use crate::law::state::{Jurisdiction, Search, Source};
use crate::law::words::{Level, TextKind};
use crate::rubric::{Criterion, Rubric, Urgency};
use comparables::Comparable;

/// Printed beside every score.
pub const LIMITS: &str = "This measures law on paper, not enforcement. Not legal advice: check the official text.";

/// Gaps named in the summary, at most.
const SUMMARY_GAPS: usize = 6;

/// Everything in a report, ready for a template or for JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// State code.
    pub code: JurisdictionCode,
    /// State name.
    pub name: String,
    /// Day whose law counts.
    pub as_of: String,
    /// Rubric identifier.
    pub rubric_id: String,
    /// Rubric version.
    pub rubric_version: String,
    /// Rubric title.
    pub rubric_title: String,
    /// What the law assessed is on.
    pub subject: String,
    /// Hash of the corpus.
    pub corpus_hash: String,
    /// What the report does not say.
    pub limits: &'static str,
    /// Band letter or `not rated`.
    pub band: String,
    /// In words.
    pub band_words: String,
    /// Scores with what each means.
    pub scores: Vec<ScoreRow>,
    /// Gates.
    pub gates: Gates,
    /// What the result depends on.
    pub robustness: Option<Robustness>,
    /// The findings in sentences, for the summary.
    pub in_short: Vec<String>,
    /// The most urgent gaps, by title.
    pub first_gaps: Vec<String>,
    /// Gaps, most urgent first.
    pub gaps: Vec<Gap>,
    /// All findings, by pillar.
    pub pillars: Vec<PillarRows>,
    /// Laws that were read.
    pub laws: Vec<LawRow>,
    /// Searches outside the collection that gave nothing usable.
    pub searches: Vec<Search>,
    /// Sources consulted.
    pub sources: Vec<Source>,
    /// Facts on which sources disagree.
    pub conflicts: Vec<ConflictRow>,
    /// Criteria on which the coder's and the machine's reading of a digest differ.
    pub differences: Vec<(String, Vec<String>)>,
}

/// A score and what it means.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreRow {
    /// Identifier.
    pub id: String,
    /// What it means.
    pub explains: String,
    /// The score.
    pub score: Score,
}

/// One gap.
#[derive(Clone, Debug, Serialize)]
pub struct Gap {
    /// Criterion.
    pub criterion: String,
    /// Title.
    pub title: String,
    /// The question.
    pub question: String,
    /// Where the duty comes from.
    pub source_text: String,
    /// Answer.
    pub level: Level,
    /// How strongly it is put.
    pub urgency: Urgency,
    /// Caps the band.
    pub gate: bool,
    /// Why it matters.
    pub why: String,
    /// Why this answer.
    pub note: String,
    /// Titles of the elements that are missing.
    pub missing: Vec<String>,
    /// What the law has.
    pub evidence: Vec<Evidence>,
    /// Drafting points.
    pub drafting: Vec<String>,
    /// Provisions of other states that meet it.
    pub comparables: Vec<Comparable>,
}

/// All findings of a pillar.
#[derive(Clone, Debug, Serialize)]
pub struct PillarRows {
    /// Title.
    pub title: String,
    /// Rows.
    pub rows: Vec<FindingRow>,
}

/// One finding with its criterion.
#[derive(Clone, Debug, Serialize)]
pub struct FindingRow {
    /// Number of the criterion.
    pub number: u64,
    /// Title.
    pub title: String,
    /// Where the duty comes from.
    pub source_text: String,
    /// Caps the band.
    pub gate: bool,
    /// Class in words.
    pub class_title: String,
    /// Titles of missing elements.
    pub missing_titles: Vec<String>,
    /// Elements that were found, with their titles, in the criterion's order.
    pub found: Vec<(String, Vec<Evidence>)>,
    /// The finding.
    pub finding: Finding,
}

/// A law that was read.
#[derive(Clone, Debug, Serialize)]
pub struct LawRow {
    /// Citation.
    pub citation: String,
    /// File name.
    pub short_name: String,
    /// The date for which it speaks.
    pub as_of: String,
    /// In force, repealed, …
    pub status: String,
    /// Read in full?
    pub complete: bool,
    /// Digest or official.
    pub text: TextKind,
    /// Provisions here.
    pub provisions: usize,
    /// Grade of the whole.
    pub grade: crate::law::words::Grade,
}

/// A fact on which sources disagree.
#[derive(Clone, Debug, Serialize)]
pub struct ConflictRow {
    /// Citation of the provision.
    pub citation: String,
    /// The conflict.
    pub conflict: crate::law::Conflict,
    /// The source of each claim, by its title and the date for which it speaks.
    pub titles: Vec<String>,
}

impl ConflictRow {
    /// The row of a conflict that stands in a law of this state.
    pub fn new(corpus: &Corpus, state: &JurisdictionCode, citation: String, conflict: &crate::law::Conflict) -> Self {
        let title = |key: &str| match corpus.source(state, key) {
            Some(s) => s.speaks_for.map_or_else(|| s.title.clone(), |date| format!("{} ({date})", s.title)),
            None => key.to_string(),
        };
        let titles = conflict.claims.iter().map(|c| title(&c.source)).collect();
        Self { citation, conflict: conflict.clone(), titles }
    }
}

/// Builds the report of one state; `all` are the assessments of every state, for comparables.
pub fn build(
    corpus: &Corpus,
    rubric: &Rubric,
    state: &Jurisdiction,
    assessment: &Assessment,
    all: &[Assessment],
    as_of: &str,
) -> Report {
    let gaps: Vec<Gap> = assessment
        .gaps(rubric)
        .into_iter()
        .map(|(finding, criterion, urgency)| gap(finding, criterion, urgency, all, &state.code))
        .collect();
    Report {
        code: state.code.clone(),
        name: assessment.name.clone(),
        as_of: as_of.to_string(),
        rubric_id: rubric.id.clone(),
        rubric_version: rubric.version.clone(),
        rubric_title: rubric.title.clone(),
        subject: rubric.subject.clone(),
        corpus_hash: corpus.hash.clone(),
        limits: LIMITS,
        band: assessment.band.clone(),
        band_words: assessment.band_words.clone(),
        scores: rubric
            .scores
            .iter()
            .filter_map(|rule| {
                let score = assessment.scores.get(&rule.id)?.clone();
                Some(ScoreRow { id: rule.id.clone(), explains: rule.explains.clone(), score })
            })
            .collect(),
        gates: assessment.gates.clone(),
        robustness: assessment.robustness.clone(),
        in_short: in_short(assessment),
        first_gaps: gaps.iter().take(SUMMARY_GAPS).map(|g| g.title.clone()).collect(),
        gaps,
        pillars: pillars(rubric, assessment),
        laws: corpus.of(&state.code).map(law_row).collect(),
        searches: state.searches.clone(),
        sources: state.sources.clone(),
        conflicts: conflicts(corpus, state),
        differences: assessment
            .findings
            .iter()
            .filter(|f| !f.differences.is_empty())
            .map(|f| (f.criterion.clone(), f.differences.clone()))
            .collect(),
    }
}

fn in_short(assessment: &Assessment) -> Vec<String> {
    let count = |levels: &[Level]| assessment.findings.iter().filter(|f| levels.contains(&f.level)).count();
    let total = assessment.findings.len();
    let open = count(&[Level::Unknown, Level::NotAssessed]);
    let gates = &assessment.gates;
    vec![
        format!(
            "Of {total} questions, the law answers {} in full and {} in part; {} {} not met or not found.",
            count(&[Level::Met]),
            count(&[Level::Partly]),
            count(&[Level::NotMet, Level::NotFound]),
            if count(&[Level::NotMet, Level::NotFound]) == 1 { "is" } else { "are" },
        ),
        format!("{open} could not be answered from what was read: that is a gap in our evidence, not in the law."),
        format!(
            "Of the gates, {} are met, {} partly, {} not, {} have no answer yet.",
            gates.met.len(),
            gates.partly.len(),
            gates.not_met.len(),
            gates.open.len()
        ),
    ]
}

fn gap(finding: &Finding, criterion: &Criterion, urgency: Urgency, all: &[Assessment], code: &JurisdictionCode) -> Gap {
    Gap {
        criterion: criterion.id.clone(),
        title: criterion.title.clone(),
        question: criterion.question.clone(),
        source_text: criterion.source_text.clone(),
        level: finding.level,
        urgency,
        gate: criterion.gate,
        why: criterion.why.clone(),
        note: finding.note.clone(),
        missing: titles(criterion, &finding.missing),
        evidence: distinct(finding.evidence()),
        drafting: criterion.drafting.clone(),
        comparables: comparables::find(criterion, all, code),
    }
}

/// Titles of elements.
pub fn titles(criterion: &Criterion, ids: &[String]) -> Vec<String> {
    ids.iter().filter_map(|id| criterion.element(id)).map(|e| e.title.clone()).collect()
}

/// Evidence without repeating a provision.
pub fn distinct<'e>(all: impl Iterator<Item = &'e Evidence>) -> Vec<Evidence> {
    let mut out: Vec<Evidence> = Vec::new();
    for evidence in all {
        if !out.iter().any(|e| e.instrument == evidence.instrument && e.provision == evidence.provision) {
            out.push(evidence.clone());
        }
    }
    out
}

fn pillars(rubric: &Rubric, assessment: &Assessment) -> Vec<PillarRows> {
    let row = |criterion: &Criterion, finding: &Finding| FindingRow {
        number: criterion.number,
        title: criterion.title.clone(),
        source_text: criterion.source_text.clone(),
        gate: criterion.gate,
        class_title: rubric.class(&finding.class).map(|c| c.title.clone()).unwrap_or_default(),
        missing_titles: titles(criterion, &finding.missing),
        found: finding
            .elements
            .iter()
            .filter(|e| e.found == Some(true))
            .filter_map(|e| Some((criterion.element(&e.id)?.title.clone(), e.evidence.clone())))
            .collect(),
        finding: finding.clone(),
    };
    rubric
        .pillars
        .iter()
        .map(|pillar| PillarRows {
            title: pillar.title.clone(),
            rows: rubric
                .criteria
                .iter()
                .zip(&assessment.findings)
                .filter(|(c, _)| c.pillar == pillar.id)
                .map(|(c, f)| row(c, f))
                .collect(),
        })
        .collect()
}

fn law_row(instrument: &crate::law::Instrument) -> LawRow {
    LawRow {
        citation: instrument.citation(),
        short_name: instrument.short_name.clone(),
        as_of: instrument.as_of.to_string(),
        status: instrument.status.word().replace('-', " "),
        complete: instrument.complete,
        text: instrument.text_kind,
        provisions: instrument.provisions.len(),
        grade: instrument.grade,
    }
}

fn conflicts(corpus: &Corpus, state: &Jurisdiction) -> Vec<ConflictRow> {
    let mut rows = Vec::new();
    for instrument in corpus.of(&state.code) {
        for conflict in &instrument.conflicts {
            rows.push(ConflictRow::new(corpus, &state.code, instrument.citation(), conflict));
        }
        for provision in &instrument.provisions {
            for conflict in &provision.facts.conflicts {
                rows.push(ConflictRow::new(corpus, &state.code, instrument.cite(&provision.eid), conflict));
            }
        }
    }
    rows
}
