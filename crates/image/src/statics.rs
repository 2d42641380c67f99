//! The executable's variables: what has changed since an image was begun.
//!
//! Only words that have changed go into an image. What the C library, the dynamic linker
//! and Rust's runtime set before `main` is this process's own and stays.

use core::ops::Range;
use core::ptr::NonNull;
use std::io;

use crate::{executable, region};

const WORD: usize = size_of::<usize>();

/// Words next to each other that have changed.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) address: usize,
    pub(crate) words: Vec<usize>,
}

/// What the variables held at one moment, with room for what they hold at another:
/// taking and comparing allocates nothing, since that changes variables itself.
#[derive(Debug)]
pub(crate) struct Snapshot {
    ranges: Vec<Range<usize>>,
    before: Words,
    now: Words,
}

impl Snapshot {
    pub(crate) fn take() -> io::Result<Self> {
        let ranges = executable::writable();
        let length = ranges.iter().map(|range| range.len() / WORD).sum();
        let mut before = Words::new(length)?;
        let now = Words::new(length)?;
        before.fill(&ranges);
        Ok(Self {
            ranges,
            before,
            now,
        })
    }

    /// Looks again. Nothing may be allocated from the allocator below the region's
    /// between [`take`](Self::take) and this.
    pub(crate) fn look(&mut self) {
        self.now.fill(&self.ranges);
    }

    /// What was different when it was looked at again, except the allocator's own.
    pub(crate) fn changes(&self) -> Vec<Run> {
        let own = region::own_statics();
        let mut runs: Vec<Run> = Vec::new();
        let addresses = self
            .ranges
            .iter()
            .flat_map(|range| range.clone().step_by(WORD));
        let words = self.before.words().iter().zip(self.now.words());
        for (address, (&before, &word)) in addresses.zip(words) {
            if word == before || own.contains(&address) {
                continue;
            }
            Run::push(&mut runs, address, word);
        }
        runs
    }
}

/// Memory of the kernel's.
#[derive(Debug)]
struct Words {
    start: NonNull<usize>,
    length: usize,
}

impl Words {
    fn new(length: usize) -> io::Result<Self> {
        // SAFETY: a new anonymous mapping, wherever the kernel wants it.
        let start = unsafe {
            libc::mmap(
                core::ptr::null_mut(),
                (length * WORD).max(1),
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if start == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        let start = NonNull::new(start.cast()).ok_or_else(|| io::Error::other("mmap gave null"))?;
        Ok(Self { start, length })
    }

    fn words(&self) -> &[usize] {
        // SAFETY: the mapping has this many words, and lives as long as `self`.
        unsafe { core::slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }

    fn fill(&mut self, ranges: &[Range<usize>]) {
        let addresses = ranges.iter().flat_map(|range| range.clone().step_by(WORD));
        for (index, address) in addresses.enumerate().take(self.length) {
            let source: *const usize = core::ptr::with_exposed_provenance(address);
            // SAFETY: a word of this executable's own memory, and a word of the mapping.
            // Volatile: the compiler must not think that it knows what variables hold.
            unsafe { self.start.add(index).write(source.read_volatile()) };
        }
    }
}

impl Drop for Words {
    fn drop(&mut self) {
        // SAFETY: our mapping, which nobody uses any more.
        unsafe { libc::munmap(self.start.as_ptr().cast(), (self.length * WORD).max(1)) };
    }
}

impl Run {
    /// Adds a word to `runs`, which are in the order of their addresses.
    pub(crate) fn push(runs: &mut Vec<Self>, address: usize, word: usize) {
        match runs.last_mut() {
            Some(run) if run.end() == address => run.words.push(word),
            _ => runs.push(Self {
                address,
                words: vec![word],
            }),
        }
    }

    pub(crate) fn end(&self) -> usize {
        self.address + self.words.len() * WORD
    }

    /// Does it lie in the executable's variables, outside the allocator's own?
    pub(crate) fn is_valid(&self, writable: &[Range<usize>]) -> bool {
        let own = region::own_statics();
        let (start, end) = (self.address, self.end());
        start.is_multiple_of(WORD)
            && writable
                .iter()
                .any(|range| range.start <= start && end <= range.end)
            && (end <= own.start || own.end <= start)
    }

    /// Sets the variables.
    ///
    /// # Safety
    /// The run [is valid](Self::is_valid), and comes from a process of this very
    /// executable whose region is mapped; no other thread runs, and nobody holds a
    /// reference to these variables.
    pub(crate) unsafe fn apply(&self) {
        for (index, &word) in self.words.iter().enumerate() {
            let address = self.address + index * WORD;
            let target: *mut usize = core::ptr::with_exposed_provenance_mut(address);
            // SAFETY: the caller's promise. Volatile as above.
            unsafe { target.write_volatile(word) };
        }
    }
}
