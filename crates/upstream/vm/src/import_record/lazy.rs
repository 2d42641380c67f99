//! What happens to lazy imports.

use super::{
    Recorder,
    json::Line,
    place::{self, Place},
    recorder::thread,
};
use crate::{
    VirtualMachine,
    lazy::{deferred::Target, report::Record},
};

/// A lazy import that a thread is resolving.
#[derive(Debug)]
pub(super) struct Resolution {
    pub(super) thread: u64,
    /// The load that it happens in.
    pub(super) inside: Option<u64>,
    pub(super) declared: Place,
    by: Option<Place>,
    start: u64,
}

impl Recorder {
    /// A statement declares `target`.
    pub(crate) fn deferred(&self, target: &Target, record: &Record) {
        // `import a.b as c` asks for `b` when the statement has been told already.
        if matches!(target, Target::Walk { .. }) {
            return;
        }
        let now = self.now();
        if let Some(mut recording) = self.recording() {
            let mut line = Line::new("deferred");
            line.number("t", &now);
            add_target(&mut line, target);
            line.place("by", Some(&declaration(record)));
            recording.write(&line.finish());
        }
    }

    /// This thread begins to import what `record` declared.
    pub(crate) fn resolution_begins(&self, record: &Record, vm: &VirtualMachine) {
        let by = place::current(vm);
        let start = self.now();
        let thread = thread();
        if let Some(mut recording) = self.recording() {
            let inside = recording.innermost(thread).map(|load| load.id);
            recording.resolutions.push(Resolution {
                thread,
                inside,
                declared: declaration(record),
                by,
                start,
            });
        }
    }

    /// The import is over. One that failed is not resolved: it is tried again.
    pub(crate) fn resolution_ends(&self, target: &Target, succeeded: bool) {
        let thread = thread();
        if let Some(mut recording) = self.recording()
            && let Some(at) = recording
                .resolutions
                .iter()
                .rposition(|resolution| resolution.thread == thread)
        {
            let resolution = recording.resolutions.remove(at);
            if succeeded {
                let mut line = Line::new("resolved");
                line.number("t", &resolution.start);
                add_target(&mut line, target);
                line.place("by", resolution.by.as_ref());
                line.place("declared", Some(&resolution.declared));
                recording.write(&line.finish());
            }
        }
    }
}

/// Where the statement is.
fn declaration(record: &Record) -> Place {
    Place {
        module: record.importer.clone(),
        file: record.file,
        line: record.line,
    }
}

fn add_target(line: &mut Line, target: &Target) {
    line.text("module", target.full());
    let name = match target {
        Target::Attribute { name, .. } => Some(name.to_string()),
        _ => None,
    };
    line.text_or_null("name", name.as_deref());
}
