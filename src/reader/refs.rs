//! References to sections: by number (`sections 3 and 4`, `artículos 172 a 175 bis`, `l’article 225-4-1`) and by place
//! (`the preceding section`, `dit artikel`).

use std::collections::HashMap;
use std::ops::Range;

use super::common::Grammar;
use super::layout::Section;
use super::rules::Texts;
use super::words::{Token, Words};

/// Most sections that a reference from one number to another may name.
const LONGEST_RUN: usize = 60;
/// Words behind a number among which another law may be named.
const REACH: usize = 8;

/// A reference in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its words.
    pub(super) range: Range<usize>,
    to: To,
    /// It names another law; the words behind it say which.
    abroad: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum To {
    /// Numbers, and numbers from one to another.
    Numbers(Vec<(String, Option<String>)>),
    This,
    Before,
    After,
    That,
}

/// The sections of all laws by their numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    by_number: HashMap<(usize, String), Vec<usize>>,
}

impl Numbers {
    pub(super) fn new(sections: &[Section<'_>]) -> Self {
        let mut by_number: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for (i, section) in sections.iter().enumerate() {
            let number = section.top.split_once('_').map_or("", |(_, n)| n);
            by_number.entry((section.law, plain(number))).or_default().push(i);
        }
        Self { by_number }
    }

    /// The sections with a number, of the same kind as the one that names them where there are such.
    fn get(&self, from: &Section<'_>, sections: &[Section<'_>], number: &str) -> Vec<usize> {
        let found = |number: &str| self.by_number.get(&(from.law, number.to_string()));
        // `1o` and `1er` are printed ordinals where there is no such section.
        let bare = number.strip_suffix('o').or_else(|| number.strip_suffix("er"));
        let Some(all) = found(number).or_else(|| found(bare?)) else { return Vec::new() };
        let kind = |i: &usize| sections[*i].top.split('_').next() == from.top.split('_').next();
        let same: Vec<usize> = all.iter().copied().filter(kind).collect();
        if same.is_empty() { all.clone() } else { same }
    }
}

/// A number as it is compared: `225-4-1`, `172bis`, `29a`.
fn plain(number: &str) -> String {
    let chars: Vec<char> = number.to_lowercase().chars().collect();
    let digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let keep = |(i, c): (usize, &char)| {
        let joins = *c == '-' && digit(i.checked_sub(1)) && digit(Some(i + 1));
        (c.is_alphanumeric() || joins).then_some(*c)
    };
    chars.iter().enumerate().filter_map(keep).collect()
}

/// Finds the references of a section.
pub(super) fn find(tokens: &[Token], words: &Words, grammar: &Grammar) -> Vec<Reference> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut next = at + 1;
        if grammar.units.contains(&tokens[at].word)
            && let Some((numbers, end)) = numbers(tokens, at + 1, words, grammar)
        {
            all.push(Reference { range: at..end, to: To::Numbers(numbers), abroad: abroad(tokens, end, grammar) });
            next = end;
        } else {
            let mut found: Option<(usize, To)> = None;
            grammar.table.find_at(tokens, at, &mut |phrase, range| {
                let kinds = [
                    (&grammar.this, To::This),
                    (&grammar.before, To::Before),
                    (&grammar.after, To::After),
                    (&grammar.that, To::That),
                ];
                if let Some((_, to)) = kinds.into_iter().find(|(phrases, _)| phrases.contains(&phrase)) {
                    found = Some((range.end, to));
                }
            });
            if let Some((end, to)) = found {
                all.push(Reference { range: at..end, to, abroad: false });
                next = end;
            }
        }
        at = next;
    }
    all
}

/// One number and another, and the first word behind them.
type Found = (Vec<(String, Option<String>)>, usize);

/// Numbers joined by commas, *and*, *to*.
fn numbers(tokens: &[Token], from: usize, words: &Words, grammar: &Grammar) -> Option<Found> {
    let (first, mut at) = number(tokens, from, words, grammar)?;
    let mut all: Vec<(String, Option<String>)> = vec![(first, None)];
    loop {
        let mut next = at;
        let mut run = false;
        while next < tokens.len() && next < at + 3 {
            let word = tokens[next].word;
            let up_to = grammar.up_to.contains(&word);
            if !up_to && !grammar.joins.contains(&word) {
                break;
            }
            run |= up_to;
            next += 1;
        }
        let joined = next > at || tokens.get(at).is_some_and(|t| t.before.comma);
        let Some((number, end)) = number(tokens, next, words, grammar).filter(|_| joined) else { break };
        match all.last_mut().filter(|_| run) {
            Some(last) => last.1 = Some(number),
            None => all.push((number, None)),
        }
        at = end;
    }
    Some((all, at))
}

