//! Chrome's trace events, which Perfetto reads, too: an `X` (complete) event
//! per load, an `i` (instant) event per use of a lazy name. Microseconds.

use serde::Serialize;
use serde_json::{Value, json};

use super::timeline::{self, What};
use crate::model::{Declaration, Node, Outcome, Profile};

#[derive(Serialize)]
struct File {
    #[serde(rename = "displayTimeUnit")]
    unit: &'static str,
    #[serde(rename = "traceEvents")]
    events: Vec<Value>,
}

/// Every run becomes a process.
pub(super) fn render(profiles: &[Profile]) -> String {
    let mut events = Vec::new();
    for (number, profile) in profiles.iter().enumerate() {
        // Runs are shown beside each other, so their numbers must differ.
        let process = usize::try_from(profile.header.pid).unwrap_or(0) + number;
        one_run(profile, process, &mut events);
    }
    super::to_json(&File { unit: "ms", events })
}

fn one_run(profile: &Profile, process: usize, events: &mut Vec<Value>) {
    let name = match profile.label.as_str() {
        "" => profile.command(),
        label => format!("{label}: {}", profile.command()),
    };
    let label = |kind: &str, thread: u64, name: &str| json!({"ph": "M", "name": kind, "pid": process, "tid": thread, "args": {"name": name}});
    events.push(label("process_name", profile.main_thread, &name));
    for thread in profile.threads() {
        let name = if thread == profile.main_thread {
            "main thread".to_owned()
        } else {
            format!("thread {thread}")
        };
        events.push(label("thread_name", thread, &name));
        for span in timeline::spans(profile, thread) {
            let (name, category, arguments) = match span.what {
                What::Phase(phase) => (phase.name(), "phase", json!({})),
                What::Load(index) => {
                    let node = &profile.nodes[index];
                    (node.load.module.as_str(), "import", arguments(node))
                }
            };
            events.push(json!({
                "ph": "X", "name": name, "cat": category, "pid": process, "tid": thread,
                "ts": microseconds(span.start), "dur": microseconds(span.end - span.start),
                "args": arguments,
            }));
        }
    }
    events.extend(uses(profile, process));
}

/// Where lazy imports were resolved by loading a module.
fn uses(profile: &Profile, process: usize) -> impl Iterator<Item = Value> {
    let lazy = profile.nodes.iter().filter(|node| node.load.lazy.is_some());
    lazy.map(move |node| {
        let declared = node.load.lazy.as_ref().map(ToString::to_string);
        let names = profile.declarations.iter().filter(|declaration| {
            declaration.module == node.load.module
                && matches!(declaration.outcome, Outcome::Used(_))
        });
        let names: Vec<String> = names.map(Declaration::target).collect();
        json!({
            "ph": "i", "s": "t", "name": format!("resolve {}", node.load.module), "cat": "lazy",
            "pid": process, "tid": node.load.thread, "ts": microseconds(node.load.start),
            "args": {"used at": node.place(), "declared at": declared, "names": names},
        })
    })
}

fn arguments(node: &Node) -> Value {
    json!({
        "self ms": microseconds(node.own) / 1000.0,
        "state": node.state(),
        "file": node.load.file,
        "loader": node.load.loader,
        "imported at": node.place(),
        "declared at": node.load.lazy.as_ref().map(ToString::to_string),
        "memory": node.memory(),
        "error": node.load.error,
    })
}

#[allow(clippy::cast_precision_loss)] // Exact for recordings shorter than a month.
fn microseconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1000.0
}
