//! What the records say: the page for readers, and the list of failures for later runs.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::io;

use super::{Mode, Outcomes, Places, Suite, command};
use crate::repository;

const HEAD: &str = "# Test suites of packages

<!-- Generated: cargo suites -->

The packages' own tests, from their source distributions, run with pytest in an environment
that each interpreter's own pip filled. Sockets of the test process reach this machine only (those of
processes that tests start are not held back). *failed* counts what failed in the
test itself, *errors* what failed around it, could not be collected or ended the process,
and *skipped* also failures that the package expects. CPython's failures are the machine's
or the package's.

";

const TAIL: &str = "
*differ*: tests that pass on CPython and fail on pyrun, eagerly or lazily. A file that cannot
be collected counts once, and so do all the tests that a run did not reach in its time. Their
names are in [tests/suites/failures.txt](../../tests/suites/failures.txt).

`cargo suites` runs everything and writes this page; `cargo suites click jinja2` runs these
two and keeps what earlier runs found out about the others (they lie in `tests/.suites`).
`--cpython PROGRAM` names another CPython than `python3`, `--pyrun PROGRAM` another pyrun
than the one cargo builds for release. The packages are in `tests/suites/list.toml`.
";

/// Stands for the tests that a run did not reach.
const REST: &str = "<rest>";

/// The records of one suite; missing ones mean that it did not run.
struct Results<'a> {
    suite: &'a Suite,
    of: [Option<Outcomes>; 3],
}

/// Writes `docs/reference/compatibility.md` and `tests/suites/failures.txt` from the
/// records.
///
/// # Errors
/// When a record cannot be read, or nothing can be written.
pub fn write_page(places: &Places, suites: &[Suite]) -> io::Result<()> {
    let mut results = Vec::new();
    for suite in suites {
        let mut of = [None, None, None];
        for (place, mode) in of.iter_mut().zip(Mode::ALL) {
            *place = Outcomes::read(&places.record(suite, mode))?;
        }
        results.push(Results { suite, of });
    }
    let root = repository();
    let page = page(&results, &versions(places));
    fs::write(root.join("docs/reference/compatibility.md"), page)?;
    fs::write(root.join("tests/suites/failures.txt"), failures(&results))
}

/// What the two interpreters call themselves.
fn versions(places: &Places) -> [String; 2] {
    [Mode::CPython, Mode::Eager].map(|mode| {
        let output = command(&places.python(mode)).arg("--version").output();
        output.map_or_else(
            |_| "unknown".to_owned(),
            |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        )
    })
}

fn page(results: &[Results<'_>], [cpython, pyrun]: &[String; 2]) -> String {
    let mut page = String::from(HEAD);
    let _ = write!(
        page,
        "Passed / failed / skipped / errors. CPython is {cpython}, pyrun says {pyrun}.\n\n\
         | package | version | CPython | pyrun | pyrun `-X lazyimportsall` | differ |\n\
         |---|---|---|---|---|---|\n"
    );
    for result in results {
        let cells = result.of.each_ref().map(|outcomes| cell(outcomes.as_ref()));
        let differ = differing(result, Mode::Eager).len() + only_lazy(result).len();
        let _ = writeln!(
            page,
            "| {} | {} | {} | {differ} |",
            result.suite.name,
            result.suite.version,
            cells.join(" | ")
        );
    }
    let noted = results
        .iter()
        .filter(|result| !result.suite.note.is_empty());
    for (number, result) in noted.enumerate() {
        if number == 0 {
            page.push('\n');
        }
        let _ = writeln!(page, "- **{}**: {}", result.suite.name, result.suite.note);
    }
    page + TAIL
}

fn cell(outcomes: Option<&Outcomes>) -> String {
    let Some(outcomes) = outcomes else {
        return "not run".to_owned();
    };
    format!(
        "{} / {} / {} / {}",
        outcomes.count(&["passed"]),
        outcomes.count(&["failed"]),
        outcomes.count(&["skipped", "xfailed"]),
        outcomes.count(&["error", "started"]),
    )
}

/// The tests that pass on CPython and fail on pyrun in `mode`; none if one did not run.
///
/// A file that pyrun cannot collect stands for its tests, and [`REST`] for what a run that
/// was broken off did not reach. Other tests that only CPython has are variants for
/// compiled extension modules, and skips depend on the version: neither counts.
fn differing<'a>(result: &'a Results<'_>, mode: Mode) -> BTreeSet<&'a str> {
    let [Some(reference), eager, lazy] = &result.of else {
        return BTreeSet::new();
    };
    let Some(pyrun) = (if mode == Mode::Lazy { lazy } else { eager }) else {
        return BTreeSet::new();
    };
    let failed = |test: &str| {
        let outcome = pyrun.0.get(test).map(String::as_str);
        matches!(outcome, Some("failed" | "error" | "started"))
    };
    let mut found = BTreeSet::new();
    for (test, outcome) in &reference.0 {
        let file = test.split("::").next().unwrap_or(test);
        if outcome != "passed" {
            continue;
        }
        if failed(test) {
            found.insert(test.as_str());
        } else if failed(file) {
            found.insert(file);
        } else if !pyrun.0.contains_key(test) && !pyrun.0.contains_key("<end>") {
            found.insert(REST);
        }
    }
    found
}

fn only_lazy<'a>(result: &'a Results<'_>) -> BTreeSet<&'a str> {
    let eager = differing(result, Mode::Eager);
    let lazy = differing(result, Mode::Lazy);
    lazy.difference(&eager).copied().collect()
}

/// One line for each test that differs: package, where it fails, its name.
fn failures(results: &[Results<'_>]) -> String {
    let mut text = String::from(
        "# Generated by `cargo suites`: tests that pass on CPython and fail on pyrun.\n\
         # package<tab>both, eager or lazy<tab>test, file or <rest> of a broken-off run\n",
    );
    for result in results {
        let eager = differing(result, Mode::Eager);
        let lazy = differing(result, Mode::Lazy);
        for test in eager.union(&lazy) {
            let place = match (eager.contains(test), lazy.contains(test)) {
                (true, true) => "both",
                (true, false) => "eager",
                _ => "lazy",
            };
            let _ = writeln!(text, "{}\t{place}\t{test}", result.suite.name);
        }
    }
    text
}
