//! Images of programs: `pyrun image build -- program`.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::images::{Images, said, text};
use support::{PYRUN, show};
use tempfile::TempDir;

/// A program of several modules, and a folder for its image.
struct Project {
    folder: TempDir,
    images: Images,
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

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let project = Self {
            folder,
            images: Images::new(),
        };
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

    fn built() -> Self {
        let project = Self::new();
        project.build(&["main.py"]);
        project
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    fn command(&self) -> Command {
        let mut command = self.images.command(PYRUN);
        command
            .current_dir(self.folder.path())
            .env("PYTHONPATH", self.folder.path().join("library"));
        command
    }

    /// Builds the image for these words, and says what the builder says.
    fn build(&self, program: &[&str]) -> String {
        self.build_with(&[], program)
    }

    /// The same for starts with these options.
    fn build_with(&self, options: &[&str], program: &[&str]) -> String {
        let mut command = self.command();
        command.args(["image", "build"]).args(options).arg("--");
        let output = command.args(program).output().expect("runs");
        assert!(output.status.success(), "{}", show(&output, &[]));
        text(&output.stderr)
    }

    fn run(&self) -> String {
        said(self.command().arg("main.py"))
    }

    /// The names of the program's modules that were executed.
    fn executed(&self) -> Vec<String> {
        let said = self.run();
        let lines = said
            .lines()
            .filter_map(|line| line.strip_suffix(" executed"));
        lines.map(str::to_owned).collect()
    }

    fn status(&self) -> String {
        said(self.command().args(["image", "status", "--", "main.py"]))
    }
}

#[test]
fn a_program_finds_its_modules_in_its_image() {
    let project = Project::new();
    let normal = project.run();
    let said = project.build(&["main.py"]);
    assert!(
        said.contains(" with 6 modules of the program, 0 left out"),
        "{said}"
    );
    assert_eq!(project.run(), normal.replace("executed", "image"));
    assert!(
        normal.starts_with("42 normal text slow\nlibrary\napp executed\n"),
        "{normal}"
    );
    // Another program has nothing of it.
    let other = "import sys; print([name for name in sys.modules if name.startswith('app')])";
    assert_eq!(said_by(&project, &["-c", other]), "[]");
}

fn said_by(project: &Project, words: &[&str]) -> String {
    said(project.command().args(words))
}

/// One module's code may have left something in another: all are executed if one is.
#[test]
fn changed_code_is_executed() {
    let project = Project::built();
    assert_eq!(project.executed(), [""; 0]);
    project.write("app/base.py", "BASE = 50\n");
    assert!(project.run().starts_with("52 normal text slow\n"));
    assert_eq!(project.executed().len(), 6);
    let status = project.status();
    assert!(
        status.contains("its modules are executed: ") && status.contains("base.py has changed\n"),
        "{status}"
    );
    project.build(&["main.py"]);
    assert!(project.run().starts_with("52 normal text slow\n"));
    assert_eq!(project.executed(), [""; 0]);
    assert!(!project.status().contains("executed"));
}

#[test]
fn what_modules_have_read_counts() {
    let project = Project::built();
    project.write("app/text.txt", "other");
    assert!(project.run().starts_with("42 normal other slow\n"));
    let project = Project::built();
    let mut command = project.command();
    let changed = said(command.env("APP_MODE", "special").arg("main.py"));
    assert!(changed.starts_with("42 special text slow\n"), "{changed}");
    assert_eq!(project.executed(), [""; 0]);
}

/// A registry that one module keeps and others fill is filled once, by their own code.
#[test]
fn registrations_are_made_when_their_modules_are_imported() {
    let project = Project::new();
    project.write(
        "app/base.py",
        "class Base:\n    _known = {}\n\
        \x20   def __init_subclass__(cls):\n\
        \x20       if cls.__name__ in Base._known: raise ValueError(cls.__name__)\n\
        \x20       Base._known[cls.__name__] = cls\n",
    );
    project.write(
        "app/first.py",
        "from app.base import Base\nclass First(Base): pass\n",
    );
    project.write(
        "main.py",
        "import sys\nfrom app.base import Base\nprint(list(Base._known))\n\
         if len(sys.argv) > 1:\n    import app.first\n    print(list(Base._known))\n",
    );
    project.build(&["main.py", "all"]);
    assert_eq!(project.run(), "[]");
    let all = || said_by(&project, &["main.py", "all"]);
    assert_eq!(all(), "[]\n['First']");
    project.write(
        "app/first.py",
        "from app.base import Base\nclass First(Base): x = 1\n",
    );
    assert_eq!(all(), "[]\n['First']");
}

/// Files that have nothing to do with modules may come and go beside them; what code has
/// only asked for may not.
#[test]
fn folders_count_by_the_modules_in_them() {
    let project = Project::new();
    project.write(
        "app/optional.py",
        "import importlib.util\nfound = importlib.util.find_spec('faster')\n\
         speed = 'slow' if found is None else 'fast'\n",
    );
    project.build(&["main.py"]);
    project.write("notes.txt", "");
    project.write("app/notes.txt", "");
    assert_eq!(project.executed(), [""; 0]);
    project.write("library/faster.py", "");
    assert!(project.run().starts_with("42 normal text fast\n"));
}

#[test]
fn modules_that_were_missing_are_found() {
    let project = Project::built();
    project.write("app/fast.py", "speed = 'fast'\n");
    assert!(project.run().starts_with("42 normal text fast\n"));
    let project = Project::built();
    // The script's folder comes before PYTHONPATH.
    project.write("extra.py", "NAME = 'nearer'\n");
    assert!(project.run().contains("\nnearer\n"));
}

/// What only a process of its own can do is done in each.
#[test]
fn modules_that_do_more_are_left_out_and_named() {
    let project = Project::new();
    for (name, content) in [
        ("app/clock.py", "import time\nNOW = time.time()\n"),
        ("app/plugins.py", "FOUND = {}\n"),
        (
            "app/plugin.py",
            "from app import plugins\nplugins.FOUND['it'] = 1\n",
        ),
        ("app/patch.py", "import textwrap\ntextwrap.dedent = len\n"),
        (
            "app/output.py",
            "import sys\ndef say(text, file=sys.stdout): file.write(text)\n",
        ),
        ("app/noise.py", "print('noise')\n"),
        (
            "app/options.py",
            "import sys\nDEBUG = '--debug' in sys.argv\n",
        ),
        ("app/words.py", "import sys\nNAME = sys.argv[0]\n"),
        ("app/whole.py", "import os\nALL = dict(os.environ)\n"),
        ("app/user.py", "from app.clock import NOW\n"),
        (
            "app/quiet.py",
            "import logging\nlog = logging.getLogger('app.quiet')\n",
        ),
        (
            "main.py",
            "import sys, textwrap\n\
             from app import clock, plugins, plugin, output, words, whole, user, quiet, noise, options\n\
             print(plugins.FOUND, textwrap.dedent(' a'), words.NAME, user.NOW == clock.NOW)\n\
             from app import patch\n\
             import logging\n\
             print(textwrap.dedent(' a'), sorted(logging.root.manager.loggerDict))\n\
             print(quiet.log is logging.getLogger('app.quiet'), quiet.log.parent)\n\
             output.say('said\\n')\n\
             print(id(quiet) >> 40 == 0x30, id(plugins) >> 40 == 0x30)\n",
        ),
    ] {
        project.write(name, content);
    }
    let normal = project.run();
    project.build(&["main.py"]);
    assert_eq!(project.run(), normal.replace("False False", "True True"));
    let status = project.status();
    for reason in [
        "app.clock: calls time.time()",
        "app.noise: uses a standard stream",
        "app.output: keeps a standard stream or sys.argv",
        "app.options: reads sys.argv",
        "app.patch: changes textwrap.dedent",
        "app.plugin: changes app.plugins.FOUND",
        "app.user: needs app.clock",
        "app.whole: reads the whole environment",
        "app.words: reads sys.argv",
    ] {
        assert!(status.contains(reason), "{reason}\n{status}");
    }
    assert!(!status.contains("app.quiet:"), "{status}");
}

/// What is computed once and kept, numbers that are counted up, and what the system is
/// called do not keep a module out of the image.
#[test]
fn memories_do_not_count() {
    let project = Project::new();
    for (name, content) in [
        (
            "app/base.py",
            "import enum\n\
             class Bits(enum.Flag):\n    A = 1\n    B = 2\n\
             class Field:\n    counter = 0\n    def __init__(self):\n\
             \x20       Field.counter += 1\n        self.number = Field.counter\n\
             _cache = {}\n\
             def square(x): return _cache.setdefault(x, x * x)\n",
        ),
        (
            "app/user.py",
            "import os, re, sys\nfrom app.base import Bits, Field, square\n\
             BOTH = Bits.A | Bits.B\nFLAGS = re.X | re.S\n\
             FIRST, SECOND = Field(), Field()\nNINE = square(3)\n\
             SYSTEM = os.uname().sysname\nINPUT = sys.stdin.fileno()\n",
        ),
        (
            "main.py",
            "from app import user\n\
             print(user.BOTH, user.NINE, user.FIRST.number < user.SECOND.number)\n\
             print(user.SYSTEM, user.INPUT, user.FLAGS.name, id(user) >> 40 == 0x30)\n",
        ),
    ] {
        project.write(name, content);
    }
    let normal = project.run();
    project.build(&["main.py"]);
    assert_eq!(project.run(), normal.replace("False", "True"));
}

/// Names of levels and the class of loggers are told `logging` when the module is imported
/// that tells them, and not before.
#[test]
fn logging_is_told_what_modules_tell_it() {
    let project = Project::new();
    for (name, content) in [
        (
            "app/log.py",
            "import logging\nclass Loud(logging.Logger): pass\n\
             logging.setLoggerClass(Loud)\nlogging.addLevelName(15, 'LOUD')\n",
        ),
        (
            "app/user.py",
            "import app.log, logging\nlog = logging.getLogger('app.user')\n",
        ),
        (
            "main.py",
            "import logging\n\
             def show(): print(logging.getLevelName(15), logging.getLevelNamesMapping().get('LOUD'),\n\
             \x20   logging.getLoggerClass().__name__, len(logging._levelToName))\n\
             show()\nfrom app import user\nshow()\n\
             print(type(user.log).__name__, user.log.parent.name, id(user) >> 40 == 0x30)\n",
        ),
    ] {
        project.write(name, content);
    }
    let normal = project.run();
    assert!(
        normal.starts_with("Level 15 None Logger 6\nLOUD 15 Loud 7\nLoud root "),
        "{normal}"
    );
    project.build(&["main.py"]);
    assert_eq!(project.run(), normal.replace("False", "True"));
}

/// The cached bytecode of a module says what its source says.
#[test]
fn cached_bytecode_does_not_count() {
    let project = Project::new();
    let compile = || said_by(&project, &["-m", "compileall", "-q", "app"]);
    let cached = project.folder.path().join("app/__pycache__");
    compile();
    project.build(&["main.py"]);
    assert_eq!(project.executed(), [""; 0]);
    fs::remove_dir_all(&cached).expect("removed");
    assert_eq!(project.executed(), [""; 0]);
    compile();
    assert!(cached.is_dir());
    assert_eq!(project.executed(), [""; 0]);
}

#[test]
fn what_is_not_needed_stays_lazy() {
    let project = Project::new();
    project.write(
        "main.py",
        "import sys\n\
         from app import core, settings\n\
         print('app' in sys.modules, core.ANSWER, 'app.settings' in sys.modules)\n\
         if len(sys.argv) > 1: print(settings.MODE)\n\
         print(id(sys.modules['app.core']) >> 40 == 0x30)\n",
    );
    let lazy = ["-X", "lazyimportsall"];
    project.build_with(&lazy, &["main.py", "all"]);
    let run = |words: &[&str]| said(project.command().args(lazy).args(words));
    assert_eq!(run(&["main.py"]), "False 42 False\nTrue");
    assert_eq!(run(&["main.py", "all"]), "False 42 False\nnormal\nTrue");
}

/// A package's own lazy import of its submodule is one again.
#[test]
fn packages_import_their_own_submodules_lazily() {
    let project = Project::new();
    project.write(
        "app/__init__.py",
        "from app import base\ndef go(): return base.BASE\n",
    );
    project.write(
        "main.py",
        "import app\nprint(app.go(), id(app) >> 40 == 0x30)\n",
    );
    let lazy = ["-X", "lazyimportsall"];
    project.build_with(&lazy, &["main.py"]);
    let run = said(project.command().args(lazy).arg("main.py"));
    assert_eq!(run, "40 True");
}

/// What fails in the builder but not in the program is left out, with what it brings.
#[test]
fn a_module_that_needs_the_program_is_left_out() {
    let project = Project::new();
    project.write("clock.py", "import time\nNOW = time.time()\n");
    project.write("needs.py", "import clock, __main__\nX = __main__.C\n");
    project.write("main.py", "C = 1\nimport needs\nprint(needs.X)\n");
    project.build(&["main.py"]);
    assert_eq!(project.run(), "1");
    assert!(
        project
            .status()
            .contains("needs: raises ModuleNotFoundError")
    );
}

#[test]
fn a_program_that_fails_is_said_to() {
    let project = Project::new();
    project.write("main.py", "import app.core\nraise SystemExit(3)\n");
    let said = project.build(&["main.py"]);
    assert!(
        said.contains("the program has failed (exit status: 3)"),
        "{said}"
    );
}

#[test]
fn a_module_has_an_image_wherever_it_is_started() {
    let project = Project::new();
    project.write("library/tool/__init__.py", "");
    project.write("library/tool/part.py", "");
    project.write(
        "library/tool/__main__.py",
        "import tool.part\nprint(id(tool.part) >> 40 == 0x30)\n",
    );
    project.build(&["-m", "tool"]);
    let mut command = project.command();
    assert_eq!(said(command.args(["-m", "tool"])), "True");
    let mut command = project.command();
    command.current_dir(Path::new("/"));
    assert_eq!(said(command.args(["-m", "tool"])), "True");
}

#[test]
fn what_has_no_image_is_refused() {
    let project = Project::new();
    for (words, expected) in [
        (&["--"][..], "a program is missing behind '--'"),
        (&["--", "missing.py"], "missing.py"),
        (
            &["--", "-c", "pass"],
            "an image is for a script that there is",
        ),
        (&["main.py"], "the program stands behind '--'"),
    ] {
        let mut command = project.command();
        let output = command.args(["image", "build"]).args(words).output();
        let output = output.expect("runs");
        assert_eq!(output.status.code(), Some(2), "{}", show(&output, &[]));
        assert!(
            text(&output.stderr).contains(expected),
            "{}",
            show(&output, &[])
        );
    }
    assert!(project.images.left().is_empty());
}
