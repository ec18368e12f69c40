//! The nesting of lettered and numbered items: which level the next number stands on.

use super::mark::{Count, ItemMark, Style};
use crate::law::blocks::DEEPEST;

/// A list that is open.
#[derive(Clone, Debug)]
struct Level {
    style: Style,
    count: Count,
    last: u32,
    left: u32,
}

/// The lists that are open, outermost first, and those that running text closed last: they may go on after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Items(Vec<Level>, Vec<Level>);

/// What a number means for the open lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It goes on with an open list.
    Next,
    /// It begins a list.
    First,
    /// It jumps in an open list.
    Jump,
    /// It fits nowhere.
    Stray,
}

impl Items {
    /// Closes all lists for good.
    pub(super) fn clear(&mut self) {
        self.0.clear();
        self.1.clear();
    }

    /// Closes all lists; a number that goes on with one opens it again.
    pub(super) fn pause(&mut self) {
        if !self.0.is_empty() {
            self.1 = std::mem::take(&mut self.0);
        }
    }

    /// Is a list open?
    pub(super) fn open(&self) -> bool {
        !self.0.is_empty()
    }

    /// The letter in brackets that the innermost open list goes on with.
    pub(super) fn due(&self) -> Option<char> {
        let last = self.0.last().filter(|l| l.style == Style::Brackets && l.count == Count::Lower)?;
        char::from_u32(u32::from('a') + last.last).filter(char::is_ascii_lowercase)
    }

    /// How the number fits, and what it counts with there; `second` is the number that follows it in the text.
    pub(super) fn fit(&self, mark: &ItemMark<'_>, second: Option<&ItemMark<'_>>) -> (Fit, (Count, u32)) {
        let goes_on = |level: &Level| {
            let same = |r: &&(Count, u32)| r.0 == level.count && r.1 == level.last + 1;
            if level.style == mark.style { mark.readings.iter().find(same).copied() } else { None }
        };
        if mark.style == Style::Bullet {
            let known = self.0.iter().any(|l| l.style == Style::Bullet);
            return (if known { Fit::Next } else { Fit::First }, (Count::None, 0));
        }
        let first = mark.readings.iter().find(|r| r.1 == 1).copied();
        let paused = if self.0.is_empty() { self.1.as_slice() } else { &[] };
        if let Some(reading) = self.0.iter().rev().chain(paused.iter().rev()).find_map(goes_on) {
            // `(i)` after `(h)`: the ninth letter, or a first number under it? The number after it tells.
            let twofold = first.is_some_and(|f| f.0 != reading.0);
            let roman = second.is_some_and(|s| {
                s.style == mark.style
                    && s.readings.iter().any(|r| *r == (Count::RomanLower, 2) || *r == (Count::RomanUpper, 2))
            });
            if let (true, true, Some(first)) = (twofold, roman, first) {
                return (Fit::First, first);
            }
            return (Fit::Next, reading);
        }
        if let Some(first) = first {
            return (Fit::First, first);
        }
        let jumps = |level: &Level| {
            let near = |r: &&(Count, u32)| {
                r.0 == level.count && r.1 > level.last && r.1 <= level.last + 6
                    || r.0 == level.count && r.1 == level.last
            };
            if level.style == mark.style { mark.readings.iter().find(near).copied() } else { None }
        };
        match self.0.iter().rev().find_map(jumps) {
            Some(reading) => (Fit::Jump, reading),
            None => (Fit::Stray, mark.readings.first().copied().unwrap_or((Count::None, 0))),
        }
    }

