//! RustPython's virtual machine, with pyrun's hooks.
//!
//! The modules are upstream's (`generated/`, written by `build.rs` from the
//! published crate); this file is the map that a crate root has to be. What is
//! ours: [`lazy`], the lazy-import engine, its part inside the dictionary
//! (`src/dict_lazy.rs`, a child module of upstream's `dict_inner`), `startup` and
//! [`shutdown`], which do only what a program needs, [`image`], which lets an interpreter
//! go on in another process, [`native_import`], importlib's most travelled ways,
//! [`packed_code`], which reads functions when they are called, `regex`, the compiler of
//! regular expressions, `classes`, what classes cost, `free_list`, the memory of objects that
//! have ended, `collection`, how collections look at it, `marshal_file`, what `marshal.load`
//! reads, [`import_record`], which writes down what happens to modules, and `fixes`, the
//! code behind the hooks for upstream's bugs.

// Upstream's code is not ours to lint; our own modules turn the lints on again.
#![allow(warnings, clippy::all, clippy::pedantic)]

extern crate alloc;
extern crate self as rustpython_vm;

#[macro_use]
extern crate bitflags;
#[macro_use]
extern crate log;
#[macro_use]
extern crate rustpython_derive;

pub use rustpython_derive::*;

#[macro_use]
#[path = "../generated/src/macros.rs"]
pub(crate) mod macros;
mod classes;
mod collection;
mod extension_modules;
mod fixes;
mod free_list;
mod frozen_path;
pub mod image;
pub mod import_record;
pub mod lazy;
mod marshal_file;
pub mod native_import;
pub mod packed_code;
mod regex;
pub mod shutdown;
mod startup;
#[path = "../generated/src/anystr.rs"]
mod anystr;
#[path = "../generated/src/buffer.rs"]
pub mod buffer;
#[path = "../generated/src/builtins/mod.rs"]
pub mod builtins;
#[path = "../generated/src/byte.rs"]
pub mod byte;
#[path = "../generated/src/bytes_inner.rs"]
mod bytes_inner;
#[path = "../generated/src/cformat.rs"]
pub mod cformat;
#[path = "../generated/src/class.rs"]
pub mod class;
#[path = "../generated/src/codecs.rs"]
mod codecs;
#[path = "../generated/src/compiler.rs"]
pub mod compiler;
#[path = "../generated/src/convert/mod.rs"]
pub mod convert;
#[path = "../generated/src/coroutine.rs"]
mod coroutine;
#[path = "../generated/src/datastack.rs"]
pub mod datastack;
#[path = "../generated/src/dict_inner.rs"]
mod dict_inner;
#[cfg(feature = "rustpython-compiler")]
#[path = "../generated/src/eval.rs"]
pub mod eval;
#[path = "../generated/src/exception_group.rs"]
mod exception_group;
#[path = "../generated/src/exceptions.rs"]
pub mod exceptions;
pub mod find_and_load;
#[path = "../generated/src/format.rs"]
pub mod format;
#[path = "../generated/src/frame.rs"]
pub mod frame;
#[path = "../generated/src/function/mod.rs"]
pub mod function;
#[path = "../generated/src/getpath.rs"]
pub mod getpath;
#[path = "../generated/src/import.rs"]
pub mod import;
#[path = "../generated/src/intern.rs"]
mod intern;
#[path = "../generated/src/iter.rs"]
pub mod iter;
#[path = "../generated/src/object/mod.rs"]
pub mod object;
#[path = "../generated/src/ospath.rs"]
pub mod ospath;
#[cfg(feature = "host_env")]
#[path = "../generated/src/ospath_fd.rs"]
mod ospath_fd;
#[path = "../generated/src/prelude.rs"]
pub mod prelude;
#[path = "../generated/src/protocol/mod.rs"]
pub mod protocol;
#[path = "../generated/src/py_io.rs"]
pub mod py_io;
#[path = "../generated/src/gc_state.rs"]
pub mod gc_state;
#[path = "../generated/src/recursion.rs"]
pub mod recursion;
#[path = "../generated/src/scope.rs"]
pub mod scope;
#[path = "../generated/src/sequence.rs"]
pub mod sequence;
#[path = "../generated/src/signal.rs"]
pub mod signal;
#[path = "../generated/src/sliceable.rs"]
pub mod sliceable;
#[path = "../generated/src/sorting.rs"]
pub mod sorting;
#[path = "../generated/src/stdlib/mod.rs"]
pub mod stdlib;
#[path = "../generated/src/suggestion.rs"]
pub mod suggestion;
#[path = "../generated/src/types/mod.rs"]
pub mod types;
#[path = "../generated/src/utils.rs"]
pub mod utils;
#[path = "../generated/src/version.rs"]
pub mod version;
#[path = "../generated/src/vm/mod.rs"]
pub mod vm;
#[path = "../generated/src/warn.rs"]
pub mod warn;
#[cfg(windows)]
#[path = "../generated/src/windows.rs"]
pub mod windows;

pub use self::convert::{TryFromBorrowedObject, TryFromObject};
pub use self::object::{
    AsObject, Py, PyAtomicRef, PyExact, PyObject, PyObjectCell, PyObjectRef, PyPayload, PyRef,
    PyRefExact, PyResult, PyStackRef, PyWeakRef,
};
pub use self::vm::{
    Context, InterpFeatureFlags, Interpreter, InterpreterBuilder, InterpreterConfig,
    InterpreterGil, InterpreterInfo, InterpreterWhence, MAIN_INTERPRETER_ID, Settings,
    VirtualMachine, runtime,
};
pub use rustpython_common as common;
pub use rustpython_compiler_core::{bytecode, frozen};
pub use rustpython_host_env as host_env;
pub use rustpython_host_env::readline;
pub use rustpython_literal as literal;

/// What upstream's exported macros expand to.
#[doc(hidden)]
pub mod __exports {
    pub use paste;
}
