//! `pyrun profile`: what imports cost. All of it is in `pyrun-profile`, which runs this
//! program again for what it profiles.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::printer::Printer;

/// Profiles what the words behind `profile` say.
pub fn run(name: &OsString, words: &[OsString], _printer: Printer) -> u8 {
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from(name));
    pyrun_profile::run(words, &program)
}
