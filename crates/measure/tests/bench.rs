//! `pyrun bench` as a whole, with interpreters that are shell scripts.

mod support;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use pyrun_measure::{Comparison, Verdict, cli};
use support::script;

/// Says that it has loaded 82 modules if its imports are lazy, else 271, and logs how it
/// was called.
const PYRUN: &str = r#"
echo "$@" >> "${0%/*}/log"
modules=271
for word in "$@"; do
    case "$word" in
    lazyimportsall) modules=82 ;;
    lazyimportsreport=*) echo "{\"modules\": $modules}" > "${word#*=}" ;;
    esac
done
"#;

/// A CPython with three modules, behind a wrapper.
const PYTHON: &str = r#"
case "$*" in
*importtime*)
    echo "import time: self [us] | cumulative | imported package" >&2
    echo "import time:       100 |        100 |   _io" >&2
    echo "import time:       100 |        200 | marshal" >&2
    echo "import time:       100 |        200 | marshal" >&2
    echo "import time:       100 |        200 | site" >&2 ;;
*sys.executable*) echo "$0" ;;
esac
"#;

struct Bench {
    folder: tempfile::TempDir,
    pyrun: PathBuf,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let pyrun = script(folder.path(), "pyrun", PYRUN);
        Self { folder, pyrun }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, words: &[&str]) -> u8 {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        cli::run(&words, &self.pyrun)
    }

    /// What it writes to a file.
    fn written(&self, words: &[&str]) -> String {
        let file = self.path("results");
        let mut all = vec!["-o", file.to_str().expect("a plain name")];
        all.extend(words);
        assert_eq!(self.run(&all), 0);
        fs::read_to_string(file).expect("results")
    }

    fn comparison(&self, words: &[&str]) -> Comparison {
        let mut all = vec!["--format", "json"];
        all.extend(words);
        serde_json::from_str(&self.written(&all)).expect("a comparison")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path("log")).expect("a log")
    }
}

fn modules(comparison: &Comparison) -> Vec<(&str, Option<u64>)> {
    let rows = comparison.rows.iter();
    rows.map(|row| (&*row.name, row.numbers().expect("ran").modules))
        .collect()
}

#[test]
fn the_modes_and_other_interpreters() {
    let bench = Bench::new();
    let python = script(bench.folder.path(), "python", PYTHON);
    let python = python.to_str().expect("a plain name");
    let comparison = bench.comparison(&["-n", "6", "--vs", python, "--", "-m", "black", "-V"]);
    assert_eq!(comparison.program, "-m black -V");
    assert_eq!((comparison.rounds, comparison.warm_up), (6, 2));
    assert_eq!(
        modules(&comparison),
        [
            ("eager", Some(271)),
            ("lazy", Some(82)),
            ("warm-up", Some(82)),
            (python, Some(3)),
        ]
    );
    let eager = comparison.rows[0].numbers().expect("ran");
    assert_eq!(eager.times.len(), 6);
    assert_eq!((eager.ratio, eager.verdict), (None, Verdict::Reference));
    assert!(comparison.rows[3].numbers().expect("ran").ratio.is_some());
    let log = bench.log();
    assert!(log.contains("-X lazyimportsall -X lazyimportswarmup -m black -V\n"));
    assert!(log.lines().any(|line| line == "-m black -V"));
}

#[test]
fn chosen_modes_start_from_an_image_that_is_built_once() {
    let bench = Bench::new();
    let comparison = bench.comparison(&[
        "-n",
        "1",
        "--warmup",
        "0",
        "--modes",
        "lazy,no-image",
        "script.py",
        "-x",
    ]);
    let names: Vec<&str> = comparison.rows.iter().map(|row| &*row.name).collect();
    assert_eq!(names, ["lazy", "no-image"]);
    let verdict = comparison.rows[1].numbers().expect("ran").verdict;
    assert_eq!(verdict, Verdict::TooFew);
    let log = bench.log();
    let builds: Vec<&str> = log
        .lines()
        .filter(|line| line.starts_with("image"))
        .collect();
    assert_eq!(builds, ["image build -X lazyimportsall"]);
    assert!(
        log.contains("-X noimage -X lazyimportsall script.py -x"),
        "{log}"
    );
}

#[test]
fn every_format() {
    let bench = Bench::new();
    let short = ["-n", "1", "--warmup", "0", "--modes", "eager"];
    let written = |format| bench.written(&[&short[..], &["--format", format, "x.py"]].concat());
    assert!(written("table").starts_with("x.py (1 runs each"));
    assert!(written("markdown").contains("| eager |"));
    assert!(written("json").starts_with('{'));
    assert!(written("svg").starts_with("<svg"));
}

#[test]
fn a_program_that_fails() {
    let mut bench = Bench::new();
    bench.pyrun = script(
        bench.folder.path(),
        "bad",
        "echo 'ZeroDivisionError' >&2; exit 1",
    );
    assert_eq!(bench.run(&["-n", "1", "x.py"]), 1);
    let ignored = bench.comparison(&["-n", "1", "--modes", "eager", "-i", "x.py"]);
    assert_eq!(ignored.rows[0].numbers().expect("ran").times.len(), 1);
}

#[test]
fn an_interpreter_that_is_missing() {
    assert_eq!(
        Bench::new().run(&["-n", "1", "--vs", "/no/python", "x.py"]),
        1
    );
}

#[test]
fn results_that_cannot_be_written() {
    let words = [
        "-n",
        "1",
        "--modes",
        "eager",
        "-o",
        "/no/such/folder/file",
        "x.py",
    ];
    assert_eq!(Bench::new().run(&words), 1);
}

#[test]
fn command_lines_that_make_no_sense() {
    let bench = Bench::new();
    for words in [
        &[][..],
        &["-n", "0", "x.py"],
        &["-n", "many", "x.py"],
        &["--modes", "hasty", "x.py"],
        &["--format", "yaml", "x.py"],
        &["-m", "module"],
        &["--vs"],
    ] {
        assert_eq!(bench.run(words), 2, "{words:?}");
    }
    assert!(!Path::new(&bench.path("log")).exists());
}

#[test]
fn help_is_no_failure() {
    assert_eq!(Bench::new().run(&["--help"]), 0);
}
