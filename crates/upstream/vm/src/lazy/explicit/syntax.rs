//! What the compiler and `ast` need for the `lazy` keyword.

use crate::{
    PyObject, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyInt},
    compiler::{CompileError, codegen::compile::lazy_syntax},
};

/// The `is_lazy` field of an `ast.Import` or `ast.ImportFrom`: missing and `None`
/// mean no.
pub(crate) fn node_is_lazy(node: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    match vm.get_attribute_opt(node, vm.ctx.intern_str("is_lazy"))? {
        None => Ok(false),
        Some(value) if vm.is_none(&value) => Ok(false),
        Some(value) => match value.downcast_ref::<PyInt>() {
            Some(value) => Ok(value.as_bigint() != &0.into()),
            None => Err(vm.new_value_error(format!("invalid integer value: {}", value.repr(vm)?))),
        },
    }
}

/// Sets the field on a node that the parser has made.
pub(crate) fn set_node_is_lazy(node: &PyDictRef, is_lazy: bool, vm: &VirtualMachine) {
    let value = vm.ctx.new_int(i32::from(is_lazy));
    let _ = node.set_item("is_lazy", value.into(), vm);
}

/// What CPython says where the parser only sees that `import` is missing.
pub(crate) fn better_message(error: &CompileError, source: Option<&str>) -> Option<String> {
    let CompileError::Parse(error) = error else {
        return None;
    };
    let at = usize::from(error.raw_location.start());
    lazy_syntax::is_misplaced_keyword(source?, at)
        .then(|| "use 'lazy from ... ' instead of 'from ... lazy import'".to_owned())
}
