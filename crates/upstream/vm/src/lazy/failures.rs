//! `-X lazyimportsfailonce`: a lazy import that failed is not tried again.
//!
//! Python executes a broken module anew on every use. With this, the first
//! exception is raised again instead, until the module is there after all.

use std::collections::HashMap;
use std::sync::Mutex;

use super::{deferred::PyLazyImport, report::ignore_poison, resolve::loaded};
use crate::{AsObject, Py, VirtualMachine, builtins::PyBaseExceptionRef};

/// The failures of one interpreter by what was to be imported.
#[derive(Debug, Default)]
pub(crate) struct Failures(Mutex<HashMap<String, PyBaseExceptionRef>>);

/// The exception that this import has failed with, if it is not to be repeated.
pub(crate) fn known(lazy: &Py<PyLazyImport>, vm: &VirtualMachine) -> Option<PyBaseExceptionRef> {
    if !vm.state.lazy.mode().fail_once {
        return None;
    }
    let module = lazy.target.module();
    let failed = ignore_poison(vm.state.lazy.failures.0.lock())
        .get(&lazy.target.display())
        .cloned()?;
    loaded(module, vm).is_none().then_some(failed)
}

/// Remembers a failure. An exception that ends the program is none.
pub(crate) fn remember(lazy: &Py<PyLazyImport>, error: &PyBaseExceptionRef, vm: &VirtualMachine) {
    if vm.state.lazy.mode().fail_once && error.fast_isinstance(vm.ctx.exceptions.exception_type) {
        let before = ignore_poison(vm.state.lazy.failures.0.lock())
            .insert(lazy.target.display(), error.clone());
        drop(before);
    }
}
