//! Running a program: what CPython's `Modules/main.c` does.

use std::ffi::OsString;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyCode, PyStr},
    scope::Scope,
};

use crate::{Options, interpreter::decode};

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// `-c`: source text.
    Command(String),
    /// `-m`: a module, found on `sys.path`.
    Module(String),
    /// A file, a folder or a zip archive with a `__main__` module.
    File(PathBuf),
    /// Standard input, `-` or nothing: interactive on a terminal.
    Stdin,
}

/// Runs `program` in the module `__main__`, then the REPL if that was asked for.
pub(crate) fn run(vm: &VirtualMachine, options: &Options, program: &Program) -> PyResult<()> {
    let scope = vm.new_scope_with_main()?;
    let interactive = matches!(program, Program::Stdin) && std::io::stdin().is_terminal();
    let result = match program {
        Program::Command(source) => run_command(vm, options, scope, source),
        Program::Module(name) => run_module(vm, options, name),
        Program::File(path) => run_file(vm, options, &scope, path),
        Program::Stdin if interactive => return run_repl(vm, options, true),
        Program::Stdin => run_stdin(vm, options, &scope),
    };
    // The program may have set the variable itself (CPython's pymain_repl).
    let inspect = options.inspect
        || (!options.ignore_environment
            && std::env::var_os("PYTHONINSPECT").is_some_and(|value| !value.is_empty()));
    if !inspect {
        return result;
    }
    if let Err(error) = result {
        if error.fast_isinstance(vm.ctx.exceptions.system_exit) && !options.inspect {
            return Err(error);
        }
        vm.print_exception(&error);
    }
    run_repl(vm, options, false)
}

fn run_command(vm: &VirtualMachine, options: &Options, scope: Scope, source: &str) -> PyResult<()> {
    set_path0(vm, options, "")?;
    vm.run_string(scope, &dedent(source), "<string>").map(drop)
}

fn run_module(vm: &VirtualMachine, options: &Options, name: &str) -> PyResult<()> {
    let folder = std::env::current_dir().unwrap_or_default();
    set_path0(vm, options, decode(folder.as_os_str()))?;
    let runpy = vm.import("runpy", 0)?;
    let run = runpy.get_attr("_run_module_as_main", vm)?;
    run.call((vm.ctx.new_str(name), true), vm).map(drop)
}

fn run_file(vm: &VirtualMachine, options: &Options, scope: &Scope, path: &Path) -> PyResult<()> {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    if holds_main_module(&absolute) {
        vm.insert_sys_path(vm.ctx.new_str(decode(absolute.as_os_str())).into())?;
        let runpy = vm.import("runpy", 0)?;
        let run = runpy.get_attr("_run_module_as_main", vm)?;
        return run.call((vm.ctx.new_str("__main__"), false), vm).map(drop);
    }
    let source = match read_file(&absolute) {
        Ok(source) => source,
        Err(error) => return cannot_open(vm, &absolute, &error),
    };
    let resolved = absolute.canonicalize().unwrap_or_else(|_| absolute.clone());
    let folder = resolved.parent().map(Path::as_os_str).unwrap_or_default();
    set_path0(vm, options, decode(folder))?;

    let name: PyObjectRef = vm.ctx.new_str(decode(absolute.as_os_str())).into();
    if absolute
        .extension()
        .is_some_and(|extension| extension == "pyc")
    {
        set_main(vm, scope, &name, "SourcelessFileLoader")?;
        let loader = scope.globals.get_item("__loader__", vm)?;
        let code = vm.call_method(&loader, "get_code", (vm.ctx.new_str("__main__"),))?;
        let code = code
            .downcast::<PyCode>()
            .map_err(|_| vm.new_runtime_error("Bad code object in .pyc file"))?;
        return vm.run_code_obj(code, scope.clone()).map(drop);
    }
    set_main(vm, scope, &name, "SourceFileLoader")?;
    run_source(vm, options, scope, &source, name)
}

fn run_stdin(vm: &VirtualMachine, options: &Options, scope: &Scope) -> PyResult<()> {
    set_path0(vm, options, "")?;
    let mut source = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut source)
        .map_err(|error| vm.new_os_error(format!("cannot read standard input: {error}")))?;
    let name = vm.ctx.new_str("<stdin>").into();
    run_source(vm, options, scope, &source, name)
}

fn run_repl(vm: &VirtualMachine, options: &Options, starting: bool) -> PyResult<()> {
    if starting {
        set_path0(vm, options, "")?;
    }
    let repl = vm.import("pyrun.repl", 0)?.get_attr("repl", vm)?;
    let quiet = options.quiet || !starting;
    vm.call_method(&repl, "main", (quiet, starting)).map(drop)
}

/// Compiles and runs the bytes of a source file, whatever their encoding.
fn run_source(
    vm: &VirtualMachine,
    options: &Options,
    scope: &Scope,
    source: &[u8],
    name: PyObjectRef,
) -> PyResult<()> {
    let source = if options.skip_first_line {
        skip_first_line(source)
    } else {
        source
    };
    if let Some(before) = source.iter().position(|byte| *byte == 0) {
        return Err(null_byte_error(&source[..before], name, vm)?);
    }
    let compile = vm.builtins.get_attr("compile", vm)?;
    let inherit_nothing = true;
    let arguments = (
        vm.ctx.new_bytes(source.to_vec()),
        name,
        vm.ctx.new_str("exec"),
        0,
        inherit_nothing,
    );
    let code = compile.call(arguments, vm)?;
    let code = code
        .downcast::<PyCode>()
        .map_err(|_| vm.new_system_error("compile() returned no code object"))?;
    vm.run_code_obj(code, scope.clone()).map(drop)
}

