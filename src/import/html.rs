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

use super::line::Place;
use super::{Doubt, Refusal, Source, encoding, format, printed};
use furniture::Furniture;
use lines::Page;
pub use list::roman;
use style::Sheet;

/// Reads a page in HTML or XHTML.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    format::admit_text(bytes.len() as u64)?;
    let decoded = encoding::decode(bytes, encoding::declared(bytes).as_deref())?;
    let tree = grow::tree(&decoded.text)?;
    let sheet = Sheet::of(&tree);
    let furniture = Furniture::of(&tree, &sheet);
    let page = Page { tree: &tree, sheet: &sheet, furniture: &furniture };
    let told = told::read(&tree, furniture.root);
    let (lines, form) = match placed::lines(page) {
        Some((lines, pages)) => (lines, format!("HTML of placed lines, {pages} pages")),
        None => (printed::flowing(&lines::of(page, furniture.root)), "HTML".to_string()),
    };
    if lines.is_empty() {
        return Err(Refusal::NoLaw(": there are no words on the page".into()));
    }
    let mut doubts = decoded.doubts;
    if furniture.footnotes > 0 {
        let note = format!("{} footnotes were left out", furniture.footnotes);
        doubts.push(Doubt { place: Place::default(), note });
    }
    Ok(Source { lines, told, read: format!("{form}, {}", decoded.encoding), doubts, undivided: false })
}

#[cfg(test)]
mod tests;
