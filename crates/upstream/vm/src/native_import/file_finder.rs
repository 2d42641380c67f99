//! Looking for a module in a folder of `sys.path` or of a package.

use std::{fs, path::Path};

use super::{Originals, attribute, text_attribute};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyFloat, PyList, PySet, PyStr, PyTuple},
    image::collect,
};

/// What `FileFinder.find_spec` finds.
enum Found {
    Nothing,
    Module(String),
    /// A package's `__init__` and folder.
    Package(String, String),
}

/// `finder.find_spec(name)`, or `NotImplemented` for importlib to do it.
///
/// # Errors
/// Only what making an object raises.
pub(crate) fn find_spec(finder: &PyObject, name: &Py<PyStr>, vm: &VirtualMachine) -> PyResult {
    let Some(originals) = Originals::in_force(vm) else {
        return Ok(vm.ctx.not_implemented());
    };
    collect::looked_for(name);
    let found = name
        .to_str()
        .and_then(|name| find(originals, finder, name, vm));
    let (path, folder) = match found {
        None => return Ok(vm.ctx.not_implemented()),
        Some(Found::Nothing) => return Ok(vm.ctx.none()),
        Some(Found::Module(path)) => (path, None),
        Some(Found::Package(path, folder)) => (path, Some(folder)),
    };
    let path: PyObjectRef = vm.ctx.new_str(path).into();
    let name: PyObjectRef = name.to_owned().into();
    let loader = [("name", name.clone()), ("path", path.clone())];
    let loader = originals.loader.instance(loader, vm)?;
    let locations = folder.map_or_else(
        || vm.ctx.none(),
        |folder| vm.ctx.new_list(vec![vm.ctx.new_str(folder).into()]).into(),
    );
    let spec = [
        ("name", name),
        ("loader", loader),
        ("origin", path),
        ("loader_state", vm.ctx.none()),
        ("submodule_search_locations", locations),
        (
            "_uninitialized_submodules",
            vm.ctx.new_list(Vec::new()).into(),
        ),
        ("_set_fileattr", vm.ctx.new_bool(true).into()),
        ("_cached", vm.ctx.none()),
    ];
    originals.spec.instance(spec, vm)
}

/// What there is in the finder's folder, if it is as the finder remembers and there
/// is nothing special.
fn find(
    originals: &Originals,
    finder: &PyObject,
    name: &str,
    vm: &VirtualMachine,
) -> Option<Found> {
    // A finder has five attributes; more would be methods that somebody has replaced.
    let is_plain = originals.finder.made(finder)
        && finder.dict()?._as_dict_inner().len() == 5
        && originals.loader.is_unchanged()
        && originals.spec.is_unchanged()
        && loads_sources_first(originals, finder, vm)?;
    let folder = text_attribute(finder, "path", vm)?;
    let folder = folder.to_str()?;
    if !is_plain || !folder.starts_with('/') || folder.ends_with('/') {
        return None;
    }
    let seen = attribute(finder, "_path_mtime", vm)?;
    let seen = seen.downcast_ref::<PyFloat>()?.to_f64();
    if vm.allow_threads(|| time_of_change(folder))?.to_bits() != seen.to_bits() {
        return None;
    }
    let files = attribute(finder, "_path_cache", vm)?;
    let files = files.downcast_ref_if_exact::<PySet>(vm)?;
    let has = |file: &str| files.contains(vm.ctx.new_str(file).as_object(), vm).ok();
    let tail = name.rsplit('.').next()?;
    let base = format!("{folder}/{tail}");
    if has(tail)? {
        let init = format!("{base}/__init__.py");
        if is_file(&init, vm) {
            return Some(Found::Package(init, base));
        }
        if is_file(&format!("{init}c"), vm) || vm.allow_threads(|| Path::new(&base).is_dir()) {
            return None;
        }
    }
    let source = format!("{base}.py");
    if has(&format!("{tail}.py"))? && is_file(&source, vm) {
        return Some(Found::Module(source));
    }
    (!has(&format!("{tail}.pyc"))?).then_some(Found::Nothing)
}

fn is_file(path: &str, vm: &VirtualMachine) -> bool {
    vm.allow_threads(|| Path::new(path).is_file())
}

/// Are the finder's loaders those of `.py` and then of `.pyc` files?
fn loads_sources_first(
    originals: &Originals,
    finder: &PyObject,
    vm: &VirtualMachine,
) -> Option<bool> {
    let loaders = attribute(finder, "_loaders", vm)?;
    let loaders = loaders.downcast_ref_if_exact::<PyList>(vm)?.borrow_vec();
    let [first, second] = &loaders[..] else {
        return None;
    };
    let is = |pair: &PyObject, wanted: &[u8]| {
        let pair = pair.downcast_ref::<PyTuple>()?;
        let [suffix, class] = pair.as_slice() else {
            return None;
        };
        (suffix.downcast_ref::<PyStr>()?.as_bytes() == wanted).then(|| class.clone())
    };
    is(second, b".pyc")?;
    Some(is(first, b".py")?.is(&originals.loader.class))
}

/// The folder's time of change as `os.stat` gives it in seconds.
#[cfg(target_os = "linux")]
#[allow(clippy::cast_precision_loss, reason = "as os.stat has it")]
fn time_of_change(folder: &str) -> Option<f64> {
    use std::os::unix::fs::MetadataExt;

    let stat = fs::metadata(folder).ok()?;
    Some(stat.mtime() as f64 + stat.mtime_nsec() as f64 / 1e9)
}

/// Elsewhere names may differ in case (`PYTHONCASEOK`): importlib does it.
#[cfg(not(target_os = "linux"))]
fn time_of_change(folder: &str) -> Option<f64> {
    fs::metadata(folder).ok()?;
    None
}
