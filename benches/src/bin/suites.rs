//! Runs the test suites of widely used packages under pyrun, eager and lazy, and under
//! CPython, and writes what came of them.
//!
//! `cargo suites --help` says how to call it.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use pyrun_bench::build_pyrun;
use pyrun_bench::suites::{
    Mode, Places, Suite, list, prepare_environment, prepare_source, run_suite, write_page,
};

const USAGE: &str = "\
usage: cargo suites [--pyrun PROGRAM] [--cpython PROGRAM] [--page] [NAME …]

Runs all suites of tests/suites/list.toml, or the named ones.

  --pyrun PROGRAM    the pyrun to test; without it, one is built
  --cpython PROGRAM  the CPython to compare with; without it, python3
  --page             run nothing: write the page and the list of failures from
                     the runs that tests/.suites has
  -h, --help         print this
";

fn main() -> ExitCode {
    if std::env::args().skip(1).any(|word| is_help(&word)) {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match suites() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("suites: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_help(word: &str) -> bool {
    word == "--help" || word == "-h"
}

/// What the command line asks for.
struct Wishes {
    pyrun: Option<PathBuf>,
    cpython: PathBuf,
    only_page: bool,
    names: Vec<String>,
}

fn wishes() -> io::Result<Wishes> {
    let mut wishes = Wishes {
        pyrun: None,
        cpython: "python3".into(),
        only_page: false,
        names: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut program = || {
            let path = words.next().map(PathBuf::from);
            path.ok_or_else(|| io::Error::other(format!("{word} takes a program")))
        };
        match &*word {
            "--pyrun" => wishes.pyrun = Some(program()?),
            "--cpython" => wishes.cpython = program()?,
            "--page" => wishes.only_page = true,
            _ if word.starts_with('-') => {
                return Err(io::Error::other(format!("no option {word}")));
            }
            _ => wishes.names.push(word),
        }
    }
    Ok(wishes)
}

fn suites() -> io::Result<()> {
    let wishes = wishes()?;
    let all = list()?;
    if let Some(name) = wishes
        .names
        .iter()
        .find(|name| all.iter().all(|suite| suite.name != **name))
    {
        return Err(io::Error::other(format!("no suite {name} in the list")));
    }
    let places = Places::new();
    if !wishes.only_page {
        let chosen: Vec<&Suite> = all
            .iter()
            .filter(|suite| wishes.names.is_empty() || wishes.names.contains(&suite.name))
            .collect();
        run_all(&places, &wishes, &chosen)?;
    }
    write_page(&places, &all)
}

fn run_all(places: &Places, wishes: &Wishes, chosen: &[&Suite]) -> io::Result<()> {
    let pyrun = match &wishes.pyrun {
        Some(program) => program.canonicalize()?,
        None => build_pyrun()?,
    };
    prepare_environment(places, Mode::CPython, &wishes.cpython)?;
    prepare_environment(places, Mode::Eager, &pyrun)?;
    for suite in chosen {
        prepare_source(places, suite)?;
        for mode in Mode::ALL {
            let counts = run_suite(places, suite, mode)?;
            println!("{:20}{:9}{counts}", suite.name, mode.name());
        }
    }
    Ok(())
}
