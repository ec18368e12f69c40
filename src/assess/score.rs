//! Scores, coverage, ranges, gates and bands: whole numbers only, what is unknown is never zero.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::Finding;
use crate::law::words::Level;
use crate::rubric::{Criterion, Rubric, ScoreRule};

/// A percentage in tenths; printed and serialised with one decimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub u64);

impl Percent {
    /// `part` of `whole`, rounded to a tenth of a per cent; 0 of 0 is 0.
    pub fn of(part: u64, whole: u64) -> Self {
        Self((part * 1000 + whole / 2).checked_div(whole).unwrap_or(0))
    }

    /// True if it is below this many per cent.
    pub fn below(self, per_cent: u64) -> bool {
        self.0 < per_cent * 10
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tenths = u32::try_from(self.0).unwrap_or(u32::MAX);
        serializer.serialize_f64(f64::from(tenths) / 10.0)
    }
}

/// One score: a mean over the criteria that have an answer, with coverage and range.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Title.
    pub title: String,
    /// Mean over what has an answer, in per cent; none where nothing has.
    pub value: Option<Percent>,
    /// Weight share with an answer.
    pub coverage: Percent,
    /// The value if everything open were not met.
    pub low: Percent,
    /// The value if everything open were met.
    pub high: Percent,
    /// Criteria that are met.
    pub met: u64,
    /// Criteria that are partly met.
    pub partly: u64,
    /// Criteria not met or not found.
    pub not_met: u64,
    /// Criteria without an answer.
    pub open: u64,
    /// All criteria that count.
    pub criteria: u64,
    /// A view over answers that count elsewhere.
    pub lens: bool,
    /// The same by pillar.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pillars: BTreeMap<String, Score>,
}

/// Gates by how they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Gates {
    /// Met.
    pub met: Vec<String>,
    /// Partly met.
    pub partly: Vec<String>,
    /// Not met or not found.
    pub not_met: Vec<String>,
    /// Without an answer.
    pub open: Vec<String>,
}

/// How much the result depends on choices of method.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Robustness {
    /// The rating score with every criterion alike.
    pub equal_weights: Percent,
    /// The band that this gives.
    pub equal_weights_band: String,
    /// The rating score with every pillar alike.
    pub pillar_equal: Percent,
    /// The band that this gives.
    pub pillar_equal_band: String,
    /// Criteria whose removal would move the band.
    pub band_rests_on: Vec<String>,
}

/// Where a state stands under a rubric.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Scores by id.
    pub scores: BTreeMap<String, Score>,
    /// Band letter, or `not rated`.
    pub band: String,
    /// In words.
    pub band_words: String,
    /// Coverage of the rating score.
    pub coverage: Percent,
    /// Gates.
    pub gates: Gates,
    /// Only for rated states.
    pub robustness: Option<Robustness>,
    /// Weight share by confidence.
    pub confidence: BTreeMap<String, Percent>,
}

/// What one criterion weighs in a score, and its answer.
struct Item<'a> {
    criterion: &'a Criterion,
    weight: u64,
    level: Level,
    confidence: &'static str,
}

impl Standing {
    /// Adds up the findings under the rubric's rules.
    pub fn of(rubric: &Rubric, findings: &[Finding]) -> Self {
        let mut scores = BTreeMap::new();
        for rule in &rubric.scores {
            let items = items(rubric, rule, findings);
            let mut score = tally(&rule.title, &items);
            score.lens = rule.lens;
            for pillar in &rubric.pillars {
                let of_pillar: Vec<&Item<'_>> = items.iter().filter(|i| i.criterion.pillar == pillar.id).collect();
                if !of_pillar.is_empty() {
                    score.pillars.insert(pillar.id.clone(), tally_refs(&pillar.title, &of_pillar));
                }
            }
            scores.insert(rule.id.clone(), score);
        }
        let gates = gates(rubric, findings);
        let rule = rubric.scores.iter().find(|s| s.rates);
        let rating = rule.and_then(|r| scores.get(&r.id)).cloned().unwrap_or_default();
        let rated = !rating.coverage.below(rubric.rating.coverage_at_least)
            && gates.open.len() as u64 <= rubric.rating.open_gates_at_most;
        let value = rating.value.unwrap_or_default();
        let (band, band_words) = if rated {
            band(rubric, findings, &gates, value)
        } else {
            let why = format!(
                "coverage {} %, {} of {} gates without an answer",
                rating.coverage,
                gates.open.len(),
                gates.met.len() + gates.partly.len() + gates.not_met.len() + gates.open.len()
            );
            ("not rated".to_string(), format!("Not rated: {why}; range {} to {}", rating.low, rating.high))
        };
        let robustness = rule.filter(|_| rated).map(|rule| robustness(rubric, rule, findings, &band));
        let confidence = rule.map(|rule| confidence(&items(rubric, rule, findings))).unwrap_or_default();
        Self { scores, band, band_words, coverage: rating.coverage, gates, robustness, confidence }
    }
}

fn items<'a>(rubric: &'a Rubric, rule: &ScoreRule, findings: &[Finding]) -> Vec<Item<'a>> {
    rubric
        .criteria
        .iter()
        .zip(findings)
        .filter(|(criterion, finding)| {
            let by_class = rule.classes.contains(&finding.class);
            let by_form = rule.forms.is_empty() || rule.forms.iter().any(|f| f == criterion.form.word());
            (by_class && by_form) || rule.also.contains(&criterion.id)
        })
        .filter(|(_, finding)| finding.level != Level::NotApplicable)
        .map(|(criterion, finding)| Item {
            criterion,
            weight: rubric.weight(rule, criterion),
            level: finding.level,
            confidence: finding.confidence,
        })
        .collect()
}

