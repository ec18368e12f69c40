//! The traps: every file of `tests/cases/traps` is a few small worlds with the answers that are expected of them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::world::{assessed, instrument, level, read, root, rubric};
use lacuna::law::words::{Kind, Level, Status};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    trap: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    text: BTreeMap<String, String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    law: Vec<Law>,
    expect: BTreeMap<String, String>,
    #[serde(default)]
    sees: Vec<String>,
    #[serde(default)]
    misses: Vec<String>,
    #[serde(default)]
    doubts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Law {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    commenced: Option<String>,
    #[serde(default)]
    amending_only: bool,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    text: String,
}

#[test]
fn no_trap_catches_the_reader() {
    let rubric = rubric();
    let folder = root().join("tests/cases/traps");
    let common = std::fs::read_to_string(folder.join("common.toml")).expect("common texts");
    let common: BTreeMap<String, String> = toml::from_str(&common).expect("common texts");
    let mut files: Vec<_> = std::fs::read_dir(&folder).expect("the cases").flatten().map(|e| e.path()).collect();
    files.retain(|p| !p.ends_with("common.toml") && p.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let caught = |path: &std::path::PathBuf| {
        let mut wrong = Vec::new();
        let text = std::fs::read_to_string(path).expect("a case");
        let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for case in &file.case {
            let name = format!("{} ({}), {}", path.file_stem().unwrap_or_default().display(), file.trap, case.name);
            let mut laws = Vec::new();
            for (i, law) in case.law.iter().enumerate() {
                let mut words = String::new();
                for part in &law.with {
                    words
                        .push_str(file.text.get(part).or(common.get(part)).unwrap_or_else(|| panic!("{name}: {part}")));
                    words.push('\n');
                }
                words.push_str(&law.text);
                let id = law.id.clone().unwrap_or_else(|| format!("/akn/xx/act/2020/{}", i + 1));
                let title = law.title.clone().unwrap_or_else(|| "Trafficking in Persons Act, 2020".into());
                let mut one = instrument(&id, &title, &words);
                one.language = file.lang.clone().unwrap_or_else(|| "en".into());
                one.status = law.status.as_ref().map_or(Status::InForce, |s| s.parse().expect("a status"));
                one.kind = if one.status == Status::Bill { Kind::Bill } else { Kind::Act };
                one.commenced = law.commenced.as_ref().map(|c| c.parse().expect("a date"));
                one.amending_only = law.amending_only;
                laws.push(one);
            }
            // Most cases ask for answers alone.
            let reading = std::cell::LazyCell::new(|| read(&rubric, &laws));
            let assessment = assessed(&rubric, &laws);
            let seen = |what: &str| {
                let (c, e) = what.split_once('/').unwrap_or((what, ""));
                reading.sightings.iter().any(|s| s.criterion == c && s.element == e)
            };
            for (id, expected) in &case.expect {
                let expected: Level = expected.parse().unwrap_or_else(|()| panic!("{name}: {expected}"));
                let got = level(&assessment, id);
                if got != expected {
                    let seen: Vec<String> = reading
                        .sightings
                        .iter()
                        .filter(|s| s.criterion == *id)
                        .map(|s| format!("{} {} {}", s.element, s.at.eid, s.why))
                        .collect();
                    let doubts = reading.doubts.iter().filter(|d| d.criterion == *id).map(|d| d.why.clone());
                    let doubts: Vec<String> = doubts.collect();
                    wrong.push(format!(
                        "{name}: {id} is {got}, expected {expected}\n    {}\n    doubts {doubts:?}",
                        seen.join("\n    ")
                    ));
                }
            }
            wrong.extend(case.sees.iter().filter(|s| !seen(s)).map(|s| format!("{name}: {s} not seen")));
            wrong.extend(case.misses.iter().filter(|s| seen(s)).map(|s| format!("{name}: {s} seen")));
            for what in &case.doubts {
                if !reading.doubts.iter().any(|d| format!("{}/{}", d.criterion, d.element) == *what) {
                    wrong.push(format!("{name}: no doubt on {what}"));
                }
            }
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let half = |n: usize| files.iter().skip(n).step_by(2).flat_map(&caught).collect::<Vec<String>>();
        let other = scope.spawn(move || half(1));
        let mut wrong = half(0);
        wrong.extend(other.join().expect("no case panics"));
        wrong
    });
    assert!(files.len() > 35, "only {} trap files", files.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
