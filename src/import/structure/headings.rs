//! Headings in their right place: before the number, after it, in the margin, or as the first words of the text.

use std::ops::Range;

use super::mark;
use super::outline::{Row, heading_like};
use crate::import::line::{Line, Role};

/// Where a text puts the headings of its sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// On lines of their own before the number.
    Before,
    /// After the number, or as its first words, or in the margin.
    After,
}

/// The style of most sections; `starts` are the rows at which they begin.
pub(super) fn style(rows: &[Row], starts: &[usize]) -> Style {
    let mut last = None;
    let mut before = 0;
    for start in starts {
        let from = last.map_or(0, |l: usize| l + 1);
        before += usize::from(!group_before(rows, from..*start).is_empty());
        last = Some(*start);
    }
    if before * 2 >= starts.len().max(1) { Style::Before } else { Style::After }
}

/// The rows right before the end of the range that look like a heading of what follows.
pub(super) fn group_before(rows: &[Row], range: Range<usize>) -> Range<usize> {
    let end = range.end;
    let mut at = end;
    while at > range.start && end - at < 4 && mark::division(rows[at - 1].line.text.trim(), true).is_none() {
        let line = &rows[at - 1].line;
        if at == 1 && range.start == 0 && names_text(line) || is_sentence(line) || is_quoted(line.text.trim()) {
            break;
        }
        // The second line of a printed heading may begin small.
        let goes_on = line.printed
            && !line.opens
            && line.role == Role::Text
            && !rows[at - 1].after_end
            && line.text.chars().count() < 70
            && !line.text.trim_end().ends_with(['.', ';', ',', ':', '—', '–', '-'])
            && mark::item(line.text.trim()).is_none();
        if !(heading_like(line) || goes_on) {
            break;
        }
        at -= 1;
        if heading_like(line) && (line.opens || !line.printed || rows[at].after_end) {
            break;
        }
    }
    let good =
        at < end && rows[at].after_end && heading_like(&rows[at].line) && !rows[at].line.text.trim().starts_with('(');
    if good { at..end } else { end..end }
}

/// Is the first line of a text its title rather than the heading of its first section?
fn names_text(line: &Line) -> bool {
    let small = line.text.chars().any(char::is_lowercase);
    super::front::names_law(&line.text)
        && (!small || matches!(line.role, Role::Heading(1 | 2)) || line.text.contains(", "))
}

/// A sentence of the section before, though it is short.
fn is_sentence(line: &Line) -> bool {
    let plain = !line.bold && !line.centred && !line.italic && !matches!(line.role, Role::Heading(_));
    let text = line.text.trim_end();
    plain && text.ends_with('.') && text.split_whitespace().count() > 4 && sentence(text)
}

/// Does a quotation begin or end in the line that does not do both?
fn is_quoted(text: &str) -> bool {
    let straight = text.matches('"').count() % 2 == 1;
    let curved = text.matches(['“', '«']).count() != text.matches(['”', '»']).count();
    straight || curved || text.starts_with('«')
}

/// Does the group stand out so much that it is a heading whatever the others do?
pub(super) fn stands_out(rows: &[Row], group: &Range<usize>) -> bool {
    !group.is_empty()
        && rows[group.clone()].iter().all(|r| {
            let line = &r.line;
            let capitals = line.text.chars().any(char::is_uppercase) && !line.text.chars().any(char::is_lowercase);
            capitals || line.bold || line.centred || line.italic && line.opens || matches!(line.role, Role::Heading(_))
        })
}

/// Words that a sentence has and a heading has not.
const VERBS: [&str; 58] = [
    "se",
    "será",
    "sera",
    "serán",
    "seran",
    "es",
    "son",
    "podrá",
    "podrán",
    "deberá",
    "deberán",
    "tiene",
    "tienen",
    "quien",
    "quienes",
    "queda",
    "quedan",
    "créase",
    "crease",
    "esta",
    "este",
    "estas",
    "estos",
    "la presente",
    "el presente",
    "todo aquel",
    "el que",
    "los que",
    "ce",
    "cette",
    "est",
    "sont",
    "peut",
    "seront",
    "il",
    "quiconque",
    "sont",
    "hij",
    "wordt",
    "worden",
    "zijn",
    "degene",
    "kan",
    "shall",
    "may",
    "is",
    "are",
    "means",
    "who",
    "has",
    "have",
    "was",
    "were",
    "where",
    "this",
    "subject to",
    "must",
    "notwithstanding",
];

fn sentence(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase().replace([',', '.', ':'], " "));
    VERBS.iter().any(|v| lower.contains(&format!(" {v} ")))
}

/// `(Objeto).- Esta ley`, as statutes of the Río de la Plata set their headings.
fn bracketed(rest: &str) -> Option<(&str, &str)> {
    let (heading, text) = rest.strip_prefix('(')?.split_once(')')?;
    let text = text.trim_start_matches(['.', ' ']).strip_prefix(['-', '–', '—'])?;
    let text = text.trim_start_matches(['-', '–', '—', ' ']);
    let begins = heading.starts_with(char::is_uppercase) && heading.split_whitespace().count() <= 16;
    (begins && heading.chars().count() >= 3 && !heading.contains(['(', ';'])).then_some((heading, text))
}

