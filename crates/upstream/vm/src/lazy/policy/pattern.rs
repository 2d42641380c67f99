//! Module patterns: `*`, `a.b` and `a.b.*`.

use std::fmt;

/// Which modules one side of a rule is about.
///
/// There are three forms: `*` matches every module, `a.b` matches that module
/// only, and `a.b.*` matches `a.b` and everything below it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern(Form);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Every,
    Exactly(String),
    Below(String),
}

impl Pattern {
    /// The pattern `*`.
    pub const EVERY: Self = Self(Form::Every);

    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// If the text has none of the three forms; the message names the text and them.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = match text.strip_suffix(".*") {
            _ if text == "*" => Some(Form::Every),
            Some(root) => is_dotted_name(root).then(|| Form::Below(root.to_owned())),
            None => is_dotted_name(text).then(|| Form::Exactly(text.to_owned())),
        };
        form.map(Self).ok_or_else(|| {
            format!(
                "{text:?} is not a module pattern: write a module such as `a.b`, `a.b.*` for \
                 `a.b` and everything below it, or `*` for every module"
            )
        })
    }

    /// Reads a module name, where `*` has no meaning.
    ///
    /// # Errors
    ///
    /// If it is not identifiers with dots between them.
    pub fn exactly(name: &str) -> Result<Self, String> {
        if is_dotted_name(name) {
            Ok(Self(Form::Exactly(name.to_owned())))
        } else {
            Err(format!(
                "{name:?} is not a module name: write identifiers with dots between them, such \
                 as `a.b`"
            ))
        }
    }

    /// The one module that is meant, if the pattern is a module's name.
    pub(super) fn module(&self) -> Option<&str> {
        match &self.0 {
            Form::Exactly(module) => Some(module),
            Form::Every | Form::Below(_) => None,
        }
    }

    /// Whether the module called `name` is one of those meant.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        match &self.0 {
            Form::Every => true,
            Form::Exactly(module) => name == module,
            Form::Below(root) => name
                .strip_prefix(root.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Every => f.write_str("*"),
            Form::Exactly(module) => f.write_str(module),
            Form::Below(root) => write!(f, "{root}.*"),
        }
    }
}

/// Whether `text` is one or more identifiers with dots between them.
#[must_use]
pub fn is_dotted_name(text: &str) -> bool {
    text.split('.').all(|part| {
        part.starts_with(|c: char| c == '_' || c.is_alphabetic())
            && part.chars().all(|c| c == '_' || c.is_alphanumeric())
    })
}
