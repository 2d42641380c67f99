//! What Python code asks the system while an image is made.
//!
//! The native functions that reach outside of the interpreter are replaced, before anybody
//! has them, by ones that look the same and say so first. What is read of files becomes a
//! [`Witness`]; whatever else is done, only a process of its own can do.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::sync::atomic::{AtomicBool, Ordering};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::{collect, traces, witness::Witness};
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{
        PyBytesRef, PyDictRef, PyInt, PyList, PySet, PyStr, PyStrRef,
        builtin_func::PyNativeFunction,
    },
    compiler::Mode,
    convert::TryFromObject,
    function::{Callee, FsPath, FuncArgs, PyMethodDef},
    lazy::loaded_module,
    native_import,
    object::PyAtomicRef,
};

/// What a function's result depends on.
#[derive(Clone, Copy)]
enum Kind {
    /// Its arguments.
    Pure,
    /// Its arguments; without the last of so many it reads the clock.
    PureWith(usize),
    /// The file that its first argument names.
    ReadsFile,
    /// That file, unless its second argument says that it is written.
    OpensFile,
    /// The entries of the folder that its first argument names.
    ListsFolder,
    /// The user and the group.
    ReadsUser,
    /// The working folder.
    ReadsWorkingFolder,
    /// The kernel, the host name and the machine.
    ReadsSystem,
    /// The file descriptor that is its first argument, which comes from elsewhere.
    ReadsDescriptor,
    /// The process and its surroundings, or it changes them.
    Process,
}

/// The native modules that reach outside, what their functions do, and what all others of
/// theirs do.
const MODULES: &[(&str, &[(&[&str], Kind)], Kind)] = &[
    (
        "posix",
        &[
            (&["stat", "lstat", "access", "readlink"], Kind::ReadsFile),
            (&["listdir", "scandir"], Kind::ListsFolder),
            (&["getcwd", "getcwdb"], Kind::ReadsWorkingFolder),
            (&["getuid", "geteuid", "getgid", "getegid"], Kind::ReadsUser),
            (&["uname"], Kind::ReadsSystem),
            (
                &["fstat", "read", "close", "lseek", "get_inheritable"],
                Kind::ReadsDescriptor,
            ),
            (
                &[
                    "fspath",
                    "register_at_fork",
                    "strerror",
                    "_path_normpath",
                    "_path_splitroot",
                    "_path_splitroot_ex",
                    "_path_normpath_ex",
                    "WIFEXITED",
                    "WEXITSTATUS",
                    "waitstatus_to_exitcode",
                    "major",
                    "minor",
                    "makedev",
                ],
                Kind::Pure,
            ),
        ],
        Kind::Process,
    ),
    (
        "_io",
        &[
            (&["open"], Kind::OpensFile),
            (&["open_code"], Kind::ReadsFile),
        ],
        Kind::Pure,
    ),
    (
        "time",
        &[
            (&["mktime", "get_clock_info", "strptime"], Kind::Pure),
            (
                &["gmtime", "localtime", "ctime", "asctime"],
                Kind::PureWith(1),
            ),
            (&["strftime"], Kind::PureWith(2)),
        ],
        Kind::Process,
    ),
    (
        "sys",
        &[(
            &[
                "setrecursionlimit",
                "setswitchinterval",
                "setdlopenflags",
                "set_int_max_str_digits",
                "set_asyncgen_hooks",
                "set_coroutine_origin_tracking_depth",
                "settrace",
                "setprofile",
                "addaudithook",
                "set_lazy_imports",
                "set_lazy_imports_filter",
                "exit",
            ],
            Kind::Process,
        )],
        Kind::Pure,
    ),
    (
        "gc",
        &[(
            &["collect", "get_objects", "isenabled", "is_tracked"],
            Kind::Pure,
        )],
        Kind::Process,
    ),
    (
        "_thread",
        &[(
            &[
                "start_new_thread",
                "start_new",
                "start_joinable_thread",
                "interrupt_main",
                "stack_size",
                "get_native_id",
            ],
            Kind::Process,
        )],
        Kind::Pure,
    ),
    (
        "_signal",
        &[(
            &[
                "default_int_handler",
                "strsignal",
                "valid_signals",
                "getsignal",
            ],
            Kind::Pure,
        )],
        Kind::Process,
    ),
    (
        "_codecs",
        &[(&["register", "register_error", "unregister"], Kind::Process)],
        Kind::Pure,
    ),
    (
        "_locale",
        &[(&["strcoll", "strxfrm"], Kind::Pure)],
        Kind::Process,
    ),
    (
        "_socket",
        &[
            (&["gethostname"], Kind::ReadsSystem),
            (
                &[
                    "htons",
                    "ntohs",
                    "htonl",
                    "ntohl",
                    "inet_aton",
                    "inet_ntoa",
                    "inet_pton",
                    "inet_ntop",
                    "getdefaulttimeout",
                    "CMSG_LEN",
                    "CMSG_SPACE",
                ],
                Kind::Pure,
            ),
        ],
        Kind::Process,
    ),
    ("_posixsubprocess", &[], Kind::Process),
    ("fcntl", &[], Kind::Process),
    ("resource", &[], Kind::Process),
    ("select", &[], Kind::Process),
    ("termios", &[], Kind::Process),
    ("faulthandler", &[], Kind::Process),
    ("_uuid", &[], Kind::Process),
    ("pwd", &[], Kind::Process),
    ("grp", &[], Kind::Process),
];

/// Native modules that keep something of the process once they are there.
const OF_THE_PROCESS: &[&str] = &[
    "_ctypes",
    "_curses",
    "_curses_panel",
    "_multiprocessing",
    "_posixshmem",
    "_sqlite3",
    "mmap",
    "readline",
    "syslog",
];

