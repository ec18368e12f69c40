//! `lacuna diff`: what changed between two versions of an instrument, provision by provision, in words.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::{DataArgs, Error, Format, Outcome, texts, world};
use crate::corpus::Corpus;
use crate::diff::{self, Change};
use crate::law::Instrument;

const EXAMPLES: &str = "Examples:
  lacuna diff act-2011.md act-2020.md
  lacuna diff old.pdf new.pdf --jurisdiction BB
  lacuna diff --corpus my-law --id /akn/bb/act/2016/9 --from 2016-06-01 --to 2024-01-01

Two files are compared (instrument files, or source files of any format that `import` reads), or two versions of one
instrument of a corpus: the law of --from with the law of --to (without them, the oldest and the newest).
Exit codes: 0 compared; 2 could not do it.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DiffArgs {
    /// The old and the new text
    #[arg(value_name = "FILE", num_args = 0..=2)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// Work identifier of an instrument of the corpus
    #[arg(long, value_name = "ID", conflicts_with = "files")]
    id: Option<String>,
    /// Day of the old version
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// Day of the new version
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
    /// State of source files that are imported for the comparison
    #[arg(long, value_name = "CODE", default_value = "XX")]
    jurisdiction: String,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &DiffArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    match (&args.id, args.files.as_slice()) {
        (Some(id), _) => {
            let world = world::load(&args.data)?;
            let (old, new) = versions(&world.corpus, id, args.from, args.to)?;
            print(out, old, new, args.format)
        }
        (None, [old, new]) => {
            let (old, new) = (one(old, &args.jurisdiction)?, one(new, &args.jurisdiction)?);
            let (Some(old), Some(new)) = (old.instruments.first(), new.instruments.first()) else {
                return Err(Error::Asked("one of the files holds no instrument".into()));
            };
            print(out, old, new, args.format)
        }
        _ => Err(Error::Asked("give two files, or --id with a corpus; `lacuna diff --help` shows how".into())),
    }
}

fn one(path: &Path, state: &str) -> Result<Corpus, Error> {
    texts::corpus_of(path, state)
}

fn versions<'c>(
    corpus: &'c Corpus,
    id: &str,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<(&'c Instrument, &'c Instrument), Error> {
    let known = corpus.instruments.iter().find(|i| i.id.as_str() == id || i.short_name == id);
    let known =
        known.ok_or_else(|| Error::Asked(format!("no instrument \"{}\" in the corpus", crate::form::shorten(id))))?;
    let all = corpus.versions(known);
    let on = |day: Date| all.iter().find(|v| corpus.stands_on(v, day)).copied();
    let old = from.map_or(all.first().copied(), on);
    let new = to.map_or(all.last().copied(), on);
    match (old, new) {
        (Some(old), Some(new)) if !std::ptr::eq(old, new) => Ok((old, new)),
        _ => {
            let dates: Vec<String> = all.iter().map(|v| v.as_of.to_string()).collect();
            Err(Error::Asked(format!(
                "{id} has {} in the corpus, of {}: both days have the same text",
                super::draw::plural(all.len(), "version"),
                dates.join(", ")
            )))
        }
    }
}

fn print(out: &mut dyn Write, old: &Instrument, new: &Instrument, format: Format) -> Result<Outcome, Error> {
    let changes: Vec<Change> = diff::changes(old, new);
    if format == Format::Json {
        let value = serde_json::json!({
            "old": { "id": old.id, "title": old.title, "as_of": old.as_of },
            "new": { "id": new.id, "title": new.title, "as_of": new.as_of },
            "changes": changes,
        });
        serde_json::to_writer_pretty(&mut *out, &value).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "{} ({})\n→ {} ({})", old.citation(), old.as_of, new.citation(), new.as_of)?;
    for change in &changes {
        writeln!(out, "- {}", change.words)?;
    }
    writeln!(
        out,
        "{}",
        if changes.is_empty() { "Nothing changed.".into() } else { super::draw::plural(changes.len(), "change") }
    )?;
    Ok(Outcome::Done)
}
