//! The switches of transparent lazy imports: PEP 690's and Cinder's functions in
//! `importlib`, and what they set.

use std::collections::HashMap;
use std::sync::Mutex;

use super::{report::ignore_poison, state::Mode};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    builtins::{PyCode, PyDict, PyStr},
    bytecode::CodeFlags,
    frame,
    function::FuncArgs,
};

/// `importlib.set_lazy_imports`'s arguments as they are in force.
#[derive(Clone, Debug, Default)]
struct Setting {
    enabled: bool,
    /// Importing modules whose imports stay eager.
    excluding: Option<PyObjectRef>,
    /// Imported modules that stay eager.
    eager: Option<PyObjectRef>,
}

/// One interpreter's transparent lazy imports.
#[derive(Debug, Default)]
pub(crate) struct Transparent {
    /// As the interpreter was started.
    at_start: bool,
    setting: Mutex<Setting>,
    /// What `excluding` has said about a module name. Asking a container may run
    /// Python code, so each name is asked once.
    excluded: Mutex<HashMap<String, bool>>,
}

impl Transparent {
    /// As the interpreter is started.
    pub(crate) fn new(mode: Mode) -> Self {
        Self {
            at_start: mode.all,
            setting: Mutex::new(Setting {
                enabled: mode.all,
                ..Setting::default()
            }),
            excluded: Mutex::default(),
        }
    }

    /// The same switches for a subinterpreter, without the parent's objects.
    pub(crate) fn inherit(&self) -> Self {
        let mode = Mode {
            all: self.at_start,
            ..Mode::default()
        };
        Self::new(mode)
    }

    /// Are imports lazy by default?
    pub(crate) fn is_enabled(&self) -> bool {
        ignore_poison(self.setting.lock()).enabled
    }

    /// Has nobody set anything since the interpreter was started?
    pub(crate) fn is_as_started(&self) -> bool {
        let setting = ignore_poison(self.setting.lock());
        setting.enabled == self.at_start && setting.excluding.is_none() && setting.eager.is_none()
    }

    /// Are the imports of this module's code lazy by default?
    pub(crate) fn applies_to(
        &self,
        code: &Py<PyCode>,
        globals: &Py<PyDict>,
        vm: &VirtualMachine,
    ) -> PyResult<bool> {
        if !vm.state.lazy.is_started() {
            return Ok(false);
        }
        if code.flags.contains(CodeFlags::FUTURE_LAZY_IMPORTS) {
            return Ok(true);
        }
        self.applies_in(globals, vm)
    }

    fn applies_in(&self, globals: &Py<PyDict>, vm: &VirtualMachine) -> PyResult<bool> {
        if let Some(own) = globals._as_dict_inner().module_switch() {
            return Ok(own);
        }
        let excluding = {
            let setting = ignore_poison(self.setting.lock());
            if !setting.enabled {
                return Ok(false);
            }
            setting.excluding.clone()
        };
        let Some(excluding) = excluding else {
            return Ok(true);
        };
        let Some(name) = globals.get_item_opt(identifier!(vm, __name__), vm)? else {
            return Ok(true);
        };
        let key = name.downcast_ref::<PyStr>().map(|name| name.to_string());
        let known = key
            .as_ref()
            .and_then(|key| ignore_poison(self.excluded.lock()).get(key).copied());
        if let Some(known) = known {
            return Ok(!known);
        }
        let excluded = vm._contains(&excluding, &name)?;
        if let Some(key) = key {
            ignore_poison(self.excluded.lock()).insert(key, excluded);
        }
        Ok(!excluded)
    }

    /// Does the `eager` container hold one of these names?
    pub(crate) fn is_eager(&self, imported: &[String], vm: &VirtualMachine) -> PyResult<bool> {
        let Some(eager) = ignore_poison(self.setting.lock()).eager.clone() else {
            return Ok(false);
        };
        for name in imported {
            if vm._contains(&eager, vm.ctx.new_str(name.as_str()).as_object())? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// `importlib.set_lazy_imports(enabled=True, *, excluding=None, eager=None)`:
/// returns what was in force, as `(enabled, excluding, eager)`. `None` for
/// `enabled` goes back to how the interpreter was started.
///
/// # Errors
/// What `"" in container` raises, so that a wrong container is found here.
pub(crate) fn set(
    enabled: &PyObject,
    excluding: Option<PyObjectRef>,
    eager: Option<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult {
    let container = |object: Option<PyObjectRef>| -> PyResult<Option<PyObjectRef>> {
        let Some(object) = object.filter(|object| !vm.is_none(object)) else {
            return Ok(None);
        };
        vm._contains(&object, vm.ctx.empty_str.as_object())?;
        Ok(Some(object))
    };
    let state = &vm.state.lazy.transparent;
    let enabled = if vm.is_none(enabled) {
        state.at_start
    } else {
        enabled.to_owned().try_to_bool(vm)?
    };
    let now = Setting {
        enabled,
        excluding: container(excluding)?,
        eager: container(eager)?,
    };
    let before = core::mem::replace(&mut *ignore_poison(state.setting.lock()), now);
    ignore_poison(state.excluded.lock()).clear();
    let shown = |container: Option<PyObjectRef>| container.unwrap_or_else(|| vm.ctx.none());
    Ok(vm
        .ctx
        .new_tuple(vec![
            vm.ctx.new_bool(before.enabled).into(),
            shown(before.excluding),
            shown(before.eager),
        ])
        .into())
}

/// `importlib.is_lazy_imports_enabled()`: for the nearest module-level frame of
/// the caller; the process's setting where there is none, as in a bare thread.
pub(crate) fn is_enabled_here(vm: &VirtualMachine) -> PyResult<bool> {
    match frame::nearest_module() {
        Some((code, globals)) => vm.state.lazy.transparent.applies_to(&code, &globals, vm),
        None => Ok(vm.state.lazy.transparent.is_enabled()),
    }
}

/// `importlib.enable_lazy_imports_in_module(enable=True)`: for the nearest
/// module-level frame of the caller; `None` takes the setting back.
///
/// # Errors
/// `RuntimeError` if there is no such frame.
pub(crate) fn set_in_module(enable: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    let Some((_, globals)) = frame::nearest_module() else {
        return Err(vm.new_runtime_error("no module is being executed here"));
    };
    let switch = if vm.is_none(enable) {
        None
    } else {
        Some(enable.to_owned().try_to_bool(vm)?)
    };
    globals._as_dict_inner().set_module_switch(switch);
    Ok(())
}

/// `with importlib.eager_imports():`. Does nothing: imports in any `with` block
/// are eager, the name only says so (PEP 690).
pub(crate) fn eager_imports(vm: &VirtualMachine) -> PyObjectRef {
    drop(<EagerImports as crate::class::PyClassImpl>::make_static_type());
    EagerImports.into_ref(&vm.ctx).into()
}

#[pyclass(module = "importlib", name = "eager_imports")]
#[derive(Debug, PyPayload)]
struct EagerImports;

#[pyclass]
impl EagerImports {
    #[pymethod]
    fn __enter__(zelf: PyRef<Self>) -> PyRef<Self> {
        zelf
    }

    #[pymethod]
    fn __exit__(_zelf: PyRef<Self>, _exception: FuncArgs) {}
}
