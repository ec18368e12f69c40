//! Coverage: per state, what law is here, as at when, at which grade, what is missing, and what was tried to find it.
//!
//! Everything is counted from the data; nobody writes it by hand.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::assess::score::Percent;
use crate::assess::{Assessment, Finding};
use crate::corpus::Corpus;
use crate::law::Instrument;
use crate::law::date::PartialDate;
use crate::law::id::{InstrumentId, JurisdictionCode};
use crate::law::state::{Jurisdiction, Search, TreatyStatus};
use crate::law::words::{Grade, Kind, Level, Status, TreatyAct};
use crate::rubric::{Criterion, Rubric, Urgency};

/// What is known of a state's law, and what is not.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// The state.
    pub code: JurisdictionCode,
    /// Its English name.
    pub name: String,
    /// Instruments that are here.
    pub instruments: Instruments,
    /// Provisions that are here, by what was seen of them.
    pub provisions: Grades,
    /// Sources that gave something, by the best that each can support.
    pub sources: Grades,
    /// Searches that gave nothing usable, in the order of the log.
    pub searches: Vec<Search>,
    /// Questions that bind this state, by how they stand.
    pub mandatory: Cells,
    /// All questions, by how they stand.
    pub all: Cells,
    /// Weight share with an answer, in the score that rates.
    pub core: Percent,
    /// Families of law, in the rubric's order.
    pub families: Vec<Family>,
    /// Treaties in the order of their file names.
    pub treaties: Vec<Treaty>,
    /// Questions without an answer, the binding ones first.
    pub open: Vec<Open>,
}

/// How many instruments, and for which time they speak.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Instruments {
    /// All of them.
    pub count: usize,
    /// In force, at least in part.
    pub in_force: usize,
    /// Of which every provision is here.
    pub complete: usize,
    /// The oldest date for which one in force speaks.
    pub oldest: Option<PartialDate>,
    /// The latest.
    pub latest: Option<PartialDate>,
}

/// Counts by grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Grades {
    /// The official text was seen.
    pub a: usize,
    /// Official descriptions.
    pub b: usize,
    /// Press, NGOs, academics.
    pub c: usize,
}

impl Grades {
    fn add(&mut self, grade: Option<Grade>) {
        match grade {
            Some(Grade::A) => self.a += 1,
            Some(Grade::B) => self.b += 1,
            Some(Grade::C) => self.c += 1,
            None => {}
        }
    }

    /// All of them.
    pub fn all(self) -> usize {
        self.a + self.b + self.c
    }
}

/// Questions by how they stand for one state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// All questions that apply.
    pub count: usize,
    /// With an answer.
    pub answered: usize,
    /// Without an answer, though some of what is asked for was seen.
    pub seen_in_part: usize,
    /// Nothing was seen that speaks to them.
    pub not_assessed: usize,
    /// Answers by the weakest grade that they rest on.
    pub grades: Grades,
    /// Answers that rest on no words, but on every law having been read in full, or on an assessor's decision.
    pub without_words: usize,
}

impl Cells {
    fn add(&mut self, finding: &Finding) {
        self.count += 1;
        if finding.level.is_answer() {
            self.answered += 1;
            self.grades.add(finding.grade);
            self.without_words += usize::from(finding.grade.is_none());
        } else if finding.level == Level::Unknown {
            self.seen_in_part += 1;
        } else {
            self.not_assessed += 1;
        }
    }

    /// Questions that some evidence speaks to, answered or not, in per cent of all.
    pub fn backed(self) -> Percent {
        Percent::of((self.answered + self.seen_in_part) as u64, self.count as u64)
    }

    /// Questions with an answer, in per cent of all.
    pub fn answered_share(self) -> Percent {
        Percent::of(self.answered as u64, self.count as u64)
    }
}

/// A family of law in a state.
#[derive(Clone, Debug, Serialize)]
pub struct Family {
    /// Family of the rubric.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Instruments of it that are here.
    pub laws: Vec<Law>,
    /// Listed as belonging to it, and not here.
    pub not_here: Vec<String>,
    /// Every law of it is listed, here, and read in full.
    pub in_full: bool,
    /// What is known to be missing.
    pub missing: String,
}

impl Family {
    /// Is any law of it here that is in force?
    pub fn has_law_in_force(&self) -> bool {
        self.laws.iter().any(|l| matches!(l.status, Status::InForce | Status::PartlyInForce))
    }
}

/// An instrument as far as it is here.
#[derive(Clone, Debug, Serialize)]
pub struct Law {
    /// Identifier.
    pub id: InstrumentId,
    /// As it is cited.
    pub citation: String,
    /// In force, repealed, bill, …
    pub status: Status,
    /// The date for which the text here speaks.
    pub as_of: PartialDate,
    /// Every provision is here.
    pub complete: bool,
    /// Provisions that are here, by grade.
    pub provisions: Grades,
}

/// How a state stands to a treaty of the collection, as far as is known.
#[derive(Clone, Debug, Serialize)]
pub struct Treaty {
    /// File name of the treaty in `corpus/int`.
    pub instrument: String,
    /// Its title.
    pub title: String,
    /// What the state did; none where nobody looked it up.
    pub act: Option<TreatyAct>,
    /// When, as far as known: deposit, else extension, else signature.
    pub date: Option<PartialDate>,
    /// What is missing; empty where nothing is.
    pub missing: &'static str,
}

