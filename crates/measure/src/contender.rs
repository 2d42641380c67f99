//! What is measured: a command, and what it needs.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How to find out how many modules a contender loads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModuleCount {
    /// Not at all.
    #[default]
    Never,
    /// From pyrun's import report.
    Report,
    /// From the lines that `-X importtime` prints.
    ImportTime,
}

/// One way to run a program.
#[derive(Clone, Debug, Default)]
pub struct Contender {
    /// What it is called in the results.
    pub name: String,
    /// The interpreter.
    pub program: PathBuf,
    /// The interpreter's own options.
    pub options: Vec<OsString>,
    /// The program that it runs: a script, `-m` or `-c`, and arguments.
    pub arguments: Vec<OsString>,
    /// Environment variables to set, or to remove where there is no value.
    pub environment: Vec<(OsString, Option<OsString>)>,
    /// The folder to run in, if not this process's.
    pub folder: Option<PathBuf>,
    /// What to run once beforehand with the same environment: arguments for `program`.
    pub preparation: Option<Vec<OsString>>,
    /// Whether it competes even if its preparation fails.
    pub may_be_unprepared: bool,
    /// The exit code that is no failure; none accepts all.
    pub exit_code: Option<i32>,
    /// How its modules are counted.
    pub modules: ModuleCount,
}

impl Contender {
    /// A contender that is expected to exit with 0.
    pub fn new(
        name: impl Into<String>,
        program: impl Into<PathBuf>,
        options: impl IntoIterator<Item = impl Into<OsString>>,
        arguments: &[OsString],
    ) -> Self {
        Self {
            name: name.into(),
            program: program.into(),
            options: options.into_iter().map(Into::into).collect(),
            arguments: arguments.to_vec(),
            exit_code: Some(0),
            ..Self::default()
        }
    }

    /// This contender, a pyrun, started from a start-up image that is built beforehand in
    /// `folder`.
    #[must_use]
    pub fn with_image(mut self, folder: &Path) -> Self {
        let mut build: Vec<OsString> = vec!["image".into(), "build".into()];
        build.extend_from_slice(&self.options);
        self.preparation = Some(build);
        self.environment
            .push(("PYRUN_IMAGE_DIR".into(), Some(folder.into())));
        self
    }

    /// This contender, a pyrun, started from an image of its own program that is built
    /// beforehand in `folder`. There is none of what `-c` gives: it starts from the image for
    /// all programs.
    #[must_use]
    pub fn with_program_image(self, folder: &Path) -> Self {
        let has_one = self.arguments.first().is_some_and(|first| first != "-c");
        let mut contender = self.with_image(folder);
        if let Some(build) = contender.preparation.as_mut().filter(|_| has_one) {
            build.push("--".into());
            build.extend_from_slice(&contender.arguments);
        }
        contender
    }

    /// The words of the command line.
    pub fn words(&self) -> Vec<OsString> {
        let mut words = vec![self.program.clone().into_os_string()];
        words.extend_from_slice(&self.options);
        words.extend_from_slice(&self.arguments);
        words
    }

    /// The command of a run.
    pub fn command(&self) -> Command {
        self.command_with(&[])
    }

    /// The command of a run with more options of the interpreter.
    pub fn command_with(&self, more: &[OsString]) -> Command {
        let mut command = self.surroundings(Command::new(&self.program));
        command.args(&self.options).args(more).args(&self.arguments);
        command
    }

    /// The command of a run under another program, such as valgrind.
    pub fn command_under(&self, outer: &str, options: &[OsString]) -> Command {
        let mut command = self.surroundings(Command::new(outer));
        command.args(options).args(self.words());
        command
    }

    /// The command of the preparation, if there is one.
    pub fn preparation_command(&self) -> Option<Command> {
        let arguments = self.preparation.as_ref()?;
        let mut command = self.surroundings(Command::new(&self.program));
        command.args(arguments);
        Some(command)
    }

    /// Whether a process that ended like this did what it should.
    pub fn accepts(&self, code: Option<i32>) -> bool {
        match self.exit_code {
            Some(wanted) => code == Some(wanted),
            // What a signal ended has no code, and that is never meant.
            None => code.is_some(),
        }
    }

    fn surroundings(&self, mut command: Command) -> Command {
        command.stdin(Stdio::null());
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command
    }
}

/// The interpreter itself behind `program`, which may be a script that only picks one, as
/// pyenv's are; such a script would be measured too. `program` if it cannot say.
pub fn python_program(program: &Path) -> PathBuf {
    let output = Command::new(program)
        .args(["-I", "-c", "import sys; print(sys.executable)"])
        .stdin(Stdio::null())
        .output();
    output
        .ok()
        .filter(|output| output.status.success())
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .map(|text| PathBuf::from(text.trim()))
        .filter(|path| path.is_absolute() && path.is_file())
        .unwrap_or_else(|| program.to_path_buf())
}
