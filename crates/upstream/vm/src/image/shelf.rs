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

use super::{
    changes::{Change, Rehearsal},
    collect,
    collected::Collected,
    registered::{self, Registered},
    search::Search,
    stand_ins::Package,
    watch,
    witness::Witness,
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
    pub(super) is_judged: bool,
    /// The modules that have to be there before, from the shelf: its code has seen what they
    /// change.
    pub(super) after: Vec<String>,
}

/// All of them, and what they depend on.
pub(super) struct Shelf {
    entries: HashMap<String, Entry>,
    /// What was seen of modules whose code fails, as another module is missing: who imports
    /// them goes on without.
    failed: HashMap<String, Collected>,
    /// Every module that was there when the image was made.
    known: HashMap<String, PyObjectRef>,
    /// Packages whose code runs in each process, with modules on the shelf.
    packages: Vec<Package>,
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

fn shelf() -> MutexGuard<'static, Option<Box<Shelf>>> {
    SHELF
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Puts modules on the shelf, of a program or for all.
pub(super) fn fill(stock: Shelf, is_of_program: bool) {
    *shelf() = Some(Box::new(stock));
    IS_STOCKED.store(true, Ordering::Relaxed);
    watch::begin(is_of_program);
}

/// Leaves what is on the shelf there: imports are done by importlib from here on.
pub fn close() {
    IS_STOCKED.store(false, Ordering::Relaxed);
    watch::begin(false);
}

/// What is not as it was that the code of modules of files has looked at: these modules are
/// executed. `None` if everything is.
pub fn difference() -> Option<String> {
    let shelf = shelf();
    let mut witnesses = shelf.as_ref()?.witnesses();
    let witness = witnesses.find(|witness| !witness.holds())?;
    Some(witness.to_string())
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
    let modules = modules(vm).ok()?;
    shelf.look_at_files(name, vm);
    let mut walk = Walk::default();
    if !shelf.walk(name, &modules, &mut walk, vm) || !shelf.can_change(&walk.order, vm) {
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
    changes: Vec<Change>,
    registered: Vec<Registered>,
    logging: Option<PyObjectRef>,
}

impl Published {
    fn finish(mut self, vm: &VirtualMachine) -> PyResult<()> {
        self.changes.sort_by_key(|change| change.number);
        for change in &self.changes {
            match change.is_of_cache {
                true => change.edit.redo_if_possible(vm)?,
                false => change.edit.redo(vm)?,
            }
        }
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
    /// What is to be on the shelf; see the fields.
    ///
    /// # Errors
    /// When a list of finders is none.
    pub(super) fn new(
        entries: HashMap<String, Entry>,
        failed: HashMap<String, Collected>,
        known: HashMap<String, PyObjectRef>,
        packages: Vec<Package>,
        search: Search,
        vm: &VirtualMachine,
    ) -> PyResult<Self> {
        Ok(Self {
            entries,
            failed,
            known,
            packages,
            finders: finders(vm)?,
            search,
            is_found_alike: false,
            are_witnesses_good: None,
        })
    }

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
        if self.are_witnesses_good.is_none() {
            let are_good = self.witnesses().all(Witness::holds);
            self.are_witnesses_good = Some(are_good);
        }
    }

    fn witnesses(&self) -> impl Iterator<Item = &Witness> {
        let entries = self.entries.values().map(|entry| &entry.seen);
        let all = entries.chain(self.failed.values());
        all.flat_map(|seen| &seen.witnesses)
    }

    /// Finds what the import of `name` brings along, in the order of an import. False if
    /// it would not find the modules that it found then.
    fn walk(&self, name: &str, modules: &PyDictRef, walk: &mut Walk, vm: &VirtualMachine) -> bool {
        if walk.seen.contains(name) {
            return true;
        }
        if self.entries.contains_key(name)
            && let Some((package, _)) = name.rsplit_once('.')
            && !self.is_package_there(package, modules, walk, vm)
        {
            return false;
        }
        if !walk.seen.insert(name.to_owned()) {
            return true;
        }
        let now = modules.get_item_opt(name, vm).ok().flatten();
        if let Some(failed) = self.failed.get(name) {
            let lacks = failed.lacks.as_ref();
            let fails = lacks.is_some_and(|(lacks, _)| lazy::loaded_module(lacks, vm).is_none())
                && !watch::are_changed(&failed.needs);
            let mut needs = failed.needs.iter();
            let found = needs.all(|need| self.walk(need, modules, walk, vm));
            walk.order.push(name.to_owned());
            return now.is_none() && self.files_are_good() && fails && found;
        }
        let Some(entry) = self.entries.get(name) else {
            return match (now, self.known.get(name)) {
                (Some(now), Some(then)) => now.is(then),
                // It could not be imported then either.
                (None, None) => true,
                _ => false,
            };
        };
        if now.is_some() || (entry.is_judged && !self.files_are_good()) {
            return false;
        }
        let is_there =
            |other: &String| walk.seen.contains(other) || !self.entries.contains_key(other);
        if !entry.after.iter().all(is_there) || watch::are_changed(&entry.seen.needs) {
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

    /// May modules of files be taken?
    fn files_are_good(&self) -> bool {
        self.is_found_alike && self.are_witnesses_good == Some(true)
    }

    /// Is the package there that modules lie in, or does it come with them?
    fn is_package_there(
        &self,
        package: &str,
        modules: &PyDictRef,
        walk: &mut Walk,
        vm: &VirtualMachine,
    ) -> bool {
        let mut packages = self.packages.iter();
        match packages.find(|known| known.name == package) {
            Some(known) => known.is_there(vm),
            None => self.walk(package, modules, walk, vm),
        }
    }

    /// The package `name`, from the shelf or not.
    fn package(&self, name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let known = self.known.get(name).cloned();
        known.or_else(|| lazy::loaded_module(name, vm))
    }

    /// Would what the modules of `order` change in others be as it was then?
    fn can_change(&self, order: &[String], vm: &VirtualMachine) -> bool {
        let entries = order.iter().filter_map(|name| self.entries.get(name));
        let mut changes: Vec<_> = entries.flat_map(|entry| &entry.seen.changes).collect();
        changes.sort_by_key(|change| change.number);
        let mut rehearsal = Rehearsal::default();
        let mut changes = changes.into_iter().filter(|change| !change.is_of_cache);
        changes.all(|change| rehearsal.can_follow(&change.edit, vm))
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
                if let Some(failed) = self.failed.remove(name) {
                    failed.declare(name, None, vm)?;
                }
                continue;
            };
            modules.set_item(&**name, entry.module.clone(), vm)?;
            entry.seen.declare(name, Some(&entry.module), vm)?;
            lazy::imp::module_loaded(vm.ctx.intern_str(&**name), vm)?;
            if name == "logging" {
                published.logging = Some(entry.module.clone());
            }
            if entry.seen.is_bound
                && let Some((package, child)) = name.rsplit_once('.')
                && let Some(package) = self.package(package, vm)
            {
                let (full, child) = (vm.ctx.intern_str(&**name), vm.ctx.intern_str(child));
                lazy::imp::bind_submodule(&package, full, child, entry.module.clone(), vm)?;
            }
            published.changes.append(&mut entry.seen.changes);
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
    match logging.dict() {
        Some(namespace) => namespace.set_item("_startTime", now, vm),
        None => Ok(()),
    }
}

/// `sys.modules`.
///
/// # Errors
/// When it is no dictionary.
pub(super) fn modules(vm: &VirtualMachine) -> PyResult<PyDictRef> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    match modules.downcast_exact::<PyDict>(vm) {
        Ok(modules) => Ok(modules.into_pyref()),
        Err(_) => Err(vm.new_type_error("sys.modules is not a dict")),
    }
}

/// The modules in `sys.modules`, by their names.
pub(super) fn items(modules: &PyDictRef) -> impl Iterator<Item = (String, PyObjectRef)> {
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