/// What CPython says of a file with a null byte after `before`; `compile` calls it a string.
fn null_byte_error(
    before: &[u8],
    name: PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult<PyBaseExceptionRef> {
    let lines: Vec<&[u8]> = before.split(|byte| *byte == b'\n').collect();
    let last = lines.last().copied().unwrap_or_default();
    let text = format!("{}\n", String::from_utf8_lossy(last));
    let error = vm.new_exception_msg(
        vm.ctx.exceptions.syntax_error.to_owned(),
        "source code cannot contain null bytes".into(),
    );
    let object = error.as_object();
    object.set_attr("filename", name, vm)?;
    object.set_attr("lineno", vm.ctx.new_int(lines.len()), vm)?;
    object.set_attr("text", vm.ctx.new_str(text), vm)?;
    Ok(error)
}

/// `__file__` and `__loader__` of a script.
fn set_main(vm: &VirtualMachine, scope: &Scope, name: &PyObjectRef, loader: &str) -> PyResult<()> {
    let external = vm
        .sys_module
        .get_attr("modules", vm)?
        .get_item("_frozen_importlib_external", vm)?;
    let class = external.get_attr(vm.ctx.intern_str(loader), vm)?;
    let loader = class.call((vm.ctx.new_str("__main__"), name.clone()), vm)?;
    scope.globals.set_item("__file__", name.clone(), vm)?;
    scope.globals.set_item("__cached__", vm.ctx.none(), vm)?;
    scope.globals.set_item("__loader__", loader, vm)
}

fn set_path0(vm: &VirtualMachine, options: &Options, folder: impl Into<PyStr>) -> PyResult<()> {
    if options.safe_path {
        return Ok(());
    }
    vm.insert_sys_path(vm.ctx.new_str(folder).into())
}

fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut source = Vec::new();
    std::fs::File::open(path)?.read_to_end(&mut source)?;
    Ok(source)
}

/// Exit code 2 with CPython's words.
fn cannot_open(vm: &VirtualMachine, path: &Path, error: &std::io::Error) -> PyResult<()> {
    let name = vm
        .ctx
        .new_str(decode(path.as_os_str()))
        .as_object()
        .repr(vm)?;
    let number = error.raw_os_error().unwrap_or(2);
    let text = error.to_string();
    let reason = text.split(" (os error").next().unwrap_or(&text);
    let program = &vm.state.config.paths.executable;
    let message = format!("{program}: can't open file {name}: [Errno {number}] {reason}\n");
    rustpython_vm::stdlib::sys::PyStderr(vm).write_fmt(format_args!("{message}"));
    Err(vm.new_system_exit(vec![vm.ctx.new_int(2).into()].into()))
}

/// A folder, or a file with a zip archive in it: its end-of-directory record
/// stands in the last 64 KiB, so this is one read for any other script.
fn holds_main_module(path: &Path) -> bool {
    use std::io::{Seek, SeekFrom};
    const RECORD: &[u8] = b"PK\x05\x06";
    const RECORD_SIZE: usize = 22;
    const MAX_COMMENT: u64 = 65_535;

    if path.is_dir() {
        return true;
    }
    let tail = || {
        let mut file = std::fs::File::open(path)?;
        let size = file.metadata()?.len();
        file.seek(SeekFrom::Start(
            size.saturating_sub(RECORD_SIZE as u64 + MAX_COMMENT),
        ))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        std::io::Result::Ok(tail)
    };
    path.is_file()
        && tail().is_ok_and(|tail| {
            tail.windows(RECORD.len())
                .enumerate()
                .any(|(at, window)| window == RECORD && is_end_record(&tail[at..], RECORD_SIZE))
        })
}

/// The record's last field is the length of the comment that ends the file.
fn is_end_record(tail: &[u8], record_size: usize) -> bool {
    match tail.get(20..record_size) {
        Some(&[low, high]) => {
            tail.len() == record_size + usize::from(u16::from_le_bytes([low, high]))
        }
        _ => false,
    }
}

/// Blanks the first line, so that line numbers stay as they are in the file.
fn skip_first_line(source: &[u8]) -> &[u8] {
    match source.iter().position(|&byte| byte == b'\n') {
        Some(end) => &source[end..],
        None => &[],
    }
}

/// Takes the indentation that all lines share away, as CPython 3.14 does for `-c`.
fn dedent(source: &str) -> String {
    let is_blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let indent_of = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut lines = source.lines().filter(|line| !is_blank(line));
    let Some(first) = lines.next() else {
        return source.to_owned();
    };
    let mut shared = &first[..indent_of(first)];
    for line in lines {
        let same = line
            .bytes()
            .zip(shared.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        shared = &shared[..same];
    }
    if shared.is_empty() {
        return source.to_owned();
    }
    source
        .split_inclusive('\n')
        .map(|line| {
            line.strip_prefix(shared)
                .unwrap_or_else(|| line.trim_start_matches([' ', '\t']))
        })
        .collect()
}

/// The words after the program on a command line, as `sys.argv` shows them.
pub fn arguments(
    first: impl Into<OsString>,
    rest: impl IntoIterator<Item = OsString>,
) -> Vec<OsString> {
    std::iter::once(first.into()).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_dedented_like_cpython() {
        assert_eq!(dedent("  a\n    b\n\n  c"), "a\n  b\n\nc");
        assert_eq!(dedent("a\n  b"), "a\n  b");
        assert_eq!(dedent("\ta\n  b"), "\ta\n  b");
        assert_eq!(dedent("  \n"), "  \n");
    }

    #[test]
    fn the_first_line_is_blanked() {
        assert_eq!(skip_first_line(b"#!x\nprint()\n"), b"\nprint()\n");
        assert_eq!(skip_first_line(b"only"), b"");
    }
}
