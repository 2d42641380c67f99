//! Compiled extension modules: pyrun cannot load them, and says so when an import
//! fails that would have found one, and when pip installs one.

use crate::{
    PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PySet, PyStr},
};

/// What does the same without compiled code, by the package or module at the
/// head of the name that was imported.
const ALTERNATIVES: &[(&str, &str)] = &[
    ("MySQLdb", "PyMySQL"),
    ("bcrypt", "hashlib.scrypt"),
    ("gevent", "asyncio"),
    ("greenlet", "asyncio"),
    ("httptools", "h11"),
    ("lxml", "xml.etree.ElementTree or html5lib"),
    ("orjson", "json"),
    ("psycopg2", "pg8000"),
    ("pydantic_core", "pydantic 1.10"),
    ("rapidjson", "json"),
    ("regex", "re"),
    ("rpds", "jsonschema 4.17, which does not need it"),
    ("ujson", "json"),
    ("uvloop", "asyncio's own event loop"),
    ("zstandard", "compression.zstd"),
];

/// Packages whose distribution has another name, as pip normalises it.
const DISTRIBUTIONS: &[(&str, &str)] = &[
    ("mysqlclient", "MySQLdb"),
    ("psycopg2-binary", "psycopg2"),
    ("pydantic-core", "pydantic_core"),
    ("python-rapidjson", "rapidjson"),
    ("rpds-py", "rpds"),
];

fn alternative(package: &str) -> Option<&'static str> {
    let mut known = ALTERNATIVES.iter();
    known
        .find(|(name, _)| *name == package)
        .map(|(_, instead)| *instead)
}

/// What there is in pure Python in place of what a distribution brings.
pub(crate) fn alternative_to(distribution: &str) -> Option<&'static str> {
    let mut known = DISTRIBUTIONS.iter();
    let other = known.find(|(name, _)| *name == distribution);
    alternative(other.map_or(distribution, |(_, package)| *package))
}

/// A module of pip has loaded: `lib/pyrun/pip.py` makes it prefer pure wheels and say
/// where there is none. Whatever fails in that, pip goes on.
pub(crate) fn pip_loaded(name: &str, vm: &VirtualMachine) {
    let told = vm
        .import("pyrun.pip", 0)
        .and_then(|pyrun| pyrun.get_attr("pip", vm))
        .and_then(|pip| vm.call_method(&pip, "loaded", (vm.ctx.new_str(name),)));
    drop(told);
}

/// If there is a compiled extension module for `name` on `path` (a package's
/// `__path__`, or `None` for `sys.path`): that, to follow "No module named …".
/// Nothing otherwise, and no error of its own.
pub(crate) fn why_missing(name: &str, path: &PyObject, vm: &VirtualMachine) -> String {
    let found = find(name, path, vm).ok().flatten();
    found.map_or_else(String::new, |file| {
        let head = name.split('.').next().unwrap_or(name);
        let alternative = alternative(head)
            .map(|instead| format!("; in pure Python there is {instead}"))
            .unwrap_or_default();
        format!("; pyrun cannot load the compiled extension module '{file}'{alternative}")
    })
}

/// The file, from what the path finders know of their folders already.
fn find(name: &str, path: &PyObject, vm: &VirtualMachine) -> PyResult<Option<String>> {
    let path: PyObjectRef = if vm.is_none(path) {
        vm.sys_module.get_attr("path", vm)?
    } else {
        path.to_owned()
    };
    let start = format!("{}.", name.rsplit('.').next().unwrap_or(name));
    let finders = vm.sys_module.get_attr("path_importer_cache", vm)?;
    let folders = vm.extract_elements_with(&path, Ok)?;
    for folder in folders {
        let Ok(finder) = finders.get_item(&*folder, vm) else {
            continue;
        };
        let Some(known) = vm.get_attribute_opt(&finder, vm.ctx.intern_str("_path_cache"))? else {
            continue;
        };
        let Some(files) = known.downcast_ref::<PySet>() else {
            continue;
        };
        let is_extension = |file: &PyObjectRef| {
            file.downcast_ref::<PyStr>()
                .and_then(|file| file.to_str())
                .is_some_and(|file| file.starts_with(&start) && is_compiled(file))
        };
        if let Some(file) = files.elements().into_iter().find(is_extension) {
            return Ok(Some(format!("{}/{}", folder.str(vm)?, file.str(vm)?)));
        }
    }
    Ok(None)
}

fn is_compiled(file: &str) -> bool {
    let extension = std::path::Path::new(file).extension();
    extension.is_some_and(|extension| extension == "so" || extension == "pyd")
}
