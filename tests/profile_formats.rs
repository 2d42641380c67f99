//! What others read, held against them: importtime text against tuna's own reader,
//! speedscope files against its published schema, Chrome traces against the rules of the
//! Trace Event Format, which has no schema.

#![cfg(unix)]

mod support;

#[path = "programs/environments.rs"]
#[allow(dead_code, reason = "CPython runs none of these")]
mod environments;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;

use environments::Environments;
use support::{
    command,
    profile::list,
    record::{folder, text},
    repository, show, skipped,
};

/// The version of speedscope whose schema is asked.
const SPEEDSCOPE: &str = "1.25.0";

/// pyrun, by its name in its environment, which has tuna and a validator of schemas.
static PYRUN: LazyLock<PathBuf> = LazyLock::new(|| Environments::prepare().pyrun);

fn pyrun(folder: &Path) -> Command {
    let mut command = command(&*PYRUN);
    command.current_dir(folder);
    command
}

fn succeed(command: &mut Command) -> Output {
    let output = command.output().expect("it can be started");
    assert!(output.status.success(), "{}", show(&output, &[]));
    output
}

/// What a script of `tests/support` prints, and nothing else that it says.
fn script(folder: &Path, name: &str, words: &[&str]) -> String {
    let mut command = pyrun(folder);
    command.arg(repository().join("tests/support").join(name));
    let output = succeed(command.args(words));
    assert!(output.stderr.is_empty(), "{}", show(&output, &[]));
    String::from_utf8(output.stdout).expect("text")
}

/// A program with a package, a module that fails, and a thread that imports.
fn program() -> tempfile::TempDir {
    let app = "import helper, threading, xml.dom.minidom\n\
        helper.VALUE, xml.dom.minidom.Document\n\
        try:\n\
        \x20   import broken\n\
        \x20   broken.VALUE\n\
        except ZeroDivisionError:\n\
        \x20   pass\n\
        def work():\n\
        \x20   import wsgiref.util\n\
        \x20   wsgiref.util.guess_scheme\n\
        thread = threading.Thread(target=work)\n\
        thread.start()\n\
        thread.join()\n";
    folder(&[
        ("app.py", app),
        (
            "helper.py",
            "import colorsys\ncolorsys.ONE_THIRD\nVALUE = 1\n",
        ),
        ("broken.py", "1 / 0\n"),
    ])
}

/// Profiles the program in a mode; the report's file.
fn report(folder: &Path, mode: &str, format: &str) -> String {
    let name = format!("{format}{mode}");
    let words = ["profile", mode, "-f", format, "-o", &name, "app.py"];
    succeed(pyrun(folder).args(words));
    name
}

/// A line of importtime text, with how deep its module is in others. Microseconds.
struct Line {
    depth: usize,
    own: u64,
    cumulative: u64,
    module: String,
}

impl Line {
    fn parse(line: &str) -> Self {
        let columns: Vec<_> = line
            .strip_prefix("import time: ")
            .expect("the prefix")
            .split(" | ")
            .collect();
        let [own, cumulative, module] = columns[..] else {
            panic!("{line}");
        };
        let number = |column: &str| column.trim().parse().expect("microseconds");
        let name = module.trim_start();
        Self {
            depth: (module.len() - name.len()) / 2,
            own: number(own),
            cumulative: number(cumulative),
            module: name.to_owned(),
        }
    }
}

/// tuna finds the modules of a file, each in its importer and with its time, and what is in
/// a module makes up its cumulative time.
fn tuna_reads(folder: &Path, file: &str) {
    let written = fs::read_to_string(folder.join(file)).expect("a file");
    let (_, told) = written.split_once('\n').expect("a head line");
    // A module is told after those in it.
    let lines: Vec<_> = told.lines().rev().map(Line::parse).collect();
    let modules: BTreeSet<_> = lines.iter().map(|line| &*line.module).collect();
    let expected = "helper colorsys xml.dom.minidom broken wsgiref.util";
    for module in expected.split(' ') {
        assert!(modules.contains(module), "{module} in {written}");
    }

    let read = script(folder, "tuna_tree.py", &[file]);
    let expected: Vec<_> = lines
        .iter()
        .map(|line| format!("{} {} {}", line.depth, line.own, line.module))
        .collect();
    assert_eq!(read.lines().collect::<Vec<_>>(), expected, "{file}");

    for (index, line) in lines.iter().enumerate() {
        let inner = lines[index + 1..]
            .iter()
            .take_while(|inner| inner.depth > line.depth);
        let (count, sum) = inner.fold((1, line.own), |(count, sum), inner| {
            (count + 1, sum + inner.own)
        });
        // Each of them is rounded.
        let difference = sum.abs_diff(line.cumulative);
        assert!(difference <= count + 1, "{file}: {}", line.module);
    }
}

#[test]
fn tuna_reads_import_times() {
    let folder = program();
    for (name, options) in [("eager", &[][..]), ("lazy", &["-X", "lazyimportsall"])] {
        let mut command = pyrun(folder.path());
        command.args(["-X", "importtime"]).args(options);
        let output = succeed(command.arg("app.py"));
        fs::write(folder.path().join(name), output.stderr).expect("written");
        tuna_reads(folder.path(), name);
    }
    for mode in ["--eager", "--lazy"] {
        let file = report(folder.path(), mode, "importtime");
        tuna_reads(folder.path(), &file);
    }
}

