//! The rules of the house that a program can check; each says why it is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::scratch::{files_under, project, text_of};

/// Which module may use which others. A module uses only modules above it, so that no two depend on each other.
const IMPORTS: [(&str, &[&str]); 24] = [
    ("diag", &[]),
    ("markdown", &[]),
    ("form", &["diag"]),
    ("law", &["diag", "form", "markdown"]),
    ("rubric", &["diag", "form", "law"]),
    ("corpus", &["diag", "form", "law", "rubric"]),
    ("import", &["law", "markdown"]),
    ("query", &["diag", "form"]),
    ("index", &["diag", "form", "law", "rubric", "corpus", "query"]),
    ("search", &["law", "corpus", "query", "index"]),
    ("lint", &["law", "index"]),
    ("reader", &["form", "law", "rubric"]),
    ("assess", &["law", "rubric", "corpus", "reader"]),
    ("coverage", &["law", "rubric", "corpus", "assess"]),
    ("penalties", &["law", "corpus"]),
    ("diff", &["law"]),
    ("render", &["markdown"]),
    ("report", &["law", "rubric", "corpus", "assess"]),
    ("evaluate", &["diag", "form", "law", "rubric", "assess", "penalties", "report"]),
    ("output", &["rubric", "assess", "report"]),
    ("site", &["law", "rubric", "corpus", "assess", "coverage", "penalties", "render", "report"]),
    (
        "server",
        &[
            "form",
            "law",
            "query",
            "index",
            "search",
            "assess",
            "coverage",
            "penalties",
            "render",
            "report",
            "output",
            "site",
        ],
    ),
    (
        "cli",
        &[
            "diag",
            "form",
            "law",
            "rubric",
            "corpus",
            "import",
            "index",
            "search",
            "assess",
            "coverage",
            "penalties",
            "lint",
            "diff",
            "evaluate",
            "render",
            "report",
            "output",
            "site",
            "server",
        ],
    ),
    ("main", &["cli"]),
];

/// The one module that knows each library of weight.
const DOORS: [(&str, &[&str]); 10] = [
    ("roxmltree", &["import"]),
    ("tantivy", &["index"]),
    ("minijinja", &["render"]),
    ("pulldown_cmark", &["markdown"]),
    ("axum", &["server"]),
    ("tower_http", &["server"]),
    ("tokio", &["server"]),
    ("clap", &["cli"]),
    ("miette", &["cli"]),
    ("indicatif", &["cli"]),
];

/// A file fits in a head.
const LONGEST: usize = 400;

/// Files that are longer, with the length that each may have at most. The numbers only fall; the list only shrinks.
const LONGER: [(&str, usize); 0] = [];

/// Source files of the crate: path from the project, and text.
fn sources() -> Vec<(String, String)> {
    rust_files("src")
}

fn rust_files(folder: &str) -> Vec<(String, String)> {
    let all = files_under(&project().join(folder)).into_iter().filter(|p| p.extension().is_some_and(|e| e == "rs"));
    let all: Vec<(String, String)> = all.map(|p| (inside(&p), fs::read_to_string(&p).unwrap())).collect();
    assert!(!all.is_empty());
    all
}

fn inside(path: &Path) -> String {
    path.strip_prefix(project()).unwrap().to_str().unwrap().replace('\\', "/")
}

/// The module that a source file belongs to: `src/law/id.rs` to `law`.
fn module_of(path: &str) -> &str {
    let name = path.strip_prefix("src/").unwrap().split('/').next().unwrap();
    name.strip_suffix(".rs").unwrap_or(name)
}

