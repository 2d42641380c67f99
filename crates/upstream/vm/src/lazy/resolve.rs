//! The import itself, when somebody reads the name.

use super::{
    deferred::{Declaration, PyLazyImport, Target, as_deferred},
    failures, finder,
    log::{Resolving, reading_code},
    namespace::raw_slot_of,
    report::Outcome,
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDict, PyListRef, PyModule, PyStr},
    frame::ExecutingFrame,
    image, import,
};

/// The object that `deferred` stands for, importing it if nobody has.
///
/// Several threads may come here at once: the import system loads each module
/// once, and all get the first result that is stored. A failure leaves
/// everything as it was, so the next read tries again.
#[cold]
pub(crate) fn resolve(deferred: &PyObject, vm: &VirtualMachine) -> PyResult {
    let Some(lazy) = as_deferred(deferred) else {
        return Ok(deferred.to_owned());
    };
    if let Some(value) = lazy.value.lock().clone() {
        return Ok(value);
    }
    if lazy.is_resolving_here() {
        return reenter(lazy, vm);
    }
    if let Some(error) = failures::known(lazy, vm) {
        return Err(error);
    }
    let resolving = Resolving::start(lazy, vm);
    let result = vm.with_recursion("while resolving a lazy import", || {
        finder::importing(|| import_target(lazy, vm))
    });
    resolving.end(&result, vm);
    match result {
        Ok(value) => {
            let value = keep_first(lazy, value);
            lazy.declaration
                .record
                .set(Outcome::Resolved { at: reading_code() });
            Ok(value)
        }
        Err(error) => {
            explain(&error, lazy, vm);
            failures::remember(lazy, &error, vm);
            Err(error)
        }
    }
}

/// The result that was stored first. Another one is dropped outside the lock: its
/// destructor may be Python code that reads the name.
///
/// Nothing is stored for an image: each module's code that reads the name imports, so
/// that it is known what it needs, and a program finds the import yet to be done.
fn keep_first(lazy: &Py<PyLazyImport>, value: PyObjectRef) -> PyObjectRef {
    if image::collect::is_on() {
        return value;
    }
    let mut stored = lazy.value.lock();
    let first = stored.get_or_insert_with(|| value.clone()).clone();
    drop(stored);
    drop(value);
    first
}

/// The same thread reads the name again while importing it. That is fine if the
/// import is as good as done, and a cycle if it is not.
fn reenter(lazy: &Py<PyLazyImport>, vm: &VirtualMachine) -> PyResult {
    if let Some(module) = loaded(lazy.target.module(), vm)
        && !import::is_module_initializing(&module, vm).unwrap_or(false)
    {
        match &lazy.target {
            Target::Module { full, parts, .. } => {
                if let Some(part) = loaded(Target::prefix(full, *parts), vm) {
                    return Ok(part);
                }
            }
            Target::From { .. } | Target::Walk { .. } => return Ok(module),
            Target::Attribute { name, .. } => {
                if let Some(value) = raw_slot_of(&module, name, vm)?
                    && as_deferred(&value).is_none()
                {
                    return Ok(value);
                }
            }
        }
    }
    Err(cycle_error(&lazy.target.display(), vm))
}

/// The error of an import that needs itself.
pub(crate) fn cycle_error(name: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let message = format!("cannot import name '{name}' (most likely due to a circular import)");
    let class = vm.state.lazy.cycle_error(vm);
    let error = vm.new_exception_msg(class, message.into());
    let _ = error.as_object().set_attr("name", vm.ctx.new_str(name), vm);
    error
}

fn import_target(lazy: &Py<PyLazyImport>, vm: &VirtualMachine) -> PyResult {
    let declaration = &lazy.declaration;
    match &lazy.target {
        Target::Module { full, parts, .. } => {
            let wanted = lazy.target.module();
            let top = import_module(wanted, None, declaration, vm)?;
            if *parts == 1 {
                let whole = full.len() > wanted.len();
                if whole && !top.downcastable::<PyModule>() {
                    // The package put something else in its place, which our
                    // submodule bookkeeping cannot reach: import it all now.
                    return import_module(full, None, declaration, vm);
                }
                return Ok(top);
            }
            let mut object = top;
            for (before, part) in full.split('.').take(*parts).enumerate().skip(1) {
                let part = vm.ctx.new_str(part);
                object = match unbound_part(&object, &part, Target::prefix(full, before + 1), vm)? {
                    Some(module) => module,
                    None => ExecutingFrame::import_attribute(&object, &part, vm)?,
                };
            }
            Ok(object)
        }
        Target::From { module } | Target::Walk { base: module, .. } => {
            import_leaf(module, None, declaration, vm)
        }
        Target::Attribute { module, name } => import_attribute(lazy, module, name, vm),
    }
}

