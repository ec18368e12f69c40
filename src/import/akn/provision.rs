//! One section, article or schedule: its subsections, definitions, paragraphs, items, tables, and text that it inserts elsewhere.

mod words;

use super::ids;
use super::plain;
use super::tree::{self, Node, Places};
use crate::import::draft::{Unit, UnitDoubt};
use crate::import::structure::mark::Scheme;
use crate::import::structure::{marked, number::Number};
use crate::law::blocks::{Block, DEEPEST};
use crate::law::words::Status;

/// Units and doubts of a provision.
pub(super) type Built = (Vec<Unit>, Vec<UnitDoubt>);

/// A provision while it is read.
pub(super) struct Provision<'t> {
    places: &'t Places,
    units: Vec<Unit>,
    /// Sections have subsections, articles have numbered paragraphs; none: a schedule.
    subsections: bool,
    /// The unit that text belongs to.
    home: usize,
    /// The definition that is open, and the level on which it began.
    definition: Option<(usize, u8)>,
    /// Stands under a heading of definitions.
    defines: bool,
    pending: Option<Pending>,
    /// Text that is put into another instrument is being read.
    quoted: bool,
    remarks: Vec<String>,
    names: ids::Names,
}

/// What the next words are.
enum Pending {
    /// The first of an item: its level and number.
    Item(u8, String),
    /// They stand with the number of an inserted provision, which is down already.
    Continued,
}

impl<'t> Provision<'t> {
    /// Reads a section or article.
    pub(super) fn read(node: Node<'_>, top: Unit, name: &str, places: &'t Places) -> Built {
        if let Some(lines) = plain::lines(node, places) {
            let scheme = match name {
                "art" | "para" => Scheme::Article,
                "reg" => Scheme::Regulation,
                "rule" => Scheme::Rule,
                _ => Scheme::Section,
            };
            let status = top.status;
            let (mut units, doubts) = marked::provision(top, &lines, scheme);
            if let Some(first) = units.first_mut() {
                first.status = first.status.or(status);
                plain::remarked(first, &plain::remarks(node));
            }
            return (units, doubts);
        }
        let mut provision = Self::new(top, places, name != "art" && name != "para");
        provision.children(node, 0);
        provision.finish()
    }

    /// Reads a schedule; elements that are provisions of their own (`apart`) are left to the caller.
    pub(super) fn schedule<'a>(
        node: Node<'a>,
        top: Unit,
        places: &'t Places,
        apart: &dyn Fn(Node<'a>) -> bool,
    ) -> (Built, Vec<Node<'a>>) {
        let mut provision = Self::new(top, places, false);
        let mut inner = Vec::new();
        provision.parts(node, apart, &mut inner);
        (provision.finish(), inner)
    }

    fn new(top: Unit, places: &'t Places, subsections: bool) -> Self {
        let defines = marked::defines(&top.heading);
        Self {
            places,
            units: vec![top],
            subsections,
            home: 0,
            definition: None,
            defines,
            pending: None,
            quoted: false,
            remarks: Vec::new(),
            names: ids::Names::default(),
        }
    }

    /// The parts of a schedule: their headings stand as text before what is in them.
    fn parts<'a>(&mut self, node: Node<'a>, apart: &dyn Fn(Node<'a>) -> bool, inner: &mut Vec<Node<'a>>) {
        for child in tree::elements(node) {
            let kind = tree::kind(child);
            let divides = matches!(
                kind.as_str(),
                "part"
                    | "chapter"
                    | "title"
                    | "book"
                    | "division"
                    | "subdivision"
                    | "subpart"
                    | "crossheading"
                    | "body"
                    | "mainbody"
                    | "doc"
                    | "act"
                    | "statement"
                    | "schedule"
                    | "hcontainer"
                    | "container"
                    | "preface"
                    | "preamble"
                    | "attachment"
                    | "component"
            ) && super::hierarchy::numbered(child).is_empty()
                || matches!(kind.as_str(), "part" | "chapter" | "title" | "book" | "division");
            if apart(child) {
                inner.push(child);
            } else if kind == "crossheading" && tree::name(child) == "crossHeading" {
                self.text(0, tree::words(child), false);
            } else if divides {
                let label = super::hierarchy::label(child);
                if !label.is_empty() {
                    self.text(0, label, false);
                }
                self.parts(child, apart, inner);
            } else {
                self.child(child, 0);
            }
        }
    }

