//! The native module `_pyrun`: what our Python code in `lib/` needs of Rust.

pub(crate) use _pyrun::module_def;

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule]
mod _pyrun {
    use rustpython_pylib::DATA_FILES;
    use rustpython_vm::{PyObjectRef, VirtualMachine, builtins::PyStrRef};

    /// The names of the standard library's data files.
    #[pyfunction]
    fn data_files(vm: &VirtualMachine) -> Vec<PyObjectRef> {
        DATA_FILES
            .iter()
            .map(|(name, _)| vm.ctx.new_str(*name).into())
            .collect()
    }

    /// The content of a data file, or None.
    #[pyfunction]
    fn data_file(name: PyStrRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let name = name.to_str()?;
        let (_, content) = DATA_FILES.iter().find(|(known, _)| *known == name)?;
        Some(vm.ctx.new_bytes(content.to_vec()).into())
    }
}
