//! Reading what `pyrun profile` reports, as JSON.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::{pyrun, record::number};

/// Profiles what `words` say, in `folder`: what there is to see, and the run's report.
pub(crate) fn profile(folder: &Path, words: &[&str]) -> (Output, Value) {
    let output = pyrun(
        folder,
        &[&["profile", "-o", "report.json"][..], words].concat(),
    );
    (output, run(folder))
}

/// The first run in the report of a folder.
pub(crate) fn run(folder: &Path) -> Value {
    report(folder)["runs"][0].take()
}

/// The report in a folder.
pub(crate) fn report(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("report.json")).expect("a report");
    serde_json::from_str(&text).expect("JSON")
}

/// The elements of a list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// The program's loads, without those of the interpreter's start-up.
pub(crate) fn program(run: &Value) -> Vec<&Value> {
    let of_program = |load: &&Value| load["phase"] == "program";
    list(&run["modules"]).iter().filter(of_program).collect()
}

/// The loads of a module, in the order in which they began.
pub(crate) fn loads<'a>(run: &'a Value, module: &str) -> Vec<&'a Value> {
    let mut loads = program(run);
    loads.retain(|load| load["module"] == module);
    loads
}

/// The load of a module, which is the only one.
pub(crate) fn load<'a>(run: &'a Value, module: &str) -> &'a Value {
    let loads = loads(run, module);
    assert_eq!(loads.len(), 1, "{module}: {loads:?}");
    loads[0]
}

/// The load in which another one took place.
pub(crate) fn parent<'a>(run: &'a Value, load: &Value) -> &'a Value {
    let number = usize::try_from(number(&load["parent"])).expect("an index");
    &run["modules"][number]
}
