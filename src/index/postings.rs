//! Where words stand, read from the engine's postings for the candidates only.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

use super::Index;
use crate::query::eval::{NAMES, TITLES};
use crate::query::{Match, Word};

impl Index {
    /// The positions of a word in these documents (ascending), in the text, the names and the titles.
    pub(super) fn leaf(&self, reader: &SegmentReader, word: &Word, ids: &[DocId]) -> Result<Leaf, TantivyError> {
        let fields = &self.fields;
        let regions = [(fields.folded, 0), (fields.names, NAMES), (fields.titles, TITLES)];
        let mut pairs = Vec::new();
        if word.how == Match::Prefix {
            for (field, base) in regions {
                for text in keys_beginning_with(reader, field, &word.folded)? {
                    read_positions(reader, field, &text, base, ids, &mut pairs)?;
                }
            }
        } else {
            for (field, base) in regions {
                read_positions(reader, field, &word.folded, base, ids, &mut pairs)?;
            }
            for (_, field, stem) in self.stems(word) {
                read_positions(reader, field, &stem, 0, ids, &mut pairs)?;
            }
        }
        Ok(Leaf::new(pairs, ids.len()))
    }

    pub(super) fn positions(
        &self,
        reader: &SegmentReader,
        field: Field,
        text: &str,
        ids: &[DocId],
    ) -> Result<Leaf, TantivyError> {
        let mut pairs = Vec::new();
        read_positions(reader, field, text, 0, ids, &mut pairs)?;
        Ok(Leaf::new(pairs, ids.len()))
    }
}

pub(super) fn keys_beginning_with(
    reader: &SegmentReader,
    field: Field,
    prefix: &str,
) -> Result<Vec<String>, TantivyError> {
    let index = reader.inverted_index(field)?;
    let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
    let mut all = Vec::new();
    while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
        all.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(all)
}

/// Reads where a term stands in these documents, as (place among the documents, position).
fn read_positions(
    reader: &SegmentReader,
    field: Field,
    text: &str,
    base: u32,
    ids: &[DocId],
    out: &mut Vec<(u32, u32)>,
) -> Result<(), TantivyError> {
    let term = Term::from_field_text(field, text);
    let index = reader.inverted_index(field)?;
    let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else {
        return Ok(());
    };
    let (mut at, mut here) = (0_usize, Vec::new());
    let mut doc = postings.doc();
    while doc != TERMINATED {
        at += ids[at..].partition_point(|id| *id < doc);
        match ids.get(at) {
            None => break,
            Some(id) if *id == doc => {
                postings.positions(&mut here);
                let place = u32::try_from(at).unwrap_or(u32::MAX);
                out.extend(here.iter().map(|p| (place, p + base)));
                doc = postings.advance();
            }
            Some(id) => doc = postings.seek(*id),
        }
    }
    Ok(())
}

/// Positions by document.
#[derive(Default)]
pub(super) struct Leaf {
    starts: Vec<u32>,
    positions: Vec<u32>,
}

impl Leaf {
    fn new(mut pairs: Vec<(u32, u32)>, documents: usize) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = Vec::with_capacity(documents + 1);
        for (at, (place, _)) in (0u32..).zip(&pairs) {
            while starts.len() <= *place as usize {
                starts.push(at);
            }
        }
        Self { starts, positions: pairs.into_iter().map(|p| p.1).collect() }
    }

    pub(super) fn of(&self, place: usize) -> Vec<u32> {
        let Some(start) = self.starts.get(place).map(|s| *s as usize) else { return Vec::new() };
        let end = self.starts.get(place + 1).map_or(self.positions.len(), |e| *e as usize);
        self.positions[start..end].to_vec()
    }
}
