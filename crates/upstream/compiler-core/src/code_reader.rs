//! Reads the code objects that this interpreter has written, which is nearly all that there is
//! to read.
//!
//! Upstream makes a Python object of every field first, from which it then takes what the
//! code object needs, and looks each name up among the interned strings wherever it occurs.
//! Here fields go where they belong, and names that were seen shortly before are known.
//! What is not as `serialize_code` writes it (back references in fields, broken data)
//! is for upstream's reader, which begins again and says what is wrong. It never calls this
//! one from inside, but for packed code, which only this one reads.
//!
//! A child module of upstream's `marshal`, whose readers of constants it calls.

use alloc::{boxed::Box, vec::Vec};

use super::{
    FLAG_REF, MAX_MARSHAL_STACK_DEPTH, MarshalBag, MarshalError, Read, ReadBorrowed, Type,
    deserialize_value_after_header, packed_code::Head, resolve_ref,
};
use rustpython_wtf8::Wtf8;

use crate::{
    OneIndexed,
    bytecode::{CoFastFlag, CoFastFlags, CodeFlags, CodeObject, Constant, ConstantBag},
    locations::Locations,
};

/// How deep code objects and other values may lie in each other here: deeper than a compiler
/// puts them, and not as deep as to need much of the stack.
const MAX_DEPTH: usize = MAX_MARSHAL_STACK_DEPTH / 2;

type ConstantOf<Bag> = <<Bag as MarshalBag>::ConstantBag as ConstantBag>::Constant;
type NameOf<Bag> = <ConstantOf<Bag> as Constant>::Name;

/// The code object at the start of `data` (behind its type), and how many bytes it takes.
/// `None`: for upstream's reader; `references` are as before.
pub(super) fn read<Bag: MarshalBag>(
    data: &[u8],
    bag: Bag,
    references: &mut Vec<Option<Bag::Value>>,
) -> Option<(CodeObject<ConstantOf<Bag>>, usize)> {
    let known = references.len();
    let mut reader = Reader {
        data,
        bag,
        references,
        names: &mut Names::new(),
        depth: MAX_DEPTH,
    };
    let code = reader.code();
    let used = data.len() - reader.data.len();
    if code.is_none() {
        references.truncate(known);
    }
    Some((code?, used))
}

/// A code object that lies in another one, from the bytes that were written for it.
pub fn unpack<Bag: MarshalBag>(body: &[u8], bag: Bag) -> Option<CodeObject<ConstantOf<Bag>>> {
    read(body, bag, &mut Vec::new()).map(|(code, _)| code)
}

/// What stands behind the type of a packed code object, where no code object is around it.
///
/// # Errors
/// When it is broken.
pub(super) fn read_packed<R: Read, Bag: MarshalBag>(
    input: &mut R,
    bag: Bag,
    depth: usize,
) -> Result<Bag::Value, MarshalError> {
    let length = input.read_u32()?;
    let mut reader = Reader {
        data: input.read_slice(length)?,
        bag,
        references: &mut Vec::new(),
        names: &mut Names::new(),
        depth: depth.min(MAX_DEPTH),
    };
    reader.packed().ok_or(MarshalError::InvalidBytecode)
}

struct Reader<'a, 'r, Bag: MarshalBag> {
    data: &'a [u8],
    bag: Bag,
    references: &'r mut Vec<Option<Bag::Value>>,
    names: &'r mut Names<'a, NameOf<Bag>>,
    /// How deep values may still lie in each other.
    depth: usize,
}

