//! The outline of a text: where its sections begin, what is its table of contents, where schedules begin, what is no law.

use std::ops::Range;

use super::chain::{self, Candidate};
use super::contents;
use super::inserted;
use super::mark::{self, Scheme};
use super::unroll;
use super::words;
use crate::import::line::{Line, Role};

/// A line with what is known of it for the outline.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) line: Line,
    /// The source itself says that a provision begins here.
    pub(super) marked: bool,
    /// The words before it end a sentence or a heading.
    pub(super) after_end: bool,
}

/// Where things begin, as numbers of rows.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Sections in their order.
    pub(super) starts: Vec<Candidate>,
    /// Sections that look strong but stand out of order.
    pub(super) out_of_order: Vec<Candidate>,
    /// Rows of the table of contents.
    pub(super) contents: Option<Range<usize>>,
    /// Rows of schedules: from the first schedule's heading.
    pub(super) schedules: Option<usize>,
    /// Rows at which a text with articles of its own begins, without a word such as `ANEXO` before it.
    pub(super) annexes: Vec<usize>,
    /// Where the law ends: memoranda after it are no law.
    pub(super) end: usize,
    /// The heading of what was left out at the end.
    pub(super) left_out: Option<usize>,
}

/// Rows of the lines, with furniture taken out and the marks of the source turned into numbers.
pub(super) fn rows(lines: &[Line]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    let mut reference: Option<&Line> = None;
    let mut finals: Option<String> = None;
    let lines: Vec<Line> = lines.iter().flat_map(unglued).flat_map(unrolled).collect();
    for line in &lines {
        let text = line.text.trim();
        if line.role == Role::Provision {
            reference = Some(line);
            continue;
        }
        // Marks of emphasis or rules of a table alone are no words.
        if !text.chars().any(char::is_alphanumeric) && mark::item(text).is_none() {
            // `(…).”`: the mark that closes inserted text must not get lost.
            if text.contains(['”', '»'])
                && let Some(last) = rows.last_mut()
            {
                last.line.text.push_str(text);
            }
            continue;
        }
        let number = words::PAGE_NUMBER.is_match(text) && !text.ends_with('.');
        let heading = matches!(line.role, Role::Heading(_));
        if text.is_empty() || words::FURNITURE.is_match(text) || number && line.printed {
            continue;
        }
        let mut marked = false;
        if let Some(mark) = reference.take() {
            let own = mark::section(text, true);
            marked = own.as_ref().is_some_and(|m| m.keyword || m.pointed);
            if !marked && heading {
                // A heading between the mark and the text keeps the mark waiting.
                reference = Some(mark);
            } else if !marked && let Some(text) = number_of(&mark.text) {
                let line = Line { text, opens: true, role: Role::Text, printed: false, ..line.clone() };
                rows.push(Row { line, marked: true, after_end: true });
            }
        }
        let after_end = rows.last().is_none_or(|r| ends(&r.line));
        let mut line = line.clone();
        if let Some(whole) = super::torn::first(text).filter(|_| line.role != Role::Note) {
            line.text = whole;
        }
        // Texts that spell out their marks: `SUBSECTION (1)`, `ITEM (a)`.
        if let Some(found) = words::SPELT.captures(text) {
            match found.name("number") {
                Some(number) => line.text = number.as_str().to_string(),
                None => continue,
            }
        }
        // Paragraphs that count with words are provisions only under the heading of final ones.
        if let Some(kind) = mark::final_provisions(line.text.trim()) {
            finals = Some(kind.to_string());
        } else if let Some(kind) = finals.as_deref() {
            match mark::final_provision(kind, line.text.trim()) {
                Some(whole) => (line.text, line.opens) = (whole, true),
                None if mark::section(line.text.trim(), true).is_some_and(|m| m.keyword) => finals = None,
                None => {}
            }
        }
        rows.push(Row { line, marked, after_end });
    }
    rows
}

/// A line in whose midst an article begins, as two lines: `… B.O. 5/2012) ARTICULO 22. La …`.
fn unglued(line: &Line) -> Vec<Line> {
    let Some(found) = words::GLUED.captures(&line.text).and_then(|c| c.name("next")) else { return vec![line.clone()] };
    if matches!(line.role, Role::Note | Role::Row | Role::Quoted) {
        return vec![line.clone()];
    }
    let (first, second) = line.text.split_at(found.start());
    let first = Line { text: first.trim().into(), ..line.clone() };
    vec![first, Line { text: second.trim().into(), opens: true, ..line.clone() }]
}

