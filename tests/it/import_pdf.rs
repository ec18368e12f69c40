//! PDF that is locked, torn, scanned, huge or none at all: a clear answer in bounded time. The files are made here.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use lacuna::import::line::Role;
use lacuna::import::pdf::{Limits, read};
use lacuna::import::{Refusal, Source};
use tempfile::TempDir;

/// Is the program there? Where the checks run for a release it must be.
pub fn poppler() -> bool {
    if Command::new("pdftotext").arg("-v").output().is_ok() {
        return true;
    }
    assert!(std::env::var_os("CI").is_none(), "pdftotext is not installed: tests/run installs it");
    let _ = writeln!(std::io::stderr(), "SKIPPED: pdftotext is not installed: tests/run installs it");
    false
}

/// A PDF with a page for each content, and further objects and words of the trailer.
pub fn pdf(pages: &[Vec<u8>], more: &[String], trailer: &str) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|i| format!("{} 0 R ", 4 + 2 * i)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (i, content) in pages.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            5 + 2 * i
        );
        objects.push(page.into_bytes());
        let mut stream = format!("<</Length {}>>stream\n", content.len()).into_bytes();
        stream.extend_from_slice(content);
        stream.extend_from_slice(b"\nendstream");
        objects.push(stream);
    }
    objects.extend(more.iter().map(|o| o.clone().into_bytes()));
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = String::new();
    for (i, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", out.len());
        out.extend_from_slice(format!("{} 0 obj\n", i + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    );
    out.extend_from_slice(end.as_bytes());
    out
}

/// A page of printed lines: place from the left, height from the foot, size, words.
pub fn page(lines: &[(i32, i32, i32, &str)]) -> Vec<u8> {
    let line = |(x, y, size, text): &(i32, i32, i32, &str)| {
        let text = text.replace('(', "\\(").replace(')', "\\)");
        format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
    };
    lines.iter().map(line).collect::<String>().into_bytes()
}

fn section(n: i32) -> Vec<u8> {
    let number = format!("{n}.");
    page(&[
        (72, 700, 12, number.as_str()),
        (100, 700, 12, "A person who sells a child or buys one commits an offence and is"),
        (72, 684, 12, "liable on conviction to imprisonment for ten years."),
    ])
}

/// A picture of four points over the whole page.
fn picture() -> Vec<u8> {
    b"q 500 0 0 700 50 50 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\x80\x40\xff EI Q".to_vec()
}

struct File {
    _folder: TempDir,
    path: PathBuf,
}

fn file(bytes: &[u8]) -> File {
    let folder = tempfile::tempdir().unwrap();
    // A name that a shell or a program could take for something else.
    let path = folder.path().join("-law $(exit 1) 'x.pdf");
    fs::write(&path, bytes).unwrap();
    File { path, _folder: folder }
}

fn read_bytes(bytes: &[u8]) -> Result<Source, Refusal> {
    read(&file(bytes).path, &Limits::default())
}

fn texts(source: &Source) -> Vec<&str> {
    source.lines.iter().map(|l| l.text.as_str()).collect()
}

#[test]
fn a_plain_pdf_is_read() {
    if !poppler() {
        return;
    }
    let source = read_bytes(&pdf(&[section(1)], &[], "")).unwrap();
    let expected = [
        "1. A person who sells a child or buys one commits an offence and is",
        "liable on conviction to imprisonment for ten years.",
    ];
    assert_eq!(texts(&source), expected);
    assert!(source.read.starts_with("pdftotext"), "{}", source.read);
    assert!(source.doubts.is_empty(), "{:?}", source.doubts);
}

#[test]
fn side_notes_stand_before_their_section() {
    if !poppler() {
        return;
    }
    let mut lines = Vec::new();
    for n in 0..6 {
        let y = 700 - n * 60;
        lines.push((150, y, 12, "1. Whoever buys or sells a child commits an offence and is liable on"));
        lines.push((150, y - 14, 12, "conviction to imprisonment for ten years or to a fine, or to both such"));
        lines.push((150, y - 28, 12, "penalties."));
        lines.push((60, y, 8, "Buying or sell-"));
        lines.push((60, y - 9, 8, "ing a child."));
    }
    let source = read_bytes(&pdf(&[page(&lines)], &[], "")).unwrap();
    assert_eq!(source.lines.len(), 24);
    for section in source.lines.chunks(4) {
        assert_eq!((section[0].role, section[0].text.as_str()), (Role::Note, "Buying or selling a child."));
        assert!(section[1].text.starts_with("1. Whoever") && section[3].text == "penalties.", "{section:?}");
    }
}

#[test]
fn what_is_no_pdf_is_told() {
    for (bytes, told) in [
        (&b""[..], "it is empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "a page of the web"),
        (b"An Act to punish the sale of children", "does not begin as one"),
    ] {
        let refusal = read_bytes(bytes).unwrap_err();
        assert!(matches!(refusal, Refusal::Torn(_)), "{refusal:?}");
        assert!(refusal.to_string().contains(told), "{refusal}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(read(folder.path(), &Limits::default()), Err(Refusal::Unreadable(_))));
    assert!(matches!(read(&folder.path().join("none.pdf"), &Limits::default()), Err(Refusal::Unreadable(_))));
    let small = Limits { bytes: 10, ..Limits::default() };
    let refusal = read(&file(&pdf(&[section(1)], &[], "")).path, &small).unwrap_err();
    assert!(matches!(refusal, Refusal::TooLarge { limit: 10, .. }), "{refusal:?}");
}

#[test]
fn a_torn_file_is_refused_or_its_loss_is_told() {
    if !poppler() {
        return;
    }
    let whole = pdf(&(1..30).map(section).collect::<Vec<_>>(), &[], "");
    for share in [5, 30, 60, 90, 99] {
        match read_bytes(&whole[..whole.len() * share / 100]) {
            Err(Refusal::Torn(_)) => {}
            Ok(source) => {
                let told = source.doubts.iter().any(|d| d.note.contains("damaged"));
                assert!(told, "{share} of 100: {} lines, {:?}", source.lines.len(), source.doubts);
            }
            Err(other) => panic!("{share} of 100: {other:?}"),
        }
    }
    let mut rubbish = b"%PDF-1.4\n".to_vec();
    rubbish.extend((0..50_000_u32).map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).unwrap()));
    assert!(matches!(read_bytes(&rubbish), Err(Refusal::Torn(_))));
}

fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().map(|b| format!("{b:02x}")).collect()
}

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
}

