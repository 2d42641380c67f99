//! Stock RustPython as its own `rustpython` program builds it, with the
//! standard library frozen in: what pyrun is measured against.

use rustpython::{InterpreterBuilder, InterpreterBuilderExt};

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    rustpython::run(InterpreterBuilder::new().init_stdlib())
}
