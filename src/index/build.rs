//! Filling an index: each provision is taken apart by the same code that defines what queries mean.

use tantivy::schema::Field;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{IndexWriter, TantivyDocument, TantivyError};

use super::record::Record;
use super::schema::{self, Fields};
use crate::corpus::Corpus;
use crate::query::eval::{NAMES, TITLES};
use crate::query::scan::{Memo, Reading};
use crate::query::thesaurus::Lexicon;
use crate::rubric::Rubric;

/// Memory for one batch of provisions before it goes to disk.
const BATCH: usize = 128 * 1024 * 1024;

/// Puts every provision into an empty index, as one segment, so that scores do not depend on how the work was cut.
pub(super) fn fill(
    engine: &tantivy::Index,
    corpus: &Corpus,
    rubrics: &[Rubric],
    records: &[Record],
    lexicon: &Lexicon,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), TantivyError> {
    let (_, fields) = schema::schema();
    engine.tokenizers().register(schema::LINES, TextAnalyzer::from(Lines::default()));
    let mut writer: IndexWriter = engine.writer_with_num_threads(1, BATCH)?;
    writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
    let mut memo = Memo::new();
    let total = records.len() as u64;
    for (i, record) in (0u64..).zip(records) {
        writer.add_document(document(&fields, corpus, rubrics, record, i, lexicon, &mut memo))?;
        progress(i + 1, total);
    }
    writer.commit()?;
    let segments = engine.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
        writer.garbage_collect_files().wait()?;
    }
    writer.wait_merging_threads()?;
    Ok(())
}

/// Tokens as lines of position and word, which [`Lines`] reads back: the text was taken apart already.
fn tokens<'t>(tokens: impl Iterator<Item = (u32, &'t str)>) -> String {
    let mut lines = String::new();
    for (position, text) in tokens {
        lines.push_str(&position.to_string());
        lines.push(' ');
        lines.push_str(text);
        lines.push('\n');
    }
    lines
}

/// Reads tokens from lines.
#[derive(Clone, Default)]
struct Lines {
    token: Token,
}

struct LineStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        self.token.reset();
        LineStream { rest: text, token: &mut self.token }
    }
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((line, rest)) = self.rest.split_once('\n') else { return false };
        let (position, word) = line.split_once(' ').unwrap_or(("0", line));
        self.rest = rest;
        self.token.position = position.parse().unwrap_or(0);
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

fn document(
    fields: &Fields,
    corpus: &Corpus,
    rubrics: &[Rubric],
    record: &Record,
    ordinal: u64,
    lexicon: &Lexicon,
    memo: &mut Memo,
) -> TantivyDocument {
    let about = &record.about;
    let reading = Reading::remembering(&record.text(corpus), &about.written_in, lexicon, memo);
    let mut doc = TantivyDocument::default();
    let text = || reading.tokens.iter().take_while(|t| t.position < NAMES);
    doc.add_text(fields.exact, tokens(text().map(|t| (t.position, t.forms.exact.as_str()))));
    doc.add_text(fields.folded, tokens(text().map(|t| (t.position, t.forms.folded.as_str()))));
    for (language, field) in fields.stems.iter().filter(|(language, _)| about.written_in.iter().any(|l| l == language))
    {
        let stems = text().flat_map(|t| {
            let here = t.forms.stems.iter().filter(move |(l, _)| l == language);
            here.map(move |(_, stem)| (t.position, stem.as_str()))
        });
        doc.add_text(*field, tokens(stems));
    }
    let heading = text().take_while(|t| t.position < reading.body);
    doc.add_text(fields.heading, tokens(heading.map(|t| (t.position, t.forms.folded.as_str()))));
    let region = |from: u32, to: u32| {
        let inside = reading.tokens.iter().filter(move |t| (from..to).contains(&t.position));
        tokens(inside.map(move |t| (t.position - from, t.forms.folded.as_str())))
    };
    doc.add_text(fields.names, region(NAMES, TITLES));
    doc.add_text(fields.titles, region(TITLES, u32::MAX));
    let sentences = reading.breaks.sentences.iter().map(|p| (*p, "s"));
    let mut breaks: Vec<(u32, &str)> = sentences.chain(reading.breaks.paragraphs.iter().map(|p| (*p, "p"))).collect();
    breaks.sort_unstable();
    doc.add_text(fields.breaks, tokens(breaks.into_iter()));
    doc.add_u64(fields.ordinal, ordinal);
    doc.add_u64(fields.body, u64::from(reading.body));
    facts(&mut doc, fields, corpus, rubrics, record);
    doc
}

fn facts(doc: &mut TantivyDocument, fields: &Fields, corpus: &Corpus, rubrics: &[Rubric], record: &Record) {
    let about = &record.about;
    let mut word = |field: Field, value: &str| doc.add_text(field, value);
    about.state.iter().for_each(|s| word(fields.state, s));
    word(fields.kind, &about.kind);
    word(fields.language, &about.language.to_ascii_lowercase());
    word(fields.grade, &about.grade.to_ascii_lowercase());
    for criterion in &about.criteria {
        word(fields.criterion, &criterion.to_ascii_lowercase());
        for found in rubrics.iter().filter_map(|r| r.criterion(criterion)) {
            word(fields.pillar, &found.pillar);
        }
    }
    let Some((instrument, provision)) = record.of(corpus) else { return };
    word(fields.text_kind, instrument.text_kind.word());
    word(fields.status, provision.facts.status.unwrap_or(instrument.status).word());
    if let Some(state) = corpus.jurisdictions.get(&instrument.jurisdiction) {
        state.groups.iter().for_each(|g| word(fields.group, g));
    }
    if let Some(year) = about.year.and_then(|y| u64::try_from(y).ok()) {
        doc.add_u64(fields.year, year);
    }
    let penalties = &provision.facts.penalties;
    let prison = || penalties.iter().filter_map(|p| p.imprisonment);
    let months = [
        (fields.max_months, penalties.iter().filter_map(crate::law::penalty::Penalty::max_months).max()),
        (fields.min_months, prison().filter_map(|p| p.min_months).max()),
        (fields.max_fine, penalties.iter().filter_map(|p| p.fine.as_ref().filter(|f| f.unit.is_none())?.max).max()),
    ];
    for (field, value) in months {
        if let Some(value) = value {
            doc.add_u64(field, value);
        }
    }
}
