//! Which modules' imports stay eager although the mode makes them lazy.

use std::collections::HashSet;

/// Names of importing modules: `pkg` for that module, `pkg.*` for it and
/// everything below.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    modules: HashSet<String>,
    trees: HashSet<String>,
}

impl Policy {
    /// A policy of these patterns.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut policy = Self::default();
        for pattern in patterns {
            match pattern.strip_suffix(".*") {
                Some(tree) => policy.trees.insert(tree.to_owned()),
                None => policy.modules.insert(pattern.to_owned()),
            };
        }
        policy
    }

    /// Do the imports of the module `importer` stay eager?
    pub(crate) fn keeps_eager(&self, importer: &str) -> bool {
        self.modules.contains(importer)
            || (!self.trees.is_empty() && ancestors(importer).any(|name| self.trees.contains(name)))
    }
}

/// `a.b.c`, `a.b`, `a`.
fn ancestors(name: &str) -> impl Iterator<Item = &str> {
    core::iter::successors(Some(name), |name| {
        name.rsplit_once('.').map(|(parent, _)| parent)
    })
}
