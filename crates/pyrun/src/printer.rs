//! The only way to the standard streams: data to stdout, talk to stderr.

use std::io::Write;

/// Writes to the standard streams. A reader that has gone away is no error.
#[derive(Clone, Copy, Debug)]
pub struct Printer;

impl Printer {
    /// What was asked for.
    pub fn stdout(self, text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    /// What there is to say about it.
    pub fn stderr(self, text: &str) {
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}
