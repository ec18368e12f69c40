//! JSON: one law an object, with its provisions under many names; arrays of laws, and JSON lines as a stream.

mod entry;
mod keys;
mod provisions;
mod tail;
mod title;

use std::io::BufRead;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::line::Place;
use super::{Doubt, Refusal, Source, encoding, format, told};

/// Reads one JSON value: a law, or an array of laws.
pub fn read(bytes: &[u8]) -> Result<Vec<Source>, Refusal> {
    format::admit(bytes.len() as u64)?;
    let decoded = encoding::decode(bytes, None)?;
    let mut reader = serde_json::Deserializer::from_str(&decoded.text);
    let Laws(found) = reader.deserialize_any(Laws(Vec::new())).map_err(|e| torn(&e))?;
    reader.end().map_err(|e| torn(&e))?;
    let count = found.len();
    let mut sources: Vec<Source> = Vec::new();
    let mut refused: Vec<Refusal> = Vec::new();
    let mut doubts = decoded.doubts;
    for (i, law) in found.into_iter().enumerate() {
        match law {
            Ok(source) => sources.push(source),
            Err(refusal) => {
                doubts.push(Doubt {
                    place: Place::default(),
                    note: format!("object {} of {count} was left out: {refusal}", i + 1),
                });
                refused.push(refusal);
            }
        }
    }
    match sources.first_mut() {
        Some(first) if count > 1 || refused.is_empty() => {
            first.doubts.splice(0..0, doubts);
            Ok(sources)
        }
        _ => {
            Err(refused.into_iter().next().unwrap_or_else(|| Refusal::NoLaw(": there are no provisions in it".into())))
        }
    }
}

/// Reads JSON lines one by one: the number of the line, and the law on it. A line that is broken is no end.
pub fn lines(mut from: impl BufRead) -> impl Iterator<Item = (u32, Result<Source, Refusal>)> {
    let mut number = 0_u32;
    let mut over = false;
    std::iter::from_fn(move || {
        while !over {
            let mut line = Vec::new();
            let most = format::MOST_BYTES;
            let taken = std::io::Read::take(&mut from, most + 1).read_until(b'\n', &mut line);
            number = number.saturating_add(1);
            match taken {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    // What cannot be read now cannot be read later either.
                    over = true;
                    return Some((number, Err(Refusal::Unreadable(error.to_string()))));
                }
            }
            if line.len() as u64 > most {
                let rest = past_line(&mut from);
                return Some((number, Err(Refusal::TooLarge { bytes: line.len() as u64 + rest, limit: most })));
            }
            let text = line.trim_ascii();
            // Some writers put the lines into an array.
            let text = text.strip_suffix(b",").unwrap_or(text);
            let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
            if !text.is_empty() && text != b"[" && text != b"]" {
                return Some((number, one(text)));
            }
        }
        None
    })
}

/// Reads on to the end of a line that is too long; gives how many bytes it went.
fn past_line(from: &mut impl BufRead) -> u64 {
    let mut passed = 0;
    loop {
        let Ok(buffer) = from.fill_buf() else { return passed };
        if buffer.is_empty() {
            return passed;
        }
        let end = buffer.iter().position(|b| *b == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(buffer.len());
        from.consume(taken);
        passed += taken as u64;
        if end.is_some() {
            return passed;
        }
    }
}

fn one(text: &[u8]) -> Result<Source, Refusal> {
    let decoded = encoding::decode(text, None)?;
    let value: Value = serde_json::from_str(&decoded.text).map_err(|e| torn(&e))?;
    source(&value)
}

fn torn(error: &serde_json::Error) -> Refusal {
    Refusal::Torn(format!("it is not valid JSON: {error}"))
}

/// Reads the laws of a value one at a time, so that only one of them is in memory as JSON.
struct Laws(Vec<Result<Source, Refusal>>);

impl<'de> Visitor<'de> for Laws {
    type Value = Laws;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut all: A) -> Result<Laws, A::Error> {
        let mut bare: Vec<Value> = Vec::new();
        while let Some(value) = all.next_element::<Value>()? {
            // An array of provisions is one law.
            if value.as_object().is_some_and(is_provision) {
                bare.push(value);
            } else {
                self.0.push(source(&value));
            }
        }
        if !bare.is_empty() {
            let mut law = Map::new();
            law.insert("provisions".into(), Value::Array(bare));
            self.0.push(source(&Value::Object(law)));
        }
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Laws, A::Error> {
        let mut object = Map::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            object.insert(key, value);
        }
        let value = Value::Object(object);
        match provisions::laws(&value) {
            Some(list) => self.0.extend(list.iter().map(source)),
            None => self.0.push(source(&value)),
        }
        Ok(self)
    }
}

/// Is this object a provision and not a law: a number and words, but no list of provisions and no law's data?
fn is_provision(object: &Map<String, Value>) -> bool {
    let number = keys::text(
        object,
        &["provisionref", "ref", "article", "articlenumber", "sectionnumber", "number", "num", "numero"],
    );
    let short = number.is_some_and(|n| n.len() <= 16 && n.contains(|c: char| c.is_ascii_digit()));
    short
        && keys::text(object, &keys::TEXTS).is_some()
        && keys::find(object, &["provisions", "articles", "sections"]).is_none()
}

/// The source that an object is.
fn source(value: &Value) -> Result<Source, Refusal> {
    let Some(law) = provisions::law(value, 0) else {
        return Err(Refusal::NoLaw(": it is no object with the text of a law".into()));
    };
    let mut entries = provisions::entries(law);
    let earlier = tail::without_earlier(&mut entries);
    let footed = tail::without_foot(&mut entries);
    let count = entries.iter().filter(|e| !e.number.is_empty()).count();
    let mut source = Source { lines: entry::lines(tail::tidy(entries)), ..Source::default() };
    if source.lines.is_empty() {
        return Err(Refusal::NoLaw(": there are no provisions with words in it".into()));
    }
    if footed {
        let note = "what the site printed behind the law was left out".to_string();
        source.doubts.push(Doubt { place: Place::default(), note });
    }
    if earlier > 0 {
        let note = format!("{earlier} earlier wordings, printed behind the words in force, were left out");
        source.doubts.push(Doubt { place: Place::default(), note });
    }
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for object in [Some(law), value.as_object()].into_iter().flatten() {
        pairs.extend(object.iter().filter_map(|(key, value)| Some((key.as_str(), keys::scalar(value)?))));
        for key in ["metadata", "meta", "info", "properties"] {
            if let Some(Value::Object(inner)) = keys::find(object, &[key]) {
                pairs.extend(inner.iter().filter_map(|(key, value)| Some((key.as_str(), keys::scalar(value)?))));
            }
        }
    }
    told::notes(&mut source.told, pairs.iter().map(|(key, value)| (*key, value.as_str())));
    source.read = format!("JSON, {count} provisions");
    // What a collection of laws gives as the whole text of a law is one, though no article is marked in it.
    source.undivided = source.told.title.is_some();
    Ok(source)
}

#[cfg(test)]
mod tests;
