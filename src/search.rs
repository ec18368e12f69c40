//! Search: a query and its conditions in, a page of ranked provisions with snippets out.

mod nothing;
mod snippet;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::corpus::Corpus;
use crate::index::{self, Index, Tier};
use crate::law::penalty::{Fine, Imprisonment, Join, Mode, Penalty, Victim};
use crate::law::words::{Grade, Kind, Status, TextKind};
use crate::law::{InForce, Instrument, Provision};
use crate::query::expand::{Expanded, expand};
use crate::query::scan::{Memo, Reading, scan};
use crate::query::{self, Filter, Node};
pub use nothing::{Broader, Nothing, Spelling};

/// How years are typed, for messages.
pub const YEARS_HELP: &str = "write 2010..2015, 2010.., ..2015 or 2010";

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// As typed.
    pub query: String,
    /// Only these states, by code; empty: all.
    pub states: Vec<String>,
    /// Only instruments of these years, both ends included; `i16::MIN` and `i16::MAX` leave an end open (see [`years`]).
    pub years: Option<(i16, i16)>,
    /// Only provisions read for this criterion.
    pub criterion: Option<String>,
    /// Only texts in this language, ISO 639-1.
    pub language: Option<String>,
    /// At most so many hits.
    pub limit: usize,
    /// Leaving out so many.
    pub offset: usize,
    /// Add terms of the thesaurus?
    pub expand: bool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            query: String::new(),
            states: Vec::new(),
            years: None,
            criterion: None,
            language: None,
            limit: 20,
            offset: 0,
            expand: true,
        }
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The query is refused.
    #[error(transparent)]
    Query(#[from] query::Error),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] index::Error),
}

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// As typed.
    pub query: String,
    /// How it was read, in plain English.
    pub understood: String,
    /// What is wrong with the query as typed, where it was searched as plain words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mishap: Option<query::Error>,
    /// Terms that were added.
    pub expanded: Vec<Expanded>,
    /// How many provisions meet the query, all pages together.
    pub total: usize,
    /// How many of them by state, kind of instrument and force.
    pub facets: Facets,
    /// This page.
    pub hits: Vec<Hit>,
    /// Help where nothing meets the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nothing: Option<Nothing>,
}

/// Counts over all that meets the query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By code of the state.
    pub jurisdiction: BTreeMap<String, usize>,
    /// By kind of instrument.
    pub kind: BTreeMap<String, usize>,
    /// By language of the text.
    pub language: BTreeMap<String, usize>,
    /// By force: `yes`, `no`, `unknown`.
    pub in_force: BTreeMap<String, usize>,
}

/// One provision that meets the query.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    /// Identifier of the instrument.
    pub instrument: String,
    /// Identifier of the provision in it (eId).
    pub provision: String,
    /// As lawyers cite it.
    pub citation: String,
    /// Code of the state.
    pub jurisdiction: String,
    /// Its heading, or that of the nearest provision above.
    pub heading: String,
    /// What to mark in the heading, in characters.
    pub heading_marks: Vec<(usize, usize)>,
    /// Its words around what was found.
    pub snippet: String,
    /// What to mark in the snippet, in characters.
    pub marks: Vec<(usize, usize)>,
    /// Why it stands where it stands.
    pub tier: Tier,
    /// BM25, three decimals.
    pub score: f64,
    /// Penalties that it carries.
    pub penalties: Vec<PenaltyView>,
    /// Evidence grade.
    pub grade: Option<Grade>,
    /// Law in force on the day asked for; null: not known.
    pub in_force: Option<bool>,
    /// Our words or the enacted text.
    pub text: TextKind,
    /// Language of the text.
    pub language: String,
    /// Kind of the instrument.
    pub kind: Kind,
    /// State of the provision.
    pub status: Status,
}

/// A penalty for reading.
#[derive(Clone, Debug, Serialize)]
pub struct PenaltyView {
    /// The offence.
    pub offence: String,
    /// Victim.
    pub victim: Victim,
    /// Mode of trial.
    pub mode: Mode,
    /// Prison.
    pub imprisonment: Option<Imprisonment>,
    /// Fine.
    pub fine: Option<Fine>,
    /// How the two join.
    pub join: Option<Join>,
    /// In words.
    pub words: String,
}

impl From<&Penalty> for PenaltyView {
    fn from(penalty: &Penalty) -> Self {
        Self {
            offence: penalty.offence.clone(),
            victim: penalty.victim,
            mode: penalty.mode,
            imprisonment: penalty.imprisonment,
            fine: penalty.fine.clone(),
            join: penalty.join,
            words: penalty.words(),
        }
    }
}

/// Reads years as typed behind `in:`: `2015..`, `..2010`, `2010..2015` or `2011`.
pub fn years(text: &str) -> Option<(i16, i16)> {
    match query::years(text)? {
        Filter::Years(from, to) => Some((from.unwrap_or(i16::MIN), to.unwrap_or(i16::MAX))),
        _ => None,
    }
}

