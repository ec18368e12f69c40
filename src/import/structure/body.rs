//! The lines of one section or schedule → its subsections, definitions, paragraphs, items, and text that it inserts elsewhere.

mod quotes;
mod terms;

use std::collections::BTreeSet;

use super::headings;
use super::items::{Fit, Items};
use super::join::Vocabulary;
use super::mark::{self, Count, ItemMark, Scheme, Style};
use super::number::Number;
use super::{torn, words};
use crate::import::draft::Unit;
use crate::import::line::{Line, Place, Role};
use crate::law::blocks::Block;
use crate::law::words::Status;
pub(super) use terms::{defined_term, slug};

/// A line of a section, with its text after the marks that are read already.
#[derive(Clone, Debug)]
pub(super) struct BodyLine<'l> {
    pub(super) text: &'l str,
    pub(super) line: &'l Line,
}

/// What the lines of a section are read with.
pub(super) struct Frame<'l> {
    pub(super) vocabulary: &'l Vocabulary,
    /// What the section is called; none for schedules.
    pub(super) scheme: Option<Scheme>,
}

/// The section and the provisions under it, in order, and what is unsure.
pub(super) struct Built {
    pub(super) units: Vec<Unit>,
    pub(super) doubts: Vec<(String, Place, String)>,
}

struct Builder<'l> {
    frame: &'l Frame<'l>,
    units: Vec<Unit>,
    doubts: Vec<(String, Place, String)>,
    /// The subsection (or the section itself) that definitions and text belong to.
    home: usize,
    items: Items,
    /// The lists that were open where quoted text began.
    outer: Option<Items>,
    last_subsection: Option<Number>,
    quote: Quote,
    amends: bool,
    defines: bool,
    notes: Vec<String>,
    taken: BTreeSet<String>,
}

/// How much of a paragraph, in bytes, its end is judged by; every phrase that is looked for is shorter.
const TAIL: usize = 400;

/// Where we are in text that is put into another instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quote {
    Outside,
    /// Between quotation marks; how many are open.
    Marked(i32),
    /// To the end of the section: inserted text without quotation marks.
    Open,
}

/// Reads the lines of one section; `top` has its eId, number and heading.
pub(super) fn build<'l>(top: Unit, lines: &[BodyLine<'l>], frame: &'l Frame<'l>) -> Built {
    let defines = words::INTERPRETATION.is_match(&top.heading);
    let mut builder = Builder {
        frame,
        units: vec![top],
        doubts: Vec::new(),
        home: 0,
        items: Items::default(),
        outer: None,
        last_subsection: None,
        quote: Quote::Outside,
        amends: false,
        defines,
        notes: Vec::new(),
        taken: BTreeSet::new(),
    };
    let second = |from: usize| {
        lines[from..].iter().skip(1).find_map(|l| mark::item(l.text).filter(|m| m.style != Style::Bullet))
    };
    for (i, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            continue;
        }
        builder.add(line, || second(i));
    }
    builder.finish()
}

impl<'l> Builder<'l> {
    fn add(&mut self, line: &BodyLine<'l>, second: impl Fn() -> Option<ItemMark<'l>>) {
        if line.line.role == Role::Note {
            self.notes.push(line.text.to_string());
            return;
        }
        if self.quoted(line, &second) {
            return;
        }
        if let Some(outer) = self.outer.take() {
            self.items = outer;
        }
        let open = line.line.opens || !line.line.printed;
        let next = self.last_subsection.as_ref().map_or(0, Number::major) + 1;
        if let Some(mark) = self.torn_item(line, next)
            && self.item(&mark, line, open, &second)
        {
            return;
        }
        // `and (b) …`: the word belongs to the item before.
        let joined =
            ["and ", "or ", "y ", "o ", "et ", "ou ", "en ", "of "].iter().find_map(|w| line.text.strip_prefix(w));
        if let Some(rest) = joined.map(str::trim_start).filter(|_| open && self.items.open())
            && let Some(mark) = mark::item(rest).filter(|m| m.style != Style::Bullet)
            && self.items.fit(&mark, None).0 == Fit::Next
        {
            self.append(line.text[..line.text.len() - rest.len()].trim());
            let inner = BodyLine { text: rest, line: line.line };
            if self.item(&mark, &inner, true, &second) {
                return;
            }
        }
        if self.subsection(line, open) || self.definition(line, open) {
            return;
        }
        if let Some(mark) = mark::item(line.text)
            && self.item(&mark, line, open, second)
        {
            return;
        }
        self.words(line.text, line.line, open);
    }

