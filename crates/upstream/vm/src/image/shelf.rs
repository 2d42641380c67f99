//! Modules that an image holds and a program has not imported yet.
//!
//! The builder of an image imports what many programs import, and puts it away: out of
//! `sys.modules`, and off the packages whose attributes submodules become. The import of
//! such a module in a process that goes on from the image finds nothing, decodes nothing
//! and executes nothing: it puts the module in its place, and with it those that its own
//! code imports, in that order. So a program sees the modules it has imported, and no
//! others.
//!
//! That is only right as long as an import would do the same. If the program has changed
//! where modules come from, or has put something else in the place of one that a
//! module's code would import, importlib does its work as ever.

use core::cell::Cell;
use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use super::collect::{self, Collected, Declared};
use super::packages::{deleted, package_of, unbind};
use super::search::Search;
use super::stocking::{Origin, faults, import_all, import_program, top_level, watch_folders};
use super::witness::Witness;
use super::{
    observe,
    registered::{self, Registered},
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyDictRef, PyList, PyStr, PyUtf8Str},
    import, lazy,
};

/// Modules that keep something of the process, and have registered with `os.register_at_fork`
/// what gives them this one's: a seed, the main thread. It is called as in the child, so
/// only the main thread takes them.
const OF_THIS_PROCESS: &[&str] = &["random", "threading"];

/// Is there anything on the shelf?
static IS_STOCKED: AtomicBool = AtomicBool::new(false);
/// In a box: what moves leave behind in the variable would be a part of the image.
static SHELF: Mutex<Option<Box<Shelf>>> = Mutex::new(None);

/// A module that nobody has imported yet.
pub(super) struct Entry {
    pub(super) module: PyObjectRef,
    /// What was seen of its code.
    pub(super) seen: Collected,
    /// Is it a file's, and not one of the interpreter's own?
    pub(super) is_from_path: bool,
    /// Was it judged while it was loaded?
    is_judged: bool,
}

struct Shelf {
    entries: HashMap<String, Entry>,
    /// Every module that was there when the image was made.
    known: HashMap<String, PyObjectRef>,
    /// `sys.meta_path` and `sys.path_hooks` as they were then.
    finders: [Vec<PyObjectRef>; 2],
    /// Where the modules of files were found.
    search: Search,
    /// Would they be found there now?
    is_found_alike: bool,
    /// Is everything as it was that modules' code has looked at? Not known before the first
    /// module of a file is imported.
    are_witnesses_good: Option<bool>,
}

/// What a program imports.
#[derive(Debug)]
pub struct Program {
    /// The names of modules, in the order in which their loading began.
    pub modules: Vec<String>,
    /// `sys.path`.
    pub path: Vec<String>,
}

/// What was put away.
#[derive(Debug, Default)]
pub struct Stocked {
    /// The names of the modules.
    pub modules: Vec<String>,
    /// The program's modules that have to be left out, and why. If there are any, their
    /// code may have changed others: the process is not good for an image.
    pub faults: Vec<(String, String)>,
}

