//! The command line, as a process: this program runs itself as
//! `command_line profile …`, with a script in the interpreter's place.

mod common;

use std::process::ExitCode;

use common::fixture;
use common::process::{code, profile, profile_in, recording, signalled, stderr, stdout};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    if words.first().is_some_and(|word| word == "profile") {
        return pyrun_profile::run(&words[1..], &fixture("interpreter.sh")).into();
    }
    let tests: [(&str, fn()); 14] = [
        (
            "the_program_keeps_its_streams",
            the_program_keeps_its_streams,
        ),
        ("what_starts_the_program", what_starts_the_program),
        ("lazy_and_both", lazy_and_both),
        ("several_runs", several_runs),
        ("exit_codes", exit_codes),
        ("budgets", budgets),
        ("a_bad_budget_runs_nothing", a_bad_budget_runs_nothing),
        ("files", files),
        ("recordings_are_kept", recordings_are_kept),
        ("questions", questions),
        ("usage_errors", usage_errors),
        ("help", help),
        (
            "interrupts_still_leave_a_report",
            interrupts_still_leave_a_report,
        ),
        ("termination_is_passed_on", termination_is_passed_on),
    ];
    let trials = tests.map(|(name, test)| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit_code()
}

fn the_program_keeps_its_streams() {
    let output = profile(&["shop.py", "--budget", "x"]);
    assert_eq!(
        stdout(&output),
        "options: importrecord; program: shop.py --budget x\n"
    );
    let talk = stderr(&output);
    assert!(
        talk.starts_with("talk of the program\n/srv/shop/shop.py list --all\n"),
        "{talk}"
    );
    assert!(
        talk.contains("rich.console") && !talk.contains('\u{1b}'),
        "{talk}"
    );
    assert_eq!(code(&output), 0);
}

fn what_starts_the_program() {
    for (words, program) in [
        (&["-n", "1", "x.py", "-n", "2"][..], "x.py -n 2"),
        (&["-m", "mod", "--lazy"], "-m mod --lazy"),
        (&["--format=tree", "-c", "pass"], "-c pass"),
        (&["--sort", "name", "--", "-I", "x.py"], "-I x.py"),
        (&["--", "why"], "why"),
        (&["why", "json", "--limit", "2", "x.py", "y"], "x.py y"),
        (
            &["why", "--limit", "2", "json", "--", "-c", "pass"],
            "-c pass",
        ),
        (&["-"], "-"),
    ] {
        let output = profile(words);
        let expected = format!("options: importrecord; program: {program}\n");
        assert_eq!(stdout(&output), expected, "{words:?}: {}", stderr(&output));
    }
}

fn lazy_and_both() {
    let output = profile(&["--lazy", "shop.py"]);
    assert_eq!(
        stdout(&output),
        "options: importrecord lazyimportsall; program: shop.py\n"
    );
    assert!(stderr(&output).contains("never needed"));
    let output = profile(&["--both", "shop.py"]);
    assert_eq!(stdout(&output).lines().count(), 2);
    // In turn, so that a machine that gets slower is slower for both.
    let turns = profile(&["--both", "-n", "2", "shop.py"]);
    let lazy = stdout(&turns)
        .lines()
        .map(|line| line.contains("lazy"))
        .collect::<Vec<_>>();
    assert_eq!(lazy, [false, true, false, true]);
    assert!(stderr(&output).contains("eager self") && stderr(&output).contains("lazy self"));
}

fn several_runs() {
    let output = profile(&["-n", "3", "--format", "flat", "shop.py"]);
    assert_eq!(stdout(&output).lines().count(), 3);
    assert!(stderr(&output).contains("median self"));
    // A run that fails is the last.
    let output = profile(&["-n", "3", "fails.py"]);
    assert_eq!(stdout(&output).lines().count(), 1);
}

fn exit_codes() {
    assert_eq!(code(&profile(&["fails.py"])), 7);
    assert_eq!(code(&profile(&["killed.py"])), 128 + 9);
    let output = profile(&["silent.py"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).ends_with("pyrun profile: the program left no recording\n"));
    let output = profile(&["slain.py"]);
    assert_eq!(code(&output), 128 + 9);
    assert!(stderr(&output).ends_with("was killed before any of its recording was written\n"));
    let output = profile(&["broken.py"]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("0.jsonl:1: format 99 is not known"));
}

fn budgets() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = profile_in(
        folder.path(),
        &["--lazy", "--write-budget", "b.toml", "shop.py"],
    );
    assert_eq!(stderr(&output), "talk of the program\nwrote b.toml\n");
    let output = profile_in(folder.path(), &["--lazy", "--budget", "b.toml", "shop.py"]);
    assert_eq!(
        (code(&output), stderr(&output).lines().count()),
        (0, 2),
        "{}",
        stderr(&output)
    );
    let output = profile_in(folder.path(), &["--budget", "b.toml", "shop.py"]);
    assert_eq!(code(&output), 3);
    assert!(
        stderr(&output).contains("└ argparse  /srv/shop/shop.py:3"),
        "{}",
        stderr(&output)
    );
    // The program's own failure is more important.
    std::fs::write(folder.path().join("none.toml"), "max-modules = 0").expect("it can be written");
    assert_eq!(
        code(&profile_in(
            folder.path(),
            &["--budget", "none.toml", "fails.py"]
        )),
        7
    );
}

