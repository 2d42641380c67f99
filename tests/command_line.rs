//! The command line, as a user types it: options, exit codes, what is printed.

mod support;

use std::fs;

use support::{PYRUN, agree, command, pyrun, seen, show, snapshot};

#[test]
fn versions() {
    snapshot("command_line_versions", &seen(&["-V"]));
    snapshot("command_line_versions_2", &seen(&["--version"]));
    snapshot("command_line_versions_3", &seen(&["-VV"]));
}

#[test]
fn usage_errors() {
    snapshot("command_line_usage_errors", &seen(&["-Z"]));
    snapshot("command_line_usage_errors_2", &seen(&["-c"]));
    snapshot("command_line_usage_errors_3", &seen(&["--frobnicate"]));
    snapshot(
        "command_line_usage_errors_4",
        &seen(&["--check-hash-based-pycs", "maybe"]),
    );
}

#[test]
fn configuration_errors() {
    snapshot(
        "command_line_configuration_errors",
        &seen(&["-X", "utf8=2", "-c", ""]),
    );
    snapshot(
        "command_line_configuration_errors_2",
        &seen(&["-X", "int_max_str_digits=5", "-c", ""]),
    );
    snapshot(
        "command_line_configuration_errors_3",
        &seen(&["-X", "lazyimportsreport=", "-c", ""]),
    );
}

#[test]
fn help_pages() {
    snapshot("command_line_help_pages", &seen(&["--help"]));
    snapshot("command_line_help_pages_2", &seen(&["--help-xoptions"]));
    snapshot("command_line_help_pages_3", &seen(&["--help-env"]));
}

#[test]
fn missing_and_broken_files() {
    snapshot(
        "command_line_missing_and_broken_files",
        &seen(&["/nowhere/app.py"]),
    );
    snapshot(
        "command_line_missing_and_broken_files_2",
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
