//! The command line, as a user types it: options, exit codes, what is printed.

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::{PYRUN, command, cpython, show};

/// Runs pyrun with `arguments` in `folder`.
fn pyrun(folder: &Path, arguments: &[&str]) -> Output {
    command(PYRUN)
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("pyrun runs")
}

/// What a user sees of that.
fn seen(arguments: &[&str]) -> String {
    show(&pyrun(Path::new("/"), arguments), &[(PYRUN, "PYRUN")])
}

/// Golden files in `snapshots/`; `INSTA_UPDATE=always cargo test-pyrun --test
/// command_line` writes them anew.
fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(format!("command_line_{name}"), text);
    });
}

fn with_input(mut command: Command, input: &[u8]) -> Output {
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
fn agree(folder: &Path, arguments: &[&str]) -> Output {
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

#[test]
fn versions() {
    snapshot("versions", &seen(&["-V"]));
    snapshot("versions_2", &seen(&["--version"]));
    snapshot("versions_3", &seen(&["-VV"]));
}

#[test]
fn usage_errors() {
    snapshot("usage_errors", &seen(&["-Z"]));
    snapshot("usage_errors_2", &seen(&["-c"]));
    snapshot("usage_errors_3", &seen(&["--frobnicate"]));
    snapshot(
        "usage_errors_4",
        &seen(&["--check-hash-based-pycs", "maybe"]),
    );
}

#[test]
fn configuration_errors() {
    snapshot("configuration_errors", &seen(&["-X", "utf8=2", "-c", ""]));
    snapshot(
        "configuration_errors_2",
        &seen(&["-X", "int_max_str_digits=5", "-c", ""]),
    );
    snapshot(
        "configuration_errors_3",
        &seen(&["-X", "lazyimportsreport=", "-c", ""]),
    );
}

#[test]
fn help_pages() {
    snapshot("help_pages", &seen(&["--help"]));
    snapshot("help_pages_2", &seen(&["--help-xoptions"]));
    snapshot("help_pages_3", &seen(&["--help-env"]));
}

#[test]
fn missing_and_broken_files() {
    snapshot("missing_and_broken_files", &seen(&["/nowhere/app.py"]));
    snapshot(
        "missing_and_broken_files_2",
        &seen(&["-m", "no_such_module"]),
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("broken.py"), "def f(:\n").expect("written");
    assert_eq!(pyrun(folder.path(), &["broken.py"]).status.code(), Some(1));
    fs::write(folder.path().join("nul.py"), b"x = 1\0\n").expect("written");
    let output = pyrun(folder.path(), &["nul.py"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("null bytes"),
        "{}",
        show(&output, &[])
    );
    fs::write(
        folder.path().join("latin.py"),
        b"# -*- coding: latin-1 -*-\nprint('\xe9')\n",
    )
    .expect("written");
    agree(folder.path(), &["latin.py"]);
    fs::write(folder.path().join("bad.py"), b"print('\xe9')\n").expect("written");
    assert_eq!(agree(folder.path(), &["bad.py"]).status.code(), Some(1));
}

#[test]
fn exit_codes() {
    let folder = tempfile::tempdir().expect("a folder");
    for program in [
        "raise SystemExit",
        "raise SystemExit(3)",
        "raise SystemExit('text')",
        "import sys; sys.exit(256 + 7)",
        "import sys; sys.exit(-1)",
        "1 / 0",
        "raise KeyboardInterrupt",
        "import os; os._exit(9)",
        "import atexit, sys; atexit.register(print, 'bye'); sys.exit(4)",
    ] {
        agree(folder.path(), &["-c", program]);
    }
}

#[test]
fn arguments_belong_to_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("show.py"),
        "import sys; print(sys.argv, __name__)\n",
    )
    .expect("written");
    agree(
        folder.path(),
        &[
            "-c",
            "import sys; print(sys.argv, __name__)",
            "-X",
            "--help",
        ],
    );
    agree(folder.path(), &["show.py", "-c", "-V"]);
    agree(folder.path(), &["-m", "show", "--version"]);
    agree(folder.path(), &["--", "show.py", "x"]);
    agree(folder.path(), &["-BEs", "show.py"]);
}

#[test]
fn switches_reach_sys_flags() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = "import sys; f = sys.flags; print(f.debug, f.inspect, f.optimize, \
                   f.dont_write_bytecode, f.no_user_site, f.no_site, f.ignore_environment, \
                   f.verbose, f.bytes_warning, f.quiet, f.isolated, f.dev_mode, f.safe_path, \
                   sys.warnoptions, sys._xoptions, __debug__)";
    for options in [
        &[][..],
        &["-B"],
        &["-E"],
        &["-I"],
        &["-O"],
        &["-OO"],
        &["-P"],
        &["-q"],
        &["-s"],
        &["-S"],
        &["-u"],
        &["-bb"],
        &["-X", "dev"],
        &["-W", "error", "-Wignore::DeprecationWarning"],
        &["-X", "foo=bar", "-Xbaz"],
    ] {
        let arguments: Vec<&str> = options.iter().copied().chain(["-c", program]).collect();
        agree(folder.path(), &arguments);
    }
}

