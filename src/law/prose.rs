//! Penalties read from the words of a law, in the languages that have a pack beside this file.
//!
//! ```text
//! text ─► token ─► pack (phrases) ─► quantity ─► amount ─► clause (what stands together) ─► build ─► Found
//! ```
//! Nothing is guessed: what looks like a penalty and cannot be read is told with its place and the reason.

mod amount;
mod attach;
mod build;
mod change;
mod clause;
mod context;
mod join;
mod money;
mod numbers;
mod pack;
mod pattern;
mod quantity;
mod resolve;
mod scale;
mod segment;
mod token;
mod twice;

use std::ops::Range;

use crate::law::penalty::{Mode, Penalty};
use build::Made;
use clause::Seen;

pub use change::{Reference, Target};
pub use resolve::of_instrument;
pub use twice::{Twice, twice};

/// What was read from a text.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// Penalties, in the order of the text.
    pub penalties: Vec<Found>,
    /// Words that look like a penalty and could not be read.
    pub unparsed: Vec<Unparsed>,
}

/// A penalty and its words.
#[derive(Clone, Debug)]
pub struct Found {
    /// The penalty.
    pub penalty: Penalty,
    /// Its words; always on character boundaries.
    pub range: Range<usize>,
    /// What each part was read from.
    pub pieces: Vec<Piece>,
    /// The penalty that it points to, where it has no figures of its own.
    pub refers: Option<Reference>,
    /// The prison that it names without a term, in folded words.
    pub prison: Option<String>,
    /// It stands in words that are put into another instrument.
    pub quoted: bool,
    /// Its words are those of the heading: `379. Sera puni d'un emprisonnement d'un an quiconque …`.
    pub heading: bool,
}

/// Words from which a part of a penalty was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The part.
    pub what: PieceKind,
    /// Its words.
    pub range: Range<usize>,
}

/// Part of a penalty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Prison and its term.
    Prison,
    /// The fine and its sum.
    Fine,
    /// The fine for each day.
    DailyFine,
    /// Prison in default of payment.
    Default,
    /// Another penalty.
    Sanction,
    /// The word that joins.
    Join,
}

/// Words that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unparsed {
    /// The words.
    pub range: Range<usize>,
    /// Why.
    pub why: String,
}

/// Is there a pack for this language (ISO 639-1)?
pub fn reads(lang: &str) -> bool {
    pack::of(lang).is_some()
}

/// As [`read`], but a penalty counts as well where no word of the text imposes it: a sentence taken out of its place, or a
/// summary in other words than a law's.
pub fn read_said(text: &str, lang: &str, currency: Option<&str>) -> Read {
    read_text(text, lang, currency, false)
}

/// Reads the penalties of a text; `currency` is that of the state, for `$` and the like. Another language gives nothing.
pub fn read(text: &str, lang: &str, currency: Option<&str>) -> Read {
    read_text(text, lang, currency, true)
}

fn read_text(text: &str, lang: &str, currency: Option<&str>, strict: bool) -> Read {
    let mut out = Read::default();
    let Some(pack) = pack::of(lang) else { return out };
    let tokens = token::cut(text);
    let marks = pack::marks(&tokens, pack);
    let quantities = quantity::quantities(&tokens, pack, &marks, currency);
    let amounts = amount::amounts(&tokens, pack, &marks, &quantities);
    let seen = Seen { text, tokens: &tokens, pack, marks: &marks, amounts: &amounts, strict };
    let segments = segment::segments(&tokens);
    for (at, segment) in segments.iter().enumerate() {
        let mode = lead_mode(&seen, &segment::context(&segments, at)[1..]);
        for cluster in clause::clusters(&seen, &segment.words, mode) {
            match build::make(&seen, &segments, at, &cluster) {
                Made::Found(found) => out.penalties.push(*found),
                Made::Unparsed(unparsed) => out.unparsed.push(unparsed),
                Made::Nothing => {}
            }
        }
    }
    for found in &mut out.penalties {
        if let Some(fine) = &mut found.penalty.fine
            && fine.currency.is_empty()
            && fine.unit.is_none()
        {
            fine.currency = currency.unwrap_or(money::UNTOLD).to_string();
        }
    }
    out
}

/// The mode of trial that the words before an item give, where they give one.
fn lead_mode(seen: &Seen<'_>, leads: &[Range<usize>]) -> Option<Mode> {
    leads.iter().find_map(|lead| {
        let last =
            seen.marks_in(lead).iter().rev().find(|m| matches!(m.sign, pack::Sign::Indictment | pack::Sign::Summary));
        last.map(|m| if m.sign == pack::Sign::Indictment { Mode::Indictment } else { Mode::Summary })
    })
}
