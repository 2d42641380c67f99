//! `pyrun image`: what start-up images there are, and making and removing them.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::Path;

use pyrun_image::dump::Refused;
use pyrun_runtime::image::program::{self, Plan};
use pyrun_runtime::image::{self, build, make, store};
use pyrun_runtime::{Options, Program};

use crate::arguments::{CommandLine, Request};
use crate::environment::Process;
use crate::printer::Printer;
use crate::settings;
use crate::{CONFIGURATION_ERROR, USAGE_ERROR};

/// The word for the process that becomes an image; not for people.
const MAKE: &str = "make";

const USAGE: &str = "\
usage: pyrun image status [option] ... [-- PROGRAM]
                                         what images there are, and whether one is used
       pyrun image build [option] ...    make the image for starts with these options
       pyrun image build [option] ... -- PROGRAM [argument] ...
                                         run the program, and make an image for it with
                                         the modules that it imports
       pyrun image clean                 remove all images

Options are those in front of a program (pyrun -h); an image is for one set of them.
PROGRAM is script.py or -m module.
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

impl Failure {
    fn usage(message: impl Into<String>) -> Self {
        Self {
            code: USAGE_ERROR,
            message: message.into(),
        }
    }
}

/// What the words of an action say.
struct Start<'a> {
    options: Options,
    program: Program,
    switches: &'a [OsString],
    /// The program with its arguments; nothing for starts of any program.
    words: &'a [OsString],
}

impl<'a> Start<'a> {
    fn parse(name: &OsString, all: &'a [OsString]) -> Result<Self, Failure> {
        let end = all.iter().position(|word| word == "--");
        let (switches, words) = end.map_or((all, &[][..]), |end| (&all[..end], &all[end + 1..]));
        if end.is_some() && words.is_empty() {
            return Err(Failure::usage("a program is missing behind '--'"));
        }
        let line: Vec<_> = switches.iter().chain(words).cloned().collect();
        let parse = |words: &[OsString]| {
            CommandLine::parse(words).map_err(|error| Failure::usage(error.to_string()))
        };
        let is_options_only = matches!(
            parse(switches)?.request,
            Request::Run {
                program: Program::Stdin,
                ..
            }
        );
        if !is_options_only {
            return Err(Failure::usage(
                "only options that stand in front of a program are expected; the program \
                 stands behind '--'",
            ));
        }
        let Request::Run {
            switches: read,
            program,
            arguments,
        } = parse(&line)?.request
        else {
            return Err(Failure::usage("a program is expected behind '--'"));
        };
        let original = std::iter::once(name.clone()).chain(line).collect();
        let options = settings::resolve(read, arguments, original, &Process)
            .map_err(|error| Failure::from(error.to_string().trim_end().to_owned()))?;
        Ok(Self {
            options,
            program,
            switches,
            words,
        })
    }
}

fn status(name: &OsString, words: &[OsString], printer: Printer) -> Result<(), Failure> {
    let start = Start::parse(name, words)?;
    let mut text = String::new();
    let _ = match image::find(&start.options, &start.program) {
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
        describe(
            &path,
            program::identity(&start.program).as_deref(),
            &mut text,
        );
    }
    // SAFETY: this process has done nothing but read, and is about to end.
    let difference = unsafe { image::difference(&start.options, &start.program) };
    if let Ok(Some(difference)) = difference {
        let at = text.find('\n').map_or(text.len(), |at| at + 1);
        text.insert_str(at, &format!("  its modules are executed: {difference}\n"));
    }
    printer.stdout(&text);
    Ok(())
}

/// Writes what is known of the image at `path`, and of that for `program` what is left out.
fn describe(path: &Path, program: Option<&str>, text: &mut String) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let found = match image::inspect(path) {
        Ok(found) => found,
        Err(rejected) => {
            let _ = writeln!(text, "{name}: not usable: {rejected}");
            return;
        }
    };
    let notes = &found.notes;
    let options = match &notes.switches[..] {
        [] => "none".to_owned(),
        switches => switches.join(" "),
    };
    let _ = writeln!(
        text,
        "{name}: {} KiB in memory, {} modules and {} to import, options: {options}",
        found.region_length / 1024,
        notes.modules.len(),
        notes.shelved.len(),
    );
    if let Some(plan) = &notes.plan {
        let left_out = plan.left_out.len();
        let _ = writeln!(
            text,
            "  for {}: {} of its modules, {left_out} left out",
            plan.identity,
            plan.modules.len()
        );
        let is_asked_for = program == Some(&*plan.identity);
        for (module, why) in plan.left_out.iter().filter(|_| is_asked_for) {
            let _ = writeln!(text, "    {module}: {why}");
        }
    }
}

fn build(name: &OsString, words: &[OsString], printer: Printer) -> Result<(), Failure> {
    let start = Start::parse(name, words)?;
    let order = build::Order {
        name,
        options: &start.options,
        switches: start.switches,
    };
    if start.words.is_empty() {
        let built = build::build(order).map_err(|error| error.to_string())?;
        printer.stderr(&format!("built {}\n", built.display()));
        return Ok(());
    }
    let identity = program::identity(&start.program).ok_or_else(|| {
        let program = start.words[0].to_string_lossy();
        Failure::usage(format!(
            "an image is for a script that there is, or for -m with a module: {program}"
        ))
    })?;
    let built = build::build_program(order, identity, start.words);
    let (path, plan, ended) = built.map_err(|error| error.to_string())?;
    if !ended.success() {
        printer.stderr(&format!(
            "pyrun image: the program has failed ({ended}); the image has what it imported\n"
        ));
    }
    printer.stderr(&format!(
        "built {} with {} modules of the program, {} left out\n",
        path.display(),
        plan.modules.len(),
        plan.left_out.len()
    ));
    Ok(())
}

fn clean(printer: Printer) -> Result<(), Failure> {
    let Some(folder) = store::folder() else {
        return Ok(());
    };
    let removed = store::clean(&folder).map_err(|(path, error)| cannot("remove", &path, &error))?;
    printer.stderr(&format!("removed {removed} images\n"));
    Ok(())
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {what} {}: {error}", path.display())
}

/// Becomes an image: `words` are the file to write, the plan's file or nothing, and the
/// switches. `builder` has been asked for before anything else.
pub fn become_image(
    builder: std::io::Result<pyrun_image::Builder>,
    name: &OsString,
    words: &[OsString],
    printer: Printer,
) -> u8 {
    let mut code = CONFIGURATION_ERROR;
    let made = match words {
        [file, plan, switches @ ..] => {
            builder
                .map_err(|error| error.to_string())
                .and_then(|builder| {
                    let start = Start::parse(name, switches).map_err(|failure| failure.message)?;
                    let plan = Plan::read(Path::new(plan)).map_err(|error| error.to_string())?;
                    let text = |word: &OsString| word.to_string_lossy().into_owned();
                    let switches = switches.iter().map(text).collect();
                    let made = make::make(builder, &start.options, switches, plan, Path::new(file));
                    if let Err(make::Error::Faults(faults)) = &made {
                        printer.stdout(&program::report(faults));
                    }
                    if let Err(make::Error::Refused(Refused::Objects(_))) = &made {
                        // What looks like an address may be what was left in an unused place.
                        code = build::AGAIN;
                    }
                    made.map_err(|error| error.to_string())
                })
        }
        _ => Err("the file to write and a plan are missing".to_owned()),
    };
    match made {
        Ok(()) => 0,
        Err(message) => {
            printer.stderr(&format!("{message}\n"));
            code
        }
    }
}
