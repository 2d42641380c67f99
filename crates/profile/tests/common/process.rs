//! `pyrun profile` as a process: the test program `command_line` runs itself.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::fixture;

/// A call of `pyrun profile`, in a folder.
pub(crate) fn command(words: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.arg("profile").args(words).current_dir(folder);
    command.env_remove("CLICOLOR_FORCE");
    command
}

/// Runs it there.
pub(crate) fn profile_in(folder: &Path, words: &[&str]) -> Output {
    command(words, folder).output().expect("this program runs")
}

/// Runs it anywhere.
pub(crate) fn profile(words: &[&str]) -> Output {
    profile_in(Path::new("."), words)
}

/// What it wrote to standard output.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What it wrote to standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Its exit code.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

/// The path of a recording: `eager` or `lazy`.
pub(crate) fn recording(imports: &str) -> String {
    fixture(&format!("shop-{imports}.jsonl"))
        .display()
        .to_string()
}

/// Starts a program that hangs, sends a signal, returns exit code and report.
pub(crate) fn signalled(signal: i32, to_group: bool) -> (Option<i32>, String) {
    let mut command = command(&["hangs.py"], Path::new("."));
    command
        .process_group(0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("this program runs");
    let mut lines = BufReader::new(child.stdout.take().expect("it is a pipe")).lines();
    lines.find(|line| line.as_ref().is_ok_and(|line| line == "ready"));
    let process = i32::try_from(child.id()).expect("process numbers are small");
    // SAFETY: kill has no conditions; the group is the child's.
    unsafe { libc::kill(if to_group { -process } else { process }, signal) };
    let mut report = String::new();
    let mut pipe = child.stderr.take().expect("it is a pipe");
    pipe.read_to_string(&mut report)
        .expect("the report is text");
    let status = child.wait().expect("it ends");
    assert_eq!(status.signal(), None);
    (status.code(), report)
}
