//! pyrun's command line: CPython's, with what lazy imports need.
//!
//! - [`arguments`] reads the command line as it was typed;
//! - [`environment`] is the registry of environment variables and reads them;
//! - [`xoptions`] is the registry of `-X` options and reads those;
//! - [`settings`] makes [`pyrun_runtime::Options`] of the three, with CPython's
//!   precedence and error texts;
//! - [`commands`] does what `pyrun image` and its like ask for;
//! - [`help`] prints what `--help`, `--help-xoptions` and `--help-env` print,
//!   from the registries;
//! - [`printer`] is the only way to standard output and standard error.
//!
//! May depend on the runtime; nothing depends on it.

pub mod arguments;
pub mod commands;
pub mod environment;
pub mod help;
pub mod printer;
pub mod settings;
pub mod xoptions;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::{CommandLine, Request, Switches};
use printer::Printer;
use pyrun_runtime::Program;

/// Exit code of a command line that makes no sense, as CPython has it.
const USAGE_ERROR: u8 = 2;
/// Exit code of a setting with an impossible value, as CPython has it.
const CONFIGURATION_ERROR: u8 = 1;

/// The program: reads the command line, runs what it says.
pub fn main() -> ExitCode {
    let printer = Printer;
    let mut words = std::env::args_os();
    let name = words.next().unwrap_or_else(|| "pyrun".into());
    let words: Vec<_> = words.collect();
    if commands::image::is_maker(&words) {
        let builder = pyrun_image::begin();
        pyrun_runtime::locale::set_from_environment();
        return commands::image::become_image(builder, &name, &words[2..], printer).into();
    }
    pyrun_runtime::locale::set_from_environment();
    if let Some(command) = commands::find(&words) {
        return (command.run)(&name, &words[1..], printer).into();
    }
    let command_line = match CommandLine::parse(&words) {
        Ok(command_line) => command_line,
        Err(error) => {
            printer.stderr(&format!("{error}\n{}", help::usage_line(&name)));
            return USAGE_ERROR.into();
        }
    };
    let (switches, program, arguments) = match command_line.request {
        Request::Print(page) => {
            printer.stdout(&help::page(page, &name));
            return ExitCode::SUCCESS;
        }
        Request::Run {
            switches,
            program,
            arguments,
        } => (switches, program, arguments),
    };
    let original = std::iter::once(name).chain(words).collect();
    interpret(switches, &program, arguments, original, printer).into()
}

/// Runs a program; returns the exit code.
fn interpret(
    switches: Switches,
    program: &Program,
    arguments: Vec<OsString>,
    original: Vec<OsString>,
    printer: Printer,
) -> u8 {
    match settings::resolve(switches, arguments, original, &environment::Process) {
        Ok(options) => match pyrun_runtime::run(&options, program) {
            Ok(code) => exit_code(code),
            Err(error) => {
                printer.stderr(&format!("pyrun: lazy-import policy: {error}\n"));
                CONFIGURATION_ERROR
            }
        },
        Err(error) => {
            printer.stderr(&error.to_string());
            CONFIGURATION_ERROR
        }
    }
}

/// What the system can carry of an exit code: its lowest eight bits.
fn exit_code(code: u32) -> u8 {
    code.to_le_bytes()[0]
}
