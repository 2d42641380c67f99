//! `-X importrecord` where it could go wrong: threads, every way to end, children, files.

mod support;

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use support::{
    profile::{load, profile},
    pyrun,
    record::{OPTION, Record, folder, number},
};

#[test]
fn threads_import_at_once() {
    let app = "import threading\n\
        start = threading.Barrier(8)\n\
        def work(number):\n\
        \x20   start.wait()\n\
        \x20   __import__(f'part{number}')\n\
        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]\n\
        for thread in threads: thread.start()\n\
        for thread in threads: thread.join()\n";
    let folder = folder(&[
        ("app.py", app),
        ("shared.py", "import time\ntime.sleep(0.1)\n"),
    ]);
    for part in 0..8 {
        let path = folder.path().join(format!("part{part}.py"));
        fs::write(path, "import shared\n").expect("written");
    }
    let record = Record::of(folder.path(), &[]);
    let parts: Vec<_> = (0..8)
        .map(|part| record.load(&format!("part{part}")))
        .collect();
    let threads: BTreeSet<_> = parts.iter().map(|load| number(&load["thread"])).collect();
    assert_eq!(threads.len(), 8);
    assert!(parts.iter().all(|load| load["parent"].is_null()));
    let shared = record.load("shared");
    let outer = parts.iter().find(|load| load["id"] == shared["parent"]);
    assert_eq!(outer.expect("a part")["thread"], shared["thread"]);
    let importers = record
        .edges()
        .into_iter()
        .filter(|(_, imported)| imported == "shared");
    assert_eq!(importers.count(), 8);
}

#[test]
fn the_record_is_whole_however_the_program_ends() {
    let ends = [
        ("import sys\nsys.exit(3)\n", 3, Some("SystemExit")),
        ("raise KeyboardInterrupt\n", 130, Some("KeyboardInterrupt")),
        ("import os\nos._exit(7)\n", 7, None),
    ];
    for (ending, code, error) in ends {
        let folder = folder(&[("app.py", "import outer\n"), ("outer.py", "import inner\n")]);
        fs::write(folder.path().join("inner.py"), ending).expect("written");
        let record = Record::of(folder.path(), &[]);
        for module in ["inner", "outer"] {
            let load = record.load(module);
            assert_eq!(load.get("error").and_then(Value::as_str), error, "{load}");
            assert_eq!(load.get("unfinished").is_some(), error.is_none(), "{load}");
        }
        assert_eq!(record.load("inner")["parent"], record.load("outer")["id"]);
        let end = record.lines.last().expect("a line");
        assert_eq!((&end["kind"], &end["code"]), (&json!("end"), &json!(code)));
    }
}

