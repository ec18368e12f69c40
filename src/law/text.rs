//! The instrument file: front matter, headings with identifiers, prose, facts; read strictly and completely.

use std::collections::BTreeMap;

use super::date::PartialDate;
use super::id::{Eid, InstrumentId, JurisdictionCode};
use super::penalty::Penalty;
use super::state::{DATE_WANTED, date, need_list};
use super::words::{Grade, Kind, Status, TextKind};
use super::{Amendment, Claim, Conflict, Facts, ImportDoubt, Imported, Instrument, Provision, Reading};
use crate::diag::{Diagnostic, Severity, SourceId, Span};
use crate::form::{self, Form, Origin};
use crate::markdown::{self, Fence, Heading};

/// Reads an instrument file; what is wrong with it goes to `out`. None where not even the front matter can be read.
pub(crate) fn read(
    text: &str,
    source: SourceId,
    jurisdiction: &JurisdictionCode,
    short_name: &str,
    out: &mut Vec<Diagnostic>,
) -> Option<Instrument> {
    let whole = Span::new(source, 0..text.len());
    let Some((matter, body)) = markdown::front_matter(text) else {
        let help = "begin the file with a +++ line, TOML, and a closing +++ line";
        push(out, "F001", Span::new(source, 0..text.len().min(3)), "no front matter", help);
        return None;
    };
    let origin = Origin { source, offset: matter.start };
    let mut instrument = form::read(&text[matter], origin, out, |form| front(form, jurisdiction, short_name, whole))?;
    let outline = markdown::outline(text, body.clone());
    let starts: Vec<&Heading> = outline.headings.iter().filter(|h| h.level >= 2).collect();
    let intro_end = starts.first().map_or(body.end, |h| h.range.start);
    let (introduction, conflicts) = introduction(text, body.start..intro_end, &outline.fences, source, out);
    instrument.introduction = introduction;
    instrument.conflicts = conflicts;
    let mut part = String::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (i, heading) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(body.end, |h| h.range.start);
        let span = Span::new(source, heading.range.clone());
        if heading.level == 2 {
            part = heading.text.trim().to_string();
            continue;
        }
        let Some(id) = &heading.id else {
            push(out, "F002", span, "a provision without an identifier", "end the heading with {#sec_16} or the like");
            continue;
        };
        let Ok(eid) = id.parse::<Eid>() else {
            let message = format!("\"{}\" is no Akoma Ntoso eId", form::shorten(id));
            push(
                out,
                "F003",
                span,
                message,
                "write sec_16, sec_16__subsec_1, art_3__para_a, sched_1__para_7 or the like",
            );
            continue;
        };
        if seen.insert(id.clone(), span).is_some() {
            push(out, "F004", span, format!("duplicate identifier {id}"), "give each provision its own identifier");
            continue;
        }
        let fences: Vec<&Fence> =
            outline.fences.iter().filter(|f| f.range.start >= heading.range.end && f.range.end <= end).collect();
        let provision = provision(text, heading, end, &fences, eid, &part, source, out);
        instrument.provisions.push(provision);
    }
    for provision in &instrument.provisions {
        check_provision(&instrument, provision, out);
    }
    Some(instrument)
}

fn push(
    out: &mut Vec<Diagnostic>,
    code: &'static str,
    span: Span,
    message: impl Into<String>,
    help: impl Into<String>,
) {
    out.push(Diagnostic { severity: Severity::Error, code, span, message: message.into(), help: help.into() });
}

