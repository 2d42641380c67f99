//! What the compiler tells the runtime about an import statement, and the
//! `__future__` flags of lazy imports.
//!
//! The compiler decides what *may* be lazy, the runtime whether it *is*: a code
//! object is the same in every mode. `IMPORT_NAME`'s argument is the name's
//! index shifted left by two, with the [`ImportKind`] in the low bits, as in
//! CPython 3.15 (`Python/codegen.c`); the fourth value is ours.

/// `co_flags` bit of `from __future__ import lazy_imports`.
pub const CO_FUTURE_LAZY_IMPORTS: u32 = 0x1000_0000;
/// `co_flags` bit of `from __future__ import eager_imports`.
pub const CO_FUTURE_EAGER_IMPORTS: u32 = 0x2000_0000;

/// Where an import statement stands, as far as laziness cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// At module level: lazy when the mode says so.
    Default = 0,
    /// Written `lazy import` (PEP 810).
    Lazy = 1,
    /// In a function, a class, a `try` statement or a star import: never lazy.
    Eager = 2,
    /// At module level in a `with` block, or in `finally` on the way through
    /// without an exception: PEP 810 may make it lazy, the Cinder mode does not.
    Block = 3,
}

const KIND_BITS: u32 = 2;

impl ImportKind {
    /// The argument of `IMPORT_NAME` for the name at index `name`.
    #[must_use]
    pub const fn encode(self, name: u32) -> u32 {
        (name << KIND_BITS) | self as u32
    }

    /// The name's index and the kind in an `IMPORT_NAME` argument.
    #[must_use]
    pub const fn decode(argument: u32) -> (u32, Self) {
        let kind = match argument & ((1 << KIND_BITS) - 1) {
            0 => Self::Default,
            1 => Self::Lazy,
            2 => Self::Eager,
            _ => Self::Block,
        };
        (argument >> KIND_BITS, kind)
    }
}
