//! Folded stacks: a line per stack with the microseconds spent at its top.
//! Flame graph tools read it. The first frame is the phase or the thread.

use std::fmt::Write;

use super::timeline::{self, What};
use crate::model::Profile;

/// Several runs get a first frame of their own.
pub(super) fn render(profiles: &[Profile]) -> String {
    let mut text = String::new();
    for profile in profiles {
        for thread in profile.threads() {
            one_thread(profile, thread, &mut text);
        }
    }
    text
}

fn one_thread(profile: &Profile, thread: u64, text: &mut String) {
    let spans = timeline::spans(profile, thread);
    let mut around = Vec::new();
    if !profile.label.is_empty() {
        around.push(profile.label.clone());
    }
    if thread != profile.main_thread {
        around.push(format!("thread {thread}"));
    }
    let outermost = around.len();
    for (index, span) in spans.iter().enumerate() {
        around.truncate(outermost + span.depth);
        around.push(match span.what {
            What::Phase(phase) => phase.name().to_owned(),
            What::Load(index) => frame(&profile.nodes[index].load.module),
        });
        let inside = spans[index + 1..]
            .iter()
            .take_while(|inner| inner.depth > span.depth);
        let inside = inside.filter(|inner| inner.depth == span.depth + 1);
        let inside: u64 = inside.map(|inner| inner.end - inner.start).sum();
        let own = (span.end - span.start - inside) / 1000;
        if own > 0 {
            let _ = writeln!(text, "{} {own}", around.join(";"));
        }
    }
}

/// The format has no way to quote what separates frames.
fn frame(module: &str) -> String {
    module.replace([';', '\n', '\r'], "_")
}
