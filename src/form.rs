//! Strict reading of TOML tables: every mistake of a file is collected with its place, not only the first.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Severity, SourceId, Span};

/// Where a TOML text stands: which file, and at which byte of it.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The file.
    pub source: SourceId,
    /// Byte offset of the TOML text in the file (front matter and facts stand inside Markdown).
    pub offset: usize,
}

impl Origin {
    /// The span of a byte range of the TOML text.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }
}

/// Parses a TOML text and hands its top table to `read`; syntax errors are collected too.
pub fn read<T>(text: &str, origin: Origin, out: &mut Vec<Diagnostic>, read: impl FnOnce(&mut Form<'_, '_>) -> T) -> T {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        out.push(Diagnostic {
            severity: Severity::Error,
            code: "T001",
            span: origin.span(range),
            message: format!("not valid TOML: {}", error.message().lines().next().unwrap_or("syntax error")),
            help: "mend the line: key = value, strings in straight double quotes, dates in quotes".into(),
        });
    }
    let whole = 0..text.len().min(1);
    let before = out.len();
    let mut form = Form::new(table.get_ref(), whole, origin, out);
    let value = read(&mut form);
    if errors.is_empty() {
        form.finish();
    } else {
        // After a syntax error the recovered table may lack keys that are there: say no more about them.
        let said = out.split_off(before);
        out.extend(said.into_iter().filter(|d| d.code != "T003"));
    }
    value
}

/// One table being read; remembers which keys were asked for so that the rest can be reported as unknown.
pub struct Form<'a, 'd> {
    table: &'a DeTable<'a>,
    span: Range<usize>,
    origin: Origin,
    asked: BTreeSet<&'static str>,
    out: &'d mut Vec<Diagnostic>,
}

/// A value with the byte range at which it stands.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub span: Span,
}

impl<'a, 'd> Form<'a, 'd> {
    fn new(table: &'a DeTable<'a>, span: Range<usize>, origin: Origin, out: &'d mut Vec<Diagnostic>) -> Self {
        Self { table, span, origin, asked: BTreeSet::new(), out }
    }

    /// The place of the table itself.
    pub fn span(&self) -> Span {
        self.origin.span(self.span.clone())
    }

