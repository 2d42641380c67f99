//! mimalloc as the global allocator, asked in the shorter of its two ways where both give the
//! same: the blocks of its plain functions lie at multiples of 8 anyway, and nearly all that an
//! interpreter allocates needs no more.

use core::alloc::{GlobalAlloc, Layout};

use libmimalloc_sys::{
    mi_free, mi_malloc, mi_malloc_aligned, mi_realloc, mi_realloc_aligned, mi_zalloc,
    mi_zalloc_aligned,
};

/// What blocks lie at multiples of in any case.
const PLAIN: usize = 8;

/// mimalloc.
#[derive(Debug)]
pub(crate) struct Mimalloc;

// SAFETY: mimalloc's functions do not unwind, and give blocks of the size and alignment that
// they are asked for, or null; `mi_free` takes the blocks of all of them.
unsafe impl GlobalAlloc for Mimalloc {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: any size and any alignment of a layout will do.
        let block = unsafe {
            if layout.align() <= PLAIN {
                mi_malloc(layout.size())
            } else {
                mi_malloc_aligned(layout.size(), layout.align())
            }
        };
        block.cast()
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        let block = unsafe {
            if layout.align() <= PLAIN {
                mi_zalloc(layout.size())
            } else {
                mi_zalloc_aligned(layout.size(), layout.align())
            }
        };
        block.cast()
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, _layout: Layout) {
        // SAFETY: the caller's: one of our blocks.
        unsafe { mi_free(block.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's: one of our blocks, with this layout.
        let block = unsafe {
            if layout.align() <= PLAIN {
                mi_realloc(block.cast(), size)
            } else {
                mi_realloc_aligned(block.cast(), size, layout.align())
            }
        };
        block.cast()
    }
}

#[cfg(test)]
mod tests {
    use super::Mimalloc;
    use core::alloc::{GlobalAlloc, Layout};

    #[test]
    fn blocks_lie_where_their_layouts_say() {
        for align in [1, 2, 4, 8, 16, 32, 64, 4096] {
            for size in (1..200).chain([1000, 5000, 100_000, 3 << 20]) {
                let layout = Layout::from_size_align(size, align).expect("a layout");
                // SAFETY: the size is not 0; each block is used as large as it is, and given back
                // once.
                unsafe {
                    let block = Mimalloc.alloc(layout);
                    assert_eq!(block.addr() % align, 0, "{layout:?}");
                    block.write_bytes(7, size);
                    let larger = Mimalloc.realloc(block, layout, size * 2);
                    assert_eq!(larger.addr() % align, 0, "{layout:?}");
                    assert_eq!(larger.add(size - 1).read(), 7);
                    let other = Mimalloc.alloc_zeroed(layout);
                    assert_eq!(other.addr() % align, 0, "{layout:?}");
                    assert_eq!((other.read(), other.add(size - 1).read()), (0, 0));
                    let layout = Layout::from_size_align(size * 2, align).expect("a layout");
                    Mimalloc.dealloc(larger, layout);
                    Mimalloc.dealloc(other, layout);
                }
            }
        }
    }
}
