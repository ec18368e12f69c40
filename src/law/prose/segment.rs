//! Sentences and items of a text, and what each hangs on.

use std::ops::Range;

use super::clause::Seen;
use super::pack::Sign;
use super::token::{INLINE, Token};

/// A sentence or an item of a list.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) words: Range<usize>,
    level: u8,
    /// The words that an item hangs on, and what the sentence goes on from.
    pub(super) lead: Option<usize>,
    /// A paragraph that hangs on a colon before it.
    colon: bool,
}

/// Does a paragraph begin as an item of a sentence does: `De la réclusion, si …`, `to imprisonment …`?
fn starts_low(token: &Token) -> bool {
    !token.big || ["de", "d", "du", "des", "con", "met", "to", "a", "with", "by"].contains(&token.word.as_str())
}

/// Cuts a text into sentences and items.
pub(super) fn segments(tokens: &[Token]) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    let mut base = 0;
    for (i, token) in tokens.iter().enumerate() {
        let gap = token.gap;
        if i > 0 && !gap.is_hard() {
            continue;
        }
        if let Some(last) = all.last_mut() {
            last.words.end = i;
        }
        let opens_line = gap.paragraph || (gap.item > 0 && gap.item < INLINE);
        if opens_line {
            base = if gap.item == INLINE { 0 } else { gap.item };
        }
        let level = if gap.item > 0 { gap.item } else { base };
        let above = || all.iter().rposition(|s| s.level < level);
        let lead = if gap.item > 0 {
            above()
        } else if gap.paragraph && !token.big && token.figure.is_none() {
            // The words after a list go on with the sentence before it.
            all.iter().rposition(|s| s.level == 0)
        } else if gap.paragraph && all.last().is_some_and(|_| gap.colon) {
            Some(all.len() - 1)
        } else if gap.paragraph && all.last().is_some_and(|s| s.colon) && (starts_low(token) || gap.semicolon) {
            all.last().and_then(|s| s.lead)
        } else if gap.stop && !opens_line {
            // A sentence within an item hangs on what the item hangs on.
            all.last().filter(|s| s.level == level && level > 0).and_then(|s| s.lead)
        } else {
            None
        };
        let colon = gap.paragraph && lead.is_some() && (gap.colon || gap.semicolon || starts_low(token));
        all.push(Segment { words: i..tokens.len(), level, lead, colon });
    }
    all
}

/// The words of a segment and of those that it hangs on, nearest first.
pub(super) fn context(segments: &[Segment], at: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut next = Some(at);
    while let Some(segment) = next.and_then(|i| segments.get(i)) {
        out.push(segment.words.clone());
        next = segment.lead.filter(|_| out.len() < 6);
    }
    out
}

/// The sentences before one that goes on from them (`These penalties are …`), nearest first.
pub(super) fn again(seen: &Seen<'_>, segments: &[Segment], at: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut i = at;
    while i > 0 && out.len() < 4 {
        let start = segments[i].words.start;
        let goes_on = seen.marks_in(&(start..start + 1)).iter().any(|m| m.sign == Sign::Again);
        if !goes_on || segments[i].level > 0 {
            break;
        }
        i -= 1;
        while i > 0 && segments[i].level > 0 {
            i -= 1;
        }
        out.push(segments[i].words.clone());
    }
    out
}
