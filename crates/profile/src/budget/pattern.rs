//! Patterns for modules, the same as in the lazy-import policy.

use std::fmt;

use serde::Deserialize;

/// A module (`a.b`), a module and all below it (`a.b.*`), or everything (`*`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    module: String,
    below: bool,
}

impl Pattern {
    /// A package and all below it.
    pub fn package(module: &str) -> Self {
        Self {
            module: module.to_owned(),
            below: true,
        }
    }

    /// Whether the pattern means this module.
    pub fn matches(&self, module: &str) -> bool {
        if self.module.is_empty() || module == self.module {
            return true;
        }
        let rest = module.strip_prefix(&self.module);
        self.below && rest.is_some_and(|rest| rest.starts_with('.'))
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (module, below) = match text.strip_suffix(".*") {
            Some(module) => (module, true),
            None if text == "*" => ("", true),
            None => (text.as_str(), false),
        };
        let whole = text == "*";
        if !whole && (module.contains('*') || module.split('.').any(str::is_empty)) {
            return Err(format!(
                "{text:?} is no pattern: a module (a.b), a module and all below it (a.b.*), or *"
            ));
        }
        Ok(Self {
            module: module.to_owned(),
            below,
        })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.module.as_str(), self.below) {
            ("", _) => f.write_str("*"),
            (module, true) => write!(f, "{module}.*"),
            (module, false) => f.write_str(module),
        }
    }
}
