//! What the code of a module registers with others: callbacks, loggers. It is taken back
//! while an image is made, and registered again when a program imports the module.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyDictRef, PyList, PyListRef, PyStr},
    common::{lock::PyMutex, rc::PyRc},
    function::FuncArgs,
    lazy::loaded_module,
};

/// A callback of `atexit`.
type AtExit = PyRc<(PyObjectRef, FuncArgs)>;

/// What the code of a module has registered.
#[derive(Default)]
pub(super) struct Registered {
    /// With `atexit`, the last first.
    at_exit: Vec<AtExit>,
    /// With `os.register_at_fork`: before, in the child, in the parent.
    at_fork: [Vec<PyObjectRef>; 3],
    /// With `threading._register_atexit`.
    at_threads_end: Vec<PyObjectRef>,
    /// With `warnings.simplefilter` and its like: at the front of the list, and at its end.
    filters: [Vec<PyObjectRef>; 2],
    /// With `logging.setLoggerClass`.
    pub(super) logger_class: Option<PyObjectRef>,
    /// With `logging.addLevelName`: levels and their names.
    levels: Vec<(PyObjectRef, PyObjectRef)>,
    /// With `logging.getLogger`: names and loggers.
    pub(super) loggers: Vec<(String, PyObjectRef)>,
    /// With nobody: instances of `random.Random` that nobody has said where to begin.
    pub(super) generators: Vec<PyObjectRef>,
}

/// What was registered at one time.
pub(super) struct Counts {
    at_exit: usize,
    at_fork: [usize; 3],
    at_threads_end: usize,
    filters: Vec<PyObjectRef>,
    logger_class: Option<PyObjectRef>,
    /// Of both [`level_tables`].
    levels: Vec<Vec<(PyObjectRef, PyObjectRef)>>,
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

/// `threading`'s callbacks for the end of the program, if `threading` is there.
fn threads_list(vm: &VirtualMachine) -> Option<PyListRef> {
    let threading = loaded_module("threading", vm)?;
    let list = threading.get_attr("_threading_atexits", vm).ok()?;
    list.downcast::<PyList>().ok()
}

/// `warnings.filters`, which is there before `warnings` is. In it, it may be another list
/// for a while.
fn filters_list(vm: &VirtualMachine) -> PyListRef {
    let filters = loaded_module("warnings", vm)
        .and_then(|warnings| warnings.get_attr("filters", vm).ok()?.downcast().ok());
    filters.unwrap_or_else(|| vm.state.warnings.filters.to_owned())
}

/// Where `logging` finds the names of levels, and the levels of names.
fn level_tables(vm: &VirtualMachine) -> Vec<PyDictRef> {
    let Some(logging) = loaded_module("logging", vm) else {
        return Vec::new();
    };
    let tables = ["_levelToName", "_nameToLevel"].into_iter();
    tables
        .filter_map(|name| logging.get_attr(name, vm).ok()?.downcast::<PyDict>().ok())
        .collect()
}

/// The class of the loggers that `logging` makes, if it is there.
fn logger_class(vm: &VirtualMachine) -> Option<PyObjectRef> {
    loaded_module("logging", vm)?
        .get_attr("_loggerClass", vm)
        .ok()
}

impl Counts {
    pub(super) fn now(vm: &VirtualMachine) -> Self {
        Self {
            at_exit: vm.state.atexit_funcs.lock().len(),
            at_fork: fork_lists(vm).map(|list| list.lock().len()),
            at_threads_end: threads_list(vm).map_or(0, |list| list.borrow_vec().len()),
            filters: filters_list(vm).borrow_vec().to_vec(),
            logger_class: logger_class(vm),
            levels: (level_tables(vm).iter())
                .map(|table| table._as_dict_inner().raw_entries())
                .collect(),
        }
    }
}

impl Registered {
    /// Takes the callbacks that were registered since `before` back; modules loaded on the
    /// way have had theirs taken.
    pub(super) fn take_since(before: &Counts, vm: &VirtualMachine) -> Self {
        let mut at_exit = vm.state.atexit_funcs.lock();
        let new = at_exit.len().saturating_sub(before.at_exit);
        let mut at_fork = [const { Vec::new() }; 3];
        for ((list, taken), &before) in fork_lists(vm)
            .into_iter()
            .zip(&mut at_fork)
            .zip(&before.at_fork)
        {
            *taken = split_off(&mut list.lock(), before);
        }
        let at_threads_end = threads_list(vm).map_or_else(Vec::new, |list| {
            split_off(&mut list.borrow_vec_mut(), before.at_threads_end)
        });
        Self {
            at_exit: at_exit.drain(..new).collect(),
            at_fork,
            at_threads_end,
            filters: take_filters(&before.filters, vm),
            // These stay: modules to come find the class and the levels.
            logger_class: logger_class(vm).filter(|now| {
                let before = before.logger_class.as_ref();
                before.is_some_and(|before| !now.is(before))
            }),
            levels: new_levels(&before.levels, vm),
            loggers: Vec::new(),
            generators: Vec::new(),
        }
    }