fn shelf() -> MutexGuard<'static, Option<Box<Shelf>>> {
    SHELF
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Imports `names` and what `program` imports, and puts them and all that comes with them
/// away. What cannot be imported is left out. Says what is there.
///
/// # Errors
/// When `sys.modules` or another list of the import system is not what it should be.
pub fn stock(names: &[&str], program: Option<&Program>, vm: &VirtualMachine) -> PyResult<Stocked> {
    let modules = modules(vm)?;
    let base: HashSet<String> = items(&modules).map(|(name, _)| name).collect();
    let mut result = Ok(());
    let mut curated = HashSet::new();
    let import = || {
        import_all(names, vm);
        curated = items(&modules).map(|(name, _)| name).collect();
        if let Some(program) = program {
            collect::judge(vm);
            result = observe::surroundings(vm, || import_program(program, vm));
        }
    };
    let (mut collected, looked_for) = collect::while_importing(import, vm)?;
    result?;
    let known: HashMap<_, _> = items(&modules).collect();
    let deleted = deleted(&known, &collected, vm)?;
    let declared = collected.values().flat_map(|seen| &seen.declarations);
    for name in declared.flat_map(Declared::modules) {
        if let Some((package, child)) = package_of(name, &known) {
            lazy::undeclare_submodule(&package, name, child, vm)?;
        }
    }
    vm.state.lazy.forget_submodules();
    let mut entries = HashMap::new();
    for (name, module) in items(&modules) {
        if base.contains(&name) {
            continue;
        }
        modules.as_object().del_item(&*name, vm)?;
        let mut seen = collected.remove(&name).unwrap_or_default();
        seen.is_bound = unbind(&name, &module, &seen, &known, vm)? && !deleted.contains(&name);
        let origin = Origin::of(&module, vm);
        let is_from_path = matches!(origin, Origin::File(_));
        match origin {
            Origin::File(path) => seen.witnesses.push(Witness::file(path)),
            Origin::Elsewhere => {
                let fault = || "is not loaded from a source file".to_owned();
                seen.fault.get_or_insert_with(fault);
            }
            Origin::Interpreter => {}
        }
        entries.insert(
            name.clone(),
            Entry {
                module,
                seen,
                is_from_path,
                is_judged: !curated.contains(&name),
            },
        );
    }
    let missing = collected.iter().filter(|(_, seen)| seen.is_missing);
    let missing = missing.map(|(name, _)| name.clone()).chain(looked_for);
    let missing: Vec<_> = missing.filter(|name| !entries.contains_key(name)).collect();
    watch_folders(&mut entries, &missing, vm)?;
    let stocked = Stocked {
        faults: faults(&entries, &collected),
        modules: entries.keys().cloned().collect(),
    };
    let stock = Shelf {
        search: Search::new(
            top_level(&entries, &missing),
            program.map_or(&[], |program| &program.path),
        ),
        is_found_alike: false,
        are_witnesses_good: None,
        entries,
        known,
        finders: finders(vm)?,
    };
    *shelf() = Some(Box::new(stock));
    IS_STOCKED.store(true, Ordering::Relaxed);
    Ok(stocked)
}

/// Leaves what is on the shelf there: imports are done by importlib from here on.
pub fn close() {
    IS_STOCKED.store(false, Ordering::Relaxed);
}

/// What is not as it was that the code of modules of files has looked at: these modules are
/// executed. `None` if everything is.
pub fn difference() -> Option<String> {
    let shelf = shelf();
    let mut entries = shelf.as_ref()?.entries.values();
    entries.find_map(|entry| {
        let mut witnesses = entry.seen.witnesses.iter();
        let witness = witnesses.find(|witness| !witness.holds())?;
        Some(witness.to_string())
    })
}

/// The module `name` from the shelf, in its place now; `None` if importlib has to load it.
#[inline]
pub(crate) fn take(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    if IS_STOCKED.load(Ordering::Relaxed) {
        take_from_shelf(name, vm)
    } else {
        None
    }
}

/// What importlib's own `import_module` asks before it loads `name`: the module from the
/// shelf, if it is there.
///
/// # Errors
/// What the import raises that is observed for an image.
pub(crate) fn import(name: &Py<PyUtf8Str>, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    if collect::is_on() {
        import::import_module_level(&vm.ctx.new_str(name.as_str()), None, None, 0, vm)?;
        return Ok(lazy::loaded_module(name.as_str(), vm));
    }
    Ok(take(name.as_str(), vm))
}

std::thread_local! {
    /// Is this thread looking at the shelf? Classes of the program's own may make Python
    /// code of that, which imports.
    static IS_LOOKING: Cell<bool> = const { Cell::new(false) };
}

