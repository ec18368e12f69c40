//! The paragraphs and tables of a DOCX file as lines.

use roxmltree::Node;

use super::super::clean;
use super::super::line::{Line, Place, Role};
use super::super::printed::Written;
use super::super::table::{self, Cell, Use};
use super::cells::{boxes, cell, rows, symbol};
use super::numbering::Numbering;
use super::styles::{self, Looks, Styles, child, child_value, value};

/// What was left out or is unsure, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Footnotes and endnotes.
    pub footnotes: usize,
    /// Tracked deletions.
    pub deleted: usize,
    /// Tracked insertions, which are kept.
    pub inserted: usize,
    /// Words that are struck out.
    pub struck: usize,
    /// Elements that stood too deep in each other.
    pub deep: usize,
}

/// The lines of a document, and the paragraphs that they were in before breaks parted them.
#[derive(Debug, Default)]
pub struct Body {
    /// Lines in order.
    pub lines: Vec<Written>,
    /// The same lines with their spaces, where spaces may be columns.
    pub raw: Vec<String>,
    /// What was left out.
    pub left: Left,
    /// A heading style or automatic numbers were used.
    pub styled: bool,
}

/// Elements deeper than this are left out.
const DEEPEST: usize = 120;

/// A heading with more words is running text.
const LONGEST_HEADING: usize = 60;

/// Reads the body of a document.
pub fn read(body: Node, styles: &Styles, numbering: Numbering) -> Body {
    let total = body
        .descendants()
        .filter(|n| n.is_text())
        .map(|n| n.text().unwrap_or_default().split_whitespace().count())
        .sum();
    let mut reader = Reader {
        styles,
        numbering,
        total,
        body: Body::default(),
        paragraph: 0,
        open: Open::default(),
        boxes: Vec::new(),
    };
    reader.blocks(body, 0, &mut Vec::new());
    reader.body
}

struct Reader<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    /// Words of the document.
    total: usize,
    body: Body,
    paragraph: u32,
    open: Open,
    /// Text boxes of the paragraph that is open.
    boxes: Vec<Node<'a, 'a>>,
}

/// The paragraph that is open.
#[derive(Default)]
struct Open {
    text: String,
    letters: usize,
    bold: usize,
    italic: usize,
    looks: Looks,
    marker: String,
    parts: Vec<(String, bool, bool)>,
}

impl Open {
    fn put(&mut self, text: &str, looks: &Looks) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.bold += if looks.bold == Some(true) { letters } else { 0 };
        self.italic += if looks.italic == Some(true) { letters } else { 0 };
        if looks.capitals == Some(true) {
            self.text.extend(text.chars().flat_map(char::to_uppercase));
        } else {
            self.text.push_str(text);
        }
    }

    fn end_line(&mut self) {
        let all = |n: usize| n > 0 && n == self.letters;
        let (bold, italic) = (all(self.bold), all(self.italic));
        self.parts.push((std::mem::take(&mut self.text), bold, italic));
        (self.letters, self.bold, self.italic) = (0, 0, 0);
    }
}

