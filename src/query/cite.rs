//! Citations as lawyers type them: `s. 16(1)`, `art. 195 bis`, `Act 14 of 2011`, `Cap. 12:10`; and what they point to.

use super::text::{fold, lower};

/// What a citation points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Citation {
    /// A section, article, regulation, rule or schedule, and what lies in it.
    Pin(Pin),
    /// An instrument by number and year.
    Act {
        /// Its number.
        number: String,
        /// Its year.
        year: i16,
    },
    /// A chapter of a revised edition, in parts (`12`, `10`).
    Chapter(Vec<String>),
}

/// A place in an instrument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pin {
    /// Element as in eIds (`sec`, `art`, `reg`, `rule`, `sched`); empty: section or article.
    pub unit: &'static str,
    /// Number, parts joined by full stops.
    pub number: String,
    /// Last number of a range.
    pub to: Option<u32>,
    /// Subsection, paragraph and so on.
    pub subs: Vec<String>,
}

/// Where a provision stands, for holding it against citations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Element of the section or article.
    pub unit: String,
    /// Its number.
    pub number: String,
    /// Steps below it.
    pub subs: Vec<String>,
    /// Numbers of the next steps that are provisions of their own.
    pub children: Vec<String>,
    /// Numbers and years under which the instrument is cited.
    pub acts: Vec<(String, i16)>,
    /// Chapters under which it is cited.
    pub chapters: Vec<Vec<String>>,
}

/// How a provision meets a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cited {
    /// Not at all.
    No,
    /// It lies inside what is cited.
    Inside,
    /// It is what is cited.
    Exactly,
}

const UNITS: [(&str, &[&str]); 5] = [
    ("sec", &["s", "ss", "sec", "secs", "section", "sections", "seccion", "secciones"]),
    ("art", &["art", "arts", "article", "articles", "articulo", "articulos", "artikel", "artikelen"]),
    ("reg", &["reg", "regs", "regulation", "regulations"]),
    ("rule", &["rule", "rules"]),
    ("sched", &["sch", "sched", "schedule", "schedules"]),
];
const CHAPTERS: [&str; 6] = ["cap", "chap", "ch", "chapter", "chapitre", "capitulo"];
const ACTS: [&str; 13] =
    ["act", "law", "ley", "loi", "wet", "decree", "decreto", "decret", "no", "nos", "nr", "num", "numero"];
const LATIN: [&str; 8] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies"];

/// Reads a citation at the start of `text`; gives it with its length in bytes.
pub fn recognise(text: &str) -> Option<(Citation, usize)> {
    let mut at = Cursor { text, at: 0 };
    if at.peek().is_some_and(|c| c.is_ascii_digit()) {
        let number = at.number()?;
        let citation = at.of_year(&number)?;
        return at.ends().then_some((citation, at.at));
    }
    let word = if at.take("§") {
        at.take("§");
        "§".to_string()
    } else {
        at.word()?
    };
    at.take(".");
    at.take("º");
    at.spaces();
    if word == "§" {
        return pin(at, "");
    }
    if let Some((unit, _)) = UNITS.iter().find(|(_, words)| words.contains(&word.as_str())) {
        return pin(at, unit);
    }
    if CHAPTERS.contains(&word.as_str()) {
        let number = at.number()?;
        return at.ends().then(|| (Citation::Chapter(parts(&number)), at.at));
    }
    if ACTS.contains(&word.as_str()) {
        at.take(",");
        at.spaces();
        let mark = at.at;
        match at.word().as_deref() {
            Some("no" | "nos" | "nr" | "num" | "numero" | "number" | "n") => {
                at.take(".");
                at.take("º");
                at.take("°");
                at.spaces();
            }
            _ => at.at = mark,
        }
        let number = at.number()?;
        let citation = at.of_year(&number).or_else(|| joined_year(&number))?;
        return at.ends().then_some((citation, at.at));
    }
    None
}

