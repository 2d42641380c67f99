//! Lone surrogates in places of the syntax tree that hold UTF-8.
//!
//! The value of an `ast.Constant` may be any text of Python's, and the tree keeps
//! it as `str`. A lone surrogate is written there as [`MARK`] and a character of
//! the second private plane, and [`MARK`] itself twice.

use alloc::{boxed::Box, string::String};

use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

/// A noncharacter: hardly a text has it.
const MARK: char = '\u{10FFFF}';
/// The first surrogate.
const SURROGATES: u32 = 0xD800;
const LAST_SURROGATE: u32 = 0xDFFF;
/// What stands for the first surrogate.
const STAND_INS: u32 = 0x10_0000;

/// Whether `text` differs from what it stands for.
pub fn has_escapes(text: &str) -> bool {
    text.contains(MARK)
}

/// `text` as UTF-8.
pub fn escape(text: &Wtf8) -> Box<str> {
    if let Ok(plain) = text.as_str()
        && !has_escapes(plain)
    {
        return plain.into();
    }
    let mut escaped = String::with_capacity(text.len());
    for point in text.code_points() {
        match point.to_char() {
            Some(MARK) => escaped.extend([MARK, MARK]),
            Some(character) => escaped.push(character),
            None => escaped.extend([MARK, stand_in(point)]),
        }
    }
    escaped.into_boxed_str()
}

/// The text that [`escape`] was given.
pub fn unescape(text: &str) -> Wtf8Buf {
    if !has_escapes(text) {
        return text.into();
    }
    let mut unescaped = Wtf8Buf::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = (character == MARK)
            .then(|| characters.peek().copied().and_then(stood_for))
            .flatten();
        if escaped.is_some() {
            characters.next();
        }
        unescaped.push(escaped.unwrap_or_else(|| character.into()));
    }
    unescaped
}

fn stand_in(surrogate: CodePoint) -> char {
    let number = surrogate.to_u32().wrapping_sub(SURROGATES);
    char::from_u32(STAND_INS.wrapping_add(number)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What `character` stands for behind a mark. Docstrings come here that were never
/// escaped: then it stands for nothing.
fn stood_for(character: char) -> Option<CodePoint> {
    if character == MARK {
        return Some(MARK.into());
    }
    let number = u32::from(character).checked_sub(STAND_INS)?;
    let surrogate = number.checked_add(SURROGATES)?;
    (surrogate <= LAST_SURROGATE)
        .then(|| CodePoint::from_u32(surrogate))
        .flatten()
}
