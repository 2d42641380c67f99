//! The test suites of other people's packages: what to run, where, and with whom.
//!
//! The sources, environments and records lie in `tests/.suites`. A record has a JSON line
//! for each start and end of a test (`tests/suites/record.py` writes it); the last line
//! about a test counts.

mod page;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::repository;
pub use page::write_page;

/// How long one suite may take on one interpreter, and how often it is started again
/// behind a test that ended the process.
const LIMIT: Duration = Duration::from_mins(15);
const STARTS: usize = 20;
/// Seconds for one test.
const TEST_LIMIT: &str = "120";

/// One package of `tests/suites/list.toml`.
#[derive(Debug, Deserialize)]
pub struct Suite {
    /// The package, as its source distribution spells it.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The hash of its source distribution.
    pub sha256: String,
    /// pytest's plugins that the suite needs; no others are loaded.
    #[serde(default)]
    pub plugins: Vec<String>,
    /// What pytest gets.
    pub arguments: Vec<String>,
    /// What the page says about the choice of tests.
    #[serde(default)]
    pub note: String,
}

/// The suites of the list.
///
/// # Errors
/// When the list cannot be read.
pub fn list() -> io::Result<Vec<Suite>> {
    #[derive(Deserialize)]
    struct List {
        suite: Vec<Suite>,
    }
    let text = fs::read_to_string(repository().join("tests/suites/list.toml"))?;
    let list: List = toml::from_str(&text).map_err(io::Error::other)?;
    Ok(list.suite)
}

/// An interpreter and how it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The reference.
    CPython,
    /// pyrun as it is.
    Eager,
    /// pyrun with `-X lazyimportsall`, and so the children of the tests.
    Lazy,
}

impl Mode {
    /// All, the reference first.
    pub const ALL: [Self; 3] = [Self::CPython, Self::Eager, Self::Lazy];

    /// The name in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::CPython => "cpython",
            Self::Eager => "eager",
            Self::Lazy => "lazy",
        }
    }

    fn environment(self) -> &'static str {
        match self {
            Self::CPython => "cpython",
            Self::Eager | Self::Lazy => "pyrun",
        }
    }
}

/// Where things lie.
#[derive(Debug)]
pub struct Places {
    folder: PathBuf,
}

impl Places {
    /// `tests/.suites`.
    #[expect(clippy::new_without_default, reason = "nothing needs a default")]
    pub fn new() -> Self {
        Self {
            folder: repository().join("tests/.suites"),
        }
    }

    fn python(&self, mode: Mode) -> PathBuf {
        self.folder.join(mode.environment()).join("bin/python")
    }

    fn source(&self, suite: &Suite) -> PathBuf {
        let file = format!("{}-{}.tar.gz", suite.name, suite.version);
        self.folder.join("sources").join(file)
    }

    fn record(&self, suite: &Suite, mode: Mode) -> PathBuf {
        let folder = self.folder.join("results").join(mode.name());
        folder.join(format!("{}.jsonl", suite.name))
    }
}

/// A program with nothing of this machine's Python settings.
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["PYTHON", "PYRUN", "PYTEST"]
            .iter()
            .any(|start| text.starts_with(start))
        {
            command.env_remove(&name);
        }
    }
    command.stdin(Stdio::null());
    command
}

fn must_succeed(command: &mut Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("{command:?}: {text}")))
}

/// Makes the environment of `mode` with `program`, unless it is there, with everything
/// that the suites need.
///
/// # Errors
/// When the environment cannot be made.
pub fn prepare_environment(places: &Places, mode: Mode, program: &Path) -> io::Result<()> {
    let requirements = repository().join("tests/suites/requirements.txt");
    let wanted = format!(
        "{}\n{}",
        program.display(),
        fs::read_to_string(&requirements)?
    );
    let folder = places.folder.join(mode.environment());
    let stamp = folder.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    must_succeed(command(program).args(["-m", "venv"]).arg(&folder))?;
    // The list is complete: what it does not name is not needed by any test.
    let install = ["-m", "pip", "install", "--quiet", "--no-deps", "-r"];
    must_succeed(
        command(&places.python(mode))
            .args(install)
            .arg(&requirements),
    )?;
    fs::write(&stamp, wanted)
}

