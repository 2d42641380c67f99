//! `pyrun bench`: how fast a program starts in pyrun's modes and in other interpreters.

mod arguments;
mod contenders;
mod progress;

use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use clap::Parser;
use clap::error::ErrorKind;

use crate::comparison::Comparison;
use crate::engine::{Plan, measure};
use crate::extras::has_valgrind;
use crate::printer::Printer;
use crate::report;
use arguments::{Arguments, Format};
pub use progress::Progress;

/// Nothing to complain about.
const GOOD: u8 = 0;
/// A contender failed, or the results could not be written.
const FAILED: u8 = 1;
/// A command line that makes no sense.
const USAGE: u8 = 2;

/// Runs `pyrun bench` with the words behind it; `current_exe` is pyrun. The exit code.
pub fn run(arguments: &[OsString], current_exe: &Path) -> u8 {
    let name = OsString::from("pyrun bench");
    let words = std::iter::once(&name).chain(arguments);
    match Arguments::try_parse_from(words) {
        Ok(arguments) => match bench(&arguments, current_exe) {
            Ok(()) => GOOD,
            Err(message) => {
                Printer.stderr(&format!("pyrun bench: {message}\n"));
                FAILED
            }
        },
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let _ = Printer.stdout(&error.render().to_string());
            GOOD
        }
        Err(error) => {
            Printer.stderr(&error.render().to_string());
            USAGE
        }
    }
}

fn bench(arguments: &Arguments, pyrun: &Path) -> Result<(), String> {
    let images = tempfile::tempdir().map_err(|error| error.to_string())?;
    let contenders = contenders::all(arguments, pyrun, images.path());
    let plan = Plan {
        rounds: arguments.runs.into(),
        warm_up: arguments.warmup.into(),
        seed: fastrand::u64(..),
        keep_going: false,
        instructions: arguments.instructions,
    };
    if plan.instructions && !has_valgrind() {
        Printer.stderr("pyrun bench: no valgrind here, so instructions are not counted\n");
    }
    let progress = Progress::new(plan.steps(contenders.len()));
    let samples = measure(&contenders, &plan, &mut |step| progress.step(step));
    progress.finish();
    let samples = samples.map_err(|failure| failure.to_string())?;
    let comparison = Comparison::new(described(arguments), &plan, &contenders, &samples);
    publish(arguments, &comparison).map_err(|error| match &arguments.output {
        Some(file) => format!("cannot write {}: {error}", file.display()),
        None => format!("cannot write: {error}"),
    })
}

/// The program's command line, for people.
fn described(arguments: &Arguments) -> String {
    let mut text = String::new();
    for (index, word) in arguments.program.iter().enumerate() {
        let separator = if index == 0 { "" } else { " " };
        let _ = write!(text, "{separator}{}", word.to_string_lossy());
    }
    text.replace('\n', "; ")
}

fn publish(arguments: &Arguments, comparison: &Comparison) -> io::Result<()> {
    let text = match arguments.format {
        Format::Table => report::table(comparison),
        Format::Json => report::json(comparison)?,
        Format::Markdown => report::markdown(comparison),
        Format::Svg => report::chart("Time from start to exit", std::slice::from_ref(comparison)),
    };
    match &arguments.output {
        Some(file) => fs::write(file, text),
        None => Printer.stdout(&text),
    }
}
