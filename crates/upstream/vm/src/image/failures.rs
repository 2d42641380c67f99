//! Modules whose code fails, as another module is missing: it fails in every process, as long
//! as that is missing.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::path::PathBuf;

use super::stand_ins;
use crate::{
    AsObject, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyStr},
    lazy::loaded_module,
};

/// The module that is missing, for which the code of `name` has failed with `error`, and the
/// source file of `name`; `None` if it has failed for something else.
pub(super) fn lacks(
    name: &str,
    error: &PyBaseExceptionRef,
    vm: &VirtualMachine,
) -> Option<(String, PathBuf)> {
    Some((missing_module(error, vm)?, source(name, vm)?))
}

/// The source file of the module `name`, which is looked for again.
fn source(name: &str, vm: &VirtualMachine) -> Option<PathBuf> {
    let origin = stand_ins::find_spec(name, vm)?
        .get_attr("origin", vm)
        .ok()?;
    Some(PathBuf::from(origin.downcast_ref::<PyStr>()?.to_str()?))
}

/// The module that `error` is about, if it is missing, and not only here: a builder has no
/// program.
fn missing_module(error: &PyBaseExceptionRef, vm: &VirtualMachine) -> Option<String> {
    let is_missing = error.fast_isinstance(vm.ctx.exceptions.module_not_found_error);
    let name = is_missing.then(|| error.as_object().get_attr("name", vm).ok())??;
    let name = name.downcast_ref::<PyStr>()?.to_str()?;
    let is_absent = name != "__main__" && loaded_module(name, vm).is_none();
    is_absent.then(|| name.to_owned())
}
