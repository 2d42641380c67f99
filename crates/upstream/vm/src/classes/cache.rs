//! Whether the cache of attribute lookups has to be cleared when a class changes.
//!
//! Its entries are found by a class's version, which a changed class never has again. So
//! nobody finds an outdated entry, but for a thread that has just read the version and goes on
//! to read the entry while the class changes. As long as there is one thread only, outdated
//! entries can stay.

use core::{
    cell::Cell,
    sync::atomic::{AtomicBool, Ordering, fence},
};

/// Whether a thread has run Python code in this process.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether another one has.
static OTHERS: AtomicBool = AtomicBool::new(false);

thread_local! {
    static IS_FIRST: Cell<bool> = const { Cell::new(false) };
}

/// The current thread is about to run Python code.
pub(crate) fn thread_begins() {
    if IS_FIRST.get() {
        return;
    }
    if TAKEN.swap(true, Ordering::SeqCst) {
        OTHERS.store(true, Ordering::SeqCst);
        // From here on it reads versions: those that are valid by now, if who changed a class
        // has not seen `OTHERS`.
        fence(Ordering::SeqCst);
    } else {
        IS_FIRST.set(true);
    }
}

/// The current thread is the only one: the process has forked, or goes on from an image.
pub(crate) fn alone() {
    TAKEN.store(true, Ordering::SeqCst);
    IS_FIRST.set(true);
    OTHERS.store(false, Ordering::SeqCst);
}

/// Whether nobody else can be looking up an attribute. To be asked when the class has its new
/// version already.
pub(crate) fn is_alone() -> bool {
    fence(Ordering::SeqCst);
    IS_FIRST.get() && !OTHERS.load(Ordering::SeqCst)
}
