//! Reading an attribute of a module.

use super::{explicit, implied_child, or_implied_child, pending_child};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyModule, PyStr},
};

/// The attribute `name` of `module`: what its namespace or class has, a submodule that
/// is imported now, what its `__getattr__` gives.
///
/// # Errors
/// What importing or `__getattr__` raises.
pub(crate) fn module_attribute(
    module: &Py<PyModule>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    if let Some(attr) = module.as_object().generic_getattr_opt(name, None, vm)? {
        return explicit::reify_attribute(attr, module, name, vm).map(Some);
    }
    if let Some(child) = explicit::pending_child(module, name, vm)? {
        return Ok(Some(child));
    }
    if let Some(child) = pending_child(module, name, vm)? {
        return Ok(Some(child));
    }
    if let Ok(getattr) = module.dict().get_item(identifier!(vm, __getattr__), vm) {
        let result = getattr.call((name.to_owned(),), vm);
        return or_implied_child(module, name, result, vm).map(Some);
    }
    implied_child(module, name, vm)
}

/// The attribute for somebody who has a default for it: a plain module that lacks it
/// need not explain that in an error.
///
/// # Errors
/// As [`module_attribute`], and `AttributeError` of what is no plain module.
pub(crate) fn attribute_with_default(
    object: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    explicit::asked_with_default(object, || {
        if let Some(module) = object.downcast_ref_if_exact::<PyModule>(vm) {
            module_attribute(module, name, vm)
        } else {
            object.get_attr_inner(name, vm).map(Some)
        }
    })
}
