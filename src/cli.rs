//! The command line: what people type, and what they read.
//!
//! Exit codes: 0 done; 1 the answer is negative (no hit, or warnings under `--deny warnings`); 2 could not do it.

mod assess;
mod check;
mod coverage;
mod diff;
mod draw;
mod evaluate;
mod export;
mod import;
mod index;
mod lint;
mod penalties;
mod report;
mod search;
mod serve;
mod site;
mod texts;
mod world;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// The answer is negative.
    Negative,
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The corpus cannot be read.
    #[error(transparent)]
    Corpus(#[from] crate::corpus::Error),
    /// The data is wrong; the messages have been printed.
    #[error("{0}")]
    Data(String),
    /// Output cannot be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] std::io::Error),
    /// What was asked for is not there.
    #[error("{0}")]
    Asked(String),
}

#[derive(Parser)]
#[command(name = "lacuna", version, about, long_about = LONG_ABOUT, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const LONG_ABOUT: &str = "Lacuna assesses the law on trafficking in persons of the Caribbean and Central America, \
provision by provision, and says where it falls short, on which evidence, and how other states wrote it.

It measures law on paper, not enforcement. It is not legal advice: check the official text.";

const EXIT_CODES: &str = "Exit codes: 0 done; 1 the answer is negative (no hit); 2 could not do it.";

#[derive(Subcommand)]
enum Command {
    /// Check the corpus and the rubrics: every mistake with file, line, column and remedy
    Check(check::CheckArgs),
    /// Read official texts in, from PDF, HTML, DOCX, text, Markdown, XML or JSON
    Import(import::ImportArgs),
    /// Build the index of provisions, or see that it is up to date
    Index(index::IndexArgs),
    /// Search the law, provision by provision
    Search(search::SearchArgs),
    /// Assess states under a rubric: findings, evidence, gaps, scores, bands
    Assess(assess::AssessArgs),
    /// Write the gap report of one state: HTML, Markdown, JSON or CSV
    Report(report::ReportArgs),
    /// What law is here, as at when, at which grade; what is missing, and what was tried
    Coverage(coverage::CoverageArgs),
    /// What changed between two versions of an instrument, in words
    Diff(diff::DiffArgs),
    /// Find slips of drafting: broken references, unused terms, missing penalties
    Lint(lint::LintArgs),
    /// Hold machine readings of texts against what people answered (gold codings)
    Evaluate(evaluate::EvaluateArgs),
    /// Write instruments in a format that other programs read: Akoma Ntoso
    Export(export::ExportArgs),
    /// Every offence and penalty that has been coded
    Penalties(penalties::PenaltiesArgs),
    /// Index and score the law, and serve the site and the JSON API
    Serve(serve::ServeArgs),
    /// Write the whole site as files that open without a server
    Site(site::SiteArgs),
}

/// Where the data is.
#[derive(Args, Clone, Debug)]
pub struct DataArgs {
    /// Folder of law; may be given several times (the shipped one is `corpus`)
    #[arg(long, value_name = "DIR", default_value = "corpus")]
    pub corpus: Vec<PathBuf>,
    /// Rubric to assess under; without it, the first in `rubrics`
    #[arg(long, value_name = "FILE")]
    pub rubric: Option<PathBuf>,
    /// Day whose law counts; without it, the latest day on which a source was consulted
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
}

/// What a command on several states works on, and how it prints.
#[derive(Args, Clone, Debug)]
pub struct StatesArgs {
    /// Where the data is.
    #[command(flatten)]
    pub data: DataArgs,
    /// States by code, separated by commas; without it, every state
    #[arg(long, value_name = "CODE")]
    pub state: Vec<String>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs; the form is stable.
    Json,
}

/// Parses the arguments, runs the command, prints errors.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            return if error.print().is_ok() { ExitCode::from(code) } else { ExitCode::from(2) };
        }
    };
    let mut out = std::io::stdout().lock();
    let result = match cli.command {
        Command::Check(args) => check::run(&args, &mut out),
        Command::Import(args) => import::run(&args, &mut out),
        Command::Index(args) => index::run(&args, &mut out),
        Command::Search(args) => search::run(&args, &mut out),
        Command::Serve(args) => serve::run(&args, &mut out),
        Command::Assess(args) => assess::run(&args, &mut out),
        Command::Coverage(args) => coverage::run(&args, &mut out),
        Command::Diff(args) => diff::run(&args, &mut out),
        Command::Lint(args) => lint::run(&args, &mut out),
        Command::Evaluate(args) => evaluate::run(&args, &mut out),
        Command::Export(args) => export::run(&args, &mut out),
        Command::Report(args) => report::run(&args, &mut out),
        Command::Penalties(args) => penalties::run(&args, &mut out),
        Command::Site(args) => site::run(&args, &mut out),
    };
    match result.and_then(|outcome| Ok(out.flush().map(|()| outcome)?)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Negative) => ExitCode::from(1),
        // A reader that closes the pipe early (`| head`) has what it wanted.
        Err(Error::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "lacuna: {error}");
            ExitCode::from(2)
        }
    }
}
