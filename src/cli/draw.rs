//! Draws diagnostics for people: the line, an arrow, what is wrong, how to mend it.

use std::fmt;
use std::io::Write;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use serde_json::json;

use crate::diag::{self, Diagnostic, Severity, Sources};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Style {
    /// With the line and an arrow.
    Full,
    /// One line each.
    Short,
    /// One JSON array.
    Json,
}

#[derive(Debug)]
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    source: NamedSource<String>,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.diagnostic.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let range = self.diagnostic.span.range();
        Some(Box::new(std::iter::once(LabeledSpan::new(None, range.start, range.len().min(120)))))
    }
}

/// Prints diagnostics, then how many there are.
pub(super) fn print(out: &mut dyn Write, sources: &Sources, all: &[Diagnostic], style: Style) -> std::io::Result<()> {
    match style {
        Style::Json => {
            let list: Vec<_> = all
                .iter()
                .map(|d| {
                    let (line, column) = sources.line_column(d.span);
                    let path = sources.file(d.span.source).path.display().to_string();
                    json!({ "severity": d.severity.to_string(), "code": d.code, "path": path, "line": line,
                            "column": column, "message": d.message, "help": d.help })
                })
                .collect();
            writeln!(out, "{}", serde_json::Value::Array(list))?;
        }
        Style::Short => {
            for diagnostic in all {
                writeln!(out, "{}", diag::short(sources, diagnostic))?;
            }
        }
        Style::Full => {
            let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_context_lines(1);
            for diagnostic in all {
                let file = sources.file(diagnostic.span.source);
                let source = NamedSource::new(file.path.display().to_string(), file.text.to_string());
                let mut words = String::new();
                if handler.render_report(&mut words, &Drawn { diagnostic, source }).is_err() {
                    words = diag::short(sources, diagnostic);
                }
                writeln!(out, "{}", words.trim_end())?;
            }
        }
    }
    Ok(())
}

/// `3 errors, 1 warning`.
pub(super) fn count(all: &[Diagnostic]) -> String {
    let errors = all.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = all.len() - errors;
    format!("{}, {}", plural(errors, "error"), plural(warnings, "warning"))
}

/// `1 state`, `2 states`.
pub(super) fn plural(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