/// A question without an answer.
#[derive(Clone, Debug, Serialize)]
pub struct Open {
    /// Criterion.
    pub criterion: String,
    /// Its title.
    pub title: String,
    /// Does it bind this state?
    pub mandatory: bool,
    /// A gate?
    pub gate: bool,
    /// `unknown` or `not_assessed`.
    pub level: Level,
    /// Why there is no answer.
    pub note: String,
    /// Elements that were not seen.
    pub missing: Vec<String>,
    /// Searches in vain that were made for it, by their number in `searches`, from 1.
    pub tried: Vec<usize>,
}

/// What is here of one state, and what is not.
pub fn of(corpus: &Corpus, rubric: &Rubric, state: &Jurisdiction, assessment: &Assessment) -> Coverage {
    let laws: Vec<&Instrument> = corpus.of(&state.code).collect();
    let mut sources = Grades::default();
    state.sources.iter().for_each(|s| sources.add(Some(s.grade)));
    let (mut mandatory, mut all) = (Cells::default(), Cells::default());
    let mut open = Vec::new();
    for (criterion, finding) in rubric.criteria.iter().zip(&assessment.findings) {
        if finding.level == Level::NotApplicable {
            continue;
        }
        all.add(finding);
        let binds = rubric.class(&finding.class).is_some_and(|c| c.urgency == Urgency::Urge);
        if binds {
            mandatory.add(finding);
        }
        if !finding.level.is_answer() {
            open.push(open_cell(state, criterion, finding, binds));
        }
    }
    open.sort_by_key(|o| !o.mandatory);
    let families = rubric.families.iter().map(|f| family(state, &laws, &f.id, &f.title)).collect();
    Coverage {
        code: state.code.clone(),
        name: state.name().to_string(),
        instruments: instruments(&laws),
        provisions: laws.iter().fold(Grades::default(), |sum, law| provisions(law, sum)),
        sources,
        searches: state.searches.clone(),
        mandatory,
        all,
        core: assessment.coverage,
        families,
        treaties: treaties(corpus, state),
        open,
    }
}

fn instruments(laws: &[&Instrument]) -> Instruments {
    let in_force = |i: &&&Instrument| matches!(i.status, Status::InForce | Status::PartlyInForce);
    let dates: BTreeSet<PartialDate> = laws.iter().filter(in_force).map(|i| i.as_of).collect();
    Instruments {
        count: laws.len(),
        in_force: laws.iter().filter(in_force).count(),
        complete: laws.iter().filter(|i| i.complete).count(),
        oldest: dates.first().copied(),
        latest: dates.last().copied(),
    }
}

fn provisions(law: &Instrument, mut sum: Grades) -> Grades {
    law.provisions.iter().for_each(|p| sum.add(p.facts.grade));
    sum
}

fn family(state: &Jurisdiction, laws: &[&Instrument], id: &str, title: &str) -> Family {
    let listed = state.checklist.iter().find(|c| c.family == id);
    let on_list = |i: &Instrument| listed.is_some_and(|c| c.laws.iter().any(|l| *l == i.id.to_string()));
    let mut here: BTreeMap<&InstrumentId, &Instrument> = BTreeMap::new();
    for law in laws.iter().filter(|i| on_list(i) || i.families.iter().any(|f| f == id)) {
        here.entry(&law.id).or_insert(law);
    }
    let not_here: Vec<String> =
        listed.iter().flat_map(|c| &c.laws).filter(|l| !here.keys().any(|id| id.to_string() == **l)).cloned().collect();
    let in_full = listed.is_some_and(|c| c.closed)
        && not_here.is_empty()
        && here.values().filter(|i| on_list(i)).all(|i| i.complete);
    let missing = listed.map_or_else(|| "nobody has listed which laws belong here".to_string(), |c| c.note.clone());
    let laws = here
        .into_values()
        .map(|i| Law {
            id: i.id.clone(),
            citation: i.citation(),
            status: i.status,
            as_of: i.as_of,
            complete: i.complete,
            provisions: provisions(i, Grades::default()),
        })
        .collect();
    Family { id: id.to_string(), title: title.to_string(), laws, not_here, in_full, missing }
}

fn treaties(corpus: &Corpus, state: &Jurisdiction) -> Vec<Treaty> {
    let mut all: Vec<&Instrument> =
        corpus.instruments.iter().filter(|i| i.jurisdiction.is_international() && i.kind == Kind::Treaty).collect();
    all.sort_by(|a, b| a.short_name.cmp(&b.short_name));
    all.into_iter()
        .map(|treaty| {
            let known = state.treaty(&treaty.short_name);
            Treaty {
                instrument: treaty.short_name.clone(),
                title: treaty.title.clone(),
                act: known.map(|t| t.act),
                date: known.and_then(|t| t.date.or(t.in_force).or(t.signed)),
                missing: known.map_or("not looked up", missing_of),
            }
        })
        .collect()
}

fn missing_of(known: &TreatyStatus) -> &'static str {
    match known.act {
        TreatyAct::Unknown => "looked up and not found",
        TreatyAct::None => "",
        TreatyAct::Signed if known.signed.or(known.date).is_none() => "date of signature not found",
        TreatyAct::Signed => "",
        _ if known.date.is_none() && known.in_force.is_none() => "date not found",
        _ => "",
    }
}

fn open_cell(state: &Jurisdiction, criterion: &Criterion, finding: &Finding, mandatory: bool) -> Open {
    let title = |id: &String| criterion.element(id).map_or_else(|| id.clone(), |e| e.title.clone());
    Open {
        criterion: criterion.id.clone(),
        title: criterion.title.clone(),
        mandatory,
        gate: criterion.gate,
        level: finding.level,
        note: finding.note.clone(),
        missing: finding.missing.iter().map(title).collect(),
        tried: (1..).zip(&state.searches).filter(|(_, s)| s.criteria.contains(&criterion.id)).map(|(n, _)| n).collect(),
    }
}
