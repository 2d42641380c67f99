//! Real programs: PyPI packages installed by pyrun's own pip, run eagerly,
//! lazily and in PEP 810's mode `all`, side by side with CPython.
//!
//! Each program must give the same output and exit code in all four; what may
//! differ by rule (a time, a path, CPython's version) is masked, never left out.
//! The environments are made once, in `tests/.programs`.

mod support;

#[path = "programs/environments.rs"]
mod environments;
#[path = "programs/list.rs"]
mod list;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Output;

use libtest_mimic::{Arguments, Failed, Trial};
use regex::Regex;

use environments::{Environments, scratch};
use list::{Check, PROGRAMS, Program, START_UP};
use support::{command, show};

fn main() {
    let arguments = Arguments::from_args();
    if arguments.list {
        libtest_mimic::run(&arguments, trials(None)).exit();
    }
    let environments = Box::leak(Box::new(Environments::prepare()));
    if cfg!(target_os = "linux") {
        support::build_images(|| command(&environments.pyrun), &MODES.map(|mode| mode.1));
    }
    libtest_mimic::run(&arguments, trials(Some(environments))).exit();
}

fn trials(environments: Option<&'static Environments>) -> Vec<Trial> {
    let run = move |check: fn(&Environments, &Program) -> Result<(), Failed>, program| {
        check(environments.expect("prepared unless listing"), program)
    };
    let mut trials: Vec<Trial> = PROGRAMS
        .iter()
        .map(|program| Trial::test(program.name, move || run(same_everywhere, program)))
        .collect();
    trials.push(Trial::test("lazy_loads_fewer_modules", move || {
        fewer_modules(environments.expect("prepared unless listing"))
    }));
    #[cfg(target_os = "linux")]
    trials.push(Trial::test("programs_run_from_images", move || {
        programs_run_from_images(environments.expect("prepared unless listing"))
    }));
    trials
}

fn run(
    environments: &Environments,
    python: &Path,
    options: &[&str],
    program: &Program,
    folder: &Path,
) -> Result<Output, Failed> {
    if program.name == "pip_install_wheel" {
        let wheel = folder.join("greeter-1.0-py3-none-any.whl");
        let made = command(&environments.pyrun)
            .arg(folder.join("make_wheel.py"))
            .arg(wheel)
            .output()?;
        if !made.status.success() {
            return Err(show(&made, &[]).into());
        }
    }
    let mut command = command(python);
    command
        .args(options)
        .args(program.arguments)
        .current_dir(folder);
    command.env("PIP_CACHE_DIR", folder.join("pip-cache"));
    // With it pyrun would not start from an image.
    if python != environments.pyrun {
        command.env("PYTHONHASHSEED", "0");
    }
    if let Some(input) = program.stdin {
        command.stdin(fs::File::open(folder.join(input))?);
    }
    Ok(command.output()?)
}

/// Everything that a user sees of a run, with what may differ masked.
fn seen(output: &Output, program: &Program, python: &Path, folder: &Path) -> String {
    let environment = python.ancestors().nth(2).unwrap_or(python);
    let folder_name = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    let replace = [
        (&*folder_name.to_string_lossy(), "FOLDER"),
        (&*environment.to_string_lossy(), "ENVIRONMENT"),
    ];
    let mut text = show(output, &replace);
    for name in program.files {
        let content = fs::read_to_string(folder.join(name))
            .unwrap_or_else(|error| format!("cannot read: {error}"));
        let _ = writeln!(text, "--- {name}\n{content}");
    }
    for (pattern, replacement) in program.masks {
        let pattern = Regex::new(pattern).expect("a pattern");
        text = pattern.replace_all(&text, *replacement).into_owned();
    }
    text
}

const MODE_ALL: &str = "with PEP 810's mode all";

/// How pyrun runs each program, and its options for that.
const MODES: [(&str, &[&str]); 3] = [
    ("eager", &[]),
    ("lazily", &["-X", "lazyimportsall"]),
    (MODE_ALL, &["-X", "lazy_imports=all"]),
];

/// Programs that PEP 810's mode `all` breaks; the reasons are in
/// docs/limitations/pep810-differences.md.
const BROKEN_BY_MODE_ALL: &[&str] = &[
    "mkdocs_build",
    "pip_install_wheel",
    "plotly_figure",
    "toolz_functions",
];

