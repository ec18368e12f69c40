//! The pages of coverage: what is here, what is missing and what was tried, over all states and for one.

use serde_json::{Value, json};

use super::{Site, law, view};
use crate::coverage::{Cells, Coverage};
use crate::law::state::Jurisdiction;

/// The bar is this many units wide.
const BAR_WIDTH: usize = 200;

pub(super) fn all(site: &Site) -> Value {
    let rows: Vec<Value> = site
        .coverage
        .iter()
        .map(|c| {
            let mut row = head(c);
            row["path"] = json!(format!("{}/coverage.html", c.code.folder()));
            row["searches"] = json!(c.searches.len());
            row
        })
        .collect();
    json!({ "title": "Coverage", "rows": rows })
}

pub(super) fn state(site: &Site, state: &Jurisdiction, c: &Coverage) -> Value {
    let mut page = head(c);
    page["title"] = json!("Coverage");
    page["crumbs"] = law::crumbs_of(state);
    page["families"] = families(site, c);
    page["treaties"] = json!(c.treaties);
    page["open"] = json!(c.open);
    page["searches"] = json!(c.searches);
    page["note"] = json!(state.note);
    page["code"] = json!(c.code);
    page
}

/// The families, each law with the path of its page.
fn families(site: &Site, c: &Coverage) -> Value {
    let mut families = json!(c.families);
    for (shown, family) in families.as_array_mut().into_iter().flatten().zip(&c.families) {
        let laws = shown["laws"].as_array_mut().into_iter().flatten();
        for (shown, law) in laws.zip(&family.laws) {
            let here = site.corpus.instrument(&law.id);
            shown["path"] = json!(here.map(view::instrument_path));
        }
    }
    families
}

fn head(c: &Coverage) -> Value {
    json!({
        "name": c.name,
        "instruments": c.instruments,
        "provisions": c.provisions,
        "count": c.provisions.all(),
        "sources": c.sources,
        "consulted": c.sources.all(),
        "mandatory": c.mandatory,
        "answered": c.mandatory.answered_share(),
        "backed": c.mandatory.backed(),
        "all": c.all,
        "core": c.core,
        "bar": bar(c.mandatory),
    })
}

/// Pieces of a bar, side by side: answers by grade (those that rest on no words with the first), then what was seen in part. The rest is not assessed.
fn bar(cells: Cells) -> Value {
    let g = cells.grades;
    let pieces = [("a", g.a + cells.without_words), ("b", g.b), ("c", g.c), ("part", cells.seen_in_part)];
    let mut before = 0;
    let at = |n: usize| n * BAR_WIDTH / cells.count.max(1);
    let pieces: Vec<Value> = pieces
        .into_iter()
        .map(|(kind, n)| {
            let x = at(before);
            before += n;
            json!({ "kind": kind, "x": x, "width": at(before) - x })
        })
        .collect();
    json!(pieces)
}
