//! Native modules that CPython has and RustPython does not, and `additions` to
//! modules that it has.
//!
//! A file or folder for each; what Python code belongs to them is in `lib/`.

#[cfg(target_os = "linux")]
pub(crate) mod additions;
mod lsprof;
mod zstd;

use rustpython_vm::{Context, builtins::PyModuleDef};

/// The definitions of all new modules here.
pub(crate) fn module_defs(ctx: &Context) -> Vec<&'static PyModuleDef> {
    vec![lsprof::module_def(ctx), zstd::module_def(ctx)]
}
