//! The only way to the standard streams. A reader that has gone away is no error.

use std::io::Write;

use crate::text::Screen;

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
    let stderr = std::io::stderr();
    screen(
        terminal_size::terminal_size_of(&stderr),
        anstream::AutoStream::choice(&stderr),
    )
}

/// What standard output can show.
pub(crate) fn stdout_screen() -> Screen {
    let stdout = std::io::stdout();
    screen(
        terminal_size::terminal_size_of(&stdout),
        anstream::AutoStream::choice(&stdout),
    )
}
fn screen(
    size: Option<(terminal_size::Width, terminal_size::Height)>,
    choice: anstream::ColorChoice,
) -> Screen {
    Screen {
        width: size.map(|(width, _)| usize::from(width.0)),
        colour: choice != anstream::ColorChoice::Never,
    }
}
