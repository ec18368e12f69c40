//! How fine and prison join: together, one or the other, or both.

use std::ops::Range;

use super::clause::Seen;
use super::pack::{Mark, Sign};
use crate::law::penalty::Join;

/// The join of the words for prison and for the fine, and a note where it is not plain.
pub(super) fn join(
    seen: &Seen<'_>,
    prison: &Range<usize>,
    fine: &Range<usize>,
    words: &Range<usize>,
) -> (Option<Join>, Option<String>) {
    let (first, second) = if prison.start <= fine.start { (prison, fine) } else { (fine, prison) };
    let whole = first.start..(words.end.max(second.end) + 8).min(seen.tokens.len());
    if seen.says(Sign::Both, &whole) {
        return (Some(Join::AndOr), None);
    }
    let between = first.end.min(second.start)..second.start;
    let joins: Vec<_> =
        seen.marks_in(&between).iter().filter(|m| matches!(m.sign, Sign::Or | Sign::And)).copied().collect();
    // `o con multa`, `or with a fine`: the preposition joins nothing.
    let led = |m: &Mark| m.sign == Sign::And && joins.iter().any(|o| o.sign == Sign::Or && o.end == m.start);
    let last = joins.iter().filter(|m| !led(m)).max_by_key(|m| m.start);
    match last.map(|m| m.sign) {
        Some(Sign::Or) => (Some(Join::Or), None),
        Some(_) => (Some(Join::And), None),
        None => (None, Some("the words do not say how prison and fine join".into())),
    }
}
