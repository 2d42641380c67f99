//! The command line as it was typed.
//!
//! CPython's grammar (`Python/getopt.c`, `Python/initconfig.c`): single letters
//! may be clustered, `-c` and `-m` end the options, and everything after the
//! program belongs to the program.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

use pyrun_runtime::{Program, program::arguments};

/// A command line, read.
#[derive(Debug)]
pub struct CommandLine {
    /// What it asks for.
    pub request: Request,
}

/// What a command line asks for.
#[derive(Debug)]
pub enum Request {
    /// Print something and exit.
    Print(Page),
    /// Run a program.
    Run {
        /// The options in front of it.
        switches: Switches,
        /// The program.
        program: Program,
        /// `sys.argv`.
        arguments: Vec<OsString>,
    },
}

/// What can be printed instead of running a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// `-h`, `-?`, `--help`
    Help,
    /// `--help-xoptions`
    XOptions,
    /// `--help-env`
    Environment,
    /// `--help-all`
    All,
    /// `-V`, `--version`
    Version,
    /// `-VV`
    LongVersion,
}

/// The switches, as typed: how often each, values unread.
#[derive(Clone, Debug, Default)]
pub struct Switches {
    letters: Vec<char>,
    /// Every `-W`.
    pub warnings: Vec<String>,
    /// Every `-X`.
    pub xoptions: Vec<String>,
    /// `--check-hash-based-pycs`.
    pub check_hash_pycs: Option<String>,
}

impl Switches {
    /// Words that mean the same.
    pub fn words(&self) -> Vec<OsString> {
        let letters = self.letters.iter().map(|letter| format!("-{letter}"));
        let warnings = self.warnings.iter().map(|value| format!("-W{value}"));
        let xoptions = self.xoptions.iter().map(|value| format!("-X{value}"));
        let check = self.check_hash_pycs.iter();
        let check = check.flat_map(|value| ["--check-hash-based-pycs".to_owned(), value.clone()]);
        letters
            .chain(warnings)
            .chain(xoptions)
            .chain(check)
            .map(OsString::from)
            .collect()
    }

    /// How often the switch `-letter` was given.
    pub fn count(&self, letter: char) -> u8 {
        let times = self
            .letters
            .iter()
            .filter(|&&given| given == letter)
            .count();
        u8::try_from(times).unwrap_or(u8::MAX)
    }
}

/// A command line that makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub enum Error {
    /// No such single-letter option.
    UnknownOption(char),
    /// No such long option.
    UnknownLongOption(String),
    /// `-c`, `-m`, `-W`, `-X` at the end.
    MissingValue(char),
    /// `--check-hash-based-pycs` with another word.
    CheckHashPycs,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownOption(letter) => write!(f, "Unknown option: -{letter}"),
            Self::UnknownLongOption(name) => write!(f, "unknown option {name}"),
            Self::MissingValue(letter) => write!(f, "Argument expected for the -{letter} option"),
            Self::CheckHashPycs => f.write_str(
                "--check-hash-based-pycs must be one of 'default', 'always', or 'never'",
            ),
        }
    }
}

impl std::error::Error for Error {}

/// Single letters without a value.
const FLAGS: &str = "bBdEiILOPqRsSuvx";

impl CommandLine {
    /// Reads the words after the program's own name.
    ///
    /// # Errors
    /// When an option is unknown or its value is missing.
    pub fn parse(words: &[OsString]) -> Result<Self, Error> {
        let mut switches = Switches::default();
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            let text = word.to_string_lossy();
            if text == "-" || !text.starts_with('-') {
                return Ok(run(switches, file(word), word, rest));
            }
            if text == "--" {
                let Some(word) = rest.next() else { break };
                return Ok(run(switches, file(word), word, rest));
            }
            if text.starts_with("--") {
                match long_option(&text, &mut rest, &mut switches)? {
                    Some(page) => {
                        return Ok(Self {
                            request: Request::Print(page),
                        });
                    }
                    None => continue,
                }
            }
            if let Some(done) = cluster(&text, &mut rest, &mut switches)? {
                return Ok(done);
            }
        }
        let request = match switches.count('V') {
            0 => return Ok(run(switches, Program::Stdin, OsStr::new(""), rest)),
            1 => Request::Print(Page::Version),
            _ => Request::Print(Page::LongVersion),
        };
        Ok(Self { request })
    }
}

