//! `lacuna export`: instruments in a format that other programs read.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{DataArgs, Error, Outcome, world};
use crate::corpus::Corpus;
use crate::import::akn;
use crate::law::Instrument;
use crate::law::id::JurisdictionCode;

const EXAMPLES: &str = "Examples:
  lacuna export akn --state TT trafficking-in-persons-act > act.xml
  lacuna export akn /akn/bb/act/2016/9 > act.xml        # by identifier; the official text before the digest
  lacuna export akn --state TT --out my-xml             # every instrument of a state
  lacuna export akn --corpus my-law --out my-xml        # every text that you imported

Writes Akoma Ntoso 3.0 (OASIS LegalDocML). Identification, life cycle, references, parts, provisions, items and
defined terms stand where the standard has them. What it has no place for (text kind, grade, sources, penalties,
readings, how a text was imported) stands under `proprietary`, as TOML, in the namespace urn:lacuna:instrument:1.
`lacuna import` makes of such a file the instrument file that it was written from.
With --out, each instrument becomes OUT/<state>/<name>.xml; without it, one goes to standard output.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExportArgs {
    /// Format
    #[arg(value_enum)]
    format: ExportFormat,
    /// Instruments, by identifier (/akn/tt/act/2011/14) or by file name without .md; without any, all of them
    #[arg(value_name = "INSTRUMENT")]
    instruments: Vec<String>,
    #[command(flatten)]
    data: DataArgs,
    /// State, by code; `INT` for treaties
    #[arg(long, value_name = "CODE")]
    state: Option<String>,
    /// Folder to write to
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ExportFormat {
    /// Akoma Ntoso 3.0
    Akn,
}

pub(super) fn run(args: &ExportArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.data)?;
    let corpus = &world.corpus;
    let chosen = chosen(args, corpus)?;
    let text = |instrument: &Instrument| match args.format {
        ExportFormat::Akn => akn::write::write(instrument, &corpus.sources.file(instrument.span.source).text),
    };
    match (&args.out, &chosen[..]) {
        (Some(folder), all) => {
            for instrument in all {
                let path = path_of(folder, instrument, all);
                keep(&path, &text(instrument))?;
                writeln!(out, "{} → {}", instrument.citation(), path.display())?;
            }
        }
        (None, [one]) => out.write_all(text(one).as_bytes())?,
        (None, many) => {
            return Err(Error::Asked(format!(
                "{} instruments were chosen, and one can go to standard output; name one, or a folder with --out DIR",
                many.len()
            )));
        }
    }
    Ok(Outcome::Done)
}

/// The instruments asked for, in the order of the corpus.
fn chosen<'c>(args: &ExportArgs, corpus: &'c Corpus) -> Result<Vec<&'c Instrument>, Error> {
    let state: Option<JurisdictionCode> = match &args.state {
        Some(code) => {
            let found = code.parse::<JurisdictionCode>().ok().filter(|c| corpus.of(c).next().is_some());
            Some(found.ok_or_else(|| {
                let shown = crate::form::shorten(code);
                Error::Asked(format!("no instrument of \"{shown}\" in the corpus; `lacuna check` lists what is there"))
            })?)
        }
        None => None,
    };
    let all: Vec<&Instrument> =
        corpus.instruments.iter().filter(|i| state.as_ref().is_none_or(|s| i.jurisdiction == *s)).collect();
    if args.instruments.is_empty() {
        return Ok(all);
    }
    let mut chosen: Vec<&Instrument> = Vec::new();
    for name in &args.instruments {
        let shown = crate::form::shorten(name);
        let mut found: Vec<&Instrument> =
            all.iter().copied().filter(|i| i.short_name == *name || i.id.as_str() == name).collect();
        if found.iter().any(|i| i.id.as_str() == name) {
            // The official text comes first; the digest has a name of its own.
            found.truncate(1);
        }
        match &found[..] {
            [one] => chosen.push(one),
            [] => return Err(Error::Asked(format!("no instrument \"{shown}\"{}", near(name, &all)))),
            several => {
                let ids: Vec<&str> = several.iter().map(|i| i.id.as_str()).collect();
                let message = format!("\"{shown}\" names {}; add --state, or name one", ids.join(", "));
                return Err(Error::Asked(message));
            }
        }
    }
    Ok(chosen)
}

/// Names that hold the words of the one that was not found.
fn near(name: &str, all: &[&Instrument]) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2).collect();
    let mut scored: Vec<(usize, &str)> = all
        .iter()
        .map(|i| (words.iter().filter(|w| i.short_name.contains(**w)).count(), i.short_name.as_str()))
        .filter(|s| s.0 > 0)
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    let names: Vec<&str> = scored.iter().take(4).map(|s| s.1).collect();
    if names.is_empty() {
        "; give its identifier, or the name of its file without .md".into()
    } else {
        format!("; is it {}?", names.join(", "))
    }
}

/// Where an instrument is written; two of one name and state are told apart by their kind of text.
fn path_of(folder: &Path, instrument: &Instrument, all: &[&Instrument]) -> PathBuf {
    let same = |i: &&&Instrument| i.short_name == instrument.short_name && i.jurisdiction == instrument.jurisdiction;
    let name = if all.iter().filter(same).count() > 1 {
        format!("{}.{}.xml", instrument.short_name, instrument.text_kind)
    } else {
        format!("{}.xml", instrument.short_name)
    };
    folder.join(instrument.jurisdiction.folder()).join(name)
}

fn keep(path: &Path, text: &str) -> Result<(), Error> {
    let cannot = |error: std::io::Error| Error::Asked(format!("cannot write {}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    std::fs::write(path, text).map_err(cannot)
}
