//! Definitions: by words such as *means*, as entries of a glossary, or because a provision is one.

use std::collections::HashMap;
use std::ops::Range;

use super::common::{Common, Grammar};
use super::layout::{Definition, Section, Sentence};
use super::table::Table;
use super::words::{Token, Words};
use crate::law::Provision;

/// Most words of a term in a glossary, and of one that only a full stop ends.
const LONGEST_TERM: usize = 9;
const LONGEST_BARE_TERM: usize = 5;

/// The entries of a section's list of definitions: `a) Child: any person …`, `Exploitation. — The …`.
#[derive(Debug, Default)]
pub(super) struct Glossary {
    /// By the first word of the entry: its term, and the first word of its explanation.
    entries: HashMap<usize, (Range<usize>, usize)>,
    heads: Vec<Range<usize>>,
}

impl Glossary {
    /// Does an entry begin with this word?
    pub(super) fn enters(&self, word: usize) -> bool {
        self.entries.contains_key(&word)
    }

    /// Does the word stand in the term of an entry, or right behind it?
    pub(super) fn in_head(&self, word: usize) -> bool {
        let at = self.heads.partition_point(|h| h.end < word);
        self.heads.get(at).is_some_and(|h| h.start < word && word <= h.end)
    }
}

/// Finds the entries of a section under a heading, or behind a sentence, that announces definitions.
pub(super) fn glossary(section: &Section<'_>, grammar: &Grammar) -> Glossary {
    let mut glossary = Glossary::default();
    let announced = |tokens: &[Token]| {
        let mut first: Option<usize> = None;
        grammar.table.find(tokens, |phrase, at| {
            if grammar.glossary.contains(&phrase) {
                first = Some(first.map_or(at.end, |f| f.min(at.end)));
            }
        });
        first
    };
    let by_heading = announced(&section.heading).is_some();
    let mut open = by_heading;
    for (i, block) in section.blocks.iter().enumerate() {
        if block.tokens.is_empty() {
            continue;
        }
        if open && let Some((term, head)) = entry(section, i, grammar, by_heading) {
            glossary.heads.push(block.tokens.start..head);
            glossary.entries.insert(block.tokens.start, (term, head));
        }
        // The sentence that announces ends its paragraph with a colon, or its entries are items.
        let next_is_item = section.blocks.get(i + 1).is_some_and(|b| b.level > block.level);
        open |=
            (block.colon || next_is_item && block.open) && announced(&section.tokens[block.tokens.clone()]).is_some();
    }
    glossary
}

/// The term of a paragraph that is an entry, and the first word behind it.
fn entry(section: &Section<'_>, at: usize, grammar: &Grammar, by_heading: bool) -> Option<(Range<usize>, usize)> {
    let block = &section.blocks[at];
    let tokens = &section.tokens;
    let from = block.tokens.start + usize::from(block.numbered);
    let mut start = from;
    while start < block.tokens.end && grammar.idle.contains(&tokens[start].word) {
        start += 1;
    }
    let far = (start + LONGEST_TERM + 1).min(block.tokens.end);
    let parted = (start + 1..far).find(|i| {
        let mark = tokens[*i].before;
        mark.colon || mark.stop && !grammar.abbreviations.contains(&tokens[*i - 1].word)
    });
    let alone = || {
        // `Exploitation:` with its items below.
        let below = section.blocks.get(at + 1).is_some_and(|b| b.level > block.level);
        (block.colon && below && block.tokens.end <= start + LONGEST_BARE_TERM).then_some(block.tokens.end)
    };
    let head = parted.or_else(alone)?;
    let bare = head < block.tokens.end && !tokens[head].before.colon;
    // Without a colon a short item or a paragraph of a glossary is an entry only where its explanation begins afresh.
    let short = head - start <= LONGEST_BARE_TERM
        && (block.level > 0 || by_heading)
        && section.is_big(&tokens[head.min(tokens.len() - 1)]);
    let quoted = tokens[start.min(tokens.len() - 1)].before.quote;
    (start < head && (!bare || short) && (quoted || section.is_big(&tokens[from]) || !bare))
        .then_some((start..head, head))
}

