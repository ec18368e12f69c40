//! Lacuna: law as data, every claim tied to the provision it rests on.

pub mod assess;
pub mod cli;
pub mod corpus;
pub mod diag;
pub mod form;
pub mod index;
pub mod law;
pub mod markdown;
pub mod output;
pub mod penalties;
pub mod query;
pub mod reader;
pub mod render;
pub mod report;
pub mod rubric;
pub mod search;
pub mod server;
pub mod site;
