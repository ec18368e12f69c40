//! The machine reading against the traps of automated reading, against real bills, and against any text at all.

mod full;
mod laws;
mod samples;
mod tongues;
mod traps;
mod world;
