//! Every penalty of the corpus as one table: the form of the JSON contract, and what the site shows.

use jiff::civil::Date;
use serde::Serialize;

use crate::corpus::Corpus;
use crate::law::InForce;
use crate::law::id::{Eid, InstrumentId, JurisdictionCode};
use crate::law::penalty::{Fine, Imprisonment, Join, Mode, Offender, PenaltyClass, Victim};
use crate::law::words::Grade;

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
}

/// All penalties, by state, instrument and provision; of one state if `state` is given.
pub fn table(corpus: &Corpus, state: Option<&JurisdictionCode>, as_of: Date) -> Vec<PenaltyRow> {
    let wanted = |code: &JurisdictionCode| !code.is_international() && state.is_none_or(|s| s == code);
    let mut rows = Vec::new();
    let stands = |i: &&crate::law::Instrument| wanted(&i.jurisdiction) && corpus.stands_on(i, as_of);
    for instrument in corpus.instruments.iter().filter(stands) {
        for provision in &instrument.provisions {
            for penalty in &provision.facts.penalties {
                rows.push(PenaltyRow {
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
                    words: penalty.words(),
                    prison_words: penalty.prison_words(),
                    fine_words: penalty.fine_words(),
                    max_months: penalty.max_months(),
                    note: penalty.note.clone(),
                    in_force: instrument.provision_in_force_on(provision, as_of),
                    grade: provision.facts.grade,
                    sources: provision.facts.sources.clone(),
                });
            }
        }
    }
    rows
}