/// `-Bc cmd`, `-m mod`, `-Xname`, …; done when a program or a page was named.
fn cluster(
    text: &str,
    rest: &mut std::slice::Iter<'_, OsString>,
    switches: &mut Switches,
) -> Result<Option<CommandLine>, Error> {
    for (at, letter) in text[1..].char_indices() {
        let mut value = || {
            let joined = &text[1 + at + letter.len_utf8()..];
            if joined.is_empty() {
                let word = rest.next().ok_or(Error::MissingValue(letter))?;
                Ok(word.to_string_lossy().into_owned())
            } else {
                Ok(joined.to_owned())
            }
        };
        match letter {
            'c' => {
                let program = Program::Command(value()?);
                return Ok(Some(run(
                    switches.clone(),
                    program,
                    OsStr::new("-c"),
                    rest.by_ref(),
                )));
            }
            'm' => {
                let program = Program::Module(value()?);
                return Ok(Some(run(
                    switches.clone(),
                    program,
                    OsStr::new("-m"),
                    rest.by_ref(),
                )));
            }
            'W' => {
                switches.warnings.push(value()?);
                return Ok(None);
            }
            'X' => {
                switches.xoptions.push(value()?);
                return Ok(None);
            }
            'h' | '?' => {
                return Ok(Some(CommandLine {
                    request: Request::Print(Page::Help),
                }));
            }
            'V' => switches.letters.push('V'),
            letter if FLAGS.contains(letter) => switches.letters.push(letter),
            letter => return Err(Error::UnknownOption(letter)),
        }
    }
    // As in CPython: -V prints at once, once the whole word is read.
    Ok(match switches.count('V') {
        0 => None,
        1 if rest.as_slice().first().is_some_and(|word| word == "-V") => None,
        1 => Some(CommandLine {
            request: Request::Print(Page::Version),
        }),
        _ => Some(CommandLine {
            request: Request::Print(Page::LongVersion),
        }),
    })
}

fn long_option(
    text: &str,
    rest: &mut std::slice::Iter<'_, OsString>,
    switches: &mut Switches,
) -> Result<Option<Page>, Error> {
    let page = match text {
        "--help" => Page::Help,
        "--help-all" => Page::All,
        "--help-env" => Page::Environment,
        "--help-xoptions" => Page::XOptions,
        "--version" => Page::Version,
        _ => {
            const CHECK: &str = "--check-hash-based-pycs";
            let value = match text.strip_prefix(CHECK) {
                Some("") => rest.next().map(|word| word.to_string_lossy().into_owned()),
                Some(value) => value.strip_prefix('=').map(str::to_owned),
                None => return Err(Error::UnknownLongOption(text.to_owned())),
            };
            let value = value
                .filter(|value| ["default", "always", "never"].contains(&value.as_str()))
                .ok_or(Error::CheckHashPycs)?;
            switches.check_hash_pycs = Some(value);
            return Ok(None);
        }
    };
    Ok(Some(page))
}

fn file(word: &OsStr) -> Program {
    if word == "-" {
        Program::Stdin
    } else {
        Program::File(PathBuf::from(word))
    }
}

fn run<'a>(
    switches: Switches,
    program: Program,
    name: &OsStr,
    rest: impl Iterator<Item = &'a OsString>,
) -> CommandLine {
    let arguments = arguments(name, rest.cloned());
    CommandLine {
        request: Request::Run {
            switches,
            program,
            arguments,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<CommandLine, Error> {
        CommandLine::parse(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    fn program(words: &[&str]) -> (Switches, Program, Vec<OsString>) {
        match parse(words).expect("parses").request {
            Request::Run {
                switches,
                program,
                arguments,
            } => (switches, program, arguments),
            Request::Print(page) => panic!("prints {page:?}"),
        }
    }

    #[test]
    fn options_after_the_program_are_its_own() {
        let (switches, run, arguments) = program(&["-B", "app.py", "-B", "--help"]);
        assert_eq!(switches.count('B'), 1);
        assert_eq!(run, Program::File("app.py".into()));
        assert_eq!(arguments, ["app.py", "-B", "--help"]);
    }

    #[test]
    fn letters_cluster_and_values_join() {
        let (switches, run, arguments) = program(&["-OOBXdev", "-Wignore", "-Icprint()", "x"]);
        assert_eq!((switches.count('O'), switches.count('I')), (2, 1));
        assert_eq!(switches.xoptions, ["dev"]);
        assert_eq!(switches.warnings, ["ignore"]);
        assert_eq!(run, Program::Command("print()".into()));
        assert_eq!(arguments, ["-c", "x"]);
    }

    #[test]
    fn nothing_and_a_dash_mean_standard_input() {
        assert_eq!(program(&[]).1, Program::Stdin);
        assert_eq!(program(&["-", "x"]).2, ["-", "x"]);
        assert_eq!(program(&["--", "-x"]).1, Program::File("-x".into()));
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(
            parse(&["-Z"]).expect_err("fails"),
            Error::UnknownOption('Z')
        );
        assert_eq!(parse(&["-c"]).expect_err("fails"), Error::MissingValue('c'));
        let error = parse(&["--check-hash-based-pycs", "x"]).expect_err("fails");
        assert_eq!(error, Error::CheckHashPycs);
        assert_eq!(
            parse(&["--nope"]).expect_err("fails"),
            Error::UnknownLongOption("--nope".into())
        );
    }

    #[test]
    fn pages_win_over_what_follows() {
        for (words, wanted) in [
            (&["-V"][..], Page::Version),
            (&["-VV"], Page::LongVersion),
            (&["-V", "-V"], Page::LongVersion),
            (&["-Bh", "x.py"], Page::Help),
            (&["--help-env"], Page::Environment),
        ] {
            match parse(words).expect("parses").request {
                Request::Print(page) => assert_eq!(page, wanted, "{words:?}"),
                Request::Run { .. } => panic!("{words:?} runs"),
            }
        }
    }
}
