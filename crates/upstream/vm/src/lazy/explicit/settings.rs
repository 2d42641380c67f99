//! `sys.set_lazy_imports`, `sys.set_lazy_imports_filter` and what they set.

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::HashMap;
use std::sync::Mutex;

use crate::{
    AsObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    builtins::{PySet, PyStr, PyTuple},
    common::lock::OnceCell,
    lazy::{declare::Statement, deferred::Declaration, report::ignore_poison},
};

/// One interpreter's explicit lazy imports. A subinterpreter starts with none.
#[derive(Debug, Default)]
pub(crate) struct State {
    all: AtomicBool,
    filter: Mutex<Option<PyObjectRef>>,
    modules: OnceCell<PyRef<PySet>>,
    /// Declared and not loaded submodules by dotted name.
    pub(in crate::lazy) children: Mutex<HashMap<String, Declaration>>,
}

impl State {
    /// Is the mode `all`?
    pub(crate) fn is_all(&self) -> bool {
        self.all.load(Ordering::Relaxed)
    }

    /// Sets the mode: `all` or `normal`.
    pub(crate) fn set_all(&self, all: bool) {
        self.all.store(all, Ordering::Relaxed);
    }

    /// The set behind `sys.lazy_modules`.
    pub(crate) fn modules(&self, vm: &VirtualMachine) -> PyRef<PySet> {
        self.modules
            .get_or_init(|| PySet::default().into_ref(&vm.ctx))
            .clone()
    }

    /// The filter, if one is set.
    pub(crate) fn filter(&self) -> Option<PyObjectRef> {
        ignore_poison(self.filter.lock()).clone()
    }
}

/// `sys.set_lazy_imports(mode)`.
///
/// # Errors
/// `TypeError` for anything but a string, `ValueError` for an unknown mode.
pub(crate) fn set_mode(mode: &PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let Some(mode) = mode.downcast_ref::<PyStr>() else {
        return Err(vm.new_type_error("mode must be a string: 'normal' or 'all'"));
    };
    let all = match mode.to_str() {
        Some("all") => true,
        Some("normal") => false,
        _ => return Err(vm.new_value_error("mode must be 'normal' or 'all'")),
    };
    vm.state.lazy.explicit.set_all(all);
    Ok(())
}

/// `sys.get_lazy_imports()`.
pub(crate) fn mode(vm: &VirtualMachine) -> &'static str {
    if vm.state.lazy.explicit.is_all() {
        "all"
    } else {
        "normal"
    }
}

/// `sys.set_lazy_imports_filter(filter)`; `None` takes it away.
///
/// # Errors
/// `ValueError` if `filter` cannot be called.
pub(crate) fn set_filter(filter: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let filter = (!vm.is_none(&filter)).then_some(filter);
    if filter.as_ref().is_some_and(|filter| !filter.is_callable()) {
        return Err(vm.new_value_error("filter provided but is not callable"));
    }
    let before = core::mem::replace(
        &mut *ignore_poison(vm.state.lazy.explicit.filter.lock()),
        filter,
    );
    // Its destructor may be Python code, which must not run under the lock.
    drop(before);
    Ok(())
}

/// `sys.get_lazy_imports_filter()`.
pub(crate) fn filter(vm: &VirtualMachine) -> PyObjectRef {
    vm.state
        .lazy
        .explicit
        .filter()
        .unwrap_or_else(|| vm.ctx.none())
}

/// Asks the filter whether `statement` may import `full` lazily.
pub(crate) fn filter_allows(
    statement: &Statement<'_>,
    full: &str,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    let Some(filter) = vm.state.lazy.explicit.filter() else {
        return Ok(true);
    };
    let from_list = match statement.from_list.downcast_ref::<PyTuple>() {
        Some(names) if names.is_empty() => vm.ctx.none(),
        _ => statement.from_list.clone(),
    };
    let importer = statement
        .globals
        .get_item_opt(identifier!(vm, __name__), vm)?
        .unwrap_or_else(|| vm.ctx.none());
    filter
        .call((importer, vm.ctx.new_str(full), from_list), vm)?
        .try_to_bool(vm)
}
