//! The words of a provision: inline elements, defined terms, inserted text, and the unit that each block belongs to.

use super::{Pending, Provision};
use crate::import::akn::tree::{self, Node};
use crate::import::draft::Unit;
use crate::import::structure::marked;
use crate::law::blocks::Block;

/// Words on their way into a block.
#[derive(Default)]
struct Run {
    text: String,
    /// They begin with a term that the source marks as defined.
    defined: bool,
    terms: Vec<String>,
}

impl Provision<'_> {
    /// Reads what may hold words and blocks side by side.
    pub(super) fn flow(&mut self, node: Node<'_>, level: u8) {
        let mixed = node.children().any(|c| c.is_text() && c.text().is_some_and(|t| !t.trim().is_empty()));
        if mixed { self.paragraph(node, level) } else { self.children(node, level) }
    }

    /// Reads a paragraph; inserted text in it parts its words.
    pub(super) fn paragraph(&mut self, node: Node<'_>, level: u8) {
        let mut run = Run::default();
        self.inline(node, level, &mut run);
        self.flush(level, &mut run);
    }

    fn inline(&mut self, node: Node<'_>, level: u8, run: &mut Run) {
        for child in node.children() {
            if child.is_text() {
                run.text.push_str(child.text().unwrap_or_default());
                continue;
            }
            let name = tree::name(child);
            match name {
                "" => {}
                "remark" => self.note_remarks(child),
                name if tree::apart(name) => {}
                "quotedStructure" | "embeddedStructure" => {
                    self.flush(level, run);
                    self.inserted(child);
                }
                "blockList" | "ul" | "ol" | "table" | "p" | "paragraph" | "point" => {
                    self.flush(level, run);
                    self.child(child, level);
                }
                "def" => {
                    let start =
                        run.text.trim_start_matches(|c: char| c.is_whitespace() || "“\"«‘'".contains(c)).is_empty();
                    run.defined |= start;
                    let from = run.text.len();
                    self.inline(child, level, run);
                    let term = tree::single(run.text.get(from..).unwrap_or_default());
                    let term = term.trim_matches(|c: char| "“”\"«»‘’'".contains(c)).to_string();
                    run.terms.extend(Some(term).filter(|t| !t.is_empty()));
                }
                "quotedText" | "embeddedText" => {
                    let mark = |name: &str| child.attribute(name).unwrap_or_default().to_string();
                    let (open, close) = (mark("startQuote"), mark("endQuote"));
                    let bare = !run.text.trim_end().ends_with(['“', '"', '«', '‘', '\'']);
                    run.text.push_str(if bare { &open } else { "" });
                    self.inline(child, level, run);
                    run.text.push_str(if bare { &close } else { "" });
                }
                "br" | "eol" | "eop" => run.text.push(' '),
                _ => self.inline(child, level, run),
            }
        }
    }

    /// Puts down the words gathered so far.
    fn flush(&mut self, level: u8, run: &mut Run) {
        let Run { text, defined, terms } = std::mem::take(run);
        let text = tree::single(&text);
        if text.is_empty() {
            return;
        }
        let sure = defined || self.defines;
        let plain = !matches!(&self.pending, Some(Pending::Item(_, number)) if !number.is_empty());
        let begins = !self.quoted && level <= 1 && plain;
        let term = if begins { marked::definition(&text, sure) } else { None };
        let term = term.or_else(|| terms.first().filter(|_| defined && begins).cloned());
        if let Some(term) = term {
            self.pending = None;
            self.define(&term, text, level);
            return;
        }
        self.text(level, text, self.quoted);
        let home = self.definition.map_or(self.home, |d| d.0);
        if !self.quoted {
            for term in terms {
                if !self.units[home].defines.contains(&term) {
                    self.units[home].defines.push(term);
                }
            }
        }
    }

    /// Opens a definition.
    fn define(&mut self, term: &str, text: String, level: u8) {
        let base = format!("{}__def_{}", self.units[self.home].eid, marked::slug(term));
        let eid = self.names.give(&base);
        let place = self.units[self.home].place;
        self.units.push(Unit {
            eid,
            part: self.units[0].part.clone(),
            defines: vec![term.to_string()],
            blocks: vec![Block { text, ..Block::default() }],
            place,
            ..Unit::default()
        });
        self.definition = Some((self.units.len() - 1, level));
    }

    pub(super) fn text(&mut self, level: u8, text: String, quoted: bool) {
        let (number, continued) = match self.pending.take() {
            Some(Pending::Item(at, number)) if at == level => (number, false),
            Some(Pending::Continued) => (String::new(), true),
            other => {
                self.pending = other;
                self.close();
                (String::new(), false)
            }
        };
        self.push(Block { level, number, text, quoted }, continued);
    }

    /// Adds a block to the unit that it belongs to.
    pub(super) fn push(&mut self, mut block: Block, continued: bool) {
        let at = match self.definition {
            Some((at, from))
                if block.level > from || block.level == from && block.number.is_empty() && !block.quoted =>
            {
                block.level -= from.min(block.level);
                at
            }
            _ => {
                if !block.quoted {
                    self.definition = None;
                }
                self.home
            }
        };
        let blocks = &mut self.units[at].blocks;
        match blocks.last_mut().filter(|last| continued && last.quoted == block.quoted) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&block.text);
            }
            None => blocks.push(block),
        }
    }
}
