//! Letters of a PDF mended: ligatures opened, soft hyphens and control characters away; all else as it is printed.

/// A word as it is kept. A soft hyphen goes; at the end of a line the word is then whole or broken as it is printed.
pub fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            // Bullets of symbol fonts, which have no letter of their own.
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0A8}' => out.push('•'),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    if out.contains(' ') { out.split_whitespace().collect::<Vec<_>>().join(" ") } else { out }
}

/// Letters that no reader can know: a font that does not say which letter a sign stands for.
pub fn unreadable(c: char) -> bool {
    c == '\u{FFFD}' || matches!(c, '\u{E000}'..='\u{F8FF}')
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn only_ligatures_are_opened() {
        assert_eq!(mend("a\u{FB03}davit"), "affidavit");
        assert_eq!(mend("½ m² 1ª n.º"), "½ m² 1ª n.º");
        assert_eq!(mend("traf\u{AD}fick"), "traffick");
        assert_eq!(mend("\u{A0}"), "");
        assert_eq!(mend("a\u{A0}b"), "a b");
    }
}
