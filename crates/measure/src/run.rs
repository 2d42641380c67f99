//! One run, and what it cost.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// How much of a failed program's stderr is worth showing.
const LAST_LINES: usize = 5;

/// What one run cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// From start to exit.
    pub time: Duration,
    /// Peak resident memory in bytes. On Linux it is at least what the process that measures
    /// had when it started the program.
    pub memory: u64,
}

/// Runs `command` with its output thrown away; `accepts` says whether an exit code is good.
///
/// # Errors
/// When it cannot be started, or ends otherwise than it should: then with the last lines of
/// its stderr.
pub fn run(command: Command, accepts: impl Fn(Option<i32>) -> bool) -> io::Result<Cost> {
    let (cost, stderr) = run_with_stderr(command, accepts)?;
    drop(stderr);
    Ok(cost)
}

/// The same, and its stderr, to be read from the start.
pub(crate) fn run_with_stderr(
    mut command: Command,
    accepts: impl Fn(Option<i32>) -> bool,
) -> io::Result<(Cost, File)> {
    // A file rather than a pipe: reading a pipe meanwhile would take processor time.
    let mut stderr = tempfile::tempfile()?;
    command.stdout(Stdio::null()).stderr(stderr.try_clone()?);
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        io::Error::new(error.kind(), format!("cannot start {program}: {error}"))
    })?;
    let used = child.wait4()?;
    let time = start.elapsed();
    stderr.rewind()?;
    if !accepts(used.status.code()) {
        return Err(ended_badly(used.status, &mut stderr));
    }
    let cost = Cost {
        time,
        memory: used.rusage.maxrss,
    };
    Ok((cost, stderr))
}

fn ended_badly(status: ExitStatus, stderr: &mut File) -> io::Error {
    let mut text = Vec::new();
    let _ = stderr.read_to_end(&mut text);
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let last = &lines[lines.len().saturating_sub(LAST_LINES)..];
    let mut message = status.to_string();
    for line in last {
        message.push('\n');
        message.push_str(line);
    }
    io::Error::other(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> io::Result<Cost> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        run(command, |code| code == Some(0))
    }

    #[test]
    fn a_run_has_a_time_and_memory() {
        let cost = shell("exit 0").expect("runs");
        assert!(cost.memory > 100_000);
        assert!(cost.time > Duration::ZERO);
    }

    #[test]
    fn a_failure_tells_the_last_lines() {
        let error = shell("seq 1 9 >&2; exit 3").expect_err("fails");
        assert_eq!(error.to_string(), "exit status: 3\n5\n6\n7\n8\n9");
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let error = run(Command::new("/no/such/program"), |_| true).expect_err("fails");
        assert!(error.to_string().contains("/no/such/program"), "{error}");
    }
}
