//! Words by which the structure of a law is known, in the languages that are read.

use std::sync::LazyLock;

use regex::Regex;

/// A pattern that is part of the program.
pub(in crate::import) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of the program, tested")
}

/// A text in lower case without accents.
pub fn ascii(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let base = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    base.flat_map(char::to_lowercase).collect()
}

/// Words of each language that hardly stand in another one.
const FREQUENT: [(&str, &[&str]); 4] = [
    ("en", &["the", "of", "and", "shall", "any", "to", "be", "is", "person", "by", "which"]),
    ("es", &["el", "los", "las", "del", "que", "y", "por", "será", "con", "una", "para", "se"]),
    ("fr", &["le", "les", "des", "et", "du", "est", "une", "par", "sera", "aux", "dans", "qui"]),
    ("nl", &["het", "een", "van", "de", "wordt", "niet", "met", "der", "hij", "bij", "voor", "is"]),
];

/// The language that most of the words are of; none for a text in none of them.
pub fn language<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let mut counts = [0_u32; 4];
    let mut all = 0_u32;
    for word in texts.flat_map(|t| t.split(|c: char| !c.is_alphabetic())).filter(|w| !w.is_empty()).take(20_000) {
        let lower = word.to_lowercase();
        all += 1;
        for (i, (_, words)) in FREQUENT.iter().enumerate() {
            if words.contains(&lower.as_str()) {
                counts[i] += 1;
            }
        }
    }
    let best = (0..4).max_by_key(|i| (counts[*i], std::cmp::Reverse(*i)))?;
    (counts[best] * 12 >= all && all > 0).then_some(FREQUENT[best].0)
}

/// `ARRANGEMENT OF SECTIONS` and its like.
pub(super) static ARRANGEMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:arrangement of (?:sections|clauses|regulations|articles|rules|paragraphs|provisions|act|bill)|table of (?:contents|provisions|sections)|contents|contents of (?:act|bill)|[ií]ndice(?: general)?|contenido|sumario|sommaire|table des mati[eè]res|inhoud(?:sopgave)?)\s*[.:]?$",
    )
});

/// Headings of what explains a law and is not law.
pub(super) static MEMORANDUM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:explanatory (?:memorandum|note|notes|statement)|objects and reasons|memorandum of objects(?: and reasons)?|statement of objects and reasons|expos[eé] des motifs|exposici[oó]n de motivos|memorie van toelichting|nota van toelichting|antecedentes normativos)\s*:?\s*$|^(?i:antecedentes normativos)\s*[-–—:(].*$",
    )
});

/// Lines that belong to the page or the site, not to the law.
pub(super) static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(?:page|p[aá]gina|pagina)\s+\d{1,4}(?:\s+(?:of|de|van|sur)\s+\d{1,4})?|\d{1,4}\s+(?:of|de)\s+\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|(?:https?://|www\.)\S+(?:\s+\d{1,4})?|ficha art[ií]culo|l\.?\s?r\.?\s?o\.?\s+\d[\d/ .-]*|\[?the inclusion of this page is authori[sz]ed by .{0,60}|(?:printed|published) by the government printer.{0,80}|unofficial (?:version|consolidation)|laws of [a-z .&]+|revised edition.{0,30}|\[?rev\.? \d{4}\]?|ir al inicio.{0,20}|volver al .{0,20}|imprimir|descargar)$",
    )
});

/// Marks that a text spells out on lines of their own.
pub(super) static SPELT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:SUBSECTION|SUBSEC|PARAGRAPH|PARA|SUBPARAGRAPH|SUBPARA|ITEM|POINT)\s+(?P<number>\([A-Za-z0-9]{1,6}\))|ITEMS|BODY|PREFACE|BLOCKLIST|BULLETS)$",
    )
});

/// An article that begins in the midst of a line, after the end of a sentence or note.
pub(super) static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[.)\]]\s*(?P<next>ART[IÍ]CULO\s+\d{1,4}[°º]?(?:\s?(?i:bis|ter|quater|quinquies))?\s*[.:—–-].*)$")
});

