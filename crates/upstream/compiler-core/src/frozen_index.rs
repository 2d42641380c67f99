//! How a library of frozen modules lies in the binary: first what they are called, then
//! their code.
//!
//! Upstream writes each module's code behind its name. An interpreter reads all names
//! when it starts, and so touches pages all over the library; the system then keeps most
//! of it in memory.

use alloc::vec::Vec;

use crate::{
    frozen::{FrozenCodeObject, FrozenModule},
    marshal::{self, MarshalError, Read, ReadBorrowed, Write},
};

/// Appends `library` to `bytes`: the number of modules, the length of the index, name,
/// length and kind of each, the code of each.
pub(crate) fn write<'a, B: AsRef<[u8]>>(
    bytes: &mut Vec<u8>,
    library: impl ExactSizeIterator<Item = (&'a str, FrozenModule<B>)>,
) {
    marshal::write_len(bytes, library.len());
    let mut index = Vec::new();
    let mut codes = Vec::new();
    for (name, module) in library {
        let code = module.code.bytes.as_ref();
        marshal::write_vec(&mut index, name.as_bytes());
        marshal::write_len(&mut index, code.len());
        index.write_u8(module.package.into());
        codes.extend_from_slice(code);
    }
    marshal::write_vec(bytes, &index);
    bytes.extend_from_slice(&codes);
}

/// The index and the codes of what stands behind the number of modules.
///
/// # Panics
/// If that is no library: it is part of the binary.
pub(crate) fn split(mut library: &[u8]) -> (&[u8], &[u8]) {
    let length = library.read_u32().expect("a frozen library");
    let index = library.read_slice_borrow(length).expect("its index");
    (index, library)
}

/// The next module of the index, with its code.
///
/// # Errors
/// Nothing is left.
pub(crate) fn read_entry<'a>(
    index: &mut &'a [u8],
    codes: &mut &'a [u8],
) -> Result<(&'a str, FrozenModule<&'a [u8]>), MarshalError> {
    let length = index.read_u32()?;
    let name = index.read_str_borrow(length)?;
    let length = index.read_u32()?;
    let package = index.read_u8()? != 0;
    let bytes = codes.read_slice_borrow(length)?;
    let code = FrozenCodeObject { bytes };
    Ok((name, FrozenModule { code, package }))
}
