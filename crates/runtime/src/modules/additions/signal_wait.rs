//! `_signal`: waiting for signals and being told where they come from.

pub(crate) use _signal::module_def;

#[allow(
    clippy::needless_pass_by_value,
    clippy::struct_field_names,
    reason = "the shape that pyfunction wants, and Python's names"
)]
#[rustpython_vm::pymodule]
mod _signal {
    use std::{
        io,
        mem::MaybeUninit,
        time::{Duration, Instant},
    };

    use rustpython_vm::{
        PyResult, VirtualMachine,
        builtins::PyTupleRef,
        convert::IntoPyException,
        function::{ArgIntoFloat, ArgIterable},
        pyclass, pystruct_sequence, pystruct_sequence_data,
        types::PyStructSequence,
    };

    use super::super::{
        signal::to_set,
        system::{outcome, uninterrupted},
    };

    #[pystruct_sequence_data]
    struct SiginfoData {
        si_signo: i32,
        si_code: i32,
        si_errno: i32,
        si_pid: i32,
        si_uid: u32,
        si_status: i32,
        si_band: i64,
    }

    /// What is known of a signal.
    #[pyattr]
    #[pystruct_sequence(name = "struct_siginfo", module = "signal", data = "SiginfoData")]
    struct PySiginfo;

    #[pyclass(with(PyStructSequence))]
    impl PySiginfo {}

    fn shown(info: &libc::siginfo_t, vm: &VirtualMachine) -> PyTupleRef {
        // SAFETY: whatever the signal, these fields are numbers; `si_band` stands
        // behind three numbers and their padding.
        let data = unsafe {
            SiginfoData {
                si_signo: info.si_signo,
                si_code: info.si_code,
                si_errno: info.si_errno,
                si_pid: info.si_pid(),
                si_uid: info.si_uid(),
                si_status: info.si_status(),
                si_band: std::ptr::from_ref(info).cast::<i64>().add(2).read(),
            }
        };
        PySiginfo::from_data(data, vm)
    }

    /// Waits for a signal of `set`, until `deadline` if there is one.
    fn wait(
        set: &libc::sigset_t,
        deadline: Option<Instant>,
        vm: &VirtualMachine,
    ) -> PyResult<Option<PyTupleRef>> {
        // SAFETY: the system fills it before anybody reads it.
        let mut info: libc::siginfo_t = unsafe { MaybeUninit::zeroed().assume_init() };
        let waited = uninterrupted(vm, || {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let left = left.map(to_timespec);
            let time = left.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
            // SAFETY: reads the set and the time, and fills the information.
            outcome(unsafe { libc::sigtimedwait(set, &raw mut info, time) })
        })?;
        match waited {
            Ok(_) => Ok(Some(shown(&info, vm))),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error.into_pyexception(vm)),
        }
    }

    fn to_timespec(time: Duration) -> libc::timespec {
        libc::timespec {
            tv_sec: time.as_secs().try_into().unwrap_or(libc::time_t::MAX),
            tv_nsec: time.subsec_nanos().into(),
        }
    }

    #[pyfunction]
    fn sigwaitinfo(sigset: ArgIterable<i32>, vm: &VirtualMachine) -> PyResult<Option<PyTupleRef>> {
        wait(&to_set(sigset, vm)?, None, vm)
    }

    #[pyfunction]
    fn sigtimedwait(
        sigset: ArgIterable<i32>,
        timeout: ArgIntoFloat,
        vm: &VirtualMachine,
    ) -> PyResult<Option<PyTupleRef>> {
        let set = to_set(sigset, vm)?;
        let seconds: f64 = timeout.into();
        if seconds < 0.0 {
            return Err(vm.new_value_error("timeout must be non-negative"));
        }
        let time = Duration::try_from_secs_f64(seconds)
            .map_err(|_| vm.new_overflow_error("timestamp out of range for platform time_t"))?;
        wait(&set, Instant::now().checked_add(time), vm)
    }
}
