//! Explicit lazy imports: PEP 810 as CPython 3.15.2 does it.
//!
//! Python code may see these placeholders. A dictionary gives them out as they
//! are; they become modules where a *name* is loaded (module code, functions,
//! class bodies) or a module's *attribute* is read, and the result takes the
//! placeholder's slot. The way of a statement:
//!
//! 1. [`import_name`]: `IMPORT_NAME` on a statement with the keyword, or on any
//!    other that mode or `__lazy_modules__` make lazy. It calls the builtin
//!    `__lazy_import__`, which asks the filter and makes a placeholder.
//! 2. [`import_from`]: `IMPORT_FROM` on a placeholder makes one per name.
//! 3. [`reify`]: a name load or attribute read finds a placeholder and
//!    [`resolve`]s it; [`decorate`] adds the declaration to what goes wrong.
//! 4. [`children`]: submodules that a package shows when somebody asks.
//!
//! [`settings`] is what `sys.set_lazy_imports` and its like set, [`tracking`] is
//! `sys.lazy_modules`, [`syntax`] serves the compiler's messages and `ast`.
//! The document is LAZY_SPEC.md, section 2.

mod children;
mod declare;
mod decorate;
mod reify;
mod resolve;
pub mod settings;
pub mod syntax;
mod tracking;

pub(crate) use children::{asked_with_default, declare_one as declare_child, pending_child};
pub(crate) use declare::{import_from, import_name, lazy_import};
pub(crate) use reify::{reify_attribute, reify_global, reify_in, reify_star};
pub(crate) use resolve::resolve;
pub(crate) use settings::State;
pub(crate) use tracking::module_loaded;

use crate::{Py, VirtualMachine, builtins::PyModule};

/// Completes `builtins` with `ImportCycleError`.
pub(crate) fn complete_builtins(module: &Py<PyModule>, vm: &VirtualMachine) {
    let class = vm.state.lazy.cycle_error(vm);
    let _ = module.dict().set_item("ImportCycleError", class.into(), vm);
}

/// Completes `sys` with `lazy_modules`.
pub(crate) fn complete_sys(module: &Py<PyModule>, vm: &VirtualMachine) {
    let modules = vm.state.lazy.explicit.modules(vm);
    let _ = module.dict().set_item("lazy_modules", modules.into(), vm);
}
