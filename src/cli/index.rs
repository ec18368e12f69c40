//! `lacuna index`: builds the index, or says that it is up to date; other commands do the same when they need it.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::world::World;
use super::{DataArgs, Error, Outcome, world};
use crate::index::Index;

#[derive(Args)]
pub(super) struct IndexArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Folder of the index
    #[arg(long, value_name = "DIR", default_value = "index")]
    index: PathBuf,
}

pub(super) fn run(args: &IndexArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.data)?;
    let index = open(&args.index, &world)?;
    writeln!(out, "{} provisions indexed in {}", index.records().len(), args.index.display())?;
    Ok(Outcome::Done)
}

/// Opens the index; builds it first, with a progress bar, where it is missing or of other law.
pub(super) fn open(folder: &Path, world: &World) -> Result<Index, Error> {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("Indexing [{bar:40}] {pos}/{len} provisions") {
        bar.set_style(style);
    }
    let built = Index::open_or_build(folder, &world.corpus, &world.rubrics, &mut |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    built.map_err(|e| Error::Asked(e.to_string()))
}
