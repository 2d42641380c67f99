//! What importlib writes into a new module: `__name__`, `__loader__`, `__package__`,
//! `__spec__`, `__path__`, `__file__` and `__cached__`.

use super::{
    Originals, attribute, caches_beside_sources, source_loader::cached_file, text_attribute,
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyModule, PyStr},
};

/// `_init_module_attrs(spec, module)`; false if importlib has to do it.
///
/// # Errors
/// What computing `spec.cached` raises.
pub(crate) fn init(spec: &PyObject, module: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    let Some(originals) = Originals::in_force(vm) else {
        return Ok(false);
    };
    let Some(module) = module.downcast_ref_if_exact::<PyModule>(vm) else {
        return Ok(false);
    };
    let dict = module.dict();
    if !originals.spec.made(spec) || dict.contains_key(identifier!(vm, __getattr__), vm) {
        return Ok(false);
    }
    let get = |name| attribute(spec, name, vm);
    let (Some(name), Some(loader), Some(origin), Some(locations), Some(has_file)) = (
        text_attribute(spec, "name", vm),
        get("loader"),
        get("origin"),
        get("submodule_search_locations"),
        get("_set_fileattr"),
    ) else {
        return Ok(false);
    };
    let is_package = !vm.is_none(&locations);
    if is_package && vm.is_none(&loader) {
        return Ok(false);
    }
    let Some(parent) = parent(&name, is_package) else {
        return Ok(false);
    };
    let parent = vm.ctx.new_str(parent);
    set_missing(&dict, "__name__", name.into(), vm)?;
    set_missing(&dict, "__loader__", loader, vm)?;
    set_missing(&dict, "__package__", parent.into(), vm)?;
    dict.set_item("__spec__", spec.to_owned(), vm)?;
    if is_package {
        set_missing(&dict, "__path__", locations, vm)?;
    }
    if has_file.is(&vm.ctx.true_value) {
        let cached = cached(spec, &origin, vm)?;
        set_missing(&dict, "__file__", origin, vm)?;
        if !vm.is_none(&cached) {
            set_missing(&dict, "__cached__", cached, vm)?;
        }
    }
    Ok(true)
}

/// `spec.parent`.
fn parent(name: &Py<PyStr>, is_package: bool) -> Option<&str> {
    let name = name.to_str()?;
    if is_package {
        return Some(name);
    }
    Some(name.rsplit_once('.').map_or("", |(parent, _)| parent))
}

fn set_missing(
    dict: &Py<PyDict>,
    name: &'static str,
    value: PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let name = vm.ctx.intern_str(name);
    let now = dict.get_item_opt(name, vm)?;
    if now.is_none_or(|now| vm.is_none(&now)) {
        dict.set_item(name, value, vm)?;
    }
    Ok(())
}

/// `spec.cached` of a module with a file.
fn cached(spec: &PyObject, origin: &PyObject, vm: &VirtualMachine) -> PyResult {
    let name = vm.ctx.intern_str("_cached");
    let usual = || {
        let known = attribute(spec, "_cached", vm)?;
        if !vm.is_none(&known) {
            return Some(known);
        }
        let source = origin.downcast_ref::<PyStr>()?.to_str()?;
        if !source.starts_with('/') || !source.ends_with(".py") || !caches_beside_sources(vm) {
            return None;
        }
        let path = cached_file(source, vm.state.config.settings.optimize)?;
        let path: PyObjectRef = vm.ctx.new_str(path).into();
        spec.dict()?.set_item(name, path.clone(), vm).ok()?;
        Some(path)
    };
    usual().map_or_else(|| spec.get_attr("cached", vm), Ok)
}
