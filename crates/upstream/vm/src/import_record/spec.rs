//! What a module is loaded from, by its spec.

use super::load::Source;
use crate::{
    AsObject, PyObject, PyObjectRef, VirtualMachine,
    builtins::{PyStr, PyType},
};

/// What `spec` says about the module's file and loader.
pub(super) fn source(spec: &PyObject, vm: &VirtualMachine) -> Source {
    Source {
        file: file(spec, vm),
        loader: loader(spec, vm),
    }
}

/// The file that the module will name as its own.
fn file(spec: &PyObject, vm: &VirtualMachine) -> Option<String> {
    let has_file = attribute(spec, "_set_fileattr", vm)?.is(&vm.ctx.true_value);
    let file = if has_file {
        attribute(spec, "origin", vm)
    } else {
        // A frozen module.
        let state = attribute(spec, "loader_state", vm)?;
        attribute(&state, "filename", vm)
    };
    Some(file?.downcast_ref::<PyStr>()?.to_string())
}

/// What kind of loader it is. Source files are said to come from the cache until they
/// are compiled.
fn loader(spec: &PyObject, vm: &VirtualMachine) -> Option<&'static str> {
    let loader = attribute(spec, "loader", vm)?;
    if vm.is_none(&loader) {
        return Some("namespace");
    }
    let class = loader
        .downcast_ref::<PyType>()
        .unwrap_or_else(|| loader.class());
    Some(match &*class.name() {
        "BuiltinImporter" => "builtin",
        "ExtensionFileLoader" => "extension",
        "FrozenImporter" => "frozen",
        "NamespaceLoader" => "namespace",
        "SourceFileLoader" | "SourcelessFileLoader" => "bytecode",
        _ => "custom",
    })
}

/// An attribute of the object's own, without running any code.
fn attribute(object: &PyObject, name: &'static str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    object.dict()?.get_item_opt(name, vm).ok()?
}
