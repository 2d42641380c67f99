//! The global allocator of a program that has images.
//!
//! Building: every block comes from the [`region`](crate::region); blocks from before are
//! never given back.
//! Otherwise: blocks come from the allocator below, and what lies in the region, because
//! an image was entered, stays there when it is freed.
//!
//! On request it also counts the bytes that are in use: see [`allocated`].

use core::alloc::{GlobalAlloc, Layout};
use core::sync::atomic::Ordering;

use crate::region::{CONTROL, COUNTING, allocate, contains, release};

/// Allocates from the region while an image is built, and from `A` otherwise.
#[derive(Debug)]
pub struct ImageAllocator<A>(pub A);

/// The bytes that were asked of the allocator and are in use, of those since the first
/// call of this, which begins to count and returns 0. Blocks from before count when they
/// are given back, so it can be negative: differences between two calls are what it is
/// for. Always 0 in a program with another global allocator.
pub fn allocated() -> isize {
    CONTROL.mode.fetch_or(COUNTING, Ordering::Relaxed);
    CONTROL.allocated.load(Ordering::Relaxed)
}

/// Bytes given out or, if negative, taken back.
fn count(bytes: isize) {
    CONTROL.allocated.fetch_add(bytes, Ordering::Relaxed);
}

/// A layout's size; no block is larger than `isize::MAX`.
fn bytes(layout: Layout) -> isize {
    layout.size().cast_signed()
}

/// What is done when calling the allocator below is not all there is to do. The arguments
/// are in the order in which the caller has them, and nothing is captured: the ordinary way
/// past these calls then needs no instruction for them.
impl<A: GlobalAlloc> ImageAllocator<A> {
    /// From the region, or from below, and counted.
    #[cold]
    #[inline(never)]
    fn alloc_in_mode(layout: Layout, this: &Self) -> *mut u8 {
        if CONTROL.is_building() {
            return allocate(layout);
        }
        // SAFETY: the layout is the caller's.
        let block = unsafe { this.0.alloc(layout) };
        if !block.is_null() {
            count(bytes(layout));
        }
        block
    }

    /// The same, zeroed.
    #[cold]
    #[inline(never)]
    fn alloc_zeroed_in_mode(layout: Layout, this: &Self) -> *mut u8 {
        if CONTROL.is_building() {
            // Fresh memory of the region is zero, and so is what was freed.
            return allocate(layout);
        }
        // SAFETY: the layout is the caller's.
        let block = unsafe { this.0.alloc_zeroed(layout) };
        if !block.is_null() {
            count(bytes(layout));
        }
        block
    }

    /// # Safety
    /// As for [`GlobalAlloc::dealloc`]; the block is not of the region.
    #[cold]
    #[inline(never)]
    unsafe fn dealloc_in_mode(block: *mut u8, layout: Layout, this: &Self) {
        // While building, the allocator below is not called: its variables must stay as
        // they are, or they would be taken for a part of the image.
        if CONTROL.is_building() {
            return;
        }
        count(-bytes(layout));
        // SAFETY: the caller's promise.
        unsafe { this.0.dealloc(block, layout) }
    }

    /// # Safety
    /// As for [`GlobalAlloc::realloc`].
    #[cold]
    #[inline(never)]
    unsafe fn realloc_in_mode(
        block: *mut u8,
        layout: Layout,
        new_size: usize,
        this: &Self,
    ) -> *mut u8 {
        if contains(block.addr()) || CONTROL.is_building() {
            // SAFETY: the caller's promise.
            return unsafe { this.realloc_by_copying(block, layout, new_size) };
        }
        // SAFETY: the caller's promise.
        let new = unsafe { this.0.realloc(block, layout, new_size) };
        if !new.is_null() {
            count(new_size.cast_signed() - bytes(layout));
        }
        new
    }

    /// # Safety
    /// As for [`GlobalAlloc::realloc`].
    unsafe fn realloc_by_copying(
        &self,
        block: *mut u8,
        layout: Layout,
        new_size: usize,
    ) -> *mut u8 {
        // SAFETY: `new_size` makes a valid layout (the caller's promise); the blocks do
        // not overlap, and the old one goes back where it came from.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !new.is_null() {
                new.copy_from_nonoverlapping(block, layout.size().min(new_size));
                self.dealloc(block, layout);
            }
            new
        }
    }
}

