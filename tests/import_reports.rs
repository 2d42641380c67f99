//! What a run tells about its imports: the report, import times, audit events.

mod support;

use std::fs;
use std::path::Path;

use support::{PYRUN, command, pyrun, show, snapshot};

#[test]
fn the_report_says_what_became_of_the_imports() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("used.py"), "VALUE = 1\n").expect("written");
    fs::write(folder.path().join("app.py"), "import used\nfrom used import VALUE, OTHER\nimport missing\nprint(used.VALUE)\ntry:\n    missing\nexcept ImportError:\n    pass\n").expect("written");
    let output = pyrun(
        folder.path(),
        &["-X", "lazyimportsall", "-X", "lazyimportsreport", "app.py"],
    );
    let folder_name = folder.path().display().to_string();
    let text = show(&output, &[(&folder_name, "DIR")]);
    let text: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("modules loaded"))
        .collect();
    snapshot(
        "import_reports_the_report_says_what_became_of_the_imports",
        &text.join("\n"),
    );
    let output = pyrun(
        folder.path(),
        &[
            "-X",
            "lazyimportsall",
            "-X",
            "lazyimportsreport=out.json",
            "app.py",
        ],
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("out.json")).expect("a report"))
            .expect("JSON");
    assert_eq!(
        (&report["deferred"], &report["resolved"], &report["failed"]),
        (&4.into(), &1.into(), &1.into())
    );
    assert!(report["modules"].as_u64().expect("a number") > 10);
    let output = pyrun(
        folder.path(),
        &["-X", "lazyimportsreport=/nowhere/x.json", "app.py"],
    );
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.contains("pyrun: -X lazyimportsreport: cannot write /nowhere/x.json"),
        "{text}"
    );
}

/// The lines of `-X importtime`, with their numbers left out.
fn import_times(arguments: &[&str], folder: &Path) -> String {
    let output = pyrun(folder, arguments);
    let text = String::from_utf8(output.stderr).expect("text");
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("import time: self [us] | cumulative | imported package")
    );
    let times = regex::Regex::new(r"^import time: +\d+ \| +\d+ \|").expect("a pattern");
    let cached = "import time: cached    | cached     |";
    lines
        .filter(|line| line.ends_with("_of_mine"))
        .map(|line| times.replace(line, "N |").replace(cached, "cached |") + "\n")
        .collect()
}

#[test]
fn import_times_are_printed_as_cpython_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    write("package_of_mine/__init__.py", "");
    write("package_of_mine/module_of_mine.py", "import leaf_of_mine\n");
    write("leaf_of_mine.py", "");
    write("broken_of_mine.py", "import leaf_of_mine\n1 / 0\n");
    write(
        "app.py",
        "import package_of_mine.module_of_mine\n\
         try:\n    import broken_of_mine\nexcept ZeroDivisionError:\n    pass\n\
         package_of_mine.module_of_mine\nimport leaf_of_mine\n",
    );
    let expected = "N |   package_of_mine\n\
                    N |   leaf_of_mine\n\
                    N | package_of_mine.module_of_mine\n\
                    N | broken_of_mine\n";
    for option in ["importtime", "importtime=1", "importtime=anything"] {
        let seen = import_times(&["-X", option, "app.py"], folder.path());
        assert_eq!(seen, expected, "{option}");
    }
    let expected = "N |   package_of_mine\n\
                    N |   leaf_of_mine\n\
                    N | package_of_mine.module_of_mine\n\
                    cached |   leaf_of_mine\n\
                    N | broken_of_mine\n\
                    cached | leaf_of_mine\n";
    let seen = import_times(&["-X", "importtime=2", "app.py"], folder.path());
    assert_eq!(seen, expected);
}

#[test]
fn a_lazy_import_is_timed_when_it_happens() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("used_of_mine.py"), "").expect("written");
    fs::write(folder.path().join("idle_of_mine.py"), "").expect("written");
    let program = "import used_of_mine, idle_of_mine\nused_of_mine\n";
    fs::write(folder.path().join("app.py"), program).expect("written");
    let arguments = ["-X", "lazyimportsall", "-X", "importtime", "app.py"];
    assert_eq!(
        import_times(&arguments, folder.path()),
        "N | used_of_mine\n"
    );
}

#[test]
fn the_variable_asks_for_import_times_too() {
    let output = command(PYRUN)
        .args(["-c", "import json"])
        .env("PYTHONPROFILEIMPORTTIME", "1")
        .output()
        .expect("runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.lines().any(|line| line.ends_with(" | json")), "{text}");
}
