//! Where top-level modules of programs come from: an import is not looked for in the
//! folders of `sys.path` if every one of them has what it had when the image was made.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::HashMap;
use std::path::PathBuf;

use super::witness::Folder;
use crate::{
    AsObject, PyObjectRef, VirtualMachine,
    builtins::{PyList, PyStr},
};

/// Which of `sys.path` the modules came from.
#[derive(Default)]
pub(super) struct Search {
    /// For each name the first folder that may have it.
    origins: HashMap<String, Option<PathBuf>>,
    folders: Vec<Folder>,
    /// The last `sys.path` that was looked at, and whether it finds the same.
    known: Option<(Vec<PyObjectRef>, bool)>,
}

impl Search {
    /// Looks for modules of these names in `path`.
    pub(super) fn new(names: Vec<String>, path: &[String]) -> Self {
        let look = |entry: &String| Folder::look(PathBuf::from(entry), names.clone());
        let folders: Vec<_> = path.iter().map(look).collect();
        let origins = names.iter().map(|name| {
            let folder = folders.iter().find(|folder| folder.has(name));
            (
                name.clone(),
                folder.map(|folder| folder.path().to_path_buf()),
            )
        });
        Self {
            origins: origins.collect(),
            known: None,
            folders,
        }
    }

    /// Does `sys.path` as it is now lead to the same modules?
    pub(super) fn is_alike(&mut self, vm: &VirtualMachine) -> bool {
        let Some(path) = path(vm) else { return false };
        if let Some((known, alike)) = &self.known
            && known.len() == path.len()
            && known.iter().zip(&path).all(|(a, b)| a.is(b))
            && self.folders.iter_mut().all(Folder::is_still)
        {
            return *alike;
        }
        let alike = self.finds_the_same(&path).unwrap_or(false);
        self.known = Some((path, alike));
        alike
    }

    /// `None` if an entry is something that only importlib understands.
    fn finds_the_same(&mut self, path: &[PyObjectRef]) -> Option<bool> {
        let mut found: HashMap<&str, PathBuf> = HashMap::new();
        let names: Vec<String> = self.origins.keys().cloned().collect();
        for entry in path {
            let entry = PathBuf::from(entry.downcast_ref::<PyStr>()?.to_str()?);
            if entry.is_file() {
                return None;
            }
            let mut folders = self.folders.iter_mut();
            let known = folders.find(|folder| folder.path() == entry);
            let now = match known.and_then(|folder| folder.is_still().then_some(folder)) {
                Some(known) => known,
                None if entry.as_os_str().is_empty() => {
                    &Folder::look(std::env::current_dir().ok()?, names.clone())
                }
                None => &Folder::look(entry.clone(), names.clone()),
            };
            for name in self.origins.keys() {
                if !found.contains_key(&**name) && now.has(name) {
                    found.insert(name, entry.clone());
                }
            }
        }
        Some(
            self.origins
                .iter()
                .all(|(name, origin)| found.get(&**name) == origin.as_ref()),
        )
    }
}

fn path(vm: &VirtualMachine) -> Option<Vec<PyObjectRef>> {
    let path = vm.sys_module.get_attr("path", vm).ok()?;
    Some(path.downcast_ref::<PyList>()?.borrow_vec().to_vec())
}
