//! What `--help` and its kin print.

use std::ffi::OsStr;
use std::fmt::Write;

use pyrun_runtime::vm::version;

use crate::arguments::Page;
use crate::commands::COMMANDS;
use crate::environment::VARIABLES;
use crate::xoptions::XOPTIONS;

const OPTIONS: &[(&str, &str)] = &[
    (
        "-b",
        "warn about str(bytes) and comparing bytes with str; -bb: error",
    ),
    ("-B", "do not write .pyc files"),
    ("-c cmd", "run cmd (ends the options)"),
    ("-d", "parser debugging output"),
    ("-E", "ignore PYTHON* environment variables"),
    ("-h", "print this help; also -? and --help"),
    ("-i", "go interactive after running the program"),
    (
        "-I",
        "isolate from the user's environment (implies -E, -P and -s)",
    ),
    (
        "-L",
        "make every module's imports lazy; also -X lazyimportsall",
    ),
    (
        "-m mod",
        "run the module mod as a program (ends the options)",
    ),
    ("-O", "remove assert statements"),
    ("-OO", "also remove docstrings"),
    ("-P", "do not put the program's folder on sys.path"),
    ("-q", "no banner in interactive mode"),
    ("-s", "ignore the user's site-packages"),
    ("-S", "do not import site"),
    ("-u", "do not buffer stdout and stderr"),
    ("-v", "trace import statements; twice for more"),
    ("-V", "print the version; twice for more; also --version"),
    (
        "-W arg",
        "warning filter: action:message:category:module:lineno",
    ),
    ("-x", "skip the first line of the program"),
    (
        "-X opt",
        "set an option of this implementation: see --help-xoptions",
    ),
    (
        "--check-hash-based-pycs always|default|never",
        "when hash-based .pyc files are checked",
    ),
    ("--help-env", "print the environment variables"),
    ("--help-xoptions", "print the -X options"),
    ("--help-all", "print all of this"),
];

/// Two lines for somebody who typed something else.
pub fn usage_line(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    format!(
        "usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n\
         Try `{name} -h' for more information.\n"
    )
}

/// The text of `page`.
pub fn page(page: Page, name: &OsStr) -> String {
    match page {
        Page::Help => help(name),
        Page::XOptions => x_options(),
        Page::Environment => environment(),
        Page::All => format!("{}\n{}\n{}", help(name), environment(), x_options()),
        Page::Version => format!("Python {}\n", short_version()),
        Page::LongVersion => format!(
            "Python {} (pyrun {}, RustPython {}.{}.{})\n",
            short_version(),
            env!("CARGO_PKG_VERSION"),
            version::MAJOR_IMPL,
            version::MINOR_IMPL,
            version::MICRO_IMPL
        ),
    }
}

fn short_version() -> String {
    format!("{}.{}.{}", version::MAJOR, version::MINOR, version::MICRO)
}

fn help(name: &OsStr) -> String {
    let mut text = format!(
        "usage: {} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nOptions:\n",
        name.to_string_lossy()
    );
    for (option, help) in OPTIONS {
        entry(&mut text, option, help);
    }
    text.push_str(
        "Arguments:\n\
         file         : a script, or a folder or zip archive with a __main__.py\n\
         -            : program from stdin (the default; interactive on a terminal)\n\
         arg ...      : arguments for the program, in sys.argv[1:]\n\
         Commands (a script of such a name is run as ./NAME):\n",
    );
    for command in COMMANDS {
        entry(&mut text, command.name, command.help);
    }
    text
}

fn x_options() -> String {
    let mut text = String::from("The following implementation-specific options are available:\n");
    for option in XOPTIONS {
        let head = format!("-X {}{}", option.name, option.value);
        entry(&mut text, &head, option.help);
    }
    text
}

fn environment() -> String {
    let mut text = String::from("Environment variables that change behavior:\n");
    for variable in VARIABLES {
        let same = match variable.option {
            "" => String::new(),
            option => format!(" ({option})"),
        };
        entry(
            &mut text,
            variable.name,
            &format!("{}{same}", variable.help),
        );
    }
    text
}

/// `option       : help`, on lines of their own where the option is long.
fn entry(text: &mut String, option: &str, help: &str) {
    const WIDTH: usize = 13;
    let help = help.replace('\n', &format!("\n{:WIDTH$}  ", ""));
    // Writing to a string cannot fail.
    let _ = if option.len() < WIDTH {
        writeln!(text, "{option:WIDTH$}: {help}")
    } else {
        writeln!(text, "{option}\n{:WIDTH$}: {help}", "")
    };
}
