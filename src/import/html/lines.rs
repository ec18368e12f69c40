//! The words of a page, block by block, with their looks.

use super::super::line::{Line, Place, Role};
use super::super::printed::{self, Written};
use super::super::table::{Cell, Use};
use super::super::{clean, sentence};
use super::furniture::Furniture;
use super::list::Lists;
use super::names::{is_block, is_heading};
use super::style::Sheet;
use super::table;
use super::tree::{Kind, Tree};

/// A page and what is known of it.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// Its elements.
    pub tree: &'a Tree,
    /// Its styles.
    pub sheet: &'a Sheet,
    /// What is left out.
    pub furniture: &'a Furniture,
}

/// Looks that an element hands down to what stands in it.
#[derive(Clone, Copy, Default)]
struct Context {
    bold: bool,
    italic: bool,
    centred: bool,
    role: Role,
    left: u32,
}

/// The lines of an element.
pub fn of(page: Page, at: usize) -> Vec<Written> {
    let mut writer = Writer { page, ..Writer::new(page) };
    writer.node(at, Context::default());
    writer.finish();
    writer.lines
}

/// The words of an element on one line.
pub fn words(page: Page, at: usize) -> String {
    let lines: Vec<String> = of(page, at).into_iter().map(|w| w.line.text).collect();
    lines.join(" ")
}

/// A heading with more words is running text.
const LONGEST_HEADING: usize = 60;

struct Writer<'a> {
    page: Page<'a>,
    lines: Vec<Written>,
    text: String,
    /// Looks and place of the line that is open.
    open: Option<(Context, u32)>,
    letters: usize,
    bold: usize,
    italic: usize,
    /// Number of an item that its first line will carry.
    marker: String,
    lists: Lists,
    broken: u32,
    breaks: u32,
}

