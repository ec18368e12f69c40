//! Every penalty of the corpus as one table: the form of the JSON contract, and what the site shows.
//!
//! Coded penalties stand first. Where nobody has coded a provision of an official text, its penalties are read from its
//! words, and each row says so.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::corpus::Corpus;
use crate::law::id::{Eid, InstrumentId, JurisdictionCode};
use crate::law::penalty::{Change, Fine, Imprisonment, Join, Mode, Offender, Penalty, PenaltyClass, Sanction, Victim};
use crate::law::prose::{self, Unparsed};
use crate::law::words::{Grade, TextKind};
use crate::law::{InForce, Instrument, Provision};

/// Penalties, and words that may be penalties and could not be read.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// By state, instrument and provision.
    pub rows: Vec<PenaltyRow>,
    /// Provisions of official texts with words that could not be read.
    pub unread: Vec<UnreadRow>,
}

/// Words of a provision that may be a penalty and could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct UnreadRow {
    /// State.
    pub jurisdiction: JurisdictionCode,
    /// Instrument.
    pub instrument: InstrumentId,
    /// eId of the provision.
    pub provision: Eid,
    /// Full citation.
    pub citation: String,
    /// The words and the reason.
    #[serde(flatten)]
    pub unread: Unread,
}

/// Words that could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct Unread {
    /// The words of the law.
    pub words: String,
    /// Why they could not be read.
    pub why: String,
}

/// From which words a machine read a penalty.
#[derive(Clone, Debug, Serialize)]
pub struct ReadFrom {
    /// The words of the law.
    pub words: String,
    /// What else of the provision could not be read.
    pub unparsed: Vec<Unread>,
}

/// One penalty of one provision.
#[derive(Clone, Debug, Serialize)]
pub struct PenaltyRow {
    /// State.
    pub jurisdiction: JurisdictionCode,
    /// Instrument.
    pub instrument: InstrumentId,
    /// File name of the instrument.
    #[serde(skip)]
    pub short_name: String,
    /// eId of the provision.
    pub provision: Eid,
    /// Full citation.
    pub citation: String,
    /// The offence in words.
    pub offence: String,
    /// What it is for.
    pub class: PenaltyClass,
    /// Victim.
    pub victim: Victim,
    /// Offender.
    pub offender: Offender,
    /// Mode of trial.
    pub mode: Mode,
    /// Prison.
    pub imprisonment: Option<Imprisonment>,
    /// Fine in its own currency.
    pub fine: Option<Fine>,
    /// How the two join.
    pub join: Option<Join>,
    /// A further fine for each day that the offence goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daily_fine: Option<Fine>,
    /// Prison where the fine is not paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_default: Option<Imprisonment>,
    /// Other penalties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Sanction>,
    /// The provision whose penalty it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// How that penalty is changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// The penalty in words.
    pub words: String,
    /// Prison in words.
    #[serde(skip)]
    pub prison_words: String,
    /// Fine in words.
    #[serde(skip)]
    pub fine_words: String,
    /// Longest term in months; life counts as 1200.
    pub max_months: Option<u64>,
    /// Which aggravation, what is left open.
    pub note: String,
    /// Law on the day asked for?
    pub in_force: InForce,
    /// What was seen.
    pub grade: Option<Grade>,
    /// Keys of sources.
    pub sources: Vec<String>,
    /// None for what a person coded; the words for what was read by machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<ReadFrom>,
}

impl PenaltyRow {
    /// What it has besides prison and fine, in words.
    pub fn rest_words(&self) -> String {
        let daily = self.daily_fine.as_ref().map(|f| format!("{} for each day", f.words()));
        let default = self.in_default.map(|p| format!("in default of payment {}", p.words()));
        let also = self.also.iter().map(|s| s.word().replace('-', " "));
        daily.into_iter().chain(default).chain(also).collect::<Vec<_>>().join("; ")
    }
}

