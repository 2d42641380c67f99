//! What stands, while an image is made, in the place of a package whose code has to run in
//! each process: enough for importlib to find the modules in it. Modules that need nothing
//! else of the package can be put away without it.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::HashSet;

use super::shelf::Entry;
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyList, PyStr},
    lazy,
};

/// Those of one image.
#[derive(Default)]
pub(super) struct StandIns {
    /// What is left out.
    left_out: HashSet<String>,
    made: Vec<(String, PyObjectRef)>,
}

/// A package that has to be there, and whose code has run, before modules in it are taken.
pub(super) struct Package {
    pub(super) name: String,
    path: Vec<String>,
}

impl StandIns {
    pub(super) fn new(left_out: &[String]) -> Self {
        Self {
            left_out: left_out.iter().cloned().collect(),
            made: Vec::new(),
        }
    }

    /// Does the code of `name` not run?
    pub(super) fn are_for(&self, name: &str) -> bool {
        self.left_out.contains(name)
    }

    pub(super) fn add(&mut self, name: &str, module: PyObjectRef) {
        self.made.push((name.to_owned(), module));
    }

    /// What stands for the package `name`.
    pub(super) fn get(&self, name: &str) -> Option<PyObjectRef> {
        let mut made = self.made.iter();
        made.find_map(|(package, module)| (package == name).then(|| module.clone()))
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.made.iter().map(|(name, _)| name)
    }

    /// The packages that they stand for. Whoever needs more of those says so as a fault in
    /// `entries`.
    pub(super) fn packages<'a>(
        self,
        entries: impl Iterator<Item = (&'a String, &'a mut Entry)>,
        vm: &VirtualMachine,
    ) -> Vec<Package> {
        for (name, entry) in entries {
            let keeps = self
                .made
                .iter()
                .find(|(_, module)| keeps(&entry.module, module));
            let needs = self
                .names()
                .find(|package| entry.seen.needs.contains(package));
            if let Some(package) = keeps.map(|(package, _)| package).or(needs) {
                let fault = || format!("needs {package}");
                entry.seen.fault.get_or_insert_with(fault);
            } else if let Some((package, _)) = self.kept_elsewhere(name) {
                let fault = || format!("is in {package}, which is kept somewhere");
                entry.seen.fault.get_or_insert_with(fault);
            }
        }
        let packages = self.made.into_iter();
        packages
            .filter_map(|(name, module)| {
                let path = path(&module, vm)?;
                Some(Package { name, path })
            })
            .collect()
    }

    /// A package above `name` that somebody refers to besides this.
    fn kept_elsewhere(&self, name: &str) -> Option<&(String, PyObjectRef)> {
        self.made.iter().find(|(package, module)| {
            let below = name.strip_prefix(&**package);
            below.is_some_and(|below| below.starts_with('.')) && module.strong_count() > 1
        })
    }
}

impl Package {
    /// Is it there, and would modules in it be found in the same folders?
    pub(super) fn is_there(&self, vm: &VirtualMachine) -> bool {
        let module = lazy::loaded_module(&self.name, vm);
        module.is_some_and(|module| path(&module, vm).as_ref() == Some(&self.path))
    }
}

/// A module like that of the package `name`, in its place, whose code has not run; `None` if
/// `name` is none.
pub(super) fn make(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let made = try_make(name, vm);
    made.ok().flatten()
}

/// What importlib finds out about `name`, whose package is there.
pub(super) fn find_spec(name: &str, vm: &VirtualMachine) -> Option<PyObjectRef> {
    let parent = name.rsplit_once('.').map(|(parent, _)| parent);
    let path = match parent {
        Some(parent) => {
            let parent = lazy::loaded_module(parent, vm)?;
            parent.get_attr("__path__", vm).ok()?
        }
        None => vm.ctx.none(),
    };
    let find_spec = vm.importlib.get_attr("_find_spec", vm).ok()?;
    let spec = find_spec.call((vm.ctx.new_str(name), path), vm).ok()?;
    (!vm.is_none(&spec)).then_some(spec)
}

fn try_make(name: &str, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let Some(spec) = find_spec(name, vm) else {
        return Ok(None);
    };
    let module_from_spec = vm.importlib.get_attr("module_from_spec", vm)?;
    let module = module_from_spec.call((spec,), vm)?;
    if path(&module, vm).is_none() {
        return Ok(None);
    }
    let modules = vm.sys_module.get_attr("modules", vm)?;
    modules.set_item(name, module.clone(), vm)?;
    Ok(Some(module))
}

/// The folders of a package; `None` for what is no ordinary one.
pub(super) fn path(module: &PyObject, vm: &VirtualMachine) -> Option<Vec<String>> {
    let namespace = module.dict()?;
    let path = namespace.get_item_opt("__path__", vm).ok()??;
    let path = path.downcast_ref_if_exact::<PyList>(vm)?;
    let folders = path.borrow_vec();
    let folders = folders
        .iter()
        .map(|folder| Some(folder.downcast_ref::<PyStr>()?.to_str()?.to_owned()));
    folders.collect()
}

/// Does a name of `module` stand for `package`?
fn keeps(module: &PyObject, package: &PyObject) -> bool {
    let namespace = module.dict();
    let entries = namespace.map(|namespace| namespace._as_dict_inner().raw_entries());
    let mut entries = entries.into_iter().flatten();
    entries.any(|(_, value)| value.is(package))
}
