//! Checks across files: duplicate identifiers, dangling references, grades higher than their sources, stale decisions.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::Corpus;
use crate::diag::{Diagnostic, Severity, Span};
use crate::law::id::{InstrumentId, JurisdictionCode, ProvisionRef};
use crate::law::state::Source;
use crate::law::words::{Grade, Kind, TextKind};
use crate::law::{Decision, Instrument, Provision, Reading};
use crate::rubric::Rubric;

/// Adds to `out` everything that only the whole corpus can show.
pub(super) fn across(corpus: &Corpus, rubrics: &[Rubric], out: &mut Vec<Diagnostic>) {
    duplicates(corpus, out);
    for instrument in &corpus.instruments {
        instrument_sources(corpus, instrument, out);
        references(corpus, instrument, out);
        for reading in instrument.provisions.iter().flat_map(|p| &p.facts.readings) {
            check_reading(reading, rubrics, out);
        }
        families(instrument, rubrics, out);
    }
    for state in corpus.states() {
        let known: BTreeSet<&str> = treaties(corpus).map(|t| t.short_name.as_str()).collect();
        for treaty in &state.treaties {
            if !known.contains(treaty.instrument.as_str()) {
                let help = "add the treaty to corpus/int or correct the name";
                error(out, "X001", treaty.span, format!("no treaty `{}` in corpus/int", treaty.instrument), help);
            }
            for key in &treaty.sources {
                need_source(corpus, &state.code, key, treaty.span, out);
            }
        }
        let mut seen = BTreeSet::new();
        for list in &state.checklist {
            if !rubrics.is_empty() && !rubrics.iter().any(|r| r.families.iter().any(|f| f.id == list.family)) {
                error(
                    out,
                    "X005",
                    list.span,
                    format!("no family `{}` in any rubric", list.family),
                    "correct the family",
                );
            }
            if !seen.insert(&list.family) {
                error(out, "X006", list.span, format!("family `{}` listed twice", list.family), "join the two lists");
            }
            for law in &list.laws {
                let found = law.parse::<InstrumentId>().is_ok_and(|id| corpus.instrument(&id).is_some());
                if !found && list.closed {
                    warn(
                        out,
                        "X007",
                        list.span,
                        format!("{law} is on a closed checklist but not loaded"),
                        "code it, or open the list",
                    );
                }
            }
        }
        for (rubric, decisions) in &state.decisions {
            for decision in decisions {
                check_decision(corpus, rubrics, rubric, decision, out);
            }
        }
        for search in &state.searches {
            for id in &search.criteria {
                need_criterion(rubrics, id, search.span, out);
            }
        }
    }
    // Texts that stand alone, without our treaties, are checked for themselves only.
    let with_treaties = treaties(corpus).next().is_some();
    for rubric in rubrics.iter().filter(|_| with_treaties) {
        rubric_sources(corpus, rubric, out);
    }
}

fn error(out: &mut Vec<Diagnostic>, code: &'static str, span: Span, message: String, help: &str) {
    out.push(Diagnostic { severity: Severity::Error, code, span, message, help: help.into() });
}

fn warn(out: &mut Vec<Diagnostic>, code: &'static str, span: Span, message: String, help: &str) {
    out.push(Diagnostic { severity: Severity::Warning, code, span, message, help: help.into() });
}

fn treaties(corpus: &Corpus) -> impl Iterator<Item = &Instrument> {
    corpus.instruments.iter().filter(|i| i.jurisdiction.is_international())
}

fn head(span: Span) -> Span {
    Span { end: (span.start + 3).min(span.end), ..span }
}

fn duplicates(corpus: &Corpus, out: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&InstrumentId, TextKind, crate::law::date::PartialDate), &Instrument> = BTreeMap::new();
    for instrument in &corpus.instruments {
        let key = (&instrument.id, instrument.text_kind, instrument.as_of);
        if seen.insert(key, instrument).is_some() {
            let message = format!("duplicate instrument {}", instrument.id);
            error(
                out,
                "X002",
                head(instrument.span),
                message,
                "one file an instrument: remove one, or correct its id or as_of date",
            );
        }
    }
    let lists = corpus.states().map(|s| s.sources.as_slice()).chain([corpus.shared_sources.as_slice()]);
    for list in lists {
        let mut keys = BTreeSet::new();
        for source in list {
            if !keys.insert(&source.key) {
                error(
                    out,
                    "S003",
                    source.span,
                    format!("duplicate source key `{}`", source.key),
                    "give each source its own key",
                );
            }
        }
    }
}

