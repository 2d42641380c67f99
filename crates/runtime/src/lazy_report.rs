//! `-X lazyimportsreport`: what became of every lazy import, at exit.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use rustpython_vm::lazy::{Entry, Outcome, Policy, State, Verdict};
use serde_json::{Value, json};

use crate::ReportTarget;

/// Writes the report; `modules` is how many the program loaded.
pub(crate) fn write(state: &State, modules: usize, target: &ReportTarget) {
    let entries = state.entries();
    let policy = state.policy();
    write_to("lazyimportsreport", target, |is_json| {
        if is_json {
            json(&entries, modules, &policy)
        } else {
            text(&entries, modules, &policy)
        }
    });
}

/// Writes what `content` makes, told whether it is to be JSON. A file that cannot
/// be written is said so on standard error; the program's exit code stays its own.
pub(crate) fn write_to(option: &str, target: &ReportTarget, content: impl Fn(bool) -> String) {
    match target {
        ReportTarget::Stderr => {
            let _ = std::io::stderr().write_all(content(false).as_bytes());
        }
        ReportTarget::File(path) => {
            let is_json = path
                .extension()
                .is_some_and(|extension| extension == "json");
            if let Err(error) = write_file(path, &content(is_json)) {
                let message = format!(
                    "pyrun: -X {option}: cannot write {}: {error}\n",
                    path.display()
                );
                let _ = std::io::stderr().write_all(message.as_bytes());
            }
        }
    }
}

/// Private to the user and never half-written: a new file takes the name.
fn write_file(path: &Path, report: &str) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(report.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

#[derive(Default)]
struct Counts {
    resolved: usize,
    failed: usize,
    never_loaded: usize,
}

impl Counts {
    fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut counts = Self::default();
        for entry in entries {
            match entry.outcome {
                Outcome::Resolved { .. } => counts.resolved += 1,
                Outcome::Failed { .. } => counts.failed += 1,
                Outcome::NeverLoaded => counts.never_loaded += 1,
            }
        }
        counts
    }
}

/// For people: totals, then each importing module with its imports.
fn text(entries: &[Entry], modules: usize, policy: &Policy) -> String {
    let counts = Counts::of(entries);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "lazy imports: {} deferred, {} resolved, {} failed, {} never loaded; {modules} modules loaded",
        entries.len(),
        counts.resolved,
        counts.failed,
        counts.never_loaded
    );
    let mut importers: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        importers
            .entry((&entry.importer, &entry.file))
            .or_default()
            .push(entry);
    }
    for ((importer, file), entries) in importers {
        let _ = writeln!(out, "{importer} ({file})");
        for entry in entries {
            let outcome = match &entry.outcome {
                Outcome::NeverLoaded => "never loaded".to_owned(),
                Outcome::Resolved { at } => format!("resolved at {at}"),
                Outcome::Failed { at, error } => format!("failed with {error} at {at}"),
            };
            let _ = writeln!(
                out,
                "  line {:<5} {:<32} {outcome}",
                entry.line, entry.target
            );
        }
    }
    for rule in unused(policy) {
        let _ = writeln!(out, "policy rule never used: {rule}");
    }
    out
}

/// The policy rules that no import statement has matched: misspelt, or outdated.
fn unused(policy: &Policy) -> Vec<String> {
    policy
        .rules()
        .filter(|(_, decided)| *decided == 0)
        .map(|(rule, _)| {
            let verdict = match rule.verdict {
                Verdict::Eager => "eager",
                Verdict::Lazy => "lazy",
            };
            let (origin, importing, imported) = (&rule.origin, &rule.importing, &rule.imported);
            format!("{origin}: {verdict}, importing {importing}, imported {imported}")
        })
        .collect()
}

/// For programs; `version` changes when a field changes its meaning.
fn json(entries: &[Entry], modules: usize, policy: &Policy) -> String {
    let counts = Counts::of(entries);
    let imports: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let (outcome, at, error) = match &entry.outcome {
                Outcome::NeverLoaded => ("never_loaded", None, None),
                Outcome::Resolved { at } => ("resolved", Some(at), None),
                Outcome::Failed { at, error } => ("failed", Some(at), Some(error)),
            };
            json!({
                "importer": entry.importer,
                "target": entry.target,
                "file": entry.file,
                "line": entry.line,
                "outcome": outcome,
                "at": at,
                "error": error,
            })
        })
        .collect();
    let report = json!({
        "version": 1,
        "modules": modules,
        "deferred": entries.len(),
        "resolved": counts.resolved,
        "failed": counts.failed,
        "never_loaded": counts.never_loaded,
        "imports": imports,
        "unused_policy_rules": unused(policy),
    });
    format!("{report:#}\n")
}
