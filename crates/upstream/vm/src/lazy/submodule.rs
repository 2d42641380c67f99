//! Packages and their submodules.
//!
//! An eager `import a.b` loads `a.b` and binds `b` in `a`. Lazily the two come
//! apart, and four things keep the program's view as it was:
//!
//! - **Pending children.** When `import a.b` is declared, `b` becomes a deferred
//!   entry in `a`'s namespace: at once if `a` is loaded, else when it is. So
//!   siblings stay independent, and `a.b` works for everybody, as it does
//!   eagerly.
//! - **Declared modules.** A module whose import is declared counts as bound in
//!   its package from then on. When it really loads, later assignments in the
//!   package stay: `from .version import version` keeps giving the string.
//! - **Wanted names.** `from a import b` may mean an attribute or a submodule;
//!   only when `a` turns out to have no `b` is `a.b` imported.
//! - **Implied children.** Programs use `a.b` that they never import, because
//!   some module of `a` does. If that module is not loaded yet, nobody has declared
//!   `a.b`; before an attribute that `a` does not have is an error, what `a` has
//!   declared is loaded until one of its modules declares it.

use super::{
    deferred::{Declaration, PyLazyImport, Target, as_deferred},
    report::ignore_poison,
    resolve::{is_about, loaded},
    state::Submodules,
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyModule, PyStr},
    image,
};

/// `a.b.c` as pairs of parent and child: (`a`, `b`), (`a.b`, `c`).
fn links(full: &str) -> impl Iterator<Item = (&str, &str)> {
    full.match_indices('.').map(move |(at, _)| {
        let rest = &full[at + 1..];
        (&full[..at], rest.split('.').next().unwrap_or(rest))
    })
}

