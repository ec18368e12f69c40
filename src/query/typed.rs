//! A query written back as one would type it; reading it again gives the same query.

use super::cite::Citation;
use super::{Filter, Match, Node, Region, Window, Word};

/// The query as one would type it.
pub fn typed(node: &Node) -> String {
    match node {
        Node::All => String::new(),
        Node::And(parts) => parts.iter().map(inside).collect::<Vec<_>>().join(" "),
        Node::Or(parts) => parts.iter().map(inside).collect::<Vec<_>>().join(" OR "),
        Node::Near { left, right, window, ordered } => {
            let by = match (window, ordered) {
                (Window::Words(n), false) => format!("w/{n}"),
                (Window::Words(n), true) => format!("pre/{n}"),
                (Window::Sentence, false) => "/s".into(),
                (Window::Sentence, true) => "pre/s".into(),
                (Window::Paragraph, false) => "/p".into(),
                (Window::Paragraph, true) => "pre/p".into(),
            };
            format!("{} {by} {}", inside(left), inside(right))
        }
        Node::Not(inner) => format!("NOT {}", inside(inner)),
        Node::Within(Region::Heading, inner) => format!("heading:{}", inside(inner)),
        Node::Within(Region::Title, inner) => format!("title:{}", inside(inner)),
        Node::Within(Region::Text, inner) => typed(inner),
        Node::Word(word) => one(word),
        Node::Phrase(words) if words.iter().any(|w| w.how == Match::Stem) => {
            words.iter().map(one).collect::<Vec<_>>().join("-")
        }
        Node::Phrase(words) => format!("\"{}\"", joined(words)),
        Node::Loose(words, width) => format!("\"{}\"~{width}", joined(words)),
        Node::Filter(filter) => condition(filter),
        Node::Cite(citation) => cited(citation),
    }
}

fn inside(node: &Node) -> String {
    match node {
        Node::And(_) | Node::Or(_) | Node::Near { .. } | Node::Not(_) => format!("({})", typed(node)),
        _ => typed(node),
    }
}

fn one(word: &Word) -> String {
    if word.how == Match::Prefix { format!("{}*", word.exact) } else { word.exact.clone() }
}

fn joined(words: &[Word]) -> String {
    words.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn condition(filter: &Filter) -> String {
    let year = |y: &Option<i16>| y.map(|y| format!("{y:04}")).unwrap_or_default();
    match filter {
        Filter::State(list) if list.iter().any(|s| s.contains(' ')) => format!("state:\"{}\"", list.join(",")),
        Filter::State(list) => format!("state:{}", list.join(",")),
        Filter::Years(from, to) => format!("in:{}..{}", year(from), year(to)),
        Filter::Kind(list) => format!("kind:{}", list.join(",")),
        Filter::Grade(list) => format!("grade:{}", list.join(",")),
        Filter::Criterion(list) => format!("criterion:{}", list.join(",")),
        Filter::Language(list) => format!("lang:{}", list.join(",")),
    }
}

fn cited(citation: &Citation) -> String {
    match citation {
        Citation::Act { number, year } => format!("No. {number} of {year}"),
        Citation::Chapter(parts) => format!("Cap. {}", parts.join(":")),
        Citation::Pin(pin) => {
            let unit = match pin.unit {
                "sec" => "s.",
                "art" => "art.",
                "reg" => "reg.",
                "rule" => "rule",
                "sched" => "Sch.",
                _ => "§",
            };
            let subs: String = pin.subs.iter().map(|s| format!("({s})")).collect();
            match (pin.to, pin.number.contains('.')) {
                (Some(to), false) => format!("{unit} {} to {to}{subs}", pin.number),
                (Some(_), true) => format!("{unit} {}{subs}", pin.number.replace('.', "-")),
                (None, _) => format!("{unit} {}{subs}", pin.number),
            }
        }
    }
}
