//! The way from a source file's name to its cached bytecode, without Python code.
//!
//! `SourceFileLoader.get_code` calls a dozen Python functions for each module that is
//! imported, and reads the file through a buffered stream. Nearly always the outcome is
//! the same: the source is as old and as long as the `.pyc` file says, and the code in it
//! is the module's. [`cached_code`] does just that. Whatever is different (no or another
//! `.pyc` file, checked hashes, a broken file, `-v`, an audit hook, a subclass, a function
//! of importlib that somebody has replaced) is left to importlib.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::sync::atomic::Ordering;
use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
    sync::OnceLock,
    time::UNIX_EPOCH,
};

use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{PyCode, PyDictRef, PyModule, PyStr, PyStrInterned, PyType, PyTypeRef},
    stdlib::marshal::deserialize_value,
    version::PYC_MAGIC_NUMBER_BYTES,
};

/// What of importlib takes part, and what must be as it was for us to do it.
const PARTS: &[&str] = &[
    "SourceFileLoader",
    "_bootstrap",
    "_classify_pyc",
    "_compile_bytecode",
    "_io",
    "_path_stat",
    "_validate_timestamp_pyc",
    "cache_from_source",
    "marshal",
];

/// The length of what stands before the code in a `.pyc` file (PEP 552).
const HEADER: usize = 16;

/// importlib as it was when the interpreter started.
#[derive(Debug, Default)]
pub struct State(OnceLock<Originals>);

#[derive(Debug)]
struct Originals {
    namespace: PyDictRef,
    parts: Vec<(&'static PyStrInterned, PyObjectRef)>,
    class: PyTypeRef,
    /// Changes with the class and the classes that it inherits from.
    version: u32,
}

/// Takes note of importlib before the program can change it.
///
/// # Errors
/// A part of importlib is missing.
pub(crate) fn capture(vm: &VirtualMachine) -> PyResult<()> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let external = modules.get_item("_frozen_importlib_external", vm)?;
    let Ok(external) = external.downcast::<PyModule>() else {
        return Ok(());
    };
    let namespace = external.dict();
    let mut parts = Vec::new();
    for name in PARTS {
        let name = vm.ctx.intern_str(*name);
        parts.push((name, namespace.get_item(name, vm)?));
    }
    let Ok(class) = parts[0].1.clone().downcast::<PyType>() else {
        return Ok(());
    };
    let version = class.version_for_specialization(vm);
    let _ = vm.state.source_loader.0.set(Originals {
        namespace,
        parts,
        class,
        version,
    });
    Ok(())
}

impl Originals {
    fn are_in_force(&self, vm: &VirtualMachine) -> bool {
        self.class.tp_version_tag.load(Ordering::Acquire) == self.version
            && self.parts.iter().all(|(name, part)| {
                let now = self.namespace.get_item_opt(*name, vm);
                matches!(now, Ok(Some(now)) if now.is(part))
            })
    }
}

/// The code of module `name` from the cache, if `loader` is a plain `SourceFileLoader`
/// and the cached code is valid by its source's time and size. `None` is no error:
/// importlib finds out what there is to say.
pub(crate) fn cached_code(
    loader: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> Option<PyRef<PyCode>> {
    let originals = vm.state.source_loader.0.get()?;
    let settings = &vm.state.config.settings;
    if !loader.class().is(&originals.class)
        || settings.verbose > 0
        || !vm.state.audit_hooks.lock().is_empty()
        || !originals.are_in_force(vm)
        || !caches_beside_sources(vm)
    {
        return None;
    }
    let dict = loader.dict()?;
    let text = |key: &'static str| {
        let value = dict.get_item_opt(key, vm).ok()??;
        value.downcast::<PyStr>().ok()
    };
    if text("name")?.as_wtf8() != name.as_wtf8() {
        return None;
    }
    let path = text("path")?;
    let path = path.to_str()?;
    let data = vm.allow_threads(|| read(Path::new(path), settings.optimize))?;
    let code = deserialize_value(&mut &data[HEADER..], true, vm).ok()?;
    let code = code.downcast::<PyCode>().ok()?;
    (code.source_path().as_str() == path).then_some(code)
}

/// Are cached files where they usually are, under pyrun's own tag?
fn caches_beside_sources(vm: &VirtualMachine) -> bool {
    let sys = &vm.sys_module;
    let prefix = sys.get_attr("pycache_prefix", vm);
    let tag = sys
        .get_attr("implementation", vm)
        .and_then(|implementation| implementation.get_attr("cache_tag", vm));
    prefix.is_ok_and(|prefix| vm.is_none(&prefix))
        && tag.is_ok_and(|tag| {
            tag.downcast_ref::<PyStr>()
                .is_some_and(|tag| tag.as_bytes() == crate::lazy::CACHE_TAG.as_bytes())
        })
}

/// The cached file of `source` if it is valid.
fn read(source: &Path, optimize: u8) -> Option<Vec<u8>> {
    let stat = fs::metadata(source).ok()?;
    let data = fs::read(cached_file(source, optimize)?).ok()?;
    let (header, _) = data.split_first_chunk::<HEADER>()?;
    let wanted = [
        u32::from_le_bytes(PYC_MAGIC_NUMBER_BYTES),
        0,
        seconds(&stat)?,
        // A .pyc file has the low 32 bits.
        u32::try_from(stat.len() & u64::from(u32::MAX)).ok()?,
    ];
    let (words, _) = header.as_chunks::<4>();
    let is_valid = words.iter().map(|word| u32::from_le_bytes(*word)).eq(wanted);
    is_valid.then_some(data)
}

/// The low 32 bits of the time of change, as a `.pyc` file has them.
fn seconds(stat: &Metadata) -> Option<u32> {
    let time = stat.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    u32::try_from(time.as_secs() & u64::from(u32::MAX)).ok()
}

/// Where importlib's `cache_from_source` puts the cached file.
fn cached_file(source: &Path, optimize: u8) -> Option<PathBuf> {
    let stem = source.file_stem()?.to_str()?;
    source.extension()?;
    let tag = crate::lazy::CACHE_TAG;
    let name = match optimize {
        0 => format!("{stem}.{tag}.pyc"),
        level => format!("{stem}.{tag}.opt-{level}.pyc"),
    };
    Some(source.parent()?.join("__pycache__").join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cached_files_are_named_as_importlib_names_them() {
        let file = |source: &str, optimize| cached_file(Path::new(source), optimize);
        let tag = crate::lazy::CACHE_TAG;
        let expected = PathBuf::from(format!("/a/__pycache__/b.c.{tag}.pyc"));
        assert_eq!(file("/a/b.c.py", 0), Some(expected));
        let expected = PathBuf::from(format!("/a/__pycache__/b.{tag}.opt-2.pyc"));
        assert_eq!(file("/a/b.py", 2), Some(expected));
        assert_eq!(file("/a/b", 0), None);
    }
}
