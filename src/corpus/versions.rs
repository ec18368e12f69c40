//! Versions: several texts of one work under one identifier, and which of them is the law of a day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Corpus;
use crate::law::Instrument;
use crate::law::id::InstrumentId;
use crate::law::words::{Status, TextKind};

/// Places of the texts of each work among the instruments of a corpus, oldest first.
pub(super) type Versions = BTreeMap<(InstrumentId, TextKind), Vec<usize>>;

/// The versions of all works.
pub(super) fn of(instruments: &[Instrument]) -> Versions {
    let mut versions = Versions::new();
    for (i, instrument) in instruments.iter().enumerate() {
        versions.entry((instrument.id.clone(), instrument.text_kind)).or_default().push(i);
    }
    for places in versions.values_mut() {
        places.sort_by_key(|i| (instruments[*i].as_of, instruments[*i].short_name.clone()));
    }
    versions
}

impl Corpus {
    /// All texts of the same work and kind, oldest first, this one among them.
    pub fn versions<'c>(&'c self, instrument: &Instrument) -> Vec<&'c Instrument> {
        let places = self.versions.get(&(instrument.id.clone(), instrument.text_kind));
        places.into_iter().flatten().filter_map(|i| self.instruments.get(*i)).collect()
    }

    /// Is this text the one that tells the law of the day: the latest that speaks for it or for a day before?
    /// Where all are later, the oldest stands for it, since nothing nearer is at hand.
    pub fn stands_on(&self, instrument: &Instrument, day: Date) -> bool {
        let all = self.versions(instrument);
        if all.len() < 2 {
            return true;
        }
        let chosen = all.iter().rev().find(|v| v.as_of.earliest() <= day).or(all.first());
        chosen.is_some_and(|c| std::ptr::eq(*c, instrument) || c.short_name == instrument.short_name)
    }

    /// Amendments that were law on the day and are not worked into the text: those that it names itself, and instruments
    /// of the corpus that say they amend it and are younger than it. Each as a citation with its date.
    pub fn unapplied(&self, instrument: &Instrument, day: Date) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let no_law = |i: &Instrument| {
            matches!(i.status, Status::Bill | Status::NotCommenced | Status::Repealed | Status::Suspended)
        };
        for amendment in &instrument.amendments {
            let law = !self.named(&amendment.by).is_some_and(no_law);
            if law && !amendment.applied && amendment.date.is_none_or(|d| d.earliest() <= day) {
                let date = amendment.date.map(|d| format!(", {d}")).unwrap_or_default();
                all.push(format!("{}{date}", self.name_of(&amendment.by)));
            }
        }
        let applied = |id: &InstrumentId| instrument.amendments.iter().any(|a| a.by == id.as_str());
        for other in self.of(&instrument.jurisdiction) {
            let named = other.amends.iter().any(|a| a == instrument.id.as_str());
            let since = other.commenced.or(other.assented).unwrap_or(other.as_of);
            if named
                && !no_law(other)
                && !applied(&other.id)
                && since.earliest() <= day
                && since.earliest() > instrument.as_of.latest()
            {
                all.push(format!("{}, {since}", other.citation()));
            }
        }
        all.sort();
        all.dedup();
        all
    }
}