    /// Is there nothing?
    pub(super) fn is_empty(&self) -> bool {
        let lists = [&self.at_threads_end, &self.generators];
        let lists = lists.into_iter().chain(&self.at_fork).chain(&self.filters);
        self.at_exit.is_empty()
            && self.logger_class.is_none()
            && self.levels.is_empty()
            && self.loggers.is_empty()
            && lists.into_iter().all(Vec::is_empty)
    }

    /// What is not as it was `before`, though everything new has been taken back.
    pub(super) fn lost(before: &Counts, vm: &VirtualMachine) -> Option<&'static str> {
        let list = filters_list(vm);
        let list = list.borrow_vec();
        let mut pairs = list.iter().zip(&before.filters);
        if list.len() != before.filters.len() || !pairs.all(|(a, b)| a.is(b)) {
            return Some("warnings.filters");
        }
        let tables = level_tables(vm);
        let mut tables = tables.iter().zip(&before.levels);
        let is_other = |(table, before): (&PyDictRef, &Vec<_>)| {
            let now = table._as_dict_inner().raw_entries();
            now.len() < before.len() || !is_same(&now[..before.len()], before)
        };
        tables.any(is_other).then_some("logging._levelToName")
    }

    /// Registers the callbacks as the module's code has done. Gives those for a child of a
    /// fork.
    pub(super) fn register(&mut self, vm: &VirtualMachine) -> Vec<PyObjectRef> {
        if !self.at_exit.is_empty() {
            let callbacks = core::mem::take(&mut self.at_exit);
            vm.state.atexit_funcs.lock().splice(0..0, callbacks);
        }
        if let Some(list) = threads_list(vm) {
            list.borrow_vec_mut().append(&mut self.at_threads_end);
        }
        let in_child = self.at_fork[1].clone();
        for (list, added) in fork_lists(vm).into_iter().zip(&mut self.at_fork) {
            list.lock().append(added);
        }
        in_child
    }
}

/// Has a generator given no numbers since it was seeded? Every process would have the same
/// ones. Its state ends in how many of the numbers that it has made are given out: all.
pub(super) fn is_fresh(generator: &PyObjectRef, vm: &VirtualMachine) -> bool {
    let given = || -> PyResult<usize> {
        let state = vm.call_method(generator, "getstate", ())?;
        let given = state.get_item(&1_usize, vm)?.get_item(&624_usize, vm)?;
        given.try_to_value(vm)
    };
    given().is_ok_and(|given| given == 624)
}

/// Takes the filters around those from `before` off the list; a list that does not hold
/// those any more stays as it is.
fn take_filters(before: &[PyObjectRef], vm: &VirtualMachine) -> [Vec<PyObjectRef>; 2] {
    let list = filters_list(vm);
    let mut list = list.borrow_vec_mut();
    let is_there = |at: &usize| {
        let there = list.iter().skip(*at).zip(before);
        there.clone().count() == before.len() && there.into_iter().all(|(a, b)| a.is(b))
    };
    let Some(at) = (0..=list.len()).find(is_there) else {
        return Default::default();
    };
    let behind = list.split_off(at + before.len());
    let in_front = list.drain(..at).collect();
    [in_front, behind]
}

