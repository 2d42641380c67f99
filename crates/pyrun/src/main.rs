//! The `pyrun` program. Everything is in the library, so that tests and tools
//! can reach it.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    pyrun::main()
}
