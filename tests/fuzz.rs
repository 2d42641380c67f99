//! Replays what the fuzzers found and runs them for a moment: `tests/fuzz/README.md`.

mod support;

use std::fs;
use std::path::Path;

use support::{PYRUN, command, repository, show};

#[test]
fn sources_that_once_crashed_compile_or_raise() {
    let program = "import sys\ntry:\n    compile(open(sys.argv[1], 'rb').read(), 'x', 'exec')\n\
                   except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):\n    pass\n";
    for entry in fs::read_dir(repository().join("tests/fuzz/corpus"))
        .expect("the corpus")
        .flatten()
    {
        if entry
            .path()
            .extension()
            .is_none_or(|extension| extension != "bin")
        {
            continue;
        }
        let output = command(PYRUN)
            .args(["-c", program])
            .arg(entry.path())
            .output()
            .expect("runs");
        assert!(
            output.status.success(),
            "{}: {}",
            entry.path().display(),
            show(&output, &[])
        );
    }
}

#[test]
fn mutated_sources_do_not_crash() {
    let folder = tempfile::tempdir().expect("a folder");
    let fuzzer = repository().join("tests/fuzz/sources.py");
    let output = command(PYRUN)
        .arg(&fuzzer)
        .args(["1", "1500"])
        .arg(repository().join("tests/cases"))
        .env("FUZZ_LAST", folder.path().join("last.py"))
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", show(&output, &[]));
}

#[test]
fn namespaces_look_the_same_lazily() {
    let fuzzer = repository().join("tests/fuzz/namespaces.py");
    for seed in ["1", "2", "3", "4", "5"] {
        let eager = namespaces(&fuzzer, seed, &[]);
        let lazy = namespaces(&fuzzer, seed, &["-X", "lazyimportsall"]);
        assert_eq!(eager, lazy, "seed {seed}");
        assert!(eager.lines().count() > 100, "seed {seed}: {eager}");
    }
}

fn namespaces(fuzzer: &Path, seed: &str, options: &[&str]) -> String {
    let output = command(PYRUN)
        .args(options)
        .arg(fuzzer)
        .args([seed, "600"])
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", show(&output, &[]));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
