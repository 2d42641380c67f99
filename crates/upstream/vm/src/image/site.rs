//! The work of `site`, done when an image is made, for starts that would do the same.
//!
//! `site.main` looks at folders, files and the environment, and adds to `sys.path` and
//! `builtins`. What it has looked at is remembered; a start for which something of that is
//! different does the work itself.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

use super::collected::Collected;
use super::witness::{Folder, Witness};
use super::{collect, surroundings};
use crate::{
    PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyList, PyListRef, PyStr},
};

/// Modules of the user's that `site` runs.
const CUSTOMIZERS: [&str; 2] = ["sitecustomize", "usercustomize"];

/// In a box: what moves leave behind in the variable would be a part of the image.
static DONE: Mutex<Option<Box<Done>>> = Mutex::new(None);

/// What was done.
struct Done {
    path_before: Vec<PyObjectRef>,
    witnesses: Vec<Witness>,
}

fn done() -> MutexGuard<'static, Option<Box<Done>>> {
    DONE.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Does the work of `site`, which is loaded, unless it runs code of the user's. That is
/// tried out in a child.
///
/// # Errors
/// What `site.main` raises here, but not in the child.
#[cfg(target_os = "linux")]
pub fn run(vm: &VirtualMachine) -> PyResult<()> {
    // SAFETY: this process has one thread, and the child ends without coming back.
    match unsafe { libc::fork() } {
        0 => {
            let can_be_shared = observed_main(vm).is_ok_and(|done| done.is_some());
            // SAFETY: ends the child.
            unsafe { libc::_exit(i32::from(!can_be_shared)) }
        }
        child => {
            let mut status = -1;
            // SAFETY: `status` is one; an error leaves it as it is.
            unsafe { libc::waitpid(child, &raw mut status, 0) };
            if status != 0 {
                return Ok(());
            }
        }
    }
    let found = observed_main(vm)?;
    *done() = found.map(Box::new);
    Ok(())
}

/// `None` if each process has to do it itself.
fn observed_main(vm: &VirtualMachine) -> PyResult<Option<Done>> {
    let site = vm.import("site", 0)?;
    let path_before = path(vm)?.borrow_vec().to_vec();
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let count = modules.length(vm)?;
    let main = || surroundings::while_observed(vm, || vm.call_method(&site, "main", ()).map(drop));
    let Collected {
        mut witnesses,
        fault,
        ..
    } = collect::while_running(main, vm)?;
    let folders: Vec<_> = path(vm)?.borrow_vec().iter().map(customizers).collect();
    let is_customized = folders
        .iter()
        .any(|folder| CUSTOMIZERS.iter().any(|name| folder.has(name)));
    let runs_code = witnesses.iter().any(is_file_with_code);
    if fault.is_some() || is_customized || runs_code || modules.length(vm)? != count {
        return Ok(None);
    }
    witnesses.extend(folders.into_iter().map(Witness::Folder));
    Ok(Some(Done {
        path_before,
        witnesses,
    }))
}

/// What a folder of `sys.path` has for `site` to run.
fn customizers(entry: &PyObjectRef) -> Folder {
    let entry = entry
        .downcast_ref::<PyStr>()
        .and_then(|entry| entry.to_str());
    let names = CUSTOMIZERS.map(str::to_owned).to_vec();
    Folder::look(PathBuf::from(entry.unwrap_or_default()), names)
}

/// Is it a `.pth` file with lines of Python code?
fn is_file_with_code(witness: &Witness) -> bool {
    let Witness::File(path, Some(_)) = witness else {
        return false;
    };
    path.extension().is_some_and(|ending| ending == "pth")
        && fs::read(path).is_ok_and(|text| {
            let mut lines = text.split(|byte| *byte == b'\n');
            lines.any(|line| line.trim_ascii_start().starts_with(b"import"))
        })
}

/// Is the work done that `site.main` would do now? Otherwise nothing is.
///
/// # Errors
/// When `sys.path` is no list.
pub fn is_done(vm: &VirtualMachine) -> PyResult<bool> {
    let Some(done) = done().take() else {
        return Ok(false);
    };
    if done.witnesses.iter().all(Witness::holds) {
        return Ok(true);
    }
    *path(vm)?.borrow_vec_mut() = done.path_before;
    Ok(false)
}

fn path(vm: &VirtualMachine) -> PyResult<PyListRef> {
    vm.sys_module
        .get_attr("path", vm)?
        .downcast::<PyList>()
        .map_err(|_| vm.new_type_error("sys.path is not a list"))
}
