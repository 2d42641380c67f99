//! The command line of `pyrun profile`.
//!
//! [`arguments`] reads it, [`launch`] runs the program, [`signals`] keeps this
//! process alive meanwhile. Exit codes are the program's; see [`run`].

mod arguments;
mod launch;
mod recordings;
mod signals;

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Write};
use std::path::Path;

use arguments::{Asked, DiffOptions, Parsed, RunOptions, Which};
use recordings::Session;

use crate::budget;
use crate::diff::diff;
use crate::formats::{Format, View};
use crate::model::Profile;
use crate::output;
use crate::printer;
use crate::record;
use crate::text::Screen;
use crate::why;

/// Something asked for cannot be done.
const FAILURE: u8 = 1;
/// The command line makes no sense, or a file on it.
const USAGE_ERROR: u8 = 2;
/// The program succeeded, but not within its budget.
const BUDGET_BROKEN: u8 = 3;

/// Why there is no report.
struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    fn usage(message: impl fmt::Display) -> Self {
        Self {
            code: USAGE_ERROR,
            message: message.to_string(),
        }
    }

    fn general(message: impl fmt::Display) -> Self {
        Self {
            code: FAILURE,
            ..Self::usage(message)
        }
    }
}

/// Does what `pyrun profile` is asked to; `arguments` are the words after
/// `profile`, `current_exe` is the interpreter to run programs with.
///
/// The exit code is the program's (128 and the signal's number, if one ended
/// it), 3 if it is 0 but the budget is broken, 2 for a command line that makes
/// no sense, 1 if there is no answer.
pub fn run(arguments: &[OsString], current_exe: &Path) -> u8 {
    let asked = match arguments::parse(arguments) {
        Parsed::Asked(asked) => asked,
        Parsed::Help(text) => {
            printer::stdout(&text);
            return 0;
        }
        Parsed::Error(text) => {
            printer::stderr(&text);
            return USAGE_ERROR;
        }
    };
    let answer = match *asked {
        Asked::Profile(options, program) => profile(&options, &program, current_exe),
        Asked::Why(module, limit, options, program) => {
            why(&module, limit, &options, &program, current_exe)
        }
        Asked::Diff(options) => compare(&options),
    };
    answer.unwrap_or_else(|failure| {
        printer::stderr(&format!("pyrun profile: {}\n", failure.message));
        failure.code
    })
}

fn profile(options: &RunOptions, program: &[OsString], exe: &Path) -> Result<u8, Failure> {
    let format = format(options)?;
    let budget = options
        .budget
        .as_deref()
        .map(budget::read)
        .transpose()
        .map_err(Failure::usage)?;
    for file in [&options.output, &options.write_budget, &options.record] {
        check(file.as_deref())?;
    }
    let session = recordings::obtain(options, program, exe)?;
    let screen = screen(options.output.as_deref());
    let shown = options.format.is_some() || options.output.is_some();
    if shown || (options.budget.is_none() && options.write_budget.is_none()) {
        let text = format.render(&session.profiles, view(options, screen));
        deliver(options.output.as_deref(), &text)?;
    }
    // Of two runs, budgets are about the lazy one, which is the last.
    if let (Some(file), Some(profile)) = (&options.write_budget, session.profiles.last()) {
        output::write(file, budget::baseline(profile).as_bytes()).map_err(Failure::general)?;
        printer::stderr(&format!("wrote {}\n", file.display()));
    }
    let kept = match (&options.budget, &budget) {
        (Some(file), Some(budget)) => keeps(file, budget, &session),
        _ => true,
    };
    Ok(match session.code {
        0 if !kept => BUDGET_BROKEN,
        code => code,
    })
}

/// Reports on the budget; whether it was kept.
fn keeps(file: &Path, budget: &budget::Budget, session: &Session) -> bool {
    let Some(profile) = session.profiles.last() else {
        return true;
    };
    let verdict = budget::check(budget, profile);
    let screen = printer::stderr_screen();
    printer::stderr(&budget::report(file, &verdict, profile, screen));
    verdict.breaches.is_empty()
}

fn why(
    module: &str,
    limit: usize,
    options: &RunOptions,
    program: &[OsString],
    exe: &Path,
) -> Result<u8, Failure> {
    for file in [&options.output, &options.record] {
        check(file.as_deref())?;
    }
    let session = recordings::obtain(options, program, exe)?;
    let screen = screen(options.output.as_deref());
    let mut text = String::new();
    for profile in &session.profiles {
        if !profile.label.is_empty() {
            let _ = writeln!(text, "{}:", profile.label);
        }
        match why::render(profile, module, limit, screen) {
            Ok(answer) => text += &answer,
            // With --both, the other run may know the module.
            Err(message) if session.profiles.len() > 1 => text += &(message + "\n"),
            Err(message) => return Err(Failure::general(message)),
        }
    }
    deliver(options.output.as_deref(), &text)?;
    Ok(session.code)
}

fn compare(options: &DiffOptions) -> Result<u8, Failure> {
    check(options.output.as_deref())?;
    let read = |file: &Path| record::read(file).map(Profile::new).map_err(Failure::usage);
    let (before, after) = (read(&options.before)?, read(&options.after)?);
    let view = View {
        screen: match &options.output {
            None => printer::stdout_screen(),
            file => screen(file.as_deref()),
        },
        least: nanoseconds(options.min_ms.unwrap_or(arguments::NOISE_MS)),
        ..View::default()
    };
    let diff = diff(&before, &after, view.least);
    let text = if options.json {
        diff.json()
    } else {
        diff.text(view)
    };
    // No program runs, so standard output is free.
    match &options.output {
        None => printer::stdout(&text),
        file => deliver(file.as_deref(), &text)?,
    }
    Ok(0)
}

/// The format that was asked for, in words or by the name of the file.
fn format(options: &RunOptions) -> Result<Format, Failure> {
    let name = options.output.as_deref().and_then(Path::file_name);
    let by_name = name.and_then(OsStr::to_str).and_then(Format::of_file_name);
    let format = options.format.or(by_name).unwrap_or(Format::Summary);
    if format == Format::Html && options.output.is_none() {
        return Err(Failure::usage(
            "--format html needs a file (-o report.html)",
        ));
    }
    if format == Format::Importtime && options.which() == Which::Both {
        return Err(Failure::usage(
            "--format importtime has no place for two runs (--both)",
        ));
    }
    Ok(format)
}

fn view(options: &RunOptions, screen: Screen) -> View {
    View {
        screen,
        sort: options.sort,
        least: nanoseconds(options.min_ms.unwrap_or(0.0)),
        startup: options.startup,
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates.
fn nanoseconds(milliseconds: f64) -> u64 {
    (milliseconds * 1e6) as u64
}

/// Where the report will be read.
fn screen(file: Option<&Path>) -> Screen {
    match file {
        None => printer::stderr_screen(),
        Some(file) if is_stdout(file) => printer::stdout_screen(),
        Some(_) => Screen::default(),
    }
}

fn is_stdout(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn check(file: Option<&Path>) -> Result<(), Failure> {
    let file = file.filter(|file| !is_stdout(file));
    file.map_or(Ok(()), |file| output::check(file).map_err(Failure::usage))
}

fn deliver(file: Option<&Path>, text: &str) -> Result<(), Failure> {
    match file {
        None => printer::stderr(text),
        Some(file) if is_stdout(file) => printer::stdout(text),
        Some(file) => output::write(file, text.as_bytes()).map_err(Failure::general)?,
    }
    Ok(())
}
