//! Runs one program eagerly and lazily, alternating, and prints what each costs.
//!
//! `cargo compare [-n RUNS] [SCRIPT [ARGUMENT …]]`; without a script, the example
//! program of this repository.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pyrun_bench::{Cost, build_pyrun, median, repository, run};

const DEFAULT_RUNS: usize = 15;

fn main() -> ExitCode {
    match compare() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare() -> io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut runs = DEFAULT_RUNS;
    if arguments.first().is_some_and(|first| first == "-n") {
        let number = arguments
            .get(1)
            .and_then(|number| number.parse().ok())
            .filter(|&runs| runs > 0);
        runs = number.ok_or_else(|| io::Error::other("-n takes a number of runs, at least 1"))?;
        arguments.drain(..2);
    }
    if arguments.is_empty() {
        let script = repository().join("examples/shop/shop.py");
        arguments = vec![script.display().to_string(), "list".to_owned()];
    }
    let pyrun = build_pyrun()?;

    let modes: [(&str, &[&str]); 2] = [("eager", &[]), ("lazy", &["-X", "lazyimportsall"])];
    let command = |options: &[&str]| -> Vec<String> {
        options
            .iter()
            .map(|&word| word.to_owned())
            .chain(arguments.iter().cloned())
            .collect()
    };
    let mut costs: [Vec<Cost>; 2] = [Vec::new(), Vec::new()];
    for round in 0..=runs {
        for (costs, (_, options)) in costs.iter_mut().zip(modes) {
            let cost = run(&pyrun, &command(options))?;
            // The first round fills the caches.
            if round > 0 {
                costs.push(cost);
            }
        }
    }

    println!(
        "{} ({runs} runs each, alternating; medians)\n",
        arguments.join(" ")
    );
    println!(
        "{:8}{:>12}{:>18}{:>16}",
        "imports", "time", "modules loaded", "peak memory"
    );
    let mut rows = Vec::new();
    for (costs, (name, options)) in costs.iter().zip(modes) {
        let times: Vec<_> = costs.iter().map(|cost| cost.time).collect();
        let memory: Vec<_> = costs.iter().map(|cost| cost.memory).collect();
        let modules = count_modules(&pyrun, &command(options))?;
        let row = (
            median(&times).as_secs_f64() * 1e3,
            modules,
            to_mebibytes(median(&memory)),
        );
        println!("{name:8}{:>9.1} ms{:>18}{:>12.1} MiB", row.0, row.1, row.2);
        rows.push(row);
    }
    if let [eager, lazy] = rows[..] {
        println!("\nlazy takes {:.2} of the eager time", lazy.0 / eager.0);
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal place")]
fn to_mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// How many modules the program has loaded when it ends.
fn count_modules(pyrun: &Path, arguments: &[String]) -> io::Result<u64> {
    let folder = tempfile::tempdir()?;
    let file: PathBuf = folder.path().join("report.json");
    let mut words = vec![
        "-X".to_owned(),
        format!("lazyimportsreport={}", file.display()),
    ];
    words.extend_from_slice(arguments);
    run(pyrun, &words)?;
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    report["modules"]
        .as_u64()
        .ok_or_else(|| io::Error::other("the report has no module count"))
}
