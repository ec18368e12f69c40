//! Cuts the words of a provision into its paragraphs and items, as `law::blocks` writes them: depth, quoted text, what is in brackets.

use std::ops::Range;

use super::words::{Mark, Token, Words};

/// The deepest level of items that is kept apart.
const DEEPEST: usize = 4;
/// Most words of an editorial note.
const LONGEST_NOTE: usize = 150;

/// A paragraph or item of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// 0: running text; deeper for items, and for provisions that are paragraphs.
    pub(super) level: usize,
    /// Text that the provision puts into another instrument.
    pub(super) quoted: bool,
    /// It begins with a number of its own.
    pub(super) numbered: bool,
    /// It ends without a full stop, so that what follows goes on with it.
    pub(super) open: bool,
    /// It ends with a colon or dash.
    pub(super) colon: bool,
    /// Its words, by number in the section; known once editorial notes are out.
    pub(super) tokens: Range<usize>,
}

/// The words of a section in their blocks.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) tokens: Vec<Token>,
    pub(super) blocks: Vec<Block>,
    /// Ranges of words in brackets or italics.
    pub(super) asides: Vec<Range<usize>>,
}

impl Cut {
    /// Adds the text of a provision that stands `depth` items deep in its section.
    pub(super) fn add(&mut self, text: &str, part: usize, depth: usize, words: &mut Words) {
        let mut mark = Mark { stop: true, line: true, ..Mark::default() };
        let (mut fresh, mut first) = (true, true);
        let mut at = 0;
        let mut asides = Asides::default();
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let (quoted, inner) = unquoted(line, start);
            let bare = text[inner.clone()].trim();
            if bare.is_empty() {
                fresh = true;
                continue;
            }
            let from = inner.start + (text[inner.clone()].len() - text[inner.clone()].trim_start().len());
            let end = from + bare.len();
            let indent = from - inner.start;
            let item = bare.starts_with("- ");
            mark.line = true;
            if fresh || item || self.blocks.last().is_none_or(|b| b.quoted != quoted) {
                if !first {
                    self.close(text[..start].trim_end());
                }
                let from = if item { from + 2 } else { from };
                let number = number(&text[from..end]);
                let goes_on = item || number.is_some() || depth > 0 && first;
                // A paragraph begins afresh; an item goes on with the sentence before it unless that has ended.
                let ended = if first { self.blocks.last().is_none_or(|b| !b.open) } else { mark.stop };
                mark.stop = if goes_on { ended } else { true };
                let level = (depth + if item { indent / 2 + 1 } else { 0 }).min(DEEPEST + depth);
                let numbered = number.is_some();
                self.blocks.push(Block { level, quoted, numbered, ..Block::default() });
                let place = (part, self.blocks.len() - 1);
                let mut from = from;
                if let Some((word, all)) = number {
                    self.words(text, from..from + word, place, &mut mark, words, &mut asides);
                    mark = Mark::default();
                    from += all;
                }
                self.words(text, from..end, place, &mut mark, words, &mut asides);
            } else {
                let place = (part, self.blocks.len() - 1);
                self.words(text, from..end, place, &mut mark, words, &mut asides);
            }
            (fresh, first) = (false, false);
        }
        self.close(text.trim_end());
    }

    fn words(
        &mut self,
        text: &str,
        range: Range<usize>,
        place: (usize, usize),
        mark: &mut Mark,
        words: &mut Words,
        asides: &mut Asides,
    ) {
        let (tokens, spans) = (&mut self.tokens, &mut self.asides);
        let mut last = ' ';
        words.cut_line(text, range, place, mark, &mut |c, token| {
            match token {
                Some(token) => tokens.push(token),
                None if last != '\\' => asides.sign(c, tokens.len(), spans),
                None => {}
            }
            last = c;
        });
    }

    /// Notes how the last block ends.
    fn close(&mut self, text: &str) {
        let Some(block) = self.blocks.last_mut() else { return };
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || "”“\"»'’)]*_>".contains(c));
        block.open = !text.ends_with(['.', '?', '!']);
        block.colon = text.ends_with([':', '—', '–', '-']);
    }

    /// Takes words out, and gives each block its own.
    pub(super) fn settle(&mut self, out: &[Range<usize>]) {
        let mut gone = vec![false; self.tokens.len()];
        for range in out {
            gone[range.clone()].fill(true);
        }
        let mut kept: Vec<Token> = Vec::with_capacity(self.tokens.len());
        let mut before: Option<Mark> = None;
        for (i, mut token) in std::mem::take(&mut self.tokens).into_iter().enumerate() {
            if gone[i] {
                let first = before.get_or_insert(token.before);
                first.line |= token.before.line && kept.last().is_some_and(|k| k.block != token.block);
                continue;
            }
            if let Some(mark) = before.take() {
                // The words after a note follow those before it.
                let own_block = kept.last().is_none_or(|k| k.block != token.block);
                token.before = if own_block { mark.or(token.before) } else { mark };
            }
            kept.push(token);
        }
        self.tokens = kept;
        for block in &mut self.blocks {
            block.tokens = 0..0;
        }
        for (i, token) in self.tokens.iter().enumerate() {
            let Some(block) = self.blocks.get_mut(token.block) else { continue };
            if block.tokens.is_empty() {
                block.tokens.start = i;
            }
            block.tokens.end = i + 1;
        }
        self.asides.clear();
    }
}

