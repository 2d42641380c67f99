//! Declaring an import: `IMPORT_NAME`, `IMPORT_FROM`, `builtins.__lazy_import__`.

use super::{children, settings, tracking};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{
        PyBaseExceptionRef, PyDict, PyModule, PyStr, PyStrRef, PyTuple,
        builtin_func::PyNativeFunction,
    },
    import,
    lazy::{
        declare::{Statement, absolute_name, record},
        deferred::{Declaration, Explicit, PyLazyImport, Target},
        log,
    },
};

const LAZY_IMPORT: &str = "__lazy_import__";

/// `IMPORT_NAME` for a statement that is to be lazy.
pub(crate) fn import_name(statement: Statement<'_>, vm: &VirtualMachine) -> PyResult {
    let import = match statement.builtins.downcast_ref::<PyDict>() {
        Some(builtins) => builtins.get_item_opt(vm.ctx.intern_str(LAZY_IMPORT), vm)?,
        None => statement
            .builtins
            .get_item(LAZY_IMPORT, vm)
            .map(Some)
            .or_else(|error| {
                if error.fast_isinstance(vm.ctx.exceptions.key_error) {
                    Ok(None)
                } else {
                    Err(error)
                }
            })?,
    };
    let Some(import) = import else {
        let message = format!("{LAZY_IMPORT} not found");
        return Err(vm.new_import_error(message, vm.ctx.new_str(LAZY_IMPORT)));
    };
    if !is_default(&import) {
        let globals: PyObjectRef = statement.globals.to_owned().into();
        let locals = statement
            .locals
            .map_or_else(|| globals.clone(), |locals| locals.as_object(vm).to_owned());
        return import.call(
            (
                statement.name.to_owned(),
                globals,
                locals,
                statement.from_list,
                statement.level,
            ),
            vm,
        );
    }
    let name = statement.name.to_owned();
    declare(name, statement, vm)
}

/// Is this the `__lazy_import__` that every interpreter starts with?
fn is_default(function: &PyObject) -> bool {
    function
        .downcast_ref::<PyNativeFunction>()
        .is_some_and(|function| function.value.name == LAZY_IMPORT)
}

/// `builtins.__lazy_import__(name, globals, locals, fromlist, level)`.
pub(crate) fn lazy_import(
    name: &PyObject,
    globals: Option<PyObjectRef>,
    from_list: Option<PyObjectRef>,
    level: i32,
    vm: &VirtualMachine,
) -> PyResult {
    let globals = match globals.filter(|globals| !vm.is_none(globals)) {
        None => vm.current_globals(),
        Some(globals) => match globals.downcast::<PyDict>() {
            Ok(globals) => globals,
            Err(other) => {
                let class = other.class().name().to_string();
                return Err(vm.new_type_error(format!("expect dict for globals, got {class}")));
            }
        },
    };
    let builtins = builtins_of(&globals, vm)?;
    let Some(name) = name.downcast_ref::<PyStr>() else {
        let class = name.class().name().to_string();
        return Err(vm.new_type_error(format!("module name must be a string, got {class}")));
    };
    let from_list = from_list.unwrap_or_else(|| vm.ctx.empty_tuple.clone().into());
    let is_from_list = vm.is_none(&from_list)
        || from_list.downcastable::<PyStr>()
        || from_list.downcastable::<PyTuple>();
    let Ok(level) = usize::try_from(level) else {
        return Err(vm.new_value_error("level must be >= 0"));
    };
    if !is_from_list {
        let message = "lazy_import: fromlist must be None, a string, or a tuple";
        return Err(vm.new_type_error(message));
    }
    let Some((code, instruction)) = crate::frame::current_instruction() else {
        return Err(vm.new_runtime_error("no Python code is running that could import lazily"));
    };
    let statement = Statement {
        kind: crate::lazy::ImportKind::Lazy,
        name,
        from_list,
        level,
        code: &code,
        globals: &globals,
        locals: None,
        builtins: &builtins,
        instruction,
    };
    declare(name.to_owned(), statement, vm)
}

fn builtins_of(globals: &Py<PyDict>, vm: &VirtualMachine) -> PyResult {
    let Some(builtins) = globals.get_item_opt(identifier!(vm, __builtins__), vm)? else {
        return Err(vm.new_value_error("unable to get builtins for lazy import"));
    };
    Ok(match builtins.downcast_ref::<PyModule>() {
        Some(module) => module.dict().into(),
        None => builtins,
    })
}

