//! Sentences of a section: where they begin, and whether they are law of this instrument, an amendment, a recital, an object.

use std::ops::Range;

use super::common::{Common, Grammar};
use super::defined::Glossary;
use super::layout::Section;
use super::words::Words;
use crate::rubric::detect::Place;

/// Where a sentence of so many words is cut at the next paragraph or item, and at the next word: no drafter writes such, but
/// a text without a full stop must be read in reasonable time.
const LONG: usize = 4_000;
const TOO_LONG: usize = 8_000;

/// Cuts a section into sentences: the words that lead in from afar, and its own words.
///
/// A list belongs to the sentence that leads into it. Where an item holds more than one sentence, the next item begins a
/// sentence of its own that keeps the words that lead in.
pub(super) fn cut(
    section: &Section<'_>,
    words: &Words,
    grammar: &Grammar,
    glossary: &Glossary,
) -> Vec<(Range<usize>, Range<usize>)> {
    let tokens = &section.tokens;
    let mut all = Vec::new();
    let mut leads: Vec<(usize, Range<usize>)> = Vec::new();
    let (mut start, mut lead) = (0, 0..0);
    for i in 1..tokens.len() {
        let (last, block) = (tokens[i - 1].block, tokens[i].block);
        if last == block {
            if begins(section, i, words, grammar) && !glossary.in_head(i) || i - start > TOO_LONG {
                all.push((std::mem::take(&mut lead), start..i));
                start = i;
            }
            continue;
        }
        let (before, now) = (&section.blocks[last], &section.blocks[block]);
        leads.retain(|(level, _)| *level < before.level);
        if before.open {
            leads.push((before.level, start..i));
        }
        leads.retain(|(level, _)| *level < now.level);
        let big = section.is_big(&tokens[i]) || now.numbered && tokens.get(i + 1).is_some_and(|t| section.is_big(t));
        if before.quoted != now.quoted || glossary.enters(i) || i - start > LONG {
            all.push((std::mem::take(&mut lead), start..i));
            start = i;
        } else if now.level > 0 && !opens_subsection(section, i, words, grammar) {
            if !(tokens[i].before.stop && big) {
                continue;
            }
            let above = leads.last().map(|(_, range)| range.clone());
            if above.as_ref().is_some_and(|a| a.start == start) {
                continue;
            }
            all.push((std::mem::replace(&mut lead, above.unwrap_or_default()), start..i));
            start = i;
        } else if begins(section, i, words, grammar) {
            all.push((std::mem::take(&mut lead), start..i));
            start = i;
        }
    }
    if start < tokens.len() {
        all.push((lead, start..tokens.len()));
    }
    all
}

/// Does a subsection `(1)` begin here, in a language where it begins a sentence?
fn opens_subsection(section: &Section<'_>, i: usize, words: &Words, grammar: &Grammar) -> bool {
    let word = words.text(section.tokens[i].word);
    grammar.numbered && word.starts_with('(') && word[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// Does a sentence begin at the word?
pub(super) fn begins(section: &Section<'_>, i: usize, words: &Words, grammar: &Grammar) -> bool {
    let (last, token) = (&section.tokens[i - 1], &section.tokens[i]);
    let mark = token.before;
    let next_is_big = section.tokens.get(i + 1).is_some_and(|t| section.is_big(t));
    if opens_subsection(section, i, words, grammar) {
        return next_is_big && (mark.stop || mark.line || mark.semicolon || mark.colon);
    }
    if mark.quote && (mark.semicolon || mark.stop || (mark.line && (mark.comma || mark.colon))) {
        return true;
    }
    let numbered = last.block != token.block && section.blocks[token.block].numbered;
    let big = section.is_big(token) || (mark.quote && mark.stop) || (numbered && next_is_big);
    let initial = words.text(last.word).len() == 1 && section.is_big(last);
    let stop = mark.stop && (last.block != token.block || !grammar.abbreviations.contains(&last.word) && !initial);
    stop && (big || token.part != last.part && !words.text(token.word).starts_with('('))
}

/// What an amending sentence says of the text behind it.
struct Amending {
    by: Range<usize>,
    /// New text follows; otherwise text is taken out.
    inserts: bool,
    /// It ends with a colon.
    colon: bool,
}

/// Says of each sentence where it stands.
///
/// Text that an amending sentence puts into another instrument is enacted by this one and is read as its law, unless the
/// instrument that it changes is read too (`inserts` is false). The amending words themselves and what they take out are not.
pub(super) fn place(section: &mut Section<'_>, common: &Common, inserts: bool) {
    let whole = whole(section, common);
    let quoted = section.blocks.iter().any(|b| b.quoted);
    let mut amending: Option<Amending> = None;
    // The sentence before quoted text, where its words are not known as amending.
    let mut before = 0..0;
    let Section { sentences, blocks, tokens, .. } = section;
    for sentence in sentences.iter_mut() {
        let own = |place: Place| whole.unwrap_or(place);
        let block = &blocks[tokens[sentence.range.start].block];
        let by_words = match () {
            () if sentence.has(&common.recitals) => Place::Preamble,
            () if sentence.has(&common.objects) => Place::Objects,
            () => Place::Body,
        };
        if block.quoted {
            let new = amending.as_ref().is_none_or(|a| a.inserts);
            // Consequential amendments often stand in a schedule; what they insert stands in the body of the other law.
            let place = if whole == Some(Place::Schedule) && amending.is_some() { by_words } else { own(by_words) };
            sentence.place = if inserts && new { place } else { Place::Amendment };
            sentence.inserted_by = (inserts && new).then(|| amending.as_ref().map_or(before.clone(), |a| a.by.clone()));
            continue;
        }
        before = sentence.range.clone();
        if whole.is_none_or(|w| w == Place::Schedule) && sentence.has(&common.amends) {
            let (adds, takes) = (sentence.last(&common.inserts), sentence.last(&common.deletes));
            let end = &blocks[tokens[sentence.range.end - 1].block];
            let colon = end.colon && end.tokens.end == sentence.range.end;
            amending = Some(Amending {
                by: sentence.range.clone(),
                inserts: takes.is_none() || adds > takes,
                colon: colon && adds.is_some(),
            });
            sentence.place = own(Place::Amendment);
            continue;
        }
        sentence.place = own(by_words);
        let Some(amending) = amending.as_ref().filter(|_| sentence.place == Place::Body) else { continue };
        // Where quoted text is marked, the rest is no text of the other instrument.
        let fresh = block.tokens.start == sentence.range.start || sentence.range.start > amending.by.end;
        if !quoted && amending.colon && amending.inserts && inserts && fresh {
            sentence.inserted_by = Some(amending.by.clone());
        } else {
            sentence.place = Place::Amendment;
        }
    }
}

/// The place of a section all of which stands in one.
fn whole(section: &Section<'_>, common: &Common) -> Option<Place> {
    let eid = section.parts.first().map_or("", |p| p.eid.as_str());
    if eid.starts_with("preamble") {
        Some(Place::Preamble)
    } else if eid.split("__").any(|s| s.starts_with("sched")) {
        Some(Place::Schedule)
    } else if common.objects.iter().any(|p| section.heading_hits.contains(p)) {
        Some(Place::Objects)
    } else {
        None
    }
}
