//! `lacuna penalties`: every offence and penalty, as a table or as JSON.

use std::io::Write;

use clap::Args;

use super::{Error, Format, Outcome, StatesArgs, world};
use crate::penalties;

#[derive(Args)]
pub(super) struct PenaltiesArgs {
    #[command(flatten)]
    states: StatesArgs,
}

pub(super) fn run(PenaltiesArgs { states: args }: &PenaltiesArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.data)?;
    let states = world.states(&args.state)?;
    let penalties::Table { mut rows, mut unread } = penalties::table(&world.corpus, None, world.as_of);
    rows.retain(|r| states.iter().any(|s| s.code == r.jurisdiction));
    unread.retain(|r| states.iter().any(|s| s.code == r.jurisdiction));
    if args.format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &rows).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for row in &rows {
            let grade = row.grade.map_or("-".to_string(), |g| g.to_string());
            writeln!(
                out,
                "{}  {:<44} {:<6} {:<11} {}",
                row.jurisdiction,
                row.offence,
                row.victim.word(),
                row.mode.word(),
                row.words
            )?;
            writeln!(
                out,
                "    {} [grade {grade}; {}; {}]",
                row.citation,
                row.in_force.words(),
                row.sources.join(", ")
            )?;
            if let Some(read) = &row.read {
                writeln!(out, "    read by machine: \"{}\"", read.words)?;
            }
        }
        if !unread.is_empty() {
            writeln!(out, "\nNot read; look at the words:")?;
        }
        for row in &unread {
            writeln!(out, "    {}: \"{}\" ({})", row.citation, row.unread.words, row.unread.why)?;
        }
    }
    Ok(if rows.is_empty() { Outcome::Negative } else { Outcome::Done })
}