// Not inlined: what callers do around a call would be compiled otherwise, and worse, with
// these branches in their midst.
// SAFETY: blocks of the region are disjoint, large enough and aligned; all others are the
// business of the allocator below, which gets back what it handed out and nothing else.
unsafe impl<A: GlobalAlloc> GlobalAlloc for ImageAllocator<A> {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if CONTROL.mode() != 0 {
            return Self::alloc_in_mode(layout, self);
        }
        // SAFETY: the caller's promise.
        unsafe { self.0.alloc(layout) }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if contains(block.addr()) {
            // SAFETY: a block with such an address came from the region.
            return unsafe { release(block, layout) };
        }
        if CONTROL.mode() != 0 {
            // SAFETY: the caller's promise, and the block is not of the region.
            return unsafe { Self::dealloc_in_mode(block, layout, self) };
        }
        // SAFETY: the caller's promise.
        unsafe { self.0.dealloc(block, layout) }
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if CONTROL.mode() != 0 {
            return Self::alloc_zeroed_in_mode(layout, self);
        }
        // SAFETY: the caller's promise.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if contains(block.addr()) || CONTROL.mode() != 0 {
            // SAFETY: the caller's promise.
            return unsafe { Self::realloc_in_mode(block, layout, new_size, self) };
        }
        // SAFETY: the caller's promise.
        unsafe { self.0.realloc(block, layout, new_size) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::{begin, end};
    use std::alloc::System;

    #[test]
    fn freed_blocks_come_back_zeroed() {
        // The only test that begins a region: the state is the process's.
        begin().expect("the address is free");
        let allocator = ImageAllocator(System);
        let layout = Layout::from_size_align(100, 8).expect("a layout");
        // SAFETY: blocks are used within their layouts and freed once.
        unsafe {
            let first = allocator.alloc(layout);
            assert!(contains(first.addr()));
            first.write_bytes(7, 100);
            allocator.dealloc(first, layout);
            let second = allocator.alloc(layout);
            assert_eq!(second, first);
            assert!((0..100).all(|at| second.add(at).read() == 0));
            second.write_bytes(9, 100);
            let larger = allocator.realloc(second, layout, 5000);
            assert!(contains(larger.addr()) && larger.add(99).read() == 9);
            let end = end();
            assert!(end > larger.addr());
            // Not building any more: blocks of the region stay, new ones come from below.
            allocator.dealloc(larger, Layout::from_size_align(5000, 8).expect("a layout"));
            assert_eq!(larger.read(), 9);
            let other = allocator.alloc(layout);
            assert!(!contains(other.addr()));
            allocator.dealloc(other, layout);
            counts_what_comes_from_below(&allocator, larger);
        }
    }

    /// `kept` is a block of the region, of 5000 bytes.
    fn counts_what_comes_from_below(allocator: &ImageAllocator<System>, kept: *mut u8) {
        let layout = |size| Layout::from_size_align(size, 8).expect("a layout");
        // SAFETY: blocks are used within their layouts and freed once.
        unsafe {
            let early = allocator.alloc(layout(10));
            assert_eq!(allocated(), 0);
            let plain = allocator.alloc(layout(100));
            let zeroed = allocator.alloc_zeroed(layout(1000));
            assert_eq!((zeroed.read(), allocated()), (0, 1100));
            let grown = allocator.realloc(plain, layout(100), 400);
            assert_eq!(allocated(), 1400);
            let shrunk = allocator.realloc(zeroed, layout(1000), 50);
            assert_eq!(allocated(), 450);
            // What leaves the region stays there and is new elsewhere.
            let moved = allocator.realloc(kept, layout(5000), 6000);
            assert!(!contains(moved.addr()) && moved.read() == 9);
            assert_eq!(allocated(), 6450);
            allocator.dealloc(kept, layout(5000));
            assert_eq!(allocated(), 6450);
            allocator.dealloc(moved, layout(6000));
            allocator.dealloc(grown, layout(400));
            allocator.dealloc(shrunk, layout(50));
            assert_eq!(allocated(), 0);
            // From before it counted.
            allocator.dealloc(early, layout(10));
            assert_eq!(allocated(), -10);
        }
        // A request that fails, as nothing has that size.
        let large = Layout::from_size_align(isize::MAX.cast_unsigned() - 7, 8).expect("a layout");
        // SAFETY: nothing is used.
        assert!(unsafe { allocator.alloc(large) }.is_null());
        assert_eq!(allocated(), -10);
    }
}