impl<'a> Reader<'a> {
    /// Reads the blocks of an element. Markers wait for the next line.
    fn blocks(&mut self, node: Node<'a, 'a>, depth: usize, waiting: &mut Vec<String>) {
        if depth > DEEPEST {
            self.body.left.deep += 1;
            return;
        }
        for block in node.children().filter(Node::is_element) {
            match block.tag_name().name() {
                "p" => self.paragraph(block, depth, waiting),
                "tbl" => self.table(block, depth),
                "del" | "moveFrom" => self.body.left.deleted += 1,
                "AlternateContent" => {
                    if let Some(choice) = child(block, "Choice").or(child(block, "Fallback")) {
                        self.blocks(choice, depth + 1, waiting);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" | "body" | "txbxContent" => {
                    self.blocks(block, depth + 1, waiting);
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'a>, depth: usize, waiting: &mut Vec<String>) {
        self.paragraph = self.paragraph.saturating_add(1);
        let properties = child(node, "pPr");
        let style = properties.and_then(|p| child_value(p, "pStyle"));
        let own = properties.map(styles::paragraph).unwrap_or_default();
        let by_style = self.styles.looks(style);
        let direct = own.list.is_some();
        let mut looks = own.over(&by_style);
        if by_style.contents {
            return;
        }
        let mut marker = waiting.join(" ");
        if let Some(list) = looks.list.clone().filter(|l| l != "0") {
            let at = if direct { looks.level } else { self.numbering.level_of_style(&list, style).or(looks.level) };
            let at = at.unwrap_or_default();
            if let Some(level) = self.numbering.level(&list, at) {
                looks.left = looks.left.or(level.left);
                looks.first = looks.first.or(level.first);
                let number = self.numbering.next(&list, at);
                self.body.styled |= !number.is_empty();
                if !number.is_empty() && !marker.is_empty() {
                    marker.push(' ');
                }
                marker.push_str(&number);
            }
        }
        let before = std::mem::take(&mut self.open);
        self.open = Open { looks: looks.clone(), marker, ..Open::default() };
        self.runs(node, &looks, depth + 1);
        self.open.end_line();
        let open = std::mem::replace(&mut self.open, before);
        if self.lines(open) {
            waiting.clear();
        }
        for text in std::mem::take(&mut self.boxes) {
            self.blocks(text, depth + 1, &mut Vec::new());
        }
    }

    /// Writes the lines of a paragraph; were there any?
    fn lines(&mut self, open: Open) -> bool {
        let looks = &open.looks;
        let points = |twips: Option<i32>| twips.unwrap_or_default() / 20;
        let left = u32::try_from(points(looks.left).saturating_add(points(looks.first))).unwrap_or_default().min(2_000);
        let mut marker = open.marker;
        let mut broken = 0;
        let mut empty = false;
        let from = self.body.lines.len();
        for (raw, bold, italic) in open.parts {
            let text = clean::words(&raw);
            if text.is_empty() {
                empty = true;
                broken += u32::from(broken > 0);
                continue;
            }
            let numbered = std::mem::take(&mut marker);
            let text = if numbered.is_empty() { text } else { format!("{numbered} {text}") };
            let heading = looks.heading.filter(|h| *h > 0 && text.split(' ').count() <= LONGEST_HEADING);
            self.body.styled |= heading.is_some_and(|h| h > 1);
            // Tabs before the words set them in as well.
            let tabs = raw.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\t').count();
            let line = Line {
                text,
                place: Place { page: 0, line: self.paragraph },
                role: heading.map_or(Role::Text, Role::Heading),
                left: left + 36 * u32::try_from(tabs.min(20)).unwrap_or_default(),
                opens: true,
                printed: false,
                bold,
                italic,
                centred: looks.centred == Some(true),
            };
            let spaced = std::mem::take(&mut empty) && broken > 0;
            self.body.lines.push(Written { line, broken, spaced });
            self.body.raw.push(raw.replace('\t', "        "));
            broken += 1;
        }
        self.body.lines.len() > from
    }

    /// Reads the runs of a paragraph.
    fn runs(&mut self, node: Node<'a, 'a>, looks: &Looks, depth: usize) {
        if depth > DEEPEST {
            self.body.left.deep += 1;
            return;
        }
        for child_node in node.children().filter(Node::is_element) {
            match child_node.tag_name().name() {
                "r" => self.run(child_node, looks, depth + 1),
                "del" | "moveFrom" => self.body.left.deleted += 1,
                "ins" | "moveTo" => {
                    self.body.left.inserted += 1;
                    self.runs(child_node, looks, depth + 1);
                }
                "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "customXml" | "fldSimple" | "bdo" | "dir" => {
                    self.runs(child_node, looks, depth + 1);
                }
                "AlternateContent" => {
                    if let Some(choice) = child(child_node, "Choice").or(child(child_node, "Fallback")) {
                        self.runs(choice, looks, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, node: Node<'a, 'a>, paragraph: &Looks, depth: usize) {
        let properties = child(node, "rPr");
        let style = properties.and_then(|p| child_value(p, "rStyle"));
        let own = properties.map(styles::run).unwrap_or_default();
        let looks = own.over(&self.styles.run(style)).over(paragraph);
        if looks.hidden == Some(true) {
            return;
        }
        if looks.struck == Some(true) {
            self.body.left.struck += 1;
            return;
        }
        self.inside_run(node, &looks, depth);
    }

    fn inside_run(&mut self, node: Node<'a, 'a>, looks: &Looks, depth: usize) {
        if depth > DEEPEST {
            self.body.left.deep += 1;
            return;
        }
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "t" => {
                    let text = part.text().unwrap_or_default();
                    let raised = looks.raised == Some(true) && !clean::is_ordinal(text, &self.open.text);
                    if !raised || text.trim().chars().count() > 4 {
                        self.open.put(text, looks);
                    }
                }
                "tab" | "ptab" => self.open.put("\t", looks),
                "br" | "cr" => {
                    // A page ends where it ends; the sentence may go on.
                    if value(part, "type") == Some("page") || value(part, "type") == Some("column") {
                        self.open.put(" ", looks);
                    } else {
                        self.open.end_line();
                    }
                }
                "noBreakHyphen" => self.open.put("-", looks),
                "sym" => self.open.put(symbol(part), looks),
                "footnoteReference" | "endnoteReference" => self.body.left.footnotes += 1,
                "AlternateContent" => {
                    if let Some(choice) = child(part, "Choice").or(child(part, "Fallback")) {
                        self.inside_run(choice, looks, depth + 1);
                    }
                }
                "drawing" | "pict" | "object" => {
                    self.boxes.extend(boxes(part));
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, node: Node<'a, 'a>, depth: usize) {
        let rows = rows(node);
        let cells: Vec<Vec<Cell>> = rows.iter().map(|r| r.iter().map(|c| cell(*c)).collect()).collect();
        let purpose = table::purpose(&cells, self.total);
        if purpose == Use::Columns {
            for column in 0..2 {
                for cell in rows.iter().filter_map(|r| r.get(column)) {
                    self.blocks(*cell, depth + 1, &mut Vec::new());
                }
            }
            return;
        }
        for (row, known) in rows.iter().zip(&cells) {
            let (Some((last, before)), Some((_, markers))) = (row.split_last(), known.split_last()) else { continue };
            let at = self.body.lines.len();
            if !before.is_empty() && markers.iter().all(Cell::is_marker) {
                let mut waiting = markers.iter().map(|m| m.start.clone()).collect();
                self.blocks(*last, depth + 1, &mut waiting);
            } else if let (Use::Notes, [first, second]) = (purpose, &row[..]) {
                let (note, text) = if known[0].words < known[1].words { (first, second) } else { (second, first) };
                self.blocks(*note, depth + 1, &mut Vec::new());
                for written in &mut self.body.lines[at..] {
                    written.line.role = Role::Note;
                }
                self.blocks(*text, depth + 1, &mut Vec::new());
            } else {
                let mut words: Vec<String> = Vec::new();
                for cell in row {
                    let from = self.body.lines.len();
                    self.blocks(*cell, depth + 1, &mut Vec::new());
                    if purpose == Use::Data {
                        let lines: Vec<String> = self.body.lines.drain(from..).map(|w| w.line.text).collect();
                        self.body.raw.truncate(from);
                        words.push(lines.join(" "));
                    }
                }
                words.retain(|w| !w.is_empty());
                if !words.is_empty() {
                    let place = Place { page: 0, line: self.paragraph };
                    let line = Line { text: words.join(" | "), place, role: Role::Row, opens: true, ..Line::default() };
                    self.body.raw.push(line.text.clone());
                    self.body.lines.push(Written { line, broken: 0, spaced: false });
                }
            }
        }
    }
}
