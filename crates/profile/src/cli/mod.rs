//! The command line of `pyrun profile`.
//!
//! `arguments` reads it into `options`, `launch` runs the program, `signals` keeps this
//! process alive meanwhile. Exit codes are the program's; see [`run`].

mod arguments;
mod launch;
mod options;
mod recordings;
mod signals;

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Write};
use std::path::Path;

use arguments::{Asked, Parsed};
use options::{DiffOptions, NOISE_MS, ReportOptions, RunOptions, Which};
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
        Asked::Profile(run, report, program) => profile(&run, &report, &program, current_exe),
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

fn profile(
    run: &RunOptions,
    report: &ReportOptions,
    program: &[OsString],
    exe: &Path,
) -> Result<u8, Failure> {
    let format = format(run, report)?;
    let budget = report
        .budget
        .as_deref()
        .map(budget::read)
        .transpose()
        .map_err(Failure::usage)?;
    check(run)?;
    if let Some(file) = &report.write_budget {
        output::check(file).map_err(Failure::usage)?;
    }
    let session = recordings::obtain(run, program, exe)?;
    let shown = report.format.is_some() || run.output.is_some();
    if shown || (report.budget.is_none() && report.write_budget.is_none()) {
        let view = view(report, screen(run.output.as_deref()));
        deliver(
            run.output.as_deref(),
            &format.render(&session.profiles, view),
        )?;
    }
    // Of two runs, budgets are about the lazy one, which is the last.
    if let (Some(file), Some(profile)) = (&report.write_budget, session.profiles.last()) {
        output::write(file, budget::baseline(profile).as_bytes()).map_err(Failure::general)?;
        printer::stderr(&format!("wrote {}\n", file.display()));
    }
    let kept = match (&report.budget, &budget) {
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
    check(options)?;
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
    check_output(options.output.as_deref())?;
    let read = |file: &Path| record::read(file).map(Profile::new).map_err(Failure::usage);
    let (before, after) = (read(&options.before)?, read(&options.after)?);
    let screen = match &options.output {
        None => printer::stdout_screen(),
        file => screen(file.as_deref()),
    };
    let least = nanoseconds(options.min_ms.unwrap_or(NOISE_MS));
    let diff = diff(&before, &after, least);
    let text = if options.json {
        diff.json()
    } else {
        diff.text(screen)
    };
    // No program runs, so standard output is free.
    match &options.output {
        None => printer::stdout(&text),
        file => deliver(file.as_deref(), &text)?,
    }
    Ok(0)
}

/// The format that was asked for, in words or by the name of the file.
fn format(run: &RunOptions, report: &ReportOptions) -> Result<Format, Failure> {
    let name = run.output.as_deref().and_then(Path::file_name);
    let by_name = name.and_then(OsStr::to_str).and_then(Format::of_file_name);
    let format = report.format.or(by_name).unwrap_or(Format::Summary);
    if format == Format::Html && run.output.is_none() {
        return Err(Failure::usage(
            "--format html needs a file (-o report.html)",
        ));
    }
    if format == Format::Importtime && run.which() == Which::Both {
        return Err(Failure::usage(
            "--format importtime has no place for two runs (--both)",
        ));
    }
    Ok(format)
}

fn view(options: &ReportOptions, screen: Screen) -> View {
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

/// Complains about files that cannot be written, before anything runs.
fn check(run: &RunOptions) -> Result<(), Failure> {
    for file in run.recordings() {
        output::check(&file).map_err(Failure::usage)?;
    }
    check_output(run.output.as_deref())
}

fn check_output(file: Option<&Path>) -> Result<(), Failure> {
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
