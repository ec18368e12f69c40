//! `lacuna report`: the gap report of one state as HTML, Markdown, JSON or CSV.

use std::io::Write;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{DataArgs, Error, Outcome, world};
use crate::render::Renderer;
use crate::report::{self, csv, markdown};
use crate::site::{STYLE, Site, view};

#[derive(Args)]
#[command(
    after_help = "Examples:\n  lacuna report --state TT --format html > tt.html\n  lacuna report --state BB --format csv > bb.csv"
)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    data: DataArgs,
    /// The state, by code
    #[arg(long, value_name = "CODE")]
    state: String,
    /// How to write it
    #[arg(long, value_enum, default_value = "md")]
    format: ReportFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReportFormat {
    /// One page that opens anywhere and prints
    Html,
    /// Markdown
    Md,
    /// Everything, for programs
    Json,
    /// One row a finding, for a spreadsheet
    Csv,
}

pub(super) fn run(args: &ReportArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.data)?;
    let rubric = world.rubric().clone();
    let site = Site::new(Arc::new(world.corpus), Arc::new(rubric), world.as_of);
    let (state, assessment) =
        site.state(&args.state).ok_or_else(|| Error::Asked(format!("no state \"{}\" in the corpus", args.state)))?;
    let as_of = site.as_of.to_string();
    let built = report::build(&site.corpus, &site.rubric, state, assessment, &site.assessments, &as_of);
    match args.format {
        ReportFormat::Md => out.write_all(markdown::write(&built).as_bytes())?,
        ReportFormat::Csv => out.write_all(csv::write(&built).as_bytes())?,
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &built).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ReportFormat::Html => {
            let title = format!("{}: gap report", state.name());
            let mut page = json!({ "r": built, "title": title, "style": STYLE, "root": "" });
            view::add_paths(&site.corpus, &mut page);
            let html = Renderer::new().and_then(|r| r.page("report_alone.html", &page));
            out.write_all(html.map_err(|e| Error::Asked(e.to_string()))?.as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}
