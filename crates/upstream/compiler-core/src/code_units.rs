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

#[cfg(test)]
mod tests {
    use core::sync::atomic::Ordering;

    use super::*;

    #[test]
    fn counters_and_caches_start_at_zero() {
        assert!(counters(3).iter().all(|counter| counter.load(Ordering::Relaxed) == 0));
        assert!(caches(3).iter().all(|cache| cache.load(Ordering::Relaxed) == 0));
    }

    #[test]
    fn an_operation_that_does_not_exist_is_an_error() {
        assert!(decode(&[[0, 0]]).is_ok());
        assert!((0..=255).any(|operation| decode(&[[operation, 0]]).is_err()));
    }
}