    /// The item that is due, where text recognition has torn its mark; `next` is the subsection that may come instead.
    fn torn_item(&self, line: &BodyLine<'l>, next: u32) -> Option<ItemMark<'l>> {
        let due = self.items.due()?;
        let rest = torn::item(line.text, due).filter(|_| !line.text.starts_with(&format!("({next})")))?;
        let place = u32::from(due) - u32::from('a') + 1;
        Some(ItemMark {
            number: format!("({due})"),
            style: Style::Brackets,
            readings: vec![(Count::Lower, place)],
            rest,
        })
    }

    /// The end of the last words so far; it bounds the work on a paragraph that never ends.
    fn last_words(&self) -> &str {
        let unit = self.units.last();
        let all =
            unit.and_then(|u| u.blocks.last()).map_or("", |b| if b.text.is_empty() { &b.number } else { &b.text });
        end_of(all, TAIL)
    }

    /// May something new begin after the last words?
    fn at_pause(&self) -> bool {
        let last = self.last_words().trim_end();
        last.is_empty()
            || last.ends_with([':', ';', '.', ',', '-', '–', '—', ')', '”', '"'])
            || [" and", " or", " and/or", " y", " o", " u", " et", " ou", " en", " of", " dan wel"]
                .iter()
                .any(|w| last.ends_with(w))
    }

    /// Are the last words the beginning of a reference that the line goes on with?
    fn mid_reference(&self) -> bool {
        words::REFERS.is_match(self.last_words().trim_end())
    }

    /// Takes the beginning of a subsection; true if it did.
    fn subsection(&mut self, line: &BodyLine<'l>, open: bool) -> bool {
        if self.frame.scheme.is_none_or(|s| s == Scheme::Article) {
            return false;
        }
        let Some((number, rest)) = mark::subsection(line.text) else { return false };
        let last = self.last_subsection.as_ref().map_or(0, Number::major);
        let first = self.last_subsection.is_none() && number.major() == 1;
        let next = self.last_subsection.as_ref().is_some_and(|l| number.key > l.key) && number.major() <= last + 1;
        let jump = number.major() > last && number.major() <= last + 4 && open;
        if !(first || next || jump) || (self.mid_reference() && !open) || (!open && !self.at_pause()) {
            return false;
        }
        // `(1)` far inside a section whose text ran on is an item of a list.
        if first && self.units[0].blocks.iter().any(|b| b.level > 0) && self.items.open() {
            return false;
        }
        if !first && !next {
            let at = format!("{}__subsec_{}", self.units[0].eid, number.eid);
            self.doubts.push((at, line.line.place, missing_before(&number, last)));
        }
        let eid = format!("{}__subsec_{}", self.units[0].eid, number.eid);
        if !self.taken.insert(eid.clone()) {
            return false;
        }
        self.notes.retain(|n| !words::SIDE_REFERENCE.is_match(n));
        // Notes that came before belong to the section; the last is that of the subsection.
        let heading = self.notes.pop().map(|n| headings::tidy(&n)).unwrap_or_default();
        self.units.push(Unit {
            eid,
            number: format!("({})", number.printed),
            heading,
            part: self.units[0].part.clone(),
            place: line.line.place,
            ..Unit::default()
        });
        self.home = self.units.len() - 1;
        self.last_subsection = Some(number);
        self.items.clear();
        let rest = rest.trim();
        if !rest.is_empty() {
            let inner = BodyLine { text: rest, line: line.line };
            // `(2) (a) …`: the first item stands on the line of its subsection.
            if !self.definition(&inner, true) {
                match mark::item(rest).filter(|m| m.style == Style::Brackets) {
                    Some(mark) if self.item(&mark, &inner, true, || None) => {}
                    _ => self.words(rest, line.line, true),
                }
            }
        }
        true
    }

    /// Takes an item; true if it did.
    fn item(
        &mut self,
        mark: &ItemMark<'l>,
        line: &BodyLine<'l>,
        open: bool,
        second: impl Fn() -> Option<ItemMark<'l>>,
    ) -> bool {
        let second = second();
        let (fit, reading) = self.items.fit(mark, second.as_ref());
        let broken = self.mid_reference() && !open;
        let alone = mark.style == Style::Dot && reading.0 == Count::Upper || mark.style == Style::Dashed;
        // `(a)` at the beginning of a line with `(b)` to come begins a list whatever stands before it.
        let followed = mark.style == Style::Brackets
            && second.as_ref().is_some_and(|s| {
                s.style == mark.style && s.readings.iter().any(|r| r.0 == reading.0 && r.1 == 2 || r.1 == 1)
            });
        let good = match fit {
            Fit::First if followed && !broken => true,
            Fit::Next => !broken && (open || self.at_pause() || mark.style == Style::Brackets),
            Fit::First => !broken && (open && !alone || self.at_pause()),
            Fit::Jump => !broken && open && self.at_pause(),
            Fit::Stray => false,
        };
        let stray = fit == Fit::Stray
            && open
            && self.at_pause()
            && matches!(mark.style, Style::Brackets | Style::Half | Style::Ordinal);
        if !good && !stray {
            return false;
        }
        if stray {
            let note = format!("item {} has no list before it: a line may be lost, or it is a reference", mark.number);
            self.doubts.push((self.units[self.units.len() - 1].eid.clone(), line.line.place, note));
        }
        let level = self.items.enter(mark, fit, reading, line.line.left);
        let mut text = mark.rest.trim();
        self.push(Block { level, number: mark.number.clone(), text: String::new(), quoted: false });
        // `(a) (i) …`: the first item of the inner list stands on the same line.
        if let Some(inner) =
            mark::item(text).filter(|m| m.style == Style::Brackets && m.readings.iter().any(|r| r.1 == 1))
        {
            let (fit, reading) = self.items.fit(&inner, None);
            let reading = inner.readings.iter().find(|r| r.1 == 1).copied().unwrap_or(reading);
            if fit != Fit::Stray {
                let level = self.items.enter(&inner, Fit::First, reading, line.line.left + 12);
                self.push(Block { level, number: inner.number.clone(), text: String::new(), quoted: false });
                text = inner.rest.trim();
            }
        }
        self.append(text);
        true
    }

    /// Takes running text.
    fn words(&mut self, text: &str, line: &Line, open: bool) {
        let text = text.trim();
        let empty = self.units.last().is_none_or(|u| u.blocks.is_empty());
        let last = self.last_words().trim_end().to_string();
        let sentence_over = last.ends_with(['.', ';', ':', '—', '–', ',', ')', '”', '"', '?']) || last.is_empty();
        let small = text.starts_with(char::is_lowercase);
        let in_list = self.items.open();
        let bare = self.units.last().and_then(|u| u.blocks.last()).is_some_and(|b| b.level > 0 && b.text.is_empty());
        let joins = ["and", "or", "y", "o", "et", "ou", "en", "of"].contains(&text.trim_end_matches([',', '.']));
        if joins && !empty && !line.printed {
            self.append(text);
        } else if empty {
            self.push(Block { text: text.into(), ..Block::default() });
        } else if bare {
            // The number of an item stood alone on its line.
            self.append(text);
        } else if line.printed && in_list {
            // Words under a list: their distance from the edge tells whose they are; without one, a full stop does.
            let closes = ["shall", "is", "commits", "se", "será", "est", "wordt", "wordt,", "incurre", "comete"]
                .contains(&text.split(' ').next().unwrap_or_default());
            let over = last.ends_with([';', '.'])
                || last.ends_with(',') && (open || closes)
                || last.ends_with(" or")
                || last.ends_with(" and");
            // Where the first line of an item is set in, the next ones go back to the edge of the text.
            let goes_on = !open && !over && small && !closes && !last.ends_with([':', '—', '–', ',']);
            if goes_on {
                self.append(text);
                return;
            }
            match self.items.level_at(line.left) {
                Some(0) => self.push(Block { text: text.into(), ..Block::default() }),
                Some(_) if !(open && sentence_over && !small) => self.append(text),
                Some(level) => self.push(Block { level, text: text.into(), ..Block::default() }),
                None if over && (open || small && !last.ends_with('.')) => {
                    self.items.pause();
                    self.push(Block { text: text.into(), ..Block::default() });
                }
                None => self.append(text),
            }
        } else if line.printed && !(open && sentence_over) || !line.printed && small && !sentence_over {
            self.append(text);
        } else {
            self.items.pause();
            self.push(Block { text: text.into(), ..Block::default() });
        }
    }

    fn push(&mut self, block: Block) {
        let last = self.units.len() - 1;
        self.units[last].blocks.push(block);
        self.note_amending();
    }

    fn append(&mut self, text: &str) {
        let last = self.units.len() - 1;
        let mut known = 0;
        match self.units[last].blocks.last_mut() {
            Some(block) => {
                known = block.text.len();
                self.frame.vocabulary.join(&mut block.text, text);
            }
            None => self.units[last].blocks.push(Block { text: text.trim().into(), ..Block::default() }),
        }
        self.note_amending_from(known);
    }

    fn note_amending(&mut self) {
        self.note_amending_from(0);
    }

    /// Does the last block say that it amends? Its bytes before `known` were asked already, but a phrase may reach into them.
    fn note_amending_from(&mut self, known: usize) {
        if !self.amends {
            let last = self.units.last().and_then(|u| u.blocks.last()).filter(|b| !b.quoted);
            let new = |b: &'_ Block| b.text.len().saturating_sub(known.saturating_sub(TAIL));
            self.amends = last.is_some_and(|b| words::AMENDS.is_match(end_of(&b.text, new(b))));
        }
    }

    fn finish(mut self) -> Built {
        self.notes.retain(|n| !words::PAGE_NUMBER.is_match(n) && !words::SIDE_REFERENCE.is_match(n));
        if self.units[0].heading.is_empty() && !self.notes.is_empty() {
            self.units[0].heading = headings::tidy(&self.notes.remove(0));
        }
        for note in std::mem::take(&mut self.notes) {
            let (eid, place) = (self.units[0].eid.clone(), self.units[0].place);
            self.doubts.push((eid, place, format!("no subsection was found for the marginal note “{note}”")));
        }
        for unit in &mut self.units {
            let mut words = unit.blocks.iter().map(|b| b.text.as_str()).filter(|t| !t.is_empty());
            let (first, more) = (words.next(), words.next().is_some());
            let text = first.unwrap_or(&unit.heading);
            if !more && words::REPEALED.is_match(text) {
                unit.status = Some(Status::Repealed);
            }
        }
        Built { units: self.units, doubts: self.doubts }
    }
}

fn missing_before(number: &Number, last: u32) -> String {
    let (from, to) = (last + 1, number.major().saturating_sub(1));
    let missing = if from == to { format!("({from})") } else { format!("({from}) to ({to})") };
    format!("subsection {missing} was not found before ({})", number.printed)
}

/// The last bytes of a text, from the beginning of a character.
fn end_of(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}
