//! RustPython's bytecode and marshal format, with pyrun's hooks.
//!
//! Upstream's crate root is taken as a module, so that its modules find their
//! files, and re-exported; what is ours is in [`lazy`], [`locations`], `code_units` and
//! `frozen_index`, and in `code_reader` and `packed_code`, child modules of `marshal`.

#![no_std]
// Upstream's `define_opcodes!` needs it.
#![recursion_limit = "256"]

extern crate alloc;

mod code_units;
mod frozen_index;
pub mod lazy;
pub mod locations;

#[allow(warnings, clippy::all, clippy::pedantic)]
#[path = "../generated/src/lib.rs"]
mod upstream;

pub use upstream::*;
