//! The file name that a frozen module's code has.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::path::MAIN_SEPARATOR_STR;

use crate::{VirtualMachine, vm::resolve_frozen_alias};

/// The path below the standard library's folder that the module `name` gives as
/// its `__file__` (`FrozenImporter._resolve_filename`), `None` if it has none.
pub(crate) fn path(name: &str, vm: &VirtualMachine) -> Option<String> {
    let folder = vm.state.config.paths.stdlib_dir.as_deref()?;
    let module = vm.state.frozen.get(name)?;
    let name = resolve_frozen_alias(name);
    if name.is_empty() || name.starts_with('<') {
        return None;
    }
    let relative = name.replace('.', MAIN_SEPARATOR_STR);
    Some(if module.package {
        format!("{folder}{MAIN_SEPARATOR_STR}{relative}{MAIN_SEPARATOR_STR}__init__.py")
    } else {
        format!("{folder}{MAIN_SEPARATOR_STR}{relative}.py")
    })
}
