//! The walk over the sections of a text: each with its part, its heading and its own lines.

use std::collections::BTreeSet;
use std::ops::Range;

use super::body::{self, BodyLine, Frame};
use super::chain::Candidate;
use super::headings::{self, Style};
use super::join::Vocabulary;
use super::mark::{self, Scheme};
use super::outline::{self, Outline, Row};
use super::words;
use crate::import::Doubt;
use crate::import::draft::{Draft, Unit, UnitDoubt};
use crate::import::line::{Place, Role};

/// The walk over the sections of a text.
pub(super) struct Walk<'r> {
    pub(super) rows: &'r [Row],
    pub(super) divides: bool,
    pub(super) vocabulary: &'r Vocabulary,
    /// What the eIds begin with: empty, or those of the schedule that is walked through.
    pub(super) under: String,
    scheme: Scheme,
    style: Style,
    /// Parts that are open: word that names the kind, label with heading.
    parts: Vec<(String, String)>,
    quoted: Vec<bool>,
    /// Texts under a part that stand in no section.
    pub(super) loose: u32,
    /// Where the rows before the first section and its headings end.
    pub(super) front: usize,
    pub(super) taken: BTreeSet<String>,
    pub(super) draft: Draft,
    /// The title that the file tells, in lower case without accents.
    pub(super) title: String,
    /// Headings stand on the line of the number.
    inline: bool,
}

impl<'r> Walk<'r> {
    pub(super) fn new(rows: &'r [Row], divides: bool, vocabulary: &'r Vocabulary, under: String) -> Self {
        Walk {
            rows,
            divides,
            vocabulary,
            under,
            scheme: Scheme::Section,
            style: Style::After,
            parts: Vec::new(),
            quoted: outline::quoted(rows),
            loose: 0,
            front: 0,
            taken: BTreeSet::new(),
            title: String::new(),
            inline: true,
            draft: Draft::default(),
        }
    }

    /// Walks through all sections, then the schedules.
    pub(super) fn all(&mut self, found: &Outline) {
        let lines: Vec<usize> = found.starts.iter().map(|c| c.line).collect();
        let Some(first_line) = lines.first().copied() else { return };
        self.scheme = outline::scheme(&found.starts);
        self.style = headings::style(self.rows, &lines);
        self.inline = self.inline(&found.starts);
        let law_end = found.schedules.filter(|s| *s > first_line).unwrap_or(found.end);
        let mut pieces: Vec<(&Candidate, bool)> = found.starts.iter().map(|c| (c, true)).collect();
        pieces.extend(found.out_of_order.iter().filter(|c| !self.inserted(c, &lines)).map(|c| (c, false)));
        pieces.sort_by_key(|(c, _)| c.line);
        let first = pieces.first().map_or(0, |(c, _)| c.line);
        let from = found.contents.as_ref().map_or(0, |c| if c.start < first { c.end.min(first) } else { 0 });
        let tail = self.split_tail(from..first, true);
        self.front = tail.body_end;
        let mut heading = self.take_tail(&tail, first, true);
        for (k, (one, in_order)) in pieces.iter().enumerate() {
            let next = pieces.get(k + 1).map(|(c, _)| c.line);
            let inside = one.line < law_end;
            let limit = if inside { law_end } else { found.end };
            let end = next.unwrap_or(limit).min(limit);
            let tail = self.split_tail(one.line + 1..end, next.is_some());
            self.section(one, *in_order, tail.body_end, &std::mem::take(&mut heading));
            heading = self.take_tail(&tail, end, false);
        }
        if let Some(at) = found.schedules {
            self.schedules(at..found.end, &found.annexes);
        }
        if let Some(at) = found.left_out {
            let row = &self.rows[at];
            let note = format!("what stands from \"{}\" on explains the law and was left out", row.line.text.trim());
            self.doubt("", row.line.place, note);
        }
    }

