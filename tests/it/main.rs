//! Tests of the whole, in one binary.

mod index_folder;
mod query_laws;
mod reader;
mod search_rows;
mod server;
mod world;
