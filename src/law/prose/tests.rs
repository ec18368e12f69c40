//! The tests
