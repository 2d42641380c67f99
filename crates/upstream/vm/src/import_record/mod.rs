//! `-X importrecord=FILE`: a line of JSON for whatever happens to a module.
//!
//! Who imported which module, where and when, how long it took to find it, to get its
//! code and to execute it, what memory there was, and what became of lazy imports.
//! docs/reference/import-record.md has the format.
//!
//! - [`Recorder`] has the clock, the imports that are under way and the lines;
//! - [`importlib`] puts itself around importlib's functions, if and only if something is
//!   recorded, so that an interpreter that records nothing runs what it always runs;
//! - [`load`] is one module being loaded, [`spec`] says what it is loaded from;
//! - [`place`] is the line of a program, [`memory`] what is measured, [`json`] and
//!   [`output`] write it down, [`lazy`] is told of lazy imports;
//! - [`ending`] is for processes that end without the interpreter's end, [`process`] for
//!   those that are forked off;
//! - [`observer`] tells Python code, which is another matter than the file.
//!
//! Nothing else here runs Python code of the program, and nothing holds the lock while other
//! code runs.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

mod ending;
mod importlib;
mod json;
mod lazy;
mod load;
mod memory;
mod observer;
mod output;
mod place;
mod process;
mod recorder;
mod spec;

use std::sync::Arc;

use crate::{
    Py, PyObject, VirtualMachine,
    builtins::{PyStr, PyTuple, PyUtf8Str},
};

pub use ending::Ending;
pub(crate) use ending::{exiting, leaving};
pub(crate) use importlib::install;
pub use memory::set_allocated_bytes;
pub use observer::Observer;
pub(crate) use observer::import as observed_import;
pub use recorder::Recorder;

/// What an interpreter records its imports with, if it does.
#[derive(Clone, Debug, Default)]
pub struct State(Option<Arc<Recorder>>);

impl State {
    /// The state for a subinterpreter, whose lines follow its parent's.
    pub(crate) fn inherit(parent: Option<&Self>) -> Self {
        parent.cloned().unwrap_or_default()
    }

    /// Says what records, before the first import.
    pub fn configure(&mut self, recorder: Option<Arc<Recorder>>) {
        self.0 = recorder;
    }

    /// Are imports recorded?
    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// The recorder, if imports are recorded.
    #[inline]
    pub(crate) fn get(&self) -> Option<&Recorder> {
        self.0.as_deref()
    }

    /// The module `name` was imported and there already.
    #[inline]
    pub(crate) fn cached(&self, name: &Py<PyUtf8Str>, vm: &VirtualMachine) {
        // importlib asks for the packages around a module itself.
        if let Some(recorder) = self.get()
            && !place::is_in_importlib()
        {
            recorder.edge(name.as_str(), vm);
        }
    }

    /// `from package import …`: those of the names that are modules and there already. The
    /// others are for [`Self::names_came`].
    #[inline]
    pub(crate) fn names(
        &self,
        package: &Py<PyUtf8Str>,
        from_list: &PyObject,
        vm: &VirtualMachine,
    ) -> Vec<String> {
        crate::image::collect::import_from(package.as_str(), from_list, vm);
        let mut absent = Vec::new();
        let (Some(recorder), Some(names)) = (self.get(), from_list.downcast_ref::<PyTuple>())
        else {
            return absent;
        };
        for name in names.as_slice() {
            let name = name.downcast_ref::<PyStr>().and_then(|name| name.to_str());
            let Some(full) = name.map(|name| format!("{}.{name}", package.as_str())) else {
                continue;
            };
            if crate::lazy::loaded_module(&full, vm).is_some() {
                recorder.edge(&full, vm);
            } else {
                absent.push(full);
            }
        }
        absent
    }

    /// The names have been looked for: those that were `absent` and have become modules
    /// without being loaded for this statement, by another one that it led to.
    #[inline]
    pub(crate) fn names_came(&self, absent: &[String], vm: &VirtualMachine) {
        let Some(recorder) = self.get() else {
            return;
        };
        for module in absent {
            if crate::lazy::loaded_module(module, vm).is_some() {
                recorder.edge_unless_load(module, vm);
            }
        }
    }
}
