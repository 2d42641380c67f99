//! Where pyrun's installed packages live.
//!
//! The standard library is inside the binary, so there is no landmark on disk
//! from which a prefix could be found as CPython finds its own. In a virtual
//! environment the prefix is the environment (`pyvenv.cfg`); otherwise it is
//!
//! 1. `PYTHONHOME`;
//! 2. the parent of the executable's folder, if that is called `bin` and an
//!    installation stands there (`lib/rustpython3.14t`);
//! 3. the user's data folder: `$XDG_DATA_HOME/pyrun` or `~/.local/share/pyrun`;
//! 4. without a home, the executable's own folder.

use std::env;
use std::path::{Component, Path, PathBuf};

use rustpython_vm::{VirtualMachine, common::rc::PyRc, version, vm::Paths};

/// Corrects the paths that the virtual machine has worked out. Called before it
/// runs any Python code.
pub(crate) fn configure(vm: &mut VirtualMachine, home: Option<&Path>) {
    let Some(state) = PyRc::get_mut(&mut vm.state) else {
        // Only possible once the interpreter runs, and it does not.
        return;
    };
    let given = state.config.settings.path_list.len();
    correct(&mut state.config.paths, given, home);
}

/// Corrects `paths`, of which the first `given` for modules came from the user.
pub(crate) fn correct(paths: &mut Paths, given: usize, home: Option<&Path>) {
    let in_environment = paths.prefix != paths.base_prefix;
    // In an environment the program is called `python`, beside the real one it is not.
    if !Path::new(&paths.base_executable).exists()
        && let Ok(real) = Path::new(&paths.executable).canonicalize()
    {
        paths.base_executable = real.to_string_lossy().into_owned();
    }
    let executable_folder = Path::new(&paths.base_executable).parent();
    let prefix = base_prefix(home, executable_folder);
    // As sysconfig names it: programs tell standard modules by this folder.
    let stdlib = prefix.join("lib").join(packages_folder());
    let text = |path: &Path| path.to_string_lossy().into_owned();

    paths.base_prefix = text(&prefix);
    paths.base_exec_prefix.clone_from(&paths.base_prefix);
    if in_environment {
        // `site` works it out from `../env/bin/python` as `abspath` does.
        paths.prefix = text(&without_dots(Path::new(&paths.prefix)));
        paths.exec_prefix = text(&without_dots(Path::new(&paths.exec_prefix)));
    } else {
        paths.prefix.clone_from(&paths.base_prefix);
        paths.exec_prefix.clone_from(&paths.base_prefix);
    }
    // Its modules are not there: it is what they give as their `__file__`.
    paths.stdlib_dir = Some(text(&stdlib));
    let archive =
        prefix
            .join("lib")
            .join(format!("python{}{}.zip", version::MAJOR, version::MINOR));
    paths.module_search_paths.truncate(given);
    paths
        .module_search_paths
        .extend([text(&archive), text(&stdlib)]);
}

/// `path` with `.` and `..` worked out by name, whatever links there are.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

fn base_prefix(home: Option<&Path>, executable_folder: Option<&Path>) -> PathBuf {
    if let Some(home) = home {
        return home.to_path_buf();
    }
    if let Some(folder) = executable_folder
        && folder.ends_with("bin")
        && let Some(parent) = folder.parent()
        && parent.join("lib").join(packages_folder()).is_dir()
    {
        return parent.to_path_buf();
    }
    data_home()
        .map(|folder| folder.join("pyrun"))
        .or_else(|| executable_folder.map(Path::to_path_buf))
        .unwrap_or_else(|| PathBuf::from("/"))
}

/// The folder below `lib` that the standard library's `sysconfig` takes for the
/// standard library's own, with site-packages in it.
fn packages_folder() -> String {
    format!("rustpython{}.{}t", version::MAJOR, version::MINOR)
}

fn data_home() -> Option<PathBuf> {
    let absolute = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local/share")))
}