/// A paragraph in which subsections, items or definitions run on, as a line each.
fn unrolled(line: Line) -> Vec<Line> {
    if line.printed || line.role != Role::Text {
        return vec![line];
    }
    let text = words::TIGHT.replace_all(&line.text, "$before $number $after");
    let (own, new) = inserted::new_text(&text).unwrap_or((&text, Vec::new()));
    let pieces = unroll::pieces(own);
    if pieces.len() + new.len() < 2 {
        return vec![line];
    }
    let of = |text: &str, role| Line { text: text.to_string(), opens: true, role, ..line.clone() };
    let own = pieces.into_iter().map(|text| of(text, line.role));
    own.chain(new.into_iter().flat_map(unroll::pieces).map(|text| of(text, Role::Quoted))).collect()
}

/// Does a sentence or heading end with this line?
fn ends(line: &Line) -> bool {
    let text = line.text.trim_end();
    matches!(line.role, Role::Heading(_) | Role::Note)
        || text.ends_with(['.', ';', ':', '!', '?', '—', '–', '”', '"', '»', ')', ']', '…'])
        || text.ends_with(".-")
        || (!line.printed && !text.ends_with(','))
}

/// `art189bis` as `Article 189bis.`, `sec2` as `2.`
fn number_of(reference: &str) -> Option<String> {
    let at = reference.find(|c: char| c.is_ascii_digit())?;
    let (word, number) = reference.split_at(at);
    let article = word.trim().to_lowercase().starts_with("art");
    super::number::Number::parse(number)?;
    Some(if article { format!("Article {number}.") } else { format!("{number}.") })
}

/// Finds the outline; `divides`: the language calls divisions `Section`.
pub(super) fn find(rows: &[Row], divides: bool) -> Outline {
    let mut outline = Outline { end: rows.len(), ..Outline::default() };
    let all = candidates(rows, divides);
    outline.contents = contents::find(rows, &all);
    let in_contents = |i: usize| outline.contents.as_ref().is_some_and(|c| c.contains(&i));
    let first_law = outline.contents.as_ref().map_or(0, |c| c.end);
    let memoranda: Vec<usize> =
        (0..rows.len()).filter(|i| words::MEMORANDUM.is_match(rows[*i].line.text.trim())).collect();
    let good = |c: &&Candidate| c.weight > 0 && !in_contents(c.line) && c.line >= first_law;
    let pick = |end: usize, schedules: Option<usize>| -> (Vec<&Candidate>, Vec<usize>, i64) {
        let mut best: (Vec<&Candidate>, Vec<usize>, i64) = (Vec::new(), Vec::new(), i64::MIN);
        for (keyword, bare) in [(true, false), (false, false), (false, true)] {
            // What the source marks out may stand behind a schedule, but not begin to count again in one.
            let highest = |s: usize| {
                let own = all.iter().filter(good).filter(|c| c.line < s && rows[c.line].marked);
                own.map(|c| c.number.key.clone()).max()
            };
            let last = schedules.and_then(highest);
            let inside = |c: &&Candidate| {
                c.line < end
                    && schedules.is_none_or(|s| {
                        c.line < s || rows[c.line].marked && last.as_ref().is_none_or(|l| c.number.key > *l)
                    })
            };
            let mine: Vec<&Candidate> =
                all.iter().filter(good).filter(|c| c.keyword == keyword && c.bare == bare).filter(inside).collect();
            let (chain, weight) = chain::best(&mine);
            if !chain.is_empty() && weight > best.2 && (!bare || chain.len() > 2) {
                best = (mine, chain, weight);
            }
        }
        best
    };
    // What explains the law after its end is cut off before the sections are chosen; before the law it is passed over.
    let (mine, chain, _) = pick(rows.len(), None);
    if let Some(first) = chain.first().map(|i| mine[*i].line) {
        let sections_before = |at: usize| chain.iter().filter(|i| mine[**i].line < at).count();
        let after = memoranda.iter().copied().find(|m| *m > first && sections_before(*m) * 2 >= chain.len());
        if let Some(at) = after {
            outline.end = at;
            outline.left_out = Some(at);
        }
    }
    let before = all.iter().filter(good).map(|c| c.line).min().unwrap_or(0);
    let schedule = |i: &usize| {
        let row = &rows[*i];
        let text = row.line.text.trim();
        let strong =
            !text.chars().any(char::is_lowercase) || row.line.centred || matches!(row.line.role, Role::Heading(_));
        *i > before
            && !in_contents(*i)
            && (strong && (row.line.opens || row.after_end))
            && mark::schedule(text).is_some()
    };
    outline.schedules = (first_law..outline.end).find(schedule);
    let (mut mine, mut chain, _) = pick(outline.end, outline.schedules);
    // Numbers that begin again at 1: a list of the articles before their text, or a second text after the first.
    let again = contents::restarts(rows, &mine);
    if let Some(first) = again.first().copied() {
        let listed = outline.contents.is_none() && contents::lists(rows, &mine, first);
        if listed {
            let from = mine.first().map_or(0, |c| c.line);
            outline.contents = Some(from..contents::list_end(rows, &mine, first));
            mine.retain(|c| c.line >= first);
        } else if mine.iter().all(|c| c.keyword) {
            outline.annexes = again.iter().map(|at| contents::second_text(rows, &mine, *at)).collect();
            outline.schedules = outline.annexes.first().copied();
            let end = outline.schedules.unwrap_or(first);
            mine.retain(|c| c.line < end);
        }
        chain = chain::best(&mine).0;
    }
    outline.starts = chain.iter().map(|i| mine[*i].clone()).collect();
    let chosen: Vec<usize> = outline.starts.iter().map(|c| c.line).collect();
    let first = chosen.first().copied().unwrap_or(0);
    let strong = |c: &&&Candidate| {
        c.line > first && (c.weight >= 900 || rows[c.line].marked && c.weight > 0) && !chosen.contains(&c.line)
    };
    outline.out_of_order = mine.iter().filter(strong).map(|c| (*c).clone()).collect();
    outline
}

