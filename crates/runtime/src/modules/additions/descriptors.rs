//! `posix`: reading and writing with several buffers, and files in memory.

pub(crate) use posix::module_def;

#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule]
mod posix {
    use std::io::{self, IoSlice, IoSliceMut};

    use rustpython_vm::{
        FromArgs, PyResult, VirtualMachine,
        convert::IntoPyException,
        function::{ArgBytesLike, ArgMemoryBuffer, ArgSequence, OptionalArg},
        ospath::OsPath,
    };

    use super::super::system::{outcome, repeat};

    fn vector_length(length: usize, vm: &VirtualMachine) -> PyResult<i32> {
        i32::try_from(length)
            .map_err(|_| io::Error::from_raw_os_error(libc::EINVAL).into_pyexception(vm))
    }

    /// Fills `buffers` by a call that takes the address and number of vectors.
    fn read_into(
        buffers: &[ArgMemoryBuffer],
        vm: &VirtualMachine,
        mut call: impl FnMut(*const libc::iovec, i32) -> isize,
    ) -> PyResult<isize> {
        let length = vector_length(buffers.len(), vm)?;
        let mut borrowed: Vec<_> = buffers
            .iter()
            .map(ArgMemoryBuffer::borrow_buf_mut)
            .collect();
        // IoSliceMut has the layout of iovec.
        let vectors: Vec<IoSliceMut<'_>> = borrowed
            .iter_mut()
            .map(|buffer| IoSliceMut::new(buffer))
            .collect();
        repeat(vm, || outcome(call(vectors.as_ptr().cast(), length)))
    }

    fn write_from(
        buffers: &[ArgBytesLike],
        vm: &VirtualMachine,
        mut call: impl FnMut(*const libc::iovec, i32) -> isize,
    ) -> PyResult<isize> {
        let length = vector_length(buffers.len(), vm)?;
        let borrowed: Vec<_> = buffers.iter().map(ArgBytesLike::borrow_buf).collect();
        let vectors: Vec<IoSlice<'_>> = borrowed.iter().map(|bytes| IoSlice::new(bytes)).collect();
        repeat(vm, || outcome(call(vectors.as_ptr().cast(), length)))
    }

    #[pyfunction]
    fn readv(
        fd: i32,
        buffers: ArgSequence<ArgMemoryBuffer>,
        vm: &VirtualMachine,
    ) -> PyResult<isize> {
        read_into(&buffers, vm, |vectors, length| {
            // SAFETY: `read_into` gives vectors of borrowed buffers.
            unsafe { libc::readv(fd, vectors, length) }
        })
    }

    #[pyfunction]
    fn writev(fd: i32, buffers: ArgSequence<ArgBytesLike>, vm: &VirtualMachine) -> PyResult<isize> {
        write_from(&buffers, vm, |vectors, length| {
            // SAFETY: `write_from` gives vectors of borrowed buffers.
            unsafe { libc::writev(fd, vectors, length) }
        })
    }

    #[pyfunction]
    fn preadv(
        fd: i32,
        buffers: ArgSequence<ArgMemoryBuffer>,
        offset: i64,
        flags: OptionalArg<i32>,
        vm: &VirtualMachine,
    ) -> PyResult<isize> {
        let flags = flags.unwrap_or(0);
        read_into(&buffers, vm, |vectors, length| {
            // SAFETY: `read_into` gives vectors of borrowed buffers.
            unsafe { libc::preadv2(fd, vectors, length, offset, flags) }
        })
    }

    #[pyfunction]
    fn pwritev(
        fd: i32,
        buffers: ArgSequence<ArgBytesLike>,
        offset: i64,
        flags: OptionalArg<i32>,
        vm: &VirtualMachine,
    ) -> PyResult<isize> {
        let flags = flags.unwrap_or(0);
        write_from(&buffers, vm, |vectors, length| {
            // SAFETY: `write_from` gives vectors of borrowed buffers.
            unsafe { libc::pwritev2(fd, vectors, length, offset, flags) }
        })
    }

    #[derive(FromArgs)]
    struct MemfdArgs {
        #[pyarg(any)]
        name: OsPath,
        #[pyarg(any, default = libc::MFD_CLOEXEC)]
        flags: u32,
    }

    #[pyfunction]
    fn memfd_create(args: MemfdArgs, vm: &VirtualMachine) -> PyResult<i32> {
        let name = args.name.into_cstring(vm)?;
        // SAFETY: the name ends in NUL and outlives the call.
        let call = || outcome(unsafe { libc::memfd_create(name.as_ptr(), args.flags) });
        repeat(vm, call)
    }

    #[derive(FromArgs)]
    struct EventfdArgs {
        #[pyarg(any)]
        initval: u32,
        #[pyarg(any, default = libc::EFD_CLOEXEC)]
        flags: i32,
    }

    #[pyfunction]
    fn eventfd(args: EventfdArgs, vm: &VirtualMachine) -> PyResult<i32> {
        // SAFETY: takes no pointers.
        let call = || outcome(unsafe { libc::eventfd(args.initval, args.flags) });
        repeat(vm, call)
    }

    #[pyfunction]
    fn eventfd_read(fd: i32, vm: &VirtualMachine) -> PyResult<u64> {
        let mut value = 0_u64;
        repeat(vm, || {
            // SAFETY: reads at most eight bytes into a number of eight bytes.
            outcome(unsafe { libc::read(fd, (&raw mut value).cast(), size_of::<u64>()) })
        })?;
        Ok(value)
    }

    #[pyfunction]
    fn eventfd_write(fd: i32, value: u64, vm: &VirtualMachine) -> PyResult<()> {
        repeat(vm, || {
            // SAFETY: writes the eight bytes of a number.
            outcome(unsafe { libc::write(fd, (&raw const value).cast(), size_of::<u64>()) })
        })?;
        Ok(())
    }

    #[derive(FromArgs)]
    struct SpliceArgs {
        #[pyarg(any)]
        src: i32,
        #[pyarg(any)]
        dst: i32,
        #[pyarg(any)]
        count: usize,
        #[pyarg(any, default)]
        offset_src: Option<i64>,
        #[pyarg(any, default)]
        offset_dst: Option<i64>,
        #[pyarg(any, default)]
        flags: u32,
    }

    #[pyfunction]
    fn splice(args: SpliceArgs, vm: &VirtualMachine) -> PyResult<isize> {
        let SpliceArgs {
            src,
            dst,
            count,
            mut offset_src,
            mut offset_dst,
            flags,
        } = args;
        let from = offset_src
            .as_mut()
            .map_or(std::ptr::null_mut(), std::ptr::from_mut);
        let to = offset_dst
            .as_mut()
            .map_or(std::ptr::null_mut(), std::ptr::from_mut);
        // SAFETY: the offsets are null or outlive the call.
        let call = || unsafe { libc::splice(src, from, dst, to, count, flags) };
        repeat(vm, || outcome(call()))
    }
}
