//! What opens a line: the number of a section or article, a part, a schedule, a subsection, an item of a list.

mod finals;
mod item;

use std::sync::LazyLock;

use regex::Regex;

use super::number::{Number, roman};
use super::words::pattern;

pub use finals::{final_provision, final_provisions};
pub use item::{Count, ItemMark, Style, item};

const LATIN: &str = r"(?i:bis|ter|qu[aá]ter|quinquies?|quinques|sex(?:t)?ies|septies|octies|no[nv]ies|undecies|duodecies|terdecies|tredecies|quaterdecies|quindecies|decies|vicies)";

/// `Artículo 172 bis.-`, `ARTICLE 1er`, `Art. L. 425-1.`, `Artikel 273f`, `Section 12`.
static KEYWORD: LazyLock<Regex> = LazyLock::new(|| {
    let number = format!(
        r#"(?:[LRDA]\.?\s?\*?\s?)?\d{{1,4}}(?:[°ºª]|er\b|ro\b|do\b|to\b|o\b)?(?:[-–:.]\d{{1,4}})*(?:\s?{LATIN}[a-z]?\b|[A-Za-z]{{1,3}}\b|\s[B-DF-HJ-NP-XZ]\b|\s?["“][A-Z]["”])*"#
    );
    let unit = r"primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sexto|s[eé]ptimo|octav[oa]|noveno";
    let tens = r"d[eé]cim[oa]|und[eé]cimo|duod[eé]cimo|vig[eé]simo|trig[eé]simo";
    let english = r"one|two|three|four|five|six|seven|eight|nine";
    let words = format!(
        r"(?i:(?:{tens})(?:[ -](?:{unit}))?|{unit}|{english}|[uú]nic[oa]|premier|unique|preliminar|liminaire)\b|[IVXLC]{{1,8}}[a-z]?\b"
    );
    pattern(&format!(
        r#"^(?P<open>[“"«‘'”]\s*)?(?P<word>ART[IÍ]CULO|Art[ií]culo|ART[IÍ]GO|Art[ií]go|ART[IÍ]KULO|Art[ií]kulo|ARTICLE|Article|ARTIKEL|Artikel|ARTO\.?|Arto\.?|ART\.?|Art\.?|SECTION|Section|Sec\.|REGULATION|Regulation|RULE|Rule)\s*(?:N[°ºo]\.?\s*|No\.\s*)?(?P<number>{number}|{words})(?P<after>\s*(?:\.?[°ºª])?\s*[.:;)]*\s*[-–—]*\s*)(?P<rest>.*)$"#
    ))
});

/// `12. Text`, `12.—(1) Text`, `12 (1) Text`, `12A.`
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^(?P<open>[“"«‘']\s*)?(?P<number>\d{1,4}(?:[A-Z]{1,3}\b|[a-z]\b)?)(?P<after>\s?\.\s*[-–—]*\s*|\s*[-–—]+\s*(?:\()|\s*(?:\())(?P<rest>.*)$"#,
    )
});

/// `12 Heading of the section`, without any sign between the two.
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<number>\d{1,3}[A-Z]{0,2})\s+(?P<rest>[A-Z“‘][^.;]{2,150}[^.;,:—–-])$"));

/// Reads the mark of a section whose number stands bare before its heading, as in modern British and Zimbabwean Acts.
pub fn bare(text: &str) -> Option<SectionMark<'_>> {
    let found = BARE.captures(text)?;
    let number = Number::parse(found.name("number")?.as_str())?;
    let rest = found.name("rest")?.as_str();
    let heading = rest.split_whitespace().count() <= 20 && !rest.contains(" shall ");
    heading.then_some(SectionMark {
        scheme: Scheme::Section,
        number,
        keyword: false,
        pointed: false,
        quoted: false,
        rest,
    })
}

/// What a section is called, and with it the first step of its eId.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Section of an Act.
    Section,
    /// Article of a code or a treaty.
    Article,
    /// Regulation.
    Regulation,
    /// Rule of procedure.
    Rule,
}

impl Scheme {
    /// The element name in an eId.
    pub fn name(self) -> &'static str {
        match self {
            Self::Section => "sec",
            Self::Article => "art",
            Self::Regulation => "reg",
            Self::Rule => "rule",
        }
    }
}

/// The number of a section or article at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionMark<'l> {
    /// What it is called.
    pub scheme: Scheme,
    /// Its number.
    pub number: Number,
    /// The word `Article` or the like stands before it.
    pub keyword: bool,
    /// Punctuation parts it from the text.
    pub pointed: bool,
    /// A quotation mark stands before it: inserted text.
    pub quoted: bool,
    /// The rest of the line.
    pub rest: &'l str,
}

