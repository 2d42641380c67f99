//! Calls of the system, and how their errors become Python's.

use std::io;

use rustpython_vm::{PyResult, VirtualMachine, convert::IntoPyException};

/// What a call says that returns a negative number and sets `errno`.
/// To be asked at once: whatever runs in between may set it again.
pub(super) fn outcome<T: Default + PartialOrd>(result: T) -> io::Result<T> {
    // The default of a number is zero.
    if result < T::default() {
        Err(io::Error::last_os_error())
    } else {
        Ok(result)
    }
}

/// What a call says that returns the error's number, or zero.
pub(super) fn outcome_by_number(error: i32) -> io::Result<()> {
    if error == 0 {
        Ok(())
    } else {
        Err(io::Error::from_raw_os_error(error))
    }
}

/// [`outcome`] with Python's exception.
pub(super) fn checked<T: Default + PartialOrd>(result: T, vm: &VirtualMachine) -> PyResult<T> {
    outcome(result).map_err(|error| error.into_pyexception(vm))
}

/// [`outcome_by_number`] with Python's exception.
pub(super) fn checked_number(error: i32, vm: &VirtualMachine) -> PyResult<()> {
    outcome_by_number(error).map_err(|error| error.into_pyexception(vm))
}

/// Calls the system, while other threads run, until no signal interrupts the
/// call; between two calls the handlers run, and what one raises is the error of
/// the outer result. The inner one is what the last call says.
pub(super) fn uninterrupted<T>(
    vm: &VirtualMachine,
    mut call: impl FnMut() -> io::Result<T>,
) -> PyResult<io::Result<T>> {
    loop {
        match vm.allow_threads(&mut call) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => vm.check_signals()?,
            outcome => return Ok(outcome),
        }
    }
}

/// [`uninterrupted`], and every error as Python's exception.
pub(super) fn repeat<T>(vm: &VirtualMachine, call: impl FnMut() -> io::Result<T>) -> PyResult<T> {
    uninterrupted(vm, call)?.map_err(|error| error.into_pyexception(vm))
}