    /// Enters the number and tells its level, from 1.
    pub(super) fn enter(&mut self, mark: &ItemMark<'_>, fit: Fit, reading: (Count, u32), left: u32) -> u8 {
        let same = |l: &Level| l.style == mark.style && l.count == reading.0;
        if fit == Fit::Next && self.0.is_empty() {
            self.0 = std::mem::take(&mut self.1);
        }
        let at = match fit {
            Fit::First if mark.style == Style::Bullet => None,
            // The same kind of list begins anew: where it stood, unless it is the innermost and something deeper is meant.
            Fit::First => self.0.iter().rposition(same),
            _ => {
                let exact = |l: &Level| same(l) && (l.last + 1 == reading.1 || fit != Fit::Next);
                self.0.iter().rposition(exact).or_else(|| self.0.iter().rposition(same))
            }
        };
        let level = Level { style: mark.style, count: reading.0, last: reading.1, left };
        match at {
            Some(at) => {
                self.0.truncate(at + 1);
                self.0[at] = level;
            }
            None => self.0.push(level),
        }
        u8::try_from(self.0.len()).unwrap_or(DEEPEST).min(DEEPEST)
    }

    /// The level that a line without a number belongs to by its distance from the edge: 0 for the text around all lists;
    /// none where the distance tells nothing.
    pub(super) fn level_at(&mut self, left: u32) -> Option<u8> {
        const SLACK: u32 = 5;
        let first = self.0.first()?;
        if self.0.iter().all(|l| l.left == 0) {
            return None;
        }
        if left + SLACK < first.left {
            self.0.clear();
            return Some(0);
        }
        let depth = self.0.iter().take_while(|l| l.left <= left + SLACK).count().max(1);
        self.0.truncate(depth);
        u8::try_from(depth).ok().map(|d| d.min(DEEPEST))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fit, Items};
    use crate::import::structure::mark::item;

    fn levels(numbers: &[&str]) -> Vec<u8> {
        let mut items = Items::default();
        let texts: Vec<String> = numbers.iter().map(|n| format!("{n} x")).collect();
        let mut out = Vec::new();
        for (i, text) in texts.iter().enumerate() {
            let mark = item(text).expect("an item");
            let second = texts.get(i + 1).and_then(|t| item(t));
            let (fit, reading) = items.fit(&mark, second.as_ref());
            assert_ne!(fit, Fit::Stray, "{text}");
            out.push(items.enter(&mark, fit, reading, 0));
        }
        out
    }

    #[test]
    fn items_find_their_level() {
        assert_eq!(levels(&["(a)", "(b)", "(i)", "(ii)", "(c)"]), [1, 1, 2, 2, 1]);
        assert_eq!(levels(&["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)"]), [1; 10]);
        assert_eq!(levels(&["(a)", "(i)", "(A)", "(B)", "(ii)", "(b)", "(i)"]), [1, 2, 3, 3, 2, 1, 2]);
        assert_eq!(levels(&["1.", "1°.", "2°.", "a.", "b.", "3°.", "2."]), [1, 2, 2, 3, 3, 2, 1]);
        assert_eq!(levels(&["1)", "2)", "a)", "b)", "3)"]), [1, 1, 2, 2, 1]);
        assert_eq!(levels(&["(h)", "(i)", "(ii)"][1..]), [1, 1]);
    }

    #[test]
    fn a_list_goes_on_after_words_between_its_items() {
        let mut items = Items::default();
        let mut enter = |text: &str, second: &str| {
            let mark = item(text).expect("an item");
            let (fit, reading) = items.fit(&mark, item(second).as_ref());
            let level = items.enter(&mark, fit, reading, 0);
            items.pause();
            (fit, level)
        };
        assert_eq!(enter("A) trata", "B) x"), (Fit::First, 1));
        for (text, second) in [("B) x", "C) x"), ("C) x", "D) x"), ("D) x", "E) x"), ("E) x", "F) x")] {
            assert_eq!(enter(text, second), (Fit::Next, 1));
        }
        for (text, second) in [("F) x", "G) x"), ("G) x", "H) x"), ("H) x", "I) x"), ("I) x", "J) x")] {
            assert_eq!(enter(text, second), (Fit::Next, 1));
        }
        assert_eq!(enter("A) otra", "B) x"), (Fit::First, 1));
    }
}
