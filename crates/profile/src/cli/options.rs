//! The options of `pyrun profile` and its questions.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, Parser};

use crate::formats::{Format, Sort};

/// Changes below this are noise, for `diff`.
pub(super) const NOISE_MS: f64 = 0.1;

/// Compare two recordings: modules added and removed, times changed.
#[derive(Debug, Parser)]
#[command(name = "pyrun profile diff", bin_name = "pyrun profile diff")]
pub(super) struct DiffOptions {
    /// A recording (--record)
    pub(super) before: PathBuf,
    /// A later recording
    pub(super) after: PathBuf,
    /// Write JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Leave out changes of less [default: 0.1]
    #[arg(long, value_name = "MS", value_parser = milliseconds)]
    pub(super) min_ms: Option<f64>,
}

/// What to run, and where to write what is found.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of its own.
pub(super) struct RunOptions {
    /// Write the report to a file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Run as the program's command line says (the default)
    #[arg(long, conflicts_with_all = ["lazy", "both"])]
    eager: bool,
    /// Run with lazy imports in all modules
    #[arg(long, conflicts_with = "both")]
    lazy: bool,
    /// Run both ways, and show them side by side
    #[arg(long)]
    both: bool,
    /// Run so often; shows the run in the middle, with best and median times
    #[arg(short = 'n', long, value_name = "RUNS", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) runs: u16,
    /// Keep the recording; with --both, FILE.jsonl means FILE.eager.jsonl and FILE.lazy.jsonl
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,
    /// Show an existing recording; runs nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["eager", "lazy", "both", "runs", "record"])]
    pub(super) from: Option<PathBuf>,
}

/// What to show of a run.
#[derive(Debug, Args)]
pub(super) struct ReportOptions {
    /// What to make of it [default: by the file's name, else summary]
    #[arg(short, long, value_enum)]
    pub(super) format: Option<Format>,
    /// Sort by [default: depends on the format]
    #[arg(long, value_enum)]
    pub(super) sort: Option<Sort>,
    /// Leave out modules that took less
    #[arg(long, value_name = "MS", value_parser = milliseconds)]
    pub(super) min_ms: Option<f64>,
    /// Show the modules of the interpreter's start-up, too
    #[arg(long)]
    pub(super) startup: bool,
    /// Check what is imported against a budget; exit code 3 if it is broken
    #[arg(long, value_name = "FILE")]
    pub(super) budget: Option<PathBuf>,
    /// Write a budget that this run keeps
    #[arg(long, value_name = "FILE")]
    pub(super) write_budget: Option<PathBuf>,
}

/// How to run the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Eager,
    Lazy,
    Both,
}

impl RunOptions {
    /// How to run the program.
    pub(super) fn which(&self) -> Which {
        match (self.both, self.lazy) {
            (true, _) => Which::Both,
            (false, true) => Which::Lazy,
            (false, false) => Which::Eager,
        }
    }

    /// Where to keep recordings: a file for each way to run the program, or none.
    pub(super) fn recordings(&self) -> Vec<PathBuf> {
        match (&self.record, self.which()) {
            (None, _) => Vec::new(),
            (Some(file), Which::Both) => vec![labelled(file, "eager"), labelled(file, "lazy")],
            (Some(file), _) => vec![file.clone()],
        }
    }
}

/// A file beside this one: `run.jsonl` becomes `run.eager.jsonl`.
fn labelled(file: &Path, label: &str) -> PathBuf {
    let mut extension = OsString::from(label);
    if let Some(own) = file.extension() {
        extension.push(".");
        extension.push(own);
    }
    file.with_extension(extension)
}

/// A number of milliseconds.
fn milliseconds(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| "not a number of milliseconds".to_owned())
}
