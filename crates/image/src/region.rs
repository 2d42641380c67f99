//! The region that an image keeps, and the allocator that fills it.
//!
//! Building: every block comes from one region at a fixed address; freed blocks are
//! zeroed, so that no dead pointer reaches the file, and used again by size class; blocks
//! from before are never given back.
//! Otherwise: blocks come from the allocator below, and what lies in the region, because
//! an image was entered, stays there when it is freed.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicBool, Ordering};
use std::io;

/// Where the region lies: far from where the kernel, the C library's heap and mimalloc
/// (2 to 30 TiB) put theirs.
pub const BASE: usize = 0x3000_0000_0000;
/// How large it can become, in bytes.
pub const CAPACITY: usize = 1 << 30;

/// Sizes up to here have a class each 16 bytes.
const SMALL: usize = 1024;
/// Above that: four classes between a power of two and the next.
const CLASSES: usize = SMALL / GRAIN + 1 + 4 * 21;
/// Blocks are aligned to this at least.
const GRAIN: usize = 16;

/// Allocates from the region while an image is built, and from `A` otherwise.
#[derive(Debug)]
pub struct ImageAllocator<A>(pub A);

struct Control {
    building: AtomicBool,
    lock: AtomicBool,
    state: UnsafeCell<State>,
}

struct State {
    /// The end of what has been handed out.
    top: usize,
    /// The first freed block of each class; a block's first word points to the next.
    free: [usize; CLASSES],
}

// SAFETY: `state` is only reached through `Control::with`, which holds `lock`.
unsafe impl Sync for Control {}

static CONTROL: Control = Control {
    building: AtomicBool::new(false),
    lock: AtomicBool::new(false),
    state: UnsafeCell::new(State {
        top: BASE,
        free: [0; CLASSES],
    }),
};

impl Control {
    fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        while self.lock.swap(true, Ordering::Acquire) {
            core::hint::spin_loop();
        }
        // SAFETY: nobody else has the lock, and `work` cannot come back here: it
        // does not allocate.
        let result = work(unsafe { &mut *self.state.get() });
        self.lock.store(false, Ordering::Release);
        result
    }

    #[inline]
    fn is_building(&self) -> bool {
        self.building.load(Ordering::Relaxed)
    }
}

/// Maps the region and sends allocations there.
pub(crate) fn begin() -> io::Result<()> {
    // SAFETY: a new anonymous mapping that replaces nothing.
    let got = unsafe {
        libc::mmap(
            core::ptr::without_provenance_mut(BASE),
            CAPACITY,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE
                | libc::MAP_ANONYMOUS
                | libc::MAP_NORESERVE
                | libc::MAP_FIXED_NOREPLACE,
            -1,
            0,
        )
    };
    if got == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    if got.addr() != BASE {
        return Err(io::Error::other("the kernel gave another address"));
    }
    CONTROL.building.store(true, Ordering::SeqCst);
    Ok(())
}

/// Sends allocations back to the allocator below, and says where the region ends.
pub(crate) fn end() -> usize {
    CONTROL.building.store(false, Ordering::SeqCst);
    CONTROL.with(|state| state.top)
}

/// The addresses of the allocator's own variables, which no image holds.
pub(crate) fn own_statics() -> core::ops::Range<usize> {
    let start = (&raw const CONTROL).addr();
    start..start + size_of::<Control>()
}

/// Does this address lie in the region?
#[inline]
pub(crate) fn contains(address: usize) -> bool {
    address.wrapping_sub(BASE) < CAPACITY
}

/// The class of blocks that hold `size` bytes, and how many they hold.
fn class(size: usize) -> (usize, usize) {
    let size = size.max(GRAIN);
    if size <= SMALL {
        let class = size.div_ceil(GRAIN);
        return (class, class * GRAIN);
    }
    let power = (size - 1).ilog2();
    let step = 1 << (power - 2);
    let steps = (size - (1 << power)).div_ceil(step);
    let first = SMALL / GRAIN + 1;
    let class = first + 4 * (power - SMALL.ilog2()) as usize + steps - 1;
    (class, (1 << power) + steps * step)
}

#[cold]
#[inline(never)]
fn allocate(layout: Layout) -> *mut u8 {
    if layout.size() > CAPACITY / 2 {
        return core::ptr::null_mut();
    }
    let align = layout.align().max(GRAIN);
    CONTROL.with(|state| {
        let (class, size) = class(layout.size());
        if align == GRAIN && state.free[class] != 0 {
            let block = core::ptr::with_exposed_provenance_mut::<usize>(state.free[class]);
            // SAFETY: a freed block of the region; its first word is the link.
            state.free[class] = unsafe { block.read() };
            // SAFETY: as above. The rest of the block is zero already.
            unsafe { block.write(0) };
            return block.cast();
        }
        let start = state.top.next_multiple_of(align);
        if start + size > BASE + CAPACITY {
            return core::ptr::null_mut();
        }
        state.top = start + size;
        core::ptr::with_exposed_provenance_mut(start)
    })
}

/// # Safety
/// `block` came from [`allocate`] with this layout and is not used any more.
#[cold]
#[inline(never)]
unsafe fn release(block: *mut u8, layout: Layout) {
    if !CONTROL.is_building() {
        return;
    }
    CONTROL.with(|state| {
        let (class, size) = class(layout.size());
        // SAFETY: the block has this many bytes, and they are the allocator's again.
        unsafe { block.write_bytes(0, size) };
        if layout.align() <= GRAIN {
            let start = block.expose_provenance();
            let link: *mut usize = core::ptr::with_exposed_provenance_mut(start);
            // SAFETY: as above; blocks are aligned to a word.
            unsafe { link.write(state.free[class]) };
            state.free[class] = start;
        }
    });
}

// SAFETY: blocks of the region are disjoint, large enough and aligned; all others are the
// business of the allocator below, which gets back what it handed out and nothing else.
unsafe impl<A: GlobalAlloc> GlobalAlloc for ImageAllocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if CONTROL.is_building() {
            return allocate(layout);
        }
        // SAFETY: the caller's promise.
        unsafe { self.0.alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if contains(block.addr()) {
            // SAFETY: a block with such an address came from the region.
            return unsafe { release(block, layout) };
        }
        // While building, the allocator below is not called: its variables must stay as
        // they are, or they would be taken for a part of the image.
        if !CONTROL.is_building() {
            // SAFETY: the caller's promise.
            unsafe { self.0.dealloc(block, layout) }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if CONTROL.is_building() {
            // Fresh memory of the region is zero, and so is what was freed.
            return allocate(layout);
        }
        // SAFETY: the caller's promise.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !contains(block.addr()) && !CONTROL.is_building() {
            // SAFETY: the caller's promise.
            return unsafe { self.0.realloc(block, layout, new_size) };
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::alloc::System;

    #[test]
    fn classes_hold_their_sizes_and_waste_little() {
        let mut last = (0, 0);
        for size in 1..300_000 {
            let (number, holds) = class(size);
            assert!(
                number < CLASSES && holds >= size && holds % GRAIN == 0,
                "{size}"
            );
            assert!(holds <= size + GRAIN || holds <= size + size / 4, "{size}");
            assert!(number >= last.0, "{size}");
            last = (number, holds);
        }
        assert!(class(CAPACITY / 2).0 < CLASSES);
    }

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
        }
    }
}
