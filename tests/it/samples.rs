//! The texts of real statutes, where they are at hand: they are read without a fault, and nothing is copied from them.

/// PDF against another reading of the same pages.
mod akn;
/// Machine readings against gold codings.
mod evaluate;
mod pdf;
/// HTML, DOCX, text, Markdown and JSON.
mod readers;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use lacuna::corpus;
use lacuna::diag::Sources;
use lacuna::markdown;

use crate::scratch::{World, files_under, project};

/// The folder of samples; none where it is not there, unless the checks run for a release.
fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("LACUNA_SAMPLES").map_or_else(|| project().join("../shared/samples"), PathBuf::from);
    if folder.join("MANIFEST.toml").is_file() {
        // Commands run in folders of their own, so a path that hangs on this one would lead nowhere.
        return Some(folder.canonicalize().unwrap_or(folder));
    }
    assert!(std::env::var_os("CI").is_none(), "no samples in {}; set LACUNA_SAMPLES", folder.display());
    // Past the test runner, which keeps to itself what a test that passes prints.
    let _ = writeln!(std::io::stderr(), "SKIPPED: no samples in {}; set LACUNA_SAMPLES", folder.display());
    None
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|e| wanted.iter().any(|w| e == *w))
}

/// Texts that someone could put into a corpus as they are, or under front matter of ours.
#[test]
fn statutes_as_they_come_are_read_without_a_fault() {
    let Some(folder) = samples() else { return };
    let head = |n: usize| {
        format!(
            "+++\nid = \"/akn/xa/act/2016/{n}\"\ntitle = \"Sample\"\nkind = \"act\"\nlanguage = \"en\"\n\
             text = \"official\"\nstatus = \"in-force\"\nas_of = \"2016\"\nsources = [\"sample\"]\ngrade = \"A\"\n+++\n"
        )
    };
    let mut world = World::new();
    let mut bare = 0;
    let texts: Vec<PathBuf> = files_under(&folder).into_iter().filter(|p| has_extension(p, &["md", "txt"])).collect();
    assert!(texts.len() > 60, "{} texts", texts.len());
    for (n, path) in texts.iter().enumerate() {
        let text = fs::read_to_string(path).unwrap();
        assert!(!markdown::plain(&text).is_empty(), "{}", path.display());
        let html = markdown::html(&text);
        assert!(!html.contains("<script"), "{}", path.display());
        world = world.file(format!("corpus/xa/{n}.md"), &format!("{}{text}", head(n)));
        if !text.starts_with("+++") {
            world = world.file(format!("corpus/xb/{n}.md"), &text);
            bare += 1;
        }
    }
    let checked = corpus::load(&[world.path("corpus")], &[], Sources::default(), &mut |_| {}).unwrap();
    assert_eq!(checked.value.instruments.len(), texts.len());
    let without_head = checked.diagnostics.iter().filter(|d| d.code == "F001").count();
    assert_eq!(without_head, bare, "a text without front matter is told, not guessed at");
    for instrument in &checked.value.instruments {
        for provision in &instrument.provisions {
            let file = checked.value.sources.file(provision.span.source);
            assert!(file.text.get(provision.span.range()).is_some(), "{}", file.path.display());
        }
    }
}

const RUN: usize = 12;

/// The words of a text in lower case, without marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn our_digests_of_the_treaties_are_in_our_own_words() {
    let Some(folder) = samples() else { return };
    let mut ours: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for path in files_under(&project().join("corpus/int")).iter().filter(|p| has_extension(p, &["md"])) {
        let name = path.file_name().unwrap().to_str().unwrap();
        for run in words(&fs::read_to_string(path).unwrap()).windows(RUN) {
            ours.insert(run.to_vec(), name.to_string());
        }
    }
    assert!(ours.len() > 10_000, "the treaties are digested article by article");
    let mut shared = Vec::new();
    for path in files_under(&folder.join("treaties")) {
        for run in words(&fs::read_to_string(&path).unwrap_or_default()).windows(RUN) {
            if let Some(name) = ours.get(run) {
                shared.push(format!("{name}: {} (also in {})", run.join(" "), path.file_name().unwrap().display()));
            }
        }
    }
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}
