//! Akoma Ntoso out and in again: nothing is lost on the way.

use std::path::PathBuf;

use lacuna::corpus::{self, Corpus};
use lacuna::diag::{Severity, Sources};
use lacuna::import::akn;
use lacuna::import::draft::{Draft, Unit};
use lacuna::import::line::Place;
use lacuna::import::write::{Given, Origin, instrument};
use lacuna::law::Instrument;
use lacuna::law::blocks::Block;
use lacuna::law::words::Status;
use proptest::prelude::*;

use crate::akn_rules::faults;
use crate::scratch::{World, project};

fn load(folder: PathBuf) -> Corpus {
    let checked = corpus::load(&[folder], &[], Sources::default(), &mut |_| {}).unwrap();
    checked.value
}

fn text_of<'c>(corpus: &'c Corpus, instrument: &Instrument) -> &'c str {
    &corpus.sources.file(instrument.span.source).text
}

/// Every instrument of the corpus as Akoma Ntoso: its name and the text.
pub fn corpus_exports() -> Vec<(String, String)> {
    let corpus = load(project().join("corpus"));
    let write = |i: &Instrument| (i.id.to_string(), akn::write::write(i, text_of(&corpus, i)));
    corpus.instruments.iter().map(write).collect()
}

const EXAMPLE: &str = r#"+++
id = "/akn/xa/act/2011/14"
title = "Lamps & Stalls Act"
kind = "act"
number = "Act 14 of 2011"
language = "en"
text = "official"
complete = true
status = "in-force"
assented = "2011-06-09"
as_of = "2020-01"
grade = "A"

[import]
file = "lamps.txt"
sha256 = "00"
format = "text"
read = "by hand"
+++

An Act to bring light to stalls.

## PART I GENERAL

### 1. Lamps {#sec_1}

A stall must have

- (a) a lamp; or
- (b) a \<candle>, being
  - (i) of wax,
  - (ii) lit.

and must show it.

```toml
place = "line 3"
```

### 2. Words {#sec_2}

#### (1) {#sec_2__subsec_1}

In this Act—

##### stall {#sec_2__subsec_1__def_stall}

“stall” means a table.

```toml
defines = ["stall"]
```

## Schedules

### SCHEDULE Fees {#sched_1}

In the Fees Act put

> 3A. Ten pounds.
>
> - (a) or more.

Lamps | 5

```toml
status = "repealed"
```
"#;

/// A small official text as Akoma Ntoso.
pub fn example_export() -> String {
    let world = World::new().file("corpus/xa/lamps.md", EXAMPLE);
    let corpus = load(world.path("corpus"));
    akn::write::write(&corpus.instruments[0], EXAMPLE)
}

#[test]
fn an_official_text_comes_back_byte_for_byte() {
    let export = example_export();
    let back = akn::own(export.as_bytes()).expect("our own");
    assert_eq!(back.text, EXAMPLE);
    assert_eq!((back.short_name.as_str(), back.sections), ("lamps", 3));
    // What others read of it.
    for part in [
        "<part eId=\"part_1\">",
        "<num>PART I</num>",
        "<paragraph eId=\"sec_1__para_a\">",
        "<subparagraph eId=\"sec_1__para_b__subpara_ii\">",
        "<wrapUp>",
        "<hcontainer eId=\"sec_2__subsec_1__def_stall\" name=\"definition\">",
        "“<def refersTo=\"#term-stall\">stall</def>” means",
        "<quotedStructure eId=\"sched_1__mod_1__qstr_1\">",
        "<hcontainer eId=\"sched_1\" name=\"schedule\" status=\"removed\">",
        "<FRBRdate date=\"2020-01-01\" name=\"month of version\"/>",
    ] {
        assert!(export.contains(part), "no {part} in\n{export}");
    }
}

/// As any other reader would, without our own elements.
#[test]
fn without_our_own_elements_the_law_is_read_all_the_same() {
    let export = example_export();
    let (start, end) = (export.find("<proprietary").unwrap(), export.find("</proprietary>").unwrap());
    let plain = format!("{}{}", &export[..start], &export[end + "</proprietary>".len()..]);
    assert!(akn::own(plain.as_bytes()).is_none());
    let draft = akn::read(plain.as_bytes()).unwrap();
    let eids: Vec<&str> = draft.units.iter().map(|u| u.eid.as_str()).collect();
    assert_eq!(eids, ["sec_1", "sec_2", "sec_2__subsec_1", "sec_2__subsec_1__def_stall", "sched_1"]);
    assert_eq!(draft.told.title.as_deref(), Some("Lamps & Stalls Act"));
    assert_eq!(draft.told.number.as_deref(), Some("Act 14 of 2011"));
    assert_eq!(draft.long_title, "An Act to bring light to stalls.");
    assert_eq!(draft.units[0].blocks.len(), 6);
    assert_eq!(draft.units[0].part, "PART I GENERAL");
    assert!(draft.units[4].blocks[1].quoted);
    assert_eq!(draft.units[4].status, Some(Status::Repealed));
}

