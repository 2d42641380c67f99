//! The native module `_zstd`, on which the library's `compression.zstd` stands.
//!
//! A file for each class that Python code sees and one for the functions; what
//! they stand on, without Python, is in `dictionary`, `parameters` and `streams`.

mod arguments;
mod compressor;
mod decompressor;
mod dictionary;
mod functions;
mod parameters;
mod streams;
mod zstd_dict;

use rustpython_vm::{VirtualMachine, builtins::PyBaseExceptionRef};

pub(crate) use _zstd::module_def;

fn zstd_error(what: &str, why: &str, vm: &VirtualMachine) -> PyBaseExceptionRef {
    let message = format!("{what}: {why}");
    vm.new_exception_msg(vm.class("_zstd", "ZstdError"), message.into())
}

#[allow(clippy::unwrap_used, reason = "what pyattr makes unwraps")]
#[rustpython_vm::pymodule(with(
    compressor::_zstd,
    decompressor::_zstd,
    functions::_zstd,
    zstd_dict::_zstd
))]
mod _zstd {
    use rustpython_vm::{
        Py, PyResult, VirtualMachine,
        builtins::{PyModule, PyTypeRef},
    };
    use zstd::zstd_safe::{self, DCtx};

    use super::parameters;

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
}
