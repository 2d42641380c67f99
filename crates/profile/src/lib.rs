//! `pyrun profile`: what a program imports, how long that takes, and who asked
//! for it.
//!
//! The runtime records (`-X importrecord`); everything after that is here and
//! knows nothing of the interpreter:
//!
//! - [`record`] reads a recording, [`model`] makes sense of it;
//! - [`formats`] are the outputs, [`text`] is what those for the terminal share;
//! - [`why`], [`diff`] and [`budget`] answer questions about recordings;
//! - [`cli`] is the command line: it runs the program and puts the rest together;
//! - [`output`] writes files.

pub mod budget;
pub mod cli;
pub mod diff;
pub mod formats;
pub mod model;
pub mod output;
mod printer;
pub mod record;
pub mod text;
pub mod why;

pub use cli::run;
