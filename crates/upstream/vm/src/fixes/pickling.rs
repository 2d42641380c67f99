//! The state that `object.__reduce_ex__` takes down.

use crate::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine, builtins::PyStr};

/// The value of the slot `name`, or `None` if it is not set. The class may have put
/// anything into its `__slotnames__`.
pub(crate) fn slot_value(
    object: &PyObject,
    name: &PyObject,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let Some(name) = name.downcast_ref::<PyStr>() else {
        return Err(vm.new_type_error(format!(
            "attribute name must be string, not '{}'",
            name.class().name()
        )));
    };
    vm.get_attribute_opt(object, name)
}
