//! The parts of a DOCX file: a ZIP archive that may be torn, locked or a bomb.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::{Refusal, xml};

/// The text of the longest code makes some 50 MB of XML; a bomb makes gigabytes out of kilobytes.
pub const MOST_BYTES: u64 = 150_000_000;

/// Files in an archive: a document with a picture on each page has some thousands.
const MOST_FILES: u16 = 20_000;

/// The parts that are read, as XML.
#[derive(Debug, Default)]
pub struct Parts {
    /// The text.
    pub document: String,
    /// Styles; empty where there are none.
    pub styles: String,
    /// Numbering of lists; empty where there is none.
    pub numbering: String,
    /// Title and dates of the file; empty where there are none.
    pub core: String,
}

/// Unpacks the parts that are read, each of at most so many bytes.
pub fn unpack(bytes: &[u8], most: u64) -> Result<Parts, Refusal> {
    if files(bytes).is_some_and(|files| files > MOST_FILES) {
        return Err(Refusal::Limit(format!("{MOST_FILES} files in one archive")));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| torn(&e))?;
    let root = optional(&mut archive, most, "_rels/.rels")?;
    let main = related(&root, "officeDocument").unwrap_or_else(|| "word/document.xml".into());
    let document =
        part(&mut archive, most, &main)?.ok_or_else(|| Refusal::Torn(format!("its part {main} is missing")))?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = optional(&mut archive, most, &format!("{folder}/_rels/{file}.rels"))?;
    let mut beside = |kind: &str, usual: &str| -> Result<String, Refusal> {
        let target = related(&relations, kind).unwrap_or_else(|| usual.to_string());
        let name = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_string);
        optional(&mut archive, most, &name)
    };
    let styles = beside("styles", "styles.xml")?;
    let numbering = beside("numbering", "numbering.xml")?;
    let core = related(&root, "core-properties").unwrap_or_else(|| "docProps/core.xml".into());
    let core = optional(&mut archive, most, core.trim_start_matches('/'))?;
    Ok(Parts { document, styles, numbering, core })
}

/// Number of files as the end of the archive says; none where there is no end.
fn files(bytes: &[u8]) -> Option<u16> {
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let at = tail.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let count = tail.get(at + 10..at + 12)?;
    Some(u16::from_le_bytes([count[0], count[1]]))
}

fn torn(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => Refusal::Locked,
        ZipError::InvalidPassword => Refusal::Locked,
        other => Refusal::Torn(format!("the archive of the document cannot be unpacked ({other})")),
    }
}

fn optional(archive: &mut ZipArchive<Cursor<&[u8]>>, most: u64, name: &str) -> Result<String, Refusal> {
    Ok(part(archive, most, name)?.unwrap_or_default())
}

/// A part as text; none where it is not there.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, most: u64, name: &str) -> Result<Option<String>, Refusal> {
    let file = match archive.by_name(name.trim_start_matches('/')) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(torn(&error)),
    };
    // The declared size may lie; what comes out may not.
    if file.size() > most {
        return Err(too_large(file.size(), most));
    }
    let mut out = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut out)
        .map_err(|e| Refusal::Torn(format!("its part {name} cannot be unpacked ({e})")))?;
    if out.len() as u64 > most {
        return Err(too_large(out.len() as u64, most));
    }
    let declared = super::super::encoding::declared(&out);
    super::super::encoding::decode(&out, declared.as_deref()).map(|decoded| Some(decoded.text))
}

fn too_large(bytes: u64, limit: u64) -> Refusal {
    Refusal::TooLarge { bytes, limit }
}

/// The target of a relationship, by the end of its type.
fn related(relations: &str, kind: &str) -> Option<String> {
    let tree = xml::read(relations, "its relations").ok()?;
    let found = tree.descendants().find(|n| n.attribute("Type").is_some_and(|t| t.ends_with(kind)))?;
    found.attribute("Target").map(|t| t.trim_start_matches("./").to_string()).filter(|t| !t.contains(".."))
}
