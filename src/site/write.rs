//! The only writer of the site: pages to files in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::Page;

/// A file that marks a folder as written by us, so that nobody's own folder is emptied.
const MARK: &str = ".lacuna-site";

/// Why the site could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds something else.
    #[error("{0} is not empty and was not written by lacuna; name an empty or new folder")]
    NotOurs(PathBuf),
    /// A file could not be written.
    #[error("cannot write {path}: {source}; check that the folder may be written and the disk has room")]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Writes all pages under `folder`. They are first written beside it, then moved into place, so that a reader
/// or a full disk never leaves half a site.
pub fn write(folder: &Path, pages: &[Page]) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Write { path, source }
    };
    if folder.exists() && !folder.join(MARK).exists() {
        let mut entries = fs::read_dir(folder).map_err(failed(folder))?;
        if entries.next().is_some() {
            return Err(Error::NotOurs(folder.to_path_buf()));
        }
    }
    let name = folder.file_name().map_or_else(|| "site".into(), |n| n.to_string_lossy().into_owned());
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed(parent))?;
    let fresh = parent.join(format!(".{name}.new-{}", std::process::id()));
    let written = fill(&fresh, pages);
    if let Err(error) = written {
        // What was half-written is of no use; the error that matters is the first one.
        let _ = fs::remove_dir_all(&fresh);
        return Err(error);
    }
    let old = parent.join(format!(".{name}.old-{}", std::process::id()));
    if folder.exists() {
        fs::rename(folder, &old).map_err(failed(folder))?;
    }
    fs::rename(&fresh, folder).map_err(failed(folder))?;
    if old.exists() {
        fs::remove_dir_all(&old).map_err(failed(&old))?;
    }
    Ok(())
}

fn fill(fresh: &Path, pages: &[Page]) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Write { path, source }
    };
    fs::create_dir_all(fresh).map_err(failed(fresh))?;
    for page in pages {
        let path = fresh.join(&page.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        fs::write(&path, &page.body).map_err(failed(&path))?;
    }
    let mark = fresh.join(MARK);
    fs::write(&mark, "").map_err(failed(&mark))
}
