//! The order in which a collection of garbage looks at memory.
//!
//! A collection goes through every object twice and spends its time waiting for memory:
//! in what order objects lie there has nothing to do with who refers to whom. So they are
//! asked for some steps before they are looked at (as CPython's free-threaded collector
//! does since 3.14).

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::ptr::NonNull;

use crate::PyObject;

/// How many objects are under way. More than memory answers at once is of no use.
const UNDER_WAY: usize = 8;

/// Asks for the memory where an object begins, and where what it holds does.
#[inline(always)]
fn ask_for(object: NonNull<PyObject>) {
    #[cfg(target_arch = "x86_64")]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let start = object.as_ptr().cast::<i8>();
        // SAFETY: asking for memory reads none and never faults, wherever it is.
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(start);
            _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(64));
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = object;
}

/// Asks for the object that comes some steps after the one at `index`.
#[inline(always)]
pub(crate) fn ask_for_later<T: Copy + Into<NonNull<PyObject>>>(objects: &[T], index: usize) {
    if let Some(&later) = objects.get(index + UNDER_WAY) {
        ask_for(later.into());
    }
}

/// Asks for all of them: which of them are of interest stands in themselves.
#[inline(always)]
pub(crate) fn ask_for_all(objects: &[NonNull<PyObject>]) {
    // One needs no warning, and nobody can be warned of very many.
    if let [_, rest @ ..] = objects {
        rest.iter().take(4 * UNDER_WAY).copied().for_each(ask_for);
    }
}

/// Objects that are still to be looked at. Those that come next have been asked for.
#[derive(Default)]
pub(crate) struct Worklist {
    waiting: Vec<NonNull<PyObject>>,
    under_way: [Option<NonNull<PyObject>>; UNDER_WAY],
    next: usize,
}

impl Worklist {
    #[inline]
    pub(crate) fn push(&mut self, object: NonNull<PyObject>) {
        self.waiting.push(object);
    }

    /// One of those that were pushed, as long as there are any.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<NonNull<PyObject>> {
        // Once around: nothing may have arrived yet, and at the end places are empty.
        for _ in 0..=UNDER_WAY {
            let place = &mut self.under_way[self.next];
            self.next = (self.next + 1) % UNDER_WAY;
            let arrived = core::mem::replace(place, self.waiting.pop());
            place.iter().copied().for_each(ask_for);
            if arrived.is_some() {
                return arrived;
            }
        }
        None
    }
}
