//! How deep the main thread may recurse.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use crate::VirtualMachine;

/// How much stack is counted on where the system sets no limit.
const WITHOUT_LIMIT: usize = 64 << 20;
const PAGE: usize = 4096;

/// The address below which the main thread raises `RecursionError`. The C library would
/// read it out of `/proc/self/maps`, which takes longer than all else that is done here.
pub(super) fn soft_limit_of_main_thread() -> usize {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` is one.
    let failed = unsafe { libc::getrlimit(libc::RLIMIT_STACK, &raw mut limit) != 0 };
    if failed {
        limit.rlim_cur = 8 << 20;
    }
    let size = match limit.rlim_cur {
        libc::RLIM_INFINITY => WITHOUT_LIMIT,
        size => usize::try_from(size).unwrap_or(WITHOUT_LIMIT),
    };
    let margin = (VirtualMachine::STACK_MARGIN_BYTES * 2).min(size / 2);
    top_of_stack().saturating_sub(size) + margin
}

/// Where the stack begins. The kernel puts the name of the executed file there, above the
/// environment and the arguments, which count as stack as well.
fn top_of_stack() -> usize {
    // SAFETY: a question about this process; what comes back is null or a string that
    // stays.
    let name_end = unsafe {
        let name: *const libc::c_char =
            core::ptr::with_exposed_provenance(libc::getauxval(libc::AT_EXECFN) as usize);
        if name.is_null() {
            return 0;
        }
        name.addr() + libc::strlen(name)
    };
    name_end.next_multiple_of(PAGE)
}
