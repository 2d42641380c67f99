//! Every resolution with what triggered it and how long it took
//! (`-X lazyimportslog`).

use core::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::{
    deferred::{Declaration, PyLazyImport, Target, current_thread},
    report::{Record, ignore_poison},
};
use crate::{AsObject, Py, PyResult, VirtualMachine};

/// One resolution of a lazy import.
#[derive(Clone, Debug)]
pub struct Event {
    /// What was imported: `m`, `a.b`, `m.name`.
    pub target: String,
    /// `__name__` of the module with the import statement.
    pub importer: String,
    /// `file:line` of the import statement.
    pub declared: String,
    /// `file:line` of the code that read the name; empty if none was running.
    pub trigger: String,
    /// The resolutions that this one happened inside of, outermost first.
    pub chain: Vec<String>,
    /// When it began, since the interpreter's first resolution.
    pub start: Duration,
    /// How long it took, with everything that it imported on the way.
    pub elapsed: Duration,
    /// The type of the exception, if it failed.
    pub error: Option<String>,
    /// Was the declaring module itself still loading? Then laziness saved nothing.
    pub pointless: bool,
}

/// The log of one interpreter.
#[derive(Debug, Default)]
pub(crate) struct Log {
    first: Mutex<Option<Instant>>,
    events: Mutex<Vec<Event>>,
}

impl Log {
    pub(crate) fn events(&self) -> Vec<Event> {
        ignore_poison(self.events.lock()).clone()
    }

    fn since_first(&self, now: Instant) -> Duration {
        now.duration_since(*ignore_poison(self.first.lock()).get_or_insert(now))
    }
}

std::thread_local! {
    /// The recorded resolutions that this thread is in, outermost first.
    static CHAIN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A statement has deferred the import of `target`: keeps the record for those who
/// want to know.
pub(crate) fn deferred(target: &Target, declaration: &Declaration, vm: &VirtualMachine) {
    vm.state.lazy.keep(&declaration.record);
    if let Some(recorder) = vm.state.import_record.get() {
        recorder.deferred(target, &declaration.record);
    }
}

/// A resolution that is under way in this thread.
pub(crate) struct Resolving<'a> {
    lazy: &'a Py<PyLazyImport>,
    thread: u64,
    event: Option<(Instant, Event)>,
}

impl<'a> Resolving<'a> {
    /// Marks `lazy` as being resolved by this thread.
    pub(crate) fn start(lazy: &'a Py<PyLazyImport>, vm: &VirtualMachine) -> Self {
        let thread = current_thread();
        lazy.resolving.lock().push(thread);
        if let Some(recorder) = vm.state.import_record.get() {
            recorder.resolution_begins(&lazy.declaration.record, vm);
        }
        let event = vm.state.lazy.mode().record.then(|| {
            let now = Instant::now();
            let event = begin(lazy, vm.state.lazy.log.since_first(now), vm);
            CHAIN.with_borrow_mut(|chain| chain.push(event.target.clone()));
            (now, event)
        });
        Self {
            lazy,
            thread,
            event,
        }
    }

    /// The resolution is over, with `result`.
    pub(crate) fn end(mut self, result: &PyResult, vm: &VirtualMachine) {
        if let Some(recorder) = vm.state.import_record.get() {
            recorder.resolution_ends(&self.lazy.target, result.is_ok());
        }
        let Some((start, mut event)) = self.event.take() else {
            return;
        };
        CHAIN.with_borrow_mut(|chain| {
            chain.pop();
        });
        event.elapsed = start.elapsed();
        event.error = result
            .as_ref()
            .err()
            .map(|error| error.class().name().to_string());
        ignore_poison(vm.state.lazy.log.events.lock()).push(event);
    }
}

impl Drop for Resolving<'_> {
    fn drop(&mut self) {
        let mut resolving = self.lazy.resolving.lock();
        if let Some(at) = resolving.iter().rposition(|&id| id == self.thread) {
            resolving.remove(at);
            if resolving.is_empty() {
                // An image must not hold what this process calls its thread.
                *resolving = Vec::new();
            }
        }
    }
}

fn begin(lazy: &Py<PyLazyImport>, start: Duration, vm: &VirtualMachine) -> Event {
    let declaration = &lazy.declaration;
    let record: &Arc<Record> = &declaration.record;
    let pointless = super::resolve::loaded(&record.importer, vm)
        .filter(|module| {
            module
                .dict()
                .is_some_and(|dict| dict.is(&declaration.globals))
        })
        .is_some_and(|module| crate::import::is_module_initializing(&module, vm).unwrap_or(false));
    Event {
        target: lazy.target.display(),
        importer: record.importer.clone(),
        declared: format!("{}:{}", record.file, record.line),
        trigger: reading_code(),
        chain: CHAIN.with_borrow(Clone::clone),
        start,
        elapsed: Duration::ZERO,
        error: None,
        pointless,
    }
}

/// `file:line` of the Python code that is running.
pub(crate) fn reading_code() -> String {
    crate::frame::current_place().map_or_else(String::new, |(file, line)| format!("{file}:{line}"))
}
