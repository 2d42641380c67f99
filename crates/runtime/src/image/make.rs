//! The process that becomes an image.

use std::fmt;
use std::path::Path;

use pyrun_image::Builder;
use pyrun_image::dump::{self, Contents, Refused};
use rustpython_vm::{
    PyResult, VirtualMachine,
    compiler::Mode,
    image::{
        observe, site,
        stocking::{self, Stocked},
    },
    lazy::Policy,
    packed_code, shutdown,
};
use serde::{Deserialize, Serialize};

use super::key::{self, Unsupported};
use super::modules::SHELVED;
use super::program::Plan;
use crate::{Options, interpreter, policy::shipped};

/// What is written down about an image, for people.
#[derive(Debug, Deserialize, Serialize)]
pub struct Notes {
    /// pyrun's version.
    pub version: String,
    /// The modules of every start.
    pub modules: Vec<String>,
    /// The modules for programs that import them.
    pub shelved: Vec<String>,
    /// The switches that it is for.
    pub switches: Vec<String>,
    /// The program that it is for, if it is for one.
    #[serde(default)]
    pub plan: Option<Plan>,
}

/// Why there is no image.
#[derive(Debug)]
pub enum Error {
    /// These settings are not for images.
    Unsupported(Unsupported),
    /// The interpreter's start failed; it has said why.
    Start,
    /// The process holds something that cannot be in an image.
    Refused(Refused),
    /// Modules have to be left out, and why. The process has imported them by now.
    Faults(Vec<(String, String)>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(reason) => reason.fmt(f),
            Self::Start => f.write_str("the interpreter did not start"),
            Self::Refused(reason) => reason.fmt(f),
            Self::Faults(faults) => write!(f, "{} modules cannot be in it", faults.len()),
        }
    }
}

impl std::error::Error for Error {}

/// Starts an interpreter as `options` say and writes it to `path`. The process is good for
/// nothing else then.
///
/// # Errors
/// Why there is no image.
pub fn make(
    builder: Builder,
    options: &Options,
    switches: Vec<String>,
    plan: Option<Plan>,
    path: &Path,
) -> Result<(), Error> {
    shutdown::process_ends_with_interpreter();
    packed_code::read_at_once(true);
    let identity = plan.as_ref().map(|plan| &*plan.identity);
    let key = key::of(options, identity).map_err(Error::Unsupported)?;
    let policy = Policy::new(Vec::new(), shipped::rules());
    let interpreter = Box::leak(Box::new(interpreter::build(options, policy, None)));
    let prepared = interpreter.enter(|vm| {
        let prepared = prepare(vm, options).and_then(|()| {
            let modules = module_names(vm)?;
            let stocked = stock(vm, options, plan.as_ref())?;
            if options.site {
                site::run(vm)?;
            }
            Ok((modules, stocked))
        });
        prepared.map_err(|error| vm.print_exception(&error))
    });
    let (modules, stocked) = prepared.map_err(|()| Error::Start)?;
    if !stocked.faults.is_empty() {
        return Err(Error::Faults(stocked.faults));
    }
    interpreter.rest();
    let notes = Notes {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        modules,
        shelved: stocked.modules,
        switches,
        plan,
    };
    let notes = serde_json::to_vec(&notes).unwrap_or_default();
    let contents = Contents {
        key,
        root: (&raw const *interpreter).expose_provenance(),
        notes: &notes,
    };
    dump::write(builder, path, contents).map_err(Error::Refused)
}

/// Loads `site` as under `-S`, without doing its work.
const LOAD_SITE: &str = "\
import sys
class WithoutSite:
    no_site = 1
    def __getattr__(self, name):
        return getattr(flags, name)
flags = sys.flags
sys.flags = WithoutSite()
try:
    import site
finally:
    sys.flags = flags
";

/// Loads what a start loads, with the system's functions observed. The work of `site` comes
/// last: [`site::run`].
fn prepare(vm: &VirtualMachine, options: &Options) -> PyResult<()> {
    observe::start(vm)?;
    if !options.warnings.is_empty() {
        vm.import("warnings", 0)?;
    }
    if options.site {
        let scope = vm.new_scope_with_builtins();
        let code = vm.compile(LOAD_SITE, Mode::Exec, "<image>");
        let code = code.map_err(|error| error.into_pyexception(vm, Some(LOAD_SITE)))?;
        vm.run_code_obj(code, scope)?;
    }
    Ok(())
}

/// Loads what programs may import, lazily or not, as they would.
fn stock(vm: &VirtualMachine, options: &Options, plan: Option<&Plan>) -> PyResult<Stocked> {
    let lazy = &options.lazy;
    // Each of these is about what happens when a module's code runs.
    if lazy.explicit_all || lazy.warm_up || lazy.verify || lazy.fail_once {
        return Ok(Stocked::default());
    }
    vm.state.lazy.start();
    let program = plan.map(Plan::shelf);
    let stocked = stocking::stock(SHELVED, program.as_ref(), vm);
    vm.state.lazy.stop();
    stocked
}

fn module_names(vm: &VirtualMachine) -> PyResult<Vec<String>> {
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let names = vm.extract_elements_with(&modules, |name| Ok(name.str(vm)?.to_string()))?;
    Ok(names)
}
