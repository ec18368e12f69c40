//! Several texts of one instrument: the day chooses; what changed is told in words; what is not in force earns nothing.

use std::fs;

use super::{LAW, answer, import, over};
use crate::scratch::World;

const ID: &str = "/akn/bb/act/2016/9";

/// The law of 2016 with a fine alone, and that of 2020 with prison.
fn two_versions() -> World {
    let old = LAW.replace("imprisonment for twenty years", "a fine of one thousand dollars");
    let world = World::new().file("old.txt", &old).file("new.txt", LAW);
    for (file, day) in [("old.txt", "2016-01-01"), ("new.txt", "2020-06-01")] {
        import(&world, &[file, "--id", ID, "--as-of", day, "--status", "in-force"]).done();
    }
    world
}

#[test]
fn the_day_chooses_the_version() {
    let world = two_versions();
    over(&world, &["check"]).done().says("2 instruments").says("0 errors");
    for (day, level, words) in [("2018-01-01", false, "1,000"), ("2021-01-01", true, "20 years")] {
        let assessed = over(&world, &["assess", "--state", "BB", "--alone", "--as-of", day, "--format", "json"]);
        let assessed = assessed.done().json();
        assert_eq!(answer(&assessed, "pros-serious-crime") == "met", level, "{day}");
        let penalties = over(&world, &["penalties", "--as-of", day]).done().stdout;
        assert_eq!(penalties.matches("BB").count(), 1, "{day}: {penalties}");
        assert!(penalties.contains(words), "{day}: {penalties}");
        let found = over(&world, &["search", "consent", "--as-of", day, "--index", "idx", "--format", "json"]);
        let found = found.done().json();
        assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{day}: {found}");
    }
}

#[test]
fn what_changed_is_told_in_words() {
    let world = two_versions();
    let ran = over(&world, &["diff", "--id", ID]).done();
    let ran = ran.says("2016-01-01").says("2020-06-01").says("In s. 2(1), ");
    let ran = ran.says("\"a fine of one thousand dollars.\" was replaced by \"imprisonment for twenty years.\"");
    ran.says("The penalty of s. 2(1) was ");
    let json = over(&world, &["diff", "--id", ID, "--format", "json"]).done().json();
    assert_eq!(
        (json["old"]["as_of"].as_str(), json["new"]["as_of"].as_str()),
        (Some("2016-01-01"), Some("2020-06-01"))
    );
    let kinds: Vec<&str> = json["changes"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["changed", "penalty"]);
    assert_eq!(json["changes"][0]["provision"], "sec_2__subsec_1");
    // Source files, without a corpus; and one day that has one text.
    world.run(&["diff", "old.txt", "new.txt"]).done().says("2 changes");
    world.run(&["diff", "new.txt", "new.txt"]).done().says("Nothing changed.");
    world.run(&["diff", "new.txt", "missing.txt"]).ends_with(2).complains("missing.txt");
    let same = over(&world, &["diff", "--id", ID, "--from", "2017-01-01", "--to", "2018-01-01"]);
    same.ends_with(2).complains("both days have the same text");
}

#[test]
fn replacing_keeps_the_other_versions() {
    let world = two_versions().file("newer.txt", &LAW.replace("twenty", "thirty"));
    import(&world, &["newer.txt", "--id", ID, "--as-of", "2020-06-01", "--status", "in-force", "--replace"]).done();
    let texts: Vec<String> =
        crate::scratch::files_under(&world.path("out/bb")).iter().map(|p| fs::read_to_string(p).unwrap()).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts.iter().any(|t| t.contains("one thousand dollars")), "the version of 2016 is kept");
    assert!(texts.iter().any(|t| t.contains("thirty years")) && !texts.iter().any(|t| t.contains("twenty years")));
}

