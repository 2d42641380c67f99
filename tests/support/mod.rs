//! What the whole-program tests share: the program under test, scratch folders,
//! and how a run is shown.

#![allow(dead_code, reason = "each test binary uses its part")]

#[cfg(target_os = "linux")]
pub(crate) mod images;
pub(crate) mod profile;
#[cfg(target_os = "linux")]
pub(crate) mod project;
pub(crate) mod record;
pub(crate) mod watched;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The program under test.
pub(crate) const PYRUN: &str = env!("CARGO_BIN_EXE_pyrun");

/// Where the program under test keeps its start-up images.
pub(crate) const IMAGES: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/images");

/// Has images made for starts with each of `options`, where `start` is the program and its
/// environment: an image is for the environment that it was made in.
pub(crate) fn build_images(start: impl Fn() -> Command, options: &[&[&str]]) {
    let deadline = Instant::now() + Duration::from_mins(2);
    for options in options {
        loop {
            let mut build = start();
            build.args(["image", "build"]).args(*options);
            let output = build.output().expect("pyrun runs");
            if output.status.success() {
                break;
            }
            // Another test program may be at it.
            let stderr = String::from_utf8_lossy(&output.stderr);
            let is_busy = stderr.contains("another process") && Instant::now() < deadline;
            assert!(is_busy, "{options:?}: {stderr}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Says why a test ends early.
pub(crate) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {}", why.trim_end());
}

/// This repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/pyrun lies in the repository")
        .to_path_buf()
}

/// `python3`, if there is one: cases that say so run on it as well.
pub(crate) fn cpython() -> Option<PathBuf> {
    let output = Command::new("python3")
        .args(["-I", "-c", "import sys; print(sys.executable)"])
        .output()
        .ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(path.trim()))
}

/// `program`, with nothing of this machine's Python settings. Images are made when a test
/// asks for one, never in the background.
pub(crate) fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("PYTHON") || text.starts_with("PYRUN") || text == "VIRTUAL_ENV" {
            command.env_remove(&name);
        }
    }
    command
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .env("PYRUN_IMAGE_DIR", IMAGES)
        .env("PYRUN_IMAGE_BUILD", "0")
        .stdin(Stdio::null());
    command
}

/// Exit code, standard output and standard error as one text, with `replace`
/// done to it.
pub(crate) fn show(output: &Output, replace: &[(&str, &str)]) -> String {
    let text = |bytes: &[u8]| {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        for (from, to) in replace {
            text = text.replace(from, to);
        }
        text
    };
    let code = output
        .status
        .code()
        .map_or_else(|| output.status.to_string(), |code| code.to_string());
    format!(
        "exit {code}\n--- stdout\n{}--- stderr\n{}",
        text(&output.stdout),
        text(&output.stderr)
    )
}

/// Runs pyrun with `arguments` in `folder`.
pub(crate) fn pyrun(folder: &Path, arguments: &[&str]) -> Output {
    command(PYRUN)
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("pyrun runs")
}

/// What a user sees of that.
pub(crate) fn seen(arguments: &[&str]) -> String {
    show(&pyrun(Path::new("/"), arguments), &[(PYRUN, "PYRUN")])
}

pub(crate) fn with_input(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(input)
        .expect("it reads");
    child.wait_with_output().expect("it ends")
}

/// `arguments` do the same in pyrun and in CPython: exit code and stdout.
pub(crate) fn agree(folder: &Path, arguments: &[&str]) -> Output {
    let ours = pyrun(folder, arguments);
    if let Some(python) = cpython() {
        let theirs = command(python)
            .args(arguments)
            .current_dir(folder)
            .output()
            .expect("runs");
        assert_eq!(
            (String::from_utf8_lossy(&ours.stdout), ours.status.code()),
            (
                String::from_utf8_lossy(&theirs.stdout),
                theirs.status.code()
            ),
            "{arguments:?}: {}",
            show(&ours, &[])
        );
    }
    ours
}

/// Golden files in `snapshots/`, `name` with the test file's name in front;
/// `INSTA_UPDATE=always cargo test-pyrun` writes them anew.
pub(crate) fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}
