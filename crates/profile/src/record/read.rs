//! Reading a recording.
//!
//! A process that was killed leaves its last line in pieces: that is no error
//! but [`Recording::truncated`]. A bad line anywhere else is one.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Deferred, Edge, End, FORMAT, Header, Load, Recording, Resolved};

/// Why a recording cannot be read.
#[derive(Debug)]
pub struct ReadError {
    file: PathBuf,
    line: Option<usize>,
    what: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for ReadError {}

/// A line that is not the first. Kinds of later versions are passed over.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line {
    Load(Load),
    Startup {
        t: u64,
    },
    Deferred(Deferred),
    Resolved(Resolved),
    Edge(Edge),
    End(End),
    #[serde(other)]
    Other,
}

/// The first line.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum FirstLine {
    Header(Header),
}

/// Reads the recording in a file.
pub fn read(file: &Path) -> Result<Recording, ReadError> {
    let bytes = std::fs::read(file).map_err(|error| ReadError {
        file: file.to_owned(),
        line: None,
        what: error.to_string(),
    })?;
    read_bytes(&bytes, file)
}

/// Reads a recording; `file` is the name for error messages.
pub fn read_bytes(bytes: &[u8], file: &Path) -> Result<Recording, ReadError> {
    let error = |line: usize, what: String| ReadError {
        file: file.to_owned(),
        line: Some(line),
        what,
    };
    let mut lines = (1..)
        .zip(bytes.split_inclusive(|&byte| byte == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty());
    let Some((number, first)) = lines.next() else {
        return Err(error(1, "the recording is empty".to_owned()));
    };
    let FirstLine::Header(header) = serde_json::from_slice(first)
        .map_err(|_| error(number, "not a recording of imports (no header)".to_owned()))?;
    if header.format != FORMAT {
        return Err(error(
            number,
            format!("format {} is not known, only {FORMAT} is", header.format),
        ));
    }
    let mut recording = Recording {
        header,
        ..Recording::default()
    };
    for (number, line) in lines {
        match serde_json::from_slice(line) {
            Ok(line) => recording.add(line),
            Err(_) if !line.ends_with(b"\n") => recording.truncated = true,
            Err(cause) => return Err(error(number, describe(&cause))),
        }
    }
    Ok(recording)
}

/// The parser's words with the column, but without its own line number, which
/// is always 1 or, of lines that lack something, 0.
fn describe(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    match (text.rfind(" at line "), cause.column()) {
        (Some(end), 0) => text[..end].to_owned(),
        (Some(end), column) => format!("{} (column {column})", &text[..end]),
        (None, _) => text,
    }
}

impl Recording {
    fn add(&mut self, line: Line) {
        match line {
            Line::Load(load) => self.loads.push(load),
            Line::Startup { t } => self.startup = Some(t),
            Line::Deferred(deferred) => self.deferred.push(deferred),
            Line::Resolved(resolved) => self.resolved.push(resolved),
            Line::Edge(edge) => self.edges.push(edge),
            Line::End(end) => self.end = Some(end),
            Line::Other => {}
        }
    }
}
