//! Cells of tables and characters of symbol fonts in a DOCX file.

use roxmltree::Node;

use super::super::clean;
use super::super::table::Cell;
use super::styles::{child, value};

/// The cells of each row that hold words.
pub fn rows<'a>(table: Node<'a, 'a>) -> Vec<Vec<Node<'a, 'a>>> {
    let within = |n: &Node<'a, 'a>, name: &str| n.is_element() && n.tag_name().name() == name;
    let inner = |node: Node<'a, 'a>, name: &'static str| -> Vec<Node<'a, 'a>> {
        let mut found = Vec::new();
        for n in node.children().filter(Node::is_element) {
            if within(&n, name) {
                found.push(n);
            } else if matches!(n.tag_name().name(), "sdt" | "customXml" | "ins") {
                let content = child(n, "sdtContent").unwrap_or(n);
                found.extend(content.children().filter(|c| within(c, name)));
            }
        }
        found
    };
    let mut rows = Vec::new();
    for row in inner(table, "tr") {
        // A row that was deleted is marked in its properties.
        if child(row, "trPr").is_some_and(|p| child(p, "del").is_some()) {
            continue;
        }
        let cells: Vec<Node> = inner(row, "tc")
            .into_iter()
            .filter(|c| c.descendants().any(|n| n.is_text() && !n.text().unwrap_or_default().trim().is_empty()))
            .collect();
        if !cells.is_empty() {
            rows.push(cells);
        }
    }
    rows
}

/// What is known of a cell.
pub fn cell(node: Node) -> Cell {
    let mut words = 0;
    let mut start = String::new();
    for text in node.descendants().filter(|n| n.tag_name().name() == "t") {
        let text = text.text().unwrap_or_default();
        words += text.split_whitespace().count();
        if start.len() < 200 {
            start.push_str(text);
        }
    }
    let holds = node.descendants().skip(1).any(|n| n.tag_name().name() == "tbl");
    Cell { words, start: clean::words(&start), holds }
}

/// A character of a symbol font: bullets and dashes are known, others are not shown.
pub fn symbol(node: Node) -> &'static str {
    match value(node, "char").map(str::to_ascii_uppercase).as_deref() {
        Some("F0B7" | "F0A7" | "F0D8") => "•",
        Some("F02D" | "F0BE") => "–",
        Some("F0B0") => "°",
        Some("F0A9") => "©",
        _ => "",
    }
}

/// The text boxes of a drawing; a box in a box is read with it.
pub fn boxes<'a>(drawing: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
    let mut found = Vec::new();
    let mut open = vec![drawing];
    while let Some(node) = open.pop() {
        if node.tag_name().name() == "txbxContent" {
            found.push(node);
            continue;
        }
        // The same box stands here a second time for old programs.
        let twice = node.tag_name().name() == "AlternateContent";
        let choice = child(node, "Choice").filter(|_| twice);
        let from = open.len();
        open.extend(node.children().filter(|n| n.is_element() && choice.is_none_or(|c| c == *n)));
        open[from..].reverse();
    }
    found.truncate(50);
    found
}
