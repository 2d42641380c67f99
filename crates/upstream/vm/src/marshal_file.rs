//! What `marshal.load` reads ahead.
//!
//! Code objects in a file are thousands of small pieces. Asking the file for each of them makes
//! loading one six times as long as `marshal.loads` with the same bytes. From a plain
//! `io.BufferedReader` pieces are taken out of what it holds in its buffer anyway (`peek`), and
//! it is told once how many those were: nothing else can see a difference.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine, builtins::PyBytes,
    types::PyTypeFlags,
};

/// So many pieces are asked for one by one first: what is short does not pay for a look
/// at the whole buffer.
const PIECES: u32 = 16;

/// What lies ahead in a file.
#[derive(Default)]
pub(crate) struct Ahead {
    asked: u32,
    bytes: Vec<u8>,
    taken: usize,
}

impl Ahead {
    /// Puts the next `length` bytes of `file` into `piece`, if they are at hand.
    pub(crate) fn take(
        &mut self,
        file: &PyObject,
        length: usize,
        piece: &mut Vec<u8>,
        vm: &VirtualMachine,
    ) -> PyResult<bool> {
        self.asked = self.asked.saturating_add(1);
        if self.asked <= PIECES || !is_plain_reader(file) {
            return Ok(false);
        }
        if self.bytes.len() - self.taken < length {
            self.settle(file, vm)?;
            let peeked = vm.call_method(file, "peek", ())?;
            if let Some(peeked) = peeked.downcast_ref_if_exact::<PyBytes>(vm) {
                self.bytes.extend_from_slice(peeked.as_bytes());
            }
        }
        let Some(bytes) = self.bytes.get(self.taken..self.taken + length) else {
            self.settle(file, vm)?;
            return Ok(false);
        };
        piece.clear();
        piece.extend_from_slice(bytes);
        self.taken += length;
        Ok(true)
    }

    /// Moves `file` behind what was taken.
    pub(crate) fn settle(&mut self, file: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
        let taken = core::mem::take(&mut self.taken);
        self.bytes.clear();
        if taken > 0 {
            vm.call_method(file, "read", (taken,))?;
        }
        Ok(())
    }
}

/// Is it an `io.BufferedReader`, and no subclass that a program has made?
fn is_plain_reader(file: &PyObject) -> bool {
    let class = file.class();
    &*class.name() == "BufferedReader" && !class.slots.flags.has_feature(PyTypeFlags::HEAPTYPE)
}
