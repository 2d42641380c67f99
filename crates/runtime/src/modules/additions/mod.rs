//! What native modules of RustPython lack on Linux.
//!
//! A file for each module or part of one: it declares a module of the same name,
//! and its functions and constants join those of RustPython's own. A name in both
//! means that ours replaces RustPython's. `system` is what they share.

#![allow(clippy::unwrap_used, reason = "what pyattr makes has some")]

mod children;
mod constants;
mod descriptors;
mod posix;
mod posix_xattr;
mod signal;
mod signal_wait;
mod socket;
mod system;
mod time;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use rustpython_vm::{
    Context, Py, PyResult, VirtualMachine,
    builtins::{PyModule, PyModuleDef, PyModuleSlots},
    function::PyMethodDef,
    stdlib::builtin_module_defs,
};

type Exec = fn(&VirtualMachine, &Py<PyModule>) -> PyResult<()>;

/// What has to run when a module that was added to is loaded.
static EXECS: Mutex<Option<HashMap<&'static str, Vec<Exec>>>> = Mutex::new(None);

/// The definitions here, of which several may be for the same module.
fn additions(ctx: &Context) -> Vec<&'static PyModuleDef> {
    vec![
        posix::module_def(ctx),
        children::module_def(ctx),
        posix_xattr::module_def(ctx),
        constants::posix(ctx),
        descriptors::module_def(ctx),
        signal::module_def(ctx),
        signal_wait::module_def(ctx),
        socket::module_def(ctx),
        constants::socket(ctx),
        time::module_def(ctx),
        constants::select(ctx),
        constants::fcntl(ctx),
        constants::termios(ctx),
        constants::array(ctx),
    ]
}

/// The modules that are added to, of which `defs` has some and the virtual
/// machine the others.
pub(crate) fn module_defs(
    defs: &[&'static PyModuleDef],
    ctx: &Context,
) -> Vec<&'static PyModuleDef> {
    let mut known = builtin_module_defs(ctx);
    known.extend(defs);
    let mut extended: Vec<(&'static PyModuleDef, Vec<&'static PyModuleDef>)> = Vec::new();
    for addition in additions(ctx) {
        let name = addition.name.as_str();
        let seen = extended
            .iter_mut()
            .find(|(original, _)| original.name.as_str() == name);
        if let Some((_, list)) = seen {
            list.push(addition);
        } else if let Some(original) = known.iter().rfind(|def| def.name.as_str() == name) {
            extended.push((*original, vec![addition]));
        }
    }
    extended
        .into_iter()
        .map(|(original, list)| extend(original, &list))
        .collect()
}

fn extend(original: &'static PyModuleDef, list: &[&'static PyModuleDef]) -> &'static PyModuleDef {
    let parts = || std::iter::once(original).chain(list.iter().copied());
    let methods: Vec<PyMethodDef> = parts().flat_map(|def| def.methods).cloned().collect();
    let execs = parts().filter_map(|def| def.slots.exec).collect();
    EXECS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get_or_insert_default()
        .insert(original.name.as_str(), execs);
    let mut def = PyModuleDef {
        name: original.name,
        doc: original.doc,
        methods: methods.leak(),
        slots: PyModuleSlots::default(),
    };
    def.slots.create = original.slots.create;
    def.slots.exec = Some(exec);
    Box::leak(Box::new(def))
}

fn exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
    let name = module.def.map_or("", |def| def.name.as_str());
    let execs = EXECS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .as_ref()
        .and_then(|execs| execs.get(name).cloned())
        .unwrap_or_default();
    execs.into_iter().try_for_each(|exec| exec(vm, module))
}