    /// Reports an error.
    pub fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.out.push(Diagnostic { severity: Severity::Error, code, span, message: message.into(), help: help.into() });
    }

    /// Reports a warning.
    pub fn warn(&mut self, code: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.out.push(Diagnostic {
            severity: Severity::Warning,
            code,
            span,
            message: message.into(),
            help: help.into(),
        });
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.insert(key);
        self.table.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| v)
    }

    /// True if the key stands in the table.
    pub fn has(&self, key: &str) -> bool {
        self.table.keys().any(|k| k.get_ref() == key)
    }

    /// The place of a key's value, or of the table where the key is absent.
    pub fn span_of(&self, key: &str) -> Span {
        let found = self.table.iter().find(|(k, _)| k.get_ref() == key);
        found.map_or_else(|| self.span(), |(_, v)| self.origin.span(v.span()))
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, example: &str) {
        let message = format!("`{key}` must be {wanted}, but is {}", value.get_ref().type_str());
        self.error("T002", self.origin.span(value.span()), message, format!("write it as {key} = {example}"));
    }

    fn missing(&mut self, key: &str, example: &str) {
        let span = self.span();
        self.error("T003", span, format!("`{key}` is missing"), format!("add {key} = {example}"));
    }

    /// A string, if the key is there.
    pub fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(s) => Some(At { value: s.to_string(), span: self.origin.span(value.span()) }),
            _ => {
                self.wrong_type(key, value, "a string", "\"…\"");
                None
            }
        }
    }

    /// A string that must be there and not be empty; an empty string stands in where it is not.
    pub fn need(&mut self, key: &'static str, example: &str) -> At<String> {
        let there = self.has(key);
        match self.text(key) {
            Some(at) if at.value.trim().is_empty() => {
                self.error("T004", at.span, format!("`{key}` is empty"), format!("write {key} = {example}"));
                at
            }
            Some(at) => at,
            None => {
                if !there {
                    self.missing(key, example);
                }
                At { value: String::new(), span: self.span() }
            }
        }
    }

    /// A string parsed by `FromStr`; an error says what may stand there.
    pub fn parsed<T: std::str::FromStr>(&mut self, key: &'static str, wanted: &str) -> Option<At<T>> {
        let at = self.text(key)?;
        if let Ok(value) = at.value.parse() {
            Some(At { value, span: at.span })
        } else {
            let help = format!("write {wanted}");
            self.error("T005", at.span, format!("`{key}` cannot be \"{}\"", shorten(&at.value)), help);
            None
        }
    }

    /// As [`Form::parsed`], but the key must be there.
    pub fn need_parsed<T: std::str::FromStr>(&mut self, key: &'static str, wanted: &str) -> Option<At<T>> {
        if !self.has(key) {
            self.asked.insert(key);
            let span = self.span();
            self.error("T003", span, format!("`{key}` is missing"), format!("add `{key}`: {wanted}"));
            return None;
        }
        self.parsed(key, wanted)
    }

    /// true or false; false where the key is absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        if let DeValue::Boolean(b) = value.get_ref() {
            *b
        } else {
            self.wrong_type(key, value, "true or false", "true");
            false
        }
    }

    /// A whole number from 0.
    pub fn number(&mut self, key: &'static str) -> Option<At<u64>> {
        let value = self.get(key)?;
        let span = self.origin.span(value.span());
        if let DeValue::Integer(n) = value.get_ref() {
            if let Ok(value) = u64::from_str_radix(n.as_str(), n.radix()) {
                return Some(At { value, span });
            }
            let message = format!("`{key}` cannot be {}", n.as_str());
            self.error("T006", span, message, "write a whole number from 0, without a sign");
            return None;
        }
        self.wrong_type(key, value, "a whole number", "12");
        None
    }

    /// A list of strings; empty where the key is absent.
    pub fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of strings", "[\"…\"]");
            return Vec::new();
        };
        let mut all = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::String(s) => all.push(At { value: s.to_string(), span: self.origin.span(item.span()) }),
                _ => self.wrong_type(key, item, "a list of strings", "[\"…\"]"),
            }
        }
        all
    }

    /// A list of strings without their places.
    pub fn plain_texts(&mut self, key: &'static str) -> Vec<String> {
        self.texts(key).into_iter().map(|at| at.value).collect()
    }

    /// A table inside this one, read by `read`; unknown keys in it are reported.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Form<'_, '_>) -> T) -> Option<T> {
        let value = self.get(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table", "{ … }");
            return None;
        };
        let mut inner = Form::new(table, value.span(), self.origin, self.out);
        let result = read(&mut inner);
        inner.finish();
        Some(result)
    }

    /// A list of tables (`[[key]]`), each read by `read`.
    pub fn tables<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Form<'_, '_>) -> T) -> Vec<T> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of tables", "[[…]]");
            return Vec::new();
        };
        let mut all = Vec::new();
        for item in array {
            if let DeValue::Table(table) = item.get_ref() {
                let mut inner = Form::new(table, item.span(), self.origin, self.out);
                all.push(read(&mut inner));
                inner.finish();
            } else {
                self.wrong_type(key, item, "a list of tables", "[[…]]");
            }
        }
        all
    }

    /// The keys of this table with their string values (for open maps such as names by language).
    pub fn open_map(&mut self) -> Vec<(String, At<String>)> {
        let mut all = Vec::new();
        for (key, value) in self.table {
            if let DeValue::String(s) = value.get_ref() {
                let at = At { value: s.to_string(), span: self.origin.span(value.span()) };
                all.push((key.get_ref().to_string(), at));
            } else {
                self.wrong_type(key.get_ref(), value, "a string", "\"…\"");
            }
        }
        self.asked_all();
        all
    }

    /// The keys of this table with lists of strings (terms by language).
    pub fn open_lists(&mut self) -> Vec<(String, Vec<String>)> {
        let mut all = Vec::new();
        for (key, value) in self.table {
            let DeValue::Array(array) = value.get_ref() else {
                self.wrong_type(key.get_ref(), value, "a list of strings", "[\"…\"]");
                continue;
            };
            let mut list = Vec::new();
            for item in array {
                match item.get_ref() {
                    DeValue::String(s) => list.push(s.to_string()),
                    _ => self.wrong_type(key.get_ref(), item, "a list of strings", "[\"…\"]"),
                }
            }
            all.push((key.get_ref().to_string(), list));
        }
        self.asked_all();
        all
    }

    /// The keys of this table with whole numbers (weights).
    pub fn open_numbers(&mut self) -> Vec<(String, u64)> {
        let mut all = Vec::new();
        for (key, value) in self.table {
            match value.get_ref() {
                DeValue::Integer(n) if u64::from_str_radix(n.as_str(), n.radix()).is_ok() => {
                    all.push((key.get_ref().to_string(), u64::from_str_radix(n.as_str(), n.radix()).unwrap_or(0)));
                }
                _ => self.wrong_type(key.get_ref(), value, "a whole number", "100"),
            }
        }
        self.asked_all();
        all
    }

    fn asked_all(&mut self) {
        self.span = self.span.clone();
        self.asked.insert("*");
    }

    /// Reports every key that nobody asked for.
    fn finish(&mut self) {
        if self.asked.contains("*") {
            return;
        }
        let unknown: Vec<(Cow<'_, str>, Range<usize>)> = self
            .table
            .keys()
            .filter(|k| !self.asked.contains(k.get_ref().as_ref()))
            .map(|k| (k.get_ref().clone(), k.span()))
            .collect();
        for (key, range) in unknown {
            let near = nearest(&key, self.asked.iter().copied());
            let list = self.asked.iter().copied().collect::<Vec<_>>().join(", ");
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("remove it; known here: {list}"),
            };
            let span = self.origin.span(range);
            self.error("T007", span, format!("unknown key `{}`", shorten(&key)), help);
        }
    }
}

/// The known word nearest to `word`, if it is near enough to be a slip of the pen.
pub fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    known.map(|k| (edit_distance(word, k), k)).filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}

/// Levenshtein distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = usize::from(ca != *cb);
            let next = (diagonal + cost).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

/// A value shortened for a message.
pub fn shorten(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_string();
    }
    let mut short: String = text.chars().take(57).collect();
    short.push('…');
    short
}
