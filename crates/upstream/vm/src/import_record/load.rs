//! A module that is being loaded.

use super::{json::Line, memory::Memory, place::Place};

/// One module, from the search for it to the end of its code.
#[derive(Debug)]
pub(super) struct Load {
    pub(super) id: u64,
    /// The load that this one happened in.
    pub(super) parent: Option<u64>,
    pub(super) module: String,
    pub(super) thread: u64,
    pub(super) start: u64,
    pub(super) before: Memory,
    /// Who asked for it.
    pub(super) by: Option<Place>,
    /// Where the lazy import was declared that this is the end of.
    pub(super) lazy: Option<Place>,
    pub(super) source: Source,
    pub(super) phases: Phases,
}

/// What a module is loaded from.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) file: Option<String>,
    pub(super) loader: Option<&'static str>,
}

/// How long what took, in nanoseconds, and what is under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Phases {
    find: u64,
    /// When the search was over.
    found: Option<u64>,
    decode: u64,
    execute: u64,
    /// Since when the module's code runs.
    executing: Option<u64>,
    has_executed: bool,
}

impl Phases {
    /// Those of a module that somebody executes without the import system.
    pub(super) fn found_elsewhere(now: u64) -> Self {
        Self {
            found: Some(now),
            ..Self::default()
        }
    }

    /// The search that began at `start` is over.
    pub(super) fn find_ends(&mut self, start: u64, now: u64) {
        self.find = now.saturating_sub(start);
        self.found = Some(now);
    }

    /// The module's code has been got and now runs.
    pub(super) fn execution_begins(&mut self, now: u64) {
        if !self.has_executed {
            self.decode = self.found.map_or(0, |found| now.saturating_sub(found));
        }
        self.executing = Some(now);
    }

    /// The module's code has returned or raised.
    pub(super) fn execution_ends(&mut self, now: u64) {
        if let Some(start) = self.executing.take() {
            self.execute += now.saturating_sub(start);
            self.has_executed = true;
        }
    }

    pub(super) fn is_executing(&self) -> bool {
        self.executing.is_some()
    }

    /// A loader that does not say when it executes does so all the time.
    fn close(&mut self, now: u64) {
        self.execution_ends(now);
        if !self.has_executed
            && let Some(found) = self.found
        {
            self.execute = now.saturating_sub(found);
        }
    }
}

impl Load {
    /// The load is over, with what memory there is now and the error, if any.
    pub(super) fn ended(&self, now: u64, after: Memory, error: Option<&str>) -> String {
        let mut line = self.line(now, after);
        if let Some(error) = error {
            line.text("error", error);
        }
        line.finish()
    }

    /// The process ends and the load does not.
    pub(super) fn unfinished(&self, now: u64) -> String {
        let mut line = self.line(now, Memory::default());
        line.truth("unfinished");
        line.finish()
    }

    fn line(&self, now: u64, after: Memory) -> Line {
        let mut phases = self.phases.clone();
        phases.close(now);
        let mut line = Line::new("load");
        line.number("id", &self.id);
        line.number_or_null("parent", self.parent);
        line.text("module", &self.module);
        line.number("thread", &self.thread);
        line.number("start", &self.start);
        line.number("end", &now);
        line.number("find", &phases.find);
        line.number("decode", &phases.decode);
        line.number("execute", &phases.execute);
        line.change("alloc", self.before.allocated, after.allocated);
        line.change("rss", self.before.resident, after.resident);
        line.text_or_null("file", self.source.file.as_deref());
        line.text_or_null("loader", self.source.loader);
        line.place("by", self.by.as_ref());
        line.place("lazy", self.lazy.as_ref());
        line
    }
}
