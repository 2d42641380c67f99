//! Bytecode of two bytes an instruction, made ready to run.

extern crate std;

use alloc::{boxed::Box, vec::Vec};
use core::sync::atomic::{AtomicU16, AtomicUsize};
use std::sync::OnceLock;

use crate::{
    bytecode::{CodeUnit, Instruction},
    marshal::MarshalError,
};

/// The instructions by their numbers.
static INSTRUCTIONS: OnceLock<[Option<Instruction>; 256]> = OnceLock::new();

/// The instructions of `pairs`, each an operation and its argument.
///
/// # Errors
/// `InvalidBytecode` (or what upstream says) if an operation does not exist.
pub(crate) fn decode(pairs: &[[u8; 2]]) -> Result<Vec<CodeUnit>, MarshalError> {
    let known = INSTRUCTIONS.get_or_init(|| {
        core::array::from_fn(|number| Instruction::try_from(u8::try_from(number).ok()?).ok())
    });
    let mut units = Vec::with_capacity(pairs.len());
    for &[operation, argument] in pairs {
        let instruction = match known[usize::from(operation)] {
            Some(instruction) => instruction,
            None => Instruction::try_from(operation)?,
        };
        units.push(CodeUnit::new(instruction, argument.into()));
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
