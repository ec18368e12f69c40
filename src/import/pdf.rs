//! PDF: words with their boxes from `pdftotext -tsv`, read in a child process, become lines in the order of reading.

pub mod child;
pub mod columns;
pub mod footnotes;
pub mod lines;
pub mod margins;
pub mod notes;
pub mod rows;
pub mod tables;
pub mod tsv;
pub mod turned;
pub mod words;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use super::line::Place;
use super::{Doubt, Refusal, Source};
use child::{Ended, Failed};
use tsv::{Page, Tsv};

/// How much a PDF may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Time for a program that reads it.
    pub time: Duration,
    /// Bytes of memory of such a program, where the system can limit it.
    pub memory: u64,
    /// Bytes that are read of its output; a page of a law makes some 20 000.
    pub output: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 128 << 20, time: Duration::from_secs(60), memory: 1 << 30, output: 256 << 20 }
    }
}

/// Where the programs come from.
const REMEDY: &str = "install poppler (Debian and Ubuntu: apt-get install poppler-utils; macOS: brew install poppler; \
                      Windows: winget install oschwartz10612.Poppler, and its bin folder in PATH)";

/// A page with fewer letters than this has no text to speak of: a stamp, a page number.
const LETTERS_OF_TEXT: usize = 40;

/// Reads the file at `path`.
pub fn read(path: &Path, limits: &Limits) -> Result<Source, Refusal> {
    check_file(path, limits)?;
    let options = ["-tsv", "-cropbox", "-enc", "UTF-8", "-eol", "unix"];
    let ended = child::run("pdftotext", &options, path, &["-"], limits, Tsv::default(), Tsv::line);
    let ended = ended.map_err(|e| match e {
        Failed::Missing => Refusal::Missing { program: "pdftotext", remedy: REMEDY },
        Failed::Other(why) => Refusal::Unreadable(why),
    })?;
    refuse(&ended)?;
    let mut source = of_pages(ended.value.pages)?;
    if let Some(complaint) = serious(&ended.complaint) {
        let note = format!("the file is damaged in places, and words may be lost: {complaint}");
        source.doubts.push(Doubt { place: Place::default(), note });
    }
    Ok(source)
}

/// A file that is there, not empty, not too large, and begins as a PDF does.
fn check_file(path: &Path, limits: &Limits) -> Result<(), Refusal> {
    let unreadable = |e: std::io::Error| Refusal::Unreadable(e.to_string());
    let mut file = File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(Refusal::Unreadable("it is no file".into()));
    }
    if about.len() == 0 {
        return Err(Refusal::Torn("it is empty".into()));
    }
    if about.len() > limits.bytes {
        return Err(Refusal::TooLarge { bytes: about.len(), limit: limits.bytes });
    }
    let mut head = Vec::new();
    file.by_ref().take(1024).read_to_end(&mut head).map_err(unreadable)?;
    if head.windows(5).any(|w| w == b"%PDF-") {
        return Ok(());
    }
    let start = String::from_utf8_lossy(&head[..head.len().min(200)]).to_lowercase();
    let told = if start.contains("<html") || start.contains("<!doctype") {
        "it is named as a PDF but is a page of the web"
    } else {
        "it is named as a PDF but does not begin as one"
    };
    Err(Refusal::Torn(told.into()))
}

/// Why what a program did cannot be used.
fn refuse(ended: &Ended<Tsv>) -> Result<(), Refusal> {
    let complaint = ended.complaint.to_lowercase();
    if let Some(limit) = &ended.stopped {
        return Err(Refusal::Limit(limit.clone()));
    }
    if complaint.contains("incorrect password") || ended.code == Some(3) {
        return Err(Refusal::Locked);
    }
    if complaint.contains("out of memory") || complaint.contains("bad_alloc") {
        return Err(Refusal::Limit("the memory that it may have".into()));
    }
    if complaint.contains("usage: pdftotext") {
        return Err(Refusal::Missing { program: "pdftotext 22.05 or later", remedy: REMEDY });
    }
    if ended.code == Some(0) && !ended.value.pages.is_empty() {
        return Ok(());
    }
    let first = serious(&ended.complaint).unwrap_or_else(|| "no page can be read".into());
    Err(Refusal::Torn(first))
}

/// The first complaint that tells of damage.
fn serious(complaint: &str) -> Option<String> {
    let damage =
        |l: &&str| l.starts_with("Syntax Error") || l.starts_with("Internal Error") || l.starts_with("I/O Error");
    let line = complaint.lines().find(damage)?;
    let words: String = line.chars().filter(|c| !c.is_control()).take(120).collect();
    Some(words)
}

/// The lines of pages that were read.
pub fn of_pages(mut pages: Vec<Page>) -> Result<Source, Refusal> {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let mut doubts = Vec::new();
    for page in &mut pages {
        for text in turned::set_upright(page) {
            doubts.push(doubt(page.number, format!("a line that runs up or down the page is left out: “{text}”")));
        }
        turned::drop_line_numbers(page);
    }
    margins::drop_running(&mut pages);
    let empty: Vec<u32> = pages.iter().filter(|p| letters(p).count() < LETTERS_OF_TEXT).map(|p| p.number).collect();
    if empty.len() == pages.len() {
        return Err(Refusal::Scan { pages: count });
    }
    let silent: Vec<u32> = pages.iter().filter(|p| p.words.is_empty()).map(|p| p.number).collect();
    for (first, last) in runs(&silent) {
        let which = if first == last { "this page".into() } else { format!("pages {first} to {last}") };
        doubts.push(doubt(first, format!("no text on {which}: blank, or a picture that is not read")));
    }
    for page in &pages {
        let (all, lost) = (letters(page).count(), letters(page).filter(|c| words::unreadable(*c)).count());
        if lost * 20 > all {
            let note = "the file does not say which letters its signs stand for; words of this page are lost";
            doubts.push(doubt(page.number, note.into()));
        }
    }
    let (lines, footnotes) = lines::read(pages);
    let footnote = |(page, text)| doubt(page, format!("a footnote is left out of the text: “{text}”"));
    doubts.extend(footnotes.into_iter().map(footnote));
    doubts.sort_by_key(|d| d.place);
    Ok(Source { lines, read: format!("pdftotext, {count} pages"), doubts, ..Source::default() })
}

fn doubt(page: u32, note: String) -> Doubt {
    Doubt { place: Place { page, line: 0 }, note }
}

/// Letters and numbers of a page, and signs that might be some.
fn letters(page: &Page) -> impl Iterator<Item = char> + '_ {
    page.words.iter().flat_map(|w| w.text.chars()).filter(|c| c.is_alphanumeric() || words::unreadable(*c))
}

/// Numbers that follow each other, as first and last.
fn runs(numbers: &[u32]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &n in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => runs.push((n, n)),
        }
    }
    runs
}
