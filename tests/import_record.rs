//! `-X importrecord`: what is written about the imports of a run.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};
use support::{PYRUN, command, pyrun};

const OPTION: [&str; 2] = ["-X", "importrecord=record.jsonl"];

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

/// What a run wrote.
struct Record {
    output: Output,
    lines: Vec<Value>,
}

impl Record {
    /// Runs `app.py`, with further options.
    fn of(folder: &Path, options: &[&str]) -> Self {
        let output = pyrun(folder, &[&OPTION[..], options, &["app.py"]].concat());
        Self {
            output,
            lines: read(folder),
        }
    }

    fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.lines.iter().filter(move |line| line["kind"] == kind)
    }

    /// The loads of a module, in the order in which they ended.
    fn loads(&self, module: &str) -> Vec<&Value> {
        self.of_kind("load")
            .filter(|load| load["module"] == module)
            .collect()
    }

    /// The load of a module, which is the only one.
    fn load(&self, module: &str) -> &Value {
        let loads = self.loads(module);
        assert_eq!(loads.len(), 1, "{module}: {loads:?}");
        loads[0]
    }

    /// The names of the modules that were loaded after the start, without errors.
    fn loaded(&self) -> BTreeSet<String> {
        self.lines
            .iter()
            .skip_while(|line| line["kind"] != "startup")
            .filter(|line| line["kind"] == "load" && line.get("error").is_none())
            .map(|line| text(&line["module"]))
            .collect()
    }

    /// Who imported what, with the packages of what was imported.
    fn edges(&self) -> BTreeSet<(String, String)> {
        let edges = self
            .of_kind("load")
            .chain(self.of_kind("edge"))
            .filter(|line| line["by"].is_object())
            .map(|line| (text(&line["by"]["module"]), text(&line["module"])));
        with_packages(edges)
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// The lines of the record.
fn read(folder: &Path) -> Vec<Value> {
    fs::read_to_string(folder.join("record.jsonl"))
        .expect("a record")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn with_packages(edges: impl IntoIterator<Item = (String, String)>) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for (importer, imported) in edges {
        let dots = imported.match_indices('.').map(|(at, _)| at);
        for end in dots.chain([imported.len()]) {
            if importer != imported[..end] {
                all.insert((importer.clone(), imported[..end].to_owned()));
            }
        }
    }
    all
}

const PACKAGE: [(&str, &str); 4] = [
    (
        "mine/__init__.py",
        "from . import one\nfrom mine.two import VALUE\n",
    ),
    ("mine/one.py", "import json\n"),
    ("mine/two.py", "VALUE = 1\nimport mine.one\n"),
    ("space/inside.py", ""),
];

#[test]
fn a_load_has_its_place_file_loader_times_and_memory() {
    let folder = folder(&PACKAGE);
    let app = "import mine.one\n\nimport space.inside, math, json\n";
    fs::write(folder.path().join("app.py"), app).expect("written");
    let record = Record::of(folder.path(), &[]);
    let file = |name: &str| folder.path().join(name).display().to_string();

    let header = &record.lines[0];
    assert_eq!(
        (&header["kind"], &header["format"]),
        (&json!("header"), &json!(1))
    );
    assert_eq!(
        (&header["argv"], &header["lazy"]),
        (&json!(["app.py"]), &json!("off"))
    );
    let last = record.lines.last().expect("a line");
    assert_eq!((&last["kind"], &last["code"]), (&json!("end"), &json!(0)));
    assert!(number(&last["modules"]) > 30, "{last}");
    assert_eq!(record.of_kind("startup").count(), 1);

    let mine = record.load("mine");
    assert_eq!(
        mine["by"],
        json!({"module": "__main__", "file": file("app.py"), "line": 1})
    );
    assert_eq!(
        (&mine["file"], &mine["loader"]),
        (&json!(file("mine/__init__.py")), &json!("source"))
    );
    assert_eq!(
        (&mine["parent"], &mine["lazy"]),
        (&Value::Null, &Value::Null)
    );
    let one = record.load("mine.one");
    assert_eq!(
        one["by"],
        json!({"module": "mine", "file": file("mine/__init__.py"), "line": 1})
    );
    assert_eq!(one["parent"], mine["id"]);
    assert_eq!(record.load("json")["loader"], "frozen");
    assert_eq!(record.load("json")["parent"], one["id"]);
    assert_eq!(record.load("math")["loader"], "builtin");
    assert_eq!(record.load("space")["loader"], "namespace");
    assert_eq!(record.load("space")["by"]["line"], 3);
    assert_eq!(record.load("space.inside")["loader"], "source");

    let edge = |module: &str, by: &str| {
        let edges = record.of_kind("edge");
        let found: Vec<_> = edges
            .filter(|edge| edge["module"] == module && edge["by"]["module"] == by)
            .collect();
        assert_eq!(found.len(), 1, "{module} by {by}: {found:?}");
        (number(&found[0]["by"]["line"]), number(&found[0]["count"]))
    };
    assert_eq!(edge("mine.one", "mine.two"), (2, 1));
    assert_eq!(edge("mine.one", "__main__"), (1, 1));
    assert_eq!(edge("json", "__main__"), (3, 1));

    if cfg!(target_os = "linux") {
        assert!(number(&mine["rss"][0]) > 1_000_000, "{mine}");
    }
}

#[test]
fn times_add_up() {
    let folder = folder(&PACKAGE);
    let app = "import mine, xml.dom.minidom, argparse\n";
    fs::write(folder.path().join("app.py"), app).expect("written");
    let record = Record::of(folder.path(), &[]);
    let loads: Vec<_> = record.of_kind("load").collect();
    let taken = |load: &Value| number(&load["end"]) - number(&load["start"]);
    for load in &loads {
        let phases = ["find", "decode", "execute"].map(|phase| number(&load[phase]));
        assert!(phases.iter().sum::<u64>() <= taken(load), "{load}");
        let inner: Vec<_> = loads
            .iter()
            .filter(|inner| inner["parent"] == load["id"])
            .collect();
        let total: u64 = inner.iter().map(|inner| taken(inner)).sum();
        assert!(total <= taken(load), "{load}");
        for inner in inner {
            assert!(number(&inner["start"]) >= number(&load["start"]), "{inner}");
            assert!(number(&inner["end"]) <= number(&load["end"]), "{inner}");
        }
        if load["loader"] == "source" || load["loader"] == "frozen" {
            assert!(phases.iter().all(|phase| *phase > 0), "{load}");
        }
    }
    let ids: BTreeSet<_> = loads.iter().map(|load| number(&load["id"])).collect();
    assert_eq!(ids.len(), loads.len());
}

#[test]
fn every_module_that_comes_is_recorded() {
    let folder = folder(&PACKAGE);
    // What a module puts into sys.modules by hand is not imported.
    let app = "import sys\nbefore = set(sys.modules)\n\
               import importlib\nimport mine, xml.dom.minidom, argparse, email.mime.text, asyncio\n\
               importlib.import_module('space.inside')\n\
               print(*(name for name, module in sys.modules.items() if name not in before\n\
               \x20   and module.__spec__ and module.__spec__.name == name))\n";
    fs::write(folder.path().join("app.py"), app).expect("written");
    let record = Record::of(folder.path(), &[]);
    let came: BTreeSet<String> = record
        .stdout()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    assert!(came.len() > 60, "{came:?}");
    let loaded = record.loaded();
    let difference: Vec<_> = came.symmetric_difference(&loaded).collect();
    assert!(difference.is_empty(), "{difference:?}");
    let by = record.load("space.inside")["by"].clone();
    assert_eq!(
        (&by["module"], &by["line"]),
        (&json!("__main__"), &json!(5))
    );
}

#[test]
fn edges_are_those_that_a_tracer_sees() {
    let tracer = "import builtins, sys\n\
        inner = builtins.__import__\n\
        seen = set()\n\
        def trace(name, globals=None, locals=None, fromlist=(), level=0):\n\
        \x20   result = inner(name, globals, locals, fromlist, level)\n\
        \x20   if globals:\n\
        \x20       package = globals['__package__'] or ''\n\
        \x20       base = '.'.join(package.split('.')[:len(package.split('.')) - level + 1]) if level else ''\n\
        \x20       full = '.'.join(part for part in (base, name) if part)\n\
        \x20       seen.add((globals['__name__'], full))\n\
        \x20       for item in fromlist or ():\n\
        \x20           if f'{full}.{item}' in sys.modules:\n\
        \x20               seen.add((globals['__name__'], f'{full}.{item}'))\n\
        \x20   return result\n\
        builtins.__import__ = trace\n";
    let app = "import os\n\
        if 'TRACE' in os.environ:\n\
        \x20   import tracer\n\
        import mine.deep.leaf\n\
        from mine import side, deep\n\
        import mine.deep.other as other\n\
        def later():\n\
        \x20   from mine.deep import leaf\n\
        \x20   import json.decoder\n\
        later(), later()\n\
        if 'TRACE' in os.environ:\n\
        \x20   for edge in tracer.seen:\n\
        \x20       print(*edge)\n";
    let folder = folder(&[
        ("tracer.py", tracer),
        ("app.py", app),
        ("mine/__init__.py", "from .side import VALUE\n"),
        ("mine/side.py", "import mine.deep\nVALUE = 1\n"),
        (
            "mine/deep/__init__.py",
            "from . import leaf\nfrom .. import deep\n",
        ),
        ("mine/deep/leaf.py", "from .. import deep\nimport json\n"),
        (
            "mine/deep/other.py",
            "from . import leaf\nfrom mine.side import VALUE\n",
        ),
    ]);
    let output = command(PYRUN)
        .arg("app.py")
        .env("TRACE", "1")
        .current_dir(folder.path())
        .output()
        .expect("runs");
    let is_own =
        |(importer, _): &(String, String)| importer == "__main__" || importer.starts_with("mine");
    let seen = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(importer, imported)| (importer.to_owned(), imported.to_owned()))
        .filter(|(_, imported)| imported != "tracer" && imported != "os")
        .filter(is_own)
        .collect::<Vec<_>>();
    let record = Record::of(folder.path(), &[]);
    let recorded = record
        .edges()
        .into_iter()
        .filter(|(_, imported)| imported != "os")
        .filter(is_own)
        .collect::<BTreeSet<_>>();
    assert_eq!(recorded, with_packages(seen));
    let later = |edge: &&Value| edge["module"] == "mine.deep.leaf" && edge["by"]["line"] == 8;
    let counts: Vec<_> = record
        .of_kind("edge")
        .filter(later)
        .map(|edge| number(&edge["count"]))
        .collect();
    assert_eq!(counts, [2_u64]);
}

