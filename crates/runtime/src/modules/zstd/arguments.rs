//! What the functions and classes of `_zstd` make of their arguments.

use std::sync::{Mutex, PoisonError};

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyInt, PyTuple, PyTypeRef},
    function::OptionalArg,
};
use zstd::zstd_safe;

/// `CompressionParameter` and `DecompressionParameter`, to tell mistakes apart.
pub(super) static PARAMETER_TYPES: Mutex<Option<(PyTypeRef, PyTypeRef)>> = Mutex::new(None);

/// The items of `options` as numbers; `kind` is the kind they have to be of.
pub(super) fn numbers(
    options: &PyObject,
    kind: &str,
    vm: &VirtualMachine,
) -> PyResult<Vec<(i32, i32)>> {
    let Some(options) = options.downcast_ref::<PyDict>() else {
        let class = options.class().name().to_string();
        let message = format!("argument 'options' must be dict, not {class}");
        return Err(vm.new_type_error(message));
    };
    let types = PARAMETER_TYPES
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let mut found = Vec::new();
    for (key, value) in options.items_vec() {
        if let Some((compression, decompression)) = &types {
            let (wrong, name) = if kind == "compression" {
                (decompression, "DecompressionParameter")
            } else {
                (compression, "CompressionParameter")
            };
            if key.class().is(wrong) {
                let message =
                    format!("{kind} options dictionary key must not be a {name} attribute");
                return Err(vm.new_type_error(message));
            }
        }
        found.push((number(key, "key", vm)?, number(value, "value", vm)?));
    }
    Ok(found)
}

/// An argument that says something: neither left out nor None.
pub(super) fn given(
    argument: OptionalArg<PyObjectRef>,
    vm: &VirtualMachine,
) -> Option<PyObjectRef> {
    argument
        .into_option()
        .filter(|argument| !vm.is_none(argument))
}

fn number(object: PyObjectRef, what: &str, vm: &VirtualMachine) -> PyResult<i32> {
    object.try_into_value::<i32>(vm).map_err(|error| {
        if error.fast_isinstance(vm.ctx.exceptions.overflow_error) {
            vm.new_value_error(format!("options dictionary {what} is out of range"))
        } else {
            error
        }
    })
}

pub(super) fn checked_level(level: PyObjectRef, vm: &VirtualMachine) -> PyResult<i32> {
    if level.downcast_ref::<PyInt>().is_none() {
        return Err(vm.new_type_error("invalid type for level, expected int"));
    }
    let (low, high) = (zstd_safe::min_c_level(), zstd_safe::max_c_level());
    let message = match level.try_into_value::<i32>(vm) {
        Ok(level) if (low..=high).contains(&level) => return Ok(level),
        Ok(level) => {
            format!("illegal compression level {level}; the valid range is [{low}, {high}]")
        }
        Err(_) => format!("illegal compression level; the valid range is [{low}, {high}]"),
    };
    Err(vm.new_value_error(message))
}

pub(super) fn pledged(size: PyObjectRef, vm: &VirtualMachine) -> PyResult<Option<u64>> {
    /// zstd keeps the last two numbers for itself.
    const LIMIT: u64 = u64::MAX - 1;
    if vm.is_none(&size) {
        return Ok(None);
    }
    if size.downcast_ref::<PyInt>().is_none() {
        return Err(vm.new_type_error("size argument should be an int or None"));
    }
    match size.try_into_value::<u64>(vm) {
        Ok(size) if size < LIMIT => Ok(Some(size)),
        _ => Err(vm.new_value_error(format!(
            "size argument should be a positive int less than {LIMIT}"
        ))),
    }
}

/// The sizes of samples that lie one behind the other in `samples`.
pub(super) fn sample_sizes(
    samples: &[u8],
    sizes: &Py<PyTuple>,
    vm: &VirtualMachine,
) -> PyResult<Vec<usize>> {
    let sizes = sizes
        .as_slice()
        .iter()
        .map(|size| size.clone().try_into_value::<usize>(vm))
        .collect::<PyResult<Vec<_>>>()?;
    let sum = sizes
        .iter()
        .try_fold(0_usize, |sum, size| sum.checked_add(*size));
    if sum != Some(samples.len()) {
        let message = "The samples size tuple doesn't match the concatenation's size.";
        return Err(vm.new_value_error(message));
    }
    Ok(sizes)
}

pub(super) fn dictionary_size(size: isize, vm: &VirtualMachine) -> PyResult<usize> {
    match usize::try_from(size) {
        Ok(size) if size > 0 => Ok(size),
        _ => Err(vm.new_value_error("dict_size argument should be positive number.")),
    }
}