fn front(
    form: &mut Form<'_, '_>,
    jurisdiction: &JurisdictionCode,
    short_name: &str,
    whole: Span,
) -> Option<Instrument> {
    let id = form.need_parsed::<InstrumentId>("id", "\"/akn/<state>/<kind>/<year>/<number>\" in lower case");
    if let Some(id) = &id
        && id.value.state() != jurisdiction.folder()
    {
        let message = format!("the identifier is of `{}`, the folder of `{}`", id.value.state(), jurisdiction.folder());
        form.error("F005", id.span, message, "move the file or correct the identifier");
    }
    let title = form.need("title", "\"Trafficking in Persons Act, 2011\"").value;
    let kind = form.need_parsed("kind", Kind::CHOICES).map_or(Kind::Act, |a| a.value);
    let number = form.text("number").map(|a| a.value);
    let chapter = form.text("chapter").map(|a| a.value);
    let aliases = form.plain_texts("aliases");
    let language = form.need("language", "\"en\"").value;
    let text_kind = form.need_parsed("text", TextKind::CHOICES).map_or(TextKind::Digest, |a| a.value);
    let complete = form.flag("complete");
    let amending_only = form.flag("amending_only");
    let status = form.need_parsed("status", Status::CHOICES);
    if let Some(status) = &status
        && (kind == Kind::Bill) != (status.value == Status::Bill)
    {
        form.error(
            "F006",
            status.span,
            "kind and status disagree on whether this is a bill",
            "write kind = \"bill\" and status = \"bill\", or neither",
        );
    }
    let families = form.plain_texts("families");
    let assented = date(form, "assented");
    let commenced = date(form, "commenced");
    let repealed = date(form, "repealed");
    if matches!((assented, commenced), (Some(a), Some(c)) if c.latest() < a.earliest()) {
        let at = form.span_of("commenced");
        form.warn("D001", at, "commenced before assent", "check both dates, or say in the prose why");
    }
    if matches!((commenced, repealed), (Some(c), Some(r)) if r.latest() < c.earliest()) {
        let at = form.span_of("repealed");
        form.error("D003", at, "repealed before it commenced", "check both dates");
    }
    let repealed_by = form.text("repealed_by").map(|a| a.value);
    let replaces = form.plain_texts("replaces");
    let amends = form.plain_texts("amends");
    let enacted_as = form.text("enacted_as").map(|a| a.value);
    // An imported text may bear no date at all; what is written here always speaks for one.
    let as_of = match text_kind {
        TextKind::Digest => form.need_parsed("as_of", DATE_WANTED),
        TextKind::Official => form.parsed("as_of", DATE_WANTED),
    };
    let sources = match text_kind {
        TextKind::Digest => need_list(form, "sources", "S001", "name at least one key of sources.toml"),
        TextKind::Official => form.plain_texts("sources"),
    };
    let grade = form.need_parsed("grade", Grade::CHOICES).map_or(Grade::C, |a| a.value);
    let amendments = form.tables("amendment", |form| Amendment {
        by: form.need("by", "\"/akn/…\" or a title").value,
        date: date(form, "date"),
        applied: form.flag("applied"),
        sources: need_list(form, "sources", "S001", "name at least one key of sources.toml"),
        note: form.text("note").map(|a| a.value).unwrap_or_default(),
    });
    let imported = form.table("import", read_imported);
    Some(Instrument {
        id: id?.value,
        jurisdiction: jurisdiction.clone(),
        short_name: short_name.to_string(),
        title,
        kind,
        number,
        chapter,
        aliases,
        language,
        text_kind,
        complete,
        amending_only,
        status: status.map_or(Status::Unknown, |a| a.value),
        families,
        assented,
        commenced,
        repealed,
        repealed_by,
        replaces,
        amends,
        enacted_as,
        as_of: as_of.map_or(PartialDate::UNKNOWN, |a| a.value),
        sources,
        grade,
        amendments,
        imported,
        introduction: String::new(),
        conflicts: Vec::new(),
        provisions: Vec::new(),
        span: whole,
    })
}

fn read_imported(form: &mut Form<'_, '_>) -> Imported {
    Imported {
        file: form.need("file", "\"act-9-of-2016.pdf\"").value,
        sha256: form.need("sha256", "\"…\"").value,
        format: form.need("format", "\"pdf\"").value,
        read: form.text("read").map(|a| a.value).unwrap_or_default(),
        doubts: form.tables("doubt", |form| ImportDoubt {
            at: form.text("at").map(|a| a.value).unwrap_or_default(),
            place: form.text("place").map(|a| a.value).unwrap_or_default(),
            note: form.need("note", "\"listed in the arrangement, but not found\"").value,
        }),
    }
}

/// The introduction without its data, and the conflicts that the data names (about the instrument as a whole).
fn introduction(
    text: &str,
    range: std::ops::Range<usize>,
    fences: &[Fence],
    source: SourceId,
    out: &mut Vec<Diagnostic>,
) -> (String, Vec<Conflict>) {
    let mut prose = String::new();
    let mut conflicts = Vec::new();
    let mut at = range.start;
    for fence in fences.iter().filter(|f| f.range.end <= range.end) {
        prose.push_str(&text[at..fence.range.start]);
        at = fence.range.end;
        let origin = Origin { source, offset: fence.inner.start };
        conflicts
            .extend(form::read(&text[fence.inner.clone()], origin, out, |form| form.tables("conflict", read_conflict)));
    }
    prose.push_str(&text[at..range.end]);
    (prose.trim().to_string(), conflicts)
}

