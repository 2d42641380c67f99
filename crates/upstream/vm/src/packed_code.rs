//! Code objects that are read when somebody needs them.
//!
//! A module's code object contains those of its functions, theirs contain others, and most are
//! never run. They are written packed (compiler-core's `packed_code`): a [`Head`], which
//! is enough to make a function, and bytes. [`LazyCode`] keeps the bytes and reads them at the first
//! look at anything else: when the function is called, or inspected.
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
        PyCode, PyStrInterned,
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
}

impl Deref for Decoded {
    type Target = CodeObject;

    fn deref(&self) -> &CodeObject {
        &self.object
    }
}

/// A code object, read or not.
pub struct LazyCode {
    decoded: OnceBox<Decoded>,
    packed: Option<Packed>,
}

/// What a code object is read from.
struct Packed {
    bytes: Bytes,
    head: Head,
    /// As in [`Source`], for it and those in it.
    path: PyMutex<Option<&'static PyStrInterned>>,
    /// Its documentation, once a function has it: the first constant is the same object.
    doc: OnceLock<PyObjectRef>,
}

impl LazyCode {
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
        self.decoded
            .get_or_init(|| Box::new(PyCode::decoded(packed.read())))
    }
}

impl Packed {
    fn read(&self) -> CodeObject {
        let source = Source {
            bytes: &self.bytes,
            path: *self.path.lock(),
        };
        let code = try_with_current_vm(|vm| marshal::read_packed(source, vm));
        let code = code.unwrap_or_else(|| {
            // No interpreter runs on this thread: somebody prints what is left of one.
            let bag = PyObjBag(Context::genesis());
            rustpython_compiler_core::marshal::unpack(self.bytes.get(), bag)
        });
        let Some(mut code) = code else {
            return broken(&self.head);
        };
        code.source_path = source.path.unwrap_or(code.source_path);
        if let (Some(doc), Some(first)) = (self.doc.get(), code.constants.first_mut()) {
            *first = Literal::from(doc.clone());
        }
        code
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

impl From<Decoded> for LazyCode {
    fn from(decoded: Decoded) -> Self {
        Self {
            decoded: OnceBox::with_value(Box::new(decoded)),
            packed: None,
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
    if AT_ONCE.load(Ordering::Relaxed) {
        return None;
    }
    head.source_path = source.path.unwrap_or(head.source_path);
    let packed = Some(Packed {
        bytes: source.bytes.part(part)?,
        head: head.clone(),
        path: PyMutex::new(source.path),
        doc: OnceLock::new(),
    });
    let code = LazyCode {
        decoded: OnceBox::new(),
        packed,
    };
    Some(PyCode::with_head(head, code))
}

/// The documentation in code that has some and was not read.
pub(crate) fn docstring(code: &LazyCode, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let packed = code.unread()?;
    if !packed.head.flags.contains(CodeFlags::HAS_DOCSTRING) {
        return None;
    }
    let text = packed_code::docstring(packed.bytes.get())?;
    let doc = packed.doc.get_or_init(|| vm.ctx.new_str(text).into());
    Some(doc.clone())
}

/// Code that says that its bytes are broken: those of a damaged `.pyc` file.
fn broken(head: &Head) -> CodeObject {
    let text = format!(
        "the bytecode of {} in the cached file of {} is broken: remove the file",
        head.qualname.as_str(),
        head.source_path.as_str(),
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
    // It takes whatever it is called with.
    let names = ["arguments", "keywords"].map(|name| ctx.intern_str(name));
    CodeObject {
        locations: Box::<[_]>::default().into(),
        instructions,
        flags: head.flags | CodeFlags::VARARGS | CodeFlags::VARKEYWORDS,
        posonlyarg_count: 0,
        arg_count: 0,
        kwonlyarg_count: 0,
        source_path: head.source_path,
        first_line_number: None,
        max_stackdepth: head.max_stackdepth.max(2),
        obj_name: head.obj_name,
        qualname: head.qualname,
        constants: core::iter::once(Literal::from(constant)).collect(),
        names: Box::default(),
        varnames: names.into(),
        cellvars: Box::default(),
        freevars: Box::default(),
        localspluskinds: [CO_FAST_LOCAL; 2].into(),
        linetable: Box::default(),
        exceptiontable: Box::default(),
    }
}