/// speedscope's schema, out of its package, or nothing where there is no npm to get that.
fn schema() -> Option<PathBuf> {
    let kept = PYRUN.ancestors().nth(3).expect("tests/.programs");
    let schema = kept.join(format!("speedscope-{SPEEDSCOPE}.json"));
    if schema.exists() {
        return Some(schema);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut npm = command("npm");
    npm.args(["pack", "--silent", &format!("speedscope@{SPEEDSCOPE}")]);
    let output = npm.current_dir(folder.path()).output();
    let Ok(output) = output else {
        skipped("there is no npm");
        return None;
    };
    assert!(output.status.success(), "npm: {}", show(&output, &[]));
    let archive = format!("speedscope-{SPEEDSCOPE}.tgz");
    succeed(pyrun(folder.path()).args(["-m", "tarfile", "-e", &archive]));
    let member = "package/dist/release/file-format-schema.json";
    let text = fs::read(folder.path().join(member)).expect("the schema");
    // Under its name only when it is whole.
    let mut file = tempfile::NamedTempFile::new_in(kept).expect("a file");
    file.write_all(&text).expect("written");
    file.persist(&schema).expect("renamed");
    Some(schema)
}

#[test]
fn speedscope_files_keep_the_published_schema() {
    let Some(schema) = schema() else {
        return;
    };
    let folder = program();
    let schema = schema.to_string_lossy();
    let modes = ["--eager", "--lazy", "--both"];
    let files = modes.map(|mode| report(folder.path(), mode, "speedscope"));
    let check = |name: &str| script(folder.path(), "json_schema.py", &[&schema, name]);
    for file in &files {
        assert_eq!(check(file), "");
    }
    // What breaks the schema is noticed.
    let whole = fs::read_to_string(folder.path().join(&files[0])).expect("a report");
    let broken = whole.replacen("\"nanoseconds\"", "\"years\"", 1);
    assert_ne!(broken, whole);
    fs::write(folder.path().join("broken"), broken).expect("written");
    assert!(check("broken").starts_with("broken: data.profiles[0]"));
}

/// A process and a thread of a trace.
type Lane = (u64, u64);

/// An event keeps the rules for its phase; its lane.
fn lane_of(event: &Value) -> Lane {
    let time = |key: &str| event[key].as_f64().is_some_and(|time| time >= 0.0);
    let is_good = match event["ph"].as_str() {
        // Complete: a beginning and how long it took.
        Some("X") => event["cat"].is_string() && time("ts") && time("dur"),
        // Instant: when, and whether it is the thread's, the process's or everybody's.
        Some("i") => time("ts") && ["t", "p", "g"].contains(&event["s"].as_str().unwrap_or("")),
        // Metadata: what is said of the process or the thread.
        Some("M") => {
            let kinds = ["process_name", "thread_name"];
            kinds.contains(&event["name"].as_str().unwrap_or(""))
                && event["args"]["name"].is_string()
        }
        _ => false,
    };
    let is_good = is_good && event["name"].is_string() && event["args"].is_object();
    assert!(is_good, "{event}");
    let number = |key: &str| event[key].as_u64().expect("a number");
    (number("pid"), number("tid"))
}

/// Complete events of a thread are in each other or apart. Microseconds, exact to the
/// nanosecond.
fn assert_nested(events: &[&Value]) {
    let mut open: Vec<f64> = Vec::new();
    let mut last = 0.0;
    for event in events {
        let number = |key: &str| event[key].as_f64().expect("a number");
        let (start, end) = (number("ts"), number("ts") + number("dur"));
        assert!(start >= last, "{event}");
        last = start;
        while open.last().is_some_and(|outer| *outer < start + 0.0005) {
            open.pop();
        }
        let fits = open.last().is_none_or(|outer| end < outer + 0.0005);
        assert!(fits, "{event}");
        open.push(end);
    }
}

#[test]
fn chrome_traces_keep_the_rules_of_the_format() {
    let folder = program();
    for (mode, lanes) in [("--eager", 2), ("--lazy", 2), ("--both", 4)] {
        let file = report(folder.path(), mode, "chrome");
        let trace = fs::read_to_string(folder.path().join(file)).expect("a report");
        let trace: Value = serde_json::from_str(&trace).expect("JSON");
        assert!(["ms", "ns"].contains(&&*text(&trace["displayTimeUnit"])));
        let mut named: BTreeSet<Lane> = BTreeSet::new();
        let mut complete: BTreeMap<Lane, Vec<&Value>> = BTreeMap::new();
        for event in list(&trace["traceEvents"]) {
            let lane = lane_of(event);
            if event["ph"] == "X" {
                complete.entry(lane).or_default().push(event);
            } else if event["name"] == "thread_name" {
                assert!(named.insert(lane), "twice: {event}");
            }
        }
        assert_eq!(complete.len(), lanes, "{mode}");
        assert!(complete.keys().all(|lane| named.contains(lane)), "{mode}");
        for events in complete.values() {
            assert_nested(events);
        }
    }
}
