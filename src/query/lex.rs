//! From the letters of a query to its items: words, quotes, brackets, connectors, fields and citations.

use std::ops::Range;

use super::cite::{self, Citation};
use super::text::{lower, tokens};
use super::{Error, Filter, Match, NEAR, Node, Region, WIDEST, Window, Word};

/// What an item of a query is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Open,
    Close,
    /// A word, phrase, condition or citation.
    Leaf(Node),
    /// `heading:` or `title:` before what is to stand there.
    In(Region),
    And,
    Or,
    Not,
    Near(Window, bool),
}

/// An item with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) item: Item,
    pub(super) bytes: Range<usize>,
    /// Written so that it can be nothing but a connector.
    pub(super) sure: bool,
    /// A connector of other languages, or `not`: ordinary text unless the rest shows that it connects.
    pub(super) shy: bool,
}

pub(super) struct Lexer<'q> {
    text: &'q str,
    at: usize,
    pub(super) items: Vec<Placed>,
    /// Something in the query is explicit syntax.
    pub(super) evident: bool,
}

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];
const FIELDS: [&str; 9] = ["heading", "title", "state", "in", "kind", "grade", "criterion", "lang", "language"];

impl<'q> Lexer<'q> {
    pub(super) fn new(text: &'q str) -> Self {
        Self { text, at: 0, items: Vec::new(), evident: false }
    }

