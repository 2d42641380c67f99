//! What an interpreter keeps about lazy imports.

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use indexmap::IndexSet;

use super::deferred::Declaration;
use super::explicit;
use super::failures::Failures;
use super::log::{Event, Log};
use super::policy::{Policy, Rule};
use super::report::{Entry, Record, ignore_poison};
use super::transparent::Transparent;
use crate::{
    AsObject, PyObjectRef, VirtualMachine,
    builtins::{PyListRef, PyTypeRef},
    common::lock::OnceCell,
    image,
};

/// How the interpreter was asked to import.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mode {
    /// Every module's imports are lazy (`-X lazyimportsall`).
    pub all: bool,
    /// Resolve what is left when a module's code returns (`-X lazyimportswarmup`).
    pub warm_up: bool,
    /// Keep records for [`State::entries`] and [`State::events`]
    /// (`-X lazyimportsreport`, `-X lazyimportslog`).
    pub record: bool,
    /// Explicit imports are lazy without the keyword (`-X lazy_imports=all`).
    pub explicit_all: bool,
    /// Find the module at the statement (`-X lazyimportsverify`).
    pub verify: bool,
    /// A module that failed is not tried again (`-X lazyimportsfailonce`).
    pub fail_once: bool,
}

/// Submodules whose import is declared and not done; names are absolute.
#[derive(Debug, Default)]
pub(crate) struct Submodules {
    /// Children declared by `import parent.child` while `parent` is not loaded.
    pub(crate) pending: HashMap<String, Vec<(String, Declaration)>>,
    /// Modules that an eager program would have loaded and bound by now.
    pub(crate) declared: IndexSet<String>,
    /// Names that `from parent import name` wants: perhaps submodules.
    pub(crate) wanted: HashSet<String>,
    /// Missing attributes of packages that are no submodules either.
    pub(crate) no_submodules: HashSet<String>,
}

/// The lazy-import state of one interpreter.
#[derive(Debug, Default)]
pub struct State {
    mode: Mode,
    policy: Mutex<Arc<Policy>>,
    started: AtomicBool,
    pub(crate) transparent: Transparent,
    pub(crate) explicit: explicit::State,
    pub(crate) log: Log,
    pub(crate) failures: Failures,
    records: Mutex<Vec<Arc<Record>>>,
    path: Mutex<Option<Arc<Vec<PyObjectRef>>>>,
    pub(crate) submodules: Mutex<Submodules>,
    cycle_error: OnceCell<PyTypeRef>,
}

impl State {
    /// The state for a subinterpreter: same mode, nothing declared.
    pub(crate) fn inherit(parent: Option<&Self>) -> Self {
        let mode = parent.map_or_else(Mode::default, |parent| Mode {
            explicit_all: false,
            ..parent.mode
        });
        let policy = parent.map_or_else(Arc::default, Self::policy);
        let transparent =
            parent.map_or_else(Transparent::default, |parent| parent.transparent.inherit());
        let started = parent.is_some_and(|parent| parent.started.load(Ordering::Relaxed));
        Self {
            mode,
            policy: Mutex::new(policy),
            transparent,
            started: AtomicBool::new(started),
            ..Self::default()
        }
    }

    /// Sets mode and policy. Has to happen before the interpreter runs Python code.
    pub fn configure(&mut self, mode: Mode, policy: Policy) {
        self.mode = mode;
        self.policy = Mutex::new(Arc::new(policy));
        self.transparent = Transparent::new(mode);
        self.explicit.set_all(mode.explicit_all);
    }

    /// The rules in force.
    pub fn policy(&self) -> Arc<Policy> {
        Arc::clone(&ignore_poison(self.policy.lock()))
    }

    /// Puts other rules in force.
    pub fn set_policy(&self, policy: Policy) {
        *ignore_poison(self.policy.lock()) = Arc::new(policy);
    }

    /// Adds a rule to those in force.
    pub fn add_rule(&self, rule: Rule) {
        // Modules in an image have heeded those from before.
        image::shelf::close();
        let mut policy = ignore_poison(self.policy.lock());
        *policy = Arc::new(policy.with(rule));
    }

    /// Are imports lazy that nobody wrote as lazy, in either visibility? As the
    /// interpreter was started, for `sys.flags`.
    pub fn all_at_start(&self) -> bool {
        self.mode.all || self.mode.explicit_all
    }

    /// How the interpreter was asked to import.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The interpreter's own start-up is over: from now on imports may be lazy.
    pub fn start(&self) {
        self.started.store(true, Ordering::Relaxed);
    }

    /// What comes next belongs to the interpreter's start-up again: for a process that goes
    /// on from an image.
    pub fn stop(&self) {
        self.started.store(false, Ordering::Relaxed);
    }

    /// Forgets what is declared of submodules.
    pub(crate) fn forget_submodules(&self) {
        *ignore_poison(self.submodules.lock()) = Submodules::default();
        ignore_poison(self.explicit.children.lock()).clear();
    }

    /// Are imports done as they were when the interpreter was started?
    pub(crate) fn is_as_started(&self) -> bool {
        self.transparent.is_as_started()
            && self.explicit.is_all() == self.mode.explicit_all
            && self.explicit.filter().is_none()
    }

    pub(crate) fn is_started(&self) -> bool {
        self.started.load(Ordering::Relaxed)
    }

    /// Every resolution so far, in the order in which they ended. Empty unless
    /// [`Mode::record`].
    pub fn events(&self) -> Vec<Event> {
        self.log.events()
    }

    /// Every name deferred so far, in order. Empty unless [`Mode::record`].
    pub fn entries(&self) -> Vec<Entry> {
        ignore_poison(self.records.lock())
            .iter()
            .map(Record::entry)
            .collect()
    }

    pub(crate) fn keep(&self, record: &Arc<Record>) {
        if self.mode.record {
            ignore_poison(self.records.lock()).push(Arc::clone(record));
        }
    }

    /// `sys.path` as it is now; the same allocation as long as it does not change.
    pub(crate) fn path_now(&self, vm: &VirtualMachine) -> Option<Arc<Vec<PyObjectRef>>> {
        let path = vm.sys_module.get_attr("path", vm).ok()?;
        let path: PyListRef = path.downcast().ok()?;
        let now = path.borrow_vec().to_vec();
        let mut known = ignore_poison(self.path.lock());
        if let Some(known) = &*known
            && known.len() == now.len()
            && known.iter().zip(&now).all(|(a, b)| a.is(b))
        {
            return Some(Arc::clone(known));
        }
        let now = Arc::new(now);
        let before = known.replace(Arc::clone(&now));
        // Objects may be dropped with it, so not under the lock.
        drop(known);
        drop(before);
        Some(now)
    }

    /// `ImportCycleError`, a subclass of `ImportError`, also in `builtins`.
    pub fn cycle_error(&self, vm: &VirtualMachine) -> PyTypeRef {
        self.cycle_error
            .get_or_init(|| {
                let base = vm.ctx.exceptions.import_error.to_owned();
                vm.ctx
                    .new_exception_type("builtins", "ImportCycleError", Some(vec![base]))
            })
            .clone()
    }
}
