//! For sources that mark out their sections themselves: what a section holds is read by the same rules as in any text.

use super::body::{self, BodyLine, Frame};
use super::join::Vocabulary;
use super::mark::Scheme;
use super::{front, words};
use crate::import::draft::{Unit, UnitDoubt};
use crate::import::line::Line;
use crate::import::{Doubt, Told};

/// Reads the lines of one section whose bounds are known; `top` has its eId, number and heading.
pub(in crate::import) fn provision(top: Unit, lines: &[Line], scheme: Scheme) -> (Vec<Unit>, Vec<UnitDoubt>) {
    let vocabulary = Vocabulary::of(lines.iter().map(|l| l.text.as_str()));
    let frame = Frame { vocabulary: &vocabulary, scheme: Some(scheme) };
    let lines: Vec<BodyLine<'_>> = lines.iter().map(|l| BodyLine { text: l.text.trim(), line: l }).collect();
    let built = body::build(top, &lines, &frame);
    let doubts = built.doubts.into_iter().map(|(eid, place, note)| UnitDoubt { eid, doubt: Doubt { place, note } });
    (built.units, doubts.collect())
}

/// The term that a text begins to define (`“child” means …`); `sure`: the source marks it, or stands among definitions.
pub(in crate::import) fn definition(text: &str, sure: bool) -> Option<String> {
    let line = Line { opens: true, ..Line::default() };
    let (term, rest) = body::defined_term(text, &line)?;
    (words::DEFINES.is_match(rest) || sure && rest.starts_with([',', ' ', ':', ';'])).then(|| term.trim().to_string())
}

/// A term as it stands in an eId.
pub(in crate::import) fn slug(term: &str) -> String {
    body::slug(term)
}

/// Do these words say that the provision is no longer law?
pub(in crate::import) fn repealed(text: &str) -> bool {
    words::REPEALED.is_match(text)
}

/// Is this the heading of a provision of definitions?
pub(in crate::import) fn defines(heading: &str) -> bool {
    words::INTERPRETATION.is_match(heading)
}

/// Is this the heading of what explains a law and is not law?
pub(in crate::import) fn explains(heading: &str) -> bool {
    words::MEMORANDUM.is_match(heading)
}

/// Completes what the file tells of itself with what its short title and its provisions say.
pub(in crate::import) fn complete(told: &Told, units: &[Unit]) -> Told {
    front::told(told, &[], units)
}
