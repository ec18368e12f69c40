//! DOCX: paragraphs with their styles, automatic numbers and tables; prints that were only put into Word.

mod body;
mod cells;
mod numbering;
mod package;
mod styles;

use std::collections::BTreeMap;

use super::line::{Line, Place, Role};
use super::printed::{self, Row};
use super::{Doubt, Refusal, Source, Told, format, sentence, xml};
use body::{Body, Left};
use numbering::Numbering;
use styles::Styles;

/// Reads a DOCX file.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    format::admit(bytes.len() as u64)?;
    let parts = package::unpack(bytes, package::MOST_BYTES)?;
    let document = xml::read(&parts.document, "its part document.xml")?;
    // A document without its styles or lists is still read.
    let styles =
        xml::read(&parts.styles, "its part styles.xml").map(|x| Styles::of(x.root_element())).unwrap_or_default();
    let numbering = xml::read(&parts.numbering, "its part numbering.xml")
        .map(|x| Numbering::of(x.root_element()))
        .unwrap_or_default();
    let root = document.root_element();
    if root.tag_name().name() != "document" {
        return Err(Refusal::Torn("its main part is no text document".into()));
    }
    let body = body::read(root, &styles, numbering);
    let doubts = doubts(&body.left);
    let print = is_print(&body);
    let lines = if print { print_lines(&body) } else { printed::flowing(&body.lines) };
    if lines.is_empty() {
        return Err(Refusal::NoLaw(": there are no words in it".into()));
    }
    let read = if print { "DOCX of printed lines" } else { "DOCX" };
    Ok(Source { lines, told: told(&parts.core), read: read.into(), doubts, undivided: false })
}

/// Is this a print that was put into Word line by line, without styles and lists?
fn is_print(body: &Body) -> bool {
    let texts: Vec<&str> = body.lines.iter().map(|w| w.line.text.as_str()).collect();
    let goes_on = texts.windows(2).filter(|w| sentence::continues(w[0], w[1])).count();
    !body.styled && texts.len() >= 20 && goes_on * 6 >= texts.len()
}

fn print_lines(body: &Body) -> Vec<Line> {
    let mut rows: Vec<Row> = Vec::new();
    let mut looks: BTreeMap<Place, &Line> = BTreeMap::new();
    for (line, (written, raw)) in (1_u32..).zip(body.lines.iter().zip(&body.raw)) {
        let place = Place { page: 0, line };
        if written.broken == 0 && !rows.is_empty() {
            rows.push(Row { place, ..Row::default() });
        }
        let text: String = raw.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        rows.push(Row { text: text.trim_end().to_string(), place, sheet: 0 });
        looks.insert(place, &written.line);
    }
    let mut lines = printed::lines(rows);
    for line in &mut lines {
        if let Some(own) = looks.get(&line.place) {
            (line.bold, line.italic) = (own.bold, own.italic);
            line.centred |= own.centred;
            if own.role != Role::Text {
                line.role = own.role;
            }
            line.place = own.place;
        }
    }
    lines
}

fn doubts(left: &Left) -> Vec<Doubt> {
    let told = [
        (left.footnotes, "footnotes were left out"),
        (left.deleted, "tracked deletions were left out; accept or reject the changes and import it again"),
        (left.inserted, "tracked insertions were kept; accept or reject the changes and import it again"),
        (left.struck, "pieces of text that are struck out were left out"),
        (left.deep, "elements stood too deep in each other and were left out"),
    ];
    let some = told.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, what)| Doubt { place: Place::default(), note: format!("{count} {what}") }).collect()
}

/// The title that the file has among its properties, if it is no name of a file or a program.
fn told(core: &str) -> Told {
    let mut told = Told::default();
    let Ok(tree) = xml::read(core, "its part core.xml") else { return told };
    let text = |name: &str| tree.descendants().find(|n| n.tag_name().name() == name).and_then(|n| n.text());
    let title = text("title").map(super::clean::words).unwrap_or_default();
    let lower = title.to_lowercase();
    let odd = [".doc", "microsoft", "untitled", "document1", "sin título", "sans titre", "template"]
        .iter()
        .any(|o| lower.contains(o));
    if title.split(' ').count() >= 2 && !odd {
        told.title = Some(title);
    }
    told.language = text("language").and_then(super::told::language);
    told
}

#[cfg(test)]
mod tests;
