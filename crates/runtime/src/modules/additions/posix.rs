//! `posix`: processors, files, device numbers.

pub(crate) use _posix::module_def;

#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule(name = "posix")]
mod _posix {
    use std::{io, mem::MaybeUninit};

    use rustpython_vm::{
        AsObject, FromArgs, PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject, VirtualMachine,
        builtins::PySet, convert::IntoPyException, function::ArgIterable, host_env::crt_fd,
        ospath::OsPath, stdlib::_io::Fildes,
    };

    /// How many processors a set has room for.
    const PROCESSORS: usize = libc::CPU_SETSIZE as usize;

    fn no_processors() -> libc::cpu_set_t {
        // SAFETY: an empty set is all zeros.
        unsafe { MaybeUninit::zeroed().assume_init() }
    }

    fn checked(result: i32, vm: &VirtualMachine) -> PyResult<()> {
        if result < 0 {
            return Err(io::Error::last_os_error().into_pyexception(vm));
        }
        Ok(())
    }

    /// For functions that return the error's number.
    fn checked_number(error: i32, vm: &VirtualMachine) -> PyResult<()> {
        if error != 0 {
            return Err(io::Error::from_raw_os_error(error).into_pyexception(vm));
        }
        Ok(())
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
        checked(result, vm)
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
        checked(result, vm)
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
        let result = vm.allow_threads(|| unsafe { libc::fdatasync(fd.0) });
        checked(result, vm)
    }

    #[pyfunction]
    fn lockf(fd: i32, command: i32, length: i64, vm: &VirtualMachine) -> PyResult<()> {
        // SAFETY: takes no pointers.
        let result = vm.allow_threads(|| unsafe { libc::lockf(fd, command, length) });
        checked(result, vm)
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
        let error = vm.allow_threads(|| unsafe { libc::posix_fadvise(fd, offset, length, advice) });
        checked_number(error, vm)
    }

    #[pyfunction]
    fn posix_fallocate(fd: i32, offset: i64, length: i64, vm: &VirtualMachine) -> PyResult<()> {
        // SAFETY: takes no pointers.
        let error = vm.allow_threads(|| unsafe { libc::posix_fallocate(fd, offset, length) });
        checked_number(error, vm)
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
