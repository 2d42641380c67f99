//! `posix`: extended attributes of files. `shutil.copystat` copies them if it can.

pub(crate) use posix::module_def;

#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule]
mod posix {
    use std::{
        ffi::{CString, OsStr},
        io,
        os::unix::ffi::OsStrExt,
    };

    use rustpython_vm::{
        AsObject, FromArgs, PyObjectRef, PyResult, VirtualMachine,
        convert::IntoPyException,
        function::{ArgBytesLike, Either},
        ospath::OsPath,
    };

    /// The largest value an attribute may have.
    #[pyattr]
    const XATTR_SIZE_MAX: usize = 65536;

    /// The file that a function is about.
    struct Target {
        file: Either<i32, CString>,
        follow_symlinks: bool,
        filename: Option<PyObjectRef>,
    }

    impl Target {
        fn new(
            file: Either<i32, OsPath>,
            follow_symlinks: bool,
            vm: &VirtualMachine,
        ) -> PyResult<Self> {
            let (file, filename) = match file {
                Either::A(fd) => (Either::A(fd), None),
                Either::B(path) => {
                    let filename = path.filename(vm);
                    (Either::B(path.into_cstring(vm)?), Some(filename))
                }
            };
            Ok(Self {
                file,
                follow_symlinks,
                filename,
            })
        }

        fn error(&self, error: io::Error, vm: &VirtualMachine) -> PyResult<usize> {
            let error = error.into_pyexception(vm);
            if let Some(filename) = &self.filename {
                error
                    .as_object()
                    .set_attr("filename", filename.clone(), vm)?;
            }
            Err(error)
        }

        fn checked(&self, result: isize, vm: &VirtualMachine) -> PyResult<usize> {
            usize::try_from(result).or_else(|_| self.error(io::Error::last_os_error(), vm))
        }

        /// Reads by a call that takes a buffer and its size.
        fn read(
            &self,
            vm: &VirtualMachine,
            call: impl Fn(*mut u8, usize) -> isize,
        ) -> PyResult<Vec<u8>> {
            let mut buffer = vec![0; XATTR_SIZE_MAX];
            let length = self.checked(call(buffer.as_mut_ptr(), buffer.len()), vm)?;
            buffer.truncate(length);
            Ok(buffer)
        }
    }

    #[derive(FromArgs)]
    struct AttributeArgs {
        #[pyarg(any)]
        path: Either<i32, OsPath>,
        #[pyarg(any)]
        attribute: OsPath,
        #[pyarg(named, default = true)]
        follow_symlinks: bool,
    }

    #[pyfunction]
    fn getxattr(args: AttributeArgs, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
        let target = Target::new(args.path, args.follow_symlinks, vm)?;
        let name = args.attribute.into_cstring(vm)?;
        let name = name.as_ptr();
        // SAFETY: path and name end in NUL, and the buffer has the size it is given.
        target.read(vm, |buffer, size| unsafe {
            match &target.file {
                Either::A(fd) => libc::fgetxattr(*fd, name, buffer.cast(), size),
                Either::B(path) if target.follow_symlinks => {
                    libc::getxattr(path.as_ptr(), name, buffer.cast(), size)
                }
                Either::B(path) => libc::lgetxattr(path.as_ptr(), name, buffer.cast(), size),
            }
        })
    }

    #[pyfunction]
    fn removexattr(args: AttributeArgs, vm: &VirtualMachine) -> PyResult<()> {
        let target = Target::new(args.path, args.follow_symlinks, vm)?;
        let name = args.attribute.into_cstring(vm)?;
        let name = name.as_ptr();
        // SAFETY: path and name end in NUL.
        let result = unsafe {
            match &target.file {
                Either::A(fd) => libc::fremovexattr(*fd, name),
                Either::B(path) if target.follow_symlinks => libc::removexattr(path.as_ptr(), name),
                Either::B(path) => libc::lremovexattr(path.as_ptr(), name),
            }
        };
        target.checked(result as isize, vm)?;
        Ok(())
    }

    #[derive(FromArgs)]
    struct ListArgs {
        #[pyarg(any, default)]
        path: Option<Either<i32, OsPath>>,
        #[pyarg(named, default = true)]
        follow_symlinks: bool,
    }

    #[pyfunction]
    fn listxattr(args: ListArgs, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let path = args.path.unwrap_or_else(|| Either::B(OsPath::new_str(".")));
        let target = Target::new(path, args.follow_symlinks, vm)?;
        // SAFETY: the path ends in NUL, and the buffer has the size it is given.
        let names = target.read(vm, |buffer, size| unsafe {
            match &target.file {
                Either::A(fd) => libc::flistxattr(*fd, buffer.cast(), size),
                Either::B(path) if target.follow_symlinks => {
                    libc::listxattr(path.as_ptr(), buffer.cast(), size)
                }
                Either::B(path) => libc::llistxattr(path.as_ptr(), buffer.cast(), size),
            }
        })?;
        let names = names
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty());
        Ok(names
            .map(|name| {
                vm.ctx
                    .new_str(crate::interpreter::decode(OsStr::from_bytes(name)))
                    .into()
            })
            .collect())
    }

    #[derive(FromArgs)]
    struct SetArgs {
        #[pyarg(any)]
        path: Either<i32, OsPath>,
        #[pyarg(any)]
        attribute: OsPath,
        #[pyarg(any)]
        value: ArgBytesLike,
        #[pyarg(any, default)]
        flags: i32,
        #[pyarg(named, default = true)]
        follow_symlinks: bool,
    }

    #[pyfunction]
    fn setxattr(args: SetArgs, vm: &VirtualMachine) -> PyResult<()> {
        let target = Target::new(args.path, args.follow_symlinks, vm)?;
        let name = args.attribute.into_cstring(vm)?;
        let name = name.as_ptr();
        let flags = args.flags;
        let bytes = args.value.borrow_buf();
        let (value, size) = (bytes.as_ptr().cast(), bytes.len());
        // SAFETY: path and name end in NUL, and the value has the size it is given.
        let result = unsafe {
            match &target.file {
                Either::A(fd) => libc::fsetxattr(*fd, name, value, size, flags),
                Either::B(path) if target.follow_symlinks => {
                    libc::setxattr(path.as_ptr(), name, value, size, flags)
                }
                Either::B(path) => libc::lsetxattr(path.as_ptr(), name, value, size, flags),
            }
        };
        target.checked(result as isize, vm)?;
        Ok(())
    }
}
