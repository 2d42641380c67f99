//! What became of every lazy import, for people who want to see it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::log::reading_code;
use crate::{AsObject, builtins::PyBaseExceptionRef};

/// What became of a lazy import so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody has read the name.
    NeverLoaded,
    /// Read and imported; `at` is `file:line` of the code that read it.
    Resolved {
        /// `file:line`, or empty when no Python code was running.
        at: String,
    },
    /// The last try failed; `error` is the exception's type.
    Failed {
        /// `file:line`, or empty when no Python code was running.
        at: String,
        /// The name of the exception's type.
        error: String,
    },
}

/// One name that an import statement deferred.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `__name__` of the module with the statement.
    pub importer: String,
    /// What it imports: `m`, `a.b`, `m.name`.
    pub target: String,
    /// The file of the statement.
    pub file: String,
    /// The line of the statement, from 1.
    pub line: usize,
    /// What became of it.
    pub outcome: Outcome,
}

/// The live form of an [`Entry`], shared by the deferred object and the state.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) importer: String,
    pub(crate) file: &'static str,
    pub(crate) line: usize,
    /// The name of the code object with the statement, usually `<module>`.
    pub(crate) function: &'static str,
    /// Set when `IMPORT_NAME` has become one object per name.
    pub(crate) target: String,
    pub(crate) outcome: Mutex<Outcome>,
}

impl Record {
    /// The same statement, as it declares `target`.
    pub(crate) fn of(&self, target: String) -> Self {
        Self {
            importer: self.importer.clone(),
            file: self.file,
            line: self.line,
            function: self.function,
            target,
            outcome: Mutex::new(Outcome::NeverLoaded),
        }
    }

    pub(crate) fn set(&self, outcome: Outcome) {
        *ignore_poison(self.outcome.lock()) = outcome;
    }

    /// The last try failed with `error`.
    pub(crate) fn failed(&self, error: &PyBaseExceptionRef) {
        self.set(Outcome::Failed {
            at: reading_code(),
            error: error.class().name().to_string(),
        });
    }

    pub(crate) fn entry(self: &Arc<Self>) -> Entry {
        Entry {
            importer: self.importer.clone(),
            target: self.target.clone(),
            file: self.file.to_owned(),
            line: self.line,
            outcome: ignore_poison(self.outcome.lock()).clone(),
        }
    }
}

/// A panic while one of these locks was held leaves nothing half-done behind.
pub(crate) fn ignore_poison<'a, T>(
    result: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>,
) -> MutexGuard<'a, T> {
    result.unwrap_or_else(PoisonError::into_inner)
}
