//! A state's own files: `jurisdiction.toml`, `sources.toml`, and the assessors' decisions in `reviews/`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Decision;
use super::date::PartialDate;
use super::id::{JurisdictionCode, ProvisionRef};
use super::words::{Grade, Level, Tradition, TreatyAct};
use crate::diag::Span;
use crate::form::Form;

/// What `date` keys may hold, for messages.
pub(crate) const DATE_WANTED: &str = "a date as \"2011\", \"2011-06\" or \"2011-06-09\"";

/// Groups that a state may belong to.
const GROUPS: [&str; 5] =
    ["caricom-member", "caricom-associate", "sica-member", "uk-territory", "kingdom-of-the-netherlands"];

/// A state or territory.
#[derive(Clone, Debug)]
pub struct Jurisdiction {
    /// ISO 3166-1 alpha-2.
    pub code: JurisdictionCode,
    /// Names by language (en, fr, es).
    pub names: BTreeMap<String, String>,
    /// Groups.
    pub groups: Vec<String>,
    /// Languages, official one first.
    pub languages: Vec<String>,
    /// Legal tradition.
    pub tradition: Tradition,
    /// ISO 4217.
    pub currency: String,
    /// What a reader must know.
    pub note: String,
    /// Status under treaties.
    pub treaties: Vec<TreatyStatus>,
    /// Which laws make up each family.
    pub checklist: Vec<Checklist>,
    /// Everything consulted.
    pub sources: Vec<Source>,
    /// Searches that found nothing.
    pub searches: Vec<Search>,
    /// Assessors' decisions, by rubric id.
    pub decisions: BTreeMap<String, Vec<Decision>>,
    /// The file.
    pub span: Span,
}

impl Jurisdiction {
    /// The English name.
    pub fn name(&self) -> &str {
        self.names.get("en").map_or(self.code.as_str(), String::as_str)
    }

    /// Status under a treaty, by its file name in `corpus/int`.
    pub fn treaty(&self, instrument: &str) -> Option<&TreatyStatus> {
        self.treaties.iter().find(|t| t.instrument == instrument)
    }
}

/// How a state stands to a treaty.
#[derive(Clone, Debug, Serialize)]
pub struct TreatyStatus {
    /// File name of the treaty in `corpus/int`.
    pub instrument: String,
    /// What the state did.
    pub act: TreatyAct,
    /// Date of deposit.
    pub date: Option<PartialDate>,
    /// Date of signature.
    pub signed: Option<PartialDate>,
    /// In force for this state.
    pub in_force: Option<PartialDate>,
    /// Keys of sources.
    pub sources: Vec<String>,
    /// Doubts, limits.
    pub note: String,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
}

/// The laws that make up a family of the rubric in a state.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// Family of the rubric.
    pub family: String,
    /// Instruments, by identifier.
    pub laws: Vec<String>,
    /// No other law belongs here, as far as we could find.
    pub closed: bool,
    /// What is known to be missing.
    pub note: String,
    /// Where it stands.
    pub span: Span,
}

/// A source consulted.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Key, unique in the file.
    pub key: String,
    /// Title.
    pub title: String,
    /// Publisher.
    pub publisher: String,
    /// Address as found.
    pub address: String,
    /// Best grade that it can support.
    pub grade: Grade,
    /// The date that it speaks for.
    pub speaks_for: Option<PartialDate>,
    /// When it was consulted.
    pub consulted: Option<PartialDate>,
    /// What it supports.
    pub supports: String,
    /// How much of it could be read; doubts.
    pub note: String,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
}

/// A search that found nothing usable.
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// What was looked for.
    pub query: String,
    /// Where.
    #[serde(rename = "where")]
    pub place: String,
    /// When.
    pub date: Option<PartialDate>,
    /// What came of it.
    pub found: String,
    /// Criteria that it concerns.
    pub criteria: Vec<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
}

