//! `sys.lazy_modules`: what is declared and not imported, for people to look at.
//!
//! Nothing depends on the set: a program may clear, replace or delete it.

use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyModule, PyStr},
};

/// Adds `name`.
pub(super) fn add(name: &str, vm: &VirtualMachine) -> PyResult<()> {
    vm.state
        .lazy
        .explicit
        .modules(vm)
        .add(vm.ctx.new_str(name).into(), vm)
}

/// Takes `name` out again.
pub(super) fn discard(name: &str, vm: &VirtualMachine) -> PyResult<()> {
    vm.state
        .lazy
        .explicit
        .modules(vm)
        .discard(vm.ctx.new_str(name).into(), vm)
}

/// A module has finished importing, by whichever route: neither it nor the
/// submodule it may be is outstanding any more.
pub(crate) fn module_loaded(name: &str, vm: &VirtualMachine) -> PyResult<()> {
    let state = &vm.state.lazy.explicit;
    let known = crate::lazy::report::ignore_poison(state.children.lock()).remove(name);
    // It holds Python objects, so not under the lock.
    drop(known);
    discard(name, vm)
}

/// `sys.modules[name]` if it has finished importing. Something that is no module
/// counts as finished, `None` (blocked) does not.
pub(super) fn loaded(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    crate::lazy::loaded_module(name, vm).filter(|module| !is_initializing(module, vm))
}

/// `module.__spec__._initializing`, by plain dictionary reads: a descriptor or a
/// truth value that a program has put there does not run.
fn is_initializing(module: &PyObject, vm: &VirtualMachine) -> bool {
    let read = |object: &PyObject, name: &str| -> Option<PyObjectRef> {
        object
            .dict()?
            .get_item_opt(vm.ctx.intern_str(name), vm)
            .ok()
            .flatten()
    };
    module.downcastable::<PyModule>()
        && read(module, "__spec__")
            .and_then(|spec| read(&spec, "_initializing"))
            .is_some_and(|value| value.is(&vm.ctx.true_value))
}

/// The attribute `name` of the finished module `module`, by a plain dictionary read.
pub(super) fn present_attribute(
    module: &str,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> Option<PyObjectRef> {
    let module = loaded(module, vm)?;
    let module = module.downcast_ref::<PyModule>()?;
    module.dict().get_item_opt(name, vm).ok().flatten()
}
