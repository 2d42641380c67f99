//! What the code of modules does besides making a module, observed while an image is
//! made: which modules it imports, and what it wants done at exit.

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use crate::{
    PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyStr, PyTuple},
    common::{lock::PyMutex, rc::PyRc},
    function::FuncArgs,
    lazy::{self, Declaration, loaded_module},
};

/// A callback of `atexit`.
type AtExit = PyRc<(PyObjectRef, FuncArgs)>;

static IS_ON: AtomicBool = AtomicBool::new(false);
static STATE: Mutex<Option<State>> = Mutex::new(None);

/// What was seen of one module's code.
#[derive(Default)]
pub(super) struct Collected {
    /// The modules that it imports, in order.
    pub(super) needs: Vec<String>,
    /// What it has registered.
    pub(super) callbacks: Callbacks,
    /// The submodules that its lazy imports declare.
    pub(super) declarations: Vec<Declared>,
}

/// A lazy import whose target is, or may be, a submodule.
pub(super) struct Declared {
    full: String,
    names: Option<Vec<String>>,
    declaration: Declaration,
}

impl Declared {
    /// Declares it as the import does.
    pub(super) fn declare(&self, vm: &VirtualMachine) -> PyResult<()> {
        let names = self.names.as_ref().map(|names| -> Vec<PyObjectRef> {
            let names = names.iter();
            names.map(|name| vm.ctx.new_str(&**name).into()).collect()
        });
        lazy::declare_submodules(&self.full, names.as_deref(), &self.declaration, vm)
    }

    /// The module whose import is declared, and the packages above it.
    pub(super) fn modules(&self) -> impl Iterator<Item = &str> {
        let dots = self.full.match_indices('.').map(|(at, _)| &self.full[..at]);
        dots.chain([&*self.full])
    }
}

/// What the code of a module has registered with the interpreter.
#[derive(Default)]
pub(super) struct Callbacks {
    /// With `atexit`, the last first.
    at_exit: Vec<AtExit>,
    /// With `os.register_at_fork`: before, in the child, in the parent.
    at_fork: [Vec<PyObjectRef>; 3],
}

/// How many callbacks there are.
struct Counts {
    at_exit: usize,
    at_fork: [usize; 3],
}

#[derive(Default)]
struct State {
    /// The modules that are being loaded.
    loading: Vec<Loading>,
    collected: HashMap<String, Collected>,
}

struct Loading {
    name: String,
    /// The modules that were there before.
    before: HashSet<String>,
    /// The callbacks that were there before.
    callbacks: Counts,
}

fn state() -> MutexGuard<'static, Option<State>> {
    STATE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Observes imports while `work` runs.
pub(super) fn while_importing(work: impl FnOnce()) -> HashMap<String, Collected> {
    *state() = Some(State::default());
    IS_ON.store(true, Ordering::Relaxed);
    work();
    IS_ON.store(false, Ordering::Relaxed);
    state().take().unwrap_or_default().collected
}

/// Are imports observed? Then every one has to come by here.
#[inline]
pub(crate) fn is_on() -> bool {
    IS_ON.load(Ordering::Relaxed)
}

/// The module that is being loaded imports `name`.
#[inline]
pub(crate) fn import(name: &str) {
    if is_on() {
        need(name.to_owned());
    }
}

#[cold]
fn need(name: String) {
    if let Some(state) = state().as_mut()
        && let Some(loading) = state.loading.last()
    {
        let collected = state.collected.entry(loading.name.clone()).or_default();
        if !collected.needs.contains(&name) {
            collected.needs.push(name);
        }
    }
}

/// The module that is being loaded declares the lazy import of `full`.
#[inline]
pub(crate) fn declared(full: &str, names: Option<&[PyObjectRef]>, declaration: &Declaration) {
    if !is_on() {
        return;
    }
    let text = |name: &PyObjectRef| Some(name.downcast_ref::<PyStr>()?.to_str()?.to_owned());
    let declared = Declared {
        full: full.to_owned(),
        names: names.map(|names| names.iter().filter_map(text).collect()),
        declaration: declaration.clone(),
    };
    if let Some(state) = state().as_mut()
        && let Some(loading) = state.loading.last()
    {
        let collected = state.collected.entry(loading.name.clone()).or_default();
        collected.declarations.push(declared);
    }
}

