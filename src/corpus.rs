//! The corpus: every state's folder and the treaties, read whole and checked across files.

pub mod check;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diag::{Checked, Diagnostic, Severity, SourceId, Sources, Span};
use crate::form::{self, Origin};
use crate::law::id::{InstrumentId, JurisdictionCode, ProvisionRef};
use crate::law::state::{self, Jurisdiction, Source};
use crate::law::{Instrument, Provision, text};
use crate::rubric::Rubric;

/// The largest file that is read, in bytes; no digest or statute of the region comes near it.
const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// Why a corpus cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {source}; check that it exists and may be read")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is too large.
    #[error(
        "{path} has {bytes} bytes, more than the {LARGEST_FILE} that a corpus file may have; split it by instrument"
    )]
    TooLarge {
        /// Which.
        path: PathBuf,
        /// How large.
        bytes: u64,
    },
}

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The files, for places.
    pub sources: Sources,
    /// States by code; `INT` only where a folder `int` is there.
    pub jurisdictions: BTreeMap<JurisdictionCode, Jurisdiction>,
    /// Instruments by state and identifier. Where an official text and a digest have the same identifier, the official text comes first.
    pub instruments: Vec<Instrument>,
    /// Sources that several states share (`int/…`).
    pub shared_sources: Vec<Source>,
    /// Which instruments are texts of one work.
    versions: versions::Versions,
    /// SHA-256 over the paths and bytes of all files, in hex.
    pub hash: String,
}

impl Corpus {
    /// The instrument with this identifier (the official text before the digest).
    pub fn instrument(&self, id: &InstrumentId) -> Option<&Instrument> {
        self.instruments.iter().find(|i| i.id == *id)
    }

    /// The instrument that a text names by its identifier, where it is here.
    pub fn named(&self, name: &str) -> Option<&Instrument> {
        name.parse().ok().and_then(|id| self.instrument(&id))
    }

    /// How people cite what a text names: by identifier where the instrument is here, else in the words that stand.
    pub fn name_of(&self, name: &str) -> String {
        self.named(name).map_or_else(|| name.to_string(), Instrument::citation)
    }

    /// Instruments of a state.
    pub fn of<'a>(&'a self, code: &'a JurisdictionCode) -> impl Iterator<Item = &'a Instrument> {
        self.instruments.iter().filter(move |i| i.jurisdiction == *code)
    }

    /// A provision with its instrument.
    pub fn provision(&self, reference: &ProvisionRef) -> Option<(&Instrument, &Provision)> {
        self.instruments
            .iter()
            .filter(|i| i.id == reference.instrument)
            .find_map(|i| i.provision(reference.eid.as_str()).map(|p| (i, p)))
    }

    /// The source that a key of this state names; `int/…` are the shared ones.
    pub fn source(&self, code: &JurisdictionCode, key: &str) -> Option<&Source> {
        let shared = || self.shared_sources.iter();
        if let Some(key) = key.strip_prefix("int/") {
            return shared().find(|s| s.key == key);
        }
        if code.is_international() {
            return shared().find(|s| s.key == key);
        }
        self.jurisdictions.get(code)?.sources.iter().find(|s| s.key == key)
    }

    /// States, without the treaties' folder.
    pub fn states(&self) -> impl Iterator<Item = &Jurisdiction> {
        self.jurisdictions.values()
    }
}

/// Reads the folders (the first is the main one) and checks them against the rubrics.
/// `progress` is told each file that was read.
pub fn load(
    folders: &[PathBuf],
    rubrics: &[Rubric],
    sources: Sources,
    progress: &mut dyn FnMut(&Path),
) -> Result<Checked<Corpus>, Error> {
    let mut reader = Reader { corpus: Corpus { sources, ..Corpus::default() }, out: Vec::new(), hash: Sha256::new() };
    for folder in folders {
        reader.folder(folder, progress)?;
    }
    Ok(reader.whole(rubrics))
}

