//! Name loads and attribute reads that meet a placeholder.

use super::resolve;
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyModule, PyStr},
    lazy::deferred::{as_explicit, is_deferred},
};

/// `found`, which was read as `name` from one of `namespaces`: resolved if it is
/// a placeholder, and then put in the slot it came from.
#[inline(always)]
pub(crate) fn reify_global<'a>(
    found: PyObjectRef,
    namespaces: impl FnOnce() -> [Option<&'a Py<PyDict>>; 2],
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult {
    if is_deferred(&found) {
        reify(found, &namespaces(), name, vm)
    } else {
        Ok(found)
    }
}

/// [`reify_global`] for a name that was read from the mapping `namespace`.
#[inline(always)]
pub(crate) fn reify_in(
    found: PyObjectRef,
    namespace: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult {
    if is_deferred(&found) {
        match namespace.downcast_ref::<PyDict>() {
            Some(dict) => reify(found, &[Some(dict), None], name, vm),
            None => reify_in_mapping(found, namespace, name, vm),
        }
    } else {
        Ok(found)
    }
}

/// What `found` stands for, handed to `store` before it is returned; `found`
/// itself if it is no placeholder.
fn resolve_and_store(
    found: PyObjectRef,
    store: impl FnOnce(&PyObject, &PyObjectRef) -> PyResult<()>,
    vm: &VirtualMachine,
) -> PyResult {
    let Some(lazy) = as_explicit(&found) else {
        return Ok(found);
    };
    let value = resolve::resolve(lazy, vm)?;
    store(&found, &value)?;
    Ok(value)
}

#[cold]
fn reify(
    found: PyObjectRef,
    namespaces: &[Option<&Py<PyDict>>; 2],
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult {
    // The first that has the name is the one it was read from; a slot that has
    // changed meanwhile stays as it is.
    let store = |found: &PyObject, value: &PyObjectRef| {
        let mut namespaces = namespaces.iter().flatten();
        match namespaces.find(|namespace| namespace.contains_key(name, vm)) {
            Some(namespace) => {
                namespace
                    ._as_dict_inner()
                    .write_back(vm, name, found, value.clone())
            }
            None => Ok(()),
        }
    };
    resolve_and_store(found, store, vm)
}

#[cold]
fn reify_in_mapping(
    found: PyObjectRef,
    namespace: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult {
    let store = |found: &PyObject, value: &PyObjectRef| {
        if namespace.get_item(name, vm).is_ok_and(|now| now.is(found)) {
            namespace.set_item(name, value.clone(), vm)?;
        }
        Ok(())
    };
    resolve_and_store(found, store, vm)
}

/// The attribute `found` of `module`, resolved if it is a placeholder.
#[inline(always)]
pub(crate) fn reify_attribute(
    found: PyObjectRef,
    module: &Py<PyModule>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult {
    if is_deferred(&found) {
        reify_in_module(found, &module.dict(), name, vm)
    } else {
        Ok(found)
    }
}

/// Unlike a name load this stores the value whatever the slot holds by then: in
/// `from .part import part` the import itself has bound the submodule there.
#[cold]
fn reify_in_module(
    found: PyObjectRef,
    namespace: &Py<PyDict>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult {
    let store = |_: &PyObject, value: &PyObjectRef| namespace.set_item(name, value.clone(), vm);
    resolve_and_store(found, store, vm)
}

/// A value that `from module import *` takes over, read raw from `namespace`.
pub(crate) fn reify_star(
    found: PyObjectRef,
    namespace: &Py<PyDict>,
    name: &PyObject,
    vm: &VirtualMachine,
) -> PyResult {
    match name.downcast_ref::<PyStr>() {
        Some(name) if as_explicit(&found).is_some() => reify_in_module(found, namespace, name, vm),
        _ => Ok(found),
    }
}
