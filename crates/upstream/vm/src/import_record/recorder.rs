//! The clock, what is under way, and the lines.

use core::cell::Cell;
use core::sync::atomic::{AtomicU64, Ordering};
use std::{
    collections::HashSet,
    fs::File,
    io,
    sync::{Mutex, MutexGuard},
    time::Instant,
};

use indexmap::IndexMap;

use super::{
    ending::Ending,
    json::Line,
    lazy::Resolution,
    load::{Load, Phases, Source},
    memory::Gauge,
    output::Output,
    place::{self, Place},
    process,
};
use crate::{VirtualMachine, lazy::report::ignore_poison};

/// Records the imports of an interpreter.
#[derive(Debug)]
pub struct Recorder {
    /// A child that is forked off has a copy of everything and writes nothing.
    generation: u32,
    origin: Instant,
    gauge: Gauge,
    state: Mutex<Recording>,
}

#[derive(Debug)]
pub(super) struct Recording {
    pub(super) output: Output,
    /// What is being loaded in all threads, the innermost of each thread last.
    pub(super) loads: Vec<Load>,
    /// Likewise the lazy imports that are being resolved.
    pub(super) resolutions: Vec<Resolution>,
    /// Who asked for the loads so far.
    asked: HashSet<Edge>,
    edges: IndexMap<Edge, Count>,
    last_id: u64,
    has_ended: bool,
}

/// A place that imports a module.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Edge {
    module: String,
    by: Place,
}

#[derive(Debug)]
struct Count {
    times: u64,
    first: u64,
}

impl Recorder {
    /// Records to `file` with times since `origin`. `header` is the first line.
    #[must_use]
    pub fn new(file: File, header: &str, origin: Instant) -> Self {
        let mut output = Output::new(file);
        output.push(header);
        output.flush();
        Self {
            generation: process::generation(),
            origin,
            gauge: Gauge::new(),
            state: Mutex::new(Recording {
                output,
                loads: Vec::new(),
                resolutions: Vec::new(),
                asked: HashSet::new(),
                edges: IndexMap::new(),
                last_id: 0,
                has_ended: false,
            }),
        }
    }

    /// The interpreter is ready and the program begins.
    pub fn startup(&self) {
        let now = self.now();
        if let Some(mut recording) = self.recording() {
            let mut line = Line::new("startup");
            line.number("t", &now);
            recording.write(&line.finish());
        }
    }

    /// The interpreter has ended like this.
    ///
    /// # Errors
    /// The first error of all that was written.
    pub fn end(&self, ending: &Ending, code: u32) -> io::Result<()> {
        let now = self.now();
        let Some(mut recording) = self.recording() else {
            return Ok(());
        };
        recording.write_rest(now);
        recording.write_end(now, ending, i64::from(code));
        recording.has_ended = true;
        recording.output.finish()
    }

