//! Holds a run against a budget.

use super::{Budget, Pattern};
use crate::model::{Node, Phase, Profile};

/// A rule that was broken.
#[derive(Clone, Debug, PartialEq)]
pub enum Breach {
    /// A module was loaded that must not be.
    Denied {
        /// The rule.
        pattern: Pattern,
        /// Its load.
        load: usize,
        /// So many more inside of it break the rule.
        inside: usize,
    },
    /// A module was loaded that is not on the list.
    NotAllowed {
        /// Its load.
        load: usize,
        /// So many more inside of it break the rule.
        inside: usize,
    },
    /// A module was loaded eagerly that should be lazy.
    NotLazy {
        /// The rule.
        pattern: Pattern,
        /// Its load.
        load: usize,
        /// So many more inside of it break the rule.
        inside: usize,
    },
    /// There are too many modules.
    TooMany {
        /// How many there may be.
        limit: usize,
        /// How many there are.
        modules: usize,
    },
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The rules that were broken.
    pub breaches: Vec<Breach>,
    /// Modules that the program loaded.
    pub modules: usize,
    /// What their imports took, in nanoseconds.
    pub time: u64,
    /// The limit for that, if it was exceeded, in milliseconds.
    pub too_slow: Option<f64>,
}

/// Checks a run.
pub fn check(budget: &Budget, profile: &Profile) -> Verdict {
    let totals = profile.totals(Phase::Program);
    let mut breaches = Vec::new();
    for pattern in &budget.deny {
        let breaks = |node: &Node| pattern.matches(&node.load.module);
        breaches.extend(
            outermost(profile, breaks).map(|(load, inside)| Breach::Denied {
                pattern: pattern.clone(),
                load,
                inside,
            }),
        );
    }
    if let Some(allowed) = &budget.allow_only {
        let breaks = |node: &Node| {
            !allowed
                .iter()
                .any(|pattern| pattern.matches(&node.load.module))
        };
        let loads = outermost(profile, breaks);
        breaches.extend(loads.map(|(load, inside)| Breach::NotAllowed { load, inside }));
    }
    for pattern in &budget.expected_lazy {
        // What a module loads when it is resolved lazily was lazy with it.
        let breaks = |node: &Node| pattern.matches(&node.load.module) && !is_lazy(profile, node);
        breaches.extend(
            outermost(profile, breaks).map(|(load, inside)| Breach::NotLazy {
                pattern: pattern.clone(),
                load,
                inside,
            }),
        );
    }
    if let Some(limit) = budget.max_modules.filter(|&limit| totals.modules > limit) {
        breaches.push(Breach::TooMany {
            limit,
            modules: totals.modules,
        });
    }
    Verdict {
        breaches,
        modules: totals.modules,
        time: totals.imports,
        too_slow: budget
            .max_ms
            .filter(|&limit| milliseconds(totals.imports) > limit),
    }
}

/// Whether the use of a lazy name led to a load.
fn is_lazy(profile: &Profile, node: &Node) -> bool {
    let around = std::iter::successors(Some(node), |node| {
        node.parent.map(|parent| &profile.nodes[parent])
    });
    let mut around = around;
    around.any(|node| node.load.lazy.is_some())
}

/// The program's loads that did not fail, break a rule and are in no other such load, each
/// with the number of those in it.
fn outermost(
    profile: &Profile,
    breaks: impl Fn(&Node) -> bool,
) -> impl Iterator<Item = (usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    // The breaking load that a load is, or is in.
    let mut around: Vec<Option<usize>> = Vec::with_capacity(profile.nodes.len());
    for (index, node) in profile.nodes.iter().enumerate() {
        let mut outer = node.parent.and_then(|parent| around[parent]);
        let loaded = node.phase == Phase::Program && node.load.error.is_none();
        if loaded && breaks(node) {
            if let Some(position) = outer {
                found[position].1 += 1;
            } else {
                outer = Some(found.len());
                found.push((index, 0));
            }
        }
        around.push(outer);
    }
    found.into_iter()
}

#[allow(clippy::cast_precision_loss)] // Exact for recordings shorter than a month.
fn milliseconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1e6
}
