//! The body: parts, provisions in each other, and their words.

use super::flow::{self, Rich};
use super::xml::Xml;
use super::{Export, blocks_of, hierarchical};
use crate::import::structure::mark;
use crate::import::structure::number::roman;
use crate::import::write::heading_line;
use crate::law::Provision;
use crate::law::blocks;

/// What is open while the body is written.
enum Open {
    /// A part, with its label.
    Part(String, String),
    /// A provision, by its place.
    Provision(usize),
}

/// Writes the body.
pub(super) fn write(export: &mut Export<'_>, xml: &mut Xml, element: &str) {
    xml.open(element, &[]);
    let provisions = &export.instrument.provisions;
    if provisions.is_empty() {
        // A body holds something, be it nothing but its name.
        xml.empty("hcontainer", &[("eId", "hcontainer_1"), ("name", "empty")]);
    }
    let inside = |outer: usize, i: usize| {
        provisions[outer].eid.contains(&provisions[i].eid) && provisions[outer].part == provisions[i].part
    };
    let mut open: Vec<Open> = Vec::new();
    for (i, provision) in provisions.iter().enumerate() {
        // Close the provisions that this one does not stand in, then the parts.
        while matches!(open.last(), Some(Open::Provision(outer)) if !inside(*outer, i)) {
            open.pop();
            xml.close();
        }
        if !matches!(open.last(), Some(Open::Provision(_))) {
            let id = export.part_of(provision);
            parts(export, xml, &mut open, &provision.part, id.as_deref());
        }
        let parent = provisions.get(i + 1).is_some_and(|_| inside(i, i + 1));
        one(export, xml, provision, parent);
        if parent {
            open.push(Open::Provision(i));
        }
    }
    for _ in open {
        xml.close();
    }
    xml.close();
}

/// Closes and opens parts until those of `part` are open, the innermost under the identifier that the file gives it.
fn parts(export: &mut Export<'_>, xml: &mut Xml, open: &mut Vec<Open>, part: &str, own: Option<&str>) {
    let wanted: Vec<&str> = if part.is_empty() { Vec::new() } else { part.split(" / ").collect() };
    let label = |o: &Open| match o {
        Open::Part(label, _) => label.clone(),
        Open::Provision(_) => String::new(),
    };
    let same = open.iter().zip(&wanted).take_while(|(o, w)| label(o) == **w).count();
    while open.len() > same {
        open.pop();
        xml.close();
    }
    for (at, label) in wanted.iter().enumerate().skip(same) {
        let above = match open.last() {
            Some(Open::Part(_, id)) => format!("{id}__"),
            _ => String::new(),
        };
        let (element, step, num, heading) = division(label);
        let own = own.filter(|_| at + 1 == wanted.len()).map(str::to_string);
        let id = own.unwrap_or_else(|| export.names.give(&format!("{above}{step}")));
        // A heading in words of its own ("First Book") still has the element that its identifier names.
        let element = if element == "hcontainer" { self::element(&id).0 } else { element };
        if element == "hcontainer" {
            xml.open(element, &[("eId", &id), ("name", "part")]);
        } else {
            xml.open(element, &[("eId", &id)]);
        }
        for (name, words) in [("num", num), ("heading", heading)] {
            if !words.is_empty() {
                xml.words(name, &[], words);
            }
        }
        open.push(Open::Part((*label).to_string(), id));
    }
}

/// Element, step of the eId, number and heading of a part by its label: `Part II. Offences`.
fn division(label: &str) -> (&'static str, String, &str, &str) {
    let unknown = ("hcontainer", "hcontainer_1".to_string(), "", label);
    let Some(found) = mark::division(label, true) else { return unknown };
    let num = label[..label.len() - found.rest.len()].trim_end();
    let exact = if found.rest.is_empty() { num == label } else { format!("{num} {}", found.rest) == label };
    if !exact {
        return unknown;
    }
    let (element, step) = match found.word.as_str() {
        "part" | "parte" | "partie" => ("part", "part"),
        "chapter" | "capítulo" | "capitulo" | "chapitre" | "hoofdstuk" => ("chapter", "chp"),
        "title" | "título" | "titulo" | "titre" | "titel" => ("title", "title"),
        "book" | "libro" | "livre" | "boek" => ("book", "book"),
        "sub-part" | "subpart" => ("subpart", "subpart"),
        "sous-section" | "subsección" | "subseccion" => ("subdivision", "subdvs"),
        _ => ("division", "dvs"),
    };
    let last = found.label.split_whitespace().last().unwrap_or_default();
    let value = roman(last).map(|n| n.to_string()).or_else(|| super::super::ids::plain(last));
    let value = value.unwrap_or_else(|| "1".into());
    (element, format!("{step}_{value}"), num, found.rest)
}

