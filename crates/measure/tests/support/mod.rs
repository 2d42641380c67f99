//! Interpreters that are shell scripts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes a program of a shell script.
pub(crate) fn script(folder: &Path, name: &str, text: &str) -> PathBuf {
    let source = folder.join(format!("{name}.sh"));
    fs::write(&source, format!("#!/bin/sh\n{text}\n")).expect("a source");
    let program = folder.join(name);
    // By another process: a program that this one has open for writing cannot be started,
    // nor can it if a child of another thread has inherited the open file.
    let status = Command::new("install")
        .args(["-m", "755"])
        .args([&source, &program])
        .status()
        .expect("install runs");
    assert!(status.success());
    program
}