#[test]
fn the_path_starts_where_cpython_starts_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().canonicalize().expect("a path");
    fs::create_dir(path.join("package")).expect("made");
    let program =
        "import sys; print(repr(sys.path[0]), __file__ if '__file__' in globals() else '')";
    fs::write(path.join("show.py"), program).expect("written");
    fs::write(path.join("package/__main__.py"), program).expect("written");
    std::os::unix::fs::symlink(path.join("show.py"), path.join("package/link.py")).expect("linked");
    agree(&path, &["-c", program]);
    agree(&path, &["show.py"]);
    agree(&path, &["package/link.py"]);
    agree(&path, &["package"]);
    agree(&path, &["-m", "package"]);
    agree(&path, &["-m", "show"]);
}

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
    snapshot("the_plain_repl_answers", &show(&output, &[]));
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
        "the_repl_starts_lazily_too",
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

#[test]
fn the_report_says_what_became_of_the_imports() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("used.py"), "VALUE = 1\n").expect("written");
    fs::write(folder.path().join("app.py"), "import used\nfrom used import VALUE, OTHER\nimport missing\nprint(used.VALUE)\ntry:\n    missing\nexcept ImportError:\n    pass\n").expect("written");
    let output = pyrun(
        folder.path(),
        &["-X", "lazyimportsall", "-X", "lazyimportsreport", "app.py"],
    );
    let folder_name = folder.path().display().to_string();
    let text = show(&output, &[(&folder_name, "DIR")]);
    let text: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("modules loaded"))
        .collect();
    snapshot(
        "the_report_says_what_became_of_the_imports",
        &text.join("\n"),
    );
    let output = pyrun(
        folder.path(),
        &[
            "-X",
            "lazyimportsall",
            "-X",
            "lazyimportsreport=out.json",
            "app.py",
        ],
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("out.json")).expect("a report"))
            .expect("JSON");
    assert_eq!(
        (&report["deferred"], &report["resolved"], &report["failed"]),
        (&4.into(), &1.into(), &1.into())
    );
    assert!(report["modules"].as_u64().expect("a number") > 10);
    let output = pyrun(
        folder.path(),
        &["-X", "lazyimportsreport=/nowhere/x.json", "app.py"],
    );
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.contains("pyrun: -X lazyimportsreport: cannot write /nowhere/x.json"),
        "{text}"
    );
}

#[test]
fn odd_bytes_in_arguments_and_variables_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let odd = OsStr::from_bytes(b"odd\xff\xfename");
    let program = "import sys, os; print([os.fsencode(a) for a in sys.argv])";
    let output = command(PYRUN)
        .args(["-c", program])
        .arg(odd)
        .output()
        .expect("runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "[b'-c', b'odd\\xff\\xfename']\n",
        "{}",
        show(&output, &[])
    );
    for name in [
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONWARNINGS",
        "PYTHONIOENCODING",
        "PYTHONHASHSEED",
        "PYTHONVERBOSE",
        "PYTHONSTARTUP",
        "PYTHONPYCACHEPREFIX",
        "PYTHONEXECUTABLE",
        "HOME",
        "PATH",
        "XDG_DATA_HOME",
        "PYTHONUSERBASE",
        "TZ",
        "LANG",
    ] {
        let output = command(PYRUN)
            .env(name, odd)
            .args(["-c", "print(1)"])
            .output()
            .expect("runs");
        assert!(
            output.status.code().is_some_and(|code| code < 3),
            "{name}: {}",
            show(&output, &[])
        );
        assert!(
            !String::from_utf8_lossy(&output.stderr).contains("panicked"),
            "{name}: {}",
            show(&output, &[])
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join(odd),
        "print(__file__.encode('utf-8', 'surrogateescape')[-6:])\n",
    )
    .expect("written");
    let output = command(PYRUN)
        .arg(folder.path().join(odd))
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", show(&output, &[]));
}
