//! Gathers, for one state, what coders and the machine read: which element stands in which provision, and which is absent.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::record::Searchable;
use super::{ElementFinding, Evidence, Options, Pinpoint};
use crate::corpus::Corpus;
use crate::law::id::{Eid, InstrumentId};
use crate::law::penalty::Penalty;
use crate::law::state::Jurisdiction;
use crate::law::words::{Status, TextKind};
use crate::law::{InForce, Instrument, Provision, Reading};
use crate::reader::{self, MachineReading};
use crate::rubric::{Criterion, Element, Rubric};

/// Criterion and element.
type Key<'a> = (&'a str, &'a str);

/// All that was read of a state.
pub(super) struct Gathered<'c> {
    /// Instruments that count, official texts before digests.
    pub(super) instruments: Vec<&'c Instrument>,
    state: &'c Jurisdiction,
    has: BTreeMap<(String, String), Vec<Evidence>>,
    lacks: BTreeSet<(String, String)>,
    machine: MachineReading,
    /// By criterion and element; an empty element stands for the whole criterion.
    doubts: BTreeMap<(String, String), String>,
    /// Imported texts from which nothing may be concluded, with the reason.
    unreadable: Vec<String>,
    alone: bool,
    complete: BTreeSet<&'c InstrumentId>,
    coder_saw: BTreeSet<(String, String)>,
    searchable: OnceCell<Vec<Searchable<'c>>>,
}

impl<'c> Gathered<'c> {
    pub(super) fn of(corpus: &'c Corpus, rubric: &Rubric, state: &'c Jurisdiction, options: Options) -> Self {
        let all: Vec<&Instrument> = corpus.of(&state.code).filter(|i| corpus.stands_on(i, options.as_of)).collect();
        let official: BTreeSet<&InstrumentId> =
            all.iter().filter(|i| i.text_kind == TextKind::Official).map(|i| &i.id).collect();
        // Where the official text is loaded it decides, and the digest of the same instrument only shows the way.
        let counts = |i: &&Instrument| i.text_kind == TextKind::Official || !official.contains(&i.id);
        let instruments: Vec<&Instrument> = all.into_iter().filter(counts).collect();
        let refused = |i: &&&Instrument| i.text_kind == TextKind::Official || i.amending_only;
        let unreadable: BTreeMap<&InstrumentId, String> = instruments
            .iter()
            .filter(refused)
            .filter_map(|i| {
                Some((&i.id, format!("{} cannot be read by itself: {}.", i.citation(), reader::unreadable(i)?)))
            })
            .collect();
        let mut gathered = Self {
            // Law that came later, or of which nobody knows whether it is law, says nothing about what the law of the
            // day lacked.
            complete: instruments
                .iter()
                .filter(|i| i.complete && i.in_force_on(options.as_of) != InForce::Unknown)
                .filter(|i| !unreadable.contains_key(&i.id))
                .filter(|i| i.commenced.or(i.assented).is_none_or(|d| d.earliest() <= options.as_of))
                .map(|i| &i.id)
                .collect(),
            // Words of a text that cannot be read are no evidence either.
            machine: {
                let readable: Vec<Cow<'_, Instrument>> = instruments
                    .iter()
                    .filter(|i| !unreadable.contains_key(&i.id))
                    .map(|i| if options.alone { as_if_enacted(i) } else { Cow::Borrowed(*i) })
                    .collect();
                reader::read(rubric, &readable.iter().map(AsRef::as_ref).collect::<Vec<_>>())
            },
            instruments,
            state,
            has: BTreeMap::new(),
            lacks: BTreeSet::new(),
            doubts: BTreeMap::new(),
            unreadable: unreadable.into_values().collect(),
            alone: options.alone,
            coder_saw: BTreeSet::new(),
            searchable: OnceCell::new(),
        };
        gathered.coders(rubric, options);
        for evidence in gathered.has.values_mut() {
            evidence
                .sort_by(|a, b| (a.grade, &a.instrument, &a.provision).cmp(&(b.grade, &b.instrument, &b.provision)));
        }
        gathered.machine(options);
        // The reader's own order is by what the provisions carry: only the grade goes before it.
        for evidence in gathered.has.values_mut() {
            evidence.sort_by_key(|e| e.grade);
        }
        gathered
    }

    fn coders(&mut self, rubric: &Rubric, options: Options) {
        for instrument in self.instruments.clone() {
            for provision in &instrument.provisions {
                let force = force(instrument, provision, options);
                for reading in &provision.facts.readings {
                    let Some(criterion) = rubric.criterion(&reading.criterion) else { continue };
                    match force {
                        InForce::Yes => self.coder(instrument, provision, reading, criterion),
                        InForce::Unknown => self.doubt_of(&reading.criterion, &instrument.cite(&provision.eid)),
                        InForce::No => {}
                    }
                }
            }
        }
    }

