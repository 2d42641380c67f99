//! Lazy imports as CPython 3.15 has them (PEP 810): programs with the output that
//! CPython 3.15.2 printed for them.
//!
//! `tests/conformance/pep810/*.txt` hold the programs:
//!
//! - `### NAME [options, NAME=VALUE]`: a program, up to the next `###`, with options
//!   for the interpreter and environment variables (capitals and `_`), no quotes;
//! - `#%% PATH`: in a program, a file beside it, up to the next `#%%`.
//!
//! The `.out` file beside each has the recordings: `=== NAME`, then `rc=` and the exit
//! code, then standard output and standard error as one text. In it the folder of the
//! program is `<D>`, `tests/conformance/lib` (the modules that programs import) is
//! `<LIB>`, and addresses, times and the frozen parts of importlib are masked as
//! [`mask`] does it.
//!
//! To add a case, write the program and what CPython 3.15 prints for it: never what
//! pyrun prints. A program whose output depends on the hash seed is no case. One without
//! a recording does not run. Programs in which pyrun is known to differ are listed in
//! `tests/conformance/differences.txt` and explained on
//! `docs/limitations/pep810-differences.md`.
//!
//! `PYRUN_CASE=c1:basic cargo test-pyrun --test conformance` runs one program,
//! `PYRUN_CASE=c1` those of a file, and any other word those with it in their name.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, PipeReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use regex::Regex;

use support::{PYRUN, command, repository};

/// How long a program may take.
const LIMIT: Duration = Duration::from_mins(1);

/// Fewer programs than this mean that they were not found (there were 147).
const AT_LEAST: usize = 140;

const DIFFERENCES: &str = "tests/conformance/differences.txt";
const PAGE: &str = "docs/limitations/pep810-differences.md";

/// A program with a recording.
struct Case {
    /// The stem of its file.
    file: String,
    /// `file:case`.
    name: String,
    options: Vec<String>,
    environment: Vec<(String, String)>,
    /// `main.py` and the files beside it.
    files: Vec<(String, String)>,
    expected: String,
}

#[test]
fn programs_do_what_cpython_does() {
    let cases = cases();
    let cases = selected(&cases, std::env::var("PYRUN_CASE").ok().as_deref());
    let differences = differences();
    let failures: Vec<_> = cases
        .iter()
        .zip(run_all(&cases))
        .filter_map(|(case, got)| complaint(case, &got, differences.contains_key(&case.name)))
        .collect();
    assert!(
        failures.is_empty(),
        "\n{}\n{} of {} cases differ\n\
         To run one: PYRUN_CASE=file:case cargo test-pyrun --test conformance",
        failures.join("\n"),
        failures.len(),
        cases.len()
    );
}

#[test]
fn the_programs_are_found() {
    let found = cases().len();
    assert!(
        found >= AT_LEAST,
        "{found} programs with recordings below tests/conformance/pep810, but there were \
         at least {AT_LEAST}"
    );
}

#[test]
fn differences_are_documented() {
    let cases = cases();
    let differences = differences();
    let page = if differences.is_empty() {
        String::new()
    } else {
        read(&repository().join(PAGE))
    };
    let documented: BTreeSet<_> = page
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
        .collect();
    let mut failures = Vec::new();
    for (name, reason) in &differences {
        if !cases.iter().any(|case| case.name == *name) {
            failures.push(format!("{DIFFERENCES}: there is no case {name}"));
        }
        if reason.is_empty() {
            failures.push(format!("{DIFFERENCES}: {name} needs a reason"));
        }
        if !documented.contains(name.as_str()) {
            failures.push(format!("{PAGE} does not mention {name}"));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// What is wrong with a program that printed `got`, if something is.
fn complaint(case: &Case, got: &str, listed: bool) -> Option<String> {
    let name = &case.name;
    match (case.expected == got, listed) {
        (true, false) | (false, true) => None,
        (true, true) => Some(format!(
            "{name} agrees with CPython: take it out of {DIFFERENCES} and {PAGE}\n"
        )),
        (false, false) => Some(format!(
            "{name}\n  expected:\n{}\n  got:\n{}\n",
            indented(&case.expected),
            indented(got)
        )),
    }
}

fn indented(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

/// The cases that `PYRUN_CASE` names.
fn selected<'a>(cases: &'a [Case], wanted: Option<&str>) -> Vec<&'a Case> {
    let Some(wanted) = wanted else {
        return cases.iter().collect();
    };
    let is_file = cases.iter().any(|case| case.file == wanted);
    let chosen: Vec<_> = cases
        .iter()
        .filter(|case| {
            if wanted.contains(':') {
                case.name == wanted
            } else if is_file {
                case.file == wanted
            } else {
                case.name[case.file.len()..].contains(wanted)
            }
        })
        .collect();
    assert!(!chosen.is_empty(), "PYRUN_CASE={wanted}: no such case");
    chosen
}

/// `file:case` of the known differences, with the reasons.
fn differences() -> BTreeMap<String, String> {
    read(&repository().join(DIFFERENCES))
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (name, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            (name.to_owned(), reason.trim().to_owned())
        })
        .collect()
}

fn cases() -> Vec<Case> {
    let folder = repository().join("tests/conformance/pep810");
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("a folder that can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths.iter().flat_map(|path| cases_of(path)).collect()
}

/// The programs of a file that have recordings.
fn cases_of(path: &Path) -> Vec<Case> {
    let file = path
        .file_stem()
        .expect("a file")
        .to_string_lossy()
        .into_owned();
    let (_, recordings) = sections(&read(&path.with_extension("out")), "=== ");
    let recordings: BTreeMap<_, _> = recordings.into_iter().collect();
    let (_, programs) = sections(&read(path), "### ");

    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for (head, body) in &programs {
        let (name, arguments) = head.split_once(' ').unwrap_or((head, ""));
        assert!(names.insert(name), "{file}: there are two programs {name}");
        if let Some(recording) = recordings.get(name) {
            found.push(case(&file, name, arguments, body, recording));
        }
    }
    for name in recordings.keys() {
        assert!(
            names.contains(name.as_str()),
            "{file}: a recording, but no program {name}"
        );
    }
    found
}

fn case(file: &str, name: &str, arguments: &str, body: &str, recording: &str) -> Case {
    let name = format!("{file}:{name}");
    assert!(
        !arguments.contains(['"', '\'', '\\']),
        "{name}: options are split at blanks, quotes have no meaning"
    );
    let mut options = Vec::new();
    let mut environment = Vec::new();
    for argument in arguments.split_whitespace() {
        match argument.split_once('=') {
            Some((key, value)) if is_variable(key) => {
                environment.push((key.to_owned(), value.to_owned()));
            }
            _ => options.push(argument.to_owned()),
        }
    }

    let (main, beside) = sections(body.trim_matches('\n'), "#%% ");
    let beside = beside
        .into_iter()
        .map(|(path, text)| (path, text.trim_matches('\n').to_owned() + "\n"));
    Case {
        file: file.to_owned(),
        name,
        options,
        environment,
        files: [("main.py".to_owned(), main)]
            .into_iter()
            .chain(beside)
            .collect(),
        expected: recording.trim_matches('\n').to_owned(),
    }
}

fn is_variable(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

/// What stands before the first line with this mark, and each such line's rest with
/// the text below it.
fn sections(text: &str, mark: &str) -> (String, Vec<(String, String)>) {
    let mut before = String::new();
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix(mark) {
            found.push((head.trim().to_owned(), String::new()));
        } else if let Some((_, body)) = found.last_mut() {
            body.push_str(line);
        } else {
            before.push_str(line);
        }
    }
    (before, found)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What each case does, as many at a time as there are processors.
fn run_all(cases: &[&Case]) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut seen = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = cases.get(index) else {
                return seen;
            };
            let got = run(case).unwrap_or_else(|error| panic!("{}: {error}", case.name));
            seen.push((index, got));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut seen: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("every case can be run"))
            .collect()
    });
    seen.sort();
    seen.into_iter().map(|(_, got)| got).collect()
}

