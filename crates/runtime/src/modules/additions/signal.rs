//! `_signal`: signals to threads, waiting for signals, and real-time signals.

pub(crate) use _signal::module_def;
pub(super) use _signal::to_set;

#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule]
mod _signal {
    use std::mem::MaybeUninit;

    use rustpython_vm::{
        PyPayload, PyRef, PyResult, VirtualMachine, builtins::PySet, function::ArgIterable,
    };

    use super::super::system::{checked, checked_number};

    #[pyattr]
    use libc::{SIGIOT, SIGPOLL};

    #[pyattr]
    const SIGCLD: i32 = libc::SIGCHLD;

    #[pyattr(name = "SIGRTMIN")]
    fn real_time_min(_vm: &VirtualMachine) -> i32 {
        libc::SIGRTMIN()
    }

    #[pyattr(name = "SIGRTMAX")]
    fn real_time_max(_vm: &VirtualMachine) -> i32 {
        libc::SIGRTMAX()
    }

    fn empty() -> libc::sigset_t {
        let mut set = MaybeUninit::uninit();
        // SAFETY: makes the set an empty one.
        unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            set.assume_init()
        }
    }

    /// The signals of a Python iterable, for the system.
    pub(crate) fn to_set(
        signals: ArgIterable<i32>,
        vm: &VirtualMachine,
    ) -> PyResult<libc::sigset_t> {
        let mut set = empty();
        for number in signals.iter(vm)? {
            let number = number?;
            // SAFETY: the set is one; the system refuses wrong numbers.
            if unsafe { libc::sigaddset(&raw mut set, number) } != 0 {
                let last = libc::SIGRTMAX();
                return Err(
                    vm.new_value_error(format!("signal number {number} out of range [1; {last}]"))
                );
            }
        }
        Ok(set)
    }

    #[pyfunction]
    fn pthread_kill(thread_id: u64, signalnum: i32, vm: &VirtualMachine) -> PyResult<()> {
        // SAFETY: as in CPython, the caller answers for the thread.
        checked_number(unsafe { libc::pthread_kill(thread_id, signalnum) }, vm)?;
        // If it was this thread, the handler runs now.
        vm.check_signals()
    }

    #[pyfunction]
    fn sigpending(vm: &VirtualMachine) -> PyResult<PyRef<PySet>> {
        let mut set = empty();
        // SAFETY: fills the set.
        checked(unsafe { libc::sigpending(&raw mut set) }, vm)?;
        let found = PySet::default().into_ref(&vm.ctx);
        for number in 1..=libc::SIGRTMAX() {
            // SAFETY: the set is one.
            if unsafe { libc::sigismember(&raw const set, number) } == 1 {
                found.add(vm.ctx.new_int(number).into(), vm)?;
            }
        }
        Ok(found)
    }

    #[pyfunction]
    fn sigwait(sigset: ArgIterable<i32>, vm: &VirtualMachine) -> PyResult<i32> {
        let set = to_set(sigset, vm)?;
        let mut number = 0;
        // SAFETY: reads the set and fills the number.
        let error = vm.allow_threads(|| unsafe { libc::sigwait(&raw const set, &raw mut number) });
        checked_number(error, vm)?;
        Ok(number)
    }
}
