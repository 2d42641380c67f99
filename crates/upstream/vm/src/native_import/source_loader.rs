//! The way from a source file's name to its cached bytecode.
//!
//! The source is as old and as long as the `.pyc` file says: then that is it. No or another `.pyc` file, checked hashes and broken files are
//! importlib's business.

use std::{
    fs::{self, Metadata},
    sync::Arc,
    time::UNIX_EPOCH,
};

use super::{Originals, caches_beside_sources, text_attribute};
use crate::{
    Py, PyObject, PyRef, VirtualMachine,
    builtins::{PyCode, PyStr},
    lazy,
    packed_code::Bytes,
    stdlib::marshal::read_file,
    version::PYC_MAGIC_NUMBER_BYTES,
};

/// The length of what stands before the code in a `.pyc` file (PEP 552).
const HEADER: usize = 16;

/// The code of module `name` from the cache, if `loader` is a plain `SourceFileLoader`
/// and the cached code is valid by its source's time and size. `None` is no error:
/// importlib finds out what there is to say.
pub(crate) fn cached_code(
    loader: &PyObject,
    name: &Py<PyStr>,
    vm: &VirtualMachine,
) -> Option<PyRef<PyCode>> {
    let originals = Originals::in_force(vm)?;
    // A loader has a name and a path; more would be methods that somebody has replaced.
    let is_plain = originals.loader.made(loader) && loader.dict()?._as_dict_inner().len() == 2;
    if !is_plain || !caches_beside_sources(vm) {
        return None;
    }
    if text_attribute(loader, "name", vm)?.as_wtf8() != name.as_wtf8() {
        return None;
    }
    let path = text_attribute(loader, "path", vm)?;
    let path = path.to_str()?;
    let optimize = vm.state.config.settings.optimize;
    let data = vm.allow_threads(|| read(path, optimize))?;
    let length = data.len();
    let code = read_file(&Bytes::Shared(Arc::new(data), HEADER..length), vm)?;
    let code = code.downcast::<PyCode>().ok()?;
    if code.source_path().as_str() != path {
        // Folders that were moved keep the files that were compiled elsewhere.
        let imp = lazy::loaded_module("_imp", vm)?;
        let arguments = (code.clone(), vm.ctx.new_str(path));
        vm.call_method(&imp, "_fix_co_filename", arguments).ok()?;
    }
    Some(code)
}

/// The cached file of `source` if it is valid.
fn read(source: &str, optimize: u8) -> Option<Vec<u8>> {
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
    let is_valid = words
        .iter()
        .map(|word| u32::from_le_bytes(*word))
        .eq(wanted);
    is_valid.then_some(data)
}

/// The low 32 bits of the time of change, as a `.pyc` file has them.
fn seconds(stat: &Metadata) -> Option<u32> {
    let time = stat.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    u32::try_from(time.as_secs() & u64::from(u32::MAX)).ok()
}

/// Where importlib's `cache_from_source` puts the cached file.
pub(super) fn cached_file(source: &str, optimize: u8) -> Option<String> {
    let (folder, file) = source.rsplit_once('/')?;
    let (stem, _) = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let tag = crate::lazy::CACHE_TAG;
    Some(match optimize {
        0 => format!("{folder}/__pycache__/{stem}.{tag}.pyc"),
        level => format!("{folder}/__pycache__/{stem}.{tag}.opt-{level}.pyc"),
    })
}
