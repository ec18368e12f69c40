//! What an Akoma Ntoso file says of itself: identification, life cycle, preface.

use std::collections::BTreeMap;

use super::tree::{self, Node};
use crate::import::Told;
use crate::law::date::PartialDate;
use crate::law::words::Status;

/// Languages: ISO 639-1 and the three letters of ISO 639-2, terminological and bibliographic.
const LANGUAGES: [(&str, &str, &str); 24] = [
    ("en", "eng", "eng"),
    ("es", "spa", "spa"),
    ("fr", "fra", "fre"),
    ("nl", "nld", "dut"),
    ("pt", "por", "por"),
    ("ht", "hat", "hat"),
    ("de", "deu", "ger"),
    ("it", "ita", "ita"),
    ("sw", "swa", "swa"),
    ("ca", "cat", "cat"),
    ("gl", "glg", "glg"),
    ("eu", "eus", "baq"),
    ("af", "afr", "afr"),
    ("ar", "ara", "ara"),
    ("cy", "cym", "wel"),
    ("ga", "gle", "gle"),
    ("fi", "fin", "fin"),
    ("sv", "swe", "swe"),
    ("pl", "pol", "pol"),
    ("el", "ell", "gre"),
    ("ro", "ron", "rum"),
    ("uk", "ukr", "ukr"),
    ("la", "lat", "lat"),
    ("zh", "zho", "chi"),
];

/// ISO 639-1 of a code of two or three letters, where there is one.
pub(super) fn language(code: &str) -> Option<String> {
    let lower = code.trim().to_ascii_lowercase();
    let first = lower.split(['-', '_']).next().unwrap_or_default();
    // A mistake that publishers of Latin America make.
    let first = if first == "esp" { "spa" } else { first };
    let known = LANGUAGES.iter().find(|(two, t, b)| [two, t, b].contains(&&first));
    let letters = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    known.map(|l| l.0.to_string()).or_else(|| (letters && first != "und").then(|| first.to_string()))
}

/// ISO 639-2 of an ISO 639-1 code.
pub(super) fn language_three(code: &str) -> String {
    let known = LANGUAGES.iter().find(|(two, _, _)| *two == code).map(|l| l.1);
    known.map_or_else(|| if code.len() == 3 { code.to_string() } else { "und".into() }, str::to_string)
}

/// A date of an attribute: without time and zone; none for what publishers write where they know of none.
pub(super) fn date(text: &str) -> Option<PartialDate> {
    let day = text.trim().get(..10).unwrap_or(text.trim());
    day.trim_end_matches('Z').parse().ok()
}

/// The part of a version's meta data in which the dates stand.
fn part<'a>(document: Node<'a>, level: &str) -> Option<Node<'a>> {
    let meta = tree::child(document, "meta")?;
    tree::child(tree::child(meta, "identification")?, level)
}

fn value<'a>(of: Option<Node<'a>>, name: &str) -> Option<&'a str> {
    let node = tree::child(of?, name)?;
    let value = node.attribute("value").or_else(|| node.attribute("language")).or_else(|| node.text())?;
    Some(value.trim()).filter(|v| !v.is_empty())
}

/// The name that the identification gives the document.
pub(super) fn alias(document: Node<'_>) -> Option<String> {
    let inner = document.descendants().find(|n| tree::name(*n) == "FRBRWork")?;
    let aliases: Vec<Node<'_>> = tree::elements(inner).filter(|n| tree::name(*n) == "FRBRalias").collect();
    let title = aliases.iter().find(|a| {
        let name = a.attribute("name").unwrap_or_default().to_lowercase();
        name.contains("title") || name.contains("titulo")
    });
    let chosen = title.or_else(|| aliases.first())?;
    let text = tree::single(chosen.attribute("value")?);
    Some(text).filter(|t| t.chars().filter(|c| c.is_alphabetic()).count() > 3 && !t.contains("://"))
}