/// A corpus of texts in memory, each an instrument file of a state by the name of its file, checked like a folder.
pub fn of_texts(texts: &[(JurisdictionCode, String, String)], rubrics: &[Rubric]) -> Checked<Corpus> {
    let mut reader = Reader { corpus: Corpus::default(), out: Vec::new(), hash: Sha256::new() };
    for (code, name, text) in texts {
        reader.hash.update(text.as_bytes());
        let source = reader.corpus.sources.add(PathBuf::from(format!("{}/{name}.md", code.folder())), text);
        if let Some(instrument) = text::read(text, source, code, name, &mut reader.out) {
            reader.corpus.instruments.push(instrument);
        }
    }
    let codes: BTreeSet<JurisdictionCode> = texts.iter().map(|(code, _, _)| code.clone()).collect();
    for code in codes {
        let state = Jurisdiction::stand_in(&code, BTreeMap::new(), Vec::new(), Vec::new());
        reader.corpus.jurisdictions.insert(code, state);
    }
    reader.whole(rubrics)
}

/// Reads one text file and refuses what is too large or no UTF-8.
pub fn read_file(path: &Path) -> Result<String, Error> {
    let failed = |source| Error::Read { path: path.to_path_buf(), source };
    let bytes = std::fs::metadata(path).map_err(failed)?.len();
    if bytes > LARGEST_FILE {
        return Err(Error::TooLarge { path: path.to_path_buf(), bytes });
    }
    std::fs::read_to_string(path).map_err(failed)
}

struct Reader {
    corpus: Corpus,
    out: Vec<Diagnostic>,
    hash: Sha256,
}

impl Reader {
    /// Everything that was read, in order and checked across files.
    fn whole(self, rubrics: &[Rubric]) -> Checked<Corpus> {
        let Reader { mut corpus, mut out, hash } = self;
        corpus.hash = hash.finalize().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let official_first = |i: &Instrument| i.text_kind != crate::law::words::TextKind::Official;
        corpus.instruments.sort_by(|a, b| {
            (&a.jurisdiction, &a.id, official_first(a), &a.short_name).cmp(&(
                &b.jurisdiction,
                &b.id,
                official_first(b),
                &b.short_name,
            ))
        });
        corpus.versions = versions::of(&corpus.instruments);
        check::across(&corpus, rubrics, &mut out);
        out.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
        out.dedup();
        Checked { value: corpus, diagnostics: out }
    }

    fn folder(&mut self, folder: &Path, progress: &mut dyn FnMut(&Path)) -> Result<(), Error> {
        for state in entries(folder)? {
            if !state.is_dir() {
                continue;
            }
            let name = file_name(&state);
            if name.starts_with('.') || name == "guidance" {
                continue;
            }
            let Ok(code) = name.parse::<JurisdictionCode>() else {
                self.note_folder(
                    &state,
                    "C001",
                    "is no ISO 3166-1 alpha-2 code in lower case",
                    "name the folder by its code, such as tt",
                );
                continue;
            };
            self.state(&state, &code, progress)?;
        }
        Ok(())
    }

    fn note_folder(&mut self, path: &Path, code: &'static str, what: &str, help: &str) {
        let source = self.corpus.sources.add(path.to_path_buf(), "");
        let message = format!("{} {what}", path.display());
        self.out.push(Diagnostic {
            severity: Severity::Error,
            code,
            span: Span::new(source, 0..0),
            message,
            help: help.into(),
        });
    }

    fn take(&mut self, root: &Path, path: &Path, progress: &mut dyn FnMut(&Path)) -> Result<(SourceId, String), Error> {
        let text = read_file(path)?;
        // The hash must not depend on where the folder stands on a machine.
        let inside = path.strip_prefix(root).unwrap_or(path);
        let inside: Vec<String> = inside.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        self.hash.update(inside.join("/").as_bytes());
        self.hash.update([0]);
        self.hash.update(text.as_bytes());
        self.hash.update([0]);
        progress(path);
        Ok((self.corpus.sources.add(path.to_path_buf(), &text), text))
    }

