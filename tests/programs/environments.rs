//! The virtual environments and the folders that the real programs run in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{PYRUN, command, cpython, repository, show};

/// One environment made by pyrun and one by CPython, with the same packages.
pub(crate) struct Environments {
    /// pyrun, by its name in its environment.
    pub(crate) pyrun: PathBuf,
    /// CPython likewise, if this machine has one.
    pub(crate) cpython: Option<PathBuf>,
}

impl Environments {
    /// Makes what is missing, with `tests/programs/requirements.txt` installed by
    /// each interpreter's own pip.
    pub(crate) fn prepare() -> Self {
        let folder = repository().join("tests/.programs");
        fs::create_dir_all(&folder).expect("tests/.programs");
        let lock = fs::File::create(folder.join(".lock")).expect("a lock file");
        lock.lock().expect("the lock");
        let pyrun = environment(Path::new(PYRUN), &folder.join("pyrun"));
        let cpython = cpython().map(|python| environment(&python, &folder.join("cpython")));
        Self { pyrun, cpython }
    }
}

fn environment(python: &Path, folder: &Path) -> PathBuf {
    let requirements = repository().join("tests/programs/requirements.txt");
    let wanted = format!(
        "{}\n{}",
        python.display(),
        fs::read_to_string(&requirements).expect("the requirements")
    );
    let program = folder.join("bin/python");
    let stamp = folder.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return program;
    }
    if folder.exists() {
        fs::remove_dir_all(folder).expect("an environment that can be removed");
    }
    must_succeed(command(python).args(["-m", "venv"]).arg(folder));
    let mut install = command(&program);
    install
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            // The list is complete; what a package wants may depend on the version of Python.
            "--no-deps",
            "-r",
        ])
        .arg(&requirements);
    must_succeed(&mut install);
    // CPython's venv brings a setuptools that nothing here needs.
    must_succeed(command(&program).args(["-m", "pip", "uninstall", "--quiet", "-y", "setuptools"]));
    fs::write(&stamp, wanted).expect("a stamp");
    program
}

fn must_succeed(command: &mut Command) {
    let output = command.output().expect("a program that can be started");
    assert!(
        output.status.success(),
        "{command:?}: {}",
        show(&output, &[])
    );
}

/// A fresh folder with the programs' files.
pub(crate) fn scratch() -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    copy(&repository().join("tests/programs/files"), folder.path())?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
