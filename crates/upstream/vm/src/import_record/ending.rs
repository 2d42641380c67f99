//! Processes that end without the interpreter's end.

use crate::{VirtualMachine, vm::thread::with_current_vm};

/// `os._exit(code)` or Ctrl-C is about to end the process.
pub(crate) fn exiting(code: i32) {
    with_current_vm(|vm| {
        if let Some(recorder) = vm.state.import_record.get() {
            recorder.process_may_end(Some((count_modules(vm), code)));
        }
    });
}

/// Another program is about to take this one's place, if it exists.
pub(crate) fn leaving(vm: &VirtualMachine) {
    if let Some(recorder) = vm.state.import_record.get() {
        recorder.process_may_end(None);
    }
}

fn count_modules(vm: &VirtualMachine) -> usize {
    let modules = vm.sys_module.get_attr("modules", vm);
    modules.and_then(|modules| modules.length(vm)).unwrap_or(0)
}
