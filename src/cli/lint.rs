//! `lacuna lint`: where a text contradicts itself, or holds what is probably a slip of the pen.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Error, Format, Outcome, draw, texts};
use crate::law::Instrument;
use crate::lint::{self, Code, Finding, Severity};

const EXAMPLES: &str = "Examples:
  lacuna lint bill.pdf                                  # a draft in any format that `import` reads
  lacuna lint my-law/bb/act-2016.md                     # an instrument file
  lacuna lint *.docx --only L001,L003,L040 --format json
  lacuna lint bill.docx --ignore L054 --doubts          # with all that the reading of the file was unsure of

Reads English, Spanish, French and Dutch. It looks at one text by itself: references to other laws are left alone.
An error is a contradiction in the text, a warning is probably a slip, a note is good to know.

Codes (they never change their meaning):
  L001 error    a reference to a section, article or schedule that is not in the text
  L002 error    a reference to a subsection, paragraph or item that is not in that provision
  L003 error    a reference whose words fit the heading of another provision
  L010 warning  a term that is defined and never used
  L011 warning  a term that only definitions use which are never used themselves
  L012 warning  a term used as if it were defined
  L013 error    a term that is defined twice, differently
  L020 warning  a number that is left out (a note in a law that may have been amended)
  L021 error    a number that stands twice
  L029 note     something that the reading of the file was unsure of
  L030 error    a number in words and another one in figures behind it
  L031 error    a penalty whose minimum is above its maximum
  L032 warning  a graver form of an offence with a lower penalty than the basic form
  L033 warning  a fine without an amount, or an amount that is not called a fine
  L040 warning  an offence without a penalty
  L041 warning  a penalty clause that points to a provision without an offence
  L050 warning  a list whose 'and' or 'or' is missing or mixed
  L051 warning  a provision that speaks of 'this Bill'
  L052 warning  a blank that was never filled
  L053 note     a commencement that is left to a notice which nothing requires
  L054 note     a definition with both 'means' and 'includes'

Exit codes: 0 no error and no warning; 1 errors or warnings; 2 could not do it.";

/// Doubts of the import that are shown where nobody asks for all.
const DOUBTS: usize = 5;

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct LintArgs {
    /// Texts to look at
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Show these codes only, such as L001,L040
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave these codes out
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Show every doubt of the reading of the file, not only the first few
    #[arg(long)]
    doubts: bool,
    /// State of source files that are imported for the moment
    #[arg(long, value_name = "CODE", default_value = "XX")]
    jurisdiction: String,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &LintArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    for code in args.only.iter().chain(&args.ignore) {
        if !Code::ALL.iter().any(|c| c.to_string().eq_ignore_ascii_case(code)) {
            return Err(Error::Asked(format!(
                "no code \"{}\"; `lacuna lint --help` lists them",
                crate::form::shorten(code)
            )));
        }
    }
    let mut grave = false;
    let mut json = Vec::new();
    for path in &args.files {
        let corpus = texts::corpus_of(path, &args.jurisdiction)?;
        for instrument in &corpus.instruments {
            let findings: Vec<Finding> = lint::check(instrument).into_iter().filter(|f| wanted(args, f.code)).collect();
            grave |= findings.iter().any(|f| f.severity > Severity::Note);
            if args.format == Format::Json {
                json.push(value(path, instrument, &findings));
            } else {
                print(out, path, instrument, &findings, args.doubts)?;
            }
        }
    }
    if args.format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &serde_json::json!({ "texts": json })).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(if grave { Outcome::Negative } else { Outcome::Done })
}

fn wanted(args: &LintArgs, code: Code) -> bool {
    let listed = |codes: &[String]| codes.iter().any(|c| code.to_string().eq_ignore_ascii_case(c));
    (args.only.is_empty() || listed(&args.only)) && !listed(&args.ignore)
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|f| f.severity == severity).count()
}

fn value(path: &Path, instrument: &Instrument, findings: &[Finding]) -> serde_json::Value {
    serde_json::json!({
        "file": path.display().to_string(),
        "id": instrument.id,
        "title": instrument.title,
        "language": instrument.language,
        "errors": count(findings, Severity::Error),
        "warnings": count(findings, Severity::Warning),
        "notes": count(findings, Severity::Note),
        "findings": findings,
    })
}

fn print(
    out: &mut dyn Write,
    path: &Path,
    instrument: &Instrument,
    findings: &[Finding],
    all: bool,
) -> Result<(), Error> {
    writeln!(out, "{}: {}", path.display(), instrument.citation())?;
    let mut last = None;
    let mut doubts = 0;
    for finding in findings {
        if finding.code == Code::ImportDoubt {
            doubts += 1;
            if doubts > DOUBTS && !all {
                continue;
            }
        }
        if last != Some((&finding.citation, &finding.place)) {
            writeln!(out, "\n{}", place(finding))?;
            last = Some((&finding.citation, &finding.place));
        }
        writeln!(out, "  {} {}: {}", finding.severity.word(), finding.code, finding.says)?;
        writeln!(out, "    → {}", finding.remedy)?;
    }
    if doubts > DOUBTS && !all {
        writeln!(
            out,
            "\n{} more of the reading of the file; --doubts shows them",
            draw::plural(doubts - DOUBTS, "doubt")
        )?;
    }
    if findings.is_empty() {
        writeln!(out, "Nothing found.\n")?;
    } else {
        let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
        let counts = counts.map(|(severity, word)| draw::plural(count(findings, severity), word));
        writeln!(out, "\n{}\n", counts.join(", "))?;
    }
    Ok(())
}

/// The line that the findings of a provision stand under.
fn place(finding: &Finding) -> String {
    let mut line = if finding.citation.is_empty() { "The whole text".to_string() } else { finding.citation.clone() };
    if !finding.heading.is_empty() {
        line.push_str(&format!(" {}", finding.heading));
    }
    if !finding.place.is_empty() {
        line.push_str(&format!(" ({})", finding.place));
    }
    line
}
