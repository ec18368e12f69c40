//! PDF against another reading of the same pages: no word is lost, and words come in the same order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use lacuna::import::line::Role;
use lacuna::import::pdf::{Limits, read};
use lacuna::import::{Refusal, Source};

use super::{has_extension, samples, words};
use crate::import_pdf::poppler;
use crate::scratch::files_under;

/// These stay unread until a release.
const SEALED: [&str; 3] = ["781_", "682_", "1112"];

fn pdfs() -> Option<Vec<PathBuf>> {
    let folder = samples().filter(|_| poppler())?;
    let open = |p: &PathBuf| {
        let name = p.file_name().unwrap().to_str().unwrap();
        has_extension(p, &["pdf"]) && !SEALED.iter().any(|s| name.starts_with(s)) && !name.starts_with("codigo-penal")
    };
    Some(files_under(&folder).into_iter().filter(open).collect())
}

/// The text of the file as it is laid out on its pages, side by side.
fn as_laid_out(path: &Path) -> String {
    let out = Command::new("pdftotext").args(["-layout", "-cropbox"]).arg(path).arg("-").output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    text.replace('\u{FB00}', "ff").replace('\u{FB01}', "fi").replace('\u{FB02}', "fl").replace('\u{FB03}', "ffi")
}

fn text_of(source: &Source) -> String {
    source
        .lines
        .iter()
        .map(|l| l.text.as_str())
        .chain(source.doubts.iter().map(|d| d.note.as_str()))
        .collect::<Vec<_>>()
        .join("\n")
}

fn counted<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    counts
}

/// Of 1000 of these, how many are among those as well.
fn share<T: Ord>(these: &BTreeMap<T, usize>, those: &BTreeMap<T, usize>) -> usize {
    let both: usize = these.iter().map(|(one, n)| (*n).min(those.get(one).copied().unwrap_or(0))).sum();
    both * 1000 / these.values().sum::<usize>().max(1)
}

#[test]
fn words_of_statutes_come_whole_and_in_order() {
    let Some(pdfs) = pdfs() else { return };
    assert!(pdfs.len() >= 40, "{} files", pdfs.len());
    let (mut orders, mut scans, mut wrong) = (Vec::new(), 0, Vec::new());
    for path in pdfs {
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        let source = match read(&path, &Limits::default()) {
            Ok(source) => source,
            Err(Refusal::Scan { pages }) if pages > 0 => {
                scans += 1;
                continue;
            }
            Err(other) => panic!("{name}: {other}"),
        };
        let (ours, theirs) = (words(&text_of(&source)), words(&as_laid_out(&path)));
        let runs = |words: &[String]| counted(words.windows(4).map(<[String]>::to_vec).collect::<Vec<_>>());
        let order = share(&runs(&ours), &runs(&theirs));
        // Running heads and feet are gone; one publisher's feet are a sixth of the words of its files.
        let kept = share(&counted(theirs), &counted(ours));
        if order < 900 || kept < 830 {
            wrong.push(format!("{name}: {order} of 1000 runs in order, {kept} of 1000 words kept"));
        }
        orders.push(order);
        assert!(source.lines.iter().all(|l| l.printed && l.place.page > 0 && !l.text.is_empty()), "{name}");
        assert!(!source.lines.iter().any(|l| l.text.contains("  ")), "{name}");
        let numbers = source.lines.iter().filter(|l| l.role == Role::Text && l.text.parse::<u32>().is_ok()).count();
        let pages = source.lines.iter().map(|l| l.place.page).max().unwrap_or(0) as usize;
        assert!(numbers <= 1 + pages / 20, "{name}: {numbers} lines are page numbers, of {pages} pages");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    orders.sort_unstable();
    assert!(orders[orders.len() / 2] >= 975, "{orders:?}");
    assert!(scans <= 3, "{scans} scans");
}
