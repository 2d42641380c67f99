//! The import statement: may it be lazy here, and what it then binds.

use std::sync::{Arc, Mutex};

use super::{
    ImportKind,
    deferred::{Declaration, PyLazyImport, Target, as_deferred},
    report::{Outcome, Record},
    submodule,
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyCode, PyDict, PyStr, PyTuple},
    bytecode::CodeFlags,
    frame::FrameLocals,
};

/// May the import statement of this kind in this code be deferred?
///
/// The compiler has ruled out functions, classes and `try`; here mode, the
/// module's own `__future__` flags and the namespace decide. The interpreter's
/// start-up modules are exempt.
pub(crate) fn may_defer(
    kind: ImportKind,
    code: &Py<PyCode>,
    globals: &Py<PyDict>,
    locals: &FrameLocals,
    vm: &VirtualMachine,
) -> bool {
    let state = &vm.state.lazy;
    let wanted = code.flags.contains(CodeFlags::FUTURE_LAZY_IMPORTS) || state.mode().all;
    wanted
        && kind == ImportKind::Default
        && state.is_started()
        && !code.flags.contains(CodeFlags::FUTURE_EAGER_IMPORTS)
        // `exec` with a namespace of its own for locals: the name would not land
        // in a module's globals.
        && globals.class().is(vm.ctx.types.dict_type)
        && locals.clone_mapping(vm).obj().is(globals.as_object())
}

/// `IMPORT_NAME`: what goes on the stack in place of the module.
///
/// Errors that an eager import raises before it looks for the module (a relative
/// import with no package) are raised here.
pub(crate) fn declare(
    name: &Py<PyStr>,
    from_list: PyObjectRef,
    level: usize,
    code: &Py<PyCode>,
    globals: &Py<PyDict>,
    instruction: usize,
    vm: &VirtualMachine,
) -> PyResult {
    let Some(full) = absolute_name(name, level, globals, vm)? else {
        return vm.import_from(name, from_list, level);
    };
    let names = match from_list.downcast_ref::<PyTuple>() {
        Some(names) if !names.as_slice().is_empty() => Some(names.as_slice()),
        _ => None,
    };
    let importer = globals
        .get_item_opt(identifier!(vm, __name__), vm)?
        .and_then(|name| Some(name.downcast_ref::<PyStr>()?.to_string()))
        .unwrap_or_default();
    let by_future = code.flags.contains(CodeFlags::FUTURE_LAZY_IMPORTS);
    if (!by_future && vm.state.lazy.policy().keeps_eager(&importer))
        || !submodule::can_declare(&full, vm)
    {
        return vm.import_from(name, from_list, level);
    }
    let target = if names.is_some() {
        Target::From { module: full }
    } else {
        Target::Module {
            full,
            parts: 1,
            shallow: true,
        }
    };
    if vm.state.config.settings.verbose > 0 {
        let stderr = crate::stdlib::sys::PyStderr(vm);
        stderr.write_fmt(format_args!("# lazy import '{}'\n", target.full()));
    }
    let (file, line) = place(code, instruction);
    let declaration = Declaration {
        record: Arc::new(Record {
            importer,
            file,
            line,
            target: target.display(),
            outcome: Mutex::new(Outcome::NeverLoaded),
        }),
        globals: globals.to_owned(),
        path: vm.state.lazy.path_now(vm),
    };
    submodule::declare(target.full(), names, &declaration, vm)?;
    // A `from` import becomes one record per name, in `import_from`.
    if names.is_none() {
        vm.state.lazy.keep(&declaration.record);
    }
    Ok(PyLazyImport::create(target, declaration, vm).into())
}

/// File and line of the instruction at `instruction` in `code`.
pub(crate) fn place(code: &Py<PyCode>, instruction: usize) -> (&'static str, usize) {
    let line = code
        .locations
        .get(instruction)
        .map_or(0, |(start, _)| start.line.get());
    (code.source_path().as_str(), line)
}

/// `IMPORT_FROM` on what [`declare`] left on the stack; `None` for a module.
pub(crate) fn import_from(
    module: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> Option<PyObjectRef> {
    let parent = as_deferred(module)?;
    let from = &parent.declaration;
    let (target, declaration) = match &parent.target {
        // `import a.b.c as d` walks down from `a`: the same import, a part on.
        Target::Module { full, parts, .. } => {
            let target = Target::Module {
                full: full.clone(),
                parts: parts + 1,
                shallow: false,
            };
            (target, from.clone())
        }
        Target::From { module } | Target::Attribute { module, .. } => {
            let target = Target::Attribute {
                module: module.clone(),
                name: name.to_owned(),
            };
            let declaration = from.of(&target);
            vm.state.lazy.keep(&declaration.record);
            (target, declaration)
        }
    };
    Some(PyLazyImport::create(target, declaration, vm).into())
}

/// The dotted name without leading dots; `None` when only the import system
/// itself can say what is wrong with it.
fn absolute_name(
    name: &Py<PyStr>,
    level: usize,
    globals: &Py<PyDict>,
    vm: &VirtualMachine,
) -> PyResult<Option<String>> {
    let Some(name) = name.as_utf8() else {
        return Ok(None);
    };
    if level == 0 {
        return Ok((!name.as_str().is_empty()).then(|| name.as_str().to_owned()));
    }
    let package = crate::import::calc_package(Some(globals.as_object()), vm)?;
    if package.is_empty() {
        return Ok(None);
    }
    let full = crate::import::resolve_name(name, &package, level, vm)?;
    Ok(Some(full.as_str().to_owned()))
}
