//! What the code of modules does besides making a module, observed while an image is
//! made: which modules it imports, and what it wants done at exit.

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use super::{
    observe,
    registered::{self, Counts, Registered},
    traces::{self, Traces},
    witness::Witness,
};
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDict, PyStr, PyTuple},
    lazy::{self, Declaration, is_about, loaded_module},
};

static IS_ON: AtomicBool = AtomicBool::new(false);
static JUDGES: AtomicBool = AtomicBool::new(false);
/// In a box: nothing of it is left in the variable for the image.
static STATE: Mutex<Option<Box<State>>> = Mutex::new(None);

/// What was seen of one module's code.
#[derive(Default)]
pub(super) struct Collected {
    /// The modules that it imports, in order.
    pub(super) needs: Vec<String>,
    /// What it has registered.
    pub(super) registered: Registered,
    /// The submodules that its lazy imports declare.
    pub(super) declarations: Vec<Declared>,
    /// The submodules that its explicitly lazy imports declare.
    pub(super) children: Vec<(String, Declaration)>,
    /// Has its package got it as an attribute?
    pub(super) is_bound: bool,
    /// The package's own lazy import of it, which stood there before.
    pub(super) own_import: Option<PyObjectRef>,
    /// What it has looked at outside of the interpreter.
    pub(super) witnesses: Vec<Witness>,
    /// Why its code has to run in each process.
    pub(super) fault: Option<String>,
    /// The modules that it has changed, and what in them.
    pub(super) changes: Vec<(String, String)>,
    /// There is no such module.
    pub(super) is_missing: bool,
}

/// A lazy import whose target is, or may be, a submodule.
pub(super) struct Declared {
    full: String,
    names: Option<Vec<String>>,
    declaration: Declaration,
}

