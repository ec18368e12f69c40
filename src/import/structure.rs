//! Lines of a source text → sections, articles, parts, schedules, subsections, definitions, items.

mod body;
pub mod chain;
mod front;
mod headings;
mod items;
mod join;
pub mod mark;
pub(in crate::import) mod marked;
pub mod number;
mod outline;
pub mod words;

use std::collections::BTreeSet;

use super::draft::{Draft, Unit, UnitDoubt};
use super::line::{Line, Place, Role};
use super::{Doubt, Refusal, Source};
use body::{BodyLine, Frame};
use chain::Candidate;
pub use front::date;
use headings::Style;
use join::Vocabulary;
use outline::{Outline, Row};

/// Reads the structure of a source text; refuses a text without sections.
pub fn read(source: &Source, language: Option<&str>) -> Result<Draft, Refusal> {
    let language = language.map(str::to_string).or_else(|| source.told.language.clone());
    let language =
        language.or_else(|| words::language(source.lines.iter().map(|l| l.text.as_str())).map(str::to_string));
    let divides = language.as_deref() != Some("en");
    let rows = outline::rows(&source.lines);
    let found = outline::find(&rows, divides);
    if let Some(reason) = no_law(&found) {
        return Err(Refusal::NoLaw(reason));
    }
    let vocabulary = Vocabulary::of(rows.iter().map(|r| r.line.text.as_str()));
    let mut walk = Walk {
        rows: &rows,
        divides,
        vocabulary,
        scheme: outline::scheme(&found.starts),
        style: Style::After,
        parts: Vec::new(),
        taken: BTreeSet::new(),
        draft: Draft::default(),
    };
    walk.all(&found);
    let mut draft = walk.draft;
    let first = draft_front(&found);
    let front: Vec<&Row> = rows[..first].iter().filter(|r| r.line.role != Role::Note).collect();
    let outside: Vec<&Row> = match &found.contents {
        Some(contents) => {
            rows[..contents.start.min(first)].iter().chain(&rows[contents.end.min(first)..first]).collect()
        }
        None => front,
    };
    draft.told = front::told(&source.told, &outside, &draft.units);
    draft.told.language = language;
    draft.long_title = front::long_title(&outside);
    draft.amending_only = draft.told.title.as_deref().is_some_and(amends);
    let doubts = source.doubts.iter().map(|d| UnitDoubt { eid: String::new(), doubt: d.clone() });
    draft.doubts.splice(0..0, doubts);
    check_listed(&rows, &found, divides, &mut draft);
    Ok(draft)
}

/// Does the title say that the law only changes others?
pub(super) fn amends(title: &str) -> bool {
    const WORDS: [&str; 9] = [
        "(amendment)",
        "amendment act",
        "amendment bill",
        "amendment) act",
        "reforma ",
        "modifica",
        "wijziging van",
        "portant modification",
        "modifiant",
    ];
    let lower = words::ascii(title);
    WORDS.iter().any(|w| lower.contains(w))
}

/// Why the text is no law; none where it may be one.
fn no_law(found: &Outline) -> Option<String> {
    let best = found.starts.iter().map(|c| c.weight).max();
    match (found.starts.len(), best) {
        (0, _) => Some(String::new()),
        (1 | 2, Some(weight)) if weight < 430 => Some(" but a number or two".into()),
        _ => None,
    }
}

fn draft_front(found: &Outline) -> usize {
    found.starts.first().map_or(0, |c| c.line)
}

