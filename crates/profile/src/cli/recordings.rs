//! Gets the recordings to report on: from a file, or by running the program.

use std::ffi::OsString;
use std::path::Path;

use super::launch::{Launch, launch};
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
    let ways: &[(bool, &str)] = match options.which() {
        Which::Eager => &[(false, "")],
        Which::Lazy => &[(true, "")],
        Which::Both => &[(false, "eager"), (true, "lazy")],
    };
    let mut session = Session {
        profiles: Vec::new(),
        code: 0,
    };
    for &(lazy, label) in ways {
        let (profile, code) = runs(options, program, exe, lazy)?;
        session.profiles.push(profile.labelled(label));
        if session.code == 0 {
            session.code = code;
        }
    }
    Ok(session)
}

/// Runs the program in one way as often as asked for. A run that fails is the last.
fn runs(
    options: &RunOptions,
    program: &[OsString],
    exe: &Path,
    lazy: bool,
) -> Result<(Profile, u8), Failure> {
    let folder = tempfile::Builder::new()
        .prefix("pyrun-profile-")
        .tempdir()
        .map_err(|error| Failure::general(format!("no folder for the recording: {error}")))?;
    let mut profiles = Vec::new();
    let mut recordings = Vec::new();
    let mut code = 0;
    for number in 0..options.runs {
        let recording = folder.path().join(format!("{number}.jsonl"));
        code = launch(&Launch {
            exe,
            program,
            lazy,
            recording: &recording,
        })
        .map_err(|error| Failure::general(format!("cannot run {}: {error}", exe.display())))?;
        let bytes = std::fs::read(&recording).map_err(|_| no_recording(code))?;
        let read =
            record::read_bytes(&bytes, &recording).map_err(|error| unreadable(code, &error))?;
        profiles.push(Profile::new(read));
        recordings.push(bytes);
        if code != 0 {
            break;
        }
    }
    if let Some(file) = &options.record {
        let middle = middle(&profiles);
        output::write(file, &recordings[middle]).map_err(Failure::general)?;
    }
    let profile = Profile::of_runs(profiles).ok_or_else(|| no_recording(code))?;
    Ok((profile, code))
}

/// The program was killed before there was anything in the recording.
fn unreadable(code: u8, error: &record::ReadError) -> Failure {
    Failure {
        message: error.to_string(),
        ..no_recording(code)
    }
}

/// The interpreter wrote nothing, as when its options make no sense.
fn no_recording(code: u8) -> Failure {
    Failure {
        code: if code == 0 { FAILURE } else { code },
        message: "the program left no recording".to_owned(),
    }
}