#[cold]
fn take_from_shelf(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    if IS_LOOKING.replace(true) {
        return None;
    }
    let published = publish(name, vm);
    IS_LOOKING.set(false);
    let (modules, published) = published?;
    // Python code, which may import in turn.
    if let Err(error) = published.and_then(|published| published.finish(vm)) {
        vm.run_unraisable(error, None, vm.ctx.new_str(name).into());
    }
    modules.get_item_opt(name, vm).ok().flatten()
}

/// Puts `name` and what comes with it in their places; `None` if importlib has to do it.
fn publish(name: &str, vm: &VirtualMachine) -> Option<(PyDictRef, PyResult<Published>)> {
    let modules = modules(vm).ok()?;
    let mut shelf = shelf();
    let shelf = shelf.as_mut()?;
    if !shelf.entries.contains_key(name)
        || !vm.state.is_main_interpreter()
        || !vm.state.lazy.is_as_started()
        || is_watched(vm)
        || !shelf.is_searched_alike(vm)
    {
        return None;
    }
    shelf.look_at_files(name, vm);
    let mut walk = Walk::default();
    if !shelf.walk(name, &modules, &mut walk, vm) {
        return None;
    }
    let is_of_this_process = |name: &String| OF_THIS_PROCESS.contains(&&**name);
    if !vm.is_main_thread() && walk.order.iter().any(is_of_this_process) {
        return None;
    }
    let published = shelf.publish(&walk.order, &modules, vm);
    Some((modules, published))
}

/// What is left to do with Python code when modules are in their places.
#[derive(Default)]
struct Published {
    calls: Vec<PyObjectRef>,
    registered: Vec<Registered>,
    logging: Option<PyObjectRef>,
}

impl Published {
    fn finish(self, vm: &VirtualMachine) -> PyResult<()> {
        for call in self.calls {
            call.call((), vm)?;
        }
        if let Some(logging) = self.logging {
            set_start_time(&logging, vm)?;
        }
        for registered in self.registered {
            registered.register_by_code(vm)?;
        }
        Ok(())
    }
}

/// Does somebody want to see each import?
fn is_watched(vm: &VirtualMachine) -> bool {
    let import = vm.builtins.get_attr(identifier!(vm, __import__), vm);
    !import.is_ok_and(|import| import.is(&vm.import_func))
        || !vm.state.audit_hooks.lock().is_empty()
        || vm.use_tracing.get()
}

/// The modules that come with another.
#[derive(Default)]
struct Walk {
    seen: HashSet<String>,
    order: Vec<String>,
    /// The class of loggers that the last of them sets that sets one.
    logger_class: Option<PyObjectRef>,
}

