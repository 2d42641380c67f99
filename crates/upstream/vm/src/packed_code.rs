//! Code objects that are read when somebody needs them.
//!
//! A module's code object contains those of its functions, theirs contain others, and most are
//! never run. They are written packed (compiler-core's `packed_code`): a [`Head`], which
//! is enough to make a function and a frame, and bytes. [`LazyCode`] keeps the bytes and reads them
//! at the first look at anything else: when the function is called, or inspected.
//!
//! The bytes are those of the executable, for frozen modules, or of the `.pyc` file, which is
//! kept in memory as long as code that is in it.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::{
    fmt,
    ops::{Deref, Range},
    sync::atomic::{AtomicBool, Ordering},
};
use std::sync::{Arc, OnceLock};

use once_cell::race::OnceBox;
use rustpython_compiler_core::{
    bytecode::{Arg, CO_FAST_LOCAL, CodeFlags, CodeUnit, CodeUnits, Instruction, RaiseKind},
    marshal::packed_code::{self, Head as AnyHead},
};

use crate::{
    AsObject, Context, PyObjectRef, VirtualMachine,
    builtins::{
        PyBaseExceptionRef, PyCode, PyStrInterned,
        code::{CodeObject, Literal, PyObjBag},
    },
    common::lock::PyMutex,
    stdlib::marshal,
    vm::thread::try_with_current_vm,
};

/// What is known of a code object before it is read.
pub type Head = AnyHead<&'static PyStrInterned>;

/// Whether code is read as soon as its module is loaded.
static AT_ONCE: AtomicBool = AtomicBool::new(false);

/// Reads code when its module is loaded, or (as every process begins) when it is needed: an
/// image holds code ready to run.
pub fn read_at_once(at_once: bool) {
    AT_ONCE.store(at_once, Ordering::Relaxed);
}

/// Bytes of the executable or of a file.
#[derive(Clone)]
pub(crate) enum Bytes {
    /// The executable's.
    Static(&'static [u8]),
    /// A part of a file's.
    Shared(Arc<Vec<u8>>, Range<usize>),
}

impl Bytes {
    pub(crate) fn get(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(file, range) => &file[range.clone()],
        }
    }

    /// The same bytes as `part`, which is a part of them.
    fn part(&self, part: &[u8]) -> Option<Self> {
        let start = part
            .as_ptr()
            .addr()
            .checked_sub(self.get().as_ptr().addr())?;
        let range = start..start + part.len();
        self.get().get(range.clone())?;
        Some(match self {
            Self::Static(bytes) => Self::Static(&bytes[range]),
            Self::Shared(file, whole) => Self::Shared(
                file.clone(),
                whole.start + range.start..whole.start + range.end,
            ),
        })
    }
}

/// What code is read from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) bytes: &'a Bytes,
    /// The name of the source file, if it is another one than when the code was compiled.
    pub(crate) path: Option<&'static PyStrInterned>,
}

/// A code object that has been read.
pub struct Decoded {
    /// The code object.
    pub object: CodeObject,
    /// `co_localsplusnames`.
    pub localsplus_names: Box<[&'static PyStrInterned]>,
    /// Whether any instruction changes the exception that is being handled.
    pub has_exc_handling: bool,
    /// Whether it stands for code that could not be read.
    pub(crate) is_broken: bool,
}

impl Deref for Decoded {
    type Target = CodeObject;

