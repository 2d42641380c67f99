//! RustPython's compiler from syntax tree to bytecode, with pyrun's hooks.
//!
//! Upstream's crate root holds code besides its list of modules, so it is taken
//! as a module and re-exported. What is ours is in this folder: `lazy.rs`,
//! `lazy_syntax.rs` and `annotations.rs` are children of upstream's `compile`, so
//! that they can see the compiler's state; [`lone_surrogates`], `constant_index`
//! and `complex_folding` stand alone.

#[macro_use]
extern crate log;
extern crate alloc;

mod complex_folding;
mod constant_index;
pub mod lone_surrogates;

#[allow(warnings, clippy::all, clippy::pedantic)]
#[path = "../generated/src/lib.rs"]
mod upstream;

pub use upstream::*;