fn a_bad_budget_runs_nothing() {
    for words in [
        &["--budget", "/nowhere/b.toml", "shop.py"],
        &["-o", "/nowhere/x.svg", "shop.py"],
    ] {
        let output = profile(words);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
        assert!(
            stderr(&output).contains("No such file"),
            "{}",
            stderr(&output)
        );
    }
}

fn files() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = profile_in(folder.path(), &["-o", "shop.svg", "shop.py"]);
    assert_eq!(stderr(&output), "talk of the program\n");
    let svg = std::fs::read_to_string(folder.path().join("shop.svg")).expect("it was written");
    assert!(svg.starts_with("<svg"));
    let names = std::fs::read_dir(folder.path())
        .expect("it is a folder")
        .count();
    assert_eq!(names, 1, "nothing is left beside the file");
    let output = profile(&[
        "-o",
        "-",
        "--format",
        "folded",
        "--from",
        &recording("lazy"),
    ]);
    assert!(stdout(&output).contains("program;shop.catalogue;json 700\n"));
    assert_eq!(stderr(&output), "");
}

fn recordings_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    profile_in(folder.path(), &["--record", "kept.jsonl", "shop.py"]);
    let kept = std::fs::read(folder.path().join("kept.jsonl")).expect("it was kept");
    assert_eq!(
        kept,
        std::fs::read(recording("eager")).expect("the fixture is there")
    );
    // Of both runs, each for itself.
    let output = profile_in(
        folder.path(),
        &["--both", "--record", "two.jsonl", "shop.py"],
    );
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    for imports in ["eager", "lazy"] {
        let kept = std::fs::read(folder.path().join(format!("two.{imports}.jsonl")));
        let fixture = std::fs::read(recording(imports));
        assert_eq!(kept.expect("a file"), fixture.expect("the fixture"));
    }
    assert!(!folder.path().join("two.jsonl").exists());
}

fn questions() {
    let output = profile(&["why", "re", "--from", &recording("lazy")]);
    assert!(
        stderr(&output).contains("7 chains of importers"),
        "{}",
        stderr(&output)
    );
    let output = profile(&["why", "nothing", "--from", &recording("lazy")]);
    assert_eq!(
        (code(&output), stderr(&output).as_str()),
        (1, "pyrun profile: nothing imported nothing\n")
    );
    let output = profile(&["diff", &recording("eager"), &recording("lazy")]);
    assert!(stdout(&output).contains("removed, 10 modules"));
    let output = profile(&["diff", "--json", &recording("eager"), &recording("lazy")]);
    assert!(stdout(&output).starts_with("{\"before_wall_ns\":"));
}

fn usage_errors() {
    for (words, complaint) in [
        (&[][..], "no program to run"),
        (&["--from", "x.jsonl", "shop.py"], "one of them"),
        (
            &["--form", "flat", "shop.py"],
            "unexpected argument '--form'",
        ),
        (&["--format", "pie", "shop.py"], "invalid value 'pie'"),
        (&["--format", "html", "shop.py"], "needs a file"),
        (
            &["--both", "--format", "importtime", "shop.py"],
            "no place for two runs",
        ),
        (&["--lazy", "--eager", "shop.py"], "cannot be used with"),
        (&["-n", "0", "shop.py"], "0 is not in 1..=1000"),
        (&["--min-ms=-1", "shop.py"], "not a number of milliseconds"),
        (
            &["--from", "/nowhere.jsonl"],
            "/nowhere.jsonl: No such file",
        ),
        (&["diff", "a.jsonl"], "required arguments"),
        (&["why"], "required arguments"),
        (&["why", "json"], "no program to run"),
    ] {
        let output = profile(words);
        assert_eq!(
            (code(&output), stdout(&output).as_str()),
            (2, ""),
            "{words:?}"
        );
        assert!(
            stderr(&output).contains(complaint),
            "{words:?}: {}",
            stderr(&output)
        );
    }
}

fn help() {
    for words in [&["--help"][..], &["why", "-h"], &["diff", "-h"]] {
        let output = profile(words);
        assert_eq!((code(&output), stderr(&output).as_str()), (0, ""));
        assert!(stdout(&output).contains("Usage: pyrun profile"));
    }
}

fn interrupts_still_leave_a_report() {
    // As the terminal does: to the program and to us.
    let (code, report) = signalled(libc::SIGINT, true);
    assert_eq!(code, Some(128 + libc::SIGINT));
    assert!(
        report.contains("recording incomplete") && report.contains("self ms"),
        "{report}"
    );
}

fn termination_is_passed_on() {
    let (code, report) = signalled(libc::SIGTERM, false);
    assert_eq!(code, Some(128 + libc::SIGTERM));
    assert!(report.contains("recording incomplete"), "{report}");
}
