//! `lacuna coverage`: what law is here, as at when, at which grade, what is missing, and what was tried.

use std::io::Write;

use clap::Args;

use super::{Error, Format, Outcome, StatesArgs, world};
use crate::assess::{self, Options};
use crate::coverage::{self, Cells, Coverage, Grades, Open};
use crate::law::date::PartialDate;

#[derive(Args)]
#[command(after_help = "Examples:\n  lacuna coverage                 one line a state\n  \
                        lacuna coverage --state JM      everything that is here of one state, what is missing, what was tried\n  \
                        lacuna coverage --format json")]
pub(super) struct CoverageArgs {
    #[command(flatten)]
    states: StatesArgs,
}

pub(super) fn run(CoverageArgs { states: args }: &CoverageArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let world = world::load(&args.data)?;
    let options = Options { as_of: world.as_of, alone: false };
    let all: Vec<Coverage> = world
        .states(&args.state)?
        .into_iter()
        .map(|state| {
            let assessment = assess::assess(&world.corpus, world.rubric(), state, options);
            coverage::of(&world.corpus, world.rubric(), state, &assessment)
        })
        .collect();
    if args.format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &all).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else if args.state.is_empty() {
        lines(out, &all)?;
    } else {
        for one in &all {
            in_full(out, one)?;
        }
    }
    Ok(Outcome::Done)
}

fn lines(out: &mut dyn Write, all: &[Coverage]) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<34} {:>4} {:>5}  {:>14}  {:>14} {:>8} {:>8}  {:>16}  {:>7}  law as at",
        "State", "laws", "prov.", "prov. A/B/C", "binding quest.", "answered", "with ev.", "answers A/B/C", "in vain"
    )?;
    for c in all {
        writeln!(
            out,
            "{:<34} {:>4} {:>5}  {:>14}  {:>14} {:>6} % {:>6} %  {:>16}  {:>7}  {}",
            format!("{} ({})", c.name, c.code),
            c.instruments.count,
            c.provisions.all(),
            grades(c.provisions),
            c.mandatory.count,
            c.mandatory.answered_share().to_string(),
            c.mandatory.backed().to_string(),
            grades(c.mandatory.grades),
            c.searches.len(),
            span(c.instruments.oldest, c.instruments.latest),
        )?;
    }
    writeln!(
        out,
        "\nwith ev.: answered, or seen in part. Grades: A official text seen, B official description, C press, NGO, academic.\n\
         What nobody has seen says nothing about the law. `lacuna coverage --state CODE` shows what is missing and what was tried."
    )
}

fn in_full(out: &mut dyn Write, c: &Coverage) -> std::io::Result<()> {
    writeln!(out, "{} ({})", c.name, c.code)?;
    writeln!(
        out,
        "  {} instruments, {} in force, {} in full; {} provisions (A/B/C {}); law as at {}",
        c.instruments.count,
        c.instruments.in_force,
        c.instruments.complete,
        c.provisions.all(),
        grades(c.provisions),
        span(c.instruments.oldest, c.instruments.latest)
    )?;
    writeln!(
        out,
        "  {} sources (A/B/C {}), {} searches that gave nothing",
        c.sources.all(),
        grades(c.sources),
        c.searches.len()
    )?;
    writeln!(out, "  Binding questions: {}", cells(c.mandatory))?;
    writeln!(out, "  All questions:     {}", cells(c.all))?;
    writeln!(out, "\n  Families of law")?;
    for f in &c.families {
        writeln!(out, "    {}: {}", f.title, if f.in_full { "read in full" } else { "not read in full" })?;
        for l in &f.laws {
            let whole = if l.complete { "in full" } else { "in part" };
            let status = l.status.word().replace('-', " ");
            let parts = grades(l.provisions);
            writeln!(out, "      {} [{status}; as at {}; {whole}; A/B/C {parts}]", l.citation, l.as_of)?;
        }
        for id in &f.not_here {
            writeln!(out, "      {id} [not here]")?;
        }
        // Some notes begin with the word themselves.
        if !f.missing.is_empty() {
            writeln!(out, "      Missing: {}", f.missing.trim_start_matches("Missing: "))?;
        }
    }
    writeln!(out, "\n  Treaties")?;
    for t in &c.treaties {
        let act = t.act.map_or("-", |a| a.word());
        let date = t.date.map_or_else(String::new, |d| d.to_string());
        let missing = if t.missing.is_empty() { String::new() } else { format!("  ({})", t.missing) };
        writeln!(out, "    {:<28} {act:<10} {date:<10}{missing}", t.instrument)?;
    }
    writeln!(out, "\n  Questions without an answer")?;
    for o in &c.open {
        question(out, o)?;
    }
    writeln!(out, "\n  Searches that gave nothing usable")?;
    for (n, s) in (1..).zip(&c.searches) {
        let date = s.date.map_or_else(String::new, |d| format!(", {d}"));
        writeln!(out, "  {n:>4}  {} [{}{date}]: {}", s.query, s.place, s.found)?;
    }
    writeln!(out)
}

fn question(out: &mut dyn Write, o: &Open) -> std::io::Result<()> {
    let mark = if o.gate { "*" } else { " " };
    let binds = if o.mandatory { "binding" } else { "not binding" };
    let level = o.level.words().to_lowercase();
    let numbers: Vec<String> = o.tried.iter().map(usize::to_string).collect();
    let tried =
        if numbers.is_empty() { "no search is logged for it".into() } else { format!("tried {}", numbers.join(", ")) };
    writeln!(out, "  {mark} {:<26} {level:<12} {binds:<11} {tried}", o.criterion)
}

fn cells(c: Cells) -> String {
    format!(
        "{}, {} answered (A/B/C {}, {} on no words), {} seen in part, {} not assessed; {} % with evidence",
        c.count,
        c.answered,
        grades(c.grades),
        c.without_words,
        c.seen_in_part,
        c.not_assessed,
        c.backed()
    )
}

fn grades(g: Grades) -> String {
    format!("{}/{}/{}", g.a, g.b, g.c)
}

fn span(oldest: Option<PartialDate>, latest: Option<PartialDate>) -> String {
    match (oldest, latest) {
        (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
        (Some(a), _) => a.to_string(),
        _ => "-".to_string(),
    }
}
