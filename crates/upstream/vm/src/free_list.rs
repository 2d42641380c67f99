//! Memory of objects that have ended, for the next ones of their type.
//!
//! Every number, tuple, list and dictionary comes from such a list and goes back to it. Upstream
//! keeps each thread's in a `Cell` that holds a vector: it is taken out whole and put back for
//! every object. Here it is a chain through the reference counts, which nobody reads between
//! two objects, so that what is taken out and put back are two words.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::{alloc::Layout, marker::PhantomData, ptr};

use crate::{
    PyObject,
    common::refcount::RefCount,
    object::{Py, PyPayload},
};

const _: () = assert!(size_of::<RefCount>() == size_of::<*mut PyObject>());

/// Objects of type `T` without references, whose payloads are still to be dropped.
pub(crate) struct FreeList<T: PyPayload> {
    first: *mut PyObject,
    length: usize,
    of: PhantomData<*mut Py<T>>,
}

impl<T: PyPayload> FreeList<T> {
    pub(crate) const fn new() -> Self {
        Self {
            first: ptr::null_mut(),
            length: 0,
            of: PhantomData,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Adds an object, which is a `Py<T>` that nobody refers to.
    #[inline]
    pub(crate) fn push(&mut self, object: *mut PyObject) {
        // SAFETY: an object begins with its reference count, which is as large as a pointer and
        // is written before anybody reads it again.
        unsafe { object.cast::<*mut PyObject>().write(self.first) };
        self.first = object;
        self.length += 1;
    }

    /// The object that was added last.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<*mut PyObject> {
        let object = self.first;
        if object.is_null() {
            return None;
        }
        // SAFETY: `push` has written the next one there.
        self.first = unsafe { object.cast::<*mut PyObject>().read() };
        self.length -= 1;
        Some(object)
    }
}

impl<T: PyPayload> Default for FreeList<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PyPayload> Drop for FreeList<T> {
    /// The thread ends. What the payloads hold stays: letting it go could need what the thread
    /// no longer has.
    #[inline]
    fn drop(&mut self) {
        while let Some(object) = self.pop() {
            // SAFETY: who put it here allocated it with this layout.
            unsafe { alloc::alloc::dealloc(object.cast(), Layout::new::<Py<T>>()) };
        }
    }
}
