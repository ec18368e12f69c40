//! The machine reading against the traps of automated reading, against real bills, and against any text at all.

mod full;
mod laws;
mod refs;
mod samples;
mod small;
mod tongues;
mod traps;
mod words;
mod world;
