//! Reads a rubric file strictly: every mistake is collected with its place.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::Rule;
use super::{
    Answerable, Band, Binding, Class, Criterion, Effect, Element, Named, Rating, Role, Rubric, ScoreRule, Urgency,
    detect,
};
use crate::diag::{Diagnostic, SourceId, Span};
use crate::form::{self, Form, Origin};

/// Reads a rubric; what is wrong goes to `out`.
pub fn read(text: &str, source: SourceId, out: &mut Vec<Diagnostic>) -> Rubric {
    let whole = Span::new(source, 0..text.len());
    form::read(text, Origin { source, offset: 0 }, out, |form| read_rubric(form, whole))
}

/// Adds a language to a rubric: its words, passages, search terms and rules of detection, as `rubrics/README.md` tells.
pub fn read_pack(rubric: &mut Rubric, text: &str, source: SourceId, out: &mut Vec<Diagnostic>) {
    form::read(text, Origin { source, offset: 0 }, out, |form| pack(form, rubric));
}

fn pack(form: &mut Form<'_, '_>, rubric: &mut Rubric) {
    let of = form.need("rubric", "\"palermo-ccss\"");
    if of.value != rubric.id && !of.value.is_empty() {
        let message = format!("a language pack of `{}` beside the rubric `{}`", of.value, rubric.id);
        form.error("B020", of.span, message, "move the file, or correct the name");
    }
    let lang = form.need("lang", "\"es\"").value;
    detect::read_pack(form, &lang, &mut rubric.reading);
    let Rubric { reading, criteria, .. } = rubric;
    form.tables("terms", |f| {
        let (any, leads) = (f.plain_texts("any"), f.plain_texts("leads"));
        if let Some(element) = element_of(f, criteria) {
            element.1.terms.entry(lang.clone()).or_default().extend(any);
            element.1.leads.entry(lang.clone()).or_default().extend(leads);
        }
    });
    form.tables("detect", |f| {
        let detect = detect::read_detect(f, reading, &lang);
        let span = f.span();
        let Some((ids, element)) = element_of(f, criteria) else { return };
        let named = detect.absent.iter().chain(&detect.qualifies).chain(&detect.refers_to);
        for id in named.filter(|id| !ids.contains(id)) {
            f.error("B017", span, format!("a rule of `{}` names no element: `{id}`", element.id), "correct the id");
        }
        element.detects.push(detect);
    });
}

/// The element that `criterion` and `element` of a table of a language pack name, and the ids of its criterion's elements.
fn element_of<'c>(form: &mut Form<'_, '_>, criteria: &'c mut [Criterion]) -> Option<(Vec<String>, &'c mut Element)> {
    let (criterion, id) = (form.need("criterion", "\"def-consent\""), form.need("element", "\"irrelevance-rule\""));
    let found = criteria.iter_mut().find(|c| c.id == criterion.value);
    let ids: Vec<String> = found.iter().flat_map(|c| c.elements.iter().map(|e| e.id.clone())).collect();
    let element = found.and_then(|c| c.elements.iter_mut().find(|e| e.id == id.value));
    if element.is_none() {
        let (what, span) = if ids.is_empty() { (&criterion.value, criterion.span) } else { (&id.value, id.span) };
        let near = crate::form::nearest(what, ids.iter().map(String::as_str));
        let help = near.map_or("see the ids in the rubric".to_string(), |n| format!("did you mean `{n}`?"));
        form.error("B022", span, format!("the rubric has no `{what}`"), help);
    }
    Some((ids, element?))
}

