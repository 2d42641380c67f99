//! The packages that the programs need, for each interpreter.
//!
//! The tests install them (`tests/programs/environments.rs`) into `tests/.programs`: for
//! pyrun, and for the CPython called `python3`. Any other CPython gets an
//! environment beside those. pyrun's serves the pyrun and the stock RustPython that are measured: they are put
//! into an environment of their own that shares its library folder.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::interpreters::CPython;
use crate::repository;

/// Where the environments are.
#[derive(Debug)]
pub struct Environments {
    folder: PathBuf,
    /// That of pyrun and stock RustPython.
    shared: TempDir,
}

impl Environments {
    /// Looks for what the tests have installed.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn new() -> io::Result<Self> {
        Self::in_folder(repository().join("tests/.programs"))
    }

    fn in_folder(folder: PathBuf) -> io::Result<Self> {
        let shared = tempfile::tempdir()?;
        fs::create_dir(shared.path().join("bin"))?;
        let installed = folder.join("pyrun");
        if installed.join("installed").is_file() {
            symlink(installed.join("lib"), shared.path().join("lib"))?;
            fs::copy(
                installed.join("pyvenv.cfg"),
                shared.path().join("pyvenv.cfg"),
            )?;
        }
        Ok(Self { folder, shared })
    }

    /// `program`, a pyrun or RustPython, with the packages.
    ///
    /// # Errors
    /// When the tests have not installed any.
    pub fn rustpython(&self, name: &str, program: &Path) -> Result<PathBuf, String> {
        if !self.shared.path().join("lib").exists() {
            return Err(
                "no packages: `cargo test-pyrun --test real_programs` installs them".to_owned(),
            );
        }
        let link = self.shared.path().join("bin").join(name);
        symlink(program, &link).map_err(|error| error.to_string())?;
        Ok(link)
    }

    /// `python` with the packages, which are installed now if need be.
    ///
    /// # Errors
    /// When pip fails, with what it says.
    pub fn cpython(&self, python: &CPython) -> Result<PathBuf, String> {
        let tested = self.folder.join("cpython");
        if is_environment_of(&tested, python) {
            return Ok(tested.join("bin/python"));
        }
        let (major, minor) = python.minor;
        let folder = self.folder.join(format!("cpython-{major}.{minor}"));
        if !is_environment_of(&folder, python) {
            make(&folder, python).map_err(|error| format!("no packages: {error}"))?;
        }
        Ok(folder.join("bin/python"))
    }
}

/// Whether `folder` is a finished environment of this interpreter.
fn is_environment_of(folder: &Path, python: &CPython) -> bool {
    let program = CPython::ask(folder.join("bin/python"));
    let same = program.is_some_and(|program| program.version == python.version);
    same && folder.join("installed").is_file()
}

fn make(folder: &Path, python: &CPython) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let requirements = repository().join("tests/programs/requirements.txt");
    must_succeed(
        Command::new(&python.program)
            .args(["-m", "venv"])
            .arg(folder),
    )?;
    let mut install = Command::new(folder.join("bin/python"));
    install
        .args(["-m", "pip", "install", "--quiet", "--no-deps", "-r"])
        .arg(&requirements);
    must_succeed(&mut install)?;
    fs::write(folder.join("installed"), fs::read(&requirements)?)
}

fn must_succeed(command: &mut Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let last = text.lines().rev().find(|line| !line.trim().is_empty());
    Err(io::Error::other(
        last.unwrap_or("failed without a word").to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_packages_there_is_no_environment() {
        let folder = tempfile::tempdir().expect("a folder");
        let environments = Environments::in_folder(folder.path().to_path_buf()).expect("made");
        let reason = environments
            .rustpython("pyrun", Path::new("/bin/true"))
            .expect_err("no packages");
        assert!(reason.starts_with("no packages"), "{reason}");
    }

    #[test]
    fn the_environment_has_the_interpreter_and_the_installed_packages() {
        let folder = tempfile::tempdir().expect("a folder");
        let installed = folder.path().join("pyrun");
        fs::create_dir_all(installed.join("lib/packages")).expect("a library folder");
        for name in ["installed", "pyvenv.cfg"] {
            fs::write(installed.join(name), "").expect("a file");
        }
        let environments = Environments::in_folder(folder.path().to_path_buf()).expect("made");
        let program = environments
            .rustpython("pyrun", Path::new("/bin/true"))
            .expect("packages");
        let environment = program.ancestors().nth(2).expect("an environment");
        assert!(program.is_file());
        assert!(environment.join("pyvenv.cfg").is_file());
        assert!(environment.join("lib/packages").is_dir());
    }

    #[test]
    fn what_a_failing_command_says_last_is_told() {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "echo first >&2; echo last >&2; echo >&2; exit 1"]);
        let error = must_succeed(&mut command).expect_err("fails");
        assert_eq!(error.to_string(), "last");
    }
}
