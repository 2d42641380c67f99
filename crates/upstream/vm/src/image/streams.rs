//! The standard streams of a process that goes on from an image.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::{PyObjectRef, PyResult, VirtualMachine, function::FuncArgs, import};

/// One of the three.
struct Stream {
    name: &'static str,
    descriptor: i32,
}

/// Opens `sys.stdin`, `sys.stdout` and `sys.stderr` for this process.
///
/// # Errors
/// What the classes of `io` raise, for example for an unknown encoding.
pub(super) fn open(vm: &VirtualMachine) -> PyResult<()> {
    let io = import::import_builtin(vm, "_io")?;
    for (descriptor, name) in (0..).zip(["stdin", "stdout", "stderr"]) {
        let text = Stream { name, descriptor }.open(&io, vm)?;
        let original = vm.ctx.intern_str(format!("__{name}__"));
        vm.sys_module.set_attr(original, text.clone(), vm)?;
        vm.sys_module.set_attr(name, text, vm)?;
    }
    Ok(())
}

impl Stream {
    fn open(&self, io: &PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let settings = &vm.state.config.settings;
        let writes = self.descriptor > 0;
        let (binary, text) = if writes { ("wb", "w") } else { ("rb", "r") };
        let is_buffered = settings.buffered_stdio || !writes;
        let none = || vm.ctx.none();
        let file: Vec<PyObjectRef> = vec![
            vm.ctx.new_int(self.descriptor).into(),
            vm.ctx.new_str(binary).into(),
            vm.ctx.new_int(if is_buffered { -1 } else { 0 }).into(),
            none(),
            none(),
            none(),
            // Closing the object leaves the descriptor open.
            vm.ctx.new_bool(false).into(),
        ];
        let buffer = vm.call_method(io, "open", FuncArgs::from(file))?;
        let raw = if is_buffered {
            buffer.get_attr("raw", vm)?
        } else {
            buffer.clone()
        };
        raw.set_attr("name", vm.ctx.new_str(format!("<{}>", self.name)), vm)?;
        let is_terminal = vm.call_method(&raw, "isatty", ())?.is_true(vm)?;
        let is_stderr = self.descriptor == 2;
        let flushes_lines = settings.buffered_stdio && (is_terminal || is_stderr);
        let wrapper = (
            buffer,
            settings.stdio_encoding.clone(),
            self.errors(vm),
            "\n",
            flushes_lines,
            !settings.buffered_stdio,
        );
        let stream = vm.call_method(io, "TextIOWrapper", wrapper)?;
        stream.set_attr("mode", vm.ctx.new_str(text), vm)?;
        Ok(stream)
    }

    /// What becomes of characters that the encoding does not have.
    fn errors(&self, vm: &VirtualMachine) -> String {
        let settings = &vm.state.config.settings;
        match &settings.stdio_errors {
            _ if self.descriptor == 2 => "backslashreplace".to_owned(),
            Some(given) => given.clone(),
            None if settings.stdio_encoding.is_some() => "strict".to_owned(),
            None => "surrogateescape".to_owned(),
        }
    }
}
