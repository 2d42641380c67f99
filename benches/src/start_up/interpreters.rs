//! Every CPython of this machine.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the packages of `tests/programs/requirements.txt` need at least.
const OLDEST: (u32, u32) = (3, 11);
/// Minor versions to look for by name.
const NAMES: std::ops::RangeInclusive<u32> = 11..=19;

/// Says who the interpreter is.
const QUESTION: &str = "import sys; print(sys.implementation.name, sys.version.split()[0], \
sys.version_info[0], sys.version_info[1], hasattr(sys, 'set_lazy_imports'), sys.executable)";

/// A CPython.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CPython {
    /// The interpreter itself, not a wrapper around it.
    pub program: PathBuf,
    /// Its version in full.
    pub version: String,
    /// Its version without the last number.
    pub minor: (u32, u32),
    /// Whether it has PEP 810's lazy imports.
    pub lazy: bool,
}

impl CPython {
    /// Asks a program who it is; nothing if it is no CPython or cannot be started.
    pub fn ask(program: impl AsRef<OsStr>) -> Option<Self> {
        let output = Command::new(program.as_ref())
            .args(["-I", "-c", QUESTION])
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        Self::from_answer(text.trim())
    }

    fn from_answer(answer: &str) -> Option<Self> {
        let mut words = answer.splitn(6, ' ');
        let name = words.next()?;
        let version = words.next()?.to_owned();
        let minor = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let lazy = words.next()? == "True";
        let program = PathBuf::from(words.next()?);
        (name == "cpython").then_some(Self {
            program,
            version,
            minor,
            lazy,
        })
    }
}

/// One CPython of each version from 3.11, `python3` first: those on `PATH`, pyenv's and uv's.
pub fn all() -> Vec<CPython> {
    let mut found: Vec<CPython> = Vec::new();
    for program in candidates() {
        if let Some(cpython) = CPython::ask(program)
            && cpython.minor >= OLDEST
            && found.iter().all(|known| known.minor != cpython.minor)
        {
            found.push(cpython);
        }
    }
    found
}

/// Those that were asked for.
///
/// # Errors
/// When one is no CPython.
pub fn named(programs: &[PathBuf]) -> io::Result<Vec<CPython>> {
    let ask = |program: &PathBuf| {
        let message = || format!("{} is no CPython that runs", program.display());
        CPython::ask(program).ok_or_else(|| io::Error::other(message()))
    };
    programs.iter().map(ask).collect()
}

fn candidates() -> Vec<PathBuf> {
    let mut candidates = vec![PathBuf::from("python3")];
    candidates.extend(NAMES.map(|minor| format!("python3.{minor}").into()));
    if let Some(home) = std::env::home_dir() {
        for folder in [".pyenv/versions", ".local/share/uv/python"] {
            candidates.extend(interpreters_in(&home.join(folder)));
        }
    }
    candidates
}

/// `bin/python3` of each folder in `folder`, by name.
fn interpreters_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let programs = entries.map(|entry| entry.path().join("bin/python3"));
    let mut programs: Vec<PathBuf> = programs.filter(|program| program.exists()).collect();
    programs.sort();
    programs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_understood() {
        assert_eq!(
            CPython::from_answer("cpython 3.15.0 3 15 True /opt/my python/bin/python3"),
            Some(CPython {
                program: "/opt/my python/bin/python3".into(),
                version: "3.15.0".to_owned(),
                minor: (3, 15),
                lazy: true,
            })
        );
        assert_eq!(
            CPython::from_answer("rustpython 3.14.0 3 14 False /bin/pyrun"),
            None
        );
        assert_eq!(CPython::from_answer(""), None);
    }

    #[test]
    fn what_is_no_cpython_is_refused() {
        assert!(named(&["/bin/false".into()]).is_err());
    }
}