    /// Do the words on the line of a number look like a heading often enough to be one? In a law without headings some
    /// first lines look like one as well.
    fn inline(&self, starts: &[Candidate]) -> bool {
        let (mut all, mut headed) = (0_usize, 0_usize);
        for one in starts {
            let row = &self.rows[one.line];
            let Some(found) = mark::section(row.line.text.trim(), self.divides) else { continue };
            if found.rest.is_empty() || mark::subsection(found.rest).is_some() {
                continue;
            }
            all += 1;
            let next = self.rows.get(one.line + 1);
            headed += usize::from(headings::whole(found.rest, row, next) || headings::split(found.rest).is_some());
        }
        headed * 3 >= all
    }

    /// Does the section stand among words that put it into another law?
    fn inserted(&self, one: &Candidate, starts: &[usize]) -> bool {
        let Some(home) = starts.iter().copied().filter(|s| *s < one.line).max() else { return true };
        self.rows[home..one.line].iter().take(5).any(|r| words::AMENDS.is_match(&r.line.text))
    }

    pub(super) fn doubt(&mut self, eid: &str, place: Place, note: String) {
        self.draft.doubts.push(UnitDoubt { eid: eid.into(), doubt: Doubt { place, note } });
    }

    /// The heading of a part at a row, where it may stand.
    fn division(&self, at: usize) -> Option<mark::Division<'r>> {
        let row = &self.rows[at];
        let line = &row.line;
        let free = !matches!(line.role, Role::Note | Role::Quoted | Role::Row)
            && !self.quoted[at]
            && (row.after_end || line.opens || line.centred);
        free.then(|| mark::division(line.text.trim(), self.divides)).flatten()
    }

    /// Does the heading of a part at a row lead to a section, or to text of its own?
    fn leads(&self, at: usize, end: usize) -> bool {
        let row = &self.rows[at];
        let line = &row.line;
        let small = line.text.chars().any(char::is_lowercase);
        if line.printed && !row.after_end && !line.centred && small {
            return false;
        }
        !small
            || line.centred
            || line.bold
            || matches!(line.role, Role::Heading(_))
            || self.rows[at + 1..end].iter().all(|r| outline::heading_like(&r.line) || r.line.role == Role::Note)
    }

    /// Parts the rows after a section's number: its own words, then what belongs to the next one.
    fn split_tail(&self, range: Range<usize>, more: bool) -> Tail {
        if let Some(at) = range.clone().find(|i| self.division(*i).is_some() && self.leads(*i, range.end)) {
            return Tail { body_end: at, division: Some(at), more };
        }
        if !more {
            return Tail { body_end: range.end, division: None, more };
        }
        // Marginal notes right before the next number are its own.
        let mut end = range.end;
        while end > range.start && self.rows[end - 1].line.role == Role::Note {
            end -= 1;
        }
        Tail { body_end: self.heading_before(range.start..end).start, division: None, more }
    }

    /// The rows at the end of the range that are the heading of the section after it.
    fn heading_before(&self, range: Range<usize>) -> Range<usize> {
        let mut group = headings::group_before(self.rows, range.clone());
        // Text that is put into another law is no heading of what follows.
        if let Some(last) = group.clone().rev().find(|i| self.quoted[*i]) {
            group.start = last + 1;
        }
        if self.style == Style::Before || headings::stands_out(self.rows, &group) {
            group
        } else {
            range.end..range.end
        }
    }

    /// Enters the parts of a tail; the heading of the next section.
    fn take_tail(&mut self, tail: &Tail, end: usize, front: bool) -> String {
        let Some(first) = tail.division else { return self.joined(tail.body_end..end) };
        let mut at = first;
        while at < end {
            // Where headings stand behind the numbers, what follows the name of a part is its title.
            let given = |r: &Row| r.line.role == Role::Heading(6);
            let may_head = self.style == Style::Before || self.rows[at..end].iter().any(given);
            let group = if tail.more && may_head { self.heading_before(at..end) } else { end..end };
            let mut titled = 0;
            while at < end {
                let row = &self.rows[at];
                let text = row.line.text.trim();
                if let Some(found) = self.division(at) {
                    let rest = headings::tidy(found.rest);
                    let label =
                        if rest.is_empty() { found.label.to_string() } else { format!("{} {rest}", found.label) };
                    if let Some(known) = self.parts.iter().position(|(w, _)| *w == found.word) {
                        self.parts.truncate(known);
                    }
                    titled = usize::from(!rest.is_empty());
                    self.parts.push((found.word, label));
                } else if row.line.role != Role::Note && outline::heading_like(&row.line) && titled < 4 {
                    // What the source gives as the heading of a provision is no title of a part.
                    let given = row.line.role == Role::Heading(6) && self.rows.get(at + 1).is_some_and(|r| r.marked);
                    if group.contains(&at) && (titled > 0 || given) {
                        break;
                    }
                    titled += 1;
                    if let Some(part) = self.parts.last_mut() {
                        part.1.push(' ');
                        part.1.push_str(&headings::tidy(text));
                    }
                } else if row.line.role != Role::Note {
                    break;
                }
                at += 1;
            }
            // Words under the heading of a part, before its first section.
            let next = (at..end).find(|i| self.division(*i).is_some() && self.leads(*i, end));
            let limit = next.unwrap_or(end);
            let words = self.rows[at..limit].iter().rposition(|r| !self.names(&r.line)).map_or(at, |i| at + i + 1);
            if !front && words > at {
                at = self.title_goes_on(at..words);
                self.loose_text(at..words);
            }
            at = next.unwrap_or(words);
            if next.is_none() {
                break;
            }
        }
        self.joined(at.min(end)..end)
    }

    /// May the line be part of the heading of a section?
    fn names(&self, line: &crate::import::line::Line) -> bool {
        line.role == Role::Note || outline::heading_like(line) || line.printed && line.text.chars().count() < 70
    }

    /// Lines that go on with the title of a part: in small letters, in brackets, or too short for a text of their own.
    fn title_goes_on(&mut self, range: Range<usize>) -> usize {
        const SHORT: usize = 80;
        let length: usize = self.rows[range.clone()].iter().map(|r| r.line.text.len()).sum();
        let mut at = range.start;
        let noted = self.rows[range.clone()].iter().any(|r| r.line.text.trim_start().starts_with('('));
        let plain = |r: &Row| !self.names(&r.line) && !r.line.text.trim_start().starts_with('(');
        let notes =
            noted && self.rows[range.clone()].iter().filter(|r| plain(r)).all(|r| r.line.text.trim().ends_with(')'));
        let mut open = self.parts.last().is_some_and(|p| p.1.matches('(').count() > p.1.matches(')').count());
        while at < range.end {
            let text = self.rows[at].line.text.trim();
            open |= text.starts_with('(');
            if !(open || text.starts_with(char::is_lowercase) || length < SHORT || notes) {
                break;
            }
            open &= !text.contains(')');
            if let Some(part) = self.parts.last_mut() {
                part.1.push(' ');
                part.1.push_str(&headings::tidy(text));
            }
            at += 1;
        }
        at
    }

    fn joined(&self, range: Range<usize>) -> String {
        let texts: Vec<&str> = self.rows[range].iter().map(|r| r.line.text.trim()).collect();
        headings::tidy(&texts.join(" "))
    }

    /// Words under a part that no section holds are kept as a provision of their own.
    fn loose_text(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.loose += 1;
        let mut from = range.start;
        let mut parts: Vec<&str> = self.parts.iter().map(|(_, label)| label.as_str()).collect();
        let mut heading = parts.pop().unwrap_or_default().to_string();
        if range.len() > 1 && matches!(self.rows[from].line.role, Role::Heading(_)) {
            heading = headings::tidy(self.rows[from].line.text.trim());
            from += 1;
        }
        let eid = format!("{}dvs_{}", self.under, self.loose);
        let top =
            Unit { eid, heading, part: parts.join(" / "), place: self.rows[range.start].line.place, ..Unit::default() };
        self.build(top, from..range.end, None, Some(Scheme::Article));
    }

    /// A provision of the rows, after the words that stand on the line of its number.
    pub(super) fn build(&mut self, top: Unit, rows: Range<usize>, rest: Option<(&str, usize)>, scheme: Option<Scheme>) {
        let all = self.rows;
        let mut lines: Vec<BodyLine<'_>> = Vec::new();
        if let Some((text, at)) = rest.filter(|r| !r.0.is_empty()) {
            lines.push(BodyLine { text, line: &all[at].line });
        }
        lines.extend(all[rows].iter().map(|r| BodyLine { text: r.line.text.trim(), line: &r.line }));
        let built = body::build(top, &lines, &Frame { vocabulary: self.vocabulary, scheme });
        self.draft.units.extend(built.units);
        for (eid, place, note) in built.doubts {
            self.doubt(&eid, place, note);
        }
    }

    fn section(&mut self, one: &Candidate, in_order: bool, end: usize, before: &str) {
        let row = &self.rows[one.line];
        let text = row.line.text.trim();
        let read = if one.bare { mark::bare(text) } else { mark::section(text, self.divides) };
        let Some(found) = read else { return };
        let scheme = if one.keyword { one.scheme } else { self.scheme };
        let base = format!("{}{}_{}", self.under, scheme.name(), one.number.eid);
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
        // The title of the law stands before its first section and is no heading of it.
        let titled = self.draft.units.iter().all(|u| u.eid == "preamble" || u.eid == eid)
            && !before.is_empty()
            && self.title.contains(&words::ascii(before));
        let mut heading = if titled { String::new() } else { unnumbered(before, one).to_string() };
        let mut rest = found.rest;
        let mut from = one.line + 1;
        let mut own = one.line;
        let next = self.rows.get(from).filter(|_| from < end);
        if heading.is_empty() {
            let subsection = mark::subsection(rest).is_some();
            if let Some((first, text)) = next
                .filter(|n| rest.is_empty() && n.line.text.starts_with('('))
                .and_then(|n| headings::split(n.line.text.trim()))
            {
                heading = headings::tidy(first);
                rest = text;
                own = from;
            } else if rest.is_empty()
                && matches!(row.line.role, Role::Text | Role::Heading(_))
                && self.style == Style::After
            {
                let after = self.rows.get(from + 1).filter(|_| from + 1 < end);
                if let Some(next) =
                    next.filter(|n| headings::whole(&n.line.text, n, after) && mark::subsection(&n.line.text).is_none())
                {
                    heading = headings::tidy(&next.line.text);
                    from += 1;
                }
            } else if !subsection && !rest.is_empty() {
                let sure = self.inline || row.line.bold || matches!(row.line.role, Role::Heading(_));
                if one.bare || sure && headings::whole(rest, row, next) {
                    heading = headings::tidy(rest);
                    rest = "";
                } else if let Some((first, text)) = headings::split(rest) {
                    heading = headings::tidy(first);
                    rest = text;
                }
            }
        }
        // The heading has the number, and so has the line under it.
        if let Some(again) = self.rows.get(from).filter(|r| rest.is_empty() && from < end && r.line.role != Role::Note)
            && let Some(same) = mark::section(again.line.text.trim(), self.divides)
            && same.number.key == one.number.key
            && !same.quoted
        {
            rest = same.rest;
            if rest.is_empty() { from += 1 } else { own = from }
        }
        let part = self.parts.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(" / ");
        let top =
            Unit { eid, number: one.number.printed.clone(), heading, part, place: row.line.place, ..Unit::default() };
        let from = if own == from && own != one.line { from + 1 } else { from };
        self.build(top, from.min(end)..end, Some((rest, own)), Some(scheme));
    }
}

/// A heading without the number of its section, where that is printed before it as well.
fn unnumbered<'t>(heading: &'t str, one: &Candidate) -> &'t str {
    let bare = heading.strip_prefix(one.number.printed.as_str()).filter(|r| r.starts_with(['.', ' ', ')', '-', '—']));
    bare.map_or(heading, |r| r.trim_start_matches(['.', ' ', ')', '-', '—']))
}

/// How the rows after a section's number are parted.
struct Tail {
    body_end: usize,
    division: Option<usize>,
    /// A section follows.
    more: bool,
}
