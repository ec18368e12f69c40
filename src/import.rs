//! Official texts in: a source file becomes lines, lines become the structure of an instrument, and that its file.
//!
//! ```text
//! file ─► reader of its format ─► Source (lines with their looks) ─► structure ─► Draft ─► instrument file
//!                                 Akoma Ntoso ─────────────────────────────────────► Draft
//! ```

pub mod akn;
mod clean;
mod columns;
pub mod docx;
pub mod draft;
mod encoding;
pub mod format;
mod heads;
pub mod html;
pub mod json;
pub mod line;
pub mod markdown;
pub mod open;
pub mod pdf;
mod printed;
mod sentence;
pub mod structure;
mod table;
pub mod text;
mod told;
pub mod write;
mod xml;

use line::Line;

/// What a reader of a format made of a source file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The text, in reading order.
    pub lines: Vec<Line>,
    /// What the file says of itself outside its text (metadata of a page, keys of a JSON object).
    pub told: Told,
    /// How it was read, in words, such as `pdftotext 22.12.0, 26 pages`.
    pub read: String,
    /// What is unsure, with its place.
    pub doubts: Vec<Doubt>,
    /// The file itself says that it is a law, so that a text without sections is kept as one provision.
    pub undivided: bool,
}

/// What a file says of itself; everything may be absent, and what the text says goes before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Title.
    pub title: Option<String>,
    /// Number or citation as printed.
    pub number: Option<String>,
    /// Kind in the file's own word (`statute`, `ley`, `code`).
    pub kind: Option<String>,
    /// Status in the file's own word.
    pub status: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// Date of assent, signature or publication, `YYYY-MM-DD` or as printed.
    pub dated: Option<String>,
    /// Date of commencement.
    pub commenced: Option<String>,
    /// Date of the last change that the text holds.
    pub as_of: Option<String>,
    /// Address that it came from.
    pub address: Option<String>,
}

/// Something that a reader is unsure of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where in the source.
    pub place: line::Place,
    /// What is unsure, in one plain sentence.
    pub note: String,
}

/// Why a source file is refused. Each message says what was found and what the user can do.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The file cannot be read at all.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// It is larger than any law.
    #[error("it has {bytes} bytes, more than the {limit} that are read; split it")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// A format that is not read.
    #[error("its format is not known ({0}); give PDF, HTML, DOCX, text, Markdown, Akoma Ntoso XML or JSON")]
    Format(String),
    /// A PDF that asks for a password.
    #[error("it is locked with a password; save a copy without one")]
    Locked,
    /// Pictures of pages.
    #[error("its {pages} pages are pictures without text (a scan); run it through text recognition first")]
    Scan {
        /// Number of pages.
        pages: u32,
    },
    /// A broken file.
    #[error("it is damaged: {0}; get a fresh copy")]
    Torn(String),
    /// Text, but no law.
    #[error("no section or article was found in it{0}; is it the text of a law?")]
    NoLaw(String),
    /// A program that is needed is not there.
    #[error("{program} is not installed, which reads this format: {remedy}")]
    Missing {
        /// The program.
        program: &'static str,
        /// How to get it.
        remedy: &'static str,
    },
    /// One line of JSON lines.
    #[error("line {line}: {why}")]
    Line {
        /// Its number, from 1.
        line: u32,
        /// What is wrong with it.
        why: Box<Refusal>,
    },
    /// Reading took too long or too much memory.
    #[error("reading it took more than {0}; split it, or convert it to text first")]
    Limit(String),
}
