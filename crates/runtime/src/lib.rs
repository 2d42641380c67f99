//! Sets up pyrun's interpreter and runs a program in it.
//!
//! [`Options`] is everything that a command line or an embedding program can
//! ask for, [`Program`] is what to run, and [`run`] does it:
//!
//! ```no_run
//! use pyrun_runtime::{Options, Program, run};
//!
//! let mut options = Options::default();
//! options.lazy.all = true;
//! let code = run(&options, &Program::Command("import json; print(json.dumps(1))".into()));
//! ```
//!
//! [`interpreter`] puts the virtual machine together (standard library, frozen
//! `lib/`, TLS), [`image`] continues from one that another process has put together, [`paths`] says where installed packages live, [`program`] runs
//! scripts, modules, commands and standard input as CPython's `Modules/main.c`
//! does, [`lazy_report`] and [`lazy_log`] write `-X lazyimportsreport` and
//! `-X lazyimportslog`, [`import_record`] begins and ends `-X importrecord`, [`policy`]
//! reads who may be lazy, [`locale`] is the C library's, `modules` has the native
//! modules that RustPython lacks. Knows nothing of command line syntax; depends on
//! the VM only.

pub mod image;
pub mod import_record;
pub mod interpreter;
pub mod lazy_log;
pub mod lazy_report;
pub mod locale;
mod modules;
mod native;
pub mod options;
pub mod paths;
pub mod policy;
pub mod program;

pub use interpreter::run;
pub use options::{LazyImports, Options, ReportTarget};
pub use program::Program;
pub use rustpython_vm as vm;
