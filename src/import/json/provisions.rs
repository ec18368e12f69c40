//! The provisions of a JSON object in their order, out of the many ways to nest them.

use serde_json::{Map, Value};

use super::super::clean;
use super::super::told::bare;
use super::keys::{self, HEADINGS, ITEMS, LISTS, NUMBERS, PARTS, TEXTS};

/// A provision as the object has it, or the heading of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Headings of the parts that begin before it, with their levels.
    pub parts: Vec<(u8, String)>,
    /// Its number; empty for text that is not divided.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// Its words.
    pub content: String,
    /// It stands in a schedule, by what it says of itself.
    pub scheduled: bool,
}

/// Objects deeper than this are no parts of a law.
const DEEPEST: usize = 12;

/// The object that holds the law: the value itself, or one that it wraps.
pub fn law(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    let object = value.as_object()?;
    let holds = object.iter().any(|(_, v)| is_list(v)) && keys::find(object, &LISTS).is_some_and(is_list);
    if holds || keys::text(object, &TEXTS).is_some_and(|t| t.split_whitespace().count() > 5) || depth > 3 {
        return Some(object);
    }
    object.values().find_map(|inner| law(inner, depth + 1)).or(Some(object).filter(|_| depth == 0))
}

/// Several laws in one object: `{"laws": [{…}, {…}]}`.
pub fn laws(value: &Value) -> Option<&Vec<Value>> {
    let object = value.as_object()?;
    let wanted = [
        "laws",
        "acts",
        "statutes",
        "documents",
        "instruments",
        "leyes",
        "normas",
        "lois",
        "textes",
        "wetten",
        "results",
        "data",
        "hits",
    ];
    let list = keys::find(object, &wanted)?.as_array()?;
    list.iter().all(|v| v.as_object().is_some_and(|o| keys::find(o, &LISTS).is_some_and(is_list))).then_some(list)
}

fn is_list(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(|v| v.is_object() || v.is_string()),
        Value::Object(map) => {
            map.values().all(|v| v.is_object() || v.is_string())
                && map.keys().any(|k| k.contains(|c: char| c.is_ascii_digit()))
        }
        _ => false,
    }
}

/// All provisions of a law.
pub fn entries(law: &Map<String, Value>) -> Vec<Entry> {
    let mut reading = Reading::default();
    // The words before the first provision.
    if let Some(preamble) = keys::text(
        law,
        &["longtitle", "preamble", "preambulo", "preambule", "considerandos", "aanhef", "enactingformula"],
    ) {
        reading.entries.push(Entry { content: preamble, ..Entry::default() });
    }
    let mut lists: Vec<&Value> = Vec::new();
    for key in LISTS {
        // A law has one list of its provisions, but its schedules may stand apart.
        let apart = matches!(key, "schedules" | "annexes" | "anexos" | "bijlagen");
        if (lists.is_empty() || apart)
            && let Some(list) = keys::find(law, &[key]).filter(|v| is_list(v))
        {
            lists.push(list);
        }
    }
    for list in lists {
        reading.list(list, 0);
    }
    if reading.entries.is_empty()
        && let Some(content) = keys::text(law, &TEXTS)
    {
        reading.entries.push(Entry { content, ..Entry::default() });
    }
    schedules_last(reading.entries)
}

/// Puts what stands in schedules after the law, where a publisher sorted all by number.
fn schedules_last(entries: Vec<Entry>) -> Vec<Entry> {
    let Some(first) = entries.iter().position(|e| e.scheduled) else { return entries };
    if entries[first..].iter().all(|e| e.scheduled) {
        return entries;
    }
    let (scheduled, mut all): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|e| e.scheduled);
    all.extend(scheduled);
    let mut last: Vec<(u8, String)> = Vec::new();
    for entry in &mut all {
        if !entry.parts.is_empty() && entry.parts == last {
            entry.parts.clear();
        } else if !entry.parts.is_empty() {
            last.clone_from(&entry.parts);
        }
    }
    all
}

#[derive(Default)]
struct Reading {
    entries: Vec<Entry>,
    /// Headings that wait for the next provision.
    waiting: Vec<(u8, String)>,
    /// Parts that the last provision stood in.
    last: Vec<String>,
}

