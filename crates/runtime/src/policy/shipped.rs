//! The shipped policy: modules of well-known packages whose imports stay eager
//! when only a mode makes them lazy, because the package works through the side effects
//! of importing.
//!
//! An entry needs a reason, and a program in `tests/real_programs.rs` that fails
//! without it.

use rustpython_vm::lazy::{Pattern, Rule, Verdict};

/// An importing module and why it is in the list.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// `pkg` for that module, `pkg.*` for it and everything below.
    pub importer: &'static str,
    /// What its imports do besides binding a name.
    pub reason: &'static str,
}

const PIP: &str = "pip install refuses to import what it has not imported before it installs";

/// The shipped list, by name.
pub const SHIPPED: &[Entry] = &[
    Entry {
        importer: "black.parsing",
        reason: "importing black.nodes initialises the grammars that black.parsing reads",
    },
    Entry {
        importer: "hypothesis.strategies",
        reason: "importing its parts registers the strategies that it then looks for",
    },
    Entry {
        importer: "mpmath.*",
        reason: "its modules define the methods of mpmath's contexts when imported (sympy)",
    },
    Entry {
        importer: "pathspec.*",
        reason: "importing pathspec.patterns registers the pattern styles by name (black)",
    },
    Entry {
        importer: "pip._internal.commands.install",
        reason: PIP,
    },
    Entry {
        importer: "pip._internal.locations.*",
        reason: PIP,
    },
    Entry {
        importer: "pip._internal.operations.*",
        reason: PIP,
    },
    Entry {
        importer: "pip._internal.req.*",
        reason: PIP,
    },
    Entry {
        importer: "pip._vendor.distlib.*",
        reason: PIP,
    },
    Entry {
        importer: "sqlalchemy.*",
        reason: "its modules register events, dialects and each other when imported",
    },
    Entry {
        importer: "sympy.*",
        reason: "its modules install singletons and register handlers when imported",
    },
    Entry {
        importer: "tlz",
        reason: "importing tlz._build_tlz fills the module with toolz's functions",
    },
];

/// The shipped list as the interpreter wants it.
pub(crate) fn rules() -> Vec<Rule> {
    let rule = |entry: &Entry| {
        Some(Rule {
            verdict: Verdict::Eager,
            importing: Pattern::parse(entry.importer).ok()?,
            imported: Pattern::EVERY,
            reason: Some(entry.reason.to_owned()),
            origin: "pyrun's own list".to_owned(),
        })
    };
    SHIPPED.iter().filter_map(rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_a_pattern() {
        assert_eq!(rules().len(), SHIPPED.len());
    }
}
