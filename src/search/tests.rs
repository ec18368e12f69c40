//! Tests of search.

use super::snippet::{snippet, telling};
use super::years;
use crate::query::scan::{Reading, Text};

#[test]
fn years_as_typed() {
    assert_eq!(years("2010..2015"), Some((2010, 2015)));
    assert_eq!(years("2015.."), Some((2015, i16::MAX)));
    assert_eq!(years("..2010"), Some((i16::MIN, 2010)));
    assert_eq!(years("2011"), Some((2011, 2011)));
    for bad in ["", "..", "2015..2010", "11", "x"] {
        assert_eq!(years(bad), None, "{bad}");
    }
}

#[test]
fn snippets_mark_characters_and_join_spaces() {
    let lexicon = crate::index::lexicon().expect("the thesaurus");
    let body = format!("{}\n\nÉl fue   víctima de\ttrata. {}", "palabra ".repeat(60), "otra ".repeat(100));
    let text = Text { heading: "Víctimas de trata".into(), body, ..Text::default() };
    let reading = Reading::new(&text, &["es".into()], &lexicon);
    let marks: Vec<(u32, u32)> = reading
        .tokens
        .iter()
        .filter(|t| t.forms.folded == "trata" || t.forms.folded == "victima")
        .map(|t| (t.position, t.position + 1))
        .collect();
    let shown = snippet(&text, &reading, &marks);
    let chars: Vec<char> = shown.text.chars().collect();
    let marked: Vec<String> = shown.marks.iter().map(|(a, b)| chars[*a..*b].iter().collect()).collect();
    assert_eq!(marked, ["víctima", "trata"]);
    assert_eq!(shown.heading_marks, [(12, 17)]);
    assert!(
        shown.text.contains("Él fue víctima de trata.") && shown.text.starts_with("… ") && shown.text.ends_with('…')
    );
    assert!(chars.len() < 320, "{}", chars.len());
}

#[test]
fn a_text_without_marks_is_shown_from_its_beginning() {
    let lexicon = crate::index::lexicon().expect("the thesaurus");
    let text = Text { body: "Short.".into(), ..Text::default() };
    let shown = snippet(&text, &Reading::new(&text, &["en".into()], &lexicon), &[]);
    assert_eq!((shown.text.as_str(), shown.marks.len()), ("Short.", 0));
}

#[test]
fn little_words_are_marked_only_beside_others() {
    let lexicon = crate::index::lexicon().expect("the thesaurus");
    let text = Text { body: "in the trafficking in persons of the act in force".into(), ..Text::default() };
    let reading = Reading::new(&text, &["en".into()], &lexicon);
    let marks = |query: &str| {
        let node = crate::query::read(query).expect("a query").root;
        let about = crate::query::scan::About { language: "en".into(), ..Default::default() };
        let hits = crate::query::scan::scan(&node, &reading, &about, &lexicon).expect("hits");
        telling(&reading, crate::query::eval::marks(&hits))
    };
    assert_eq!(marks("trafficking in persons"), [(2, 3), (3, 4), (4, 5)]);
    assert_eq!(marks("persons of force"), [(4, 5), (5, 6), (9, 10)]);
    assert_eq!(marks("in"), [(0, 1), (3, 4), (8, 9)]);
    assert_eq!(marks("\"in the\""), [(0, 2)]);
}
