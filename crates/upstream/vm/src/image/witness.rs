//! What a module's code has looked at outside of the interpreter while an image was made:
//! as long as it is the same, the code would do the same again.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use core::fmt;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Something that was looked at, and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Witness {
    /// A file or folder; `None` if there was none.
    File(PathBuf, Option<Stamp>),
    /// A folder whose entries were listed; `None` if there was none.
    Listing(Listing),
    /// The user and the group.
    User([u32; 4]),
    /// The system: its kernel, its host name, its machine.
    System([Vec<u8>; 5]),
    /// A file descriptor that is open.
    Descriptor(i32),
    /// The working folder.
    WorkingFolder(Option<PathBuf>),
    /// An environment variable; `None` if it was not set.
    Variable(OsString, Option<OsString>),
    /// The whole environment, as a number: it may hold secrets.
    Environment(u64),
    /// A folder in which modules were looked for.
    Folder(Folder),
}

impl Witness {
    /// The variable in which shells say what they run: who reads all variables reads it, and
    /// does nothing with it.
    pub(super) const COMMAND: &str = "_";

    /// `path` as it is now.
    pub(super) fn file(path: PathBuf) -> Self {
        let stamp = Stamp::of(&path);
        Self::File(path, stamp)
    }

    /// The entries of `path` as they are now.
    pub(super) fn listing(path: PathBuf) -> Self {
        Self::Listing(Listing::of(path))
    }

    /// The user and the group of this process.
    pub(super) fn user() -> Self {
        // SAFETY: questions without arguments.
        Self::User(unsafe {
            [
                libc::getuid(),
                libc::geteuid(),
                libc::getgid(),
                libc::getegid(),
            ]
        })
    }

    /// The system that this process runs on.
    pub(super) fn system() -> Self {
        let mut name = core::mem::MaybeUninit::<libc::utsname>::zeroed();
        // SAFETY: `uname` writes to memory of the right size, and zeros are good where it
        // has failed.
        let name = unsafe {
            libc::uname(name.as_mut_ptr());
            name.assume_init()
        };
        let fields = [
            &name.sysname[..],
            &name.nodename[..],
            &name.release[..],
            &name.version[..],
            &name.machine[..],
        ];
        Self::System(fields.map(|field| field.iter().map(|c| c.cast_unsigned()).collect()))
    }

    /// The working folder as it is now.
    pub(super) fn working_folder() -> Self {
        Self::WorkingFolder(std::env::current_dir().ok())
    }

    /// The variable `name` as it is now.
    pub(super) fn variable(name: OsString) -> Self {
        let value = std::env::var_os(&name);
        Self::Variable(name, value)
    }

    /// The environment as it is now, but for [`Self::COMMAND`].
    pub(super) fn environment() -> Self {
        let mut variables: Vec<_> = std::env::vars_os().collect();
        variables.retain(|(name, _)| name != Self::COMMAND);
        variables.sort();
        let mut hasher = DefaultHasher::new();
        variables.hash(&mut hasher);
        Self::Environment(hasher.finish())
    }

    /// Is everything as it was?
    pub(super) fn holds(&self) -> bool {
        match self {
            Self::File(path, stamp) => Stamp::of(path) == *stamp,
            Self::Listing(listing) => listing.is_as_it_was(),
            Self::User(_) => Self::user() == *self,
            Self::System(_) => Self::system() == *self,
            Self::Descriptor(number) => is_open(*number),
            Self::WorkingFolder(path) => std::env::current_dir().ok() == *path,
            Self::Variable(name, value) => std::env::var_os(name) == *value,
            Self::Environment(_) => Self::environment() == *self,
            Self::Folder(folder) => folder.is_as_it_was(),
        }
    }
}

fn is_open(descriptor: i32) -> bool {
    // SAFETY: a question about a number.
    let flags = unsafe { libc::fcntl(descriptor, libc::F_GETFD) };
    flags != -1
}

