//! Markdown in the forms that publishers give it.

use super::super::line::{Line, Role};
use super::super::{Source, Told};
use super::read;

fn source(text: &str) -> Source {
    read(text.as_bytes()).expect("markdown")
}

fn lines(text: &str) -> Vec<Line> {
    source(text).lines
}

fn texts(text: &str) -> Vec<String> {
    lines(text).into_iter().map(|l| l.text).collect()
}

#[test]
fn front_matter_is_told() {
    let told = source(
        "---\ntitle: \"Ley de \\\"prueba\\\"\"\nidentifier: 'LEY-1'\nrank: ley # kind\npublication_date: 2001-02-03\nlast_updated: \"1900-01-01\"\n\
         enactment_date: 2001-01-01\nstatus: in_force\nsource: https://example.org/ley\nsubjects:\n  - one\nabstract: >\n  Long\n  words\n---\n# Ley\n",
    )
    .told;
    let expected = Told {
        title: Some("Ley de \"prueba\"".into()),
        number: Some("LEY-1".into()),
        kind: Some("ley".into()),
        status: Some("in_force".into()),
        dated: Some("2001-01-01".into()),
        address: Some("https://example.org/ley".into()),
        ..Told::default()
    };
    assert_eq!(told, expected);
    assert_eq!(source("+++\ntitle = \"Act\"\n+++\nText\n").told.title.as_deref(), Some("Act"));
    assert_eq!(texts("---\n\nSection 1\n"), ["Section 1"]);
}

#[test]
fn headings_are_read_in_all_their_ways() {
    let text = "# Title\n\n##Wet\n\n####Algemene bepalingen\n\n### Artikel  1  \n\n##### Article 3 ##\n\nArticle 4-1\n----\n\nPart\n====\n\n## 5. Five {#sec_5}\n\n#5 is no heading\n";
    let seen: Vec<(Role, String)> = lines(text).into_iter().map(|l| (l.role, l.text)).collect();
    let heading = |level, text: &str| (Role::Heading(level), text.to_string());
    assert_eq!(
        seen,
        [
            heading(1, "Title"),
            heading(2, "Wet"),
            heading(4, "Algemene bepalingen"),
            heading(3, "Artikel 1"),
            heading(5, "Article 3"),
            heading(2, "Article 4-1"),
            heading(1, "Part"),
            heading(2, "5. Five"),
            (Role::Text, "#5 is no heading".to_string()),
        ]
    );
}

#[test]
fn emphasis_is_remembered_only_where_it_is_whole() {
    let seen = lines(
        "**PART I**\n\n*Short title*\n\n***Both***\n\n**ARTÍCULO 2º**— Texto.\n\nfile_name_x and 2 * 3 * 4 and \\*star\n\n__Old__\n",
    );
    let looks: Vec<(&str, bool, bool)> = seen.iter().map(|l| (l.text.as_str(), l.bold, l.italic)).collect();
    assert_eq!(
        looks,
        [
            ("PART I", true, false),
            ("Short title", false, true),
            ("Both", true, true),
            ("ARTÍCULO 2º— Texto.", false, false),
            ("file_name_x and 2 * 3 * 4 and *star", false, false),
            ("Old", true, false),
        ]
    );
}

#[test]
fn links_tags_escapes_and_references_are_resolved() {
    assert_eq!(
        texts(
            "See [section 2](act_(1).md#sec_2) and [the Act][1], ![seal](a.png)not [No. 5](a) of 5 &lt; 6.[^1]\n\n[1]: https://example.org\n\n\
             <div class=\"x\">Art. 1<sup>er</sup> Les mots<sup>12</sup><br/>a &eacute;t&eacute; 1\\. x\\_y</div><!-- gone\n\nstill gone -->\n"
        ),
        ["See section 2 and the Act, not [No. 5](a) of 5 < 6.", "Art. 1er Les mots", "a été 1. x_y"]
    );
}