/// Reads the mark of a section or article; `french` for languages in which `Section` names a division.
pub fn section(text: &str, divides: bool) -> Option<SectionMark<'_>> {
    if let Some(found) = KEYWORD.captures(text) {
        let word = found.name("word")?.as_str();
        let scheme = match word.chars().next()? {
            'A' => Scheme::Article,
            'S' => Scheme::Section,
            _ if word.eq_ignore_ascii_case("rule") => Scheme::Rule,
            _ => Scheme::Regulation,
        };
        if scheme == Scheme::Section && divides {
            return None;
        }
        let printed = found.name("number")?;
        let mut number = Number::parse(printed.as_str())?;
        let after = found.name("after")?.as_str();
        let mut rest = found.name("rest")?.as_str();
        let mut after = after;
        // `Artículo 250 A. Abuso`: the letter belongs to the number.
        if after.trim().is_empty()
            && !after.is_empty()
            && let Some(letter) = rest.get(..1).filter(|l| l.bytes().all(|b| b.is_ascii_uppercase()))
            && rest[1..].trim_start().starts_with(['.', ':', '-', '–', '—'])
            && let Some(whole) = Number::parse(&format!("{} {letter}", printed.as_str()))
        {
            number = whole;
            let from = rest[1..].trim_start().trim_start_matches(['.', ':', '-', '–', '—', ' ']);
            after = ".";
            rest = from;
        }
        let pointed = after.contains(['.', ':', '-', '–', '—', '°', 'º', ';', ')']) || rest.is_empty();
        return Some(SectionMark {
            scheme,
            number,
            keyword: true,
            pointed,
            quoted: found.name("open").is_some(),
            rest,
        });
    }
    if let Some(mark) = finals::transitional(text).or_else(|| finals::final_mark(text)) {
        return Some(mark);
    }
    let found = PLAIN.captures(text)?;
    let after = found.name("after")?;
    let mut rest = found.name("rest")?.as_str();
    if after.as_str().ends_with('(') {
        rest = &text[after.end() - 1..];
        if !rest.get(1..).is_some_and(|r| r.trim_start().starts_with(['1', 'l', 'a'])) {
            return None;
        }
    }
    let upper =
        rest.chars().next().is_none_or(|c| c.is_uppercase() || "(“\"‘'[«*—–-{".contains(c) || c.is_ascii_digit());
    if !upper {
        return None;
    }
    let number = Number::parse(found.name("number")?.as_str())?;
    let pointed = after.as_str().contains('.');
    Some(SectionMark {
        scheme: Scheme::Section,
        number,
        keyword: false,
        pointed,
        quoted: found.name("open").is_some(),
        rest,
    })
}

static DIVISION: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"PART|Part|PARTE|Parte|PARTIE|Partie|SUB-?PART|CHAPTER|Chapter|CAP[IÍ]TULO|Cap[ií]tulo|CHAPITRE|Chapitre|T[IÍ]TULO|T[ií]tulo|TITRE|Titre|TITEL|Titel|TITLE|Title|LIBRO|Libro|LIVRE|Livre|BOOK|Book|BOEK|Boek|SECCI[OÓ]N|Secci[oó]n|SECTION|Section|Sous-section|SOUS-SECTION|SUBSECCI[OÓ]N|DIVISION|Division|HOOFDSTUK|Hoofdstuk|AFDELING|Afdeling|PARAGRAAF|Paragraaf|PARAGRAPHE|Paragraphe";
    let ordinals = r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|first|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]|d[eé]cim[oa]|[uú]nic[oa]|preliminar|pr[eé]liminaire|general|premier|premi[eè]re|deuxi[eè]me|second|seconde|troisi[eè]me|quatri[eè]me|cinqui[eè]me|unique|l[eé]gislative|r[eé]glementaire|[IVXL]{1,7}(?:er)?|\d{1,3}(?:er)?|[A-H])";
    let dutch = r"(?i:eerste|tweede|derde|vierde|vijfde|algemene|algemeene)";
    pattern(&format!(
        r"^(?:(?P<word>{words})\s+(?P<number>{ordinals})(?:\s?{LATIN}|[A-Z]{{1,2}})?(?:[°º])?\b|(?P<dutch>{dutch}\s+(?i:boek|titel|hoofdstuk|afdeling))\b)(?P<after>\s*[.:]?\s*[-–—:]*\s*)(?P<rest>.*)$"
    ))
});

