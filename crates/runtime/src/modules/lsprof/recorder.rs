//! What one thread did while it was profiled: numbers in, numbers out.
//!
//! Functions are numbers here and times are clock ticks, so that nothing in
//! this file needs the virtual machine.

use std::collections::HashMap;

/// What is known of a function, or of its calls from one other function.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Finished calls.
    pub(super) calls: u64,
    /// Those that ran inside another call of the same function.
    pub(super) recursive: u64,
    /// Ticks with everything it called; recursion counts once.
    pub(super) total: i64,
    /// Ticks without the calls that are recorded themselves.
    pub(super) inline: i64,
    running: u32,
}

impl Tally {
    fn start(&mut self) {
        self.running += 1;
    }

    fn stop(&mut self, total: i64, inline: i64) {
        self.running = self.running.saturating_sub(1);
        self.calls += 1;
        self.inline += inline;
        if self.running == 0 {
            self.total += total;
        } else {
            self.recursive += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.recursive += other.recursive;
        self.total += other.total;
        self.inline += other.inline;
    }
}

/// A function's own numbers and those of what it called.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) own: Tally,
    pub(super) callees: HashMap<usize, Tally>,
}

#[derive(Debug)]
struct Call {
    function: usize,
    start: i64,
    /// Ticks of the finished calls it made.
    inner: i64,
}

/// The calls of one thread.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    entries: HashMap<usize, Entry>,
    running: Vec<Call>,
}

impl Recorder {
    pub(super) fn enter(&mut self, function: usize, now: i64, callees: bool) {
        self.entries.entry(function).or_default().own.start();
        if callees && let Some(caller) = self.running.last() {
            let entry = self.entries.entry(caller.function).or_default();
            entry.callees.entry(function).or_default().start();
        }
        self.running.push(Call {
            function,
            start: now,
            inner: 0,
        });
    }

    /// Ends the innermost call of `function`, and whatever still runs in it. A
    /// function that was called before the profiler started is none of ours.
    pub(super) fn leave(&mut self, function: usize, now: i64, callees: bool) {
        let Some(depth) = self
            .running
            .iter()
            .rposition(|call| call.function == function)
        else {
            return;
        };
        while self.running.len() > depth {
            self.stop(now, callees);
        }
    }

    /// Ends every call that still runs.
    pub(super) fn finish(&mut self, now: i64, callees: bool) {
        while !self.running.is_empty() {
            self.stop(now, callees);
        }
    }

    fn stop(&mut self, now: i64, callees: bool) {
        let Some(call) = self.running.pop() else {
            return;
        };
        let total = now - call.start;
        let inline = total - call.inner;
        let entry = self.entries.entry(call.function).or_default();
        entry.own.stop(total, inline);
        let Some(caller) = self.running.last_mut() else {
            return;
        };
        caller.inner += total;
        if callees && let Some(entry) = self.entries.get_mut(&caller.function) {
            let tally = entry.callees.entry(call.function).or_default();
            tally.stop(total, inline);
        }
    }

    /// Adds everything recorded here to `sum`.
    pub(super) fn add_to(&self, sum: &mut HashMap<usize, Entry>) {
        for (function, entry) in &self.entries {
            let into = sum.entry(*function).or_default();
            into.own.add(&entry.own);
            for (callee, tally) in &entry.callees {
                into.callees.entry(*callee).or_default().add(tally);
            }
        }
    }
}
