//! What the code of modules does besides making a module, observed while an image is
//! made: which modules it imports, and what it wants done at exit.

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use super::{
    collected::{Collected, Declared},
    failures, observe,
    registered::{self, Counts, Registered},
    shelf,
    stand_ins::{self, StandIns},
    traces::Traces,
    witness::Witness,
};
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyStr, PyTuple},
    find_and_load::find_and_load,
    import::is_module_initializing,
    lazy::{self, Declaration, is_about, loaded_module},
};

static IS_ON: AtomicBool = AtomicBool::new(false);
static JUDGES: AtomicBool = AtomicBool::new(false);
/// In a box: nothing of it is left in the variable for the image.
static STATE: Mutex<Option<Box<State>>> = Mutex::new(None);

#[derive(Default)]
struct State {
    /// The modules that are being loaded.
    loading: Vec<Loading>,
    collected: HashMap<String, Collected>,
    /// The names that were looked for in folders, of modules or not.
    looked_for: HashSet<String>,
    /// The traces of all modules' code so far, once modules are judged.
    traces: Option<Traces>,
    /// In the places of packages whose code does not run.
    stand_ins: StandIns,
    /// The package that importlib is about to load for what lies in it.
    parent: Option<String>,
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

/// What was seen of imports.
pub(super) struct Observed {
    /// What was seen of each module's code.
    pub(super) modules: HashMap<String, Collected>,
    /// The names that were looked for in folders.
    pub(super) looked_for: HashSet<String>,
    /// In the places of packages whose code has not run.
    pub(super) stand_ins: StandIns,
}

/// Observes imports while `work` runs. The code of `left_out` does not run where something
/// else can stand in its place.
///
/// # Errors
/// When `logging` is not what it should be.
pub(super) fn while_importing(
    left_out: &[String],
    work: impl FnOnce(),
    vm: &VirtualMachine,
) -> PyResult<Observed> {
    *state() = Some(Box::new(State {
        stand_ins: StandIns::new(left_out),
        ..State::default()
    }));
    IS_ON.store(true, Ordering::Relaxed);
    work();
    IS_ON.store(false, Ordering::Relaxed);
    JUDGES.store(false, Ordering::Relaxed);
    let state = state().take().unwrap_or_default();
    let registered = state.collected.values().map(|seen| &seen.registered);
    registered::forget_loggers(registered, vm)?;
    Ok(Observed {
        modules: state.collected,
        looked_for: state.looked_for,
        stand_ins: state.stand_ins,
    })
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
    let mut traces = Traces::default();
    traces.look(None, vm);
    if let Some(state) = state().as_mut() {
        state.traces = Some(traces);
    }
    JUDGES.store(true, Ordering::Relaxed);
}

/// Are modules judged?
#[inline]
pub(crate) fn judges() -> bool {
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
    let (name, traces) = {
        let mut state = state();
        let Some(state) = state.as_mut() else { return };
        let name = state.loading.last().map(|loading| loading.name.clone());
        (name, state.traces.take())
    };
    let Some(mut traces) = traces else { return };
    let seen = traces.look(name.as_deref(), vm);
    with_current(|collected| collected.changes.extend(seen.changes));
    if seen.keeps_stream {
        fault("keeps a standard stream or sys.argv".to_owned());
    }
    if let Some(state) = state().as_mut() {
        state.traces = Some(traces);
    }
}

/// The module that is being loaded imports `name`.
#[inline]
pub(crate) fn import(name: &str) {
    if is_on() && !is_implied(name) {
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
    let is_implied = is_implied(name);
    load_parent(name, vm)?;
    if !is_implied {
        need(name.to_owned());
    }
    if let Some(module) = stand_in(name, vm) {
        return Ok(module);
    }
    begin(name, vm);
    expect_import_of_parent(name, vm);
    let result = load();
    if let Err(error) = &result {
        failed(name, error, vm);
    }
    end(name, vm);
    result
}

/// Loads the package that `name` lies in, as importlib does: the module that imports it
/// does not need the package itself.
fn load_parent(name: &str, vm: &VirtualMachine) -> PyResult<()> {
    let Some((parent, _)) = name.rsplit_once('.') else {
        return Ok(());
    };
    if loaded_module(parent, vm).is_some() {
        return Ok(());
    }
    if let Some(state) = state().as_mut() {
        state.parent = Some(parent.to_owned());
    }
    find_and_load(&vm.ctx.new_utf8_str(parent), vm).map(drop)
}

/// importlib imports the package of `name` before the code of `name` runs, if the package is
/// being loaded.
fn expect_import_of_parent(name: &str, vm: &VirtualMachine) {
    if let Some((parent, _)) = name.rsplit_once('.')
        && let Some(module) = loaded_module(parent, vm)
        && is_module_initializing(&module, vm).unwrap_or_default()
        && let Some(state) = state().as_mut()
    {
        state.parent = Some(parent.to_owned());
    }
}

/// Is it importlib that imports `name`, for what lies in it?
fn is_implied(name: &str) -> bool {
    state()
        .as_mut()
        .and_then(|state| state.parent.take_if(|parent| parent == name))
        .is_some()
}

/// What stands in the place of `name` if that is a package whose code does not run.
fn stand_in(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let is_left_out = state()
        .as_ref()
        .is_some_and(|state| state.stand_ins.are_for(name));
    let stand_in = is_left_out.then(|| stand_ins::make(name, vm))??;
    if let Some(state) = state().as_mut() {
        state.stand_ins.add(name, stand_in.clone());
    }
    Some(stand_in)
}

/// The module that is being loaded was not.
fn failed(name: &str, error: &PyBaseExceptionRef, vm: &VirtualMachine) {
    let is_missing = is_about(error, name, vm);
    let lacks = (!is_missing)
        .then(|| failures::lacks(name, error, vm))
        .flatten();
    let is_fault = !is_missing && lacks.is_none();
    with_current(|collected| {
        collected.is_missing = is_missing;
        collected.lacks = lacks;
    });
    if is_fault {
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

/// Has the code of the module `name` said how loggers behave that it was the first to get,
/// and that are for others?
fn look_at_loggers(name: &str, vm: &VirtualMachine) {
    let mut loggers = Vec::new();
    with_current(|collected| loggers.clone_from(&collected.registered.loggers));
    let top = |name: &str| name.split('.').next().map(str::to_owned);
    let is_known = |logger: &PyObjectRef| {
        let state = state();
        let traces = state.as_ref().and_then(|state| state.traces.as_ref());
        traces.is_none_or(|traces| traces.holds(logger))
    };
    let others = loggers
        .iter()
        .filter(|(logger, _)| top(logger) != top(name));
    let mut new = others.filter(|(_, logger)| !is_known(logger));
    if let Some((logger, _)) = new.find(|(_, logger)| registered::is_configured(logger, vm)) {
        fault(format!("configures the logger {logger}"));
    }
}

/// The module that is being loaded has seeded a generator of random numbers, or has let it
/// begin anywhere.
pub(super) fn generator(generator: PyObjectRef, begins_anywhere: bool) {
    with_current(|collected| {
        let generators = &mut collected.registered.generators;
        generators.retain(|known| !known.is(&generator));
        if begins_anywhere {
            generators.push(generator);
        }
    });
}

/// Those of the module that is being loaded.
fn generators() -> Vec<PyObjectRef> {
    let mut generators = Vec::new();
    with_current(|collected| generators.clone_from(&collected.registered.generators));
    generators
}

fn begin(name: &str, vm: &VirtualMachine) {
    look_for_traces(vm);
    let loading = Loading {
        name: name.to_owned(),
        before: module_names(vm).into_iter().collect(),
        registered: Counts::now(vm),
    };
    if let Some(state) = state().as_mut() {
        let around = state.loading.iter().map(|loading| loading.name.clone());
        let around: Vec<_> = around.collect();
        let traces = state.traces.as_ref();
        let collected = state.collected.entry(name.to_owned()).or_default();
        collected.number = traces.map_or(0, Traces::number);
        collected.around = around;
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
    look_at_loggers(name, vm);
    look_for_traces(vm);
    if generators()
        .iter()
        .any(|one| !registered::is_fresh(one, vm))
    {
        fault("draws random numbers".to_owned());
    }
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
    registered.generators = core::mem::take(&mut collected.registered.generators);
    collected.registered = registered;
}

fn module_names(vm: &VirtualMachine) -> Vec<String> {
    let modules = shelf::modules(vm);
    modules.map_or_else(
        |_| Vec::new(),
        |modules| shelf::items(&modules).map(|(name, _)| name).collect(),
    )
}
