//! Transitional and final provisions, which count for themselves after the articles: `Transitorio I.-`, `Disposición adicional primera.`

use std::sync::LazyLock;

use regex::Regex;

use super::super::number::Number;
use super::{Scheme, SectionMark, pattern};

/// `Transitorio I.-`, `Disposición transitoria primera.`
static TRANSITIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?i:art[ií]culo|disposici[oó]n)\s+)?(?:TRANSITORI[OA]|Transitori[oa]|transitori[oa])\s+(?P<number>[IVXL]{1,6}|\d{1,2}|(?i:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]|d[eé]cim[oa]|[uú]nic[oa]))[°ºª]?\b(?P<after>\s*[.:)]*\s*[-–—]*\s*)(?P<rest>.*)$",
    )
});

/// Transitional articles count for themselves, after all others.
pub(super) fn transitional(text: &str) -> Option<SectionMark<'_>> {
    const AFTER_ALL: u32 = 9000;
    let found = TRANSITIONAL.captures(text)?;
    let mut number = Number::parse(found.name("number")?.as_str())?;
    let count = number.major();
    number.key = vec![(AFTER_ALL + count, 0)];
    number.eid = format!("trans-{count}");
    let after = found.name("after")?;
    number.printed = text[..after.start()].to_string();
    let rest = found.name("rest")?.as_str();
    let pointed = after.as_str().contains(['.', ':', '-', '–', '—', ')']) || rest.is_empty();
    Some(SectionMark { scheme: Scheme::Article, number, keyword: true, pointed, quoted: false, rest })
}

/// `Disposición adicional primera.`, `Disposición 3.-`: what stands after the articles, by its kind.
static FINAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?i:disposici[oó]n)\s+(?:(?P<kind>(?i:adicional|complementaria|derogatoria|final|general|especial|modificatoria))\s+)?(?P<number>\d{{1,2}}|{ORDINAL})[°ºª]?(?P<after>\s*[.:)]\s*[-–—]*\s*|\s*[-–—]+\s*|$)(?P<rest>.*)$"
    ))
});

/// An ordinal word, or two.
const ORDINAL: &str = r"(?i:(?:d[eé]cim[oa]|vig[eé]sim[oa])(?:\s(?:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]))?|primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]|[uú]nic[oa])\b";

static FINALS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?i:disposici[oó]n(?:es)?)\s+(?P<kinds>(?i:(?:adicional|complementaria|derogatoria|final|modificatoria|transitoria)(?:e?s)?(?:,?\s(?:y\s)?)?)+)\W*$",
    )
});

static COUNTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^(?P<number>{ORDINAL})\s*(?:[.:]\s*[-–—]*|[-–—]+)\s*(?P<rest>.*)$")));

/// A heading such as `DISPOSICIONES FINALES`, under which paragraphs count with words: their kind, none where there are several.
pub fn final_provisions(text: &str) -> Option<&str> {
    let kinds = FINALS.captures(text)?.name("kinds")?.as_str().trim();
    Some(if kinds.contains(' ') { "" } else { kinds.trim_end_matches(['s', 'S']).trim_end_matches(['e', 'E']) })
}

/// `PRIMERA.- Vigencia` under such a heading, as `Disposición final primera.- Vigencia`.
pub fn final_provision(kind: &str, text: &str) -> Option<String> {
    let found = COUNTED.captures(text)?;
    let number = found.name("number")?.as_str();
    let rest = found.name("rest")?.as_str();
    Some(format!("Disposición {kind} {number}.- {rest}").replace("  ", " "))
}

/// Final provisions count for themselves, after the transitional ones.
pub(super) fn final_mark(text: &str) -> Option<SectionMark<'_>> {
    const KINDS: [&str; 7] =
        ["adicional", "complementaria", "general", "especial", "modificatoria", "derogatoria", "final"];
    const AFTER_ALL: u32 = 9200;
    let found = FINAL.captures(text)?;
    let mut number = Number::parse(found.name("number")?.as_str())?;
    let count = number.major();
    let kind = found.name("kind").map(|k| k.as_str().to_lowercase());
    let rank = kind.as_ref().and_then(|k| KINDS.iter().position(|w| w == k)).map_or(0, |p| p + 1);
    number.key = vec![(AFTER_ALL + 100 * u32::try_from(rank).unwrap_or(0) + count, 0)];
    number.eid = kind.map_or(format!("disp-{count}"), |k| format!("disp-{k}-{count}"));
    let after = found.name("after")?;
    number.printed = text[..after.start()].to_string();
    let rest = found.name("rest")?.as_str();
    Some(SectionMark { scheme: Scheme::Article, number, keyword: true, pointed: true, quoted: false, rest })
}
