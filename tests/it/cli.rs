//! What people type, what they read, and the exit code: 0 done, 1 the answer is negative, 2 could not do it.

use std::fs;

use crate::scratch::{World, text_of};

fn island() -> World {
    World::of_case("island")
}

#[test]
fn a_sound_corpus_is_counted_and_done() {
    island().run(&["check"]).done().says("3 states, 5 instruments, 13 provisions, 2 rubrics: 0 errors, 0 warnings");
}

#[test]
fn a_warning_is_told_and_stops_nothing() {
    let thin = island().with("corpus/xa/reviews/people.toml", "0dec3c382ec3d464", "");
    thin.run(&["check", "--format", "short"]).done().says("warning[R104]").says("judged = \"0dec3c382ec3d464\"");
    assert!(!thin.run(&["check", "--errors-only"]).done().stdout.contains("R104"));
    thin.run(&["assess"]).done();
}

#[test]
fn what_cannot_be_done_says_why_and_ends_with_2() {
    let refused: [(&[&str], &str); 9] = [
        (&[], "Usage: lacuna"),
        (&["asses"], "tip: a similar subcommand exists: 'assess'"),
        (&["assess", "--state", "ZZ"], "no state \"ZZ\" in the corpus; known: XA XB XC"),
        (&["report", "--state", "Arcadia"], "no state \"Arcadia\" in the corpus"),
        (&["report"], "--state <CODE>"),
        (&["assess", "--as-of", "2020-13-01"], "--as-of <YYYY-MM-DD>"),
        (&["assess", "--corpus", "nowhere"], "cannot read nowhere"),
        (&["assess", "--rubric", "nothing.toml"], "cannot read nothing.toml"),
        (&["site", "--out", "corpus"], "corpus is not empty and was not written by lacuna"),
    ];
    let world = island();
    for (args, words) in refused {
        let ran = world.run(args).ends_with(2).complains(words);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
    assert!(world.path("corpus/xa/jurisdiction.toml").exists(), "nobody's folder is emptied");
    World::new().run(&["check"]).ends_with(2).complains("cannot read corpus");
}

#[test]
fn every_command_explains_itself() {
    let world = World::new();
    let help = world.run(&["--help"]).done().says("not enforcement").says("not legal advice").says("Exit codes").stdout;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|l| *l != "Commands:")
        .skip(1)
        .take_while(|l| l.starts_with("  "))
        .filter_map(|l| l.strip_prefix("  ")?.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 8, "{help}");
    for command in &commands {
        world.run(&[command, "--help"]).done().says("Usage: lacuna");
    }
    // The README names every command, and no other.
    let readme = text_of("README.md");
    let after =
        |mark: &str| readme.split(mark).skip(1).filter_map(|rest| rest.split([' ', '`', '\n']).next()).collect();
    let rows: Vec<&str> = after("\n| `lacuna ");
    let run: Vec<&str> = after("cargo run --release -- ");
    let named: Vec<&str> = rows.into_iter().chain(run).collect();
    let sorted = |mut list: Vec<&str>| {
        list.sort_unstable();
        list.dedup();
        list.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(sorted(named), sorted(commands));
}

#[test]
fn the_json_of_an_assessment_keeps_its_keys() {
    let answer =
        island().run(&["assess", "--state", "xa,XB", "--as-of", "2020-02-04", "--format", "json"]).done().json();
    for key in ["rubric", "corpus_hash", "as_of", "jurisdictions", "limits"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
    assert_eq!(answer["as_of"], "2020-02-04");
    let codes: Vec<_> = answer["jurisdictions"].as_array().unwrap().iter().map(|j| j["code"].clone()).collect();
    assert_eq!(codes, ["XA", "XB"]);
    for finding in answer["jurisdictions"][0]["findings"].as_array().unwrap() {
        for key in ["criterion", "level", "grade", "origin", "stale", "elements", "missing", "searched", "note"] {
            assert!(finding.get(key).is_some(), "{key} in {finding}");
        }
    }
    let evidence = &answer["jurisdictions"][0]["findings"][0]["elements"][0]["evidence"][0];
    for key in ["instrument", "provision", "citation", "quote", "start", "end", "grade", "sources"] {
        assert!(evidence.get(key).is_some(), "{key} in {evidence}");
    }
    // The quote is cut from the words of the provision, at the bytes that are named.
    let (start, end) = (evidence["start"].as_u64().unwrap(), evidence["end"].as_u64().unwrap());
    assert_eq!(evidence["quote"].as_str().unwrap().len() as u64, end - start);
    assert!(
        text_of("tests/cases/island/corpus/xa/sale-of-people-act.md").contains(evidence["quote"].as_str().unwrap())
    );
}

#[test]
fn penalties_and_reports_come_in_every_form() {
    let world = island();
    let rows = world.run(&["penalties", "--format", "json"]).done().json();
    let of = |eid: &str| rows.as_array().unwrap().iter().find(|r| r["provision"] == eid).unwrap();
    let life = of("sec_3");
    for (key, value) in [
        ("/jurisdiction", "\"XA\""),
        ("/imprisonment/min_months", "120"),
        ("/imprisonment/life", "true"),
        ("/victim", "\"child\""),
        ("/grade", "\"A\""),
    ] {
        assert_eq!(life.pointer(key).map(ToString::to_string).as_deref(), Some(value), "{key} of {life}");
    }
    assert_eq!(of("sec_2")["join"], "and_or");
    let report = |format| world.run(&["report", "--state", "XA", "--format", format]).done();
    report("md").says("# Arcadia: gaps in the law").says("Not legal advice");
    report("html").says("<!doctype html>").says("Not legal advice");
    assert_eq!(report("json").json()["code"], "XA");
    let csv = report("csv").stdout;
    let header = csv.lines().next().unwrap().split(',').count();
    assert!(csv.lines().count() > 6 && header > 5, "{csv}");
}

#[test]
fn a_reader_who_closes_the_pipe_has_what_she_wanted() {
    use std::process::{Command, Stdio};
    let world = island();
    let mut child = Command::new(env!("CARGO_BIN_EXE_lacuna"))
        .args(["assess", "--format", "json"])
        .current_dir(world.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn search_finds_says_what_it_understood_and_ends_with_1_where_nothing_is() {
    let world = island();
    let answer = world.run(&["search", "consent of a child", "--format", "json"]).done().json();
    for key in ["query", "understood", "expanded", "total", "hits"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
    assert_eq!(answer["hits"][0]["provision"], "sec_3");
    world.run(&["search", "zeppelin"]).ends_with(1).says("0 provisions");
    let other = world.run(&["search", "children", "--state", "XB", "--format", "json"]).done().json();
    assert!(other["hits"].as_array().unwrap().iter().all(|h| h["jurisdiction"] == "XB"), "{other}");
    assert!(other["total"].as_u64() > Some(0), "{other}");
}

#[test]
fn a_site_is_written_over_an_older_one_and_leaves_nothing_behind() {
    let world = island();
    world.run(&["site", "--out", "out"]).done().says("pages in out");
    fs::write(world.path("out/old.html"), "of an older version").unwrap();
    world.run(&["site", "--out", "out"]).done();
    assert!(!world.path("out/old.html").exists());
    let beside: Vec<_> = fs::read_dir(world.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 3, "{beside:?}");
}
