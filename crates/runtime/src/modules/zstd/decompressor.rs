//! `ZstdDecompressor`.

#[allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "the shape that pymethod wants; what pyattr makes unwraps"
)]
#[rustpython_vm::pymodule(sub, name = "_zstd")]
pub(super) mod _zstd {
    use rustpython_vm::{
        FromArgs, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        builtins::{PyBytesRef, PyType},
        common::lock::PyMutex,
        function::{ArgBytesLike, OptionalArg},
        pyclass,
        types::Constructor,
    };

    use super::super::{
        arguments::{given, numbers},
        dictionary::Use,
        parameters,
        streams::Decompressor,
        zstd_dict::find_dictionary,
        zstd_error,
    };

    #[pyattr]
    #[pyclass(module = "compression.zstd", name = "ZstdDecompressor")]
    #[derive(Debug, PyPayload)]
    struct ZstdDecompressor {
        state: PyMutex<Decompressor>,
    }

    #[derive(FromArgs)]
    struct DecompressorArgs {
        #[pyarg(any, optional)]
        zstd_dict: OptionalArg<PyObjectRef>,
        #[pyarg(any, optional)]
        options: OptionalArg<PyObjectRef>,
    }

    impl Constructor for ZstdDecompressor {
        type Args = DecompressorArgs;

        fn py_new(_cls: &Py<PyType>, args: Self::Args, vm: &VirtualMachine) -> PyResult<Self> {
            let mut decompressor = Decompressor::new().ok_or_else(|| vm.no_memory_error())?;
            if let Some(argument) = given(args.zstd_dict, vm) {
                let (dictionary, how) = find_dictionary(&argument, Use::Digested, vm)?;
                decompressor
                    .load(&dictionary.dictionary, how)
                    .map_err(|why| {
                        let what =
                            "Unable to load Zstandard dictionary or prefix for decompression";
                        zstd_error(what, &why, vm)
                    })?;
            }
            if let Some(options) = given(args.options, vm) {
                for (id, value) in numbers(&options, "decompression", vm)? {
                    let log = parameters::window_log_max(id, value)
                        .map_err(|message| vm.new_value_error(message))?;
                    if let Some(log) = log {
                        decompressor.set_window_log_max(log).map_err(|why| {
                            let what = "Unable to set zstd decompression parameter";
                            zstd_error(what, &why, vm)
                        })?;
                    }
                }
            }
            Ok(Self {
                state: PyMutex::new(decompressor),
            })
        }
    }

    #[derive(FromArgs)]
    struct DecompressArgs {
        #[pyarg(any)]
        data: ArgBytesLike,
        #[pyarg(any, default = -1)]
        max_length: isize,
    }

    #[pyclass(with(Constructor))]
    impl ZstdDecompressor {
        #[pygetset]
        fn eof(zelf: PyRef<Self>) -> bool {
            zelf.state.lock().eof
        }

        #[pygetset]
        fn needs_input(zelf: PyRef<Self>) -> bool {
            zelf.state.lock().needs_input
        }

        #[pygetset]
        fn unused_data(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyBytesRef {
            let unused = zelf.state.lock().unused().to_vec();
            vm.ctx.new_bytes(unused)
        }

        /// Take data in and give out at most `max_length` bytes.
        #[pymethod]
        fn decompress(
            zelf: PyRef<Self>,
            args: DecompressArgs,
            vm: &VirtualMachine,
        ) -> PyResult<Vec<u8>> {
            let data = args.data.borrow_buf_unlocked(vm)?;
            let limit = usize::try_from(args.max_length).ok();
            let outcome = vm.allow_threads(|| {
                let mut state = zelf.state.lock();
                (!state.eof).then(|| state.decompress(&data, limit))
            });
            match outcome {
                None => Err(vm.new_eof_error("Already at the end of a Zstandard frame.")),
                Some(outcome) => outcome
                    .map_err(|why| zstd_error("Unable to decompress Zstandard data", &why, vm)),
            }
        }

        #[pymethod(name = "__reduce__")]
        fn reduce(_zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
            Err(vm.new_type_error("cannot pickle ZstdDecompressor objects"))
        }
    }
}
