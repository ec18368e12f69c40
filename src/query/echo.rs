//! A query told back in plain English, so that people see how it was read.

use super::{Filter, Match, Node, Region, Window, Word};

/// The query in plain English.
pub fn words(node: &Node) -> String {
    match node {
        Node::All => "everything".into(),
        Node::Not(inner) => format!("everything except {}", inside(inner)),
        Node::And(parts) if parts.iter().all(|p| matches!(p, Node::Not(_))) => {
            let except: Vec<String> = parts.iter().map(excluded).collect();
            format!("everything except {}", except.join(" and except "))
        }
        _ => tell(node),
    }
}

fn excluded(node: &Node) -> String {
    match node {
        Node::Not(inner) => inside(inner),
        other => inside(other),
    }
}

fn tell(node: &Node) -> String {
    match node {
        Node::All => "everything".into(),
        Node::Word(word) => one(word),
        Node::Phrase(list) if list.iter().any(|w| w.how == Match::Stem) => format!("\"{}\" together", joined(list)),
        Node::Phrase(list) if list.len() == 1 => format!("exactly \"{}\"", joined(list)),
        Node::Phrase(list) => format!("the phrase \"{}\"", joined(list)),
        Node::Loose(list, width) => {
            let all: Vec<String> = list.iter().map(one).collect();
            match all.as_slice() {
                [a, b] => format!("{a} within {} of {b}, either order", counted(*width)),
                many => format!("{} within {} of one another, any order", many.join(", "), counted(*width)),
            }
        }
        Node::Near { left, right, window, ordered } => {
            let (a, b) = (inside(left), inside(right));
            match (window, ordered) {
                (Window::Words(n), false) => format!("{a} within {} of {b}, either order", counted(*n)),
                (Window::Words(n), true) => format!("{a} at most {} before {b}", counted(*n)),
                (Window::Sentence, false) => format!("{a} in the same sentence as {b}"),
                (Window::Sentence, true) => format!("{a} before {b} in the same sentence"),
                (Window::Paragraph, false) => format!("{a} in the same paragraph as {b}"),
                (Window::Paragraph, true) => format!("{a} before {b} in the same paragraph"),
            }
        }
        Node::And(parts) => {
            let told = parts.iter().map(|p| match p {
                Node::Not(inner) => format!("not {}", inside(inner)),
                other => inside(other),
            });
            told.collect::<Vec<_>>().join(" and ")
        }
        Node::Or(parts) => parts.iter().map(inside).collect::<Vec<_>>().join(" or "),
        Node::Not(inner) => format!("everything except {}", inside(inner)),
        Node::Within(Region::Heading, inner) => format!("{} in the heading", inside(inner)),
        Node::Within(Region::Title, inner) => format!("{} in the title of the instrument", inside(inner)),
        Node::Within(Region::Text, inner) => inside(inner),
        Node::Filter(filter) => condition(filter),
        Node::Cite(citation) => citation.words(),
    }
}

/// As part of something larger: in brackets where it is not a single thing.
fn inside(node: &Node) -> String {
    match node {
        Node::And(_) | Node::Or(_) | Node::Near { .. } | Node::Loose(..) => format!("({})", tell(node)),
        _ => tell(node),
    }
}

fn one(word: &Word) -> String {
    match word.how {
        Match::Prefix => format!("words beginning with \"{}\"", word.exact),
        _ => format!("\"{}\"", word.exact),
    }
}

fn joined(list: &[Word]) -> String {
    let word = |w: &Word| if w.how == Match::Prefix { format!("{}*", w.exact) } else { w.exact.clone() };
    list.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn counted(n: u32) -> String {
    if n == 1 { "1 word".into() } else { format!("{n} words") }
}

fn condition(filter: &Filter) -> String {
    let or = |list: &[String]| list.join(" or ");
    match filter {
        Filter::State(list) => {
            let names = list.iter().map(|s| if s.len() <= 3 { s.to_uppercase() } else { s.clone() });
            format!("law of {}", names.collect::<Vec<_>>().join(" or "))
        }
        Filter::Years(Some(a), Some(b)) if a == b => format!("instruments of {a}"),
        Filter::Years(Some(a), Some(b)) => format!("instruments of {a} to {b}"),
        Filter::Years(Some(a), None) => format!("instruments of {a} or later"),
        Filter::Years(None, Some(b)) => format!("instruments of {b} or earlier"),
        Filter::Years(None, None) => "instruments of any year".into(),
        Filter::Kind(list) => format!("instruments of the kind {}", or(list)),
        Filter::Grade(list) => format!("evidence grade {}", or(list)),
        Filter::Criterion(list) => format!("read for the criterion {}", or(list)),
        Filter::Language(list) => format!("texts in the language {}", or(list)),
    }
}
