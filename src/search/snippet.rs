//! The words around what was found, with character ranges to mark.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::query::scan::{Reading, Text};

/// About how many bytes of text a snippet shows, and how many of them before the first mark.
const LENGTH: usize = 280;
const BEFORE: usize = 70;

/// A snippet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Plain text in one line.
    pub(super) text: String,
    /// What to mark in it, in characters.
    pub(super) marks: Vec<(usize, usize)>,
    /// What to mark in the heading, in characters.
    pub(super) heading_marks: Vec<(usize, usize)>,
}

/// Words that say nothing by themselves; they are marked only beside another mark.
const LITTLE: [&str; 38] = [
    "a", "an", "and", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with", "al", "con", "de", "del",
    "el", "en", "la", "las", "los", "para", "por", "que", "y", "au", "aux", "des", "du", "et", "le", "les", "een",
    "het", "op", "van",
];

/// Leaves out the marks of little words that stand alone.
pub(super) fn telling(reading: &Reading, marks: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let little = |(start, end): (u32, u32)| {
        end == start + 1 && reading.token(start).is_some_and(|t| LITTLE.contains(&t.forms.folded.as_str()))
    };
    // Marks that touch stand or fall together.
    let runs: Vec<&[(u32, u32)]> = marks.chunk_by(|a, b| a.1 == b.0).collect();
    let kept: Vec<(u32, u32)> =
        runs.into_iter().filter(|run| !run.iter().all(|m| little(*m))).flatten().copied().collect();
    if kept.is_empty() { marks } else { kept }
}

/// Makes the snippet for stretches of tokens (positions) to be marked.
pub(super) fn snippet(text: &Text, reading: &Reading, marks: &[(u32, u32)]) -> Shown {
    let bytes = |(from, to): &(u32, u32)| -> Option<Range<usize>> {
        let (first, last) = (reading.token(*from)?, reading.token(to.checked_sub(1)?)?);
        Some(first.bytes.0..last.bytes.1)
    };
    let in_heading = |m: &&(u32, u32)| m.0 < reading.body;
    let chars = |text: &str, at: usize| text.get(..at).map_or(0, |before| before.chars().count());
    let heading_marks = marks.iter().filter(in_heading).filter_map(bytes);
    let heading_marks = heading_marks.map(|r| (chars(&text.heading, r.start), chars(&text.heading, r.end))).collect();
    let body: Vec<Range<usize>> = marks.iter().filter(|m| !in_heading(m)).filter_map(bytes).collect();
    let window = window(&text.body, reading, &body);
    let (text, marks) = one_line(&text.body, window, &body);
    Shown { text, marks, heading_marks }
}

/// The stretch of the body with the most marks in it, cut between words.
fn window(body: &str, reading: &Reading, marks: &[Range<usize>]) -> Range<usize> {
    let inside = |start: usize| marks.iter().filter(|m| m.start >= start && m.end <= start + LENGTH - BEFORE).count();
    let mut best = (0, 0);
    for (i, mark) in marks.iter().enumerate().take(200) {
        let count = inside(mark.start);
        if i == 0 || count > best.0 {
            best = (count, mark.start);
        }
    }
    let wanted = best.1.saturating_sub(BEFORE);
    let words =
        || reading.tokens.iter().filter(|t| t.position >= reading.body && t.position < crate::query::eval::NAMES);
    let start = if wanted == 0 { 0 } else { words().map(|t| t.bytes.0).find(|b| *b >= wanted).unwrap_or(0) };
    if body.len() <= start + LENGTH {
        return start..body.len();
    }
    let end = words().map(|t| t.bytes.1).take_while(|b| *b <= start + LENGTH).last().unwrap_or(body.len());
    let shown = marks.iter().filter(|m| m.start >= start && m.start < end).map(|m| m.end).max().unwrap_or(end);
    start..end.max(shown)
}

/// The stretch with spaces joined, ellipses where it is cut, and the marks in characters of what results.
fn one_line(body: &str, window: Range<usize>, marks: &[Range<usize>]) -> (String, Vec<(usize, usize)>) {
    let mut out = if window.start > 0 { "… ".to_string() } else { String::new() };
    let mut count = out.chars().count();
    // Characters written before the character that begins, and after the one that ends, at a byte of the body.
    let (mut begins, mut ends) = (BTreeMap::new(), BTreeMap::new());
    let (mut space, mut escape) = (true, false);
    let mut all = body.get(window.clone()).unwrap_or_default().char_indices().peekable();
    while let Some((offset, c)) = all.next() {
        let at = window.start + offset;
        begins.insert(at, count);
        // `\[`: what keeps Markdown from reading a sign as markup is no word of the law.
        escape = !escape && c == '\\' && all.peek().is_some_and(|(_, next)| next.is_ascii_punctuation());
        if escape {
            continue;
        }
        if !c.is_whitespace() {
            out.push(c);
            count += 1;
        } else if !space {
            out.push(' ');
            count += 1;
        }
        space = c.is_whitespace();
        ends.insert(at + c.len_utf8(), count);
    }
    let out = if window.end < body.len() { format!("{}…", out.trim_end()) } else { out.trim_end().to_string() };
    let shown = |mark: &Range<usize>| Some((*begins.get(&mark.start)?, *ends.get(&mark.end)?));
    (out, marks.iter().filter_map(shown).collect())
}
