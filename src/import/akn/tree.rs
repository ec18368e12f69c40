//! The XML of an Akoma Ntoso file: bounds, names whatever their prefix, words without notes, places.

use roxmltree::{Document, Error, ParsingOptions};

use crate::import::Refusal;
use crate::import::line::Place;

pub(super) type Node<'a> = roxmltree::Node<'a, 'a>;

/// More elements and texts than any code has; keeps a hostile file from filling the memory.
const MOST_NODES: u32 = 6_000_000;

/// Elements that may stand in each other; laws reach thirty or forty.
const DEEPEST: u32 = 200;

/// Reads XML. A document type is refused, so that no entity can swell or fetch anything.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Refusal> {
    crate::import::xml::bounded(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        Error::DtdDetected => Refusal::Unreadable(
            "it declares a document type (<!DOCTYPE …>), which may hide endless entities; take that declaration out"
                .into(),
        ),
        Error::NodesLimitReached => Refusal::Limit(format!("{MOST_NODES} elements")),
        other => Refusal::Torn(format!("it is no well-formed XML, {other}")),
    })?;
    let mut depths: Vec<u32> = Vec::new();
    for node in document.descendants() {
        let depth = node.parent().and_then(|p| depths.get(p.id().get_usize())).map_or(0, |d| d + 1);
        if depth > DEEPEST {
            let message = format!("its elements stand more than {DEEPEST} deep in each other, which no law's do");
            return Err(Refusal::Unreadable(message));
        }
        depths.push(depth);
    }
    Ok(document)
}

/// The name of an element without prefix; empty for what is no element.
pub(super) fn name(node: Node<'_>) -> &str {
    if node.is_element() { node.tag_name().name() } else { "" }
}

/// What the element is: its name, or for a container that has none of its own, the name that it is given, in lower case
/// without marks.
pub(super) fn kind(node: Node<'_>) -> String {
    let given = match name(node) {
        "hcontainer" | "container" | "tblock" | "block" => node.attribute("name").filter(|n| !n.trim().is_empty()),
        _ => None,
    };
    let bare = given.unwrap_or(name(node));
    bare.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Its identifier: `eId` of 3.0, `id` of 2.0.
pub(super) fn id(node: Node<'_>) -> Option<&str> {
    node.attribute("eId").or_else(|| node.attribute("id")).map(str::trim).filter(|id| !id.is_empty())
}

/// The elements right under it.
pub(super) fn elements(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.children().filter(Node::is_element)
}

/// The first element of this name right under it.
pub(super) fn child<'a>(node: Node<'a>, wanted: &str) -> Option<Node<'a>> {
    elements(node).find(|c| name(*c) == wanted)
}

/// The first element of this name anywhere under it, but not in inserted text.
pub(super) fn find<'a>(node: Node<'a>, wanted: &str) -> Option<Node<'a>> {
    node.descendants().find(|d| name(*d) == wanted && !d.ancestors().any(|a| inserts(name(a))))
}

/// Does an element of this name hold text that is put into another instrument?
pub(super) fn inserts(name: &str) -> bool {
    matches!(name, "quotedStructure" | "embeddedStructure")
}

/// Is what an element of this name holds no part of the words of the law?
pub(super) fn apart(name: &str) -> bool {
    matches!(
        name,
        "authorialNote"
            | "noteRef"
            | "note"
            | "notes"
            | "remark"
            | "meta"
            | "toc"
            | "del"
            | "img"
            | "proprietary"
            | "presentation"
            | "componentRef"
            | "ref_note"
    )
}

/// Elements between whose words stands a space, though none may stand in the file.
fn parts_words(name: &str) -> bool {
    matches!(
        name,
        "p" | "br"
            | "eol"
            | "eop"
            | "td"
            | "th"
            | "tr"
            | "li"
            | "item"
            | "num"
            | "heading"
            | "subheading"
            | "block"
            | "listIntroduction"
            | "listWrapUp"
            | "intro"
            | "content"
            | "wrapUp"
            | "quotedStructure"
            | "embeddedStructure"
            | "paragraph"
            | "point"
            | "subparagraph"
    )
}

/// Words with single spaces, without notes and remarks.
pub(super) fn words(node: Node<'_>) -> String {
    let mut raw = String::new();
    gather(node, &mut raw);
    single(&raw)
}

/// The text of an element as it stands, without notes and remarks.
pub(super) fn gather(node: Node<'_>, out: &mut String) {
    for child in node.children() {
        if child.is_text() {
            out.push_str(child.text().unwrap_or_default());
        } else if child.is_element() && !apart(name(child)) {
            let space = parts_words(name(child));
            if space {
                out.push(' ');
            }
            gather(child, out);
            if space {
                out.push(' ');
            }
        }
    }
}

/// A text with single spaces; a comma or a last full stop that a tag parted from its word is drawn to it.
pub(super) fn single(text: &str) -> String {
    let mut text = crate::import::clean::words(text).replace(" ,", ",");
    if text.ends_with(|c: char| ".;".contains(c)) && text[..text.len() - 1].ends_with(' ') && !text.ends_with(". .") {
        text.remove(text.len() - 2);
    }
    text
}

/// Places in the file.
pub(super) struct Places(Vec<usize>);

impl Places {
    /// The beginnings of the lines of a text.
    pub(super) fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// Where an element begins.
    pub(super) fn at(&self, node: Node<'_>) -> Place {
        let line = self.0.partition_point(|start| *start <= node.range().start);
        Place { page: 0, line: u32::try_from(line).unwrap_or(0) }
    }
}
