//! The native module `_zstd`, on which the library's `compression.zstd` stands.

mod arguments;
mod dictionary;
mod parameters;
mod streams;

pub(crate) use _zstd::module_def;

#[allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "the shape that pymethod wants; what pyattr makes unwraps"
)]
#[rustpython_vm::pymodule]
mod _zstd {
    use std::sync::PoisonError;

    use rustpython_vm::{
        Context, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
        atomic_func,
        builtins::{
            PyBaseExceptionRef, PyBytesRef, PyInt, PyModule, PyTuple, PyTupleRef, PyType, PyTypeRef,
        },
        common::lock::{LazyLock, PyMutex},
        function::{ArgBytesLike, OptionalArg},
        protocol::PySequenceMethods,
        pyclass,
        types::{AsSequence, Constructor, Representable},
    };
    use zstd::zstd_safe::{self, CParameter, DCtx, zstd_sys::ZSTD_EndDirective};

    use super::{
        arguments::{
            PARAMETER_TYPES, checked_level, dictionary_size, numbers, pledged, sample_sizes,
        },
        dictionary::{self, Dictionary, Failure, Use},
        parameters,
        streams::{Compressor, Decompressor},
    };

    #[pyattr]
    const ZSTD_CLEVEL_DEFAULT: i32 = zstd_safe::CLEVEL_DEFAULT;

