//! What Python code does with the environment, the arguments, the standard streams and
//! generators of random numbers while an image is made.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

use super::{collect, witness::Witness};
use crate::{
    Py, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{
        PyBytesRef, PyClassMethod, PyDictRef, PyList, PyStr, PyStrInterned, PyStrRef, PyType,
    },
    compiler::Mode,
    convert::TryFromObject,
    function::FuncArgs,
    lazy,
};

/// Puts something in the place of the environment, the arguments and the standard streams
/// that says what is done with it, and back again.
const SURROUNDINGS: &str = "\
import os, sys
KEPT = {'__new__', '__init__', '__class__', '__getattribute__', '__setattr__', '__doc__'}
CHANGES = {'__setitem__', '__delitem__', '__ior__', 'pop', 'popitem', 'clear', 'update', 'setdefault'}
def observe(method, tell, what):
    def call(self, *rest, **more):
        tell(what)
        return method(self, *rest, **more)
    return call
def observed(base, reads, changes):
    namespace = {}
    for name, method in vars(base).items():
        if name not in KEPT and callable(method):
            tell = changes if name in CHANGES else reads
            namespace[name] = observe(method, *tell)
    return type(base.__name__, (base,), namespace)
class Variables(observed(dict, (environment, None), (fault, 'changes the environment'))):
    def __getitem__(self, name):
        variable(name)
        return dict.__getitem__(self, name)
    def __contains__(self, name):
        variable(name)
        return dict.__contains__(self, name)
    def get(self, name, default=None):
        variable(name)
        return dict.get(self, name, default)
Arguments = observed(list, (fault, 'reads sys.argv'), (fault, 'changes sys.argv'))
class Stream:
    def __init__(self, stream):
        self.__dict__['stream'] = stream
    def fileno(self):
        number = self.stream.fileno()
        descriptor(number)
        return number
    def __getattr__(self, name):
        fault('uses a standard stream')
        return getattr(self.stream, name)
    def __setattr__(self, name, value):
        fault('uses a standard stream')
        setattr(self.stream, name, value)
    def __iter__(self):
        fault('uses a standard stream')
        return iter(self.stream)
LISTS = 'argv', 'orig_argv'
STREAMS = 'stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__'
variables = os.environ._data
originals = {name: getattr(sys, name) for name in LISTS + STREAMS}
Random = getattr(sys.modules.get('random'), 'Random', None)
seed_of_random = getattr(Random, 'seed', None)
setstate_of_random = getattr(Random, 'setstate', None)
def seed(self, a=None, version=2):
    seed_of_random(self, a, version)
    generator(self, a is None)
def setstate(self, state):
    setstate_of_random(self, state)
    generator(self, False)
def begin():
    if Random:
        Random.seed, Random.setstate = seed, setstate
    os.environ._data = os.environb._data = Variables(variables)
    for name in LISTS:
        setattr(sys, name, Arguments(originals[name]))
    for name in STREAMS:
        setattr(sys, name, Stream(originals[name]))
def end():
    if Random:
        Random.seed, Random.setstate = seed_of_random, setstate_of_random
    os.environ._data = os.environb._data = variables
    for name, value in originals.items():
        setattr(sys, name, value)
";

/// Is `folder` the program's own? The answer, which comes from `sys.argv`, says only what
/// else an `ImportError` may be about.
pub(crate) fn is_beside_program(folder: &Path, vm: &VirtualMachine) -> bool {
    let path = vm.sys_module.get_attr("path", vm).ok();
    let path = path.and_then(|path| path.downcast::<PyList>().ok());
    let first = path.and_then(|path| path.borrow_vec().first().cloned());
    let is_own = first.is_some_and(|first| {
        let first = first
            .downcast_ref::<PyStr>()
            .and_then(|first| first.to_str());
        first.is_some_and(|first| folder == Path::new(first))
    });
    if is_own {
        collect::fault("asks whether a module is beside the program".to_owned());
    }
    false
}

