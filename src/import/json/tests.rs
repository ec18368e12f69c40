//! JSON in the forms that publishers give it.

use super::super::line::{Line, Role};
use super::super::{Refusal, Source};
use super::{lines, read};

fn source(text: &str) -> Source {
    read(text.as_bytes()).unwrap_or_else(|e| panic!("{e}: {text}")).swap_remove(0)
}

fn shown(lines: &[Line]) -> Vec<(Role, &str)> {
    lines.iter().map(|l| (l.role, l.text.as_str())).collect()
}

#[test]
fn an_object_is_read_under_the_names_of_many_publishers() {
    for (list, number, title, content) in [
        ("provisions", "provision_ref", "title", "content"),
        ("articles", "number", "heading", "text"),
        ("sections", "ref", "title", "body"),
        ("artículos", "id", "epígrafe", "texto"),
    ] {
        let text = format!(
            "{{\"title\": \"Model Act\", \"status\": \"in_force\", \"url\": \"https://example.org\", \"issued_date\": \"2001-02-03\",
               \"{list}\": [{{\"{number}\": \"sec1\", \"{title}\": \"Short title\", \"{content}\": \"1. This Act may be cited so.\"}},
                            {{\"{number}\": \"sec2\", \"{title}\": \"Section 2\", \"{content}\": \"2. In this Act.\"}}]}}"
        );
        let source = source(&text);
        assert_eq!(
            shown(&source.lines),
            [
                (Role::Provision, "sec1"),
                (Role::Heading(6), "Short title"),
                (Role::Text, "1. This Act may be cited so."),
                (Role::Provision, "sec2"),
                (Role::Text, "2. In this Act."),
            ],
            "{list}"
        );
        assert_eq!(source.told.title.as_deref(), Some("Model Act"));
        assert_eq!(source.told.dated.as_deref(), Some("2001-02-03"));
        assert_eq!(source.read, "JSON, 2 provisions");
    }
}

#[test]
fn parts_are_headings_where_they_change() {
    let text = r#"{"provisions": [
        {"ref": "1", "part": "Part I", "chapter": "Chapter 1\nwww.example.org", "text": "One."},
        {"ref": "2", "part": "Part I", "chapter": "Chapter 1", "text": "Two."},
        {"ref": "3", "part": "Part I", "chapter": "Chapter 2\nArt. 3. Three.", "text": "Three."},
        {"ref": "4", "part": "Part II", "chapter": null, "text": "Four."}]}"#;
    let source = source(text);
    let headings: Vec<(Role, &str)> =
        shown(&source.lines).into_iter().filter(|(role, _)| matches!(role, Role::Heading(_))).collect();
    assert_eq!(
        headings,
        [
            (Role::Heading(2), "Part I"),
            (Role::Heading(3), "Chapter 1"),
            (Role::Heading(3), "Chapter 2"),
            (Role::Heading(2), "Part II")
        ]
    );
}

#[test]
fn nested_parts_maps_and_items_are_read_in_order() {
    let text = r#"{"law": {"name": "Ley", "chapters": [
        {"number": "I", "title": "Objeto", "articles": {"10": "Diez.", "2": {"title": "Dos", "text": "Segundo:",
            "items": [{"number": "a", "text": "uno;"}, {"number": "b", "text": "dos."}]}}},
        {"title": "Capítulo II", "articles": [{"number": 11, "text": ["Once.", "Otro párrafo."]}]}]}}"#;
    let source = source(text);
    assert_eq!(
        shown(&source.lines),
        [
            (Role::Heading(2), "I Objeto"),
            (Role::Provision, "2"),
            (Role::Heading(6), "Dos"),
            (Role::Text, "Segundo:"),
            (Role::Text, "(a) uno;"),
            (Role::Text, "(b) dos."),
            (Role::Provision, "10"),
            (Role::Text, "Diez."),
            (Role::Heading(2), "Capítulo II"),
            (Role::Provision, "11"),
            (Role::Text, "Once."),
            (Role::Text, "Otro párrafo."),
        ]
    );
    assert_eq!(source.told.title.as_deref(), Some("Ley"));
}

