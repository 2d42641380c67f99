//! Lazy-import policies: which import statements may be lazy.
//!
//! A policy is a list of rules; the first that matches the importing and the
//! imported module decides, and an import that no rule matches stays as it is.
//! Rules come from three kinds of file: the table `[tool.pyrun.lazy-imports]` of a
//! pyproject.toml, the table `[lazy-imports]` of another TOML file (`document`,
//! `table`, `value`), and the JSON that Lifeguard writes (`lifeguard`).
//! [`shipped`] is pyrun's own list. [`load`] puts them in order; the interpreter
//! (`rustpython_vm::lazy::policy`) applies them.

mod document;
mod file;
mod lifeguard;
#[cfg(test)]
mod pattern_tests;
pub mod shipped;
mod table;
mod value;

use std::path::{Path, PathBuf};

use rustpython_vm::lazy::Policy;

use crate::{Options, Program};
use document::Document;
pub use file::{PolicyError, parse_file};

/// What a run starts with.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The rules.
    pub policy: Policy,
    /// A filter function, as `module:function`, and the file that names it.
    pub filter: Option<(String, PathBuf)>,
    /// Whether a file has rules besides those that pyrun ships.
    pub has_own_rules: bool,
}

/// Reads the files that the options name, in that order, and after them the
/// pyproject.toml nearest to the program. Of several filters the first counts.
///
/// # Errors
/// The first mistake in any of them.
pub fn load(options: &Options, program: &Program) -> Result<Loaded, PolicyError> {
    let mut documents = Vec::new();
    for path in &options.lazy.policies {
        documents.push((parse_file(path)?, path.clone()));
    }
    if !options.isolated
        && let Some(found) = project(program)?
    {
        documents.push(found);
    }
    let filter = documents
        .iter()
        .find_map(|(document, path)| Some((document.filter.clone()?, path.clone())));
    let rules: Vec<_> = documents
        .into_iter()
        .flat_map(|(document, _)| document.rules)
        .collect();
    Ok(Loaded {
        has_own_rules: !rules.is_empty(),
        policy: Policy::new(rules, shipped::rules()),
        filter,
    })
}

/// The nearest pyproject.toml at or above the program's folder, if it has our
/// table. Without a file to start from that is the working folder.
fn project(program: &Program) -> Result<Option<(Document, PathBuf)>, PolicyError> {
    let folder = match program {
        Program::File(path) => match path.canonicalize() {
            Ok(path) if path.is_dir() => path,
            Ok(path) => path.parent().map(Path::to_owned).unwrap_or_default(),
            Err(_) => return Ok(None),
        },
        _ => match std::env::current_dir() {
            Ok(folder) => folder,
            Err(_) => return Ok(None),
        },
    };
    let path = folder
        .ancestors()
        .map(|folder| folder.join("pyproject.toml"))
        .find(|path| path.is_file());
    let Some(path) = path else { return Ok(None) };
    // Other tools own the file too: what cannot be read is not for us.
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Ok(None);
    };
    Ok(document::parse_pyproject(&text, &path)?.map(|document| (document, path)))
}