fn same_everywhere(environments: &Environments, program: &Program) -> Result<(), Failed> {
    let mut results = Vec::new();
    let python = &environments.pyrun;
    for (name, options) in MODES {
        let folder = scratch()?;
        let output = run(environments, python, options, program, folder.path())?;
        results.push((name, seen(&output, program, python, folder.path())));
    }
    let eager = &results[0].1;
    for (mode, lazy) in &results[1..] {
        let breaks = *mode == MODE_ALL && BROKEN_BY_MODE_ALL.contains(&program.name);
        if breaks != (eager != lazy) {
            return Err(format!("eagerly:\n{eager}\nbut {mode}:\n{lazy}").into());
        }
    }
    if !eager.starts_with(&format!("exit {}\n", program.exit_code)) {
        return Err(format!("wanted exit code {}:\n{eager}", program.exit_code).into());
    }
    let Some(cpython) = &environments.cpython else {
        return Ok(());
    };
    let folder = scratch()?;
    let output = run(environments, cpython, &[], program, folder.path())?;
    let reference = seen(&output, program, cpython, folder.path());
    match program.check {
        Check::Same if eager != &reference => {
            Err(format!("pyrun:\n{eager}\nbut CPython:\n{reference}").into())
        }
        Check::SameOptions => {
            let option = Regex::new(r"(?m)^\s+(-[-\w]+)").expect("a pattern");
            let missing: Vec<&str> = option
                .captures_iter(&reference)
                .filter_map(|found| Some(found.get(1)?.as_str()))
                .filter(|name| !eager.contains(name))
                .collect();
            if missing.is_empty() && reference.contains("--") {
                Ok(())
            } else {
                Err(format!("CPython has {missing:?}, pyrun has not:\n{eager}").into())
            }
        }
        Check::Same => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn programs_run_from_images(environments: &Environments) -> Result<(), Failed> {
    let probe = Program {
        arguments: &["-c", support::images::PROBE],
        ..list::PLAIN
    };
    for (name, options) in MODES {
        let folder = scratch()?;
        let python = &environments.pyrun;
        let output = run(environments, python, options, &probe, folder.path())?;
        if output.stdout != b"image\n" {
            return Err(format!("{name}: {}", show(&output, &[])).into());
        }
    }
    Ok(())
}

/// `-X lazyimportsall` loads at least 40 % fewer modules, as the median over the
/// start-up commands, and more for none. What the interpreter itself loads before
/// any program is the same in both modes and does not count.
fn fewer_modules(environments: &Environments) -> Result<(), Failed> {
    let folder = scratch()?;
    fs::write(folder.path().join("nothing.py"), "")?;
    let count = |mode: &[&str], arguments: &[&str]| -> Result<u64, Failed> {
        let file = folder.path().join("report.json");
        let report = format!("lazyimportsreport={}", file.display());
        let output = command(&environments.pyrun)
            .args(["-X", &report])
            .args(mode)
            .args(arguments)
            .current_dir(folder.path())
            .output()?;
        if !output.status.success() {
            return Err(format!("{arguments:?}: {}", show(&output, &[])).into());
        }
        let report: serde_json::Value = serde_json::from_slice(&fs::read(&file)?)?;
        fs::remove_file(&file)?;
        Ok(report["modules"].as_u64().ok_or("no module count")?)
    };
    let own = count(&[], &["nothing.py"])?;
    let mut saved = Vec::new();
    let mut table = String::new();
    for arguments in START_UP {
        let eager = count(&[], arguments)? - own;
        let lazy = count(&["-X", "lazyimportsall"], arguments)? - own;
        let saving = 100_i64 - 100 * i64::try_from(lazy)? / i64::try_from(eager)?;
        writeln!(
            table,
            "{eager:>5} {lazy:>5} {saving:>3} %  {}",
            arguments.join(" ")
        )?;
        saved.push(saving);
    }
    saved.sort_unstable();
    let median = saved[saved.len() / 2];
    if saved[0] < 0 || median < 40 {
        return Err(format!("median saving {median} %, least {} %:\n{table}", saved[0]).into());
    }
    Ok(())
}
