//! The nouns of the law: jurisdiction, instrument, provision, penalty, reading, source, and their identifiers.

pub mod blocks;
pub mod date;
pub mod id;
pub mod penalty;
pub mod prose;
pub mod state;
pub mod text;
pub mod words;

use serde::Serialize;

use crate::diag::Span;
use date::PartialDate;
use id::{Eid, InstrumentId, JurisdictionCode, ProvisionRef};
use penalty::Penalty;
use words::{Grade, Kind, Level, Status, TextKind};

/// Language of our own words, ISO 639-1.
pub const DIGESTS: &str = "en";

/// One legal text and what is known of it.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Akoma Ntoso work identifier.
    pub id: InstrumentId,
    /// The state, or `INT` for treaties and strategies.
    pub jurisdiction: JurisdictionCode,
    /// File name without `.md`; names the page of the instrument.
    pub short_name: String,
    /// Full title.
    pub title: String,
    /// Act, code, bill, treaty, …
    pub kind: Kind,
    /// As cited, such as `Act 14 of 2011`.
    pub number: Option<String>,
    /// Chapter of a revised edition, such as `Chap. 12:10`.
    pub chapter: Option<String>,
    /// Other names that people type.
    pub aliases: Vec<String>,
    /// Language of the law, ISO 639-1; see [`Instrument::written_in`] for the words that stand here.
    pub language: String,
    /// Our digest, or the official text.
    pub text_kind: TextKind,
    /// True only if every provision of the instrument is here.
    pub complete: bool,
    /// True for an Act that only changes another one.
    pub amending_only: bool,
    /// In force, repealed, bill, …
    pub status: Status,
    /// Families of law that it belongs to (ids of the rubric).
    pub families: Vec<String>,
    /// Date of assent or signature.
    pub assented: Option<PartialDate>,
    /// Date of commencement.
    pub commenced: Option<PartialDate>,
    /// Date of repeal.
    pub repealed: Option<PartialDate>,
    /// What repealed it.
    pub repealed_by: Option<String>,
    /// What it replaced.
    pub replaces: Vec<String>,
    /// What it amends.
    pub amends: Vec<String>,
    /// For a bill: the Act that it became.
    pub enacted_as: Option<String>,
    /// The date for which the text here speaks.
    pub as_of: PartialDate,
    /// Keys of the sources of the front matter and the introduction.
    pub sources: Vec<String>,
    /// Grade of the front matter and the introduction.
    pub grade: Grade,
    /// Amendments known, applied or not.
    pub amendments: Vec<Amendment>,
    /// How an official text came in; none for what was written here.
    pub imported: Option<Imported>,
    /// Our introduction, Markdown.
    pub introduction: String,
    /// Sources that disagree about the instrument as a whole.
    pub conflicts: Vec<Conflict>,
    /// Provisions in the order of the text.
    pub provisions: Vec<Provision>,
    /// The whole file.
    pub span: Span,
}

/// An amendment of an instrument.
#[derive(Clone, Debug, Serialize)]
pub struct Amendment {
    /// The amending instrument, by identifier or title.
    pub by: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Is it worked into the text that is here?
    pub applied: bool,
    /// Keys of sources.
    pub sources: Vec<String>,
    /// What it changed.
    pub note: String,
}

/// Where an official text came from and how it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Name of the source file, without its folder.
    pub file: String,
    /// SHA-256 of the source file, in hexadecimal.
    pub sha256: String,
    /// Its format: pdf, html, docx, text, markdown, akn, json.
    pub format: String,
    /// How it was read, in words.
    pub read: String,
    /// What the reading is unsure of.
    pub doubts: Vec<ImportDoubt>,
}

/// Something that the import saw and could not settle; a person should look at the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportDoubt {
    /// eId of the provision; empty: the whole text.
    pub at: String,
    /// Where in the source file, such as `page 4, line 12`; may be empty.
    pub place: String,
    /// What is unsure.
    pub note: String,
}

/// The smallest citable unit that stands under a heading of its own.
#[derive(Clone, Debug)]
pub struct Provision {
    /// Akoma Ntoso element identifier, such as `sec_16__subsec_1`.
    pub eid: Eid,
    /// The number as printed, such as `16` or `(1)`.
    pub number: String,
    /// The heading without its number; may be empty.
    pub heading: String,
    /// Heading of the part that it stands in; may be empty.
    pub part: String,
    /// The words, Markdown, without the facts.
    pub text: String,
    /// What is known of it as data.
    pub facts: Facts,
    /// The heading and body in the file.
    pub span: Span,
}

/// What is known of a provision as data.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Keys of sources.
    pub sources: Vec<String>,
    /// What was really seen; none: nothing.
    pub grade: Option<Grade>,
    /// The date that the provision's text speaks for, where it differs from the instrument's.
    pub speaks_for: Option<PartialDate>,
    /// Where it differs from the instrument's.
    pub status: Option<Status>,
    /// First day in force.
    pub in_force_from: Option<PartialDate>,
    /// First day no longer in force.
    pub in_force_to: Option<PartialDate>,
    /// Terms that it defines.
    pub defines: Vec<String>,
    /// Provisions that it points to.
    pub refers: Vec<String>,
    /// Penalties that it carries.
    pub penalties: Vec<Penalty>,
    /// The coder's reading by criterion.
    pub readings: Vec<Reading>,
    /// Sources that disagree.
    pub conflicts: Vec<Conflict>,
    /// Where an imported provision begins in its source file, such as `page 4`.
    pub place: Option<String>,
}

