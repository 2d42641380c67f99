//! Behaviour cases: Python programs with the output they must have.
//!
//! Each `tests/cases/**/*.py` is a program followed by sections:
//!
//! - `#--- file NAME`: a module beside the program, up to the next section;
//! - `#--- options …`: options for the lazy run, instead of `-X lazyimportsall`;
//! - `#--- environment NAME=VALUE`: for both runs;
//! - `#--- lazy`: what the program prints when it runs with those options;
//! - `#--- eager`: what it prints without them, on pyrun and on CPython;
//! - `#--- eager pyrun`: the same for programs that CPython cannot run.
//!
//! Output lines stand behind `#| `. A program that exits with another code than
//! 0 prints `exit N` last; standard error is shown below `stderr:` when the
//! section's name ends in ` with stderr`. `PYRUN_UPDATE=1 cargo test-pyrun --test
//! cases` writes what pyrun prints into the files: read the diff.

mod support;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

use support::{PYRUN, command, cpython, repository};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    #[cfg(target_os = "linux")]
    {
        // For the test programs that come after this one, whose environment is another.
        support::build_images(|| command(PYRUN), &IMAGE_OPTIONS[..2]);
        support::build_images(|| start(Path::new(PYRUN)), IMAGE_OPTIONS);
        trials.push(Trial::test("cases_run_from_images", cases_run_from_images));
    }
    let root = repository().join("tests/cases");
    for area in folders(&root) {
        if area.ends_with("lib") {
            continue;
        }
        for path in python_files(&area) {
            let name = path.strip_prefix(&root).expect("below").with_extension("");
            let name = name.to_string_lossy().replace('/', "::");
            trials.push(Trial::test(name, move || run_case(&path)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The options of most cases.
#[cfg(target_os = "linux")]
const IMAGE_OPTIONS: &[&[&str]] = &[
    &[],
    &["-X", "lazyimportsall"],
    &["-X", "lazy_imports=all"],
    &["-X", "lazyimportsall", "-X", "lazyimportsverify"],
];

/// They test starts from images too.
#[cfg(target_os = "linux")]
fn cases_run_from_images() -> Result<(), Failed> {
    let program = support::images::PROBE.to_owned();
    let folder = write(&[("main.py".to_owned(), program)])?;
    for options in IMAGE_OPTIONS {
        let options: Vec<String> = options.iter().copied().map(str::to_owned).collect();
        let seen = run(Path::new(PYRUN), &options, &[], folder.path(), true)?;
        if seen != "image\nstderr:\n" {
            return Err(format!("{}: {seen}", options.join(" ")).into());
        }
    }
    Ok(())
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).expect("tests/cases");
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn python_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of cases");
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    found.sort();
    found
}

/// The output that a section's `#|` lines stand for.
fn expected(body: &str) -> String {
    let mut text = String::new();
    for line in body.lines().filter_map(|line| line.strip_prefix("#|")) {
        text.push_str(line.strip_prefix(' ').unwrap_or(line));
        text.push('\n');
    }
    text
}

struct Section {
    head: String,
    body: String,
}

fn parse(text: &str) -> (String, Vec<Section>) {
    let mut program = String::new();
    let mut sections: Vec<Section> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("#--- ") {
            sections.push(Section {
                head: head.trim().to_owned(),
                body: String::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.body.push_str(line);
        } else {
            program.push_str(line);
        }
    }
    (program, sections)
}

/// Name and content of what lies in a case's folder.
fn files(program: &str, sections: &[Section]) -> Vec<(String, String)> {
    let beside = sections.iter().filter_map(|section| {
        let name = section.head.strip_prefix("file ")?;
        Some((name.to_owned(), section.body.clone()))
    });
    std::iter::once(("main.py".to_owned(), program.to_owned()))
        .chain(beside)
        .collect()
}

fn write(files: &[(String, String)]) -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for (name, content) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().expect("a parent"))?;
        fs::write(file, content)?;
    }
    Ok(folder)
}

fn run_case(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let (program, mut sections) = parse(&text);
    let files = files(&program, &sections);
    let mut options = vec!["-X".to_owned(), "lazyimportsall".to_owned()];
    let mut environment = Vec::new();
    for section in &sections {
        if let Some(words) = section.head.strip_prefix("options") {
            options = words.split_whitespace().map(str::to_owned).collect();
        } else if let Some(pair) = section.head.strip_prefix("environment ") {
            let (name, value) = pair.split_once('=').ok_or("environment NAME=VALUE")?;
            environment.push((name.to_owned(), value.to_owned()));
        }
    }

    let update = std::env::var_os("PYRUN_UPDATE").is_some();
    let mut failures = String::new();
    for section in &mut sections {
        let (programs, options): (Vec<PathBuf>, &[String]) = match section.head.as_str() {
            "lazy" | "lazy with stderr" => (vec![PYRUN.into()], &options),
            "eager" | "eager with stderr" => (
                [PathBuf::from(PYRUN)]
                    .into_iter()
                    .chain(cpython())
                    .collect(),
                &[],
            ),
            "eager pyrun" => (vec![PYRUN.into()], &[]),
            head if head.starts_with("file ")
                || head.starts_with("options")
                || head.starts_with("environment ") =>
            {
                continue;
            }
            head => return Err(format!("no such section: {head}").into()),
        };
        let with_stderr = section.head.ends_with("with stderr");
        for program in programs {
            // A program may change the files beside it.
            let folder = write(&files)?;
            let seen = run(&program, options, &environment, folder.path(), with_stderr)?;
            let wanted = expected(&section.body);
            if seen == wanted {
                continue;
            }
            if update && program == Path::new(PYRUN) {
                section.body = seen
                    .lines()
                    .map(|line| format!("#| {line}").trim_end().to_owned() + "\n")
                    .collect();
            } else {
                writeln!(
                    failures,
                    "{} {}: wanted\n{wanted}\nbut it printed\n{seen}",
                    program.display(),
                    options.join(" ")
                )?;
            }
        }
    }
    if update {
        let mut text = program;
        for section in &sections {
            write!(text, "#--- {}\n{}", section.head, section.body)?;
        }
        fs::write(path, text)?;
    }
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.into())
    }
}

fn library() -> PathBuf {
    repository().join("tests/cases/lib")
}

/// `program` in the environment of all cases.
fn start(program: &Path) -> Command {
    let mut command = command(program);
    command.env("PYTHONPATH", library());
    command
}

fn run(
    program: &Path,
    options: &[String],
    environment: &[(String, String)],
    folder: &Path,
    with_stderr: bool,
) -> Result<String, Failed> {
    let library = library();
    let output = start(program)
        .args(options)
        .arg(folder.join("main.py"))
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .current_dir(folder)
        .output()?;
    let folder = folder.canonicalize()?;
    let masked = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .replace(&*folder.to_string_lossy(), "DIR")
            .replace(&*library.to_string_lossy(), "LIB")
    };
    let mut seen = masked(&output.stdout);
    if with_stderr {
        write!(seen, "stderr:\n{}", masked(&output.stderr))?;
    }
    if !output.status.success() {
        if output.status.code().is_none_or(|code| code == 101) {
            return Err(format!("crashed: {}\n{}", output.status, masked(&output.stderr)).into());
        }
        writeln!(seen, "exit {}", output.status.code().unwrap_or(-1))?;
    }
    Ok(seen)
}
