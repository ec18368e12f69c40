//! References to provisions: `section 5(2)(a)`, `paragraph (b) of subsection (2)`, `artículos 172 a 175, inciso b)`,
//! `le deuxième alinéa de l'article L. 622-1`, `artikel 5, derde lid, onder a`.

mod number;

use std::ops::Range;

use super::pack::Pack;
use super::token::{Sort, Token, key};
use super::view::{Para, View};

/// Words behind a reference among which another law may be named.
const REACH: usize = 24;
/// Words behind a reference among which the law that it is of may be named without `of` right behind it.
const NEAR: usize = 16;

/// A reference.
#[derive(Clone, Debug, Default)]
pub(super) struct Ref {
    /// The paragraph that it stands in.
    pub(super) para: usize,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Bytes at which the word for the section begins.
    pub(super) unit_at: usize,
    /// The element of the section (`sec`, `art`); none: in this section.
    pub(super) kind: Option<String>,
    /// Sections, in order.
    pub(super) tops: Vec<Numbered>,
    /// Parts of the section.
    pub(super) parts: Vec<Part>,
    /// It names another law, or may.
    pub(super) abroad: bool,
    /// It says that it is to this law.
    pub(super) home: bool,
}

/// A number of a reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// As it is compared.
    pub(super) key: String,
    /// As printed.
    pub(super) printed: String,
    /// `(2)(a)` behind it.
    pub(super) under: Vec<String>,
}

/// Numbers of parts of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// One of them each.
    pub(super) keys: Vec<Vec<String>>,
    /// Counted, not numbered.
    pub(super) counted: bool,
}

/// The references of all paragraphs.
pub(super) fn of(view: &View<'_>) -> Vec<Ref> {
    let mut all = Vec::new();
    for (i, para) in view.paras.iter().enumerate() {
        let from = all.len();
        find(i, para, view.pack, &mut all);
        carry_back(para, view.pack, &mut all[from..]);
    }
    all
}

/// `section 5 or 6, or section 7 of the Bail Act`: all are of that Act.
fn carry_back(para: &Para, pack: &Pack, refs: &mut [Ref]) {
    for i in (1..refs.len()).rev() {
        let between = refs[i - 1].range.end..refs[i].range.start;
        let linked = para.tokens.iter().filter(|t| between.contains(&t.range.start)).all(|t| {
            t.sort == Sort::Mark
                || pack.joins.contains(&t.text)
                || pack.of.contains(&t.text)
                || pack.links.contains(&t.text)
        });
        if linked && refs[i].abroad && !refs[i - 1].home {
            refs[i - 1].abroad = true;
        }
    }
}

fn find(at: usize, para: &Para, pack: &Pack, all: &mut Vec<Ref>) {
    let scan = Scan { text: para.text(), tokens: &para.tokens, pack };
    let mut i = 0;
    while i < scan.tokens.len() {
        match scan.chain(i) {
            Some((mut found, end)) => {
                found.para = at;
                all.push(found);
                i = end.max(i + 1);
            }
            None => i += 1,
        }
    }
}

struct Scan<'t> {
    text: &'t str,
    tokens: &'t [Token],
    pack: &'t Pack,
}

