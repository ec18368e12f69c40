//! Diagnostics: what is wrong with a file, where, and how to mend it.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Index of a file in [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A byte range in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span in `source` over `range` (bytes).
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { source, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The bytes covered.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as shown to people.
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
}

/// All files that were read, so that a [`Span`] can be shown as line and column.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes in a file and returns its number.
    pub fn add(&mut self, path: PathBuf, text: &str) -> SourceId {
        self.files.push(SourceFile { path, text: Arc::from(text) });
        SourceId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The file of a span.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files in the order in which they were read.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Line and column (both from 1, the column in characters) of the start of a span.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let text = &self.file(span.source).text;
        let mut at = (span.start as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Must be mended before the data is used.
    Error,
    /// Merely thin, or worth a look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable code, explained in `corpus/README.md` where the rule stands.
    pub code: &'static str,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// A value and everything that is wrong with its source: reading never fails.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// What could be read.
    pub value: T,
    /// What is wrong, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// True if any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// `path:line:col: error[C001]: message (help)`, one line a diagnostic.
pub fn short(sources: &Sources, d: &Diagnostic) -> String {
    let (line, column) = sources.line_column(d.span);
    let path = sources.file(d.span.source).path.display();
    format!("{path}:{line}:{column}: {}[{}]: {}; {}", d.severity, d.code, d.message, d.help)
}
