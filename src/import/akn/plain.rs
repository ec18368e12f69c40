//! Provisions whose source marks nothing in them but paragraphs of text; remarks and status of any.

use super::tree::{self, Node, Places};
use crate::import::draft::Unit;
use crate::import::line::Line;
use crate::import::structure::marked;
use crate::law::blocks::Block;
use crate::law::words::Status;

/// A remark is no word of the law; but where nothing else stands, it says what became of the provision.
pub(super) fn remarked(unit: &mut Unit, remarks: &[String]) {
    if !unit.blocks.is_empty() {
        return;
    }
    for remark in remarks {
        if marked::repealed(remark) || remark.to_lowercase().contains("repealed") {
            unit.status = Some(Status::Repealed);
        }
        unit.blocks.push(Block { text: remark.clone(), ..Block::default() });
    }
}

pub(super) fn remarks(node: Node<'_>) -> Vec<String> {
    let all = node.descendants().filter(|n| tree::name(*n) == "remark").map(|remark| {
        let mut raw = String::new();
        tree::gather(remark, &mut raw);
        tree::single(&raw)
    });
    all.filter(|r| !r.is_empty()).collect()
}

/// The status that the source gives an element.
pub(super) fn status_of(node: Node<'_>) -> Option<Status> {
    let told = node.attribute("status").or_else(|| node.attribute("class"))?.to_lowercase();
    let gone = ["removed", "repealed", "abrog", "derogad", "vervallen"];
    if gone.iter().any(|w| told.split_whitespace().any(|t| t.starts_with(w))) {
        return Some(Status::Repealed);
    }
    let future = ["prospective", "notcommenced", "not-commenced"];
    future.iter().any(|w| told.split_whitespace().any(|t| t == *w)).then_some(Status::NotCommenced)
}

/// The lines of a provision whose source marks nothing in it but paragraphs of text; none where it marks more.
pub(super) fn lines(node: Node<'_>, places: &Places) -> Option<Vec<Line>> {
    let only = |n: &Node<'_>| {
        let name = tree::name(*n);
        !matches!(
            name,
            "subsection"
                | "paragraph"
                | "subparagraph"
                | "point"
                | "list"
                | "blockList"
                | "ul"
                | "ol"
                | "table"
                | "item"
                | "quotedStructure"
                | "embeddedStructure"
                | "hcontainer"
                | "indent"
                | "alinea"
                | "clause"
                | "level"
                | "def"
                | "wrapUp"
                | "section"
                | "rule"
                | "subrule"
                | "article"
                | "proviso"
                | "crossHeading"
        )
    };
    if !node.descendants().skip(1).all(|n| only(&n)) {
        return None;
    }
    let mut lines = Vec::new();
    let blocks = node.descendants().filter(|n| matches!(tree::name(*n), "p" | "block"));
    for block in blocks.filter(|b| !b.ancestors().any(|a| tree::apart(tree::name(a)))) {
        let mut raw = String::new();
        tree::gather(block, &mut raw);
        let place = places.at(block);
        for text in sentences(&raw) {
            lines.push(Line { text, place, opens: true, ..Line::default() });
        }
    }
    Some(lines)
}

/// Lines of a paragraph in which a line end is more than a place to wrap: none of them is indented, and nearly each ends a sentence.
fn sentences(raw: &str) -> Vec<String> {
    let lines: Vec<&str> = raw.trim().lines().collect();
    let ends = |l: &&str| l.trim_end().ends_with(['.', ':', ';', '»', '”', '"', ')', '?']);
    let flush = lines.iter().skip(1).all(|l| l.starts_with(|c: char| !c.is_whitespace()));
    let ended = lines.iter().rev().skip(1).filter(|l| ends(l)).count();
    if lines.len() > 1 && flush && ended * 10 >= (lines.len() - 1) * 8 {
        lines.into_iter().map(tree::single).filter(|l| !l.is_empty()).collect()
    } else {
        Some(tree::single(raw)).filter(|l| !l.is_empty()).into_iter().collect()
    }
}
