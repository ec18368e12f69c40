//! Machine reading: which elements of a rubric a legal text holds, where, and what is doubtful.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::law::Instrument;
use crate::law::id::ProvisionRef;
use crate::rubric::Rubric;

/// An element seen in a provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Criterion of the rubric.
    pub criterion: String,
    /// Element of the criterion.
    pub element: String,
    /// The provision.
    pub at: ProvisionRef,
    /// Bytes of the provision's text that decide; always on character boundaries.
    pub quote: Range<usize>,
    /// Why it counts, in one line.
    pub why: String,
}

/// Something that the reader saw and cannot settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Criterion of the rubric.
    pub criterion: String,
    /// The provision.
    pub at: ProvisionRef,
    /// What is unsure, in one line.
    pub why: String,
}

/// What the reader made of a set of texts.
#[derive(Clone, Debug, Default)]
pub struct MachineReading {
    /// Elements seen.
    pub sightings: Vec<Sighting>,
    /// What it is unsure of.
    pub doubts: Vec<Doubt>,
    /// By criterion: the terms that were looked for.
    pub searched: BTreeMap<String, Vec<String>>,
}

/// Reads the instruments together (definitions and references are resolved among them).
/// The caller decides which instruments are law in force.
pub fn read(_rubric: &Rubric, _instruments: &[&Instrument]) -> MachineReading {
    MachineReading::default()
}
