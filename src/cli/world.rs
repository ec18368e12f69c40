//! Loads what a command works on: rubrics and corpus, with a progress bar, and refuses data with errors.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use super::draw::{self, Style};
use super::{DataArgs, Error};
use crate::corpus::{self, Corpus};
use crate::diag::{Checked, Severity, Sources};
use crate::law::id::JurisdictionCode;
use crate::law::state::Jurisdiction;
use crate::rubric::{self, Rubric};

/// The folder of rubrics that is shipped.
const RUBRICS: &str = "rubrics";

/// The shipped rubrics: those of this folder, or, for a program that was built in its own checkout and is run from another
/// folder, those of the checkout.
fn shipped() -> PathBuf {
    let here = PathBuf::from(RUBRICS);
    if here.is_dir() {
        return here;
    }
    // checkout/target/release/lacuna
    let checkout = std::env::current_exe().ok().and_then(|exe| exe.ancestors().nth(3).map(|root| root.join(RUBRICS)));
    checkout.filter(|folder| folder.is_dir()).unwrap_or(here)
}

/// Errors shown by a command that cannot go on; `lacuna check` shows all.
const SHOWN: usize = 10;

/// Rubrics and corpus, free of errors.
pub(super) struct World {
    pub(super) corpus: Corpus,
    /// All rubrics; the chosen one first.
    pub(super) rubrics: Vec<Rubric>,
    pub(super) as_of: Date,
}

impl World {
    /// The rubric that was chosen.
    pub(super) fn rubric(&self) -> &Rubric {
        &self.rubrics[0]
    }

    /// The states named, or all of them.
    pub(super) fn states(&self, codes: &[String]) -> Result<Vec<&Jurisdiction>, Error> {
        if codes.is_empty() {
            return Ok(self.corpus.states().collect());
        }
        codes.iter().flat_map(|c| c.split(',')).filter(|c| !c.is_empty()).map(|code| self.state(code)).collect()
    }

    fn state(&self, code: &str) -> Result<&Jurisdiction, Error> {
        let found = code.parse::<JurisdictionCode>().ok().and_then(|c| self.corpus.jurisdictions.get(&c));
        found.ok_or_else(|| {
            let known: Vec<&str> = self.corpus.jurisdictions.keys().map(JurisdictionCode::as_str).collect();
            Error::Asked(format!(
                "no state \"{}\" in the corpus; known: {}",
                crate::form::shorten(code),
                known.join(" ")
            ))
        })
    }
}

/// Reads rubrics and corpus and tells everything that is wrong.
pub(super) fn read(data: &DataArgs) -> Result<(Checked<Corpus>, Vec<Rubric>), Error> {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let rubrics = read_rubrics(data.rubric.as_ref(), &mut sources, &mut diagnostics)?;
    let bar = progress("Reading the law");
    let mut checked = corpus::load(&data.corpus, &rubrics, sources, &mut |_| bar.inc(1))?;
    bar.finish_and_clear();
    checked.diagnostics.splice(0..0, diagnostics);
    Ok((checked, rubrics))
}

/// Rubrics without mistakes, the chosen one first.
pub(super) fn rubrics(chosen: Option<&PathBuf>) -> Result<Vec<Rubric>, Error> {
    let (mut sources, mut diagnostics) = (Sources::default(), Vec::new());
    let rubrics = read_rubrics(chosen, &mut sources, &mut diagnostics)?;
    diagnostics.retain(|d| d.severity == Severity::Error);
    if diagnostics.is_empty() {
        return Ok(rubrics);
    }
    draw::print(&mut std::io::stderr().lock(), &sources, &diagnostics, Style::Full)?;
    Err(Error::Data(format!("{}; nothing was done", draw::count(&diagnostics))))
}

fn read_rubrics(
    chosen: Option<&PathBuf>,
    sources: &mut Sources,
    diagnostics: &mut Vec<crate::diag::Diagnostic>,
) -> Result<Vec<Rubric>, Error> {
    let mut rubrics = Vec::new();
    for path in rubric_files(chosen)? {
        let text = corpus::read_file(&path)?;
        let packs = toml_files(&path.with_extension(""))?;
        let source = sources.add(path, &text);
        let mut rubric = rubric::read(&text, source, diagnostics);
        for path in packs {
            let text = corpus::read_file(&path)?;
            let source = sources.add(path, &text);
            rubric::read_pack(&mut rubric, &text, source, diagnostics);
        }
        rubrics.push(rubric);
    }
    if rubrics.is_empty() {
        return Err(Error::Asked(format!("no rubric in `{RUBRICS}`; name one with --rubric FILE")));
    }
    Ok(rubrics)
}

/// As [`read`], but data with errors is refused and the errors are printed.
pub(super) fn load(data: &DataArgs) -> Result<World, Error> {
    let (checked, rubrics) = read(data)?;
    let errors: Vec<_> = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    if !errors.is_empty() {
        let mut stderr = std::io::stderr().lock();
        let first = &errors[..errors.len().min(SHOWN)];
        draw::print(&mut stderr, &checked.value.sources, first, Style::Full)?;
        stderr.flush()?;
        return Err(Error::Data(format!(
            "{}; nothing was done. `lacuna check` shows all of them",
            draw::count(&errors)
        )));
    }
    let corpus = checked.value;
    let as_of = data.as_of.unwrap_or_else(|| latest_day(&corpus, &rubrics[0]));
    Ok(World { corpus, rubrics, as_of })
}

/// The latest day on which a source was consulted; the rubric's date where there is none. Never the clock.
fn latest_day(corpus: &Corpus, rubric: &Rubric) -> Date {
    let sources = corpus.states().flat_map(|s| &s.sources).chain(&corpus.shared_sources);
    let latest = sources.filter_map(|s| s.consulted).map(crate::law::date::PartialDate::latest).max();
    latest.or_else(|| rubric.date.parse().ok()).unwrap_or(Date::ZERO)
}

fn rubric_files(chosen: Option<&PathBuf>) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    files.extend(chosen.cloned());
    let is_chosen = |path: &PathBuf| chosen.is_some_and(|r| r.canonicalize().ok() == path.canonicalize().ok());
    files.extend(toml_files(&shipped())?.into_iter().filter(|path| !is_chosen(path)));
    Ok(files)
}

/// The TOML files of a folder, in the order of their names; none where there is no such folder.
fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    if folder.is_dir() {
        let failed = |source| corpus::Error::Read { path: folder.to_path_buf(), source };
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|e| e == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A spinner with a count on a terminal; nothing where the output is not a terminal.
pub(super) fn progress(what: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner().with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
