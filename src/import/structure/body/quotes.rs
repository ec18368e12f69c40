//! Text that an amending sentence puts into another instrument: kept as quoted blocks, never read as this law's own.

use super::{BodyLine, Builder, Quote};
use crate::import::line::Role;
use crate::import::structure::items::Fit;
use crate::import::structure::mark::{self, ItemMark};
use crate::law::blocks::Block;

impl<'l> Builder<'l> {
    /// Takes lines of inserted text; true if it did.
    pub(super) fn quoted(&mut self, line: &BodyLine<'l>, second: &impl Fn() -> Option<ItemMark<'l>>) -> bool {
        let text = line.text;
        let depth: i32 = text
            .chars()
            .map(|c| match c {
                '“' | '«' => 1,
                '”' | '»' => -1,
                _ => 0,
            })
            .sum();
        match self.quote {
            Quote::Outside => {
                let marked = text.starts_with(['“', '"', '«', '”']);
                let last = self.last_words().trim_end();
                let announced = last.ends_with([':', '—', '–', '-'])
                    || last.ends_with("following")
                    || last.ends_with("siguiente")
                    || line.line.role == Role::Quoted;
                let own_number = mark::section(text, true).is_some_and(|m| m.keyword || m.quoted);
                if line.line.role == Role::Quoted && (self.amends || marked) {
                    self.quote_line(line, second);
                    return true;
                }
                if !self.amends || !(marked && announced || own_number && !marked && line.line.opens) {
                    return false;
                }
                self.quote_line(line, second);
                let straight = text.starts_with('"');
                let closed = if straight { text.len() > 1 && ends_quoted(text) } else { depth <= 0 && marked };
                if !closed {
                    self.quote = if marked {
                        Quote::Marked(if straight { i32::MAX } else { depth.max(1) })
                    } else {
                        Quote::Open
                    };
                }
                true
            }
            Quote::Marked(open) => {
                self.quote_line(line, second);
                let now = if open == i32::MAX { open } else { open + depth };
                let ends = ends_quoted(text) && (open == i32::MAX || now <= 0);
                self.quote = if ends || now <= 0 { Quote::Outside } else { Quote::Marked(now) };
                if self.quote == Quote::Outside {
                    self.items.clear();
                }
                true
            }
            Quote::Open => {
                self.quote_line(line, second);
                true
            }
        }
    }

    fn quote_line(&mut self, line: &BodyLine<'l>, second: &impl Fn() -> Option<ItemMark<'l>>) {
        let open = line.line.opens || !line.line.printed;
        let starts = self.units.last().and_then(|u| u.blocks.last()).is_none_or(|b| !b.quoted);
        if starts {
            let outer = std::mem::take(&mut self.items);
            self.outer.get_or_insert(outer);
        }
        if let Some(mark) = mark::item(line.text) {
            let second = second();
            let (fit, reading) = self.items.fit(&mark, second.as_ref());
            if fit != Fit::Stray && (open || self.at_pause()) && (open || !self.mid_reference()) {
                let level = self.items.enter(&mark, fit, reading, line.line.left);
                self.push(Block { level, number: mark.number.clone(), text: mark.rest.trim().into(), quoted: true });
                return;
            }
        }
        let numbered = mark::subsection(line.text).is_some() && (open || self.at_pause()) && !self.mid_reference();
        let new_section = numbered || mark::section(line.text, true).is_some();
        // A paragraph of its own, such as the heading of an inserted article and the words under it.
        let apart = !line.line.printed && !line.text.starts_with(char::is_lowercase);
        if starts || (open && (apart || self.at_pause())) || new_section {
            if open || new_section {
                self.items.clear();
            }
            self.push(Block { level: 0, number: String::new(), text: line.text.into(), quoted: true });
        } else {
            self.append(line.text);
        }
    }
}

/// Does the line end with a closing quotation mark?
fn ends_quoted(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| ".,;: ".contains(c));
    let bare = [" and", " or", " y", " et", " en"].iter().fold(bare, |t, w| t.strip_suffix(w).unwrap_or(t));
    bare.trim_end_matches(|c: char| ".,; ".contains(c)).ends_with(['”', '"', '»', '’'])
}
