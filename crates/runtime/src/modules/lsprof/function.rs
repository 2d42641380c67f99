//! Which function a call is counted under, and how the statistics show it.

use std::collections::HashMap;

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyStr, descriptor::PyMethodDescriptor},
};

/// What tells functions apart.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) enum Key {
    /// The address of something that lives as long as its entry.
    Address(usize),
    /// Methods that are made anew for each call have nothing but their name.
    Name(String),
}

/// A function as the statistics show it.
#[derive(Debug)]
pub(super) struct Function {
    key: Key,
    /// A code object, or a text.
    shown: PyObjectRef,
    /// Keeps the key's address from being used again.
    _kept: PyObjectRef,
}

/// The functions seen so far; their numbers are what recorders know them by.
///
/// Stands behind a lock, and so neither makes nor frees a Python object.
#[derive(Debug, Default)]
pub(super) struct Table {
    numbers: HashMap<Key, usize>,
    functions: Vec<Function>,
}

impl Table {
    pub(super) fn number(&self, key: &Key) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// The number of a function, which is new or else handed back to be dropped
    /// where no lock is held.
    pub(super) fn add(&mut self, function: Function) -> (usize, Option<Function>) {
        if let Some(number) = self.number(&function.key) {
            return (number, Some(function));
        }
        let number = self.functions.len();
        self.numbers.insert(function.key.clone(), number);
        self.functions.push(function);
        (number, None)
    }

    /// What the statistics show, by number.
    pub(super) fn shown(&self) -> Vec<PyObjectRef> {
        self.functions
            .iter()
            .map(|function| function.shown.clone())
            .collect()
    }
}

/// The key that is cheap to have; [`describe`] may find a better one.
///
/// None for what is not counted: calls of classes and of instances.
pub(super) fn quick_key(callable: &PyObject, native: bool, vm: &VirtualMachine) -> Option<Key> {
    if !native {
        return Some(Key::Address(callable.get_id()));
    }
    if let Some(descriptor) = callable.downcast_ref::<PyMethodDescriptor>() {
        return Some(definition(descriptor));
    }
    let class = vm.ctx.types.builtin_function_or_method_type;
    callable
        .class()
        .is(class)
        .then(|| Key::Address(callable.get_id()))
}

fn definition(descriptor: &Py<PyMethodDescriptor>) -> Key {
    Key::Address(std::ptr::from_ref(descriptor.method).addr())
}

/// Everything about the function that `callable` calls.
pub(super) fn describe(
    callable: &PyObject,
    native: bool,
    vm: &VirtualMachine,
) -> PyResult<Function> {
    if !native {
        return Ok(Function {
            key: Key::Address(callable.get_id()),
            shown: callable.to_owned(),
            _kept: callable.to_owned(),
        });
    }
    if callable.downcast_ref::<PyMethodDescriptor>().is_some() {
        return describe_found(callable, vm);
    }
    let python_name = callable.get_attr("__name__", vm)?.str(vm)?;
    let name = python_name.to_string();
    let owner = callable.get_attr("__self__", vm)?;
    if vm.is_none(&owner) || owner.class().is(vm.ctx.types.module_type) {
        return Ok(Function {
            key: Key::Address(callable.get_id()),
            shown: vm.ctx.new_str(full_name(callable, &name, vm)?).into(),
            _kept: callable.to_owned(),
        });
    }
    if let Some(found) = owner.class().lookup_ref(&python_name, vm) {
        return describe_found(&found, vm);
    }
    Ok(named(format!("<built-in method {name}>"), callable, vm))
}

/// A method as it lies in its class, where it has the same name for all objects.
fn describe_found(found: &PyObject, vm: &VirtualMachine) -> PyResult<Function> {
    let shown = found.repr(vm)?;
    let Some(descriptor) = found.downcast_ref::<PyMethodDescriptor>() else {
        return Ok(named(shown.to_string(), found, vm));
    };
    Ok(Function {
        key: definition(descriptor),
        shown: shown.into(),
        _kept: found.to_owned(),
    })
}

fn named(name: String, callable: &PyObject, vm: &VirtualMachine) -> Function {
    Function {
        shown: vm.ctx.new_str(name.as_str()).into(),
        key: Key::Name(name),
        _kept: callable.to_owned(),
    }
}

fn full_name(callable: &PyObject, name: &str, vm: &VirtualMachine) -> PyResult<String> {
    let module = callable.get_attr("__module__", vm)?;
    Ok(match module.downcast_ref::<PyStr>() {
        Some(module) => format!("<built-in method {module}.{name}>"),
        None => format!("<built-in method {name}>"),
    })
}
