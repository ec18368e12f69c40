//! What the structure of a source text came to, before it is an instrument file.

use super::line::Place;
use super::{Doubt, Told};
use crate::law::blocks::Block;
use crate::law::words::Status;

/// An instrument as it was read, for the writer of instrument files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Title, number, dates.
    pub told: Told,
    /// The long title or the enacting words; may be empty.
    pub long_title: String,
    /// It only changes other instruments.
    pub amending_only: bool,
    /// Provisions in the order of the text, each after the one that it stands in.
    pub units: Vec<Unit>,
    /// What is unsure.
    pub doubts: Vec<UnitDoubt>,
}

/// One provision: a section, article, schedule, subsection or definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Akoma Ntoso eId, such as `sec_2__def_child`.
    pub eid: String,
    /// Number as printed, without the full stop: `29A`, `(1)`, `172 bis`; empty for a definition.
    pub number: String,
    /// Heading; may be empty.
    pub heading: String,
    /// Heading of the part that it stands in, with its number; outer ones first, parted by ` / `; may be empty.
    pub part: String,
    /// Its own words; those of the provisions under it stand with them.
    pub blocks: Vec<Block>,
    /// Terms that it defines.
    pub defines: Vec<String>,
    /// Repealed, not commenced, where the text says so.
    pub status: Option<Status>,
    /// Where it begins in the source.
    pub place: Place,
}

/// Something unsure, and the provision that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDoubt {
    /// eId; empty: the whole text.
    pub eid: String,
    /// What and where.
    pub doubt: Doubt,
}
