//! RustPython's compiler from syntax tree to bytecode, with pyrun's hooks.
//!
//! Upstream's crate root holds code besides its list of modules, so it is taken
//! as a module and re-exported. What is ours is in `src/lazy.rs`, a child of
//! upstream's `compile` so that it can see the compiler's state, and in
//! [`lone_surrogates`].

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
