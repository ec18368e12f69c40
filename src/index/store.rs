//! The folder of the index: one lock, segments made beside the old ones and moved in place, the fingerprint written last.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tantivy::TantivyError;
use tantivy::directory::MmapDirectory;

use super::frozen::Frozen;
use super::record::{Record, records};
use super::{Error, Index, WAITING, build, schema};
use crate::corpus::Corpus;
use crate::query::thesaurus::Lexicon;
use crate::rubric::Rubric;

pub(super) fn open_or_build(
    lexicon: Lexicon,
    dir: &Path,
    corpus: &Corpus,
    rubrics: &[Rubric],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Index, Error> {
    let wanted = fingerprint(corpus, rubrics, &lexicon);
    let records = records(corpus);
    let count = records.len();
    let lock = match lock(dir, progress) {
        Ok(lock) => lock,
        // Nothing can be written here, but a finished index can be read.
        Err(error) => {
            return open(dir, &wanted, count).map(|s| Index::over(s, records, lexicon)).ok_or(error);
        }
    };
    if let Some(searcher) = open(dir, &wanted, count) {
        return Ok(Index::over(searcher, records, lexicon));
    }
    sweep(dir)?;
    let fresh = dir.join(format!("segments.new-{}", std::process::id()));
    let made = make(&fresh, corpus, rubrics, &records, &lexicon, progress);
    if let Err(error) = made {
        // What was half made helps nobody; where even this fails, the next run sweeps it away.
        let _ = fs::remove_dir_all(&fresh);
        return Err(error);
    }
    put_in_place(dir, &fresh, &wanted)?;
    let searcher = open(dir, &wanted, count);
    drop(lock);
    let reason = || "it does not open after it was built".to_string();
    let searcher = searcher.ok_or_else(|| Error::Read { path: dir.to_path_buf(), reason: reason() })?;
    Ok(Index::over(searcher, records, lexicon))
}

/// Hash of all that the index is made from and by.
fn fingerprint(corpus: &Corpus, rubrics: &[Rubric], lexicon: &Lexicon) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part.as_bytes());
        hash.update([0]);
    };
    add(&format!("schema {}", schema::NUMBER));
    add(tantivy::version_string());
    add(&corpus.hash);
    for rubric in rubrics {
        add(&format!("rubric {} {}", rubric.id, rubric.version));
        for criterion in &rubric.criteria {
            add(&format!("{} {}", criterion.id, criterion.pillar));
        }
    }
    for ((language, word), stem) in &lexicon.thesaurus.protected {
        add(&format!("{language} {word} {stem}"));
    }
    for term in lexicon.thesaurus.concepts.iter().flat_map(|c| &c.terms) {
        add(&format!("{} {}", term.language, term.text));
    }
    hash.finalize().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn write_failed(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    move |e| Error::Write { path: path.to_path_buf(), reason: e.to_string() }
}

/// Takes the lock of the folder; waits for whoever holds it.
fn lock(dir: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<File, Error> {
    fs::create_dir_all(dir).map_err(write_failed(dir))?;
    let path = dir.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(write_failed(&path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            progress(WAITING.0, WAITING.1);
            file.lock().map_err(write_failed(&path))?;
        }
        Err(TryLockError::Error(e)) => return Err(write_failed(&path)(e)),
    }
    Ok(file)
}

/// Opens the folder, if it holds what is wanted and every file is as it was written.
fn open(dir: &Path, wanted: &str, provisions: usize) -> Option<tantivy::Searcher> {
    let found = fs::read_to_string(dir.join("fingerprint")).ok()?;
    if found.trim() != wanted {
        return None;
    }
    let engine = tantivy::Index::open(Frozen(MmapDirectory::open(dir.join("segments")).ok()?)).ok()?;
    let damaged = engine.validate_checksum().ok()?;
    if !damaged.is_empty() {
        return None;
    }
    Index::searcher(&engine, provisions).ok()
}

/// Removes what killed runs have left behind.
fn sweep(dir: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(dir).map_err(write_failed(dir))? {
        let path = entry.map_err(write_failed(dir))?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("segments.new-") || name.starts_with("segments.old-") {
            fs::remove_dir_all(&path).map_err(write_failed(&path))?;
        } else if name.starts_with("fingerprint.new-") {
            fs::remove_file(&path).map_err(write_failed(&path))?;
        }
    }
    Ok(())
}

fn make(
    fresh: &Path,
    corpus: &Corpus,
    rubrics: &[Rubric],
    records: &[Record],
    lexicon: &Lexicon,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Error> {
    fs::create_dir_all(fresh).map_err(write_failed(fresh))?;
    let failed = |e: TantivyError| engine_failed(fresh, &e);
    let (schema, _) = schema::schema();
    let engine = tantivy::Index::create_in_dir(fresh, schema).map_err(failed)?;
    build::fill(&engine, corpus, rubrics, records, lexicon, progress).map_err(failed)
}

/// While segments are written, an error of the engine is an error of the folder: a full disk comes as an internal error.
fn engine_failed(path: &Path, error: &TantivyError) -> Error {
    match error {
        TantivyError::SchemaError(_) | TantivyError::FieldNotFound(_) | TantivyError::InvalidArgument(_) => {
            Error::engine(error)
        }
        other => Error::Write { path: path.to_path_buf(), reason: other.to_string() },
    }
}

/// Old segments out, new ones in, and only then the fingerprint that vouches for them.
fn put_in_place(dir: &Path, fresh: &Path, wanted: &str) -> Result<(), Error> {
    let segments = dir.join("segments");
    let fingerprint = dir.join("fingerprint");
    let gone = |path: &Path, result: io::Result<()>| match result {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(write_failed(path)(e)),
        _ => Ok(()),
    };
    gone(&fingerprint, fs::remove_file(&fingerprint))?;
    let old = dir.join(format!("segments.old-{}", std::process::id()));
    gone(&segments, fs::rename(&segments, &old))?;
    fs::rename(fresh, &segments).map_err(write_failed(&segments))?;
    gone(&old, fs::remove_dir_all(&old))?;
    let temporary: PathBuf = dir.join(format!("fingerprint.new-{}", std::process::id()));
    fs::write(&temporary, format!("{wanted}\n")).map_err(write_failed(&temporary))?;
    fs::rename(&temporary, &fingerprint).map_err(write_failed(&fingerprint))
}
