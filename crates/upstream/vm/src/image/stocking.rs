//! What the builder of an image imports and puts on the shelf, and what it says about it.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::{
    collect::{self, Observed},
    collected::{Collected, Declared},
    order,
    packages::{deleted, package_of, unbind},
    search::Search,
    shelf::{self, Entry, Shelf, items},
    stand_ins::{self, StandIns},
    surroundings,
    witness::{Folder, Witness},
};
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyList, PyListRef, PyStr},
    import, lazy,
};

/// What a program imports.
#[derive(Debug)]
pub struct Program {
    /// The names of modules, in the order in which their loading began.
    pub modules: Vec<String>,
    /// `sys.path`.
    pub path: Vec<String>,
    /// The names of modules whose code has to run in each process.
    pub left_out: Vec<String>,
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

/// Imports `names` and what `program` imports, and puts them and all that comes with them
/// away. What cannot be imported is left out. Says what is there.
///
/// # Errors
/// When `sys.modules` or another list of the import system is not what it should be.
pub fn stock(names: &[&str], program: Option<&Program>, vm: &VirtualMachine) -> PyResult<Stocked> {
    let modules = shelf::modules(vm)?;
    let base: HashSet<String> = items(&modules).map(|(name, _)| name).collect();
    let mut result = Ok(());
    let mut curated = HashSet::new();
    let import = || {
        import_all(names, vm);
        curated = items(&modules).map(|(name, _)| name).collect();
        if let Some(program) = program {
            collect::judge(vm);
            result = surroundings::while_observed(vm, || import_program(program, vm));
        }
    };
    let left_out = program.map_or(&[][..], |program| &program.left_out);
    let mut observed = collect::while_importing(left_out, import, vm)?;
    result?;
    let mut known: HashMap<_, _> = items(&modules).collect();
    let mut entries = put_away(&modules, &base, &known, &mut observed, vm)?;
    for (name, entry) in &mut entries {
        entry.is_judged = !curated.contains(name);
    }
    let Observed {
        modules: mut rest,
        looked_for,
        stand_ins,
    } = observed;
    let missing = rest.iter().filter(|(_, seen)| seen.is_missing);
    let missing = missing.map(|(name, _)| name.clone()).chain(looked_for);
    let missing: Vec<_> = missing.filter(|name| !entries.contains_key(name)).collect();
    watch_folders(&mut entries, &missing, &stand_ins, vm)?;
    order::take_changes_back(&mut entries, vm);
    let failed = take_failed(&mut rest);
    stand_ins.names().for_each(|name| drop(known.remove(name)));
    let packages = stand_ins.packages(entries.iter_mut(), vm);
    let mut faults = faults(&entries, &failed, &rest, vm);
    faults.retain(|(name, _)| !packages.iter().any(|package| package.name == *name));
    let stocked = Stocked {
        faults,
        modules: entries.keys().cloned().collect(),
    };
    let path = program.map_or(&[][..], |program| &program.path);
    let search = Search::new(top_level(&entries, &missing), path);
    let stock = Shelf::new(entries, failed, known, packages, search, vm)?;
    shelf::fill(stock, program.is_some());
    Ok(stocked)
}

/// Takes what is not in `base` out of `sys.modules` and off its packages.
fn put_away(
    modules: &PyDictRef,
    base: &HashSet<String>,
    known: &HashMap<String, PyObjectRef>,
    observed: &mut Observed,
    vm: &VirtualMachine,
) -> PyResult<HashMap<String, Entry>> {
    let collected = &mut observed.modules;
    let deleted = deleted(known, collected, vm)?;
    let declared = collected.values().flat_map(|seen| &seen.declarations);
    for name in declared.flat_map(Declared::modules) {
        if let Some((package, child)) = package_of(name, known) {
            lazy::undeclare_submodule(&package, name, child, vm)?;
        }
    }
    vm.state.lazy.forget_submodules();
    let mut entries = HashMap::new();
    for (name, module) in items(modules) {
        if base.contains(&name) {
            continue;
        }
        modules.as_object().del_item(&*name, vm)?;
        let mut seen = collected.remove(&name).unwrap_or_default();
        seen.own_import.take_if(|_| deleted.contains(&name));
        seen.is_bound = unbind(&name, &module, &seen, known, vm)? && !deleted.contains(&name);
        if observed.stand_ins.get(&name).is_some() {
            continue;
        }
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
                is_judged: false,
                after: Vec::new(),
            },
        );
    }
    Ok(entries)
}

/// Takes those out of `rest` whose code has failed because another module is missing, and
/// would do nothing but fail again. The others raise what they raise in each process.
fn take_failed(rest: &mut HashMap<String, Collected>) -> HashMap<String, Collected> {
    let (mut failed, mut other) = (HashMap::new(), Vec::new());
    for (name, mut seen) in rest.extract_if(|_, seen| seen.lacks.is_some()) {
        let does_no_more = seen.changes.is_empty() && seen.registered.is_empty();
        if let Some((_, source)) = &seen.lacks
            && does_no_more
            && seen.fault.is_none()
        {
            seen.witnesses.push(Witness::file(source.clone()));
            failed.insert(name, seen);
        } else {
            let fault = || "raises ModuleNotFoundError".to_owned();
            seen.fault.get_or_insert_with(fault);
            other.push((name, seen));
        }
    }
    rest.extend(other);
    failed
}

/// Imports `names`, and says what it cannot import.
fn import_all(names: &[&str], vm: &VirtualMachine) {
    for name in names {
        if let Err(error) = vm.import(vm.ctx.intern_str(*name), 0) {
            vm.print_exception(&error);
        }
    }
}

