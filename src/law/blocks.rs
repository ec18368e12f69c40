//! The words of a provision as blocks: paragraphs of running text, lettered items in their depth, quoted text.
//!
//! In an instrument file they stand as Markdown: running text as paragraphs, items as nested lists that keep the number as
//! printed (`- (a) recruits`), quoted text (what an amendment inserts elsewhere) behind `>`.

use std::ops::Range;

/// One paragraph or item of a provision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// 0: running text; 1: `(a)`; 2: `(i)` under it; and so on.
    pub level: u8,
    /// Number of an item as printed, such as `(a)`, `1°` or `b)`; empty for running text.
    pub number: String,
    /// Its words, on one line, without markup.
    pub text: String,
    /// Text that this provision puts into another instrument.
    pub quoted: bool,
}

/// Element names of items, outermost first, in an eId.
const NAMES: [&str; 4] = ["para", "subpara", "cl", "item"];

/// The deepest level that is kept apart; deeper items join it.
pub const DEEPEST: u8 = 4;

/// Writes blocks as Markdown.
pub fn write(blocks: &[Block]) -> String {
    write_with(blocks, |block, _| escaped(&block.text))
}

/// As [`write()`], with the words of each block, by its place, as Markdown that the caller makes.
pub fn write_with(blocks: &[Block], words: impl Fn(&Block, usize) -> String) -> String {
    let mut out = String::new();
    let mut last: Option<&Block> = None;
    for (at, block) in blocks.iter().enumerate() {
        let item = block.level > 0;
        if let Some(last) = last {
            let tight = item && last.level > 0 && last.quoted == block.quoted;
            out.push_str(if tight {
                "\n"
            } else if last.quoted && block.quoted {
                "\n>\n"
            } else {
                "\n\n"
            });
        }
        if block.quoted {
            out.push_str("> ");
        }
        for _ in 1..block.level {
            out.push_str("  ");
        }
        if item {
            out.push_str("- ");
            escape(&block.number, &mut out);
            if !block.text.is_empty() && !block.number.is_empty() {
                out.push(' ');
            }
        }
        out.push_str(&words(block, at));
        last = Some(block);
    }
    out
}

/// A block of a Markdown text, and the bytes of its line or lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The block.
    pub block: Block,
    /// Its bytes.
    pub range: Range<usize>,
}

/// Reads what [`write()`] wrote; other Markdown comes out as running text, a block for each paragraph.
pub fn read(text: &str) -> Vec<Block> {
    placed(text).into_iter().map(|p| p.block).collect()
}

/// As [`read`], with the place of each block.
pub fn placed(text: &str) -> Vec<Placed> {
    let mut all: Vec<Placed> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let (quoted, line) = match line.trim_end().strip_prefix('>') {
            Some(rest) => (true, rest.strip_prefix(' ').unwrap_or(rest)),
            None => (false, line.trim_end()),
        };
        let words = line.trim_start();
        if words.is_empty() {
            open = false;
            continue;
        }
        if let Some(item) = words.strip_prefix("- ") {
            let level = u8::try_from((line.len() - words.len()) / 2 + 1).unwrap_or(DEEPEST).min(DEEPEST);
            let (number, rest) = split_item(item);
            let block = Block { level, number: unescape(number), text: unescape(rest), quoted };
            all.push(Placed { block, range });
            open = true;
            continue;
        }
        match all.last_mut().filter(|last| open && last.block.quoted == quoted) {
            Some(last) => {
                if !last.block.text.is_empty() {
                    last.block.text.push(' ');
                }
                last.block.text.push_str(&unescape(words));
                last.range.end = range.end;
            }
            None => {
                let block = Block { level: 0, number: String::new(), text: unescape(words), quoted };
                all.push(Placed { block, range });
            }
        }
        open = true;
    }
    all
}

/// The number of an item and its words: `(a) recruits` as `(a)` and `recruits`.
fn split_item(item: &str) -> (&str, &str) {
    let (first, rest) = item.split_once(' ').unwrap_or((item, ""));
    if is_number(first) { (first, rest) } else { ("", item) }
}

