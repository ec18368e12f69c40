//! Definitions of a text: its own provisions for terms, terms in quotation marks with `means`, entries of a list of
//! definitions; and terms that running text introduces.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::token::{self, Sort};
use super::view::View;
use crate::index::stem::stem;

static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"[“"«‘„]\s?([^“”"«»‘„\n]{2,70}?)\s?[”"»’]"#).expect("a fixed expression"));

/// Most words of the term of an entry that nothing but a colon ends.
const LONGEST_ENTRY: usize = 7;

/// A definition.
pub(super) struct Def {
    /// The term as printed.
    pub(super) term: String,
    /// The stems of its words.
    pub(super) stems: Vec<String>,
    /// Paragraphs that make up the definition.
    pub(super) paras: Vec<usize>,
    /// It holds for a part of the text only.
    pub(super) scoped: bool,
    /// It may be used in other laws.
    pub(super) beyond: bool,
}

/// The stems of the words of a text.
pub(super) fn stems(lang: &str, text: &str) -> Vec<String> {
    token::cut(text).iter().filter(|t| t.sort != Sort::Mark).map(|t| stem(lang, &t.text)).collect()
}

/// The definitions of a text, in order.
pub(super) fn all(view: &View<'_>) -> Vec<Def> {
    let mut all: Vec<Def> = Vec::new();
    let mut own: BTreeSet<usize> = BTreeSet::new();
    for (i, provision) in view.instrument.provisions.iter().enumerate() {
        let marked = provision.eid.as_str().rsplit("__").next().is_some_and(|s| s.starts_with("def_"));
        if !marked && provision.facts.defines.len() != 1 {
            continue;
        }
        let whole = |p: &super::view::Para| {
            p.provision == i || provision.eid.contains(&view.instrument.provisions[p.provision].eid)
        };
        let paras: Vec<usize> = (0..view.paras.len()).filter(|p| whole(&view.paras[*p])).collect();
        own.extend(paras.iter().copied());
        for term in &provision.facts.defines {
            push(view, term, paras.clone(), &mut all);
        }
    }
    for (i, para) in view.paras.iter().enumerate() {
        if own.contains(&i) || para.block.quoted || view.tops[para.top].amends {
            continue;
        }
        let text = para.text();
        let mut found = false;
        for quoted in QUOTED.captures_iter(text) {
            let (Some(whole), Some(term)) = (quoted.get(0), quoted.get(1)) else { continue };
            let (before, behind) = (&text[..whole.start()], &text[whole.end()..]);
            // `"X" means`: an article behind a term alone is no definition, unless the term begins the paragraph.
            let begins = before.trim().chars().count() <= 4;
            if (begins && view.pack.means.is_match(behind)) || view.pack.means_before.is_match(before) {
                push(view, term.as_str(), with_items(view, i), &mut all);
                found = true;
            }
        }
        if !found
            && view.pack.lang != "en"
            && let Some(term) = entry(view, i)
        {
            push(view, &term, with_items(view, i), &mut all);
        }
    }
    all
}

/// A paragraph and the items under it.
fn with_items(view: &View<'_>, at: usize) -> Vec<usize> {
    let para = &view.paras[at];
    let under = |p: &usize| view.paras[*p].provision == para.provision && view.paras[*p].block.level > para.block.level;
    std::iter::once(at).chain((at + 1..view.paras.len()).take_while(under)).collect()
}

/// `a) Trata: …` in a list that announces definitions.
fn entry(view: &View<'_>, at: usize) -> Option<String> {
    let para = &view.paras[at];
    if para.block.level == 0 || para.block.number.is_empty() {
        return None;
    }
    let lead = view.paras[..at]
        .iter()
        .rev()
        .take_while(|p| p.provision == para.provision)
        .find(|p| p.block.level < para.block.level)?;
    let announced = view.pack.means_before.is_match(&format!("{} ", lead.text().trim_end_matches([':', ' ', '.'])));
    let (term, rest) = para.text().split_once(':')?;
    let words = term.split_whitespace().count();
    (announced && words <= LONGEST_ENTRY && !rest.trim().is_empty()).then(|| term.trim().to_string())
}

fn push(view: &View<'_>, term: &str, paras: Vec<usize>, all: &mut Vec<Def>) {
    let term = term.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
    let stems = stems(&view.pack.lang, &term);
    let Some(first) = paras.first().copied() else { return };
    if stems.is_empty() || term.chars().count() < 3 {
        return;
    }
    let para = &view.paras[first];
    let top = &view.tops[para.top];
    let own = view.instrument.provisions[para.provision].eid.as_str();
    // The words that a definition stands under: those of the provisions around it, before it.
    let leads = view.paras[top.paras.start..=first].iter().filter(|p| {
        let eid = view.instrument.provisions[p.provision].eid.as_str();
        own == eid || own.strip_prefix(eid).is_some_and(|r| r.starts_with("__"))
    });
    let leads: Vec<&str> = leads.map(|p| p.text()).collect();
    let scoped = top.kind == "sched" || leads.iter().any(|t| view.pack.scoped.is_match(t));
    let beyond = leads.iter().any(|t| view.pack.beyond.is_match(t));
    all.push(Def { term, stems, paras, scoped, beyond });
}

/// Terms that words such as `referred to as` or `en adelante` introduce, as stems.
pub(super) fn introduced(view: &View<'_>) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for para in &view.paras {
        for found in view.pack.introduces.captures_iter(para.text()) {
            if let Some(term) = found.name("term").or_else(|| found.name("term2")) {
                all.push(stems(&view.pack.lang, term.as_str()));
            }
        }
    }
    all
}

/// All terms in quotation marks with the bytes around them, in a paragraph.
pub(super) fn quoted(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    QUOTED.captures_iter(text).filter_map(|c| {
        let (whole, term) = (c.get(0)?, c.get(1)?);
        Some((whole.start(), term.as_str(), whole.end()))
    })
}
