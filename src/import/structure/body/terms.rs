//! Definitions: a term in quotation marks or told by its place, and what it means.

use std::sync::LazyLock;

use regex::Regex;

use super::{BodyLine, Builder};
use crate::import::draft::Unit;
use crate::import::line::Line;
use crate::import::structure::words::{self, pattern};
use crate::law::blocks::Block;

impl Builder<'_> {
    /// Takes the beginning of a definition; true if it did.
    pub(super) fn definition(&mut self, line: &BodyLine<'_>, open: bool) -> bool {
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
}

static TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^(?:the (?:term|expression|word)s? )?(?:“|"|«\s?|‘|''|‘‘|``)(?P<term>[^”"»’']{1,90}(?:’s?[^”"»’']{1,60})?)(?:\s?”|"|\s?»|’’|’|'')(?P<rest>.*)$"#,
    )
});

/// A defined term at the beginning of a line, and what follows it.
pub(in crate::import::structure) fn defined_term<'t>(text: &'t str, line: &Line) -> Option<(&'t str, &'t str)> {
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
pub(in crate::import::structure) fn slug(term: &str) -> String {
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
