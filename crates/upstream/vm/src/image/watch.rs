//! What a program sets in modules itself, before it imports others that read it: those
//! others are executed.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard};

use super::memories;
use crate::{
    AsObject, Py, PyObject, VirtualMachine,
    builtins::{PyModule, PyStr},
    function::PySetterValue,
    lazy,
};

static IS_ON: AtomicBool = AtomicBool::new(false);
/// The names of the modules. In a box: see [`super::shelf`].
static CHANGED: Mutex<Option<Box<HashSet<String>>>> = Mutex::new(None);

fn changed() -> MutexGuard<'static, Option<Box<HashSet<String>>>> {
    CHANGED
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// From now on attributes of modules are watched, or not any more.
pub(super) fn begin(is_on: bool) {
    IS_ON.store(is_on, Ordering::Relaxed);
}

/// What the builder of an image has set is as the image has it.
pub(super) fn forget() {
    *changed() = None;
}

/// Is one of these modules not as its code has left it?
pub(super) fn are_changed(names: &[String]) -> bool {
    let changed = changed();
    changed
        .as_ref()
        .is_some_and(|changed| names.iter().any(|name| changed.contains(name)))
}

/// The attribute `name` of `object` is set, or deleted.
#[inline]
pub(crate) fn attribute_set(
    object: &PyObject,
    name: &Py<PyStr>,
    value: &PySetterValue,
    vm: &VirtualMachine,
) {
    if IS_ON.load(Ordering::Relaxed)
        && let Some(module) = object.downcast_ref::<PyModule>()
    {
        module_changed(module, name, value, vm);
    }
}

#[cold]
fn module_changed(
    module: &Py<PyModule>,
    attribute: &Py<PyStr>,
    value: &PySetterValue,
    vm: &VirtualMachine,
) {
    let name = module.dict().get_item_opt("__name__", vm).ok().flatten();
    let name = name.as_ref().and_then(|name| name.downcast_ref::<PyStr>());
    let (Some(name), Some(attribute)) = (name.and_then(|name| name.to_str()), attribute.to_str())
    else {
        return;
    };
    let is_child = match value {
        PySetterValue::Assign(value) => lazy::loaded_module(&format!("{name}.{attribute}"), vm)
            .is_some_and(|child| child.is(value)),
        PySetterValue::Delete => false,
    };
    // The streams are the program's, and few modules look at them.
    if !is_child && name != "sys" && !memories::is_memory(name, attribute, true) {
        changed().get_or_insert_default().insert(name.to_owned());
    }
}