impl Declared {
    /// Declares it as the import does that is in the code of `module`, called `name`. What
    /// that code has put in the place of its own submodule stays.
    pub(super) fn declare(
        &self,
        name: &str,
        module: &PyObject,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let below = self
            .full
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('.'));
        let child = below.and_then(|below| below.split('.').next());
        let child = child.map(|child| vm.ctx.intern_str(child));
        let kept = child.zip(module.dict()).and_then(|(child, namespace)| {
            let slot = lazy::raw_slot(&namespace, child, vm).ok()??;
            Some((child, namespace, slot))
        });
        self.declare_anew(vm)?;
        if let Some((child, namespace, slot)) = kept {
            namespace.set_item(child, slot, vm)?;
        }
        Ok(())
    }

    fn declare_anew(&self, vm: &VirtualMachine) -> PyResult<()> {
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

#[derive(Default)]
struct State {
    /// The modules that are being loaded.
    loading: Vec<Loading>,
    collected: HashMap<String, Collected>,
    /// The names that were looked for in folders, of modules or not.
    looked_for: HashSet<String>,
    /// The traces of all modules' code so far, once modules are judged.
    traces: Option<Traces>,
}

struct Loading {
    name: String,
    /// The modules that were there before.
    before: HashSet<String>,
    /// The callbacks that were there before.
    registered: Counts,
}

fn state() -> MutexGuard<'static, Option<Box<State>>> {
    STATE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Observes imports while `work` runs. Gives what was seen of each module, and the names
/// that were looked for in folders.
///
/// # Errors
/// When `logging` is not what it should be.
pub(super) fn while_importing(
    work: impl FnOnce(),
    vm: &VirtualMachine,
) -> PyResult<(HashMap<String, Collected>, HashSet<String>)> {
    *state() = Some(Box::default());
    IS_ON.store(true, Ordering::Relaxed);
    work();
    IS_ON.store(false, Ordering::Relaxed);
    JUDGES.store(false, Ordering::Relaxed);
    let state = state().take().unwrap_or_default();
    let registered = state.collected.values().map(|seen| &seen.registered);
    registered::forget_loggers(registered, vm)?;
    Ok((state.collected, state.looked_for))
}

/// What the code that `work` runs looks at, and why it has to run in each process.
pub(super) fn while_running(
    work: impl FnOnce() -> PyResult<()>,
    vm: &VirtualMachine,
) -> PyResult<Collected> {
    let loading = Loading {
        name: String::new(),
        before: HashSet::new(),
        registered: Counts::now(vm),
    };
    *state() = Some(Box::new(State {
        loading: vec![loading],
        ..State::default()
    }));
    JUDGES.store(true, Ordering::Relaxed);
    let result = work();
    JUDGES.store(false, Ordering::Relaxed);
    let mut collected = state().take().unwrap_or_default().collected;
    result.map(|()| collected.remove("").unwrap_or_default())
}

/// Are imports observed? Then every one has to come by here.
#[inline]
pub(crate) fn is_on() -> bool {
    IS_ON.load(Ordering::Relaxed)
}

/// From now on modules are judged: may their code run once for many processes?
pub(super) fn judge(vm: &VirtualMachine) {
    let traces = Traces::look(None, vm);
    if let Some(state) = state().as_mut() {
        state.traces = Some(traces);
    }
    JUDGES.store(true, Ordering::Relaxed);
}

/// Are modules judged?
#[inline]
pub(super) fn judges() -> bool {
    JUDGES.load(Ordering::Relaxed)
}

/// What was seen of the code of the module that is being loaded.
fn with_current(work: impl FnOnce(&mut Collected)) {
    if let Some(state) = state().as_mut()
        && let Some(loading) = state.loading.last()
    {
        work(state.collected.entry(loading.name.clone()).or_default());
    }
}

/// The module that is being loaded has looked at something.
pub(super) fn witness(witness: Witness) {
    with_current(|collected| {
        if !collected.witnesses.contains(&witness) {
            collected.witnesses.push(witness);
        }
    });
}

/// The module that is being loaded does what only a process of its own can do; the first
/// thing counts.
pub(super) fn fault(fault: String) {
    if judges() {
        with_current(|collected| {
            collected.fault.get_or_insert(fault);
        });
    }
}

/// A module is looked for in a folder, perhaps only to know whether it is there.
#[inline]
pub(crate) fn looked_for(name: &PyStr) {
    if is_on()
        && let Some(state) = state().as_mut()
        && let Some(name) = name.to_str()
        && !state.looked_for.contains(name)
    {
        state.looked_for.insert(name.to_owned());
    }
}

/// The package of `full` has got it as an attribute, in the place of its own lazy import
/// if it had one.
#[inline]
pub(crate) fn bound(full: &str, own_import: Option<PyObjectRef>) {
    if is_on()
        && let Some(state) = state().as_mut()
    {
        let collected = state.collected.entry(full.to_owned()).or_default();
        collected.is_bound = true;
        if own_import.is_some() {
            collected.own_import = own_import;
        }
    }
}

/// Has the package of `full` got it as an attribute since imports are observed?
pub(crate) fn is_bound(full: &str) -> bool {
    let state = state();
    let collected = state.as_ref().and_then(|state| state.collected.get(full));
    collected.is_some_and(|collected| collected.is_bound)
}

/// Looks for traces that the module which is being loaded has left in others.
fn look_for_traces(vm: &VirtualMachine) {
    if registered::forget_answers(vm) {
        fault("asks whether a logger is enabled".to_owned());
    }
    if !judges() {
        return;
    }
    let (name, before) = {
        let mut state = state();
        let Some(state) = state.as_mut() else { return };
        let name = state.loading.last().map(|loading| loading.name.clone());
        (name, state.traces.take())
    };
    let now = Traces::look(before.as_ref(), vm);
    if let Some((name, before)) = name.zip(before) {
        let changes = now.since(&before, &name);
        with_current(|collected| collected.changes.extend(changes));
        if now.keeps_stream(&before) {
            fault("keeps a standard stream or sys.argv".to_owned());
        }
        if traces::keeps_generator(&name, vm) {
            fault("keeps a generator of random numbers".to_owned());
        }
    }
    if let Some(state) = state().as_mut() {
        state.traces = Some(now);
    }
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
    with_current(|collected| {
        if !collected.needs.contains(&name) {
            collected.needs.push(name);
        }
    });
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
    with_current(|collected| collected.declarations.push(declared));
}

/// The module that is being loaded declares the explicitly lazy import of `full`.
#[inline]
pub(crate) fn declared_child(full: &str, declaration: &Declaration) {
    if is_on() {
        let child = (full.to_owned(), declaration.clone());
        with_current(|collected| collected.children.push(child));
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
pub(crate) fn loading(
    name: &str,
    vm: &VirtualMachine,
    load: impl FnOnce() -> PyResult,
) -> PyResult {
    if !is_on() {
        return load();
    }
    need(name.to_owned());
    begin(name, vm);
    let result = load();
    if let Err(error) = &result {
        failed(name, error, vm);
    }
    end(name, vm);
    result
}

/// The module that is being loaded was not.
fn failed(name: &str, error: &PyBaseExceptionRef, vm: &VirtualMachine) {
    let is_missing = is_about(error, name, vm);
    with_current(|collected| collected.is_missing = is_missing);
    if !is_missing {
        fault(format!("raises {}", error.class().name()));
    }
}

/// The module that is being loaded gets the logger `name`.
fn logger(name: &str, logger: &PyObjectRef) {
    with_current(|collected| {
        let loggers = &mut collected.registered.loggers;
        if !loggers.iter().any(|(known, _)| known == name) {
            loggers.push((name.to_owned(), logger.clone()));
        }
    });
}

fn begin(name: &str, vm: &VirtualMachine) {
    look_for_traces(vm);
    let loading = Loading {
        name: name.to_owned(),
        before: module_names(vm).into_iter().collect(),
        registered: Counts::now(vm),
    };
    if let Some(state) = state().as_mut() {
        state.loading.push(loading);
    }
}

fn end(name: &str, vm: &VirtualMachine) {
    if name == "logging"
        && let Err(error) = registered::observe_loggers(logger, vm)
    {
        vm.print_exception(&error);
    }
    if let Err(error) = observe::loaded(name, vm) {
        vm.print_exception(&error);
    }
    look_for_traces(vm);
    let names = module_names(vm);
    let mut state = state();
    let Some(state) = state.as_mut() else { return };
    let Some(loading) = state.loading.pop() else {
        return;
    };
    let mut registered = Registered::take_since(&loading.registered, vm);
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
    if judges()
        && let Some(lost) = Registered::lost(&loading.registered, vm)
    {
        let fault = || format!("changes {lost}");
        collected.fault.get_or_insert_with(fault);
    }
    registered.loggers = core::mem::take(&mut collected.registered.loggers);
    collected.registered = registered;
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
