//! The import statement: may it be lazy here, and what it then binds.

use std::sync::{Arc, Mutex};

use super::{
    ImportKind,
    deferred::{Declaration, PyLazyImport, Target, as_deferred},
    explicit, log,
    policy::Verdict,
    report::{Outcome, Record},
    submodule, verify,
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyCode, PyDict, PyStr, PyTuple},
    bytecode::CodeFlags,
    frame::FrameLocals,
};

/// An import statement that is being executed.
pub(crate) struct Statement<'a> {
    /// What the compiler knows of it.
    pub(crate) kind: ImportKind,
    /// The name after `import` or `from`, without dots in front.
    pub(crate) name: &'a Py<PyStr>,
    /// `None` or the tuple of names.
    pub(crate) from_list: PyObjectRef,
    /// How many dots stand in front of the name.
    pub(crate) level: usize,
    /// The code with the statement.
    pub(crate) code: &'a Py<PyCode>,
    /// Its globals.
    pub(crate) globals: &'a Py<PyDict>,
    /// Its locals; `None` when a program calls `__lazy_import__`.
    pub(crate) locals: Option<&'a FrameLocals>,
    /// Its builtins.
    pub(crate) builtins: &'a PyObject,
    /// The index of the statement's instruction in the code.
    pub(crate) instruction: usize,
}

enum How {
    Now,
    Transparent,
    Explicit,
}

/// `IMPORT_NAME` on a statement that is not eager by position: what goes on the
/// stack, the module or a deferred object.
pub(crate) fn import_name(statement: Statement<'_>, vm: &VirtualMachine) -> PyResult {
    match statement.how(vm)? {
        How::Now => vm.import_from(statement.name, statement.from_list, statement.level),
        How::Transparent => declare(statement, vm),
        How::Explicit => explicit::import_name(statement, vm),
    }
}

impl Statement<'_> {
    /// Which rule applies; docs/reference/mixed-modes.md is the table.
    fn how(&self, vm: &VirtualMachine) -> PyResult<How> {
        let state = &vm.state.lazy;
        if self.kind == ImportKind::Lazy {
            return Ok(How::Explicit);
        }
        if self.code.flags.contains(CodeFlags::FUTURE_EAGER_IMPORTS) {
            return Ok(How::Now);
        }
        if self.kind == ImportKind::Default
            && self.is_at_module_level(vm)
            && state.transparent.applies_to(self.code, self.globals, vm)?
        {
            return Ok(How::Transparent);
        }
        let candidate = (state.explicit.is_all() && state.is_started()) || self.is_listed(vm)?;
        Ok(if candidate && self.is_at_module_level(vm) {
            How::Explicit
        } else {
            How::Now
        })
    }

    /// Will the names land in a module's globals? Not under `exec` with a
    /// namespace of its own for locals.
    fn is_at_module_level(&self, vm: &VirtualMachine) -> bool {
        self.globals.class().is(vm.ctx.types.dict_type)
            && self.locals.is_some_and(|locals| {
                locals
                    .get()
                    .is_some_and(|locals| locals.obj().is(self.globals.as_object()))
            })
    }

    /// Does the module's `__lazy_modules__` contain the target?
    fn is_listed(&self, vm: &VirtualMachine) -> PyResult<bool> {
        let name = vm.ctx.intern_str("__lazy_modules__");
        let Some(listed) = self.globals.get_item_opt(name, vm)? else {
            return Ok(false);
        };
        let Some(full) = absolute_name(self.name, self.level, self.globals, vm)? else {
            return Ok(false);
        };
        vm._contains(&listed, vm.ctx.new_str(full).as_object())
    }

    /// The names of the from-list, if it has any.
    pub(crate) fn names(&self) -> Option<&[PyObjectRef]> {
        match self.from_list.downcast_ref::<PyTuple>() {
            Some(names) if !names.is_empty() => Some(names.as_slice()),
            _ => None,
        }
    }

    /// `__name__` of the module with the statement.
    pub(crate) fn importer(&self, vm: &VirtualMachine) -> PyResult<String> {
        Ok(self
            .globals
            .get_item_opt(identifier!(vm, __name__), vm)?
            .and_then(|name| Some(name.downcast_ref::<PyStr>()?.to_string()))
            .unwrap_or_default())
    }

    /// `full` and, for `from full import name`, `full.name`.
    pub(crate) fn imported(&self, full: &str) -> Vec<String> {
        let names = self.names().unwrap_or_default();
        core::iter::once(full.to_owned())
            .chain(names.iter().filter_map(|name| {
                Some(format!(
                    "{full}.{}",
                    name.downcast_ref::<PyStr>()?.to_str()?
                ))
            }))
            .collect()
    }

    /// Does a policy keep the import of `imported` eager? The shipped list is for
    /// imports that only a mode makes lazy: who writes `lazy` means it.
    pub(crate) fn policy_says_eager(
        &self,
        imported: &[String],
        vm: &VirtualMachine,
    ) -> PyResult<bool> {
        let asked_for = self.kind == ImportKind::Lazy
            || self.code.flags.contains(CodeFlags::FUTURE_LAZY_IMPORTS);
        let policy = vm.state.lazy.policy();
        let verdict = policy.verdict(&self.importer(vm)?, imported, !asked_for);
        Ok(verdict == Some(Verdict::Eager))
    }

    /// With `-X lazyimportsverify`: the error that the import would raise for a
    /// module that does not exist.
    pub(crate) fn verify_exists(&self, full: &str, vm: &VirtualMachine) -> PyResult<()> {
        if vm.state.lazy.mode().verify {
            verify::exists(full, vm)?;
        }
        Ok(())
    }
}