fn read_rubric(form: &mut Form<'_, '_>, whole: Span) -> Rubric {
    let id = form.need("id", "\"palermo-ccss\"").value;
    let version = form.need("version", "\"1.0.0\"").value;
    let date = form.need_parsed::<crate::law::date::PartialDate>("date", crate::law::state::DATE_WANTED);
    let title = form.need("title", "\"…\"").value;
    let summary = form.text("summary").map(|a| a.value).unwrap_or_default();
    let subject = form.need("subject", "\"trafficking in persons\"").value;
    let binding = form.table("binding", read_binding);
    let weights: BTreeMap<String, u64> =
        form.table("weights", |f| f.open_numbers().into_iter().collect()).unwrap_or_default();
    let rating = form
        .table("rating", |f| Rating {
            coverage_at_least: f.number("coverage_at_least").map_or(80, |a| a.value),
            open_gates_at_most: f.number("open_gates_at_most").map_or(0, |a| a.value),
        })
        .unwrap_or_default();
    let pillars = form.tables("pillar", read_named);
    let families = form.tables("family", read_named);
    let classes = form.tables("class", |f| Class {
        id: f.need("id", "\"mandatory\"").value,
        title: f.need("title", "\"Mandatory\"").value,
        urgency: f.need_parsed("urgency", Urgency::CHOICES).map_or(Urgency::Invite, |a| a.value),
    });
    let scores = form.tables("score", |f| ScoreRule {
        id: f.need("id", "\"core\"").value,
        title: f.need("title", "\"Core\"").value,
        explains: f.need("explains", "\"…\"").value,
        classes: f.plain_texts("classes"),
        forms: f.plain_texts("forms"),
        also: f.plain_texts("also"),
        weighted: f.flag("weighted"),
        rates: f.flag("rates"),
        lens: f.flag("lens"),
    });
    let bands = form.tables("band", |f| Band {
        id: f.need("id", "\"A\"").value,
        title: f.need("title", "\"Aligned\"").value,
        criteria_not_met: f.plain_texts("criteria_not_met"),
        gates_not_met_over: f.number("gates_not_met_over").map(|a| a.value),
        gates_partly_over: f.number("gates_partly_over").map(|a| a.value),
        score_below: f.number("score_below").map(|a| a.value),
    });
    let reading = detect::read_reading(form);
    let mut ids = BTreeSet::new();
    let criteria = form.tables("criterion", |f| {
        let criterion = read_criterion(f, &reading);
        if !ids.insert(criterion.id.clone()) {
            let span = f.span_of("id");
            f.error("B001", span, format!("duplicate criterion `{}`", criterion.id), "give each its own id");
        }
        let known = |list: &[Named], id: &str| list.iter().any(|n| n.id == id);
        if !known(&pillars, &criterion.pillar) {
            let span = f.span_of("pillar");
            f.error("B002", span, format!("unknown pillar `{}`", criterion.pillar), "declare it as [[pillar]]");
        }
        for family in criterion.families.iter().filter(|id| !known(&families, id)) {
            let span = f.span_of("families");
            f.error("B003", span, format!("unknown family `{family}`"), "declare it as [[family]]");
        }
        if !classes.iter().any(|c| c.id == criterion.class) {
            let span = f.span_of("class");
            f.error("B004", span, format!("unknown class `{}`", criterion.class), "declare it as [[class]]");
        }
        if criterion.strength.as_ref().is_some_and(|s| !weights.contains_key(s)) {
            let span = f.span_of("strength");
            f.error("B005", span, "a strength without a weight", "add it under [weights]");
        }
        criterion
    });
    check_binding(form, binding.as_ref(), &classes, &criteria, whole);
    if scores.iter().filter(|s| s.rates).count() != 1 {
        form.error("B006", whole, "not exactly one score with rates = true", "mark the one score that bands look at");
    }
    let dangling = scores.iter().flat_map(|s| &s.also).chain(bands.iter().flat_map(|b| &b.criteria_not_met));
    let dangling: Vec<&String> = dangling.filter(|id| !ids.contains(*id)).collect();
    for id in dangling {
        form.error("B007", whole, format!("a score or band names the unknown criterion `{id}`"), "correct the id");
    }
    let date = date.map(|a| a.value.to_string()).unwrap_or_default();
    Rubric {
        id,
        version,
        date,
        title,
        summary,
        subject,
        binding,
        weights,
        rating,
        pillars,
        classes,
        scores,
        bands,
        families,
        reading,
        criteria,
        span: whole,
    }
}

fn read_binding(form: &mut Form<'_, '_>) -> Binding {
    Binding {
        party: form.need("party", "\"mandatory\"").value,
        not_party: form.need("not_party", "\"optional\"").value,
    }
}

fn check_binding(
    form: &mut Form<'_, '_>,
    binding: Option<&Binding>,
    classes: &[Class],
    criteria: &[Criterion],
    whole: Span,
) {
    let bound = binding.iter().flat_map(|b| [&b.party, &b.not_party]);
    let unknown: Vec<&String> = bound.filter(|id| !classes.iter().any(|c| c.id == **id)).collect();
    for id in unknown {
        let span = form.span_of("binding");
        form.error("B004", span, format!("unknown class `{id}`"), "declare it as [[class]]");
    }
    if binding.is_none() && criteria.iter().any(|c| !c.binds_through.is_empty()) {
        let help = "add [binding] with party = \"…\" and not_party = \"…\", both ids of classes";
        form.error("B019", whole, "criteria bind through treaties, but no [binding] says to which class", help);
    }
}

