//! `pyrun profile` on real programs of PyPI packages, against an independent count:
//! `tests/programs/watch.py` compares `sys.modules` and traces `__import__`.

#![cfg(unix)]

mod support;

#[path = "programs/environments.rs"]
#[allow(dead_code, reason = "CPython runs none of these")]
mod environments;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;

use environments::{Environments, scratch};
use support::{
    command,
    profile::{list, program, run},
    record::{number, text, with_packages},
    repository, show,
};

/// pyrun, by its name in its environment.
static PYRUN: LazyLock<PathBuf> = LazyLock::new(|| Environments::prepare().pyrun);

/// The environment's pyrun in `folder`, with the same hashes whenever it runs.
fn pyrun(folder: &Path) -> Command {
    let mut command = command(&*PYRUN);
    command.current_dir(folder).env("PYTHONHASHSEED", "0");
    command
}

fn output(command: &mut Command) -> Output {
    let output = command.output().expect("pyrun runs");
    assert!(output.status.success(), "{}", show(&output, &[]));
    output
}

/// What `watch.py` found.
struct Watched(Value);

impl Watched {
    /// Lets `watch.py` run a program by this command.
    fn of(command: &mut Command, folder: &Path, mode: &str, words: &[&str]) -> Self {
        command.arg(repository().join("tests/programs/watch.py"));
        output(command.args(["watched.json", mode]).args(words));
        let text = fs::read_to_string(folder.join("watched.json")).expect("it was written");
        Self(serde_json::from_str(&text).expect("JSON"))
    }

    /// The modules that were there before the program.
    fn before(&self) -> BTreeSet<String> {
        list(&self.0["before"]).iter().map(text).collect()
    }

    /// What was in `sys.modules` in the end, each with the name in its spec.
    fn after(&self) -> impl Iterator<Item = (&String, Option<&str>)> {
        let after = self.0["after"].as_object().expect("modules");
        after.iter().map(|(name, spec)| (name, spec.as_str()))
    }

    /// Who imported what, by `edges` of the program or `by_native_code`.
    fn edges(&self, kind: &str) -> impl Iterator<Item = (String, String)> {
        let edges = list(&self.0[kind]).iter();
        edges.map(|edge| (text(&edge[0]), text(&edge[1])))
    }
}

/// Profiles a program, eagerly and lazily, and holds the profiles against what came. It
/// has more than `least` modules.
fn agrees(words: &[&str], least: usize) {
    for mode in ["--eager", "--lazy"] {
        let folder = scratch().expect("a folder");
        let mut command = pyrun(folder.path());
        command.args([
            "profile",
            mode,
            "--record",
            "record.jsonl",
            "-o",
            "report.json",
        ]);
        let watched = Watched::of(&mut command, folder.path(), "count", words);
        let run = run(folder.path());
        modules_are_those_that_came(&run, &watched);
        times_add_up(&run);
        formats_agree(folder.path(), &run);
        if mode == "--eager" {
            assert!(watched.after().count() > least);
            edges_are_those_that_a_tracer_sees(&run, &watched, words);
        }
    }
}

fn modules_are_those_that_came(run: &Value, watched: &Watched) {
    let before = watched.before();
    let loads = program(run).into_iter();
    let loaded: BTreeSet<String> = loads
        .filter(|load| load["state"] != "failed")
        .map(|load| text(&load["module"]))
        .filter(|name| !before.contains(name))
        .collect();
    let came = || watched.after().filter(|(name, _)| !before.contains(*name));
    let names: BTreeSet<&String> = came().map(|(name, _)| name).collect();
    let gone: Vec<_> = loaded.iter().filter(|name| !names.contains(name)).collect();
    assert!(gone.is_empty(), "not in sys.modules: {gone:?}");
    // A module that is there under another name as well was put there by hand.
    let missing: Vec<_> = came()
        .filter(|(name, spec)| *spec == Some(name.as_str()) && !loaded.contains(*name))
        .collect();
    assert!(missing.is_empty(), "not in the profile: {missing:?}");
}

/// Of one thread's imports, the own times make up what the outermost ones took: within
/// 2 % or, as nothing here depends on the machine, exactly.
fn times_add_up(run: &Value) {
    let loads: Vec<_> = list(&run["modules"])
        .iter()
        .filter(|load| load["thread"] == run["main_thread"])
        .collect();
    let own: u64 = loads.iter().map(|load| number(&load["self_ns"])).sum();
    let mut covered = 0;
    let mut end = 0;
    for load in loads.iter().filter(|load| load["parent"].is_null()) {
        let (from, to) = (number(&load["start_ns"]), number(&load["end_ns"]));
        covered += to.saturating_sub(from.max(end));
        end = end.max(to);
    }
    assert!(own.abs_diff(covered) * 50 <= covered, "{own} of {covered}");
    let of_phases = |time: &str| ["startup", "program"].map(|phase| number(&run[phase][time]));
    let (imports, phases) = (of_phases("imports_ns"), of_phases("wall_ns"));
    assert!(imports.iter().sum::<u64>().abs_diff(covered) * 50 <= covered);
    // With what the interpreter and the program do besides they make up the whole run.
    let besides = phases
        .iter()
        .zip(imports)
        .map(|(phase, imports)| phase.checked_sub(imports).expect("imports are a part"));
    let (sum, wall) = (own + besides.sum::<u64>(), number(&run["wall_ns"]));
    assert!(sum.abs_diff(wall) * 50 <= wall, "{sum} of {wall}");
    assert!(covered < wall);
}