fn need_source<'c>(
    corpus: &'c Corpus,
    code: &JurisdictionCode,
    key: &str,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Option<&'c Source> {
    let found = corpus.source(code, key);
    if found.is_none() {
        let help = "add it to sources.toml of this state, or write int/<key> for a shared one";
        error(out, "S004", span, format!("no source `{key}`"), help);
    }
    found
}

fn instrument_sources(corpus: &Corpus, instrument: &Instrument, out: &mut Vec<Diagnostic>) {
    // An imported text is its own source; its origin stands in its front matter.
    if instrument.text_kind == TextKind::Official {
        return;
    }
    let code = &instrument.jurisdiction;
    for key in instrument.sources.iter().chain(instrument.amendments.iter().flat_map(|a| &a.sources)) {
        need_source(corpus, code, key, head(instrument.span), out);
    }
    for claim in instrument.conflicts.iter().flat_map(|c| &c.claims) {
        need_source(corpus, code, &claim.source, head(instrument.span), out);
    }
    for provision in &instrument.provisions {
        let span = head(provision.span);
        let found: Vec<&Source> =
            provision.facts.sources.iter().filter_map(|key| need_source(corpus, code, key, span, out)).collect();
        let best = found.iter().map(|s| s.grade).min();
        if let (Some(best), Some(claimed)) = (best, provision.facts.grade)
            && claimed < best
        {
            let message = format!("{} claims grade {claimed}, its best source has {best}", provision.eid);
            error(out, "S005", span, message, "lower the grade, or name the source that was seen");
        }
        for claim in provision.facts.conflicts.iter().flat_map(|c| &c.claims) {
            need_source(corpus, code, &claim.source, span, out);
        }
    }
    if instrument.provisions.is_empty() && instrument.text_kind == TextKind::Digest && instrument.kind != Kind::Treaty {
        warn(
            out,
            "F009",
            head(instrument.span),
            "an instrument without provisions".into(),
            "digest the sections that matter",
        );
    }
    if instrument.complete && instrument.grade != Grade::A {
        let help = "only who saw the whole official text can say complete = true";
        error(out, "S006", head(instrument.span), format!("complete = true with grade {}", instrument.grade), help);
    }
}

fn references(corpus: &Corpus, instrument: &Instrument, out: &mut Vec<Diagnostic>) {
    let whole = instrument
        .replaces
        .iter()
        .chain(&instrument.amends)
        .chain(&instrument.repealed_by)
        .chain(&instrument.enacted_as);
    for id in whole {
        if id.parse::<InstrumentId>().is_err() {
            let help = "write /akn/<state>/<kind>/<year>/<number> in lower case";
            error(
                out,
                "X004",
                head(instrument.span),
                format!("\"{}\" is no instrument identifier", crate::form::shorten(id)),
                help,
            );
        }
    }
    for provision in &instrument.provisions {
        for reference in &provision.facts.refers {
            let good = if reference.starts_with('/') {
                // Law that is not loaded may be pointed to; its identifier must still be one.
                reference
                    .parse::<ProvisionRef>()
                    .is_ok_and(|r| corpus.instrument(&r.instrument).is_none() || corpus.provision(&r).is_some())
                    || reference.parse::<InstrumentId>().is_ok()
            } else {
                instrument.provision(reference).is_some()
            };
            if !good {
                let message =
                    format!("{} refers to `{}`, which is not here", provision.eid, crate::form::shorten(reference));
                error(
                    out,
                    "X003",
                    head(provision.span),
                    message,
                    "correct the eId, or write /akn/…#eId for another instrument",
                );
            }
        }
    }
}

fn need_criterion<'r>(
    rubrics: &'r [Rubric],
    id: &str,
    span: Span,
    out: &mut Vec<Diagnostic>,
) -> Option<&'r crate::rubric::Criterion> {
    let found = rubrics.iter().find_map(|r| r.criterion(id));
    if found.is_none() && !rubrics.is_empty() {
        let near = crate::form::nearest(id, rubrics.iter().flat_map(|r| r.criteria.iter().map(|c| c.id.as_str())));
        let help = near.map_or("see the ids in rubrics/".to_string(), |n| format!("did you mean `{n}`?"));
        error(out, "R001", span, format!("no criterion `{}` in any rubric", crate::form::shorten(id)), &help);
    }
    found
}

