//! Words of a text: tokens with their bytes, and the signs between them.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::rubric::pattern::fold;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The word, folded.
    pub(super) word: u32,
    /// Its bytes in the text of its provision.
    pub(super) bytes: Range<usize>,
    /// Provision, by number in its section.
    pub(super) part: usize,
    /// Paragraph or item, by number in its section.
    pub(super) block: usize,
    /// Signs between the word before and this one.
    pub(super) before: Mark,
    /// Only a hyphen stands between the word before and this one.
    pub(super) hyphen: bool,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// A full stop, or the beginning of a paragraph.
    pub(super) stop: bool,
    /// A semicolon.
    pub(super) semicolon: bool,
    /// A colon or dash.
    pub(super) colon: bool,
    /// A comma.
    pub(super) comma: bool,
    /// An opening quotation mark right before the word.
    pub(super) quote: bool,
    /// A line ends.
    pub(super) line: bool,
    /// A currency sign.
    pub(super) money: bool,
}

impl Mark {
    /// Every sign of either.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            stop: self.stop || other.stop,
            semicolon: self.semicolon || other.semicolon,
            colon: self.colon || other.colon,
            comma: self.comma || other.comma,
            quote: self.quote || other.quote,
            line: self.line || other.line,
            money: self.money || other.money,
        }
    }
}

/// Every distinct word once.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: HashMap<String, u32>,
    texts: Vec<String>,
    /// Words that stand alone before an apostrophe (`l’`, `d’`).
    elisions: BTreeSet<String>,
}

impl Words {
    /// The number of a folded word.
    pub(super) fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.to_string(), id);
        self.texts.push(word.to_string());
        id
    }

    /// The word with this number.
    pub(super) fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("", String::as_str)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Words of a language with these elisions.
    pub(super) fn with(elisions: &BTreeSet<String>) -> Self {
        Self { elisions: elisions.clone(), ..Self::default() }
    }

    /// The number of a folded word, if it stands in a text.
    pub(super) fn known(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    /// Cuts a text into words; enumerators such as `(a)` are words too.
    pub(super) fn cut(&mut self, text: &str, part: usize, out: &mut Vec<Token>) {
        let mut mark = Mark { stop: true, line: true, ..Mark::default() };
        self.cut_line(text, 0..text.len(), (part, 0), &mut mark, &mut |_, token| out.extend(token));
    }

    /// Cuts a part of a text into words; `mark` is what stands before it and, in the end, after it. `out` is given every sign
    /// that is no word, and every word.
    pub(super) fn cut_line(
        &mut self,
        text: &str,
        range: Range<usize>,
        (part, block): (usize, usize),
        mark: &mut Mark,
        out: &mut impl FnMut(char, Option<Token>),
    ) {
        let mut at = range.start;
        while let Some(c) = text[at..range.end].chars().next() {
            let rest = &text[at..range.end];
            let length = enumerator(rest).or_else(|| word(rest, &self.elisions));
            let Some(length) = length else {
                note(c, text, at, mark);
                out(c, None);
                at += c.len_utf8();
                continue;
            };
            let folded = fold(&rest[..length]);
            if !folded.is_empty() {
                let word = self.id(&folded);
                let hyphen = text[range.start..at].ends_with(['-', '\u{2010}', '\u{2011}']);
                out(c, Some(Token { word, bytes: at..at + length, part, block, before: *mark, hyphen }));
            }
            *mark = Mark::default();
            at += length;
            let mut next = text[at..range.end].chars();
            let apostrophe = next.next().filter(|c| matches!(c, '\'' | '’'));
            if let Some(c) = apostrophe
                && next.next().is_some_and(char::is_alphabetic)
            {
                at += c.len_utf8();
            }
        }
    }
}

/// Takes notice of a sign between words.
fn note(c: char, text: &str, at: usize, mark: &mut Mark) {
    match c {
        '.' | '?' | '!' => mark.stop = true,
        ';' => mark.semicolon = true,
        ':' | '—' | '–' => mark.colon = true,
        // `Exploitation.- The …`
        '-' if text[..at].ends_with('.') => mark.colon = true,
        ',' => mark.comma = true,
        '\n' => {
            mark.line = true;
            mark.stop |= text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        }
        '$' | '€' | '£' => mark.money = true,
        '“' | '"' | '«' | '‘' | '\'' | '„' => mark.quote = true,
        _ if !c.is_whitespace() && !"(*_[".contains(c) => mark.quote = false,
        _ => {}
    }
}

/// Length of `(1)`, `(a)`, `(iii)` at the beginning of the text.
fn enumerator(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner.bytes().take(5).position(|b| b == b')')?;
    let good = (1..=4).contains(&end) && inner[..end].bytes().all(|b| b.is_ascii_alphanumeric());
    good.then_some(end + 2)
}

/// Length of the word at the beginning of the text.
fn word(text: &str, elisions: &BTreeSet<String>) -> Option<usize> {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inside = c.is_alphanumeric()
            || (end > 0 && matches!(c, '\'' | '’' | '\u{ad}') && chars.peek().is_some_and(|(_, n)| n.is_alphabetic()));
        // A hyphen joins only `co-operate` and the like; elsewhere it parts words.
        let joins =
            c == '-' && text[..i].eq_ignore_ascii_case("co") && chars.peek().is_some_and(|(_, n)| n.is_alphabetic());
        if !inside && !joins {
            break;
        }
        if matches!(c, '\'' | '’') && end <= 8 && elisions.contains(&fold(&text[..end])) {
            break;
        }
        end = i + c.len_utf8();
    }
    (end > 0).then_some(end)
}
