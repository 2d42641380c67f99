//! Bytecode of two bytes an instruction, made ready to run.

use alloc::{boxed::Box, vec::Vec};
use core::sync::atomic::{AtomicU16, AtomicUsize};

use crate::{
    bytecode::{CodeUnit, Instruction},
    marshal::MarshalError,
};

/// The instructions of `pairs`, each an operation and its argument.
///
/// # Errors
/// `InvalidBytecode` (or what upstream says) if an operation does not exist.
pub(crate) fn decode(pairs: &[[u8; 2]]) -> Result<Vec<CodeUnit>, MarshalError> {
    let mut units = Vec::with_capacity(pairs.len());
    for &[operation, argument] in pairs {
        units.push(CodeUnit::new(
            Instruction::try_from(operation)?,
            argument.into(),
        ));
    }
    Ok(units)
}

/// As many counters, all zero. For code that never runs the system need not even
/// provide the memory.
pub(crate) fn counters(number: usize) -> Box<[AtomicU16]> {
    // SAFETY: zero bits are an `AtomicU16` of zero.
    unsafe { Box::new_zeroed_slice(number).assume_init() }
}

/// As many empty caches.
pub(crate) fn caches(number: usize) -> Box<[AtomicUsize]> {
    // SAFETY: zero bits are an `AtomicUsize` of zero.
    unsafe { Box::new_zeroed_slice(number).assume_init() }
}
