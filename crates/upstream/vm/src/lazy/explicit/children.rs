//! Pending children: `lazy import p.c` makes `c` an attribute of `p` that is
//! imported when somebody reads it, and that no dictionary shows before.

use core::cell::{Cell, RefCell};

use super::{decorate, resolve};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyModule, PyStr},
    image,
    lazy::{
        deferred::{Declaration, exists},
        loaded_module,
        report::ignore_poison,
        resolve::is_about,
        submodule::child_name,
    },
};

std::thread_local! {
    /// The children that this thread is importing for an attribute read.
    static IMPORTING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// The module that `hasattr` or `getattr` with a default is asking right now.
    static WITH_DEFAULT: Cell<usize> = const { Cell::new(0) };
}

/// Makes every step of the dotted name `full` a pending child of the one before.
pub(super) fn declare(full: &str, declaration: &Declaration, vm: &VirtualMachine) {
    for (at, _) in full.match_indices('.') {
        let end = full[at + 1..]
            .find('.')
            .map_or(full.len(), |next| at + 1 + next);
        declare_one(&full[..end], declaration, vm);
    }
}

/// Makes `full` a pending child of its parent unless it is loaded.
pub(crate) fn declare_one(full: &str, declaration: &Declaration, vm: &VirtualMachine) {
    image::collect::declared_child(full, declaration);
    if loaded_module(full, vm).is_some() {
        return;
    }
    let child = Declaration {
        record: std::sync::Arc::new(declaration.record.of(full.to_owned())),
        ..declaration.clone()
    };
    let before =
        ignore_poison(vm.state.lazy.explicit.children.lock()).insert(full.to_owned(), child);
    drop(before);
}

/// Reads an attribute for somebody who has a default for it: a pending child
/// that does not exist is missing for them, and an error for others.
pub(crate) fn asked_with_default<T>(module: &PyObject, read: impl FnOnce() -> T) -> T {
    if !exists() {
        return read();
    }
    let before = WITH_DEFAULT.replace(module.get_id());
    let result = read();
    WITH_DEFAULT.set(before);
    result
}

/// The attribute `name` that `module` does not have, if it is a pending child.
#[cold]
pub(crate) fn pending_child(
    module: &Py<PyModule>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let with_default = WITH_DEFAULT.replace(0) == module.as_object().get_id();
    if !exists() {
        return Ok(None);
    }
    let Some(full) = child_name(module, name, vm)? else {
        return Ok(None);
    };
    let declaration = ignore_poison(vm.state.lazy.explicit.children.lock())
        .get(&full)
        .cloned();
    let Some(declaration) = declaration else {
        // Another thread may have bound it since the attribute was looked for.
        return module.dict().get_item_opt(name, vm);
    };
    if IMPORTING.with_borrow(|importing| importing.contains(&full)) {
        return Ok(None);
    }
    IMPORTING.with_borrow_mut(|importing| importing.push(full.clone()));
    let result = resolve::import_whole(&full, &declaration, vm);
    IMPORTING.with_borrow_mut(|importing| {
        importing.pop();
    });
    match result {
        Ok(loaded) => {
            let bound = module.dict().get_item_opt(name, vm)?;
            Ok(Some(bound.unwrap_or(loaded)))
        }
        Err(error) if is_about(&error, &full, vm) && (with_default || has_getattr(module, vm)) => {
            Ok(None)
        }
        Err(error) => {
            decorate::decorate(&error, &full, &declaration, vm);
            Err(error)
        }
    }
}

/// Does somebody else answer for missing attributes: a function of the module, or
/// a method of its class, where that is one of its own?
fn has_getattr(module: &Py<PyModule>, vm: &VirtualMachine) -> bool {
    let name = identifier!(vm, __getattr__);
    module.dict().contains_key(name, vm) || module.class().has_attr(name)
}
