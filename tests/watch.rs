//! `pyrun watch`: what is reloaded, what runs again, and how it ends.

#![cfg(unix)]

mod support;

use std::fs;
use std::path::Path;

use support::{pyrun, watched::Watched};

const LOOP: &str = "\
import os
import time
import middle
from low import VALUE
print('start', flush=True)
while True:
    os.write(1, f'{middle.show()} {VALUE}\\n'.encode())
    time.sleep(0.01)
";
const MIDDLE: &str = "from low import VALUE\ndef show(): return f'<{VALUE}>'\n";
const WAITS: &str = "waiting for a change (Ctrl-C to stop)";

fn in_a_loop(options: &[&str]) -> Watched {
    let files = [
        ("app.py", LOOP),
        ("middle.py", MIDDLE),
        ("low.py", "VALUE = 1\n"),
    ];
    let mut app = Watched::start(&files, &[options, &["app.py"]].concat());
    app.prints("start");
    app.prints("<1> 1");
    app
}

#[test]
fn changed_modules_and_their_dependents_are_reloaded() {
    for options in [&[][..], &["-X", "lazyimportsall"]] {
        let mut app = in_a_loop(options);
        app.write("low.py", "VALUE = 2\n");
        assert_eq!(app.says("watch:"), "watch: reloaded low, middle");
        app.prints("<2> 2");
        app.write("middle.py", &MIDDLE.replace('<', "[").replace('>', "]"));
        assert_eq!(app.says("watch:"), "watch: reloaded middle");
        app.prints("[2] 2");
        assert_eq!(app.interrupt(), Some(130));
        let starts = app.printed().iter().filter(|line| *line == "start");
        assert_eq!(starts.count(), 1);
    }
}

#[test]
fn a_failed_reload_keeps_the_old_module() {
    let mut app = in_a_loop(&[]);
    for (text, error) in [
        ("VALUE = 2\n1 / 0\n", "ZeroDivisionError: division by zero"),
        ("VALUE = (\n", "SyntaxError: '(' was never closed"),
    ] {
        app.write("low.py", text);
        app.says(error);
        app.says("watch: low failed to reload; its old version stays");
        app.prints("<1> 1");
    }
    fs::remove_file(app.path().join("low.py")).expect("removed");
    app.write("low.py", "VALUE = 4\n");
    app.says("watch: reloaded low, middle");
    app.prints("<4> 4");
    // The two names are renewed one after the other.
    let expected = ["start", "<1> 1", "<4> 1", "<4> 4"];
    let printed = app.printed();
    assert!(
        printed.iter().all(|line| expected.contains(&line.as_str())),
        "{printed:?}"
    );
}

#[test]
fn a_program_that_has_changed_runs_again() {
    let mut app = in_a_loop(&[]);
    app.write("app.py", "while (\n");
    app.says("SyntaxError");
    app.says("watch: app.py cannot run; its old version goes on");
    app.prints("<1> 1");
    let cleaning = "import atexit, time\n\
        atexit.register(print, 'exit function', flush=True)\n\
        try:\n\
        \x20   print('second', flush=True)\n\
        \x20   time.sleep(600)\n\
        finally:\n\
        \x20   print('cleaned up', flush=True)\n";
    app.write("app.py", cleaning);
    app.says("watch: app.py has changed; running it again");
    app.prints("second");
    app.write("app.py", "print('third')\n");
    for line in ["cleaned up", "exit function", "third"] {
        app.prints(line);
    }
    app.says(&format!("watch: app.py ended with exit code 0; {WAITS}"));
    let said = app.said().join("\n");
    assert!(!said.contains("KeyboardInterrupt"), "{said}");
}

#[test]
fn an_ended_program_waits_for_a_change() {
    let app = "import sys, low\nprint(low.VALUE, sys.argv, __file__[-7:])\nsys.exit(low.VALUE)\n";
    let files = [("app.py", app), ("low.py", "VALUE = 3\n")];
    let mut app = Watched::start(&files, &["app.py", "one", "--two"]);
    app.prints("3 ['app.py', 'one', '--two'] /app.py");
    app.says(&format!("watch: app.py ended with exit code 3; {WAITS}"));
    app.write("low.py", "VALUE = 4\n");
    assert_eq!(app.says("watch:"), "watch: running app.py again");
    app.prints("4 ['app.py', 'one', '--two'] /app.py");
    app.says("exit code 4;");
    app.write("low.py", "VALUE = (\n");
    app.says("SyntaxError");
    app.says("exit code 1;");
    app.write("low.py", "import missing\nVALUE = missing.VALUE\n");
    app.says("ModuleNotFoundError: No module named 'missing'");
    app.says("exit code 1;");
    app.write("missing.py", "VALUE = 5\n");
    app.prints("5 ['app.py', 'one', '--two'] /app.py");
    assert_eq!(app.printed().len(), 3);
}

