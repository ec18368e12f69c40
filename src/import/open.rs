//! A source file → drafts of instruments: its format is told, its reader asked, its structure read.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::draft::Draft;
use super::format::{self, Format};
use super::write::{Origin, Written};
use super::{Refusal, Source, structure};

/// An instrument read from a source file.
#[derive(Debug)]
pub struct Opened {
    /// What was read.
    pub draft: Draft,
    /// Where it comes from.
    pub origin: Origin,
    /// The instrument file itself, where the source is an export of one.
    pub whole: Option<Written>,
}

/// What became of one text of a source file: most hold one, JSON lines hold many.
pub type Text = Result<Opened, Refusal>;

/// Reads a source file; every text that it holds goes to `each` as soon as it is read.
pub fn open(path: &Path, language: Option<&str>, each: &mut dyn FnMut(Text)) -> Result<(), Refusal> {
    let file = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let start = start(path)?;
    // A statute book may come packed; it is read as it is unpacked, and nothing of it is kept.
    let (packed, inner) = match packed_start(path, &start)? {
        Some(inner) => (true, inner),
        None => (false, start),
    };
    let bare = file.strip_suffix(".xz").unwrap_or(&file);
    if matches!(format::tell(&inner, bare), Ok(Format::JsonLines)) {
        return lines(path, packed, &file, language, each);
    }
    let bytes = read(path)?;
    let format = format::tell(&bytes, &file)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    let origin =
        |read: &str| Origin { file: file.clone(), sha256: sha256.clone(), format: name(format), read: read.into() };
    let mut one = |source: Result<Source, Refusal>| {
        let text = source.and_then(|source| {
            let draft = structure::read(&source, language)?;
            Ok(Opened { draft, origin: origin(&source.read), whole: None })
        });
        each(text);
    };
    match format {
        Format::Pdf => one(super::pdf::read(path, &super::pdf::Limits::default())),
        Format::Text => one(super::text::read(&bytes)),
        Format::Markdown => one(super::markdown::read(&bytes)),
        Format::Html => one(super::html::read(&bytes)),
        Format::AkomaNtoso => {
            let whole = super::akn::own(&bytes);
            let draft = match super::akn::read(&bytes) {
                Err(_) if whole.is_some() => Ok(Draft::default()),
                other => other,
            };
            each(draft.map(|draft| Opened { draft, origin: origin("its own marks of structure"), whole }));
        }
        Format::Json | Format::JsonLines => {
            for source in super::json::read(&bytes)? {
                one(Ok(source));
            }
        }
        Format::Docx => one(super::docx::read(&bytes)),
    }
    Ok(())
}

/// JSON lines: one law a line, read as a stream however long the file is.
fn lines(
    path: &Path,
    packed: bool,
    file: &str,
    language: Option<&str>,
    each: &mut dyn FnMut(Text),
) -> Result<(), Refusal> {
    let unreadable = |error: std::io::Error| Refusal::Unreadable(error.to_string());
    let sha256 = {
        let mut hash = Sha256::new();
        std::io::copy(&mut std::fs::File::open(path).map_err(unreadable)?, &mut hash).map_err(unreadable)?;
        hex(&hash.finalize())
    };
    let plain = std::io::BufReader::new(std::fs::File::open(path).map_err(unreadable)?);
    let reader: Box<dyn std::io::BufRead> =
        if packed { Box::new(std::io::BufReader::new(unpacked(plain))) } else { Box::new(plain) };
    for (line, source) in super::json::lines(reader) {
        let text = source.and_then(|source| {
            let draft = structure::read(&source, language)?;
            let read = format!("line {line}; {}", source.read);
            let origin = Origin { file: file.into(), sha256: sha256.clone(), format: name(Format::JsonLines), read };
            Ok(Opened { draft, origin, whole: None })
        });
        each(text.map_err(|refusal| Refusal::Line { line, why: Box::new(refusal) }));
    }
    Ok(())
}

/// Unpacks xz as it is read, in bounded memory whatever the file asks for.
fn unpacked<R: std::io::Read>(from: R) -> lzma_rust2::XzReader<R> {
    /// The largest dictionary of `xz -9`, with room to spare, in kilobytes.
    const MOST_KB: u32 = 128 * 1024;
    lzma_rust2::XzReader::new_mem_limit(from, true, MOST_KB)
}

/// The first bytes of what an xz file holds; none for other files.
fn packed_start(path: &Path, start: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    use std::io::Read;
    if !start.starts_with(&[0xfd, b'7', b'z', b'X', b'Z', 0]) {
        return Ok(None);
    }
    let file = std::fs::File::open(path).map_err(|e| Refusal::Unreadable(e.to_string()))?;
    let mut bytes = Vec::new();
    let read = unpacked(std::io::BufReader::new(file)).take(1 << 16).read_to_end(&mut bytes);
    match read {
        Ok(_) => Ok(Some(bytes)),
        Err(error) => Err(Refusal::Torn(format!("the xz archive cannot be unpacked: {error}"))),
    }
}

/// The first bytes of a file: enough to tell most formats.
fn start(path: &Path) -> Result<Vec<u8>, Refusal> {
    use std::io::Read;
    let unreadable = |error: std::io::Error| Refusal::Unreadable(error.to_string());
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(Refusal::Unreadable("it is a folder; name the files in it".into()));
    }
    // A pipe or a device may never end.
    if !about.is_file() {
        return Err(Refusal::Unreadable("it is a pipe or a device; save its text to a file first".into()));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|f| f.take(1 << 16).read_to_end(&mut bytes)).map_err(unreadable)?;
    Ok(bytes)
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::Unreadable(error.to_string());
    let about = std::fs::metadata(path).map_err(unreadable)?;
    format::admit(about.len())?;
    std::fs::read(path).map_err(unreadable)
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Pdf => "pdf",
        Format::AkomaNtoso => "akn",
        Format::Html => "html",
        Format::Docx => "docx",
        Format::Text => "text",
        Format::Markdown => "markdown",
        Format::Json | Format::JsonLines => "json",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