/// Reads what the document says of itself.
pub(super) fn told(document: Node<'_>, events: &[Event]) -> Told {
    let work = part(document, "FRBRWork");
    let expression = part(document, "FRBRExpression");
    let uri = value(work, "FRBRuri").or_else(|| value(work, "FRBRthis")).unwrap_or_default();
    let as_of = dates(expression).map(|d| d.0).max();
    let dated = work_date(document, work, uri, events);
    let year = dated.map(PartialDate::year);
    let kind = value(work, "FRBRsubtype").map(str::to_string).or_else(|| kind_of(document, uri));
    let gone = events.iter().filter(|e| e.repeals).map(|e| e.date).min();
    let stands = |day: PartialDate| as_of.is_none_or(|a| day.earliest() <= a.latest());
    let status = match (tree::name(document), gone) {
        ("bill", _) => Some("bill".to_string()),
        (_, Some(day)) if stands(day) => Some("repealed".to_string()),
        _ => None,
    };
    let commenced = events.iter().filter(|e| e.commences).map(|e| e.date).min();
    Told {
        title: title(document),
        number: number(document, work, year),
        kind,
        status,
        language: value(expression, "FRBRlanguage").and_then(language),
        dated: dated.map(|d| d.to_string()),
        commenced: commenced.map(|d| d.to_string()),
        as_of: as_of.map(|d| d.to_string()),
        address: Some(uri.to_string()).filter(|u| u.starts_with("http")),
    }
}

fn dates(of: Option<Node<'_>>) -> impl Iterator<Item = (PartialDate, String)> {
    let all = of.into_iter().flat_map(|n| tree::elements(n).filter(|c| tree::name(*c) == "FRBRdate"));
    all.filter_map(|n| Some((date(n.attribute("date")?)?, n.attribute("name").unwrap_or_default().to_lowercase())))
}

/// The day on which the law was made: of assent or enactment before that of publication, and that before others.
fn work_date(document: Node<'_>, work: Option<Node<'_>>, uri: &str, events: &[Event]) -> Option<PartialDate> {
    const NAMES: [&[&str]; 4] = [
        &["assent", "enact", "promulg", "sanci", "sanction", "made", "adopt", "sign", "firma", "ondertekening"],
        &["publi", "gazette"],
        &["generation", "creation", "document", "work", "original"],
        &[""],
    ];
    let all: Vec<(PartialDate, String)> = dates(work).collect();
    let named = |names: &[&str]| {
        let hit = |d: &&(PartialDate, String)| {
            names.iter().any(|n| if n.is_empty() { d.1.is_empty() } else { d.1.contains(n) })
        };
        all.iter().find(hit).map(|d| d.0)
    };
    let printed = || {
        let preface = tree::child(document, "preface")?;
        preface.descendants().find(|n| tree::name(*n) == "docDate").and_then(|n| date(n.attribute("date")?))
    };
    let made = events.iter().find(|e| e.generates).map(|e| e.date);
    let published = || {
        let node = tree::child(tree::child(document, "meta")?, "publication")?;
        date(node.attribute("date")?)
    };
    named(NAMES[0])
        .or_else(printed)
        .or_else(|| named(NAMES[1]))
        .or_else(|| named(NAMES[2]))
        .or_else(|| in_uri(uri))
        .or(made)
        .or_else(published)
        .or_else(|| named(NAMES[3]))
}

/// The date in an address: `/akn/za/act/1996-05-08/constitution`, `/es/l/2002/07/11/34`, `/akn/tt/act/2011/14`.
fn in_uri(uri: &str) -> Option<PartialDate> {
    let steps: Vec<&str> = uri.split('/').collect();
    let at = steps.iter().position(|s| s.len() >= 4 && s.parse::<PartialDate>().is_ok())?;
    let two = |n: usize| steps.get(n).filter(|s| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit()));
    if let (4, Some(month), Some(day)) = (steps[at].len(), two(at + 1), two(at + 2))
        && let Ok(day) = format!("{}-{month}-{day}", steps[at]).parse()
    {
        return Some(day);
    }
    steps[at].parse().ok()
}

