//! Numbers that come twice: a table of contents before the text, or a second text after the first.

use std::ops::Range;

use super::chain::Candidate;
use super::outline::{Row, heading_like};
use super::{front, mark, words};
use crate::import::line::Role;

/// The rows of a table of contents, which lists the numbers before the text brings them again.
pub(super) fn find(rows: &[Row], all: &[Candidate]) -> Option<Range<usize>> {
    let begin = rows.iter().take(rows.len() / 2 + 40).position(|r| words::ARRANGEMENT.is_match(r.line.text.trim()))?;
    let listed: Vec<&Candidate> = all.iter().filter(|c| c.line > begin && c.weight > -1500).collect();
    let first = listed.first()?;
    // The text begins where the first number comes again.
    let again = listed.iter().skip(1).find(|c| c.number.key <= first.number.key);
    let Some(again) = again else {
        // Headings are listed without numbers, or the list stands at the end: only its own heading is known.
        return Some(begin..begin + 1);
    };
    let mut last = first.number.key.clone();
    let mut end = begin + 1;
    for one in listed.iter().take_while(|c| c.line < again.line) {
        if one.number.key >= last {
            last.clone_from(&one.number.key);
            end = one.line + 1;
        }
    }
    // A list has few words to each number; where there is text, the numbers are those of the law itself.
    let entries = listed.iter().filter(|c| c.line < end).count().max(1);
    let long: usize = rows[begin..end].iter().map(|r| r.line.text.len()).sum();
    if long > 240 * entries + 400 {
        return Some(begin..begin + 1);
    }
    // The last entry may run over several lines; a new paragraph, capitals or a blank space ends it.
    while end < again.line
        && !rows[end].line.opens
        && rows[end].line.printed
        && rows[end].line.text.chars().any(char::is_lowercase)
    {
        end += 1;
    }
    Some(begin..end)
}

/// The rows at which the numbers begin again at 1 and go on, so that what follows is another text.
pub(super) fn restarts(rows: &[Row], mine: &[&Candidate]) -> Vec<usize> {
    let weighty: Vec<&&Candidate> = mine.iter().filter(|c| c.weight >= 500 || !c.keyword && c.weight >= 300).collect();
    let is = |c: &Candidate, n: u32| c.number.plain() && c.number.major() == n && !c.number.eid.starts_with('I');
    let mut found = Vec::new();
    for (i, one) in weighty.iter().enumerate().skip(1).filter(|(_, c)| is(c, 1)) {
        let goes_on = weighty[i + 1..].iter().take_while(|c| !is(c, 1)).take(6).any(|c| is(c, 2));
        let before = weighty[..i].iter().any(|c| is(c, 1)) && weighty[..i].iter().any(|c| is(c, 2));
        // Text that an amendment inserts begins with 1 as well.
        let inserted = rows[one.line.saturating_sub(4)..one.line].iter().any(|r| {
            let text = r.line.text.trim_end();
            words::AMENDS.is_match(text) && text.ends_with([':', '—', '-', '–'])
        });
        if goes_on && before && !inserted && rows[one.line].line.role != Role::Quoted {
            found.push(one.line);
        }
    }
    found
}

/// Do the candidates before a row only list what stands after it?
pub(super) fn lists(rows: &[Row], mine: &[&Candidate], again: usize) -> bool {
    let before: Vec<&&Candidate> = mine.iter().filter(|c| c.line < again).collect();
    let (Some(first), true) = (before.first(), before.len() >= 4) else { return false };
    let short = rows[first.line..again].iter().filter(|r| r.line.text.chars().count() <= 110).count();
    let same = before.iter().filter(|b| mine.iter().any(|c| c.line >= again && c.number.key == b.number.key)).count();
    let far = again - first.line <= before.len() * 3 + 8;
    far && same * 10 >= before.len() * 8 && short * 10 >= (again - first.line) * 9
}

/// Where the list before a row ends: after its last entry.
pub(super) fn list_end(rows: &[Row], mine: &[&Candidate], again: usize) -> usize {
    let last = mine.iter().map(|c| c.line).filter(|l| *l < again).max().map_or(again, |l| l + 1);
    // The last entry may run on.
    let goes_on = |i: &usize| {
        let line = &rows[*i].line;
        line.printed && !line.opens && line.text.starts_with(char::is_lowercase)
    };
    (last..again).find(|i| !goes_on(i)).unwrap_or(again)
}

/// Where a second text begins: at its title, or else at the headings right before its first article.
pub(super) fn second_text(rows: &[Row], mine: &[&Candidate], first: usize) -> usize {
    const FAR: usize = 14;
    let after = mine.iter().map(|c| c.line).filter(|l| *l < first).max().map_or(0, |l| l + 1);
    let from = after.max(first.saturating_sub(FAR));
    let titled = |i: &usize| {
        let line = &rows[*i].line;
        let text = line.text.trim();
        let capitals = !text.chars().any(char::is_lowercase);
        let stands_out = capitals || line.bold || line.centred || matches!(line.role, Role::Heading(_));
        stands_out && heading_like(line) && front::names_law(text) && mark::division(text, true).is_none()
    };
    if let Some(at) = (from..first).rev().find(titled) {
        return at;
    }
    let mut at = first;
    while at > from && heading_like(&rows[at - 1].line) && first - at < 3 {
        at -= 1;
    }
    at
}