/// Reads a list of strings and reports where it is empty.
pub(crate) fn need_list(form: &mut Form<'_, '_>, key: &'static str, code: &'static str, help: &str) -> Vec<String> {
    let list = form.plain_texts(key);
    if list.is_empty() {
        let span = form.span_of(key);
        form.error(code, span, format!("no `{key}`"), help);
    }
    list
}

/// Reads an optional date.
pub(crate) fn date(form: &mut Form<'_, '_>, key: &'static str) -> Option<PartialDate> {
    form.parsed(key, DATE_WANTED).map(|a| a.value)
}

impl Jurisdiction {
    /// A state of which only imported texts are known.
    pub(crate) fn stand_in(
        code: &JurisdictionCode,
        decisions: BTreeMap<String, Vec<Decision>>,
        sources: Vec<Source>,
        searches: Vec<Search>,
    ) -> Self {
        let names = ["en", "fr", "es"].map(|language| (language.to_string(), code.to_string()));
        Self {
            code: code.clone(),
            names: names.into_iter().collect(),
            groups: Vec::new(),
            languages: Vec::new(),
            tradition: Tradition::Unknown,
            currency: String::new(),
            note: "Only imported texts are here; nothing is known of the state itself.".into(),
            treaties: Vec::new(),
            checklist: Vec::new(),
            sources,
            searches,
            decisions,
            span: Span::new(crate::diag::SourceId::default(), 0..0),
        }
    }

    /// Reads `jurisdiction.toml`.
    pub(crate) fn read(form: &mut Form<'_, '_>) -> Option<Self> {
        let span = form.span();
        let code = form.need_parsed("code", "ISO 3166-1 alpha-2 in capitals, such as \"TT\"");
        let names: BTreeMap<String, String> =
            form.table("name", |f| f.open_map().into_iter().map(|(k, v)| (k, v.value)).collect()).unwrap_or_default();
        for language in ["en", "fr", "es"] {
            if names.get(language).is_none_or(|n| n.trim().is_empty()) {
                let at = form.span_of("name");
                let help = "write name = { en = \"…\", fr = \"…\", es = \"…\" }";
                form.error("J001", at, format!("no name in `{language}`"), help);
            }
        }
        let groups = form.texts("groups");
        for group in &groups {
            if !GROUPS.contains(&group.value.as_str()) {
                let message = format!("unknown group \"{}\"", group.value);
                form.error("J002", group.span, message, format!("one of: {}", GROUPS.join(" ")));
            }
        }
        let languages = need_list(form, "languages", "J003", "write languages = [\"en\"]");
        let tradition = form.need_parsed("tradition", Tradition::CHOICES).map_or(Tradition::Unknown, |a| a.value);
        let currency = form.need("currency", "\"XCD\"");
        if currency.value.len() != 3 || !currency.value.bytes().all(|b| b.is_ascii_uppercase()) {
            form.error("P009", currency.span, "no ISO 4217 currency code", "write three capitals, such as \"XCD\"");
        }
        let note = form.text("note").map(|a| a.value).unwrap_or_default();
        let treaties = form.tables("treaty", TreatyStatus::read);
        let checklist = form.tables("checklist", Checklist::read);
        Some(Self {
            code: code?.value,
            names,
            groups: groups.into_iter().map(|g| g.value).collect(),
            languages,
            tradition,
            currency: currency.value,
            note,
            treaties,
            checklist,
            sources: Vec::new(),
            searches: Vec::new(),
            decisions: BTreeMap::new(),
            span,
        })
    }
}

impl TreatyStatus {
    fn read(form: &mut Form<'_, '_>) -> Self {
        let span = form.span();
        let instrument = form.need("instrument", "\"palermo-protocol\"").value;
        let act = form.need_parsed("act", TreatyAct::CHOICES).map_or(TreatyAct::Unknown, |a| a.value);
        let deposit = date(form, "date");
        let signed = date(form, "signed");
        let in_force = date(form, "in_force");
        let sources = need_list(form, "sources", "S001", "name the source, such as sources = [\"int/untc-2014\"]");
        let note = form.text("note").map(|a| a.value).unwrap_or_default();
        if let (Some(deposit), Some(in_force)) = (deposit, in_force)
            && in_force.latest() < deposit.earliest()
        {
            let at = form.span_of("in_force");
            form.error("D002", at, "in force before it was deposited", "check both dates");
        }
        if !act.binds() && deposit.is_some() {
            let at = form.span_of("date");
            form.error(
                "J004",
                at,
                format!("a date of deposit with act = \"{act}\""),
                "remove the date or correct the act",
            );
        }
        Self { instrument, act, date: deposit, signed, in_force, sources, note, span }
    }
}