/// The kind of law in the file's own word.
fn kind_of(document: Node<'_>, uri: &str) -> Option<String> {
    let steps: Vec<&str> = uri.split('/').collect();
    let of_uri = (steps.get(1) == Some(&"akn")).then(|| steps.get(3).copied()).flatten();
    let element = tree::name(document);
    match (element, of_uri) {
        ("bill", _) => Some("bill".into()),
        (_, Some(kind)) if kind.bytes().all(|b| b.is_ascii_lowercase()) && !kind.is_empty() => Some(kind.into()),
        ("doc" | "statement", _) => document.attribute("name").map(str::to_string),
        _ => Some(element.to_string()),
    }
}

/// The title: the short one of the preface or of the identification before the long one.
fn title(document: Node<'_>) -> Option<String> {
    let front = ["coverPage", "preface", "preamble"].into_iter().filter_map(|n| tree::child(document, n));
    let front: Vec<Node<'_>> = front.collect();
    let of = |name: &str| {
        let found = front.iter().find_map(|f| f.descendants().find(|n| tree::name(*n) == name));
        found.map(tree::words).filter(|t| t.chars().count() > 3)
    };
    let long = of("docTitle").filter(|t| !begins_long(t));
    let in_body = || {
        let body = tree::child(document, "body")?;
        tree::find(body, "shortTitle").map(tree::words).filter(|t| t.chars().count() > 3)
    };
    let named = part(document, "FRBRWork").and_then(|_| alias(tree::child(document, "meta")?));
    let title = of("shortTitle").or(long).or(named).or_else(in_body).or_else(|| of("docTitle"));
    title.map(|t| bare(&t)).filter(|t| !t.is_empty())
}

/// A title without the marks that stand around it.
pub(super) fn bare(title: &str) -> String {
    title.trim_matches(|c: char| c.is_whitespace() || "`“”‘’\"'«».,;".contains(c)).to_string()
}

/// Are these the words that say at length what an Act does?
pub(super) fn begins_long(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["an act to", "an act for", "a bill to", "a bill for", "an ordinance to", "to provide for"]
        .iter()
        .any(|w| lower.starts_with(w))
}

/// The number as cited: what the preface prints, else that of the identification with its year.
fn number(document: Node<'_>, work: Option<Node<'_>>, year: Option<i16>) -> Option<String> {
    let preface = ["preface", "coverPage"].into_iter().filter_map(|n| tree::child(document, n));
    let printed = preface.flat_map(|p| p.descendants()).find(|n| tree::name(*n) == "docNumber").map(tree::words);
    let printed = printed.filter(|n| n.chars().any(|c| c.is_ascii_digit()));
    printed.or_else(|| {
        let number = tree::single(value(work, "FRBRnumber")?);
        let plain = number.bytes().all(|b| b.is_ascii_digit());
        match year {
            Some(year) if plain => Some(format!("{number} of {year}")),
            _ => number.chars().any(|c| c.is_ascii_digit()).then_some(number),
        }
    })
}

/// Something that happened to the law.
pub(super) struct Event {
    id: String,
    date: PartialDate,
    generates: bool,
    commences: bool,
    repeals: bool,
}

