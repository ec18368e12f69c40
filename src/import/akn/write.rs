//! An instrument as Akoma Ntoso 3.0.
//!
//! What Akoma Ntoso has a place for stands there: identification, life cycle, references, hierarchy, words. What it has
//! none for stands in `proprietary`, in a namespace of our own: the front matter and the facts of each provision, as TOML.

mod body;
mod flow;
mod xml;

use std::collections::BTreeMap;

use super::ids::Names;
use super::meta::language_three;
use super::{FACTS, FRONT, NAMESPACE, OWN, PART};
use crate::import::write::heading_line;
use crate::law::blocks::Block;
use crate::law::date::PartialDate;
use crate::law::id::Eid;
use crate::law::words::{Kind, Status, TextKind};
use crate::law::{Instrument, Provision};
use crate::markdown;
use xml::Xml;

/// Writes an instrument; `text` is its whole file, from which front matter and facts are taken as they stand.
pub fn write(instrument: &Instrument, text: &str) -> String {
    let mut export = Export::of(instrument, text);
    let name = instrument.kind.word();
    let element = match instrument.kind {
        Kind::Bill => "bill",
        Kind::Treaty | Kind::Strategy => "doc",
        _ => "act",
    };
    let mut xml = Xml::new();
    xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
    let contains = if instrument.kind == Kind::Bill { "originalVersion" } else { "singleVersion" };
    xml.open(element, &[("name", name), ("contains", contains)]);
    xml.open("meta", &[]);
    export.identification(&mut xml);
    export.lifecycle(&mut xml);
    export.references(&mut xml);
    export.own(&mut xml);
    xml.close();
    export.preface(&mut xml);
    body::write(&mut export, &mut xml, if element == "doc" { "mainBody" } else { "body" });
    xml.finish()
}

/// An instrument on its way out.
struct Export<'a> {
    instrument: &'a Instrument,
    text: &'a str,
    /// Is it our digest, whose Markdown may hold emphasis and links?
    digest: bool,
    /// Terms that are defined, and the end of their identifiers.
    terms: BTreeMap<&'a str, String>,
    /// Identifiers that are given.
    names: Names,
    /// Parts that have an identifier in the file: where their heading ends, and the identifier where it is theirs alone.
    parts: Vec<(usize, Option<String>)>,
}

impl<'a> Export<'a> {
    fn of(instrument: &'a Instrument, text: &'a str) -> Self {
        let mut names = Names::default();
        for provision in &instrument.provisions {
            names.take(provision.eid.as_str());
        }
        let mut terms: BTreeMap<&str, String> = BTreeMap::new();
        for term in instrument.provisions.iter().flat_map(|p| &p.facts.defines) {
            if !terms.contains_key(term.as_str()) {
                let id = names.give(&format!("term-{}", crate::import::structure::marked::slug(term)));
                terms.insert(term, id);
            }
        }
        let body = markdown::front_matter(text).map_or(0..text.len(), |(_, body)| body);
        let headings = markdown::outline(text, body).headings.into_iter().filter(|h| h.level == 2);
        let parts: Vec<(usize, Option<String>)> =
            headings.map(|h| (h.range.end, h.id.filter(|id| id.parse::<Eid>().is_ok() && names.take(id)))).collect();
        Self { instrument, text, digest: instrument.text_kind == TextKind::Digest, terms, names, parts }
    }

    /// The identifier that the file gives to the part of a provision.
    fn part_of(&self, provision: &Provision) -> Option<String> {
        let before = self.parts.partition_point(|(end, _)| *end <= provision.span.range().start);
        before.checked_sub(1).and_then(|at| self.parts[at].1.clone())
    }

