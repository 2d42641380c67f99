//! Reading an image: nothing is believed that can be checked.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use crate::layout::{Head, PAGE};
use crate::{executable, region};

/// How long a key is, in bytes.
pub const KEY_LENGTH: usize = 32;
/// Whose bits must not be set in an image's mode: group's and others'.
const OTHERS: u32 = 0o077;
/// Which of them must not be set in root's images either.
const WRITE_OTHERS: u32 = 0o022;

/// Why an image is not used.
#[derive(Debug)]
pub enum Rejected {
    /// There is no file, or it cannot be read.
    Unreadable(io::Error),
    /// It is not this user's, others may read or write it, or it is no plain file.
    NotPrivate(&'static str),
    /// It was made by another build of this program.
    OtherBuild,
    /// It was made for other circumstances.
    OtherKey,
    /// It is damaged: where.
    Damaged(&'static str),
    /// It cannot be mapped.
    Unmappable(io::Error),
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            Self::NotPrivate(what) => write!(f, "it is not private: {what}"),
            Self::OtherBuild => f.write_str("it was made by another build of pyrun"),
            Self::OtherKey => f.write_str("it was made for other settings"),
            Self::Damaged(what) => write!(f, "it is damaged: {what}"),
            Self::Unmappable(error) => write!(f, "it cannot be mapped: {error}"),
        }
    }
}

impl std::error::Error for Rejected {}

/// An image that may be entered.
#[derive(Debug)]
pub struct Image {
    file: File,
    head: Head,
    head_length: usize,
}

impl Image {
    /// Opens the image at `path` and checks it.
    ///
    /// Of the region, which is large, it is checked that nothing was written to the file
    /// since its builder finished; if that cannot be seen (the file was copied), the
    /// whole is hashed.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn open(path: &Path) -> Result<Self, Rejected> {
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC | libc::O_NONBLOCK)
            .open(path)
            .map_err(Rejected::Unreadable)?;
        let metadata = file.metadata().map_err(Rejected::Unreadable)?;
        if !metadata.is_file() {
            return Err(Rejected::NotPrivate("it is no plain file"));
        }
        // SAFETY: a question without arguments.
        let user = unsafe { libc::geteuid() };
        if metadata.uid() != user && metadata.uid() != 0 {
            return Err(Rejected::NotPrivate("it belongs to another user"));
        }
        if metadata.uid() == user && metadata.mode() & OTHERS != 0 {
            return Err(Rejected::NotPrivate("others may read or write it"));
        }
        if metadata.mode() & WRITE_OTHERS != 0 {
            return Err(Rejected::NotPrivate("others may write it"));
        }
        let mut head = vec![0; PAGE];
        read(&file, &mut head, 0)?;
        let head_length = Head::length(&head)?;
        head.resize(head_length, 0);
        read(&file, &mut head[PAGE..], PAGE)?;
        let head = Head::decode(&head)?;
        let image = Self {
            file,
            head,
            head_length,
        };
        image.check_region(metadata.len())?;
        let modified = metadata.modified().map_err(Rejected::Unreadable)?;
        if modified != image.head.sealed {
            image.check_hash()?;
        }
        Ok(image)
    }

    fn check_region(&self, file_length: u64) -> Result<(), Rejected> {
        let head = &self.head;
        if executable::build_id() != Some(head.build_id) || head.region_base != region::BASE {
            return Err(Rejected::OtherBuild);
        }
        let length = head.region_length;
        if length > region::CAPACITY
            || !length.is_multiple_of(PAGE)
            || head.root >= region::BASE + length
        {
            return Err(Rejected::Damaged("the region's length"));
        }
        if file_length != (self.head_length + length) as u64 {
            return Err(Rejected::Damaged("the file's length"));
        }
        let writable = executable::writable();
        if !head.runs.iter().all(|run| run.is_valid(&writable)) {
            return Err(Rejected::Damaged("a run of variables"));
        }
        Ok(())
    }

    fn check_hash(&self) -> Result<(), Rejected> {
        let mut hasher = Xxh3::new();
        let mut buffer = vec![0; 1 << 20];
        let mut at = 0;
        while at < self.head.region_length {
            let length = buffer.len().min(self.head.region_length - at);
            read(&self.file, &mut buffer[..length], self.head_length + at)?;
            hasher.update(&buffer[..length]);
            at += length;
        }
        if hasher.digest() == self.head.region_hash {
            Ok(())
        } else {
            Err(Rejected::Damaged("the region's hash"))
        }
    }

    /// What the image is for.
    pub fn key(&self) -> &[u8; KEY_LENGTH] {
        &self.head.key
    }

    /// What the builder wrote down about it.
    pub fn notes(&self) -> &[u8] {
        &self.head.notes
    }

    /// The size of the region, in bytes.
    pub fn region_length(&self) -> usize {
        self.head.region_length
    }

    /// Continues where the builder left off, and says where its root is.
    ///
    /// # Errors
    /// When the region cannot be mapped; nothing has changed then.
    ///
    /// # Safety
    /// No other thread runs. Nobody holds a reference to a variable that an image
    /// changes, which is everything that the builder's program initialised: call it
    /// before any of that.
    pub unsafe fn enter(self) -> Result<usize, Rejected> {
        let offset = libc::off_t::try_from(self.head_length)
            .map_err(|_| Rejected::Damaged("the head's length"))?;
        // SAFETY: a new mapping that replaces nothing.
        let got = unsafe {
            libc::mmap(
                core::ptr::without_provenance_mut(region::BASE),
                self.head.region_length,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_FIXED_NOREPLACE,
                self.file.as_raw_fd(),
                offset,
            )
        };
        if got == libc::MAP_FAILED {
            return Err(Rejected::Unmappable(io::Error::last_os_error()));
        }
        if got.addr() != region::BASE {
            return Err(Rejected::Unmappable(io::Error::other(
                "the kernel gave another address",
            )));
        }
        for run in &self.head.runs {
            // SAFETY: valid (checked by `open`), of this build (the build id), its region
            // is mapped; the rest is the caller's promise.
            unsafe { run.apply() };
        }
        Ok(self.head.root)
    }
}

fn read(file: &File, buffer: &mut [u8], offset: usize) -> Result<(), Rejected> {
    file.read_exact_at(buffer, offset as u64)
        .map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Rejected::Damaged("it is too short"),
            _ => Rejected::Unreadable(error),
        })
}
