//! Images of programs: `pyrun image build -- program`.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::path::Path;

use support::images::{said, text};
use support::project::Project;
use support::show;

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
    assert_eq!(project.said(&["-c", other]), "[]");
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

/// The cached bytecode of a module says what its source says.
#[test]
fn cached_bytecode_does_not_count() {
    let project = Project::new();
    let compile = || project.said(&["-m", "compileall", "-q", "app"]);
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
