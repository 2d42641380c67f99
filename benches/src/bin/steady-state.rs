//! Instructions per loop round, counted by callgrind: stock RustPython, pyrun
//! eager, pyrun lazy after the names are resolved, and pyrun lazy in a module
//! that still holds unresolved names.
//!
//! Each loop runs with two round counts; the difference is free of start-up.
//! Exits with 1 if pyrun is more than 1 % above its reference anywhere.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use pyrun_bench::{build_pyrun, build_stock};

/// Name, set-up in the module, statement in the loop.
const LOOPS: &[(&str, &str, &str)] = &[
    ("global load", "value = 1", "value"),
    ("builtin load", "", "len"),
    ("module attribute", "", "string.digits"),
    ("function call", "def f(a): return a", "f(1)"),
    (
        "method call",
        "class C:\n    def m(self): return 1\nc = C()",
        "c.m()",
    ),
    ("dict lookup", "d = {'a': 1}", "d['a']"),
    ("dict store", "d = {'a': 1}", "d['a'] = 2"),
];

const ROUNDS: [u64; 2] = [20_000, 60_000];
/// More than this is a failure.
const TOLERANCE: f64 = 0.01;

fn main() -> ExitCode {
    match measure() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("steady-state: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> io::Result<bool> {
    let pyrun = build_pyrun()?;
    let stock = build_stock()?;
    let lazy = &["-X", "lazyimportsall"][..];
    println!("instructions per round");
    println!(
        "{:18}{:>9}{:>9}{:>9}{:>9}   eager/stock  lazy/eager  pending/eager",
        "loop", "stock", "eager", "lazy", "pending"
    );
    let mut good = true;
    for (name, set_up, statement) in LOOPS {
        let count = |program: &Path, options: &[&str], pending| {
            per_round(program, options, set_up, statement, pending)
        };
        let stock = count(&stock, &[], false)?;
        let eager = count(&pyrun, &[], false)?;
        let resolved = count(&pyrun, lazy, false)?;
        let pending = count(&pyrun, lazy, true)?;
        let ratios = [eager / stock, resolved / eager, pending / eager];
        good &= ratios.iter().all(|ratio| *ratio <= 1.0 + TOLERANCE);
        println!(
            "{name:18}{stock:>9.1}{eager:>9.1}{resolved:>9.1}{pending:>9.1}{:>14.4}{:>12.4}{:>15.4}",
            ratios[0], ratios[1], ratios[2]
        );
    }
    println!(
        "{}",
        if good {
            "all within 1 %"
        } else {
            "more than 1 % above the reference"
        }
    );
    Ok(good)
}

fn per_round(
    program: &Path,
    options: &[&str],
    set_up: &str,
    statement: &str,
    pending: bool,
) -> io::Result<f64> {
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("loop.py");
    let mut totals = [0_u64; 2];
    for (total, rounds) in totals.iter_mut().zip(ROUNDS) {
        let unresolved = if pending {
            "import json, email.message, xml.dom.minidom\n"
        } else {
            ""
        };
        let text = format!(
            "import string\nstring\n{unresolved}{set_up}\ndef main():\n    for _ in range({rounds}):\n        {statement}\nmain()\n"
        );
        std::fs::write(&script, text)?;
        *total = instructions(program, options, &script, folder.path())?;
    }
    Ok(as_float(totals[1].saturating_sub(totals[0])) / as_float(ROUNDS[1] - ROUNDS[0]))
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn as_float(number: u64) -> f64 {
    number as f64
}

fn instructions(program: &Path, options: &[&str], script: &Path, folder: &Path) -> io::Result<u64> {
    let out = folder.join("callgrind.out");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "-q"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        // Not -I: the hash seed below has to count.
        .args(["-S", "-P", "-s"])
        .args(options)
        .arg(script)
        // The same hashes, and so the same collisions, every time.
        .env("PYTHONHASHSEED", "0")
        .output()
        .map_err(|error| io::Error::new(error.kind(), format!("valgrind: {error}")))?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let text = std::fs::read_to_string(&out)?;
    text.lines()
        .find_map(|line| {
            line.strip_prefix("summary: ")
                .or_else(|| line.strip_prefix("totals: "))
        })
        .and_then(|number| number.trim().parse().ok())
        .ok_or_else(|| io::Error::other("callgrind wrote no summary"))
}
