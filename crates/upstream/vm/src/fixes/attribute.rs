//! Attributes where upstream passes over what the class says of them.

use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyStr, PyType},
    function::PySetterValue,
};

/// Stores or deletes an attribute of `object` whose instance dictionary is `dict`:
/// a descriptor of the class that takes stores comes before the dictionary.
pub(crate) fn set_with_dict(
    object: &PyObject,
    name: &Py<PyStr>,
    value: PySetterValue,
    dict: &Py<PyDict>,
    vm: &VirtualMachine,
) -> PyResult<()> {
    // A name that nobody interned is in no class.
    let in_class = vm
        .ctx
        .interned_str(name)
        .and_then(|name| object.get_class_attr(name));
    if let Some(descriptor) = &in_class
        && let Some(set) = descriptor.class().slots().descr_set.load()
    {
        return set(descriptor, object.to_owned(), value, vm);
    }
    match value {
        PySetterValue::Assign(value) => dict.set_item(name, value, vm),
        PySetterValue::Delete => dict.del_item(name, vm).map_err(|error| {
            if error.fast_isinstance(vm.ctx.exceptions.key_error) {
                vm.new_no_attribute_error(object.to_owned(), name.to_owned())
            } else {
                error
            }
        }),
    }
}

/// Whether the classes of `metaclass` look attributes up the way `type` does, so that
/// one that was found in a class may be remembered.
pub(crate) fn reads_classes_as_usual(metaclass: &Py<PyType>, vm: &VirtualMachine) -> bool {
    let usual = vm.ctx.types.type_type;
    let name = identifier!(vm, __getattribute__);
    metaclass.is(usual)
        || match (metaclass.get_attr(name), usual.get_attr(name)) {
            (Some(own), Some(usual)) => own.is(&usual),
            _ => false,
        }
}

/// What an entry of a class's dictionary is to the class itself: a descriptor is asked,
/// without an instance.
pub(crate) fn bound_to_class(
    entry: PyObjectRef,
    class: &PyObject,
    vm: &VirtualMachine,
) -> PyResult {
    vm.call_get_descriptor_specific(&entry, None, Some(class))
        .unwrap_or(Ok(entry))
}