    fn state(&mut self, folder: &Path, code: &JurisdictionCode, progress: &mut dyn FnMut(&Path)) -> Result<(), Error> {
        let root = folder.parent().unwrap_or(folder);
        let mut jurisdiction = None;
        let mut listed = (Vec::new(), Vec::new());
        let mut decisions: Vec<(PathBuf, SourceId, String)> = Vec::new();
        for path in entries(folder)? {
            let name = file_name(&path);
            if path.is_dir() {
                if name == "reviews" {
                    for review in entries(&path)? {
                        if extension(&review) == "toml" {
                            let (source, text) = self.take(root, &review, progress)?;
                            decisions.push((review, source, text));
                        }
                    }
                }
                continue;
            }
            match (name.as_str(), extension(&path).as_str()) {
                ("jurisdiction.toml", _) => {
                    let (source, text) = self.take(root, &path, progress)?;
                    let origin = Origin { source, offset: 0 };
                    jurisdiction = form::read(&text, origin, &mut self.out, Jurisdiction::read);
                    if let Some(found) = &jurisdiction
                        && found.code != *code
                    {
                        let message = format!("code {} in the folder of {code}", found.code);
                        let help = "correct the code or move the file".into();
                        self.out.push(Diagnostic {
                            severity: Severity::Error,
                            code: "J006",
                            span: found.span,
                            message,
                            help,
                        });
                    }
                }
                ("sources.toml", _) => {
                    let (source, text) = self.take(root, &path, progress)?;
                    listed = form::read(&text, Origin { source, offset: 0 }, &mut self.out, state::read_sources);
                }
                ("README.md", _) => {}
                (_, "md") => {
                    let (source, text) = self.take(root, &path, progress)?;
                    let stem = name.trim_end_matches(".md");
                    if let Some(instrument) = text::read(&text, source, code, stem, &mut self.out) {
                        self.corpus.instruments.push(instrument);
                    }
                }
                (_, "toml") => {
                    let help =
                        "a state has jurisdiction.toml, sources.toml, *.md and reviews/*.toml; rename or move it";
                    self.note_folder(&path, "C002", "is no file that the corpus knows", help);
                }
                _ => {}
            }
        }
        self.finish_state(folder, code, jurisdiction, listed, decisions);
        Ok(())
    }

    fn finish_state(
        &mut self,
        folder: &Path,
        code: &JurisdictionCode,
        jurisdiction: Option<Jurisdiction>,
        (sources, searches): (Vec<Source>, Vec<state::Search>),
        decisions: Vec<(PathBuf, SourceId, String)>,
    ) {
        if code.is_international() {
            self.corpus.shared_sources.extend(sources);
            return;
        }
        let mut by_rubric = BTreeMap::new();
        for (path, source, text) in decisions {
            let read = form::read(&text, Origin { source, offset: 0 }, &mut self.out, state::read_decisions);
            by_rubric.insert(file_name(&path).trim_end_matches(".toml").to_string(), read);
        }
        let only_official = self.only_official(code);
        match (self.corpus.jurisdictions.get_mut(code), jurisdiction) {
            (Some(known), _) => {
                known.sources.extend(sources);
                known.searches.extend(searches);
                known.decisions.extend(by_rubric);
            }
            (None, Some(mut found)) => {
                found.sources = sources;
                found.searches = searches;
                found.decisions = by_rubric;
                self.corpus.jurisdictions.insert(code.clone(), found);
            }
            // A folder of imported texts alone is read by itself; our own digests must say which state they are of.
            (None, None) if only_official => {
                let state = Jurisdiction::stand_in(code, by_rubric, sources, searches);
                self.corpus.jurisdictions.insert(code.clone(), state);
            }
            (None, None) => {
                self.note_folder(
                    folder,
                    "C003",
                    "has no jurisdiction.toml that can be read",
                    "add or mend jurisdiction.toml",
                );
            }
        }
    }
}

impl Reader {
    fn only_official(&self, code: &JurisdictionCode) -> bool {
        let mut texts = self.corpus.of(code).peekable();
        texts.peek().is_some() && texts.all(|i| i.text_kind == crate::law::words::TextKind::Official)
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Read { path: folder.to_path_buf(), source };
    let mut all = BTreeSet::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        all.insert(entry.map_err(failed)?.path());
    }
    Ok(all.into_iter().collect())
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn extension(path: &Path) -> String {
    path.extension().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
