//! Markdown as publishers of law write it: headings in many ways, front matter, prints that were only saved as Markdown.

mod blocks;
mod front;
mod inline;

use super::line::{Line, Role};
use super::printed::{self, Row};
use super::{Refusal, Source, encoding, format, heads, sentence, structure};
use blocks::{Block, Kind};

/// Reads a Markdown text.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    format::admit_text(bytes.len() as u64)?;
    let decoded = encoding::decode(bytes, None)?;
    let mut source = Source { doubts: decoded.doubts, ..Source::default() };
    let skipped = front::read(&decoded.text, &mut source.told);
    let mut rows = printed::rows(&decoded.text);
    for row in &mut rows {
        // Pages of a form feed say nothing here.
        row.place.page = 0;
    }
    for (i, row) in rows.iter_mut().enumerate() {
        row.place.line = u32::try_from(i + 1).unwrap_or(u32::MAX);
    }
    rows.drain(..skipped.min(rows.len()));
    inline::without_comments(&mut rows);
    join_torn(&mut rows);
    let mut blocks = blocks::of(&rows);
    let form = Form::of(&blocks);
    if form == Form::Print {
        // The heads and numbers of its pages are still in it.
        blocks = blocks::of(&heads::without(rows));
    }
    for block in &blocks {
        write(block, form, &mut source);
    }
    if form == Form::Print {
        open_paragraphs(&mut source.lines, &blocks);
    }
    if source.lines.is_empty() {
        return Err(Refusal::NoLaw(": there are no words in it".into()));
    }
    let name = match form {
        Form::Print => "Markdown that keeps printed lines",
        Form::Wrapped => "Markdown",
        Form::Paragraphs => "Markdown, a paragraph a line",
    };
    source.read = format!("{name}, {}", decoded.encoding);
    Ok(source)
}

/// Joins lines that a writer of Markdown tore at its own marks: `Art. 372` / `*bis*` / `. (`.
fn join_torn(rows: &mut Vec<Row>) {
    const LATIN: [&str; 8] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "er"];
    let mut all: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        let text = row.text.trim();
        let bare = text.trim_matches(['*', '_']);
        let latin = bare.len() < text.len() && LATIN.contains(&bare);
        // The second line of a heading that was broken to fit a screen.
        let title = |last: &Row| {
            let shouted = |t: &str| t.chars().any(char::is_alphabetic) && !t.chars().any(char::is_lowercase);
            last.text.trim_start().starts_with('#')
                && last.text.len() > 60
                && shouted(&last.text)
                && shouted(text)
                && !text.starts_with('#')
        };
        if let Some(last) = all.last_mut().filter(|last| title(last)) {
            last.text.push(' ');
            last.text.push_str(text);
            continue;
        }
        let goes_on = text.starts_with(['.', ',', ';', ')', '°', 'º']) && !text.starts_with("...");
        match all.last_mut().filter(|last| {
            !last.is_blank() && (latin || goes_on || text.starts_with('[') && last.text.trim_end().ends_with('('))
        }) {
            // A number keeps its suffix; what is behind it is parted by the sign that it begins with.
            Some(last) => {
                let end = last.text.trim_end().len();
                last.text.truncate(end);
                last.text.push_str(if latin { bare } else { text });
            }
            None => all.push(row),
        }
    }
    *rows = all;
}

/// Is a heading a whole sentence, to which a writer of Markdown gave the mark of one?
fn is_sentence(block: &Block) -> bool {
    let text = block.first().trim_end_matches(['*', '_', ' ']);
    text.ends_with(['.', ';']) && text.split_whitespace().count() > 12 && structure::mark::section(text, true).is_none()
}

/// What the lines of the file are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Lines of a print, with empty lines between them that part no paragraphs.
    Print,
    /// Paragraphs that were broken into lines to fit a screen.
    Wrapped,
    /// Each line is a paragraph.
    Paragraphs,
}