#[expect(clippy::too_many_arguments, reason = "one place reads one heading; a struct would only rename these")]
fn provision(
    text: &str,
    heading: &Heading,
    end: usize,
    fences: &[&Fence],
    eid: Eid,
    part: &str,
    source: SourceId,
    out: &mut Vec<Diagnostic>,
) -> Provision {
    let mut prose = String::new();
    let mut at = heading.range.end;
    for fence in fences {
        prose.push_str(&text[at..fence.range.start]);
        at = fence.range.end;
    }
    prose.push_str(&text[at..end]);
    let mut facts = Facts::default();
    for (i, fence) in fences.iter().enumerate() {
        let origin = Origin { source, offset: fence.inner.start };
        if i > 0 {
            let span = Span::new(source, fence.range.clone());
            push(out, "F007", span, "a second block of facts under one heading", "join the two blocks");
            continue;
        }
        facts = form::read(&text[fence.inner.clone()], origin, out, read_facts);
    }
    let (number, title) = split_number(heading.text.trim());
    Provision {
        eid,
        number,
        heading: title,
        part: part.to_string(),
        text: prose.trim().to_string(),
        facts,
        span: Span::new(source, heading.range.start..end),
    }
}

/// Parts `16. Trafficking` into number and heading, also `172 bis. Trata`; a heading without a number has an empty one.
fn split_number(text: &str) -> (String, String) {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let bare = first.trim_end_matches(['.', '-', ':']);
    let digit = |t: &str| t.chars().any(|c| c.is_ascii_digit());
    let begins = bare.starts_with('(') || bare.starts_with(|c: char| c.is_ascii_digit());
    // A number of several words ends with a full stop: `172 bis.`, `L. 425-1.`
    let longer = text.find(". ").or_else(|| text.ends_with('.').then(|| text.len() - 1));
    let longer = longer
        .filter(|at| *at > first.len() && *at <= 16 && !first.ends_with('.') && text[..*at].split(' ').count() <= 3);
    if let Some(at) = longer.filter(|_| begins && digit(bare)) {
        return (text[..at].to_string(), text[at + 1..].trim().to_string());
    }
    if begins { (bare.to_string(), rest.trim().to_string()) } else { (String::new(), text.to_string()) }
}

fn read_facts(form: &mut Form<'_, '_>) -> Facts {
    Facts {
        sources: form.plain_texts("sources"),
        grade: form.parsed("grade", Grade::CHOICES).map(|a| a.value),
        speaks_for: date(form, "speaks_for"),
        status: form.parsed("status", Status::CHOICES).map(|a| a.value),
        in_force_from: date(form, "in_force_from"),
        in_force_to: date(form, "in_force_to"),
        defines: form.plain_texts("defines"),
        refers: form.plain_texts("refers"),
        penalties: form.tables("penalty", Penalty::read),
        readings: form.tables("reading", |form| {
            let span = form.span();
            let criterion = form.need("criterion", "\"def-consent\"").value;
            let has = form.plain_texts("has");
            let lacks = form.plain_texts("lacks");
            let note = form.text("note").map(|a| a.value).unwrap_or_default();
            if has.is_empty() && lacks.is_empty() {
                form.error("R102", span, "a reading that says nothing", "add has = [\"…\"] or lacks = [\"…\"]");
            }
            if let Some(both) = has.iter().find(|e| lacks.contains(e)) {
                form.error("R103", span, format!("element `{both}` under both has and lacks"), "keep one of them");
            }
            Reading { criterion, has, lacks, note, span }
        }),
        conflicts: form.tables("conflict", read_conflict),
        place: form.text("place").map(|a| a.value),
    }
}

fn read_conflict(form: &mut Form<'_, '_>) -> Conflict {
    Conflict {
        about: form.need("about", "\"maximum prison term\"").value,
        claims: form.tables("claims", |form| Claim {
            source: form.need("source", "\"tip-2014\"").value,
            says: form.need("says", "\"15 years\"").value,
        }),
        resolution: form.need("resolution", "\"open\"").value,
    }
}

fn check_provision(instrument: &Instrument, provision: &Provision, out: &mut Vec<Diagnostic>) {
    let span = Span { end: provision.span.start + 3, ..provision.span };
    let name = &provision.eid;
    if instrument.text_kind == TextKind::Digest {
        if provision.facts.sources.is_empty() {
            push(out, "S001", span, format!("{name} names no source"), "add a ```toml block with sources = [\"…\"]");
        }
        if provision.facts.grade.is_none() {
            push(
                out,
                "S002",
                span,
                format!("{name} has no evidence grade"),
                "add grade = \"A\", \"B\" or \"C\" to its ```toml block",
            );
        }
    }
    if provision.text.is_empty() && instrument.children(name).next().is_none() {
        out.push(Diagnostic {
            severity: Severity::Warning,
            code: "F008",
            span,
            message: format!("{name} has no words"),
            help: "say in our own words what it does".into(),
        });
    }
    let facts = &provision.facts;
    if matches!((facts.in_force_from, facts.in_force_to), (Some(a), Some(b)) if b.latest() < a.earliest()) {
        push(out, "D004", span, format!("{name} ends before it begins"), "check in_force_from and in_force_to");
    }
}