impl Scan<'_> {
    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.text.as_str())
    }

    fn mark(&self, i: usize, mark: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| t.sort == Sort::Mark && t.text == mark)
    }

    /// A section with its parts before and behind it.
    fn chain(&self, from: usize) -> Option<(Ref, usize)> {
        let mut found = Ref::default();
        let mut at = from;
        let mut end = from;
        loop {
            let behind = !found.tops.is_empty();
            // `article 5, 2° de l'article 6`: what leads on to another section is its part.
            let leads = |next: usize| {
                behind && self.links(next) && self.pack.of.contains(self.word(next)) && !self.says_this(next)
            };
            if let Some((part, next)) = self.part(at).filter(|p| !(leads(p.1) && self.unit_near(p.1))) {
                found.parts.push(part);
                end = next;
            } else if let Some((kind, tops, next)) = self.top(at).filter(|_| found.kind.is_none()) {
                found.kind = Some(kind);
                found.tops = tops;
                found.unit_at = self.tokens[at].range.start;
                end = next;
            } else if let Some((part, next)) =
                self.bare(at, behind).filter(|b| (end > from || at == from) && !leads(b.1))
            {
                found.parts.push(part);
                end = next;
            } else {
                break;
            }
            at = end;
            let mut steps = 0;
            while steps < 4 && (self.mark(at, ",") || self.mark(at, "'") || self.mark(at, "’") || self.links(at)) {
                // Behind a section `of` leads to a law, not to a part.
                if !found.tops.is_empty() && self.pack.of.contains(self.word(at)) {
                    break;
                }
                at += 1;
                steps += 1;
            }
        }
        if end == from || found.tops.is_empty() && found.parts.is_empty() {
            return None;
        }
        // A bare `2°` that leads to no article is an item, or an ordinal.
        if found.tops.is_empty() && self.tokens[from].sort == Sort::Number {
            return None;
        }
        found.range = self.tokens[from].range.start..self.tokens[end - 1].range.end;
        let behind = self.behind(end);
        found.home = behind == Some(false);
        found.abroad = behind == Some(true) || self.before(from);
        Some((found, end))
    }

    /// Does a word for a section stand within a few words?
    fn unit_near(&self, i: usize) -> bool {
        (i..i + 4).any(|n| self.pack.units.contains_key(self.word(n)) || self.pack.subunits.contains(self.word(n)))
    }

    fn links(&self, i: usize) -> bool {
        let word = self.word(i);
        self.tokens.get(i).is_some_and(|t| t.sort == Sort::Word)
            && (self.pack.of.contains(word) || self.pack.links.contains(word))
    }

    /// A word for a section and its numbers.
    fn top(&self, at: usize) -> Option<(String, Vec<Numbered>, usize)> {
        let token = self.tokens.get(at)?;
        let kind = self.pack.units.get(&token.text)?;
        if kind == "sched" {
            return self.schedule(at, kind);
        }
        let short = token.text.len() <= 2;
        if short && !self.mark(at + 1, ".") {
            return None;
        }
        let from = at + 1 + usize::from(self.mark(at + 1, "."));
        let (first, mut end) = self.number(from)?;
        let plural = token.text.ends_with(['s', 'n']) && token.text.len() > 4;
        let mut all = vec![first];
        loop {
            let mut next = end;
            let mut comma = false;
            let mut joined = false;
            while next < end + 3 {
                if self.mark(next, ",") {
                    comma = true;
                } else if ["–", "-", "/"].iter().any(|sign| self.mark(next, sign))
                    || self.tokens.get(next).is_some_and(|t| {
                        t.sort == Sort::Word && (self.pack.joins.contains(&t.text) || self.pack.up_to.contains(&t.text))
                    })
                {
                    joined = true;
                } else {
                    break;
                }
                next += 1;
            }
            if !comma && !joined {
                break;
            }
            if let Some((number, after)) = self.number(next) {
                let goes_on = self.mark(after, ",")
                    || self.pack.joins.contains(self.word(after))
                    || self.pack.of.contains(self.word(after))
                    || after == self.tokens.len();
                if !plural && !goes_on && !self.mark(after, ".") && !self.mark(after, ";") && comma && !joined {
                    break;
                }
                all.push(number);
                end = after;
            } else if let Some(under) = Some(self.brackets(next)).filter(|(u, _)| !u.is_empty()) {
                // `section 5(1) and (2)`.
                let Some(last) = all.last().cloned() else { break };
                if last.under.is_empty() {
                    break;
                }
                let alike = |a: &str, b: &str| {
                    let digit = |s: &str| s.starts_with(|c: char| c.is_ascii_digit());
                    digit(a) == digit(b)
                };
                let keep = last.under.iter().rposition(|k| alike(k, &under.0[0])).unwrap_or(0);
                let mut path = last.under[..keep].to_vec();
                path.extend(under.0);
                all.push(Numbered { under: path, ..last });
                end = under.1;
            } else {
                break;
            }
        }
        Some((kind.clone(), all, end))
    }

    /// A word for a part with its numbers, or `third` before it.
    fn part(&self, at: usize) -> Option<(Part, usize)> {
        let ordinal = |i: usize| self.pack.ordinals.iter().position(|o| o == self.word(i)).map(|n| (n + 1).to_string());
        let counted = |i: usize| self.pack.counted.contains(self.word(i));
        let numbered = |i: usize| self.pack.subunits.contains(self.word(i));
        if let Some(n) = ordinal(at) {
            if counted(at + 1) || numbered(at + 1) && self.pack.lang == "nl" {
                return Some((Part { keys: vec![vec![n]], counted: counted(at + 1) }, at + 2));
            }
            return None;
        }
        if counted(at) {
            return ordinal(at + 1).map(|n| (Part { keys: vec![vec![n]], counted: true }, at + 2));
        }
        if !numbered(at) {
            return None;
        }
        let mut next = at + 1;
        let mut keys = Vec::new();
        loop {
            let token = self.tokens.get(next);
            let under = Some(self.brackets(next)).filter(|(u, _)| !u.is_empty());
            if let Some((under, end)) = under {
                keys.push(under);
                next = end;
            } else if token.is_some_and(|t| t.sort == Sort::Number && t.text.len() <= 4)
                || token.is_some_and(|t| t.sort == Sort::Word && is_item(&t.text) && self.letter_stands(next))
            {
                keys.push(vec![key(self.word(next))]);
                next += 1;
                next += usize::from(self.mark(next, ")"));
            } else {
                break;
            }
            let mut step = next;
            while step < next + 2
                && (self.mark(step, ",")
                    || self.pack.joins.contains(self.word(step))
                    || self.pack.up_to.contains(self.word(step)))
            {
                step += 1;
            }
            let more = self.tokens.get(step).is_some_and(|t| {
                t.sort == Sort::Bracket && is_item(&t.text)
                    || (t.sort == Sort::Number && t.text.len() <= 2 && self.pack.lang != "en")
                    || t.sort == Sort::Word && is_item(&t.text) && self.mark(step + 1, ")")
            });
            if step == next || !more {
                break;
            }
            next = step;
        }
        (!keys.is_empty()).then_some((Part { keys, counted: false }, next))
    }

    /// Is a short word a letter, not a preposition (`onder a`, `inciso b)`, but not `inciso a la`)?
    fn letter_stands(&self, i: usize) -> bool {
        self.mark(i + 1, ")") || self.pack.lang == "nl" && self.word(i).len() == 1
    }

    /// `2°` before or behind an article.
    fn bare(&self, at: usize, behind: bool) -> Option<(Part, usize)> {
        if self.pack.lang != "fr" {
            return None;
        }
        let token = self.tokens.get(at).filter(|t| t.ordinal && t.text.len() <= 3)?;
        let part = Part { keys: vec![vec![key(&token.text)]], counted: false };
        let leads = self.pack.of.contains(self.word(at + 1));
        (behind || leads).then_some((part, at + 1))
    }

    /// Behind a reference: `Some(true)` another law, `Some(false)` this one.
    fn behind(&self, end: usize) -> Option<bool> {
        let byte = self.tokens.get(end.checked_sub(1)?)?.range.end;
        let rest = self.text.get(byte..).unwrap_or_default();
        if self.pack.thereof.is_match(rest) {
            return Some(true);
        }
        let mut at = end;
        at += usize::from(self.mark(at, ","));
        let token = self.tokens.get(at)?;
        if token.sort == Sort::Word && self.pack.of.contains(&token.text) {
            if self.says_this(at) {
                return Some(false);
            }
            // `of` leads on to something that is no part of this law; `to` and `a` only where a law is named.
            let own = self.pack.units.contains_key(self.word(at + 1)) || self.pack.subunits.contains(self.word(at + 1));
            let weak = !matches!(token.text.as_str(), "of" | "de" | "del" | "van" | "du" | "des" | "d");
            return (self.law_follows(end, REACH) || !own && !weak).then_some(true);
        }
        if at == end && token.capital && token.sort == Sort::Word && self.word(at).len() > 1 {
            return Some(true);
        }
        // `sexto párrafo in fine, del Código`: a law within a few words.
        self.law_follows(end, NEAR).then_some(true)
    }

    /// Does `of` lead on to this law?
    fn says_this(&self, at: usize) -> bool {
        let near = self.text.get(self.tokens[at].range.start..).unwrap_or_default();
        let near: String = near.chars().take(60).collect();
        self.pack.this_law.is_match(&super::token::fold(&near)) || self.pack.this_law.is_match(&near)
    }

    /// Is a law that is not this one named within so many words of the sentence?
    fn law_follows(&self, end: usize, reach: usize) -> bool {
        let ends =
            |i: usize| self.mark(i, ";") || self.mark(i, ".") && self.tokens.get(i + 1).is_none_or(|t| t.capital);
        let near = (end..(end + reach).min(self.tokens.len())).take_while(|i| !ends(*i));
        near.filter(|i| self.pack.laws.contains(self.word(*i))).any(|i| {
            let before = (i.saturating_sub(3)..i).find(|n| self.pack.of.contains(self.word(*n)) && self.says_this(*n));
            before.is_none() && !self.word(i.saturating_sub(1)).starts_with("this")
        })
    }

    /// Right before a reference: the law that it belongs to (`Penal Code, section 5`).
    fn before(&self, from: usize) -> bool {
        let mut at = from;
        for _ in 0..6 {
            let Some(prior) = at.checked_sub(1) else { return false };
            at = prior;
            let token = &self.tokens[at];
            if self.pack.laws.contains(&token.text) && token.sort == Sort::Word {
                let this = self.text.get(..token.range.start).unwrap_or_default();
                let this = super::token::fold(this);
                let words: Vec<&str> = this.split_whitespace().rev().take(2).collect();
                return !words.iter().any(|w| {
                    matches!(*w, "this" | "present" | "presente" | "esta" | "este" | "deze" | "dit" | "cette")
                });
            }
            let small = token.sort != Sort::Word || token.text.len() <= 8 && token.capital;
            if !small || self.mark(at, ".") || self.mark(at, ";") {
                return false;
            }
        }
        false
    }
}

/// Is this the number of an item: digits, a letter or two, a Roman numeral?
pub(super) fn is_item(text: &str) -> bool {
    let roman = text.bytes().all(|b| b"ivxl".contains(&b)) && text.len() <= 6;
    let digits = text.len() <= 3 && text.starts_with(|c: char| c.is_ascii_digit());
    let letters = text.len() == 1 || text.len() <= 3 && text.bytes().all(|b| b == text.as_bytes()[0]);
    !text.is_empty()
        && text.is_ascii()
        && (roman || digits || letters || text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase()))
}
