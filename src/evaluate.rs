//! A machine reading held against a gold coding: what a person answered after reading the same text.
//!
//! Counts, never adjectives: agreement, Cohen's kappa, pinpoints, penalties, sections. The form of a gold coding is told in
//! `tests/gold/README.md`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::assess::Assessment;
use crate::diag::{Diagnostic, SourceId};
use crate::form::{self, Form, Origin};
use crate::law::Instrument;
use crate::law::penalty::Penalty;
use crate::law::words::Level;
use crate::penalties::PenaltyRow;
use crate::rubric::Rubric;

/// What a person answered.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Source file, below the folder of texts.
    pub file: String,
    /// The same text in other formats.
    pub also: Vec<String>,
    /// Title.
    pub title: String,
    /// State, ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// Language, ISO 639-1.
    pub language: String,
    /// Rubric that was answered.
    pub rubric: String,
    /// eIds of all sections, articles and schedules, in order.
    pub sections: Vec<String>,
    /// Answers by criterion.
    pub answers: BTreeMap<String, Answer>,
    /// Penalties with their provisions.
    pub penalties: Vec<(String, Penalty)>,
}

/// A person's answer to one criterion.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Answer.
    pub level: Level,
    /// Provisions that carry it.
    pub at: Vec<String>,
    /// Why.
    pub note: String,
}

/// Reads a gold coding; what is wrong goes to `out`.
pub fn read(text: &str, source: SourceId, out: &mut Vec<Diagnostic>) -> Gold {
    form::read(text, Origin { source, offset: 0 }, out, |form| {
        let mut answers = BTreeMap::new();
        for id in form.plain_texts("not_found") {
            answers.insert(id, Answer { level: Level::NotFound, at: Vec::new(), note: String::new() });
        }
        let said = form.tables("answer", |f| {
            let id = f.need("criterion", "\"def-offence\"");
            let level = f.need_parsed("level", Level::CHOICES).map_or(Level::Unknown, |a| a.value);
            let at = f.plain_texts("at");
            let note = f.text("note").map(|a| a.value).unwrap_or_default();
            (id, Answer { level, at, note })
        });
        for (id, answer) in said {
            if answers.insert(id.value.clone(), answer).is_some() {
                form.error("G001", id.span, format!("`{}` is answered twice", id.value), "keep one answer");
            }
        }
        Gold {
            file: form.need("file", "\"barbados/pdf/145.pdf\"").value,
            also: form.plain_texts("also"),
            title: form.need("title", "\"…\"").value,
            jurisdiction: form.need("jurisdiction", "\"BB\"").value,
            language: form.need("language", "\"en\"").value,
            rubric: gold_rubric(form),
            sections: form.plain_texts("sections"),
            answers,
            penalties: form.tables("penalty", |f| (f.need("at", "\"sec_3\"").value, Penalty::read_loose(f))),
        }
    })
}

fn gold_rubric(form: &mut Form<'_, '_>) -> String {
    // Who coded it and when stands there for people.
    for key in ["kind", "date", "coder"] {
        let _ = form.text(key);
    }
    form.need("rubric", "\"palermo-ccss\"").value
}

/// A share: how many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// Adds another share.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }

    /// In tenths of a per cent; none of none.
    pub fn per_mille(self) -> Option<usize> {
        (self.right * 1000 + self.of / 2).checked_div(self.of)
    }
}

/// How a machine reading compares with a gold coding.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// Sections found that are in the gold coding.
    pub section_precision: Share,
    /// Sections of the gold coding that were found.
    pub section_recall: Share,
    /// Criteria answered alike.
    pub agreement: Share,
    /// Pairs (gold, machine) of answers and how often they came.
    pub pairs: BTreeMap<(Level, Level), usize>,
    /// First provision cited for an answer that both give, where the person cites it or what contains it.
    pub pinpoint_first: Share,
    /// The same for the first three provisions cited.
    pub pinpoints: Share,
    /// Penalties of the gold coding that the machine has exactly: prison, fine, and how they join.
    pub penalties: Share,
    /// Every difference in a line.
    pub differences: Vec<String>,
}

impl Comparison {
    /// F1 of the sections, in tenths of a per cent.
    pub fn section_f1(&self) -> Option<usize> {
        let (found, gold, right) = (self.section_precision.of, self.section_recall.of, self.section_recall.right);
        let all = found + gold;
        (2000 * right + all / 2).checked_div(all)
    }

    /// Cohen's kappa in thousandths; none where chance explains everything.
    pub fn kappa(&self) -> Option<i64> {
        let total: usize = self.pairs.values().sum();
        let mut gold: BTreeMap<Level, usize> = BTreeMap::new();
        let mut machine: BTreeMap<Level, usize> = BTreeMap::new();
        let mut same = 0;
        for ((g, m), n) in &self.pairs {
            *gold.entry(*g).or_default() += n;
            *machine.entry(*m).or_default() += n;
            same += if g == m { *n } else { 0 };
        }
        let chance: usize = gold.iter().map(|(level, n)| n * machine.get(level).copied().unwrap_or(0)).sum();
        let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (total, same, chance) = (signed(total), signed(same), signed(chance));
        let rest = total * total - chance;
        (rest > 0).then(|| ((same * total - chance) * 1000) / rest)
    }

