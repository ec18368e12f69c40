//! The report as CSV: one row a finding, fixed columns, for a spreadsheet.

use super::Report;

/// Column names, in order; stable.
const COLUMNS: [&str; 14] = [
    "jurisdiction",
    "criterion",
    "title",
    "pillar",
    "class",
    "gate",
    "level",
    "grade",
    "origin",
    "stale",
    "pinpoints",
    "missing",
    "note",
    "as_of",
];

/// Writes the report as RFC 4180 CSV with a header line.
pub fn write(report: &Report) -> String {
    let mut out = row(COLUMNS.iter().map(|c| (*c).to_string()));
    for pillar in &report.pillars {
        for r in &pillar.rows {
            let f = &r.finding;
            let mut pinpoints: Vec<String> = Vec::new();
            for evidence in f.evidence() {
                if !pinpoints.contains(&evidence.pinpoint.citation) {
                    pinpoints.push(evidence.pinpoint.citation.clone());
                }
            }
            out.push_str(&row([
                report.code.to_string(),
                f.criterion.clone(),
                r.title.clone(),
                pillar.title.clone(),
                f.class.clone(),
                r.gate.to_string(),
                f.level.to_string(),
                f.grade.map(|g| g.to_string()).unwrap_or_default(),
                f.origin.to_string(),
                f.stale.to_string(),
                pinpoints.join("; "),
                r.missing_titles.join("; "),
                f.note.clone(),
                report.as_of.clone(),
            ]
            .into_iter()));
        }
    }
    out
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = cells.map(|c| quote(&c)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// Quotes a cell; a leading `=`, `+`, `-` or `@` is defused, since spreadsheets run it as a formula.
fn quote(cell: &str) -> String {
    let defused = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_string() };
    if defused.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", defused.replace('"', "\"\"")) } else { defused }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn cells_survive_commas_quotes_and_formulas() {
        assert_eq!(quote("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quote("=1+1"), "'=1+1");
        assert_eq!(quote("plain"), "plain");
    }
}