/// The default `__lazy_import__`: a placeholder, or the module if the filter
/// or a policy wants it now.
fn declare(name: PyStrRef, statement: Statement<'_>, vm: &VirtualMachine) -> PyResult {
    let full = absolute_name(&name, statement.level, statement.globals, vm)?
        .ok_or_else(|| unnameable(&name, statement.level, vm))?;
    // A frame that runs a function or a class body, or `exec` with two namespaces.
    if !crate::frame::current_locals_are_globals() {
        let message = "'lazy import' is only allowed at module level";
        let class = vm.ctx.exceptions.syntax_error.to_owned();
        return Err(vm.new_exception_msg(class, message.into()));
    }
    if !settings::filter_allows(&statement, &full, vm)?
        || statement.policy_says_eager(&statement.imported(&full), vm)?
    {
        let level = i32::try_from(statement.level).unwrap_or(i32::MAX);
        let globals: PyObjectRef = statement.globals.to_owned().into();
        return import::import_module_level(
            &name,
            Some(&globals),
            Some(statement.from_list.clone()),
            level,
            vm,
        )
        .inspect_err(|error| import::remove_importlib_frames(vm, error));
    }
    statement.verify_exists(&full, vm)?;
    let names = names_in(&statement.from_list, vm)?;
    let target = match (&names, statement.from_list.downcast_ref::<PyStr>()) {
        (Some(_), _) => Target::From {
            module: full.clone(),
        },
        (None, Some(name)) => Target::Attribute {
            module: full.clone(),
            name: name.to_owned(),
        },
        (None, None) => Target::Module {
            full: full.clone(),
            parts: 1,
            shallow: true,
        },
    };
    let declaration = Declaration {
        explicit: Some(Explicit {
            builtins: statement.builtins.to_owned(),
            from_list: statement.from_list.clone(),
        }),
        ..record(&statement, &target, vm)?
    };
    match (&names, &target) {
        (Some(names), _) => declare_names(&full, names, &declaration, vm)?,
        (None, Target::Attribute { name, .. }) => {
            declare_names(&full, core::slice::from_ref(name), &declaration, vm)?;
        }
        _ => {
            if tracking::loaded(&full, vm).is_none() {
                tracking::add(&full, vm)?;
            }
        }
    }
    children::declare(&full, &declaration, vm);
    if names.is_none() {
        log::deferred(&target, &declaration, vm);
    }
    Ok(PyLazyImport::create(target, declaration, vm).into())
}

/// The names of a from-list that has any.
fn names_in(from_list: &PyObject, vm: &VirtualMachine) -> PyResult<Option<Vec<PyStrRef>>> {
    let Some(names) = from_list.downcast_ref::<PyTuple>() else {
        return Ok(None);
    };
    if names.is_empty() {
        return Ok(None);
    }
    names
        .iter()
        .map(|name| {
            name.clone().downcast::<PyStr>().map_err(|name| {
                let class = name.class().name().to_string();
                vm.new_type_error(format!("Item in ``from list'' must be str, not {class}"))
            })
        })
        .collect::<PyResult<Vec<_>>>()
        .map(Some)
}

/// Records the names of `from full import names`, unless they are there already.
fn declare_names(
    full: &str,
    names: &[PyStrRef],
    declaration: &Declaration,
    vm: &VirtualMachine,
) -> PyResult<()> {
    if tracking::loaded(full, vm).is_none() {
        tracking::add(full, vm)?;
    }
    for name in names {
        if name.to_str() == Some("*") || tracking::present_attribute(full, name, vm).is_some() {
            continue;
        }
        let child = format!("{full}.{name}");
        if tracking::loaded(&child, vm).is_none() {
            tracking::add(&child, vm)?;
            children::declare_one(&child, declaration, vm);
        }
    }
    Ok(())
}

/// Why [`absolute_name`] has no answer.
fn unnameable(name: &Py<PyStr>, level: usize, vm: &VirtualMachine) -> PyBaseExceptionRef {
    if name.as_utf8().is_none() {
        return vm.new_value_error(format!("module name {name:?} is not valid text"));
    }
    if level == 0 {
        return vm.new_value_error("Empty module name");
    }
    let message = "attempted relative import with no known parent package";
    vm.new_import_error(message, name.to_owned())
}

/// `IMPORT_FROM` on the explicit placeholder `parent`.
pub(crate) fn import_from(
    parent: &Py<PyLazyImport>,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> PyObjectRef {
    let from = &parent.declaration;
    let target = match &parent.target {
        Target::Module { full, .. } => Target::Walk {
            base: full.clone(),
            path: vec![name.to_owned()],
        },
        Target::Walk { base, path } => Target::Walk {
            base: base.clone(),
            path: path.iter().cloned().chain([name.to_owned()]).collect(),
        },
        Target::From { module } => {
            // What is there already is bound as it is, now.
            if let Some(value) = tracking::present_attribute(module, name, vm) {
                return value;
            }
            Target::Attribute {
                module: module.clone(),
                name: name.to_owned(),
            }
        }
        Target::Attribute { module, name: via } => Target::Attribute {
            module: format!("{module}.{via}"),
            name: name.to_owned(),
        },
    };
    let declaration = from.of(&target);
    log::deferred(&target, &declaration, vm);
    PyLazyImport::create(target, declaration, vm).into()
}
