//! What became of lazy declarations.

use std::collections::{BTreeMap, HashSet};

use crate::record::{Place, Recording};

/// What became of a lazy declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The name was used here.
    Used(Place),
    /// The name was not used; something else loaded the module.
    Unused,
    /// The name was not used and nothing loaded the module.
    NeverNeeded,
}

/// A lazy import statement, once per name.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The module.
    pub module: String,
    /// The name, of `from module import name`.
    pub name: Option<String>,
    /// The statement.
    pub place: Place,
    /// What became of it.
    pub outcome: Outcome,
}

impl Declaration {
    /// The module or `module.name`.
    pub fn target(&self) -> String {
        match &self.name {
            Some(name) => format!("{}.{name}", self.module),
            None => self.module.clone(),
        }
    }
}

type Key = (String, Option<String>, Place);

/// All declarations of a recording, in order. A statement that was executed
/// twice is one; it counts as used if it was used once.
pub(super) fn of(recording: &Recording) -> Vec<Declaration> {
    let loaded: HashSet<&str> = recording
        .loads
        .iter()
        .map(|load| load.module.as_str())
        .collect();
    let mut used: BTreeMap<Key, Place> = BTreeMap::new();
    for resolved in &recording.resolved {
        let place = resolved.declared.clone().unwrap_or_default();
        let key = (resolved.module.clone(), resolved.name.clone(), place);
        used.entry(key)
            .or_insert_with(|| resolved.by.clone().unwrap_or_default());
    }
    let declared = recording.deferred.iter().map(|deferred| {
        let place = deferred.by.clone().unwrap_or_default();
        (deferred.module.clone(), deferred.name.clone(), place)
    });
    // A recording may miss declarations, not those that were used.
    let keys = declared.chain(used.keys().cloned());
    let mut seen = HashSet::new();
    let mut declarations = Vec::new();
    for key in keys {
        if !seen.insert(key.clone()) {
            continue;
        }
        let outcome = match used.get(&key) {
            Some(place) => Outcome::Used(place.clone()),
            None if loaded.contains(key.0.as_str()) => Outcome::Unused,
            None => Outcome::NeverNeeded,
        };
        let (module, name, place) = key;
        declarations.push(Declaration {
            module,
            name,
            place,
            outcome,
        });
    }
    declarations
}
