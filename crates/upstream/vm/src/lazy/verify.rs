//! `-X lazyimportsverify`: does the module exist, without executing anything?

use super::resolve::loaded;
use crate::{AsObject, PyObjectRef, PyResult, VirtualMachine, extension_modules::why_missing};

/// Checks every part of the dotted name `full`.
///
/// # Errors
/// `ModuleNotFoundError`, as the import would raise it.
pub(crate) fn exists(full: &str, vm: &VirtualMachine) -> PyResult<()> {
    let mut path = vm.ctx.none();
    let ends = full.match_indices('.').map(|(at, _)| at);
    for end in ends.chain([full.len()]) {
        let part = &full[..end];
        path = match loaded(part, vm) {
            Some(module) => match vm.get_attribute_opt(&module, vm.ctx.intern_str("__path__"))? {
                Some(path) => path,
                // A module can bring its own idea of what is below it.
                None => return Ok(()),
            },
            None => match search_locations(part, path.clone(), vm)? {
                Found::Package(path) => path,
                Found::Module if part == full => return Ok(()),
                Found::Module => return Err(not_found(full, &not_a_package(full, part), vm)),
                Found::Nothing => {
                    let why = why_missing(part, &path, vm);
                    return Err(not_found(
                        part,
                        &format!("No module named '{part}'{why}"),
                        vm,
                    ));
                }
            },
        };
    }
    Ok(())
}

enum Found {
    Nothing,
    Module,
    /// With its `submodule_search_locations`.
    Package(PyObjectRef),
}

fn search_locations(name: &str, path: PyObjectRef, vm: &VirtualMachine) -> PyResult<Found> {
    let find = vm.importlib.get_attr("_find_spec", vm)?;
    let spec = find.call((vm.ctx.new_str(name), path), vm)?;
    if vm.is_none(&spec) {
        return Ok(Found::Nothing);
    }
    let locations = spec.get_attr("submodule_search_locations", vm)?;
    Ok(if vm.is_none(&locations) {
        Found::Module
    } else {
        Found::Package(locations)
    })
}

fn not_a_package(full: &str, part: &str) -> String {
    format!("No module named '{full}'; '{part}' is not a package")
}

fn not_found(
    name: &str,
    message: &str,
    vm: &VirtualMachine,
) -> crate::builtins::PyBaseExceptionRef {
    let class = vm.ctx.exceptions.module_not_found_error.to_owned();
    let error = vm.new_exception_msg(class, message.into());
    let _ = error.as_object().set_attr("name", vm.ctx.new_str(name), vm);
    error
}
