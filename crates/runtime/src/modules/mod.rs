//! Native modules that CPython has and RustPython does not.
//!
//! A file or folder for each; what Python code belongs to them is in `lib/`.

mod lsprof;
mod zstd;

use rustpython_vm::{Context, builtins::PyModuleDef};

/// The definitions of all modules here.
pub(crate) fn module_defs(ctx: &Context) -> Vec<&'static PyModuleDef> {
    vec![lsprof::module_def(ctx), zstd::module_def(ctx)]
}
