//! What stands before the first section: title, number, dates, long title.

use std::sync::LazyLock;

use regex::Regex;

use super::body::{self, BodyLine, Frame};
use super::join::Vocabulary;
use super::mark::Scheme;
use super::outline::{Row, heading_like};
use super::words::{self, pattern};
use crate::import::Told;
use crate::import::draft::{Draft, Unit};
use crate::import::line::Role;

static SHORT_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:(?:(?:may|shall) be (?:cited|known|referred to)(?: for all purposes)? as|this (?:act|law|ordinance|order|code|sanhita|decree|proclamation) (?:is|shall be|may be|is to be) (?:called|cited as|known as)) (?:the )?)[“‘']?(?P<title>.{5,160}?)[”’']?(?:\.|;|,? and (?:shall|is|comes)|$)",
    )
});

static LAW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:\b(?:act|bill|ordinance|law|code|ley|c[oó]digo|decreto|reglamento|loi|d[eé]cret|ordonnance|arr[eê]t[eé]|wet|wetboek|landsverordening|rijkswet|beleidsregels?|circulaire|directives?|guidelines|directiva|instructivo|resoluci[oó]n|acuerdo|r[eè]glement|reglement|verordening|verdrag|traité|landsbesluit|regeling|besluit|aanwijzing|regulations?|rules|order|constitution|constituci[oó]n|convention|protocol|convenio|protocolo)\b)",
    )
});

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<whole>(?i:\b(?:act|bill|law|ordinance|decree)\s+(?:no\.?\s*)?\d{1,4}\s+of\s+\d{4}\b)|(?i:\bno\.?\s*\d{1,4}\s+of\s+\d{4}\b)|(?i:\b(?:ley|decreto(?:[ -]ley)?|acuerdo|loi|d[eé]cret|reglamento)\s+(?:n[°ºo]?\.?\s*|n[uú]m(?:ero|\.)\s*|no\.?\s*)?\d[\d.]*(?:[-/]\d{2,4})?\b)|(?i:\b(?:chap|cap)\.?\s+\d{1,3}(?:[:.]\d{1,3})?[a-z]?\b)|(?i:\b(?:P|G)\.?B\.?\s+\d{4}\s+no\.?\s*\d+))",
    )
});

static SHORT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i:\b(?:short title|citation|title and commencement)\b)"));

/// Offices and gazettes, whose names stand above a law.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(?:the )?(?:ministry|department|government|gazette|official gazette|secretariat|parliament|assembly|office|ministerio|ministère|ministerie|registered|extraordinary)\b)",
    )
});

/// Words that make a text a draft.
static BILL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(?:a )?bill(?: entitled.*| to .*| for .*)?|an act entitled.*bill|.{0,60}\bproyecto de ley\b.{0,60}|.{0,60}\b(?:projet|proposition) de loi\b.{0,60}|(?:.{4,80}) bill,? \d{4}|ontwerp van .{0,80})$",
    )
});

/// Completes what the file tells of itself with what its first lines and its short title say.
pub(super) fn told(told: &Told, front: &[&Row], units: &[Unit]) -> Told {
    let mut told = told.clone();
    let texts: Vec<&str> = front.iter().map(|r| r.line.text.trim()).collect();
    let short = units
        .iter()
        .enumerate()
        .filter(|(i, u)| u.eid != "preamble" && *i < 6 || SHORT.is_match(&u.heading))
        .flat_map(|(_, u)| &u.blocks)
        .find_map(|b| SHORT_TITLE.captures(&b.text).and_then(|c| c.name("title")));
    let short = short.map(|t| t.as_str().trim().trim_end_matches([',', ' ']).to_string());
    let named = || {
        let law = |r: &&&Row| {
            heading_like(&r.line)
                && !r.line.text.trim_start().starts_with('[')
                && !OFFICE.is_match(r.line.text.trim())
                && r.line.text.split_whitespace().count() > 1
                && LAW.is_match(&r.line.text)
                && !words::ARRANGEMENT.is_match(r.line.text.trim())
                && !words::RECITAL.is_match(r.line.text.trim())
        };
        let capitals = |r: &&Row| !r.line.text.chars().any(char::is_lowercase);
        let big = front.iter().find(|r| matches!(r.line.role, Role::Heading(1 | 2)) && law(r));
        let found = big.or_else(|| front.iter().find(|r| capitals(r) && law(r))).or_else(|| front.iter().find(law))?;
        Some(found.line.text.trim().to_string())
    };
    // The title of a web page may be the publisher's; the law's own short title goes before it.
    let page = told.title.as_deref().is_some_and(|t| !LAW.is_match(t) || t.split_whitespace().count() < 2);
    told.title = if page { short.clone().or_else(named).or(told.title) } else { told.title };
    told.title = told
        .title
        .or(short)
        .or_else(named)
        .or_else(|| texts.iter().find(|t| t.len() > 4).map(|t| (*t).chars().take(200).collect()));
    told.title = told.title.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
    let bill = texts.iter().any(|t| BILL.is_match(t));
    told.kind = if bill { Some("bill".into()) } else { told.kind };
    let mut in_title =
        told.title.iter().map(String::as_str).chain(texts.iter().copied().take(40).filter(|t| t.len() < 70));
    told.number = told.number.or_else(|| in_title.find_map(|t| NUMBER.find(t)).map(|n| n.as_str().to_string()));
    if told.dated.is_none() {
        told.dated = texts.iter().take(60).find_map(|t| date(t, true));
    }
    told.dated = told.dated.as_deref().and_then(|d| date(d, false));
    told.commenced = told.commenced.as_deref().and_then(|d| date(d, false));
    told.as_of = told.as_of.as_deref().and_then(|d| date(d, false));
    told
}