fn tally(title: &str, items: &[Item<'_>]) -> Score {
    tally_refs(title, &items.iter().collect::<Vec<_>>())
}

fn tally_refs(title: &str, items: &[&Item<'_>]) -> Score {
    let count = |wanted: &[Level]| items.iter().filter(|i| wanted.contains(&i.level)).count() as u64;
    let weight = |wanted: &[Level]| items.iter().filter(|i| wanted.contains(&i.level)).map(|i| i.weight).sum::<u64>();
    let all: u64 = items.iter().map(|i| i.weight).sum();
    // Points in half weights, so that a half stays whole.
    let points = weight(&[Level::Met]) * 2 + weight(&[Level::Partly]);
    let answered = items.iter().filter(|i| i.level.is_answer()).map(|i| i.weight).sum::<u64>();
    Score {
        title: title.to_string(),
        value: (answered > 0).then(|| Percent::of(points, answered * 2)),
        coverage: Percent::of(answered, all),
        low: Percent::of(points, all * 2),
        high: Percent::of(points + (all - answered) * 2, all * 2),
        met: count(&[Level::Met]),
        partly: count(&[Level::Partly]),
        not_met: count(&[Level::NotMet, Level::NotFound]),
        open: count(&[Level::Unknown, Level::NotAssessed]),
        criteria: items.len() as u64,
        lens: false,
        pillars: BTreeMap::new(),
    }
}

fn gates(rubric: &Rubric, findings: &[Finding]) -> Gates {
    let mut gates = Gates::default();
    for (criterion, finding) in rubric.criteria.iter().zip(findings).filter(|(c, _)| c.gate) {
        let list = match finding.level {
            Level::Met | Level::NotApplicable => &mut gates.met,
            Level::Partly => &mut gates.partly,
            Level::NotMet | Level::NotFound => &mut gates.not_met,
            Level::Unknown | Level::NotAssessed => &mut gates.open,
        };
        list.push(criterion.id.clone());
    }
    gates
}

fn band(rubric: &Rubric, findings: &[Finding], gates: &Gates, value: Percent) -> (String, String) {
    let not_met =
        |id: &String| findings.iter().any(|f| f.criterion == *id && matches!(f.level, Level::NotMet | Level::NotFound));
    let over = |list: &[String], limit: Option<u64>| limit.is_some_and(|n| list.len() as u64 > n);
    let holds = |band: &&crate::rubric::Band| {
        let unconditional = band.criteria_not_met.is_empty()
            && band.gates_not_met_over.is_none()
            && band.gates_partly_over.is_none()
            && band.score_below.is_none();
        unconditional
            || band.criteria_not_met.iter().any(not_met)
            || over(&gates.not_met, band.gates_not_met_over)
            || over(&gates.partly, band.gates_partly_over)
            || band.score_below.is_some_and(|limit| value.below(limit))
    };
    rubric
        .bands
        .iter()
        .find(holds)
        .map_or_else(|| ("-".into(), "no band holds".into()), |b| (b.id.clone(), b.title.clone()))
}

fn robustness(rubric: &Rubric, rule: &ScoreRule, findings: &[Finding], band_now: &str) -> Robustness {
    let alike = ScoreRule { weighted: false, ..rule.clone() };
    let equal_weights = tally("", &items(rubric, &alike, findings)).value.unwrap_or_default();
    let weighted = items(rubric, rule, findings);
    let by_pillar: Vec<Percent> = rubric
        .pillars
        .iter()
        .filter_map(|p| {
            let of: Vec<&Item<'_>> = weighted.iter().filter(|i| i.criterion.pillar == p.id).collect();
            tally_refs("", &of).value
        })
        .collect();
    let pillar_equal = Percent(by_pillar.iter().map(|p| p.0).sum::<u64>() / (by_pillar.len() as u64).max(1));
    let all_gates = gates(rubric, findings);
    let mut band_rests_on = Vec::new();
    for dropped in &weighted {
        let rest: Vec<&Item<'_>> = weighted.iter().filter(|i| i.criterion.id != dropped.criterion.id).collect();
        let value = tally_refs("", &rest).value.unwrap_or_default();
        let keep = |list: &[String]| list.iter().filter(|id| **id != dropped.criterion.id).cloned().collect();
        let without = Gates {
            met: keep(&all_gates.met),
            partly: keep(&all_gates.partly),
            not_met: keep(&all_gates.not_met),
            open: keep(&all_gates.open),
        };
        let others: Vec<Finding> = findings.iter().filter(|f| f.criterion != dropped.criterion.id).cloned().collect();
        if band(rubric, &others, &without, value).0 != band_now {
            band_rests_on.push(dropped.criterion.id.clone());
        }
    }
    let band_of = |value: Percent| band(rubric, findings, &all_gates, value).0;
    Robustness {
        equal_weights,
        equal_weights_band: band_of(equal_weights),
        pillar_equal,
        pillar_equal_band: band_of(pillar_equal),
        band_rests_on,
    }
}

fn confidence(items: &[Item<'_>]) -> BTreeMap<String, Percent> {
    let all: u64 = items.iter().map(|i| i.weight).sum();
    let mut shares = BTreeMap::new();
    for level in ["high", "medium", "low"] {
        let weight = items.iter().filter(|i| i.level.is_answer() && i.confidence == level).map(|i| i.weight).sum();
        shares.insert(level.to_string(), Percent::of(weight, all));
    }
    shares
}