/// The events of the life cycle, and of the analysis that says what they did.
pub(super) fn events(document: Node<'_>) -> Vec<Event> {
    let Some(meta) = tree::child(document, "meta") else { return Vec::new() };
    let all = meta.descendants().filter(|n| matches!(tree::name(*n), "eventRef" | "event"));
    let read = |node: Node<'_>| {
        let date = date(node.attribute("date")?)?;
        let says = |words: &[&str]| {
            let about = ["type", "refersTo", "eId", "id", "name", "originatingExpression"];
            about.iter().filter_map(|a| node.attribute(*a)).any(|v| {
                let lower = v.to_lowercase();
                words.iter().any(|w| lower.contains(w))
            })
        };
        let commences = says(&["commence", "entryintoforce", "inforce", "efficacy", "vigencia", "entryforce"]);
        Some(Event {
            id: tree::id(node).unwrap_or_default().to_string(),
            date,
            generates: says(&["generation"]) && !commences,
            commences,
            repeals: node.attribute("type") == Some("repeal") || says(&["dateofrepeal", "repeal"]),
        })
    };
    all.filter_map(read).collect()
}

/// When provisions are in force, as far as the file tells it by periods.
pub(super) struct Temporal {
    groups: BTreeMap<String, (Option<PartialDate>, Option<PartialDate>)>,
    as_of: Option<PartialDate>,
}

impl Temporal {
    /// Reads the periods of a document.
    pub(super) fn of(document: Node<'_>, events: &[Event]) -> Self {
        let mut groups = BTreeMap::new();
        let at = |node: Node<'_>, name: &str| {
            let id = node.attribute(name)?.trim_start_matches('#');
            events.iter().find(|e| e.id == id).map(|e| e.date).or_else(|| date(id))
        };
        let meta = tree::child(document, "meta");
        for group in meta.into_iter().flat_map(|m| m.descendants()).filter(|n| tree::name(*n) == "temporalGroup") {
            let intervals: Vec<Node<'_>> = tree::elements(group).filter(|n| tree::name(*n) == "timeInterval").collect();
            // Several intervals mean more than one of them says alone.
            if let ([interval], Some(id)) = (&intervals[..], tree::id(group)) {
                groups.insert(id.to_string(), (at(*interval, "start"), at(*interval, "end")));
            }
        }
        let as_of = dates(part(document, "FRBRExpression")).map(|d| d.0).max();
        Self { groups, as_of }
    }

    /// The status of an element by what it is marked with and by its period.
    pub(super) fn status(&self, node: Node<'_>) -> Option<Status> {
        if let Some(status) = super::plain::status_of(node) {
            return Some(status);
        }
        let period = node.attribute("period")?.trim_start_matches('#');
        let (from, to) = self.groups.get(period)?;
        let day = self.as_of?;
        if to.is_some_and(|to| to.earliest() <= day.earliest()) {
            return Some(Status::Repealed);
        }
        from.is_some_and(|from| from.earliest() > day.latest()).then_some(Status::NotCommenced)
    }
}

#[cfg(test)]
mod tests {
    use super::{date, in_uri, language, language_three};

    #[test]
    fn dates_and_languages_are_read_as_publishers_write_them() {
        let day = |t: &str| date(t).map(|d| d.to_string());
        assert_eq!(day("2014-11-14Z").as_deref(), Some("2014-11-14"));
        assert_eq!(day("2014-11-14T10:00:00+01:00").as_deref(), Some("2014-11-14"));
        assert_eq!(day("1977").as_deref(), Some("1977"));
        assert_eq!(day("0001-01-01"), None);
        let uri = |t: &str| in_uri(t).map(|d| d.to_string());
        assert_eq!(uri("/es/l/2002/07/11/34").as_deref(), Some("2002-07-11"));
        assert_eq!(uri("/akn/za/act/1996-05-08/constitution").as_deref(), Some("1996-05-08"));
        assert_eq!(uri("/akn/tt/act/2011/14").as_deref(), Some("2011"));
        assert_eq!(language("spa").as_deref(), Some("es"));
        assert_eq!(language("dut").as_deref(), Some("nl"));
        assert_eq!(language("pap").as_deref(), Some("pap"));
        assert_eq!(language_three("fr"), "fra");
        assert_eq!(language_three("pap"), "pap");
        assert_eq!(language_three("xx"), "und");
    }
}