    fn coder(&mut self, instrument: &Instrument, provision: &Provision, reading: &Reading, criterion: &Criterion) {
        for id in &reading.has {
            let Some(element) = criterion.element(id) else { continue };
            let key = (reading.criterion.clone(), id.clone());
            let (quote, in_prose) = deciding_words(&provision.text, element);
            let mut note = reading.note.clone();
            // What the prose does not say may stand in the penalties, which are data.
            if !in_prose && !provision.facts.penalties.is_empty() {
                let penalties: Vec<String> = provision.facts.penalties.iter().map(Penalty::words).collect();
                note = format!("{note} Penalty: {}.", penalties.join("; ")).trim_start().to_string();
            }
            let evidence = evidence(instrument, provision, quote, &provision.eid, &note);
            self.coder_saw.insert(key.clone());
            self.has.entry(key).or_default().push(evidence);
        }
        self.lacks.extend(reading.lacks.iter().map(|id| (reading.criterion.clone(), id.clone())));
    }

    fn machine(&mut self, options: Options) {
        let mut provisions: BTreeMap<(&str, &str), (&Instrument, &Provision)> = BTreeMap::new();
        for instrument in &self.instruments {
            let all = instrument.provisions.iter();
            provisions.extend(all.map(|p| ((instrument.id.as_str(), p.eid.as_str()), (*instrument, p))));
        }
        for sighting in &self.machine.sightings {
            let at = (sighting.at.instrument.as_str(), sighting.at.eid.as_str());
            let Some((instrument, provision)) = provisions.get(&at).copied() else { continue };
            // A digest's prose is only held against its coder's reading; read alone, every text is read by its words.
            if instrument.text_kind == TextKind::Digest && !options.alone {
                continue;
            }
            if force(instrument, provision, options) != InForce::Yes {
                continue;
            }
            let key = (sighting.criterion.clone(), sighting.element.clone());
            let evidence = evidence(instrument, provision, sighting.quote.clone(), &sighting.pinpoint, &sighting.why);
            self.has.entry(key).or_default().push(evidence);
        }
        let counts = |id: &InstrumentId| {
            self.instruments.iter().any(|i| i.id == *id && (i.text_kind == TextKind::Official || options.alone))
        };
        for doubt in self.machine.doubts.iter().filter(|d| counts(&d.at.instrument)) {
            let key = (doubt.criterion.clone(), doubt.element.clone());
            self.doubts
                .entry(key)
                .or_insert_with(|| format!("{}#{}: {}.", doubt.at.instrument, doubt.pinpoint, doubt.why));
        }
    }

    fn doubt_of(&mut self, criterion: &str, citation: &str) {
        let words = format!("{citation} speaks to this, but it is not known whether it is in force.");
        self.doubts.entry((criterion.to_string(), String::new())).or_insert(words);
    }

    /// The instruments made ready for the search for terms, once.
    pub(super) fn searchable(&self) -> &[Searchable<'c>] {
        self.searchable.get_or_init(|| self.instruments.iter().map(|i| Searchable::new(i)).collect())
    }

    /// Imported texts from which nothing may be concluded.
    pub(super) fn unreadable(&self) -> &[String] {
        &self.unreadable
    }

    /// Is the reader unsure of this element?
    pub(super) fn doubts(&self, criterion: &Criterion, element: &Element) -> bool {
        let keys = [element.id.clone(), String::new()];
        keys.into_iter().any(|e| self.doubts.contains_key(&(criterion.id.clone(), e)))
    }

    /// Where an element was found.
    pub(super) fn has(&self, criterion: &Criterion, element: &Element) -> Vec<Evidence> {
        let key = (criterion.id.clone(), element.id.clone());
        self.has.get(&key).cloned().unwrap_or_default()
    }

    /// Was it looked for in a whole provision and not there?
    pub(super) fn lacks(&self, criterion: &Criterion, element: &Element) -> bool {
        self.lacks.contains(&(criterion.id.clone(), element.id.clone()))
    }

    /// What keeps a criterion open.
    pub(super) fn doubt(&self, criterion: &Criterion) -> Option<String> {
        let of_criterion = self.doubts.iter().find(|((c, _), _)| *c == criterion.id).map(|(_, words)| words.clone());
        // Read alone, a text that cannot be read leaves everything open; else the checklist already does.
        of_criterion.or_else(|| self.unreadable.first().filter(|_| self.alone).cloned())
    }

    /// Instruments among the evidence with a later amendment that is known and not worked into the text.
    pub(super) fn amended_since(&self, corpus: &Corpus, elements: &[ElementFinding], options: Options) -> Vec<String> {
        let used: BTreeSet<&InstrumentId> = elements.iter().flat_map(|e| &e.evidence).map(|e| &e.instrument).collect();
        let mine = self.instruments.iter().filter(|i| used.contains(&i.id));
        let behind = mine.map(|i| (i, corpus.unapplied(i, options.as_of))).filter(|(_, later)| !later.is_empty());
        behind.map(|(i, later)| format!("{} (by {})", i.citation(), later.join("; "))).collect()
    }

    /// Families of the criterion that are not read in full: no closed checklist, or a law on it that is not complete.
    pub(super) fn families_open(&self, criterion: &Criterion) -> Vec<String> {
        let read = |family: &String| {
            let list = self.state.checklist.iter().find(|l| l.family == *family && l.closed);
            list.is_some_and(|l| {
                l.laws.iter().all(|law| law.parse::<InstrumentId>().is_ok_and(|id| self.complete.contains(&id)))
            })
        };
        criterion.families.iter().filter(|f| !read(f)).cloned().collect()
    }