fn pin(mut at: Cursor<'_>, unit: &'static str) -> Option<(Citation, usize)> {
    let number = at.number()?;
    if !at.ends() {
        return None;
    }
    let mut pin = Pin { unit, number: normal(&number), to: None, subs: Vec::new() };
    if let Some((from, to)) = number.split_once(['-', '–']).and_then(|(a, b)| Some((plain(a)?, plain(b)?)))
        && from < to
    {
        pin.to = Some(to);
    }
    let mark = at.at;
    at.spaces();
    let connects = at.word();
    at.spaces();
    let end = at.number().filter(|_| at.ends()).and_then(|n| plain(&n));
    match (connects.as_deref(), end, plain(&pin.number)) {
        (Some("to" | "a" | "tot"), Some(to), Some(from)) if from < to => pin.to = Some(to),
        _ => at.at = mark,
    }
    while let Some(sub) = at.bracketed() {
        pin.subs.push(sub);
    }
    Some((Citation::Pin(pin), at.at))
}

fn plain(number: &str) -> Option<u32> {
    number.parse().ok()
}

/// `2016-9`, `137-03`, `14/2011`: number and year in one.
fn joined_year(number: &str) -> Option<Citation> {
    let (a, b) = number.split_once(['-', '/', '–'])?;
    let full = |s: &str| s.len() == 4 && (1800..=2100).contains(&s.parse::<i16>().unwrap_or(0));
    let act = |number: &str, year: i16| Some(Citation::Act { number: normal(number), year });
    if full(a) {
        return act(b, a.parse().ok()?);
    }
    if full(b) {
        return act(a, b.parse().ok()?);
    }
    let short: i16 = b.parse().ok().filter(|_| b.len() == 2)?;
    act(a, if short >= 50 { 1900 + short } else { 2000 + short })
}

/// The parts of a number: `12:10` is `12` and `10`; `195 bis` stays together.
fn parts(number: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in number.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()) {
        let part = fold(&lower(part));
        match all.last_mut() {
            Some(last) if LATIN.contains(&part.as_str()) => last.push_str(&part),
            _ => {
                let bare = part.trim_start_matches('0');
                all.push(if bare.is_empty() { part } else { bare.to_string() });
            }
        }
    }
    all
}

/// A number in the one spelling in which numbers are compared.
pub fn normal(number: &str) -> String {
    parts(number).join(".")
}

/// Every instrument that a text cites by number or chapter.
pub fn instruments(text: &str) -> (Vec<(String, i16)>, Vec<Vec<String>>) {
    let (mut acts, mut chapters) = (Vec::new(), Vec::new());
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if !last.is_alphanumeric() && (c.is_alphanumeric() || c == '§') {
            match recognise(&text[at..]) {
                Some((Citation::Act { number, year }, _)) => acts.push((number, year)),
                Some((Citation::Chapter(parts), _)) => chapters.push(parts),
                _ => {}
            }
        }
        last = c;
    }
    (acts, chapters)
}

impl Citation {
    /// How this place meets the citation.
    pub fn holds(&self, place: &Place) -> Cited {
        let exactly = |met: bool| if met { Cited::Exactly } else { Cited::No };
        match self {
            Self::Act { number, year } => exactly(place.acts.iter().any(|(n, y)| n == number && y == year)),
            Self::Chapter(parts) => exactly(place.chapters.contains(parts)),
            Self::Pin(pin) => pin.holds(place),
        }
    }

    /// The citation in plain English.
    pub fn words(&self) -> String {
        match self {
            Self::Act { number, year } => format!("number {number} of {year}"),
            Self::Chapter(parts) => format!("chapter {}", parts.join(":")),
            Self::Pin(pin) => {
                let unit = match pin.unit {
                    "sec" => "section",
                    "art" => "article",
                    "reg" => "regulation",
                    "rule" => "rule",
                    "sched" => "schedule",
                    _ => "section or article",
                };
                let subs: String = pin.subs.iter().map(|s| format!("({s})")).collect();
                match (pin.to, pin.number.split_once('.')) {
                    (Some(to), Some((from, _))) => format!("{unit} {} or {unit}s {from} to {to}", pin.number),
                    (Some(to), None) => format!("{unit}s {} to {to}", pin.number),
                    (None, _) => format!("{unit} {}{subs}", pin.number),
                }
            }
        }
    }
}

