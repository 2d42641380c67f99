//! `-X importrecord`: the file that the interpreter records its imports in.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rustpython_vm::import_record::{Ending, Recorder};
use serde_json::json;

use crate::Options;

/// The version of what is written, changed when something changes its meaning.
const FORMAT: u32 = 1;

/// What records the imports, if that was asked for. Without its file the program runs
/// all the same.
pub(crate) fn start(options: &Options) -> Option<Arc<Recorder>> {
    let path = options.import_record.as_deref()?;
    let origin = Instant::now();
    match create(path) {
        Ok(file) => Some(Arc::new(Recorder::new(file, &header(options), origin))),
        Err(error) => {
            complain(path, &error);
            None
        }
    }
}

/// Ends the record when the interpreter has ended.
pub(crate) fn end(recorder: &Recorder, path: &Path, ending: &Ending, code: u32) {
    if let Err(error) = recorder.end(ending, code) {
        complain(path, &error);
    }
}

/// An empty file, private to the user if it is new: the program's arguments and the
/// names of its files are nobody else's business.
fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn complain(path: &Path, error: &std::io::Error) {
    let message = format!(
        "pyrun: -X importrecord: cannot write {}: {error}\n",
        path.display()
    );
    let _ = std::io::stderr().write_all(message.as_bytes());
}

/// The first line.
fn header(options: &Options) -> String {
    let argv: Vec<_> = options
        .arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .collect();
    let lazy = if options.lazy.all {
        "all"
    } else if options.lazy.explicit_all {
        "explicit-all"
    } else {
        "off"
    };
    let header = json!({
        "kind": "header",
        "format": FORMAT,
        "pyrun": env!("CARGO_PKG_VERSION"),
        "pid": std::process::id(),
        "argv": argv,
        "lazy": lazy,
        "clock": "monotonic",
    });
    format!("{header}\n")
}
