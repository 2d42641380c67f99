//! pip under pyrun, which cannot load compiled extension modules: it prefers pure
//! wheels, and pyrun says where there is none. Packages and index are made here.

mod support;

use std::fs;
use std::process::{Command, Output};

use support::{command, pyrun, repository, show};

/// An environment with pip, and beside it a folder of packages.
struct Packages {
    folder: tempfile::TempDir,
}

impl Packages {
    fn make() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let made = pyrun(folder.path(), &["-m", "venv", "env"]);
        assert!(made.status.success(), "{}", show(&made, &[]));
        fs::create_dir(folder.path().join("index")).expect("made");
        let packages = Self { folder };
        let mut write = packages.command();
        write
            .arg(repository().join("tests/support/packages.py"))
            .arg("index");
        let made = write.output().expect("runs");
        assert!(made.status.success(), "{}", show(&made, &[]));
        packages
    }

    /// pyrun in its environment, with nothing of this machine's settings for pip.
    fn command(&self) -> Command {
        let mut command = command(self.folder.path().join("env/bin/python"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PIP_") {
                command.env_remove(&name);
            }
        }
        command
            .env("PIP_CONFIG_FILE", "/dev/null")
            .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
            .env("PIP_NO_CACHE_DIR", "1")
            .current_dir(self.folder.path());
        command
    }

    fn install(&self, arguments: &[&str]) -> Output {
        let mut command = self.command();
        command.args(INSTALL).args(arguments);
        command.output().expect("runs")
    }
}

const INSTALL: &[&str] = &[
    "-m",
    "pip",
    "install",
    "--no-index",
    "--find-links",
    "index",
];

fn built(name_and_version: &str) -> String {
    format!(
        "pyrun: note: {name_and_version} has no pure-Python wheel, so pip builds it from source; \
         compiled extension modules, if that makes any, cannot be loaded by pyrun\n"
    )
}

/// The last line of a run's output and its notes, which are all of its errors.
fn assert_seen(output: &Output, last: &str, notes: &str) {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", show(output, &[]));
    assert_eq!(text.lines().last(), Some(last), "{}", show(output, &[]));
    assert_eq!(String::from_utf8_lossy(&output.stderr), notes);
}

#[test]
fn pip_prefers_pure_wheels_and_says_when_there_is_none() {
    let packages = Packages::make();

    let output = packages.install(&["--dry-run", "both"]);
    assert_seen(&output, "Would install both-1", "");
    let output = packages.install(&["--dry-run", "both>=2"]);
    assert_seen(&output, "Would install both-2", &built("both 2"));

    let output = packages.install(&["source"]);
    assert_seen(
        &output,
        "Successfully installed source-1",
        &built("source 1"),
    );

    let output = packages.install(&["native"]);
    let notes = built("native 1")
        + "pyrun: note: native contains compiled extension modules that pyrun cannot load: \
           native_fast.so\n";
    assert_seen(&output, "Successfully installed native-1", &notes);

    let output = packages.install(&["rpds-py"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{}", show(&output, &[]));
    assert!(
        text.starts_with(
            "pyrun: note: rpds-py has no pure-Python wheel and no source that pip may build, \
             only compiled wheels, whose extension modules pyrun cannot load; in pure Python \
             there is jsonschema 4.17, which does not need it\nERROR: "
        ),
        "{text}"
    );
}

#[test]
fn what_the_user_asks_of_pip_holds() {
    let packages = Packages::make();

    // The user's own choice of a source archive is worth no note.
    let output = packages.install(&["--dry-run", "--no-binary", "both", "both"]);
    assert_seen(&output, "Would install both-2", "");

    let mut command = packages.command();
    command.args(INSTALL).args(["--dry-run", "both"]);
    let output = command
        .env("PIP_PREFER_BINARY", "no")
        .output()
        .expect("runs");
    assert_seen(&output, "Would install both-2", &built("both 2"));

    let settings = packages.folder.path().join("pip.conf");
    fs::write(&settings, "[install]\nprefer-binary = false\n").expect("written");
    let mut command = packages.command();
    command.args(INSTALL).args(["--dry-run", "both"]);
    let output = command
        .env("PIP_CONFIG_FILE", settings)
        .output()
        .expect("runs");
    assert_seen(&output, "Would install both-2", &built("both 2"));
}
