//! What goes around importlib when a module has to be loaded: the audit event
//! `import`, and `-X importtime` (CPython's `import_find_and_load`).

use core::cell::Cell;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::io::Write;
use std::time::Instant;

use crate::{AsObject, Py, PyObject, PyResult, VirtualMachine, builtins::PyUtf8Str, image};

/// What `-X importtime` shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImportTime {
    /// Nothing.
    #[default]
    Off,
    /// Modules that are loaded.
    Loaded,
    /// Imports of modules that are there already, too.
    Cached,
}

/// The import times of an interpreter.
#[derive(Debug, Default)]
pub struct State {
    show: ImportTime,
    has_header: AtomicBool,
}

/// Is `module`, which was found in `sys.modules` and is not being loaded, still there?
/// If it failed to load in another thread, that has taken it out again first and then
/// said that it is not loading it any more.
pub(crate) fn is_still_there(
    module: &PyObject,
    name: &str,
    sys_modules: &PyObject,
    vm: &VirtualMachine,
) -> bool {
    sys_modules
        .get_item(name, vm)
        .is_ok_and(|now| now.is(module))
}

std::thread_local! {
    /// How many modules this thread is loading.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// The time of what the module being loaded has loaded in turn.
    static NESTED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

impl State {
    /// The state for a subinterpreter, whose lines follow its parent's.
    pub(crate) fn inherit(parent: Option<&Self>) -> Self {
        parent.map_or_else(Self::default, |parent| Self {
            show: parent.show,
            has_header: AtomicBool::new(parent.has_header.load(Ordering::Relaxed)),
        })
    }

    /// Says what to show, before the first import.
    pub fn configure(&mut self, show: ImportTime) {
        self.show = show;
    }

    /// Do imports of modules that are there get a line?
    pub(crate) fn shows_cached(&self) -> bool {
        self.show == ImportTime::Cached
    }

    /// A line for a module that is there already, if that is asked for.
    pub(crate) fn cached(&self, name: &Py<PyUtf8Str>) {
        image::collect::import(name.as_str());
        if self.shows_cached() {
            self.line("cached   ", "cached    ", name);
        }
    }

    /// Standard error itself, as in CPython: `sys.stderr` may be anything.
    fn line(&self, own: &str, cumulative: &str, name: &Py<PyUtf8Str>) {
        let mut stderr = std::io::stderr().lock();
        if !self.has_header.swap(true, Ordering::Relaxed) {
            let _ = writeln!(
                stderr,
                "import time: self [us] | cumulative | imported package"
            );
        }
        let indent = 2 * DEPTH.get();
        let name = name.as_str();
        let _ = writeln!(
            stderr,
            "import time: {own} | {cumulative} | {:indent$}{name}",
            ""
        );
    }
}

/// `importlib._bootstrap._find_and_load`.
///
/// # Errors
/// What the import or an audit hook raises.
pub(crate) fn find_and_load(name: &Py<PyUtf8Str>, vm: &VirtualMachine) -> PyResult {
    vm.audit("import", || {
        let from_sys = |attribute: &'static str| {
            let found = vm.sys_module.get_attr(attribute, vm);
            found.unwrap_or_else(|_| vm.ctx.none())
        };
        (
            name.to_owned(),
            vm.ctx.none(),
            from_sys("path"),
            from_sys("meta_path"),
            from_sys("path_hooks"),
        )
    })?;
    if let Some(module) = image::shelf::take(name.as_str(), vm) {
        return Ok(module);
    }
    let load = || {
        image::collect::loading(name.as_str(), vm, || {
            let find_and_load = vm.importlib.get_attr("_find_and_load", vm)?;
            find_and_load.call((name.to_owned(), vm.import_func.clone()), vm)
        })
    };
    let times = &vm.state.import_times;
    if times.show == ImportTime::Off {
        return load();
    }
    let before = NESTED.replace(Duration::ZERO);
    DEPTH.set(DEPTH.get() + 1);
    let start = Instant::now();
    let result = load();
    let cumulative = start.elapsed();
    DEPTH.set(DEPTH.get() - 1);
    let own = cumulative.saturating_sub(NESTED.get());
    NESTED.set(before + cumulative);
    times.line(
        &format!("{:>9}", microseconds(own)),
        &format!("{:>10}", microseconds(cumulative)),
        name,
    );
    result
}

fn microseconds(time: Duration) -> u128 {
    time.as_nanos().div_ceil(1000)
}
