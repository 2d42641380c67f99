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

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use super::collect::{self, Callbacks, Collected, Declared};
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDict, PyDictRef, PyList, PyModule, PyStr},
    lazy,
};

/// Modules that keep something of the process, and have registered with `os.register_at_fork`
/// what gives them this one's: a seed, the main thread. It is called as in the child, so
/// only the main thread takes them.
const OF_THIS_PROCESS: &[&str] = &["random", "threading"];

/// Is there anything on the shelf?
static IS_STOCKED: AtomicBool = AtomicBool::new(false);
static SHELF: Mutex<Option<Shelf>> = Mutex::new(None);

/// A module that nobody has imported yet.
struct Entry {
    module: PyObjectRef,
    /// What its code imports, in order.
    needs: Vec<String>,
    /// Is it an attribute of its package?
    is_bound: bool,
    /// What its code has registered.
    callbacks: Callbacks,
    /// What its lazy imports declare.
    declarations: Vec<Declared>,
}

struct Shelf {
    entries: HashMap<String, Entry>,
    /// Every module that was there when the image was made.
    known: HashMap<String, PyObjectRef>,
    /// `sys.meta_path` and `sys.path_hooks` as they were then.
    finders: [Vec<PyObjectRef>; 2],
}

fn shelf() -> MutexGuard<'static, Option<Shelf>> {
    SHELF
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Imports `names` and puts them and all that comes with them away. What cannot be
/// imported is left out. Says what is there.
///
/// # Errors
/// When `sys.modules` or another list of the import system is not what it should be.
pub fn stock(names: &[&str], vm: &VirtualMachine) -> PyResult<Vec<String>> {
    let modules = modules(vm)?;
    let base: HashSet<String> = items(&modules).map(|(name, _)| name).collect();
    let mut collected = collect::while_importing(|| {
        for name in names {
            if let Err(error) = vm.import(vm.ctx.intern_str(*name), 0) {
                vm.print_exception(&error);
            }
        }
    });
    let known: HashMap<_, _> = items(&modules).collect();
    let declared = collected.values().flat_map(|seen| &seen.declarations);
    for name in declared.flat_map(Declared::modules) {
        if let Some((package, child)) = package_of(name, &known) {
            lazy::undeclare_submodule(&package, name, child, vm)?;
        }
    }
    vm.state.lazy.forget_submodules();
    let mut entries = HashMap::new();
    let mut added = Vec::new();
    for (name, module) in items(&modules) {
        if base.contains(&name) {
            continue;
        }
        modules.as_object().del_item(&*name, vm)?;
        let is_bound = unbind(&name, &module, &known, vm)?;
        let Collected {
            needs,
            callbacks,
            declarations,
        } = collected.remove(&name).unwrap_or_default();
        entries.insert(
            name.clone(),
            Entry {
                module,
                needs,
                is_bound,
                callbacks,
                declarations,
            },
        );
        added.push(name);
    }
    *shelf() = Some(Shelf {
        entries,
        known,
        finders: finders(vm)?,
    });
    IS_STOCKED.store(true, Ordering::Relaxed);
    Ok(added)
}

/// Leaves what is on the shelf there: imports are done by importlib from here on.
pub fn close() {
    IS_STOCKED.store(false, Ordering::Relaxed);
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

#[cold]
fn take_from_shelf(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    if !vm.state.is_main_interpreter() || !vm.state.lazy.is_as_started() || is_watched(vm) {
        return None;
    }
    let modules = modules(vm).ok()?;
    let calls = {
        let mut shelf = shelf();
        let shelf = shelf.as_mut()?;
        if !shelf.entries.contains_key(name) || !shelf.is_searched_alike(vm) {
            return None;
        }
        let mut walk = Walk::default();
        if !shelf.walk(name, &modules, &mut walk, vm) {
            return None;
        }
        let is_of_this_process = |name: &String| OF_THIS_PROCESS.contains(&&**name);
        if !vm.is_main_thread() && walk.order.iter().any(is_of_this_process) {
            return None;
        }
        shelf.publish(&walk.order, &modules, vm).ok()?
    };
    // Python code, which may import in turn.
    for call in calls {
        if let Err(error) = call.call((), vm) {
            vm.run_unraisable(error, None, call);
        }
    }
    modules.get_item_opt(name, vm).ok().flatten()
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
        if now.is_some() {
            return false;
        }
        let found = entry
            .needs
            .iter()
            .all(|need| self.walk(need, modules, walk, vm));
        // importlib puts a module where it belongs once more when its code is done.
        walk.order.push(name.to_owned());
        found
    }

    /// Puts the modules of `order` in their places. Says what has to be called then.
    fn publish(
        &mut self,
        order: &[String],
        modules: &PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let mut calls = Vec::new();
        for name in order {
            let Some(entry) = self.entries.remove(name) else {
                continue;
            };
            modules
                .as_object()
                .set_item(&**name, entry.module.clone(), vm)?;
            for declared in &entry.declarations {
                declared.declare(vm)?;
            }
            lazy::imp::module_loaded(vm.ctx.intern_str(&**name), vm)?;
            if entry.is_bound
                && let Some((package, child)) = name.rsplit_once('.')
                && let Some(package) = self.known.get(package)
            {
                let (full, child) = (vm.ctx.intern_str(&**name), vm.ctx.intern_str(child));
                lazy::imp::bind_submodule(package, full, child, entry.module.clone(), vm)?;
            }
            let in_child = entry.callbacks.register(vm);
            if OF_THIS_PROCESS.contains(&&**name) {
                calls.extend(in_child);
            }
            refresh(name, &entry.module, vm)?;
        }
        Ok(calls)
    }
}

/// What a module's code takes from the moment of its execution.
fn refresh(name: &str, module: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    if name == "logging"
        && let Some(time) = crate::lazy::loaded_module("time", vm)
    {
        let now = vm.call_method(&time, "time_ns", ())?;
        module.set_attr("_startTime", now, vm)?;
    }
    Ok(())
}

/// Takes `module` off its package, if the package has it under that name.
fn unbind(
    name: &str,
    module: &PyObject,
    known: &HashMap<String, PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<bool> {
    let Some((package, child)) = package_of(name, known) else {
        return Ok(false);
    };
    let child = vm.ctx.intern_str(child);
    let bound = lazy::raw_slot(&package, child, vm)?;
    if !bound.is_some_and(|bound| bound.is(module)) {
        return Ok(false);
    }
    package.as_object().del_item(child, vm)?;
    Ok(true)
}

/// The namespace of the package that `name` lies in, and its name there.
fn package_of<'a>(
    name: &'a str,
    known: &HashMap<String, PyObjectRef>,
) -> Option<(PyDictRef, &'a str)> {
    let (package, child) = name.rsplit_once('.')?;
    let package = known.get(package)?;
    package.downcast_ref::<PyModule>()?;
    Some((package.dict()?, child))
}

fn modules(vm: &VirtualMachine) -> PyResult<PyDictRef> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    modules
        .downcast::<PyDict>()
        .map_err(|_| vm.new_type_error("sys.modules is not a dict"))
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