    fn identification(&self, xml: &mut Xml) {
        let instrument = self.instrument;
        let work = instrument.id.as_str();
        let state = instrument.id.state();
        let number = work.rsplit('/').next().unwrap_or_default();
        let language = language_three(&instrument.language);
        let day = instrument.as_of;
        let version = if day == PartialDate::UNKNOWN { String::new() } else { day.to_string() };
        let expression = format!("{work}/{language}@{version}");
        xml.open("identification", &[("source", "#lacuna")]);

        xml.open("FRBRWork", &[]);
        xml.empty("FRBRthis", &[("value", &format!("{work}/!main"))]);
        xml.empty("FRBRuri", &[("value", work)]);
        xml.empty("FRBRalias", &[("name", "title"), ("value", &instrument.title)]);
        for alias in &instrument.aliases {
            xml.empty("FRBRalias", &[("name", "alias"), ("value", alias)]);
        }
        if let Some(chapter) = &instrument.chapter {
            xml.empty("FRBRalias", &[("name", "chapter"), ("value", chapter)]);
        }
        let dates = [("assent", instrument.assented), ("commencement", instrument.commenced)];
        let mut dated = false;
        for (name, date) in dates {
            if let Some(date) = date {
                frbr_date(xml, name, date);
                dated = true;
            }
        }
        if !dated {
            let year = work.split('/').find_map(|s| s.parse::<PartialDate>().ok());
            frbr_date(xml, "work", year.unwrap_or(day));
        }
        xml.empty("FRBRauthor", &[("href", "#author")]);
        xml.empty("FRBRcountry", &[("value", state)]);
        if !matches!(instrument.kind, Kind::Act | Kind::Bill) {
            xml.empty("FRBRsubtype", &[("value", instrument.kind.word())]);
        }
        xml.empty("FRBRnumber", &[("value", number)]);
        if let Some(cited) = &instrument.number {
            xml.empty("FRBRname", &[("value", cited)]);
        }
        let law = !matches!(instrument.kind, Kind::Bill | Kind::Strategy);
        xml.empty("FRBRprescriptive", &[("value", if law { "true" } else { "false" })]);
        xml.empty("FRBRauthoritative", &[("value", "false")]);
        xml.close();

        xml.open("FRBRExpression", &[]);
        xml.empty("FRBRthis", &[("value", &format!("{expression}/!main"))]);
        xml.empty("FRBRuri", &[("value", &expression)]);
        frbr_date(xml, "version", day);
        xml.empty("FRBRauthor", &[("href", if self.digest { "#lacuna" } else { "#author" })]);
        xml.empty("FRBRauthoritative", &[("value", "false")]);
        xml.empty("FRBRlanguage", &[("language", &language)]);
        xml.close();

        xml.open("FRBRManifestation", &[]);
        xml.empty("FRBRthis", &[("value", &format!("{expression}/!main.xml"))]);
        xml.empty("FRBRuri", &[("value", &format!("{expression}.akn"))]);
        frbr_date(xml, "version", day);
        xml.empty("FRBRauthor", &[("href", "#lacuna")]);
        xml.empty("FRBRformat", &[("value", "application/akn+xml")]);
        xml.close();
        xml.close();
    }

    /// What happened to the instrument, as far as days are known.
    fn lifecycle(&self, xml: &mut Xml) {
        let instrument = self.instrument;
        let made = instrument.assented.or(instrument.commenced);
        let mut events: Vec<(PartialDate, &str, String, String)> = Vec::new();
        events.extend(made.map(|d| (d, "generation", "#author".into(), "event_made".into())));
        for (i, amendment) in instrument.amendments.iter().enumerate() {
            // What was only planned did not happen.
            if !amendment.applied && !amendment.by.starts_with("/akn/") {
                continue;
            }
            let source = format!("#amendment_{}", i + 1);
            events.extend(amendment.date.map(|d| (d, "amendment", source, format!("event_amendment_{}", i + 1))));
        }
        if instrument.status == Status::Repealed {
            let source = if instrument.repealed_by.is_some() { "#repeal" } else { "#author" };
            events.extend(instrument.repealed.map(|d| (d, "repeal", source.into(), "event_repeal".into())));
        }
        if events.is_empty() {
            return;
        }
        xml.open("lifecycle", &[("source", "#lacuna")]);
        for (date, kind, source, id) in events {
            let day = date.earliest().to_string();
            xml.empty("eventRef", &[("eId", &id), ("date", &day), ("type", kind), ("source", &source)]);
        }
        xml.close();
    }

    fn references(&self, xml: &mut Xml) {
        let instrument = self.instrument;
        let state = instrument.id.state();
        xml.open("references", &[("source", "#lacuna")]);
        for (i, amendment) in instrument.amendments.iter().enumerate() {
            let id = format!("amendment_{}", i + 1);
            reference(xml, "passiveRef", &id, &amendment.by, state);
        }
        if let Some(by) = &instrument.repealed_by {
            reference(xml, "passiveRef", "repeal", by, state);
        }
        for (name, list) in [("amends", &instrument.amends), ("replaces", &instrument.replaces)] {
            for (i, other) in list.iter().enumerate() {
                reference(xml, "activeRef", &format!("{name}_{}", i + 1), other, state);
            }
        }
        let organization = |xml: &mut Xml, id: &str, href: &str, shown: &str| {
            xml.empty("TLCOrganization", &[("eId", id), ("href", href), ("showAs", shown)]);
        };
        organization(xml, "lacuna", "/akn/ontology/organization/lacuna", "Lacuna");
        let author = format!("/akn/ontology/organization/{state}/author");
        organization(xml, "author", &author, "Who made the instrument");
        let language = &instrument.language;
        for (term, id) in &self.terms {
            let href = format!("/akn/ontology/term/{state}/{language}/{}", id.trim_start_matches("term-"));
            xml.empty("TLCTerm", &[("eId", id), ("href", &href), ("showAs", term)]);
        }
        xml.close();
    }

