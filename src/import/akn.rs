//! Akoma Ntoso in and out: versions 2.0 and 3.0, as various publishers write it.

mod hierarchy;
mod ids;
mod meta;
mod own;
mod plain;
mod provision;
mod tree;
pub mod write;

#[cfg(test)]
mod tests;

use super::draft::{Draft, Unit, UnitDoubt};
use super::line::{Line, Place, Role};
use super::structure::{self, marked};
use super::write::Written;
use super::{Doubt, Refusal, Source, Told, encoding};
use hierarchy::Walk;
use tree::{Node, Places};

/// The namespace of version 3.0.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// Our own, for what the standard has no place for.
const OWN: &str = "urn:lacuna:instrument:1";

/// The element with the front matter of an instrument file.
const FRONT: &str = "instrument";

/// The element that names a part whose identifier stands in the file.
const PART: &str = "part";

/// The element with the facts of a provision.
const FACTS: &str = "facts";

/// The instrument file that an Akoma Ntoso file was written from by [`write::write`]; none for the files of others.
pub fn own(bytes: &[u8]) -> Option<Written> {
    let decoded = encoding::decode(bytes, encoding::declared(bytes).as_deref()).ok()?;
    let xml = tree::parse(&decoded.text).ok()?;
    own::restore(document(xml.root_element()).ok()?.0)
}

/// Reads an Akoma Ntoso file.
pub fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    let decoded = encoding::decode(bytes, encoding::declared(bytes).as_deref())?;
    let xml = tree::parse(&decoded.text)?;
    let (document, others) = document(xml.root_element())?;
    let places = Places::of(&decoded.text);
    let mut doubts: Vec<UnitDoubt> = decoded.doubts.into_iter().map(of_all).collect();
    if others > 0 {
        let note = format!("the file holds {} laws; the first was read", others + 1);
        doubts.push(of_all(Doubt { place: places.at(document), note }));
    }
    let mut draft = draft(document, &places)?;
    draft.doubts.splice(0..0, doubts);
    Ok(draft)
}

fn of_all(doubt: Doubt) -> UnitDoubt {
    UnitDoubt { eid: String::new(), doubt }
}

/// The law in the file, and how many more of its kind there are.
fn document(root: Node<'_>) -> Result<(Node<'_>, usize), Refusal> {
    for wanted in [["act", "bill"], ["doc", "statement"], ["portion", "amendment"]] {
        // An attachment is part of what it is attached to; a collection holds its documents as components.
        let outer = |n: &Node<'_>| {
            !n.ancestors().skip(1).any(|a| {
                matches!(tree::name(a), "attachment" | "attachments" | "meta" | "body" | "mainBody" | "portionBody")
                    || wanted.contains(&tree::name(a))
            })
        };
        let mut found = root.descendants().filter(|n| wanted.contains(&tree::name(*n)) && outer(n));
        if let Some(first) = found.next() {
            return Ok((first, found.count()));
        }
    }
    let other = tree::elements(root).next().map_or("nothing", tree::name);
    Err(Refusal::NoLaw(format!(": it is Akoma Ntoso, but holds `{other}` and no act or bill")))
}

