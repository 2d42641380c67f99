//! An interpreter that cannot start.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::{VirtualMachine, builtins::PyBaseExceptionRef};

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
