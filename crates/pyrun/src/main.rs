//! The `pyrun` program. Everything is in the library, so that tests and tools
//! can reach it.

#[global_allocator]
static ALLOCATOR: ImageAllocator<mimalloc::MiMalloc> = ImageAllocator(mimalloc::MiMalloc);

use pyrun_image::region::ImageAllocator;

fn main() -> std::process::ExitCode {
    pyrun::main()
}
