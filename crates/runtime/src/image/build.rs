//! Having an image made: by a process of its own, so that nothing of this one gets in, and
//! put in its place when it is whole.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use pyrun_image::file::Rejected;

use super::key::{self, Unsupported};
use super::program::{self, Plan};
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
    /// So it did, for a reason that may be an accident.
    Again(String),
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
            Self::Maker(text) | Self::Again(text) => write!(f, "no image could be made: {text}"),
            Self::Rejected(reason) => write!(f, "the new image is not good: {reason}"),
        }
    }
}

impl std::error::Error for Error {}

/// What is to be built.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// How this program was called.
    pub name: &'a OsString,
    /// The settings of the starts that it is for.
    pub options: &'a Options,
    /// What was typed for them.
    pub switches: &'a [OsString],
}

/// The folder for images while this process builds one.
struct Workshop {
    folder: PathBuf,
    _lock: File,
}

impl Workshop {
    /// Locks the folder; if another process is at work there, waits for it or not.
    fn enter(waits: bool) -> Result<Self, Error> {
        let folder = store::folder().ok_or(Error::NoFolder)?;
        store::prepare(&folder).map_err(|error| Error::System("use", folder.clone(), error))?;
        let lock = folder.join("lock");
        let held = take_lock(&lock, waits)
            .map_err(|error| Error::System("lock", lock.clone(), error))?
            .ok_or(Error::Busy)?;
        store::remove_leftovers(&folder);
        Ok(Self {
            folder,
            _lock: held,
        })
    }

    /// A file for what is not finished, beside `path`.
    fn unfinished(&self, what: &str) -> PathBuf {
        let process = std::process::id();
        self.folder
            .join(format!("{what}.{process}.{}", store::UNFINISHED))
    }
}

/// Makes the image for all programs.
///
/// # Errors
/// Why there is none; an older one stays.
pub fn build(order: Order<'_>) -> Result<PathBuf, Error> {
    let key = key::of(order.options, None).map_err(Error::Unsupported)?;
    let folder = store::folder().ok_or(Error::NoFolder)?;
    let path = store::path(&folder, &key);
    let made = Workshop::enter(false).and_then(|workshop| {
        let unfinished = workshop.unfinished("image");
        let made = match run_maker(&unfinished, order, None)? {
            Made::Image => publish(&unfinished, &path, &key),
            Made::Faults(faults) => Err(Error::Maker(format!("{faults:?}"))),
        };
        store::prune(&workshop.folder, &path);
        made
    });
    match made {
        Ok(()) => {
            let _ = fs::remove_file(path.with_extension(store::FAILED));
            Ok(path)
        }
        Err(error) => {
            if !matches!(error, Error::Busy) {
                store::mark_failed(&path, &error.to_string());
            }
            Err(error)
        }
    }
}

/// Runs the program that `words` name with `identity`, and makes the image for it. Says
/// what it holds, and how the program ended.
///
/// # Errors
/// Why there is none; an older one stays.
pub fn build_program(
    order: Order<'_>,
    identity: String,
    words: &[OsString],
) -> Result<(PathBuf, Plan, ExitStatus), Error> {
    let key = key::of(order.options, Some(&identity)).map_err(Error::Unsupported)?;
    // Nobody waits for the program, which may take its time.
    let record = tempfile::NamedTempFile::new()
        .map_err(|error| Error::System("use", std::env::temp_dir(), error))?;
    let plan = program::record(identity, order.name, order.switches, words, record.path());
    let what = || PathBuf::from(words.join(OsStr::new(" ")));
    let (mut plan, ended) = plan.map_err(|error| Error::System("record", what(), error))?;
    let workshop = Workshop::enter(true)?;
    let path = store::path(&workshop.folder, &key);
    let (unfinished, plan_file) = (workshop.unfinished("image"), workshop.unfinished("plan"));
    loop {
        let text = serde_json::to_string(&plan).unwrap_or_default();
        let written = store::write_private(&plan_file, text.as_bytes());
        written.map_err(|error| Error::System("write", plan_file.clone(), error))?;
        let made = run_maker(&unfinished, order, Some(&plan_file));
        let _ = fs::remove_file(&plan_file);
        match made? {
            Made::Image => break,
            Made::Faults(faults) => {
                let before = plan.modules.len();
                plan = plan.without(faults);
                if plan.modules.len() == before {
                    let modules: Vec<_> = plan.left_out.iter().map(|(name, _)| &**name).collect();
                    return Err(Error::Maker(format!(
                        "these modules cannot be in it, and others import them: {}",
                        modules.join(", ")
                    )));
                }
            }
        }
    }
    publish(&unfinished, &path, &key)?;
    store::prune(&workshop.folder, &path);
    Ok((path, plan, ended))
}

/// Puts what was made in its place, if it is good.
fn publish(unfinished: &Path, path: &Path, key: &key::Key) -> Result<(), Error> {
    let published = open(unfinished, key)
        .map_err(Error::Rejected)
        .and_then(|_| {
            let renamed = fs::rename(unfinished, path);
            renamed.map_err(|error| Error::System("write", path.to_path_buf(), error))
        });
    if published.is_err() {
        let _ = fs::remove_file(unfinished);
    }
    published
}

/// The lock, held until it is dropped; `None` if somebody else holds it and is not waited
/// for.
fn take_lock(path: &Path, waits: bool) -> io::Result<Option<File>> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(path)?;
    if waits {
        file.lock()?;
        return Ok(Some(file));
    }
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// What a maker has made.
enum Made {
    Image,
    /// Nothing: modules have to be left out, and why.
    Faults(Vec<(String, String)>),
}

/// The exit code of a maker that may succeed if it is run again.
pub const AGAIN: u8 = 75;

/// How often.
const ATTEMPTS: usize = 6;

fn run_maker(file: &Path, order: Order<'_>, plan: Option<&Path>) -> Result<Made, Error> {
    for _ in 1..ATTEMPTS {
        match run_maker_once(file, order, plan) {
            Err(Error::Again(_)) => {}
            made => return made,
        }
    }
    run_maker_once(file, order, plan)
}

fn run_maker_once(file: &Path, order: Order<'_>, plan: Option<&Path>) -> Result<Made, Error> {
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
    let plan = plan.map_or(OsStr::new(""), Path::as_os_str);
    let started = command
        .arg0(order.name)
        .args(["image", "make"])
        .args([file.as_os_str(), plan])
        .args(order.switches)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output();
    let output = started.map_err(|error| Error::System("run", program, error))?;
    if output.status.success() {
        return Ok(Made::Image);
    }
    let _ = fs::remove_file(file);
    if let Some(faults) = program::faults(&output.stdout) {
        return Ok(Made::Faults(faults));
    }
    let text = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.code() == Some(AGAIN.into()) {
        return Err(Error::Again(text));
    }
    Err(Error::Maker(
        match (output.status.code(), text.is_empty()) {
            (Some(_), false) => text,
            _ => format!("{text} ({})", output.status),
        },
    ))
}
