//! `lacuna site`: the whole site as files in a folder.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{DataArgs, Error, Outcome, world};
use crate::render::Renderer;
use crate::site::{Site, write};

#[derive(Args)]
pub(super) struct SiteArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Folder to write; it must be new, empty, or written by lacuna before
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(args: &SiteArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.data)?;
    let rubric = world.rubric().clone();
    let site = Site::new(Arc::new(world.corpus), Arc::new(rubric), world.as_of);
    let bar = world::progress("Making pages");
    let renderer = Renderer::new().map_err(|e| Error::Asked(e.to_string()))?;
    let pages = site.build(&renderer, &mut |_| bar.inc(1)).map_err(|e| Error::Asked(e.to_string()))?;
    bar.finish_and_clear();
    write::write(&args.out, &pages).map_err(|e| Error::Asked(e.to_string()))?;
    writeln!(out, "{} pages in {}; open {}", pages.len(), args.out.display(), args.out.join("index.html").display())?;
    Ok(Outcome::Done)
}
