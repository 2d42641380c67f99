//! What there is when a program ends, and processes that end without the interpreter's end.

use crate::{
    VirtualMachine,
    builtins::{PyList, PyStr},
    vm::thread::with_current_vm,
};

/// What a program leaves at its end.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    /// How many modules it has loaded.
    pub modules: usize,
    /// `sys.path`.
    pub path: Vec<String>,
}

impl Ending {
    /// What there is now.
    pub fn now(vm: &VirtualMachine) -> Self {
        let modules = vm.sys_module.get_attr("modules", vm);
        let path = vm.sys_module.get_attr("path", vm).ok();
        let path = path.as_ref().and_then(|path| path.downcast_ref::<PyList>());
        let entries = path.map(|path| path.borrow_vec().to_vec());
        let text =
            |entry: &crate::PyObjectRef| Some(entry.downcast_ref::<PyStr>()?.to_str()?.to_owned());
        Self {
            modules: modules.and_then(|modules| modules.length(vm)).unwrap_or(0),
            path: entries
                .unwrap_or_default()
                .iter()
                .filter_map(text)
                .collect(),
        }
    }
}

/// `os._exit(code)` or Ctrl-C is about to end the process.
pub(crate) fn exiting(code: i32) {
    with_current_vm(|vm| {
        if let Some(recorder) = vm.state.import_record.get() {
            recorder.process_may_end(Some((&Ending::now(vm), code)));
        }
    });
}

/// Another program is about to take this one's place, if it exists.
pub(crate) fn leaving(vm: &VirtualMachine) {
    if let Some(recorder) = vm.state.import_record.get() {
        recorder.process_may_end(None);
    }
}
