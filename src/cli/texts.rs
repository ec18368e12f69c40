//! A text named on the command line: an instrument file as it is, or a source file that is imported for the moment.

use std::path::Path;

use super::Error;
use crate::corpus::{self, Corpus};
use crate::diag::Severity;
use crate::import::open;
use crate::import::write::{self, Given};
use crate::law::id::JurisdictionCode;

/// A corpus of the texts in one file.
pub(super) fn corpus_of(path: &Path, state: &str) -> Result<Corpus, Error> {
    let state: JurisdictionCode = state
        .parse()
        .map_err(|()| Error::Asked(format!("\"{}\" is no ISO 3166-1 alpha-2 code", crate::form::shorten(state))))?;
    let instrument_file = path.extension().is_some_and(|e| e == "md") && corpus::read_file(path)?.starts_with("+++");
    let texts = if instrument_file { file(path, state)? } else { imported(path, &state)? };
    let checked = corpus::of_texts(&texts, &[]);
    let errors: Vec<_> = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    if errors.is_empty() {
        return Ok(checked.value);
    }
    super::draw::print(&mut std::io::stderr().lock(), &checked.value.sources, &errors, super::draw::Style::Full)?;
    Err(Error::Data(format!("{}: {}", path.display(), super::draw::count(&errors))))
}

type Texts = Vec<(JurisdictionCode, String, String)>;

fn file(path: &Path, state: JurisdictionCode) -> Result<Texts, Error> {
    let text = corpus::read_file(path)?;
    let name = path.file_stem().map_or_else(|| "text".into(), |n| n.to_string_lossy().into_owned());
    // The identifier of the file says which state it is of.
    let told = text.lines().find_map(|l| l.strip_prefix("id = \"/akn/")).and_then(|l| l.split('/').next());
    let state = told.and_then(|t| t.parse().ok()).unwrap_or(state);
    Ok(vec![(state, name, text)])
}

fn imported(path: &Path, state: &JurisdictionCode) -> Result<Texts, Error> {
    let mut texts = Vec::new();
    let mut refused = Vec::new();
    let opened = open::open(path, None, &mut |text| match text {
        Ok(opened) => {
            let written = write::instrument(&opened.draft, state, &Given::default(), &opened.origin);
            texts.push((state.clone(), written.short_name, written.text));
        }
        Err(refusal) => refused.push(refusal.to_string()),
    });
    let failed = |why: String| Error::Asked(format!("{}: {why}", path.display()));
    opened.map_err(|refusal| failed(refusal.to_string()))?;
    if texts.is_empty() { Err(failed(refused.join("; "))) } else { Ok(texts) }
}
