//! What is refused, with its reason and its remedy; and what a second import leaves alone.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use super::{LAW, import, over, written};
use crate::scratch::World;

#[test]
fn what_is_no_law_is_refused_with_reason_and_remedy() {
    let deep = format!("{{\"sections\":{}", "{\"a\":".repeat(100_000));
    let bomb = "<!DOCTYPE l [<!ENTITY a \"aaaa\">]><akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act/></akomaNtoso>";
    let world = World::new()
        .file("spaces.txt", " \n\t\n")
        .file("nul.txt", &"\0".repeat(5000))
        .file("prose.txt", "A letter to a friend about the weather.\n")
        .file("memo.rtf", "{\\rtf1 Section 1}")
        .file("deep.json", &deep)
        .file("shape.json", "{\"colour\": \"red\"}")
        .file("torn.json", "{\"title\":\"T\",\"sections\":[{\"number\":\"1\",\"te")
        .file("bomb.xml", bomb)
        .file("torn.pdf", "%PDF-1.4\n1 0 obj\n<</Type/Catalog")
        .file("folder/x", "");
    fs::File::create(world.path("huge.txt")).unwrap().set_len(250_000_000).unwrap();
    let rows = [
        ("spaces.txt", "it is empty; give the file"),
        ("nul.txt", "its format is not known (its bytes are no text)"),
        ("prose.txt", "no section or article was found in it"),
        ("memo.rtf", "Rich Text Format; save it as .docx"),
        ("deep.json", "it is damaged: it is not valid JSON"),
        ("shape.json", "no section or article was found in it: there are no provisions with words in it"),
        ("torn.json", "it is damaged: it is not valid JSON: EOF"),
        ("bomb.xml", "it declares a document type"),
        ("torn.pdf", "get a fresh copy"),
        ("folder", "it is a folder; name the files in it"),
        ("missing", "No such file"),
        ("huge.txt", "it has 250000000 bytes, more than the 200000000 that are read; split it"),
    ];
    let started = Instant::now();
    for (file, why) in rows {
        if file == "torn.pdf" && !crate::import_pdf::poppler() {
            continue;
        }
        let ran = import(&world, &[file]).ends_with(2).complains("nothing was imported");
        ran.says(&format!("{file}: REFUSED: ")).says(why);
    }
    assert!(!world.path("out").exists(), "nothing is made for what is refused");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let world = World::new();
    let made = std::process::Command::new("mkfifo").arg(world.path("pipe.txt")).status().unwrap();
    assert!(made.success());
    import(&world, &["pipe.txt"]).ends_with(2).says("it is a pipe or a device; save its text to a file first");
}

#[test]
fn wrong_arguments_are_told_before_anything_is_read() {
    let world = World::new().file("law.txt", LAW).file("file", "");
    let rows: [(&[&str], &str); 16] = [
        (&["--jurisdiction", "BBB"], "\"BBB\" is no ISO 3166-1 alpha-2 code"),
        (&["--jurisdiction", "../x"], "is no ISO 3166-1 alpha-2 code"),
        (&["--date", "2016-13-01"], "--date: \"2016-13-01\" is no date; write YYYY"),
        (&["--as-of", "today"], "--as-of: \"today\" is no date"),
        (&["--commenced", "2016-02-30"], "--commenced: \"2016-02-30\" is no date"),
        (&["--kind", "law"], "--kind: \"law\" is not known; one of: act"),
        (&["--status", "ok"], "--status: \"ok\" is not known; one of: in-force"),
        (
            &["--kind", "bill", "--status", "in-force"],
            "--kind bill and --status in-force contradict each other; write bill",
        ),
        (
            &["--kind", "act", "--status", "bill"],
            "--kind act and --status bill contradict each other; write bill for both",
        ),
        (&["--language", "english"], "--language: \"english\" is no ISO 639-1 code"),
        (&["--title", " "], "--title is empty"),
        (&["--id", "9/2016"], "--id: \"9/2016\" is no work identifier"),
        (&["--id", "/akn/jm/act/2016/9"], "is of another state than --jurisdiction BB; it begins with /akn/bb/"),
        (&["--title", "T", "law.txt"], "--title speaks for one text, but 2 files are given"),
        (&["--out", "file"], "cannot write to file: file is a file"),
        (&["--out", "file/below"], "file is a file"),
    ];
    for (more, words) in rows {
        let mut args = vec!["import", "law.txt"];
        for (flag, value) in [("--jurisdiction", "BB"), ("--out", "out")] {
            if more[0] != flag {
                args.extend([flag, value]);
            }
        }
        args.extend(more);
        let ran = world.run(&args).ends_with(2).complains(words);
        assert_eq!(ran.stdout, "", "{more:?}");
    }
    assert!(!world.path("out").exists());
}