#[test]
fn cached_bytecode_is_told_from_source() {
    let folder = folder(&[("app.py", "import part\n"), ("part.py", "")]);
    let loader = || {
        command(PYRUN)
            .args(OPTION)
            .arg("app.py")
            .env_remove("PYTHONDONTWRITEBYTECODE")
            .current_dir(folder.path())
            .output()
            .expect("runs");
        let lines = read(folder.path());
        let load = lines.iter().find(|line| line["module"] == "part");
        text(&load.expect("a load")["loader"])
    };
    assert_eq!(loader(), "source");
    assert_eq!(loader(), "bytecode");
}

#[test]
fn errors_and_modules_executed_by_hand_are_recorded() {
    let app = "import importlib, importlib.util\n\
        for name in ('broken', 'missing', 'missing.part', 'outer'):\n\
        \x20   try:\n\
        \x20       importlib.import_module(name)\n\
        \x20   except Exception:\n\
        \x20       pass\n\
        spec = importlib.util.spec_from_file_location('byhand', 'byhand.py')\n\
        spec.loader.exec_module(importlib.util.module_from_spec(spec))\n\
        import fine\n\
        importlib.reload(fine)\n";
    let folder = folder(&[
        ("app.py", app),
        ("broken.py", "1 / 0\n"),
        ("outer.py", "import broken\n"),
        ("byhand.py", "import fine\n"),
        ("fine.py", ""),
    ]);
    let record = Record::of(folder.path(), &[]);
    let errors = |module: &str| -> Vec<String> {
        let loads = record.loads(module);
        loads.iter().map(|load| text(&load["error"])).collect()
    };
    let division = "ZeroDivisionError: division by zero";
    assert_eq!(errors("broken"), [division, division]);
    assert_eq!(errors("outer"), [division]);
    let missing = "ModuleNotFoundError: No module named 'missing'";
    assert_eq!(errors("missing"), [missing, missing]);
    assert_eq!(record.load("byhand")["by"]["line"], 8);
    let fine = record.loads("fine");
    assert_eq!(fine.len(), 2, "the second is the reload");
    assert_eq!(fine[0]["parent"], record.load("byhand")["id"]);
    assert_eq!(fine[1]["by"]["line"], 10);
}

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
fn lazy_imports_are_deferred_resolved_or_neither() {
    let app = "import used, idle\nfrom names import one, two\n\nused.VALUE\nprint(one)\n";
    let folder = folder(&[
        ("app.py", app),
        ("used.py", "VALUE = 1\nimport inner\ninner.VALUE\n"),
        ("inner.py", "VALUE = 1\n"),
        ("idle.py", ""),
        ("names.py", "one = two = 1\n"),
    ]);
    let record = Record::of(folder.path(), &["-X", "lazyimportsall"]);
    assert_eq!(record.lines[0]["lazy"], "all");
    let of_app = |kind: &'static str, place: &str| -> Vec<(String, Value, u64)> {
        record
            .of_kind(kind)
            .filter(|line| line[place]["module"] == "__main__")
            .map(|line| {
                (
                    text(&line["module"]),
                    line["name"].clone(),
                    number(&line["by"]["line"]),
                )
            })
            .collect()
    };
    let entry = |module: &str, name: Value, line: u64| (module.to_owned(), name, line);
    assert_eq!(
        of_app("deferred", "by"),
        [
            entry("used", Value::Null, 1),
            entry("idle", Value::Null, 1),
            entry("names", json!("one"), 2),
            entry("names", json!("two"), 2),
        ]
    );
    assert_eq!(
        of_app("resolved", "declared"),
        [
            entry("used", Value::Null, 4),
            entry("names", json!("one"), 5)
        ]
    );
    let used = record.load("used");
    assert_eq!(
        (&used["by"]["line"], &used["lazy"]["line"]),
        (&json!(4), &json!(1))
    );
    let inner = record.load("inner");
    assert_eq!(
        (&inner["by"]["line"], &inner["lazy"]["line"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(inner["parent"], used["id"]);
    assert!(record.loads("idle").is_empty());
}

#[test]
fn explicit_lazy_imports_are_recorded_too() {
    let app = "lazy import used\nlazy from names import one\nimport plain\nused.VALUE\n";
    let folder = folder(&[
        ("app.py", app),
        ("used.py", "VALUE = 1\n"),
        ("names.py", "one = 1\n"),
        ("plain.py", ""),
    ]);
    let record = Record::of(folder.path(), &[]);
    assert_eq!(record.load("used")["lazy"]["line"], 1);
    assert_eq!(record.load("plain")["lazy"], Value::Null);
    assert!(record.loads("names").is_empty());
    let deferred: Vec<_> = record
        .of_kind("deferred")
        .map(|line| &line["module"])
        .collect();
    assert_eq!(deferred, ["used", "names"]);
    assert_eq!(record.of_kind("resolved").count(), 1);
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
