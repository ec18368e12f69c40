//! Words of a source file without what only its format put into them: odd spaces, hidden marks, ligatures, entities.

use html5gum::{Token, Tokenizer};

/// What one character of a source stands for in a [`super::line::Line`].
enum Mark {
    Kept,
    Space,
    Nothing,
    Words(&'static str),
}

fn mark(c: char) -> Mark {
    match c {
        ' '..='~' => {
            if c == ' ' {
                Mark::Space
            } else {
                Mark::Kept
            }
        }
        // Soft hyphen, zero-width characters, direction marks, byte order mark, and what could not be decoded.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fffc}'..='\u{fffd}' => Mark::Nothing,
        '\u{fb00}' => Mark::Words("ff"),
        '\u{fb01}' => Mark::Words("fi"),
        '\u{fb02}' => Mark::Words("fl"),
        '\u{fb03}' => Mark::Words("ffi"),
        '\u{fb04}' => Mark::Words("ffl"),
        '\u{fb05}' | '\u{fb06}' => Mark::Words("st"),
        // Bullets of symbol fonts.
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f02d}' | '\u{25cf}' | '\u{25aa}' | '\u{25a0}' => Mark::Words("•"),
        _ if c.is_whitespace() => Mark::Space,
        _ if c.is_control() || ('\u{e000}'..='\u{f8ff}').contains(&c) => Mark::Nothing,
        _ => Mark::Kept,
    }
}

/// The words of a text with single spaces between them, without hidden characters; ligatures mended.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let put: &str = match mark(c) {
            Mark::Kept => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(c);
                continue;
            }
            Mark::Space => {
                gap = true;
                continue;
            }
            Mark::Nothing => continue,
            Mark::Words(words) => words,
        };
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push_str(put);
    }
    out
}

/// As [`words`] for a printed line: a soft hyphen at its end is a word broken there, and stays as a hyphen.
pub fn printed(text: &str) -> String {
    let mut out = words(text);
    if text.trim_end().ends_with('\u{ad}') {
        out.push('-');
    }
    out
}

/// Resolves the character references of HTML (`&eacute;`, `&#8212;`) in a text that is no HTML.
pub fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive('<') {
        let (piece, less) = piece.strip_suffix('<').map_or((piece, ""), |p| (p, "<"));
        for Ok(token) in Tokenizer::new(piece) {
            if let Token::String(words) = token {
                out.push_str(&String::from_utf8_lossy(&words));
            }
        }
        out.push_str(less);
    }
    out
}

/// Does this superscript belong to the word before it: an ordinal mark (`1er`, `2º`, `3rd`) or a power of a unit?
/// A number, a letter of its own or an asterisk is a reference to a footnote.
pub fn is_ordinal(raised: &str, before: &str) -> bool {
    const ORDINALS: [&str; 33] = [
        "er",
        "ère",
        "ere",
        "re",
        "e",
        "è",
        "ème",
        "eme",
        "ième",
        "ieme",
        "me",
        "nd",
        "nde",
        "o",
        "º",
        "°",
        "a",
        "ª",
        "os",
        "as",
        "th",
        "st",
        "rd",
        "ste",
        "de",
        "bis",
        "ter",
        "quater",
        "quinquies",
        "sexies",
        "septies",
        "octies",
        "nonies",
    ];
    let raised = raised.trim().trim_end_matches('.').to_lowercase();
    // A single letter is an ordinal only right at its number.
    let stem = if raised.chars().count() > 1 { before.trim_end() } else { before };
    let counts = stem.ends_with(|c: char| c.is_ascii_digit() || "IVXLCDM".contains(c));
    let number = before.ends_with(['n', 'N', 'r', 'l', 'M', 'D']);
    let unit = before.ends_with(" m") || before.ends_with("km") || before.ends_with("cm");
    (ORDINALS.contains(&raised.as_str()) && (counts || number && raised.len() <= 3))
        || (matches!(raised.as_str(), "tm" | "®" | "™"))
        || (unit && matches!(raised.as_str(), "2" | "3"))
}

#[cfg(test)]
mod tests {
    use super::{entities, is_ordinal, printed, words};

    #[test]
    fn odd_spaces_and_hidden_marks_go() {
        assert_eq!(
            words("\u{feff} The\u{a0}\u{2009}of\u{ad}fi\u{200b}ce \t of\n the ﬁrst ﬂoor\u{0} "),
            "The office of the first floor"
        );
        assert_eq!(words("\u{f0b7} one"), "• one");
        assert_eq!(words(" \u{a0} "), "");
    }

    #[test]
    fn a_word_broken_by_a_soft_hyphen_keeps_it() {
        assert_eq!(printed("traf\u{ad}ficking and per\u{ad} "), "trafficking and per-");
    }

    #[test]
    fn character_references_are_resolved() {
        assert_eq!(entities("art&iacute;culo 1&#186; &lt; 5 < 6 &amp;c. A & B"), "artículo 1º < 5 < 6 &c. A & B");
    }

    #[test]
    fn ordinals_are_told_from_footnote_marks() {
        assert!(
            is_ordinal("er", "Article 1")
                && is_ordinal("o", "n")
                && is_ordinal("th", "the 5")
                && is_ordinal("e", "XIX")
        );
        assert!(
            !is_ordinal("1", "trafficking")
                && !is_ordinal("a", "persons ")
                && !is_ordinal("*", "5")
                && !is_ordinal("12", "5")
        );
        assert!(is_ordinal("2", "40 m"));
    }
}
