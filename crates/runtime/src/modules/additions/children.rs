//! `posix`: `waitid`, which waits for children without taking their end away.

pub(crate) use posix::module_def;

#[allow(clippy::struct_field_names, reason = "Python's names")]
#[rustpython_vm::pymodule]
mod posix {
    use std::mem::MaybeUninit;

    use rustpython_vm::{
        PyResult, VirtualMachine, builtins::PyTupleRef, pyclass, pystruct_sequence,
        pystruct_sequence_data, types::PyStructSequence,
    };

    use super::super::system::{outcome, repeat};

    #[pystruct_sequence_data]
    struct WaitidData {
        si_pid: i32,
        si_uid: u32,
        si_signo: i32,
        si_status: i32,
        si_code: i32,
    }

    /// What happened to a child.
    #[pyattr]
    #[pystruct_sequence(name = "waitid_result", module = "posix", data = "WaitidData")]
    struct PyWaitidResult;

    #[pyclass(with(PyStructSequence))]
    impl PyWaitidResult {}

    #[pyfunction]
    fn waitid(
        idtype: u32,
        id: libc::id_t,
        options: i32,
        vm: &VirtualMachine,
    ) -> PyResult<Option<PyTupleRef>> {
        // SAFETY: one of all zeros says that nothing happened.
        let mut info: libc::siginfo_t = unsafe { MaybeUninit::zeroed().assume_init() };
        // SAFETY: fills the information.
        let call = || outcome(unsafe { libc::waitid(idtype, id, &raw mut info, options) });
        repeat(vm, call)?;
        // SAFETY: `waitid` fills these fields, or leaves them zero.
        let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
        if pid == 0 {
            return Ok(None);
        }
        let data = WaitidData {
            si_pid: pid,
            si_uid: uid,
            si_signo: info.si_signo,
            si_status: status,
            si_code: info.si_code,
        };
        Ok(Some(PyWaitidResult::from_data(data, vm)))
    }
}
