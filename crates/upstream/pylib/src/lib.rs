//! The standard library that RustPython publishes, with pyrun's hooks: its
//! modules as bytecode and as source text, and the data files that some need.

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

/// Name below `Lib`, where its packed text starts and where it ends; sorted.
static SOURCES: &[(&str, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/sources.rs"));

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sources.bin"));

/// The source text of the module in the file `name` below `Lib`, compressed in
/// zlib's format.
pub fn packed_source(name: &str) -> Option<&'static [u8]> {
    let place = SOURCES
        .binary_search_by(|(known, _, _)| (*known).cmp(name))
        .ok()?;
    let (_, start, end) = SOURCES[place];
    PACKED.get(start..end)
}