#[test]
fn a_text_alone_is_read_as_a_text() {
    let one = source(r#"{"title": "Act", "full_text": "1. One thing and another.\n2. Two things and more."}"#);
    assert_eq!(shown(&one.lines), [(Role::Text, "1. One thing and another."), (Role::Text, "2. Two things and more.")]);
    let whole = source(
        r#"{"provisions": [{"ref": "artfull", "title": "Texto completo", "content": "Artículo 1. Uno.\nArtículo 2. Dos."}]}"#,
    );
    assert!(whole.lines.iter().all(|l| l.role == Role::Text));
}

#[test]
fn printed_content_keeps_its_lines_and_its_side_notes() {
    let text = "4.-(1) So that every harbour of the island has one there will\\nbe from this year a body of nine that is named Tide Committee.          Tide\\n\
                       (2) How it is chosen and how it works stands in the table      Committee.\\nat the end of this law, which the Tide Committee may complete,\\n\
                and in the rules that each harbour master pins to his own door.";
    let source = source(&format!("{{\"provisions\": [{{\"ref\": \"sec4\", \"content\": \"{text}\"}}]}}"));
    assert_eq!(
        shown(&source.lines)[1..3],
        [
            (Role::Text, "4.-(1) So that every harbour of the island has one there will"),
            (Role::Note, "Tide Committee."),
        ]
    );
    assert!(source.lines[1..].iter().all(|l| l.printed));
}

#[test]
fn html_in_a_content_is_read_as_html() {
    let source =
        source(r#"{"articles": [{"number": "1", "content": "<p>Uno &eacute;l</p><ol type=\"a\"><li>dos</li></ol>"}]}"#);
    assert_eq!(shown(&source.lines)[1..], [(Role::Text, "Uno él"), (Role::Text, "(a) dos")]);
}

#[test]
fn headings_left_at_the_end_of_a_provision_go_to_the_next() {
    let mut provisions = Vec::new();
    for n in 1..=12 {
        let next = if n == 5 { "TÍTULO II\\nPENAS".to_string() } else { format!("Epígrafe {}", "de ".repeat(n)) };
        provisions.push(format!(r#"{{"ref": "art{n}", "title": "ARTÍCULO {n}. -", "content": "Palabras del artículo {n}.\n\nFicha articulo\n\n{next}"}}"#));
    }
    let source = source(&format!("{{\"provisions\": [{}]}}", provisions.join(",")));
    let shown = shown(&source.lines);
    assert!(!shown.iter().any(|(_, t)| *t == "Ficha articulo"), "{shown:?}");
    let at = |text: &str| shown.iter().position(|(_, t)| *t == text).unwrap_or_else(|| panic!("{text}: {shown:?}"));
    assert_eq!(shown[at("art2") + 1], (Role::Heading(6), "Epígrafe de"));
    assert_eq!(shown[at("art6") - 1], (Role::Heading(3), "TÍTULO II PENAS"));
    assert_eq!(shown[at("Palabras del artículo 1.") + 1], (Role::Provision, "art2"));
}

#[test]
fn headings_in_capitals_are_those_of_provisions_where_each_has_one() {
    let provision =
        |n: usize, end: &str| format!(r#"{{"ref": "art{n}", "content": "Palabras del artículo {n}.\n{end}"}}"#);
    let all: Vec<String> = (1..=12)
        .map(|n| provision(n, if n == 5 { r"TÍTULO II DE LAS PENAS\nMULTA" } else { "DELITO CULPOSO" }))
        .collect();
    let many = source(&format!("{{\"provisions\": [{}]}}", all.join(",")));
    let shown = shown(&many.lines);
    assert_eq!(
        shown[2..5],
        [(Role::Provision, "art2"), (Role::Heading(6), "DELITO CULPOSO"), (Role::Text, "Palabras del artículo 2.")]
    );
    assert!(
        shown.windows(3).any(|w| w
            == [(Role::Heading(3), "TÍTULO II DE LAS PENAS"), (Role::Provision, "art6"), (Role::Heading(6), "MULTA")])
    );
}

#[test]
fn several_laws_in_one_file_are_several_sources() {
    let law = |n: u32| format!(r#"{{"title": "Act {n}", "sections": [{{"number": "1", "text": "One."}}]}}"#);
    assert_eq!(read(format!("[{}, {}]", law(1), law(2)).as_bytes()).expect("laws").len(), 2);
    assert_eq!(read(format!("{{\"laws\": [{}, {}]}}", law(1), law(2)).as_bytes()).expect("laws").len(), 2);
    let mixed = read(format!("[{}, {{\"x\": 1}}, 5]", law(1)).as_bytes()).expect("laws");
    assert_eq!((mixed.len(), mixed[0].doubts.len()), (1, 2));
    assert!(mixed[0].doubts[0].note.starts_with("object 2 of 3 was left out"));
    let bare = read(br#"[{"number": "1", "text": "One."}, {"number": "2", "text": "Two."}]"#).expect("law");
    assert_eq!((bare.len(), bare[0].lines.len()), (1, 4));
}

#[test]
fn json_lines_go_on_after_a_broken_line() {
    let good = r#"{"title": "Act", "provisions": [{"ref": "sec1", "content": "1. One."}]}"#;
    let text = format!("\u{feff}{good}\n\n{{\"title\": \n{good}\n{{}}\n");
    let all: Vec<(u32, Result<Source, Refusal>)> = lines(text.as_bytes()).collect();
    let seen: Vec<(u32, bool)> = all.iter().map(|(line, law)| (*line, law.is_ok())).collect();
    assert_eq!(seen, [(1, true), (3, false), (4, true), (5, false)]);
    assert!(matches!(&all[1].1, Err(Refusal::Torn(why)) if why.contains("not valid JSON")));
}

#[test]
fn broken_and_hostile_json_is_refused() {
    assert!(matches!(read(b"{\"title\": \"Act\""), Err(Refusal::Torn(_))));
    assert!(matches!(read("[".repeat(10_000).as_bytes()), Err(Refusal::Torn(_))));
    assert!(matches!(read("{\"a\":".repeat(10_000).as_bytes()), Err(Refusal::Torn(_))));
    assert!(matches!(read(b"[]"), Err(Refusal::NoLaw(_))));
    assert!(matches!(read(b"{\"provisions\": [], \"title\": \"x\"}"), Err(Refusal::NoLaw(_))));
    assert!(matches!(read(b"42"), Err(Refusal::Torn(_))));
    let long = format!("{{\"text\": \"{}\"}}", "word ".repeat(1_000_000));
    assert_eq!(read(long.as_bytes()).expect("text")[0].lines.len(), 1);
}
