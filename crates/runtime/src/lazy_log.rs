//! `-X lazyimportslog`: every resolution with what triggered it, at exit.

use std::fmt::Write as _;

use rustpython_vm::lazy::{Entry, Event, Outcome, State};
use serde_json::{Value, json};

use crate::{ReportTarget, lazy_report};

/// Writes the log.
pub(crate) fn write(state: &State, target: &ReportTarget) {
    let events = state.events();
    let unused: Vec<Entry> = state
        .entries()
        .into_iter()
        .filter(|entry| entry.outcome == Outcome::NeverLoaded)
        .collect();
    lazy_report::write_to("lazyimportslog", target, |is_json| {
        if is_json {
            json(&events, &unused)
        } else {
            text(&events, &unused)
        }
    });
}

/// For people: a line per resolution, indented below the one it happened in,
/// then what was never needed.
fn text(events: &[Event], unused: &[Entry]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "lazy imports resolved: {}", events.len());
    let mut in_order: Vec<&Event> = events.iter().collect();
    in_order.sort_by_key(|event| event.start);
    for event in in_order {
        let indent = "  ".repeat(event.chain.len());
        let _ = write!(
            out,
            "{:>9.3} ms  +{:.3} ms  {indent}{}",
            event.start.as_secs_f64() * 1000.0,
            event.elapsed.as_secs_f64() * 1000.0,
            event.target,
        );
        let _ = write!(out, "  used at {}", event.trigger);
        let _ = write!(out, ", declared at {}", event.declared);
        if let Some(error) = &event.error {
            let _ = write!(out, ", failed with {error}");
        }
        if event.pointless {
            let importer = &event.importer;
            let _ = write!(
                out,
                ", while {importer} itself was loading: not worth deferring"
            );
        }
        out.push('\n');
    }
    let _ = writeln!(out, "never used: {}", unused.len());
    for entry in unused {
        let _ = writeln!(
            out,
            "  {}  declared at {}:{}",
            entry.target, entry.file, entry.line
        );
    }
    out
}

/// For programs; `version` changes when a field changes its meaning. Times are
/// in nanoseconds, `start` since the first resolution.
fn json(events: &[Event], unused: &[Entry]) -> String {
    let nanoseconds =
        |time: std::time::Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let events: Vec<Value> = events
        .iter()
        .map(|event| {
            json!({
                "target": event.target,
                "importer": event.importer,
                "declared": event.declared,
                "trigger": event.trigger,
                "chain": event.chain,
                "start": nanoseconds(event.start),
                "elapsed": nanoseconds(event.elapsed),
                "error": event.error,
                "pointless": event.pointless,
            })
        })
        .collect();
    let unused: Vec<Value> = unused
        .iter()
        .map(|entry| {
            json!({
                "target": entry.target,
                "importer": entry.importer,
                "declared": format!("{}:{}", entry.file, entry.line),
            })
        })
        .collect();
    let log = json!({ "version": 1, "resolved": events, "never_used": unused });
    format!("{log:#}\n")
}