    /// Nanoseconds since the origin.
    pub(super) fn now(&self) -> u64 {
        u64::try_from(self.origin.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// What is recorded, unless this is another process or the record has ended. The
    /// lock may be somebody's for ever in a forked child.
    pub(super) fn recording(&self) -> Option<MutexGuard<'_, Recording>> {
        if process::generation() != self.generation {
            return None;
        }
        let recording = ignore_poison(self.state.lock());
        (!recording.has_ended).then_some(recording)
    }

    /// This thread loads `module` from now on; its name for [`Self::end_load`].
    pub(super) fn begin_load(&self, module: &str, vm: &VirtualMachine) -> Option<u64> {
        self.begin(module, Source::default(), |_| Phases::default(), vm)
    }

    /// The same for a module whose code somebody executes without the import system.
    pub(super) fn begin_execution(
        &self,
        module: &str,
        source: Source,
        vm: &VirtualMachine,
    ) -> Option<u64> {
        let phases = |now| {
            let mut phases = Phases::found_elsewhere(now);
            phases.execution_begins(now);
            phases
        };
        self.begin(module, source, phases, vm)
    }

    fn begin(
        &self,
        module: &str,
        source: Source,
        phases: impl FnOnce(u64) -> Phases,
        vm: &VirtualMachine,
    ) -> Option<u64> {
        let by = place::current(vm);
        let thread = thread();
        let before = self.gauge.measure(self.now());
        let start = self.now();
        let mut recording = self.recording()?;
        recording.last_id += 1;
        let id = recording.last_id;
        let load = Load {
            id,
            parent: recording.innermost(thread).map(|load| load.id),
            module: module.to_owned(),
            thread,
            start,
            before,
            by,
            lazy: recording.declaration(thread),
            source,
            phases: phases(start),
        };
        if let Some(by) = load.by.clone() {
            let module = load.module.clone();
            recording.asked.insert(Edge { module, by });
        }
        recording.loads.push(load);
        Some(id)
    }

    /// The load `id` is over.
    pub(super) fn end_load(&self, id: u64, error: Option<&str>) {
        let now = self.now();
        let after = self.gauge.measure(now);
        if let Some(mut recording) = self.recording()
            && let Some(at) = recording.loads.iter().rposition(|load| load.id == id)
        {
            let load = recording.loads.remove(at);
            recording.write(&load.ended(now, after, error));
        }
    }

    /// Does something to the innermost module that this thread loads.
    pub(super) fn with_load<T>(&self, change: impl FnOnce(&mut Load) -> T) -> Option<T> {
        let mut recording = self.recording()?;
        recording.innermost(thread()).map(change)
    }

    /// The program imports `module`, which is there already.
    pub(super) fn edge(&self, module: &str, vm: &VirtualMachine) {
        if let Some(edge) = edge_to(module, vm) {
            self.count(edge);
        }
    }

    /// The same, unless a load has been recorded for this import.
    pub(super) fn edge_unless_load(&self, module: &str, vm: &VirtualMachine) {
        let Some(edge) = edge_to(module, vm) else {
            return;
        };
        let is_load = self
            .recording()
            .is_some_and(|recording| recording.asked.contains(&edge));
        if !is_load {
            self.count(edge);
        }
    }

    fn count(&self, edge: Edge) {
        let now = self.now();
        if let Some(mut recording) = self.recording() {
            let new = Count {
                times: 0,
                first: now,
            };
            recording.edges.entry(edge).or_insert(new).times += 1;
        }
    }

    /// Writes everything for the case that the process ends now, with an exit code
    /// unless another program takes its place.
    pub(super) fn process_may_end(&self, ending: Option<(&Ending, i32)>) {
        let now = self.now();
        if let Some(mut recording) = self.recording() {
            recording.output.begin_provisional();
            recording.write_rest(now);
            if let Some((ending, code)) = ending {
                recording.write_end(now, ending, i64::from(code));
            }
            recording.output.flush();
        }
    }
}

impl Recording {
    /// Writes a line of what has just happened. A process that is killed takes what waits
    /// with it, so nothing waits while nothing is imported, and nothing long.
    pub(super) fn write(&mut self, line: &str) {
        self.output.push(line);
        if self.loads.is_empty() || self.output.is_late() {
            self.output.flush();
        }
    }

    /// The innermost module that `thread` loads.
    pub(super) fn innermost(&mut self, thread: u64) -> Option<&mut Load> {
        self.loads.iter_mut().rfind(|load| load.thread == thread)
    }

    /// Where the lazy import was declared that loads what `thread` loads next.
    fn declaration(&mut self, thread: u64) -> Option<Place> {
        let load = self.innermost(thread);
        let id = load.as_ref().map(|load| load.id);
        // A finder's or a package's import on the way belongs to the module's.
        let outer = load
            .filter(|load| !load.phases.is_executing())
            .and_then(|load| load.lazy.clone());
        self.resolutions
            .iter()
            .rfind(|resolution| resolution.thread == thread)
            .filter(|resolution| resolution.inside == id)
            .map(|resolution| resolution.declared.clone())
            .or(outer)
    }

    /// What is known only at the end.
    fn write_rest(&mut self, now: u64) {
        for load in &self.loads {
            self.output.append(&load.unfinished(now));
        }
        for (edge, count) in &self.edges {
            let mut line = Line::new("edge");
            line.text("module", &edge.module);
            line.place("by", Some(&edge.by));
            line.number("count", &count.times);
            line.number("first", &count.first);
            self.output.append(&line.finish());
        }
    }

    fn write_end(&mut self, now: u64, ending: &Ending, code: i64) {
        let mut line = Line::new("end");
        line.number("t", &now);
        line.number("modules", &ending.modules);
        line.texts("path", &ending.path);
        line.number("code", &code);
        self.output.append(&line.finish());
    }
}

/// The place where this thread is imports `module`, unless that is its own.
fn edge_to(module: &str, vm: &VirtualMachine) -> Option<Edge> {
    let by = place::current(vm).filter(|by| by.module != module)?;
    let module = module.to_owned();
    Some(Edge { module, by })
}

/// A small number for this thread.
pub(super) fn thread() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    std::thread_local! {
        static NUMBER: Cell<u64> = const { Cell::new(0) };
    }
    if NUMBER.get() == 0 {
        NUMBER.set(LAST.fetch_add(1, Ordering::Relaxed) + 1);
    }
    NUMBER.get()
}
