//! `lacuna search`: provisions that match, with what matched, for people or as JSON.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{DataArgs, Error, Format, Outcome, index, world};
use crate::search::{self, Request};

#[derive(Args)]
#[command(
    after_help = "Examples:\n  lacuna search 'withholding passport'\n  lacuna search '\"debt bondage\" AND NOT child' --state TT,BB\n  \
    lacuna search 'traffick* w/5 organ' --format json\n  lacuna search 's. 16' --in 2010..2015\n\n\
    Words, \"phrases\", AND OR NOT, brackets, prefix*, \"a b\"~5, a w/5 b, heading:consent, state:TT, citations.\n\
    Exit code 1 when nothing matches."
)]
pub(super) struct SearchArgs {
    #[command(flatten)]
    data: DataArgs,
    /// What to look for
    query: String,
    /// States by code, separated by commas
    #[arg(long, value_name = "CODE")]
    state: Vec<String>,
    /// Years of the instruments, such as 2010..2015, 2010.. or ..2015
    #[arg(long = "in", value_name = "YEARS")]
    years: Option<String>,
    /// Only provisions read for this criterion
    #[arg(long, value_name = "ID")]
    criterion: Option<String>,
    /// Only texts in this language (en, es, fr, nl)
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// Hits to show
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Hits to pass over
    #[arg(long, default_value_t = 0)]
    offset: usize,
    /// Only my words: no equivalents, no other languages
    #[arg(long)]
    exact: bool,
    /// Folder of the index
    #[arg(long, value_name = "DIR", default_value = "index")]
    index: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &SearchArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.data)?;
    let index = index::open(&args.index, &world)?;
    let years = args.years.as_deref().map(search::years).transpose().map_err(Error::Asked)?;
    let request = Request {
        query: args.query.clone(),
        states: args.state.iter().flat_map(|s| s.split(',')).filter(|s| !s.is_empty()).map(str::to_string).collect(),
        years,
        criterion: args.criterion.clone(),
        language: args.lang.clone(),
        limit: args.limit,
        offset: args.offset,
        expand: !args.exact,
    };
    let answer = search::run(&index, &world.corpus, &request, world.as_of).map_err(|e| Error::Asked(e.to_string()))?;
    let outcome = if answer.total == 0 { Outcome::Negative } else { Outcome::Done };
    if args.format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &answer).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(outcome);
    }
    if let Some(mishap) = &answer.mishap {
        writeln!(out, "{}\n{}^", args.query, " ".repeat(mishap.at))?;
        writeln!(
            out,
            "{}{}",
            mishap.message,
            mishap.mended.as_ref().map(|m| format!("; perhaps: {m}")).unwrap_or_default()
        )?;
    }
    writeln!(out, "{} provisions. Understood as: {}", answer.total, answer.understood)?;
    for expansion in &answer.expanded {
        let added: Vec<&str> = expansion.added.iter().map(|a| a.term.as_str()).collect();
        writeln!(out, "Also looked for, beside {}: {}", expansion.term, added.join(", "))?;
    }
    for (i, hit) in answer.hits.iter().enumerate() {
        let grade = hit.grade.map_or("-".to_string(), |g| g.to_string());
        let force = match hit.in_force {
            Some(true) => "in force",
            Some(false) => "NOT in force",
            None => "not known whether in force",
        };
        writeln!(
            out,
            "\n{}. {} {}  [{}; grade {grade}; {force}]",
            args.offset + i + 1,
            hit.citation,
            hit.heading,
            hit.jurisdiction
        )?;
        writeln!(out, "   {}", hit.snippet)?;
        for penalty in &hit.penalties {
            writeln!(out, "   {}: {}", penalty.offence, penalty.words)?;
        }
    }
    if let Some(nothing) = &answer.nothing {
        if !nothing.unknown_terms.is_empty() {
            writeln!(out, "No provision here holds: {}", nothing.unknown_terms.join(", "))?;
        }
        if let Some(broader) = &nothing.broader {
            writeln!(out, "Broader: {} has {}", broader.query, broader.total)?;
        }
        writeln!(out, "{}", nothing.covers)?;
    }
    Ok(outcome)
}
