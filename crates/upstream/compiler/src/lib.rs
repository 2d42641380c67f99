//! RustPython's parser and compiler in one, with pyrun's hooks.
//!
//! Upstream's crate root is one file of code, so it is taken as a module and
//! re-exported. What is ours is in `src/accepted.rs`, a child of it so that it
//! can make upstream's errors.

#[allow(warnings, clippy::all, clippy::pedantic)]
#[path = "../generated/src/lib.rs"]
mod upstream;

pub use upstream::*;
