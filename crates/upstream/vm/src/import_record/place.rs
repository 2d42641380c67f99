//! Lines of the program.

use crate::{
    Py, VirtualMachine,
    builtins::{PyCode, PyDict, PyStr},
    frame::InterpreterFrame,
    lazy::{declare, raw_slot},
    vm::thread,
};

/// The line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// `__name__` of the module, or empty.
    pub(super) module: String,
    pub(super) file: &'static str,
    /// From 1; 0 if the code has no line there.
    pub(super) line: usize,
}

/// Where this thread is in the program, if it is: the import system's own functions
/// are left out.
pub(super) fn current(vm: &VirtualMachine) -> Option<Place> {
    let mut frame: *const InterpreterFrame = thread::get_current_frame();
    loop {
        // SAFETY: the frames on this thread's chain are those of the functions that it
        // is in, this one's callers.
        let here = unsafe { frame.as_ref() }?;
        let code = here.code();
        if !is_importlib(code) && !is_import_function(code) {
            let instruction = (here.get_lasti() as usize).saturating_sub(1);
            let (file, line) = declare::place(code, instruction);
            return Some(Place {
                module: name_of(here.globals(), vm),
                file,
                line,
            });
        }
        frame = here.previous();
    }
}

/// Is importlib itself what runs in this thread right now?
pub(super) fn is_in_importlib() -> bool {
    let frame = thread::get_current_frame();
    // SAFETY: as in `current`.
    unsafe { frame.as_ref() }.is_some_and(|frame| is_importlib(frame.code()))
}

/// `__name__` in a module's namespace, or empty.
pub(super) fn name_of(namespace: &Py<PyDict>, vm: &VirtualMachine) -> String {
    let name = raw_slot(namespace, identifier!(vm, __name__), vm);
    name.ok()
        .flatten()
        .and_then(|name| Some(name.downcast_ref::<PyStr>()?.to_string()))
        .unwrap_or_default()
}

fn is_importlib(code: &Py<PyCode>) -> bool {
    code.source_path()
        .as_str()
        .starts_with("<frozen importlib._bootstrap")
}

/// `importlib.import_module` and `importlib.reload`.
fn is_import_function(code: &Py<PyCode>) -> bool {
    matches!(code.obj_name.as_str(), "import_module" | "reload")
        && code
            .source_path()
            .as_str()
            .ends_with("importlib/__init__.py")
}