fn read_named(form: &mut Form<'_, '_>) -> Named {
    Named { id: form.need("id", "\"…\"").value, title: form.need("title", "\"…\"").value }
}

fn read_criterion(form: &mut Form<'_, '_>, reading: &detect::Reading) -> Criterion {
    let span = form.span();
    let id = form.need("id", "\"def-offence\"").value;
    let mut seen = BTreeSet::new();
    let elements = form.tables("element", |f| {
        let element = read_element(f, reading);
        if !seen.insert(element.id.clone()) {
            let at = f.span_of("id");
            f.error("B008", at, format!("duplicate element `{}`", element.id), "give each its own id");
        }
        element
    });
    for element in &elements {
        let named = element.detects.iter().flat_map(|d| d.absent.iter().chain(&d.qualifies).chain(&d.refers_to));
        let unknown: Vec<&String> = named.filter(|id| !elements.iter().any(|e| e.id == **id)).collect();
        for id in unknown {
            form.error("B017", span, format!("a rule of `{}` names no element: `{id}`", element.id), "correct the id");
        }
    }
    let roles: Vec<(&str, &str)> = elements.iter().map(|e| (e.id.as_str(), e.role.word())).collect();
    let rules = form.table("rule", |f| {
        let mut rule = |key: &'static str| {
            let at = f.need(key, "\"all R\"");
            Rule::parse(&at.value, &roles).unwrap_or_else(|error| {
                f.error(
                    "B009",
                    at.span,
                    format!("the rule cannot be read: {error}"),
                    "see the notes on rules in rubrics/README.md",
                );
                Rule::Or(Vec::new())
            })
        };
        (rule("met"), rule("partly"))
    });
    let (met_rule, partly_rule) = rules.unwrap_or_else(|| {
        form.error("B010", span, "no rule", "add rule = { met = \"all R\", partly = \"any R\" }");
        (Rule::Or(Vec::new()), Rule::Or(Vec::new()))
    });
    Criterion {
        number: form.number("number").map_or(0, |a| a.value),
        pillar: form.need("pillar", "\"prosecution\"").value,
        group: form.text("group").map(|a| a.value).unwrap_or_default(),
        title: form.need("title", "\"…\"").value,
        question: form.need("question", "\"…?\"").value,
        class: form.need("class", "\"mandatory\"").value,
        strength: form.text("strength").map(|a| a.value),
        form: form.need_parsed("form", Answerable::CHOICES).map_or(Answerable::Law, |a| a.value),
        gate: form.flag("gate"),
        binds_through: form.plain_texts("binds_through"),
        families: form.plain_texts("families"),
        source_text: form.need("source_text", "\"Palermo art. 5(1)\"").value,
        sources: form.plain_texts("sources"),
        met: form.need("met", "\"…\"").value,
        partly: form.need("partly", "\"…\"").value,
        not_met: form.need("not_met", "\"…\"").value,
        note: form.text("note").map(|a| a.value).unwrap_or_default(),
        why: form.text("why").map(|a| a.value).unwrap_or_default(),
        drafting: form.plain_texts("drafting"),
        met_rule,
        partly_rule,
        elements,
        id,
        span,
    }
}

fn read_element(form: &mut Form<'_, '_>, reading: &detect::Reading) -> Element {
    let role = form.need_parsed("role", Role::CHOICES).map_or(Role::Extra, |a| a.value);
    let effect = form.parsed("effect", Effect::CHOICES).map(|a| a.value);
    if (role == Role::Warning) != effect.is_some() {
        let span = form.span();
        form.error(
            "B011",
            span,
            "an effect belongs to a warning (role W), and only to it",
            "add effect = \"partly\" or \"not_met\", or change the role",
        );
    }
    Element {
        id: form.need("id", "\"recruitment\"").value,
        role,
        title: form.need("title", "\"…\"").value,
        effect,
        flag: form.text("flag").map(|a| a.value),
        terms: form.table("terms", |f| f.open_lists().into_iter().collect()).unwrap_or_default(),
        leads: form.table("leads", |f| f.open_lists().into_iter().collect()).unwrap_or_default(),
        detects: detect::read_detects(form, reading),
    }
}
