//! The fields of the index; one document a provision.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};

use crate::query::thesaurus::STEMMED;

/// Raised whenever fields or tokens change, so that old folders are built again.
pub(super) const NUMBER: u32 = 3;

/// The fields.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    /// Text in lower case.
    pub(super) exact: Field,
    /// Text without accents.
    pub(super) folded: Field,
    /// Text in stems, by language (see [`STEMMED`]).
    pub(super) stems: Vec<(&'static str, Field)>,
    /// Heading without accents.
    pub(super) heading: Field,
    /// Names of the state.
    pub(super) names: Field,
    /// Title, number and other names of the instrument.
    pub(super) titles: Field,
    /// Where sentences (`s`) and paragraphs (`p`) begin.
    pub(super) breaks: Field,
    /// Facts as words.
    pub(super) state: Field,
    pub(super) group: Field,
    pub(super) pillar: Field,
    pub(super) criterion: Field,
    pub(super) kind: Field,
    pub(super) language: Field,
    pub(super) text_kind: Field,
    pub(super) grade: Field,
    pub(super) status: Field,
    /// Place of the provision among all of them.
    pub(super) ordinal: Field,
    /// First position of the body.
    pub(super) body: Field,
    /// Year of the instrument.
    pub(super) year: Field,
    /// Longest and shortest prison term, highest fine.
    pub(super) max_months: Field,
    pub(super) min_months: Field,
    pub(super) max_fine: Field,
}

/// Name of the tokenizer: the documents come as tokens, one a line.
pub(super) const LINES: &str = "lines";

pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let positions = || {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(LINES)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut text = |name: &str| schema.add_text_field(name, positions());
    let (exact, folded) = (text("exact"), text("folded"));
    let stems = STEMMED.iter().map(|language| (*language, text(&format!("stem_{language}")))).collect();
    let (heading, names, titles, breaks) = (text("heading"), text("names"), text("titles"), text("breaks"));
    let mut word = |name: &str| schema.add_text_field(name, STRING);
    let fields = Fields {
        exact,
        folded,
        stems,
        heading,
        names,
        titles,
        breaks,
        state: word("state"),
        group: word("group"),
        pillar: word("pillar"),
        criterion: word("criterion"),
        kind: word("kind"),
        language: word("language"),
        text_kind: word("text_kind"),
        grade: word("grade"),
        status: word("status"),
        ordinal: schema.add_u64_field("ordinal", FAST),
        body: schema.add_u64_field("body", FAST),
        year: schema.add_u64_field("year", INDEXED | FAST),
        max_months: schema.add_u64_field("max_months", INDEXED | FAST),
        min_months: schema.add_u64_field("min_months", INDEXED | FAST),
        max_fine: schema.add_u64_field("max_fine", INDEXED | FAST),
    };
    (schema.build(), fields)
}