    #[pyattr(once, name = "ZstdError")]
    fn zstd_error_type(vm: &VirtualMachine) -> PyTypeRef {
        let base = vm.ctx.exceptions.exception_type.to_owned();
        vm.ctx
            .new_exception_type("compression.zstd", "ZstdError", Some(vec![base]))
    }

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        let number = |name: &'static str, value: i32| {
            let value = vm.ctx.new_int(value);
            module.set_attr(name, value, vm)
        };
        for (name, _, id) in parameters::COMPRESSION {
            number(name, id as i32)?;
        }
        number("ZSTD_d_windowLogMax", parameters::WINDOW_LOG_MAX)?;
        for (name, strategy) in parameters::STRATEGIES {
            number(name, strategy as i32)?;
        }
        let size = vm.ctx.new_int(DCtx::out_size());
        module.set_attr("ZSTD_DStreamOutSize", size, vm)?;
        let version = vm.ctx.new_str(zstd_safe::version_string());
        module.set_attr("zstd_version", version, vm)?;
        let version = vm.ctx.new_int(zstd_safe::version_number());
        module.set_attr("zstd_version_number", version, vm)
    }

    fn zstd_error(what: &str, why: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
        let message = format!("{what}: {why}");
        vm.new_exception_msg(vm.class("_zstd", "ZstdError"), message.into())
    }

    #[pyfunction]
    fn set_parameter_types(
        compression: PyObjectRef,
        decompression: PyObjectRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let (Ok(compression), Ok(decompression)) = (
            compression.downcast::<PyType>(),
            decompression.downcast::<PyType>(),
        ) else {
            let message = "The two arguments should be CompressionParameter and \
                           DecompressionParameter types.";
            return Err(vm.new_value_error(message));
        };
        let types = Some((compression, decompression));
        let old = std::mem::replace(
            &mut *PARAMETER_TYPES
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
            types,
        );
        drop(old);
        Ok(())
    }

    #[pyattr]
    #[pyclass(module = "compression.zstd", name = "ZstdDict")]
    #[derive(Debug, PyPayload)]
    struct ZstdDict {
        bytes: PyBytesRef,
        dictionary: Dictionary,
    }

    #[derive(FromArgs)]
    struct DictArgs {
        #[pyarg(positional)]
        dict_content: ArgBytesLike,
        #[pyarg(named, optional)]
        is_raw: OptionalArg<PyObjectRef>,
    }

    impl Constructor for ZstdDict {
        type Args = DictArgs;

        fn py_new(_cls: &Py<PyType>, args: Self::Args, vm: &VirtualMachine) -> PyResult<Self> {
            let raw = match args.is_raw {
                OptionalArg::Present(raw) => raw.try_to_bool(vm)?,
                OptionalArg::Missing => false,
            };
            let content = args.dict_content.with_ref(<[u8]>::to_vec);
            let dictionary =
                Dictionary::new(&content, raw).map_err(|message| vm.new_value_error(message))?;
            Ok(Self {
                bytes: vm.ctx.new_bytes(content),
                dictionary,
            })
        }
    }

    impl AsSequence for ZstdDict {
        fn as_sequence() -> &'static PySequenceMethods {
            static METHODS: LazyLock<PySequenceMethods> = LazyLock::new(|| PySequenceMethods {
                length: atomic_func!(|sequence, _vm| {
                    let dictionary = &ZstdDict::sequence_downcast(sequence).dictionary;
                    Ok(dictionary.content.len())
                }),
                ..PySequenceMethods::NOT_IMPLEMENTED
            });
            &METHODS
        }
    }

    impl Representable for ZstdDict {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let Dictionary { id, content, .. } = &zelf.dictionary;
            Ok(format!(
                "<ZstdDict dict_id={id} dict_size={}>",
                content.len()
            ))
        }
    }

    #[pyclass(with(Constructor, AsSequence, Representable))]
    impl ZstdDict {
        #[pygetset]
        fn dict_content(zelf: PyRef<Self>) -> PyBytesRef {
            zelf.bytes.clone()
        }

        #[pygetset]
        fn dict_id(zelf: PyRef<Self>) -> u32 {
            zelf.dictionary.id
        }

        #[pygetset]
        fn as_digested_dict(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyTupleRef {
            used_as(zelf, Use::Digested, vm)
        }

        #[pygetset]
        fn as_undigested_dict(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyTupleRef {
            used_as(zelf, Use::Undigested, vm)
        }

        #[pygetset]
        fn as_prefix(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyTupleRef {
            used_as(zelf, Use::Prefix, vm)
        }

        #[pymethod(name = "__reduce__")]
        fn reduce(_zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
            Err(vm.new_type_error("cannot pickle ZstdDict objects"))
        }
    }

    fn used_as(dictionary: PyRef<ZstdDict>, how: Use, vm: &VirtualMachine) -> PyTupleRef {
        let how = vm.ctx.new_int(how as i32).into();
        vm.ctx.new_tuple(vec![dictionary.into(), how])
    }

    /// A `zstd_dict` argument: a `ZstdDict`, or one with the way to use it.
    fn find_dictionary(
        argument: &PyObject,
        default: Use,
        vm: &VirtualMachine,
    ) -> PyResult<(PyRef<ZstdDict>, Use)> {
        if let Ok(dictionary) = argument.to_owned().downcast::<ZstdDict>() {
            return Ok((dictionary, default));
        }
        if let Some(pair) = argument.downcast_ref::<PyTuple>()
            && let [dictionary, how] = pair.as_slice()
            && let Ok(dictionary) = dictionary.clone().downcast::<ZstdDict>()
            && how.downcast_ref::<PyInt>().is_some()
        {
            match how.clone().try_into_value::<i32>(vm) {
                Ok(0) => return Ok((dictionary, Use::Digested)),
                Ok(1) => return Ok((dictionary, Use::Undigested)),
                Ok(2) => return Ok((dictionary, Use::Prefix)),
                _ => {}
            }
        }
        Err(vm.new_type_error("zstd_dict argument should be a ZstdDict object."))
    }

    fn given(argument: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> Option<PyObjectRef> {
        argument
            .into_option()
            .filter(|argument| !vm.is_none(argument))
    }

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

    #[derive(FromArgs)]
    struct BoundsArgs {
        #[pyarg(any)]
        parameter: i32,
        #[pyarg(any)]
        is_compress: bool,
    }

    #[pyfunction]
    fn get_param_bounds(args: BoundsArgs, vm: &VirtualMachine) -> PyResult<(i32, i32)> {
        let (bounds, kind) = if args.is_compress {
            (
                parameters::compression_bounds(args.parameter),
                "compression",
            )
        } else {
            let bounds = parameters::decompression_bounds(args.parameter);
            (bounds, "decompression")
        };
        bounds.map_err(|why| {
            let what = format!("Unable to get zstd {kind} parameter bounds");
            zstd_error(&what, &why, vm)
        })
    }

    #[derive(FromArgs)]
    struct FrameArgs {
        #[pyarg(any)]
        frame_buffer: ArgBytesLike,
    }

    #[pyfunction]
    fn get_frame_size(args: FrameArgs, vm: &VirtualMachine) -> PyResult<usize> {
        let frame = args.frame_buffer.borrow_buf_unlocked(vm)?;
        zstd_safe::find_frame_compressed_size(&frame).map_err(|code| {
            let what = "Not a whole Zstandard frame";
            zstd_error(what, zstd_safe::get_error_name(code), vm)
        })
    }

    #[pyfunction]
    fn get_frame_info(args: FrameArgs, vm: &VirtualMachine) -> PyResult<(Option<u64>, u32)> {
        let frame = args.frame_buffer.borrow_buf_unlocked(vm)?;
        let Ok(size) = zstd_safe::get_frame_content_size(&frame) else {
            let what = "Unable to get Zstandard frame information";
            return Err(zstd_error(what, "no whole frame header", vm));
        };
        let id = zstd_safe::get_dict_id_from_frame(&frame);
        Ok((size, id.map_or(0, std::num::NonZero::get)))
    }

    #[pyfunction]
    fn train_dict(
        samples: PyBytesRef,
        sizes: PyTupleRef,
        dict_size: isize,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<u8>> {
        let size = dictionary_size(dict_size, vm)?;
        let samples = samples.as_bytes();
        let sizes = sample_sizes(samples, &sizes, vm)?;
        vm.allow_threads(|| dictionary::train(samples, &sizes, size))
            .map_err(|why| no_dictionary("Unable to train the Zstandard dictionary", why, vm))
    }

    #[pyfunction]
    fn finalize_dict(
        content: PyBytesRef,
        samples: PyBytesRef,
        sizes: PyTupleRef,
        dict_size: isize,
        level: i32,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<u8>> {
        let size = dictionary_size(dict_size, vm)?;
        let samples = samples.as_bytes();
        let sizes = sample_sizes(samples, &sizes, vm)?;
        let content = content.as_bytes();
        vm.allow_threads(|| dictionary::finalize(content, samples, &sizes, size, level))
            .map_err(|why| no_dictionary("Unable to finalize the Zstandard dictionary", why, vm))
    }

    fn no_dictionary(what: &str, why: Failure, vm: &VirtualMachine) -> PyBaseExceptionRef {
        match why {
            Failure::NoMemory => vm.no_memory_error(),
            Failure::Zstd(why) => zstd_error(what, why, vm),
        }
    }
}
