//! Gets the recordings to report on: from a file, or by running the program.

use std::ffi::OsString;
use std::path::Path;

use super::launch::{Launch, SIGNALLED, launch};
use super::options::{RunOptions, Which};
use super::{FAILURE, Failure};
use crate::model::{Profile, middle};
use crate::output;
use crate::record;

/// Runs of a program.
pub(super) struct Session {
    /// One profile for each way to run it.
    pub(super) profiles: Vec<Profile>,
    /// The exit code of the first run that did not succeed, or 0.
    pub(super) code: u8,
}

/// Reads the recording, or runs the program as often as needed.
pub(super) fn obtain(
    options: &RunOptions,
    program: &[OsString],
    exe: &Path,
) -> Result<Session, Failure> {
    if let Some(file) = &options.from {
        let recording = record::read(file).map_err(Failure::usage)?;
        return Ok(Session {
            profiles: vec![Profile::new(recording)],
            code: 0,
        });
    }
    let mut ways = match options.which() {
        Which::Eager => vec![Way::new(false, "")],
        Which::Lazy => vec![Way::new(true, "")],
        Which::Both => vec![Way::new(false, "eager"), Way::new(true, "lazy")],
    };
    let code = run_all(&mut ways, options, program, exe)?;
    for (file, way) in options.recordings().iter().zip(&ways) {
        let middle = middle(&way.profiles);
        output::write(file, &way.recordings[middle]).map_err(Failure::general)?;
    }
    let profiles = ways.into_iter().filter_map(|way| {
        let profile = Profile::of_runs(way.profiles)?;
        Some(profile.labelled(way.label))
    });
    Ok(Session {
        profiles: profiles.collect(),
        code,
    })
}

/// A way to run the program, and what came of it.
struct Way {
    lazy: bool,
    label: &'static str,
    profiles: Vec<Profile>,
    /// Only if one is to be kept.
    recordings: Vec<Vec<u8>>,
}

impl Way {
    fn new(lazy: bool, label: &'static str) -> Self {
        Self {
            lazy,
            label,
            profiles: Vec::new(),
            recordings: Vec::new(),
        }
    }
}

/// Runs the program in all ways in turn, so that a machine that gets slower is
/// slower for all. A turn in which a run fails is the last. Returns the exit
/// code of the first run that failed, or 0.
fn run_all(
    ways: &mut [Way],
    options: &RunOptions,
    program: &[OsString],
    exe: &Path,
) -> Result<u8, Failure> {
    let folder = tempfile::Builder::new()
        .prefix("pyrun-profile-")
        .tempdir()
        .map_err(|error| Failure::general(format!("no folder for the recording: {error}")))?;
    let mut first_failure = 0;
    for turn in 0..options.runs {
        for way in ways.iter_mut() {
            let recording = folder.path().join(format!("{}{turn}.jsonl", way.label));
            let code = launch(&Launch {
                exe,
                program,
                lazy: way.lazy,
                recording: &recording,
            })
            .map_err(|error| Failure::general(format!("cannot run {}: {error}", exe.display())))?;
            let bytes = std::fs::read(&recording).map_err(|_| no_recording(code))?;
            if bytes.is_empty() {
                return Err(no_recording(code));
            }
            let read = record::read_bytes(&bytes, &recording);
            let read = read.map_err(|error| unreadable(code, &error))?;
            way.profiles.push(Profile::new(read));
            if options.record.is_some() {
                way.recordings.push(bytes);
            }
            if first_failure == 0 {
                first_failure = code;
            }
        }
        if first_failure != 0 {
            break;
        }
    }
    Ok(first_failure)
}

/// The interpreter wrote something else.
fn unreadable(code: u8, error: &record::ReadError) -> Failure {
    Failure {
        message: error.to_string(),
        ..no_recording(code)
    }
}

/// The interpreter wrote nothing, as when its options make no sense or when a signal ended
/// it before the first line.
fn no_recording(code: u8) -> Failure {
    let message = if code > SIGNALLED {
        "the program was killed before any of its recording was written"
    } else {
        "the program left no recording"
    };
    Failure {
        code: if code == 0 { FAILURE } else { code },
        message: message.to_owned(),
    }
}