impl Reading {
    fn list(&mut self, list: &Value, depth: usize) {
        match list {
            Value::Array(all) => all.iter().for_each(|v| self.value(v, "", depth)),
            Value::Object(map) => {
                let mut all: Vec<(&String, &Value)> = map.iter().collect();
                all.sort_by_key(|(key, _)| natural(key));
                for (key, value) in all {
                    self.value(value, key, depth);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, value: &Value, key: &str, depth: usize) {
        match value {
            Value::String(words) => {
                self.push(Entry { number: key.to_string(), content: words.clone(), ..Entry::default() });
            }
            Value::Object(object) if depth < DEEPEST => self.object(object, key, depth),
            _ => {}
        }
    }

    fn object(&mut self, object: &Map<String, Value>, key: &str, depth: usize) {
        let number = keys::text(object, &NUMBERS).unwrap_or_else(|| key.to_string());
        let title = keys::text(object, &HEADINGS).unwrap_or_default();
        let mut content = keys::find(object, &TEXTS).map(|v| words(v, 0)).unwrap_or_default();
        let inner = keys::find(object, &LISTS).filter(|v| is_list(v));
        let is_part = content.trim().is_empty() && inner.is_some_and(holds_provisions);
        if is_part {
            let level = u8::try_from(depth + 2).unwrap_or(6).min(4);
            let label = keys::text(object, &["label", "number", "num", "numero"]).unwrap_or_default();
            let heading = if title.contains(label.trim()) { title } else { format!("{label} {title}") };
            self.waiting.push((level, heading));
            if let Some(inner) = inner {
                self.list(inner, depth + 1);
            }
            return;
        }
        let mut scheduled = false;
        for (level, names) in PARTS {
            if let Some(part) = keys::text(object, names) {
                scheduled |= crate::import::structure::mark::schedule(part.trim()).is_some();
            }
            if let Some(part) = keys::text(object, names).map(|p| part_of(&p)).filter(|p| !p.is_empty()) {
                let seen = format!("{level}{part}");
                if !self.last.contains(&seen) {
                    self.last.retain(|l| l.as_bytes()[0] < b'0' + level);
                    self.last.push(seen);
                    self.waiting.push((level, part));
                }
            }
        }
        if let Some(items) = keys::find(object, &ITEMS).filter(|_| !keys::find(object, &TEXTS).is_some_and(is_list)) {
            let more = words(items, 0);
            if !more.is_empty() {
                content = format!("{content}\n{more}");
            }
        }
        self.push(Entry { number, title, content, scheduled, ..Entry::default() });
    }

    fn push(&mut self, entry: Entry) {
        let parts = std::mem::take(&mut self.waiting);
        self.entries.push(Entry { parts, ..entry });
    }
}

/// The heading of a part without the name of the site, and without an article that ran into it.
fn part_of(part: &str) -> String {
    let is_site = |line: &String| {
        let one = !line.contains(' ') && line.len() > 6;
        line.contains("www.") || line.contains("http") || one && line.trim_end_matches('.').contains('.')
    };
    let is_article = |line: &String| {
        let mut words = line.split_whitespace().map(bare);
        let named = words.next().is_some_and(|w| matches!(w.as_str(), "art" | "article" | "articulo" | "artikel"));
        named && words.next().is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()))
    };
    let lines = part.lines().map(clean::words).filter(|line| !is_site(line));
    let lines: Vec<String> = lines.take_while(|line| !is_article(line)).collect();
    // A heading begins with a capital; else a splitter took a line of text for one.
    Some(lines.join(" ").trim().to_string()).filter(|part| !part.starts_with(char::is_lowercase)).unwrap_or_default()
}

/// Do the objects of a list have words and lists of their own, as articles do and items do not?
fn holds_provisions(list: &Value) -> bool {
    let inside: Vec<&Value> = match list {
        Value::Array(all) => all.iter().collect(),
        Value::Object(map) => map.values().collect(),
        _ => return false,
    };
    inside.iter().any(|v| {
        v.as_object().is_some_and(|o| keys::find(o, &TEXTS).is_some() || keys::find(o, &LISTS).is_some_and(is_list))
    })
}

/// The words of a value: text, a list of paragraphs, items with their numbers below them.
fn words(value: &Value, depth: usize) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => {
            let parts: Vec<String> = all.iter().map(|v| words(v, depth)).filter(|w| !w.trim().is_empty()).collect();
            parts.join("\n")
        }
        Value::Object(object) if depth < DEEPEST => {
            let number = keys::text(object, &["number", "num", "numero", "label", "marker", "letter", "ref", "id"])
                .unwrap_or_default();
            let text = keys::find(object, &TEXTS).map(|v| words(v, depth + 1)).unwrap_or_default();
            let numbered = number.len() <= 8 && !text.trim_start().starts_with(number.trim());
            let own = if numbered { format!("{} {text}", marked(&number)).trim().to_string() } else { text };
            let below = keys::find(object, &ITEMS).map(|v| words(v, depth + 1)).unwrap_or_default();
            let indented: Vec<String> = below.lines().map(|l| format!("    {l}")).collect();
            if indented.is_empty() { own } else { format!("{own}\n{}", indented.join("\n")) }
        }
        _ => String::new(),
    }
}

/// The number of an item as it is printed: a bare letter gets its brackets.
fn marked(number: &str) -> String {
    let number = number.trim();
    let bare = !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| b.is_ascii_alphanumeric());
    if bare { format!("({number})") } else { number.to_string() }
}

/// Sorts `2` before `10` and `5` before `5 bis`.
fn natural(key: &str) -> (u64, String) {
    let digits: String =
        key.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(15).collect();
    (digits.parse().unwrap_or(u64::MAX), key.to_string())
}