impl fmt::Display for Witness {
    /// Why a witness does not hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, _) => write!(f, "{} has changed", path.display()),
            Self::Listing(Listing { path, .. }) => {
                write!(f, "the entries of {} have changed", path.display())
            }
            Self::User(_) => f.write_str("the user or the group is another"),
            Self::System(_) => f.write_str("the system or its name is another"),
            Self::Descriptor(number) => write!(f, "the file descriptor {number} is closed"),
            Self::WorkingFolder(_) => f.write_str("the working folder is another"),
            Self::Variable(name, _) => {
                write!(f, "the environment variable {} has changed", name.display())
            }
            Self::Environment(_) => {
                f.write_str("an environment variable has changed, and a module reads them all")
            }
            Self::Folder(folder) => {
                write!(f, "{} has other modules", folder.path.display())
            }
        }
    }
}

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    identity: (u64, u64, u32),
    /// Of a file; a folder's change with every file in it.
    content: Option<(u64, [i64; 4])>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().as_ref().map(Self::from_metadata)
    }

    fn from_metadata(metadata: &Metadata) -> Self {
        let times = [
            metadata.mtime(),
            metadata.mtime_nsec(),
            metadata.ctime(),
            metadata.ctime_nsec(),
        ];
        Self {
            identity: (metadata.dev(), metadata.ino(), metadata.mode()),
            content: (!metadata.is_dir()).then(|| (metadata.size(), times)),
        }
    }
}

/// What tells one state of a folder's entries from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    identity: (u64, u64),
    changed: (i64, i64),
}

impl State {
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self {
            identity: (metadata.dev(), metadata.ino()),
            changed: (metadata.mtime(), metadata.mtime_nsec()),
        })
    }
}

/// The entries of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listing {
    path: PathBuf,
    /// `None` if there is no such folder.
    state: Option<State>,
    /// Their names, sorted. Cached bytecode is no entry: it comes and goes.
    names: Vec<OsString>,
}

impl Listing {
    fn of(path: PathBuf) -> Self {
        // In this order: a change in between shows.
        let state = State::of(&path);
        let names = Self::names(&path);
        Self { path, state, names }
    }

    fn is_as_it_was(&self) -> bool {
        let state = State::of(&self.path);
        state == self.state
            || (state.is_some() == self.state.is_some() && Self::names(&self.path) == self.names)
    }

    fn names(path: &Path) -> Vec<OsString> {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name());
        let mut names: Vec<_> = names.filter(|name| name != "__pycache__").collect();
        names.sort();
        names
    }
}

/// The entries of a folder that can be modules of some names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    path: PathBuf,
    /// `None` if there is no such folder.
    state: Option<State>,
    names: Vec<String>,
    /// File names that begin with one of `names`, sorted.
    found: Vec<String>,
}

impl Folder {
    /// What `path` has for modules of these names.
    pub(super) fn look(path: PathBuf, names: Vec<String>) -> Self {
        // In this order: a change in between shows.
        let state = State::of(&path);
        let found = Self::list(&path, &names);
        Self {
            path,
            state,
            names,
            found,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Does it have the same for modules of its names?
    pub(super) fn is_as_it_was(&self) -> bool {
        State::of(&self.path) == self.state || self.clone().is_still()
    }

    /// The same; the next question is answered by what the folder is now.
    pub(super) fn is_still(&mut self) -> bool {
        let state = State::of(&self.path);
        let is_still = state == self.state
            || (state.is_some() == self.state.is_some()
                && Self::list(&self.path, &self.names) == self.found);
        if is_still {
            self.state = state;
        }
        is_still
    }

    /// Is there something that may be the module `name`?
    pub(super) fn has(&self, name: &str) -> bool {
        self.found.iter().any(|found| stem(found) == name)
    }

    fn list(path: &Path, names: &[String]) -> Vec<String> {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let mut found: Vec<_> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|entry| names.iter().any(|name| name == stem(entry)))
            .collect();
        found.sort();
        found
    }
}

/// A file's name up to the first dot: the module that it may be.
fn stem(file: &str) -> &str {
    file.split('.').next().unwrap_or(file)
}
