//! importlib's most travelled ways, without Python code.
//!
//! Finding a module in a folder of `sys.path`, getting its code from the cache and
//! filling in its attributes is a few thousand bytecode instructions in importlib, for
//! each module of a program. Nearly always the outcome is a matter of a few system calls:
//! [`file_finder`], [`source_loader`] and [`module_attributes`] do just that. Their
//! results are the objects that importlib makes.
//!
//! importlib remains in charge: its functions ask these first, and go on themselves
//! whenever anything is different: another class of finder or loader, a function or
//! class that somebody has replaced, `-v`, an audit hook, a folder that has changed, a file
//! that is not what it should be.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

pub mod file_finder;
pub mod module_attributes;
pub mod source_loader;

use core::sync::atomic::Ordering;
use std::sync::OnceLock;

use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyModule, PyStr, PyStrInterned, PyStrRef, PyType, PyTypeRef},
};

/// What of `_frozen_importlib_external` takes part, and must be as it was for us to
/// stand in for it.
const PARTS: &[&str] = &[
    "_bootstrap",
    "_classify_pyc",
    "_compile_bytecode",
    "_get_cached",
    "_io",
    "_os",
    "_path_isdir",
    "_path_isfile",
    "_path_join",
    "_path_stat",
    "_relax_case",
    "_validate_timestamp_pyc",
    "cache_from_source",
    "marshal",
    "spec_from_file_location",
];

/// importlib as it was when the interpreter started.
#[derive(Debug, Default)]
pub struct State(OnceLock<Originals>);

#[derive(Debug)]
struct Originals {
    namespace: PyDictRef,
    parts: Vec<(&'static PyStrInterned, PyObjectRef)>,
    finder: Class,
    loader: Class,
    spec: Class,
}

/// A class of importlib.
#[derive(Debug)]
struct Class {
    class: PyTypeRef,
    /// Changes with the class and with those that it inherits from.
    version: u32,
}

impl Class {
    fn capture(namespace: &PyObject, name: &'static str, vm: &VirtualMachine) -> PyResult<Self> {
        let class = namespace.get_attr(name, vm)?;
        let class = class
            .downcast::<PyType>()
            .map_err(|_| vm.new_type_error(format!("importlib's {name} is not a class")))?;
        let version = class.version_for_specialization(vm);
        Ok(Self { class, version })
    }

    /// Is `object` of this very class, and the class as it was?
    fn made(&self, object: &PyObject) -> bool {
        object.class().is(&self.class) && self.is_unchanged()
    }

    fn is_unchanged(&self) -> bool {
        self.class.tp_version_tag.load(Ordering::Acquire) == self.version
    }

    /// An instance with these attributes, as `__init__` sets them.
    fn instance(
        &self,
        attributes: impl IntoIterator<Item = (&'static str, PyObjectRef)>,
        vm: &VirtualMachine,
    ) -> PyResult {
        let dict = vm.ctx.new_dict();
        for (name, value) in attributes {
            dict.set_item(vm.ctx.intern_str(name), value, vm)?;
        }
        Ok(vm.ctx.new_base_object(self.class.clone(), Some(dict)))
    }
}

/// Takes note of importlib before the program can change it.
///
/// # Errors
/// A part of importlib is missing.
pub(crate) fn capture(vm: &VirtualMachine) -> PyResult<()> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let external = modules.get_item("_frozen_importlib_external", vm)?;
    let bootstrap = modules.get_item("_frozen_importlib", vm)?;
    let Some(namespace) = external.downcast_ref::<PyModule>().map(Py::dict) else {
        return Ok(());
    };
    let mut parts = Vec::new();
    for name in PARTS {
        let name = vm.ctx.intern_str(*name);
        parts.push((name, namespace.get_item(name, vm)?));
    }
    let _ = vm.state.native_import.0.set(Originals {
        namespace,
        parts,
        finder: Class::capture(&external, "FileFinder", vm)?,
        loader: Class::capture(&external, "SourceFileLoader", vm)?,
        spec: Class::capture(&bootstrap, "ModuleSpec", vm)?,
    });
    Ok(())
}

impl Originals {
    /// importlib as it was, if it still is and nobody wants to watch it.
    fn in_force(vm: &VirtualMachine) -> Option<&Self> {
        let originals = vm.state.native_import.0.get()?;
        let are_same = vm.state.config.settings.verbose == 0
            && vm.state.audit_hooks.lock().is_empty()
            && originals.parts.iter().all(|(name, part)| {
                let now = originals.namespace.get_item_opt(*name, vm);
                matches!(now, Ok(Some(now)) if now.is(part))
            });
        are_same.then_some(originals)
    }
}

/// Is the code that runs importlib's?
pub(crate) fn is_running(vm: &VirtualMachine) -> bool {
    let originals = vm.state.native_import.0.get();
    originals.is_some_and(|originals| {
        vm.current_frame().is_some() && vm.current_globals().is(&originals.namespace)
    })
}

/// Are cached files where they usually are, under pyrun's own tag?
fn caches_beside_sources(vm: &VirtualMachine) -> bool {
    let sys = &vm.sys_module;
    let prefix = sys.get_attr("pycache_prefix", vm);
    let tag = sys
        .get_attr("implementation", vm)
        .and_then(|implementation| implementation.get_attr("cache_tag", vm));
    prefix.is_ok_and(|prefix| vm.is_none(&prefix))
        && tag.is_ok_and(|tag| {
            tag.downcast_ref::<PyStr>()
                .is_some_and(|tag| tag.as_bytes() == crate::lazy::CACHE_TAG.as_bytes())
        })
}

/// The instance attribute `name` of `object`.
fn attribute(object: &PyObject, name: &'static str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    object.dict()?.get_item_opt(name, vm).ok()?
}

/// The same if it is a string.
fn text_attribute(object: &PyObject, name: &'static str, vm: &VirtualMachine) -> Option<PyStrRef> {
    attribute(object, name, vm)?.downcast().ok()
}
