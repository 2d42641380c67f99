//! `pyrun profile` on small programs: what they and their callers see of it, and what is
//! reported, whichever way a program goes.

#![cfg(unix)]

mod support;

use std::collections::BTreeSet;
use std::os::unix::process::CommandExt;
use std::process::Output;

use serde_json::{Value, json};
use support::{
    PYRUN, command,
    profile::{list, load, loads, parent, profile, program, report, run},
    pyrun,
    record::{folder, number, text},
    show, with_input,
};

const MODES: [&str; 2] = ["--eager", "--lazy"];

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_program_keeps_its_input_output_arguments_and_exit_code() {
    let app = "import sys\nprint(sys.stdin.read().upper(), sys.argv)\n\
               print('talk', file=sys.stderr)\nsys.exit(5)\n";
    let folder = folder(&[("app.py", app)]);
    let run = |options: &[&str]| {
        let mut command = command(PYRUN);
        command.arg("profile").args(options);
        command.args(["app.py", "-n", "2"]);
        command.current_dir(folder.path());
        with_input(command, b"hello")
    };
    let expected = "exit 5\n--- stdout\nHELLO ['app.py', '-n', '2']\n--- stderr\ntalk\n";
    for mode in MODES {
        assert_eq!(show(&run(&[mode, "-o", "report.json"]), &[]), expected);
    }
    // Without a file the report follows what the program says.
    let shown = show(&run(&[]), &[]);
    let rest = shown.strip_prefix(expected).expect("the same and more");
    assert!(
        rest.starts_with("app.py -n 2\neager imports, ") && rest.contains("self ms"),
        "{rest}"
    );
}

#[test]
fn a_report_tells_lazy_imports_from_eager_ones() {
    let app = "import helper, idle\n\nhelper.VALUE\n";
    let folder = folder(&[
        ("app.py", app),
        ("helper.py", "VALUE = 1\n"),
        ("idle.py", ""),
    ]);
    let (_, eager) = profile(folder.path(), &["--eager", "app.py"]);
    assert_eq!(eager["lazy"], "off");
    for module in ["helper", "idle"] {
        let load = load(&eager, module);
        assert_eq!(
            (&load["state"], &load["by"]["line"], &load["declared"]),
            (&json!("eager"), &json!(1), &Value::Null)
        );
    }
    assert_eq!(eager["never_needed"], json!([]));

    let (_, lazy) = profile(folder.path(), &["--lazy", "app.py"]);
    let helper = load(&lazy, "helper");
    assert_eq!(lazy["lazy"], "all");
    assert_eq!(
        (
            &helper["state"],
            &helper["by"]["line"],
            &helper["declared"]["line"]
        ),
        (&json!("lazy"), &json!(3), &json!(1))
    );
    assert!(loads(&lazy, "idle").is_empty());
    assert_eq!(lazy["never_needed"], json!(["idle"]));

    profile(folder.path(), &["--both", "app.py"]);
    let both = report(folder.path());
    let labels: Vec<_> = list(&both["runs"])
        .iter()
        .map(|run| &run["label"])
        .collect();
    assert_eq!(labels, ["eager", "lazy"]);
}