/// All penalties, by state, instrument and provision; of one state if `state` is given.
pub fn table(corpus: &Corpus, state: Option<&JurisdictionCode>, as_of: Date) -> Table {
    let wanted = |code: &JurisdictionCode| !code.is_international() && state.is_none_or(|s| s == code);
    let coded = coded(corpus);
    let mut table = Table::default();
    let stands = |i: &&Instrument| wanted(&i.jurisdiction) && corpus.stands_on(i, as_of);
    for instrument in corpus.instruments.iter().filter(stands) {
        let mut read = read_of(corpus, instrument, &coded);
        for provision in &instrument.provisions {
            let row = |penalty: &Penalty, read| row(instrument, provision, penalty, as_of, read);
            table.rows.extend(provision.facts.penalties.iter().map(|p| row(p, None)));
            let Some(at) = read.iter().position(|(eid, _)| *eid == provision.eid) else { continue };
            let (_, found) = read.swap_remove(at);
            let unparsed: Vec<Unread> = found.unparsed.iter().map(|u| unread(provision, u)).collect();
            for found in &found.penalties {
                let text = if found.heading { &provision.heading } else { &provision.text };
                let words = quote(text, found.range.clone());
                table.rows.push(row(&found.penalty, Some(ReadFrom { words, unparsed: unparsed.clone() })));
            }
            table.unread.extend(unparsed.into_iter().map(|unread| UnreadRow {
                jurisdiction: instrument.jurisdiction.clone(),
                instrument: instrument.id.clone(),
                provision: provision.eid.clone(),
                citation: instrument.cite(&provision.eid),
                unread,
            }));
        }
    }
    table
}

/// Sections and articles for which somebody has coded penalties, in whichever file.
fn coded(corpus: &Corpus) -> BTreeSet<(&InstrumentId, &str)> {
    let provisions = corpus.instruments.iter().flat_map(|i| i.provisions.iter().map(move |p| (i, p)));
    provisions.filter(|(_, p)| !p.facts.penalties.is_empty()).map(|(i, p)| (&i.id, p.eid.top())).collect()
}

/// What is read from the words of an official text, without the sections that somebody has coded.
fn read_of(
    corpus: &Corpus,
    instrument: &Instrument,
    coded: &BTreeSet<(&InstrumentId, &str)>,
) -> Vec<(Eid, prose::Read)> {
    if instrument.text_kind != TextKind::Official {
        return Vec::new();
    }
    let currency = corpus.jurisdictions.get(&instrument.jurisdiction).map(|j| j.currency.as_str());
    let mut read = prose::of_instrument(instrument, currency.filter(|c| !c.is_empty()));
    read.retain(|(eid, _)| !coded.contains(&(&instrument.id, eid.top())));
    read
}

/// The words of a range of a text, on one line.
fn quote(text: &str, range: std::ops::Range<usize>) -> String {
    let words = crate::law::blocks::unescape(text.get(range).unwrap_or_default());
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unread(provision: &Provision, unparsed: &Unparsed) -> Unread {
    Unread { words: quote(&provision.text, unparsed.range.clone()), why: unparsed.why.clone() }
}

fn row(
    instrument: &Instrument,
    provision: &Provision,
    penalty: &Penalty,
    as_of: Date,
    read: Option<ReadFrom>,
) -> PenaltyRow {
    PenaltyRow {
        jurisdiction: instrument.jurisdiction.clone(),
        instrument: instrument.id.clone(),
        short_name: instrument.short_name.clone(),
        provision: provision.eid.clone(),
        citation: instrument.cite(&provision.eid),
        offence: penalty.offence.clone(),
        class: penalty.class,
        victim: penalty.victim,
        offender: penalty.offender,
        mode: penalty.mode,
        imprisonment: penalty.imprisonment,
        fine: penalty.fine.clone(),
        join: penalty.join,
        daily_fine: penalty.daily_fine.clone(),
        in_default: penalty.in_default,
        also: penalty.also.clone(),
        like: penalty.like.clone(),
        change: penalty.change,
        words: penalty.words(),
        prison_words: penalty.prison_words(),
        fine_words: penalty.fine_words(),
        max_months: penalty.max_months(),
        note: penalty.note.clone(),
        in_force: instrument.provision_in_force_on(provision, as_of),
        grade: provision.facts.grade,
        sources: provision.facts.sources.clone(),
        read,
    }
}
