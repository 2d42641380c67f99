//! The recording of a run's imports, as the runtime writes it: one JSON object
//! per line. What the fields mean is in `docs/reference/profile.md`.
//!
//! This module only holds what the file says; [`crate::model`] makes sense of it.

mod read;

use std::fmt;

use serde::Deserialize;

pub use read::{ReadError, read, read_bytes};

/// The version of the recording's format that this crate reads.
pub const FORMAT: u64 = 1;

/// All of one recording.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// Who was recorded.
    pub header: Header,
    /// Loads of modules, in the order in which they ended.
    pub loads: Vec<Load>,
    /// When the interpreter was ready and the program began.
    pub startup: Option<u64>,
    /// Lazy declarations.
    pub deferred: Vec<Deferred>,
    /// Uses of lazy names.
    pub resolved: Vec<Resolved>,
    /// Imports of modules that were loaded already.
    pub edges: Vec<Edge>,
    /// The end of the run; missing if the process was killed.
    pub end: Option<End>,
    /// The last line had been written in part only.
    pub truncated: bool,
}

/// The first line: the process.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Header {
    /// Version of the format.
    pub format: u64,
    /// Version of the interpreter.
    #[serde(default)]
    pub pyrun: String,
    /// The process.
    #[serde(default)]
    pub pid: u32,
    /// The program and its arguments.
    #[serde(default)]
    pub argv: Vec<String>,
    /// Which imports are lazy: `off`, `all` or `explicit-all`.
    #[serde(default)]
    pub lazy: String,
}

/// A place in a program.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The module, by its `__name__`.
    #[serde(default)]
    pub module: Option<String>,
    /// The source file.
    #[serde(default)]
    pub file: Option<String>,
    /// The line, from 1.
    #[serde(default)]
    pub line: Option<u32>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.file.as_deref().or(self.module.as_deref());
        f.write_str(name.unwrap_or("?"))?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// One load of a module. Times are nanoseconds since the recording began.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Load {
    /// Number of the load in this recording.
    pub id: u64,
    /// The load in which this one took place.
    #[serde(default)]
    pub parent: Option<u64>,
    /// The module's full name.
    pub module: String,
    /// The thread.
    #[serde(default)]
    pub thread: u64,
    /// When the import began.
    pub start: u64,
    /// When it ended.
    pub end: u64,
    /// Finding the spec.
    #[serde(default)]
    pub find: u64,
    /// Reading, and unmarshalling or compiling.
    #[serde(default)]
    pub decode: u64,
    /// Running the body, with the imports in it.
    #[serde(default)]
    pub execute: u64,
    /// Allocated bytes before and after, less those of before the recording that were freed.
    #[serde(default)]
    pub alloc: Option<(i64, i64)>,
    /// Resident bytes before and after.
    #[serde(default)]
    pub rss: Option<(u64, u64)>,
    /// The file that the module comes from.
    #[serde(default)]
    pub file: Option<String>,
    /// What kind of loader loaded it.
    #[serde(default)]
    pub loader: Option<String>,
    /// Who asked for it.
    #[serde(default)]
    pub by: Option<Place>,
    /// Where it had been declared lazily, if the use of a lazy name loaded it.
    #[serde(default)]
    pub lazy: Option<Place>,
    /// The exception that ended the import.
    #[serde(default)]
    pub error: Option<String>,
    /// The process ended in the middle of it.
    #[serde(default)]
    pub unfinished: bool,
}

/// A lazy declaration was executed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Deferred {
    /// When.
    #[serde(default)]
    pub t: u64,
    /// The module.
    pub module: String,
    /// The name, of `from module import name`.
    #[serde(default)]
    pub name: Option<String>,
    /// The statement.
    #[serde(default)]
    pub by: Option<Place>,
}

/// A lazy name was used for the first time.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Resolved {
    /// When.
    #[serde(default)]
    pub t: u64,
    /// The module.
    pub module: String,
    /// The name, of `from module import name`.
    #[serde(default)]
    pub name: Option<String>,
    /// The place that used it.
    #[serde(default)]
    pub by: Option<Place>,
    /// The statement that declared it.
    #[serde(default)]
    pub declared: Option<Place>,
}

/// A place imported a module that was loaded already.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Edge {
    /// The module.
    pub module: String,
    /// The statement.
    #[serde(default)]
    pub by: Option<Place>,
    /// How often.
    #[serde(default)]
    pub count: u64,
    /// When for the first time.
    #[serde(default)]
    pub first: u64,
}

/// The process came to its end.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct End {
    /// When.
    pub t: u64,
    /// How many modules were there.
    #[serde(default)]
    pub modules: u64,
    /// The exit code.
    #[serde(default)]
    pub code: i64,
}