    fn deref(&self) -> &CodeObject {
        &self.object
    }
}

/// A code object, read or not. What calling a function asks of it stands here, so that calls do not
/// ask whether it was read; it agrees with what is read.
pub struct LazyCode {
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
    /// How many variables a frame has: local ones, cells and free ones.
    pub localsplus: u32,
    /// How many of them are free.
    pub free: u32,
    /// `co_nlocals`.
    pub locals: u32,
    /// `co_name`.
    pub obj_name: &'static PyStrInterned,
    /// `co_qualname`.
    pub qualname: &'static PyStrInterned,
    decoded: OnceBox<Decoded>,
    packed: Option<Packed>,
}

/// What a code object is read from.
struct Packed {
    bytes: Bytes,
    /// The name of the source file that is written in the bytes.
    written_path: &'static PyStrInterned,
    /// As in [`Source`], for it and those in it.
    path: PyMutex<Option<&'static PyStrInterned>>,
    /// Its documentation, once a function has it: the first constant is the same object.
    doc: OnceLock<PyObjectRef>,
}

impl LazyCode {
    fn new(head: &Head, decoded: OnceBox<Decoded>, packed: Option<Packed>) -> Self {
        Self {
            arg_count: head.arg_count,
            posonlyarg_count: head.posonlyarg_count,
            kwonlyarg_count: head.kwonlyarg_count,
            max_stackdepth: head.max_stackdepth,
            flags: head.flags,
            localsplus: head.localsplus,
            free: head.freevars,
            locals: head.locals,
            obj_name: head.obj_name,
            qualname: head.qualname,
            decoded,
            packed,
        }
    }

    /// Code with this head that has been read.
    pub(crate) fn with_decoded(head: &Head, decoded: Decoded) -> Self {
        Self::new(head, OnceBox::with_value(Box::new(decoded)), None)
    }

    fn unread(&self) -> Option<&Packed> {
        let packed = self.packed.as_ref();
        packed.filter(|_| self.decoded.get().is_none())
    }

    /// Gives it and those in it another source file, if it was not read.
    pub(crate) fn rename(&self, path: &'static PyStrInterned) -> bool {
        let unread = self.unread();
        if let Some(packed) = unread {
            *packed.path.lock() = Some(path);
        }
        unread.is_some()
    }

    #[cold]
    #[inline(never)]
    fn read(&self) -> &Decoded {
        let packed = self.packed.as_ref();
        let packed = packed.expect("code has been read or can be");
        self.decoded.get_or_init(|| {
            let read = packed.read().filter(|code| self.agrees(code));
            let decoded = match read {
                Some(code) => PyCode::decoded(code),
                None => Decoded {
                    is_broken: true,
                    ..PyCode::decoded(self.stand_in(packed))
                },
            };
            Box::new(decoded)
        })
    }

    /// Whether frames that were made for this head are right for `code`.
    fn agrees(&self, code: &CodeObject) -> bool {
        let head = Head::of(code);
        let of_it = [
            head.arg_count,
            head.posonlyarg_count,
            head.kwonlyarg_count,
            head.max_stackdepth,
            head.flags.bits(),
            head.localsplus,
            head.freevars,
            head.locals,
        ];
        let here = [
            self.arg_count,
            self.posonlyarg_count,
            self.kwonlyarg_count,
            self.max_stackdepth,
            self.flags.bits(),
            self.localsplus,
            self.free,
            self.locals,
        ];
        of_it == here
    }

    /// Code that says that its bytes are broken: those of a damaged `.pyc` file.
    fn stand_in(&self, packed: &Packed) -> CodeObject {
        let path = packed.path.lock().unwrap_or(packed.written_path);
        let text = format!(
            "the bytecode of {} in the cached file of {} is broken: remove the file",
            self.qualname.as_str(),
            path.as_str(),
        );
        let ctx = Context::genesis();
        let error = try_with_current_vm(|vm| vm.new_system_error(text).into());
        let constant: PyObjectRef = error.unwrap_or_else(|| ctx.none());
        let instructions = CodeUnits::from([
            CodeUnit::new(
                Instruction::LoadConst {
                    consti: Arg::marker(),
                },
                0.into(),
            ),
            CodeUnit::new(
                Instruction::RaiseVarargs {
                    argc: Arg::marker(),
                },
                (RaiseKind::Raise as u8).into(),
            ),
        ]);
        // As many variables as frames have that were made for it.
        let [all, free] = [self.localsplus, self.free].map(|count| count as usize);
        let name = ctx.intern_str("?");
        CodeObject {
            locations: Box::<[_]>::default().into(),
            instructions,
            flags: self.flags,
            posonlyarg_count: self.posonlyarg_count,
            arg_count: self.arg_count,
            kwonlyarg_count: self.kwonlyarg_count,
            source_path: path,
            first_line_number: None,
            max_stackdepth: self.max_stackdepth,
            obj_name: self.obj_name,
            qualname: self.qualname,
            constants: core::iter::once(Literal::from(constant)).collect(),
            names: Box::default(),
            varnames: vec![name; all.saturating_sub(free)].into(),
            cellvars: Box::default(),
            freevars: vec![name; free].into(),
            localspluskinds: vec![CO_FAST_LOCAL; all].into(),
            linetable: Box::default(),
            exceptiontable: Box::default(),
        }
    }
}

impl Packed {
    /// `None`: the bytes are broken.
    fn read(&self) -> Option<CodeObject> {
        let source = Source {
            bytes: &self.bytes,
            path: *self.path.lock(),
        };
        let code = try_with_current_vm(|vm| marshal::read_packed(source, vm));
        let mut code = code.unwrap_or_else(|| {
            // No interpreter runs on this thread: somebody prints what is left of one.
            let bag = PyObjBag(Context::genesis());
            rustpython_compiler_core::marshal::unpack(self.bytes.get(), bag)
        })?;
        code.source_path = source.path.unwrap_or(code.source_path);
        if let (Some(doc), Some(first)) = (self.doc.get(), code.constants.first_mut()) {
            *first = Literal::from(doc.clone());
        }
        Some(code)
    }
}

impl Deref for LazyCode {
    type Target = Decoded;