/// Brackets and italics that are open.
#[derive(Debug, Default)]
struct Asides {
    brackets: Vec<usize>,
    italics: Option<usize>,
}

impl Asides {
    fn sign(&mut self, sign: char, at: usize, out: &mut Vec<Range<usize>>) {
        let from = match sign {
            '(' | '[' => {
                self.brackets.push(at);
                return;
            }
            ')' | ']' => self.brackets.pop(),
            '*' | '_' => match self.italics.take() {
                None => {
                    self.italics = Some(at);
                    return;
                }
                open => open,
            },
            _ => return,
        };
        if let Some(from) = from.filter(|from| *from < at && at - from <= LONGEST_NOTE) {
            out.push(from..at);
        }
    }
}

/// A line without the sign of quoted text, as bytes of the whole text.
fn unquoted(line: &str, start: usize) -> (bool, Range<usize>) {
    let end = start + line.trim_end().len();
    let Some(rest) = line.strip_prefix('>') else { return (false, start..end.max(start)) };
    let skip = 1 + usize::from(rest.starts_with(' '));
    (true, (start + skip).min(end.max(start))..end.max(start))
}

/// The number at the beginning of a paragraph or item: bytes of its word, and bytes up to the words that follow.
/// `(a)` is a word of its own and ends nothing, so only its presence counts.
fn number(text: &str) -> Option<(usize, usize)> {
    if let Some(rest) = text.strip_prefix('(') {
        let end = rest.bytes().take(7).position(|b| b == b')')?;
        let all = end + 2;
        return is_count(&rest[..end]).then_some((all, all));
    }
    let word = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let rest = text.get(word..)?;
    let signed = rest.trim_start_matches('\\').starts_with(['.', ')', '°', 'º', '-', '—', '–', ':']);
    if !signed || !is_count(&text[..word]) {
        return None;
    }
    let after = rest.trim_start_matches(['\\', '.', ')', '°', 'º', '-', '—', '–', ':', ' ']);
    let all = text.len() - after.len();
    // `1.5` and `12-bis` are no numbers of items.
    let apart = text[..all].ends_with(' ')
        || after.is_empty()
        || after.starts_with(|c: char| c.is_alphabetic() && !rest.starts_with('-'));
    apart.then_some((word, all))
}

/// Does this count items: `1`, `12bis`, `a`, `bb`, `iv`?
fn is_count(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let lower = word.to_ascii_lowercase();
    let roman = lower.bytes().all(|b| b"ivxl".contains(&b));
    let letters = lower.bytes();
    match digits {
        0 => {
            (1..=5).contains(&lower.len())
                && (lower.len() == 1 || roman || lower.len() == 2 && letters.clone().min() == letters.max())
        }
        1..=3 => word.len() <= digits + 6,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, number};
    use crate::reader::words::Words;

    #[test]
    fn numbers_of_items_are_told_from_words() {
        for (text, word) in
            [("(a) x", 3), ("1. x", 1), ("1° x", 1), ("b) x", 1), ("IV.- x", 2), ("1\\. x", 1), ("2bis. x", 4)]
        {
            assert_eq!(number(text).map(|n| n.0), Some(word), "{text}");
        }
        for text in ["El. x", "art. 5", "Trata: x", "1.5 m", "x y", "2020. x", "A person", ""] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn blocks_know_their_depth_and_whether_they_end() {
        let mut cut = Cut::default();
        let text = "The one who:\n\n- (a) takes;\n  - (i) by force.\n- (b) holds\n\n> “4A. Text.”\n\nis guilty.";
        cut.add(text, 0, 0, &mut Words::default());
        cut.settle(&[]);
        let seen: Vec<(usize, bool, bool)> = cut.blocks.iter().map(|b| (b.level, b.open, b.quoted)).collect();
        let expected = [
            (0, true, false),
            (1, true, false),
            (2, false, false),
            (1, true, false),
            (0, false, true),
            (0, false, false),
        ];
        assert_eq!(seen, expected);
    }
}
