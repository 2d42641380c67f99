//! The functions of `_zstd`: bounds of parameters, frames and dictionaries.

#[allow(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule(sub, name = "_zstd")]
pub(super) mod _zstd {
    use std::sync::PoisonError;

    use rustpython_vm::{
        FromArgs, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyBaseExceptionRef, PyBytesRef, PyTupleRef, PyType},
        function::ArgBytesLike,
    };
    use zstd::zstd_safe;

    use super::super::{
        arguments::{PARAMETER_TYPES, dictionary_size, sample_sizes},
        dictionary::{self, Failure},
        parameters, zstd_error,
    };

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