/// Fetches the source distribution, unless it is there.
///
/// # Errors
/// When pip cannot get it, or gets something with another hash.
pub fn prepare_source(places: &Places, suite: &Suite) -> io::Result<()> {
    let source = places.source(suite);
    if source.exists() {
        return Ok(());
    }
    let folder = places.folder.join("sources");
    fs::create_dir_all(&folder)?;
    let wanted = folder.join("wanted.txt");
    fs::write(
        &wanted,
        format!(
            "{}=={} --hash=sha256:{}\n",
            suite.name, suite.version, suite.sha256
        ),
    )?;
    // Only this package as source: what builds its metadata may come as wheels.
    must_succeed(
        command(&places.python(Mode::CPython))
            .args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"])
            .arg(&folder)
            .args(["--require-hashes", "--no-binary", &suite.name, "-r"])
            .arg(&wanted),
    )?;
    if source.exists() {
        return Ok(());
    }
    let message = format!("pip did not make {}", source.display());
    Err(io::Error::other(message))
}

/// What became of each test; the last line about a test counts.
pub(crate) struct Outcomes(pub(crate) BTreeMap<String, String>);

impl Outcomes {
    /// Those of the record, if there is one.
    pub(crate) fn read(path: &Path) -> io::Result<Option<Self>> {
        #[derive(Deserialize)]
        struct Line {
            test: String,
            outcome: String,
        }
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let lines = text.lines().map(serde_json::from_str::<Line>);
        let tests = lines.map(|line| line.map(|line| (line.test, line.outcome)));
        let tests = tests.collect::<Result<_, _>>().map_err(io::Error::other)?;
        Ok(Some(Self(tests)))
    }

    /// How many tests ended like one of `kinds`.
    pub(crate) fn count(&self, kinds: &[&str]) -> usize {
        let outcomes = self.0.values();
        outcomes
            .filter(|kind| kinds.contains(&kind.as_str()))
            .count()
    }

    fn unfinished(&self) -> bool {
        self.count(&["started"]) > 0
    }
}

impl fmt::Display for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped, {} errors",
            self.count(&["passed"]),
            self.count(&["failed"]),
            self.count(&["skipped", "xfailed"]),
            self.count(&["error", "started"]),
        )
    }
}

/// Runs one suite, again behind each test that ends the process.
///
/// # Errors
/// When it cannot be started.
pub fn run_suite(places: &Places, suite: &Suite, mode: Mode) -> io::Result<impl fmt::Display> {
    let record = places.record(suite, mode);
    if let Some(folder) = record.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&record, "")?;
    let log = File::create(record.with_extension("log"))?;
    let end = Instant::now() + LIMIT;
    let mut known = 0;
    for _ in 0..STARTS {
        let status = start(places, suite, mode, &record, &log, end)?;
        let outcomes = Outcomes::read(&record)?.unwrap_or(Outcomes(BTreeMap::new()));
        // Started again only if the process died in a test, and got further than before.
        let died = status.is_some_and(|status| !matches!(status.code(), Some(0 | 1)));
        if !(died && outcomes.unfinished() && outcomes.0.len() > known) {
            return Ok(outcomes);
        }
        known = outcomes.0.len();
    }
    Ok(Outcomes::read(&record)?.unwrap_or(Outcomes(BTreeMap::new())))
}

/// One run of pytest in a fresh copy of the source; nothing if the time is over.
fn start(
    places: &Places,
    suite: &Suite,
    mode: Mode,
    record: &Path,
    log: &File,
    end: Instant,
) -> io::Result<Option<ExitStatus>> {
    let folder = tempfile::tempdir()?;
    must_succeed(
        Command::new("tar")
            .arg("-xzf")
            .arg(places.source(suite))
            .arg("-C")
            .arg(folder.path()),
    )?;
    let tests = repository().join("tests/suites");
    let python = places.python(mode);
    let mut path = vec![python.parent().unwrap_or(Path::new("/")).to_path_buf()];
    path.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    let mut command = command(&python);
    command
        .args([
            "-m",
            "pytest",
            "-q",
            "--continue-on-collection-errors",
            "-p",
            "no:cacheprovider",
            "-p",
            "record",
        ])
        .args(["-p", "pytest_timeout", "--timeout", TEST_LIMIT]);
    for plugin in &suite.plugins {
        command.args(["-p", plugin]);
    }
    command
        .args(&suite.arguments)
        .current_dir(
            folder
                .path()
                .join(format!("{}-{}", suite.name, suite.version)),
        )
        .env(
            "PATH",
            std::env::join_paths(path).map_err(io::Error::other)?,
        )
        .env("PYTHONPATH", tests)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONHASHSEED", "0")
        .env("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        .env("HYPOTHESIS_NO_PLUGINS", "1")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .env("SUITE_RECORD", record)
        .stdout(log.try_clone()?)
        .stderr(log.try_clone()?)
        .process_group(0);
    if mode == Mode::Lazy {
        command.env("PYTHONLAZYIMPORTSALL", "1");
    }
    let mut child = command.spawn()?;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() > end {
            // Its children too: they are in its process group.
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(200));
    }
}
