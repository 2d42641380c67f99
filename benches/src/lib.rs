//! What the benchmarks share: building the programs to compare, running one and
//! seeing what it cost, and medians.
//!
//! - `compare` (`cargo compare`): one program, eager and lazy, side by side;
//! - `steady-state` (`cargo steady-state`): instructions per loop round, pyrun
//!   against stock RustPython;
//! - `suites` (`cargo suites`): test suites of packages, pyrun against CPython.
//!
//! Numbers count only as ratios within one run: runs are interleaved, and medians
//! are compared.

pub mod suites;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// This repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
        .to_path_buf()
}

/// Builds pyrun for release, if it is not built, and says where it is.
///
/// # Errors
/// When cargo fails.
pub fn build_pyrun() -> io::Result<PathBuf> {
    let root = repository();
    cargo(
        &root,
        &["build", "--release", "--locked", "--ignore-rust-version"],
    )?;
    Ok(root.join("target/release/pyrun"))
}

/// Builds stock RustPython with the same profile, and says where it is.
///
/// # Errors
/// When cargo fails.
pub fn build_stock() -> io::Result<PathBuf> {
    let folder = repository().join("benches/stock-rustpython");
    cargo(
        &folder,
        &["build", "--release", "--locked", "--ignore-rust-version"],
    )?;
    Ok(folder.join("target/release/stock-rustpython"))
}

fn cargo(folder: &Path, arguments: &[&str]) -> io::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(arguments)
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!(
            "cargo {} failed in {}",
            arguments.join(" "),
            folder.display()
        )))
    }
}

/// What one run cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// From start to exit.
    pub time: Duration,
    /// Peak resident memory in bytes.
    pub memory: u64,
}

/// Runs `program` with its output thrown away.
///
/// # Errors
/// When it cannot be started or does not exit with 0.
pub fn run<S: AsRef<OsStr>>(program: &Path, arguments: &[S]) -> io::Result<Cost> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let used = child.wait4()?;
    let time = start.elapsed();
    if !used.status.success() {
        return Err(io::Error::other(format!(
            "{} failed: {}",
            program.display(),
            used.status
        )));
    }
    Ok(Cost {
        time,
        memory: used.rusage.maxrss,
    })
}

/// The median of `values`; the default value of none.
pub fn median<T: Copy + Ord + Default>(values: &[T]) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[5, 1, 3]), 3);
        assert_eq!(median::<u64>(&[]), 0);
    }

    #[test]
    fn a_failing_program_is_an_error() {
        assert!(run(Path::new("/bin/sh"), &["-c", "exit 3"]).is_err());
        let cost = run(Path::new("/bin/sh"), &["-c", "exit 0"]).expect("runs");
        assert!(cost.memory > 100_000);
    }
}
