//! What the builder of an image imports, and what it says about it.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::{
    collect::Collected,
    shelf::{Entry, Program},
    witness::{Folder, Witness},
};
use crate::{
    PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyList, PyListRef, PyStr},
    import,
};

/// Imports `names`, and says what it cannot import.
pub(super) fn import_all(names: &[&str], vm: &VirtualMachine) {
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
pub(super) fn import_program(program: &Program, vm: &VirtualMachine) -> PyResult<()> {
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
pub(super) fn watch_folders(
    entries: &mut HashMap<String, Entry>,
    missing: &[String],
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
        let Some(entry) = entries.get_mut(&package).filter(|entry| entry.is_from_path) else {
            continue;
        };
        // What looks like a package may be a module that has put others below it.
        let Ok(path) = entry.module.get_attr("__path__", vm) else {
            continue;
        };
        let folders = vm.extract_elements_with(&path, |folder: PyObjectRef| {
            Ok(PathBuf::from(
                folder.str(vm)?.to_string_lossy().into_owned(),
            ))
        })?;
        let folders = folders.into_iter();
        let witnesses = folders.map(|path| Witness::Folder(Folder::look(path, names.clone())));
        entry.seen.witnesses.extend(witnesses);
    }
    Ok(())
}

/// The names that are looked for in `sys.path`.
pub(super) fn top_level(entries: &HashMap<String, Entry>, missing: &[String]) -> Vec<String> {
    let found = entries.iter().filter(|(_, entry)| entry.is_from_path);
    let names = found.map(|(name, _)| name).chain(missing);
    names.filter(|name| !name.contains('.')).cloned().collect()
}

/// The modules that have to be left out: those that are not for many processes, among them
/// those that `failed`, and those that need them.
pub(super) fn faults(
    entries: &HashMap<String, Entry>,
    failed: &HashMap<String, Collected>,
) -> Vec<(String, String)> {
    let failed = failed
        .iter()
        .filter_map(|(name, seen)| Some((name.clone(), seen.fault.clone()?)));
    let own = entries.iter().filter_map(|(name, entry)| {
        let fault = entry.seen.fault.clone();
        let fault = fault.or_else(|| change(name, entry, entries));
        Some((name.clone(), fault?))
    });
    let mut found: Vec<(String, String)> = own.chain(failed).collect();
    let mut known: HashSet<String> = found.iter().map(|(name, _)| name.clone()).collect();
    loop {
        let mut more = Vec::new();
        for (name, entry) in entries.iter().filter(|(name, _)| !known.contains(*name)) {
            if let Some(need) = needs(name, entry).find(|need| known.contains(*need)) {
                more.push((name.clone(), format!("needs {need}")));
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

/// What comes with the module, directly.
fn needs<'a>(name: &'a str, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
    let package = name.rsplit_once('.').map(|(package, _)| package);
    entry.seen.needs.iter().map(String::as_str).chain(package)
}

/// What `name` changes in a module that a program may have without it.
fn change(name: &str, entry: &Entry, entries: &HashMap<String, Entry>) -> Option<String> {
    let mut changes = entry.seen.changes.iter();
    let (owner, what) = changes.find(|(owner, _)| !brings(owner, name, entries))?;
    Some(format!("changes {owner}.{what}"))
}

/// Does `name` always come with the module `owner`?
fn brings(owner: &str, name: &str, entries: &HashMap<String, Entry>) -> bool {
    let mut seen = HashSet::from([owner]);
    let mut open = vec![owner];
    while let Some(module) = open.pop() {
        if module == name {
            return true;
        }
        if let Some((module, entry)) = entries.get_key_value(module) {
            open.extend(needs(module, entry).filter(|need| seen.insert(need)));
        }
    }
    false
}
