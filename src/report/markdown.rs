//! The report as Markdown, for people who paste it into their own papers.

use std::fmt::Write;

use super::{FindingRow, Gap, Report};

/// Writes the report as Markdown.
pub fn write(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = head(&mut out, report);
    for gap in &report.gaps {
        let _ = write_gap(&mut out, gap);
    }
    let _ = writeln!(out, "## Every finding\n");
    for pillar in &report.pillars {
        let _ = writeln!(out, "### {}\n", pillar.title);
        for row in &pillar.rows {
            let _ = finding(&mut out, row);
        }
    }
    let _ = tail(&mut out, report);
    out
}

fn head(out: &mut String, r: &Report) -> std::fmt::Result {
    writeln!(out, "# {}: gaps in the law on {}\n", r.name, r.subject)?;
    writeln!(out, "Law as of {}. Rubric {} {}. {}\n", r.as_of, r.rubric_id, r.rubric_version, r.limits)?;
    writeln!(out, "**{}** {}\n", r.band, r.band_words)?;
    for sentence in &r.in_short {
        writeln!(out, "- {sentence}")?;
    }
    writeln!(out, "\n| Score | Value | Coverage | Range | Met | Partly | Not | Open |")?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")?;
    for row in &r.scores {
        let s = &row.score;
        let value = s.value.map_or("–".to_string(), |v| v.to_string());
        let range = format!("{} to {}", s.low, s.high);
        writeln!(
            out,
            "| {} | {value} | {} % | {range} | {} | {} | {} | {} |",
            s.title, s.coverage, s.met, s.partly, s.not_met, s.open
        )?;
    }
    writeln!(out, "\n## Gaps, most urgent first\n")?;
    if r.gaps.is_empty() {
        writeln!(out, "No gap could be shown from what was read. That is not the same as no gap.\n")?;
    }
    Ok(())
}

fn write_gap(out: &mut String, g: &Gap) -> std::fmt::Result {
    let gate = if g.gate { ", gate" } else { "" };
    writeln!(out, "### {} ({}, {}{gate})\n", g.title, g.level.words(), g.urgency)?;
    writeln!(out, "{} Source: {}.\n", g.question, g.source_text)?;
    writeln!(out, "{}\n", g.note)?;
    if !g.missing.is_empty() {
        writeln!(out, "Missing: {}.\n", g.missing.join("; "))?;
    }
    for e in &g.evidence {
        writeln!(out, "- {}: \"{}\"", e.pinpoint.citation, one_line(&e.quote))?;
    }
    if !g.drafting.is_empty() {
        writeln!(out, "\nDrafting points:\n")?;
        for point in &g.drafting {
            writeln!(out, "- {point}")?;
        }
    }
    if !g.comparables.is_empty() {
        writeln!(out, "\nHow others wrote it:\n")?;
        for c in &g.comparables {
            writeln!(out, "- {} ({}): {}", c.name, c.level.words(), c.evidence.pinpoint.citation)?;
        }
    }
    writeln!(out)
}

fn finding(out: &mut String, row: &FindingRow) -> std::fmt::Result {
    let f = &row.finding;
    let grade = f.grade.map_or(String::new(), |g| format!(", grade {g}"));
    let stale = if f.stale { ", stale" } else { "" };
    writeln!(out, "**{}. {}**: {}{grade}, {}{stale}. {}", row.number, row.title, f.level.words(), f.origin, f.note)?;
    for (title, evidence) in &row.found {
        for e in evidence.iter().take(2) {
            writeln!(out, "- {title}: {}: \"{}\" [{}]", e.pinpoint.citation, one_line(&e.quote), e.sources.join(", "))?;
        }
    }
    if !row.missing_titles.is_empty() {
        writeln!(out, "- missing: {}", row.missing_titles.join("; "))?;
    }
    writeln!(out)
}

fn tail(out: &mut String, r: &Report) -> std::fmt::Result {
    writeln!(out, "## What was read\n")?;
    for law in &r.laws {
        let whole = if law.complete { "in full" } else { "in part" };
        writeln!(out, "- {} ({}, {whole}, as of {}, grade {})", law.citation, law.status, law.as_of, law.grade)?;
    }
    writeln!(out, "\n## Sources\n")?;
    for s in &r.sources {
        let date = s.speaks_for.map(|d| d.to_string()).unwrap_or_default();
        writeln!(
            out,
            "- {} ({}), {}, speaks for {date}, grade {}: {}",
            s.title, s.key, s.publisher, s.grade, s.address
        )?;
    }
    writeln!(out, "\n## Searches that gave nothing usable\n")?;
    for s in &r.searches {
        writeln!(out, "- {}: {}", s.query, s.found)?;
    }
    writeln!(out, "\nCorpus {}. {}", r.corpus_hash, r.limits)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
