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

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pyrun_bench::{Cost, build_pyrun, build_stock, median, repository, run};

const DEFAULT_RUNS: usize = 15;
const USAGE: &str =
    "usage: cargo compare [-n RUNS] [--vs PYTHON|stock] ... [SCRIPT [ARGUMENT ...]]";

/// One way to run the program.
struct Contender {
    name: String,
    program: PathBuf,
    options: &'static [&'static str],
}

impl Contender {
    fn command(&self, arguments: &[String]) -> Vec<String> {
        let options = self.options.iter().map(|&word| word.to_owned());
        options.chain(arguments.iter().cloned()).collect()
    }
}

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

fn contenders(others: &[String]) -> io::Result<Vec<Contender>> {
    let pyrun = build_pyrun()?;
    let mode = |name: &str, options| Contender {
        name: name.to_owned(),
        program: pyrun.clone(),
        options,
    };
    let mut all = vec![mode("eager", &[]), mode("lazy", &["-X", "lazyimportsall"])];
    for name in others {
        all.push(Contender {
            name: name.clone(),
            program: match name.as_str() {
                "stock" => build_stock()?,
                name => name.into(),
            },
            options: &[],
        });
    }
    Ok(all)
}

fn compare(request: &Request) -> io::Result<()> {
    let Request {
        runs,
        others,
        arguments,
    } = request;
    let contenders = contenders(others)?;
    let mut costs: Vec<Vec<Cost>> = contenders.iter().map(|_| Vec::new()).collect();
    for round in 0..=*runs {
        for (costs, contender) in costs.iter_mut().zip(&contenders) {
            let cost = run(&contender.program, &contender.command(arguments))?;
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
    let mut times = Vec::new();
    for (costs, contender) in costs.iter().zip(&contenders) {
        let time = median(&costs.iter().map(|cost| cost.time).collect::<Vec<_>>());
        let memory = median(&costs.iter().map(|cost| cost.memory).collect::<Vec<_>>());
        let modules = if contender.program == contenders[0].program {
            count_modules(&contender.program, &contender.command(arguments))?.to_string()
        } else {
            String::new()
        };
        let time = time.as_secs_f64() * 1e3;
        let memory = to_mebibytes(memory);
        println!(
            "{:8}{time:>9.1} ms{modules:>18}{memory:>12.1} MiB",
            contender.name
        );
        times.push(time);
    }
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