/// The heading of a part, chapter, title, book or division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division<'l> {
    /// What it is called, in lower case; nesting is told by it.
    pub word: String,
    /// `PART II`.
    pub label: &'l str,
    /// Its heading, where that stands on the same line.
    pub rest: &'l str,
}

/// Reads the heading of a part; `divides` for languages in which `Section` names a division.
pub fn division(text: &str, divides: bool) -> Option<Division<'_>> {
    if final_provisions(text).is_some() {
        // They stand beside the chapters.
        return Some(Division { word: "capítulo".into(), label: text, rest: "" });
    }
    let found = DIVISION.captures(text)?;
    let (word, end) = match (found.name("word"), found.name("dutch")) {
        (Some(word), _) => (word.as_str().to_lowercase(), found.name("after")?.start()),
        (None, Some(dutch)) => (dutch.as_str().split_whitespace().last()?.to_lowercase(), dutch.end()),
        (None, None) => return None,
    };
    if word == "section" && !divides {
        return None;
    }
    let rest = found.name("rest")?.as_str();
    let sentence = rest.chars().next().is_some_and(|c| c.is_lowercase() || c == ',' || c == ';' || c == ')');
    let long = rest.chars().count() > 160 || rest.ends_with(';');
    (!sentence && !long).then(|| Division { word, label: text[..end].trim(), rest })
}

static SCHEDULE: LazyLock<Regex> = LazyLock::new(|| {
    let ordinal = r"(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,2}(?:st|nd|rd|th))";
    let after = r"(?:\s*[.:]?\s*[-–—]*\s*)";
    pattern(&format!(
        r"^(?:THE\s+)?(?:(?P<ordinal>{ordinal})\s+(?:SCHEDULE|Schedule)|(?P<word>SCHEDULE|Schedule|ANNEXE?|Annexe?|ANEXO|Anexo|BIJLAGE|Bijlage|APPENDIX|Appendix)(?:\s+(?P<number>\d{{1,2}}|[IVX]{{1,5}}|[A-Z]))?)\b(?P<after>{after})(?P<rest>.{{0,90}})$"
    ))
});

/// The heading of a schedule or annex: its number in an eId (`1`; `annex-1`), and the rest of the line.
pub fn schedule(text: &str) -> Option<(String, &str)> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    let found = SCHEDULE.captures(text)?;
    let rest = found.name("rest").map_or("", |r| r.as_str());
    if rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == ',') || rest.ends_with([',', ';']) {
        return None;
    }
    let number = match (found.name("ordinal"), found.name("number")) {
        (Some(word), _) => {
            let lower = word.as_str().to_lowercase();
            let place = ORDINALS.iter().position(|o| *o == lower).map(|n| (n + 1).to_string());
            place.unwrap_or_else(|| lower.chars().take_while(char::is_ascii_digit).collect())
        }
        (None, Some(number)) => {
            let text = number.as_str();
            roman(text)
                .filter(|_| text.len() > 1 || text == "I" || text == "V")
                .map_or(text.to_string(), |n| n.to_string())
        }
        (None, None) => "1".into(),
    };
    let word = found.name("word").map_or("schedule".into(), |w| w.as_str().to_lowercase());
    let eid = if word == "appendix" { format!("app-{number}") } else { number };
    Some((eid, rest))
}

static SUBSECTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[({]\s*(?P<number>[\dlI]{1,3}(?:[A-Z]{1,2})?)\s*[)}]\s*(?P<rest>.*)$"));

