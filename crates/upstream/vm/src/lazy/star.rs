//! `from … import *`, which copies names that are still lazy as they are.

use super::{
    deferred::{Target, as_deferred},
    raw_slot,
};
use crate::{
    Py, PyObject, PyResult, VirtualMachine,
    builtins::{PyDict, PyStr},
};

/// Would `value`, as `name` in `namespace`, stand for just that name? A package has a
/// name, its submodule imports it from there, and the package imports everything from the
/// submodule: eagerly nothing changes by that, and the name the package has stays.
///
/// # Errors
/// What looking into a namespace raises.
pub(crate) fn stands_for_itself(
    value: &PyObject,
    name: &Py<PyStr>,
    namespace: &Py<PyDict>,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    let Some(lazy) = as_deferred(value) else {
        return Ok(false);
    };
    let Target::Attribute {
        module,
        name: wanted,
    } = &lazy.target
    else {
        return Ok(false);
    };
    let own = raw_slot(namespace, identifier!(vm, __name__), vm)?;
    let is_own = own
        .as_deref()
        .and_then(|own| own.downcast_ref::<PyStr>())
        .is_some_and(|own| own.as_bytes() == module.as_bytes());
    Ok(is_own && wanted.as_wtf8() == name.as_wtf8() && raw_slot(namespace, name, vm)?.is_some())
}
