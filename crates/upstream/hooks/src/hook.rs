//! What a hook is and how it is put into a file.
//!
//! A hook is data: a file, a short anchor that must stand there exactly as often
//! as the hook says, and the few lines to put before it, after it or in its
//! place. It calls into our own modules; logic never lives in a hook.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One purpose's hooks: a `hooks/*.toml` file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookFile {
    /// What these hooks make possible, and why it cannot be had otherwise.
    pub purpose: String,
    /// What has to happen upstream for these hooks to go away.
    pub remove_when: String,
    /// The hooks, in the order in which they are read; the order has no effect.
    #[serde(rename = "hook")]
    pub hooks: Vec<Hook>,
    /// Where this was read from.
    #[serde(skip)]
    pub path: PathBuf,
}

/// One change to one upstream file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// The file, relative to the upstream package.
    pub file: String,
    /// The text to find: as short as makes it unambiguous.
    pub anchor: String,
    /// How often the anchor stands in the file.
    #[serde(default = "once")]
    pub count: usize,
    /// Lines to put in front of it.
    #[serde(default)]
    pub before: String,
    /// Lines to put in its place.
    pub replace: Option<String>,
    /// Lines to put behind it.
    #[serde(default)]
    pub after: String,
}

const fn once() -> usize {
    1
}

/// Why the hooks could not be applied, told so that it names what to mend.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl HookFile {
    /// Reads every `*.toml` of `folder`, by name. A missing folder has none.
    ///
    /// # Errors
    /// When a file cannot be read or is not a hook file.
    pub fn read_all(folder: &Path) -> Result<Vec<Self>, Error> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Ok(Vec::new());
        };
        let mut paths: Vec<PathBuf> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "toml")
            })
            .collect();
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    fn read(path: PathBuf) -> Result<Self, Error> {
        let fail = |error: &dyn fmt::Display| Error::new(format!("{}: {error}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|error| fail(&error))?;
        let mut file: Self = toml::from_str(&text).map_err(|error| fail(&error))?;
        file.path = path;
        Ok(file)
    }
}

impl Hook {
    /// How many lines this hook puts into the upstream file each time.
    pub fn lines(&self) -> usize {
        [Some(&self.before), self.replace.as_ref(), Some(&self.after)]
            .into_iter()
            .flatten()
            .map(|text| text.lines().count())
            .sum()
    }

    fn text(&self) -> String {
        let anchor = self.replace.as_ref().unwrap_or(&self.anchor);
        format!("{}{anchor}{}", self.before, self.after)
    }
}

/// `text` of `file` with every hook in `files` that names it.
///
/// Anchors are searched in the upstream text only, so no hook can match what
/// another one put in.
///
/// # Errors
/// When an anchor is not there as often as its hook says, or two hooks overlap.
pub fn apply(files: &[HookFile], file: &str, text: &str) -> Result<String, Error> {
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for hook_file in files {
        for hook in hook_file.hooks.iter().filter(|hook| hook.file == file) {
            let found: Vec<usize> = text.match_indices(&hook.anchor).map(|(at, _)| at).collect();
            if found.len() != hook.count {
                return Err(Error::new(format!(
                    "{}: this anchor stands {} times in upstream's {file}, not {}:\n{}",
                    hook_file.path.display(),
                    found.len(),
                    hook.count,
                    hook.anchor
                )));
            }
            edits.extend(
                found
                    .into_iter()
                    .map(|at| (at, at + hook.anchor.len(), hook.text())),
            );
        }
    }
    edits.sort();
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (start, end, replacement) in edits {
        if start < done {
            return Err(Error::new(format!(
                "two hooks want the same text in {file}: {:?}",
                &text[start..end]
            )));
        }
        result.push_str(&text[done..start]);
        result.push_str(&replacement);
        done = end;
    }
    result.push_str(&text[done..]);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hooks(toml: &str) -> Vec<HookFile> {
        let head = "purpose = 'test'\nremove_when = 'never'\n";
        vec![toml::from_str(&format!("{head}{toml}")).expect("a hook file")]
    }

    #[test]
    fn lines_go_before_after_and_in_place() {
        let hooks = hooks(
            "[[hook]]\nfile = 'a.rs'\nanchor = 'one'\nbefore = '<'\n\
             [[hook]]\nfile = 'a.rs'\nanchor = 'two'\nafter = '>'\n\
             [[hook]]\nfile = 'a.rs'\nanchor = 'three'\nreplace = '3'\n\
             [[hook]]\nfile = 'b.rs'\nanchor = 'absent'\nreplace = ''\n",
        );
        assert_eq!(
            apply(&hooks, "a.rs", "one two three").expect("applies"),
            "<one two> 3"
        );
    }

    #[test]
    fn an_anchor_that_moved_stops_the_build() {
        let hooks = hooks("[[hook]]\nfile = 'a.rs'\nanchor = 'x'\nreplace = 'y'\n");
        for text in ["", "x x"] {
            let error = apply(&hooks, "a.rs", text)
                .expect_err("must not apply")
                .to_string();
            assert!(error.contains("a.rs, not 1:\nx"), "{error}");
        }
    }

    #[test]
    fn hooks_may_not_overlap() {
        let hooks = hooks(
            "[[hook]]\nfile = 'a.rs'\nanchor = 'one two'\nreplace = ''\n\
             [[hook]]\nfile = 'a.rs'\nanchor = 'two three'\nreplace = ''\n",
        );
        let error = apply(&hooks, "a.rs", "one two three").expect_err("must not apply");
        assert!(error.to_string().contains("two hooks want the same text"));
    }

    #[test]
    fn a_hook_may_say_how_often() {
        let hooks = hooks("[[hook]]\nfile = 'a.rs'\nanchor = 'x'\ncount = 2\nreplace = 'y'\n");
        assert_eq!(apply(&hooks, "a.rs", "x x").expect("applies"), "y y");
    }
}
