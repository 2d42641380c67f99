//! Where programs come from: archives, standard input, the REPL; and where packages
//! are looked for.

mod support;

use std::fs;
use std::process::Command;

use support::{PYRUN, agree, command, cpython, pyrun, show, snapshot, with_input};

#[test]
fn archives_and_compiled_files_run() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("app")).expect("made");
    fs::write(
        folder.path().join("app/__main__.py"),
        "import part; print(part.TEXT, __name__)\n",
    )
    .expect("written");
    fs::write(
        folder.path().join("app/part.py"),
        "TEXT = 'from the archive'\n",
    )
    .expect("written");
    let made = pyrun(
        folder.path(),
        &[
            "-m",
            "zipapp",
            "app",
            "-o",
            "app.pyz",
            "-p",
            "/usr/bin/env python",
        ],
    );
    assert!(made.status.success(), "{}", show(&made, &[]));
    agree(folder.path(), &["app.pyz", "x"]);
    agree(folder.path(), &["app"]);
    let made = pyrun(folder.path(), &["-m", "py_compile", "app/part.py"]);
    assert!(made.status.success(), "{}", show(&made, &[]));
    let compiled = fs::read_dir(folder.path().join("app/__pycache__"))
        .expect("a cache")
        .flatten()
        .next()
        .expect("a compiled file")
        .path();
    fs::copy(compiled, folder.path().join("part.pyc")).expect("copied");
    let output = pyrun(folder.path(), &["-i", "part.pyc"]);
    assert!(output.status.success(), "{}", show(&output, &[]));
    fs::create_dir(folder.path().join("empty")).expect("made");
    let output = agree(folder.path(), &["empty"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("can't find '__main__' module"));
}

#[test]
fn programs_come_from_standard_input() {
    let program = b"import sys\nprint(sys.argv, __name__)\ndef f():\n    1 / 0\n\nf()\n";
    for arguments in [&[][..], &["-"], &["-", "x", "-y"]] {
        let mut run = command(PYRUN);
        run.args(arguments);
        let ours = with_input(run, program);
        assert_eq!(ours.status.code(), Some(1), "{}", show(&ours, &[]));
        if let Some(python) = cpython() {
            let mut run = command(python);
            run.args(arguments);
            let theirs = with_input(run, program);
            assert_eq!(
                String::from_utf8_lossy(&ours.stdout),
                String::from_utf8_lossy(&theirs.stdout)
            );
        }
    }
}

#[test]
fn the_plain_repl_answers() {
    let mut run = command(PYRUN);
    run.args(["-i", "-q", "-c", "x = 20"]);
    let output = with_input(
        run,
        b"x + 1\nfor i in range(2):\n    i\n\n1 / 0\nimport sys; sys.exit(5)\n",
    );
    snapshot(
        "program_sources_the_plain_repl_answers",
        &show(&output, &[]),
    );
}

#[test]
fn the_repl_starts_lazily_too() {
    let mut run = command(PYRUN);
    run.args(["-i", "-q", "-X", "lazyimportsall", "-c", "import json"]);
    let output = with_input(
        run,
        b"import importlib; importlib.is_lazy_import(globals(), 'json')\njson.dumps([1])\n",
    );
    snapshot(
        "program_sources_the_repl_starts_lazily_too",
        &String::from_utf8_lossy(&output.stdout),
    );
}

#[test]
fn a_first_line_can_be_skipped() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("script"),
        "not python at all\nprint('ran')\nraise ValueError\n",
    )
    .expect("written");
    let output = agree(folder.path(), &["-x", "script"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("line 3"),
        "{}",
        show(&output, &[])
    );
}

#[test]
fn it_runs_from_anywhere_with_nothing_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let moved = folder.path().join("moved-pyrun");
    fs::copy(PYRUN, &moved).expect("copied");
    let mut run = Command::new(&moved);
    run.env_clear()
        .current_dir("/")
        .args(["-c", "import json, asyncio, sqlite3_missing"]);
    let output = run.output().expect("runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("No module named 'sqlite3_missing'"), "{text}");
    let mut run = Command::new(&moved);
    run.env_clear()
        .current_dir("/")
        .args(["-m", "json.tool", "--help"]);
    assert!(run.output().expect("runs").status.success());
}

#[test]
fn virtual_environments_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = pyrun(folder.path(), &["-m", "venv", "env"]);
    assert!(made.status.success(), "{}", show(&made, &[]));
    let python = folder.path().join("env/bin/python");
    assert!(folder.path().join("env/bin/activate").is_file());
    let program = "import sys, site; print(sys.prefix, sys.prefix != sys.base_prefix, \
                   site.getsitepackages()[0].startswith(sys.prefix))";
    let output = command(&python)
        .args(["-c", program])
        .output()
        .expect("runs");
    let prefix = folder.path().join("env");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("{} True True\n", prefix.display()),
        "{}",
        show(&output, &[])
    );
    // By another way to it: the same prefix, and `site` has nothing to warn of.
    let output = command("../env/bin/python")
        .args(["-c", "import sys; print(sys.prefix)"])
        .current_dir(&prefix)
        .output()
        .expect("runs");
    assert_eq!(
        show(&output, &[]),
        format!("exit 0\n--- stdout\n{}\n--- stderr\n", prefix.display())
    );
    let output = command(&python)
        .args(["-m", "pip", "--version"])
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", show(&output, &[]));
}

#[test]
fn packages_go_to_a_prefix_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let output = command(PYRUN)
            .args(arguments)
            .env("XDG_DATA_HOME", folder.path())
            .env("PIP_ROOT_USER_ACTION", "ignore")
            .output()
            .expect("runs");
        assert!(output.status.success(), "{}", show(&output, &[]));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    run(&["-m", "ensurepip"]);
    let version = run(&["-m", "pip", "--version"]);
    let prefix = folder.path().join("pyrun");
    assert!(version.contains(&*prefix.to_string_lossy()), "{version}");
    assert!(prefix.join("bin/pip3").is_file());
}

/// Types at a REPL on a terminal: completion, a block, history, and the exit code.
#[test]
fn the_repl_on_a_terminal_edits_and_remembers() {
    let Some(python) = cpython() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let driver = folder.path().join("driver.py");
    fs::write(&driver, TERMINAL_DRIVER).expect("written");
    let output = command(python)
        .arg(&driver)
        .arg(PYRUN)
        .env("HOME", folder.path())
        .output()
        .expect("runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "ok\n",
        "{}",
        show(&output, &[])
    );
    let history = fs::read_to_string(folder.path().join(".python_history")).expect("a history");
    assert!(history.contains("json.dumps"), "{history}");
}

const TERMINAL_DRIVER: &str = include_str!("support/terminal.py");
