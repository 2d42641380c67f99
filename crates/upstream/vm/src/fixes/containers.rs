//! Subclasses of builtin containers that may be read past their own methods.
//!
//! A subclass that keeps the builtin's iteration is copied entry by entry; one that
//! iterates in its own way is asked. Its other methods do not come into it.

use crate::{
    AsObject, Py, PyObject, VirtualMachine,
    builtins::{PyDict, PyTuple, PyType},
    types::fn_addr,
};

/// The dictionary whose entries a copy of `object` takes as they are.
pub(crate) fn plain_dict<'a>(object: &'a PyObject, vm: &VirtualMachine) -> Option<&'a Py<PyDict>> {
    if !iterates_like(object, vm.ctx.types.dict_type) {
        return None;
    }
    object.downcast_ref()
}

/// The tuple whose elements a copy of `object` takes as they are.
pub(crate) fn plain_tuple<'a>(
    object: &'a PyObject,
    vm: &VirtualMachine,
) -> Option<&'a Py<PyTuple>> {
    if !iterates_like(object, vm.ctx.types.tuple_type) {
        return None;
    }
    object.downcast_ref()
}

/// Whether a copy of `object` takes the elements of a list or tuple as they are.
pub(crate) fn is_plain_sequence(object: &PyObject, vm: &VirtualMachine) -> bool {
    let types = &vm.ctx.types;
    iterates_like(object, types.list_type) || iterates_like(object, types.tuple_type)
}

/// Another class can have the builtin's `__iter__` too: the caller asks for the payload.
fn iterates_like(object: &PyObject, builtin: &Py<PyType>) -> bool {
    let class = object.class();
    class.is(builtin)
        || class.slots().iter.load().map(fn_addr) == builtin.slots().iter.load().map(fn_addr)
}
