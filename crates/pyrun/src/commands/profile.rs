//! `pyrun profile`: what imports cost. All of it is in `pyrun-profile`, which runs this
//! program again for what it profiles.

use std::ffi::OsString;

use crate::printer::Printer;

/// Profiles what the words behind `profile` say.
pub fn run(name: &OsString, words: &[OsString], _printer: Printer) -> u8 {
    let program = super::this_program(name);
    pyrun_profile::run(words, &program)
}