/// A file locked in the oldest way of the format, with what proves the password of the reader.
fn locked(proof: &str) -> Vec<u8> {
    let content = "2980d82ff4dfd1675ed52038cd282e721328d67d66600c04e829292e10061ceed3a70d348e6ae1c41aa2ccd5deeb682b61f321b7\
                   e539914a1127843eb4a5e6328117e137f728e059806fa70480bd5022b1173bae031eae3705fed8158a";
    let id = hex(*b"0123456789abcdef");
    let rights = format!("<</Filter/Standard/V 1/R 2/O<{}>/U<{proof}>/P -64>>", hex(0..32));
    pdf(&[bytes_of(content)], &[rights], &format!("/Encrypt 6 0 R/ID[<{id}><{id}>]"))
}

#[test]
fn a_password_to_open_locks_and_one_to_change_does_not() {
    if !poppler() {
        return;
    }
    let without = "3e273d03a654454b6126ebda1ef7069c2863c16e04552176d5b63103b69a2663";
    let source = read_bytes(&locked(without)).unwrap();
    assert_eq!(texts(&source), ["1. A person who sells a child commits an offence and is liable."]);
    assert!(matches!(read_bytes(&locked(&hex(0..32))), Err(Refusal::Locked)));
}

#[test]
fn a_scan_is_refused_and_scanned_pages_among_others_are_told() {
    if !poppler() {
        return;
    }
    let refusal = read_bytes(&pdf(&[picture(), picture(), picture()], &[], "")).unwrap_err();
    assert!(matches!(refusal, Refusal::Scan { pages: 3 }), "{refusal:?}");
    // A stamp on each page is no text.
    let stamped = |n: i32| [picture(), page(&[(72, 20, 8, &format!("Archive copy, page {n}"))])].concat();
    let refusal = read_bytes(&pdf(&[stamped(1), stamped(2), stamped(3)], &[], "")).unwrap_err();
    assert!(matches!(refusal, Refusal::Scan { pages: 3 }), "{refusal:?}");
    let source = read_bytes(&pdf(&[section(1), picture(), picture(), section(2), picture()], &[], "")).unwrap();
    assert_eq!(source.lines.len(), 4);
    let places: Vec<u32> = source.doubts.iter().map(|d| d.place.page).collect();
    assert_eq!(places, [2, 5], "{:?}", source.doubts);
    assert!(source.doubts[0].note.contains("pages 2 to 3"), "{:?}", source.doubts);
}

#[test]
fn limits_stop_what_is_too_much() {
    if !poppler() {
        return;
    }
    let line = "BT /F 10 Tf 1 0 0 1 50 400 Tm (a child) Tj ET\n".repeat(60_000).into_bytes();
    let many = file(&pdf(&vec![section(1); 3000], &[], ""));
    let heaped = file(&pdf(&[line], &[], ""));
    let started = Instant::now();
    let narrow = Limits { output: 100_000, ..Limits::default() };
    assert!(matches!(read(&many.path, &narrow), Err(Refusal::Limit(_))));
    let hasty = Limits { time: Duration::from_millis(1), ..Limits::default() };
    assert!(matches!(read(&many.path, &hasty), Err(Refusal::Limit(_))));
    let brief = Limits { time: Duration::from_secs(5), ..Limits::default() };
    assert!(matches!(read(&heaped.path, &brief), Ok(_) | Err(Refusal::Limit(_))));
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

#[test]
fn a_count_of_pages_that_is_a_lie_does_no_harm() {
    if !poppler() {
        return;
    }
    let told = String::from_utf8(pdf(&[section(1)], &[], "")).unwrap().replace("/Count 1>>", "/Count 2000000000>>");
    let started = Instant::now();
    assert!(matches!(read_bytes(told.as_bytes()), Ok(_) | Err(Refusal::Torn(_))));
    assert!(started.elapsed() < Duration::from_secs(20));
}
