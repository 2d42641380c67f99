//! How fast programs start under pyrun, stock RustPython and CPython.
//!
//! `cargo start-up --help` says how to call it.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use clap::Parser;
use pyrun_bench::start_up::{
    Environments, Results, all_cpythons, chosen, compare, named_cpythons, variants,
};
use pyrun_bench::{build_pyrun, build_stock, repository};
use pyrun_measure::cli::Progress;
use pyrun_measure::{Comparison, Plan, Printer, has_valgrind, report};

/// Measures how long programs take from start to exit, under pyrun in its modes, stock
/// RustPython 0.6.0 and every CPython of this machine.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo start-up")]
struct Arguments {
    /// Runs of each program under each interpreter that count
    #[arg(short = 'n', long, value_name = "RUNS", default_value = "15", value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,

    /// Runs before them
    #[arg(long, value_name = "RUNS", default_value = "2")]
    warmup: u16,

    /// Only programs whose name contains this; can be given again
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Write docs/benchmarks/start-up.md, .svg and .json; what was not measured now is kept
    #[arg(long)]
    write: bool,

    /// The pyrun to measure; without it, one is built
    #[arg(long, value_name = "PROGRAM")]
    pyrun: Option<PathBuf>,

    /// The stock RustPython to measure; without it, one is built
    #[arg(long, value_name = "PROGRAM")]
    stock: Option<PathBuf>,

    /// A CPython to measure, instead of all that are found; can be given again
    #[arg(long, value_name = "PROGRAM")]
    cpython: Vec<PathBuf>,

    /// Do not count instructions, which takes most of the time
    #[arg(long)]
    no_instructions: bool,
}

fn main() -> ExitCode {
    match start_up(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            Printer.stderr(&format!("start-up: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

fn start_up(arguments: &Arguments) -> io::Result<()> {
    let programs = chosen(&arguments.only).map_err(io::Error::other)?;
    let built = |given: &Option<PathBuf>, build: fn() -> io::Result<PathBuf>| match given {
        Some(program) => program.canonicalize(),
        None => build(),
    };
    let pyrun = built(&arguments.pyrun, build_pyrun)?;
    let stock = built(&arguments.stock, build_stock)?;
    let cpythons = match &arguments.cpython[..] {
        [] => all_cpythons(),
        named => named_cpythons(named)?,
    };
    let environments = Environments::new()?;
    let variants = variants(&environments, &pyrun, &stock, &cpythons);
    let plan = Plan {
        rounds: arguments.runs.into(),
        warm_up: arguments.warmup.into(),
        keep_going: true,
        instructions: !arguments.no_instructions && has_valgrind(),
        ..Plan::default()
    };
    let progress = Progress::new(plan.steps(variants.len()) * programs.len());
    let mut comparisons: Vec<Comparison> = Vec::new();
    for program in programs {
        progress.about(program.name);
        let comparison = compare(program, &variants, &plan, &mut |step| progress.step(step))?;
        let table = report::table(&comparison);
        progress.aside(|| Printer.stdout(&format!("{table}\n\n")))?;
        comparisons.push(comparison);
    }
    progress.finish();
    if arguments.write {
        write(comparisons)?;
    }
    Ok(())
}

fn write(comparisons: Vec<Comparison>) -> io::Result<()> {
    let folder = repository().join("docs/benchmarks");
    let mut results = Results::read(&folder)?;
    results.date = output_of("date", &["+%-d %B %Y"])?;
    results.machine = machine()?;
    results.merge(comparisons);
    results.write(&folder)
}

/// The processor, the memory and the system.
fn machine() -> io::Result<String> {
    let field = |file: &str, name: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or("", |(_, value)| value.trim()).to_owned()
    };
    let cores = std::thread::available_parallelism()?;
    let processor = field("/proc/cpuinfo", "model name");
    let memory = field("/proc/meminfo", "MemTotal");
    let kilobytes: u64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
    let system = output_of("uname", &["-srm"])?;
    Ok(format!(
        "{cores} cores of {processor}, {} GiB, {system}",
        kilobytes >> 20
    ))
}

fn output_of(program: &str, arguments: &[&str]) -> io::Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
