//! `-X importrecord`: what is written about the imports of a run.

mod support;

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use support::{
    PYRUN, command,
    record::{OPTION, Record, folder, number, read, text, with_packages},
};

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
fn memory_is_what_a_module_leaves_behind() {
    let folder = folder(&[
        ("app.py", "import keeps, frees, outer\n"),
        ("keeps.py", "DATA = [None] * 1_000_000\n"),
        ("frees.py", "data = [None] * 1_000_000\ndel data\n"),
        ("outer.py", "import inner\n"),
        ("inner.py", "DATA = bytes(3_000_000)\n"),
    ]);
    let record = Record::of(folder.path(), &[]);
    let left = |module: &str| {
        let alloc = &record.load(module)["alloc"];
        let bytes = |index: usize| alloc[index].as_i64().expect("a number");
        bytes(1) - bytes(0)
    };
    // A list of pointers; lists may have room for more.
    assert!(
        (8_000_000..17_000_000).contains(&left("keeps")),
        "{}",
        left("keeps")
    );
    assert!(left("frees").abs() < 1_000_000, "{}", left("frees"));
    assert!(
        (3_000_000..7_000_000).contains(&left("inner")),
        "{}",
        left("inner")
    );
    assert!(left("outer") >= left("inner"), "{}", left("outer"));
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
        from mine import early, late\n\
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
        // `late` is there before `from mine import early, late` comes to it.
        ("mine/early.py", "from mine import late\n"),
        ("mine/late.py", ""),
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
    let later = |edge: &&Value| edge["module"] == "mine.deep.leaf" && edge["by"]["line"] == 9;
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
    let app = "import importlib, importlib.util, sys\n\
        sys.modules['blocked'] = None\n\
        for name in ('broken', 'missing', 'missing.part', 'outer', 'json.part', 'math.part', 'blocked'):\n\
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
    assert_eq!(errors("missing.part"), [missing]);
    assert_eq!(
        errors("json.part"),
        ["ModuleNotFoundError: No module named 'json.part'"]
    );
    assert_eq!(
        errors("math.part"),
        ["ModuleNotFoundError: No module named 'math.part'; 'math' is not a package"]
    );
    assert_eq!(
        errors("blocked"),
        ["ModuleNotFoundError: import of blocked halted; None in sys.modules"]
    );
    assert_eq!(record.load("byhand")["by"]["line"], 9);
    let fine = record.loads("fine");
    assert_eq!(fine.len(), 2, "the second is the reload");
    assert_eq!(fine[0]["parent"], record.load("byhand")["id"]);
    assert_eq!(fine[1]["by"]["line"], 11);
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