impl Pin {
    fn holds(&self, place: &Place) -> Cited {
        let unit =
            if self.unit.is_empty() { place.unit == "sec" || place.unit == "art" } else { self.unit == place.unit };
        if !unit || place.number.is_empty() {
            return Cited::No;
        }
        if place.number != self.number {
            let from = self.number.split('.').next().and_then(plain);
            let digits: String = place.number.chars().take_while(char::is_ascii_digit).collect();
            let (Some(from), Some(to), Some(here)) = (from, self.to, plain(&digits)) else { return Cited::No };
            if !(from..=to).contains(&here) || place.number.contains('.') {
                return Cited::No;
            }
        }
        if place.subs == self.subs {
            Cited::Exactly
        } else if place.subs.starts_with(&self.subs) {
            Cited::Inside
        } else if self.subs.starts_with(&place.subs) && !place.children.contains(&self.subs[place.subs.len()]) {
            // The digest does not go down so far: this is where the cited words stand.
            Cited::Exactly
        } else {
            Cited::No
        }
    }
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, what: &str) -> bool {
        let there = self.rest().starts_with(what);
        if there {
            self.at += what.len();
        }
        there
    }

    fn spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\u{a0}', '\t']).len();
    }

    fn span(&mut self, inside: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn word(&mut self) -> Option<String> {
        let word = self.span(char::is_alphabetic);
        (!word.is_empty() && word.len() <= 24).then(|| fold(&lower(word)))
    }

    /// Digits, at most two letters, and further parts behind `-`, `.`, `:`, `/`; `bis` and the like.
    fn number(&mut self) -> Option<String> {
        let start = self.at;
        if self.span(|c| c.is_ascii_digit()).is_empty() {
            return None;
        }
        self.letters();
        while self.rest().starts_with(['-', '.', ':', '/', '–']) {
            let mark = self.at;
            self.at += self.peek().map_or(0, char::len_utf8);
            if self.span(|c| c.is_ascii_digit()).is_empty() {
                self.at = mark;
                break;
            }
            self.letters();
        }
        let mark = self.at;
        self.spaces();
        self.take("-");
        match self.word() {
            Some(word) if LATIN.contains(&word.as_str()) => {}
            _ => self.at = mark,
        }
        (self.at - start <= 40).then(|| self.text[start..self.at].to_string())
    }

    fn letters(&mut self) {
        let mark = self.at;
        if self.span(|c| c.is_ascii_alphabetic()).len() > 2 {
            self.at = mark;
        }
    }

    fn ends(&self) -> bool {
        !self.peek().is_some_and(char::is_alphanumeric)
    }

    /// ` of 2011` behind a number.
    fn of_year(&mut self, number: &str) -> Option<Citation> {
        let mark = self.at;
        self.spaces();
        let of = self.word();
        self.spaces();
        let year = self.span(|c| c.is_ascii_digit());
        let of = matches!(of.as_deref(), Some("of" | "de" | "del" | "van"));
        let year = year.parse::<i16>().ok().filter(|y| of && (1800..=2100).contains(y));
        if year.is_none() {
            self.at = mark;
        }
        year.map(|year| Citation::Act { number: normal(number), year })
    }

    /// `(1)` or, behind a space, `(a)`: short enough to be a number and no bracketed word.
    fn bracketed(&mut self) -> Option<String> {
        let mark = self.at;
        self.spaces();
        let spaced = self.at > mark;
        let open = self.take("(");
        let inner = self.span(char::is_alphanumeric);
        let closed = self.take(")");
        let roman = |s: &str| s.chars().all(|c| "ivxlIVXL".contains(c));
        let short = inner.len() <= 5 && (inner.len() <= 2 || inner.bytes().any(|b| b.is_ascii_digit()) || roman(inner));
        if open && closed && !inner.is_empty() && short && (!spaced || inner.len() <= 3) {
            return Some(fold(&lower(inner)));
        }
        self.at = mark;
        None
    }
}