/// Reads the number of a subsection, `(1)`, and the rest of the line; `(l)` and `(I)` are what text recognition makes of it.
pub fn subsection(text: &str) -> Option<(Number, &str)> {
    let found = SUBSECTION.captures(text)?;
    let inner = found.name("number")?.as_str();
    let letters = inner.trim_start_matches(['l', 'I', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    let digits = inner[..inner.len() - letters.len()].replace(['l', 'I'], "1");
    let number = Number::parse(&format!("{digits}{letters}"))?;
    Some((number, found.name("rest")?.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Count, Scheme, division, item, schedule, section, subsection};

    #[test]
    fn sections_and_articles_are_seen_in_many_forms() {
        let check = |text: &str, scheme: Scheme, eid: &str, rest: &str| {
            let mark = section(text, true);
            assert_eq!(mark.map(|m| (m.scheme, m.number.eid, m.rest)), Some((scheme, eid.to_string(), rest)), "{text}");
        };
        check("29A. A person who", Scheme::Section, "29A", "A person who");
        check("5.—(1) A person", Scheme::Section, "5", "(1) A person");
        check("5.-(1) A person", Scheme::Section, "5", "(1) A person");
        check("12 (1) A person", Scheme::Section, "12", "(1) A person");
        check("3.", Scheme::Section, "3", "");
        check("Artículo 172.- Trata", Scheme::Article, "172", "Trata");
        check("ARTICULO 1º— Objeto", Scheme::Article, "1", "Objeto");
        check("ARTÍCULO 6 bis. - En los casos", Scheme::Article, "6bis", "En los casos");
        check("Artículo 250 A. Abuso", Scheme::Article, "250A", "Abuso");
        check("Art. 225-4-1", Scheme::Article, "225-4-1", "");
        check("Article L. 425-1", Scheme::Article, "L425-1", "");
        check("Article 1er.- La loi", Scheme::Article, "1", "La loi");
        check("Artikel 273f", Scheme::Article, "273f", "");
        check("Artikel  1", Scheme::Article, "1", "");
        check("ARTÍCULO PRIMERO.- Se reforma", Scheme::Article, "1", "Se reforma");
        check("Artículo 5 El que", Scheme::Article, "5", "El que");
        check("ARTICULO 202 TER. Trata", Scheme::Article, "202ter", "Trata");
        check("Artigo 1.º Objeto", Scheme::Article, "1", "Objeto");
        check("Disposición adicional primera. Plazos", Scheme::Article, "disp-adicional-1", "Plazos");
        check("Disposición transitoria segunda. Plazos", Scheme::Article, "trans-2", "Plazos");
        assert_eq!(super::final_provisions("DISPOSICIONES FINALES"), Some("FINAL"));
        assert_eq!(super::final_provisions("DISPOSICIONES TRANSITORIAS Y FINALES"), Some(""));
        assert_eq!(super::final_provisions("Disposiciones generales de esta ley"), None);
        let own = super::final_provision("FINAL", "TERCERA.- Informe anual").expect("a final provision");
        check(&own, Scheme::Article, "disp-final-3", "Informe anual");
        check("Artíkulo 12 E lei", Scheme::Article, "12", "E lei");
        assert!(section("Act No. 5 of 2010", true).is_none());
        assert!(section("5 of 2010", true).is_none());
        assert!(section("12. of the Act", true).is_none());
    }

    #[test]
    fn parts_and_schedules_are_no_sentences() {
        assert_eq!(division("PART II — OFFENCES", false).map(|d| (d.label, d.rest)), Some(("PART II", "OFFENCES")));
        assert_eq!(division("Chapitre Ier : Des principes", true).map(|d| d.rest), Some("Des principes"));
        assert_eq!(division("Eerste boek", true).map(|d| d.word), Some("boek".into()));
        assert_eq!(division("TÍTULO PRELIMINAR", true).map(|d| d.label), Some("TÍTULO PRELIMINAR"));
        assert_eq!(division("Part II of this Act applies", false), None);
        assert_eq!(schedule("FIRST SCHEDULE (Section 3)"), Some(("1".into(), "(Section 3)")));
        assert_eq!(schedule("SCHEDULE"), Some(("1".into(), "")));
        assert_eq!(schedule("ANEXO II"), Some(("2".into(), "")));
        assert_eq!(schedule("Schedule to this Act, and"), None);
    }

    #[test]
    fn items_count_in_several_ways() {
        let check = |text: &str, number: &str, count: Count, n: u32| {
            let mark = item(text).expect(text);
            assert_eq!(mark.number, number, "{text}");
            assert!(mark.readings.contains(&(count, n)), "{text}: {:?}", mark.readings);
        };
        check("(a) recruits", "(a)", Count::Lower, 1);
        check("( b ) recruits", "(b)", Count::Lower, 2);
        check("(ii) recruits", "(ii)", Count::RomanLower, 2);
        check("(i) recruits", "(i)", Count::RomanLower, 1);
        check("b) recluta", "b)", Count::Lower, 2);
        check("1) recluta", "1)", Count::Digits, 1);
        check("1° Soit", "1°", Count::Digits, 1);
        check("4bis°. aan", "4bis°.", Count::Digits, 4);
        check("I. - La traite", "I.", Count::RomanUpper, 1);
        check("1.  Geen feit", "1.", Count::Digits, 1);
        check("(a)recruits", "(a)", Count::Lower, 1);
        assert!(item("recruits").is_none());
        assert!(item("Act").is_none());
        assert_eq!(subsection("(2) A person").map(|(n, r)| (n.eid, r)), Some(("2".into(), "A person")));
        assert_eq!(subsection("(1A) A").map(|(n, _)| n.eid), Some("1A".into()));
    }
}
