//! Texts without numbered sections, which their headings order.

use super::headings;
use super::mark::Scheme;
use super::walk::Walk;
use crate::import::draft::Unit;
use crate::import::line::Role;

impl Walk<'_> {
    /// Texts without sections whose headings order them, such as directions of a prosecution service: each heading with
    /// words under it is a provision.
    pub(super) fn by_headings(&mut self) {
        let heading = |i: &usize| matches!(self.rows[*i].line.role, Role::Heading(_));
        let mut at = (0..self.rows.len()).find(heading).unwrap_or(0);
        // The first heading is the title.
        let text = |i: usize| self.rows.get(i).map_or("", |r| r.line.text.as_str());
        at += usize::from(super::front::names_law(text(at)));
        self.front = at;
        let mut part = String::new();
        while at < self.rows.len() {
            let words = (at..self.rows.len()).find(|i| !heading(i)).unwrap_or(self.rows.len());
            let end = (words..self.rows.len()).find(heading).unwrap_or(self.rows.len());
            let titles: Vec<&str> = self.rows[at..words].iter().map(|r| r.line.text.trim()).collect();
            let numbered = titles.iter().rposition(|t| t.chars().all(|c| c.is_ascii_digit() || c == '.'));
            let split = numbered.unwrap_or(titles.len().saturating_sub(1));
            let (outer, own) = titles.split_at(split.min(titles.len()));
            if !outer.is_empty() || numbered.is_none() {
                part = headings::tidy(&outer.join(" / "));
            }
            let (number, own) = match (numbered, own) {
                (Some(_), [number, own @ ..]) => (number.trim_end_matches('.').to_string(), own),
                _ => (String::new(), own),
            };
            self.loose += 1;
            let eid = format!("{}dvs_{}", self.under, self.loose);
            let heading = headings::tidy(&own.join(" "));
            let place = self.rows[at].line.place;
            let top = Unit { eid, number, heading, part: part.clone(), place, ..Unit::default() };
            self.build(top, words..end, None, Some(Scheme::Article));
            at = end;
        }
    }
}
