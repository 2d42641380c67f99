//! Commands: what `pyrun WORD …` does when WORD is one of [`COMMANDS`] (a script of that
//! name is run as `./WORD`). One file per command.

pub mod bench;
pub mod image;
pub mod profile;
pub mod watch;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::printer::Printer;

/// A command and what it is for.
pub struct Command {
    /// The word.
    pub name: &'static str,
    /// What it does, in a few words.
    pub help: &'static str,
    /// Does it, with the words behind its own, and says the exit code.
    pub run: fn(&OsString, &[OsString], Printer) -> u8,
}

/// Every command, by name.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "bench",
        help: "how fast a program starts, lazy and eager, beside others",
        run: bench::run,
    },
    Command {
        name: "image",
        help: "start-up images: status, build, clean",
        run: image::run,
    },
    Command {
        name: "profile",
        help: "what imports cost, as tree, table, page or file",
        run: profile::run,
    },
    Command {
        name: "watch",
        help: "run a program, reload what changes, run it again",
        run: watch::run,
    },
];

/// The command that the first of `words` names.
pub fn find(words: &[OsString]) -> Option<&'static Command> {
    let first = words.first()?;
    COMMANDS.iter().find(|command| first == command.name)
}

/// This program as it was called, for commands that run it again. A link in a virtual
/// environment stands for that environment, so it is not followed.
fn this_program(name: &OsStr) -> PathBuf {
    let Ok(real) = std::env::current_exe() else {
        return PathBuf::from(name);
    };
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let mut called: Vec<PathBuf> = if Path::new(name).components().count() > 1 {
        vec![PathBuf::from(name)]
    } else {
        let folders = std::env::split_paths(&folders);
        folders.map(|folder| folder.join(name)).collect()
    };
    // The first word can be anything.
    called.retain(|path| path.canonicalize().is_ok_and(|path| path == real));
    let called = called.first().map(std::path::absolute);
    called.and_then(Result::ok).unwrap_or(real)
}