/// Answers a request; `as_of` is the day on which law counts as in force.
pub fn run(index: &Index, corpus: &Corpus, request: &Request, as_of: Date) -> Result<Answer, Error> {
    let query = query::read(&request.query)?;
    let conditions = conditions(request);
    let typed = with_conditions(&query.root, &conditions);
    let (wide, expanded) = if request.expand { expand(&typed, index.lexicon()) } else { (typed.clone(), Vec::new()) };
    let wide = wide.once();
    let understood = match &query.mishap {
        None => query::echo::words(&typed),
        Some(_) if conditions.is_empty() => query.understood.clone(),
        Some(_) => format!("{}; {}", query.understood, query::echo::words(&Node::And(conditions.clone()))),
    };
    let mut found: Vec<(Rank, index::Match)> = Vec::new();
    let mut facets = Facets::default();
    for one in index.find(&typed, &wide)? {
        let Some((instrument, provision)) = index.records().get(one.ordinal).and_then(|r| r.of(corpus)) else {
            continue;
        };
        // Of several versions of a text, only the law of the day is shown.
        if !corpus.stands_on(instrument, as_of) {
            continue;
        }
        let force = instrument.provision_in_force_on(provision, as_of);
        facets.count(instrument, force);
        found.push((Rank::new(&one, force), one));
    }
    found.sort_by_key(|one| one.0);
    let total = found.len();
    let mut memo = Memo::new();
    let mut hits = Vec::new();
    for (_, one) in found.iter().skip(request.offset).take(request.limit) {
        hits.extend(hit(index, corpus, one, &wide, as_of, &mut memo));
    }
    let nothing = if total == 0 { Some(nothing::nothing(index, corpus, request, &query.root)?) } else { None };
    let mishap = query.mishap;
    Ok(Answer { query: request.query.clone(), understood, mishap, expanded, total, facets, hits, nothing })
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    tier: Tier,
    force: u8,
    /// Thousandths of the score, the highest first.
    score: std::cmp::Reverse<i64>,
    ordinal: usize,
}

impl Rank {
    fn new(one: &index::Match, force: InForce) -> Self {
        let force = match force {
            InForce::Yes => 0,
            InForce::Unknown => 1,
            InForce::No => 2,
        };
        #[expect(clippy::cast_possible_truncation, reason = "scores are small numbers")]
        let score = std::cmp::Reverse((one.score * 1000.0).round() as i64);
        Self { tier: one.tier, force, score, ordinal: one.ordinal }
    }
}

impl Facets {
    fn count(&mut self, instrument: &Instrument, force: InForce) {
        let one = |map: &mut BTreeMap<String, usize>, key: &str| *map.entry(key.to_string()).or_default() += 1;
        one(&mut self.jurisdiction, instrument.jurisdiction.as_str());
        one(&mut self.kind, instrument.kind.word());
        one(&mut self.language, &instrument.language);
        let force = match force {
            InForce::Yes => "yes",
            InForce::No => "no",
            InForce::Unknown => "unknown",
        };
        one(&mut self.in_force, force);
    }
}

/// The conditions of a request beside its query.
fn conditions(request: &Request) -> Vec<Node> {
    let mut all = Vec::new();
    let states: Vec<String> = request.states.iter().map(|s| query::text::folded(s).join(" ")).collect();
    if !states.is_empty() {
        all.push(Filter::State(states));
    }
    if let Some((from, to)) = request.years {
        all.push(Filter::Years((from > i16::MIN).then_some(from), (to < i16::MAX).then_some(to)));
    }
    all.extend(request.criterion.iter().map(|c| Filter::Criterion(vec![c.clone()])));
    all.extend(request.language.iter().map(|l| Filter::Language(vec![l.clone()])));
    all.into_iter().map(Node::Filter).collect()
}

fn with_conditions(root: &Node, conditions: &[Node]) -> Node {
    let mut parts = match root {
        _ if conditions.is_empty() => return root.clone(),
        Node::All => Vec::new(),
        Node::And(parts) => parts.clone(),
        other => vec![other.clone()],
    };
    parts.extend_from_slice(conditions);
    Node::And(parts)
}

fn hit(index: &Index, corpus: &Corpus, one: &index::Match, wide: &Node, as_of: Date, memo: &mut Memo) -> Option<Hit> {
    let record = index.records().get(one.ordinal)?;
    let (instrument, provision) = record.of(corpus)?;
    let text = record.text(corpus);
    let reading = Reading::remembering(&text, &record.about.written_in, index.lexicon(), memo);
    let hits = scan(wide, &reading, &record.about, index.lexicon()).unwrap_or_default();
    let shown = snippet::snippet(&text, &reading, &snippet::telling(&reading, query::eval::marks(&hits)));
    let facts = &provision.facts;
    Some(Hit {
        instrument: instrument.id.to_string(),
        provision: provision.eid.to_string(),
        citation: instrument.cite(&provision.eid),
        jurisdiction: instrument.jurisdiction.to_string(),
        heading: heading(instrument, provision).to_string(),
        heading_marks: shown.heading_marks,
        snippet: shown.text,
        marks: shown.marks,
        tier: one.tier,
        score: one.score,
        penalties: facts.penalties.iter().map(PenaltyView::from).collect(),
        grade: index::record::grade(instrument, provision),
        in_force: match instrument.provision_in_force_on(provision, as_of) {
            InForce::Yes => Some(true),
            InForce::No => Some(false),
            InForce::Unknown => None,
        },
        text: instrument.text_kind,
        language: instrument.language.clone(),
        kind: instrument.kind,
        status: facts.status.unwrap_or(instrument.status),
    })
}

/// The heading of a provision, or of the nearest one above that has a heading.
fn heading<'c>(instrument: &'c Instrument, provision: &'c Provision) -> &'c str {
    let above = instrument.provisions.iter().filter(|p| p.eid.contains(&provision.eid) && !p.heading.is_empty());
    match provision.heading.as_str() {
        "" => above.max_by_key(|p| p.eid.as_str().len()).map_or("", |p| p.heading.as_str()),
        own => own,
    }
}

#[cfg(test)]
mod tests;