/// The environment, the arguments and the standard streams, observed while `work` runs.
///
/// # Errors
/// What `work` returns, or when `os` is not what it should be.
pub(super) fn while_observed(
    vm: &VirtualMachine,
    work: impl FnOnce() -> PyResult<()>,
) -> PyResult<()> {
    let scope = vm.new_scope_with_builtins();
    let variable = |name: PyObjectRef, vm: &VirtualMachine| {
        if let Ok(name) = PyBytesRef::try_from_object(vm, name) {
            let name = OsString::from_vec(name.as_bytes().to_vec());
            if name != Witness::COMMAND {
                collect::witness(Witness::variable(name));
            }
        }
    };
    let descriptor = |number: i32| collect::witness(Witness::Descriptor(number));
    let generator = |generator: PyObjectRef, begins_anywhere: bool| {
        collect::generator(generator, begins_anywhere);
    };
    let environment = |_: PyObjectRef| collect::witness(Witness::environment());
    let fault = |what: PyStrRef| collect::fault(what.to_string_lossy().into_owned());
    let globals: &PyDictRef = &scope.globals;
    globals.set_item("variable", vm.new_function("variable", variable).into(), vm)?;
    globals.set_item(
        "descriptor",
        vm.new_function("descriptor", descriptor).into(),
        vm,
    )?;
    globals.set_item(
        "environment",
        vm.new_function("environment", environment).into(),
        vm,
    )?;
    globals.set_item(
        "generator",
        vm.new_function("generator", generator).into(),
        vm,
    )?;
    globals.set_item("fault", vm.new_function("fault", fault).into(), vm)?;
    let code = vm.compile(SURROUNDINGS, Mode::Exec, "<image>");
    let code = code.map_err(|error| error.into_pyexception(vm, Some(SURROUNDINGS)))?;
    vm.run_code_obj(code, scope.clone())?;
    let call = |name: &str| globals.get_item(name, vm)?.call((), vm);
    let clocks = observe_clocks(vm);
    call("begin")?;
    let result = work();
    call("end")?;
    for (class, name, original) in clocks {
        set_method(&class, name, original);
    }
    result
}

/// Native methods that read the clock: the class's module, its name, theirs.
const CLOCKS: &[(&str, &str, &[&str])] = &[("_datetime", "datetime", &["now", "utcnow", "today"])];

/// Has methods that read the clock say so. Gives what was there.
fn observe_clocks(
    vm: &VirtualMachine,
) -> Vec<(PyRef<PyType>, &'static PyStrInterned, PyObjectRef)> {
    let mut originals = Vec::new();
    for (module, class, methods) in CLOCKS {
        let class = lazy::loaded_module(module, vm)
            .and_then(|module| module.get_attr(*class, vm).ok()?.downcast::<PyType>().ok());
        let Some(class) = class else { continue };
        for method in *methods {
            let name = vm.ctx.intern_str(*method);
            if let Some(original) = class.attributes.get(name) {
                let observed = observed_clock(method, original.clone(), vm);
                set_method(&class, name, observed);
                originals.push((class.clone(), name, original));
            }
        }
    }
    originals
}

fn observed_clock(name: &'static str, original: PyObjectRef, vm: &VirtualMachine) -> PyObjectRef {
    let observer = move |mut args: FuncArgs, vm: &VirtualMachine| -> PyResult {
        collect::fault(format!("calls datetime.{name}()"));
        let class = args.take_positional();
        let method = vm.call_get_descriptor_specific(&original, None, class.as_deref());
        method
            .unwrap_or_else(|| Ok(original.clone()))?
            .call(args, vm)
    };
    PyClassMethod::new_ref(vm.new_function(name, observer).into(), &vm.ctx).into()
}

/// Past the class's being one that nobody may change.
fn set_method(class: &Py<PyType>, name: &'static PyStrInterned, method: PyObjectRef) {
    class.modified();
    class.attributes.insert(name, method);
}