#[test]
fn what_is_no_law_in_force_earns_no_credit() {
    for status in ["repealed", "suspended", "not-commenced"] {
        let world = World::new().file("law.txt", LAW);
        import(&world, &["law.txt", "--status", "in-force"]).done();
        let path = world.path("out/bb/sale-of-persons-act-2016.md");
        let text = fs::read_to_string(&path).unwrap();
        let at = text.find("{#sec_2}").unwrap();
        let place = at + text[at..].find("place = ").unwrap();
        fs::write(&path, format!("{}status = \"{status}\"\n{}", &text[..place], &text[place..])).unwrap();
        let assessed = over(&world, &["assess", "--state", "BB", "--alone", "--format", "json"]).done().json();
        for criterion in ["def-consent", "def-acts", "pros-serious-crime"] {
            let level = answer(&assessed, criterion);
            assert!(!["met", "partly"].contains(&level.as_str()), "{status}: {criterion} is {level}");
        }
    }
}

#[test]
fn amendments_that_are_not_worked_in_are_told() {
    let amending = "Sale of Persons (Amendment) Act, 2019\nAct 4 of 2019\n\n1. Short title\nThis Act may be cited as the Sale of Persons (Amendment) Act, 2019.\n\n\
        2. Amendment of section 2\nSection 2 of the principal Act is amended by deleting the word \"twenty\".\n\n\
        3. Saving\nNothing in this Act affects proceedings that are pending.\n";
    let world = World::new().file("law.txt", LAW).file("more.txt", amending);
    import(&world, &["law.txt", "--id", ID, "--status", "in-force", "--as-of", "2016-05-01"]).done();
    import(&world, &["more.txt", "--status", "in-force", "--commenced", "2019-03-01"]).done();
    let name = super::written(&world.path("out/bb")).into_iter().find(|n| n.contains("amendment")).unwrap();
    let amends = format!("kind = \"act\"\namends = [\"{ID}\"]\n");
    let world = world.with(format!("out/bb/{name}"), "kind = \"act\"\n", &amends);
    let told =
        |day| over(&world, &["assess", "--state", "BB", "--alone", "--as-of", day, "--format", "json"]).done().stdout;
    assert!(told("2021-01-01").contains("not worked in"), "{}", told("2021-01-01"));
    assert!(!told("2017-01-01").contains("not worked in"), "it was no law yet");
}

#[test]
fn a_named_amendment_is_told_by_its_title_and_only_once_it_is_law() {
    let amending = "Sale of Persons (Amendment) Act, 2019\nAct 4 of 2019\n\n1. Short title\n\
        This Act may be cited as the Sale of Persons (Amendment) Act, 2019.\n";
    let note = |status: &str| {
        let world = World::new().file("law.txt", LAW).file("more.txt", amending);
        import(&world, &["law.txt", "--id", ID, "--status", "in-force", "--as-of", "2016-05-01"]).done();
        import(&world, &["more.txt", "--id", "/akn/bb/act/2019/4", "--status", status, "--as-of", "2019-03-01"]).done();
        let names = super::written(&world.path("out/bb"));
        let name = names.into_iter().find(|n| !n.contains("amendment")).unwrap();
        let amended = "[[amendment]]\nby = \"/akn/bb/act/2019/4\"\ndate = \"2019\"\napplied = false\nsources = [\"gazette\"]\n\n[import]\n";
        let gazette = "[[source]]\nkey = \"gazette\"\ntitle = \"Gazette\"\npublisher = \"Printer\"\naddress = \"https://example.org/\"\n\
            grade = \"A\"\nspeaks_for = \"2019\"\nconsulted = \"2020-01-01\"\nsupports = \"the Act of 2019\"\n";
        let world = world.file("out/bb/sources.toml", gazette);
        let world = world.with(format!("out/bb/{name}"), "[import]\n", amended);
        over(&world, &["assess", "--state", "BB", "--alone", "--as-of", "2021-01-01", "--format", "json"]).done().stdout
    };
    let told = note("in-force");
    assert!(
        told.contains("not worked into what was read") && told.contains("(by Sale of Persons (Amendment) Act, 2019")
    );
    assert!(!told.contains("(by /akn/"), "people read titles");
    assert!(!note("not-commenced").contains("not worked in"), "what has not commenced changes nothing");
}
