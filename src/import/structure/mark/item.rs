//! The numbers of items: `(a)`, `b)`, `1°`, `I. -`, and what each may count with.

use std::sync::LazyLock;

use regex::Regex;

use super::super::number::roman;
use super::{LATIN, pattern};

/// How an item's number is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `(a)`
    Brackets,
    /// `a)`
    Half,
    /// `a.`
    Dot,
    /// `1°`
    Ordinal,
    /// `I. -`
    Dashed,
    /// `-`
    Bullet,
}

/// What an item's number counts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// 1, 2, 3
    Digits,
    /// a, b, c
    Lower,
    /// A, B, C
    Upper,
    /// i, ii, iii
    RomanLower,
    /// I, II, III
    RomanUpper,
    /// aa, bb, cc
    Double,
    /// Nothing.
    None,
}

/// The number of an item at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemMark<'l> {
    /// As printed: `(a)`, `1°`; spaces inside brackets taken out.
    pub number: String,
    /// How it is set.
    pub style: Style,
    /// What it may count with, the likeliest first, each with its place in the count.
    pub readings: Vec<(Count, u32)>,
    /// The rest of the line.
    pub rest: &'l str,
}

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:[({{]\s*(?P<brackets>\d{{1,3}}[A-Za-z]?|[a-zñ]{{1,5}}|[A-ZÑ]{{1,5}})\s*[)}}]|(?P<half>\d{{1,3}}|[a-zñ]{{1,2}}|[ivx]{{1,5}}|[A-ZÑ]|[IVX]{{1,5}})\s?\)|(?P<ordinal>\d{{1,3}}\s?(?:{LATIN})?)\s?[°º]\.?(?:\s?{LATIN}\.?)?|(?P<dashed>[IVX]{{1,5}}(?:\s{LATIN})?)\s?\.?\s?[-–—]+|(?P<dot>\d{{1,3}}|[a-zñ]|[ivx]{{1,5}}|[A-Z]|[IVX]{{1,4}})\.(?:\s?[-–—]+)?|(?P<bullet>[-–—•·▪■]))(?:\s+|$)(?P<rest>.*)$"
    ))
});

/// `(a)text`, `1°.text` without a space after the number.
static TIGHT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<number>\(\s*(?:\d{1,3}[A-Z]?|[a-z]{1,4})\s*\)|\d{1,2}[°º]\.)(?P<rest>\S.*)$"));

/// Reads the number of an item.
pub fn item(text: &str) -> Option<ItemMark<'_>> {
    let found = ITEM.captures(text);
    if let (None, Some(tight)) = (&found, TIGHT.captures(text)) {
        let number: String = tight.name("number")?.as_str().split_whitespace().collect();
        let inner = number.trim_matches(['(', ')', '°', 'º', '.']);
        let (readings, rest) = (readings(inner), tight.name("rest")?.as_str());
        let style = if number.starts_with('(') { Style::Brackets } else { Style::Ordinal };
        return Some(ItemMark { number, style, readings, rest });
    }
    let found = found?;
    let rest = found.name("rest").map_or("", |r| r.as_str());
    let styles = [
        ("brackets", Style::Brackets),
        ("half", Style::Half),
        ("ordinal", Style::Ordinal),
        ("dashed", Style::Dashed),
        ("dot", Style::Dot),
    ];
    for (name, style) in styles {
        if let Some(inner) = found.name(name) {
            let bare: String = inner.as_str().split_whitespace().collect();
            let number = match style {
                Style::Brackets => format!("({bare})"),
                Style::Half => format!("{bare})"),
                Style::Ordinal => text[..text.len() - rest.len()].split_whitespace().collect(),
                Style::Dashed | Style::Dot | Style::Bullet => format!("{bare}."),
            };
            return Some(ItemMark { number, style, readings: readings(&bare), rest });
        }
    }
    Some(ItemMark { number: String::new(), style: Style::Bullet, readings: vec![(Count::None, 0)], rest })
}

/// What a bare number may count with.
fn readings(bare: &str) -> Vec<(Count, u32)> {
    let mut all = Vec::new();
    let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
    if let Ok(n) = digits.parse::<u32>() {
        return vec![(Count::Digits, n)];
    }
    let upper = bare.chars().all(char::is_uppercase);
    let letters = bare.chars().count();
    let first = bare.chars().next().map_or('a', |c| c.to_lowercase().next().unwrap_or(c));
    let same = bare.to_lowercase().chars().all(|c| c == first);
    // a … z, then aa, bb or aa, ab.
    let place = if first == 'ñ' { 15 } else { u32::from(first).saturating_sub(u32::from('a')) + 1 };
    let letter = match letters {
        1 => Some(place),
        2 if same => {
            all.push((Count::Double, place));
            Some(26 + place)
        }
        _ => None,
    };
    if let Some(n) = letter {
        all.push((if upper { Count::Upper } else { Count::Lower }, n));
    }
    if let Some(n) = roman(bare) {
        all.push((if upper { Count::RomanUpper } else { Count::RomanLower }, n));
    }
    if all.is_empty() {
        all.push((Count::None, 0));
    }
    all
}
