//! The interpreter as a part of a start-up image: it is brought to rest in one process and
//! goes on in another, of the same executable, with the same memory.
//!
//! What the two processes do not share is what a process does not share with its child
//! after `fork`, and more: threads and their storage, signal handlers, the standard
//! streams, the environment. [`Interpreter::rest`] leaves nothing of the first process
//! behind, [`Interpreter::resume`] makes it the second's.
//!
//! [`shelf`] holds modules that a program may import. What goes there is found out while an
//! image is made. [`stocking`] imports it, and `packages` takes it off its packages;
//! `stand_ins` are in the places of packages that cannot be there. `collect` sees what each
//! module's code does and needs (`collected`, `failures`), `registered` what it registers with
//! others, [`observe`] what it asks the system, `surroundings` what it does with the
//! environment, the arguments and the streams. `traces` sees what it leaves in other modules:
//! `held` knows what was there before, `changes` take it back and do it again, `order` says
//! who comes after whom, `memories` what of that does not matter. `witness`, `search` and
//! `watch` say in the second process whether all that would be the same, [`site`] does so for
//! the work of `site`.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

mod changes;
pub(crate) mod collect;
mod collected;
mod failures;
mod held;
mod memories;
pub mod observe;
mod order;
mod packages;
mod registered;
mod search;
pub mod shelf;
pub mod site;
#[cfg(target_os = "linux")]
mod stack;
mod stand_ins;
pub mod stocking;
#[cfg(target_os = "linux")]
mod streams;
pub(crate) mod surroundings;
mod traces;
pub(crate) mod watch;
mod witness;

use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::{
    AsObject, Interpreter, PyObjectRef, PyResult, VirtualMachine, builtins::PyDict, lazy,
    packed_code, shutdown, startup, stdlib,
};

/// How many objects the image holds that the collector never looks at.
static FROZEN: AtomicUsize = AtomicUsize::new(0);
/// Would nobody notice the end of any object in the image?
static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// How many of `frozen` objects the program has frozen itself.
pub(crate) fn frozen_by_program(frozen: usize) -> usize {
    frozen.saturating_sub(FROZEN.load(Ordering::Relaxed))
}

/// Lets the collector look at what the image holds, too.
pub(crate) fn thaw(vm: &VirtualMachine) {
    let frozen = crate::gc_state::gc_state().get_freeze_count();
    if FROZEN.load(Ordering::Relaxed) > 0 && frozen_by_program(frozen) == 0 {
        vm.state.gc.unfreeze();
    }
}

/// The objects whose end somebody may notice: what the image holds is left out if nobody
/// would notice its end.
pub(crate) fn objects_of_program(vm: &VirtualMachine) -> Vec<PyObjectRef> {
    let gc = &vm.state.gc;
    let all_frozen = crate::gc_state::gc_state().get_freeze_count();
    if !IS_QUIET.load(Ordering::Relaxed) || frozen_by_program(all_frozen) > 0 {
        return gc.get_objects(None);
    }
    (0..=2)
        .flat_map(|generation| gc.get_objects(Some(generation)))
        .collect()
}

impl Interpreter {
    /// Brings the interpreter to rest, for an image to be made of it. It is only good for
    /// that afterwards.
    pub fn rest(&self) {
        self.enter(|vm| {
            vm.flush_std();
            // Finders know of folders what another process has to find out itself.
            if let Ok(cache) = vm.sys_module.get_attr("path_importer_cache", vm)
                && let Some(cache) = cache.downcast_ref::<PyDict>()
            {
                cache.clear();
            }
            if let Some(environ) = environ(vm) {
                environ.clear();
            }
            watch::forget();
            vm.state.gc.collect_force(2);
            let quiet = shutdown::unnoticed(vm).is_some();
            vm.state.gc.freeze();
            IS_QUIET.store(quiet, Ordering::Relaxed);
            let frozen = crate::gc_state::gc_state().get_freeze_count();
            FROZEN.store(frozen, Ordering::Relaxed);
        });
    }

    /// Goes on with an interpreter that has come to rest in another process.
    ///
    /// # Errors
    /// When `os.environ` cannot be filled.
    ///
    /// # Safety
    /// This is the process's main thread, no other runs, and no interpreter has run in
    /// this process.
    #[cfg(target_os = "linux")]
    pub unsafe fn resume(&self) -> PyResult<()> {
        packed_code::read_at_once(false);
        let vm = &self.vm;
        vm.c_stack_soft_limit
            .set(stack::soft_limit_of_main_thread());
        vm.state
            .main_thread_ident
            .store(stdlib::_thread::get_ident());
        // These were the other process's threads, and their ends are not ours to run.
        core::mem::forget(core::mem::take(&mut *vm.state.thread_frames.lock()));
        self.enter(|vm| {
            stdlib::_imp::acquire_imp_lock_for_fork(vm);
            stdlib::posix::module::py_os_after_fork_child(vm);
            if let Some(signal) = lazy::loaded_module("_signal", vm)
                && let Some(signal) = signal.downcast_ref()
            {
                stdlib::_signal::_signal::init_signal_handlers(signal, vm);
            }
            fill_environ(vm)?;
            streams::open(vm).unwrap_or_else(|error| startup::fatal(&error, vm));
            Ok(())
        })
    }
}

/// `posix.environ`, which is what `os.environ` keeps its values in.
fn environ(vm: &VirtualMachine) -> Option<crate::PyRef<PyDict>> {
    let posix = lazy::loaded_module("posix", vm)?;
    posix.get_attr("environ", vm).ok()?.downcast().ok()
}

#[cfg(target_os = "linux")]
fn fill_environ(vm: &VirtualMachine) -> PyResult<()> {
    let Some(environ) = environ(vm) else {
        return Ok(());
    };
    environ.clear();
    for (name, value) in stdlib::posix::module::_create_environ(vm) {
        environ.as_object().set_item(&*name, value, vm)?;
    }
    Ok(())
}
