//! The provisions of a JSON object as lines.

use std::collections::BTreeMap;

use super::super::line::{Line, Place, Role};
use super::super::printed::{self, Row};
use super::super::{clean, heads, html, sentence, told};
use super::provisions::Entry;
use super::title::{self, Title, Titles};

/// The lines of all provisions. Their places count the lines of the text, since those of the file say nothing.
pub fn lines(entries: Vec<Entry>) -> Vec<Line> {
    let titles = title::vote(entries.iter().map(|e| (e.title.as_str(), e.content.as_str())));
    let titled = entries.iter().filter(|e| !title::without_number(e.title.trim()).is_empty()).count();
    let said = entries.iter().filter(|e| title::repeated(&e.title, &e.content).is_some()).count();
    let again = said > 2 && said * 3 >= titled * 2;
    let texts: Vec<Text> = (0_u32..).zip(entries).map(|(at, entry)| Text::of(entry, at, titles, again)).collect();
    let print = printed::is_print(&texts.iter().flat_map(|t| t.rows.iter().cloned()).collect::<Vec<Row>>());
    let texts = without_furniture(texts);
    let texts = with_their_headings(without_heads(texts));
    let numbered = texts.iter().filter(|t| !t.number.is_empty()).count();
    let whole = numbered == 1 && texts.iter().all(|t| !t.number.contains(|c: char| c.is_ascii_digit()));
    // Columns and edges show over the whole law, not in one provision.
    let mut bodies: BTreeMap<u32, Vec<Line>> = BTreeMap::new();
    if print {
        let rows: Vec<Row> = texts.iter().filter(|t| t.page.is_none()).flat_map(|t| t.rows.iter().cloned()).collect();
        for line in printed::body(&rows) {
            bodies.entry(line.place.line).or_default().push(line);
        }
    }
    let mut writer = Writer { lines: Vec::new(), line: 0 };
    for text in texts {
        for (level, part) in &text.parts {
            writer.push(part.clone(), Role::Heading(*level));
        }
        // One "provision" without a number is the whole text.
        if !text.number.is_empty() && !whole {
            writer.push(text.number.clone(), Role::Provision);
        }
        for heading in &text.headings {
            writer.push(heading.clone(), Role::Heading(6));
        }
        let mut lines = match text.page {
            Some(lines) => lines,
            None if print => bodies.remove(&text.at).unwrap_or_default(),
            None => printed::paragraphs(&text.rows),
        };
        if let Some(first) = lines.first_mut() {
            first.opens = true;
        }
        for line in lines {
            writer.line += 1;
            let place = Place { page: 0, line: writer.line };
            writer.lines.push(Line { place, ..line });
        }
    }
    writer.lines
}

struct Writer {
    lines: Vec<Line>,
    line: u32,
}

impl Writer {
    fn push(&mut self, text: String, role: Role) {
        if text.is_empty() {
            return;
        }
        self.line += 1;
        let place = Place { page: 0, line: self.line };
        self.lines.push(Line { text, place, role, opens: true, ..Line::default() });
    }
}

/// A provision on its way to lines.
#[derive(Default)]
struct Text {
    /// Its place in the law, which its rows carry as their line.
    at: u32,
    parts: Vec<(u8, String)>,
    number: String,
    headings: Vec<String>,
    rows: Vec<Row>,
    /// Lines of a content that is HTML.
    page: Option<Vec<Line>>,
    /// Rows that were furniture of the site end here.
    cut: Option<usize>,
}

impl Text {
    /// `again`: the texts of this law begin with their headings.
    fn of(entry: Entry, at: u32, titles: Titles, again: bool) -> Text {
        let mut text = Text { at, number: clean::words(&entry.number), ..Text::default() };
        text.parts = entry.parts;
        let mut content = entry.content;
        if is_html(&content)
            && let Ok(page) = html::read(content.as_bytes())
        {
            let words: Vec<&str> = page.lines.iter().map(|l| l.text.as_str()).collect();
            content = words.join("\n");
            text.page = Some(page.lines);
        }
        let repeated = title::repeated(&entry.title, &content).filter(|_| again && text.page.is_none());
        let repeated = repeated.map(|(heading, rest)| (heading, rest.to_string()));
        let told = match repeated {
            Some((heading, rest)) => {
                content = rest;
                Title::Heading(heading)
            }
            None => title::tell(&entry.title, &content, titles),
        };
        match told {
            Title::Dropped => {}
            Title::Heading(heading) if is_whole(&heading) => {}
            Title::Heading(heading) => text.headings.push(heading),
            Title::Joined(start) => match &mut text.page {
                Some(lines) => {
                    if let Some(first) = lines.first_mut() {
                        first.text = format!("{start} {}", first.text);
                    }
                }
                None => content = format!("{start}\n{}", content.trim_start()),
            },
        }
        text.rows = printed::rows(&content);
        for row in &mut text.rows {
            row.place = Place { page: 0, line: at };
            row.sheet = 0;
        }
        text
    }
}

