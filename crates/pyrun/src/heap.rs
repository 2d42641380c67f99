//! Where the program's memory comes from: small pages first, then large ones.
//!
//! mimalloc reserves a gibibyte of addresses at a time and asks for pages of two megabytes in
//! all of it. A large program is faster with them (one fault instead of 512), but a small one
//! uses a little of each of ten, and the kernel clears twenty megabytes for six. So addresses
//! are reserved here, before mimalloc would, and large pages come only after the first
//! megabytes. They are fewer, since mimalloc touches bitmaps of all of them at the start.
//!
//! Where the addresses cannot be had, or the system counts them as memory, mimalloc does as ever.

use core::ffi::c_void;

/// How many addresses are reserved. When they are used up, mimalloc reserves more.
const SIZE: usize = 1 << 28;
/// How much of it has small pages: mimalloc spreads what the interpreter needs for itself over
/// about so much.
const SMALL: usize = 24 << 20;
/// The size of large pages.
const LARGE_PAGE: usize = 2 << 20;
/// To mimalloc: of no particular part of a machine whose memory is near one processor or another.
const ANY_NODE: i32 = -1;

/// Called by the C library before `main`: the first blocks are allocated on the way there.
#[used]
#[unsafe(link_section = ".init_array")]
static RESERVE: extern "C" fn() = reserve;

extern "C" fn reserve() {
    if counts_addresses() {
        return;
    }
    let length = SIZE + LARGE_PAGE;
    // SAFETY: a new mapping, where the kernel likes.
    let mapping = unsafe {
        libc::mmap(
            core::ptr::null_mut(),
            length,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if mapping == libc::MAP_FAILED {
        return;
    }
    let start = mapping.map_addr(|address| address.next_multiple_of(LARGE_PAGE));
    // SAFETY: SIZE bytes from `start` on are mapped; nobody else knows of them.
    unsafe {
        libc::madvise(start, SMALL, libc::MADV_NOHUGEPAGE);
        libc::madvise(start.byte_add(SMALL), SIZE - SMALL, libc::MADV_HUGEPAGE);
    }
    // SAFETY: the memory is committed (the kernel provides it), zero, and mimalloc's from now on.
    if !unsafe { manage(start) } {
        // SAFETY: the mapping from above, which nobody uses.
        unsafe { libc::munmap(mapping, length) };
    }
}

/// Does the system promise no more memory than it has (`vm.overcommit_memory=2`)? Addresses are
/// as dear as memory there.
fn counts_addresses() -> bool {
    let mut setting = [0_u8; 1];
    // SAFETY: the name ends with a null byte; one byte is read into one.
    unsafe {
        let file = libc::open(c"/proc/sys/vm/overcommit_memory".as_ptr(), libc::O_RDONLY);
        if file < 0 {
            return false;
        }
        libc::read(file, setting.as_mut_ptr().cast(), setting.len());
        libc::close(file);
    }
    setting == *b"2"
}

/// Gives the memory to mimalloc.
///
/// # Safety
/// There are [`SIZE`] bytes, and the caller uses them no more.
unsafe fn manage(start: *mut c_void) -> bool {
    let (committed, pinned, zero, exclusive) = (true, false, true, false);
    let id = core::ptr::null_mut();
    // SAFETY: the caller's promise; nobody asks for the memory's id.
    unsafe {
        libmimalloc_sys::mi_manage_os_memory_ex(
            start, SIZE, committed, pinned, zero, ANY_NODE, exclusive, id,
        )
    }
}