#[test]
fn threads_that_import_at_once_are_told_apart() {
    let app = "import threading\n\
        start = threading.Barrier(4)\n\
        def work(number):\n\
        \x20   start.wait()\n\
        \x20   __import__(f'part{number}')\n\
        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]\n\
        for thread in threads: thread.start()\n\
        for thread in threads: thread.join()\n";
    let part = "import shared\nshared.VALUE\n";
    let folder = folder(&[
        ("app.py", app),
        ("shared.py", "import time\ntime.sleep(0.1)\nVALUE = 1\n"),
        ("part0.py", part),
        ("part1.py", part),
        ("part2.py", part),
        ("part3.py", part),
    ]);
    for mode in MODES {
        let (output, run) = profile(folder.path(), &[mode, "app.py"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let parts = ["part0", "part1", "part2", "part3"].map(|part| load(&run, part));
        let threads: BTreeSet<_> = parts.iter().map(|part| number(&part["thread"])).collect();
        assert_eq!(threads.len(), 4, "{mode}");
        assert!(!threads.contains(&number(&run["main_thread"])), "{mode}");
        let shared = load(&run, "shared");
        let outer = parent(&run, shared);
        assert_eq!(outer["thread"], shared["thread"], "{mode}");
        assert!(text(&outer["module"]).starts_with("part"), "{outer}");
        assert!(number(&run["program"]["other_threads_ns"]) > 0, "{mode}");
    }
}

#[test]
fn modules_that_raise_have_failed() {
    let app = "try:\n\
        \x20   import broken\n\
        \x20   broken.VALUE\n\
        except ZeroDivisionError:\n\
        \x20   print('caught')\n\
        import outer\n\
        outer.VALUE\n";
    let folder = folder(&[
        ("app.py", app),
        ("broken.py", "1 / 0\n"),
        ("outer.py", "import broken\nbroken.VALUE\n"),
    ]);
    for mode in MODES {
        let (output, run) = profile(folder.path(), &[mode, "app.py"]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(output.stdout, b"caught\n");
        assert!(
            stderr(&output).contains("\nZeroDivisionError: division by zero\n"),
            "{}",
            stderr(&output)
        );
        let broken = loads(&run, "broken");
        assert_eq!(broken.len(), 2, "{mode}: once by each importer");
        let outer = load(&run, "outer");
        for load in [broken[0], broken[1], outer] {
            assert_eq!(
                (&load["state"], &load["error"]),
                (
                    &json!("failed"),
                    &json!("ZeroDivisionError: division by zero")
                ),
                "{mode}"
            );
        }
        assert_eq!(parent(&run, broken[1])["module"], "outer");
    }
}

/// Profiles a program whose innermost module does this, in a process group of its own.
fn ended(mode: &str, ending: &str) -> (Output, Value) {
    let folder = folder(&[
        ("app.py", "import outer\nouter.VALUE\n"),
        ("outer.py", "import inner\ninner.VALUE\n"),
        ("inner.py", ending),
    ]);
    let mut command = command(PYRUN);
    command.args(["profile", "-o", "report.json", mode, "app.py"]);
    command.current_dir(folder.path()).process_group(0);
    let output = command.output().expect("pyrun runs");
    let run = run(folder.path());
    (output, run)
}

#[test]
fn exits_in_the_middle_of_an_import_leave_a_whole_report() {
    // As when Ctrl-C is typed: the signal goes to the program and to the profiler.
    let ctrl_c = "import os, signal, time\nos.killpg(0, signal.SIGINT)\ntime.sleep(60)\n";
    let ends = [
        (
            "import sys\nsys.exit(3)\n",
            3,
            "failed",
            json!("SystemExit"),
        ),
        (ctrl_c, 130, "failed", json!("KeyboardInterrupt")),
        ("import os\nos._exit(7)\n", 7, "unfinished", Value::Null),
    ];
    for (ending, code, state, error) in &ends {
        for mode in MODES {
            let (output, run) = ended(mode, ending);
            assert_eq!(output.status.code(), Some(*code), "{}", stderr(&output));
            assert_eq!(run["complete"], true, "{ending}");
            for module in ["outer", "inner"] {
                let load = load(&run, module);
                assert_eq!((&load["state"], &load["error"]), (&json!(state), error));
            }
            let inner = load(&run, "inner");
            assert_eq!(parent(&run, inner)["module"], "outer");
        }
    }
}

#[test]
fn a_killed_program_leaves_what_it_had_recorded() {
    let kill = "import helper, os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n";
    let imports = "import argparse, asyncio, email.mime.text, http.server, logging.config\n\
                   import multiprocessing.pool, unittest.mock, xml.dom.minidom, xmlrpc.client\n";
    let large = imports.to_owned() + kill;
    let folder = folder(&[
        ("large.py", large.as_str()),
        ("small.py", kill),
        ("helper.py", ""),
    ]);
    for (name, least) in [("large.py", 50), ("small.py", 1)] {
        let (output, run) = profile(folder.path(), &[name]);
        assert_eq!(output.status.code(), Some(128 + 9), "{}", stderr(&output));
        assert_eq!(run["complete"], false);
        assert!(program(&run).len() >= least, "{}", program(&run).len());
        assert_eq!(load(&run, "helper")["by"]["module"], "__main__");
    }
}

#[test]
fn a_request_to_terminate_reaches_the_program() {
    let app = "import os, signal, sys, time\n\
        def leave(*_):\n\
        \x20   print('asked to leave')\n\
        \x20   sys.exit(6)\n\
        signal.signal(signal.SIGTERM, leave)\n\
        os.kill(os.getppid(), signal.SIGTERM)\n\
        time.sleep(60)\n";
    let folder = folder(&[("app.py", app)]);
    let (output, run) = profile(folder.path(), &["app.py"]);
    assert_eq!(
        show(&output, &[]),
        "exit 6\n--- stdout\nasked to leave\n--- stderr\n"
    );
    assert_eq!(run["complete"], true);
}

#[test]
fn budgets_decide_over_the_exit_code() {
    let folder = folder(&[
        ("app.py", "import helper\nprint('ran')\n"),
        ("helper.py", "import colorsys\n"),
        ("fails.py", "import helper\nraise SystemExit(4)\n"),
        ("budget.toml", "deny = [\"colorsys\"]\nmax-modules = 1\n"),
        ("broken.toml", "forbid = [\"json\"]\n"),
    ]);
    let run = |words: &[&str]| pyrun(folder.path(), &[&["profile"][..], words].concat());

    let broken = run(&["--budget", "budget.toml", "app.py"]);
    assert_eq!(broken.status.code(), Some(3));
    assert_eq!(broken.stdout, b"ran\n");
    let report = stderr(&broken);
    let helper = folder.path().join("helper.py");
    let chain = format!("└ colorsys  {}:1\n", helper.display());
    for part in [
        "budget budget.toml: broken 2 times (2 modules, ",
        "deny = \"colorsys\": colorsys was loaded",
        &chain,
        "max-modules = 1: 2 were loaded, 1 too many; most by colorsys (1), helper (1)\n",
    ] {
        assert!(report.contains(part), "{part} in {report}");
    }

    // Lazily nothing is loaded, and of two runs the lazy one counts.
    for mode in ["--lazy", "--both"] {
        let kept = run(&[mode, "--budget", "budget.toml", "app.py"]);
        assert_eq!(kept.status.code(), Some(0), "{}", stderr(&kept));
        assert!(
            stderr(&kept).starts_with("budget budget.toml: kept (0 modules, "),
            "{}",
            stderr(&kept)
        );
    }

    let failed = run(&["--budget", "budget.toml", "fails.py"]);
    assert_eq!(failed.status.code(), Some(4), "the program's own code");
    assert!(stderr(&failed).contains("broken 2 times"));

    let senseless = run(&["--budget", "broken.toml", "app.py"]);
    assert_eq!(senseless.status.code(), Some(2));
    assert!(senseless.stdout.is_empty());
    assert!(stderr(&senseless).starts_with("pyrun profile: budget broken.toml: "));

    let written = run(&["--write-budget", "new.toml", "app.py"]);
    assert_eq!(stderr(&written), "wrote new.toml\n");
    let kept = run(&["--budget", "new.toml", "app.py"]);
    assert_eq!(kept.status.code(), Some(0), "{}", stderr(&kept));
}