/// Exit code and output, as recordings have them.
fn run(case: &Case) -> io::Result<String> {
    let folder = tempfile::tempdir()?;
    let work = folder.path().canonicalize()?;
    for (name, text) in &case.files {
        let path = work.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&work))?;
        fs::write(path, text)?;
    }
    // One pipe for both, so that the order stays. The writing ends go with the command
    // at the end of this statement: otherwise the pipe would never be at its end.
    let (reader, writer) = io::pipe()?;
    let child = command(PYRUN)
        .args(&case.options)
        .arg(work.join("main.py"))
        .env("PYTHONPATH", library())
        .env("PYTHONHASHSEED", "0")
        .envs(case.environment.iter().map(|(name, value)| (name, value)))
        .current_dir(&work)
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()?;
    let (code, output) = match wait(child, reader)? {
        Some((status, output)) => (exit_code(status), output),
        None => ("TIMEOUT".to_owned(), Vec::new()),
    };
    let output = mask(&String::from_utf8_lossy(&output), &work);
    Ok(format!("rc={code}\n{output}").trim_end().to_owned())
}

/// The modules that programs import.
fn library() -> PathBuf {
    repository().join("tests/conformance/lib")
}

/// The end of a program and what it wrote, or `None` when it takes too long.
fn wait(mut child: Child, mut reader: PipeReader) -> io::Result<Option<(ExitStatus, Vec<u8>)>> {
    let deadline = Instant::now() + LIMIT;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut output = Vec::new();
        let read = reader.read_to_end(&mut output);
        // Nobody listens any more after a timeout.
        let _ = sender.send(read.map(|_| output));
    });
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(2));
    };
    // A process that it started may still hold the pipe.
    let left = deadline.saturating_duration_since(Instant::now());
    match receiver.recv_timeout(left) {
        Ok(output) => Ok(Some((status, output?))),
        Err(_) => Ok(None),
    }
}

/// As Python shows it: a signal is a negative number.
fn exit_code(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => code.to_string(),
        (None, Some(signal)) => format!("-{signal}"),
        (None, None) => status.to_string(),
    }
}

/// The output without what changes from run to run and from machine to machine.
fn mask(output: &str, work: &Path) -> String {
    static PATTERNS: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
        [
            ("0x[0-9a-fA-F]+", "0x.."),
            (r"import time:\s+\d+ \|\s+\d+ \|", "import time: # | # |"),
            ("<frozen importlib[^>]*>", "<frozen importlib>"),
        ]
        .map(|(pattern, text)| (Regex::new(pattern).expect("a pattern"), text))
    });
    let mut text = output
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace(&*work.to_string_lossy(), "<D>")
        .replace(&*library().to_string_lossy(), "<LIB>");
    for (pattern, with) in &*PATTERNS {
        text = pattern.replace_all(&text, *with).into_owned();
    }
    let lines: Vec<_> = text.trim_end().lines().map(str::trim_end).collect();
    lines.join("\n")
}