/// Imports among the modules that came, by them and by the program itself.
fn edges_are_those_that_a_tracer_sees(run: &Value, watched: &Watched, words: &[&str]) {
    let folder = scratch().expect("a folder");
    let traced = Watched::of(&mut pyrun(folder.path()), folder.path(), "trace", words);
    let before = watched.before();
    let there: BTreeSet<&String> = watched.after().map(|(name, _)| name).collect();
    let comparable = |edges: BTreeSet<(String, String)>| -> BTreeSet<(String, String)> {
        let came = |name: &String| there.contains(&name) && !before.contains(name);
        edges
            .into_iter()
            .filter(|(importer, _)| importer == "__main__" || came(importer))
            .filter(|(_, imported)| there.contains(&imported))
            .collect()
    };
    let is_watch = |by: &Value| {
        let file = by["file"].as_str();
        file.is_some_and(|file| file.ends_with("/watch.py"))
    };
    let imports = list(&run["modules"]).iter().chain(list(&run["edges"]));
    let seen = imports
        .filter(|import| import["by"].is_object() && !is_watch(&import["by"]))
        .map(|import| (text(&import["by"]["module"]), text(&import["module"])));
    let seen = comparable(with_packages(seen));
    let of_kind = |kind| comparable(with_packages(traced.edges(kind)));
    let (edges, native) = (of_kind("edges"), of_kind("by_native_code"));
    let unseen: Vec<_> = edges.difference(&seen).collect();
    assert!(unseen.is_empty(), "not in the profile: {unseen:?}");
    // What native code imports is in the profile only if that loads it.
    let traced = &edges | &native;
    let untraced: Vec<_> = seen.difference(&traced).collect();
    assert!(untraced.is_empty(), "not traced: {untraced:?}");
    assert!(seen.len() > there.len());
}

/// The formats for other programs tell the same of the recording.
fn formats_agree(folder: &Path, run: &Value) {
    let render = |format: &str| {
        let mut command = pyrun(folder);
        let words = ["profile", "--from", "record.jsonl", "-o", "-", "-f", format];
        let text = output(command.args(words)).stdout;
        String::from_utf8(text).expect("text")
    };
    let json = |format: &str| -> Value { serde_json::from_str(&render(format)).expect("JSON") };
    let mut names: Vec<_> = list(&run["modules"])
        .iter()
        .map(|load| text(&load["module"]))
        .collect();
    names.sort_unstable();

    let text_of_times = render("importtime");
    let mut timed: Vec<_> = text_of_times
        .lines()
        .skip(1)
        .map(|line| {
            line.rsplit(" | ")
                .next()
                .expect("a column")
                .trim()
                .to_owned()
        })
        .collect();
    timed.sort_unstable();
    assert_eq!(timed, names);

    let chrome = json("chrome");
    let mut events: Vec<_> = list(&chrome["traceEvents"])
        .iter()
        .filter(|event| event["cat"] == "import")
        .map(|event| text(&event["name"]))
        .collect();
    events.sort_unstable();
    assert_eq!(events, names);

    let speedscope = json("speedscope");
    for profile in list(&speedscope["profiles"]) {
        let (mut open, mut now) = (Vec::new(), 0);
        for event in list(&profile["events"]) {
            assert!(number(&event["at"]) >= now, "{event}");
            now = number(&event["at"]);
            if event["type"] == "O" {
                open.push(&event["frame"]);
            } else {
                assert_eq!(open.pop(), Some(&event["frame"]));
            }
        }
        assert!(open.is_empty());
    }

    // Frames for start-up and program make the stacks up to the whole run.
    let stacks = render("folded");
    let microseconds: u64 = stacks
        .lines()
        .filter(|line| !line.starts_with("thread "))
        .map(|line| line.rsplit(' ').next().expect("a time"))
        .map(|time| time.parse::<u64>().expect("a number"))
        .sum();
    let wall = number(&run["wall_ns"]) / 1000;
    assert!(
        microseconds.abs_diff(wall) * 50 <= wall,
        "{microseconds} of {wall}"
    );
}

#[test]
fn sympy_algebra() {
    agrees(&["sympy_algebra.py"], 400);
}

#[test]
fn sphinx_build() {
    agrees(&["-m", "sphinx", "-q", "-b", "html", "book", "out"], 400);
}

#[test]
fn flask_help() {
    agrees(&["-m", "flask", "--help"], 200);
}

#[test]
fn requests_prepare() {
    agrees(&["requests_prepare.py"], 200);
}

#[test]
fn jinja_templates() {
    agrees(&["jinja_templates.py"], 100);
}

#[test]
fn a_program_runs_in_the_environment_of_the_pyrun_that_was_called() {
    let folder = scratch().expect("a folder");
    let line = "profile -o report.json -c 'import sys; print(sys.prefix)'";
    let programs = PYRUN.parent().expect("the folder of programs");
    let environment = programs.parent().expect("the environment");
    // By its path, and by a word that the shell looks up.
    for program in [&*PYRUN.to_string_lossy(), "python"] {
        let mut shell = command("/bin/sh");
        shell.args(["-c", &format!("exec {program} {line}")]);
        shell.env("PATH", programs).current_dir(folder.path());
        let prefix = output(&mut shell).stdout;
        let prefix = String::from_utf8_lossy(&prefix).into_owned();
        assert_eq!(Path::new(prefix.trim_end()), environment);
    }
}
