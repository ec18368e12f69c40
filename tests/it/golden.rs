//! Small whole worlds in `tests/cases`: the mistakes as printed, the assessment, the report, some pages.
//! What is expected stands beside each world in `expected/`; an expectation that nothing asks for any more fails.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lacuna::diag::{self, Sources};
use lacuna::query::thesaurus::Thesaurus;

use crate::scratch::{World, files_under, project};

/// Pages whose text is compared: the first state, one of its laws, a question, and tables over all states.
const PAGES: [&str; 6] = [
    "xa/index.html",
    "xa/law/sale-of-people-act.html",
    "criteria/child.html",
    "penalties.html",
    "coverage.html",
    "xa/coverage.html",
];

struct Case<'a> {
    folder: &'a Path,
    used: BTreeSet<String>,
}

impl Case<'_> {
    fn compare(&mut self, what: &str, text: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(self.folder.join("expected"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(what, text));
        self.used.insert(format!("{what}.snap"));
    }
}

/// The text of a page without the frame that every page has.
fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("a page has a main part");
    let end = html.find("</main>").expect("a page has a main part");
    &html[start..end]
}

/// The thesaurus is compiled in, so its mistakes are told to us and not by `lacuna check`.
fn mistakes_of_thesaurus(text: &str) -> String {
    let mut sources = Sources::default();
    let source = sources.add("index/thesaurus.toml".into(), text);
    let checked = Thesaurus::read(text, source);
    checked.diagnostics.iter().map(|d| diag::short(&sources, d) + "\n").collect()
}

fn check(folder: &Path) {
    let name = folder.file_name().unwrap().to_str().unwrap();
    let world = World::of_case(name);
    let mut case = Case { folder, used: BTreeSet::new() };
    let checked = world.run(&["check"]);
    case.compare("check", &checked.stdout);
    let thesaurus = world.path("index/thesaurus.toml");
    if thesaurus.exists() {
        case.compare("thesaurus", &mistakes_of_thesaurus(&fs::read_to_string(thesaurus).unwrap()));
    }
    let gold = folder.join("gold.toml");
    if gold.exists() {
        let mut sources = Sources::default();
        let text = fs::read_to_string(gold).unwrap();
        let source = sources.add("gold.toml".into(), &text);
        let mut wrong = Vec::new();
        lacuna::evaluate::read(&text, source, &mut wrong);
        case.compare("gold", &wrong.iter().map(|d| diag::short(&sources, d) + "\n").collect::<String>());
    }
    if checked.code == 0 {
        assert!(!name.starts_with("err_"), "{name} must be refused");
        case.compare("assess", &world.run(&["assess", "--format", "json"]).done().stdout);
        case.compare("report", &world.run(&["report", "--state", "XA"]).done().stdout);
        case.compare("penalties", &world.run(&["penalties"]).done().stdout);
        let whole = world.run(&["coverage"]).done().stdout;
        let first = world.run(&["coverage", "--state", "XA"]).done().stdout;
        case.compare("coverage", &format!("{whole}\n{first}"));
        world.run(&["site", "--out", "out"]).done();
        for page in PAGES {
            let html = fs::read_to_string(world.path("out").join(page)).unwrap_or_else(|e| panic!("{page}: {e}"));
            let name = page.replace('/', "-").replace(".html", "");
            case.compare(&format!("page-{name}"), main_of(&html));
        }
    } else {
        assert_eq!(checked.code, 2);
    }
    let there: BTreeSet<String> = files_under(&folder.join("expected"))
        .iter()
        .map(|p| p.file_name().unwrap().to_str().unwrap().to_string())
        .filter(|name| !name.ends_with(".snap.new"))
        .collect();
    assert_eq!(there, case.used, "{name}: expectations that nothing asks for must go");
}

#[test]
fn island() {
    check(&project().join("tests/cases/island"));
}

#[test]
fn forty() {
    check(&project().join("tests/cases/forty"));
}

#[test]
fn err_rest() {
    check(&project().join("tests/cases/err_rest"));
}

#[test]
fn every_case_is_compared() {
    let source = fs::read_to_string(project().join("tests/it/golden.rs")).unwrap();
    for entry in fs::read_dir(project().join("tests/cases")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_str().unwrap().to_string();
        let is_world = entry.path().join("corpus").is_dir();
        assert!(!is_world || source.contains(&format!("tests/cases/{name}\"")), "add a test for {name}");
    }
}
