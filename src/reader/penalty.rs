//! Penalty clauses in English words: prison terms, fines, and how the two join; enough to judge an offence's range.

use std::ops::Range;

use super::words::{Token, Words};
use crate::rubric::detect::{Joined, PenaltyTest, Route};

/// One penalty clause of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its words, counted in the sentence.
    pub(super) range: Range<usize>,
    /// Shortest prison term in months.
    pub(super) min: Option<u64>,
    /// Longest prison term in months.
    pub(super) max: Option<u64>,
    /// Up to life.
    pub(super) life: bool,
    /// How fine and prison join.
    pub(super) joined: Joined,
    /// Mode of trial.
    pub(super) route: Route,
}

impl Clause {
    /// Does the clause pass the test?
    pub(super) fn passes(&self, test: &PenaltyTest) -> bool {
        let prison = self.joined != Joined::FineOnly;
        let open = self.life || (prison && self.max.is_none());
        let longest = self.max.or(self.min).unwrap_or(0);
        let stated = self.life || self.max.is_some() || self.min.is_some();
        test.months_at_least.is_none_or(|n| prison && (self.life || longest >= n))
            && test.months_below.is_none_or(|n| prison && stated && !open && longest < n)
            && test.joined.is_none_or(|j| j == self.joined)
            && test.route.is_none_or(|r| r == self.route)
    }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Reads the clauses of a sentence; a clause ends where another mode of trial begins.
pub(super) fn read(tokens: &[Token], words: &Words) -> Vec<Clause> {
    let at = |i: usize| tokens.get(i).map_or("", |t| words.text(t.word));
    let mut starts = vec![(0, Route::Main)];
    for i in 0..tokens.len() {
        if at(i) == "summary" && at(i + 1) == "conviction" || at(i) == "summarily" {
            starts.push((i, Route::Summary));
        } else if at(i) == "indictment" {
            starts.push((i, Route::Main));
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|s| s.0).chain([tokens.len()]).collect();
    starts.iter().zip(ends).filter_map(|((start, route), end)| clause(*start..end, *route, &at, tokens)).collect()
}

fn clause<'w>(range: Range<usize>, route: Route, at: &impl Fn(usize) -> &'w str, tokens: &[Token]) -> Option<Clause> {
    let (mut min, mut max, mut life) = (None, None, false);
    let mut prison: Vec<usize> = Vec::new();
    let mut fine: Vec<usize> = Vec::new();
    let mut both = false;
    for i in range.clone() {
        match at(i) {
            "fine" | "fined" => fine.push(i),
            "both" => both = true,
            "imprisonment" | "imprisoned" | "incarceration" => prison.push(i),
            "prison" | "jail" if at(i.wrapping_sub(1)) == "to" => prison.push(i),
            "life" if matches!(at(i.wrapping_sub(1)), "for" | "to" | "of") || at(i + 1) == "imprisonment" => {
                life = true;
                prison.push(i);
            }
            "year" | "years" | "months" | "month" => {
                let Some((months, first)) = duration(i, range.start, at) else { continue };
                if is_age(i, first, range.start, at, tokens) {
                    continue;
                }
                prison.push(first);
                match bound(first, range.start, at) {
                    Bound::Least => min = min.max(Some(months)),
                    Bound::Most => max = max.max(Some(months)),
                    Bound::From => min = min.max(Some(months)),
                }
            }
            _ => {}
        }
    }
    if prison.is_empty() && fine.is_empty() {
        return None;
    }
    let joined = joined(&prison, &fine, both, at);
    let first = prison.iter().chain(&fine).min().copied()?;
    let last = prison.iter().chain(&fine).max().copied()?;
    let end = (last + 3).min(range.end).max(last + 1).min(tokens.len());
    Some(Clause { range: first..end, min, max, life, joined, route })
}

enum Bound {
    Least,
    Most,
    From,
}

/// What kind of bound the words before a number make it.
fn bound<'w>(first: usize, start: usize, at: &impl Fn(usize) -> &'w str) -> Bound {
    let back = |n: usize| if first >= start + n { at(first - n) } else { "" };
    let near: Vec<&str> = (1..=4).map(back).collect();
    let least = near.contains(&"least")
        || near.contains(&"minimum")
        || (near.contains(&"less") && (near.contains(&"not") || near.contains(&"no")));
    if least {
        return Bound::Least;
    }
    if matches!(near[0], "from" | "between") { Bound::From } else { Bound::Most }
}

/// Months of a duration that ends at `unit`, and the word at which its number begins.
fn duration<'w>(unit: usize, start: usize, at: &impl Fn(usize) -> &'w str) -> Option<(u64, usize)> {
    let factor = if at(unit).starts_with("year") { 12 } else { 1 };
    let mut i = unit.checked_sub(1).filter(|i| *i >= start)?;
    // `fifteen (15) years`: the figures in brackets repeat the word.
    if at(i).starts_with('(') {
        i = i.checked_sub(1).filter(|i| *i >= start)?;
    }
    // `six to ten years`: the number before is the minimum; `or` and `to` join.
    let (value, first) = number(i, start, at)?;
    Some((value.checked_mul(factor)?, first))
}

fn number<'w>(i: usize, start: usize, at: &impl Fn(usize) -> &'w str) -> Option<(u64, usize)> {
    let word = at(i);
    if let Ok(n) = word.parse::<u64>() {
        return (n <= 200).then_some((n, i));
    }
    let small = SMALL.iter().position(|w| *w == word).and_then(|n| u64::try_from(n).ok());
    let tens = |w: &str| TENS.iter().position(|t| !t.is_empty() && *t == w).and_then(|n| u64::try_from(n).ok());
    if let Some(small) = small {
        let before = i.checked_sub(1).filter(|b| *b >= start).and_then(|b| tens(at(b)).map(|t| (t, b)));
        return Some(match before {
            Some((t, b)) if (1..=9).contains(&small) => (t * 10 + small, b),
            _ => (small, i),
        });
    }
    tens(word).map(|t| (t * 10, i))
}

/// Is the number an age or a time limit rather than a term of prison?
fn is_age<'w>(unit: usize, first: usize, start: usize, at: &impl Fn(usize) -> &'w str, tokens: &[Token]) -> bool {
    let after = at(unit + 1) == "of" && at(unit + 2) == "age" || matches!(at(unit + 1), "old" | "after" | "from");
    let parted = |i: usize| tokens.get(i + 1).is_some_and(|t| t.before.colon || t.before.semicolon || t.before.comma);
    let near = (1..=3).filter_map(|n| first.checked_sub(n)).take_while(|i| *i >= start && !parted(*i)).map(at);
    let before = ["under", "below", "age", "aged", "attained", "within", "every", "last", "preceding"];
    after || near.into_iter().any(|w| before.contains(&w))
}

/// Reads how fine and prison join from the words right before the later one.
fn joined<'w>(prison: &[usize], fine: &[usize], both: bool, at: &impl Fn(usize) -> &'w str) -> Joined {
    let (Some(p), Some(f)) = (prison.first(), fine.first()) else {
        return if prison.is_empty() { Joined::FineOnly } else { Joined::PrisonOnly };
    };
    let (from, to) = (*p.min(f), *p.max(f));
    if (from..to).any(|i| at(i) == "default") {
        return Joined::FineOnly;
    }
    let last = (from..to).rev().map(at).find(|w| matches!(*w, "or" | "and" | "with" | "addition" | "both"));
    if both && last != Some("and") || last == Some("or") { Joined::Or } else { Joined::And }
}
