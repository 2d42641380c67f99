//! Policies: rules that say whose imports, or imports of what, stay eager
//! although mode or keyword make them lazy. A rule with the verdict lazy exempts
//! from the rules after it, the shipped list among them; it makes nothing lazy.
//!
//! Rules come in layers, the most specific source first; the first rule that
//! matches decides. Where they come from (files, options, the API) is the
//! embedder's business.

mod pattern;

use core::sync::atomic::{AtomicUsize, Ordering};
use std::collections::HashMap;
use std::sync::Arc;

pub use pattern::{Pattern, is_dotted_name};

/// What a rule says about the imports it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The import runs where it stands.
    Eager,
    /// The import may wait until the name is used.
    Lazy,
}

/// One rule of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What happens to the imports that match.
    pub verdict: Verdict,
    /// The modules that contain the import statement.
    pub importing: Pattern,
    /// The modules that the statement imports; `from a import b` imports `a` and
    /// `a.b`.
    pub imported: Pattern,
    /// Why the rule is there, for people.
    pub reason: Option<String>,
    /// Where the rule is written, as `FILE:LINE` or what else helps to find it.
    pub origin: String,
}

/// Rules in the order in which they are asked, found by the importing module.
#[derive(Clone, Debug, Default)]
struct Rules {
    /// Each with the number of statements that it has decided.
    all: Vec<Arc<(Rule, AtomicUsize)>>,
    by_module: HashMap<String, Vec<usize>>,
    by_pattern: Vec<usize>,
}

impl Rules {
    fn new(rules: impl IntoIterator<Item = Arc<(Rule, AtomicUsize)>>) -> Self {
        let mut sorted = Self::default();
        for (index, rule) in rules.into_iter().enumerate() {
            match rule.0.importing.module() {
                Some(module) => {
                    let module = module.to_owned();
                    sorted.by_module.entry(module).or_default().push(index);
                }
                None => sorted.by_pattern.push(index),
            }
            sorted.all.push(rule);
        }
        sorted
    }

    /// The first rule that matches.
    fn decide(&self, importing: &str, imported: &[String]) -> Option<Verdict> {
        let matches = |index: &&usize| {
            let rule = &self.all[**index].0;
            rule.importing.matches(importing)
                && imported.iter().any(|name| rule.imported.matches(name))
        };
        let own = self.by_module.get(importing);
        let own = own.and_then(|indexes| indexes.iter().find(matches));
        let general = self.by_pattern.iter().find(matches);
        let first = own.into_iter().chain(general).min()?;
        let (rule, decided) = &*self.all[*first];
        decided.fetch_add(1, Ordering::Relaxed);
        Some(rule.verdict)
    }
}

/// The rules of an interpreter.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    rules: Rules,
    /// Asked after `rules`, and only about imports that nobody wrote as lazy.
    shipped: Rules,
}

impl Policy {
    /// A policy of the user's rules and the shipped ones.
    #[must_use]
    pub fn new(rules: Vec<Rule>, shipped: Vec<Rule>) -> Self {
        let count = |rules: Vec<Rule>| {
            Rules::new(
                rules
                    .into_iter()
                    .map(|rule| Arc::new((rule, AtomicUsize::new(0)))),
            )
        };
        Self {
            rules: count(rules),
            shipped: count(shipped),
        }
    }

    /// The same policy with `rule` in front of all others.
    #[must_use]
    pub fn with(&self, rule: Rule) -> Self {
        let first = Arc::new((rule, AtomicUsize::new(0)));
        let rules = core::iter::once(first).chain(self.rules.all.iter().cloned());
        Self {
            rules: Rules::new(rules),
            shipped: self.shipped.clone(),
        }
    }

    /// The user's rules in order, each with the number of import statements that
    /// it has decided.
    pub fn rules(&self) -> impl Iterator<Item = (&Rule, usize)> {
        self.rules
            .all
            .iter()
            .map(|rule| (&rule.0, rule.1.load(Ordering::Relaxed)))
    }

    /// What the first matching rule says of a statement in `importing` that
    /// imports `imported` (one of them has to match).
    pub(crate) fn verdict(
        &self,
        importing: &str,
        imported: &[String],
        with_shipped: bool,
    ) -> Option<Verdict> {
        self.rules.decide(importing, imported).or_else(|| {
            with_shipped
                .then(|| self.shipped.decide(importing, imported))
                .flatten()
        })
    }
}
