//! The only way to the standard streams. A reader that has gone away is no error.

use std::io::{IsTerminal, Write};
use std::os::fd::AsFd;

use anstream::{AutoStream, ColorChoice, stream::RawStream};

use crate::text::Screen;

/// Columns of a terminal that does not say how many it has.
const USUAL_WIDTH: usize = 80;

/// What was asked to be there.
pub(crate) fn stdout(text: &str) {
    let mut stream = std::io::stdout();
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

/// Reports and complaints: standard output is the program's.
pub(crate) fn stderr(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// What standard error can show.
pub(crate) fn stderr_screen() -> Screen {
    screen(&std::io::stderr())
}

/// What standard output can show.
pub(crate) fn stdout_screen() -> Screen {
    screen(&std::io::stdout())
}

/// Pipes and files get whole lines without colours; `NO_COLOR` and its kin are
/// obeyed.
fn screen<S: RawStream + AsFd + IsTerminal>(stream: &S) -> Screen {
    let width = || match terminal_size::terminal_size_of(stream) {
        Some((width, _)) => usize::from(width.0),
        None => USUAL_WIDTH,
    };
    Screen {
        width: IsTerminal::is_terminal(stream).then(width),
        colour: AutoStream::choice(stream) != ColorChoice::Never,
    }
}
