//! `pyrun image`: what start-up images there are, and making and removing them.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use pyrun_runtime::Options;
use pyrun_runtime::image::{self, build, make, store};

use crate::arguments::{CommandLine, Request};
use crate::environment::Process;
use crate::printer::Printer;
use crate::settings;
use crate::{CONFIGURATION_ERROR, USAGE_ERROR};

/// The word for the process that becomes an image; not for people.
const MAKE: &str = "make";

const USAGE: &str = "\
usage: pyrun image status [option] ...   what images there are, and whether one is used
       pyrun image build [option] ...    make the image for starts with these options
       pyrun image clean                 remove all images

Options are those in front of a program (pyrun -h); an image is for one set of them.
";

/// Is this the command line of a process that becomes an image? It has to know before it
/// does anything else.
pub fn is_maker(words: &[OsString]) -> bool {
    matches!(words, [command, make, ..] if command == "image" && make == MAKE)
}

/// Does what the words behind `image` say.
pub fn run(name: &OsString, words: &[OsString], printer: Printer) -> u8 {
    let Some((action, rest)) = words.split_first() else {
        printer.stderr(USAGE);
        return USAGE_ERROR;
    };
    let outcome = match action.to_str() {
        Some("-h" | "--help" | "help") => {
            printer.stdout(USAGE);
            return 0;
        }
        Some("status") => status(name, rest, printer),
        Some("build") => build(name, rest, printer),
        Some("clean") if rest.is_empty() => clean(printer),
        _ => {
            let words = action.to_string_lossy();
            printer.stderr(&format!("pyrun image: unknown action '{words}'\n{USAGE}"));
            return USAGE_ERROR;
        }
    };
    match outcome {
        Ok(()) => 0,
        Err(Failure { code, message }) => {
            printer.stderr(&format!("pyrun image: {message}\n"));
            code
        }
    }
}

/// Why an action failed, and the exit code.
struct Failure {
    code: u8,
    message: String,
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self {
            code: CONFIGURATION_ERROR,
            message,
        }
    }
}

/// The settings that `switches` stand for.
fn options(name: &OsString, switches: &[OsString]) -> Result<Options, Failure> {
    let usage = |message: String| Failure {
        code: USAGE_ERROR,
        message,
    };
    let line = CommandLine::parse(switches).map_err(|error| usage(error.to_string()))?;
    let Request::Run {
        switches: read,
        program: pyrun_runtime::Program::Stdin,
        arguments,
    } = line.request
    else {
        return Err(usage(
            "only options that stand in front of a program are expected".to_owned(),
        ));
    };
    let original = std::iter::once(name).chain(switches).cloned().collect();
    settings::resolve(read, arguments, original, &Process)
        .map_err(|error| Failure::from(error.to_string().trim_end().to_owned()))
}

fn status(name: &OsString, switches: &[OsString], printer: Printer) -> Result<(), Failure> {
    let options = options(name, switches)?;
    let mut text = String::new();
    let _ = match image::find(&options) {
        Ok(found) => writeln!(text, "this start: continues from {}", found.display()),
        Err(declined) => writeln!(text, "this start: no image: {declined}"),
    };
    let Some(folder) = store::folder() else {
        printer.stdout(&text);
        return Ok(());
    };
    let _ = writeln!(text, "folder: {}", folder.display());
    let images = store::images(&folder).map_err(|error| cannot("read", &folder, &error))?;
    for path in images {
        describe(&path, &mut text);
    }
    printer.stdout(&text);
    Ok(())
}

fn describe(path: &Path, text: &mut String) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let _ = match image::inspect(path) {
        Ok(found) => writeln!(
            text,
            "{name}: {} KiB in memory, {} modules and {} to import, options: {}",
            found.region_length / 1024,
            found.notes.modules.len(),
            found.notes.shelved.len(),
            if found.notes.switches.is_empty() {
                "none".to_owned()
            } else {
                found.notes.switches.join(" ")
            }
        ),
        Err(rejected) => writeln!(text, "{name}: not usable: {rejected}"),
    };
}

fn build(name: &OsString, switches: &[OsString], printer: Printer) -> Result<(), Failure> {
    let switches = match switches.split_first() {
        // Nobody reads what it says then.
        Some((first, rest)) if first == "--in-background" => rest,
        _ => switches,
    };
    let options = options(name, switches)?;
    let built = build::build(&options, name, switches).map_err(|error| error.to_string())?;
    printer.stderr(&format!("built {}\n", built.display()));
    Ok(())
}

fn clean(printer: Printer) -> Result<(), Failure> {
    let Some(folder) = store::folder() else {
        return Ok(());
    };
    let images = store::images(&folder).map_err(|error| cannot("read", &folder, &error))?;
    for path in &images {
        std::fs::remove_file(path).map_err(|error| cannot("remove", path, &error))?;
    }
    printer.stderr(&format!("removed {} images\n", images.len()));
    Ok(())
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {what} {}: {error}", path.display())
}

/// Becomes an image: `words` are the file to write and the switches. `builder` has been
/// asked for before anything else.
pub fn become_image(
    builder: std::io::Result<pyrun_image::Builder>,
    name: &OsString,
    words: &[OsString],
    printer: Printer,
) -> u8 {
    let made = match words.split_first() {
        None => Err("the file to write is missing".to_owned()),
        Some((file, switches)) => builder
            .map_err(|error| error.to_string())
            .and_then(|builder| {
                let options = options(name, switches).map_err(|failure| failure.message)?;
                let text = |word: &OsString| word.to_string_lossy().into_owned();
                let switches = switches.iter().map(text).collect();
                make::make(builder, &options, switches, &PathBuf::from(file))
                    .map_err(|error| error.to_string())
            }),
    };
    match made {
        Ok(_) => 0,
        Err(message) => {
            printer.stderr(&format!("{message}\n"));
            CONFIGURATION_ERROR
        }
    }
}
