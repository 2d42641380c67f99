//! Programs of several modules whose images are built.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use super::images::{Images, said, text};
use super::{PYRUN, show};

/// A program of several modules, and a folder for its image.
pub(crate) struct Project {
    pub(crate) folder: TempDir,
    pub(crate) images: Images,
}

/// Says of each module of the program whether it comes from the image.
const MAIN: &str = "\
import sys
from app import core, optional, settings
def where(name):
    return 'image' if id(sys.modules[name]) >> 40 == 0x30 else 'executed'
print(core.ANSWER, settings.MODE, settings.TEXT, optional.speed)
import extra
print(extra.NAME)
for name in sorted(name for name in sys.modules if name.startswith(('app', 'extra'))):
    print(name, where(name))
";

/// The options for eager and for lazy imports.
pub(crate) const MODES: [&[&str]; 2] = [&[], &["-X", "lazyimportsall"]];

/// Builds an image for `main.py p`, and compares what runs with and without `p` say with
/// what they say without an image. Gives the project in the last mode.
pub(crate) fn says_the_same(files: &[(&str, &str)]) -> Project {
    let project = Project::empty();
    for (name, content) in files {
        project.write(name, content);
    }
    for options in MODES {
        project.build_with(options, &["main.py", "p"]);
        for arguments in [&["main.py"][..], &["main.py", "p"]] {
            let run = |more: &[&str]| project.said(&[options, more, arguments].concat());
            assert_eq!(
                run(&[]),
                run(&["-X", "noimage"]),
                "{options:?} {arguments:?}"
            );
        }
    }
    project
}

impl Project {
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            images: Images::new(),
        }
    }

    pub(crate) fn new() -> Self {
        let project = Self::empty();
        for (name, content) in [
            ("main.py", MAIN),
            ("app/__init__.py", ""),
            (
                "app/core.py",
                "from app.base import BASE\nANSWER = BASE + 2\n",
            ),
            ("app/base.py", "BASE = 40\n"),
            (
                "app/settings.py",
                "import os\n\
                 MODE = os.environ.get('APP_MODE', 'normal')\n\
                 path = os.path.join(os.path.dirname(__file__), 'text.txt')\n\
                 with open(path) as file:\n    TEXT = file.read()\n",
            ),
            ("app/text.txt", "text"),
            (
                "app/optional.py",
                "try:\n    from app.fast import speed\n\
                 except ImportError:\n    speed = 'slow'\n",
            ),
            ("library/extra.py", "NAME = 'library'\n"),
        ] {
            project.write(name, content);
        }
        project
    }

    pub(crate) fn built() -> Self {
        let project = Self::new();
        project.build(&["main.py"]);
        project
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = self.images.command(PYRUN);
        command
            .current_dir(self.folder.path())
            .env("PYTHONPATH", self.folder.path().join("library"));
        command
    }

    /// Builds the image for these words, and says what the builder says.
    pub(crate) fn build(&self, program: &[&str]) -> String {
        self.build_with(&[], program)
    }

    /// The same for starts with these options.
    pub(crate) fn build_with(&self, options: &[&str], program: &[&str]) -> String {
        let mut command = self.command();
        command.args(["image", "build"]).args(options).arg("--");
        let output = command.args(program).output().expect("runs");
        assert!(output.status.success(), "{}", show(&output, &[]));
        text(&output.stderr)
    }

    pub(crate) fn run(&self) -> String {
        said(self.command().arg("main.py"))
    }

    /// The names of the program's modules that were executed.
    pub(crate) fn executed(&self) -> Vec<String> {
        let said = self.run();
        let lines = said
            .lines()
            .filter_map(|line| line.strip_suffix(" executed"));
        lines.map(str::to_owned).collect()
    }

    /// What `status` says of `main.py` for starts with these options.
    pub(crate) fn status_with(&self, options: &[&str]) -> String {
        self.said(&[&["image", "status"], options, &["--", "main.py"]].concat())
    }

    /// What these words say; nothing on standard error.
    pub(crate) fn said(&self, words: &[&str]) -> String {
        said(self.command().args(words))
    }

    pub(crate) fn status(&self) -> String {
        said(self.command().args(["image", "status", "--", "main.py"]))
    }
}