#[test]
fn a_footnote_is_left_out_and_told() {
    let source = source("Words.[^a]\n\n[^a]: The note itself.\n");
    assert_eq!(source.lines.len(), 1);
    assert_eq!(source.doubts.len(), 1);
    assert_eq!(source.doubts[0].place.line, 3);
}

#[test]
fn lists_tables_and_quotations_have_their_roles() {
    let text = "- one\n- (a) two\n  - deeper\n1. first\n2. second\n\n> quoted\n> words\n>\n> more\n\n| Offence | Penalty |\n|---|---|\n| Theft | 5 years |\n\nAfter.\n";
    let seen: Vec<(Role, String)> = lines(text).into_iter().map(|l| (l.role, l.text)).collect();
    let text = |text: &str| (Role::Text, text.to_string());
    assert_eq!(seen[..5], [text("• one"), text("(a) two"), text("• deeper"), text("1. first"), text("2. second")]);
    assert_eq!(seen[5], (Role::Quoted, "quoted".into()));
    assert_eq!(seen.iter().filter(|(role, _)| *role == Role::Quoted).count(), 3);
    assert!(
        seen.contains(&(Role::Row, "Offence | Penalty".into()))
            && seen.contains(&(Role::Row, "Theft | 5 years".into()))
    );
    assert_eq!(seen.last(), Some(&text("After.")));
}

#[test]
fn paragraphs_broken_to_fit_a_screen_are_joined() {
    let text = "I. - Le gardien du phare monte chaque soir, avec une lampe\nen bon état et deux litres d'huile, sauf dans les trois cas\nqui suivent :\n1° Soit la brume cache le phare, la jetée et toute la côte du\nvillage ;\n2° Soit il est malade.\n";
    let seen = lines(text);
    assert_eq!(seen.len(), 3);
    assert!(seen[0].text.ends_with("dans les trois cas qui suivent :") && !seen[0].printed);
    assert!(seen[1].text.starts_with("1° Soit") && seen[1].text.ends_with("village ;"));
}

#[test]
fn long_lines_right_after_each_other_are_paragraphs() {
    let long = "Lorsque la brume dure plus de trois nuits, le gardien du phare demande au village voisin une seconde lampe, qu'il rend dès que le ciel redevient clair et que toutes les barques sont rentrées au port. ";
    let seen = texts(&format!("{long}\nLa lampe est vérifiée.\n{long}\n"));
    assert_eq!(seen.len(), 3);
}

#[test]
fn a_print_with_empty_lines_in_its_sentences_stays_a_print() {
    let text = "El farero sube cada noche con\n\nuna lámpara y dos botellas de\n\naceite hasta lo alto de la torre.\n\n**ARTICULO 2º** — Cuando hay niebla\n\ntoca la campana tres veces y luego\n\nespera a las barcas:\n\na) Las que vuelven antes del alba\n\ny traen pescado;\n";
    let seen = lines(text);
    assert!(seen.iter().all(|l| l.printed));
    let opens: Vec<bool> = seen.iter().map(|l| l.opens).collect();
    assert_eq!(opens, [true, false, false, true, false, false, true, false]);
}

#[test]
fn numbers_torn_from_their_sentences_stay_where_they_are() {
    let text = "Short title\n\n1.\n\nThis Act may be cited so.\n\n(a)\n\n(b)\n\n(c)\n\nthe first;\n\nthe second\nin two lines;\n\n2.\n\n(d)\n";
    let seen = lines(text);
    assert!(seen.iter().all(|l| l.printed));
    assert_eq!(
        seen.iter().map(|l| l.text.as_str()).collect::<Vec<_>>()[1..6],
        ["1.", "This Act may be cited so.", "(a)", "(b)", "(c)"]
    );
    assert_eq!(seen.iter().find(|l| l.text.starts_with("in two")).map(|l| l.opens), Some(false));
}

#[test]
fn hostile_lines_take_no_time() {
    for unit in ["[", "*a", "<a ", "_a _", "![", "<sup>", "\\", "> ", "[a](", "| "] {
        let text = unit.repeat(200_000);
        let _ = read(text.as_bytes());
    }
}
