//! `pyrun profile` without pyrun: shows recordings, and runs programs with the
//! interpreter that the variable `PYRUN` names. Builds in seconds.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    let interpreter = std::env::var_os("PYRUN").unwrap_or_else(|| "pyrun".into());
    pyrun_profile::run(&words, &PathBuf::from(interpreter)).into()
}
