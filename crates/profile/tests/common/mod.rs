//! What the tests share.
#![allow(dead_code)] // Not every test needs everything.

pub(crate) mod process;

use std::path::{Path, PathBuf};

use pyrun_profile::model::Profile;
use pyrun_profile::record;

/// A file beside the tests.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// A recorded run: `eager` or `lazy`.
pub(crate) fn shop(imports: &str) -> Profile {
    let recording = record::read(&fixture(&format!("shop-{imports}.jsonl")));
    Profile::new(recording.expect("the fixture can be read"))
}

/// A run that pyrun itself has recorded: lazy, with threads, modules that raise, and
/// `sys.exit`. Only the folders' names were changed.
pub(crate) fn recorded() -> Profile {
    let recording = record::read(&fixture("recorded-lazy.jsonl"));
    Profile::new(recording.expect("the fixture can be read"))
}

/// A recording of these lines after a header.
pub(crate) fn profile(lines: &[&str]) -> Profile {
    let header = r#"{"kind":"header","format":1,"argv":["app.py"],"lazy":"off"}"#;
    let text = [&[header], lines].concat().join("\n") + "\n";
    let recording = record::read_bytes(text.as_bytes(), Path::new("test.jsonl"));
    Profile::new(recording.expect("the lines can be read"))
}

/// A line for a load of a module from `start` to `end`.
pub(crate) fn load(id: u64, parent: Option<u64>, module: &str, start: u64, end: u64) -> String {
    serde_json::json!({
        "kind": "load", "id": id, "parent": parent, "module": module, "thread": 1,
        "start": start, "end": end,
        "by": {"module": "__main__", "file": "app.py", "line": id},
    })
    .to_string()
}
