//! `pyrun bench`: how fast a program starts, across modes and interpreters. All of it is
//! in `pyrun-measure`, which runs this program again for what it measures.

use std::ffi::OsString;

use crate::printer::Printer;

/// Measures what the words behind `bench` say.
pub fn run(name: &OsString, words: &[OsString], _printer: Printer) -> u8 {
    let program = super::this_program(name);
    pyrun_measure::cli::run(words, &program)
}