fn draft(document: Node<'_>, places: &Places) -> Result<Draft, Refusal> {
    let events = meta::events(document);
    let temporal = meta::Temporal::of(document, &events);
    let told = meta::told(document, &events);
    let mut walk = Walk::new(document, places, &temporal);
    let body = ["body", "mainBody", "portionBody"].into_iter().find_map(|n| tree::child(document, n));
    if let Some(body) = body {
        walk.container(body);
    }
    let inside = walk.units.len();
    for holder in tree::elements(document).filter(|n| matches!(tree::name(*n), "attachments" | "components")) {
        for attachment in tree::elements(holder) {
            let text = tree::elements(attachment)
                .find(|n| matches!(tree::name(*n), "doc" | "act" | "statement" | "bill" | "interstitial"));
            walk.schedule(attachment, text.unwrap_or(attachment));
        }
    }
    let Walk { units, doubts, .. } = walk;
    if inside == 0 {
        let lines = lines(document, places);
        let source = Source { lines, told, ..Source::default() };
        return structure::read(&source, None);
    }
    let mut units = units;
    if let Some(preamble) = preamble(document, places) {
        units.insert(0, preamble);
    }
    let language = told.language.clone().or_else(|| {
        let texts = units.iter().flat_map(|u| u.blocks.iter().map(|b| b.text.as_str()));
        structure::words::language(texts).map(str::to_string)
    });
    let complete = marked::complete(&told, &units);
    // The dates of the file are good as they are, be it but a year.
    let told = Told { language, dated: told.dated, commenced: told.commenced, as_of: told.as_of, ..complete };
    let told = Told { title: told.title.map(|t| meta::bare(&t)), ..told };
    let amending_only = told.title.as_deref().is_some_and(structure::amends) && structure::only_amends(&units);
    let bare = |t: &str| t.trim_end_matches('.').to_string();
    let long_title = Some(long_title(document)).filter(|l| told.title.as_deref().map(bare) != Some(bare(l)));
    Ok(Draft { told, long_title: long_title.unwrap_or_default(), amending_only, units, doubts })
}

/// The long title, or the words of enactment.
fn long_title(document: Node<'_>) -> String {
    let front: Vec<Node<'_>> =
        ["coverPage", "preface", "preamble"].into_iter().filter_map(|n| tree::child(document, n)).collect();
    let of = |name: &str| front.iter().find_map(|f| tree::find(*f, name)).map(tree::words).filter(|w| !w.is_empty());
    of("longTitle")
        .or_else(|| of("docTitle").filter(|t| meta::begins_long(t)))
        .or_else(|| of("formula"))
        .unwrap_or_default()
}

/// The recitals, as a provision of their own.
fn preamble(document: Node<'_>, places: &Places) -> Option<Unit> {
    let node = tree::child(document, "preamble")?;
    let recitals = tree::find(node, "recitals").or_else(|| tree::find(node, "recital").map(|_| node))?;
    let top = Unit { eid: "preamble".into(), place: places.at(node), ..Unit::default() };
    let ((mut units, _), _) = provision::Provision::schedule(recitals, top, places, &|_| false);
    units.truncate(1);
    units.pop().filter(|u| !u.blocks.is_empty())
}

/// The text of a document that marks out no sections, as lines for the structure to read.
fn lines(document: Node<'_>, places: &Places) -> Vec<Line> {
    const WHOLE: [&str; 10] = [
        "p",
        "heading",
        "subheading",
        "num",
        "block",
        "listIntroduction",
        "listWrapUp",
        "crossHeading",
        "tr",
        "docTitle",
    ];
    let mut lines = Vec::new();
    let mut number: Option<(String, Place)> = None;
    for node in document.descendants().filter(|n| WHOLE.contains(&tree::name(*n))) {
        let inner = node.ancestors().skip(1).any(|a| {
            let name = tree::name(a);
            tree::apart(name) || WHOLE.contains(&name)
        });
        let text = tree::words(node);
        if inner || text.is_empty() {
            continue;
        }
        let (place, name) = (places.at(node), tree::name(node));
        if name == "num" {
            number = Some((text, place));
            continue;
        }
        let quoted = node.ancestors().any(|a| tree::inserts(tree::name(a)));
        let role = match name {
            "heading" | "crossHeading" => Role::Heading(3),
            "docTitle" => Role::Heading(1),
            "tr" => Role::Row,
            _ if quoted => Role::Quoted,
            _ => Role::Text,
        };
        let text = match number.take() {
            Some((number, _)) => format!("{number} {text}"),
            None => text,
        };
        lines.push(Line { text, place, role, opens: true, ..Line::default() });
    }
    lines.extend(number.map(|(text, place)| Line { text, place, opens: true, ..Line::default() }));
    lines
}
