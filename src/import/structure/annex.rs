//! Schedules and annexes: their headings, their text, and the articles of what they approve.

use std::ops::Range;

use super::walk::Walk;
use super::{headings, mark, outline};
use crate::import::draft::Unit;
use crate::import::line::{Line, Role};

impl Walk<'_> {
    /// Enters the schedules of the rows; `annexes`: rows where a text with articles of its own begins without the word.
    pub(super) fn schedules(&mut self, range: Range<usize>, annexes: &[usize]) {
        let begins = |i: &usize| {
            let line = &self.rows[*i].line;
            let strong =
                !line.text.chars().any(char::is_lowercase) || line.centred || matches!(line.role, Role::Heading(_));
            *i == range.start && !annexes.contains(i)
                || strong && mark::schedule(line.text.trim()).is_some()
                || annexes.contains(i)
        };
        let starts: Vec<usize> = range.clone().filter(begins).collect();
        for (k, start) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(range.end);
            self.schedule(*start, end, k + 1);
        }
    }

    fn schedule(&mut self, start: usize, end: usize, place: usize) {
        let row = &self.rows[start];
        let text = row.line.text.trim();
        let (number, rest) = mark::schedule(text).unwrap_or_else(|| (place.to_string(), text));
        let base = format!("{}sched_{number}", self.under);
        let mut eid = base.clone();
        let mut n = 2;
        while !self.taken.insert(eid.clone()) {
            eid = format!("{base}-{n}");
            n += 1;
        }
        // What a decree approves has articles of its own.
        let inner = &self.rows[start + 1..end];
        let found = outline::find(inner, self.divides);
        let articles = found.starts.len() >= 2 && found.starts.iter().all(|c| c.keyword);
        let first = if articles { found.starts[0].line + start + 1 } else { end };
        let mut from = start + 1;
        let mut heading = vec![rest.to_string()];
        while from < first && heading.len() < 4 && outline::heading_like(&self.rows[from].line) && self.heads(from) {
            if articles && mark::division(self.rows[from].line.text.trim(), self.divides).is_some() {
                break;
            }
            heading.push(self.rows[from].line.text.trim().to_string());
            from += 1;
        }
        let label = text[..text.len() - rest.len()].trim().trim_end_matches(['.', '-', '—', ':']).to_string();
        let words: Vec<&str> = heading.iter().map(String::as_str).filter(|h| !h.trim().is_empty()).collect();
        let heading = headings::tidy(&[label.as_str()].into_iter().chain(words).collect::<Vec<_>>().join(" "));
        let top = Unit { eid: eid.clone(), heading, place: row.line.place, ..Unit::default() };
        if !articles {
            self.build(top, from..end, None, None);
            return;
        }
        let inner = &self.rows[from..end];
        let found = outline::find(inner, self.divides);
        let mut walk = Walk::new(inner, self.divides, self.vocabulary, format!("{eid}__"));
        walk.all(&found);
        let front = from + walk.front;
        let (units, doubts) = (walk.draft.units, walk.draft.doubts);
        self.build(top, from..front, None, None);
        self.draft.units.extend(units);
        self.draft.doubts.extend(doubts);
    }

    /// Does a line of a schedule belong to its heading?
    fn heads(&self, at: usize) -> bool {
        let line: &Line = &self.rows[at].line;
        let capitals = !line.text.chars().any(char::is_lowercase);
        capitals || line.centred || line.text.starts_with(['(', '[']) || matches!(line.role, Role::Heading(_))
    }
}
