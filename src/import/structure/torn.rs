//! Marks that text recognition has torn, made whole: `3 . 4 1 )` for `3.—(1)`, `( 4 data` for `(d) data`.

use std::sync::LazyLock;

use regex::Regex;

use super::words::pattern;

/// The number of a section and of its first subsection on one line, in any state: `lO.-{l)`, `1-(1`, `5-1)`, `1 6 . - ( 1 )`.
/// A dash and a bracket together are read as a `4`.
static FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^(?P<number>\d\s\d|[\dlI][\dlIO]{0,2})(?P<letter>[A-Z]?)\s?(?:(?:[.,]\s?[-–—~]*|[-–—~]+)\s?(?:[({]\s?[1lI]\s?[)}\]]?|4\s?[1lI]\s?[)}\]])|[-–—]+\s?[1lI]\s?[)}\]])\s*(?P<rest>[A-Z“"‘«].*)$"#,
    )
});

/// A line with the mark of a section and its first subsection made whole; none where nothing is torn.
pub(super) fn first(text: &str) -> Option<String> {
    let found = FIRST.captures(text)?;
    let number: String = found["number"]
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            'l' | 'I' => '1',
            'O' => '0',
            c => c,
        })
        .collect();
    if number.starts_with('0') || !number.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = format!("{number}{}.—(1) {}", &found["letter"], &found["rest"]);
    // A mark that is whole keeps its own signs.
    let sound = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains("(1) ") && !text.contains(". ");
    (!sound).then_some(whole)
}

/// What text recognition makes of a letter in brackets, by the letter.
const CONFUSED: [(char, &[&str]); 6] = [
    ('b', &["(6)", "(8)", "(h)", "(5)"]),
    ('c', &["(e)", "(C)", "(o)"]),
    ('d', &["(4", "(4)", "(d", "(cl)"]),
    ('f', &["V)", "(/)", "(J)", "v)", "(f", "U)"]),
    ('g', &["(9)", "(8)", "(g", "(8"]),
    ('l', &["(1)", "(I)", "(/)"]),
];

/// The rest of a line that begins with a torn form of the item that is due, such as `(6) a child` where `(b)` is due.
pub(super) fn item(text: &str, due: char) -> Option<&str> {
    let (_, forms) = CONFUSED.iter().find(|(letter, _)| *letter == due)?;
    forms.iter().find_map(|form| {
        let rest = text.strip_prefix(form)?;
        rest.starts_with(' ').then(|| rest.trim_start()).filter(|r| !r.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::{first, item};

    #[test]
    fn torn_marks_are_made_whole() {
        let check = |text: &str, whole: &str| assert_eq!(first(text).as_deref(), Some(whole), "{text}");
        check("3 . 4 1 ) A person who", "3.—(1) A person who");
        check("2.-41) In this Act-", "2.—(1) In this Act-");
        check("lO.-{l) A person", "10.—(1) A person");
        check("1-(1 Every order", "1.—(1) Every order");
        check("5-1) For the purposes", "5.—(1) For the purposes");
        check("1 6 . - ( 1 ) Where the", "16.—(1) Where the");
        check("7A.—{1} The court", "7A.—(1) The court");
        for sound in
            ["5.—(1) A person", "41) A person", "1984-1 Report", "5. A person", "A person (1) who", "12. (2) The"]
        {
            assert_eq!(first(sound), None, "{sound}");
        }
    }

    #[test]
    fn torn_items_are_known_by_what_is_due() {
        assert_eq!(item("(6) a child", 'b'), Some("a child"));
        assert_eq!(item("( 4 data", 'd'), None);
        assert_eq!(item("(4 data", 'd'), Some("data"));
        assert_eq!(item("V) a counsellor", 'f'), Some("a counsellor"));
        assert_eq!(item("(6) a child", 'c'), None);
    }
}