/// A transparent import: what goes on the stack in place of the module.
///
/// Errors that an eager import raises before it looks for the module (a relative
/// import with no package) are raised here.
fn declare(statement: Statement<'_>, vm: &VirtualMachine) -> PyResult {
    let Some(full) = absolute_name(statement.name, statement.level, statement.globals, vm)? else {
        return vm.import_from(statement.name, statement.from_list, statement.level);
    };
    let imported = statement.imported(&full);
    if statement.policy_says_eager(&imported, vm)?
        || vm.state.lazy.transparent.is_eager(&imported, vm)?
        || !explicit::settings::filter_allows(&statement, &full, vm)?
        || !submodule::can_declare(&full, vm)
    {
        return vm.import_from(statement.name, statement.from_list, statement.level);
    }
    statement.verify_exists(&full, vm)?;
    let names = statement.names();
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
    let declaration = record(&statement, &target, vm)?;
    submodule::declare(target.full(), names, &declaration, vm)?;
    // A `from` import becomes one record per name, in `import_from`.
    if names.is_none() {
        log::deferred(&target, &declaration, vm);
    }
    Ok(PyLazyImport::create(target, declaration, vm).into())
}

/// What a declaration remembers of its statement.
pub(crate) fn record(
    statement: &Statement<'_>,
    target: &Target,
    vm: &VirtualMachine,
) -> PyResult<Declaration> {
    let (file, line) = place(statement.code, statement.instruction);
    Ok(Declaration {
        record: Arc::new(Record {
            importer: statement.importer(vm)?,
            file,
            line,
            function: statement.code.obj_name.as_str(),
            target: target.display(),
            outcome: Mutex::new(Outcome::NeverLoaded),
        }),
        globals: statement.globals.to_owned(),
        path: vm.state.lazy.path_now(vm),
        explicit: None,
    })
}

/// File and line of the instruction at `instruction` in `code`.
pub(crate) fn place(code: &Py<PyCode>, instruction: usize) -> (&'static str, usize) {
    let line = code
        .locations
        .get(instruction)
        .map_or(0, |(start, _)| start.line.get());
    (code.source_path().as_str(), line)
}

/// `IMPORT_FROM` on what [`import_name`] left on the stack; `None` for a module.
pub(crate) fn import_from(
    module: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> Option<PyObjectRef> {
    let parent = as_deferred(module)?;
    if parent.is_explicit() {
        return Some(explicit::import_from(parent, name, vm));
    }
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
        Target::From { module }
        | Target::Attribute { module, .. }
        | Target::Walk { base: module, .. } => {
            let target = Target::Attribute {
                module: module.clone(),
                name: name.to_owned(),
            };
            let declaration = from.of(&target);
            log::deferred(&target, &declaration, vm);
            (target, declaration)
        }
    };
    Some(PyLazyImport::create(target, declaration, vm).into())
}

/// The dotted name without leading dots; `None` when only the import system
/// itself can say what is wrong with it.
pub(crate) fn absolute_name(
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
