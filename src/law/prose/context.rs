//! For whom a penalty is: the victim and the offender, from the words around it and those that its item hangs on.

use std::ops::Range;

use super::Found;
use super::clause::{Cluster, Seen};
use super::pack::{Mark, Sign};
use crate::law::penalty::{Offender, Victim};

/// Fills in victim, offender and what else the words around a penalty say.
pub(super) fn settle(
    seen: &Seen<'_>,
    contexts: &[Range<usize>],
    again: Vec<Range<usize>>,
    cluster: &Cluster,
    found: &mut Found,
) {
    let mut scopes = vec![cluster.scope.clone()];
    scopes.extend(contexts.iter().skip(1).cloned());
    scopes.extend(again);
    let words = cluster.words();
    found.penalty.victim = scopes.iter().find_map(|s| victim(seen, s)).unwrap_or(Victim::Any);
    found.penalty.offender = scopes.iter().find_map(|s| offender(seen, s, &words)).unwrap_or(Offender::Any);
    let after = words.end..(words.end + 24).min(contexts.first().map_or(words.end, |c| c.end));
    if let Some(mark) = seen.marks_in(&after).iter().find(|m| m.sign == Sign::Parole) {
        let end = (mark.end + 12).min(after.end);
        let said = &seen.text[seen.bytes(&(words.end..end.max(mark.end)))];
        add(&mut found.penalty.note, &format!("parole: {}", plain(said)));
    }
    if words.clone().any(|i| seen.tokens[i].gap.quoted) {
        found.quoted = true;
        add(&mut found.penalty.note, "in words that are put into another instrument");
    }
}

/// Adds a remark to a note.
pub(super) fn add(note: &mut String, more: &str) {
    if !note.is_empty() {
        note.push_str("; ");
    }
    note.push_str(more);
}

/// Words on one line.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn victim(seen: &Seen<'_>, scope: &Range<usize>) -> Option<Victim> {
    let marks = seen.marks_in(scope);
    let near = |m: &Mark, n: usize, sign: Sign| {
        marks.iter().any(|o| o.sign == sign && o.start <= m.end + n && o.end + n >= m.start && o.start != m.start)
    };
    // `a child or a vulnerable person`: no victim of one kind.
    if marks.iter().any(|m| m.sign == Sign::Child && near(m, 3, Sign::Others)) {
        return Some(Victim::Any);
    }
    let child = marks.iter().any(|m| m.sign == Sign::Child);
    // `by an adult`: the offender.
    let by = |m: &Mark| {
        (scope.start.max(m.start.saturating_sub(2))..m.start)
            .any(|i| ["by", "por", "par", "pour", "door"].contains(&seen.tokens[i].word.as_str()))
    };
    let adult = marks.iter().any(|m| m.sign == Sign::Adult && !by(m));
    match (child, adult) {
        (true, false) => Some(Victim::Child),
        (false, true) => Some(Victim::Adult),
        (true, true) => Some(Victim::Any),
        (false, false) => None,
    }
}

fn offender(seen: &Seen<'_>, scope: &Range<usize>, words: &Range<usize>) -> Option<Offender> {
    let kind = |sign: Sign| match sign {
        Sign::Natural => Some(Offender::NaturalPerson),
        Sign::Legal => Some(Offender::LegalPerson),
        Sign::Official => Some(Offender::PublicOfficial),
        Sign::Group => Some(Offender::OrganisedGroup),
        Sign::Repeat => Some(Offender::Repeat),
        _ => None,
    };
    // An official may as well be the one who is bribed or resisted: the words before must make it the offender.
    let acts = |m: &Mark| {
        let before = scope.start.max(m.start.saturating_sub(3))..m.start;
        // `gestraft de ambtenaar die …`, `se impondrá prisión al funcionario que …`.
        let imposed = seen
            .marks_in(&(m.start.saturating_sub(6)..m.start))
            .iter()
            .any(|t| t.sign == Sign::Trigger && t.end + 2 >= m.start);
        let after = m.start >= words.end && m.start <= words.end + 4;
        m.sign != Sign::Official || m.start <= scope.start + 2 || imposed || after || seen.says(Sign::By, &before)
    };
    let marks = || seen.marks_in(scope).iter().filter(|m| acts(m)).filter_map(|m| Some((kind(m.sign)?, m.start)));
    let both = |sign: Sign, other: Sign| {
        let all = seen.marks_in(scope);
        all.iter().any(|a| a.sign == sign && all.iter().any(|b| b.sign == other && a.start.abs_diff(b.start) <= 6))
    };
    if both(Sign::Natural, Sign::Legal) {
        return Some(Offender::Any);
    }
    // Of several the one that stands nearest before the penalty counts, or else the first after it.
    let before = marks().filter(|(_, at)| *at < words.start).max_by_key(|(_, at)| *at);
    before.or_else(|| marks().min_by_key(|(_, at)| *at)).map(|(kind, _)| kind)
}
