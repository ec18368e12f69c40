//! Lacuna: law as data, every claim tied to the provision it rests on.

pub mod corpus;
pub mod diag;
pub mod form;
pub mod index;
pub mod law;
pub mod markdown;
pub mod query;
pub mod reader;
pub mod rubric;
pub mod search;
