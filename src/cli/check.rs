//! `lacuna check`: everything that is wrong with the corpus and the rubrics, in one run.

use std::io::Write;

use clap::Args;

use super::draw::{self, Style};
use super::{DataArgs, Error, Outcome, world};
use crate::diag::Severity;

#[derive(Args)]
#[command(
    after_help = "Errors stop every other command; warnings mark what is merely thin. Exit code 2 when there is an error."
)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    data: DataArgs,
    /// How to print what is wrong
    #[arg(long, value_enum, default_value = "full")]
    format: Style,
    /// Leave out warnings
    #[arg(long)]
    errors_only: bool,
}

pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let (checked, rubrics) = world::read(&args.data)?;
    let mut shown = checked.diagnostics.clone();
    shown.retain(|d| d.severity == Severity::Error || !args.errors_only);
    draw::print(out, &checked.value.sources, &shown, args.format)?;
    let corpus = &checked.value;
    if args.format != Style::Json {
        let provisions: usize = corpus.instruments.iter().map(|i| i.provisions.len()).sum();
        writeln!(
            out,
            "{}, {}, {}, {}: {}",
            draw::plural(corpus.jurisdictions.len(), "state"),
            draw::plural(corpus.instruments.len(), "instrument"),
            draw::plural(provisions, "provision"),
            draw::plural(rubrics.len(), "rubric"),
            draw::count(&checked.diagnostics)
        )?;
    }
    if checked.has_errors() {
        out.flush()?;
        return Err(Error::Data("the corpus has errors".into()));
    }
    Ok(Outcome::Done)
}
