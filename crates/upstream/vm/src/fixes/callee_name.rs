//! The name of what is being called, for messages about its arguments.

use core::fmt;

use crate::{PyObject, VirtualMachine, frame::ExecutingFrame};

/// Finds the name when a message is written: that may run the callee's
/// `__repr__`, which must not happen in a call that succeeds.
pub(crate) struct CalleeName<'a> {
    callee: &'a PyObject,
    vm: &'a VirtualMachine,
}

impl<'a> CalleeName<'a> {
    pub(crate) fn new(callee: &'a PyObject, vm: &'a VirtualMachine) -> Self {
        Self { callee, vm }
    }
}

impl fmt::Display for CalleeName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ExecutingFrame::object_function_str(self.callee, self.vm).fmt(f)
    }
}
