//! Images of programs: what `pyrun image build -- program` makes.
//!
//! The program runs once, with `-X importrecord`; what it has imported is what it always
//! needs. A maker imports that too, and says which modules cannot be for many processes;
//! another one, without them, becomes the image.

use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus};

use rustpython_vm::image::stocking;
use serde::{Deserialize, Serialize};

use crate::Program;

/// What an image of a program holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Plan {
    /// [`identity`] of the program.
    pub identity: String,
    /// The program's modules, in the order in which their loading began.
    pub modules: Vec<String>,
    /// `sys.path` when the program ended.
    pub path: Vec<String>,
    /// Modules that were left out, and why.
    pub left_out: Vec<(String, String)>,
}

impl Plan {
    /// Reads the plan in `file`; there is none for an image for all programs, which has no
    /// file.
    ///
    /// # Errors
    /// When the file cannot be read or is no plan.
    pub fn read(file: &Path) -> io::Result<Option<Self>> {
        if file.as_os_str().is_empty() {
            return Ok(None);
        }
        Ok(serde_json::from_slice(&fs::read(file)?)?)
    }

    /// The plan without the modules that have turned out to be for one process only.
    pub(super) fn without(mut self, faults: Vec<(String, String)>) -> Self {
        self.modules
            .retain(|name| !faults.iter().any(|(fault, _)| fault == name));
        for fault in faults {
            if !self.left_out.iter().any(|(name, _)| *name == fault.0) {
                self.left_out.push(fault);
            }
        }
        self
    }

    pub(super) fn shelf(&self) -> stocking::Program {
        stocking::Program {
            modules: self.modules.clone(),
            path: self.path.clone(),
            left_out: self.left_out.iter().map(|(name, _)| name.clone()).collect(),
        }
    }
}

/// What a maker says of modules that cannot be in an image, for the process that has started it.
pub fn report(faults: &[(String, String)]) -> String {
    serde_json::to_string(faults).unwrap_or_default()
}

/// What [`report`] has written.
pub(super) fn faults(report: &[u8]) -> Option<Vec<(String, String)>> {
    serde_json::from_slice(report).ok()
}

/// What tells one program from another: a file's path, a module's name. `None` for what
/// has neither.
pub fn identity(program: &Program) -> Option<String> {
    match program {
        Program::File(path) => {
            let path = path.canonicalize().ok()?;
            Some(format!("{}", path.display()))
        }
        Program::Module(name) => Some(format!("-m {name}")),
        Program::Command(_) | Program::Stdin => None,
    }
}

/// Runs the program with all its streams, and plans an image from what it imports; says how
/// the program ended as well. `name`
/// is how this program was called, `switches` and `program` are the words of the options
/// and behind them.
///
/// # Errors
/// When the program cannot be started, or has left no record.
pub fn record(
    identity: String,
    name: &OsString,
    switches: &[OsString],
    program: &[OsString],
    file: &Path,
) -> io::Result<(Plan, ExitStatus)> {
    let mut option = OsString::from("importrecord=");
    option.push(file);
    let mut command = Command::new("/proc/self/exe");
    std::os::unix::process::CommandExt::arg0(&mut command, name);
    command.args(switches).arg("-X").arg(option).args(program);
    let ended = command.status()?;
    let (modules, path) = read(file)?;
    let plan = Plan {
        identity,
        modules,
        path,
        left_out: Vec::new(),
    };
    Ok((plan, ended))
}

/// A line of the record, as far as it matters here.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line {
    Load {
        module: String,
        start: u64,
        error: Option<String>,
    },
    Startup {
        t: u64,
    },
    End {
        path: Vec<String>,
    },
    #[serde(other)]
    Other,
}

/// The modules that were loaded since the start was over, and `sys.path` at the end.
fn read(file: &Path) -> io::Result<(Vec<String>, Vec<String>)> {
    let mut loads = Vec::new();
    let mut program = u64::MAX;
    let mut found = None;
    for line in BufReader::new(fs::File::open(file)?).lines() {
        match serde_json::from_str(&line?).unwrap_or(Line::Other) {
            Line::Load {
                module,
                start,
                error: None,
            } => loads.push((start, module)),
            Line::Startup { t } => program = t,
            Line::End { path } => found = Some(path),
            Line::Load { .. } | Line::Other => {}
        }
    }
    let path = found.ok_or_else(|| io::Error::other("the program did not come to an end"))?;
    loads.retain(|(start, _)| *start > program);
    loads.sort();
    let mut modules = Vec::new();
    for (_, module) in loads {
        if !modules.contains(&module) {
            modules.push(module);
        }
    }
    Ok((modules, path))
}