fn check_reading(reading: &Reading, rubrics: &[Rubric], out: &mut Vec<Diagnostic>) {
    let Some(criterion) = need_criterion(rubrics, &reading.criterion, reading.span, out) else { return };
    for id in reading.has.iter().chain(&reading.lacks) {
        if criterion.element(id).is_none() {
            let known: Vec<&str> = criterion.elements.iter().map(|e| e.id.as_str()).collect();
            let help = crate::form::nearest(id, known.iter().copied())
                .map_or_else(|| format!("one of: {}", known.join(" ")), |n| format!("did you mean `{n}`?"));
            let message = format!("no element `{}` in {}", crate::form::shorten(id), criterion.id);
            error(out, "R002", reading.span, message, &help);
        }
    }
}

fn families(instrument: &Instrument, rubrics: &[Rubric], out: &mut Vec<Diagnostic>) {
    for family in &instrument.families {
        if !rubrics.is_empty() && !rubrics.iter().any(|r| r.families.iter().any(|f| f.id == *family)) {
            let known: Vec<&str> = rubrics.iter().flat_map(|r| r.families.iter().map(|f| f.id.as_str())).collect();
            error(
                out,
                "X005",
                head(instrument.span),
                format!("no family `{family}` in any rubric"),
                &format!("one of: {}", known.join(" ")),
            );
        }
    }
}

/// Hash of the words that a decision judged: the texts of its provisions in order. First 16 hex digits of SHA-256.
pub fn judged_hash<'p>(provisions: impl Iterator<Item = &'p Provision>) -> String {
    let mut hash = Sha256::new();
    for provision in provisions {
        hash.update(provision.eid.as_str().as_bytes());
        hash.update([0]);
        hash.update(provision.text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn check_decision(corpus: &Corpus, rubrics: &[Rubric], rubric: &str, decision: &Decision, out: &mut Vec<Diagnostic>) {
    if !rubrics.iter().any(|r| r.id == rubric) {
        error(
            out,
            "R003",
            decision.span,
            format!("no rubric `{rubric}`"),
            "name the file of decisions after its rubric",
        );
        return;
    }
    need_criterion(rubrics, &decision.criterion, decision.span, out);
    let mut judged = Vec::new();
    for reference in &decision.provisions {
        match corpus.provision(reference) {
            Some((_, provision)) => judged.push(provision),
            None => error(out, "X003", decision.span, format!("no provision {reference}"), "correct the identifier"),
        }
    }
    let hash = judged_hash(judged.into_iter());
    if decision.judged != hash {
        let message = if decision.judged.is_empty() {
            "no hash of the words judged"
        } else {
            "stale: the words judged have changed"
        };
        warn(
            out,
            "R104",
            decision.span,
            format!("{}: {message}", decision.criterion),
            &format!("read them again, then write judged = \"{hash}\""),
        );
    }
}

fn rubric_sources(corpus: &Corpus, rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    for criterion in &rubric.criteria {
        for name in &criterion.binds_through {
            if !treaties(corpus).any(|t| t.short_name == *name) {
                error(
                    out,
                    "X001",
                    criterion.span,
                    format!("no treaty `{name}` in corpus/int"),
                    "add it or correct the name",
                );
            }
        }
        for pinpoint in &criterion.sources {
            let (name, eid) = pinpoint.split_once('#').unwrap_or((pinpoint, ""));
            let found =
                treaties(corpus).any(|t| t.short_name == name && (eid.is_empty() || t.provision(eid).is_some()));
            if !found {
                error(
                    out,
                    "X008",
                    criterion.span,
                    format!("no provision `{pinpoint}` in corpus/int"),
                    "write <treaty>#<eId>",
                );
            }
        }
        if criterion.drafting.is_empty() {
            warn(
                out,
                "B012",
                head(criterion.span),
                format!("{} has no drafting points", criterion.id),
                "add drafting = [\"…\"]",
            );
        }
    }
}
