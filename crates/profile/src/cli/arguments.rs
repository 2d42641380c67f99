//! Reads the command line: our options, then the program as pyrun takes it.

use std::ffi::{OsStr, OsString};

use clap::{CommandFactory, Parser};

use super::options::{DiffOptions, ReportOptions, RunOptions};

/// Show what a program imports, how long it takes, and who asked for it.
///
/// The program is given as to pyrun itself. It keeps its input and output; the
/// report goes to standard error when it has ended.
#[derive(Debug, Parser)]
#[command(
    name = "pyrun profile",
    bin_name = "pyrun profile",
    override_usage = "pyrun profile [options] [--] <script | -m module | -c command> [arguments]\n       \
                      pyrun profile [options] --from <recording>\n       \
                      pyrun profile why <module> [options] [--] <program> | --from <recording>\n       \
                      pyrun profile diff <recording> <recording>"
)]
struct ProfileCommand {
    #[command(flatten)]
    run: RunOptions,
    #[command(flatten)]
    report: ReportOptions,
}

/// Show every chain of importers that leads to a module.
#[derive(Debug, Parser)]
#[command(
    name = "pyrun profile why",
    bin_name = "pyrun profile why",
    override_usage = "pyrun profile why <module> [options] [--] <program> | --from <recording>"
)]
struct WhyCommand {
    /// The module, by its full name
    module: String,
    /// Show so many chains
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    #[command(flatten)]
    run: RunOptions,
}

/// What is asked for; the words after the options are the program.
pub(super) enum Asked {
    Profile(RunOptions, ReportOptions, Vec<OsString>),
    Why(String, usize, RunOptions, Vec<OsString>),
    Diff(DiffOptions),
}

/// What a command line comes to.
pub(super) enum Parsed {
    Asked(Box<Asked>),
    Help(String),
    Error(String),
}

/// Reads the words after `pyrun profile`.
pub(super) fn parse(words: &[OsString]) -> Parsed {
    let first = words.first().and_then(|word| word.to_str());
    let asked = match first {
        Some("why") => why(&words[1..]),
        Some("diff") => parse_as::<DiffOptions>(&words[1..]).map(Asked::Diff),
        _ => profile(words),
    };
    match asked {
        Ok(asked) => Parsed::Asked(Box::new(asked)),
        Err(error) if error.use_stderr() => Parsed::Error(error.render().to_string()),
        Err(error) => Parsed::Help(error.render().to_string()),
    }
}

fn profile(words: &[OsString]) -> Result<Asked, clap::Error> {
    let (ours, program) = split(words, &ProfileCommand::command(), 0);
    let command = parse_as::<ProfileCommand>(ours)?;
    check_program::<ProfileCommand>(&command.run, program)?;
    Ok(Asked::Profile(
        command.run,
        command.report,
        program.to_vec(),
    ))
}

fn why(words: &[OsString]) -> Result<Asked, clap::Error> {
    let (ours, program) = split(words, &WhyCommand::command(), 1);
    let command = parse_as::<WhyCommand>(ours)?;
    check_program::<WhyCommand>(&command.run, program)?;
    Ok(Asked::Why(
        command.module,
        command.limit,
        command.run,
        program.to_vec(),
    ))
}

fn parse_as<T: Parser>(words: &[OsString]) -> Result<T, clap::Error> {
    let name = OsString::from("pyrun profile");
    T::try_parse_from(std::iter::once(&name).chain(words))
}

/// There is a program, or a recording, but not both.
fn check_program<T: CommandFactory>(
    options: &RunOptions,
    program: &[OsString],
) -> Result<(), clap::Error> {
    let message = match (&options.from, program.is_empty()) {
        (None, true) => "no program to run, and no recording to show (--from)",
        (Some(_), false) => "a program to run and a recording to show (--from): one of them",
        _ => return Ok(()),
    };
    Err(T::command().error(clap::error::ErrorKind::MissingRequiredArgument, message))
}

/// Where our words end and the program's begin: at `--`, at pyrun's `-m` and
/// `-c`, or at the first word that is no option, after so many of our own.
fn split<'a>(
    words: &'a [OsString],
    command: &clap::Command,
    mut own: usize,
) -> (&'a [OsString], &'a [OsString]) {
    let mut index = 0;
    while let Some(word) = words.get(index) {
        let text = word.to_string_lossy();
        if text == "--" {
            return (&words[..index], &words[index + 1..]);
        }
        let is_program = if !text.starts_with('-') || text == "-" {
            own = own.wrapping_sub(1);
            own == usize::MAX
        } else {
            text.starts_with("-m") || text.starts_with("-c")
        };
        if is_program {
            return (&words[..index], &words[index..]);
        }
        index += 1 + usize::from(takes_next(word, command));
    }
    (words, &[])
}

/// Whether an option's value is the next word.
fn takes_next(word: &OsStr, command: &clap::Command) -> bool {
    let text = word.to_string_lossy();
    let option = command
        .get_arguments()
        .find(|argument| match text.strip_prefix("--") {
            Some(long) => argument.get_long() == Some(long),
            // Of several short options in a word, the last one: those before it
            // are switches, or what follows them is their value.
            None => text.len() == 2 && argument.get_short() == text.chars().nth(1),
        });
    option.is_some_and(|option| option.get_action().takes_values())
}
