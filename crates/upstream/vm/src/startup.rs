//! What an interpreter does at its start, and what it need not do then.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::{AsObject, PyObject, PyResult, VirtualMachine, builtins::PyBaseExceptionRef, import};

/// The documentation of what is native, which upstream unpacks when the first class is
/// made: `build.rs` has done that, and the system reads the pages that somebody needs.
#[cfg(feature = "doc")]
pub(crate) const DOCUMENTATION: &str = include_str!(concat!(env!("OUT_DIR"), "/documentation.txt"));

/// About how many names (interned strings) there are when an interpreter has started.
pub(crate) const NAMES: usize = 7000;

/// Makes the classes of syntax trees, before one is made or compiled. Upstream makes
/// them at every start.
///
/// # Errors
/// Whatever importing `_ast` raises.
#[cfg(feature = "ast")]
pub(crate) fn make_ast_classes(vm: &VirtualMachine) -> PyResult<()> {
    import::import_builtin(vm, "_ast").map(drop)
}

/// The same if compiling `source` makes a tree or takes one.
///
/// # Errors
/// Whatever importing `_ast` raises.
#[cfg(feature = "ast")]
pub(crate) fn make_ast_classes_for(
    source: &PyObject,
    wants_tree: bool,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let class = source.class();
    let is_text = class.is(vm.ctx.types.str_type) || class.is(vm.ctx.types.bytes_type);
    if is_text && !wants_tree {
        return Ok(());
    }
    make_ast_classes(vm)
}

/// Ends the process as CPython does when the standard streams cannot be made,
/// for example with an unknown `PYTHONIOENCODING`: two lines and exit code 1.
#[cold]
pub(crate) fn fatal(error: &PyBaseExceptionRef, vm: &VirtualMachine) -> ! {
    let mut reason = String::new();
    let _ = vm.write_exception(&mut reason, error);
    eprint!(
        "Fatal Python error: init_sys_streams: can't initialize sys standard streams\n\
         Python runtime state: core initialized\n{reason}"
    );
    std::process::exit(1)
}
