//! Penalties that are those of another provision, and parts that are added to them or taken.

use std::ops::Range;

use super::clause::Seen;
use super::numbers;
use super::pack::Sign;
use crate::law::penalty::{Change, Ratio};

/// Another penalty that the words point to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Which one.
    pub target: Target,
    /// How it is changed.
    pub change: Option<Change>,
    /// The change is of prison alone: `kunnen de gevangenisstraffen met een derde worden verhoogd`.
    pub prison_only: bool,
    /// The words.
    pub words: String,
    /// Their place among the words of the text.
    pub(super) range: Range<usize>,
}

/// Which other penalty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// That of these provisions, by their numbers.
    Provisions(Vec<String>),
    /// That of a part of this provision, by its number.
    Inside(String),
    /// That of the provision before this one.
    Preceding,
    /// That which was named last in the text.
    Same,
}

/// Reads a reference to another penalty in a sentence.
pub(super) fn reference(seen: &Seen<'_>, sentence: &Range<usize>, words: &Range<usize>) -> Option<Reference> {
    let marks: Vec<_> = seen.marks_in(words).iter().filter(|m| m.sign == Sign::Same).collect();
    let start = marks.iter().map(|m| m.start).min()?;
    let end = marks.iter().map(|m| m.end).max()?;
    let near = start.saturating_sub(14).max(sentence.start)..(end + 14).min(sentence.end);
    let range = start..end;
    let target = target(seen, &near);
    let change = change(seen, &(start.saturating_sub(12).max(sentence.start)..(end + 24).min(sentence.end)));
    let last = if change.is_some() { (end + 12).min(sentence.end) } else { end };
    let words = super::context::plain(&seen.text[seen.bytes(&(start..last))]);
    let says = |sign: Sign| seen.says(sign, &range);
    let prison_only = (says(Sign::Custody) || says(Sign::Forced)) && !says(Sign::Fine);
    Some(Reference { target, change, prison_only, words, range })
}

/// The numbers of provisions that stand after a word for one.
fn target(seen: &Seen<'_>, words: &Range<usize>) -> Target {
    let tokens = seen.tokens;
    let mut numbers_found: Vec<String> = Vec::new();
    let (mut preceding, mut inner) = (false, None);
    for i in words.clone() {
        let word = &tokens[i].word;
        let provision = seen.pack.provision.contains(word);
        if provision {
            let mut at = i + 1;
            while at < words.end.min(i + 14) {
                let (number, next) = number_at(seen, at);
                match number {
                    Some(number) => numbers_found.push(number),
                    None if !numbers_found.is_empty() && !is_joint(&tokens[at].word, seen) => break,
                    None => {}
                }
                at = next.max(at + 1);
                if numbers_found.is_empty() && at > i + 3 {
                    break;
                }
            }
        }
        if seen.pack.previous.contains(word) {
            let part = |i: usize| tokens.get(i).is_some_and(|t| seen.pack.inner.contains(&t.word));
            preceding |= !(part(i + 1) || i > 0 && part(i - 1));
        }
        if seen.pack.inner.contains(word) && numbers_found.is_empty() {
            inner = inner.or_else(|| number_at(seen, i + 1).0);
        }
    }
    numbers_found.dedup();
    match (numbers_found.is_empty(), preceding) {
        (false, _) => Target::Provisions(numbers_found),
        (true, true) => Target::Preceding,
        (true, false) => inner.map_or(Target::Same, Target::Inside),
    }
}

fn is_joint(word: &str, seen: &Seen<'_>) -> bool {
    seen.pack.numbers.and.iter().any(|a| a == word)
        || ["or", "o", "ou", "of", "a", "to", "tot", "met", "bis", "ter"].contains(&word)
}

/// A number such as `5`, `273a`, `225-4-1` at a word, and the word after it.
fn number_at(seen: &Seen<'_>, at: usize) -> (Option<String>, usize) {
    let tokens = seen.tokens;
    let Some(token) = tokens.get(at) else { return (None, at) };
    if !token.word.starts_with(|c: char| c.is_ascii_digit()) {
        return (None, at + 1);
    }
    let mut number = token.word.clone();
    let mut end = at + 1;
    while let Some(next) = tokens.get(end).filter(|t| t.gap.dash && !t.gap.is_hard() && t.word.len() <= 3) {
        if next.bytes.start > tokens[end - 1].bytes.end + 1 {
            break;
        }
        number.push('-');
        number.push_str(&next.word);
        end += 1;
    }
    (Some(number), end)
}

/// How the penalty is changed, from the words around.
fn change(seen: &Seen<'_>, words: &Range<usize>) -> Option<Change> {
    let says = |sign: Sign| seen.says(sign, words);
    let (raised, lowered) = (says(Sign::Raised), says(Sign::Lowered));
    let whole = |over: u64| Some(Ratio { over, under: 1 });
    if says(Sign::Triple) {
        return Some(Change { min: whole(2), max: whole(2), less: false });
    }
    if says(Sign::Double) {
        return Some(Change { min: whole(1), max: whole(1), less: false });
    }
    let parts = ratios(seen, words);
    let (first, second) = (parts.first()?, parts.get(1));
    if !raised && !lowered {
        return None;
    }
    // `hasta en un tercio`, `kan worden verhoogd`: the least stays.
    let bound = seen.marks_in(words).iter().any(|m| m.sign == Sign::Most && m.end <= first.1 && first.1 - m.end <= 3);
    let may = words.clone().any(|i| {
        ["kan", "kunnen", "may", "podra", "podran", "pourra", "pourront"].contains(&seen.tokens[i].word.as_str())
    });
    Some(match second {
        Some(second) => Change { min: Some(first.0), max: Some(second.0), less: lowered && !raised },
        None if bound || may => Change { min: None, max: Some(first.0), less: lowered && !raised },
        None => Change { min: Some(first.0), max: Some(first.0), less: lowered && !raised },
    })
}

/// Parts in a range of words, with where each begins.
fn ratios(seen: &Seen<'_>, words: &Range<usize>) -> Vec<(Ratio, usize)> {
    let tokens = seen.tokens;
    let numbers = &seen.pack.numbers;
    let mut all = Vec::new();
    let mut i = words.start;
    while i < words.end {
        let part =
            |at: usize| tokens.get(at).filter(|t| !t.gap.is_hard()).and_then(|t| numbers.parts.get(&t.word).copied());
        let half = part(i) == Some(2);
        let number = numbers::number(tokens, i, numbers);
        let ratio = match number {
            Some(n) if n.value > 0 && n.end < words.end => {
                let percent = tokens[n.end].word == "%"
                    || (["per", "por", "pour"].contains(&tokens[n.end].word.as_str())
                        && tokens.get(n.end + 1).is_some_and(|t| ["cent", "ciento"].contains(&t.word.as_str())))
                    || ["percent", "procent"].contains(&tokens[n.end].word.as_str());
                if percent {
                    Some((Ratio { over: n.value, under: 100 }, n.end + 1))
                } else {
                    part(n.end).map(|under| (Ratio { over: n.value, under }, n.end + 1))
                }
            }
            _ if half => Some((Ratio { over: 1, under: 2 }, i + 1)),
            // `d'un tiers` has its number; `la tercera parte`, `a third` have none.
            _ => part(i)
                .filter(|_| i > 0 && ["a", "la", "una", "le", "een", "the"].contains(&tokens[i - 1].word.as_str()))
                .map(|under| (Ratio { over: 1, under }, i + 1)),
        };
        match ratio {
            Some((ratio, end)) => {
                all.push((ratio, i));
                i = end;
            }
            None => i += 1,
        }
    }
    all
}