    /// Adds another comparison, for a total.
    pub fn add(&mut self, other: &Self) {
        self.section_precision.add(other.section_precision);
        self.section_recall.add(other.section_recall);
        self.agreement.add(other.agreement);
        self.pinpoint_first.add(other.pinpoint_first);
        self.pinpoints.add(other.pinpoints);
        self.penalties.add(other.penalties);
        for (pair, n) in &other.pairs {
            *self.pairs.entry(*pair).or_default() += n;
        }
    }
}

/// Compares the reading of an instrument with its gold coding.
pub fn compare(
    gold: &Gold,
    rubric: &Rubric,
    instrument: &Instrument,
    assessment: &Assessment,
    penalties: &[PenaltyRow],
) -> Comparison {
    let mut out = Comparison::default();
    sections(gold, instrument, &mut out);
    answers(gold, rubric, assessment, &mut out);
    compare_penalties(gold, penalties, &mut out);
    out
}

fn sections(gold: &Gold, instrument: &Instrument, out: &mut Comparison) {
    // Recitals are kept, but are no section.
    let found: BTreeSet<&str> = instrument
        .provisions
        .iter()
        .map(|p| p.eid.as_str())
        .filter(|e| !e.contains("__") && *e != "preamble")
        .collect();
    let wanted: BTreeSet<&str> = gold.sections.iter().map(String::as_str).collect();
    for eid in &found {
        out.section_precision.count(wanted.contains(eid));
    }
    for eid in &wanted {
        out.section_recall.count(found.contains(eid));
    }
    let list = |all: Vec<&&str>| all.into_iter().take(30).map(|e| (**e).to_string()).collect::<Vec<_>>().join(" ");
    let (missing, extra) =
        (wanted.difference(&found).collect::<Vec<_>>(), found.difference(&wanted).collect::<Vec<_>>());
    if !missing.is_empty() {
        out.differences.push(format!("sections missing ({}): {}", missing.len(), list(missing)));
    }
    if !extra.is_empty() {
        out.differences.push(format!("sections too many ({}): {}", extra.len(), list(extra)));
    }
}

/// Does one pinpoint name the other, or what contains it?
fn touches(a: &str, b: &str) -> bool {
    let under = |a: &str, b: &str| a == b || a.strip_prefix(b).is_some_and(|rest| rest.starts_with("__"));
    under(a, b) || under(b, a)
}

fn answers(gold: &Gold, rubric: &Rubric, assessment: &Assessment, out: &mut Comparison) {
    for criterion in &rubric.criteria {
        let (Some(wanted), Some(finding)) = (gold.answers.get(&criterion.id), assessment.finding(&criterion.id)) else {
            continue;
        };
        out.agreement.count(wanted.level == finding.level);
        *out.pairs.entry((wanted.level, finding.level)).or_default() += 1;
        let mut cited: Vec<String> = Vec::new();
        for evidence in crate::report::distinct(finding.evidence()) {
            let at = evidence.provision.to_string();
            if !cited.contains(&at) {
                cited.push(at);
            }
        }
        let answered = |level: Level| matches!(level, Level::Met | Level::Partly | Level::NotMet);
        let good = |at: &String| wanted.at.iter().any(|w| touches(w, at));
        if answered(wanted.level) && answered(finding.level) && !wanted.at.is_empty() && !cited.is_empty() {
            out.pinpoint_first.count(good(&cited[0]));
            for at in cited.iter().take(3) {
                out.pinpoints.count(good(at));
            }
        }
        if wanted.level != finding.level {
            out.differences.push(format!(
                "{}: a person says {} [{}], the machine {} [{}]; missing: {}",
                criterion.id,
                wanted.level.word(),
                wanted.at.join(" "),
                finding.level.word(),
                cited.iter().take(4).cloned().collect::<Vec<_>>().join(" "),
                finding.missing.join(" "),
            ));
        } else if answered(wanted.level) && !wanted.at.is_empty() && cited.first().is_some_and(|c| !good(c)) {
            out.differences.push(format!(
                "{}: {} both, but a person cites [{}], the machine [{}]",
                criterion.id,
                wanted.level.word(),
                wanted.at.join(" "),
                cited.iter().take(4).cloned().collect::<Vec<_>>().join(" "),
            ));
        }
    }
}

fn compare_penalties(gold: &Gold, rows: &[PenaltyRow], out: &mut Comparison) {
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (at, wanted) in &gold.penalties {
        let fine = |f: &Option<crate::law::penalty::Fine>| f.as_ref().map(|f| (f.min, f.max, f.unlimited));
        // A gold entry without figures only says that there is a penalty whose amount the text does not fix.
        if wanted.imprisonment.is_none() && wanted.fine.is_none() {
            continue;
        }
        let exact = |row: &PenaltyRow| {
            row.imprisonment == wanted.imprisonment && fine(&row.fine) == fine(&wanted.fine) && row.join == wanted.join
        };
        let here = |row: &&PenaltyRow| touches(row.provision.as_str(), at);
        let found =
            rows.iter().enumerate().find(|(i, row)| !used.contains(i) && here(row) && exact(row)).map(|(i, _)| i);
        out.penalties.count(found.is_some());
        match found {
            Some(i) => {
                used.insert(i);
            }
            None => {
                let there: Vec<String> = rows.iter().filter(here).map(|r| r.words.clone()).collect();
                let words = wanted.words();
                out.differences.push(format!("penalty of {at}: a person reads \"{words}\", the machine {there:?}"));
            }
        }
    }
}
