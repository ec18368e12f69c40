//! Phrases of a language pack: words, choices, stems, numbers and small gaps.
//!
//! `not|no less than`, `imprison*`, `the? preceding`, `section #` (any number), `..3` (at most three words between).

use super::numbers::{self, Numbers};
use super::token::Token;

/// A phrase.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Word { ways: Vec<Way>, optional: bool },
    Number,
    Gap(usize),
}

#[derive(Clone, Debug)]
struct Way {
    text: String,
    stem: bool,
}

impl Pattern {
    /// Reads a phrase.
    pub(super) fn new(text: &str) -> Self {
        let step = |word: &str| {
            if word == "#" {
                return Step::Number;
            }
            if let Some(n) = word.strip_prefix("..").and_then(|n| n.parse().ok()) {
                return Step::Gap(n);
            }
            let (word, optional) = word.strip_suffix('?').map_or((word, false), |w| (w, true));
            let way = |w: &str| match w.strip_suffix('*') {
                Some(text) => Way { text: text.to_string(), stem: true },
                None => Way { text: w.to_string(), stem: false },
            };
            let ways = word.split('|').map(way).collect();
            Step::Word { ways, optional }
        };
        Self { steps: text.split_whitespace().map(step).collect() }
    }

    /// The first letters with which the phrase may begin; none where it may begin with anything.
    pub(super) fn firsts(&self) -> Option<Vec<char>> {
        let mut all = Vec::new();
        for step in &self.steps {
            let Step::Word { ways, optional } = step else { return None };
            for way in ways {
                all.push(way.text.chars().next()?);
            }
            if !optional {
                return Some(all);
            }
        }
        None
    }

    /// Where the phrase ends that begins at a word; the longest way.
    pub(super) fn end(&self, tokens: &[Token], at: usize, numbers: &Numbers) -> Option<usize> {
        end(&self.steps, tokens, at, at, numbers).filter(|e| *e > at)
    }
}

fn end(steps: &[Step], tokens: &[Token], at: usize, start: usize, numbers: &Numbers) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(at) };
    let token = tokens.get(at).filter(|t| at == start || !(t.gap.is_hard() || t.gap.semicolon));
    match step {
        Step::Word { ways, optional } => {
            let here = token
                .filter(|t| ways.iter().any(|w| if w.stem { t.word.starts_with(&w.text) } else { t.word == w.text }));
            let taken = here.and_then(|_| end(rest, tokens, at + 1, start, numbers));
            let left = if *optional { end(rest, tokens, at, start, numbers) } else { None };
            taken.max(left)
        }
        Step::Number => {
            token?;
            let number = numbers::number(tokens, at, numbers)?;
            end(rest, tokens, number.end, start, numbers)
        }
        Step::Gap(most) => {
            let mut best = end(rest, tokens, at, start, numbers);
            for n in 1..=*most {
                let passed =
                    tokens.get(at + n - 1).filter(|t| at + n - 1 == start || !(t.gap.is_hard() || t.gap.semicolon));
                if best.is_some() || passed.is_none() {
                    break;
                }
                best = end(rest, tokens, at + n, start, numbers);
            }
            best
        }
    }
}
