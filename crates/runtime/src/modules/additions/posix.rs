//! `posix`: processors, files, device numbers.

pub(crate) use _posix::module_def;

#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule(name = "posix")]
mod _posix {
    use std::mem::MaybeUninit;

    use rustpython_vm::{
        AsObject, FromArgs, PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject, VirtualMachine,
        builtins::PySet, convert::IntoPyException, function::ArgIterable, host_env::crt_fd,
        ospath::OsPath, stdlib::_io::Fildes,
    };

    use super::super::system::{checked, outcome, outcome_by_number, repeat};

    /// How many processors a set has room for.
    const PROCESSORS: usize = libc::CPU_SETSIZE as usize;

    fn no_processors() -> libc::cpu_set_t {
        // SAFETY: an empty set is all zeros.
        unsafe { MaybeUninit::zeroed().assume_init() }
    }

    #[pyfunction]
    fn sched_getaffinity(pid: i32, vm: &VirtualMachine) -> PyResult<PyRef<PySet>> {
        let mut processors = no_processors();
        // SAFETY: fills a set of the size it is told.
        let result = unsafe {
            libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), &raw mut processors)
        };
        checked(result, vm)?;
        let found = PySet::default().into_ref(&vm.ctx);
        for number in 0..PROCESSORS {
            // SAFETY: the number is below the set's size.
            if unsafe { libc::CPU_ISSET(number, &processors) } {
                found.add(vm.ctx.new_int(number).into(), vm)?;
            }
        }
        Ok(found)
    }

    #[pyfunction]
    fn sched_setaffinity(pid: i32, mask: ArgIterable<i32>, vm: &VirtualMachine) -> PyResult<()> {
        let mut processors = no_processors();
        for number in mask.iter(vm)? {
            let number =
                usize::try_from(number?).map_err(|_| vm.new_value_error("negative CPU number"))?;
            if number >= PROCESSORS {
                return Err(vm.new_overflow_error("CPU number too large"));
            }
            // SAFETY: the number is below the set's size.
            unsafe { libc::CPU_SET(number, &mut processors) };
        }
        // SAFETY: reads a set of the size it is told.
        let result = unsafe {
            libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &raw const processors)
        };
        checked(result, vm).map(drop)
    }

    #[pyfunction]
    #[allow(clippy::cast_precision_loss, reason = "a float is what Python wants")]
    fn sched_rr_get_interval(pid: i32, vm: &VirtualMachine) -> PyResult<f64> {
        let mut interval = libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        // SAFETY: fills the time.
        let result = unsafe { libc::sched_rr_get_interval(pid, &raw mut interval) };
        checked(result, vm)?;
        Ok(interval.tv_sec as f64 + interval.tv_nsec as f64 * 1e-9)
    }

    #[derive(FromArgs)]
    struct MkfifoArgs {
        #[pyarg(any)]
        path: OsPath,
        #[pyarg(any, default = 0o666)]
        mode: u32,
        #[pyarg(named, default)]
        dir_fd: Option<i32>,
    }

    #[pyfunction]
    fn mkfifo(args: MkfifoArgs, vm: &VirtualMachine) -> PyResult<()> {
        let path = args.path.into_cstring(vm)?;
        let folder = args.dir_fd.unwrap_or(libc::AT_FDCWD);
        // SAFETY: the path ends in NUL and outlives the call.
        let result = unsafe { libc::mkfifoat(folder, path.as_ptr(), args.mode) };
        checked(result, vm).map(drop)
    }

    /// A descriptor or an object that has one.
    struct Descriptor(i32);

    impl TryFromObject for Descriptor {
        fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
            if object.class().is(vm.ctx.types.bool_type) {
                // Warns.
                crt_fd::Borrowed::try_from_object(vm, object.clone())?;
            }
            Fildes::try_from_object(vm, object).map(|fd| Self(fd.0))
        }
    }

    #[pyfunction]
    fn fdatasync(fd: Descriptor, vm: &VirtualMachine) -> PyResult<()> {
        // SAFETY: takes no pointers.
        let call = || outcome(unsafe { libc::fdatasync(fd.0) });
        repeat(vm, call).map(drop)
    }

    #[pyfunction]
    fn lockf(fd: i32, command: i32, length: i64, vm: &VirtualMachine) -> PyResult<()> {
        // SAFETY: takes no pointers.
        let call = || outcome(unsafe { libc::lockf(fd, command, length) });
        // As in CPython, a signal ends the waiting.
        let result = vm.allow_threads(call).map(drop);
        result.map_err(|error| error.into_pyexception(vm))
    }

    #[pyfunction]
    fn posix_fadvise(
        fd: i32,
        offset: i64,
        length: i64,
        advice: i32,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        // SAFETY: takes no pointers.
        let call = || unsafe { libc::posix_fadvise(fd, offset, length, advice) };
        repeat(vm, || outcome_by_number(call()))
    }

    #[pyfunction]
    fn posix_fallocate(fd: i32, offset: i64, length: i64, vm: &VirtualMachine) -> PyResult<()> {
        // SAFETY: takes no pointers.
        let call = || unsafe { libc::posix_fallocate(fd, offset, length) };
        repeat(vm, || outcome_by_number(call()))
    }

    #[pyfunction]
    fn major(device: u64) -> u32 {
        libc::major(device)
    }

    #[pyfunction]
    fn minor(device: u64) -> u32 {
        libc::minor(device)
    }

    #[pyfunction]
    fn makedev(major: u32, minor: u32) -> u64 {
        libc::makedev(major, minor)
    }

    #[pyfunction]
    fn ctermid() -> &'static str {
        "/dev/tty"
    }
}
