//! `lacuna evaluate`: machine readings held against gold codings, file by file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Error, Format, Outcome, world};
use crate::assess::{self, Options};
use crate::corpus;
use crate::diag::{Severity, Sources};
use crate::evaluate::{self, Comparison, Gold, Share};
use crate::import::open;
use crate::import::write::{self, Given};
use crate::law::id::JurisdictionCode;
use crate::penalties;
use crate::rubric::Rubric;

const EXAMPLES: &str = "Examples:
  lacuna evaluate tests/gold/*.toml --texts ../texts
  lacuna evaluate tests/gold/bb-trafficking-bill-2016.toml --texts ../texts --differences
  lacuna evaluate my-gold.toml --texts . --format json

Each gold coding names a source file; it is imported afresh, assessed by itself (as with `assess --alone`), and compared with what a
person answered after reading it: share of sections found (F1), share of criteria answered alike and Cohen's kappa (agreement beyond
chance), pinpoints that the person cites too, penalties read exactly. The form of a gold coding is told in tests/gold/README.md.
Exit codes: 0 compared; 1 a text could not be read; 2 nothing could be compared.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct EvaluateArgs {
    /// Gold codings
    #[arg(required = true, value_name = "GOLD.toml")]
    gold: Vec<PathBuf>,
    /// Folder below which the texts stand that the gold codings name
    #[arg(long, value_name = "DIR", default_value = ".")]
    texts: PathBuf,
    /// Rubric; without it, the first in `rubrics`
    #[arg(long, value_name = "FILE")]
    rubric: Option<PathBuf>,
    /// Print every difference
    #[arg(long)]
    differences: bool,
    /// Also read the other formats of each text that the gold coding names
    #[arg(long)]
    also: bool,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &EvaluateArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let rubrics = world::rubrics(args.rubric.as_ref())?;
    let bar = world::progress("Reading the texts");
    let mut all: Vec<(String, Comparison)> = Vec::new();
    let mut failed: Vec<String> = Vec::new();
    for path in &args.gold {
        let gold = gold(path)?;
        let Some(rubric) = rubrics.iter().find(|r| r.id == gold.rubric) else {
            return Err(Error::Asked(format!("{}: no rubric `{}` here", path.display(), gold.rubric)));
        };
        let files = std::iter::once(&gold.file).chain(gold.also.iter().filter(|_| args.also));
        for file in files {
            match one(&gold, &args.texts.join(file), rubric) {
                Ok(comparison) => all.push((file.clone(), comparison)),
                Err(why) => failed.push(format!("{file}: {why}")),
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    match args.format {
        Format::Json => {
            let named: Vec<_> = all.iter().map(|(file, c)| row(file, c)).collect();
            serde_json::to_writer_pretty(&mut *out, &named).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => text(out, &all, args.differences)?,
    }
    for line in &failed {
        writeln!(out, "REFUSED {line}")?;
    }
    if all.is_empty() {
        return Err(Error::Data("nothing could be compared".into()));
    }
    Ok(if failed.is_empty() { Outcome::Done } else { Outcome::Negative })
}

fn gold(path: &Path) -> Result<Gold, Error> {
    let text = corpus::read_file(path)?;
    let mut sources = Sources::default();
    let source = sources.add(path.to_path_buf(), &text);
    let mut wrong = Vec::new();
    let gold = evaluate::read(&text, source, &mut wrong);
    wrong.retain(|d| d.severity == Severity::Error);
    if wrong.is_empty() {
        return Ok(gold);
    }
    super::draw::print(&mut std::io::stderr().lock(), &sources, &wrong, super::draw::Style::Full)?;
    Err(Error::Data(format!("{}: {}", path.display(), super::draw::count(&wrong))))
}

fn one(gold: &Gold, path: &Path, rubric: &Rubric) -> Result<Comparison, String> {
    let state: JurisdictionCode =
        gold.jurisdiction.parse().map_err(|()| format!("no state code: {}", gold.jurisdiction))?;
    let mut texts = Vec::new();
    let mut refused = Vec::new();
    let opened = open::open(path, Some(&gold.language), &mut |text| match text {
        Ok(opened) => texts.push(opened),
        Err(refusal) => refused.push(refusal.to_string()),
    });
    opened.map_err(|refusal| refusal.to_string())?;
    let Some(first) = texts.first() else { return Err(refused.join("; ")) };
    let written = write::instrument(&first.draft, &state, &Given::default(), &first.origin);
    let rubrics = [rubric.clone()];
    let checked = corpus::of_texts(&[(state.clone(), written.short_name, written.text)], &rubrics);
    if let Some(error) = checked.diagnostics.iter().find(|d| d.severity == Severity::Error) {
        return Err(format!("what was written cannot be read again: {}", error.message));
    }
    let corpus = checked.value;
    let (Some(instrument), Some(home)) = (corpus.instruments.first(), corpus.jurisdictions.get(&state)) else {
        return Err("what was written cannot be read again".into());
    };
    let as_of = instrument.as_of.latest();
    let assessment = assess::assess(&corpus, rubric, home, Options { as_of, alone: true });
    let rows = penalties::table(&corpus, Some(&state), as_of);
    Ok(evaluate::compare(gold, rubric, instrument, &assessment, &rows.rows))
}

fn share(share: Share) -> String {
    share.per_mille().map_or("–".into(), |n| format!("{}.{}", n / 10, n % 10))
}

fn kappa(comparison: &Comparison) -> String {
    comparison.kappa().map_or("–".into(), |k| {
        format!("{}{}.{:02}", if k < 0 { "-" } else { "" }, k.abs() / 1000, k.abs() % 1000 / 10)
    })
}

fn row(file: &str, c: &Comparison) -> serde_json::Value {
    let pairs: Vec<_> =
        c.pairs.iter().map(|((g, m), n)| serde_json::json!({ "gold": g, "machine": m, "count": n })).collect();
    serde_json::json!({
        "file": file,
        "section_f1_per_mille": c.section_f1(),
        "section_precision": c.section_precision,
        "section_recall": c.section_recall,
        "agreement": c.agreement,
        "kappa_thousandths": c.kappa(),
        "pinpoint_first": c.pinpoint_first,
        "pinpoints": c.pinpoints,
        "penalties": c.penalties,
        "pairs": pairs,
        "differences": c.differences,
    })
}

fn text(out: &mut dyn Write, all: &[(String, Comparison)], differences: bool) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<52} {:>8} {:>9} {:>6} {:>9} {:>9} {:>15}",
        "text", "sections", "agreement", "kappa", "pinpoint", "of three", "penalties"
    )?;
    let mut total = Comparison::default();
    for (file, c) in all {
        total.add(c);
        line(out, file, c)?;
    }
    line(out, "all", &total)?;
    writeln!(
        out,
        "sections: F1; agreement: share of criteria answered alike; pinpoint: first provision cited that the person cites too; of three: the first three;\n\
         penalties: read exactly (prison, fine, how they join). In per cent, kappa from -1 to 1."
    )?;
    if differences {
        for (file, c) in all {
            writeln!(out, "\n{file}")?;
            for difference in &c.differences {
                writeln!(out, "  {difference}")?;
            }
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, file: &str, c: &Comparison) -> std::io::Result<()> {
    let name = if file.chars().count() > 52 {
        format!("…{}", file.chars().skip(file.chars().count() - 51).collect::<String>())
    } else {
        file.into()
    };
    let f1 = c.section_f1().map_or("–".into(), |n| format!("{}.{}", n / 10, n % 10));
    let penalties = format!("{} ({}/{})", share(c.penalties), c.penalties.right, c.penalties.of);
    writeln!(
        out,
        "{name:<52} {f1:>8} {:>9} {:>6} {:>9} {:>9} {penalties:>15}",
        share(c.agreement),
        kappa(c),
        share(c.pinpoint_first),
        share(c.pinpoints),
    )
}
