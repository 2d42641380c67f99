//! `ZstdCompressor`.

#[allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "the shape that pymethod wants; what pyattr makes unwraps"
)]
#[rustpython_vm::pymodule(sub, name = "_zstd")]
pub(super) mod _zstd {
    use rustpython_vm::{
        Context, FromArgs, Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        builtins::PyType,
        common::lock::PyMutex,
        function::{ArgBytesLike, OptionalArg},
        pyclass,
        types::Constructor,
    };
    use zstd::zstd_safe::{CParameter, zstd_sys::ZSTD_EndDirective};

    use super::super::{
        arguments::{checked_level, given, numbers, pledged},
        dictionary::Use,
        parameters,
        streams::Compressor,
        zstd_dict::find_dictionary,
        zstd_error,
    };

    #[derive(Debug)]
    struct Compressing {
        compressor: Compressor,
        last_mode: i32,
    }

    #[pyattr]
    #[pyclass(module = "compression.zstd", name = "ZstdCompressor")]
    #[derive(Debug, PyPayload)]
    struct ZstdCompressor {
        state: PyMutex<Compressing>,
    }

    const CONTINUE: i32 = 0;
    const FLUSH_BLOCK: i32 = 1;
    const FLUSH_FRAME: i32 = 2;

    #[derive(FromArgs)]
    struct CompressorArgs {
        #[pyarg(any, optional)]
        level: OptionalArg<PyObjectRef>,
        #[pyarg(any, optional)]
        options: OptionalArg<PyObjectRef>,
        #[pyarg(any, optional)]
        zstd_dict: OptionalArg<PyObjectRef>,
    }

    impl Constructor for ZstdCompressor {
        type Args = CompressorArgs;

        fn py_new(_cls: &Py<PyType>, args: Self::Args, vm: &VirtualMachine) -> PyResult<Self> {
            let level = given(args.level, vm);
            let options = given(args.options, vm);
            let mut compressor = Compressor::new().ok_or_else(|| vm.no_memory_error())?;
            if level.is_some() && options.is_some() {
                return Err(vm.new_type_error("Only one of level or options should be used."));
            }
            if let Some(level) = level {
                let level = checked_level(level, vm)?;
                set(&mut compressor, CParameter::CompressionLevel(level), vm)?;
            }
            if let Some(options) = options {
                for (id, value) in numbers(&options, "compression", vm)? {
                    let parameter = parameters::compression(id, value)
                        .map_err(|message| vm.new_value_error(message))?;
                    if let Some(parameter) = parameter {
                        set(&mut compressor, parameter, vm)?;
                    }
                }
            }
            if let Some(argument) = given(args.zstd_dict, vm) {
                let (dictionary, how) = find_dictionary(&argument, Use::Undigested, vm)?;
                compressor
                    .load(&dictionary.dictionary, how)
                    .map_err(|why| {
                        let what = "Unable to load Zstandard dictionary or prefix for compression";
                        zstd_error(what, &why, vm)
                    })?;
            }
            Ok(Self {
                state: PyMutex::new(Compressing {
                    compressor,
                    last_mode: FLUSH_FRAME,
                }),
            })
        }
    }

    fn set(
        compressor: &mut Compressor,
        parameter: CParameter,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        compressor
            .set(parameter)
            .map_err(|why| zstd_error("Unable to set zstd compression parameter", &why, vm))
    }

    #[derive(FromArgs)]
    struct CompressArgs {
        #[pyarg(any)]
        data: ArgBytesLike,
        #[pyarg(any, default = CONTINUE)]
        mode: i32,
    }

    #[derive(FromArgs)]
    struct FlushArgs {
        #[pyarg(any, default = FLUSH_FRAME)]
        mode: i32,
    }

    #[pyclass(with(Constructor))]
    impl ZstdCompressor {
        #[extend_class]
        fn extend_class(ctx: &Context, class: &Py<PyType>) {
            for (name, value) in [
                ("CONTINUE", CONTINUE),
                ("FLUSH_BLOCK", FLUSH_BLOCK),
                ("FLUSH_FRAME", FLUSH_FRAME),
            ] {
                class.set_attr(ctx.intern_str(name), ctx.new_int(value).into());
            }
        }

        #[pygetset]
        fn last_mode(zelf: PyRef<Self>) -> i32 {
            zelf.state.lock().last_mode
        }

        /// Take data in and give out what is ready.
        #[pymethod]
        fn compress(
            zelf: PyRef<Self>,
            args: CompressArgs,
            vm: &VirtualMachine,
        ) -> PyResult<Vec<u8>> {
            if !(CONTINUE..=FLUSH_FRAME).contains(&args.mode) {
                let message = "mode argument wrong value, it should be one of \
                               ZstdCompressor.CONTINUE, ZstdCompressor.FLUSH_BLOCK, \
                               ZstdCompressor.FLUSH_FRAME.";
                return Err(vm.new_value_error(message));
            }
            let data = args.data.borrow_buf_unlocked(vm)?;
            zelf.run(&data, args.mode, vm)
        }

        /// Give out everything; the mode says whether the frame ends.
        #[pymethod]
        fn flush(zelf: PyRef<Self>, args: FlushArgs, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
            if !(FLUSH_BLOCK..=FLUSH_FRAME).contains(&args.mode) {
                let message = "mode argument wrong value, it should be \
                               ZstdCompressor.FLUSH_FRAME or ZstdCompressor.FLUSH_BLOCK.";
                return Err(vm.new_value_error(message));
            }
            zelf.run(&[], args.mode, vm)
        }

        /// Say how many bytes the next frame will hold; None for unknown.
        #[pymethod]
        fn set_pledged_input_size(
            zelf: PyRef<Self>,
            size: PyObjectRef,
            vm: &VirtualMachine,
        ) -> PyResult<()> {
            let size = pledged(size, vm)?;
            let outcome = vm.allow_threads(|| {
                let mut state = zelf.state.lock();
                (state.last_mode == FLUSH_FRAME).then(|| state.compressor.pledge(size))
            });
            match outcome {
                None => Err(vm.new_value_error(
                    "set_pledged_input_size() method must be called when last_mode == FLUSH_FRAME",
                )),
                Some(outcome) => outcome.map_err(|why| {
                    let what = "Unable to set pledged uncompressed content size";
                    zstd_error(what, &why, vm)
                }),
            }
        }

        #[pymethod(name = "__reduce__")]
        fn reduce(_zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
            Err(vm.new_type_error("cannot pickle ZstdCompressor objects"))
        }
    }

    impl ZstdCompressor {
        fn run(&self, data: &[u8], mode: i32, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
            let directive = match mode {
                CONTINUE => ZSTD_EndDirective::ZSTD_e_continue,
                FLUSH_BLOCK => ZSTD_EndDirective::ZSTD_e_flush,
                _ => ZSTD_EndDirective::ZSTD_e_end,
            };
            // Whoever waits for the lock must not keep the world from stopping.
            let outcome = vm.allow_threads(|| {
                let mut state = self.state.lock();
                let outcome = state.compressor.compress(data, directive);
                state.last_mode = if outcome.is_ok() { mode } else { FLUSH_FRAME };
                outcome
            });
            outcome.map_err(|why| zstd_error("Unable to compress Zstandard data", &why, vm))
        }
    }
}
