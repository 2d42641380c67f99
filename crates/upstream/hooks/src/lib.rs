//! RustPython as pyrun needs it, without RustPython's source in this repository.
//!
//! Each crate of RustPython that pyrun changes has a *shim* package beside this
//! one (`crates/upstream/<name>`) that takes the published crate's place through
//! `[patch.crates-io]`. A shim's build script is one line, [`generate`]:
//!
//! 1. [`source`] asks cargo where it keeps the published, checksummed source;
//! 2. [`hook`] reads the shim's `hooks/*.toml` and puts their lines into it;
//! 3. [`tree`] writes the result to the shim's git-ignored `generated/` folder,
//!    which the shim's own `src/lib.rs` names module by module.
//!
//! A hook that does not match exactly as often as it says stops the build.
//! Depends on nothing of pyrun. How to add a hook and how to move to a new
//! upstream version: `docs/design/upstream.md`.

pub mod hook;
pub mod source;
pub mod tree;

use std::path::{Path, PathBuf};

pub use hook::{Error, HookFile};

/// Writes `generated/` for the shim whose build script calls it.
///
/// `package` is the upstream crate's name. Meant for build scripts: reads
/// `CARGO_MANIFEST_DIR` and prints `cargo:` lines.
///
/// # Panics
/// When the source cannot be had or a hook does not apply: the build must stop
/// there, and a build script has no other way to say why.
#[expect(clippy::print_stdout, reason = "how a build script talks to cargo")]
pub fn generate(package: &str) {
    let shim = PathBuf::from(
        std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"),
    );
    let upstream = shim.parent().expect("a shim lies in crates/upstream");
    let workspace = upstream.join("source");
    for watched in [shim.join("hooks"), workspace.join("Cargo.lock")] {
        println!("cargo:rerun-if-changed={}", watched.display());
    }
    // Missing after `git clean`, and then everything has to be written again.
    println!(
        "cargo:rerun-if-changed={}",
        shim.join("generated/.complete").display()
    );

    if let Err(error) = generate_into(package, &shim, &workspace) {
        panic!("\n\npyrun cannot prepare {package}: {error}\n");
    }
}

fn generate_into(package: &str, shim: &Path, workspace: &Path) -> Result<(), Error> {
    let published = source::locate(package, workspace)?;
    let hooks = HookFile::read_all(&shim.join("hooks"))?;
    tree::write(&published, &shim.join("generated"), &hooks)
}
