//! Around importlib's functions.
//!
//! Every way to a module leads through `_find_and_load`: import statements,
//! `__import__`, `importlib.import_module`, the packages around a module. So when
//! imports are recorded, five names in importlib's two modules mean functions of ours,
//! which call the ones that were there.

use core::cell::{Cell, RefCell};

use super::{Recorder, load::Source, place, spec};
use crate::{
    AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyDict, PyStr},
    function::FuncArgs,
};

/// What calls the original function and records what happens.
type Around = fn(&PyObject, FuncArgs, &Recorder, &VirtualMachine) -> PyResult;

/// What this thread's innermost `_find_and_load_unlocked` has come to.
enum Stage {
    Nothing,
    /// The packages around this module are being imported.
    Asked(String),
    /// The module is being loaded.
    Begun(u64),
}

std::thread_local! {
    static STAGE: RefCell<Stage> = const { RefCell::new(Stage::Nothing) };
    /// How often this thread has found that it has to load a module.
    static MISSING: Cell<u64> = const { Cell::new(0) };
}

/// Puts the recorder around importlib, if there is one.
///
/// # Errors
/// A part of importlib is missing.
pub(crate) fn install(vm: &VirtualMachine) -> PyResult<()> {
    if !vm.state.import_record.is_on() {
        return Ok(());
    }
    let modules = vm.sys_module.get_attr("modules", vm)?;
    let bootstrap = modules.get_item("_frozen_importlib", vm)?;
    let external = modules.get_item("_frozen_importlib_external", vm)?;
    let own: [(&'static str, Around); 3] = [
        ("_find_and_load", find_and_load),
        ("_find_and_load_unlocked", find_and_load_unlocked),
        ("_find_spec", find_spec),
    ];
    for (name, around) in own {
        put_around(&bootstrap, name, bootstrap.get_attr(name, vm)?, around, vm)?;
    }
    let exec_ = vm.builtins.get_attr("exec", vm)?;
    put_around(&bootstrap, "exec", exec_.clone(), execute, vm)?;
    put_around(&external, "exec", exec_, execute, vm)?;
    let compile_ = vm.builtins.get_attr("compile", vm)?;
    put_around(&external, "compile", compile_, compile, vm)
}

/// Lets `name` in `module` mean `around` with `original` in it.
fn put_around(
    module: &PyObject,
    name: &'static str,
    original: PyObjectRef,
    around: Around,
    vm: &VirtualMachine,
) -> PyResult<()> {
    let function = vm.new_function(
        name,
        move |args: FuncArgs, vm: &VirtualMachine| -> PyResult {
            match vm.state.import_record.get() {
                Some(recorder) => around(&original, args, recorder, vm),
                None => original.call_with_args(args, vm),
            }
        },
    );
    module.set_attr(name, function, vm)
}

/// `_find_and_load(name, import_)`: somebody imports the module. If this thread does
/// not load it, it is there already or another thread has loaded it meanwhile.
fn find_and_load(
    original: &PyObject,
    args: FuncArgs,
    recorder: &Recorder,
    vm: &VirtualMachine,
) -> PyResult {
    let name = name_in(&args);
    let missing = MISSING.get();
    let result = original.call_with_args(args, vm);
    if MISSING.get() == missing
        && let Some(name) = name
    {
        not_loaded(&name, &result, recorder, vm);
    }
    result
}

/// `_find_and_load_unlocked(name, import_)`: the module is not there. Its packages are
/// imported first, and its own load begins with the search for it.
fn find_and_load_unlocked(
    original: &PyObject,
    args: FuncArgs,
    recorder: &Recorder,
    vm: &VirtualMachine,
) -> PyResult {
    MISSING.set(MISSING.get() + 1);
    let stage = name_in(&args).map_or(Stage::Nothing, Stage::Asked);
    let outer = STAGE.replace(stage);
    let result = original.call_with_args(args, vm);
    match STAGE.replace(outer) {
        Stage::Begun(id) => {
            let error = result.as_ref().err().map(text_of);
            recorder.end_load(id, error.as_deref());
        }
        // Its package has loaded it, or is none, or has failed.
        Stage::Asked(name) => not_loaded(&name, &result, recorder, vm),
        Stage::Nothing => {}
    }
    result
}

/// The module was imported or was not to be had, and this thread has not loaded it.
fn not_loaded(name: &str, result: &PyResult, recorder: &Recorder, vm: &VirtualMachine) {
    match result {
        Ok(_) => recorder.edge(name, vm),
        Err(error) => {
            if let Some(id) = recorder.begin_load(name, vm) {
                recorder.end_load(id, Some(&text_of(error)));
            }
        }
    }
}

/// `_find_spec(name, path, target=None)`.
fn find_spec(
    original: &PyObject,
    args: FuncArgs,
    recorder: &Recorder,
    vm: &VirtualMachine,
) -> PyResult {
    let name = name_in(&args);
    let is_wanted = STAGE.with_borrow(
        |stage| matches!((stage, &name), (Stage::Asked(asked), Some(name)) if asked == name),
    );
    let id = name
        .filter(|_| is_wanted)
        .and_then(|name| recorder.begin_load(&name, vm));
    let Some(id) = id else {
        return original.call_with_args(args, vm);
    };
    STAGE.set(Stage::Begun(id));
    let start = recorder.now();
    let result = original.call_with_args(args, vm);
    let now = recorder.now();
    let source = match &result {
        Ok(found) if !vm.is_none(found) => spec::source(found, vm),
        _ => Source::default(),
    };
    recorder.with_load(|load| {
        load.phases.find_ends(start, now);
        load.source = source;
    });
    result
}

/// `exec(code, namespace)`: a module's code runs, that of the module which this thread
/// loads or of one that somebody executes by hand.
fn execute(
    original: &PyObject,
    args: FuncArgs,
    recorder: &Recorder,
    vm: &VirtualMachine,
) -> PyResult {
    let namespace = args.args.get(1).cloned();
    let Some(namespace) = namespace
        .as_deref()
        .and_then(|namespace| namespace.downcast_ref::<PyDict>())
    else {
        return original.call_with_args(args, vm);
    };
    let name = place::name_of(namespace, vm);
    let now = recorder.now();
    let is_expected = recorder.with_load(|load| {
        let is_this = load.module == name && !load.phases.is_executing();
        if is_this {
            load.phases.execution_begins(now);
        }
        is_this
    });
    if is_expected == Some(true) {
        let result = original.call_with_args(args, vm);
        let now = recorder.now();
        recorder.with_load(|load| load.phases.execution_ends(now));
        return result;
    }
    let own_spec = namespace.get_item_opt("__spec__", vm).ok().flatten();
    let source = own_spec.map_or_else(Source::default, |own_spec| spec::source(&own_spec, vm));
    let id = recorder.begin_execution(&name, source, vm);
    let result = original.call_with_args(args, vm);
    if let Some(id) = id {
        let error = result.as_ref().err().map(text_of);
        recorder.end_load(id, error.as_deref());
    }
    result
}

/// `compile(…)` in a loader of source files: there was no valid cached code.
fn compile(
    original: &PyObject,
    args: FuncArgs,
    recorder: &Recorder,
    vm: &VirtualMachine,
) -> PyResult {
    recorder.with_load(|load| {
        if !load.phases.is_executing() && load.source.loader == Some("bytecode") {
            load.source.loader = Some("source");
        }
    });
    original.call_with_args(args, vm)
}

/// The first argument, if it is text.
fn name_in(args: &FuncArgs) -> Option<String> {
    let name = args.args.first()?.downcast_ref::<PyStr>()?;
    Some(name.to_str()?.to_owned())
}

/// The type of an exception and its message, as far as they are known without asking it.
fn text_of(error: &PyBaseExceptionRef) -> String {
    let class = error.class().name().to_string();
    let args = error.args();
    let message = args
        .as_slice()
        .iter()
        .find_map(|arg| arg.downcast_ref::<PyStr>());
    match message {
        Some(message) => format!("{class}: {message}"),
        None => class,
    }
}