/// A title that only says that all of it follows.
fn is_whole(title: &str) -> bool {
    ["textocompleto", "fulltext", "texteintegral", "textecomplet", "volledigetekst", "fulldocument", "text", "texto"]
        .contains(&told::bare(title).as_str())
}

fn is_html(content: &str) -> bool {
    ["<p", "<br", "<div", "<span", "<ol", "<ul", "<table"]
        .iter()
        .any(|tag| content.match_indices(tag).any(|(at, _)| content[at + tag.len()..].starts_with(['>', ' ', '/'])))
}

/// Takes out what a site puts under each provision, such as the name of a link, and remembers where it stood.
fn without_furniture(mut texts: Vec<Text>) -> Vec<Text> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for text in &texts {
        let mut own: Vec<&str> = text.rows.iter().map(|r| r.text.trim()).filter(|t| is_label(t)).collect();
        own.sort_unstable();
        own.dedup();
        let filled = text.rows.iter().filter(|r| !r.is_blank()).count();
        for label in own.into_iter().filter(|_| filled > 1) {
            *seen.entry(label.to_string()).or_default() += 1;
        }
    }
    let often = (texts.len() / 5).max(5);
    for text in &mut texts {
        let is_furniture = |row: &Row| seen.get(row.text.trim()).is_some_and(|n| *n >= often);
        if let Some(last) = text.rows.iter().rposition(is_furniture) {
            let before = text.rows[..last].iter().filter(|r| !is_furniture(r)).count();
            text.rows.retain(|r| !is_furniture(r));
            text.cut = Some(before);
        }
    }
    texts
}

/// A few words without a number and without an end: the name of a link or a button.
fn is_label(text: &str) -> bool {
    let words = text.split(' ').count();
    (1..=4).contains(&words)
        && text.len() >= 4
        && text.starts_with(char::is_uppercase)
        && text.chars().all(|c| c.is_alphabetic() || c == ' ')
        && text.chars().any(char::is_lowercase)
}

/// Takes out running heads, which show only over the whole law.
fn without_heads(mut texts: Vec<Text>) -> Vec<Text> {
    let all: Vec<Row> = texts.iter_mut().flat_map(|t| t.rows.drain(..)).collect();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for row in &all {
        *counts.entry(row.place.line).or_default() += 1;
    }
    for row in heads::without(all) {
        if let Some(text) = texts.get_mut(row.place.line as usize) {
            text.rows.push(row);
        }
    }
    for text in &mut texts {
        if counts.get(&text.at).copied().unwrap_or_default() != text.rows.len() {
            text.cut = None;
        }
    }
    texts
}

/// Gives headings that stand at the end of a provision to the next one, where a splitter of texts left them.
fn with_their_headings(mut texts: Vec<Text>) -> Vec<Text> {
    let ends: Vec<Option<usize>> =
        texts.iter().map(|t| t.cut.filter(|at| is_trail(&t.rows, *at)).or_else(|| trail(&t.rows))).collect();
    let regular = ends.iter().flatten().count() * 3 >= texts.len() && texts.len() > 8;
    // Headings of provisions may be in capitals as well, if nearly each has one.
    let shouted =
        texts.len() > 8 && texts.iter().filter(|t| capitals(&t.rows) < t.rows.len()).count() * 3 >= texts.len();
    for i in 0..texts.len().saturating_sub(1) {
        let from = capitals(&texts[i].rows);
        let moved = words_from(&mut texts[i], from);
        if !moved.is_empty() {
            let (parts, heading) = if shouted { parted(moved, true) } else { (vec![moved.join(" ")], None) };
            give(&mut texts[i + 1], parts, heading);
        }
        let Some(end) = ends[i].filter(|end| *end < texts[i].rows.len()) else { continue };
        let sure = texts[i].cut == Some(end)
            || texts[i].rows[end..].iter().find(|r| !r.is_blank()).is_some_and(|r| names_part(&r.text));
        if !(sure || regular && texts[i + 1].headings.is_empty()) {
            continue;
        }
        let moved = words_from(&mut texts[i], end);
        let (parts, heading) = parted(moved, regular);
        give(&mut texts[i + 1], parts, heading);
    }
    texts
}

