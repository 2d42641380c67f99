//! Puts the virtual machine together and takes a program through it.

use std::path::Path;
use std::sync::Arc;

use rustpython_stdlib::ssl::providers::CryptoExt;
use rustpython_vm::{
    AsObject, Interpreter, InterpreterBuilder, PyResult, VirtualMachine,
    builtins::PyBaseExceptionRef,
    common::{
        rc::PyRc,
        wtf8::{CodePoint, Wtf8Buf},
    },
    image::{shelf, site as image_site},
    import_record::{Ending, Recorder},
    lazy::{Mode, Policy},
    shutdown,
};

use crate::{
    LazyImports, Options, Program, image, import_record, lazy_log, lazy_report, modules, native,
    paths,
    policy::{self, Loaded, PolicyError},
    program,
};

/// Runs `program` and returns its exit code. The process is expected to end then: what
/// nobody would miss of the program is not taken apart.
///
/// # Errors
/// A mistake in a policy file; nothing has run then.
pub fn run(options: &Options, program: &Program) -> Result<u32, PolicyError> {
    shutdown::process_ends_with_interpreter();
    let Loaded {
        policy,
        filter,
        has_own_rules,
    } = policy::load(options, program)?;
    let recorder = import_record::start(options);
    // SAFETY: `run` is for a process that does nothing else, and no interpreter is there.
    let (interpreter, declined) = match unsafe { image::enter(options, program) } {
        Ok(interpreter) => {
            interpreter.global_state.lazy.set_policy(policy);
            if has_own_rules {
                // Modules in the image have heeded the shipped ones only.
                shelf::close();
            }
            // SAFETY: nobody uses the original any more.
            (unsafe { core::ptr::read(interpreter) }, None)
        }
        Err(declined) => (build(options, policy, recorder.clone()), Some(declined)),
    };
    let outcome = interpreter.enter(|vm| {
        start(vm, options, declined.is_none())?;
        if let Some((filter, file)) = &filter {
            install_filter(filter, file, vm)?;
        }
        vm.state.lazy.start();
        if let Some(recorder) = &recorder {
            recorder.startup();
        }
        program::run(vm, options, program)
    });
    let code = end(interpreter, outcome.err(), options, recorder.as_deref());
    if let Some(declined) = declined {
        image::build_later(options, &declined);
    }
    Ok(code)
}

/// Ends the interpreter, writes the reports, and says the exit code.
fn end(
    interpreter: Interpreter,
    error: Option<PyBaseExceptionRef>,
    options: &Options,
    recorder: Option<&Recorder>,
) -> u32 {
    let LazyImports { report, log, .. } = &options.lazy;
    if report.is_none() && log.is_none() && recorder.is_none() {
        return interpreter.finalize(error);
    }
    // Finalisation takes the interpreter's state away, so hold on to it.
    let (state, ending) = interpreter.enter(|vm| (vm.state.clone(), Ending::now(vm)));
    let code = interpreter.finalize(error);
    if let Some(target) = report {
        lazy_report::write(&state.lazy, ending.modules, target);
    }
    if let Some(target) = log {
        lazy_log::write(&state.lazy, target);
    }
    if let (Some(recorder), Some(path)) = (recorder, &options.import_record) {
        import_record::end(recorder, path, &ending, code);
    }
    code
}

/// Imports the filter function that a policy file names, from beside that file
/// or from `sys.path`, and puts it in force.
fn install_filter(filter: &str, file: &Path, vm: &VirtualMachine) -> PyResult<()> {
    let (module, attributes) = filter.split_once(':').unwrap_or((filter, ""));
    let path = vm.sys_module.get_attr("path", vm)?;
    let folder = file.parent().and_then(Path::to_str).unwrap_or_default();
    vm.call_method(&path, "insert", (0, vm.ctx.new_str(folder)))?;
    let found = vm.import(vm.ctx.intern_str(module), 0).and_then(|_| {
        let modules = vm.sys_module.get_attr("modules", vm)?;
        let mut object = modules.get_item(module, vm)?;
        for name in attributes.split('.') {
            object = object.get_attr(vm.ctx.intern_str(name), vm)?;
        }
        vm.call_method(
            vm.sys_module.as_object(),
            "set_lazy_imports_filter",
            (object,),
        )
    });
    vm.call_method(&path, "remove", (vm.ctx.new_str(folder),))?;
    if let Err(error) = &found {
        let note = format!("the filter '{filter}' is named in {}", file.display());
        vm.call_method(error.as_object(), "add_note", (vm.ctx.new_str(note),))?;
    }
    found.map(|_| ())
}