impl<'a, Bag: MarshalBag> Reader<'a, '_, Bag> {
    fn code(&mut self) -> Option<CodeObject<ConstantOf<Bag>>> {
        let arg_count = self.number()?;
        let posonlyarg_count = self.number()?;
        let kwonlyarg_count = self.number()?;
        let max_stackdepth = self.number()?;
        let flags = CodeFlags::from_bits_truncate(self.number()?);
        let code = self.bytes()?;
        let instructions = self.bag.code_units_from_bytes(code).ok()?;
        let constants = self.constants()?;
        let names = self.names()?;
        let locals = self.names()?;
        let kinds = self.bytes()?;
        if kinds.len() != locals.len() {
            return None;
        }
        let source_path = self.name()?;
        let obj_name = self.name()?;
        let qualname = self.name()?;
        let first_line = self.number()?.cast_signed();
        let linetable = self.bytes()?;
        let exceptiontable = self.bytes()?;
        let of_kind = |wanted: CoFastFlag| {
            let locals = locals.iter().zip(kinds);
            let wanted =
                locals.filter(|(_, kind)| CoFastFlags::from_bits_retain(**kind).contains(&wanted));
            wanted.map(|(name, _)| name.clone()).collect()
        };
        Some(CodeObject {
            locations: Locations::of_table(linetable, first_line, instructions.len()),
            instructions,
            flags,
            posonlyarg_count,
            arg_count,
            kwonlyarg_count,
            source_path,
            first_line_number: usize::try_from(first_line).ok().and_then(OneIndexed::new),
            max_stackdepth,
            obj_name,
            qualname,
            constants: constants.into_iter().collect(),
            names: names.into(),
            varnames: of_kind(CoFastFlag::Local),
            cellvars: of_kind(CoFastFlag::Cell),
            freevars: of_kind(CoFastFlag::Free),
            localspluskinds: kinds.into(),
            linetable: linetable.into(),
            exceptiontable: exceptiontable.into(),
        })
    }

    fn number(&mut self) -> Option<u32> {
        self.data.read_u32().ok()
    }

    fn slice(&mut self, length: u32) -> Option<&'a [u8]> {
        self.data.read_slice_borrow(length).ok()
    }

    fn has_type(&mut self, wanted: Type) -> Option<()> {
        (self.data.read_u8().ok()? == wanted as u8).then_some(())
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        self.has_type(Type::Bytes)?;
        let length = self.number()?;
        self.slice(length)
    }

    fn name(&mut self) -> Option<NameOf<Bag>> {
        let kind = self.data.read_u8().ok()?;
        let length = if kind == Type::ShortAscii as u8 {
            u32::from(self.data.read_u8().ok()?)
        } else if kind == Type::Unicode as u8 {
            self.number()?
        } else {
            return None;
        };
        let text = self.slice(length)?;
        let bag = self.bag.constant_bag();
        self.names.get(text, |text| bag.make_name(text))
    }

    /// The length of a tuple whose items follow. Each takes a byte at least.
    fn length(&mut self) -> Option<usize> {
        self.has_type(Type::Tuple)?;
        let length = self.number()? as usize;
        (length <= self.data.len()).then_some(length)
    }

    fn names(&mut self) -> Option<Vec<NameOf<Bag>>> {
        let length = self.length()?;
        (0..length).map(|_| self.name()).collect()
    }

    fn constants(&mut self) -> Option<Vec<ConstantOf<Bag>>> {
        let length = self.length()?;
        let constant = |_| {
            let value = self.constant()?;
            self.bag.code_constant_from_value(&value).ok()
        };
        (0..length).map(constant).collect()
    }

    fn constant(&mut self) -> Option<Bag::Value> {
        let header = self.data.read_u8().ok()?;
        let kind = header & !FLAG_REF;
        if kind == Type::Ref as u8 {
            let index = self.number()? as usize;
            return resolve_ref(index, self.references).ok();
        }
        let place = self.references.len();
        let is_code = kind == Type::Code as u8;
        if !is_code && kind != Type::PackedCode as u8 {
            return self.other(header);
        }
        if header != kind {
            self.references.push(None);
        }
        self.depth = self.depth.checked_sub(1)?;
        let value = if is_code {
            let code = self.code()?;
            self.bag.make_code(code).ok()?
        } else {
            let length = self.number()?;
            let mut packed = Reader {
                data: self.slice(length)?,
                bag: self.bag,
                references: &mut Vec::new(),
                names: &mut *self.names,
                depth: self.depth,
            };
            packed.packed()?
        };
        self.depth += 1;
        if header != kind {
            self.references[place] = Some(value.clone());
        }
        Some(value)
    }

    /// A constant that is no code object. Names among strings are interned, as those are that
    /// the compiler makes.
    fn other(&mut self, header: u8) -> Option<Bag::Value> {
        let is_text = header == Type::Unicode as u8;
        if is_text && let Some((length, rest)) = self.data.split_first_chunk() {
            let text = rest.get(..u32::from_le_bytes(*length) as usize)?;
            if text
                .iter()
                .all(|&byte| byte == b'_' || byte.is_ascii_alphanumeric())
            {
                self.data = &rest[text.len()..];
                return Some(self.bag.make_interned_str(Wtf8::from_bytes(text)?));
            }
        }
        // Not the outermost depth: a code object in there is for upstream's reader, or each
        // level would be tried twice.
        let depth = self.depth.checked_sub(3)?;
        let references = &mut *self.references;
        deserialize_value_after_header(&mut self.data, self.bag, depth, references, header).ok()
    }

    /// A packed code object, which is all of the data.
    fn packed(&mut self) -> Option<Bag::Value> {
        let head = Head {
            arg_count: self.number()?,
            posonlyarg_count: self.number()?,
            kwonlyarg_count: self.number()?,
            max_stackdepth: self.number()?,
            flags: CodeFlags::from_bits_truncate(self.number()?),
            locals: self.number()?,
            localsplus: self.number()?,
            freevars: self.number()?,
            source_path: self.name()?,
            obj_name: self.name()?,
            qualname: self.name()?,
        };
        if let Some(value) = self.bag.make_packed_code(head, self.data) {
            return Some(value);
        }
        let code = self.code()?;
        self.bag.make_code(code).ok()
    }
}

/// Names that were read lately, by their text.
struct Names<'a, N>(Box<[Option<(&'a [u8], N)>]>);

impl<'a, N: Clone> Names<'a, N> {
    const BITS: u32 = 7;

    fn new() -> Self {
        Self((0..1 << Self::BITS).map(|_| None).collect())
    }

    /// The name, or `None` if it is not UTF-8.
    fn get(&mut self, text: &'a [u8], make: impl FnOnce(&str) -> N) -> Option<N> {
        let entry = &mut self.0[Self::place(text)];
        match entry {
            Some((known, name)) if *known == text => Some(name.clone()),
            _ => {
                let name = make(core::str::from_utf8(text).ok()?);
                *entry = Some((text, name.clone()));
                Some(name)
            }
        }
    }

    /// By length, beginning and end.
    fn place(text: &[u8]) -> usize {
        let word = |bytes: &[u8]| {
            let mut word = [0; 8];
            word[..bytes.len()].copy_from_slice(bytes);
            u64::from_le_bytes(word)
        };
        let first = text.first_chunk::<8>();
        let last = text.last_chunk::<8>();
        let (first, last) = match (first, last) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (word(text), 0),
        };
        let mixed =
            (first ^ last.rotate_left(29) ^ text.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (u64::BITS - Self::BITS)) as usize
    }
}
