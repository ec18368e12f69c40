//! The index of all provisions: built once, kept in a folder, made again whenever what it was made from has changed.

mod build;
mod find;
mod frozen;
pub mod record;
mod schema;
pub mod stem;
mod store;

use std::path::{Path, PathBuf};

use tantivy::Searcher;

use crate::corpus::Corpus;
use crate::diag::Sources;
use crate::query::thesaurus::{BUILT_IN, Lexicon, Thesaurus};
use crate::rubric::Rubric;
pub use find::{Match, Tier};
use record::Record;
use schema::Fields;

/// Why there is no index.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder cannot be written.
    #[error(
        "cannot write the index in {path}: {reason}; make the folder writable, free some space, or name another folder"
    )]
    Write {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The folder or a file in it cannot be read.
    #[error("cannot read the index in {path}: {reason}; remove the folder's segments and fingerprint, and run again")]
    Read {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The search engine failed.
    #[error("the search engine failed: {reason}; remove the index folder's segments and fingerprint, and run again")]
    Engine {
        /// What it says.
        reason: String,
    },
    /// The thesaurus has mistakes.
    #[error("the thesaurus {path} has mistakes: {first}")]
    Thesaurus {
        /// Which file.
        path: PathBuf,
        /// The first mistake, with its place.
        first: String,
    },
}

impl Error {
    fn engine(error: &tantivy::TantivyError) -> Self {
        Self::Engine { reason: error.to_string() }
    }
}

/// What `progress` is called with, once, while another process holds the folder.
pub const WAITING: (u64, u64) = (0, 0);

/// The index, open.
pub struct Index {
    records: Vec<Record>,
    lexicon: Lexicon,
    fields: Fields,
    searcher: Searcher,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("provisions", &self.records.len()).finish_non_exhaustive()
    }
}

/// The thesaurus that is compiled in, with the stemmers.
pub fn lexicon() -> Result<Lexicon, Error> {
    read_lexicon(Path::new("index/thesaurus.toml"), BUILT_IN)
}

/// A thesaurus from a file instead of the one compiled in.
pub fn lexicon_from(path: &Path) -> Result<Lexicon, Error> {
    let failed = |e: std::io::Error| Error::Read { path: path.to_path_buf(), reason: e.to_string() };
    read_lexicon(path, &std::fs::read_to_string(path).map_err(failed)?)
}

fn read_lexicon(path: &Path, text: &str) -> Result<Lexicon, Error> {
    let mut sources = Sources::default();
    let source = sources.add(path.to_path_buf(), text);
    let read = Thesaurus::read(text, source);
    match read.diagnostics.first() {
        Some(first) => Err(Error::Thesaurus { path: path.to_path_buf(), first: crate::diag::short(&sources, first) }),
        None => Ok(Lexicon::new(read.value, stem::stem)),
    }
}

impl Index {
    /// Opens the index in `dir`, or builds it where it is missing, out of date or damaged.
    /// `progress` is told provisions done and in all, and [`WAITING`] while another process builds.
    pub fn open_or_build(
        dir: &Path,
        corpus: &Corpus,
        rubrics: &[Rubric],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, Error> {
        Self::open_or_build_with(lexicon()?, dir, corpus, rubrics, progress)
    }

    /// The same with a lexicon of one's own.
    pub fn open_or_build_with(
        lexicon: Lexicon,
        dir: &Path,
        corpus: &Corpus,
        rubrics: &[Rubric],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, Error> {
        store::open_or_build(lexicon, dir, corpus, rubrics, progress)
    }

    /// Builds an index that lives in memory only.
    pub fn in_memory(corpus: &Corpus, rubrics: &[Rubric], progress: &mut dyn FnMut(u64, u64)) -> Result<Self, Error> {
        Self::in_memory_with(lexicon()?, corpus, rubrics, progress)
    }

    /// The same with a lexicon of one's own.
    pub fn in_memory_with(
        lexicon: Lexicon,
        corpus: &Corpus,
        rubrics: &[Rubric],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, Error> {
        let (schema, _) = schema::schema();
        let engine = tantivy::Index::create_in_ram(schema);
        let records = record::records(corpus);
        build::fill(&engine, corpus, rubrics, &records, &lexicon, progress).map_err(|e| Error::engine(&e))?;
        let searcher = Self::searcher(&engine, records.len()).map_err(|e| Error::engine(&e))?;
        Ok(Self::over(searcher, records, lexicon))
    }

    /// A searcher over an engine that holds exactly so many provisions.
    fn searcher(engine: &tantivy::Index, provisions: usize) -> Result<Searcher, tantivy::TantivyError> {
        let reader: tantivy::IndexReader =
            engine.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        if searcher.num_docs() == provisions as u64 {
            return Ok(searcher);
        }
        let reason = format!("{} provisions in the index, {provisions} in the corpus", searcher.num_docs());
        Err(tantivy::TantivyError::InternalError(reason))
    }

    fn over(searcher: Searcher, records: Vec<Record>, lexicon: Lexicon) -> Self {
        let (_, fields) = schema::schema();
        Self { records, lexicon, fields, searcher }
    }

    /// Every provision in the order of the corpus.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Thesaurus and stemmers.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

#[cfg(test)]
mod tests;
