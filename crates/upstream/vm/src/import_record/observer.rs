//! Telling Python code of the program's imports: what `pyrun.imports` needs to know.
//!
//! While somebody is told, deferred names are imported as if `__import__` were
//! replaced: whole, with their from-list and on behalf of the declaring module.

use core::sync::atomic::{AtomicBool, Ordering};

use crate::{
    Py, PyObject, PyObjectRef, PyResult, VirtualMachine, builtins::PyStr, common::lock::PyMutex,
    import::import_module_level,
};

/// Who is told of imports, if anybody.
#[derive(Debug, Default)]
pub struct Observer {
    is_on: AtomicBool,
    functions: PyMutex<Option<(PyObjectRef, PyObjectRef)>>,
}

impl Observer {
    /// From now on the first function is called before each import that some code asks
    /// for, with the name, the globals of that code and the level. If it returns anything
    /// but None and the import succeeds, the second one is called with that and the
    /// from-list. None ends it.
    pub fn set(&self, functions: Option<(PyObjectRef, PyObjectRef)>) {
        self.is_on.store(functions.is_some(), Ordering::Relaxed);
        let before = core::mem::replace(&mut *self.functions.lock(), functions);
        // Their end may be code of the program's, so not under the lock.
        drop(before);
    }

    /// Is anybody told?
    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.is_on.load(Ordering::Relaxed)
    }
}

/// `__import__(name, globals, …)`.
///
/// # Errors
/// What the import and the observer's functions raise.
pub(crate) fn import(
    name: &Py<PyStr>,
    globals: Option<&PyObject>,
    from_list: Option<PyObjectRef>,
    level: i32,
    vm: &VirtualMachine,
) -> PyResult {
    let observer = &vm.state.import_observer;
    let functions = if observer.is_on() && !vm.state.finalizing.load(Ordering::Acquire) {
        observer.functions.lock().clone()
    } else {
        None
    };
    let (Some((before, after)), Some(importer)) = (functions, globals) else {
        return import_module_level(name, globals, from_list, level, vm);
    };
    let told = before.call((name.to_owned(), importer.to_owned(), level), vm)?;
    let names = from_list.clone().unwrap_or_else(|| vm.ctx.none());
    let result = import_module_level(name, globals, from_list, level, vm)?;
    if !vm.is_none(&told) {
        after.call((told, names), vm)?;
    }
    Ok(result)
}
