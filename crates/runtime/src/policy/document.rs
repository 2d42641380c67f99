//! Policies in TOML: where the table is.

use std::path::Path;

use toml::de::DeTable;

use super::file::{PolicyError, Source};
use super::table::read_table;
use super::value::{Entry, Item, Table};
use rustpython_vm::lazy::Rule;

const PYPROJECT_TABLE: &str = "tool.pyrun.lazy-imports";
const POLICY_TABLE: &str = "lazy-imports";

/// What a policy file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The rules in the order in which they are asked: those of `rules`, then
    /// the lists `eager`, `eager-in`, `lazy` and `lazy-in`.
    pub rules: Vec<Rule>,
    /// The filter function, as `module:function`.
    pub filter: Option<String>,
}

/// Reads the table `[tool.pyrun.lazy-imports]` of a pyproject.toml, if it has one.
///
/// # Errors
///
/// If the table is wrong, or if the file has it and is not TOML. A file without
/// the table is never an error, not even if it is broken: other tools own it too.
pub(super) fn parse_pyproject(text: &str, file: &Path) -> Result<Option<Document>, PolicyError> {
    if !text.contains("pyrun") || !text.contains("lazy-imports") {
        return Ok(None);
    }
    let source = Source::new(text, file);
    let (root, errors) = DeTable::parse_recoverable(text);
    let item = pyproject_table(root.get_ref());
    if let Some(error) = errors.first() {
        return if item.is_some() || has_header(text) {
            Err(syntax_error(error, &source))
        } else {
            Ok(None)
        };
    }
    item.map(|item| read_table(Entry::new(PYPROJECT_TABLE, item, &source)))
        .transpose()
}

/// Reads the table `[lazy-imports]` of a policy file, which must be its only one.
///
/// # Errors
///
/// If the file is not TOML, or the table is missing or wrong.
pub(super) fn parse_policy(text: &str, file: &Path) -> Result<Document, PolicyError> {
    let source = Source::new(text, file);
    let root = DeTable::parse(text).map_err(|error| syntax_error(&error, &source))?;
    let Some(item) = root.get_ref().get(POLICY_TABLE) else {
        let message = format!("there is no table [{POLICY_TABLE}] in this file");
        return Err(source.error_on_line(0, message));
    };
    Table::new(root.get_ref(), 0, &[POLICY_TABLE], &source)?;
    read_table(Entry::new(POLICY_TABLE, item, &source))
}

fn pyproject_table<'a>(root: &'a DeTable<'a>) -> Option<&'a Item<'a>> {
    let tool = root.get("tool")?.get_ref().as_table()?;
    let pyrun = tool.get("pyrun")?.get_ref().as_table()?;
    pyrun.get("lazy-imports")
}

/// Whether a line of a broken file looks like the header of the table, which
/// the parser may have lost in what stands before.
fn has_header(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        let name = line.trim_start_matches(['[', ' ', '\t']);
        let rest = name.strip_prefix(PYPROJECT_TABLE);
        line.starts_with('[')
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ']', ' ', '\t']))
    })
}

fn syntax_error(error: &toml::de::Error, source: &Source<'_>) -> PolicyError {
    let message = error.message().replace('\n', " ");
    let line = error.span().map_or(0, |span| source.line(span.start));
    source.error_on_line(line, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pyproject(text: &str) -> Result<Option<usize>, String> {
        parse_pyproject(text, Path::new("p.toml"))
            .map(|document| document.map(|document| document.rules.len()))
            .map_err(|error| error.to_string())
    }

    fn policy(text: &str) -> Result<usize, String> {
        parse_policy(text, Path::new("p.toml"))
            .map(|document| document.rules.len())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn every_spelling_of_the_table_is_found() {
        for text in [
            "[tool.pyrun.lazy-imports]\neager = ['a']",
            "[ tool . pyrun . lazy-imports ]\neager = ['a']",
            "[tool.pyrun]\nlazy-imports.eager = ['a']",
            "[tool]\npyrun = { lazy-imports = { eager = ['a'] } }",
            "tool.pyrun.'lazy-imports'.eager = ['a']",
            "[tool.'pyrun'.lazy-imports]\r\neager = ['a']\r\n",
            "[[tool.pyrun.lazy-imports.rules]]\nimported = 'a'\nverdict = 'lazy'",
        ] {
            assert_eq!(pyproject(text), Ok(Some(1)), "{text}");
        }
        assert_eq!(pyproject("[tool.pyrun.lazy-imports]"), Ok(Some(0)));
    }

    #[test]
    fn a_pyproject_without_the_table_is_never_an_error() {
        for text in [
            "",
            "[project]\nname = 'pyrun'",
            "tool = 'pyrun lazy-imports'",
            "[tool]\npyrun = 'lazy-imports'",
            "[tool.pyrun]\nother = 'lazy-imports'",
            "[[tool.pyrun]]\nlazy-imports = 1",
            "[tool.pyrun.lazy-imports-of-mine]\nx = [",
            "# [tool.pyrun.lazy-imports]\nx = \"",
            "<<<<<<<\nx = 'tool.pyrun.lazy-imports'",
        ] {
            assert_eq!(pyproject(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_broken_pyproject_with_the_table_is_an_error_with_its_line() {
        for (text, line) in [
            ("[project]\nname =\n[tool.pyrun.lazy-imports]\n", 2),
            ("[tool.pyrun.lazy-imports]\neager = ['a',\n]]\n", 3),
            ("[tool.pyrun.lazy-imports\neager = ['a']", 1),
            ("[tool.pyrun]\nlazy-imports = {}\n[x]\n[x]\n", 4),
            ("x = '''\n[tool.pyrun.lazy-imports]\neager = ['a']\n", 4),
            ("x = [\n[[tool.pyrun.lazy-imports.rules]]\n", 2),
        ] {
            let error = pyproject(text).expect_err(text);
            assert!(error.starts_with(&format!("p.toml:{line}: ")), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
    }

    #[test]
    fn a_policy_file_must_have_the_table() {
        assert_eq!(policy("[lazy-imports]\neager = ['a']"), Ok(1));
        assert_eq!(policy("lazy-imports.eager = ['a']"), Ok(1));
        let missing = "p.toml: there is no table [lazy-imports] in this file";
        for text in ["", "[tool.pyrun.lazy-imports]", "[lazy-import]"] {
            assert_eq!(policy(text), Err(missing.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_policy_file_has_nothing_else() {
        let text = "[lazy-imports]\neager = ['a']\n\n[[rules]]\nimported = 'b'\n";
        let expected = "p.toml:4: unknown key `rules`; known here: `lazy-imports`";
        assert_eq!(policy(text), Err(expected.to_owned()));
    }

    #[test]
    fn a_broken_policy_file_is_an_error_with_its_line() {
        let error = policy("[lazy-imports]\neager = [\n'a'\n'b']").expect_err("no comma");
        assert!(error.starts_with("p.toml:4: "), "{error}");
    }
}
