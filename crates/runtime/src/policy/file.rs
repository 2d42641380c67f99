//! Policy files: which kind it is, and where its mistakes are.

use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use super::document::{Document, parse_policy, parse_pyproject};
use super::lifeguard::parse_lifeguard;

/// A policy that cannot be used, and where its mistake is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The policy file.
    pub file: PathBuf,
    /// The line of the mistake, from 1; 0 if it has none.
    pub line: usize,
    /// What is wrong and what is allowed, on one line.
    pub message: String,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if self.line > 0 {
            write!(f, "{}:", self.line)?;
        }
        write!(f, " {}", self.message)
    }
}

impl Error for PolicyError {}

/// Reads a policy file: Lifeguard's output if its name ends in `.json`, TOML
/// otherwise. A pyproject.toml must have the table here, as it was asked for.
///
/// # Errors
///
/// If the file cannot be read, or is not a policy.
pub fn parse_file(path: &Path) -> Result<Document, PolicyError> {
    let error = |line, message| PolicyError {
        file: path.to_owned(),
        line,
        message,
    };
    let bytes =
        fs::read(path).map_err(|cause| error(0, format!("cannot read the policy: {cause}")))?;
    let text = str::from_utf8(&bytes).map_err(|cause| {
        let before = &bytes[..cause.valid_up_to()];
        let line = before.split(|&byte| byte == b'\n').count();
        error(line, "the policy is not UTF-8 text".to_owned())
    })?;
    if path.file_name() == Some(OsStr::new("pyproject.toml")) {
        return parse_pyproject(text, path)?.ok_or_else(|| {
            error(
                0,
                "there is no table [tool.pyrun.lazy-imports] in this file".to_owned(),
            )
        });
    }
    let is_json = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if is_json {
        let rules = parse_lifeguard(text, path)?;
        return Ok(Document {
            rules,
            filter: None,
        });
    }
    parse_policy(text, path)
}

/// A policy's text, with what it takes to tell lines from byte offsets.
pub(super) struct Source<'a> {
    file: &'a Path,
    newlines: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &str, file: &'a Path) -> Self {
        let newlines = text.match_indices('\n').map(|(offset, _)| offset).collect();
        Self { file, newlines }
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        self.newlines.partition_point(|&newline| newline < offset) + 1
    }

    pub(super) fn origin(&self, offset: usize) -> String {
        format!("{}:{}", self.file.display(), self.line(offset))
    }

    pub(super) fn error(&self, offset: usize, message: impl Into<String>) -> PolicyError {
        self.error_on_line(self.line(offset), message)
    }

    pub(super) fn error_on_line(&self, line: usize, message: impl Into<String>) -> PolicyError {
        PolicyError {
            file: self.file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rustpython_vm::lazy::Rule;
    use tempfile::TempDir;

    use super::*;

    /// The result for a file of that name, its error as text without the folder.
    fn parse(name: &str, content: &[u8]) -> Result<Document, String> {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        parse_file(&path).map_err(|error| {
            assert_eq!(error.file, path);
            let folder = format!("{}/", folder.path().display());
            error.to_string().replace(&folder, "")
        })
    }

    fn rules(name: &str, content: &str) -> Vec<String> {
        let document = parse(name, content.as_bytes()).expect("a policy");
        let show = |rule: &Rule| format!("{} {}", rule.importing, rule.imported);
        document.rules.iter().map(show).collect()
    }

    #[test]
    fn the_name_decides_about_the_format() {
        let policy = "[lazy-imports]\neager = ['a']";
        assert_eq!(rules("policy.toml", policy), ["* a"]);
        assert_eq!(rules("policy", policy), ["* a"]);
        let pyproject = "[tool.pyrun.lazy-imports]\neager = ['b']";
        assert_eq!(rules("pyproject.toml", pyproject), ["* b"]);
        let lifeguard = r#"{"LOAD_IMPORTS_EAGERLY": ["c"]}"#;
        assert_eq!(rules("lifeguard.json", lifeguard), ["c *"]);
        assert_eq!(rules("lifeguard.JSON", lifeguard), ["c *"]);
    }

    #[test]
    fn a_pyproject_that_was_asked_for_must_have_the_table() {
        let error = parse("pyproject.toml", b"[project]\n").expect_err("no table");
        let expected = "pyproject.toml: there is no table [tool.pyrun.lazy-imports] in this file";
        assert_eq!(error, expected);
    }

    #[test]
    fn a_file_that_is_not_utf8_is_an_error_with_its_line() {
        let error = parse("policy.toml", b"[lazy-imports]\n# \xff\n").expect_err("not UTF-8");
        assert_eq!(error, "policy.toml:2: the policy is not UTF-8 text");
    }

    #[test]
    fn a_missing_file_is_an_error_with_the_cause() {
        let error = parse_file(Path::new("no/such.toml")).expect_err("no file");
        let shown = error.to_string();
        assert!(shown.starts_with("no/such.toml: cannot read"), "{shown}");
        assert!(shown.contains("os error 2"), "{shown}");
    }

    #[test]
    fn offsets_become_lines() {
        let source = Source::new("a\nb\r\n\nc", Path::new("p"));
        let lines: Vec<_> = (0..=7).map(|offset| source.line(offset)).collect();
        assert_eq!(lines, [1, 1, 2, 2, 2, 3, 4, 4]);
        assert_eq!(source.origin(6), "p:4");
    }
}