/// Writes one provision; `parent`: others stand in it, and it stays open.
fn one(export: &mut Export<'_>, xml: &mut Xml, provision: &Provision, parent: bool) {
    let eid = provision.eid.as_str();
    let (element, name) = element(eid);
    let gone = provision.facts.status == Some(crate::law::words::Status::Repealed);
    let mut attributes = vec![("eId", eid)];
    attributes.extend((!name.is_empty()).then_some(("name", name)));
    attributes.extend(gone.then_some(("status", "removed")));
    xml.open(element, &attributes);
    let (number, heading) = heading(export, provision);
    for (name, words) in [("num", number), ("heading", heading)] {
        if !words.is_empty() {
            xml.words(name, &[], &words);
        }
    }
    let rich = blocks_of(export, provision);
    let terms = provision.facts.defines.clone();
    let plain: Vec<blocks::Block> = rich.iter().map(|r| r.block.clone()).collect();
    if !rich.is_empty() && !parent && hierarchical(&plain) {
        items(export, xml, eid, &rich, &terms);
    } else if !rich.is_empty() {
        xml.open(if parent { "intro" } else { "content" }, &[]);
        flow::write(export, xml, eid, &rich, &terms);
        xml.close();
    }
    if !parent {
        xml.close();
    }
}

/// Number and heading of a provision; where the file's line cannot be made from the two, all of it is its heading.
pub(super) fn heading(export: &Export<'_>, provision: &Provision) -> (String, String) {
    let (number, heading) = (provision.number.clone(), provision.heading.clone());
    let line = export.text.get(provision.span.range()).and_then(|t| t.lines().next()).unwrap_or_default();
    let line = line.trim_start_matches('#').trim();
    let gives = |number: &str, heading: &str| {
        let mut made = String::new();
        heading_line(provision.eid.as_str(), number, heading, &mut made);
        made.trim_start_matches(['\n', '#']).trim() == line
    };
    if !gives(&number, &heading) {
        let whole = blocks::unescape(line.rfind(" {#").map_or(line, |at| &line[..at]));
        // A number that the file shows without its marks of Markdown, such as `R*122-1`.
        let (first, rest) = whole.split_once(". ").unwrap_or((whole.trim_end_matches('.'), ""));
        for (number, heading) in [("", whole.as_str()), (first, rest)] {
            if gives(number, heading) {
                return (number.to_string(), heading.to_string());
            }
        }
    }
    (number, heading)
}

/// Words, items and closing words as elements of the hierarchy.
fn items(export: &mut Export<'_>, xml: &mut Xml, eid: &str, rich: &[Rich], terms: &[String]) {
    let first = rich.iter().position(|r| r.block.level > 0).unwrap_or(rich.len());
    let after = rich.iter().rposition(|r| r.block.level > 0).map_or(rich.len(), |n| n + 1);
    let running = |export: &Export<'_>, xml: &mut Xml, name: &str, some: &[Rich]| {
        if !some.is_empty() {
            xml.open(name, &[]);
            for one in some {
                flow::paragraph(export, xml, &one.runs, terms);
            }
            xml.close();
        }
    };
    running(export, xml, "intro", &rich[..first]);
    level(export, xml, eid, &rich[first..after], 1);
    running(export, xml, "wrapUp", &rich[after..]);
}

/// Elements of items, outermost first, and their steps in an eId.
const ITEMS: [(&str, &str); 4] =
    [("paragraph", "para"), ("subparagraph", "subpara"), ("clause", "cl"), ("point", "point")];

fn level(export: &mut Export<'_>, xml: &mut Xml, above: &str, items: &[Rich], depth: u8) {
    // Under a provision that is a paragraph itself, the next name begins.
    let own = above.rsplit("__").next().and_then(|s| s.split('_').next()).unwrap_or_default();
    let at = ITEMS.iter().position(|(_, step)| *step == own).map_or(0, |n| n + 1).min(ITEMS.len() - 1);
    let (element, step) = ITEMS[at];
    let mut from = 0;
    while from < items.len() {
        let inner = items[from + 1..].iter().position(|r| r.block.level <= depth);
        let end = inner.map_or(items.len(), |n| from + 1 + n);
        let Rich { block, runs } = &items[from];
        let id = export.names.give(&format!("{above}__{step}_{}", blocks::item_key(&block.number)));
        xml.open(element, &[("eId", &id)]);
        xml.words("num", &[], &block.number);
        let more = &items[from + 1..end];
        if more.is_empty() || !block.text.is_empty() {
            xml.open(if more.is_empty() { "content" } else { "intro" }, &[]);
            flow::paragraph(export, xml, runs, &[]);
            xml.close();
        }
        if !more.is_empty() {
            level(export, xml, &id, more, depth + 1);
        }
        xml.close();
        from = end;
    }
}

/// The element of a provision by the last step of its eId, and its name where the element has none of its own.
fn element(eid: &str) -> (&'static str, &'static str) {
    let step = eid.rsplit("__").next().and_then(|s| s.split('_').next()).unwrap_or_default();
    match step {
        "sec" => ("section", ""),
        "art" => ("article", ""),
        "rule" => ("rule", ""),
        "part" => ("part", ""),
        "chp" => ("chapter", ""),
        "title" => ("title", ""),
        "book" => ("book", ""),
        "dvs" => ("division", ""),
        "subsec" => ("subsection", ""),
        "para" => ("paragraph", ""),
        "subpara" => ("subparagraph", ""),
        "point" => ("point", ""),
        "cl" => ("clause", ""),
        "reg" => ("hcontainer", "regulation"),
        "goal" => ("hcontainer", "goal"),
        "sched" => ("hcontainer", "schedule"),
        "preamble" => ("hcontainer", "preamble"),
        "def" => ("hcontainer", "definition"),
        "subart" => ("hcontainer", "subarticle"),
        _ => ("hcontainer", "item"),
    }
}
