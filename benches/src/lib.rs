//! What the benchmarks share: building the programs to compare. They are run and timed by
//! `pyrun-measure`.
//!
//! - `compare` (`cargo compare`): one program, eager and lazy, side by side;
//! - `start-up` (`cargo start-up`): programs from start to exit, pyrun against stock
//!   RustPython and CPython;
//! - `steady-state` (`cargo steady-state`): instructions per loop round, pyrun
//!   against stock RustPython;
//! - `suites` (`cargo suites`): test suites of packages, pyrun against CPython;
//! - `pgo-profile` (`cargo pgo-profile`): no benchmark, but it runs their programs for the
//!   profile that releases are optimized with.
//!
//! Numbers count only as ratios within one run: runs are interleaved, and medians
//! are compared.

pub mod pgo;
pub mod start_up;
pub mod suites;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    cargo(&root, &[])?;
    Ok(root.join("target/release/pyrun"))
}

/// Builds stock RustPython with the same settings, but for the profile of pyrun's functions
/// (`pgo`), which knows some of its libraries' too; and says where it is.
///
/// # Errors
/// When cargo fails.
pub fn build_stock() -> io::Result<PathBuf> {
    let folder = repository().join("benches/stock-rustpython");
    cargo(&folder, &[("RUSTC_WRAPPER", "")])?;
    Ok(folder.join("target/release/stock-rustpython"))
}

fn cargo(folder: &Path, environment: &[(&str, &str)]) -> io::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--locked", "--ignore-rust-version"])
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        .envs(environment.iter().copied())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        let folder = folder.display();
        Err(io::Error::other(format!("cargo build failed in {folder}")))
    }
}