/// Does the full stop stand behind a shortened word with its number, as in `art. 2`?
fn abbreviates(before: &str, behind: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && [
            "art", "arts", "artt", "inc", "num", "núm", "no", "nro", "nr", "n", "lit", "cap", "par", "párr", "sec",
            "s", "ss",
        ]
        .contains(&word.as_str())
}

/// `Adicionado por el art. 5, Ley 1719 de 2014`: what a later law did is no heading.
fn history(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    let done = words.next().is_some_and(|w| {
        ["adicionad", "modificad", "derogad", "subrogad", "corregid", "incorporad", "sustituid", "reformad"]
            .iter()
            .any(|stem| w.strip_prefix(stem).is_some_and(|end| matches!(end, "o" | "a" | "os" | "as")))
    });
    done && matches!(words.next(), Some("por" | "mediante" | "según"))
}

/// Heading and text of words that stand after a number, where the first of them are a heading.
pub(super) fn split(rest: &str) -> Option<(&str, &str)> {
    if rest.starts_with('(') {
        return bracketed(rest);
    }
    let marks = [".— ", ".—", ".- ", ".-", ".– ", ".–", ". — ", ". - ", ". – ", ": ", ". ", "— ", "– "];
    let mut best: Option<(usize, usize)> = None;
    for mark in marks {
        let full = |(at, _): &(usize, &str)| !abbreviates(&rest[..*at], &rest[at + mark.len()..]);
        if let Some((at, _)) = rest.match_indices(mark).find(full)
            && best.is_none_or(|(b, len)| at < b || at == b && mark.len() > len)
        {
            best = Some((at, mark.len()));
        }
    }
    let (at, len) = best?;
    let (heading, text) = (rest[..at].trim(), rest[at + len..].trim_start_matches(['-', '–', '—', ' ']).trim());
    let begins =
        |t: &str| t.chars().next().is_some_and(|c| c.is_uppercase() || "“\"«¿([".contains(c) || c.is_ascii_digit());
    let short =
        heading.chars().count() <= 130 && heading.split_whitespace().count() <= 16 && heading.chars().count() >= 3;
    (short
        && begins(heading)
        && begins(text)
        && !sentence(heading)
        && !history(heading)
        && !heading.contains([';', '(']))
    .then_some((heading, text))
}

/// Is the whole of the words after a number its heading, given the row that follows?
pub(super) fn whole(rest: &str, row: &Row, next: Option<&Row>) -> bool {
    let text = rest.trim();
    let Some(next) = next else { return false };
    let following = next.line.text.trim();
    let line = super::outline::heading_like(&Line { text: text.into(), ..row.line.clone() });
    let small = following.starts_with(char::is_lowercase);
    let numbered = mark::subsection(following).is_some_and(|(n, _)| n.major() == 1)
        || mark::item(following).is_some_and(|m| m.readings.iter().any(|r| r.1 == 1));
    if matches!(row.line.role, Role::Heading(_)) {
        return true;
    }
    let fresh = next.line.opens || !next.line.printed || (row.line.bold && !next.line.bold);
    // `Where kites may be flown`: a verb, but no full stop, and a paragraph of its own.
    let titled = !text.ends_with('.') && text.chars().count() < 70 && (next.line.opens || !next.line.printed);
    line && !small
        && (titled || !sentence(text.trim_end_matches('.')))
        && (numbered || fresh || !text.ends_with('.') && text.chars().count() < 55)
}

/// A heading as it is kept: without closing punctuation, brackets with the history of amendments, and marks of emphasis.
pub(super) fn tidy(text: &str) -> String {
    let mut text = text.trim();
    if let Some(at) = text.find(['[', '⟦']).filter(|at| *at > 2) {
        text = text[..at].trim();
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || "*_".contains(c));
    let bare = text.trim_end_matches(['.', ':', '-', '–', '—', ' ']);
    bare.to_string()
}

#[cfg(test)]
mod tests {
    use super::{split, tidy};

    #[test]
    fn headings_are_parted_from_sentences() {
        assert_eq!(split("Trata de personas. Será sancionado"), Some(("Trata de personas", "Será sancionado")));
        assert_eq!(split("Objeto.- La presente ley"), Some(("Objeto", "La presente ley")));
        assert_eq!(split("Interpretation.—(1) In this Act"), Some(("Interpretation", "(1) In this Act")));
        assert_eq!(split("(Objeto).- Esta ley"), Some(("Objeto", "Esta ley")));
        assert_eq!(split("(1) A person may. The court"), None);
        assert_eq!(split("Adicionado por el art. 5, Ley 1719 de 2014 . El que"), None);
        assert_eq!(split("Penas del art. 2. El que"), Some(("Penas del art. 2", "El que")));
        assert_eq!(split("Será sancionado con prisión. El juez podrá"), None);
        assert_eq!(split("A person who recruits. The court"), None);
        assert_eq!(split("La peine est de dix ans. Elle"), None);
        assert_eq!(tidy("Short title. [8 of 2009]"), "Short title");
    }
}
