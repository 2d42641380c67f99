//! A failed import says where it was declared.
//!
//! CPython 3.15: an exception that stands alone gets an `ImportError` as its
//! cause, whose traceback is the declaring line; one that has a cause or context
//! of its own gets a note.

use rustpython_compiler_core::OneIndexed;

use crate::{
    AsObject, PyPayload, PyRef, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyCode, traceback::PyTraceback},
    compiler::Mode,
    frame::FrameObject,
    lazy::{deferred::Declaration, resolve::add_note},
    scope::Scope,
};

/// Adds to `error` that it comes from the lazy import of `name`.
pub(super) fn decorate(
    error: &PyBaseExceptionRef,
    name: &str,
    declaration: &Declaration,
    vm: &VirtualMachine,
) {
    let record = &declaration.record;
    record.failed(error);
    let stands_alone = error.__cause__().is_none()
        && error.__context__().is_none()
        && !error.__suppress_context__();
    if !stands_alone {
        let (function, file, line) = (record.function, record.file, record.line);
        let note = format!("lazy import of '{name}' declared in {function} at {file}:{line}");
        add_note(error, &note, vm);
    } else if let Some(traceback) = declaring_line(declaration, vm) {
        let message = format!("lazy import of '{name}' raised an exception during resolution");
        let class = vm.ctx.exceptions.import_error.to_owned();
        let cause = vm.new_exception_msg(class, message.into());
        cause.set_traceback(Some(traceback));
        error.set_cause(Some(cause));
    }
    crate::lazy::resolve::note_path_change(error, declaration, vm);
}

/// A traceback of one entry, which shows the line of the import statement.
fn declaring_line(declaration: &Declaration, vm: &VirtualMachine) -> Option<PyRef<PyTraceback>> {
    let record = &declaration.record;
    let mut code = vm.compile("", Mode::Exec, record.file).ok()?.code.clone();
    let line = OneIndexed::new(record.line).unwrap_or(OneIndexed::MIN);
    code.obj_name = vm.ctx.intern_str(record.function);
    code.first_line_number = Some(line);
    let code = PyCode::new(code).into_ref(&vm.ctx);
    let scope = Scope::with_builtins(None, declaration.globals.clone(), vm);
    let builtins = vm.builtins.dict().into();
    let frame = FrameObject::new_ref(code, scope, builtins, &[], None, false, vm);
    // An index below zero: there is no instruction, so no columns to underline.
    Some(PyTraceback::new(None, frame, -1, line).into_ref(&vm.ctx))
}