/// A number with its letters and tails: `225` `4` `1`, `172` `bis`, `L` `622` `1`.
fn number(tokens: &[Token], from: usize, words: &Words, grammar: &Grammar) -> Option<(String, usize)> {
    let text = |i: usize| tokens.get(i).map_or("", |t| words.text(t.word));
    let counts = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let mut key = String::new();
    let mut at = from;
    let letter = text(at).len() == 1 && text(at).starts_with(|c: char| c.is_ascii_alphabetic());
    if letter && counts(text(at + 1)) && tokens.get(at + 1).is_some_and(|t| !t.before.comma && !t.before.semicolon) {
        key.push_str(text(at));
        at += 1;
    }
    let lettered = text(at).get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if !counts(text(at)) && !lettered || text(at).len() > 8 || text(at).starts_with('(') {
        return None;
    }
    key.push_str(text(at));
    at += 1;
    // Parts joined by hyphens stand right behind each other.
    while let Some(token) = tokens.get(at) {
        let gap = token.bytes.start.checked_sub(tokens[at - 1].bytes.end);
        let plain_gap = token.before == super::words::Mark::default();
        if !(plain_gap
            && matches!(gap, Some(1..=3))
            && token.part == tokens[at - 1].part
            && token.hyphen
            && counts(text(at)))
        {
            break;
        }
        key.push('-');
        key.push_str(text(at));
        at += 1;
    }
    while tokens.get(at).is_some_and(|t| grammar.tails.contains(&t.word) && t.before == super::words::Mark::default()) {
        key.push_str(text(at));
        at += 1;
    }
    Some((plain(&key), at))
}

/// Do the words behind a number name another law?
fn abroad(tokens: &[Token], end: usize, grammar: &Grammar) -> bool {
    let mut first: Option<(usize, bool)> = None;
    for at in end..(end + REACH).min(tokens.len()) {
        if tokens[at].before.stop && at > end {
            break;
        }
        grammar.table.find_at(tokens, at, &mut |phrase, range| {
            let ours = grammar.this_law.contains(&phrase);
            if (ours || grammar.other_law.contains(&phrase))
                && first.is_none_or(|(f, o)| range.start < f || range.start == f && ours && !o)
            {
                first = Some((range.start, ours));
            }
        });
        if first.is_some() {
            break;
        }
    }
    first.is_some_and(|(_, ours)| !ours)
}

/// The sections of the same instrument that the references touching these words name.
pub(super) fn targets(texts: &Texts<'_>, from: usize, words: &Range<usize>) -> Vec<usize> {
    let section = &texts.sections[from];
    let mut all = Vec::new();
    let touching = |r: &Reference| r.range.start < words.end && words.start < r.range.end;
    for (i, reference) in section.refs.iter().enumerate().filter(|(_, r)| touching(r)) {
        all.extend(resolve(texts, from, i, reference));
    }
    if all.is_empty() {
        // A bare number, as in `paragraph 3`.
        let named = |i: usize| section.refs.iter().any(|r| r.range.contains(&i));
        for token in words.clone().filter(|i| !named(*i)).filter_map(|i| section.tokens.get(i)) {
            let word = texts.words.text(token.word);
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                all.extend(texts.numbers.get(section, &texts.sections, word));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn resolve(texts: &Texts<'_>, from: usize, number: usize, reference: &Reference) -> Vec<usize> {
    let section = &texts.sections[from];
    let beside = |at: Option<usize>| {
        at.filter(|i| texts.sections.get(*i).is_some_and(|s| s.law == section.law)).into_iter().collect()
    };
    match &reference.to {
        To::This => vec![from],
        To::Before => beside(from.checked_sub(1)),
        To::After => beside(from.checked_add(1)),
        To::That => {
            let before = section.refs[..number].iter().rposition(|r| matches!(r.to, To::Numbers(_)) && !r.abroad);
            before.map_or_else(Vec::new, |i| resolve(texts, from, i, &section.refs[i]))
        }
        To::Numbers(_) if reference.abroad && !names_own_law(texts, section, reference.range.end) => Vec::new(),
        To::Numbers(numbers) => {
            let get = |n: &str| texts.numbers.get(section, &texts.sections, n);
            let mut all = Vec::new();
            for (first, last) in numbers {
                let (first, last) = (get(first), last.as_deref().map(get).unwrap_or_default());
                match (first.first(), last.first()) {
                    (Some(a), Some(b)) if a < b && b - a <= LONGEST_RUN => all.extend(*a..=*b),
                    _ => all.extend(first.iter().chain(&last)),
                }
            }
            all
        }
    }
}

/// Do the words behind a reference name the instrument itself by its title?
fn names_own_law(texts: &Texts<'_>, section: &Section<'_>, end: usize) -> bool {
    let title = &texts.title_words[section.law];
    let near = &section.tokens[end.min(section.tokens.len())..(end + REACH + 4).min(section.tokens.len())];
    let first = &title[..title.len().min(2)];
    first.len() == 2 && near.windows(2).any(|w| w[0].word == first[0] && w[1].word == first[1])
}
