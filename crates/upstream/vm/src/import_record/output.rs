//! The file that lines go to.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    time::{Duration, Instant},
};

/// How much is written at once.
const PIECE: usize = 64 * 1024;

/// How long lines may wait while others come.
const PATIENCE: Duration = Duration::from_millis(100);

/// The lines that wait to be written, and where to.
#[derive(Debug)]
pub(super) struct Output {
    file: File,
    identity: Option<(u64, u64)>,
    buffer: Vec<u8>,
    /// The first thing that went wrong; nothing is written after that.
    error: Option<io::Error>,
    /// Where the lines begin that are valid only if the process ended with them.
    provisional: Option<u64>,
    /// When lines were written last.
    flushed: Instant,
}

impl Output {
    pub(super) fn new(file: File) -> Self {
        Self {
            identity: identity(&file),
            file,
            buffer: Vec::with_capacity(PIECE + PIECE / 4),
            error: None,
            provisional: None,
            flushed: Instant::now(),
        }
    }

    /// Adds a line. If the process has not ended where it was to, the lines for that
    /// case are taken back.
    pub(super) fn push(&mut self, line: &str) {
        if let Some(at) = self.provisional.take() {
            let _ = self.file.set_len(at);
            let _ = self.file.seek(SeekFrom::Start(at));
        }
        self.append(line);
    }

    /// Lines appended from now on are valid only if the process ends with them.
    pub(super) fn begin_provisional(&mut self) {
        self.push("");
        self.flush();
        self.provisional = self.file.stream_position().ok();
    }

    /// Adds a line to those, or like `push` if there is nothing to take back.
    pub(super) fn append(&mut self, line: &str) {
        self.buffer.extend_from_slice(line.as_bytes());
        if self.buffer.len() >= PIECE {
            self.flush();
        }
    }

    /// Have lines waited long?
    pub(super) fn is_late(&self) -> bool {
        self.flushed.elapsed() >= PATIENCE
    }

    /// Writes what waits.
    pub(super) fn flush(&mut self) {
        if self.error.is_none() {
            let written = if identity(&self.file) == self.identity {
                self.file.write_all(&self.buffer)
            } else {
                // A program that becomes a daemon closes all files, whoever's they are,
                // and the next one that it opens has the number of ours.
                Err(io::Error::other("the program has closed the file"))
            };
            self.error = written.err();
        }
        self.buffer.clear();
        self.flushed = Instant::now();
    }

    /// Writes what waits and says what has gone wrong so far.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.flush();
        self.error.take().map_or(Ok(()), Err)
    }
}

/// Device and number of a file.
#[cfg(unix)]
fn identity(file: &File) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;

    let metadata = file.metadata().ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_file: &File) -> Option<(u64, u64)> {
    None
}
