//! The end of the process.
//!
//! CPython takes every module apart at the end, and so does upstream: three full
//! collections, then a destructor for each object. The process ends anyway, and most
//! programs have nothing that anybody would miss. So a command-line interpreter first
//! looks through what lives, once. If no destructor, no weak reference's callback and no
//! open file is there, the rest is left to the system. Flushing, `atexit` and
//! waiting for threads come before that, in every case.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::{
    ptr,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use crate::{
    AsObject, PyObject, PyObjectRef, VirtualMachine,
    builtins::{PyFunction, PyStr},
    image::{self, objects_of_program},
    lazy::{loaded_module, raw_slot},
    vm::thread::with_current_vm,
};

static PROCESS_ENDS: AtomicBool = AtomicBool::new(false);
static CALLBACKS: AtomicBool = AtomicBool::new(false);
/// The address of the class `weakref.finalize`, once there was one of them.
static FINALIZERS: AtomicUsize = AtomicUsize::new(0);

/// Callbacks of the library, by module and function, that only take dead references out of
/// a container of theirs, or wake a thread that has been waited for.
const BOOKKEEPERS: &[(&[u8], &str)] = &[
    (b"_frozen_importlib", "cb"),
    (b"_frozen_importlib", "remove"),
    (b"_weakrefset", "_remove"),
    (b"concurrent.futures.thread", "weakref_cb"),
    (b"importlib._bootstrap", "cb"),
    (b"importlib._bootstrap", "remove"),
    (b"logging", "_removeHandlerRef"),
    (b"weakref", "remove"),
];

/// Native modules whose objects do something of their own when they are dropped: a
/// database's last connection tidies up beside it.
const WITH_ENDINGS: &[&str] = &["_sqlite3"];

/// Says that the process ends with its main interpreter, so that what the interpreter
/// holds need not be released.
pub fn process_ends_with_interpreter() {
    PROCESS_ENDS.store(true, Ordering::Relaxed);
}

/// A weak reference with this callback has been made.
#[inline]
pub(crate) fn weakref_made(callback: Option<&PyObject>) {
    let Some(callback) = callback else { return };
    if is_finalizer(callback) {
        let class = ptr::from_ref(callback.class()).addr();
        let known = FINALIZERS.compare_exchange(0, class, Ordering::Relaxed, Ordering::Relaxed);
        // A second copy of the module has its own list of them.
        if known.is_err_and(|known| known != class) {
            CALLBACKS.store(true, Ordering::Relaxed);
        }
    } else if !is_bookkeeping(callback) {
        CALLBACKS.store(true, Ordering::Relaxed);
    }
}

/// Is this a `weakref.finalize`? Those that are left are called by `atexit`; they do nothing
/// from then on.
fn is_finalizer(callback: &PyObject) -> bool {
    let class = callback.class();
    &*class.name() == "finalize"
        && with_current_vm(|vm| weakref_finalize(vm).is_some_and(|finalize| finalize.is(class)))
}

fn weakref_finalize(vm: &VirtualMachine) -> Option<PyObjectRef> {
    let module = loaded_module("weakref", vm)?;
    let dict = module.dict()?;
    raw_slot(&dict, vm.ctx.intern_str("finalize"), vm).ok()?
}

/// Has `atexit` called what the program gave to `weakref.finalize`, if anything?
fn finalizers_are_done(vm: &VirtualMachine) -> bool {
    let class = FINALIZERS.load(Ordering::Relaxed);
    if class == 0 {
        return true;
    }
    let finalize =
        weakref_finalize(vm).filter(|finalize| ptr::from_ref(&**finalize).addr() == class);
    let done = finalize.and_then(|finalize| finalize.get_attr("_shutdown", vm).ok());
    done.is_some_and(|done| done.is(&vm.ctx.true_value))
}

