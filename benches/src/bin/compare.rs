//! Runs one program eagerly and lazily, alternating, and prints what each costs.
//!
//! `cargo compare [-n RUNS] [--vs PYTHON] … [SCRIPT [ARGUMENT …]]`; without a script, the
//! example program of this repository. `--vs` has another interpreter take part, by
//! file name, or `stock` for plain RustPython.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use pyrun_bench::{build_pyrun, build_stock, repository};
use pyrun_measure::report::mebibytes;
use pyrun_measure::{Contender, ModuleCount, Numbers, Plan, measure};

const DEFAULT_RUNS: usize = 15;
const USAGE: &str =
    "usage: cargo compare [-n RUNS] [--vs PYTHON|stock] ... [SCRIPT [ARGUMENT ...]]";

/// What the command line asks for.
struct Request {
    runs: usize,
    others: Vec<String>,
    arguments: Vec<String>,
}

fn main() -> ExitCode {
    if std::env::args()
        .nth(1)
        .is_some_and(|first| first == "--help")
    {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match request(std::env::args().skip(1)).and_then(|request| compare(&request)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::FAILURE
        }
    }
}

fn request(words: impl Iterator<Item = String>) -> io::Result<Request> {
    let mut words = words.peekable();
    let mut request = Request {
        runs: DEFAULT_RUNS,
        others: Vec::new(),
        arguments: Vec::new(),
    };
    while let Some(option) = words.next_if(|word| word == "-n" || word == "--vs") {
        let value = words.next();
        if option == "--vs" {
            let other = value.ok_or_else(|| io::Error::other("--vs takes an interpreter"))?;
            request.others.push(other);
        } else {
            let runs = value.and_then(|value| value.parse().ok());
            request.runs = runs
                .filter(|&runs| runs > 0)
                .ok_or_else(|| io::Error::other("-n takes a number of runs, at least 1"))?;
        }
    }
    request.arguments = words.collect();
    if request.arguments.is_empty() {
        let script = repository().join("examples/shop/shop.py");
        request.arguments = vec![script.display().to_string(), "list".to_owned()];
    }
    Ok(request)
}

fn contenders(request: &Request) -> io::Result<Vec<Contender>> {
    let pyrun = build_pyrun()?;
    let arguments: Vec<OsString> = request.arguments.iter().map(OsString::from).collect();
    let new = |name: &str, program: &Path, options: &[&str], modules| Contender {
        modules,
        ..Contender::new(name, program, options, &arguments)
    };
    let lazy = ["-X", "lazyimportsall"];
    make_image(&pyrun, &[])?;
    make_image(&pyrun, &lazy)?;
    let mut all = vec![
        new("eager", &pyrun, &[], ModuleCount::Report),
        new("lazy", &pyrun, &lazy, ModuleCount::Report),
    ];
    for name in &request.others {
        let program = match name.as_str() {
            "stock" => build_stock()?,
            name => name.into(),
        };
        all.push(new(name, &program, &[], ModuleCount::Never));
    }
    Ok(all)
}

/// Makes the start-up image for these options, so that none is made in the background of
/// the runs that count. Where there are no images, pyrun starts without.
fn make_image(pyrun: &Path, options: &[&str]) -> io::Result<()> {
    let mut command = Command::new(pyrun);
    command.args(["image", "build"]).args(options);
    command.output().map(|_| ())
}

fn compare(request: &Request) -> io::Result<()> {
    let contenders = contenders(request)?;
    let plan = Plan {
        rounds: request.runs,
        warm_up: 1,
        ..Plan::default()
    };
    let samples = measure(&contenders, &plan, &mut |_| ()).map_err(io::Error::other)?;
    let numbers: Vec<Numbers> = samples
        .iter()
        .map(|samples| Numbers::new(samples, None))
        .collect();

    println!(
        "{} ({} runs each, alternating; medians)\n",
        request.arguments.join(" "),
        request.runs
    );
    println!(
        "{:8}{:>12}{:>18}{:>16}",
        "imports", "time", "modules loaded", "peak memory"
    );
    for (contender, numbers) in contenders.iter().zip(&numbers) {
        let modules = numbers
            .modules
            .map_or_else(String::new, |count| count.to_string());
        println!(
            "{:8}{:>9.1} ms{modules:>18}{:>16}",
            contender.name,
            numbers.median,
            mebibytes(numbers.memory)
        );
    }
    let times: Vec<f64> = numbers.iter().map(|numbers| numbers.median).collect();
    println!("\nlazy takes {:.2} of the eager time", times[1] / times[0]);
    for (contender, time) in contenders.iter().zip(&times).skip(2) {
        println!(
            "of the time of {}: eager {:.2}, lazy {:.2}",
            contender.name,
            times[0] / time,
            times[1] / time
        );
    }
    Ok(())
}
