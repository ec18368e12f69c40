//! The structure of laws in many layouts: what stands in `tests/cases/structure` and the outline that must be read from
//! it; and what holds for any lines.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use lacuna::import::draft::Draft;
use lacuna::import::line::{Line, Place, Role};
use lacuna::import::{Source, html, markdown, structure, text};
use lacuna::law::id::Eid;
use proptest::prelude::*;

use crate::scratch::{files_under, project};

fn cases() -> Vec<PathBuf> {
    let folder = project().join("tests/cases/structure");
    let case = |p: &PathBuf| p.extension().is_some_and(|e| e != "snap");
    files_under(&folder).into_iter().filter(case).collect()
}

fn source(path: &Path) -> Source {
    let bytes = fs::read(path).unwrap();
    let kind = path.extension().and_then(|e| e.to_str()).unwrap();
    let read = match kind {
        "txt" => text::read(&bytes),
        "md" => markdown::read(&bytes),
        "html" => html::read(&bytes),
        other => panic!("no reader for {other}"),
    };
    read.unwrap()
}

fn first_words(text: &str) -> String {
    const WORDS: usize = 7;
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > WORDS { " …" } else { "" };
    format!("{}{more}", words.iter().take(WORDS).copied().collect::<Vec<_>>().join(" "))
}

/// Identifier, number, heading and part of each provision; under it its paragraphs and items.
fn outline(draft: &Draft) -> String {
    let mut out = format!("{}\n", draft.told.title.as_deref().unwrap_or("no title"));
    if !draft.long_title.is_empty() {
        let _ = writeln!(out, "long title: {}", first_words(&draft.long_title));
    }
    for unit in &draft.units {
        let _ = write!(out, "{} [{}] {}", unit.eid, unit.number, unit.heading);
        if !unit.part.is_empty() && !unit.eid.contains("__subsec_") {
            let _ = write!(out, " ({})", unit.part);
        }
        if let Some(status) = unit.status {
            let _ = write!(out, " = {}", status.word());
        }
        out.push('\n');
        for block in &unit.blocks {
            let quote = if block.quoted { "> " } else { "" };
            let number = if block.number.is_empty() { "" } else { &format!("{} ", block.number) };
            let depth = "  ".repeat(usize::from(block.level) + 1);
            let _ = writeln!(out, "{depth}{quote}{number}{}", first_words(&block.text));
        }
    }
    for doubt in &draft.doubts {
        let _ = writeln!(out, "? {} {}: {}", doubt.eid, doubt.doubt.place, doubt.doubt.note);
    }
    out
}

#[test]
fn layouts_of_four_languages_are_read() {
    let mut used = BTreeSet::new();
    let expected = project().join("tests/cases/structure/expected");
    for path in cases() {
        let name = path.file_name().unwrap().to_str().unwrap().replace('.', "_");
        let draft = structure::read(&source(&path), None).unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&expected);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.clone(), outline(&draft)));
        used.insert(format!("{name}.snap"));
    }
    assert!(used.len() >= 25, "{} layouts", used.len());
    for path in files_under(&expected) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(used.contains(name), "{name} belongs to no layout");
    }
}

