//! The file format of <https://www.speedscope.app>: a list of frames, and for
//! every thread the times at which they opened and closed.

use std::collections::HashMap;

use serde::Serialize;

use super::timeline::{self, What};
use crate::model::{Phase, Profile};

#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: String,
    exporter: String,
    #[serde(rename = "activeProfileIndex")]
    active: usize,
    shared: Shared<'a>,
    profiles: Vec<Thread>,
}

#[derive(Serialize)]
struct Shared<'a> {
    frames: Vec<Frame<'a>>,
}

#[derive(Serialize, PartialEq, Eq, Hash, Clone, Copy)]
struct Frame<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

#[derive(Serialize)]
struct Thread {
    #[serde(rename = "type")]
    kind: &'static str,
    name: String,
    unit: &'static str,
    #[serde(rename = "startValue")]
    start: u64,
    #[serde(rename = "endValue")]
    end: u64,
    events: Vec<Event>,
}

#[derive(Serialize)]
struct Event {
    #[serde(rename = "type")]
    kind: &'static str,
    frame: usize,
    at: u64,
}

/// The frames of all threads, each once.
#[derive(Default)]
struct Frames<'a> {
    list: Vec<Frame<'a>>,
    numbers: HashMap<Frame<'a>, usize>,
}

impl<'a> Frames<'a> {
    fn number(&mut self, frame: Frame<'a>) -> usize {
        *self.numbers.entry(frame).or_insert_with(|| {
            self.list.push(frame);
            self.list.len() - 1
        })
    }
}

/// Every thread of every run becomes a profile.
pub(super) fn render(profiles: &[Profile]) -> String {
    let mut frames = Frames::default();
    let mut threads = Vec::new();
    for profile in profiles {
        for thread in profile.threads() {
            threads.push(one_thread(profile, thread, &mut frames));
        }
    }
    super::to_json(&File {
        schema: "https://www.speedscope.app/file-format-schema.json",
        name: profiles.first().map(Profile::command).unwrap_or_default(),
        exporter: format!("pyrun {}", env!("CARGO_PKG_VERSION")),
        active: 0,
        shared: Shared {
            frames: frames.list,
        },
        profiles: threads,
    })
}

fn one_thread<'a>(profile: &'a Profile, thread: u64, frames: &mut Frames<'a>) -> Thread {
    let mut events = Vec::new();
    let mut open: Vec<(usize, u64)> = Vec::new();
    let close = |events: &mut Vec<Event>, (frame, at): (usize, u64)| {
        events.push(Event {
            kind: "C",
            frame,
            at,
        });
    };
    for span in timeline::spans(profile, thread) {
        for closed in open.drain(span.depth..).rev() {
            close(&mut events, closed);
        }
        let frame = frames.number(match span.what {
            What::Phase(phase) => Frame {
                name: name_of(phase),
                file: None,
            },
            What::Load(index) => Frame {
                name: &profile.nodes[index].load.module,
                file: profile.nodes[index].load.file.as_deref(),
            },
        });
        events.push(Event {
            kind: "O",
            frame,
            at: span.start,
        });
        open.push((frame, span.end));
    }
    for closed in open.drain(..).rev() {
        close(&mut events, closed);
    }
    Thread {
        kind: "evented",
        name: thread_name(profile, thread),
        unit: "nanoseconds",
        start: 0,
        end: profile.wall,
        events,
    }
}

/// In brackets, so that they are not taken for modules.
fn name_of(phase: Phase) -> &'static str {
    match phase {
        Phase::Startup => "(start-up)",
        Phase::Program => "(program)",
    }
}

fn thread_name(profile: &Profile, thread: u64) -> String {
    let name = if thread == profile.main_thread {
        "main thread".to_owned()
    } else {
        format!("thread {thread}")
    };
    match profile.label.as_str() {
        "" => name,
        label => format!("{label}: {name}"),
    }
}
