//! Budgets: what a program may import, checked by `pyrun profile --budget`.
//!
//! A budget is about the modules that the program loads; what the interpreter
//! loads to start is not the program's fault.

mod baseline;
mod check;
mod pattern;
mod report;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use baseline::baseline;
pub use check::{Breach, Verdict, check};
pub use pattern::Pattern;
pub use report::report;

/// The rules of a budget file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Budget {
    /// Modules that must not be loaded.
    #[serde(default)]
    pub deny: Vec<Pattern>,
    /// If there is such a list: nothing else may be loaded.
    pub allow_only: Option<Vec<Pattern>>,
    /// So many modules may be loaded.
    pub max_modules: Option<usize>,
    /// Modules that must not be loaded eagerly.
    #[serde(default)]
    pub expected_lazy: Vec<Pattern>,
    /// The program's imports should not take longer, in milliseconds. That
    /// depends on the machine, so it only warns.
    pub max_ms: Option<f64>,
}

/// Why a budget file cannot be used.
#[derive(Debug)]
pub struct BudgetError {
    file: PathBuf,
    what: String,
}

impl fmt::Display for BudgetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "budget {}: {}", self.file.display(), self.what)
    }
}

impl std::error::Error for BudgetError {}

/// Reads a budget file.
pub fn read(file: &Path) -> Result<Budget, BudgetError> {
    let error = |what: String| BudgetError {
        file: file.to_owned(),
        what,
    };
    let text = std::fs::read_to_string(file).map_err(|cause| error(cause.to_string()))?;
    toml::from_str(&text).map_err(|cause| error(cause.to_string().trim_end().to_owned()))
}