/// Which rows stand between quotation marks that an amending sentence opens: they are put into another law.
pub(super) fn quoted(rows: &[Row]) -> Vec<bool> {
    /// An amendment that inserts more than this has lost its closing mark.
    const LONGEST: usize = 400;
    let mut inside = vec![false; rows.len()];
    let mut at = 0;
    while at < rows.len() {
        let text = rows[at].line.text.trim();
        let announced = || rows[at.saturating_sub(6)..at].iter().any(|r| words::AMENDS.is_match(&r.line.text));
        if !text.starts_with(['“', '"', '«']) || !announced() {
            at += 1;
            continue;
        }
        let straight = text.starts_with('"');
        let mut depth = 0_i32;
        let end = (at..rows.len().min(at + LONGEST)).find(|i| {
            let text = rows[*i].line.text.trim();
            depth += text
                .chars()
                .map(|c| i32::from(matches!(c, '“' | '«')) - i32::from(matches!(c, '”' | '»')))
                .sum::<i32>();
            let closes = text.trim_end_matches([' ', '.', ';', ',', ':']).ends_with(['”', '»', '"']);
            if straight { closes && (*i > at || text.len() > 1) } else { depth <= 0 }
        });
        if let Some(end) = end {
            inside[at..=end].fill(true);
            at = end;
        }
        at += 1;
    }
    inside
}

/// From here on transitional and final provisions count, which follow any article.
const AFTER_ALL: u32 = 9000;