/// Printed lines with the notes of the margin before the line at whose height they begin.
#[test]
fn notes_of_the_margin_head_sections_and_subsections() {
    let printed =
        |text: &str, role: Role, opens: bool| Line { text: text.into(), role, opens, printed: true, ..Line::default() };
    let note = |text: &str| printed(text, Role::Note, false);
    let opens = |text: &str| printed(text, Role::Text, true);
    let goes_on = |text: &str| printed(text, Role::Text, false);
    let lines = vec![
        note("Short title."),
        opens("1. This Act may be cited as the Letting of Boats Act, 2009."),
        note("Licence required."),
        opens("2. (1) No person shall let a boat for hire unless he holds a licence"),
        note("[4 of 2001]"),
        goes_on("granted under the Licences Act."),
        note("Form."),
        opens("(2) A licence shall be in the form that the Harbour Master"),
        goes_on("allows."),
        opens("3. The Minister may make regulations for—"),
        note("Regulations."),
        opens("(a) the form of licences;"),
        opens("(b) fees,"),
        opens("and different regulations may be made for different boats."),
    ];
    let place =
        |(i, line): (usize, Line)| Line { place: Place { page: 1, line: u32::try_from(i + 1).unwrap() }, ..line };
    let source = Source { lines: lines.into_iter().enumerate().map(place).collect(), ..Source::default() };
    let draft = structure::read(&source, Some("en")).unwrap();
    let headings: Vec<(&str, &str)> = draft.units.iter().map(|u| (u.eid.as_str(), u.heading.as_str())).collect();
    let wanted = [
        ("sec_1", "Short title"),
        ("sec_2", "Licence required"),
        ("sec_2__subsec_1", ""),
        ("sec_2__subsec_2", "Form"),
        ("sec_3", "Regulations"),
    ];
    assert_eq!(headings, wanted);
    assert!(draft.doubts.is_empty(), "{:?}", draft.doubts);
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// All words that a draft holds.
fn held(draft: &Draft) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = words(&draft.long_title).collect();
    all.extend(draft.told.title.iter().flat_map(|t| words(t).collect::<Vec<_>>()));
    for unit in &draft.units {
        for text in [&unit.heading, &unit.number, &unit.part] {
            all.extend(words(text));
        }
        all.extend(unit.blocks.iter().flat_map(|b| words(&b.text).chain(words(&b.number)).collect::<Vec<_>>()));
    }
    all.extend(draft.doubts.iter().flat_map(|d| words(&d.doubt.note).collect::<Vec<_>>()));
    all
}

/// Eids are good, and none stands twice.
fn sound(draft: &Draft) {
    let mut seen = BTreeSet::new();
    for unit in &draft.units {
        assert!(unit.eid.parse::<Eid>().is_ok(), "{}", unit.eid);
        assert!(seen.insert(unit.eid.as_str()), "{} stands twice", unit.eid);
    }
}

#[test]
fn no_word_of_a_law_is_lost() {
    for path in cases() {
        let source = source(&path);
        let draft = structure::read(&source, None).unwrap();
        sound(&draft);
        let held = held(&draft);
        let first = draft.units.first().map(|u| u.place).unwrap_or_default();
        for line in source.lines.iter().filter(|l| l.place > first && !l.text.starts_with("L.R.O.")) {
            // A hyphen at the end of a line joins two halves; a torn number is made whole.
            let lost: Vec<String> = words(&line.text)
                .filter(|w| w.chars().all(char::is_alphabetic) && w.len() > 3 && !held.contains(w))
                .collect();
            let keyword = |w: &String| ["section", "article", "artículo", "artikel", "arto"].contains(&w.as_str());
            assert!(lost.iter().all(keyword), "{}: {lost:?} of “{}”", path.display(), line.text);
        }
    }
}

fn any_line() -> impl Strategy<Value = Line> {
    let text = prop_oneof![
        3 => r"[A-Za-zéñ ,;.:—“”()0-9-]{0,60}",
        3 => r"(Art\.|Article|Artículo|Artikel|Section|PART|CAPÍTULO|TITRE|SCHEDULE|ANEXO)? ?[0-9IVX]{1,3}( bis|A)?[.:—-]{0,2} ?[A-Za-z ]{0,30}",
        2 => r"[(]?[0-9a-zA-Z]{1,3}[).] [a-zA-Z ;,.]{0,40}",
        1 => r"“[a-z ]{1,12}” means [a-z ]{1,20};",
        1 => r"\PC{0,30}",
    ];
    let role = prop_oneof![
        6 => Just(Role::Text),
        1 => (1_u8..=6).prop_map(Role::Heading),
        1 => Just(Role::Note),
        1 => Just(Role::Row),
        1 => Just(Role::Quoted),
        1 => Just(Role::Provision),
    ];
    (text, role, 0_u32..200, any::<[bool; 4]>()).prop_map(|(text, role, left, [opens, printed, bold, centred])| Line {
        text,
        role,
        left,
        opens,
        printed,
        bold,
        centred,
        ..Line::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_lines_are_read_or_refused(lines in prop::collection::vec(any_line(), 0..60)) {
        let place = |(i, line): (usize, Line)| Line { place: Place { page: 0, line: u32::try_from(i + 1).unwrap() }, ..line };
        let source = Source { lines: lines.into_iter().enumerate().map(place).collect(), ..Source::default() };
        if let Ok(draft) = structure::read(&source, None) {
            sound(&draft);
        }
    }
}
