//! The only way to the standard streams: data to stdout, talk to stderr.

use std::io::{self, Write};

/// Writes to the standard streams. A reader that has gone away is no error.
#[derive(Clone, Copy, Debug)]
pub struct Printer;

impl Printer {
    /// What was asked for.
    ///
    /// # Errors
    /// When it cannot be written, except to a pipe that nobody reads any more.
    pub fn stdout(self, text: &str) -> io::Result<()> {
        let mut stream = io::stdout().lock();
        match stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush())
        {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }

    /// What there is to say about it.
    pub fn stderr(self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }
}
