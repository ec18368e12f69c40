//! `lacuna serve`: indexes the corpus, scores it, and serves the site and the JSON API.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{DataArgs, Error, Outcome, index, world};
use crate::server::{App, run as server};
use crate::site::Site;

#[derive(Args)]
#[command(after_help = "Writes nothing outside the index folder. Stop it with Ctrl-C.\n\n\
    API: /api/search?q=…  /api/assess?state=TT  /api/penalties?state=TT  /api/report?state=TT")]
pub(super) struct ServeArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Address to serve at
    #[arg(long, default_value = "127.0.0.1:8080")]
    addr: SocketAddr,
    /// Folder of the index
    #[arg(long, value_name = "DIR", default_value = "index")]
    index: PathBuf,
}

pub(super) fn run(args: &ServeArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let make = || -> Result<App, String> {
        let world = world::load(&args.data).map_err(|e| e.to_string())?;
        let index = index::open(&args.index, &world).map_err(|e| e.to_string())?;
        let rubric = world.rubric().clone();
        let site = Site::new(Arc::new(world.corpus), Arc::new(rubric), world.as_of);
        let bar = world::progress("Making pages");
        let app = App::new(site, index, &mut |_| bar.inc(1)).map_err(|e| e.to_string());
        bar.finish_and_clear();
        app
    };
    let ready = |address: SocketAddr| {
        // A closed pipe must not stop the server.
        let _ = writeln!(out, "Lacuna is at http://{address} (stop with Ctrl-C)");
        let _ = out.flush();
    };
    match server::serve(args.addr, make, ready) {
        Ok(Ok(())) => Ok(Outcome::Done),
        Ok(Err(sentence)) => Err(Error::Asked(sentence)),
        Err(error) => Err(Error::Asked(error.to_string())),
    }
}
