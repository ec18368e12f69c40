//! Official texts in, from the command line: every format to the same answers, what is refused and why, versions, force.

/// Counts of a comparison with a gold coding, computed by hand.
mod gold;
/// What is refused, and what is not overwritten.
mod hostile;
/// Several texts of one instrument, and what changed between them.
mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::import_pdf::{page, pdf, poppler};
use crate::scratch::{Ran, World, project};

/// A small law in our own words.
pub const LAW: &str = "Sale of Persons Act, 2016\nAct 9 of 2016\n\n1. Short title\nThis Act may be cited as the Sale of Persons Act, 2016.\n\n\
    2. Trafficking in persons\n\
    (1) A person who recruits, transports, transfers, harbours or receives another person by means of threat, force, fraud or deception for the purpose of exploitation commits the offence of trafficking in persons and is liable on conviction on indictment to imprisonment for twenty years.\n\
    (2) The consent of the victim is no defence to a charge under this section.\n\n\
    3. Interpretation\nIn this Act, \"child\" means a person under the age of eighteen years.\n\n\
    4. Help\nThe Minister shall give every victim shelter, counselling and medical care.\n";

/// The provisions of [`LAW`]: number, heading, paragraphs.
fn provisions() -> Vec<(String, String, Vec<String>)> {
    let sections = LAW.split("\n\n").skip(1).map(|section| {
        let mut lines = section.lines().map(str::trim);
        let (number, heading) = lines.next().unwrap().split_once(". ").unwrap();
        (number.to_string(), heading.to_string(), lines.map(str::to_string).collect())
    });
    sections.collect()
}

/// The rubric that is shipped.
pub fn rubric() -> String {
    project().join("rubrics/palermo-ccss.toml").display().to_string()
}

/// Imports into `out` for Barbados.
pub fn import(world: &World, more: &[&str]) -> Ran {
    world.run(&[&["import", "--jurisdiction", "BB", "--out", "out"], more].concat())
}

/// Runs a command over what stands in `out`.
pub fn over(world: &World, command: &[&str]) -> Ran {
    world.run(&[command, &["--corpus", "out", "--rubric", &rubric()]].concat())
}

/// The answers of an assessment, each with its criterion.
pub fn answers(assessment: &Value) -> Vec<(String, String)> {
    let findings = assessment["jurisdictions"][0]["findings"].as_array().expect("findings");
    let word = |f: &Value, key: &str| f[key].as_str().expect("a word").to_string();
    findings.iter().map(|f| (word(f, "criterion"), word(f, "level"))).collect()
}

/// The answer to one criterion.
pub fn answer(assessment: &Value, criterion: &str) -> String {
    let all = answers(assessment);
    all.into_iter().find(|(c, _)| c == criterion).unwrap_or_else(|| panic!("no {criterion}")).1
}

/// The instrument files in a folder, without their ending.
pub fn written(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn as_markdown() -> String {
    let mut out = String::from("# Sale of Persons Act, 2016\n\nAct 9 of 2016\n");
    for (number, heading, paragraphs) in provisions() {
        out.push_str(&format!("\n## {number}. {heading}\n\n{}\n", paragraphs.join("\n\n")));
    }
    out
}

fn as_html() -> String {
    let mut out = String::from(
        "<!DOCTYPE html><html lang=en><head><title>Sale of Persons Act, 2016</title></head><body><h1>Sale of Persons Act, 2016</h1><p>Act 9 of 2016</p>",
    );
    for (number, heading, paragraphs) in provisions() {
        out.push_str(&format!("<h3>{number}. {heading}</h3>"));
        out.extend(paragraphs.iter().map(|p| format!("<p>{p}</p>")));
    }
    out + "<script>var s = '5. Evil';</script></body></html>"
}

fn as_json() -> String {
    let sections: Vec<Value> = provisions()
        .into_iter()
        .map(|(number, heading, p)| serde_json::json!({"number": number, "heading": heading, "text": p.join("\n")}))
        .collect();
    serde_json::json!({"title": "Sale of Persons Act, 2016", "number": "Act 9 of 2016", "sections": sections})
        .to_string()
}

fn as_pdf() -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    for line in LAW.lines() {
        let mut short = String::new();
        for word in line.split(' ') {
            if short.len() + word.len() > 80 {
                lines.push(std::mem::take(&mut short));
            }
            short.push_str(if short.is_empty() { "" } else { " " });
            short.push_str(word);
        }
        lines.push(short);
    }
    let mut y = 760;
    let mut placed: Vec<(i32, i32, i32, &str)> = Vec::new();
    for line in &lines {
        y -= 16;
        if !line.is_empty() {
            placed.push((72, y, 12, line));
        }
    }
    pdf(&[page(&placed)], &[], "")
}