/// The long title or the words of enactment, as one text.
pub(super) fn long_title(front: &[&Row]) -> String {
    let texts: Vec<&str> = front.iter().map(|r| r.line.text.trim()).collect();
    let begins = |t: &str| {
        let lower = t.to_lowercase();
        ["an act to", "an act for", "a bill to", "an act respecting", "for an act to", "an ordinance to", "a law to"]
            .iter()
            .any(|w| lower.starts_with(w))
    };
    let Some(at) = texts.iter().position(|t| begins(t)) else { return String::new() };
    let mut out = String::new();
    for (text, row) in texts[at..].iter().zip(&front[at..]) {
        let over = words::ENACTING.is_match(text)
            || !out.is_empty() && (row.line.opens && (out.ends_with('.') || text.starts_with('[')));
        if over || out.len() > 2000 {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

/// Does a text name itself an instrument?
pub(super) fn names_law(text: &str) -> bool {
    LAW.is_match(text)
}

/// Recitals before the first section are a provision of their own.
pub(super) fn preamble(front: &[Row], vocabulary: &Vocabulary, draft: &mut Draft) {
    let begins = |r: &Row| r.line.role != Role::Note && words::RECITAL.is_match(r.line.text.trim());
    let Some(at) = front.iter().position(begins) else { return };
    let lines: Vec<BodyLine<'_>> =
        front[at..].iter().map(|r| BodyLine { text: r.line.text.trim(), line: &r.line }).collect();
    if lines.iter().map(|l| l.text.len()).sum::<usize>() < 80 {
        return;
    }
    let top = Unit { eid: "preamble".into(), place: front[at].line.place, ..Unit::default() };
    let built = body::build(top, &lines, &Frame { vocabulary, scheme: Some(Scheme::Article) });
    // Recitals count as they like: what is unsure in them helps nobody.
    let preamble = built.units.into_iter().filter(|u| u.eid == "preamble" || !u.blocks.is_empty());
    draft.units.splice(0..0, preamble);
}

const MONTHS: [(&str, u8); 44] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("setiembre", 9),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
    ("janvier", 1),
    ("fevrier", 2),
    ("mars", 3),
    ("avril", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("aout", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("decembre", 12),
    ("januari", 1),
    ("februari", 2),
    ("maart", 3),
    ("mei", 5),
    ("juli", 7),
    ("augustus", 8),
    ("oktober", 10),
];

static ISO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<y>(?:1[6-9]|20)\d{2})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?\b"));
static ASSENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:assent|sancionad|promulgad|dated?\b|dad[ao] en|san jos[eé]|publicad|fait (?:à|a)|donn[eé]|\bof\b.*\d{4}|enacted)",
    )
});

/// The date in a text, as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; `marked`: only where words say that it is the law's.
pub fn date(text: &str, marked: bool) -> Option<String> {
    if marked && !ASSENT.is_match(text) {
        return None;
    }
    if let Some(found) = ISO.captures(text) {
        let part = |n: &str| found.name(n).map(|m| m.as_str());
        let iso = [part("y"), part("m"), part("d")].into_iter().flatten().collect::<Vec<_>>().join("-");
        return iso.parse::<crate::law::date::PartialDate>().is_ok().then_some(iso);
    }
    let folded = words::ascii(text);
    let all: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let month_at = all.iter().position(|w| MONTHS.iter().any(|(m, _)| m == w))?;
    let month = MONTHS.iter().find(|(m, _)| m == &all[month_at])?.1;
    let number = |w: &&str| w.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    let near = &all[month_at.saturating_sub(4)..(month_at + 5).min(all.len())];
    let day = near.iter().filter(|w| w.len() <= 4).filter_map(number).find(|n| (1..=31).contains(n));
    let year = near.iter().filter_map(number).find(|n| (1600..=2100).contains(n))?;
    let iso = day.map_or(format!("{year:04}-{month:02}"), |d| format!("{year:04}-{month:02}-{d:02}"));
    iso.parse::<crate::law::date::PartialDate>().is_ok().then_some(iso)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_read_in_four_languages() {
        let check = |text: &str, iso: &str| assert_eq!(date(text, false).as_deref(), Some(iso), "{text}");
        check("[Assented to 14th June, 2016]", "2016-06-14");
        check("Sancionada: Abril 9 de 2008", "2008-04-09");
        check("le 30 avril 2014", "2014-04-30");
        check("van 12 maart 2004", "2004-03-12");
        check("1970-05-04", "1970-05-04");
        check("June 2016", "2016-06");
        assert_eq!(date("no date here", false), None);
        assert_eq!(date("in May it may rain", false), None);
        assert_eq!(date("2016-13-40", false), None);
    }
}
