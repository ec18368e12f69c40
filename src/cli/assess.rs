//! `lacuna assess`: findings, evidence and scores, for people or as JSON.

use std::io::Write;

use super::{Error, Format, Outcome, StatesArgs, world};
use crate::assess::{self, Assessment, Options};
use crate::law::words::Level;
use crate::output::Assessed;
use crate::report::{self, LIMITS};
use crate::rubric::Rubric;
use clap::Args;

#[derive(Args)]
#[command(after_help = "Examples:\n  lacuna assess --state TT\n  lacuna assess --state TT,BB --format json\n  \
                        lacuna assess --corpus my-bill --state TT --alone")]
pub(super) struct AssessArgs {
    #[command(flatten)]
    states: StatesArgs,
    /// Ask only what these texts contain: what they do not contain is "not found", whatever other law may say
    #[arg(long)]
    alone: bool,
}

pub(super) fn run(args: &AssessArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.states.data)?;
    let options = Options { as_of: world.as_of, alone: args.alone };
    let states = world.states(&args.states.state)?;
    let all: Vec<Assessment> =
        states.into_iter().map(|state| assess::assess(&world.corpus, world.rubric(), state, options)).collect();
    if args.states.format == Format::Json {
        let output = Assessed::new(world.rubric(), &world.corpus.hash, options, &all);
        serde_json::to_writer_pretty(&mut *out, &output).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    for assessment in &all {
        text(out, world.rubric(), assessment, options)?;
    }
    Ok(Outcome::Done)
}

fn text(out: &mut dyn Write, rubric: &Rubric, a: &Assessment, options: Options) -> std::io::Result<()> {
    writeln!(out, "{} ({}), law as of {}, {} {}", a.name, a.code, options.as_of, rubric.id, rubric.version)?;
    writeln!(out, "Band {}: {}", a.band, a.band_words)?;
    for rule in &rubric.scores {
        let Some(score) = a.scores.get(&rule.id) else { continue };
        let value = score.value.map_or("–".to_string(), |v| v.to_string());
        writeln!(
            out,
            "  {:<28} {value:>5}  coverage {:>5} %  range {} to {}  ({} met, {} partly, {} not, {} open)",
            score.title, score.coverage, score.low, score.high, score.met, score.partly, score.not_met, score.open
        )?;
    }
    for (finding, criterion) in a.findings.iter().zip(&rubric.criteria) {
        let grade = finding.grade.map_or("-".to_string(), |g| g.to_string());
        let gate = if criterion.gate { "*" } else { " " };
        writeln!(out, "{gate} {:<26} {:<20} {grade}  {}", finding.criterion, finding.level.words(), finding.note)?;
        if finding.level != Level::NotAssessed {
            for evidence in report::distinct(finding.evidence()).iter().take(3) {
                writeln!(out, "      {}", evidence.pinpoint.citation)?;
            }
        }
        if !finding.missing.is_empty() && finding.level != Level::NotAssessed {
            writeln!(out, "      missing: {}", finding.missing.join(", "))?;
        }
    }
    writeln!(out, "* gate. {LIMITS}\n")
}
