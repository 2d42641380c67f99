//! The standard library that RustPython publishes, with pyrun's hooks, as
//! bytecode.

#![no_std]

/// Every module of the standard library, compiled.
#[cfg(feature = "freeze-stdlib")]
pub const FROZEN_STDLIB: &rustpython_compiler_core::frozen::FrozenLib =
    rustpython_derive::py_freeze!(dir = "../generated/Lib", crate_name = "rustpython_compiler_core");