/// The table of contents held against what was found.
fn check_listed(rows: &[Row], found: &Outline, divides: bool, draft: &mut Draft) {
    let Some(contents) = found.contents.clone() else { return };
    let tops: BTreeSet<&str> = draft.units.iter().map(|u| u.eid.as_str()).filter(|e| !e.contains("__")).collect();
    let mut doubts = Vec::new();
    let mut last: Option<Vec<(u32, u32)>> = None;
    for row in &rows[contents] {
        let Some(mark) = mark::section(row.line.text.trim(), divides) else { continue };
        if last.as_ref().is_some_and(|l| mark.number.key <= *l) {
            continue;
        }
        last = Some(mark.number.key.clone());
        let names = [Scheme::Section, Scheme::Article, Scheme::Regulation, Scheme::Rule];
        let there = names.iter().any(|s| tops.contains(format!("{}_{}", s.name(), mark.number.eid).as_str()));
        if !there {
            let note =
                format!("{} is listed in the table of contents, but was not found in the text", mark.number.printed);
            doubts.push(UnitDoubt { eid: String::new(), doubt: Doubt { place: row.line.place, note } });
        }
    }
    draft.doubts.extend(doubts);
}

use mark::Scheme;

/// The walk over the sections of a text.
struct Walk<'r> {
    rows: &'r [Row],
    divides: bool,
    vocabulary: Vocabulary,
    scheme: Scheme,
    style: Style,
    /// Parts that are open: word that names the kind, label with heading.
    parts: Vec<(String, String)>,
    taken: BTreeSet<String>,
    draft: Draft,
}

impl<'r> Walk<'r> {
    fn all(&mut self, found: &Outline) {
        let lines: Vec<usize> = found.starts.iter().map(|c| c.line).collect();
        self.style = headings::style(self.rows, &lines);
        let law_end = found.schedules.filter(|s| *s > lines[0]).unwrap_or(found.end);
        let mut pieces: Vec<(&Candidate, bool)> = found.starts.iter().map(|c| (c, true)).collect();
        pieces.extend(found.out_of_order.iter().filter(|c| !self.inserted(c, &lines)).map(|c| (c, false)));
        pieces.sort_by_key(|(c, _)| c.line);
        let first = pieces.first().map_or(0, |(c, _)| c.line);
        let from = found.contents.as_ref().map_or(0, |c| c.end.min(first));
        let mut heading = self.tail(from..first, true).heading;
        for (k, (one, in_order)) in pieces.iter().enumerate() {
            let next = pieces.get(k + 1).map(|(c, _)| c.line);
            let inside = one.line < law_end;
            let end =
                next.unwrap_or(if inside { law_end } else { found.end }).min(if inside { law_end } else { found.end });
            let tail = self.split_tail(one.line + 1..end, next.is_some());
            self.section(one, *in_order, tail.body_end, std::mem::take(&mut heading));
            heading = self.take_tail(tail, end);
        }
        if let Some(at) = found.schedules {
            self.schedules(at..found.end);
        }
        if let Some(at) = found.left_out {
            let row = &self.rows[at];
            let note = format!("what stands from \"{}\" on explains the law and was left out", row.line.text.trim());
            self.doubt("", row.line.place, note);
        }
    }

    /// Does the section stand among words that put it into another law?
    fn inserted(&self, one: &Candidate, starts: &[usize]) -> bool {
        let Some(home) = starts.iter().copied().filter(|s| *s < one.line).max() else { return true };
        self.rows[home..one.line].iter().take(5).any(|r| words::AMENDS.is_match(&r.line.text))
    }

    fn doubt(&mut self, eid: &str, place: Place, note: String) {
        self.draft.doubts.push(UnitDoubt { eid: eid.into(), doubt: Doubt { place, note } });
    }

    /// Parts that begin in the rows before the first section, and its heading.
    fn tail(&mut self, range: std::ops::Range<usize>, _first: bool) -> Heading {
        let tail = self.split_tail(range.clone(), true);
        Heading { heading: self.take_tail(tail, range.end) }
    }

    /// Parts the rows after a section's number: its own words, then what belongs to the next one.
    fn split_tail(&self, range: std::ops::Range<usize>, more: bool) -> Tail {
        let strong = |i: &usize| {
            let row = &self.rows[*i];
            let text = row.line.text.trim();
            row.line.role != Role::Note
                && row.line.role != Role::Quoted
                && (row.after_end || row.line.opens || row.line.centred)
                && !(row.line.printed && !row.after_end && !row.line.centred && text.chars().any(char::is_lowercase))
                && mark::division(text, self.divides).is_some()
        };
        if let Some(at) = range.clone().find(strong) {
            return Tail { body_end: at, division: Some(at) };
        }
        if !more {
            return Tail { body_end: range.end, division: None };
        }
        // Marginal notes right before the next number are its own.
        let mut end = range.end;
        while end > range.start && self.rows[end - 1].line.role == Role::Note {
            end -= 1;
        }
        let group = headings::group_before(self.rows, range.start..end);
        if self.style == Style::Before || headings::stands_out(self.rows, &group) {
            end = group.start;
        }
        Tail { body_end: end, division: None }
    }