pub(crate) fn build(
    options: &Options,
    policy: Policy,
    recorder: Option<Arc<Recorder>>,
) -> Interpreter {
    let builder = InterpreterBuilder::new().settings(options.settings());
    let mut defs = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
    defs.push(native::module_def(&builder.ctx));
    defs.extend(modules::module_defs(&builder.ctx));
    #[cfg(target_os = "linux")]
    defs.extend(modules::additions::module_defs(&defs, &builder.ctx));
    let mode = Mode {
        all: options.lazy.all,
        warm_up: options.lazy.warm_up,
        record: options.lazy.report.is_some() || options.lazy.log.is_some(),
        explicit_all: options.lazy.explicit_all,
        verify: options.lazy.verify,
        fail_once: options.lazy.fail_once,
    };
    let home = options.home.clone();
    let import_time = options.import_time;
    builder
        .add_native_modules(&defs)
        .add_frozen_modules(rustpython_pylib::FROZEN_STDLIB)
        .add_frozen_modules(OWN_MODULES)
        .init_hook(install_tls)
        .init_hook(move |vm| {
            paths::configure(vm, home.as_deref());
            if let Some(state) = PyRc::get_mut(&mut vm.state) {
                state.lazy.configure(mode, policy.clone());
                state.import_times.configure(import_time);
                state.import_record.configure(recorder);
            }
        })
        .interpreter()
}

/// `lib/`: pyrun's own Python code.
const OWN_MODULES: &rustpython_vm::frozen::FrozenLib =
    rustpython_vm::py_freeze!(dir = "../../../lib");

/// TLS for the `ssl` module, with everything that aws-lc offers.
fn install_tls(_vm: &mut VirtualMachine) {
    use rustls::crypto::aws_lc_rs;

    let extension = CryptoExt {
        all_cipher_suites: Some(aws_lc_rs::ALL_CIPHER_SUITES),
        default_cipher_suites: Some(aws_lc_rs::DEFAULT_CIPHER_SUITES),
        all_kx_groups: Some(aws_lc_rs::ALL_KX_GROUPS),
        any_supported_key: Some(aws_lc_rs::sign::any_supported_type),
        ticketer: aws_lc_rs::Ticketer::new,
    };
    // Fails only if there is a provider already, and then that one serves.
    let _ = CryptoExt::set_provider(aws_lc_rs::default_provider(), extension);
}

/// What CPython does between creating the interpreter and running the program
/// (`Py_InitializeFromConfig`). Everything in here imports eagerly.
fn start(vm: &VirtualMachine, options: &Options, resumed: bool) -> PyResult<()> {
    let set = |name: &str, value: &[std::ffi::OsString]| {
        let list = value
            .iter()
            .map(|argument| vm.ctx.new_str(decode(argument)).into())
            .collect();
        vm.sys_module
            .set_attr(vm.ctx.intern_str(name), vm.ctx.new_list(list), vm)
    };
    set("argv", &options.arguments)?;
    set("orig_argv", &options.original_arguments)?;
    if let Some(prefix) = &options.pycache_prefix {
        vm.sys_module
            .set_attr("pycache_prefix", vm.ctx.new_str(prefix.as_str()), vm)?;
    }
    if !options.warnings.is_empty() {
        vm.import("warnings", 0)?;
    }
    let site = || {
        let site = vm.import("site", 0)?;
        // An image has it loaded, and may have done its work.
        if resumed && !image_site::is_done(vm)? {
            vm.call_method(&site, "main", ())?;
        }
        PyResult::Ok(())
    };
    if options.site
        && let Err(error) = site()
    {
        if error.fast_isinstance(vm.ctx.exceptions.system_exit) {
            return Err(error);
        }
        vm.print_exception(&error);
    }
    if options.faulthandler {
        vm.run_simple_string("import faulthandler; faulthandler.enable()")?;
    }
    Ok(())
}

/// An argument as `os.fsdecode` gives it: bytes that are not UTF-8 become lone
/// surrogates (PEP 383).
pub(crate) fn decode(argument: &std::ffi::OsStr) -> Wtf8Buf {
    let mut text = Wtf8Buf::new();
    for chunk in argument.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push(escape(*byte));
        }
    }
    text
}

fn escape(byte: u8) -> CodePoint {
    // 0xDC80 + (byte - 0x80) is a surrogate, and every surrogate is a code point.
    CodePoint::from_u32(0xDC00 + u32::from(byte)).unwrap_or_else(|| '\u{fffd}'.into())
}