impl Checklist {
    fn read(form: &mut Form<'_, '_>) -> Self {
        let span = form.span();
        let family = form.need("family", "\"trafficking\"").value;
        let laws = form.plain_texts("laws");
        let closed = form.flag("closed");
        let note = form.text("note").map(|a| a.value).unwrap_or_default();
        if closed && laws.is_empty() {
            form.error("J005", span, "a closed checklist without laws", "list the laws, or write closed = false");
        }
        Self { family, laws, closed, note, span }
    }
}

/// Reads `sources.toml`.
pub(crate) fn read_sources(form: &mut Form<'_, '_>) -> (Vec<Source>, Vec<Search>) {
    let sources = form.tables("source", |form| {
        let span = form.span();
        Source {
            key: form.need("key", "\"tip-2023\"").value,
            title: form.need("title", "\"…\"").value,
            publisher: form.need("publisher", "\"…\"").value,
            address: form.need("address", "\"https://…\"").value,
            grade: form.need_parsed("grade", Grade::CHOICES).map_or(Grade::C, |a| a.value),
            speaks_for: form.need_parsed("speaks_for", DATE_WANTED).map(|a| a.value),
            consulted: form.need_parsed("consulted", DATE_WANTED).map(|a| a.value),
            supports: form.need("supports", "\"what it supports\"").value,
            note: form.text("note").map(|a| a.value).unwrap_or_default(),
            span,
        }
    });
    let searches = form.tables("search", |form| {
        let span = form.span();
        Search {
            query: form.need("query", "\"words looked for\"").value,
            place: form.need("where", "\"public web pages\"").value,
            date: form.need_parsed("date", DATE_WANTED).map(|a| a.value),
            found: form.need("found", "\"nothing\"").value,
            criteria: form.plain_texts("criteria"),
            span,
        }
    });
    (sources, searches)
}

/// Reads `reviews/<rubric>.toml`.
pub(crate) fn read_decisions(form: &mut Form<'_, '_>) -> Vec<Decision> {
    form.tables("decision", |form| {
        let span = form.span();
        let criterion = form.need("criterion", "\"def-consent\"").value;
        let level = form.need_parsed("level", Level::CHOICES).map_or(Level::Unknown, |a| a.value);
        let mut provisions = Vec::new();
        for at in form.texts("provisions") {
            match at.value.parse::<ProvisionRef>() {
                Ok(reference) => provisions.push(reference),
                Err(()) => {
                    let message = format!("\"{}\" is no provision", crate::form::shorten(&at.value));
                    form.error("X003", at.span, message, "write /akn/<state>/<kind>/<year>/<number>#<eId>");
                }
            }
        }
        let reason = form.need("reason", "\"…\"").value;
        let assessor = form.need("assessor", "\"initials or role\"").value;
        let when = form.need_parsed("date", DATE_WANTED).map(|a| a.value);
        let second_reader = form.text("second_reader").map(|a| a.value).unwrap_or_default();
        let expires = date(form, "expires");
        let judged = form.text("judged").map(|a| a.value).unwrap_or_default();
        if matches!(level, Level::Met | Level::Partly) && provisions.is_empty() {
            let help = "name at least one provision: a decision in favour needs a pinpoint";
            form.error("R101", span, format!("a decision \"{level}\" without provisions"), help);
        }
        let date = when.unwrap_or_else(|| PartialDate::day(jiff::civil::Date::ZERO));
        Decision { criterion, level, provisions, reason, assessor, date, second_reader, expires, judged, span }
    })
}
