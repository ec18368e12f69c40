//! What the title of a provision in JSON is: a heading, its number, or the first words of its text.

/// What to do with a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// Nothing: the text says it again, or it is only the number.
    Dropped,
    /// A heading.
    Heading(String),
    /// The first words of the text, which go before it.
    Joined(String),
}

/// What the titles of a law are, all in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// Headings, or nothing certain.
    Headings,
    /// The first line of each text, cut off by a splitter of lines.
    FirstLines,
}

/// Tells what the titles of a law are from its pairs of title and content.
pub fn vote<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Titles {
    let (mut all, mut cut) = (0_usize, 0_usize);
    for (title, content) in pairs {
        let rest = without_number(title.trim());
        if rest.len() < title.trim().len() && rest.contains(' ') {
            all += 1;
            cut += usize::from(goes_on(content) && !rest.ends_with(['.', ':', ';']));
        }
    }
    if cut >= 3 && cut * 5 >= all { Titles::FirstLines } else { Titles::Headings }
}

fn goes_on(content: &str) -> bool {
    content.trim_start().starts_with(char::is_lowercase) && !super::super::sentence::is_marked(content)
}

/// Is a title the heading that the text begins with? The rest of the text then; the number of the provision may stand
/// before the heading.
pub fn repeated<'c>(title: &str, content: &'c str) -> Option<(String, &'c str)> {
    let title = super::super::clean::words(title);
    let heading = without_number(&title).trim_end_matches(['.', ':']);
    let words = heading.split_whitespace().count();
    if !(1..=30).contains(&words) || heading.ends_with([',', ';']) {
        return None;
    }
    let after = without_number(content.trim_start());
    let mut rest = after;
    for word in heading.split_whitespace() {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    let glued = rest.starts_with(|c: char| c.is_alphanumeric());
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:-–—".contains(c));
    let begins = rest.starts_with(|c: char| c.is_uppercase() || "([“\"«‘".contains(c));
    (!glued && begins).then(|| (heading.to_string(), rest))
}

/// Tells what a title is, given the words that follow it.
pub fn tell(title: &str, content: &str, titles: Titles) -> Title {
    let title = super::super::clean::words(title);
    let rest = without_number(&title);
    let plain = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(super::super::told::bare);
        words.filter(|w| !w.is_empty()).collect()
    };
    let words = plain(rest);
    if words.is_empty() {
        return Title::Dropped;
    }
    let start: Vec<&str> = content.split_whitespace().take(words.len() + 16).collect();
    let start = plain(&start.join(" "));
    // The number of the provision may stand before them, and its end may be read as a letter.
    let numbers = |before: &[String]| {
        before.iter().all(|w| w.len() < 3 || w.contains(|c: char| c.is_ascii_digit()) || NAMES.contains(&w.as_str()))
    };
    let later = &words[usize::from(words.len() > 3)..];
    let at = |wanted: &[String]| {
        start.windows(wanted.len()).position(|w| w == wanted).is_some_and(|at| numbers(&start[..at]))
    };
    if at(&words) || at(later) {
        return Title::Dropped;
    }
    let first = content.trim_start().chars().next();
    let goes_on = goes_on(content);
    let hangs = words.last().is_some_and(|w| HANGING.contains(&w.as_str())) || rest.ends_with([',', '-', '(']);
    if first.is_some() && (goes_on || hangs) && !rest.ends_with(['.', ':', ';'])
        || first.is_some() && goes_on && rest.len() < title.len()
    {
        return Title::Joined(title);
    }
    // A whole sentence after the number is text, and so is what introduces items.
    if rest.len() < title.len() && (words.len() > 12 || rest.ends_with(':') || titles == Titles::FirstLines) {
        return Title::Joined(title);
    }
    Title::Heading(rest.to_string())
}

/// Words that no heading ends with.
const HANGING: [&str; 40] = [
    "a", "al", "con", "de", "del", "el", "en", "la", "las", "lo", "los", "o", "para", "por", "que", "se", "su", "sus",
    "un", "una", "y", "the", "of", "and", "or", "to", "in", "an", "by", "for", "with", "et", "ou", "le", "les", "des",
    "du", "een", "het", "van",
];

