//! Penalty clauses of a sentence, as the rules of detection ask for them: read by `law::prose`, counted in words here.

use std::ops::Range;

use super::layout::Section;
use crate::law::penalty::{Join, Mode, Penalty};
use crate::law::prose;
use crate::rubric::detect::{Joined, PenaltyTest, Route};

/// One penalty clause of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its words, counted in the section.
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

/// Reads the clauses of a sentence of a section.
pub(super) fn read(section: &Section<'_>, sentence: &Range<usize>, lang: &str) -> Vec<Clause> {
    let Some(tokens) = section.tokens.get(sentence.clone()) else { return Vec::new() };
    let mut text = String::new();
    // Where each word begins in the text that is put together from the provisions of the sentence.
    let mut starts: Vec<usize> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        let same = tokens[at..].iter().take_while(|t| t.part == first.part).count();
        let words = section.parts.get(first.part).map_or("", |p| p.text.as_str());
        let last = &tokens[at + same - 1];
        // A sign after the last word, such as `%`, belongs to it; one before the first, such as `$`, as well.
        let rest = words.get(last.bytes.end..).unwrap_or_default();
        let end = last.bytes.end + rest.find(|c: char| c.is_alphanumeric() || c.is_whitespace()).unwrap_or(rest.len());
        let before = words.get(..first.bytes.start).unwrap_or_default();
        let start = first.bytes.start - (before.len() - before.trim_end_matches(['$', '€', '£']).len());
        if !text.is_empty() {
            text.push_str("\n\n- ");
        }
        starts.extend(tokens[at..at + same].iter().map(|t| text.len() + t.bytes.start - start));
        text.push_str(words.get(start..end).unwrap_or_default());
        at += same;
    }
    let word = |byte: usize| starts.partition_point(|s| *s < byte);
    let found = prose::read_said(&text, lang, None).penalties.into_iter();
    found
        .filter_map(|f| {
            let from = starts.partition_point(|s| *s <= f.range.start).saturating_sub(1);
            let range = sentence.start + from..sentence.start + word(f.range.end).max(from + 1);
            clause(range, &f.penalty)
        })
        .collect()
}

/// A penalty as a clause; none where it has neither prison nor fine.
fn clause(range: Range<usize>, penalty: &Penalty) -> Option<Clause> {
    let joined = match (&penalty.imprisonment, &penalty.fine, penalty.join) {
        (None, None, _) => return None,
        (Some(_), None, _) => Joined::PrisonOnly,
        (None, Some(_), _) => Joined::FineOnly,
        (Some(_), Some(_), Some(Join::Or | Join::AndOr)) => Joined::Or,
        (Some(_), Some(_), Some(Join::And) | None) => Joined::And,
    };
    let prison = penalty.imprisonment.unwrap_or_default();
    // A term in days counts in whole months, rounded down.
    let months = |months: Option<u64>, days: Option<u64>| months.or(days.map(|d| d / 30));
    Some(Clause {
        range,
        min: months(prison.min_months, prison.min_days),
        max: months(prison.max_months, prison.max_days),
        life: prison.life,
        joined,
        route: if penalty.mode == Mode::Summary { Route::Summary } else { Route::Main },
    })
}
