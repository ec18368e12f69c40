//! HTML: the text of a page in blocks, without the furniture of the site; pages made of placed lines as prints.

mod furniture;
mod grow;
mod lines;
mod list;
mod names;
mod placed;
mod style;
mod table;
mod told;
mod tree;

use super::line::{Line, Place, Role};
use super::{Doubt, Refusal, Source, encoding, format, printed};
use furniture::Furniture;
use lines::{Page, Written};
pub use list::roman;
use style::Sheet;

/// Reads a page in HTML or XHTML.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    format::admit(bytes.len() as u64)?;
    let decoded = encoding::decode(bytes, encoding::declared(bytes).as_deref())?;
    let tree = grow::tree(&decoded.text)?;
    let sheet = Sheet::of(&tree);
    let furniture = Furniture::of(&tree, &sheet);
    let page = Page { tree: &tree, sheet: &sheet, furniture: &furniture };
    let told = told::read(&tree, furniture.root);
    let (lines, form) = match placed::lines(page) {
        Some((lines, pages)) => (lines, format!("HTML of placed lines, {pages} pages")),
        None => (flowing(&lines::of(page, furniture.root)), "HTML".to_string()),
    };
    if lines.is_empty() {
        return Err(Refusal::NoLaw(": there are no words on the page".into()));
    }
    let mut doubts = decoded.doubts;
    if furniture.footnotes > 0 {
        let note = format!("{} footnotes were left out", furniture.footnotes);
        doubts.push(Doubt { place: Place::default(), note });
    }
    Ok(Source { lines, told, read: format!("{form}, {}", decoded.encoding), doubts })
}

/// Lines that `<br>` parts are those of a print where sentences run from one into the next.
fn flowing(written: &[Written]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(written.len());
    for block in written.chunk_by(|_, next| next.broken > 0) {
        let texts = || block.iter().map(|w| w.line.text.as_str());
        let goes_on = texts().zip(texts().skip(1)).filter(|(a, b)| printed::continues(a, b)).count();
        let print = block.len() >= 4 && goes_on * 5 >= block.len();
        let mut before: Option<&Line> = None;
        for written in block {
            let mut line = written.line.clone();
            if print && line.role == Role::Text {
                line.printed = true;
                line.opens = written.spaced
                    || before.is_none_or(|b| printed::is_end(&b.text) && !printed::continues(&b.text, &line.text));
            }
            before = Some(&written.line);
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests;