#[test]
fn every_format_leads_to_the_same_answers() {
    let world = World::new()
        .file("law.txt", LAW)
        .file("law.md", &as_markdown())
        .file("law.html", &as_html())
        .file("law.json", &as_json());
    fs::write(world.path("wide.txt"), LAW.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    let mut files = vec!["law.txt", "law.md", "law.html", "law.json", "wide.txt"];
    if poppler() {
        fs::write(world.path("law.pdf"), as_pdf()).unwrap();
        files.push("law.pdf");
    }
    let rubric = rubric();
    let mut first: Option<Vec<(String, String)>> = None;
    for file in files {
        let out = format!("out-{}", file.replace('.', "-"));
        let ran = world.run(&["import", file, "--jurisdiction", "BB", "--status", "in-force", "--out", &out]).done();
        let ran = ran.says("Sale of Persons Act, 2016").says("4 sections");
        ran.says(&format!("1 text written to {}", Path::new(&out).join("bb").display()));
        let assessed = world
            .run(&["assess", "--corpus", &out, "--rubric", &rubric, "--state", "BB", "--alone", "--format", "json"]);
        let assessed = assessed.done().json();
        assert_eq!(answer(&assessed, "def-consent"), "met", "{file}");
        assert_eq!(answer(&assessed, "def-child-18"), "met", "{file}");
        assert_eq!(answer(&assessed, "pros-laundering"), "not_found", "{file}");
        let all = answers(&assessed);
        match &first {
            Some(first) => assert_eq!(&all, first, "{file} and {}", "law.txt"),
            None => first = Some(all),
        }
    }
}

#[test]
fn what_is_exported_comes_back_the_same() {
    let world = World::new().file("law.txt", LAW);
    import(&world, &["law.txt", "--status", "in-force"]).done();
    let before = fs::read_to_string(world.path("out/bb").join(&written(&world.path("out/bb"))[0])).unwrap();
    over(&world, &["export", "akn", "--out", "akn"]).done();
    let xml: Vec<PathBuf> = crate::scratch::files_under(&world.path("akn"));
    let xml = xml.iter().find(|p| p.extension().is_some_and(|e| e == "xml")).expect("an XML file");
    world.run(&["import", xml.to_str().unwrap(), "--jurisdiction", "BB", "--out", "back"]).done();
    let after = fs::read_to_string(world.path("back/bb").join(&written(&world.path("back/bb"))[0])).unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_bad_file_among_good_ones_is_told_and_stops_nothing() {
    let world =
        World::new().file("one.txt", LAW).file("empty.txt", "").file("two.md", &as_markdown().replace("2016", "2018"));
    let ran = import(&world, &["one.txt", "empty.txt", "missing.txt", "two.md"]).ends_with(1);
    ran.says("one.txt: Sale of Persons Act, 2016")
        .says("empty.txt: REFUSED: it cannot be read: it is empty; give the file")
        .says("missing.txt: REFUSED: it cannot be read: No such file")
        .says("two.md: Sale of Persons Act, 2018")
        .says("2 texts written")
        .says("2 refused");
    assert_eq!(written(&world.path("out/bb")), ["sale-of-persons-act-2016.md", "sale-of-persons-act-2018.md"]);
    over(&world, &["check"]).done().says("2 instruments");
}

#[test]
fn markup_in_a_text_is_words_everywhere() {
    let law = LAW
        .replace("4. Help", "4. Help <b> {#sec_9} *x*")
        .replace("shelter,", "shelter <script>alert(1)</script> [a](javascript:b) `c` *d*,");
    let world = World::new().file("law.txt", &law);
    import(&world, &["law.txt"]).done().says("4 sections");
    over(&world, &["check"]).done().says("0 errors");
    let found = over(&world, &["search", "counselling", "--index", "idx"]).done();
    assert!(!found.stdout.contains('\\'), "{}", found.stdout);
    over(&world, &["site", "--out", "site"]).done();
    let pages = crate::scratch::files_under(&world.path("site"));
    let mut shown = 0;
    for path in pages.iter().filter(|p| p.extension().is_some_and(|e| e == "html")) {
        let page = fs::read_to_string(path).unwrap();
        assert!(!page.contains("<script>alert") && !page.contains("href=\"javascript"), "{}", path.display());
        assert!(!page.contains("Help \\&lt;") && !page.contains("shelter \\&lt;"), "{}", path.display());
        shown += usize::from(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
    assert!(shown > 0, "the words are shown");
}