    fn rest(&self) -> &'q str {
        &self.text[self.at..]
    }

    fn error(&self, at: usize, message: impl Into<String>) -> Error {
        Error::new(self.text, at, message)
    }

    fn push(&mut self, item: Item, from: usize, sure: bool) {
        self.evident |= sure;
        self.items.push(Placed { item, bytes: from..self.at, sure, shy: false });
    }

    pub(super) fn run(&mut self) -> Result<(), Error> {
        while let Some(c) = self.rest().chars().next() {
            let from = self.at;
            if c.is_whitespace() {
                self.at += c.len_utf8();
            } else if c == '(' || c == ')' {
                self.at += 1;
                self.push(if c == '(' { Item::Open } else { Item::Close }, from, true);
            } else if QUOTES.contains(&c) {
                let leaf = self.quote()?;
                if let Some(leaf) = leaf {
                    self.push(Item::Leaf(leaf), from, true);
                }
            } else if let Some((citation, length)) = self.citation() {
                self.at += length;
                self.push(Item::Leaf(Node::Cite(citation)), from, false);
            } else {
                self.chunk()?;
            }
        }
        Ok(())
    }

    fn citation(&self) -> Option<(Citation, usize)> {
        let first = self.rest().chars().next()?;
        let behind = self.text[..self.at].chars().next_back();
        if behind.is_some_and(char::is_alphanumeric) || !(first.is_alphanumeric() || first == '§') {
            return None;
        }
        cite::recognise(self.rest())
    }

    /// `"…"`, `"…"~5`; none where nothing stands between the marks.
    fn quote(&mut self) -> Result<Option<Node>, Error> {
        let from = self.at;
        let open = self.rest().chars().next().map_or(1, char::len_utf8);
        let inner = &self.text[from + open..];
        let Some(length) = inner.find(QUOTES) else {
            let mended = format!("{}\"", self.text.trim_end());
            return Err(self.error(from, "the quotation mark is not closed").mended(mended));
        };
        let inner = &inner[..length];
        self.at = from + open + length;
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        let mut words = Vec::new();
        for range in tokens(inner) {
            let prefix = inner[range.end..].starts_with(['*', '!']) && range.len() > 1;
            words.push(Word::new(&inner[range], if prefix { Match::Prefix } else { Match::Letters }));
        }
        let slop = self.rest().strip_prefix('~').and_then(|r| {
            let digits = r.find(|c: char| !c.is_ascii_digit()).unwrap_or(r.len());
            (digits > 0).then(|| r[..digits].to_string())
        });
        if let Some(slop) = &slop {
            self.at += 1 + slop.len();
        }
        let width = slop.map(|s| self.width(&s, from)).transpose()?;
        Ok(match (words.len(), width) {
            (0, _) => None,
            (1, _) | (_, None) => Some(Node::Phrase(words)),
            (_, Some(width)) => Some(Node::Loose(words, width)),
        })
    }

    fn width(&self, digits: &str, at: usize) -> Result<u32, Error> {
        match digits.parse::<u32>() {
            Ok(n) if (1..=WIDEST).contains(&n) => Ok(n),
            other => {
                let near = if other == Ok(0) { "1".to_string() } else { WIDEST.to_string() };
                let place = self.text[at..].find(digits).map_or(at, |i| i + at);
                let mended = format!("{}{near}{}", &self.text[..place], &self.text[place + digits.len()..]);
                let message = format!("a distance of {digits} words; it must lie between 1 and {WIDEST}");
                Err(self.error(place, message).mended(mended))
            }
        }
    }

    /// Everything up to the next space, bracket or quotation mark.
    fn chunk(&mut self) -> Result<(), Error> {
        let from = self.at;
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || c == '(' || c == ')' || QUOTES.contains(&c));
        let chunk = &rest[..end.unwrap_or(rest.len())];
        if chunk.len() > 1 && chunk.starts_with('-') && self.text[..from].ends_with(|c: char| !c.is_alphanumeric())
            || chunk.len() > 1 && chunk.starts_with('-') && from == 0
            || chunk == "-" && rest[1..].starts_with(['(', '"', '“', '«'])
        {
            self.at += 1;
            self.push(Item::Not, from, true);
            return Ok(());
        }
        if let Some((name, value)) = chunk.split_once(':')
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
        {
            return self.field(from, name, value);
        }
        self.at += chunk.len();
        if let Some((window, ordered, sure)) = self.proximity(chunk, from)? {
            self.push(Item::Near(window, ordered), from, sure);
            return Ok(());
        }
        if self.connector(chunk, from) {
            return Ok(());
        }
        self.words(chunk, from)
    }

    /// `and`, `OR`, `&`, `sauf`, `but not` and their like.
    fn connector(&mut self, chunk: &str, from: usize) -> bool {
        let capital = chunk.chars().any(char::is_alphabetic) && !chunk.chars().any(char::is_lowercase);
        let word = lower(chunk);
        let next = || {
            let rest = self.rest().trim_start();
            let word = rest.split(|c: char| c.is_whitespace() || c == '(' || c == ')').next().unwrap_or_default();
            (lower(word), self.text.len() - rest.len() + word.len())
        };
        let (item, shy) = match word.as_str() {
            "but" if next().0 == "not" => {
                self.at = next().1;
                (Item::Not, false)
            }
            "pero" if next().0 == "no" => {
                self.at = next().1;
                (Item::Not, false)
            }
            "and" | "&" | "&&" => (Item::And, false),
            "or" | "|" | "||" => (Item::Or, false),
            "y" | "et" => (Item::And, true),
            "o" | "ou" => (Item::Or, true),
            "not" => {
                let follows = self.items.last().is_some_and(|p| matches!(p.item, Item::And | Item::Or));
                (Item::Not, !follows)
            }
            "sauf" | "sin" => (Item::Not, true),
            _ => return false,
        };
        let sure = capital || !chunk.chars().any(char::is_alphabetic);
        self.evident |= sure;
        self.items.push(Placed { item, bytes: from..self.at, sure, shy: shy && !sure });
        true
    }

    /// `w/5`, `/5`, `near`, `near/5`, `pre/5`, `+5`, `/s`, `/p`: window, order, and whether it can be nothing else.
    fn proximity(&self, chunk: &str, from: usize) -> Result<Option<(Window, bool, bool)>, Error> {
        if chunk.eq_ignore_ascii_case("near") {
            return Ok(Some((Window::Words(NEAR), false, chunk == "NEAR")));
        }
        let (head, tail) = match (chunk.split_once('/'), chunk.strip_prefix('+')) {
            (Some((head, tail)), _) => (lower(head), tail),
            (None, Some(tail)) => ("pre".to_string(), tail),
            _ => return Ok(None),
        };
        let ordered = match head.as_str() {
            "" | "w" | "within" | "near" | "n" => false,
            "pre" | "+" | "p" | "onear" => true,
            _ => return Ok(None),
        };
        let window = match lower(tail).as_str() {
            "s" | "sent" | "sentence" => Window::Sentence,
            "p" | "para" | "paragraph" => Window::Paragraph,
            digits if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                Window::Words(self.width(digits, from)?)
            }
            _ => return Ok(None),
        };
        Ok(Some((window, ordered, true)))
    }

    fn field(&mut self, from: usize, name: &str, value: &str) -> Result<(), Error> {
        let known = lower(name);
        if !FIELDS.contains(&known.as_str()) {
            if tokens(value).is_empty() {
                self.at += name.len() + 1;
                return self.words(name, from);
            }
            let near = crate::form::nearest(&known, FIELDS.iter().copied());
            let mended = match near {
                Some(near) => format!("{}{near}{}", &self.text[..from], &self.text[from + name.len()..]),
                None => format!("{}{} {}", &self.text[..from], name, &self.text[from + name.len() + 1..]),
            };
            let message =
                format!("there is no field `{}`; there are {}", crate::form::shorten(name), FIELDS[..8].join(", "));
            return Err(self.error(from, message).mended(mended));
        }
        self.at += name.len() + 1;
        match known.as_str() {
            "heading" => self.push(Item::In(Region::Heading), from, true),
            "title" => self.push(Item::In(Region::Title), from, true),
            _ => {
                let quoted = value.is_empty() && self.rest().starts_with(QUOTES);
                let value = if quoted { self.quoted(from)? } else { value.to_string() };
                if !quoted {
                    self.at += value.len();
                }
                let filter = filter(&known, &value).ok_or_else(|| self.bad_value(from, &known))?;
                self.push(Item::Leaf(Node::Filter(filter)), from, true);
            }
        }
        Ok(())
    }

    fn quoted(&mut self, from: usize) -> Result<String, Error> {
        let open = self.rest().chars().next().map_or(1, char::len_utf8);
        let inner = &self.rest()[open..];
        let Some(end) = inner.find(QUOTES) else {
            let mended = format!("{}\"", self.text.trim_end());
            return Err(self.error(from, "the quotation mark is not closed").mended(mended));
        };
        let close = inner[end..].chars().next().map_or(0, char::len_utf8);
        self.at += open + end + close;
        Ok(inner[..end].to_string())
    }

    fn bad_value(&self, from: usize, field: &str) -> Error {
        let example = match field {
            "state" => "state:TT,BB",
            "in" => "in:2010..2015, in:2015.. or in:..2010",
            "kind" => "kind:act",
            "grade" => "grade:A",
            "criterion" => "criterion:def-consent",
            _ => "lang:en",
        };
        let mended = format!("{} {}", self.text[..from].trim_end(), self.rest().trim_start());
        self.error(from, format!("`{field}:` needs a value, such as {example}")).mended(mended.trim())
    }

    fn words(&mut self, chunk: &str, from: usize) -> Result<(), Error> {
        let found = tokens(chunk);
        let star = chunk.ends_with(['*', '!']);
        let body = chunk.trim_end_matches(['*', '!']);
        if let Some(inside) = body.find('*') {
            let place = from + inside;
            let mended = format!("{}{}", &self.text[..=place], &self.text[from + chunk.len()..]);
            return Err(self.error(place, "a * stands only at the end of a word").mended(mended));
        }
        let Some(last) = found.last().cloned() else {
            if chunk.contains('*') {
                let mended = format!("{}{}", &self.text[..from], &self.text[from + chunk.len()..]);
                return Err(self.error(from, "a * without a word before it").mended(mended.trim()));
            }
            return Ok(());
        };
        let prefix = star && last.end == body.len();
        if prefix && chunk.ends_with('*') && chunk[last.clone()].chars().count() < 2 {
            let mended = format!("{}{}", &self.text[..from + last.end], &self.text[from + chunk.len()..]);
            return Err(self.error(from, "at least two letters must stand before a *").mended(mended));
        }
        let prefix = prefix && chunk[last.clone()].chars().count() >= 2;
        self.evident |= prefix;
        let count = found.len();
        let mut words = found.into_iter().enumerate().map(|(i, range)| {
            let how = if prefix && i + 1 == count { Match::Prefix } else { Match::Stem };
            Word::new(&chunk[range], how)
        });
        let leaf = match (count, words.next()) {
            (1, Some(word)) => Node::Word(word),
            (_, first) => Node::Phrase(first.into_iter().chain(words).collect()),
        };
        self.push(Item::Leaf(leaf), from, false);
        Ok(())
    }
}

/// Reads the value of a condition; none where it cannot be one.
pub(super) fn filter(field: &str, value: &str) -> Option<Filter> {
    let list: Vec<String> = value.split(',').map(|v| v.trim().to_string()).filter(|v| !v.is_empty()).collect();
    if list.is_empty() {
        return None;
    }
    let year = |text: &str| -> Option<Option<i16>> {
        if text.is_empty() {
            return Some(None);
        }
        (text.len() == 4).then(|| text.parse::<i16>().ok()).flatten().map(Some)
    };
    Some(match field {
        "state" => Filter::State(list.iter().map(|v| super::text::folded(v).join(" ")).collect()),
        "in" => match value.split_once("..") {
            Some((from, to)) => {
                let (from, to) = (year(from.trim())?, year(to.trim().trim_start_matches('.'))?);
                if from.is_none() && to.is_none() || matches!((from, to), (Some(a), Some(b)) if a > b) {
                    return None;
                }
                Filter::Years(from, to)
            }
            None => {
                let one = year(value.trim())??;
                Filter::Years(Some(one), Some(one))
            }
        },
        "kind" => Filter::Kind(list),
        "grade" => Filter::Grade(list),
        "criterion" => Filter::Criterion(list),
        _ => Filter::Language(list),
    })
}
