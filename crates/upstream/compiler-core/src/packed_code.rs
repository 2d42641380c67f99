//! How a code object lies in another one: what it takes to make a function of it in front,
//! then all of it, so that it can be left unread until somebody needs it.
//!
//! Most functions of the modules that a program imports are made and never called. Reading
//! the instructions, constants and names of all of them was a tenth of what such a program did.
//!
//! After the type (`C`): the length of the rest, a [`Head`], and the code object as
//! `serialize_code` writes it, with a table of references of its own. The outermost code
//! object, a module's, is written as upstream does.

use alloc::vec::Vec;

use rustpython_wtf8::Wtf8;

use super::{Read, ReadBorrowed, Type, Write, write_marshal_str, write_vec};
use crate::bytecode::{CodeFlags, CodeObject, Constant};

/// What is known of a code object before it is read.
#[derive(Clone, Debug)]
pub struct Head<Name> {
    /// `co_argcount`.
    pub arg_count: u32,
    /// `co_posonlyargcount`.
    pub posonlyarg_count: u32,
    /// `co_kwonlyargcount`.
    pub kwonlyarg_count: u32,
    /// `co_stacksize`.
    pub max_stackdepth: u32,
    /// `co_flags`.
    pub flags: CodeFlags,
    /// `co_nlocals`.
    pub locals: u32,
    /// How many variables a frame has: local ones, cells and free ones.
    pub localsplus: u32,
    /// How many of them are free.
    pub freevars: u32,
    /// `co_filename`.
    pub source_path: Name,
    /// `co_name`.
    pub obj_name: Name,
    /// `co_qualname`.
    pub qualname: Name,
}

impl<Name: Clone> Head<Name> {
    /// That of a code object.
    pub fn of<C: Constant<Name = Name>>(code: &CodeObject<C>) -> Self {
        Self {
            arg_count: code.arg_count,
            posonlyarg_count: code.posonlyarg_count,
            kwonlyarg_count: code.kwonlyarg_count,
            max_stackdepth: code.max_stackdepth,
            flags: code.flags,
            locals: count(&code.varnames),
            localsplus: count(&code.localspluskinds),
            freevars: count(&code.freevars),
            source_path: code.source_path.clone(),
            obj_name: code.obj_name.clone(),
            qualname: code.qualname.clone(),
        }
    }
}

fn count<T>(of: &[T]) -> u32 {
    u32::try_from(of.len()).unwrap_or(u32::MAX)
}

/// Writes `code`, which lies in another code object, with its type; `body` writes it as
/// `serialize_code` does.
///
/// # Errors
/// Those of `body`.
pub fn write<W: Write, C: Constant, E>(
    buf: &mut W,
    code: &CodeObject<C>,
    body: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let mut packed = Vec::new();
    packed.write_u32(code.arg_count);
    packed.write_u32(code.posonlyarg_count);
    packed.write_u32(code.kwonlyarg_count);
    packed.write_u32(code.max_stackdepth);
    packed.write_u32(code.flags.bits());
    packed.write_u32(count(&code.varnames));
    packed.write_u32(count(&code.localspluskinds));
    packed.write_u32(count(&code.freevars));
    for name in [&code.source_path, &code.obj_name, &code.qualname] {
        write_marshal_str(&mut packed, name.as_ref());
    }
    body(&mut packed)?;
    buf.write_u8(Type::PackedCode as u8);
    write_vec(buf, &packed);
    Ok(())
}

/// The documentation in a code object that has some (`HAS_DOCSTRING`) and was not read.
pub fn docstring(mut body: &[u8]) -> Option<&Wtf8> {
    const SCALARS: u32 = 5 * 4;
    body.read_slice_borrow(SCALARS).ok()?;
    let is_next =
        |body: &mut &[u8], wanted: Type| (body.read_u8().ok()? == wanted as u8).then_some(());
    is_next(&mut body, Type::Bytes)?;
    let instructions = body.read_u32().ok()?;
    body.read_slice_borrow(instructions).ok()?;
    is_next(&mut body, Type::Tuple)?;
    body.read_u32().ok()?;
    let length = match Type::try_from(body.read_u8().ok()? & !super::FLAG_REF).ok()? {
        Type::ShortAscii | Type::ShortAsciiInterned => u32::from(body.read_u8().ok()?),
        Type::Unicode | Type::Interned | Type::Ascii | Type::AsciiInterned => {
            body.read_u32().ok()?
        }
        _ => return None,
    };
    Wtf8::from_bytes(body.read_slice_borrow(length).ok()?)
}
