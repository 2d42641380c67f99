//! Lazy names in the code of import finders.
//!
//! A finder on `sys.meta_path` that is written in Python may itself have lazy
//! names, and reading one means an import, which would ask the same finder
//! again, and so on. Eagerly, everything the finder needs is loaded before it is
//! installed, so without its help. So it is here: what a finder's own names
//! need is found by the standard finders alone.

use core::cell::Cell;

use crate::{
    PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyListRef, PyStr},
};

std::thread_local! {
    /// How many `find_spec` calls this thread is in.
    static FINDING: Cell<usize> = const { Cell::new(0) };
    /// How many imports for a finder's own names this thread is in.
    static STANDARD_ONLY: Cell<usize> = const { Cell::new(0) };
}

/// Counts up until dropped, also when a panic passes.
struct Depth(&'static std::thread::LocalKey<Cell<usize>>);

impl Depth {
    fn enter(counter: &'static std::thread::LocalKey<Cell<usize>>) -> Self {
        counter.set(counter.get() + 1);
        Self(counter)
    }
}

impl Drop for Depth {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Runs the code of a module: what it reads are no names of a finder that is at
/// work further down the stack. What is imported *for* a finder's names stays
/// with the standard finders, however deep.
pub(crate) fn outside<T>(run: impl FnOnce() -> T) -> T {
    struct Restore(usize);
    impl Drop for Restore {
        fn drop(&mut self) {
            FINDING.set(self.0);
        }
    }
    let _restore = Restore(FINDING.replace(0));
    run()
}

/// Calls a finder's `find_spec`.
pub(crate) fn find_spec(
    find_spec: &PyObjectRef,
    arguments: (PyObjectRef, PyObjectRef, PyObjectRef),
    vm: &VirtualMachine,
) -> PyResult {
    let _finding = Depth::enter(&FINDING);
    find_spec.call(arguments, vm)
}

/// Runs the import of a lazy name.
pub(super) fn importing<T>(import: impl FnOnce() -> T) -> T {
    let _standard_only = (FINDING.get() > 0).then(|| Depth::enter(&STANDARD_ONLY));
    import()
}

/// The finders to ask: `sys.meta_path`, or the standard ones of it.
pub(crate) fn meta_path(finders: PyObjectRef, vm: &VirtualMachine) -> PyResult {
    if STANDARD_ONLY.get() == 0 {
        return Ok(finders);
    }
    let Ok(list) = finders.clone().downcast::<crate::builtins::PyList>() else {
        return Ok(finders);
    };
    let list: PyListRef = list;
    let all = list.borrow_vec().to_vec();
    let mut standard = Vec::with_capacity(all.len());
    for finder in all {
        let module = vm.get_attribute_opt(&finder, vm.ctx.intern_str("__module__"))?;
        let is_standard = module.is_some_and(|module| {
            module
                .downcast_ref::<PyStr>()
                .and_then(|module| module.to_str())
                .is_some_and(|module| module.starts_with("_frozen_importlib"))
        });
        if is_standard {
            standard.push(finder);
        }
    }
    Ok(vm.ctx.new_list(standard).into())
}