#[test]
fn modules_are_watched_too() {
    let main = "import sys, time\n\
        from .part import value\n\
        print(__name__, __package__, sys.argv[1:], sys.path[0] == sys.argv[1], flush=True)\n\
        while True:\n\
        \x20   print(value(), flush=True)\n\
        \x20   time.sleep(0.01)\n";
    let files = [
        ("app/__init__.py", ""),
        ("app/__main__.py", main),
        ("app/part.py", "def value(): return 'old'\n"),
    ];
    let mut app = Watched::start(&files, &["-m", "app", "argument"]);
    app.prints("__main__ app ['argument'] False");
    app.prints("old");
    app.write("app/part.py", "def value(): return 'new'\n");
    app.says("watch: reloaded app.part");
    app.prints("new");
    app.write("app/__main__.py", "print('another')\n");
    app.says("watch: app has changed; running it again");
    app.prints("another");
    app.says("watch: app ended with exit code 0;");
}

#[test]
fn what_is_not_loaded_or_is_installed_is_left_alone() {
    let main = "import sys, time\n\
        sys.path.insert(0, 'site-packages')\n\
        import installed, low, unused\n\
        while True:\n\
        \x20   print(installed.VALUE, low.VALUE, flush=True)\n\
        \x20   time.sleep(0.01)\n";
    let files = [
        ("app.py", main),
        ("low.py", "VALUE = 1\n"),
        ("unused.py", "print('unused')\n"),
        ("site-packages/installed.py", "VALUE = 1\n"),
    ];
    let mut lazy = Watched::start(&files, &["-X", "lazyimportsall", "app.py"]);
    lazy.prints("1 1");
    lazy.write("site-packages/installed.py", "VALUE = 2\n");
    lazy.write("unused.py", "1 / 0\n");
    lazy.write("low.py", "VALUE = 2\n");
    assert_eq!(lazy.says("watch:"), "watch: reloaded low");
    lazy.prints("1 2");

    let mut all = Watched::start(&files, &["--site-packages", "app.py"]);
    all.prints("1 1");
    all.write("site-packages/installed.py", "VALUE = 2\n");
    assert_eq!(all.says("watch:"), "watch: reloaded installed");
    all.prints("2 1");
}

#[test]
fn control_c_ends_it() {
    let mut running = in_a_loop(&[]);
    assert_eq!(running.interrupt(), Some(130));
    let said = running.said();
    assert_eq!(said[0], "Traceback (most recent call last):");
    assert!(said[1].contains("app.py\", line "), "{said:?}");
    assert_eq!(said.last().expect("a line"), "KeyboardInterrupt");

    let ignoring = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n1 / 0\n";
    let mut waiting = Watched::start(&[("app.py", ignoring)], &["app.py"]);
    waiting.says("ZeroDivisionError");
    waiting.says(&format!("watch: app.py ended with exit code 1; {WAITS}"));
    assert_eq!(waiting.interrupt(), Some(130));
    assert_eq!(waiting.said().last().expect("a line"), "watch: stopped");
}

#[test]
fn command_lines_that_make_no_sense_are_refused() {
    for (words, code, message) in [
        (
            &[][..],
            2,
            "pyrun watch: a file or -m mod is missing\nusage: ",
        ),
        (&["-"], 2, "pyrun watch: -: standard input is no file"),
        (&["-c", "pass"], 2, "pyrun watch: -c: a command has no file"),
        (
            &["-m"],
            2,
            "pyrun watch: Argument expected for the -m option",
        ),
        (&["--nope", "x.py"], 2, "pyrun watch: unknown option --nope"),
        (
            &["--interval", "often", "x.py"],
            2,
            "pyrun watch: --interval: 'often' is not a number from 0.01 to 3600\nusage: ",
        ),
        (&["-x", "x.py"], 2, "pyrun watch: the option -x does not"),
        (
            &["nowhere.py"],
            2,
            "can't open file '/nowhere.py': [Errno 2]",
        ),
        (&["-m", "no_such"], 1, "No module named no_such\n"),
    ] {
        let output = pyrun(Path::new("/"), &[&["watch"][..], words].concat());
        assert_eq!(output.status.code(), Some(code), "{words:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(message), "{words:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{words:?}");
    }
    let output = pyrun(Path::new("/"), &["watch", "--help"]);
    assert!(output.status.success() && output.stderr.is_empty());
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.starts_with("usage: pyrun watch [--interval SECONDS]"));
}