/// What a provision means for a criterion, as read by its coder.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Criterion of the rubric.
    pub criterion: String,
    /// Elements that the provision establishes.
    pub has: Vec<String>,
    /// Elements that were looked for in the whole provision and are not there.
    pub lacks: Vec<String>,
    /// Why.
    pub note: String,
    /// Where it stands.
    pub span: Span,
}

/// Sources that disagree about a fact.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// The fact.
    pub about: String,
    /// Source key and what it says.
    pub claims: Vec<Claim>,
    /// Which one is followed and why, or `open`.
    pub resolution: String,
}

/// What one source says about a disputed fact.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// Source key.
    pub source: String,
    /// What it says.
    pub says: String,
}

/// A decision of an assessor on one criterion of one state.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Criterion of the rubric.
    pub criterion: String,
    /// The answer.
    pub level: Level,
    /// Provisions judged.
    pub provisions: Vec<ProvisionRef>,
    /// Why.
    pub reason: String,
    /// Initials or role.
    pub assessor: String,
    /// When.
    pub date: PartialDate,
    /// Second reader; empty: not yet read by a second person.
    pub second_reader: String,
    /// When it must be looked at again.
    pub expires: Option<PartialDate>,
    /// Hash of the words judged.
    pub judged: String,
    /// Where it stands.
    pub span: Span,
}

impl Instrument {
    /// The provision with this identifier.
    pub fn provision(&self, eid: &str) -> Option<&Provision> {
        self.provisions.iter().find(|p| p.eid.as_str() == eid)
    }

    /// Languages of the words that stand here, the main one first: an official text has its own, a digest is in English
    /// and gives the terms, or a second paragraph, in the language of the law.
    pub fn written_in(&self) -> Vec<&str> {
        match self.text_kind {
            TextKind::Digest if self.language != DIGESTS => vec![DIGESTS, &self.language],
            _ => vec![&self.language],
        }
    }

    /// Title with number and chapter, as a lawyer would cite the whole instrument.
    pub fn citation(&self) -> String {
        let mut marks: Vec<&str> = Vec::new();
        for mark in [&self.number, &self.chapter].into_iter().flatten() {
            if !self.title.contains(mark.as_str()) {
                marks.push(mark);
            }
        }
        if marks.is_empty() { self.title.clone() } else { format!("{} ({})", self.title, marks.join("; ")) }
    }

    /// Citation of a provision with its instrument, such as `Trafficking in Persons Act, 2011 (Act 14 of 2011), s. 16(1)`.
    pub fn cite(&self, eid: &Eid) -> String {
        format!("{}, {}", self.citation(), eid.pinpoint())
    }

    /// The reference `instrument#eId` of a provision.
    pub fn reference(&self, eid: &Eid) -> ProvisionRef {
        ProvisionRef { instrument: self.id.clone(), eid: eid.clone() }
    }

    /// Is the instrument law in force on this day, as far as the data tells?
    pub fn in_force_on(&self, day: jiff::civil::Date) -> InForce {
        match self.status {
            Status::Bill | Status::NotCommenced | Status::Suspended => return InForce::No,
            Status::Unknown => return InForce::Unknown,
            Status::Repealed => {
                let Some(repealed) = self.repealed else { return InForce::No };
                if repealed.earliest() <= day {
                    return InForce::No;
                }
            }
            Status::InForce | Status::PartlyInForce => {}
        }
        match self.commenced.or(self.assented) {
            Some(date) if date.earliest() > day => InForce::No,
            Some(_) | None => InForce::Yes,
        }
    }

    /// Is this provision law in force on this day?
    pub fn provision_in_force_on(&self, provision: &Provision, day: jiff::civil::Date) -> InForce {
        let facts = &provision.facts;
        match facts.status {
            Some(Status::Bill | Status::NotCommenced | Status::Repealed | Status::Suspended) => return InForce::No,
            Some(Status::Unknown) => return InForce::Unknown,
            Some(Status::InForce | Status::PartlyInForce) | None => {}
        }
        if facts.in_force_from.is_some_and(|d| d.earliest() > day) {
            return InForce::No;
        }
        if facts.in_force_to.is_some_and(|d| d.earliest() <= day) {
            return InForce::No;
        }
        self.in_force_on(day)
    }

    /// Provisions whose identifier lies under `eid` (children, grandchildren).
    pub fn children<'a>(&'a self, eid: &'a Eid) -> impl Iterator<Item = &'a Provision> {
        self.provisions.iter().filter(move |p| eid.contains(&p.eid))
    }
}

/// Whether law is in force on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum InForce {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// The data does not tell.
    Unknown,
}

impl InForce {
    /// Words for a status line.
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "in force",
            Self::No => "not in force",
            Self::Unknown => "not known whether in force",
        }
    }
}
