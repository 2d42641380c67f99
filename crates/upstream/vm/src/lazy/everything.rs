//! Resolving whatever is still lazy: for servers before they fork, and to make
//! failures visible at start-up.

use super::{
    deferred::{as_deferred, exists},
    explicit,
    report::ignore_poison,
    resolve::is_about,
};
use crate::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDict, PyDictRef, PyModule, PyStr, PyStrRef},
};

/// A name that is still lazy.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The module that has the name.
    pub module: String,
    /// The name.
    pub name: PyStrRef,
    /// What it imports: `m`, `a.b`, `m.name`.
    pub target: String,
    /// `file:line` of the import statement.
    pub declared: String,
    dict: PyDictRef,
}

/// What [`resolve_all`] could not resolve.
#[derive(Debug)]
pub struct Failure {
    /// The name, as it was pending.
    pub pending: Pending,
    /// Why not.
    pub error: PyBaseExceptionRef,
}

/// Every lazy name of the loaded modules, or of `package` and what is below it.
pub fn pending(package: Option<&str>, vm: &VirtualMachine) -> PyResult<Vec<Pending>> {
    let mut found = Vec::new();
    if !exists() {
        return Ok(found);
    }
    for (module, dict) in modules(vm)? {
        let inside = package.is_none_or(|package| {
            module
                .strip_prefix(package)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        if !inside {
            continue;
        }
        for (name, value) in dict._as_dict_inner().placeholders() {
            if let (Ok(name), Some(lazy)) = (name.downcast::<PyStr>(), as_deferred(&value)) {
                let record = &lazy.declaration.record;
                found.push(Pending {
                    module: module.clone(),
                    name,
                    target: lazy.target.display(),
                    declared: format!("{}:{}", record.file, record.line),
                    dict: dict.clone(),
                });
            }
        }
    }
    Ok(found)
}

fn modules(vm: &VirtualMachine) -> PyResult<Vec<(String, PyDictRef)>> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let Some(modules) = modules.downcast_ref::<PyDict>() else {
        return Ok(Vec::new());
    };
    let entry = |(name, module): (PyObjectRef, PyObjectRef)| {
        let name = name.downcast_ref::<PyStr>()?.to_str()?.to_owned();
        Some((name, module.downcast_ref::<PyModule>()?.dict()))
    };
    Ok(modules.into_iter().filter_map(entry).collect())
}

/// Resolves every lazy name of the loaded modules, or of `package` and what is
/// below it, and then those of the modules that this loads. Returns how many were
/// resolved, and what failed; a name that failed stays lazy.
///
/// # Errors
/// Ctrl-C and `SystemExit` from a module end it.
pub fn resolve_all(package: Option<&str>, vm: &VirtualMachine) -> PyResult<(usize, Vec<Failure>)> {
    let mut resolved = 0;
    let mut failures: Vec<Failure> = Vec::new();
    loop {
        let failed = |pending: &Pending| {
            failures.iter().any(|failure| {
                failure.pending.dict.is(&pending.dict) && failure.pending.name.is(&pending.name)
            })
        };
        let round: Vec<Pending> = pending(package, vm)?
            .into_iter()
            .filter(|pending| !failed(pending))
            .collect();
        if round.is_empty() {
            return Ok((resolved, failures));
        }
        for pending in round {
            match settle(&pending, vm) {
                Ok(()) => resolved += 1,
                Err(error) if error.fast_isinstance(vm.ctx.exceptions.exception_type) => {
                    failures.push(Failure { pending, error });
                }
                Err(error) => return Err(error),
            }
        }
    }
}

fn settle(pending: &Pending, vm: &VirtualMachine) -> PyResult<()> {
    let Some(found) = super::raw_slot(&pending.dict, &pending.name, vm)? else {
        return Ok(());
    };
    let Some(lazy) = as_deferred(&found) else {
        return Ok(());
    };
    if lazy.is_resolving_here() {
        return Err(super::resolve::cycle_error(&pending.target, vm));
    }
    if lazy.is_explicit() {
        explicit::reify_in(found, pending.dict.as_object(), &pending.name, vm)?;
        // `import a.b` binds `a`; the submodule is pending below it.
        let has_child =
            ignore_poison(vm.state.lazy.explicit.children.lock()).contains_key(&pending.target);
        if has_child {
            import_child(&pending.target, vm)?;
        }
    } else {
        pending.dict.get_item_opt(&*pending.name, vm)?;
    }
    Ok(())
}

/// A pending child; one that does not exist is an attribute, which has been read.
fn import_child(full: &str, vm: &VirtualMachine) -> PyResult<()> {
    match crate::import::import_module_level(&vm.ctx.new_str(full), None, None, 0, vm) {
        Err(error) if is_about(&error, full, vm) => Ok(()),
        result => result.map(|_| ()),
    }
}

/// Cinder's `importlib.hydrate_lazy_objects()`.
///
/// # Errors
/// The first failure, when everything else is resolved.
pub(crate) fn hydrate(vm: &VirtualMachine) -> PyResult<()> {
    let (_, failures) = resolve_all(None, vm)?;
    match failures.into_iter().next() {
        Some(failure) => Err(failure.error),
        None => Ok(()),
    }
}
