//! Texts that must not be read: too little text, or text in the wrong order.

use crate::law::Instrument;
use crate::law::words::TextKind;

/// Fewest characters a provision has on average where a text was really extracted.
const THIN: usize = 15;
/// Fewest numbered subsections before their beginnings are judged.
const ENOUGH: usize = 3;

/// Why an instrument cannot be read by itself, if it cannot: nothing may be concluded from its silence or its words.
pub fn unreadable(instrument: &Instrument) -> Option<String> {
    // What an amending law puts into another one in so many words can be read; its other changes cannot.
    let quotes = |p: &crate::law::Provision| p.text.lines().any(|l| l.starts_with('>'));
    if instrument.amending_only && !instrument.provisions.iter().any(quotes) {
        return Some("it only changes another instrument: read that one as amended".into());
    }
    let texts: Vec<&str> = instrument.provisions.iter().map(|p| p.text.trim()).collect();
    let letters: usize = texts.iter().map(|t| t.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if letters < THIN * texts.len().max(2) {
        return Some("there is hardly any text in it: a scan, or headings only".into());
    }
    if instrument.text_kind == TextKind::Digest {
        return None;
    }
    let (mut numbered, mut torn) = (0usize, 0usize);
    for text in texts {
        for (i, _) in text.match_indices('(') {
            let rest = &text[i + 1..];
            let Some(end) = rest.find(')').filter(|e| (1..=2).contains(e)) else { continue };
            let begins = text[..i].trim_end_matches([' ', '\t']);
            let fresh = begins.is_empty() || begins.ends_with('\n') || begins.ends_with(". ") || begins.ends_with('.');
            if fresh && rest[..end].bytes().all(|b| b.is_ascii_digit()) {
                numbered += 1;
                let after = rest[end + 1..].trim_start();
                torn += usize::from(after.starts_with(char::is_lowercase) || after.starts_with('['));
            }
        }
    }
    (numbered >= ENOUGH && torn * 3 > numbered)
        .then(|| "subsections begin in the middle of a sentence: its columns or notes are out of order".into())
}
