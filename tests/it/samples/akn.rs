//! Akoma Ntoso of three publishers: every provision that they mark comes in, and our export of it is by the rules.

use std::collections::BTreeSet;
use std::fs;

use lacuna::corpus;
use lacuna::diag::{Severity, Sources};
use lacuna::import::akn;
use lacuna::import::write::{Given, Origin, instrument};
use roxmltree::{Document, Node};

use super::samples;
use crate::akn_rules::faults;
use crate::scratch::{World, files_under};

/// Words of an element without notes and remarks.
fn own_words(node: Node<'_, '_>, out: &mut String) {
    for child in node.children() {
        if child.is_text() {
            out.push_str(child.text().unwrap());
        } else if !matches!(child.tag_name().name(), "authorialNote" | "remark") {
            out.push(' ');
            own_words(child, out);
            out.push(' ');
        }
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

#[test]
fn every_provision_of_the_samples_comes_in_and_goes_out() {
    let Some(folder) = samples() else { return };
    let files = files_under(&folder.join("akn"));
    assert!(files.len() >= 3, "{}", files.len());
    for path in files {
        let (name, bytes) = (path.file_name().unwrap().to_str().unwrap(), fs::read(&path).unwrap());
        let text = String::from_utf8(bytes.clone()).unwrap();
        let xml = Document::parse(&text).unwrap();
        let draft = akn::read(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        let body = xml.descendants().find(|n| n.tag_name().name() == "body").unwrap();
        let inserted = |n: &Node<'_, '_>| n.ancestors().any(|a| a.tag_name().name() == "quotedStructure");
        let count = |wanted: &[&str]| {
            body.descendants().filter(|n| wanted.contains(&n.tag_name().name()) && !inserted(n)).count()
        };
        let tops = draft.units.iter().filter(|u| u.eid.starts_with("sec_") || u.eid.starts_with("art_"));
        let tops = tops.filter(|u| !u.eid.contains("__")).count();
        assert_eq!(tops, count(&["section", "article"]), "{name}: sections");
        let subsections = draft.units.iter().filter(|u| u.eid.contains("__subsec_") && !u.eid.contains("__def_"));
        assert_eq!(subsections.count(), count(&["subsection"]), "{name}: subsections");
        let eids: BTreeSet<&str> = draft.units.iter().map(|u| u.eid.as_str()).collect();
        assert_eq!(eids.len(), draft.units.len(), "{name}: an eId twice");
        assert!(draft.doubts.len() <= 4, "{name}: {:?}", draft.doubts);
        assert!(draft.told.title.is_some() && draft.told.language.is_some() && draft.told.as_of.is_some(), "{name}");

        // Letters in are letters out: numbers are set in another way, headings stand apart.
        let mut words = String::new();
        own_words(body, &mut words);
        let blocks = draft.units.iter().filter(|u| !u.eid.starts_with("sched_")).flat_map(|u| {
            let own = u.blocks.iter().map(|b| letters(&b.text) + letters(&b.number));
            own.chain([letters(&u.heading)]).collect::<Vec<_>>()
        });
        let (source, read) = (letters(&words), blocks.sum::<usize>());
        assert!(read * 100 >= source * 98 && read <= source, "{name}: {read} of {source} letters");

        let origin = Origin { file: name.into(), sha256: "0".repeat(64), format: "akn", read: String::new() };
        let written = instrument(&draft, &"XA".parse().unwrap(), &Given::default(), &origin);
        let world = World::new().file(format!("corpus/xa/{}.md", written.short_name), &written.text);
        let checked = corpus::load(&[world.path("corpus")], &[], Sources::default(), &mut |_| {}).unwrap();
        let errors: Vec<_> = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let export = akn::write::write(&checked.value.instruments[0], &written.text);
        assert_eq!(faults(&export), Vec::<String>::new(), "{name}");
        assert!(akn::own(export.as_bytes()).is_some_and(|back| back.text == written.text), "{name} comes back changed");
    }
}