    #[inline]
    fn deref(&self) -> &Decoded {
        match self.decoded.get() {
            Some(decoded) => decoded,
            None => self.read(),
        }
    }
}

impl fmt::Debug for LazyCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.object, formatter)
    }
}

/// The code with this head whose bytes are `part` of the source's; `None`: it has to be read at
/// once.
pub(crate) fn code(mut head: Head, source: Source<'_>, part: &[u8]) -> Option<PyCode> {
    if AT_ONCE.load(Ordering::Relaxed) || !is_possible(&head, part.len()) {
        return None;
    }
    let packed = Packed {
        bytes: source.bytes.part(part)?,
        written_path: head.source_path,
        path: PyMutex::new(source.path),
        doc: OnceLock::new(),
    };
    head.source_path = source.path.unwrap_or(head.source_path);
    let code = LazyCode::new(&head, OnceBox::new(), Some(packed));
    Some(PyCode::with_code(&head, code))
}

/// Can there be code with this head in so many bytes? Frames are made for it before it is read,
/// and arguments are put into them.
fn is_possible(head: &Head, bytes: usize) -> bool {
    /// What an instruction pushes at most.
    const PUSHED: usize = 256;
    let is_set = |flag| u32::from(head.flags.contains(flag));
    let parameters = head
        .arg_count
        .checked_add(head.kwonlyarg_count)
        .and_then(|sum| sum.checked_add(is_set(CodeFlags::VARARGS)))
        .and_then(|sum| sum.checked_add(is_set(CodeFlags::VARKEYWORDS)));
    let own = head.localsplus.checked_sub(head.freevars);
    head.posonlyarg_count <= head.arg_count
        && parameters.is_some_and(|parameters| parameters <= head.locals)
        && own.is_some_and(|own| head.locals <= own)
        && head.localsplus as usize <= bytes
        && (1..=bytes.saturating_mul(PUSHED)).contains(&(head.max_stackdepth as usize))
}

/// The documentation in code that has some and was not read.
pub(crate) fn docstring(code: &LazyCode, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let packed = code.unread()?;
    if !code.flags.contains(CodeFlags::HAS_DOCSTRING) {
        return None;
    }
    let text = packed_code::docstring(packed.bytes.get())?;
    let doc = packed.doc.get_or_init(|| vm.ctx.new_str(text).into());
    Some(doc.clone())
}

/// What to raise when arguments do not fit `code`: that its names are not known, if it is
/// broken.
#[cold]
pub(crate) fn misfit(code: &LazyCode, error: PyBaseExceptionRef) -> PyBaseExceptionRef {
    let Some(constant) = code.constants.first().filter(|_| code.is_broken) else {
        return error;
    };
    let broken = PyObjectRef::from(constant.clone());
    broken.downcast().unwrap_or(error)
}