fn is_same(now: &[(PyObjectRef, PyObjectRef)], before: &[(PyObjectRef, PyObjectRef)]) -> bool {
    let mut pairs = now.iter().zip(before);
    now.len() == before.len() && pairs.all(|((a, b), (c, d))| a.is(c) && b.is(d))
}

/// The levels behind those from `before`.
fn new_levels(
    before: &[Vec<(PyObjectRef, PyObjectRef)>],
    vm: &VirtualMachine,
) -> Vec<(PyObjectRef, PyObjectRef)> {
    let tables = level_tables(vm);
    let Some((table, before)) = tables.first().zip(before.first()) else {
        return Vec::new();
    };
    let mut now = table._as_dict_inner().raw_entries();
    now.split_off(before.len().min(now.len()))
}

fn split_off(list: &mut Vec<PyObjectRef>, before: usize) -> Vec<PyObjectRef> {
    list.split_off(before.min(list.len()))
}

impl Registered {
    /// Registers what takes Python code: filters, and what `logging` is told.
    pub(super) fn register_by_code(self, vm: &VirtualMachine) -> PyResult<()> {
        if let Some(warnings) = loaded_module("warnings", vm) {
            let [in_front, behind] = &self.filters;
            let in_front = in_front.iter().rev().map(|filter| (filter, false));
            for (filter, append) in in_front.chain(behind.iter().map(|filter| (filter, true))) {
                let mut args = FuncArgs::from(vm.extract_elements_with(filter, Ok)?);
                args.kwargs
                    .insert("append".into(), vm.ctx.new_bool(append).into());
                vm.call_method(&warnings, "_add_filter", args)?;
            }
        }
        if let Some(logging) = loaded_module("logging", vm) {
            if let Some(class) = self.logger_class {
                vm.call_method(&logging, "setLoggerClass", (class,))?;
            }
            for level in self.levels {
                vm.call_method(&logging, "addLevelName", level)?;
            }
        }
        for generator in self.generators {
            vm.call_method(&generator, "seed", ())?;
        }
        for (name, logger) in self.loggers {
            register_logger(&name, logger, vm)?;
        }
        Ok(())
    }
}

/// `logging.root.manager` and what it calls `loggerDict`.
fn manager(vm: &VirtualMachine) -> Option<(PyObjectRef, PyDictRef)> {
    let logging = loaded_module("logging", vm)?;
    let manager = logging.get_attr("root", vm).ok()?.get_attr("manager", vm);
    let manager = manager.ok()?;
    let loggers = manager.get_attr("loggerDict", vm).ok()?;
    Some((manager, loggers.downcast::<PyDict>().ok()?))
}

/// Has `ask` called for each logger that somebody gets, until [`forget_loggers`]. Nothing
/// happens without `logging`.
pub(super) fn observe_loggers(
    ask: impl Fn(&str, &PyObjectRef) + Send + Sync + 'static,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let Some((manager, _)) = manager(vm) else {
        return Ok(());
    };
    let original = manager.get_attr("getLogger", vm)?;
    let observer = move |name: PyObjectRef, vm: &VirtualMachine| -> PyResult {
        let logger = original.call((name.clone(),), vm)?;
        ask(&name.str(vm)?.to_string_lossy(), &logger);
        Ok(logger)
    };
    // An attribute of the manager itself: its class keeps its function.
    manager.set_attr("getLogger", vm.new_function("getLogger", observer), vm)
}

