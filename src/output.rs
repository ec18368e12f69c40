//! The JSON forms that are a contract, shared by the command line and the API.

use serde::Serialize;

use crate::assess::{Assessment, Options};
use crate::report::LIMITS;
use crate::rubric::Rubric;

/// The JSON form of an assessment; its keys are a contract.
#[derive(Serialize)]
pub struct Assessed<'a> {
    rubric: RubricName<'a>,
    corpus_hash: &'a str,
    as_of: String,
    alone: bool,
    limits: &'static str,
    jurisdictions: &'a [Assessment],
}

#[derive(Serialize)]
struct RubricName<'a> {
    id: &'a str,
    version: &'a str,
}

impl<'a> Assessed<'a> {
    /// Puts the assessments into the form of the contract.
    pub fn new(rubric: &'a Rubric, corpus_hash: &'a str, options: Options, jurisdictions: &'a [Assessment]) -> Self {
        let name = RubricName { id: &rubric.id, version: &rubric.version };
        let as_of = options.as_of.to_string();
        Self { rubric: name, corpus_hash, as_of, alone: options.alone, limits: LIMITS, jurisdictions }
    }
}
