//! Where images lie: a folder of the user's that nobody else can write to.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::key::Key;

/// The ending of an image's file name.
pub const EXTENSION: &str = "image";

/// The ending of what is not finished yet.
pub(super) const UNFINISHED: &str = "unfinished";

/// The ending of a mark that says that there can be no image.
pub(super) const FAILED: &str = "failed";

/// How many images are kept: each is for one set of options, and takes tens of megabytes.
const MOST: usize = 16;

/// The folder for images: `PYRUN_IMAGE_DIR`, or `pyrun/images` in the user's cache folder.
/// `None` without a home.
pub fn folder() -> Option<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("PYRUN_IMAGE_DIR").or_else(|| {
        let cache =
            absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?;
        Some(cache.join("pyrun/images"))
    })
}

/// Where in `folder` the image for `key` lies.
pub fn path(folder: &Path, key: &Key) -> PathBuf {
    use std::fmt::Write;
    let mut name = String::new();
    for byte in &key[..16] {
        let _ = write!(name, "{byte:02x}");
    }
    folder.join(format!("{name}.{EXTENSION}"))
}

/// Makes `folder` for its owner alone, or checks that it is.
///
/// # Errors
/// When it cannot be made, or is somebody else's, or others may write to it.
pub fn prepare(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)?;
    let metadata = fs::symlink_metadata(folder)?;
    // SAFETY: a question without arguments.
    let user = unsafe { libc::geteuid() };
    if !metadata.is_dir() || metadata.uid() != user {
        return Err(io::Error::other("it is not a folder of this user's"));
    }
    if metadata.mode() & 0o022 != 0 {
        return Err(io::Error::other("others may write to it"));
    }
    Ok(())
}

/// May the folder be made if nobody has asked for it? Beside other caches, yes; a home
/// without any is left as it is.
pub(super) fn may_appear(folder: &Path) -> bool {
    std::env::var_os("PYRUN_IMAGE_DIR").is_some()
        || folder.ancestors().nth(2).is_some_and(Path::is_dir)
}

/// Every image in `folder`, by name.
///
/// # Errors
/// When the folder cannot be read; one that is not there has none.
pub fn images(folder: &Path) -> io::Result<Vec<PathBuf>> {
    with_ending(folder, EXTENSION)
}

/// Removes the images that nobody has used for longest, if there are too many; not
/// `newest`. Most file systems note the time of a use once a day.
pub(super) fn prune(folder: &Path, newest: &Path) {
    let age = |path: &PathBuf| {
        let metadata = path.metadata().ok()?;
        metadata.accessed().ok().max(metadata.modified().ok())
    };
    let mut images = images(folder).unwrap_or_default();
    images.retain(|path| path != newest);
    images.sort_by_key(age);
    let surplus = (images.len() + 1).saturating_sub(MOST);
    for path in &images[..surplus] {
        let _ = fs::remove_file(path);
    }
}

/// Removes what builders left that were killed. For who holds the lock.
pub(super) fn remove_leftovers(folder: &Path) {
    for path in with_ending(folder, UNFINISHED).unwrap_or_default() {
        let _ = fs::remove_file(path);
    }
}

/// Removes images and all that belongs to them. Says how many images there were.
///
/// # Errors
/// What could not be read or removed, and why.
pub fn clean(folder: &Path) -> Result<usize, (PathBuf, io::Error)> {
    let mut removed = 0;
    for ending in [EXTENSION, FAILED] {
        let found = with_ending(folder, ending).map_err(|error| (folder.to_path_buf(), error))?;
        for path in &found {
            fs::remove_file(path).map_err(|error| (path.clone(), error))?;
        }
        removed += if ending == EXTENSION { found.len() } else { 0 };
    }
    Ok(removed)
}

/// Marks that there can be no image at `path`, and why; the mark's time is when that was
/// found out.
pub(super) fn mark_failed(path: &Path, why: &str) {
    // Without it, somebody tries again.
    let _ = write_private(&path.with_extension(FAILED), why.as_bytes());
}

/// Writes a new file at `path` that only the user can read.
pub(super) fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    file?.write_all(content)
}

fn with_ending(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
