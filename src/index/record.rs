//! One provision as the index keeps it: where it stands in the corpus, and what queries may ask of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::Corpus;
use crate::law::words::TextKind;
use crate::law::{Instrument, Provision};
use crate::query::cite::{self, Place};
use crate::query::scan::{About, Text};
use crate::query::text::{folded, plain};

/// A provision of the corpus.
#[derive(Clone, Debug)]
pub struct Record {
    /// Place of the instrument in [`Corpus::instruments`].
    pub instrument: usize,
    /// Place of the provision in the instrument.
    pub provision: usize,
    /// What queries may ask of it.
    pub about: About,
}

impl Record {
    /// The provision with its instrument.
    pub fn of<'c>(&self, corpus: &'c Corpus) -> Option<(&'c Instrument, &'c Provision)> {
        let instrument = corpus.instruments.get(self.instrument)?;
        Some((instrument, instrument.provisions.get(self.provision)?))
    }

    /// The words of the provision, and those by which it may be named.
    pub fn text(&self, corpus: &Corpus) -> Text {
        let Some((instrument, provision)) = self.of(corpus) else { return Text::default() };
        let body = match instrument.text_kind {
            TextKind::Digest => plain(&provision.text),
            TextKind::Official => provision.text.clone(),
        };
        let names = corpus.jurisdictions.get(&instrument.jurisdiction).map(|j| j.names.values().cloned().collect());
        let mut titles = vec![instrument.title.clone()];
        titles.extend(instrument.aliases.iter().cloned());
        titles.extend([&instrument.number, &instrument.chapter].into_iter().flatten().cloned());
        Text { heading: provision.heading.clone(), body, names: names.unwrap_or_default(), titles }
    }
}

/// All provisions in the order of the corpus.
pub fn records(corpus: &Corpus) -> Vec<Record> {
    let mut all = Vec::new();
    for (i, instrument) in corpus.instruments.iter().enumerate() {
        let whole = whole(corpus, instrument);
        let below = below(instrument);
        for (p, provision) in instrument.provisions.iter().enumerate() {
            all.push(Record { instrument: i, provision: p, about: about(&whole, instrument, provision, &below) });
        }
    }
    all
}

/// What holds for every provision of an instrument.
fn whole(corpus: &Corpus, instrument: &Instrument) -> About {
    let mut state = vec![instrument.jurisdiction.folder()];
    if let Some(known) = corpus.jurisdictions.get(&instrument.jurisdiction) {
        state.extend(known.names.values().map(|name| folded(name).join(" ")));
    }
    let mut place = Place::default();
    for text in [&instrument.number, &instrument.chapter].into_iter().flatten().chain([&instrument.title]) {
        let (acts, chapters) = cite::instruments(text);
        place.acts.extend(acts);
        place.chapters.extend(chapters);
    }
    for alias in &instrument.aliases {
        let (acts, chapters) = cite::instruments(alias);
        place.acts.extend(acts);
        place.chapters.extend(chapters);
    }
    let parts: Vec<&str> = instrument.id.as_str().split('/').collect();
    let year = parts.get(4).and_then(|y| y.get(..4)).and_then(|y| y.parse::<i16>().ok());
    if let (Some(year), Some(number)) = (year, parts.get(5))
        && number.starts_with(|c: char| c.is_ascii_digit())
    {
        place.acts.push((cite::normal(number), year));
    }
    place.acts.sort();
    place.acts.dedup();
    place.chapters.sort();
    place.chapters.dedup();
    let dated = instrument.assented.or(instrument.commenced).map(crate::law::date::PartialDate::year);
    About {
        state,
        year: year.or(dated),
        kind: instrument.kind.word().to_string(),
        language: instrument.language.clone(),
        written_in: instrument.written_in().into_iter().map(str::to_string).collect(),
        place,
        ..About::default()
    }
}

/// By identifier: numbers of the steps that stand under it.
fn below(instrument: &Instrument) -> BTreeMap<&str, BTreeSet<String>> {
    let mut all: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for provision in &instrument.provisions {
        let mut eid = provision.eid.as_str();
        while let Some((parent, step)) = eid.rsplit_once("__") {
            all.entry(parent).or_default().insert(step_number(step));
            eid = parent;
        }
    }
    all
}

fn step_number(step: &str) -> String {
    cite::normal(step.split_once('_').map_or("", |(_, number)| number))
}

fn about(
    whole: &About,
    instrument: &Instrument,
    provision: &Provision,
    below: &BTreeMap<&str, BTreeSet<String>>,
) -> About {
    let mut about = whole.clone();
    let eid = provision.eid.as_str();
    let outer = ["part", "chp", "title", "book", "dvs"];
    let mut steps = eid.split("__").skip_while(|s| outer.contains(&s.split('_').next().unwrap_or_default()));
    if let Some(first) = steps.next() {
        about.place.unit = first.split('_').next().unwrap_or_default().to_string();
        about.place.number = step_number(first);
        about.place.subs = steps.map(step_number).collect();
    }
    about.place.children = below.get(eid).map(|c| c.iter().cloned().collect()).unwrap_or_default();
    let facts = &provision.facts;
    about.grade = grade(instrument, provision).map_or(String::new(), |g| g.word().to_string());
    let bearing = facts.readings.iter().filter(|r| !r.has.is_empty());
    about.criteria = bearing.map(|r| r.criterion.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    about
}

/// The grade of a provision; an imported official text speaks for itself.
pub fn grade(instrument: &Instrument, provision: &Provision) -> Option<crate::law::words::Grade> {
    let own = (instrument.text_kind == TextKind::Official).then_some(instrument.grade);
    provision.facts.grade.or(own)
}