/// The number of a paragraph without space around it: `euros.(3)La tentative`.
pub(super) static TIGHT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<before>[.;:])(?P<number>\((?:\d{1,2}|[a-z])\))\s*(?P<after>\p{Lu})"));

/// Marginal notes that only refer: `[8 of 2009]`, `Chap. 11:01`, `3rd Sch.`
pub(super) static SIDE_REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\[(]?(?i:(?:act\s+)?(?:no\.?\s*)?\d{1,3}\s*(?:of|/)\s*\d{2,4}(?:[,.]? s\.? ?\d+[a-z]?(?:\(\w+\))*)?|(?:ch|cap|chap|chapter)s?\.?\s*\d[\d.:]*[a-z]?|(?:\w{1,7}\s)?sch(?:edule)?s?|l\.?\s?n\.?\s*\d[\d/]*|g\.?\s?n\.?\s*\d[\d/]*|(?:form|appendix) [a-z0-9]|schedules?(?: [a-z0-9])?|ibid|\(?regulation ?\d+\)?)[\])]?\s*[.;]?$",
    )
});

/// A page number that stands alone.
pub(super) static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\[?\d{1,4}\]?$"));

/// Words of enactment, after which the sections stand.
pub(super) static ENACTING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:^\W*(?:be it (?:therefore )?enacted|enacted by|the .{3,60} enacts as follows|sancionan con fuerza de ley|decreta:?$|decretan?\s*:|por tanto,? .{0,20}decreta|a adopt[eé]|l'assembl[eé]e .{0,80}adopt|le pr[eé]sident .{0,80}promulgue|heeft .{0,60}vastgesteld))",
    )
});

/// The beginning of recitals, which say why a law was made.
pub(super) static RECITAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[*_]*(?:(?i:vist[oa]s?\s*[:,]|considerando|whereas\b|and whereas\b|consid[eé]rant|overwegende|gelet op|alzo wij|in overweging genomen|having regard|teniendo en cuenta|por cuanto|preamble|pre[aá]mbulo|pr[eé]ambule)|VISTO\b|VISTOS\b|Visto\b|Vistos\b|Vu (?:la|le|les|l')\b)",
    )
});

/// Words that amend another text, at the end of which inserted text stands.
pub(super) static AMENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:\b(?:(?:is|are) (?:hereby )?(?:further )?(?:amended|repealed and (?:replaced|substituted)|inserted|substituted|added|replaced)|(?:by )?(?:inserting|substituting|adding|deleting|repealing)|insert(?:ed)?|substitute|ref[oó]rm[ae]n?se|se reforman?|adici[oó]n[ae]n?se|se adicionan?|modif[ií][qc](?:ue|a)n?se|se modifican?|sustit[uú]y[ae]n?se|se sustituyen?|incorp[oó]r[ae]n?se|se incorporan?|agr[eé]g(?:ue|a)n?se|se agregan?|der[oó]g(?:ue|a)n?se|est modifi[eé]e?|sont modifi[eé]e?s|est (?:ainsi )?r[eé]dig[eé]e?|est remplac[eé]e?|sont remplac[eé]e?s|est ins[eé]r[eé]e?|il est ins[eé]r[eé]|(?:est|sont) (?:ajout|compl[eé]t)[eé]e?s?|(?:est|sont) (?:introduit|ins[eé]r[eé]|abrog[eé])e?s?|quedar[aá]n? (?:as[ií]|redactad[oa]s?|como sigue|modificad[oa]s?|de la siguiente)|introd[uú]c[ae]n?se|interc[aá]l[ae]n?se|reempl[aá]z[ae]n?se|supr[ií]m[ae]n?se|wordt (?:als volgt )?gewijzigd|worden gewijzigd|wordt (?:een|na|het|de)? ?.{0,60}ingevoegd|wordt .{0,60}toegevoegd|worden .{0,60}(?:toegevoegd|ingevoegd)|komt te luiden|wordt vervangen|luidt))",
    )
});

