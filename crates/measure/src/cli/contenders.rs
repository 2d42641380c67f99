//! Whom `pyrun bench` lets compete.

use std::ffi::OsString;
use std::path::Path;

use super::arguments::{Arguments, Mode};
use crate::contender::{Contender, ModuleCount, python_program};

/// Options that switch lazy imports on.
const LAZY: &[&str] = &["-X", "lazyimportsall"];

/// pyrun's modes, then the other interpreters; images go into the folder `images`.
pub(super) fn all(arguments: &Arguments, pyrun: &Path, images: &Path) -> Vec<Contender> {
    let exit_code = (!arguments.ignore_failure).then_some(0);
    let modes = arguments.modes.iter().map(|&mode| Contender {
        exit_code,
        modules: ModuleCount::Report,
        // Not all options have an image, and then nobody's start has one.
        may_be_unprepared: true,
        ..of_mode(mode, arguments, pyrun, images)
    });
    let others = arguments.vs.iter().map(|python| {
        let name = python.display().to_string();
        let options: [OsString; 0] = [];
        Contender {
            exit_code,
            modules: ModuleCount::ImportTime,
            ..Contender::new(name, python_program(python), options, &arguments.program)
        }
    });
    modes.chain(others).collect()
}

fn of_mode(mode: Mode, arguments: &Arguments, pyrun: &Path, images: &Path) -> Contender {
    let new = |options: &[&str]| {
        Contender::new(
            mode.name(),
            pyrun,
            options.iter().copied(),
            &arguments.program,
        )
    };
    match mode {
        Mode::Eager => new(&[]).with_image(images),
        Mode::Lazy => new(LAZY).with_image(images),
        Mode::WarmUp => {
            new(&["-X", "lazyimportsall", "-X", "lazyimportswarmup"]).with_image(images)
        }
        Mode::NoImage => new(&["-X", "noimage", "-X", "lazyimportsall"]),
    }
}