/// Is this the number of an item as printed: `(a)`, `b)`, `1.`, `1°`, `iv.`, `4bis°`, `a.`?
pub fn is_number(word: &str) -> bool {
    let bare = item_key(word);
    let marked = word.ends_with([')', '.', '°', 'º', '-', '—', '–']);
    let counts = bare.bytes().next().is_some_and(|b| b.is_ascii_digit()) && bare.len() <= 7;
    let lower = bare.to_ascii_lowercase();
    let roman = lower.len() <= 6 && lower.bytes().all(|b| b"ivxlc".contains(&b));
    let letters = lower.len() == 1 || lower.len() <= 3 && lower.bytes().all(|b| b == lower.as_bytes()[0]);
    let bracketed = word.starts_with('(') && lower.len() <= 5;
    marked
        && !bare.is_empty()
        && word.chars().all(|c| !c.is_alphabetic() || c.is_ascii_alphabetic() || "ñÑºª".contains(c))
        && (counts || roman || letters || bracketed)
}

/// The bare number of an item: `(a)` as `a`, `1°` as `1`.
pub fn item_key(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The end of the eId of the place in a provision's text: `__para_a__subpara_ii` for a byte in that item, empty for running text.
pub fn path(text: &str, byte: usize) -> String {
    paths(text).into_iter().take_while(|(start, _)| *start <= byte).last().map(|(_, path)| path).unwrap_or_default()
}

/// The first byte of each block of a provision's text, and its [`path`].
pub fn paths(text: &str) -> Vec<(usize, String)> {
    let mut open: Vec<String> = Vec::new();
    let path_of = |placed: Placed| {
        let level = usize::from(placed.block.level);
        open.truncate(level.saturating_sub(1));
        if level > 0 {
            open.resize(level - 1, String::new());
            open.push(item_key(&placed.block.number));
        }
        let steps = open.iter().zip(NAMES).take_while(|(key, _)| !key.is_empty());
        (placed.range.start, steps.map(|(key, name)| format!("__{name}_{key}")).collect())
    };
    placed(text).into_iter().map(path_of).collect()
}

/// A text with every character escaped that Markdown would take for markup.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// Characters that Markdown would take for markup.
fn escape(text: &str, out: &mut String) {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (i, c) in text.char_indices() {
        let first = i == 0 && matches!(c, '#' | '-' | '+' | '>' | '=' | '~' | ':');
        let listed = digits > 0 && i == digits && matches!(c, '.' | ')');
        let entity = c == '&' && begins_entity(&text[i + 1..]);
        if first || listed || entity || matches!(c, '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '{' | '}') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Would Markdown take `&` and this for one character, as in `&amp;`?
fn begins_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(rest.len());
    end > 0 && rest[end..].starts_with(';')
}

/// Takes the escapes away again.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {}
            _ => out.push(c),
        }
        if c == '\\'
            && let Some(next) = chars.next_if(char::is_ascii_punctuation)
        {
            out.push(next);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Block, path, read, write};

    fn block(level: u8, number: &str, text: &str) -> Block {
        Block { level, number: number.into(), text: text.into(), quoted: false }
    }

    #[test]
    fn blocks_are_read_as_they_were_written() {
        let mut quoted = block(1, "(b)", "5*A_ <x> \\ [y] &amp; B & C");
        quoted.quoted = true;
        let lead = Block { quoted: true, ..block(0, "", "5A. A person who") };
        let blocks = vec![
            block(0, "", "1. A person - who"),
            block(1, "(a)", "recruits;"),
            block(2, "(i)", ""),
            block(2, "(ii)", "# harbours"),
            block(1, "", "no number"),
            block(0, "", "is guilty."),
            lead,
            quoted,
            block(0, "", "> end"),
        ];
        let text = write(&blocks);
        assert_eq!(read(&text), blocks, "{text}");
    }

    #[test]
    fn a_place_in_an_item_has_its_path() {
        let text = write(&[block(0, "", "who"), block(1, "(a)", "one"), block(2, "(ii)", "two"), block(0, "", "end")]);
        let at = |word: &str| path(&text, text.find(word).expect("there"));
        assert_eq!(at("who"), "");
        assert_eq!(at("one"), "__para_a");
        assert_eq!(at("two"), "__para_a__subpara_ii");
        assert_eq!(at("end"), "");
    }
}