/// Words after the quoted term that make a definition.
pub(super) static DEFINES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:^[\s,;:.–—-]*(?:(?:in relation to|when used|with respect to|in respect of|where)\b.{0,80}?)?[\s,]*(?:means|mean|includes?|(?:has|have) the (?:same )?meaning|shall (?:mean|include|have)|refers to|denotes|se entiende|se entender[aá]|significa|es (?:el|la|toda|todo)|d[eé]signe|s'entend|on entend|signifie|wordt verstaan|betekent))",
    )
});

/// Texts of provisions that are no longer law.
pub(super) static REPEALED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^[\s\[(*_“"—–-]*(?i:(?:this )?(?:section|article|art[ií]culo|artikel|part)?\s*\.?\s*(?:sections? \S+ )?\(?(?:repealed|omitted|deleted|spent|revoked|derogad[oa]s?|suprimid[oa]|anulad[oa]|abrog[eé]e?s?|supprim[eé]e?|vervallen|\[?vervallen\]?))\b.{0,200}$"#,
    )
});

/// Headings of definitions provisions.
pub(super) static INTERPRETATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:\b(?:interpretation|definitions?|definiciones|d[eé]finitions?|begripsbepalingen|glosario|terminolog[ií]a)\b)",
    )
});

/// Words that end a line before a broken reference: `section` / `(2)`.
pub(super) static REFERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:(?:^|\W)(?:sub-?sections?|sections?|paragraphs?|sub-?paragraphs?|clauses?|articles?|art\.|arts\.|regulations?|rules?|sub-?regulations?|items?|parts?|chapters?|schedule|act|under|art[ií]culos?|incisos?|literal(?:es)?|numeral(?:es)?|p[aá]rrafos?|fracci[oó]n(?:es)?|apartados?|alin[eé]as?|paragraphes?|lettres?|points?|artikel(?:en)?|lid|leden|onderdeel|onder|sub|n[°ºo]\.?|no\.|nos\.|cap\.|(?:sub)?sections? \(\d+\)(?: \(\w\))?,? (?:or|and|to)|(?:sub)?paragraphs? \(\w+\),? (?:or|and|to))$)",
    )
});

#[cfg(test)]
mod tests {
    use super::{AMENDS, ARRANGEMENT, DEFINES, FURNITURE, MEMORANDUM, REFERS, REPEALED, language};

    #[test]
    fn languages_are_told_apart() {
        let check = |text: &str, lang: Option<&str>| assert_eq!(language(std::iter::once(text)), lang, "{text}");
        check("A person who is guilty of the offence shall be liable to a fine by order of the court", Some("en"));
        check("Será sancionado con prisión el que por los medios indicados reclute a las personas", Some("es"));
        check(
            "Est puni des mêmes peines le fait de recruter une personne dans les conditions qui sont prévues",
            Some("fr"),
        );
        check("Hij die een ander met het oogmerk van uitbuiting werft, wordt gestraft met gevangenisstraf", Some("nl"));
        check("xyzzy plugh", None);
    }

    #[test]
    fn words_of_structure() {
        assert!(ARRANGEMENT.is_match("Arrangement of Sections"));
        assert!(MEMORANDUM.is_match("OBJECTS AND REASONS"));
        assert!(FURNITURE.is_match("L.R.O. 1/2012") && FURNITURE.is_match("Ficha articulo"));
        assert!(!FURNITURE.is_match("LAWS OF ENGLAND SHALL APPLY;"));
        assert!(
            AMENDS.is_match("Section 5 is amended by inserting the following")
                && AMENDS.is_match("Refórmase el artículo")
        );
        assert!(DEFINES.is_match(" means a person") && DEFINES.is_match(", in relation to a child, includes"));
        assert!(
            REPEALED.is_match("[Repealed by Act 5 of 2010]")
                && REPEALED.is_match("Derogado.")
                && REPEALED.is_match("(Repealed)")
        );
        assert!(!REPEALED.is_match("The Act is repealed."));
        assert!(REFERS.is_match("an offence under section") && !REFERS.is_match("commits an offence or"));
    }
}