#[cfg(unix)]
#[test]
fn a_killed_process_leaves_what_it_had_imported() {
    let app = "import first\nimport slow\n";
    // `early` waits to be written, until `late` comes a good while after it.
    let slow = "import early\nimport time\ntime.sleep(0.3)\nimport late\nimport killer\n";
    for signal in ["SIGTERM", "SIGKILL"] {
        let killer = format!(
            "import os, signal, time\nos.kill(os.getpid(), signal.{signal})\ntime.sleep(60)\n"
        );
        let folder = folder(&[
            ("app.py", app),
            ("slow.py", slow),
            ("first.py", ""),
            ("early.py", ""),
            ("late.py", ""),
            ("killer.py", killer.as_str()),
        ]);
        let record = Record::of(folder.path(), &[]);
        assert_eq!(record.output.status.code(), None, "{signal}");
        for module in ["first", "early", "late"] {
            record.load(module);
        }
        assert_eq!(record.of_kind("startup").count(), 1);
        assert_eq!(record.of_kind("end").count(), 0);

        let (output, run) = profile(folder.path(), &["--from", "record.jsonl"]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(run["complete"], false);
        assert_eq!(load(&run, "first")["by"]["line"], 1);
        assert_eq!(load(&run, "late")["by"]["module"], "slow");
    }
}

#[cfg(unix)]
#[test]
fn another_program_takes_the_process_over() {
    let app = "import os\n\
        try:\n\
        \x20   os.execv('/nowhere/at/all', ['x'])\n\
        except OSError:\n\
        \x20   import colorsys\n\
        import last\n";
    let last = "import os\nos.execv('/bin/sh', ['sh', '-c', 'echo over'])\n";
    let folder = folder(&[("app.py", app), ("last.py", last)]);
    let record = Record::of(folder.path(), &[]);
    assert_eq!(record.stdout(), "over\n");
    assert_eq!(record.load("last")["unfinished"], true);
    assert_eq!(record.load("colorsys")["by"]["line"], 5);
    let edges = record.of_kind("edge");
    let to_os = edges.filter(|edge| edge["module"] == "os" && edge["by"]["module"] == "last");
    assert_eq!(to_os.count(), 1);
    assert_eq!(record.of_kind("end").count(), 0);
}

#[test]
fn children_do_not_take_the_file() {
    let app = "import subprocess, sys\n\
        words = subprocess._args_from_interpreter_flags()\n\
        subprocess.run([sys.executable, *words, '-c', 'import colorsys'])\n\
        print(words)\n";
    let folder = folder(&[("app.py", app)]);
    let record = Record::of(folder.path(), &["-X", "lazyimportsall"]);
    assert_eq!(record.stdout(), "['-B', '-X', 'lazyimportsall']\n");
    assert_eq!(record.lines[0]["argv"], json!(["app.py"]));
    assert!(record.loads("colorsys").is_empty());
}

#[cfg(unix)]
#[test]
fn a_forked_child_writes_nothing() {
    let app = "import os\n\
        child = os.fork()\n\
        if child == 0:\n\
        \x20   import colorsys\n\
        \x20   import ending\n\
        os.waitpid(child, 0)\n\
        import sched\n";
    for ending in ["import os\nos._exit(0)\n", "import sys\nsys.exit(0)\n"] {
        let folder = folder(&[("app.py", app), ("ending.py", ending)]);
        let record = Record::of(folder.path(), &[]);
        record.load("sched");
        assert!(record.loads("colorsys").is_empty() && record.loads("ending").is_empty());
        assert_eq!(record.of_kind("header").count(), 1);
        assert_eq!(record.of_kind("end").count(), 1);
    }
}

#[test]
fn without_a_file_there_is_an_error_and_without_that_file_a_message() {
    let folder = folder(&[("app.py", "print('ran')\n")]);
    for option in ["importrecord", "importrecord="] {
        let output = pyrun(folder.path(), &["-X", option, "app.py"]);
        assert_eq!(output.status.code(), Some(1));
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(
            text.contains("-X importrecord=FILE: FILE is missing"),
            "{text}"
        );
    }
    let output = pyrun(folder.path(), &["-X", "importrecord=/nowhere/x", "app.py"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "ran\n");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.starts_with("pyrun: -X importrecord: cannot write /nowhere/x: "),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn the_file_is_private_and_another_file_is_never_written_to() {
    use std::os::unix::fs::PermissionsExt;

    let app = "import os\nos.closerange(3, 64)\nother = open('other.txt', 'w')\n\
               other.write('mine')\nother.flush()\nimport colorsys\n";
    let folder = folder(&[("app.py", "")]);
    Record::of(folder.path(), &[]);
    let metadata = fs::metadata(folder.path().join("record.jsonl")).expect("a file");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);

    fs::write(folder.path().join("app.py"), app).expect("written");
    let output = pyrun(folder.path(), &[&OPTION[..], &["app.py"]].concat());
    let other = fs::read_to_string(folder.path().join("other.txt")).expect("a file");
    assert_eq!(other, "mine");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("the program has closed the file"), "{text}");
}
