//! The registry of environment variables: what pyrun reads, and nothing else
//! does. `--help-env` and docs/reference/environment.md are made from it.

use std::ffi::OsString;

/// Where variables come from; tests bring their own.
pub trait Environment {
    /// The value of `name`, if it is set.
    fn get(&self, name: &str) -> Option<OsString>;
}

/// The environment of this process.
#[derive(Clone, Copy, Debug)]
pub struct Process;

impl Environment for Process {
    fn get(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }
}

/// A variable and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What a value does, in a few words.
    pub help: &'static str,
    /// The option that does the same.
    pub option: &'static str,
}

macro_rules! variables {
    ($($constant:ident = $name:literal, $option:literal, $help:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub const $constant: &str = $name;
        )*
        /// Every variable, by name.
        pub const VARIABLES: &[Variable] =
            &[$(Variable { name: $name, help: $help, option: $option },)*];
    };
}

variables! {
    PYRUN_IMAGE_BUILD = "PYRUN_IMAGE_BUILD", "", "0: make no start-up images in the background";
    PYRUN_IMAGE_DIR = "PYRUN_IMAGE_DIR", "", "the folder for start-up images (pyrun/images in the user's\ncache folder)";
    PYRUN_NO_IMAGE = "PYRUN_NO_IMAGE", "-X noimage", "start without an image";
    PYTHONDEBUG = "PYTHONDEBUG", "-d", "enable parser debugging output";
    PYTHONDEVMODE = "PYTHONDEVMODE", "-X dev", "enable the development mode";
    PYTHONDONTWRITEBYTECODE = "PYTHONDONTWRITEBYTECODE", "-B", "do not write .pyc files";
    PYTHONFAULTHANDLER = "PYTHONFAULTHANDLER", "-X faulthandler", "dump the traceback on fatal errors";
    PYTHONHASHSEED = "PYTHONHASHSEED", "", "seed for str and bytes hashes: \"random\" or 0 to 4294967295";
    PYTHONHOME = "PYTHONHOME", "", "prefix of installed packages";
    PYTHONINSPECT = "PYTHONINSPECT", "-i", "go interactive after running the program";
    PYTHONINTMAXSTRDIGITS = "PYTHONINTMAXSTRDIGITS", "-X int_max_str_digits", "limit of int and str conversions; 0 is none";
    PYTHONIOENCODING = "PYTHONIOENCODING", "", "encoding[:errors] of stdin, stdout and stderr";
    PYTHONLAZYIMPORTS = "PYTHONLAZYIMPORTS", "-L", "make every module's imports lazy";
    PYTHONLAZYIMPORTSALL = "PYTHONLAZYIMPORTSALL", "-X lazyimportsall", "make every module's imports lazy";
    PYTHONLAZYIMPORTSPOLICY = "PYTHONLAZYIMPORTSPOLICY", "-X lazyimportspolicy", "policy files, separated as in PATH";
    PYTHONLAZYIMPORTSWARMUP = "PYTHONLAZYIMPORTSWARMUP", "-X lazyimportswarmup", "resolve what is left when a module has run";
    PYTHONNODEBUGRANGES = "PYTHONNODEBUGRANGES", "-X no_debug_ranges", "no column marks in tracebacks";
    PYTHONNOUSERSITE = "PYTHONNOUSERSITE", "-s", "ignore the user's site-packages";
    PYTHONOPTIMIZE = "PYTHONOPTIMIZE", "-O", "remove assert statements; 2 removes docstrings too";
    PYTHONPATH = "PYTHONPATH", "", "folders to put in front of sys.path";
    PYTHONPROFILEIMPORTTIME = "PYTHONPROFILEIMPORTTIME", "-X importtime", "print how long each import takes";
    PYTHONPYCACHEPREFIX = "PYTHONPYCACHEPREFIX", "-X pycache_prefix", "root of the tree for .pyc files";
    PYTHONSAFEPATH = "PYTHONSAFEPATH", "-P", "do not put the program's folder on sys.path";
    PYTHONSTARTUP = "PYTHONSTARTUP", "", "file to run when the interpreter goes interactive";
    PYTHONUNBUFFERED = "PYTHONUNBUFFERED", "-u", "do not buffer stdout and stderr";
    PYTHONUTF8 = "PYTHONUTF8", "-X utf8", "1 (the default) or 0: UTF-8 mode";
    PYTHONVERBOSE = "PYTHONVERBOSE", "-v", "trace import statements";
    PYTHONWARNDEFAULTENCODING = "PYTHONWARNDEFAULTENCODING", "-X warn_default_encoding", "warn when a file is opened with the default encoding";
    PYTHONWARNINGS = "PYTHONWARNINGS", "-W", "warning filters, separated by commas";
    PYTHON_BASIC_REPL = "PYTHON_BASIC_REPL", "", "use the plain REPL";
    PYTHON_CPU_COUNT = "PYTHON_CPU_COUNT", "-X cpu_count", "what os.cpu_count() returns";
    PYTHON_LAZY_IMPORTS = "PYTHON_LAZY_IMPORTS", "-X lazy_imports", "all or normal: PEP 810's mode";
    PYTHON_THREAD_INHERIT_CONTEXT = "PYTHON_THREAD_INHERIT_CONTEXT", "-X thread_inherit_context", "1 or 0: threads inherit the context of their starter";
}
