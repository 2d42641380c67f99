//! Regular expressions to the matching engine's code, without Python code.
//!
//! Many modules compile a dozen patterns when they are imported, and `re` takes one to
//! pieces character by character, in Python: for command-line tools that is a seventh of what their modules
//! cost. [`compile_text`] does the same natively: [`tokens`] and [`parser`] make a tree
//! ([`tree`]) of the pattern's text, [`emit`] writes code for it, with [`charset`] and [`prefix`] for
//! what speeds up matching, [`case`] for what ignoring case means.
//!
//! The code is the one that `re._compiler` writes, word for word, so a pattern behaves
//! the same whoever has compiled it. `re` remains in charge of all that is unusual: errors
//! and warnings (with their texts and positions), names of characters (`\N{…}`), the
//! locale, `re.DEBUG`, subclasses of `str`. These are [`Declined`] here, and Python's code
//! goes on.
//!
//! Depends on the engine's crate for opcodes and letter cases; only this file knows Python objects.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

mod case;
mod charset;
mod emit;
mod parser;
mod prefix;
mod tokens;
mod tree;

use num_traits::ToPrimitive;
use rustpython_sre_engine::SreFlag;

use crate::{
    AsObject, PyObject, PyResult, VirtualMachine,
    builtins::{PyBytes, PyInt, PyStr, PyTupleRef},
};

/// What only Python's own compiler can deal with, or has to complain about.
#[derive(Debug)]
pub(crate) struct Declined;

type Parsed<T> = Result<T, Declined>;

/// A pattern as the engine takes it.
#[derive(Debug)]
struct Compiled {
    flags: SreFlag,
    code: Vec<u32>,
    /// How many groups there are, with the whole match as one.
    groups: usize,
    /// Named groups, in the order in which they were opened.
    names: Vec<(String, usize)>,
}

/// The arguments of `_sre.compile` behind the pattern; `None` if this is for Python's compiler.
///
/// # Errors
/// When an object cannot be made.
pub(crate) fn compile_text(
    pattern: &PyObject,
    flags: &PyObject,
    vm: &VirtualMachine,
) -> PyResult<Option<PyTupleRef>> {
    let Some(flags) = known_flags(flags) else {
        return Ok(None);
    };
    let compiled = if let Some(text) = pattern.downcast_ref_if_exact::<PyStr>(vm) {
        let characters = text.as_wtf8().code_points().map(|point| point.to_u32());
        compile(characters, true, flags)
    } else if let Some(bytes) = pattern.downcast_ref_if_exact::<PyBytes>(vm) {
        compile(
            bytes.as_bytes().iter().copied().map(u32::from),
            false,
            flags,
        )
    } else {
        Err(Declined)
    };
    let Ok(compiled) = compiled else {
        return Ok(None);
    };
    let named = vm.ctx.new_dict();
    let mut names = vec![vm.ctx.none(); compiled.groups];
    for (name, group) in &compiled.names {
        let name = vm.ctx.new_str(name.as_str());
        named.set_item(&*name, vm.ctx.new_int(*group).into(), vm)?;
        names[*group] = name.into();
    }
    let code = compiled
        .code
        .iter()
        .map(|&word| vm.ctx.new_int(word).into());
    let code = vm.ctx.new_list(code.collect());
    Ok(Some(vm.ctx.new_tuple(vec![
        vm.ctx.new_int(compiled.flags.bits()).into(),
        code.into(),
        vm.ctx.new_int(compiled.groups - 1).into(),
        named.into(),
        vm.ctx.new_tuple(names).as_object().to_owned(),
    ])))
}

fn known_flags(flags: &PyObject) -> Option<SreFlag> {
    let flags = flags.downcast_ref::<PyInt>()?;
    SreFlag::from_bits(flags.as_bigint().to_u16()?)
}

/// Compiles the characters of a `str` (`is_text`) or the bytes of a `bytes`.
fn compile(
    characters: impl Iterator<Item = u32>,
    is_text: bool,
    flags: SreFlag,
) -> Parsed<Compiled> {
    let parsed = parser::parse(characters, is_text, flags)?;
    let code = emit::code(&parsed.pattern, parsed.flags, &parsed.groups)?;
    Ok(Compiled {
        flags: parsed.flags,
        code,
        groups: parsed.groups.len(),
        names: parsed.names,
    })
}
