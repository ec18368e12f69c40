//! A person who mends a corpus sees every mistake at once, each with its place and its remedy.

use std::fs;

use crate::scratch::World;

/// The forty mistakes of `tests/cases/forty`, in the order in which they are told.
const FORTY: [&str; 40] = [
    "J001", "J002", "T005", "P009", "T007", "D002", "J004", "X001", "J005", "X006", // jurisdiction.toml
    "C002", // a file that the corpus does not know
    "S006", "X004", "X005", "F006", "D003", // front matter
    "F002", "F003", "F004", "F007", "S001", "S002", "S004", "S005", "X003", "D004", // provisions
    "R002", "R102", "R103", // readings
    "P001", "P002", "P003", "P005", "P006", // penalties
    "T002", "S003", "T003", "T004", "R001", // sources.toml
    "C001", // a folder that is no state
];

#[test]
fn forty_mistakes_give_forty_messages_in_one_run() {
    let world = World::of_case("forty");
    let ran = world.run(&["check", "--format", "json"]).ends_with(2).complains("the corpus has errors");
    let told = ran.json();
    let told = told.as_array().unwrap();
    let codes: Vec<&str> = told.iter().map(|d| d["code"].as_str().unwrap()).collect();
    assert_eq!(codes, FORTY);
    for mistake in told {
        assert_eq!(mistake["severity"], "error", "{mistake}");
        for key in ["message", "help"] {
            assert!(mistake[key].as_str().unwrap().len() > 8, "{mistake}");
        }
        let path = world.path(mistake["path"].as_str().unwrap());
        assert!(path.exists(), "{mistake}");
        let (line, column) = (mistake["line"].as_u64().unwrap(), mistake["column"].as_u64().unwrap());
        if path.is_file() {
            let text = fs::read_to_string(&path).unwrap();
            let line = text.lines().nth(usize::try_from(line).unwrap() - 1).expect("a line of the file");
            assert!(column >= 1 && column <= line.chars().count() as u64, "{mistake}: {line}");
        }
    }
    // Each message of the default form carries the same place, code and remedy.
    let drawn = world.run(&["check"]).ends_with(2).says("40 errors, 0 warnings").stdout;
    let short = world.run(&["check", "--format", "short"]).ends_with(2).stdout;
    for mistake in told {
        let place = format!("{}:{}:{}", mistake["path"].as_str().unwrap(), mistake["line"], mistake["column"]);
        assert!(short.contains(&place), "{place}");
        assert!(drawn.contains(mistake["code"].as_str().unwrap()), "{mistake}");
    }
    assert_eq!(drawn.matches("help: ").count(), 40);
}

#[test]
fn data_with_mistakes_is_refused_by_every_other_command() {
    let world = World::of_case("forty");
    for args in [
        &["assess"][..],
        &["report", "--state", "XA"],
        &["penalties"],
        &["site", "--out", "out"],
        &["search", "x"],
        &["index"],
        &["serve", "--addr", "127.0.0.1:0"],
    ] {
        let ran = world.run(args).ends_with(2).complains("nothing was done");
        assert_eq!(ran.stdout, "", "{args:?}");
    }
    assert!(!world.path("out").exists());
}
