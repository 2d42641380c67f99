//! Reading what `-X importrecord` wrote.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::pyrun;

pub(crate) const OPTION: [&str; 2] = ["-X", "importrecord=record.jsonl"];

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

/// What a run wrote.
pub(crate) struct Record {
    pub(crate) output: Output,
    pub(crate) lines: Vec<Value>,
}

impl Record {
    /// Runs `app.py`, with further options.
    pub(crate) fn of(folder: &Path, options: &[&str]) -> Self {
        let output = pyrun(folder, &[&OPTION[..], options, &["app.py"]].concat());
        Self {
            output,
            lines: read(folder),
        }
    }

    pub(crate) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub(crate) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.lines.iter().filter(move |line| line["kind"] == kind)
    }

    /// The loads of a module, in the order in which they ended.
    pub(crate) fn loads(&self, module: &str) -> Vec<&Value> {
        self.of_kind("load")
            .filter(|load| load["module"] == module)
            .collect()
    }

    /// The load of a module, which is the only one.
    pub(crate) fn load(&self, module: &str) -> &Value {
        let loads = self.loads(module);
        assert_eq!(loads.len(), 1, "{module}: {loads:?}");
        loads[0]
    }

    /// The names of the modules that were loaded after the start, without errors.
    pub(crate) fn loaded(&self) -> BTreeSet<String> {
        self.lines
            .iter()
            .skip_while(|line| line["kind"] != "startup")
            .filter(|line| line["kind"] == "load" && line.get("error").is_none())
            .map(|line| text(&line["module"]))
            .collect()
    }

    /// Who imported what, with the packages of what was imported.
    pub(crate) fn edges(&self) -> BTreeSet<(String, String)> {
        let edges = self
            .of_kind("load")
            .chain(self.of_kind("edge"))
            .filter(|line| line["by"].is_object())
            .map(|line| (text(&line["by"]["module"]), text(&line["module"])));
        with_packages(edges)
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

pub(crate) fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// The lines of the record.
pub(crate) fn read(folder: &Path) -> Vec<Value> {
    fs::read_to_string(folder.join("record.jsonl"))
        .expect("a record")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

pub(crate) fn with_packages(
    edges: impl IntoIterator<Item = (String, String)>,
) -> BTreeSet<(String, String)> {
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