/// Every line that may begin a section.
fn candidates(rows: &[Row], divides: bool) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let inside = quoted(rows);
    // The highest number of the law's own articles so far, and that of the last one put into another law.
    let (mut own, mut inserted) = (0_u32, None::<u32>);
    for (i, row) in rows.iter().enumerate() {
        if row.line.role == Role::Note {
            continue;
        }
        let text = row.line.text.trim();
        let Some(mut found) = mark::section(text, divides).or_else(|| mark::bare(text)) else { continue };
        // `38o` is an ordinal, unless `38n` stands before it.
        let after_n = |c: &Candidate| c.number.ends_with_n() && c.number.major() == found.number.major();
        if let Some(number) = found.number.lettered().filter(|_| all.iter().rev().take(8).any(after_n)) {
            found.number = number;
        }
        let bare = !found.keyword && mark::section(text, divides).is_none();
        let line = &row.line;
        let heading = matches!(line.role, Role::Heading(_));
        let small = found.rest.starts_with(char::is_lowercase);
        let open = line.opens || !line.printed;
        let mut weight: i64 = if found.keyword { 500 } else { 300 };
        weight += if heading { 300 } else { 0 };
        weight += if open { 150 } else { 0 };
        weight += if line.bold { 100 } else { 0 };
        weight += if row.marked { 400 } else { 0 };
        // An article that a later law put in is printed in quotation marks, but goes on with the count of the law itself.
        let next = found.number.plain() && found.number.major() == own + 1 && own > 1 && !inside[i];
        weight -= if found.quoted && !next { 2000 } else { 0 };
        weight -= if line.role == Role::Quoted { 400 } else { 0 };
        weight -= if inside[i] { 2000 } else { 0 };
        if found.keyword {
            weight += if found.pointed { 200 } else { -100 };
            weight -= if small && !found.pointed {
                700
            } else if small {
                250
            } else {
                0
            };
            weight += if row.after_end {
                100
            } else if open {
                -100
            } else {
                -450
            };
        } else {
            let begins = found.rest.starts_with(['(', '“', '"']);
            weight += if begins { 200 } else { 0 };
            weight -= if found.rest.is_empty() { 100 } else { 0 };
            let headed = i > 0 && heading_like(&rows[i - 1].line);
            weight += if row.after_end {
                50
            } else if headed {
                0
            } else {
                -280
            };
            weight -= if found.pointed { 0 } else { 60 };
            weight -= if bare && !(heading || line.bold || open) { 200 } else { 0 };
        }
        // An article far ahead of the count, after words that announce a text for another law, stands in that text.
        let major = found.number.major();
        if found.keyword && major > own + 5 && own > 0 && major < AFTER_ALL {
            let announced = rows[i.saturating_sub(3)..i].iter().any(|r| {
                words::AMENDS.is_match(&r.line.text) && r.line.text.trim_end().ends_with([':', '—', '–', '-', '“', '«'])
            });
            if announced || inserted.is_some_and(|last| (last..=last + 3).contains(&major)) {
                weight -= 2000;
                inserted = Some(major);
            }
        }
        if weight > 300 && major <= own + 5 && major < AFTER_ALL {
            own = own.max(major);
        }
        // A section has words; an entry of a list has few.
        let words: usize = rows[i..].iter().take(4).map(|r| r.line.text.len()).sum();
        weight += i64::try_from(words.min(240) / 4).unwrap_or(0);
        all.push(Candidate {
            line: i,
            scheme: found.scheme,
            number: found.number,
            keyword: found.keyword,
            bare,
            weight,
        });
    }
    all
}

/// Could this line be a heading by its looks?
pub(super) fn heading_like(line: &Line) -> bool {
    let text = line.text.trim();
    let count = text.chars().count();
    let first = text.chars().next();
    let numbered = matches!(line.role, Role::Heading(_)) && first.is_some_and(|c| c.is_ascii_digit());
    let begins = numbered || first.is_some_and(|c| c.is_uppercase() || "“\"‘¿¡«[(".contains(c));
    let ends = text.ends_with([',', ';', ':', '—', '–', '-']) || text.ends_with(" or") || text.ends_with(" and");
    let marked = matches!(line.role, Role::Heading(_));
    let sentence = text.ends_with('.') && count > 60 && !marked;
    (2..=if marked { 220 } else { 140 }).contains(&count)
        && begins
        && !ends
        && !sentence
        && !matches!(line.role, Role::Note | Role::Row)
        && text.split_whitespace().count() <= if marked { 36 } else { 18 }
        && mark::item(text).is_none()
}

/// What a section is called where only some say it.
pub(super) fn scheme(starts: &[Candidate]) -> Scheme {
    starts
        .iter()
        .map(|c| c.scheme)
        .max_by_key(|s| starts.iter().filter(|c| c.scheme == *s).count())
        .unwrap_or(Scheme::Section)
}