impl Form {
    fn of(blocks: &[Block]) -> Form {
        let texts: Vec<&Block> = blocks.iter().filter(|b| b.kind == Kind::Text).collect();
        let mut broken = 0;
        let mut pairs = 0;
        for pair in texts.windows(2) {
            let (first, second) = (pair[0].last(), pair[1].first());
            if first.len() >= 25 {
                pairs += 1;
                broken += usize::from(sentence::continues(first, second));
            }
        }
        // Numbers that stand alone were torn from their sentences by the program that took the text out of a print.
        let alone = texts.iter().filter(|b| b.rows.len() == 1 && is_lone_number(b.first())).count();
        if broken >= 3 && broken * 20 >= pairs || alone >= 5 && alone * 20 >= texts.len() {
            return Form::Print;
        }
        let mut widths: Vec<usize> = Vec::new();
        let mut even = 0;
        for block in &texts {
            let all_but_last = block.rows.len().saturating_sub(1);
            widths.extend(block.rows[..all_but_last].iter().map(Row::width));
        }
        widths.sort_unstable();
        let Some(most) = widths.get(widths.len().saturating_sub(1) * 19 / 20).copied() else { return Form::Paragraphs };
        even += widths.iter().filter(|w| **w * 10 >= most * 7).count();
        if (30..=160).contains(&most) && even * 10 >= widths.len() * 6 { Form::Wrapped } else { Form::Paragraphs }
    }
}

fn is_lone_number(text: &str) -> bool {
    text.len() <= 8
        && !text.contains(' ')
        && text.bytes().any(|b| b.is_ascii_alphanumeric())
        && sentence::is_marked(text)
}

/// Adds the lines of a block.
fn write(block: &Block, form: Form, source: &mut Source) {
    let (role, print) = match block.kind {
        Kind::Heading(level) if level > 2 && is_sentence(block) => (Role::Text, false),
        Kind::Heading(level) => (Role::Heading(level), false),
        Kind::Row => (Role::Row, false),
        Kind::Quoted => (Role::Quoted, false),
        Kind::Text => (Role::Text, form == Form::Print),
        Kind::Footnote => {
            let note = format!("a footnote was left out: {}", block.first().chars().take(60).collect::<String>());
            source.doubts.push(super::Doubt { place: block.rows[0].place, note });
            return;
        }
    };
    let mut open: Vec<(String, &Row)> = Vec::new();
    for row in &block.rows {
        let ends_here = open.last().is_some_and(|(text, before)| {
            role == Role::Row
                || print
                || before.text.ends_with("  ")
                || text.ends_with('\\')
                || form != Form::Wrapped && role != Role::Heading(1)
                || sentence::is_marked(row.text.trim_start()) && sentence::is_end(text)
        });
        match open.last_mut().filter(|_| !ends_here) {
            Some((text, _)) => {
                text.push('\n');
                text.push_str(row.text.trim_start());
            }
            None => open.push((row.text.trim_start().to_string(), row)),
        }
    }
    for (n, (text, row)) in open.into_iter().enumerate() {
        for (m, part) in inline::words(&text).into_iter().enumerate() {
            if part.footnotes > 0 {
                let note = format!("{} footnotes were left out", part.footnotes);
                source.doubts.push(super::Doubt { place: row.place, note });
            }
            let left = u32::try_from(row.indent()).unwrap_or_default() * printed::CHARACTER;
            source.lines.push(Line {
                text: part.text,
                place: row.place,
                role,
                left: if print || block.item { left } else { 0 },
                opens: !print || n == 0 && m == 0,
                printed: print,
                bold: part.bold,
                italic: part.italic,
                centred: false,
            });
        }
    }
}

/// Printed lines: says where paragraphs open, if empty lines do not.
fn open_paragraphs(lines: &mut [Line], blocks: &[Block]) {
    let rows: usize = blocks.iter().filter(|b| b.kind == Kind::Text).map(|b| b.rows.len()).sum();
    let spread = blocks.iter().filter(|b| b.kind == Kind::Text).count() * 10 > rows * 8;
    let mut widths: Vec<usize> = lines.iter().filter(|l| l.printed).map(|l| l.text.chars().count()).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() * 3 / 4).copied().unwrap_or_default();
    let mut before: Option<Line> = None;
    for line in lines.iter_mut() {
        if let Some(before) = before.as_ref().filter(|b| b.printed && line.printed && line.opens) {
            let full = before.text.chars().count() * 4 >= usual * 3;
            line.opens = if is_lone_number(&before.text) || is_lone_number(&line.text) {
                true
            } else if spread {
                !sentence::continues(&before.text, &line.text)
                    && (sentence::is_end(&before.text)
                        || !full
                        || sentence::is_marked(&line.text)
                        || before.bold != line.bold)
            } else {
                !sentence::continues(&before.text, &line.text)
            };
        }
        before = Some(line.clone());
    }
}

#[cfg(test)]
mod tests;