/// Are functions replaced?
static HAS_STARTED: AtomicBool = AtomicBool::new(false);

/// Replaces the functions of the modules that are there, and of those to come.
///
/// # Errors
/// When a module is not what it should be.
pub fn start(vm: &VirtualMachine) -> PyResult<()> {
    HAS_STARTED.store(true, Ordering::Relaxed);
    for (module, _, _) in MODULES {
        loaded(module, vm)?;
    }
    Ok(())
}

/// `name` has been loaded: replaces its functions if they reach outside.
pub(super) fn loaded(name: &str, vm: &VirtualMachine) -> PyResult<()> {
    if !HAS_STARTED.load(Ordering::Relaxed) {
        return Ok(());
    }
    if OF_THE_PROCESS.contains(&name) {
        collect::fault(format!("loads {name}"));
    }
    let Some((module, kinds, rest)) = MODULES.iter().find(|(module, ..)| *module == name) else {
        return Ok(());
    };
    let Some(object) = loaded_module(module, vm) else {
        return Ok(());
    };
    let Some(namespace) = object.dict() else {
        return Ok(());
    };
    for (_, value) in namespace._as_dict_inner().raw_entries() {
        let Some(function) = value.downcast_ref::<PyNativeFunction>() else {
            continue;
        };
        let name = function.value.name;
        let special = kinds.iter().find(|(names, _)| names.contains(&name));
        let kind = special.map_or(*rest, |(_, kind)| *kind);
        if !matches!(kind, Kind::Pure) {
            replace(&value, &observed(function, module, kind, vm), vm)?;
        }
    }
    Ok(())
}

/// Puts `new` in the place of `old` in every module that has it.
fn replace(old: &PyObject, new: &PyObject, vm: &VirtualMachine) -> PyResult<()> {
    for (_, module) in traces::modules(vm) {
        let Some(namespace) = module.dict() else {
            continue;
        };
        for (name, value) in namespace._as_dict_inner().raw_entries() {
            if value.is(old) {
                namespace.set_item(&*name, new.to_owned(), vm)?;
            } else if let Some(set) = value.downcast_ref_if_exact::<PySet>(vm)
                && set.elements().iter().any(|element| element.is(old))
            {
                // `os.supports_fd` and its like.
                vm.call_method(&value, "discard", (old.to_owned(),))?;
                vm.call_method(&value, "add", (new.to_owned(),))?;
            }
        }
    }
    Ok(())
}

/// A function like `original` that says first that it is called.
fn observed(
    original: &PyNativeFunction,
    module: &'static str,
    kind: Kind,
    vm: &VirtualMachine,
) -> PyObjectRef {
    let (name, call) = (original.value.name, original.value.func);
    let observer = move |vm: &VirtualMachine, args: FuncArgs, callee: Callee| -> PyResult {
        if collect::judges() {
            called(module, name, kind, &args, vm);
        }
        call(vm, args, callee)
    };
    let definition = PyMethodDef {
        func: Box::leak(Box::new(observer)),
        ..*original.value
    };
    let function = PyNativeFunction {
        value: Box::leak(Box::new(definition)),
        zelf: original.zelf.clone(),
        module_object: original.module_object.clone(),
        module: PyAtomicRef::from(original.module.deref().map(ToOwned::to_owned)),
        _method_def_owner: None,
    };
    function.into_ref(&vm.ctx).into()
}

#[cold]
fn called(module: &str, name: &str, kind: Kind, args: &FuncArgs, vm: &VirtualMachine) {
    let path = || -> Option<PathBuf> {
        let path = FsPath::try_from_object(vm, args.args.first()?.clone()).ok()?;
        let path = PathBuf::from(path.as_os_str(vm).ok()?.into_owned());
        path.is_absolute().then_some(path)
    };
    let witness = match kind {
        Kind::Pure => return,
        Kind::ReadsDescriptor if !is_standard_stream(args) => return,
        Kind::PureWith(count) if args.args.len() >= count => return,
        Kind::ReadsFile => path().map(Witness::file),
        Kind::OpensFile if is_for_reading(args) => path().map(Witness::file),
        // It looks for modules: their names count.
        Kind::ListsFolder if native_import::is_running(vm) => return,
        Kind::ListsFolder => path().map(Witness::listing),
        Kind::ReadsUser => Some(Witness::user()),
        Kind::ReadsSystem => Some(Witness::system()),
        Kind::ReadsWorkingFolder => Some(Witness::working_folder()),
        Kind::PureWith(_) | Kind::OpensFile | Kind::ReadsDescriptor | Kind::Process => None,
    };
    match witness {
        // importlib looks at the source, too.
        Some(Witness::File(path, _)) if is_cache(&path) => {}
        Some(witness) => collect::witness(witness),
        None => collect::fault(format!("calls {module}.{name}()")),
    }
}

/// Is the first argument the descriptor of standard input, output or error?
fn is_standard_stream(args: &FuncArgs) -> bool {
    let number = args
        .args
        .first()
        .and_then(|number| number.downcast_ref::<PyInt>());
    number.is_some_and(|number| *number.as_bigint() >= 0.into() && *number.as_bigint() <= 2.into())
}

/// Is `path` a file of cached bytecode?
fn is_cache(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    folder.is_some_and(|folder| folder == "__pycache__")
}

fn is_for_reading(args: &FuncArgs) -> bool {
    let mode = args.args.get(1).or_else(|| args.kwargs.get("mode"));
    mode.is_none_or(|mode| {
        let mode = mode.downcast_ref::<PyStr>().and_then(|mode| mode.to_str());
        mode.is_some_and(|mode| !mode.contains(['w', 'a', 'x', '+']))
    })
}