/// Is this one of the `BOOKKEEPERS`?
fn is_bookkeeping(callback: &PyObject) -> bool {
    let Some(function) = callback.downcast_ref::<PyFunction>() else {
        return false;
    };
    let name = with_current_vm(|vm| {
        raw_slot(&function.globals, identifier!(vm, __name__), vm)
            .ok()
            .flatten()
    });
    name.as_ref()
        .and_then(|name| name.downcast_ref::<PyStr>())
        .is_some_and(|name| {
            let known = (name.as_bytes(), function.code.obj_name.as_str());
            BOOKKEEPERS.contains(&known)
        })
}

/// Can the objects that live now simply stay? If so, they do: nothing that the
/// interpreter drops afterwards is the last to hold them.
pub(crate) fn leave_everything(vm: &VirtualMachine) -> bool {
    if !PROCESS_ENDS.load(Ordering::Relaxed) {
        return false;
    }
    let Some(objects) = unnoticed(vm) else {
        // What is taken apart is all that lives, in the same order as without an image.
        image::thaw(vm);
        return false;
    };
    core::mem::forget(objects);
    core::mem::forget((
        vm.state.clone(),
        vm.sys_module.clone(),
        vm.builtins.clone(),
        vm.importlib.clone(),
        vm.import_func.clone(),
    ));
    true
}

/// What lives now, if nobody would notice its end.
pub(crate) fn unnoticed(vm: &VirtualMachine) -> Option<Vec<PyObjectRef>> {
    if !vm.state.is_main_interpreter()
        || CALLBACKS.load(Ordering::Relaxed)
        || !finalizers_are_done(vm)
        || !vm.state.gc.get_debug().is_empty()
        || WITH_ENDINGS
            .iter()
            .any(|name| loaded_module(name, vm).is_some())
    {
        return None;
    }
    let streams = standard_streams(vm)?;
    let objects = objects_of_program(vm);
    let noticed = objects
        .iter()
        .any(|object| is_noticed(object, &streams, vm));
    (!noticed).then_some(objects)
}

/// Would the end of `object` run code or write something?
fn is_noticed(object: &PyObject, streams: &[PyObjectRef], vm: &VirtualMachine) -> bool {
    let slots = &object.class().slots;
    if slots.del.load().is_none() || object.gc_finalized() {
        return false;
    }
    let is_idle = |needed: crate::types::DelNeededFunc| !needed(object);
    if slots.del_needed.load().is_some_and(is_idle) {
        return false;
    }
    !(streams.iter().any(|stream| stream.is(object)) || is_closed_file(object, vm))
}

/// Is this a file of the `io` module itself, and closed, or without what it would write to?
fn is_closed_file(object: &PyObject, vm: &VirtualMachine) -> bool {
    let class = object.class();
    if class.heaptype_ext.is_some() {
        return false;
    }
    match &*class.name() {
        "BytesIO" | "StringIO" => object.dict().is_none_or(|dict| dict.is_empty()),
        "BufferedRandom" | "BufferedReader" | "BufferedWriter" | "FileIO" | "TextIOWrapper" => {
            match object.get_attr("closed", vm) {
                Ok(closed) => closed.is(&vm.ctx.true_value),
                // Detached: who has the buffer now writes what is in it.
                Err(error) => error.fast_isinstance(vm.ctx.exceptions.value_error),
            }
        }
        _ => false,
    }
}

/// The three standard streams with the buffers and files below them, which are flushed
/// and never closed. `None` if the program has put others in their place: then what the
/// old ones hold is not flushed.
fn standard_streams(vm: &VirtualMachine) -> Option<Vec<PyObjectRef>> {
    let mut streams = Vec::new();
    let get = |name: &'static str| vm.sys_module.get_attr(name, vm).ok();
    for (name, original) in [
        ("stdin", "__stdin__"),
        ("stdout", "__stdout__"),
        ("stderr", "__stderr__"),
    ] {
        let text = get(original)?;
        if !get(name)?.is(&text) {
            return None;
        }
        let buffer = text.get_attr("buffer", vm).ok();
        let raw = buffer
            .as_ref()
            .and_then(|buffer| buffer.get_attr("raw", vm).ok());
        streams.extend([Some(text), buffer, raw].into_iter().flatten());
    }
    Some(streams)
}