impl<'a> Writer<'a> {
    fn new(page: Page<'a>) -> Writer<'a> {
        Writer {
            page,
            lines: Vec::new(),
            text: String::new(),
            open: None,
            letters: 0,
            bold: 0,
            italic: 0,
            marker: String::new(),
            lists: Lists::default(),
            broken: 0,
            breaks: 0,
        }
    }

    /// Ends the line that is open.
    fn finish(&mut self) {
        let text = clean::words(&self.text);
        self.text.clear();
        let all = |n: usize, letters: usize| letters > 0 && n == letters;
        let (bold, italic) = (all(self.bold, self.letters), all(self.italic, self.letters));
        (self.letters, self.bold, self.italic) = (0, 0, 0);
        let Some((context, at)) = self.open.take() else { return };
        if text.is_empty() {
            return;
        }
        let text =
            if self.marker.is_empty() || sentence::is_marked(&text) && self.marker != text && is_own(&self.marker) {
                text
            } else {
                format!("{} {text}", self.marker)
            };
        self.marker.clear();
        let long = matches!(context.role, Role::Heading(_)) && text.split(' ').count() > LONGEST_HEADING;
        let role = if long { Role::Text } else { context.role };
        let place = Place { page: 0, line: at };
        let left = context.left;
        let line =
            Line { text, place, role, left, opens: true, printed: false, bold, italic, centred: context.centred };
        self.lines.push(Written { line, broken: self.broken, spaced: self.breaks > 1 });
        self.breaks = 0;
    }

    /// Ends the line at the edge of a block.
    fn edge(&mut self) {
        self.finish();
        self.broken = 0;
        self.breaks = 0;
    }

    fn put(&mut self, text: &str, context: Context, line: u32) {
        if self.open.is_none() && text.chars().any(|c| !c.is_whitespace()) {
            self.open = Some((context, line));
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.bold += if context.bold { letters } else { 0 };
        self.italic += if context.italic { letters } else { 0 };
        self.text.push_str(text);
    }

    fn node(&mut self, at: usize, context: Context) {
        if self.page.furniture.dropped[at] {
            return;
        }
        let node = &self.page.tree.nodes[at];
        match &node.kind {
            Kind::Text(text) => self.put(text, context, node.line),
            Kind::Element(_) => self.element(at, context),
        }
    }

    fn inside(&mut self, at: usize, context: Context) {
        let tree = self.page.tree;
        for child in tree.children(at) {
            self.node(child, context);
        }
    }

    fn element(&mut self, at: usize, mut context: Context) {
        let tree = self.page.tree;
        let Some(element) = tree.element(at) else { return };
        let looks = self.page.sheet.looks(element);
        let name = element.name.as_str();
        let strong = matches!(name, "b" | "strong" | "th") || is_heading(name);
        context.bold = looks.bold.unwrap_or(context.bold || strong);
        context.italic = looks.italic.unwrap_or(context.italic || matches!(name, "i" | "em" | "cite" | "var" | "dfn"));
        context.centred = looks.centred.unwrap_or(context.centred || name == "center");
        match name {
            "br" => {
                self.finish();
                self.breaks += 1;
                self.broken += 1;
                return;
            }
            "sup" => return self.raised(at, context),
            _ if looks.raised => return self.raised(at, context),
            "a" if is_footnote_link(element.get("href"), element.get("class")) && tree.words(at).len() <= 6 => return,
            "q" => {
                self.put("“", context, 0);
                self.inside(at, context);
                self.put("”", context, 0);
                return;
            }
            "hr" => return self.edge(),
            "pre" | "xmp" | "listing" | "plaintext" => return self.preformatted(at),
            _ => {}
        }
        if !is_block(name) && element.get("role") != Some("heading") {
            return self.inside(at, context);
        }
        self.edge();
        if is_quoting(name, element.get("class")) {
            context.role = Role::Quoted;
        } else if is_heading(name) {
            context.role = Role::Heading(name[1..].parse().unwrap_or(6));
        } else if element.get("role") == Some("heading") {
            let level = element.get("aria-level").and_then(|l| l.parse().ok()).unwrap_or(3_u8);
            context.role = Role::Heading(level.clamp(1, 6));
        }
        match name {
            "table" => self.table(at, context),
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.open(element, looks.count);
                context.left = self.lists.left();
                self.inside(at, context);
                self.edge();
                self.lists.close();
            }
            "li" => {
                let marker = self.lists.item(element, looks.count);
                self.carry(&marker);
                self.inside(at, context);
            }
            "dt" => {
                let words = tree.words(at);
                if sentence::is_marked(&words) && !words.contains(' ') {
                    self.carry(&words);
                } else {
                    self.inside(at, context);
                }
            }
            "dd" => {
                context.left += 18;
                self.inside(at, context);
            }
            _ => self.inside(at, context),
        }
        self.edge();
        if matches!(name, "li" | "dd" | "tr") {
            self.marker.clear();
        }
    }

    /// Gives the next line a number; one that has no words yet comes before it.
    fn carry(&mut self, marker: &str) {
        if !self.marker.is_empty() && !marker.is_empty() {
            self.marker.push(' ');
        }
        self.marker.push_str(marker);
    }

    /// Raised words: an ordinal belongs to its number, a footnote mark is dropped.
    fn raised(&mut self, at: usize, context: Context) {
        let words = self.page.tree.words(at);
        let line = self.page.tree.nodes[at].line;
        if clean::is_ordinal(&words, &self.text) {
            self.put(&words, context, line);
        } else if words.chars().count() > 4 && words.starts_with(char::is_alphabetic) {
            self.inside(at, context);
        }
    }

    /// Text that keeps its lines, as a plain text does.
    fn preformatted(&mut self, at: usize) {
        self.edge();
        let tree = self.page.tree;
        let mut text = String::new();
        for node in tree.inside(at) {
            match &tree.nodes[node].kind {
                Kind::Text(words) => text.push_str(words),
                Kind::Element(e) if e.name == "br" => text.push('\n'),
                Kind::Element(_) => {}
            }
        }
        let rows = printed::rows(&text);
        let lines = if printed::is_print(&rows) { printed::lines(rows) } else { printed::paragraphs(&rows) };
        let first = tree.nodes[at].line.saturating_sub(1);
        for mut line in lines {
            line.place.line = line.place.line.saturating_add(first);
            self.lines.push(Written { line, broken: 0, spaced: false });
        }
    }

    fn table(&mut self, at: usize, context: Context) {
        let page = self.page;
        let rows = table::rows(page.tree, page.furniture, at);
        let cells: Vec<Vec<Cell>> =
            rows.iter().map(|r| r.iter().map(|c| table::cell(page.tree, page.furniture, *c)).collect()).collect();
        let purpose = super::super::table::purpose(&cells, page.furniture.words[page.furniture.root]);
        for caption in page.tree.children(at).filter(|c| page.tree.name(*c) == "caption") {
            self.node(caption, context);
        }
        if purpose == Use::Columns {
            for column in 0..2 {
                for cell in rows.iter().filter_map(|r| r.get(column)) {
                    self.node(*cell, context);
                }
            }
            return;
        }
        for (row, cells) in rows.iter().zip(&cells) {
            let (Some((last, before)), Some((_, markers))) = (row.split_last(), cells.split_last()) else { continue };
            if !before.is_empty() && markers.iter().all(Cell::is_marker) {
                for marker in markers {
                    self.carry(&marker.start);
                }
                self.node(*last, context);
                self.marker.clear();
            } else if let (Use::Notes, [first, second]) = (purpose, &row[..]) {
                let (note, text) = if cells[0].words < cells[1].words { (first, second) } else { (second, first) };
                self.node(*note, Context { role: Role::Note, ..context });
                self.node(*text, context);
            } else if purpose == Use::Data {
                self.row(row, context);
            } else {
                for cell in row {
                    self.node(*cell, context);
                }
            }
        }
    }

    fn row(&mut self, cells: &[usize], context: Context) {
        self.edge();
        let words: Vec<String> = cells.iter().map(|c| words(self.page, *c)).filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return;
        }
        let line = self.page.tree.nodes[cells[0]].line;
        self.put(&words.join(" | "), Context { role: Role::Row, ..context }, line);
        self.edge();
    }
}

/// A marker that the list counted, not one that stands in the text.
fn is_own(marker: &str) -> bool {
    !marker.contains(' ')
}

fn is_footnote_link(to: Option<&str>, class: Option<&str>) -> bool {
    let to = to.unwrap_or_default().to_ascii_lowercase();
    let marks = ["#_ftn", "#ftn", "#fn", "#sdfootnote", "#sdendnote", "#footnote", "#_edn", "#cite_note", "#note"];
    marks.iter().any(|m| to.contains(m)) || class.is_some_and(|c| c.contains("sdfootnote") || c.contains("footnote"))
}

fn is_quoting(name: &str, class: Option<&str>) -> bool {
    let classes = class.unwrap_or_default().to_ascii_lowercase();
    name == "blockquote"
        || ["quotedstructure", "blockamendment", "quoted-text", "akn-quoted", "legquote"]
            .iter()
            .any(|q| classes.contains(q))
}