/// The module `full` while it is being loaded: its package does not have it yet,
/// and a deferred object in its place would need the module to be ready.
fn unbound_part(
    package: &PyObject,
    name: &Py<PyStr>,
    full: &str,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let slot = raw_slot_of(package, name, vm)?;
    let is_this_module = slot.as_deref().and_then(as_deferred).is_some_and(|slot| {
        matches!(&slot.target, Target::Module { full: target, parts, .. }
            if Target::prefix(target, *parts) == full)
    });
    Ok(if is_this_module {
        loaded(full, vm)
    } else {
        None
    })
}

/// `from module import name`.
fn import_attribute(
    lazy: &Py<PyLazyImport>,
    module_name: &str,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult {
    let declaration = &lazy.declaration;
    let module = import_leaf(module_name, Some(name), declaration, vm)?;
    let slot = raw_slot_of(&module, name, vm)?;
    let own_name = slot
        .as_deref()
        .and_then(as_deferred)
        .is_some_and(|slot| slot.is(lazy) || slot.is_resolving_here());
    let is_package = || {
        Ok(vm
            .get_attribute_opt(&module, vm.ctx.intern_str("__path__"))?
            .is_some())
    };
    if own_name {
        // `from . import x` in a package: its own `x` is this very import, so an
        // attribute lookup would come back here. What is meant is what the
        // module's `__getattr__` gives, or the submodule.
        if let Some(value) = ask_getattr(&module, name, vm)? {
            return Ok(value);
        }
        if is_package()? {
            return import_submodule(module_name, name, declaration, vm)?
                .ok_or_else(|| no_such_name(&module, module_name, name, vm));
        }
        return Err(cycle_error(&lazy.target.display(), vm));
    }
    if let Some(value) = vm.get_attribute_opt(&module, name)? {
        return Ok(value);
    }
    if is_package()? {
        import_submodule(module_name, name, declaration, vm)?;
    }
    ExecutingFrame::import_attribute(&module, name, vm)
}

/// What the `__getattr__` of a module gives for `name`, if there is one and it does.
fn ask_getattr(
    module: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let Some(module) = module.downcast_ref::<PyModule>() else {
        return Ok(None);
    };
    let name_of_it = identifier!(vm, __getattr__);
    let Some(getattr) = module.dict().get_item_opt(name_of_it, vm)? else {
        return Ok(None);
    };
    match getattr.call((name.to_owned(),), vm) {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.fast_isinstance(vm.ctx.exceptions.attribute_error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Imports `module.name`; `None` if there is no such module.
fn import_submodule(
    module: &str,
    name: &Py<PyStr>,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult<Option<PyObjectRef>> {
    let full = format!("{module}.{name}");
    match import_leaf(&full, None, declaration, vm) {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_about(&error, &full, vm) && !is_blocked(&full, vm) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Is `error` the import system saying that it does not find `full`?
pub(crate) fn is_about(error: &PyBaseExceptionRef, full: &str, vm: &VirtualMachine) -> bool {
    error.fast_isinstance(vm.ctx.exceptions.module_not_found_error)
        && error.as_object().get_attr("name", vm).is_ok_and(|name| {
            name.downcast_ref::<PyStr>()
                .is_some_and(|name| is_text(name, full))
        })
}

fn is_text(object: &Py<PyStr>, text: &str) -> bool {
    object.to_str() == Some(text)
}

/// `sys.modules[full] = None` stops an import and must be reported as that.
fn is_blocked(full: &str, vm: &VirtualMachine) -> bool {
    vm.sys_module
        .get_attr("modules", vm)
        .and_then(|modules| modules.get_item(full, vm))
        .is_ok_and(|module| vm.is_none(&module))
}

fn no_such_name(
    module: &PyObject,
    module_name: &str,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyBaseExceptionRef {
    let file = vm
        .get_attribute_opt(module, vm.ctx.intern_str("__file__"))
        .ok()
        .flatten()
        .and_then(|file| Some(file.downcast_ref::<PyStr>()?.to_string()))
        .unwrap_or_else(|| "unknown location".to_owned());
    let message = format!("cannot import name '{name}' from '{module_name}' ({file})");
    vm.new_import_error(message, vm.ctx.new_str(module_name))
}

/// `sys.modules[name]`, unless it is missing or `None`.
pub(crate) fn loaded(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let modules = vm.sys_module.get_attr("modules", vm).ok()?;
    let found = modules.get_item(name, vm).ok()?;
    (!vm.is_none(&found)).then_some(found)
}

/// The module `full` itself, not the package at its head.
fn import_leaf(
    full: &str,
    name: Option<&Py<PyStr>>,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult {
    let imported = import_module(full, name, declaration, vm)?;
    if name.is_some() && !uses_own_importer(declaration, vm)? {
        return Ok(imported);
    }
    match loaded(full, vm) {
        Some(module) => Ok(module),
        None if full.contains('.') => Err(vm.new_key_error(vm.ctx.new_str(full).into())),
        None => Ok(imported),
    }
}

/// Does the declaring module import with the interpreter's own `__import__`?
pub(crate) fn uses_own_importer(declaration: &Declaration, vm: &VirtualMachine) -> PyResult<bool> {
    let import = importer(declaration, vm)?;
    Ok(is_own_importer(&import, vm))
}

/// Is this the `__import__` that every interpreter starts with, and nobody is told of
/// its calls?
pub(crate) fn is_own_importer(import: &PyObject, vm: &VirtualMachine) -> bool {
    import.is(&vm.import_func) && !vm.state.import_observer.is_on()
}

/// `__import__` in the builtins of the code with the statement, as it is now. Not
/// of the code that reads the name: that may be an `eval` with hardly any builtins.
pub(crate) fn importer(declaration: &Declaration, vm: &VirtualMachine) -> PyResult {
    let builtins = match &declaration.explicit {
        Some(explicit) => explicit.builtins.clone(),
        None => declaration
            .globals
            .get_item_opt(identifier!(vm, __builtins__), vm)?
            .unwrap_or_else(|| vm.builtins.dict().into()),
    };
    let name = identifier!(vm, __import__);
    let found = if let Some(dict) = builtins.downcast_ref::<PyDict>() {
        dict.get_item_opt(name, vm)?
    } else if builtins.downcastable::<PyModule>() {
        vm.get_attribute_opt(&builtins, name)?
    } else {
        builtins.get_item(name, vm).ok()
    };
    found.ok_or_else(|| vm.new_import_error("__import__ not found", vm.ctx.new_str("__import__")))
}

/// `__import__(full, …)`; an override of it gets what CPython 3.15 would pass.
fn import_module(
    full: &str,
    name: Option<&Py<PyStr>>,
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult {
    let import = importer(declaration, vm)?;
    let full_name = vm.ctx.new_str(full);
    if is_own_importer(&import, vm) {
        return import::import_module_level(&full_name, None, None, 0, vm)
            .inspect_err(|error| import::remove_importlib_frames(vm, error));
    }
    let from_list: PyObjectRef = match name {
        Some(name) => vm.ctx.new_tuple(vec![name.to_owned().into()]).into(),
        None => vm.ctx.none(),
    };
    let globals: PyObjectRef = declaration.globals.clone().into();
    import
        .call(
            (full_name, globals.clone(), globals, from_list, 0_usize),
            vm,
        )
        .inspect_err(|error| import::remove_importlib_frames(vm, error))
}

/// Tells in `error`'s notes where the import was declared, and what has changed
/// in `sys.path` since if the module was not found.
fn explain(error: &PyBaseExceptionRef, lazy: &Py<PyLazyImport>, vm: &VirtualMachine) {
    let declaration = &lazy.declaration;
    let record = &declaration.record;
    record.failed(error);
    if !error.fast_isinstance(vm.ctx.exceptions.exception_type) {
        return;
    }
    let what = lazy.target.display();
    add_note(
        error,
        &format!(
            "lazy import of '{what}' declared in <module> at {}:{}",
            record.file, record.line
        ),
        vm,
    );
    note_path_change(error, declaration, vm);
}

/// If a module was not found: what has changed in `sys.path` since the statement.
pub(crate) fn note_path_change(
    error: &PyBaseExceptionRef,
    declaration: &Declaration,
    vm: &VirtualMachine,
) {
    if error.fast_isinstance(vm.ctx.exceptions.module_not_found_error)
        && let Some(change) = path_change(declaration, vm)
    {
        add_note(error, &change, vm);
    }
}

/// Adds `note` unless the exception has it: retries raise the same object.
pub(crate) fn add_note(error: &PyBaseExceptionRef, note: &str, vm: &VirtualMachine) {
    let has_it = || {
        let notes = error.as_object().get_attr("__notes__", vm).ok()?;
        let notes: PyListRef = notes.downcast().ok()?;
        let notes = notes.borrow_vec();
        Some(notes.iter().any(|known| {
            known
                .downcast_ref::<PyStr>()
                .is_some_and(|known| is_text(known, note))
        }))
    };
    if has_it() != Some(true) {
        let _ = vm.call_method(error.as_object(), "add_note", (vm.ctx.new_str(note),));
    }
}

fn path_change(declaration: &Declaration, vm: &VirtualMachine) -> Option<String> {
    let then = declaration.path.as_ref()?;
    let now = vm.state.lazy.path_now(vm)?;
    let texts = |path: &[PyObjectRef]| -> Vec<String> {
        path.iter()
            .filter_map(|entry| Some(entry.downcast_ref::<PyStr>()?.to_string()))
            .collect()
    };
    let (then, now) = (texts(then), texts(&now));
    let only_in = |these: &[String], those: &[String]| -> Vec<String> {
        these
            .iter()
            .filter(|entry| !those.contains(entry))
            .map(|entry| format!("'{entry}'"))
            .collect()
    };
    let (removed, added) = (only_in(&then, &now), only_in(&now, &then));
    let mut parts = Vec::new();
    if !removed.is_empty() {
        parts.push(format!("removed {}", removed.join(", ")));
    }
    if !added.is_empty() {
        parts.push(format!("added {}", added.join(", ")));
    }
    (!parts.is_empty()).then(|| {
        format!(
            "sys.path changed since the import statement: {}",
            parts.join("; ")
        )
    })
}