/// The module that is being loaded imports those of `from_list` that are submodules of
/// `package`.
#[inline]
pub(crate) fn import_from(package: &str, from_list: &PyObject, vm: &VirtualMachine) {
    if !is_on() {
        return;
    }
    let Some(names) = from_list.downcast_ref::<PyTuple>() else {
        return;
    };
    for name in names.as_slice() {
        let name = name.downcast_ref::<PyStr>().and_then(|name| name.to_str());
        if let Some(full) = name.map(|name| format!("{package}.{name}"))
            && loaded_module(&full, vm).is_some()
        {
            need(full);
        }
    }
}

/// Runs `load`, which loads the module `name`.
#[inline]
pub(crate) fn loading<R>(name: &str, vm: &VirtualMachine, load: impl FnOnce() -> R) -> R {
    if !is_on() {
        return load();
    }
    need(name.to_owned());
    begin(name, vm);
    let result = load();
    end(vm);
    result
}

fn begin(name: &str, vm: &VirtualMachine) {
    let loading = Loading {
        name: name.to_owned(),
        before: module_names(vm).into_iter().collect(),
        callbacks: Counts::now(vm),
    };
    if let Some(state) = state().as_mut() {
        state.loading.push(loading);
    }
}

fn end(vm: &VirtualMachine) {
    let names = module_names(vm);
    let mut state = state();
    let Some(state) = state.as_mut() else { return };
    let Some(loading) = state.loading.pop() else {
        return;
    };
    let callbacks = Callbacks::take_since(&loading.callbacks, vm);
    // What it has brought along in other ways than an import comes with it.
    let others: Vec<String> = names
        .into_iter()
        .filter(|name| {
            !loading.before.contains(name)
                && *name != loading.name
                && !state.collected.contains_key(name)
        })
        .collect();
    for name in &others {
        state.collected.entry(name.clone()).or_default();
    }
    let collected = state.collected.entry(loading.name).or_default();
    collected.needs.splice(0..0, others);
    collected.callbacks = callbacks;
}

/// The interpreter's lists: before a fork, in the child, in the parent.
fn fork_lists(vm: &VirtualMachine) -> [&PyMutex<Vec<PyObjectRef>>; 3] {
    let state = &vm.state;
    [
        &state.before_forkers,
        &state.after_forkers_child,
        &state.after_forkers_parent,
    ]
}

impl Counts {
    fn now(vm: &VirtualMachine) -> Self {
        Self {
            at_exit: vm.state.atexit_funcs.lock().len(),
            at_fork: fork_lists(vm).map(|list| list.lock().len()),
        }
    }
}

impl Callbacks {
    /// Takes what was registered since `before` off the interpreter's lists; modules loaded
    /// on the way have taken theirs.
    fn take_since(before: &Counts, vm: &VirtualMachine) -> Self {
        let mut at_exit = vm.state.atexit_funcs.lock();
        let new = at_exit.len().saturating_sub(before.at_exit);
        let mut at_fork = [const { Vec::new() }; 3];
        for ((list, taken), &before) in fork_lists(vm)
            .into_iter()
            .zip(&mut at_fork)
            .zip(&before.at_fork)
        {
            let mut list = list.lock();
            let kept = before.min(list.len());
            *taken = list.split_off(kept);
        }
        Self {
            at_exit: at_exit.drain(..new).collect(),
            at_fork,
        }
    }

    /// Registers them with the interpreter as the module's code has done. Gives those for a
    /// child of a fork.
    pub(super) fn register(self, vm: &VirtualMachine) -> Vec<PyObjectRef> {
        if !self.at_exit.is_empty() {
            vm.state.atexit_funcs.lock().splice(0..0, self.at_exit);
        }
        let in_child = self.at_fork[1].clone();
        for (list, added) in fork_lists(vm).into_iter().zip(self.at_fork) {
            list.lock().extend(added);
        }
        in_child
    }
}

fn module_names(vm: &VirtualMachine) -> Vec<String> {
    let Ok(modules) = vm.sys_module.get_attr("modules", vm) else {
        return Vec::new();
    };
    let Some(modules) = modules.downcast_ref::<PyDict>() else {
        return Vec::new();
    };
    let name = |name: PyObjectRef| Some(name.downcast_ref::<PyStr>()?.to_str()?.to_owned());
    modules
        .to_owned()
        .into_iter()
        .filter_map(|(key, _)| name(key))
        .collect()
}
