//! The command line of `pyrun bench`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, ValueEnum, value_parser};

/// Measures how long a program takes from start to exit: alternately in pyrun's modes and in
/// other interpreters.
#[derive(Debug, Parser)]
#[command(
    name = "pyrun bench",
    bin_name = "pyrun bench",
    override_usage = "pyrun bench [OPTIONS] [--] <SCRIPT | -m MODULE | -c COMMAND> [ARGUMENTS]...",
    after_help = "A program that starts with an option, such as -m, needs the -- in front.\n\
                  Exit codes: 1 if a run fails, 2 for a command line that makes no sense."
)]
pub(super) struct Arguments {
    /// Runs of each contender that count
    #[arg(short = 'n', long, value_name = "RUNS", default_value = "15", value_parser = value_parser!(u16).range(1..))]
    pub(super) runs: u16,

    /// Runs of each contender before them, to fill caches
    #[arg(long, value_name = "RUNS", default_value = "2")]
    pub(super) warmup: u16,

    /// Another interpreter to compare with; can be given again
    #[arg(long, value_name = "PYTHON")]
    pub(super) vs: Vec<PathBuf>,

    /// pyrun's modes, separated by commas; the first is what the others are compared with
    #[arg(
        long,
        value_name = "MODES",
        value_enum,
        value_delimiter = ',',
        default_value = "eager,lazy,warm-up"
    )]
    pub(super) modes: Vec<Mode>,

    /// Also count instructions, with valgrind; takes long
    #[arg(long)]
    pub(super) instructions: bool,

    /// Take any exit code of the program for a success
    #[arg(short, long)]
    pub(super) ignore_failure: bool,

    /// How to write the results
    #[arg(long, value_enum, default_value = "table")]
    pub(super) format: Format,

    /// Write the results to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// The program to run, and its arguments
    #[arg(required = true, trailing_var_arg = true, value_name = "PROGRAM")]
    pub(super) program: Vec<OsString>,
}

/// A way in which pyrun runs a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Mode {
    /// Imports run where they stand
    Eager,
    /// Every module's imports are lazy
    Lazy,
    /// Lazy, and what is left is resolved when a module has run
    WarmUp,
    /// Lazy, without the start-up image that the others start from
    NoImage,
}

impl Mode {
    /// As the command line spells it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Eager => "eager",
            Self::Lazy => "lazy",
            Self::WarmUp => "warm-up",
            Self::NoImage => "no-image",
        }
    }
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For the terminal
    Table,
    /// With the time of every run
    Json,
    /// For a page
    Markdown,
    /// A bar chart
    Svg,
}
