//! What `marshal.load` reads.
//!
//! Code objects in a file are thousands of small pieces. Asking the file for each of them makes
//! loading one six times as long as `marshal.loads` with the same bytes: a byte array, a memory
//! view and a call of `readinto` for each. A plain `io.BufferedReader` is asked for the first
//! piece only, with all checks. The others come out of its buffer as long as they lie there.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::{PyObject, VirtualMachine, stdlib::_io};

/// Whether a file has been asked for something.
#[derive(Default)]
pub(crate) struct Buffered {
    was_asked: bool,
}

impl Buffered {
    /// Puts the next `length` bytes of `file` into `piece`, if they lie in its buffer.
    pub(crate) fn take(
        &mut self,
        file: &PyObject,
        length: usize,
        piece: &mut Vec<u8>,
        vm: &VirtualMachine,
    ) -> bool {
        // A program can give a file methods of its own.
        let is_plain = || file.dict().is_none_or(|dict| dict.is_empty());
        core::mem::replace(&mut self.was_asked, true)
            && is_plain()
            && _io::take_buffered(file, length, piece, vm)
    }
}
