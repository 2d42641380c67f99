//! The region that an image keeps: a range of addresses whose blocks are used again by
//! size class. Freed blocks are zeroed, so that no dead pointer reaches the file.
//! [`crate::allocator`] decides what comes from here.

use core::alloc::Layout;
use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicBool, AtomicIsize, AtomicU8, Ordering};
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

/// Of [`Control::mode`]: blocks come from the region.
pub(crate) const BUILDING: u8 = 1;
/// Of [`Control::mode`]: bytes are counted.
pub(crate) const COUNTING: u8 = 2;

/// The variables of the allocator, all in one place: see [`own_statics`].
pub(crate) struct Control {
    /// What there is to do besides calling the allocator below: mostly nothing, and that
    /// takes one look.
    pub(crate) mode: AtomicU8,
    /// Bytes given out less those taken back, since they are counted.
    pub(crate) allocated: AtomicIsize,
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

pub(crate) static CONTROL: Control = Control {
    mode: AtomicU8::new(0),
    allocated: AtomicIsize::new(0),
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
    pub(crate) fn mode(&self) -> u8 {
        self.mode.load(Ordering::Relaxed)
    }

    pub(crate) fn is_building(&self) -> bool {
        self.mode() & BUILDING != 0
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
    CONTROL.mode.fetch_or(BUILDING, Ordering::SeqCst);
    Ok(())
}

/// Sends allocations back to the allocator below, and says where the region ends.
pub(crate) fn end() -> usize {
    CONTROL.mode.fetch_and(!BUILDING, Ordering::SeqCst);
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
pub(crate) fn allocate(layout: Layout) -> *mut u8 {
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
pub(crate) unsafe fn release(block: *mut u8, layout: Layout) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
