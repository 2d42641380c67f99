//! Start-up images: the memory of a process on disk, for the next one to continue with.
//!
//! A builder process calls [`begin`] before it allocates anything worth keeping. From
//! then on the global allocator ([`allocator::ImageAllocator`]) takes every block from one
//! [`region`] at a fixed address, and `statics` remembers what the executable's
//! variables held. [`dump::write`] puts the region and the variables that have changed
//! since into a file, if nothing in there refers to what another process does not have:
//! a mapping of a library, the C heap, a stack.
//!
//! Another process of the same executable opens the file ([`file::Image::open`], which
//! believes nothing it can check) and enters it ([`file::Image::enter`]): the region is
//! mapped copy-on-write at the same address, the variables are set, and the root that
//! the builder left is valid again. Thread-local storage is not part of an image: its
//! reader is a fresh thread.
//!
//! This needs an executable at a fixed address (linked with `-no-pie`) with a build id,
//! and Linux's `mmap` and `/proc`; [`executable::supports_images`] says whether that is
//! so. Knows nothing of Python.

#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

pub mod allocator;
pub mod dump;
pub mod executable;
pub mod file;
mod layout;
mod process;
pub mod region;
mod statics;

use std::collections::BTreeMap;
use std::io;

/// What a builder has to give to [`dump::write`].
#[derive(Debug)]
pub struct Builder {
    before: statics::Snapshot,
    mappings: Vec<process::Mapping>,
    files: BTreeMap<i32, String>,
    thread_key: libc::pthread_key_t,
}

/// Makes this process a builder: from now on blocks come from the region.
///
/// # Errors
/// When the executable does not lie at a fixed address, or the region's address is not
/// to be had.
pub fn begin() -> io::Result<Builder> {
    if !executable::supports_images() {
        return Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "this executable has no fixed address or no build id",
        ));
    }
    let mappings = process::mappings()?;
    let files = process::open_files()?;
    process::make_runtime_keys();
    let thread_key = process::next_thread_key()?;
    let before = statics::Snapshot::take()?;
    region::begin()?;
    Ok(Builder {
        before,
        mappings,
        files,
        thread_key,
    })
}