    /// Where the coder and the machine read the same digest differently.
    pub(super) fn differences(&self, criterion: &Criterion) -> Vec<String> {
        let mut out = Vec::new();
        let digests: BTreeSet<&InstrumentId> =
            self.instruments.iter().filter(|i| i.text_kind == TextKind::Digest).map(|i| &i.id).collect();
        let machine: BTreeMap<Key<'_>, String> = self
            .machine
            .sightings
            .iter()
            .filter(|s| s.criterion == criterion.id && digests.contains(&s.at.instrument))
            .map(|s| ((s.criterion.as_str(), s.element.as_str()), s.at.to_string()))
            .collect();
        for element in &criterion.elements {
            let coder = self.coder_saw.contains(&(criterion.id.clone(), element.id.clone()));
            match (coder, machine.get(&(criterion.id.as_str(), element.id.as_str()))) {
                (false, Some(at)) => out.push(format!("machine only: {} in {at}", element.id)),
                (true, None) => out.push(format!("coder only: {}", element.id)),
                _ => {}
            }
        }
        out
    }
}

/// A text by itself does not say whether it is law: where nobody says so, its words are read like those of a bill.
fn as_if_enacted(instrument: &Instrument) -> Cow<'_, Instrument> {
    if instrument.status != Status::Unknown {
        return Cow::Borrowed(instrument);
    }
    let mut enacted = instrument.clone();
    enacted.status = Status::Bill;
    Cow::Owned(enacted)
}

fn force(instrument: &Instrument, provision: &Provision, options: Options) -> InForce {
    if options.alone { InForce::Yes } else { instrument.provision_in_force_on(provision, options.as_of) }
}

fn evidence(
    instrument: &Instrument,
    provision: &Provision,
    quote: std::ops::Range<usize>,
    pinpoint: &Eid,
    note: &str,
) -> Evidence {
    let words = provision.text.get(quote.clone()).unwrap_or_default();
    Evidence {
        instrument: instrument.id.clone(),
        provision: provision.eid.clone(),
        citation: instrument.cite(&provision.eid),
        pinpoint: Pinpoint { eid: pinpoint.clone(), citation: instrument.cite(pinpoint) },
        quote: reader::plain(words),
        start: quote.start,
        end: quote.end,
        grade: provision.facts.grade.or((instrument.text_kind == TextKind::Official).then_some(instrument.grade)),
        sources: if provision.facts.sources.is_empty() {
            instrument.sources.clone()
        } else {
            provision.facts.sources.clone()
        },
        note: note.to_string(),
        text: instrument.text_kind,
    }
}

/// The sentence of a digest that holds most of an element's terms, and whether it holds any; the first one where none does.
fn deciding_words(text: &str, element: &Element) -> (std::ops::Range<usize>, bool) {
    let terms: Vec<String> =
        element.terms.values().chain(element.leads.values()).flatten().map(|t| t.to_lowercase()).collect();
    let words: BTreeSet<String> = element
        .title
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.len() > 4)
        .map(str::to_string)
        .collect();
    let weight = |sentence: &str| {
        let lower = sentence.to_lowercase();
        let by_term = terms.iter().filter(|t| lower.contains(t.as_str())).count() * 3;
        by_term + words.iter().filter(|w| lower.contains(w.as_str())).count()
    };
    let sentences = sentences(text);
    let best =
        sentences.iter().enumerate().max_by_key(|(i, range)| (weight(&text[(*range).clone()]), std::cmp::Reverse(*i)));
    best.map_or((0..0, false), |(_, range)| (range.clone(), weight(&text[range.clone()]) > 0))
}

/// Sentences of a text as byte ranges; an abbreviation such as `s. 4` does not end one.
fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (i, c) in text.char_indices() {
        let ends = match c {
            '.' => {
                let word = text[start..i].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                let next = bytes.get(i + 1).copied();
                word.len() > 3 && next.is_none_or(|b| b.is_ascii_whitespace())
            }
            '\n' => bytes.get(i + 1) == Some(&b'\n') || matches!(bytes.get(i + 1), Some(b'-' | b'*')),
            _ => false,
        };
        if ends {
            push_trimmed(text, start..i + c.len_utf8(), &mut out);
            start = i + c.len_utf8();
        }
    }
    push_trimmed(text, start..text.len(), &mut out);
    out
}

fn push_trimmed(text: &str, range: std::ops::Range<usize>, out: &mut Vec<std::ops::Range<usize>>) {
    let piece = &text[range.clone()];
    let from = range.start + (piece.len() - piece.trim_start().len());
    let to = range.start + piece.trim_end().len();
    if to > from {
        out.push(from..to);
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_keep_their_abbreviations() {
        let text = "Under s. 4 a child is safe. The court may close its doors; it need not.\n\nLast";
        let parts: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(parts, ["Under s. 4 a child is safe.", "The court may close its doors; it need not.", "Last"]);
    }
}
