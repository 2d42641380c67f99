//! The import that a placeholder stands for.

use super::{decorate, tracking};
use crate::{
    AsObject, Py, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyStr, PyTuple},
    frame::ExecutingFrame,
    import,
    lazy::{
        deferred::{Declaration, PyLazyImport, Target, as_explicit},
        failures, finder, loaded_module,
        log::{Resolving, reading_code},
        namespace::{is_in_progress, raw_slot_of},
        report::Outcome,
        resolve::{cycle_error, importer, is_own_importer, uses_own_importer},
    },
};

/// Imports what `lazy` stands for. Namespaces are the caller's business.
///
/// # Errors
/// `ImportCycleError` if this thread is doing just that already; otherwise
/// whatever the import raises, with the declaration added.
#[cold]
pub(crate) fn resolve(lazy: &Py<PyLazyImport>, vm: &VirtualMachine) -> PyResult {
    let name = lazy.target.display();
    if lazy.is_resolving_here() {
        return Err(cycle_error(&name, vm));
    }
    if let Some(error) = failures::known(lazy, vm) {
        return Err(error);
    }
    let resolving = Resolving::start(lazy, vm);
    let result = vm.with_recursion("while resolving a lazy import", || {
        finder::importing(|| import_target(lazy, vm))
    });
    // A name that another module declares lazily is followed.
    let result = result.and_then(|value| match as_explicit(&value) {
        Some(next) => resolve(next, vm),
        None => Ok(value),
    });
    resolving.end(&result, vm);
    match result {
        Ok(value) => {
            lazy.declaration
                .record
                .set(Outcome::Resolved { at: reading_code() });
            if matches!(lazy.target, Target::Attribute { .. }) {
                tracking::discard(&name, vm)?;
            }
            Ok(value)
        }
        Err(error) => {
            decorate::decorate(&error, &name, &lazy.declaration, vm);
            failures::remember(lazy, &error, vm);
            Err(error)
        }
    }
}

fn import_target(lazy: &Py<PyLazyImport>, vm: &VirtualMachine) -> PyResult {
    let declaration = &lazy.declaration;
    match &lazy.target {
        Target::Module { full, .. } => import_top(full, declaration, vm),
        Target::From { module } => {
            let names = from_list(declaration, vm);
            call_import(module, names, declaration, vm)
        }
        Target::Attribute { module, name } => import_attribute(module, name, declaration, vm),
        Target::Walk { base, path } => {
            if lazy.target.is_whole_walk() && uses_own_importer(declaration, vm)? {
                return import_whole(base, declaration, vm);
            }
            let mut object = import_top(base, declaration, vm)?;
            for name in path {
                object = ExecutingFrame::import_attribute(&object, name, vm)?;
            }
            Ok(object)
        }
    }
}

/// `import a.b.c`: `a`. The interpreter's own importer stops there, the rest
/// are pending children; an override gets the whole name.
fn import_top(full: &str, declaration: &Declaration, vm: &VirtualMachine) -> PyResult {
    let names = from_list(declaration, vm);
    let wanted = Target::prefix(full, 1);
    if wanted == full || !uses_own_importer(declaration, vm)? {
        return call_import(full, names, declaration, vm);
    }
    let top = call_import(wanted, names.clone(), declaration, vm)?;
    let child = Target::prefix(full, 2);
    let has_path = vm
        .get_attribute_opt(&top, vm.ctx.intern_str("__path__"))?
        .is_some();
    if has_path || loaded_module(child, vm).is_some() {
        return Ok(top);
    }
    // Nothing can be pending below what is no package: this is an error now.
    call_import(full, names, declaration, vm)
}

/// The module `full` itself.
pub(super) fn import_whole(full: &str, declaration: &Declaration, vm: &VirtualMachine) -> PyResult {
    let top = call_import(full, vm.ctx.none(), declaration, vm)?;
    Ok(loaded_module(full, vm).unwrap_or(top))
}

/// `from module import name`.
fn import_attribute(
    module_name: &str,
    name: &Py<PyStr>,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult {
    let names = vm.ctx.new_tuple(vec![name.to_owned().into()]).into();
    let module = call_import(module_name, names, declaration, vm)?;
    // `from pkg import sub` in pkg itself: the name that the attribute is looked up
    // under is the one being resolved, and the loaded submodule is what it means.
    if let Some(slot) = raw_slot_of(&module, name, vm)?
        && is_in_progress(&slot)
        && let Some(name) = name.to_str()
        && let Some(submodule) = loaded_module(&format!("{module_name}.{name}"), vm)
    {
        return Ok(submodule);
    }
    ExecutingFrame::import_attribute(&module, name, vm)
}

/// The statement's from-list as `__import__` gets it.
fn from_list(declaration: &Declaration, vm: &VirtualMachine) -> PyObjectRef {
    declaration
        .explicit
        .as_ref()
        .map_or_else(|| vm.ctx.none(), |explicit| explicit.from_list.clone())
}

fn call_import(
    full: &str,
    from_list: PyObjectRef,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult {
    let import = importer(declaration, vm)?;
    let full = vm.ctx.new_str(full);
    let globals: PyObjectRef = declaration.globals.clone().into();
    let result = if is_own_importer(&import, vm) {
        let names = from_list.downcastable::<PyTuple>().then_some(from_list);
        import::import_module_level(&full, Some(&globals), names, 0, vm)
    } else {
        import.call((full, globals.clone(), globals, from_list, 0_usize), vm)
    };
    result.inspect_err(|error| import::remove_importlib_frames(vm, error))
}
