//! Runs the program in an interpreter that records.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus};

use super::signals;

/// Exit codes above this are a signal's number more.
pub(super) const SIGNALLED: u8 = 128;

/// What to run.
pub(super) struct Launch<'a> {
    /// The interpreter.
    pub(super) exe: &'a Path,
    /// The program, as given to the interpreter.
    pub(super) program: &'a [OsString],
    /// With lazy imports in all modules.
    pub(super) lazy: bool,
    /// Where the interpreter writes its recording.
    pub(super) recording: &'a Path,
}

/// Runs the program to its end; its streams are ours. Returns its exit code, or
/// 128 and the number of the signal that ended it.
pub(super) fn launch(launch: &Launch<'_>) -> std::io::Result<u8> {
    let mut option = OsString::from("importrecord=");
    option.push(launch.recording);
    let mut command = Command::new(launch.exe);
    command.arg("-X").arg(option);
    if launch.lazy {
        command.args(["-X", "lazyimportsall"]);
    }
    command.args(launch.program);
    let status = signals::outlive(command)?;
    Ok(exit_code(status))
}

fn exit_code(status: ExitStatus) -> u8 {
    let code = match (status.code(), status.signal()) {
        (Some(code), _) => code,
        (None, Some(signal)) => i32::from(SIGNALLED) + signal,
        (None, None) => 1,
    };
    code.to_le_bytes()[0]
}