/// The full name that `name` has if it is a submodule of `module`.
pub(crate) fn child_name(
    module: &Py<PyModule>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<String>> {
    let parent = module.dict().get_item_opt(identifier!(vm, __name__), vm)?;
    Ok(parent
        .as_deref()
        .and_then(|parent| parent.downcast_ref::<PyStr>()?.to_str())
        .zip(name.to_str())
        .map(|(parent, name)| format!("{parent}.{name}")))
}

/// Can `full` be declared? Not below something in `sys.modules` that is no
/// module: nobody would notice an attribute lookup on it.
pub(crate) fn can_declare(full: &str, vm: &VirtualMachine) -> bool {
    links(full).all(|(parent, _)| {
        loaded(parent, vm).is_none_or(|module| module.downcastable::<PyModule>())
    })
}

/// Records what `import full` or `from full import names` will bind in packages.
pub(crate) fn declare(
    full: &str,
    names: Option<&[PyObjectRef]>,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult<()> {
    image::collect::declared(full, names, declaration);
    for (parent, child) in links(full) {
        let module_name = format!("{parent}.{child}");
        if let Some(module) = loaded(&module_name, vm) {
            if image::collect::is_on() && image::collect::is_bound(&module_name) {
                unbind_loaded(parent, child, &module, declaration, vm)?;
            }
            continue;
        }
        match loaded(parent, vm) {
            Some(package) => bind_deferred(&package, parent, child, declaration, vm)?,
            None => {
                let mut known = ignore_poison(vm.state.lazy.submodules.lock());
                let children = known.pending.entry(parent.to_owned()).or_default();
                if !children.iter().any(|(known, _)| known == child) {
                    children.push((child.to_owned(), declaration.clone()));
                }
            }
        }
    }
    for name in names.unwrap_or_default() {
        if let Some(name) = name.downcast_ref::<PyStr>() {
            let module = format!("{full}.{name}");
            if loaded(&module, vm).is_none() {
                ignore_poison(vm.state.lazy.submodules.lock())
                    .wanted
                    .insert(module);
            }
        }
    }
    Ok(())
}

/// Binds `child` in its loaded package to a deferred import of itself, unless an
/// earlier statement has declared it already.
fn bind_deferred(
    package: &PyObject,
    parent: &str,
    child: &str,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let full = format!("{parent}.{child}");
    let Some(package) = package.downcast_ref::<PyModule>() else {
        return Ok(());
    };
    let is_new = ignore_poison(vm.state.lazy.submodules.lock())
        .declared
        .insert(full.clone());
    // Declared for another object of this name, if the package was taken out of
    // `sys.modules` and imported again: this one has nothing.
    if !is_new && package.dict().contains_key(child, vm) {
        return Ok(());
    }
    set_deferred(package, full, child, declaration, vm)
}

fn set_deferred(
    package: &Py<PyModule>,
    full: String,
    child: &str,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let target = Target::Module {
        parts: full.split('.').count(),
        full,
        shallow: false,
    };
    let declaration = declaration.of(&target);
    let deferred = PyLazyImport::create(target, declaration, vm);
    package.dict().set_item(child, deferred.into(), vm)
}

/// Binds `child` as if it were not loaded yet. In a program it may not be where its
/// package is; so whoever uses it for an image is seen to need it.
fn unbind_loaded(
    parent: &str,
    child: &str,
    module: &PyObject,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let Some(package) = loaded(parent, vm) else {
        return Ok(());
    };
    let slot = super::namespace::raw_slot_of(&package, vm.ctx.intern_str(child), vm)?;
    match package.downcast_ref::<PyModule>() {
        Some(package) if slot.is_some_and(|slot| slot.is(module)) => {
            set_deferred(package, format!("{parent}.{child}"), child, declaration, vm)
        }
        _ => Ok(()),
    }
}

/// Takes the deferred import that a declaration has bound in `package` away again.
pub(crate) fn undeclare(
    package: &Py<PyDict>,
    full: &str,
    child: &str,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let child = vm.ctx.intern_str(child);
    if let Some(slot) = super::raw_slot(package, child, vm)?
        && is_import_of(&slot, full)
    {
        package.as_object().del_item(child, vm)?;
    }
    Ok(())
}

/// Is this what [`bind_deferred`] binds for `full`?
fn is_import_of(slot: &PyObject, full: &str) -> bool {
    as_deferred(slot).is_some_and(|slot| {
        matches!(&slot.target, Target::Module { full: target, parts, .. }
            if target == full && *parts == full.split('.').count())
    })
}

/// `name` has finished loading: its pending children become visible in it.
pub(crate) fn module_loaded(name: &str, vm: &VirtualMachine) -> PyResult<()> {
    let children = {
        let mut known = ignore_poison(vm.state.lazy.submodules.lock());
        if known.pending.is_empty() {
            return Ok(());
        }
        known.pending.remove(name).unwrap_or_default()
    };
    let Some(package) = loaded(name, vm) else {
        return Ok(());
    };
    for (child, declaration) in children {
        if loaded(&format!("{name}.{child}"), vm).is_none() {
            bind_deferred(&package, name, &child, &declaration, vm)?;
        }
    }
    Ok(())
}

/// `full` has loaded; binds it in its package as the import system does, except
/// that a name bound after the import was declared stays.
pub(crate) fn bind_loaded(
    package: &PyObject,
    full: &str,
    child: &Py<PyStr>,
    module: PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let was_declared = {
        let mut known = ignore_poison(vm.state.lazy.submodules.lock());
        known.wanted.remove(full);
        known.declared.shift_remove(full)
    };
    if was_declared && let Some(slot) = super::namespace::raw_slot_of(package, child, vm)? {
        if !is_import_of(&slot, full) {
            return Ok(());
        }
    }
    if image::collect::is_on() {
        let slot = super::namespace::raw_slot_of(package, child, vm)?;
        let own = slot.filter(|slot| as_deferred(slot).is_some() && !is_import_of(slot, full));
        image::collect::bound(full, own);
    }
    package.set_attr(child, module, vm)
}

/// An attribute that `module` does not have: a submodule that somebody has
/// declared with `from module import name`, imported now.
#[cold]
pub(crate) fn pending_child(
    module: &Py<PyModule>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    if ignore_poison(vm.state.lazy.submodules.lock())
        .wanted
        .is_empty()
    {
        return Ok(None);
    }
    let dict = module.dict();
    let Some(full) = child_name(module, name, vm)? else {
        return Ok(None);
    };
    // Taken out first: whatever comes of it, it is not tried twice, and the
    // import itself may look for the attribute.
    if !ignore_poison(vm.state.lazy.submodules.lock())
        .wanted
        .remove(&full)
        || !dict.contains_key("__path__", vm)
    {
        return Ok(None);
    }
    let full_name = vm.ctx.new_str(full.as_str());
    match crate::import::import_module_level(&full_name, None, None, 0, vm) {
        Ok(_) => Ok(loaded(&full, vm)),
        Err(error) if is_about(&error, &full, vm) => Ok(None),
        Err(error) => {
            // Still wanted: the next read tries again.
            ignore_poison(vm.state.lazy.submodules.lock())
                .wanted
                .insert(full);
            Err(error)
        }
    }
}

/// The submodule `name` of `module`, if an eager run of its package would have
/// loaded it by now.
///
/// Does what the eager run does: loads what the package's modules have declared,
/// one after the other, until one of them has declared `name` – but only if there
/// is such a submodule at all. What those imports raise is not to be seen, for
/// nobody has asked for them; without them the attribute is missing.
#[cold]
pub(crate) fn implied_child(
    module: &Py<PyModule>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let dict = module.dict();
    let Some(full) = child_name(module, name, vm)? else {
        return Ok(None);
    };
    let Some(child) = name.to_str() else {
        return Ok(None);
    };
    // The package's own name with the dot.
    let below = &full[..full.len() - child.len()];
    let declared = |known: &Submodules| -> Vec<String> {
        known
            .declared
            .iter()
            .filter(|name| name.starts_with(below))
            .cloned()
            .collect()
    };
    {
        // Noted as missing first: the imports below may look for the attribute.
        let mut known = ignore_poison(vm.state.lazy.submodules.lock());
        if child.starts_with("__")
            || declared(&known).is_empty()
            || !dict.contains_key("__path__", vm)
            || !known.no_submodules.insert(full.clone())
        {
            return Ok(None);
        }
    }
    let path = dict.get_item("__path__", vm)?;
    if !can_be_found(&full, &path, vm)? {
        return Ok(None);
    }
    let mut tried = Vec::new();
    loop {
        let next = {
            let known = ignore_poison(vm.state.lazy.submodules.lock());
            declared(&known)
                .into_iter()
                .find(|name| !tried.contains(name))
        };
        let Some(next) = next else {
            return Ok(None);
        };
        quietly(
            crate::import::import_module_level(&vm.ctx.new_str(&*next), None, None, 0, vm),
            vm,
        )?;
        tried.push(next);
        if let Some(found) = dict.get_item_opt(name, vm)? {
            ignore_poison(vm.state.lazy.submodules.lock())
                .no_submodules
                .remove(&full);
            return Ok(Some(found));
        }
    }
}

/// Is there a module `full` on the package's path? Nothing is executed.
fn can_be_found(full: &str, path: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    let find = vm.importlib.get_attr("_find_spec", vm)?;
    let spec = find.call((vm.ctx.new_str(full), path.to_owned()), vm);
    Ok(quietly(spec, vm)?.is_some_and(|spec| !vm.is_none(&spec)))
}

/// `result` without its error, except that Ctrl-C is never lost.
fn quietly(result: PyResult, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.fast_isinstance(vm.ctx.exceptions.keyboard_interrupt) => Err(error),
        Err(_) => Ok(None),
    }
}

/// `result` of a module's `__getattr__`, or the submodule it does not know of.
pub(crate) fn or_implied_child(
    module: &Py<PyModule>,
    name: &Py<PyStr>,
    result: PyResult,
    vm: &VirtualMachine,
) -> PyResult {
    match result {
        Err(error) if error.fast_isinstance(vm.ctx.exceptions.attribute_error) => {
            implied_child(module, name, vm)?.ok_or(error)
        }
        result => result,
    }
}
