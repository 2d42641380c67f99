//! Whole namespaces: settle everything, look without settling.

use core::sync::atomic::Ordering;

use super::{
    deferred::{PyLazyImport, as_deferred, exists, is_deferred, is_transparent},
    resolve::resolve,
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{IterStatus, PositionIterInternal, PyCode, PyDict, PyDictRef, PyModule, PyStr},
    common::lock::PyMutex,
    dict_inner::Dict,
    image,
};

/// Resolves every deferred value of `dict`, also those that appear meanwhile.
///
/// What `values()`, `items()`, `repr` and keyword expansion do first, so that
/// nobody sees a deferred object and nothing changes size while it is walked.
pub(crate) fn settle_all(dict: &Py<PyDict>, vm: &VirtualMachine) -> PyResult<()> {
    settle_entries(dict._as_dict_inner(), vm)
}

fn settle_entries(dict: &Dict, vm: &VirtualMachine) -> PyResult<()> {
    loop {
        let entries = dict.deferred_entries();
        if entries.is_empty() {
            return Ok(());
        }
        for (key, value) in entries {
            if is_in_progress(&value) {
                return Err(unable_to_resolve(vm));
            }
            settle_entry(dict, &key, &value, vm)?;
        }
    }
}

/// Resolves `value`, which stands under `key`, for good.
fn settle_entry(
    dict: &Dict,
    key: &PyObject,
    value: &PyObject,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let settled = dict.get(vm, key)?;
    // A read does not write back while an image is made.
    if image::collect::is_on()
        && let Some(settled) = settled
    {
        dict.write_back(vm, key, value, settled)?;
    }
    Ok(())
}

/// [`settle_all`] for native code that walks a dictionary and cannot raise.
#[inline]
pub(crate) fn settle_for_native(dict: &Py<PyDict>) {
    settle_entries_for_native(dict._as_dict_inner());
}

/// [`settle_for_native`], given the dictionary's table.
#[inline]
pub(crate) fn settle_entries_for_native(dict: &Dict) {
    if dict.may_hold_deferred() {
        settle_or_report(dict);
    }
}

#[cold]
fn settle_or_report(dict: &Dict) {
    crate::vm::thread::with_current_vm(|vm| {
        // At the end namespaces are taken apart, not read.
        if vm.state.finalizing.load(Ordering::Acquire) {
            return;
        }
        if let Err(error) = settle_entries(dict, vm) {
            let message = "Exception ignored while resolving lazy imports for native code";
            vm.run_unraisable(error, Some(message.to_owned()), vm.ctx.none());
        }
    });
}

fn unable_to_resolve(vm: &VirtualMachine) -> crate::builtins::PyBaseExceptionRef {
    vm.new_exception_msg(
        vm.state.lazy.cycle_error(vm),
        "Unable to resolve all lazy imports: one of them is being imported".into(),
    )
}

/// [`settle_all`] for a dictionary view, if it is one that shows values.
pub(crate) fn settle_view(view: &str, dict: &Py<PyDict>, vm: &VirtualMachine) -> PyResult<()> {
    if dict._as_dict_inner().may_hold_deferred() && !view.starts_with("dict_key") {
        settle_all(dict, vm)?;
    }
    Ok(())
}

/// [`settle_view`] for the dictionary that a view's iterator walks.
pub(crate) fn settle_iterated(
    iterator: &str,
    internal: &PyMutex<PositionIterInternal<PyDictRef>>,
    vm: &VirtualMachine,
) -> PyResult<()> {
    if !exists() {
        return Ok(());
    }
    let dict = match &internal.lock().status {
        IterStatus::Active(dict) => dict.clone(),
        IterStatus::Exhausted => return Ok(()),
    };
    settle_view(iterator, &dict, vm)
}

/// Resolves what `popitem` is about to take.
pub(crate) fn settle_last(dict: &Py<PyDict>, vm: &VirtualMachine) -> PyResult<()> {
    let entries = dict._as_dict_inner();
    while entries.may_hold_deferred()
        && let Some((key, value)) = entries.last_raw()
        && is_transparent(&value)
    {
        settle_entry(entries, &key, &value, vm)?;
    }
    Ok(())
}

/// A value that was read raw, settled; no namespace is changed.
pub(crate) fn settle_raw(value: PyObjectRef, vm: &VirtualMachine) -> PyResult {
    if is_transparent(&value) {
        resolve(&value, vm)
    } else {
        Ok(value)
    }
}

/// The value of `name` in `dict` as it is stored.
pub(crate) fn raw_slot(
    dict: &Py<PyDict>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    dict._as_dict_inner().raw_get(vm, name)
}

/// The value of `name` in `module`'s namespace as it is stored.
pub(crate) fn raw_slot_of(
    module: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    match module.downcast_ref::<PyModule>() {
        Some(module) => raw_slot(&module.dict(), name, vm),
        None => Ok(None),
    }
}

/// Is `name` deferred in `dict`? For code that must not cache such a value.
pub(crate) fn is_pending(dict: &Py<PyDict>, name: &Py<PyStr>, vm: &VirtualMachine) -> bool {
    dict._as_dict_inner().may_hold_deferred()
        && raw_slot(dict, name, vm).is_ok_and(|slot| slot.is_some_and(|value| is_deferred(&value)))
}

/// Is `value` a deferred object that this thread is importing?
pub(crate) fn is_in_progress(value: &PyObject) -> bool {
    as_deferred(value).is_some_and(|lazy: &Py<PyLazyImport>| lazy.is_resolving_here())
}

/// Cinder's warm-up: a module's code has returned, so resolve what it left.
pub(crate) fn warm_up(
    code: &Py<PyCode>,
    globals: &Py<PyDict>,
    vm: &VirtualMachine,
) -> PyResult<()> {
    if vm.state.lazy.mode().warm_up
        && code.obj_name.as_str() == "<module>"
        && globals.class().is(vm.ctx.types.dict_type)
    {
        settle_all(globals, vm)?;
    }
    Ok(())
}
