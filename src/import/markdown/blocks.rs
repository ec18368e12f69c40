//! The blocks of a Markdown text: headings, paragraphs, items, quotations, rows of tables.

use super::super::printed::Row;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From 1 to 6.
    Heading(u8),
    /// A paragraph or an item.
    Text,
    /// A quotation.
    Quoted,
    /// One row of a table, its cells already parted.
    Row,
    /// What a footnote says.
    Footnote,
}

/// A block and its lines, still with their inline markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// It is an item of a list.
    pub item: bool,
    /// At least one.
    pub rows: Vec<Row>,
}

impl Block {
    /// Its first line.
    pub fn first(&self) -> &str {
        self.rows.first().map(|r| r.text.trim()).unwrap_or_default()
    }

    /// Its last line.
    pub fn last(&self) -> &str {
        self.rows.last().map(|r| r.text.trim()).unwrap_or_default()
    }
}

/// Parts a text into its blocks.
pub fn of(rows: &[Row]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut fenced = false;
    let mut table = false;
    for (i, row) in rows.iter().enumerate() {
        let text = row.text.trim();
        let next = rows.get(i + 1).map(|r| r.text.trim()).unwrap_or_default();
        if text.starts_with("```") || text.starts_with("~~~") {
            fenced = !fenced;
            open = false;
            continue;
        }
        if text.is_empty() {
            (open, table) = (false, false);
            continue;
        }
        let put = |blocks: &mut Vec<Block>, kind, item, text: &str| {
            blocks.push(Block { kind, item, rows: vec![Row { text: text.to_string(), ..row.clone() }] });
        };
        if fenced {
            put(&mut blocks, Kind::Text, false, &row.text);
            continue;
        }
        if let Some((level, words)) = heading(text) {
            put(&mut blocks, Kind::Heading(level), false, words);
            open = false;
            continue;
        }
        if let Some(level) = underline(text) {
            // Under one line of words it makes them a heading; alone it is a rule.
            let titled = open && blocks.last().is_some_and(|b| b.kind == Kind::Text && !b.item && b.rows.len() == 1);
            if let Some(block) = blocks.last_mut().filter(|_| titled) {
                block.kind = Kind::Heading(level);
                open = false;
                continue;
            }
            if text.len() >= 3 {
                open = false;
                continue;
            }
        }
        if is_rule(text) || is_definition(text) {
            open = false;
            continue;
        }
        if let Some(rest) = footnote(text) {
            put(&mut blocks, Kind::Footnote, false, rest);
            open = true;
            continue;
        }
        if is_delimiter(text) && table {
            continue;
        }
        if table || text.contains('|') && is_delimiter(next) {
            table = text.contains('|');
            if table {
                put(&mut blocks, Kind::Row, false, &cells(text));
                open = false;
                continue;
            }
        }
        if let Some(rest) = text.strip_prefix('>') {
            let rest = rest.trim_start_matches(['>', ' ']);
            if rest.is_empty() {
                open = false;
                continue;
            }
            match blocks.last_mut().filter(|b| open && b.kind == Kind::Quoted) {
                Some(block) => block.rows.push(Row { text: rest.to_string(), ..row.clone() }),
                None => put(&mut blocks, Kind::Quoted, false, rest),
            }
            open = true;
            continue;
        }
        if let Some(rest) = bullet(text) {
            let indent = " ".repeat(row.indent());
            put(&mut blocks, Kind::Text, true, &format!("{indent}{rest}"));
            open = true;
            continue;
        }
        match blocks.last_mut().filter(|b| open && !matches!(b.kind, Kind::Heading(_) | Kind::Row)) {
            Some(block) if !is_ordered(text) => block.rows.push(row.clone()),
            _ => blocks.push(Block { kind: Kind::Text, item: is_ordered(text), rows: vec![row.clone()] }),
        }
        open = true;
    }
    blocks
}

/// `## Words`, also `##Words` and `## Words ##`.
fn heading(text: &str) -> Option<(u8, &str)> {
    let marks = text.len() - text.trim_start_matches('#').len();
    let level = u8::try_from(marks).ok().filter(|n| (1..=6).contains(n))?;
    let rest = &text[marks..];
    if marks == 1 && !rest.starts_with(' ') {
        return None;
    }
    let mut words = rest.trim().trim_end_matches('#').trim_end();
    if let Some(at) = words.rfind("{#").filter(|_| words.ends_with('}')) {
        words = words[..at].trim_end();
    }
    (!words.is_empty()).then_some((level, words))
}

fn underline(text: &str) -> Option<u8> {
    let only = |c: char| text.len() >= 2 && text.chars().all(|t| t == c);
    if only('=') { Some(1) } else { only('-').then_some(2) }
}

fn is_rule(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| *c != ' ').collect();
    bare.len() >= 3 && ["*", "-", "_"].iter().any(|c| bare.replace(c, "").is_empty())
}

/// `[name]: https://…`, the address of a link elsewhere.
fn is_definition(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|t| t.split_once("]:"));
    inner.is_some_and(|(name, to)| {
        !name.starts_with('^') && !name.contains(']') && to.trim().starts_with(['h', '<', '#', '/', '.'])
    })
}

fn footnote(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix("[^")?.split_once("]:")?;
    (!name.is_empty() && !name.contains(']')).then_some(rest.trim())
}

/// `|---|:--:|`, the line under the head of a table.
fn is_delimiter(text: &str) -> bool {
    text.contains('-') && text.contains('|') && text.chars().all(|c| "|-: ".contains(c))
}

fn cells(text: &str) -> String {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let parts: Vec<&str> = inner.split('|').map(str::trim).filter(|c| !c.is_empty()).collect();
    parts.join(" | ")
}

/// The words of `- item`, `* item` or `+ item`; a bullet is put where they have no number of their own.
fn bullet(text: &str) -> Option<String> {
    let rest = text.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?.trim_start();
    if rest.is_empty() {
        return None;
    }
    let bare = rest.trim_start_matches(['*', '_', '\\']);
    Some(if super::super::sentence::is_marked(bare) { rest.to_string() } else { format!("• {rest}") })
}

/// `1. item` or `1) item`, a line of its own even right after another.
fn is_ordered(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (1..=3).contains(&digits) && text[digits..].starts_with([')', '.']) && text[digits + 1..].starts_with(' ')
}
