//! Having an image made: by a process of its own, so that nothing of this one gets in, and
//! put in its place when it is whole.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pyrun_image::file::Rejected;

use super::key::{self, Unsupported};
use super::{open, store};
use crate::Options;

/// Why there is no new image.
#[derive(Debug)]
pub enum Error {
    /// These settings are not for images.
    Unsupported(Unsupported),
    /// There is no folder for images.
    NoFolder,
    /// A file or folder, what was to be done with it, and why it was not.
    System(&'static str, PathBuf, io::Error),
    /// Another process is at it.
    Busy,
    /// The maker failed, and said this.
    Maker(String),
    /// What it made is not good.
    Rejected(Rejected),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(reason) => write!(f, "no image for these options: {reason}"),
            Self::NoFolder => {
                f.write_str("there is no home to keep images in: set PYRUN_IMAGE_DIR")
            }
            Self::System(what, path, error) => {
                write!(f, "cannot {what} {}: {error}", path.display())
            }
            Self::Busy => f.write_str("another process is building an image"),
            Self::Maker(text) => write!(f, "no image could be made: {text}"),
            Self::Rejected(reason) => write!(f, "the new image is not good: {reason}"),
        }
    }
}

impl std::error::Error for Error {}

/// Makes the image for `options`; `name` is how this program was called, `switches` are
/// what was typed for the options.
///
/// # Errors
/// Why there is none; an older one stays.
pub fn build(options: &Options, name: &OsString, switches: &[OsString]) -> Result<PathBuf, Error> {
    let key = key::of(options).map_err(Error::Unsupported)?;
    let path = store::path(&key).ok_or(Error::NoFolder)?;
    let folder = path.parent().unwrap_or(Path::new("/")).to_path_buf();
    store::prepare(&folder).map_err(|error| Error::System("use", folder.clone(), error))?;
    let lock = folder.join("lock");
    let _lock = try_lock(&lock)
        .map_err(|error| Error::System("lock", lock.clone(), error))?
        .ok_or(Error::Busy)?;
    store::remove_leftovers(&folder);

    let ending = format!("{}.{}", std::process::id(), store::UNFINISHED);
    let unfinished = path.with_extension(ending);
    let made = run_maker(&unfinished, name, switches).and_then(|()| {
        open(&unfinished, &key).map_err(Error::Rejected)?;
        fs::rename(&unfinished, &path).map_err(|error| Error::System("write", path.clone(), error))
    });
    let failed = path.with_extension(store::FAILED);
    if let Err(error) = made {
        let _ = fs::remove_file(&unfinished);
        let _ = fs::write(failed, error.to_string());
        return Err(error);
    }
    let _ = fs::remove_file(failed);
    store::prune(&folder, &path);
    Ok(path)
}

/// The lock, held until it is dropped; `None` if somebody else holds it.
fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

fn run_maker(file: &Path, name: &OsString, switches: &[OsString]) -> Result<(), Error> {
    let program = PathBuf::from("/proc/self/exe");
    let mut command = Command::new(&program);
    // SAFETY: a system call that is allowed between fork and exec.
    unsafe {
        command.pre_exec(|| {
            // Nobody takes what it makes if this process is killed.
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            Ok(())
        });
    }
    let started = command
        .arg0(name)
        .args(["image", "make"])
        .arg(file)
        .args(switches)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output();
    let output = started.map_err(|error| Error::System("run", program, error))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::Maker(
        match (output.status.code(), text.is_empty()) {
            (Some(_), false) => text,
            _ => format!("{text} ({})", output.status),
        },
    ))
}
