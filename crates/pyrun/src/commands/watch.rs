//! `pyrun watch`: a program whose modules are reloaded when their files change. What runs
//! is this interpreter, with `pyrun.imports._command` around the program.

use std::ffi::OsString;

use pyrun_runtime::Program;

use crate::arguments::{CommandLine, Page, Request, Switches};
use crate::printer::Printer;
use crate::{USAGE_ERROR, help, interpret};

const USAGE: &str = "\
usage: pyrun watch [--interval SECONDS] [--site-packages] [option] ... (file | -m mod) [arg] ...
";

const HELP: &str = "
Runs a program and looks at the source files of the modules that it has loaded. When one
changes, that module and those that depend on it are reloaded; if its code fails, the old
version stays. When the program itself changes, or has ended and something changes, it
runs again from the start. Ctrl-C stops.

--interval SECONDS
             : how often to look; every 0.3 seconds without it
--site-packages
             : look at installed packages too
option       : options of pyrun itself (pyrun -h)
";

/// What `pyrun.imports._command` starts with.
const START: &str = "from pyrun.imports._command import main; main()";
/// Says that the program has started this process in its own place; not for people.
const AGAIN: &str = "--again";

/// Watches the program that the words behind `watch` say.
pub fn run(name: &OsString, words: &[OsString], printer: Printer) -> u8 {
    match parse(words) {
        Ok(Asked::Watch(switches, arguments)) => {
            let command = [name.clone(), OsString::from("watch")];
            let original = command.into_iter().chain(words.iter().cloned()).collect();
            let program = Program::Command(START.to_owned());
            interpret(switches, &program, arguments, original, printer)
        }
        Ok(Asked::Print(Page::Help)) => {
            printer.stdout(&format!("{USAGE}{HELP}"));
            0
        }
        Ok(Asked::Print(page)) => {
            printer.stdout(&help::page(page, name));
            0
        }
        Err(message) => {
            printer.stderr(&format!("pyrun watch: {message}\n{USAGE}"));
            USAGE_ERROR
        }
    }
}

/// What a command line asks for.
#[derive(Debug)]
enum Asked {
    /// Run a program: options, and `sys.argv` for [`START`].
    Watch(Switches, Vec<OsString>),
    Print(Page),
}

fn parse(words: &[OsString]) -> Result<Asked, String> {
    let (own, rest) = Own::parse(words)?;
    let line = CommandLine::parse(rest).map_err(|error| error.to_string())?;
    let (switches, program, arguments) = match line.request {
        Request::Print(page) => return Ok(Asked::Print(page)),
        Request::Run {
            switches,
            program,
            arguments,
        } => (switches, program, arguments),
    };
    if let Some(letter) = ['i', 'x'].into_iter().find(|&it| switches.count(it) > 0) {
        return Err(format!("the option -{letter} does not go with watching"));
    }
    let (kind, name) = match program {
        Program::File(path) => ("file", path.into_os_string()),
        Program::Module(name) => ("module", OsString::from(name)),
        Program::Command(_) => return Err("-c: a command has no file to watch".to_owned()),
        Program::Stdin if arguments.first().is_some_and(|word| word == "-") => {
            return Err("-: standard input is no file to watch".to_owned());
        }
        Program::Stdin => return Err("a file or -m mod is missing".to_owned()),
    };
    let interval = own.interval.to_string();
    let own = ["-c", &interval, own.modules, own.start, kind].map(OsString::from);
    let program = std::iter::once(name).chain(arguments.into_iter().skip(1));
    Ok(Asked::Watch(
        switches,
        own.into_iter().chain(program).collect(),
    ))
}

/// The options of the command itself.
struct Own {
    interval: f64,
    modules: &'static str,
    start: &'static str,
}

impl Own {
    /// Reads them; they stand in front of all others, which are returned too.
    fn parse(words: &[OsString]) -> Result<(Self, &[OsString]), String> {
        let mut own = Self {
            interval: 0.3,
            modules: "edited",
            start: "first",
        };
        let mut rest = words;
        while let Some((word, mut behind)) = rest.split_first() {
            match word.to_str() {
                Some(AGAIN) => own.start = AGAIN,
                Some("--site-packages") => own.modules = "all",
                Some("--interval") => {
                    let (value, others) = behind
                        .split_first()
                        .ok_or("--interval: the number of seconds is missing")?;
                    own.interval = seconds(&value.to_string_lossy())?;
                    behind = others;
                }
                Some(text) => match text.strip_prefix("--interval=") {
                    Some(value) => own.interval = seconds(value)?,
                    None => break,
                },
                None => break,
            }
            rest = behind;
        }
        Ok((own, rest))
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    number
        .filter(|number| (0.01..=3600.0).contains(number))
        .ok_or_else(|| format!("--interval: '{text}' is not a number from 0.01 to 3600"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Result<Vec<OsString>, String> {
        let words: Vec<_> = words.iter().map(OsString::from).collect();
        match parse(&words)? {
            Asked::Watch(_, arguments) => Ok(arguments),
            Asked::Print(page) => panic!("prints {page:?}"),
        }
    }

    #[test]
    fn own_options_stand_in_front() {
        assert_eq!(
            arguments(&["app.py", "--interval", "x"]).expect("parses"),
            [
                "-c",
                "0.3",
                "edited",
                "first",
                "file",
                "app.py",
                "--interval",
                "x"
            ]
        );
        let words = [AGAIN, "--interval=2", "--site-packages", "-L", "-mapp", "x"];
        assert_eq!(
            arguments(&words).expect("parses"),
            ["-c", "2", "all", AGAIN, "module", "app", "x"]
        );
    }

    #[test]
    fn what_cannot_be_watched_is_refused() {
        for (words, wanted) in [
            (&[][..], "a file or -m mod is missing"),
            (&["-L"], "a file or -m mod is missing"),
            (&["-"], "-: standard input is no file to watch"),
            (&["-c", "pass"], "-c: a command has no file to watch"),
            (&["-i", "app.py"], "the option -i does not go with watching"),
            (
                &["--interval"],
                "--interval: the number of seconds is missing",
            ),
            (
                &["--interval", "nan", "app.py"],
                "--interval: 'nan' is not a number from 0.01 to 3600",
            ),
        ] {
            assert_eq!(arguments(words).expect_err("refused"), wanted);
        }
    }
}