    /// What Akoma Ntoso has no place for.
    fn own(&self, xml: &mut Xml) {
        xml.open("proprietary", &[("source", "#lacuna"), ("xmlns:lacuna", OWN)]);
        let text = self.text;
        let front = markdown::front_matter(text).map(|(matter, _)| matter).unwrap_or_default();
        let name = &self.instrument.short_name;
        xml.words(&format!("lacuna:{FRONT}"), &[("name", name)], &text[front]);
        let facts = format!("lacuna:{FACTS}");
        if let Some(conflicts) = self.introduction_facts() {
            xml.words(&facts, &[], conflicts);
        }
        for id in self.parts.iter().filter_map(|p| p.1.as_ref()) {
            xml.empty(&format!("lacuna:{PART}"), &[("href", &format!("#{id}"))]);
        }
        for provision in &self.instrument.provisions {
            let href = format!("#{}", provision.eid);
            let line = text.get(provision.span.range()).and_then(|t| t.lines().next()).unwrap_or_default();
            let (number, heading) = body::heading(self, provision);
            let mut made = String::new();
            heading_line(provision.eid.as_str(), &number, &heading, &mut made);
            let mut attributes = vec![("href", href.as_str())];
            attributes.extend((made.trim() != line).then_some(("line", line)));
            match self.facts(provision) {
                Some(toml) => xml.words(&facts, &attributes, toml),
                None => xml.empty(&facts, &attributes),
            }
        }
        xml.close();
    }

    /// The facts of a provision as they stand in the file.
    fn facts(&self, provision: &Provision) -> Option<&'a str> {
        let range = provision.span.range();
        self.text.get(range.clone())?;
        let outline = markdown::outline(self.text, range);
        outline.fences.first().and_then(|f| self.text.get(f.inner.clone()))
    }

    /// The facts of the introduction.
    fn introduction_facts(&self) -> Option<&'a str> {
        let (_, body) = markdown::front_matter(self.text)?;
        let outline = markdown::outline(self.text, body);
        let end = outline.headings.iter().find(|h| h.level >= 2).map_or(self.text.len(), |h| h.range.start);
        let fence = outline.fences.first().filter(|f| f.range.end <= end)?;
        self.text.get(fence.inner.clone())
    }

    fn preface(&mut self, xml: &mut Xml) {
        xml.open("preface", &[]);
        xml.mixed("p", &[("class", "title")], |xml| xml.words("docTitle", &[], &self.instrument.title));
        if let Some(number) = &self.instrument.number {
            xml.mixed("p", &[("class", "number")], |xml| xml.words("docNumber", &[], number));
        }
        let introduction = &self.instrument.introduction;
        if !introduction.is_empty() {
            let blocks = flow::read(introduction, self.digest);
            if self.digest {
                xml.open("container", &[("eId", "introduction"), ("name", "introduction")]);
            } else {
                xml.open("longTitle", &[("eId", "longTitle")]);
            }
            flow::write(self, xml, "introduction", &blocks, &[]);
            xml.close();
        }
        xml.close();
    }
}

/// A date; where only the month or the year is known, its first day stands there and the name says so.
fn frbr_date(xml: &mut Xml, name: &str, date: PartialDate) {
    if date == PartialDate::UNKNOWN {
        xml.empty("FRBRdate", &[("date", "0001-01-01"), ("name", "unknown")]);
        return;
    }
    let known = match date.to_string().len() {
        4 => format!("year of {name}"),
        7 => format!("month of {name}"),
        _ => name.to_string(),
    };
    xml.empty("FRBRdate", &[("date", &date.earliest().to_string()), ("name", &known)]);
}

/// Another instrument: by its identifier, or by a name of ours where only its title is known.
fn reference(xml: &mut Xml, element: &str, id: &str, other: &str, state: &str) {
    let href = if other.starts_with("/akn/") {
        other.to_string()
    } else {
        format!("/akn/ontology/reference/{state}/{}", crate::import::structure::marked::slug(other))
    };
    xml.empty(element, &[("eId", id), ("href", &href), ("showAs", other)]);
}

/// The blocks of a provision, with their emphasis where it is ours.
fn blocks_of(export: &Export<'_>, provision: &Provision) -> Vec<flow::Rich> {
    flow::read(&provision.text, export.digest)
}

/// May these blocks stand as elements of the hierarchy: words, numbered items well nested, closing words?
fn hierarchical(blocks: &[Block]) -> bool {
    let first = blocks.iter().position(|b| b.level > 0);
    let Some(first) = first else { return false };
    let last = blocks.iter().rposition(|b| b.level > 0).unwrap_or(first);
    let items = &blocks[first..=last];
    let nested = items.windows(2).all(|w| w[1].level <= w[0].level + 1);
    let numbered = items.iter().all(|b| b.level > 0 && !crate::law::blocks::item_key(&b.number).is_empty());
    blocks[first].level == 1 && nested && numbered && blocks.iter().all(|b| !b.quoted)
}
