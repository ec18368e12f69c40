//! Which of the lines that look like the beginning of a section are one: the heaviest ascending chain of numbers.
//!
//! A line that begins with a number may be a reference broken over two lines, an item, inserted text or a table of contents.
//! Numbers of sections ascend through a law, so the best ascending chain tells them apart better than any single look.

use super::mark::Scheme;
use super::number::Number;

/// A line that may begin a section.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its place among the lines.
    pub line: usize,
    /// Section, article, …
    pub scheme: Scheme,
    /// Its number.
    pub number: Number,
    /// Whether a word such as `Article` stands before the number.
    pub keyword: bool,
    /// Neither a word nor a sign marks the number.
    pub bare: bool,
    /// How much it looks like one; at most 0: not at all.
    pub weight: i64,
}

/// How far back the chain looks for the one before; bounds the work on whole codes.
const REACH: usize = 2500;

/// Numbers (positions in `all`) of the candidates that make the heaviest ascending chain, and its weight.
pub fn best(all: &[&Candidate]) -> (Vec<usize>, i64) {
    let mut sums: Vec<i64> = Vec::with_capacity(all.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(all.len());
    for (i, one) in all.iter().enumerate() {
        let mut sum = one.weight - start_cost(&one.number);
        let mut from = None;
        for j in i.saturating_sub(REACH)..i {
            let last = all[j];
            if last.line < one.line && last.number.key < one.number.key {
                let through = sums[j] + one.weight - step_cost(&last.number, &one.number);
                if through > sum {
                    (sum, from) = (through, Some(j));
                }
            }
        }
        sums.push(sum);
        before.push(from);
    }
    let Some(mut at) = (0..all.len()).max_by_key(|i| (sums[*i], std::cmp::Reverse(*i))) else {
        return (Vec::new(), 0);
    };
    let weight = sums[at];
    let mut chain = vec![at];
    while let Some(from) = before[at] {
        chain.push(from);
        at = from;
    }
    chain.reverse();
    (chain, weight)
}

/// A law usually begins with 1.
fn start_cost(number: &Number) -> i64 {
    if number.plain() { (20 * i64::from(number.major().saturating_sub(1))).min(300) } else { 50 }
}

/// Jumps are dear among plain numbers, cheap among those with parts.
fn step_cost(last: &Number, next: &Number) -> i64 {
    let gap = i64::from(next.major()) - i64::from(last.major());
    if last.key.len() > 1 || next.key.len() > 1 {
        return if gap > 100 { 100 } else { 0 };
    }
    if gap <= 1 { 0 } else { (40 * (gap - 1)).min(450) }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, best};
    use crate::import::structure::mark::Scheme;
    use crate::import::structure::number::Number;

    #[test]
    fn references_and_inserted_articles_are_left_out() {
        let numbers = ["1", "2", "17", "3", "145bis", "4", "4A", "2", "5"];
        let all: Vec<Candidate> = numbers
            .iter()
            .enumerate()
            .map(|(line, n)| Candidate {
                line,
                scheme: Scheme::Article,
                number: Number::parse(n).expect("good"),
                keyword: true,
                bare: false,
                weight: 500,
            })
            .collect();
        let (chain, _) = best(&all.iter().collect::<Vec<_>>());
        let kept: Vec<&str> = chain.iter().map(|i| numbers[*i]).collect();
        assert_eq!(kept, ["1", "2", "3", "4", "4A", "5"]);
        assert_eq!(best(&[]).0, Vec::<usize>::new());
    }
}
