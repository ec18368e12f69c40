//! Every sample is read by the reader of its format, and hardly a word is lost on the way.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use lacuna::import::format::{self, Format};
use lacuna::import::line::Role;
use lacuna::import::{Source, docx, html, json, markdown, text};

use super::{samples, words};
use crate::scratch::files_under;

/// Samples that nobody who writes readers may look at.
fn is_sealed(path: &Path) -> bool {
    let path = path.to_string_lossy().replace('\\', "/");
    let bill = |n: &str| path.contains("/barbados/") && path.rsplit('/').next().is_some_and(|f| f.starts_with(n));
    bill("781")
        || bill("682")
        || ["/jamaica/1112", "/guatemala/codigo-penal-17-73", "/argentina/LEY-27372"].iter().any(|s| path.contains(s))
}

/// The source of a file of one of the formats that are read here.
fn source(path: &Path, bytes: &[u8]) -> Option<Source> {
    let name = path.file_name()?.to_str()?;
    let read = match format::tell(bytes, name).unwrap_or_else(|e| panic!("{name}: {e}")) {
        Format::Text => text::read(bytes),
        Format::Markdown => markdown::read(bytes),
        Format::Html => html::read(bytes),
        Format::Docx => docx::read(bytes),
        Format::Json => json::read(bytes).map(|mut all| all.swap_remove(0)),
        Format::JsonLines | Format::Pdf | Format::AkomaNtoso => return None,
    };
    Some(read.unwrap_or_else(|e| panic!("{name}: {e}")))
}

/// The words of a file by a crude reading: no tags, no keys.
fn crude(path: &Path, bytes: &[u8]) -> String {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    match extension {
        "json" => {
            let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            let provisions = value["provisions"].as_array().unwrap();
            provisions.iter().map(|p| p["content"].as_str().unwrap_or_default()).collect::<Vec<_>>().join("\n")
        }
        "docx" => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut xml = String::new();
            archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
            without_tags(&xml.replace("</w:p>", " ").replace("<w:br/>", " ").replace("<w:tab/>", " "))
        }
        "html" => {
            let page = String::from_utf8_lossy(bytes);
            let body = page.split_once("<body").map_or(page.as_ref(), |(_, body)| body);
            let mut kept = String::new();
            let mut rest = body;
            while let Some((before, after)) = rest.split_once("<style") {
                kept.push_str(before);
                rest = after.split_once("</style>").map_or("", |(_, after)| after);
            }
            kept.push_str(rest);
            without_tags(
                &kept.replace("&nbsp;", " ").replace("&#160;", " ").replace("<br", " <br").replace("</p>", " "),
            )
        }
        "md" => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let body = text
                .strip_prefix("---\n")
                .and_then(|t| t.split_once("\n---\n"))
                .map_or(text.as_str(), |(_, body)| body);
            // Footnotes stand raised in the text.
            without_tags(&body.replace("</sup>", ">").replace("<sup>", "<").replace("](", " <").replace(".htm", ">"))
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// How many in a thousand of the words of one text the other has as well.
fn kept(of: &str, by: &str) -> usize {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for word in words(by) {
        *there.entry(word).or_default() += 1;
    }
    let wanted = words(of);
    let found =
        wanted.iter().filter(|w| there.get_mut(*w).is_some_and(|n| n.checked_sub(1).map(|less| *n = less).is_some()));
    found.count() * 1000 / wanted.len().max(1)
}

#[test]
fn every_sample_is_read_and_keeps_its_words() {
    let Some(folder) = samples() else { return };
    let mut read = 0;
    let mut poor = Vec::new();
    let mut files: Vec<PathBuf> = files_under(&folder);
    files.retain(|p| {
        !is_sealed(p) && p.extension().is_some_and(|e| ["html", "docx", "txt", "md", "json"].iter().any(|w| e == *w))
    });
    for path in files {
        let bytes = fs::read(&path).unwrap();
        let Some(source) = source(&path, &bytes) else { continue };
        read += 1;
        assert!(!source.lines.is_empty() && !source.read.is_empty(), "{}", path.display());
        for line in &source.lines {
            assert!(!line.text.trim().is_empty() && !line.text.contains("  "), "{}: {line:?}", path.display());
        }
        let text: String = source.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n");
        // A page that only leads to a bill loses its menus and keeps its few facts.
        if path.to_string_lossy().contains("barbados/html") {
            assert!(
                source.lines.len() < 60 && source.told.title.is_some(),
                "{}: {} lines",
                path.display(),
                source.lines.len()
            );
            continue;
        }
        // What goes: running heads and numbers of pages, footnotes, hidden marks, the furniture of sites.
        let least = match path.extension().and_then(|e| e.to_str()) {
            Some("html") => 960,
            Some("json") => 975,
            _ => 975,
        };
        let share = kept(&crude(&path, &bytes), &text);
        if share < least {
            poor.push(format!("{}: {share} of 1000 words", path.display()));
        }
    }
    assert!(read > 130, "{read} samples");
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

#[test]
fn side_notes_of_scanned_gazettes_are_told_from_their_text() {
    let Some(folder) = samples() else { return };
    let mut notes = 0;
    let mut lines = 0;
    for path in files_under(&folder.join("jamaica")) {
        if is_sealed(&path) || path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let source = source(&path, &fs::read(&path).unwrap()).expect("text");
        notes += source.lines.iter().filter(|l| l.role == Role::Note).count();
        lines += source.lines.len();
    }
    // About one section in a page of forty lines has a note.
    assert!(notes * 100 > lines * 2 && notes * 100 < lines * 6, "{notes} notes in {lines} lines");
}

/// A statute book as JSON lines, where it is at hand unpacked.
#[test]
fn a_whole_statute_book_streams() {
    let Some(folder) = samples() else { return };
    let mut book = Vec::new();
    for path in files_under(&folder).into_iter().filter(|p| !is_sealed(p) && p.extension().is_some_and(|e| e == "json"))
    {
        let value: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        book.extend_from_slice(value.to_string().replace("\"provision_ref\"", "\"ref\"").as_bytes());
        book.push(b'\n');
        book.extend_from_slice(b"{\"torn\": \n");
    }
    let (mut good, mut torn) = (0, 0);
    for (line, law) in json::lines(book.as_slice()) {
        match law {
            Ok(source) => {
                good += 1;
                assert!(source.lines.iter().any(|l| l.role == Role::Provision), "line {line}");
            }
            Err(_) => torn += 1,
        }
    }
    assert!(good > 15 && good == torn, "{good} laws, {torn} torn lines");
}