/// The terms that a provision as a whole defines: as its facts say, or because its identifier makes it a definition.
pub(super) fn of_provision(provision: &Provision, words: &mut Words) -> Vec<Vec<Token>> {
    let last = provision.eid.as_str().rsplit("__").next().unwrap_or_default();
    let mut terms: Vec<String> = last.strip_prefix("def_").map(|t| t.replace(['-', '_'], " ")).into_iter().collect();
    // A section that defines many terms does so sentence by sentence.
    if !terms.is_empty() || provision.facts.defines.len() == 1 {
        terms.extend(provision.facts.defines.iter().cloned());
    }
    let cut = terms.iter().map(|term| {
        let mut tokens = Vec::new();
        words.cut(term, 0, &mut tokens);
        tokens
    });
    cut.filter(|t| !t.is_empty()).collect()
}

/// What a sentence defines.
pub(super) fn by(
    section: &Section<'_>,
    sentence: &Sentence,
    words: &Words,
    (table, common): (&Table, &Common),
    glossary: &Glossary,
) -> Option<Definition> {
    let elsewhere = sentence.has(&common.elsewhere);
    let define = |terms: &[&[Token]]| {
        let mut hits = Vec::new();
        for term in terms {
            table.find(term, |phrase, _| hits.push(phrase));
        }
        let terms = terms.iter().map(|t| t.iter().map(|t| t.word).collect()).collect();
        Definition { terms, hits, elsewhere }
    };
    let part = section.tokens.get(sentence.range.start).map_or(0, |t| t.part);
    if let Some(terms) = section.part_terms.get(part).filter(|t| !t.is_empty()) {
        return Some(define(&terms.iter().map(Vec::as_slice).collect::<Vec<_>>()));
    }
    if let Some((term, _)) = glossary.entries.get(&sentence.range.start) {
        return Some(define(&[&section.tokens[term.clone()]]));
    }
    // Of `wordt verstaan onder` the first words alone would put the term before them.
    let (before, after) = (term_before(section, sentence, words, common), term_after(section, sentence, common));
    let inside = |b: &Range<usize>, a: &Range<usize>| b.start < a.end && a.start < b.end;
    let term = match (before, after) {
        (Some((_, says)), Some((term, whole))) if inside(&says, &whole) => term,
        (Some((term, _)), _) | (None, Some((term, _))) => term,
        (None, None) => return None,
    };
    Some(define(&[&section.tokens[term]]))
}

/// A term, and the words that make it one.
type Defined = (Range<usize>, Range<usize>);

/// The term before `means`.
fn term_before(section: &Section<'_>, sentence: &Sentence, words: &Words, common: &Common) -> Option<Defined> {
    let own = |r: &Range<usize>| r.start >= sentence.range.start;
    let says = sentence.all(&common.defines).filter(own).min_by_key(|r| (r.start, r.end))?;
    let from = sentence.range.start;
    let near = says.start.saturating_sub(8).max(from);
    let quoted = (near..says.start).find(|i| section.tokens[*i].before.quote);
    let start = quoted.unwrap_or_else(|| {
        let mut start = (from..says.start).rev().find(|i| section.tokens[*i].before.comma).unwrap_or(from);
        while start < says.start {
            let word = section.tokens[start].word;
            let block = &section.blocks[section.tokens[start].block];
            let number = words.text(word).starts_with('(') || block.numbered && block.tokens.start == start;
            if !number && !common.grammar.idle.contains(&word) {
                break;
            }
            start += 1;
        }
        start
    });
    let long = if quoted.is_some() { 8 } else { 4 };
    let term = start..says.start;
    (!term.is_empty() && term.len() <= long).then_some((term, says))
}

/// The term behind `se entiende por`.
fn term_after(section: &Section<'_>, sentence: &Sentence, common: &Common) -> Option<Defined> {
    let grammar = &common.grammar;
    let own = |r: &Range<usize>| r.start >= sentence.range.start;
    let says = sentence.all(&common.defines_before).filter(own).max_by_key(|r| (std::cmp::Reverse(r.start), r.end))?;
    let tokens = &section.tokens;
    let mut start = says.end;
    while start < sentence.range.end && grammar.idle.contains(&tokens[start].word) && !tokens[start].before.quote {
        start += 1;
    }
    let far = (start + LONGEST_TERM).min(sentence.range.end);
    let ends = |i: usize| {
        let (mark, block) = (tokens[i].before, tokens[i].block);
        mark.comma
            || mark.colon
            || mark.stop
            || mark.semicolon
            || block != tokens[start].block
            || grammar.after_term.contains(&tokens[i].word)
    };
    let end = (start + 1..far).find(|i| ends(*i))?;
    // `se entiende por:` announces a list; the terms stand in its items.
    let listed = tokens[start].before.colon && tokens[start].block != tokens[says.end - 1].block;
    (!listed).then_some((start..end, says))
}
