//! Terms that are defined and never used, or defined twice differently.

use std::collections::{BTreeMap, BTreeSet};

use super::defined::{self, Def};
use super::token::{self, Sort};
use super::view::{View, short};
use super::{Code, Finding, cite};
use crate::index::stem::stem;

/// Where each stem stands: paragraph and place among its words.
struct Words {
    by_stem: BTreeMap<String, Vec<(usize, usize)>>,
    stems: Vec<Vec<String>>,
}

/// Finds them.
pub(super) fn check(view: &View<'_>, out: &mut Vec<Finding>) {
    if view.instrument.amending_only {
        return;
    }
    let all = defined::all(view);
    twice(view, &all, out);
    if view.instrument.complete {
        unused(view, &all, out);
    }
}

fn unused(view: &View<'_>, all: &[Def], out: &mut Vec<Finding>) {
    let words = words(view);
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, def) in all.iter().enumerate() {
        for para in &def.paras {
            of.entry(*para).or_default().push(i);
        }
    }
    let uses: Vec<BTreeSet<usize>> = all.iter().map(|def| uses(def, &words)).collect();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    loop {
        let before = used.len();
        for (i, places) in uses.iter().enumerate() {
            let counts = |para: &usize| of.get(para).is_none_or(|defs| defs.iter().any(|d| used.contains(d)));
            if places.iter().any(counts) {
                used.insert(i);
            }
        }
        if used.len() == before {
            break;
        }
    }
    for (i, def) in all.iter().enumerate().filter(|(i, d)| !used.contains(i) && !d.beyond) {
        // Headings are no rules, but a term that only they use is not dead either.
        let heads = view.tops.iter().any(|t| stands(&defined::stems(&view.pack.lang, t.heading), &def.stems));
        let same = all.iter().enumerate().any(|(j, d)| j != i && d.stems == def.stems);
        if heads || same || stands(&defined::stems(&view.pack.lang, &view.instrument.title), &def.stems) {
            continue;
        }
        let para = def.paras[0];
        if uses[i].is_empty() {
            out.push(view.at(
                para,
                Code::Unused,
                format!("\"{}\" is defined, but the text never uses it.", short(&def.term)),
            ));
        } else {
            let by: BTreeSet<&str> =
                uses[i].iter().filter_map(|p| of.get(p)).flatten().map(|d| all[*d].term.as_str()).collect();
            let by: Vec<String> = by.iter().map(|t| format!("\"{}\"", short(t))).collect();
            let says = format!(
                "\"{}\" is used only in the definition of {}, which the text never uses.",
                short(&def.term),
                by.join(" and ")
            );
            out.push(view.at(para, Code::UsedByUnused, says));
        }
    }
}

fn words(view: &View<'_>) -> Words {
    let mut words = Words { by_stem: BTreeMap::new(), stems: Vec::new() };
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (i, para) in view.paras.iter().enumerate() {
        let mut own = Vec::new();
        for token in para.tokens.iter().filter(|t| t.sort != Sort::Mark) {
            let stem = known.entry(token.text.clone()).or_insert_with(|| stem(&view.pack.lang, &token.text)).clone();
            words.by_stem.entry(stem.clone()).or_default().push((i, own.len()));
            own.push(stem);
        }
        words.stems.push(own);
    }
    words
}

/// The paragraphs that use a term, without those of its definition.
fn uses(def: &Def, words: &Words) -> BTreeSet<usize> {
    let Some(first) = def.stems.first() else { return BTreeSet::new() };
    let mut all = BTreeSet::new();
    // Words that begin alike stand together in the order of stems.
    let root: String = first.chars().take(3).collect();
    for (stem, places) in words.by_stem.range(root.clone()..).take_while(|(s, _)| s.starts_with(&root)) {
        if !same(stem, first) {
            continue;
        }
        for (para, at) in places.iter().filter(|(p, _)| !def.paras.contains(p)) {
            let own = &words.stems[*para];
            if own.get(*at..at + def.stems.len()).is_some_and(|w| w.iter().zip(&def.stems).all(|(a, b)| same(a, b))) {
                all.insert(*para);
            }
        }
    }
    all
}

/// Are two stems of one word: `child` and `children`?
fn same(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || short.chars().count() >= 4 && long.starts_with(short) && long.len() - short.len() <= 4
}

fn stands(text: &[String], term: &[String]) -> bool {
    text.windows(term.len().max(1)).any(|w| w.iter().zip(term).all(|(a, b)| same(a, b)))
}

fn twice(view: &View<'_>, all: &[Def], out: &mut Vec<Finding>) {
    let mut first: BTreeMap<&[String], usize> = BTreeMap::new();
    for (i, def) in all.iter().enumerate().filter(|(_, d)| !d.scoped) {
        let Some(before) = first.get(def.stems.as_slice()).map(|b| &all[*b]) else {
            first.insert(&def.stems, i);
            continue;
        };
        let text = |d: &Def| d.paras.iter().map(|p| token::fold(view.paras[*p].text())).collect::<Vec<_>>().join(" ");
        let (here, there) = (def.paras[0], before.paras[0]);
        if here != there && text(def) != text(before) && token::fold(&def.term) == token::fold(&before.term) {
            let says = format!(
                "\"{}\" is defined here and, differently, in {}.",
                short(&def.term),
                cite(&view.paras[there].eid)
            );
            out.push(view.at(here, Code::TwoDefinitions, says));
        }
    }
}
