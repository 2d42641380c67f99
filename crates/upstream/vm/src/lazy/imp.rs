//! What the Python side of the import system calls, as functions of `_imp`.

use super::{
    deferred::{as_explicit, is_deferred},
    explicit,
    namespace::{is_in_progress, raw_slot_of},
    submodule,
};
use crate::{
    Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyStr},
};

/// `importlib.is_lazy_import(namespace, name)`: is the name still deferred?
/// `TypeError` if the namespace is no dictionary, `KeyError` if it has no such name.
pub(crate) fn is_lazy_import(
    namespace: &PyObject,
    name: &PyObject,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    let Some(dict) = namespace.downcast_ref::<PyDict>() else {
        return Err(vm.new_type_error(format!(
            "is_lazy_import() argument 1 must be dict, not {}",
            namespace.class().name()
        )));
    };
    match dict._as_dict_inner().raw_get(vm, name)? {
        Some(value) => Ok(is_deferred(&value)),
        None => Err(vm.new_key_error(name.to_owned())),
    }
}

/// `names` without those that are explicit lazy imports in the module `object`.
pub(crate) fn settled_names(
    object: &PyObject,
    names: Vec<PyObjectRef>,
    vm: &VirtualMachine,
) -> Vec<PyObjectRef> {
    let is_lazy = |name: &PyObjectRef| {
        name.downcast_ref::<PyStr>().is_some_and(|name| {
            raw_slot_of(object, name, vm)
                .is_ok_and(|slot| slot.is_some_and(|slot| as_explicit(&slot).is_some()))
        })
    };
    names.into_iter().filter(|name| !is_lazy(name)).collect()
}

/// `hasattr` for the `from package import name` of an `__import__`: a name whose
/// import is under way is not there yet, however it is stored.
pub(crate) fn has_imported(
    module: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    if raw_slot_of(module, name, vm)?.is_some_and(|slot| is_in_progress(&slot)) {
        return Ok(false);
    }
    Ok(vm.get_attribute_opt(module, name)?.is_some())
}

/// A module has finished loading.
pub(crate) fn module_loaded(name: &Py<PyStr>, vm: &VirtualMachine) -> PyResult<()> {
    match name.to_str() {
        Some(name) => {
            // A submodule stays pending until its package has it: another thread
            // may be looking for it.
            if !name.contains('.') {
                explicit::module_loaded(name, vm)?;
            }
            submodule::module_loaded(name, vm)?;
            if name.starts_with("pip._internal.") {
                crate::extension_modules::pip_loaded(name, vm);
            }
            Ok(())
        }
        None => Ok(()),
    }
}

/// Binds a loaded submodule in its package.
pub(crate) fn bind_submodule(
    package: &PyObject,
    full: &Py<PyStr>,
    child: &Py<PyStr>,
    module: PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    match full.to_str() {
        Some(full) => {
            let bound = submodule::bind_loaded(package, full, child, module, vm);
            explicit::module_loaded(full, vm)?;
            bound
        }
        None => package.set_attr(child, module, vm),
    }
}
