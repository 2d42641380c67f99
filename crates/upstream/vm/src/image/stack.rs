//! How deep the main thread may recurse.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::VirtualMachine;

/// How much stack is counted on where the system sets no limit.
const WITHOUT_LIMIT: usize = 64 << 20;
const PAGE: usize = 4096;

unsafe extern "C" {
    /// Where the main thread's stack began, set by the dynamic linker.
    static __libc_stack_end: usize;
}

/// The address below which the main thread raises `RecursionError`. The C library would
/// read it out of `/proc/self/maps`, which takes longer than all else that is done here.
pub(super) fn soft_limit_of_main_thread() -> usize {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` is one; the variable is set before `main` and never changes.
    let (failed, top) = unsafe {
        (
            libc::getrlimit(libc::RLIMIT_STACK, &raw mut limit) != 0,
            __libc_stack_end,
        )
    };
    if failed {
        limit.rlim_cur = 8 << 20;
    }
    let size = match limit.rlim_cur {
        libc::RLIM_INFINITY => WITHOUT_LIMIT,
        size => usize::try_from(size).unwrap_or(WITHOUT_LIMIT),
    };
    let margin = (VirtualMachine::STACK_MARGIN_BYTES * 2).min(size / 2);
    top.next_multiple_of(PAGE).saturating_sub(size) + margin
}