/// Whatever is said of a text, what is written can be read: a copy of the bill that an agency holds of its Act as well.
#[test]
fn every_kind_and_status_that_is_taken_makes_a_file_that_checks() {
    let bill = LAW.replace("Sale of Persons Act, 2016\nAct 9 of 2016", "Sale of Persons Bill, 2016");
    for text in [LAW, &bill] {
        for kind in [None, Some("act"), Some("code"), Some("bill")] {
            for status in
                [None, Some("in-force"), Some("not-commenced"), Some("repealed"), Some("bill"), Some("unknown")]
            {
                let world = World::new().file("law.txt", text);
                let mut args = vec!["law.txt"];
                args.extend(kind.into_iter().flat_map(|k| ["--kind", k]));
                args.extend(status.into_iter().flat_map(|s| ["--status", s]));
                let contradicts = kind.zip(status).is_some_and(|(k, s)| (k == "bill") != (s == "bill"));
                let ran = import(&world, &args);
                if contradicts {
                    ran.ends_with(2).complains("contradict each other");
                } else {
                    ran.done();
                    over(&world, &["check"]).done().says("1 instrument").says("0 errors");
                }
            }
        }
    }
    let world = World::new().file("law.txt", &bill);
    import(&world, &["law.txt", "--status", "in-force"]).done().says("doubt");
    let name = written(&world.path("out/bb")).remove(0);
    let file = std::fs::read_to_string(world.path("out/bb").join(name)).unwrap();
    assert!(file.contains("kind = \"act\"") && file.contains("the text calls itself a bill"), "{file}");
}

#[test]
fn names_of_files_are_only_names() {
    let odd = ["two words.txt", "it's \"q\".txt", "-dash.txt", "$(exit 1).txt", "naïve 日本.txt", "a\nb.txt"];
    for name in odd {
        let world = World::new().file(name, LAW);
        import(&world, &["--", name]).done().says(&format!("{name}: Sale of Persons Act, 2016"));
        over(&world, &["check"]).done().says("0 errors");
    }
}

#[test]
fn a_second_import_changes_nothing_and_writes_over_nothing() {
    let other = LAW.replace("twenty years", "thirty years");
    let world = World::new().file("law.txt", LAW).file("other.txt", &other);
    let folder = world.path("out/bb");
    import(&world, &["law.txt"]).done();
    let first = fs::read_to_string(folder.join("sale-of-persons-act-2016.md")).unwrap();
    import(&world, &["law.txt"]).done();
    assert_eq!(written(&folder), ["sale-of-persons-act-2016.md"]);
    assert_eq!(fs::read_to_string(folder.join("sale-of-persons-act-2016.md")).unwrap(), first);
    // What the user adds is kept with the same source.
    import(&world, &["law.txt", "--status", "in-force"]).done();
    assert_eq!(written(&folder), ["sale-of-persons-act-2016.md"]);
    // Another text of the same name stands beside it, until it may take its place.
    import(&world, &["other.txt"]).done();
    assert_eq!(written(&folder).len(), 2);
    let kept = fs::read_to_string(folder.join("sale-of-persons-act-2016.md")).unwrap();
    assert!(kept.contains("twenty years") && kept.contains("status = \"in-force\""));
    import(&world, &["other.txt", "--replace"]).done();
    assert!(fs::read_to_string(folder.join("sale-of-persons-act-2016.md")).unwrap().contains("thirty years"));
    // Within one run nothing is ever written over, whatever it is called.
    let both = World::new().file("law.txt", LAW).file("other.txt", &other);
    import(&both, &["law.txt", "other.txt", "--replace"]).done();
    assert_eq!(written(&both.path("out/bb")).len(), 2);
}

