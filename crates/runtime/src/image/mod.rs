//! Start-up images of the interpreter: what a start does is done once, written down by
//! `pyrun-image`, and continued from by every later start that would do the same.
//!
//! [`key`] says what "the same" is, [`store`] where images lie, [`build`] has one made,
//! [`make`] is the process that becomes one, `enter` the process that continues from it.
//! In an image is what programs share: the interpreter, the modules of its start, `site`
//! among them, and the standard modules of `modules` for programs that import them.
//! [`program`] makes images of whole programs. What reads folders and the environment is
//! checked by each process. docs/concepts/start-up-image.md is the whole story.

mod background;
pub mod build;
pub mod key;
pub mod make;
mod modules;
pub mod program;
pub mod store;

use std::fmt;
use std::path::{Path, PathBuf};

use pyrun_image::file::{Image, Rejected};
use rustpython_vm::{Interpreter, image::shelf};

use crate::{Options, Program};
use key::{Circumstances, Unsupported};

/// Whether an image is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// The user's image for these settings, if there is one.
    #[default]
    Automatic,
    /// None (`-X noimage`, `PYRUN_NO_IMAGE`).
    Never,
}

/// Why a start does not continue from an image.
#[derive(Debug)]
pub enum Declined {
    /// It was asked not to.
    Off,
    /// These settings are not for images.
    Unsupported(Unsupported),
    /// There is no folder for images.
    NoFolder,
    /// The image is not good.
    Rejected(Rejected),
}

impl fmt::Display for Declined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("switched off"),
            Self::Unsupported(reason) => reason.fmt(f),
            Self::NoFolder => f.write_str("there is no folder for images"),
            Self::Rejected(reason) => reason.fmt(f),
        }
    }
}

pub(crate) use background::build_later;

/// What there is to say about an image.
#[derive(Debug)]
pub struct Inspected {
    /// How much memory it holds, in bytes.
    pub region_length: usize,
    /// What its maker wrote down.
    pub notes: make::Notes,
}

/// Looks at the image at `path`.
///
/// # Errors
/// Why it is not good.
pub fn inspect(path: &Path) -> Result<Inspected, Rejected> {
    let image = Image::open(path)?;
    let notes = serde_json::from_slice(image.notes());
    Ok(Inspected {
        region_length: image.region_length(),
        notes: notes.map_err(|_| Rejected::Damaged("the notes"))?,
    })
}

/// The image that a start of `program` with `options` continues from.
///
/// # Errors
/// Why there is none.
pub fn find(options: &Options, program: &Program) -> Result<PathBuf, Declined> {
    lookup(options, program).map(|(path, _)| path)
}

/// Why a start of `program` with `options` executes the modules that its image holds, as
/// far as that can be said before it has run; `None` if it does not. For a process that
/// ends soon: an interpreter is left behind in it.
///
/// # Errors
/// When there is no image.
///
/// # Safety
/// The process has one thread and has not made an interpreter.
pub unsafe fn difference(options: &Options, program: &Program) -> Result<Option<String>, Declined> {
    // SAFETY: the caller's promise.
    unsafe { enter(options, program) }.map(|_| shelf::difference())
}

/// The image of the program, if there is one, or that for all programs.
fn lookup(options: &Options, program: &Program) -> Result<(PathBuf, Image), Declined> {
    if options.image == Use::Never {
        return Err(Declined::Off);
    }
    let folder = store::folder().ok_or(Declined::NoFolder)?;
    if let Err(error) = folder.metadata() {
        return Err(Declined::Rejected(Rejected::Unreadable(error)));
    }
    let circumstances = Circumstances::of(options).map_err(Declined::Unsupported)?;
    let open = |program: Option<&str>| {
        let key = circumstances.key(program);
        let path = store::path(&folder, &key);
        open(&path, &key).map(|image| (path, image))
    };
    let own = program::identity(program).and_then(|program| open(Some(&program)).ok());
    own.map_or_else(|| open(None).map_err(Declined::Rejected), Ok)
}

/// Continues from the image for these settings, if there is a good one.
///
/// # Errors
/// Why not; nothing has changed then.
///
/// # Safety
/// The process has one thread and has not made an interpreter.
pub(crate) unsafe fn enter(
    options: &Options,
    program: &Program,
) -> Result<&'static Interpreter, Declined> {
    let (_, image) = lookup(options, program)?;
    // SAFETY: the caller's promise; the key holds what the interpreter in there depends on.
    let root = unsafe { image.enter() }.map_err(Declined::Rejected)?;
    let interpreter: *const Interpreter = core::ptr::with_exposed_provenance(root);
    // SAFETY: `make` left an interpreter there, which is never dropped.
    let interpreter = unsafe { &*interpreter };
    // SAFETY: the caller's promise.
    if let Err(error) = unsafe { interpreter.resume() } {
        interpreter.enter(|vm| vm.print_exception(&error));
        std::process::exit(1);
    }
    Ok(interpreter)
}

fn open(path: &Path, key: &key::Key) -> Result<Image, Rejected> {
    let image = Image::open(path)?;
    if image.key() == key {
        Ok(image)
    } else {
        Err(Rejected::OtherKey)
    }
}
