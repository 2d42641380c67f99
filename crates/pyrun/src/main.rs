//! The `pyrun` program. Everything is in the library, so that tests and tools
//! can reach it.

mod blocks;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod heap;

#[global_allocator]
static ALLOCATOR: ImageAllocator<Mimalloc> = ImageAllocator(Mimalloc);

use blocks::Mimalloc;
use pyrun_image::allocator::{ImageAllocator, allocated};
use pyrun_runtime::vm::import_record::set_allocated_bytes;

fn main() -> std::process::ExitCode {
    set_allocated_bytes(allocated);
    pyrun::main()
}
