//! Submodules as attributes of their packages, which they are taken off while an image is
//! made.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::{HashMap, HashSet};

use super::collected::Collected;
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyModule},
    lazy,
};

/// The submodules that their packages have had, and have deleted.
pub(super) fn deleted(
    known: &HashMap<String, PyObjectRef>,
    collected: &HashMap<String, Collected>,
    vm: &VirtualMachine,
) -> PyResult<HashSet<String>> {
    let mut deleted = HashSet::new();
    for (name, _) in collected.iter().filter(|(_, seen)| seen.is_bound) {
        if let Some((package, child)) = package_of(name, known)
            && lazy::raw_slot(&package, vm.ctx.intern_str(child), vm)?.is_none()
        {
            deleted.insert(name.clone());
        }
    }
    Ok(deleted)
}

/// Takes `module` off its package, if the package has it under that name.
pub(super) fn unbind(
    name: &str,
    module: &PyObject,
    seen: &Collected,
    known: &HashMap<String, PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    let Some((package, child)) = package_of(name, known) else {
        return Ok(false);
    };
    let child = vm.ctx.intern_str(child);
    match lazy::raw_slot(&package, child, vm)? {
        Some(bound) if bound.is(module) => {
            match &seen.own_import {
                // A program finds it as the package's code has left it.
                Some(deferred) => package.set_item(child, deferred.clone(), vm)?,
                None => package.as_object().del_item(child, vm)?,
            }
            Ok(true)
        }
        Some(_) => Ok(false),
        // It was a deferred import again by the end, in the place of the package's own.
        None => {
            if let Some(own) = &seen.own_import {
                package.set_item(child, own.clone(), vm)?;
            }
            Ok(seen.is_bound)
        }
    }
}

/// The namespace of the package that `name` lies in, and its name there.
pub(super) fn package_of<'a>(
    name: &'a str,
    known: &HashMap<String, PyObjectRef>,
) -> Option<(PyDictRef, &'a str)> {
    let (package, child) = name.rsplit_once('.')?;
    let package = known.get(package)?;
    package.downcast_ref::<PyModule>()?;
    Some((package.dict()?, child))
}