/// A title without the name and number of its provision: `Section 3`, `ARTÍCULO 4 bis. -`, `Art. 5.-`, `12.`
pub fn without_number(title: &str) -> &str {
    let named = title.split_whitespace().next().map(super::super::told::bare).unwrap_or_default();
    let after = if NAMES.contains(&named.as_str()) {
        title.trim_start().split_once(' ').map_or("", |(_, rest)| rest)
    } else {
        title
    };
    let digits = after.trim_start();
    let length = digits.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if length == 0 {
        return if NAMES.contains(&named.as_str()) && after.is_empty() { "" } else { title };
    }
    let mut rest = &digits[length..];
    // Letters and Latin numbers belong to it.
    let trimmed = rest.trim_start();
    for latin in ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"] {
        let end = trimmed.get(..latin.len()).is_some_and(|t| t.eq_ignore_ascii_case(latin));
        if end && !trimmed[latin.len()..].starts_with(char::is_alphabetic) {
            rest = &trimmed[latin.len()..];
        }
    }
    if let Some(letter) = rest.strip_prefix(|c: char| c.is_ascii_uppercase())
        && !letter.starts_with(char::is_alphabetic)
    {
        rest = letter;
    }
    rest.trim_start_matches(|c: char| c.is_whitespace() || ".,:;-–—°º)ª\u{97}".contains(c))
}

const NAMES: [&str; 16] = [
    "section",
    "sec",
    "s",
    "article",
    "articulo",
    "art",
    "artikel",
    "clause",
    "regulation",
    "reg",
    "rule",
    "seccion",
    "paragraph",
    "schedule",
    "item",
    "arts",
];

#[cfg(test)]
mod tests {
    use super::{Title, Titles, vote, without_number};

    fn tell(title: &str, content: &str) -> Title {
        super::tell(title, content, Titles::Headings)
    }

    #[test]
    fn numbers_are_taken_off() {
        for (title, rest) in [
            ("Section 3", ""),
            ("ARTÍCULO 4 bis. - Objeto", "Objeto"),
            ("Art. 5.-", ""),
            ("12. Short title", "Short title"),
            ("25D. Orders", "Orders"),
            ("Sections of the Act", "Sections of the Act"),
            ("Article 5", ""),
        ] {
            assert_eq!(without_number(title), rest, "{title}");
        }
    }

    #[test]
    fn titles_that_were_cut_off_their_texts_are_known_over_the_law() {
        let cut = [
            ("Artículo 1. El Estado debe", "propiciar"),
            ("Artículo 2. Los jueces", "deben"),
            ("Artículo 3. Toda persona", "tiene"),
            ("Artículo 4. El Instituto", "Nacional"),
        ];
        assert_eq!(vote(cut.into_iter()), Titles::FirstLines);
        assert_eq!(
            super::tell("Artículo 4. El Instituto", "Nacional", Titles::FirstLines),
            Title::Joined("Artículo 4. El Instituto".into())
        );
        let headings = [
            ("Artículo 1. Objeto de la ley", "La presente"),
            ("Artículo 2. Los jueces", "Son"),
            ("Artículo 3. Toda persona", "Es"),
        ];
        assert_eq!(vote(headings.into_iter()), Titles::Headings);
    }

    #[test]
    fn a_heading_that_the_text_says_again_is_taken_off_it() {
        let check = |title: &str, content: &str, rest: Option<&str>| {
            assert_eq!(super::repeated(title, content).map(|r| r.1), rest, "{content}");
        };
        check("Centres for victims", "8. Centres for victims (1) The Minister shall", Some("(1) The Minister shall"));
        check("Regulations", "10. Regulations The Minister may", Some("The Minister may"));
        check("Toute tentative", "Art. 2.- Toute tentative de crime", None);
        check("Objeto", "Artículo 1. Objeto.- La presente ley", Some("La presente ley"));
        check("Fund", "12. Funds are kept", None);
    }

    #[test]
    fn a_title_is_dropped_joined_or_a_heading() {
        assert_eq!(tell("Section 3", "3. Object of the Act."), Title::Dropped);
        assert_eq!(
            tell("Toute tentative de crime qui", "Art. 2.- Toute tentative de crime qui aura été"),
            Title::Dropped
        );
        assert_eq!(tell("Interpretation", "2. In this Act"), Title::Heading("Interpretation".into()));
        assert_eq!(tell("Artículo 7. Objeto", "La presente ley"), Title::Heading("Objeto".into()));
        assert_eq!(
            tell("ARTÍCULO 9. - El Estado deberá propiciar", "la cooperación"),
            Title::Joined("ARTÍCULO 9. - El Estado deberá propiciar".into())
        );
        assert_eq!(
            tell("ARTÍCULO 9. - Los jueces del", "Poder Judicial"),
            Title::Joined("ARTÍCULO 9. - Los jueces del".into())
        );
        assert_eq!(tell("", "words"), Title::Dropped);
    }
}