/// All loggers that there are, by name; the root without one.
pub(super) fn loggers(vm: &VirtualMachine) -> Vec<(String, PyObjectRef)> {
    let Some((_, loggers)) = manager(vm) else {
        return Vec::new();
    };
    let named = loggers._as_dict_inner().raw_entries().into_iter();
    let named = named.filter_map(|(name, logger)| {
        Some((name.downcast_ref::<PyStr>()?.to_str()?.to_owned(), logger))
    });
    let root = loaded_module("logging", vm).and_then(|logging| logging.get_attr("root", vm).ok());
    root.map(|root| (String::new(), root))
        .into_iter()
        .chain(named)
        .collect()
}

/// Has `logger` got a level, handlers or filters, or does it keep records for itself?
pub(super) fn is_configured(logger: &PyObjectRef, vm: &VirtualMachine) -> bool {
    let is_true = |name: &'static str| {
        let value = logger.get_attr(name, vm);
        value
            .and_then(|value| value.try_to_bool(vm))
            .unwrap_or(false)
    };
    ["level", "handlers", "filters", "disabled"]
        .into_iter()
        .any(is_true)
        || !is_true("propagate")
}

/// Has anybody asked a logger whether it is enabled? The answers are forgotten: another
/// program may set other levels.
pub(super) fn forget_answers(vm: &VirtualMachine) -> bool {
    let answers = loggers(vm).into_iter().filter_map(|(_, logger)| {
        let answers = logger.dict()?.get_item_opt("_cache", vm).ok()??;
        answers.downcast::<PyDict>().ok()
    });
    let answers: Vec<_> = answers.filter(|answers| answers.__len__() > 0).collect();
    for answers in &answers {
        answers.clear();
    }
    !answers.is_empty()
}

/// Undoes [`observe_loggers`], and leaves no logger behind, nor what modules have told
/// `logging`.
pub(super) fn forget_loggers<'a>(
    all: impl Iterator<Item = &'a Registered>,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let Some((manager, loggers)) = manager(vm) else {
        return Ok(());
    };
    forget_answers(vm);
    loggers.clear();
    if let Some(logging) = loaded_module("logging", vm) {
        let class = logging.get_attr("Logger", vm)?;
        vm.call_method(&logging, "setLoggerClass", (class,))?;
    }
    if let [names, levels] = &level_tables(vm)[..] {
        for (level, name) in all.flat_map(|registered| &registered.levels) {
            vm.call_method(names.as_object(), "pop", (level.clone(), vm.ctx.none()))?;
            vm.call_method(levels.as_object(), "pop", (name.clone(), vm.ctx.none()))?;
        }
    }
    manager.as_object().del_attr("getLogger", vm)
}

/// Would `logging` make a logger of this name now as it did then? `class` is what modules
/// that come before have set.
pub(super) fn is_free(
    name: &str,
    logger: &PyObjectRef,
    class: Option<&PyObjectRef>,
    vm: &VirtualMachine,
) -> bool {
    let Some((manager, loggers)) = manager(vm) else {
        // `logging` itself comes from the shelf.
        return class.map_or_else(
            || &*logger.class().name() == "Logger",
            |class| class.is(logger.class()),
        );
    };
    let is_custom = manager
        .get_attr("loggerClass", vm)
        .map_or(true, |class| !vm.is_none(&class));
    let there = loggers.get_item_opt(name, vm).ok().flatten();
    let is_other = there.is_some_and(|there| {
        // A placeholder has no level: it makes room for a logger.
        !there.is(logger) && there.get_attr("level", vm).is_ok()
    });
    let class = class.cloned().or_else(|| logger_class(vm));
    let is_alike = class.is_none_or(|class| class.is(logger.class()));
    !is_custom && !is_other && is_alike
}

/// Gives `logging` the logger as if it had made it just now.
fn register_logger(name: &str, logger: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let Some((manager, _)) = manager(vm) else {
        return Ok(());
    };
    let class = manager.get_attr("loggerClass", vm)?;
    let maker = move |_name: PyObjectRef| -> PyObjectRef { logger.clone() };
    manager.set_attr("loggerClass", vm.new_function("logger", maker), vm)?;
    let made = vm.call_method(&manager, "getLogger", (vm.ctx.new_str(name),));
    manager.set_attr("loggerClass", class, vm)?;
    made.map(drop)
}
