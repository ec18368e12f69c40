//! The lines of one section or schedule → its subsections, definitions, paragraphs, items, and text that it inserts elsewhere.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::items::{Fit, Items};
use super::join::Vocabulary;
use super::mark::{self, Count, ItemMark, Scheme, Style};
use super::number::Number;
use super::words::{self, pattern};
use crate::import::draft::Unit;
use crate::import::line::{Line, Place, Role};
use crate::law::blocks::Block;
use crate::law::words::Status;

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
    last_subsection: Option<Number>,
    quote: Quote,
    amends: bool,
    defines: bool,
    note: Option<String>,
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
        last_subsection: None,
        quote: Quote::Outside,
        amends: false,
        defines,
        note: None,
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
            self.note = Some(line.text.to_string());
            return;
        }
        if self.quoted(line, &second) {
            return;
        }
        let open = line.line.opens || !line.line.printed;
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

    /// The end of the last words so far; it bounds the work on a paragraph that never ends.
    fn last_words(&self) -> &str {
        let unit = self.units.last();
        let all = unit.and_then(|u| u.blocks.last()).map_or("", |b| if b.text.is_empty() { &b.number } else { &b.text });
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

    /// Takes lines of inserted text; true if it did.
    fn quoted(&mut self, line: &BodyLine<'l>, second: &impl Fn() -> Option<ItemMark<'l>>) -> bool {
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
            self.items.clear();
        }
        if let Some(mark) = mark::item(line.text) {
            let second = second();
            let (fit, reading) = self.items.fit(&mark, second.as_ref());
            if fit != Fit::Stray && (open || self.at_pause()) && !(self.mid_reference() && !open) {
                let level = self.items.enter(&mark, fit, reading, line.line.left);
                self.push(Block { level, number: mark.number.clone(), text: mark.rest.trim().into(), quoted: true });
                return;
            }
        }
        let new_section = mark::section(line.text, true).is_some();
        if starts || (open && (self.at_pause() || !line.line.printed)) || new_section {
            if open || new_section {
                self.items.clear();
            }
            self.push(Block { level: 0, number: String::new(), text: line.text.into(), quoted: true });
        } else {
            self.append(line.text);
        }
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
            self.doubts.push((at, line.line.place, format!("subsection ({}) follows ({last})", number.printed)));
        }
        let eid = format!("{}__subsec_{}", self.units[0].eid, number.eid);
        if !self.taken.insert(eid.clone()) {
            return false;
        }
        let heading = self.note.take().unwrap_or_default();
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

    /// Takes the beginning of a definition; true if it did.
    fn definition(&mut self, line: &BodyLine<'l>, open: bool) -> bool {
        let Some((term, rest)) = defined_term(line.text, line.line) else { return false };
        let chapeau = self.units[self.home].blocks.last().is_none_or(|b| {
            b.text.trim_end().ends_with(['—', '–', '-', ':', ',']) || b.text.contains("unless the context")
        });
        let begun = self.units.last().is_some_and(|u| u.eid.contains("__def_"));
        let after = open || self.at_pause();
        if !after || !(words::DEFINES.is_match(rest) || self.defines && begun && rest.starts_with([',', ' '])) {
            return false;
        }
        if !(self.defines || chapeau || begun) || self.frame.scheme.is_none() {
            return false;
        }
        let base = format!("{}__def_{}", self.units[self.home].eid, slug(term));
        let mut eid = base.clone();
        let mut n = 2;
        while !self.taken.insert(eid.clone()) {
            eid = format!("{base}-{n}");
            n += 1;
        }
        self.units.push(Unit {
            eid,
            heading: String::new(),
            part: self.units[0].part.clone(),
            defines: vec![term.trim().to_string()],
            place: line.line.place,
            blocks: vec![Block { text: line.text.trim().into(), ..Block::default() }],
            ..Unit::default()
        });
        self.items.clear();
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
            let note = format!("item {} fits no list before it", mark.number);
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
        if empty {
            self.push(Block { text: text.into(), ..Block::default() });
        } else if bare {
            // The number of an item stood alone on its line.
            self.append(text);
        } else if line.printed && in_list {
            // Words under a list: their distance from the edge tells whose they are; without one, a full stop does.
            let over = last.ends_with([';', ',', '.']) || last.ends_with(" or") || last.ends_with(" and");
            match self.items.level_at(line.left) {
                Some(0) => self.push(Block { text: text.into(), ..Block::default() }),
                Some(_) if !(open && sentence_over && !small) => self.append(text),
                Some(level) => self.push(Block { level, text: text.into(), ..Block::default() }),
                None if over && (open || small && !last.ends_with('.')) => {
                    self.items.clear();
                    self.push(Block { text: text.into(), ..Block::default() });
                }
                None => self.append(text),
            }
        } else if line.printed && !(open && sentence_over) {
            self.append(text);
        } else if !line.printed && small && !sentence_over {
            self.append(text);
        } else {
            self.items.clear();
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
        if let Some(note) = self.note.take().filter(|n| !words::PAGE_NUMBER.is_match(n)) {
            if self.units[0].heading.is_empty() && self.units[0].blocks.len() < 4 {
                self.units[0].heading = note;
            } else {
                let place = self.units[0].place;
                self.doubts.push((
                    self.units[0].eid.clone(),
                    place,
                    format!("a marginal note without a place: {note}"),
                ));
            }
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

/// The last bytes of a text, from the beginning of a character.
fn end_of(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

/// Does the line end with a closing quotation mark?
fn ends_quoted(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| ".,;: ".contains(c));
    let bare = [" and", " or", " y", " et", " en"].iter().fold(bare, |t, w| t.strip_suffix(w).unwrap_or(t));
    bare.trim_end_matches(|c: char| ".,; ".contains(c)).ends_with(['”', '"', '»', '’'])
}

static TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^(?:the (?:term|expression|word)s? )?(?:“|"|«\s?|‘|''|‘‘|``)(?P<term>[^”"»’']{1,90}(?:’s?[^”"»’']{1,60})?)(?:\s?”|"|\s?»|’’|’|'')(?P<rest>.*)$"#,
    )
});

/// A defined term at the beginning of a line, and what follows it.
pub(super) fn defined_term<'t>(text: &'t str, line: &Line) -> Option<(&'t str, &'t str)> {
    if let Some(found) = TERM.captures(text) {
        let (term, rest) = (found.name("term")?, found.name("rest")?);
        return Some((term.as_str().trim_end_matches([',', ' ']), rest.as_str()));
    }
    // A glossary in which the term is told by its place alone: `child means a person …`.
    let at = text.find(" means ").filter(|at| *at < 60 && (line.opens || !line.printed))?;
    let term = &text[..at];
    let plain = term.split_whitespace().count() <= 5
        && !term.contains(['(', ';', '.', ':'])
        && term.starts_with(char::is_lowercase);
    plain.then(|| (term, &text[at..]))
}

/// A term as it stands in an eId.
pub(super) fn slug(term: &str) -> String {
    let folded = words::ascii(term);
    let mut out = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        if out.len() + word.len() > 48 {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    if out.is_empty() { "term".into() } else { out }
}
