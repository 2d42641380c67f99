//! What is counted once, beside the runs that are timed.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use crate::contender::{Contender, ModuleCount};
use crate::run::run_with_stderr;

/// How many modules the contender has loaded when it ends; none if it cannot tell.
pub fn count_modules(contender: &Contender) -> Option<u64> {
    match contender.modules {
        ModuleCount::Never => None,
        ModuleCount::Report => reported_modules(contender),
        ModuleCount::ImportTime => timed_modules(contender),
    }
}

fn reported_modules(contender: &Contender) -> Option<u64> {
    let folder = tempfile::tempdir().ok()?;
    let file = folder.path().join("report.json");
    let option = format!("lazyimportsreport={}", file.display());
    let command = contender.command_with(&["-X".into(), option.into()]);
    run_with_stderr(command, |code| contender.accepts(code)).ok()?;
    let report: serde_json::Value = serde_json::from_slice(&fs::read(&file).ok()?).ok()?;
    report["modules"].as_u64()
}

fn timed_modules(contender: &Contender) -> Option<u64> {
    let command = contender.command_with(&["-X".into(), "importtime".into()]);
    let (_, mut stderr) = run_with_stderr(command, |code| contender.accepts(code)).ok()?;
    let mut text = Vec::new();
    stderr.read_to_end(&mut text).ok()?;
    let text = String::from_utf8_lossy(&text);
    // The lines' head has words where the others have numbers; a name may come again if a
    // module was removed and imported anew.
    let names: std::collections::BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("import time:"))
        .filter_map(|line| {
            let mut fields = line.split('|');
            fields.next()?.trim().parse::<u64>().ok()?;
            fields.nth(1).map(str::trim)
        })
        .collect();
    let count = u64::try_from(names.len()).ok()?;
    (count > 0).then_some(count)
}

/// Whether this machine can count instructions.
pub fn has_valgrind() -> bool {
    let mut command = Command::new("valgrind");
    command
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// How many instructions a run of the contender takes, without those of its children; none
/// if valgrind is not there or the program does not run under it.
pub fn count_instructions(contender: &Contender) -> Option<u64> {
    let folder = tempfile::tempdir().ok()?;
    let file = folder.path().join("counts");
    let options = [
        "--tool=cachegrind".into(),
        "--cache-sim=no".into(),
        "-q".into(),
        format!("--cachegrind-out-file={}", file.display()).into(),
    ];
    let command = contender.command_under("valgrind", &options);
    run_with_stderr(command, |code| contender.accepts(code)).ok()?;
    instructions_in(&fs::read_to_string(&file).ok()?)
}

fn instructions_in(counts: &str) -> Option<u64> {
    let summary = counts
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("summary:"))?;
    summary.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_has_the_instructions() {
        let counts = "desc: I1 cache\nevents: Ir\nfn=main\n1 20\nsummary: 68900123\n";
        assert_eq!(instructions_in(counts), Some(68_900_123));
        assert_eq!(instructions_in("events: Ir\n"), None);
    }
}