/// A file that says it is ours, but is not what we would write, is read as anybody's.
#[test]
fn what_was_tampered_with_is_not_taken_for_our_own() {
    let export = example_export();
    let changes = [
        ("FRBRuri value=\"/akn/xa/act/2011/14\"", "FRBRuri value=\"/akn/xa/act/2011/15\""),
        ("<lacuna:instrument name=\"lamps\"", "<lacuna:instrument name=\"../lamps\""),
        ("kind = \"act\"", "+++\nkind = \"act\""),
        ("place = \"line 3\"", "```\n# 9. New {#sec_9}"),
        ("id = \"/akn/xa/act/2011/14\"", "id = 7"),
    ];
    for (old, new) in changes {
        assert!(export.contains(old), "{old}");
        let changed = export.replacen(old, new, 1);
        assert!(akn::own(changed.as_bytes()).is_none(), "{new}");
        assert!(akn::read(changed.as_bytes()).is_ok(), "{new}");
    }
    // Words that were changed elsewhere come in as they are now.
    let changed = export.replacen("a lamp; or", "two lamps; or", 1);
    assert!(akn::own(changed.as_bytes()).expect("ours").text.contains("- (a) two lamps; or"));
}

#[test]
fn the_whole_corpus_comes_back_byte_for_byte() {
    let corpus = load(project().join("corpus"));
    for instrument in &corpus.instruments {
        let text = text_of(&corpus, instrument);
        let export = akn::write::write(instrument, text);
        let back = akn::own(export.as_bytes()).unwrap_or_else(|| panic!("{} is not known again", instrument.id));
        assert!(back.text == text, "{} comes back changed", instrument.id);
        assert_eq!((&back.id, &back.short_name), (&instrument.id.to_string(), &instrument.short_name));
    }
}

#[test]
fn the_program_exports_and_imports() {
    let world = World::of_case("island").file("law/xa/lamps.md", EXAMPLE);
    let run = |args: &[&str]| world.run(args);
    run(&["export", "akn", "--corpus", "law", "lamps"]).done().says("<akomaNtoso ");
    run(&["export", "akn", "--corpus", "law", "/akn/xa/act/2011/14", "--out", "xml"]).done().says("Lamps & Stalls Act");
    run(&["import", "xml/xa/lamps.xml", "--jurisdiction", "XA", "--out", "back"]).done().says("lamps.md");
    assert_eq!(std::fs::read_to_string(world.path("back/xa/lamps.md")).unwrap(), EXAMPLE);
    // A second time it is the same file.
    run(&["import", "xml/xa/lamps.xml", "--jurisdiction", "XA", "--out", "back"]).done();
    assert_eq!(std::fs::read_dir(world.path("back/xa")).unwrap().count(), 1);
    run(&["export", "akn", "--corpus", "law", "lamp"]).ends_with(2).complains("is it lamps?");
    run(&["export", "akn", "--state", "ZZ"]).ends_with(2).complains("no instrument of \"ZZ\"");
    run(&["export", "akn"]).ends_with(2).complains("--out DIR");
    run(&["export", "pdf"]).ends_with(2).complains("akn");
}

