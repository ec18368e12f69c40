//! Every test that needs no browser, as one program.

// A test may print why it was skipped, may stop at the first thing that is not as it should be, and is told by the
// environment where samples are.
#![allow(clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used, clippy::disallowed_methods)]

/// Akoma Ntoso out and in again.
mod akn;
/// The rules of Akoma Ntoso for what is exported.
mod akn_rules;
/// Another rubric over the same law gives another assessment.
mod another_rubric;
/// What people type, what they read, and the exit code.
mod cli;
/// Small whole worlds in `tests/cases`, and what is made of them.
mod golden;
/// Official texts in, from the command line.
mod import;
/// PDF that is locked, torn, scanned, huge or none at all.
mod import_pdf;
/// The readers of markup and text on whatever bytes come.
mod import_readers;
/// The folder of the index: kept, refused, mended.
mod index_folder;
/// What holds for any input.
mod laws;
/// Every link of a built site leads somewhere.
mod links;
/// Every mistake of a corpus is told in one run.
mod mistakes;
/// Penalties read from prose, and what holds for any text.
mod penalties;
/// What holds for any query.
mod query_laws;
/// The machine reading of law.
mod reader;
/// The texts of real statutes, where they are at hand.
mod samples;
/// How answers become scores, gates and bands.
mod scoring;
/// Throw-away folders, and the program run in them.
mod scratch;
/// Queries and the provisions that they must find.
mod search_rows;
/// The routes of the server, without a socket.
mod server;
/// What the shipped law must hold, and that coverage adds up.
mod shipped;
/// The structure of laws in many layouts.
mod structure;
/// The rules of the house that a program can check.
mod tidy;
/// A small corpus to search.
mod world;
