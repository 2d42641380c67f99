//! Loads as properly nested spans on each thread, for the formats that need
//! them so. Clocks of real recordings are nested already; a damaged recording
//! is bent until it is.

use crate::model::{Phase, Profile};

/// What a span is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The whole of a phase, on the main thread.
    Phase(Phase),
    /// A load of a module.
    Load(usize),
}

/// A piece of time on one thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// What happened in it.
    pub(super) what: What,
    /// Its beginning.
    pub(super) start: u64,
    /// Its end.
    pub(super) end: u64,
    /// How many spans are around it.
    pub(super) depth: usize,
}

/// The spans of a thread, each before those in it.
pub(super) fn spans(profile: &Profile, thread: u64) -> Vec<Span> {
    let lane: Vec<usize> = (0..profile.nodes.len())
        .filter(|&index| profile.nodes[index].load.thread == thread && profile.begins_lane(index))
        .collect();
    let mut spans = Vec::new();
    if thread != profile.main_thread {
        add(profile, &lane, (0, profile.wall), 0, &mut spans);
        return spans;
    }
    for (phase, start, end) in [
        (Phase::Startup, 0, profile.startup),
        (Phase::Program, profile.startup, profile.wall),
    ] {
        spans.push(Span {
            what: What::Phase(phase),
            start,
            end,
            depth: 0,
        });
        let nodes = lane.iter().copied();
        let nodes: Vec<_> = nodes
            .filter(|&index| profile.nodes[index].phase == phase)
            .collect();
        add(profile, &nodes, (start, end), 1, &mut spans);
    }
    spans
}

/// The spans of siblings and all in them, inside of a piece of time.
fn add(
    profile: &Profile,
    siblings: &[usize],
    (mut from, to): (u64, u64),
    depth: usize,
    spans: &mut Vec<Span>,
) {
    for &index in siblings {
        let node = &profile.nodes[index];
        let start = node.load.start.clamp(from, to);
        let end = node.load.end.clamp(start, to);
        spans.push(Span {
            what: What::Load(index),
            start,
            end,
            depth,
        });
        let same_thread = |child: &usize| profile.nodes[*child].load.thread == node.load.thread;
        let children: Vec<_> = node.children.iter().copied().filter(same_thread).collect();
        add(profile, &children, (start, end), depth + 1, spans);
        from = end;
    }
}