    fn children(&mut self, node: Node<'_>, level: u8) {
        for child in tree::elements(node) {
            self.child(child, level);
        }
    }

    /// Reads an element that stands on a level: 0 is the unit itself, 1 an item of it.
    fn child(&mut self, node: Node<'_>, level: u8) {
        let kind = tree::kind(node);
        self.note_remarks(node);
        match kind.as_str() {
            "num" | "heading" | "subheading" => {}
            "wrapup" | "listwrapup" => {
                if level == 0 {
                    self.definition = None;
                }
                self.flow(node, level);
            }
            "intro" | "content" | "div" | "foreign" => self.flow(node, level),
            "p" | "block" | "crossheading" | "listintroduction" | "span" | "longtitle" => self.paragraph(node, level),
            "blocklist" | "ul" | "ol" => self.list(node, level),
            "table" => self.table(node, level),
            "quotedstructure" | "embeddedstructure" => self.inserted(node),
            "alinea" | "list" | "doc" | "mainbody" if super::hierarchy::numbered(node).is_empty() => {
                self.unnumbered(node, level);
            }
            name if tree::apart(name) || tree::apart(tree::name(node)) => {}
            "subsection" | "subrule" | "subregulation" | "subclause" | "paragraph" | "subarticle"
                if self.subsections && level == 0 && !self.quoted && self.subsection(node, kind != "paragraph") => {}
            _ => self.item(node, level),
        }
    }

    /// Reads an element without a number as part of what it stands in.
    fn unnumbered(&mut self, node: Node<'_>, level: u8) {
        let heading = super::hierarchy::heading(node);
        if !heading.is_empty() {
            self.text(level, heading, false);
        }
        self.children(node, level);
    }

    /// Takes a subsection; false where the element is none.
    fn subsection(&mut self, node: Node<'_>, named: bool) -> bool {
        let printed = super::hierarchy::numbered(node);
        let bare = printed.trim_matches(|c: char| c.is_whitespace() || "()[].*–—-".contains(c));
        let number = Number::parse(bare);
        let Some(number) = number.filter(|n| named || printed.contains('(') && n.major() > 0) else { return false };
        let above = self.units[0].eid.clone();
        let base = format!("{above}__subsec_{}", number.eid);
        let eid = self.names.give(&base);
        let heading = super::hierarchy::heading(node);
        self.units.push(Unit {
            eid,
            number: format!("({})", number.printed),
            heading,
            part: self.units[0].part.clone(),
            status: plain::status_of(node),
            place: self.places.at(node),
            ..Unit::default()
        });
        self.home = self.units.len() - 1;
        self.definition = None;
        let remarks = std::mem::take(&mut self.remarks);
        let here = self.home;
        self.children(node, 0);
        let own = std::mem::replace(&mut self.remarks, remarks);
        plain::remarked(&mut self.units[here], &own);
        self.home = 0;
        self.definition = None;
        true
    }

    /// Reads a paragraph, subparagraph, point or whatever else a publisher numbers.
    fn item(&mut self, node: Node<'_>, level: u8) {
        let num = super::hierarchy::numbered(node);
        let heading = super::hierarchy::heading(node);
        let kind = tree::kind(node);
        let shown = tree::child(node, "num").and_then(|n| n.attribute("title"));
        let provision = matches!(
            kind.as_str(),
            "section" | "article" | "rule" | "regulation" | "part" | "chapter" | "subsection" | "schedule" | "title"
        );
        if self.quoted && provision {
            // Inserted provisions keep their number as the first words.
            let num = if kind == "subsection" { join(&ids::item(&num, shown)) } else { num };
            self.open(0, String::new(), &join(&(num, heading.clone())));
            self.pending = heading.is_empty().then_some(Pending::Continued);
            self.children(node, 0);
            self.close();
            return;
        }
        let known = matches!(kind.as_str(), "paragraph" | "point" | "indent" | "item");
        if num.is_empty() && level == 0 && !known {
            self.unnumbered(node, level);
            return;
        }
        let (number, words) = ids::item(&num, shown);
        let level = (level + 1).min(DEEPEST);
        self.open(level, number, &join(&(words, heading)));
        self.children(node, level);
        self.close();
    }