    /// Enters the parts of a tail; the heading of the next section.
    fn take_tail(&mut self, tail: Tail, end: usize) -> String {
        let mut heading_from = tail.body_end;
        if let Some(first) = tail.division {
            let mut group = headings::group_before(self.rows, first + 1..end);
            if self.style != Style::Before && !headings::stands_out(self.rows, &group) {
                group = end..end;
            }
            let mut at = first;
            let mut title: Vec<usize> = Vec::new();
            let mut open = false;
            while at < end {
                let row = &self.rows[at];
                let text = row.line.text.trim();
                if let Some(found) =
                    mark::division(text, self.divides).filter(|_| row.after_end || row.line.opens || row.line.centred)
                {
                    let rest = headings::tidy(found.rest);
                    let label =
                        if rest.is_empty() { found.label.to_string() } else { format!("{} {rest}", found.label) };
                    if let Some(known) = self.parts.iter().position(|(w, _)| *w == found.word) {
                        self.parts.truncate(known);
                    }
                    self.parts.push((found.word, label));
                    open = true;
                    title.clear();
                } else if row.line.role != Role::Note && outline::heading_like(&row.line) && open && title.len() < 4 {
                    let last_group = group.contains(&at)
                        && (!title.is_empty()
                            || self
                                .parts
                                .last()
                                .is_some_and(|p| p.1.contains(' ') && p.1.split_whitespace().count() > 2));
                    if last_group {
                        break;
                    }
                    title.push(at);
                    if let Some(part) = self.parts.last_mut() {
                        part.1.push(' ');
                        part.1.push_str(&headings::tidy(text));
                    }
                } else if row.line.role != Role::Note {
                    break;
                }
                at += 1;
            }
            heading_from = at;
        }
        let mut texts: Vec<String> = Vec::new();
        for row in &self.rows[heading_from..end] {
            let goes_on = !texts.is_empty() && row.line.printed && row.line.text.chars().count() < 70;
            if row.line.role == Role::Note || outline::heading_like(&row.line) || goes_on {
                texts.push(row.line.text.trim().to_string());
            } else if !row.line.text.trim().starts_with('(') {
                let (place, text) = (row.line.place, row.line.text.chars().take(80).collect::<String>());
                self.doubt(
                    "",
                    place,
                    format!("words between two sections that belong to neither were left out: {text}"),
                );
            }
        }
        headings::tidy(&texts.join(" "))
    }