/// Words with all that Markdown, TOML and XML could stumble over.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zñé]{1,8}",
        1 => Just("A".to_string()),
        1 => "[0-9]{1,4}[.)]?",
        1 => Just("&".to_string()),
        1 => Just("&amp;".to_string()),
        1 => Just("<b>".to_string()),
        1 => Just("*x*".to_string()),
        1 => Just("_y_".to_string()),
        1 => Just("[z](w)".to_string()),
        1 => Just("{#sec_1}".to_string()),
        1 => Just("# \\ `".to_string()),
        1 => Just("“quoted”".to_string()),
        1 => Just("]]>".to_string()),
        1 => Just("—".to_string()),
        1 => Just("- >".to_string()),
        1 => Just("$1,000.00".to_string()),
    ];
    proptest::collection::vec(word, 1..7).prop_map(|w| w.join(" "))
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let number = |level: u8, n: u8| match level {
        1 => format!("({})", char::from(b'a' + n % 26)),
        2 => ["(i)", "(ii)", "(iii)", "(iv)"][usize::from(n % 4)].to_string(),
        3 => format!("{}°", n % 9 + 1),
        _ => format!("{})", n % 9 + 1),
    };
    let block =
        (0u8..5, any::<u8>(), words(), any::<bool>(), 0u8..8).prop_map(move |(level, n, text, numbered, quote)| {
            let number = if level > 0 && numbered { number(level, n) } else { String::new() };
            // The first word of an item without a number does not look like one.
            let text = if level > 0 && !numbered { format!("w {text}") } else { text };
            Block { level, number, text, quoted: quote == 0 }
        });
    // A provision does not begin within a list.
    let begins = |mut all: Vec<Block>| {
        if let Some(first) = all.first_mut() {
            first.level = first.level.min(1);
        }
        all
    };
    proptest::collection::vec(block, 0..7).prop_map(begins)
}

fn drafts() -> impl Strategy<Value = Draft> {
    let unit = (0u8..6, "[1-9][0-9]{0,2}[A-Z]?", words(), blocks(), 0u8..4, any::<bool>());
    (proptest::collection::vec(unit, 1..8), words(), words()).prop_map(|(units, title, long_title)| {
        let mut draft = Draft { long_title, ..Draft::default() };
        draft.told.title = Some(title);
        draft.told.number = Some("Act 3 of 1990".into());
        draft.told.language = Some("en".into());
        draft.told.dated = Some("1990".into());
        let mut above: Vec<String> = Vec::new();
        for (i, (kind, number, heading, blocks, part, gone)) in units.into_iter().enumerate() {
            // Distinct by its place: eIds are unique in a draft.
            let number = format!("{}{number}", i + 1);
            let (eid, printed) = match (kind, above.last()) {
                (0 | 1, Some(top)) => (format!("{top}__subsec_{number}"), format!("({number})")),
                (2, Some(top)) => (format!("{top}__def_t-{}", number.to_lowercase()), String::new()),
                (3, _) => (format!("sched_{number}"), String::new()),
                _ => (format!("sec_{number}"), number),
            };
            let top = !eid.contains("__");
            if top {
                above = vec![eid.clone()];
            }
            let part = if top {
                ["", "PART I GENERAL", "PART II — LAMPS / Chapter 1. Wax", "Loose words"][usize::from(part)].to_string()
            } else {
                draft.units.last().map_or(String::new(), |u: &Unit| u.part.clone())
            };
            let defines = if eid.contains("__def_") { vec![format!("term {i}")] } else { Vec::new() };
            let status = gone.then_some(Status::Repealed);
            let place = Place { page: 0, line: u32::try_from(i).unwrap() + 1 };
            draft.units.push(Unit { eid, number: printed, heading, part, blocks, defines, status, place });
        }
        draft
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever was imported, its export is by the rules and comes back byte for byte.
    #[test]
    fn any_imported_text_comes_back_byte_for_byte(draft in drafts()) {
        let origin = Origin { file: "a.txt".into(), sha256: "0".repeat(64), format: "text", read: "by chance".into() };
        let written = instrument(&draft, &"XA".parse().unwrap(), &Given::default(), &origin);
        let world = World::new().file(format!("corpus/xa/{}.md", written.short_name), &written.text);
        let checked = corpus::load(&[world.path("corpus")], &[], Sources::default(), &mut |_| {}).unwrap();
        let errors: Vec<_> = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:?}\n{}", written.text);
        let corpus = checked.value;
        let export = akn::write::write(&corpus.instruments[0], &written.text);
        prop_assert_eq!(faults(&export), Vec::<String>::new());
        let back = akn::own(export.as_bytes());
        prop_assert_eq!(back.map(|b| b.text), Some(written.text));
    }

    /// Reading never fails hard, whatever stands in the file.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0usize..4000) {
        let _ = akn::read(&bytes);
        let _ = akn::own(&bytes);
        let export = example_export();
        let cut = (0..=cut.min(export.len())).rev().find(|at| export.is_char_boundary(*at)).unwrap_or(0);
        prop_assert!(akn::read(&export.as_bytes()[..cut]).is_err());
    }
}