/// The text of a source file without its comments.
fn code(text: &str) -> String {
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names that follow `prefix` in a text: `crate::a`, and each of `crate::{a, b::c}`.
fn names_after<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    let word = |s: &'a str| {
        let s = s.trim_start();
        &s[..s.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(s.len())]
    };
    let mut names = Vec::new();
    for rest in text.split(prefix).skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let end = group.find(|c: char| {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                depth < 0
            });
            let mut nested = 0_i32;
            let parts = group[..end.unwrap_or(group.len())].split(|c: char| {
                match c {
                    '{' => nested += 1,
                    '}' => nested -= 1,
                    _ => {}
                }
                c == ',' && nested == 0
            });
            names.extend(parts.map(word).filter(|w| !w.is_empty()));
        } else {
            names.push(word(rest));
        }
    }
    names
}

#[test]
fn modules_use_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    let known: BTreeMap<&str, &[&str]> = IMPORTS.into_iter().collect();
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        let code = code(&text);
        if module == "lib" {
            continue;
        }
        let allowed = known.get(module).unwrap_or_else(|| panic!("{module} is not in the table of imports"));
        for name in names_after(&code, "crate::").into_iter().chain(names_after(&code, "lacuna::")) {
            used.insert((module.to_string(), name.to_string()));
            if name != module && !allowed.contains(&name) {
                wrong.push(format!("{path} uses {name}"));
            }
        }
        for (library, doors) in DOORS {
            let elsewhere = !doors.contains(&module) && code.contains(&format!("{library}::"));
            if elsewhere {
                wrong.push(format!("{path} uses {library}, whose door is {doors:?}"));
            }
        }
    }
    for (i, (module, allowed)) in IMPORTS.iter().enumerate() {
        for name in *allowed {
            if !IMPORTS[..i].iter().any(|(above, _)| above == name) {
                wrong.push(format!("the table lets {module} use {name}, which does not stand above it"));
            }
            if !used.contains(&((*module).to_string(), (*name).to_string())) {
                wrong.push(format!("the table lets {module} use {name}, but it does not: take it out"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_programs_are_started_in_one_place() {
    let starts = |(_, text): &(String, String)| code(text).contains("Command::new(");
    let doors: Vec<String> = sources().into_iter().filter(starts).map(|(path, _)| path).collect();
    assert_eq!(doors, ["src/import/pdf/child.rs"], "only there are time, memory and output limited");
}

#[test]
fn the_map_shows_the_modules_and_the_imports_that_there_are() {
    let map = text_of("src/ARCHITECTURE.md");
    let modules: BTreeSet<String> = text_of("src/lib.rs")
        .lines()
        .filter_map(|l| Some(l.strip_prefix("pub mod ")?.trim_end_matches(';').into()))
        .collect();
    let mut shown = BTreeSet::new();
    for row in map.lines().filter(|l| l.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let module = cells[0].trim_matches('`');
        let (_, allowed) = IMPORTS.iter().find(|(m, _)| *m == module).unwrap_or_else(|| panic!("no module {module}"));
        let words = allowed.join(", ");
        let whole = cells[2] == "everything" || cells[2].starts_with("all above");
        assert!(whole || cells[2] == if words.is_empty() { "–" } else { &words }, "{module} may use {words}");
        shown.insert(module.to_string());
    }
    assert_eq!(shown, modules);
}

#[test]
fn imports_are_found_in_every_way_of_writing_them() {
    assert_eq!(names_after("use crate::law::id;\nlet x = crate::diag::f();", "crate::"), ["law", "diag"]);
    assert_eq!(
        names_after("use crate::{output, law::{a, b}, site};\nfn f(a: u8, b: u8) {}", "crate::"),
        ["output", "law", "site"]
    );
}

#[test]
fn files_fit_in_a_head() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        match LONGER.iter().find(|(listed, _)| *listed == path) {
            Some((_, most)) if lines > *most => wrong.push(format!("{path} has grown from {most} to {lines} lines")),
            Some((_, most)) if lines < *most => wrong.push(format!("{path} has {lines} lines now: lower {most}")),
            Some(_) if lines <= LONGEST => wrong.push(format!("{path} is short now: take it off the list")),
            None if lines > LONGEST => {
                wrong.push(format!("{path} has {lines} lines, more than {LONGEST}: cut it by its nouns"));
            }
            _ => {}
        }
    }
    for (path, _) in LONGER {
        assert!(project().join(path).exists(), "{path} is gone: take it off the list");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_begins_by_saying_what_it_is_for() {
    let all = sources().into_iter().chain(rust_files("tests"));
    let without = all.filter(|(path, text)| !text.starts_with("//! ") && path != "src/lib.rs");
    let without: Vec<String> = without.map(|(path, _)| path).collect();
    assert!(without.is_empty(), "no purpose in the first line of {}", without.join(", "));
}

#[test]
fn nothing_is_left_half_done() {
    let words = ["todo!", "dbg!", "unimplemented!", "FIXME"];
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().chain(rust_files("tests")) {
        for word in words {
            if text.contains(word) && path != "tests/it/tidy.rs" {
                wrong.push(format!("{path} holds {word}"));
            }
        }
        let product = path.starts_with("src/") && !path.ends_with("tests.rs");
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
        if product && before_tests.contains(".unwrap()") {
            wrong.push(format!("{path} unwraps; return an error, or say in expect why it cannot fail"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Everything that is handed on with the project, without what is built from it.
fn handed_on() -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(project()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        match name {
            ".git" | "target" | "dist" => {}
            _ if path.is_dir() => all.extend(files_under(&path)),
            _ => all.push(path),
        }
    }
    all.retain(|p| !inside(p).starts_with("index/segments") && !inside(p).ends_with(".snap.new"));
    all
}

#[test]
fn no_file_knows_the_machine_that_it_was_made_on() {
    let roots = ["work", "tmp", "root", "home"].map(|name| format!("/{name}/"));
    let mut wrong = Vec::new();
    for path in handed_on() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for root in &roots {
            for (at, _) in text.match_indices(root.as_str()) {
                let before = text[..at].chars().next_back();
                // A folder of an address on the web, or of a path of ours, is not a folder of a machine.
                if before.is_none_or(|c| !(c.is_alphanumeric() || "._-*}/:".contains(c))) {
                    wrong.push(format!("{}: …{}…", inside(&path), text[at..].chars().take(40).collect::<String>()));
                }
            }
        }
    }
    // Packages come from the public registry and from nowhere else.
    for line in text_of("Cargo.lock").lines().filter(|l| l.starts_with("source = ")) {
        if line != "source = \"registry+https://github.com/rust-lang/crates.io-index\"" {
            wrong.push(format!("Cargo.lock: {line}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Codes of mistakes in a text: a capital and three digits, in double quotes.
fn codes_in(text: &str) -> BTreeSet<String> {
    let is_code = |s: &&str| {
        s.len() == 4 && s.starts_with(|c: char| c.is_ascii_uppercase()) && s[1..].bytes().all(|b| b.is_ascii_digit())
    };
    text.split('"').filter(is_code).map(str::to_string).collect()
}

#[test]
fn every_mistake_is_explained_and_shown() {
    let codes: BTreeSet<String> = sources().iter().flat_map(|(_, text)| codes_in(&code(text))).collect();
    assert!(codes.len() >= 74, "{codes:?}");
    let guide = text_of("corpus/README.md");
    let table = guide.split("## Codes of mistakes").nth(1).expect("a table of codes");
    let explained: BTreeSet<String> = table
        .lines()
        .filter_map(|l| l.strip_prefix("| ")?.split(' ').next())
        .filter(|w| !codes_in(&format!("\"{w}\"")).is_empty())
        .map(str::to_string)
        .collect();
    assert_eq!(explained, codes, "the table of corpus/README.md and the program");
    let mut shown = String::new();
    for path in files_under(&project().join("tests/cases")) {
        if path.file_name().is_some_and(|n| n == "check.snap" || n == "thesaurus.snap" || n == "gold.snap") {
            shown.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    let unseen: Vec<&String> = codes.iter().filter(|c| !shown.contains(c.as_str())).collect();
    assert!(unseen.is_empty(), "no case of tests/cases shows {unseen:?}");
}