impl Shelf {
    /// Do imports search where they did when the image was made?
    fn is_searched_alike(&self, vm: &VirtualMachine) -> bool {
        finders(vm).is_ok_and(|now| {
            let same = |(a, b): (&PyObjectRef, &PyObjectRef)| a.is(b);
            let pairs = now.iter().zip(&self.finders);
            pairs
                .into_iter()
                .all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(same))
        })
    }

    /// Finds out, for the import of `name`, whether modules of files may be taken.
    ///
    /// One module's code may have left something in another that nobody has seen: they are
    /// taken only as long as every one of them would do the same again.
    fn look_at_files(&mut self, name: &str, vm: &VirtualMachine) {
        if !self.entries.get(name).is_some_and(|entry| entry.is_judged) {
            return;
        }
        self.is_found_alike = self.search.is_alike(vm);
        let mut witnesses = self
            .entries
            .values()
            .flat_map(|entry| &entry.seen.witnesses);
        self.are_witnesses_good
            .get_or_insert_with(|| witnesses.all(Witness::holds));
    }

    /// Finds what the import of `name` brings along, in the order of an import. False if
    /// it would not find the modules that it found then.
    fn walk(&self, name: &str, modules: &PyDictRef, walk: &mut Walk, vm: &VirtualMachine) -> bool {
        if walk.seen.contains(name) {
            return true;
        }
        if self.entries.contains_key(name)
            && let Some((package, _)) = name.rsplit_once('.')
            && !self.walk(package, modules, walk, vm)
        {
            return false;
        }
        if !walk.seen.insert(name.to_owned()) {
            return true;
        }
        let now = modules.get_item_opt(name, vm).ok().flatten();
        let Some(entry) = self.entries.get(name) else {
            return match (now, self.known.get(name)) {
                (Some(now), Some(then)) => now.is(then),
                // It could not be imported then either.
                (None, None) => true,
                _ => false,
            };
        };
        let files_are_good = self.is_found_alike && self.are_witnesses_good == Some(true);
        if now.is_some() || (entry.is_judged && !files_are_good) {
            return false;
        }
        let found = entry
            .seen
            .needs
            .iter()
            .all(|need| self.walk(need, modules, walk, vm));
        let registered = &entry.seen.registered;
        if registered.logger_class.is_some() {
            walk.logger_class.clone_from(&registered.logger_class);
        }
        let mut loggers = registered.loggers.iter();
        let class = walk.logger_class.as_ref();
        // importlib puts a module where it belongs once more when its code is done.
        walk.order.push(name.to_owned());
        found && loggers.all(|(name, logger)| registered::is_free(name, logger, class, vm))
    }

    /// Puts the modules of `order` in their places. No Python code runs.
    fn publish(
        &mut self,
        order: &[String],
        modules: &PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Published> {
        let mut published = Published::default();
        for name in order {
            let Some(mut entry) = self.entries.remove(name) else {
                continue;
            };
            modules.set_item(&**name, entry.module.clone(), vm)?;
            for declared in &entry.seen.declarations {
                declared.declare(name, &entry.module, vm)?;
            }
            for (child, declaration) in &entry.seen.children {
                lazy::explicit::declare_child(child, declaration, vm);
            }
            lazy::imp::module_loaded(vm.ctx.intern_str(&**name), vm)?;
            if name == "logging" {
                published.logging = Some(entry.module.clone());
            }
            if entry.seen.is_bound
                && let Some((package, child)) = name.rsplit_once('.')
                && let Some(package) = self.known.get(package)
            {
                let (full, child) = (vm.ctx.intern_str(&**name), vm.ctx.intern_str(child));
                lazy::imp::bind_submodule(package, full, child, entry.module.clone(), vm)?;
            }
            let in_child = entry.seen.registered.register(vm);
            if OF_THIS_PROCESS.contains(&&**name) {
                published.calls.extend(in_child);
            }
            published.registered.push(entry.seen.registered);
        }
        Ok(published)
    }
}

/// `logging` counts the time of records from when its code runs.
fn set_start_time(logging: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    let Some(time) = lazy::loaded_module("time", vm) else {
        return Ok(());
    };
    let now = vm.call_method(&time, "time_ns", ())?;
    logging.set_attr("_startTime", now, vm)
}

fn modules(vm: &VirtualMachine) -> PyResult<PyDictRef> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    match modules.downcast_exact::<PyDict>(vm) {
        Ok(modules) => Ok(modules.into_pyref()),
        Err(_) => Err(vm.new_type_error("sys.modules is not a dict")),
    }
}

fn items(modules: &PyDictRef) -> impl Iterator<Item = (String, PyObjectRef)> {
    let items: Vec<_> = modules.into_iter().collect();
    items.into_iter().filter_map(|(name, module)| {
        let name = name.downcast_ref::<PyStr>()?.to_str()?.to_owned();
        Some((name, module))
    })
}

fn finders(vm: &VirtualMachine) -> PyResult<[Vec<PyObjectRef>; 2]> {
    let list = |name: &'static str| {
        let list = vm.sys_module.get_attr(name, vm)?;
        let list = list
            .downcast::<PyList>()
            .map_err(|_| vm.new_type_error(format!("sys.{name} is not a list")))?;
        PyResult::Ok(list.borrow_vec().to_vec())
    };
    Ok([list("meta_path")?, list("path_hooks")?])
}
