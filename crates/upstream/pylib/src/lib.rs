//! The standard library that RustPython publishes, with pyrun's hooks: its
//! modules as bytecode, and the data files that some of them need.

#![no_std]

/// Every module of the standard library, compiled.
#[cfg(feature = "freeze-stdlib")]
pub const FROZEN_STDLIB: &rustpython_compiler_core::frozen::FrozenLib =
    rustpython_derive::py_freeze!(dir = "../generated/Lib", crate_name = "rustpython_compiler_core");

macro_rules! data {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../generated/Lib/", $path)))),*]
    };
}

/// Files of the standard library that are no modules: name below `Lib`, content.
pub const DATA_FILES: &[(&str, &[u8])] = data![
    "ensurepip/_bundled/pip-26.1.2-py3-none-any.whl",
    "venv/scripts/common/Activate.ps1",
    "venv/scripts/common/activate",
    "venv/scripts/common/activate.fish",
    "venv/scripts/nt/activate.bat",
    "venv/scripts/nt/deactivate.bat",
    "venv/scripts/posix/activate.csh",
];