    fn section(&mut self, one: &Candidate, in_order: bool, end: usize, before: String) {
        let row = &self.rows[one.line];
        let text = row.line.text.trim();
        let read = if one.bare { mark::bare(text) } else { mark::section(text, self.divides) };
        let Some(found) = read else { return };
        let scheme = if one.keyword { one.scheme } else { self.scheme };
        let base = format!("{}_{}", scheme.name(), one.number.eid);
        // The same number again: another text of the same section, kept beside the first.
        let mut eid = base.clone();
        let mut n = 2;
        while !self.taken.insert(eid.clone()) {
            eid = format!("{base}__alt_{n}");
            n += 1;
        }
        if !in_order || eid != base {
            let what = if eid == base { "stands out of order" } else { "stands twice in the text" };
            self.doubt(&eid, row.line.place, format!("{} {what}", one.number.printed));
        }
        let mut heading = before;
        let mut rest = found.rest;
        let mut from = one.line + 1;
        let next = self.rows.get(from).filter(|_| from < end);
        if heading.is_empty() {
            let subsection = mark::subsection(rest).is_some();
            if rest.is_empty() && matches!(row.line.role, Role::Text | Role::Heading(_)) && self.style == Style::After {
                let after = self.rows.get(from + 1).filter(|_| from + 1 < end);
                if let Some(next) =
                    next.filter(|n| headings::whole(&n.line.text, n, after) && mark::subsection(&n.line.text).is_none())
                {
                    heading = headings::tidy(&next.line.text);
                    from += 1;
                }
            } else if !subsection && !rest.is_empty() {
                if one.bare || headings::whole(rest, row, next) {
                    heading = headings::tidy(rest);
                    rest = "";
                } else if let Some((first, text)) = headings::split(rest) {
                    heading = headings::tidy(first);
                    rest = text;
                }
            }
        }
        let mut lines: Vec<BodyLine<'_>> = Vec::new();
        if !rest.is_empty() {
            lines.push(BodyLine { text: rest, line: &row.line });
        }
        lines
            .extend(self.rows[from.min(end)..end].iter().map(|r| BodyLine { text: r.line.text.trim(), line: &r.line }));
        let part = self.parts.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(" / ");
        let top =
            Unit { eid, number: one.number.printed.clone(), heading, part, place: row.line.place, ..Unit::default() };
        let frame = Frame { vocabulary: &self.vocabulary, scheme: Some(scheme) };
        self.keep(body::build(top, &lines, &frame));
    }

    fn keep(&mut self, built: body::Built) {
        let body::Built { units, doubts } = built;
        self.draft.units.extend(units);
        for (eid, place, note) in doubts {
            self.doubt(&eid, place, note);
        }
    }

    fn schedules(&mut self, range: std::ops::Range<usize>) {
        let begins = |i: &usize| {
            let line = &self.rows[*i].line;
            let strong =
                !line.text.chars().any(char::is_lowercase) || line.centred || matches!(line.role, Role::Heading(_));
            strong && mark::schedule(line.text.trim()).is_some()
        };
        let mut starts: Vec<usize> = range.clone().filter(begins).collect();
        starts.retain(|s| *s >= range.start);
        for (k, start) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(range.end);
            let row = &self.rows[*start];
            let Some((number, rest)) = mark::schedule(row.line.text.trim()) else { continue };
            let base = format!("sched_{number}");
            let mut eid = base.clone();
            let mut n = 2;
            while !self.taken.insert(eid.clone()) {
                eid = format!("{base}-{n}");
                n += 1;
            }
            let mut from = start + 1;
            let mut heading = vec![rest.to_string()];
            while from < end && heading.len() < 4 && outline::heading_like(&self.rows[from].line) && self.heads(from) {
                heading.push(self.rows[from].line.text.trim().to_string());
                from += 1;
            }
            let lines: Vec<BodyLine<'_>> =
                self.rows[from..end].iter().map(|r| BodyLine { text: r.line.text.trim(), line: &r.line }).collect();
            let label = row.line.text[..row.line.text.len() - rest.len()]
                .trim()
                .trim_end_matches(['.', '-', '—', ':'])
                .to_string();
            let words: Vec<&str> = heading.iter().map(String::as_str).filter(|h| !h.trim().is_empty()).collect();
            let heading = headings::tidy(&[label.as_str()].into_iter().chain(words).collect::<Vec<_>>().join(" "));
            let top = Unit { eid, heading, place: row.line.place, ..Unit::default() };
            let frame = Frame { vocabulary: &self.vocabulary, scheme: None };
            self.keep(body::build(top, &lines, &frame));
        }
    }

    /// Does a line of a schedule belong to its heading?
    fn heads(&self, at: usize) -> bool {
        let line: &Line = &self.rows[at].line;
        let capitals = !line.text.chars().any(char::is_lowercase);
        capitals || line.centred || line.text.starts_with(['(', '[']) || matches!(line.role, Role::Heading(_))
    }
}

struct Heading {
    heading: String,
}

/// How the rows after a section's number are parted.
struct Tail {
    body_end: usize,
    division: Option<usize>,
}