#[test]
fn json_lines_are_read_past_broken_ones_and_kept_apart() {
    let law = |title: &str, years: &str| {
        let text = format!("A person who sells another is liable to imprisonment for {years} years.");
        serde_json::json!({"title": title, "sections": [
            {"number": "1", "heading": "Title", "text": "This is an Act."},
            {"number": "2", "heading": "Sale", "text": text},
            {"number": "3", "heading": "Rules", "text": "The Minister may make rules."},
        ]})
        .to_string()
    };
    let lines = [
        law("Alpha Act 2001", "two"),
        "{broken".into(),
        law("Beta Act 2002", "three"),
        String::new(),
        "[1]".into(),
        law("Beta Act 2002", "four"),
    ];
    let world = World::new().file("laws.jsonl", &lines.join("\n"));
    for _ in 0..2 {
        let ran = import(&world, &["laws.jsonl"]).ends_with(1).says("3 texts written").says("2 refused");
        ran.says("REFUSED: line 2: it is damaged: it is not valid JSON").says("REFUSED: line 5: no section");
        let folder = world.path("out/bb");
        assert_eq!(written(&folder), ["alpha-act-2001.md", "beta-act-2002-2002.md", "beta-act-2002.md"]);
        assert!(fs::read_to_string(folder.join("beta-act-2002.md")).unwrap().contains("three years"));
        assert!(fs::read_to_string(folder.join("beta-act-2002-2002.md")).unwrap().contains("four years"));
    }
}

#[test]
fn packed_json_lines_are_read_and_torn_or_other_archives_refused() {
    let pack = |text: &str| {
        let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.finish().unwrap()
    };
    let law = |n: usize| {
        let words = format!("In the year {n} a person who sells another is liable to imprisonment for two years.");
        serde_json::json!({"title": format!("Alpha Act {n}"), "sections": [
            {"number": "1", "heading": "Sale", "text": words}, {"number": "2", "heading": "Rules", "text": words},
            {"number": "3", "heading": "Title", "text": words},
        ]})
    };
    let whole = serde_json::json!({"title": "Ordinance on water", "provisions": [{"ref": "full", "title": "Full text",
        "content": "The water of the river belongs to the town and to whoever lives in it. ".repeat(8)}]});
    let lines: Vec<String> = (2001..2004).map(|n| law(n).to_string()).chain([whole.to_string()]).collect();
    let world = World::new().file("law.txt", LAW);
    let packed = pack(&lines.join("\n"));
    fs::write(world.path("laws.jsonl.xz"), &packed).unwrap();
    fs::write(world.path("torn.jsonl.xz"), &packed[..packed.len() / 2]).unwrap();
    fs::write(world.path("law.txt.xz"), pack(LAW)).unwrap();
    import(&world, &["laws.jsonl.xz"]).done().says("4 texts written");
    let undivided = fs::read_to_string(world.path("out/bb/ordinance-on-water.md")).unwrap();
    assert!(undivided.contains("the whole text stands as one provision"), "{undivided}");
    import(&world, &["torn.jsonl.xz"]).ends_with(2).says("the xz archive cannot be unpacked");
    import(&world, &["law.txt.xz"]).ends_with(2).says("unpack it first, with `xz -d`");
}

#[test]
fn what_a_broken_run_leaves_is_never_read_as_law() {
    let world = World::new().file("law.txt", LAW);
    import(&world, &["law.txt"]).done();
    let half = fs::read_to_string(world.path("out/bb/sale-of-persons-act-2016.md")).unwrap();
    let world = world.file("out/bb/.sale-of-goods-act-2016.part", &half[..half.len() / 2]);
    over(&world, &["check"]).done().says("1 instrument,").says("0 errors, 0 warnings");
    import(&world, &["law.txt"]).done();
}

#[test]
fn a_paragraph_that_never_ends_takes_no_longer_than_its_length() {
    let endless = |lines: usize| {
        let body: String = (1..=lines).map(|n| format!("({n}) A person shall do thing {n}.\n")).collect();
        format!("1. Title\n{body}\n2. Two\nWords stand here.\n\n3. Three\nWords stand here.\n")
    };
    let world = World::new().file("long.txt", &endless(12_000));
    let started = Instant::now();
    import(&world, &["long.txt"]).done().says("3 sections");
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

#[test]
fn a_law_in_a_language_without_rules_is_read_and_left_open() {
    let law = "LEI N.º 10 DE 2016\n\nArtigo 1.º Objeto\nA presente lei pune o tráfico de pessoas.\n\n\
        Artigo 2.º Pena\nQuem recrutar pessoa é punido com pena de prisão de três a dez anos.\n\n\
        Artigo 3.º Vigência\nEsta lei entra em vigor no dia da publicação.\n";
    let world = World::new().file("lei.txt", law);
    import(&world, &["lei.txt", "--language", "pt", "--status", "in-force"]).done().says("3 sections");
    let args = ["assess", "--state", "BB", "--alone", "--format", "json"];
    let assessed = over(&world, &args).done().json();
    let wrong: Vec<_> = super::answers(&assessed).into_iter().filter(|(_, l)| l == "met" || l == "not_met").collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
