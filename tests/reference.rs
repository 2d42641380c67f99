//! Reference pages that are made from the program: `PYRUN_UPDATE=1 cargo test-pyrun
//! --test reference` writes them anew.

mod support;

use std::fmt::Write;
use std::fs;

use support::{PYRUN, command, repository};

#[test]
fn the_command_line_page_is_current() {
    let mut page = String::from(
        "# Command line\n\n<!-- Generated: PYRUN_UPDATE=1 cargo test-pyrun --test reference -->\n\n\
         Options before the program are pyrun's, everything after it is the program's. Exit codes\n\
         are CPython's: 1 for an exception or an impossible setting, 2 for a command line that\n\
         makes no sense or a file that cannot be opened, 120 if standard output could not be\n\
         flushed.\n",
    );
    for (title, option) in [
        ("Options", "--help"),
        ("`-X` options", "--help-xoptions"),
        ("Environment variables", "--help-env"),
    ] {
        let output = command(PYRUN).arg(option).output().expect("runs");
        let text = String::from_utf8_lossy(&output.stdout).replace(PYRUN, "pyrun");
        write!(page, "\n## {title}\n\n```text\n{text}```\n").expect("a string");
    }
    let path = repository().join("docs/reference/command-line.md");
    if std::env::var_os("PYRUN_UPDATE").is_some() {
        fs::write(&path, &page).expect("written");
    }
    let present = fs::read_to_string(&path).unwrap_or_default();
    assert!(present == page, "{} is not current", path.display());
}
