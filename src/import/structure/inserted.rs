//! A paragraph that amends another law and holds the new text as well.

use std::sync::LazyLock;

use regex::Regex;

use super::mark::{self, Style};
use super::words::{self, pattern};

/// The end of an amending sentence, behind which new text stands.
static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:\b(?:suivante?s?|following|siguientes?|como sigue|as follows|volgende|als volgt|luidende|luidt|luiden|comme suit|libell[eé]e?|r[eé]dig[eé]e?s?|redactad[oa]s?|as[ií]|esta forma|esta manera|t[eé]rminos|teneur|insertion of|by inserting|substitution of)\b[^:;.]{0,60}$)",
    )
});

/// An article that begins behind the end of a sentence.
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:^|[.;:»”"])\s*(?P<article>(?:ART[IÍ]CULO|Art[ií]culo|ARTICLE|Article|ARTIKEL|Artikel|Art\.)\s*\d{1,4}(?:[-:.]\d{1,4})*(?:\s?(?:bis|ter|quater|quinquies)|-?[A-Za-z])?\s*[.\-–—°º])"#,
    )
});

/// A paragraph that amends and holds the new text as well, without quotation marks: its own words, and the articles of the
/// new text.
pub(super) fn new_text(text: &str) -> Option<(&str, Vec<&str>)> {
    /// Fewer words are a reference or a number that is put in, and stay with the sentence.
    const FEWEST: usize = 8;
    for (at, _) in text.match_indices(':').take(20) {
        let (own, rest) = (&text[..=at], text[at + 1..].trim());
        if !words::AMENDS.is_match(own) || !ANNOUNCES.is_match(&text[..at]) {
            continue;
        }
        let list = mark::item(rest).is_some_and(|m| m.style != Style::Bullet);
        if list || rest.split_whitespace().count() < FEWEST || rest.starts_with(['“', '«', '"', '‘', '\'']) {
            return None;
        }
        let cuts: Vec<usize> = ARTICLE
            .captures_iter(rest)
            .filter_map(|c| c.name("article").map(|a| a.start()))
            .filter(|at| *at > 0)
            .collect();
        let mut all = Vec::with_capacity(cuts.len() + 1);
        let mut from = 0;
        for cut in cuts.into_iter().chain([rest.len()]) {
            all.push(rest[from..cut].trim());
            from = cut;
        }
        return Some((own, all));
    }
    None
}

#[cfg(test)]
mod tests {
    #[test]
    fn new_text_behind_an_amending_sentence_is_parted_from_it() {
        let text = "Un chapitre est introduit au code avec les dispositions suivantes: Art. 5-1.(1)Le fait de prendre une personne est puni de dix ans. Art. 5-2. La peine est de quinze ans si la victime est un enfant.";
        let (own, new) = super::new_text(text).expect("new text");
        assert!(own.ends_with("suivantes:"), "{own}");
        assert_eq!(new.len(), 2);
        assert!(new[1].starts_with("Art. 5-2."), "{}", new[1]);
        for other in [
            "Le code est modifié comme suit: 1. au point 1 le mot est supprimé; 2. au point 2 le mot est remplacé par un autre.",
            "La loi prévoit les mesures suivantes: le logement et les soins médicaux de la victime et de ses enfants.",
            "Section 5 is amended by substituting the following: “(2) A person who takes another is guilty of an offence.”",
        ] {
            assert_eq!(super::new_text(other), None, "{other}");
        }
    }
}