/// Imports what the program has imported, in that order, with its `sys.path`.
///
/// # Errors
/// When `sys.path` is no list.
fn import_program(program: &Program, vm: &VirtualMachine) -> PyResult<()> {
    let path: PyListRef = vm.sys_module.get_attr("path", vm)?.try_into_value(vm)?;
    let theirs = program.path.iter();
    let theirs = theirs
        .map(|entry| vm.ctx.new_str(&**entry).into())
        .collect();
    let own = core::mem::replace(&mut *path.borrow_vec_mut(), theirs);
    for name in &program.modules {
        // What fails is left out, and the program sees why.
        let _ = import::import_module_level(&vm.ctx.new_str(&**name), None, None, 0, vm);
    }
    *path.borrow_vec_mut() = own;
    Ok(())
}

/// Where a module's code comes from.
pub(super) enum Origin {
    /// The interpreter's own.
    Interpreter,
    /// A source file.
    File(PathBuf),
    /// Something that importlib alone understands.
    Elsewhere,
}

impl Origin {
    /// That of `module`.
    pub(super) fn of(module: &PyObject, vm: &VirtualMachine) -> Self {
        let attribute = |object: &PyObject, name: &'static str| object.get_attr(name, vm).ok();
        let Some(spec) = attribute(module, "__spec__") else {
            return Self::Elsewhere;
        };
        let origin = attribute(&spec, "origin");
        let origin = origin
            .as_ref()
            .and_then(|origin| origin.downcast_ref::<PyStr>());
        let Some(origin) = origin.and_then(|origin| origin.to_str()) else {
            return Self::Elsewhere;
        };
        let loader = attribute(&spec, "loader");
        let is_source = loader.is_some_and(|loader| &*loader.class().name() == "SourceFileLoader");
        match origin {
            "frozen" | "built-in" => Self::Interpreter,
            _ if is_source => Self::File(PathBuf::from(origin)),
            _ => Self::Elsewhere,
        }
    }
}

/// Adds to packages what their folders have for modules that were looked for in them.
///
/// # Errors
/// When a package's `__path__` is no list.
fn watch_folders(
    entries: &mut HashMap<String, Entry>,
    missing: &[String],
    stand_ins: &StandIns,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let mut children: HashMap<String, Vec<String>> = HashMap::new();
    for name in entries.keys().chain(missing) {
        if let Some((package, child)) = name.rsplit_once('.') {
            children
                .entry(package.to_owned())
                .or_default()
                .push(child.to_owned());
        }
    }
    for (package, names) in children {
        let entry = entries.get(&package);
        let module = match entry.filter(|entry| entry.is_from_path) {
            Some(entry) => Some(entry.module.clone()),
            None => stand_ins.get(&package),
        };
        // What looks like a package may be a module that has put others below it.
        let path = module.map(|module| module.get_attr("__path__", vm));
        let Some(Ok(path)) = path else {
            continue;
        };
        let folders = vm.extract_elements_with(&path, |folder: PyObjectRef| {
            Ok(PathBuf::from(
                folder.str(vm)?.to_string_lossy().into_owned(),
            ))
        })?;
        let folders = folders.into_iter();
        let witnesses = folders.map(|path| Witness::Folder(Folder::look(path, names.clone())));
        // What a package whose code runs has is for the modules in it to watch.
        let watcher = match entries.contains_key(&package) {
            true => Some(package),
            false => entries.keys().find(|name| is_in(name, &package)).cloned(),
        };
        if let Some(entry) = watcher.and_then(|watcher| entries.get_mut(&watcher)) {
            entry.seen.witnesses.extend(witnesses);
        }
    }
    Ok(())
}

/// Does the module `name` lie in `package`, directly?
fn is_in(name: &str, package: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(above, _)| above == package)
}

/// The names that are looked for in `sys.path`.
fn top_level(entries: &HashMap<String, Entry>, missing: &[String]) -> Vec<String> {
    let found = entries.iter().filter(|(_, entry)| entry.is_from_path);
    let names = found.map(|(name, _)| name).chain(missing);
    names.filter(|name| !name.contains('.')).cloned().collect()
}

/// The modules that have to be left out: those that are not for many processes, among them
/// those of the `rest`, and those that need them.
fn faults(
    entries: &HashMap<String, Entry>,
    failed: &HashMap<String, Collected>,
    rest: &HashMap<String, Collected>,
    vm: &VirtualMachine,
) -> Vec<(String, String)> {
    let rest = rest
        .iter()
        .filter_map(|(name, seen)| Some((name.clone(), seen.fault.clone()?)));
    let own = entries
        .iter()
        .filter_map(|(name, entry)| Some((name.clone(), entry.seen.fault.clone()?)));
    let mut found: Vec<(String, String)> = own.chain(rest).collect();
    let mut known: HashSet<String> = found.iter().map(|(name, _)| name.clone()).collect();
    loop {
        let mut more = Vec::new();
        let modules = entries.iter().map(|(name, entry)| (name, &entry.seen));
        for (name, seen) in modules
            .chain(failed)
            .filter(|(name, _)| !known.contains(*name))
        {
            // The package that it lies in may be executed, if something can stand for it.
            let package = name.rsplit_once('.').and_then(|(package, _)| {
                let (package, entry) = entries.get_key_value(package)?;
                let is_needed = stand_ins::path(&entry.module, vm).is_none();
                is_needed.then_some(package)
            });
            let mut needs = seen.needs.iter().chain(package);
            if let Some(need) = needs.find(|need| known.contains(*need)) {
                more.push((name.clone(), format!("needs {need}")));
            } else if let Some(other) = order::sees_changes_of(name, entries, &known) {
                more.push((name.clone(), format!("reads what {other} changes")));
            }
        }
        if more.is_empty() {
            found.sort();
            return found;
        }
        known.extend(more.iter().map(|(name, _)| name.clone()));
        found.append(&mut more);
    }
}