    /// Opens an item: its number stands with its first words, a heading being words too.
    fn open(&mut self, level: u8, number: String, words: &str) {
        self.close();
        self.pending = Some(Pending::Item(level, number));
        if !words.is_empty() {
            self.text(level, words.into(), self.quoted);
        }
    }

    /// An item that had no words of its own is kept for its number.
    fn close(&mut self) {
        if let Some(Pending::Item(level, number)) = self.pending.take()
            && !number.is_empty()
        {
            self.push(Block { level, number, text: String::new(), quoted: self.quoted }, false);
        }
    }

    fn list(&mut self, node: Node<'_>, level: u8) {
        let ordered = tree::name(node) == "ol";
        let mut count = 0;
        for child in tree::elements(node) {
            match tree::name(child) {
                "item" | "li" => {
                    count += 1;
                    let num = match child.attribute("value") {
                        Some(value) => value.to_string(),
                        None if ordered => format!("{count}."),
                        None => super::hierarchy::numbered(child),
                    };
                    let shown = tree::child(child, "num").and_then(|n| n.attribute("title"));
                    let (number, words) = ids::item(&num, shown);
                    let inner = (level + 1).min(DEEPEST);
                    self.open(inner, number, &join(&(words, super::hierarchy::heading(child))));
                    self.flow(child, inner);
                    self.close();
                }
                "listIntroduction" | "listWrapUp" | "intro" | "wrapUp" => self.child(child, level),
                _ => self.child(child, level),
            }
        }
    }

    /// A table as text: a row is a block, its cells parted by ` | `.
    fn table(&mut self, node: Node<'_>, level: u8) {
        if let Some(caption) = tree::child(node, "caption").map(tree::words).filter(|w| !w.is_empty()) {
            self.text(level, caption, self.quoted);
        }
        let rows = node.descendants().filter(|n| tree::name(*n) == "tr");
        for row in rows {
            let cells: Vec<String> =
                tree::elements(row).filter(|c| matches!(tree::name(*c), "td" | "th")).map(tree::words).collect();
            if cells.iter().any(|c| !c.is_empty()) {
                self.text(level, cells.join(" | ").trim_end().to_string(), self.quoted);
            }
        }
    }

    /// Text that is put into another instrument.
    fn inserted(&mut self, node: Node<'_>) {
        self.close();
        let outer = std::mem::replace(&mut self.quoted, true);
        self.flow(node, 0);
        self.close();
        self.quoted = outer;
    }

    fn note_remarks(&mut self, node: Node<'_>) {
        if tree::name(node) == "remark" {
            let mut raw = String::new();
            tree::gather(node, &mut raw);
            self.remarks.extend(Some(tree::single(&raw)).filter(|r| !r.is_empty()));
        }
    }

    fn finish(mut self) -> Built {
        self.close();
        let alone = self.units.len() == 1;
        for unit in &mut self.units {
            let mut words = unit.blocks.iter().map(|b| b.text.as_str()).filter(|t| !t.is_empty());
            let (first, more) = (words.next(), words.next().is_some());
            if unit.status.is_none() && !more && marked::repealed(first.unwrap_or(&unit.heading)) {
                unit.status = Some(Status::Repealed);
            }
        }
        if alone {
            let own = std::mem::take(&mut self.remarks);
            plain::remarked(&mut self.units[0], &own);
        }
        (self.units, Vec::new())
    }
}

/// Two texts with a space between them, either of which may be empty.
fn join((first, second): &(String, String)) -> String {
    let space = if first.is_empty() || second.is_empty() { "" } else { " " };
    format!("{first}{space}{second}")
}