/// Gives headings to a provision, those of parts first.
fn give(next: &mut Text, parts: Vec<String>, heading: Option<String>) {
    next.parts.retain(|(_, part)| !parts.iter().any(|p| p.contains(part.as_str())));
    next.parts.splice(0..0, parts.into_iter().map(|p| (3, p)));
    if next.headings.is_empty() {
        next.headings.extend(heading);
    }
}

/// Does a line begin with the name of a part, such as `CAPÍTULO II` or `PART4.`?
fn names_part(line: &str) -> bool {
    let first = told::bare(line.split_whitespace().next().unwrap_or_default());
    line.trim_start().starts_with(char::is_uppercase)
        && PARTS.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// The headings of parts among some lines, and the heading of a provision that may end them.
fn parted(lines: Vec<String>, regular: bool) -> (Vec<String>, Option<String>) {
    let mut parts: Vec<String> = Vec::new();
    let mut heading: Vec<String> = Vec::new();
    let count = lines.len();
    for (i, line) in lines.into_iter().enumerate() {
        if names_part(&line) {
            parts.push(line);
            continue;
        }
        // Where each provision has a heading, the last line is that of the next one.
        let last = i + 1 == count && regular && parts.last().is_some_and(|p| p.split(' ').count() > 2);
        match parts.last_mut().filter(|_| !last) {
            Some(part) => *part = format!("{part} {line}"),
            None => heading.push(line),
        }
    }
    (parts, Some(heading.join(" ")).filter(|h| !h.is_empty()))
}

fn words_from(text: &mut Text, at: usize) -> Vec<String> {
    let at = at.min(text.rows.len());
    text.rows.drain(at..).map(|r| clean::words(&r.text)).filter(|t| !t.is_empty()).collect()
}

/// Where the headings in capitals begin that end some rows.
fn capitals(rows: &[Row]) -> usize {
    let mut from = rows.len();
    for (count, (i, row)) in rows.iter().enumerate().rev().filter(|(_, r)| !r.is_blank()).enumerate() {
        let upper = row.text.chars().filter(|c| c.is_uppercase()).count();
        let letters = row.text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 3 || upper * 5 < letters * 4 || sentence::is_marked(&row.text) || count == 6 {
            let sure = sentence::is_end(&row.text) || count > 1;
            return if sure { from } else { rows.len() };
        }
        from = i;
    }
    rows.len()
}

const PARTS: [&str; 14] = [
    "capitulo",
    "titulo",
    "libro",
    "seccion",
    "chapter",
    "part",
    "title",
    "division",
    "chapitre",
    "titre",
    "livre",
    "section",
    "hoofdstuk",
    "titel",
];

/// Do only the words of a heading follow here?
fn is_trail(rows: &[Row], at: usize) -> bool {
    let rest: Vec<&str> = rows.iter().skip(at).map(|r| r.text.trim()).filter(|t| !t.is_empty()).collect();
    let words: usize = rest.iter().map(|t| t.split_whitespace().count()).sum();
    !rest.is_empty() && words <= 30 && rest.iter().all(|t| is_heading(t))
}

fn is_heading(text: &str) -> bool {
    !text.ends_with([';', ':', ','])
        && !sentence::is_marked(text)
        && text.starts_with(|c: char| c.is_uppercase() || "(¿\"“«".contains(c) || c.is_lowercase())
        && !text.contains(['|', '<'])
}

/// Where the heading begins that ends some rows: after the end of a sentence, in few words, without an end of its own.
fn trail(rows: &[Row]) -> Option<usize> {
    let mut from = rows.len();
    let mut words = 0;
    for (i, row) in rows.iter().enumerate().rev() {
        let text = row.text.trim();
        if text.is_empty() {
            continue;
        }
        words += text.split_whitespace().count();
        let fits = words <= 20
            && !sentence::is_end(text)
            && !text.ends_with(',')
            && !sentence::is_marked(text)
            && text.starts_with(char::is_uppercase);
        if !fits {
            return (from < rows.len() && sentence::is_end(text)).then_some(from);
        }
        from = i;
    }
    None
}
