//! Making the profile that release builds are optimized with (`pgo/README.md`).

mod llvm_profdata;
mod programs;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::repository;
use crate::start_up::{Environments, copy, environment};

/// Writes `pgo/pyrun.profdata`; `progress` is told each step.
///
/// # Errors
/// When pyrun cannot be built, a program fails or `llvm-profdata` is missing or too old, with
/// what to do.
pub fn write_profile(progress: &mut dyn FnMut(&str)) -> io::Result<PathBuf> {
    let tools = llvm_profdata::candidates()?;
    progress("building pyrun with counters");
    let pyrun = build_with_counters()?;
    let counts = tempfile::tempdir()?;
    for program in programs::all() {
        for (mode, options) in [("eager", &[][..]), ("lazy", &["-X", "lazyimportsall"])] {
            progress(&format!("{} ({mode})", program.join(" ")));
            run(&pyrun, options, &program, counts.path())?;
        }
    }
    progress("merging");
    let profile = repository().join("pgo/pyrun.profdata");
    llvm_profdata::merge(&tools, counts.path(), &profile)?;
    Ok(profile)
}

/// A release build that counts what it executes, in a target folder of its own.
///
/// The functions' linker names must be those of the real release build: the compiler's
/// flags do not go into them, the profile and `--target` would.
fn build_with_counters() -> io::Result<PathBuf> {
    let target = repository().join("target/pgo");
    // Build scripts count as well.
    let unused = tempfile::tempdir()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "build",
            "--release",
            "--locked",
            "--ignore-rust-version",
            "--bin",
            "pyrun",
        ])
        .current_dir(repository())
        .env("CARGO_TARGET_DIR", &target)
        // With a value, which `LLVM_PROFILE_FILE` overrides: the builds of C libraries insist on it.
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            format!("-Cprofile-generate={}", target.display()),
        )
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .env("RUSTC_WRAPPER", "")
        .env("LLVM_PROFILE_FILE", unused.path().join("%m.profraw"))
        .status()?;
    if status.success() {
        Ok(target.join("release/pyrun"))
    } else {
        Err(io::Error::other("pyrun with counters cannot be built"))
    }
}

/// Runs one program, whose counts are added to those in `counts`.
fn run(pyrun: &Path, options: &[&str], program: &[&str], counts: &Path) -> io::Result<()> {
    let environments = Environments::new()?;
    let equipped = environments.rustpython("pyrun", pyrun);
    let folder = tempfile::tempdir()?;
    copy(&repository().join("tests/programs/files"), folder.path())?;
    fs::copy(
        repository().join("pgo/workload.py"),
        folder.path().join("workload.py"),
    )?;
    let mut command = Command::new(equipped.map_err(io::Error::other)?);
    for (name, value) in environment() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command
        .args(options)
        .args(program)
        .current_dir(folder.path())
        // An image would hold the counts of its builder.
        .env("PYRUN_NO_IMAGE", "1")
        .env("LLVM_PROFILE_FILE", counts.join("%2m.profraw"))
        .stdin(Stdio::null())
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(io::Error::other(format!(
        "{} fails ({}): {error}",
        program.join(" "),
        output.status
    )))
}
