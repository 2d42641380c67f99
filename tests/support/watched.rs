//! A program under `pyrun watch`, edited while it runs.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

use super::{PYRUN, command, record};

/// Until when a line has to come: far longer than it takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// The running command, which ends with the test.
pub(crate) struct Watched {
    child: Child,
    stdout: Lines,
    stderr: Lines,
    folder: tempfile::TempDir,
}

impl Watched {
    /// Watches the program that `words` say, in a folder with these files.
    pub(crate) fn start(files: &[(&str, &str)], words: &[&str]) -> Self {
        let folder = record::folder(files);
        let mut child = command(PYRUN)
            .args(["watch", "--interval", "0.02"])
            .args(words)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("pyrun runs");
        Self {
            stdout: Lines::of(child.stdout.take().expect("a pipe")),
            stderr: Lines::of(child.stderr.take().expect("a pipe")),
            child,
            folder,
        }
    }

    /// Replaces a file as editors do: never half-written.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        let new = path.with_extension("new");
        fs::write(&new, text).expect("written");
        fs::rename(&new, &path).expect("renamed");
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Waits for a line of standard output that is `text`.
    pub(crate) fn prints(&mut self, text: &str) {
        let found = self.stdout.next(|line| line == text);
        assert!(found.is_some(), "no line {text:?}: {}", self.story());
    }

    /// Waits for a line of standard error with `text` in it, and returns it.
    pub(crate) fn says(&mut self, text: &str) -> String {
        let found = self.stderr.next(|line| line.contains(text));
        found.unwrap_or_else(|| panic!("nothing of {text:?}: {}", self.story()))
    }

    /// Types Ctrl-C and waits for the end: the exit code.
    pub(crate) fn interrupt(&mut self) -> Option<i32> {
        let killed = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(killed.expect("kill runs").success());
        // Both end with the process.
        self.stdout.next(|_| false);
        self.stderr.next(|_| false);
        assert!(self.stderr.is_over, "goes on: {}", self.story());
        self.child.wait().expect("ends").code()
    }

    /// Everything of standard output so far.
    pub(crate) fn printed(&self) -> &[String] {
        &self.stdout.seen
    }

    /// Everything of standard error so far.
    pub(crate) fn said(&self) -> &[String] {
        &self.stderr.seen
    }

    fn story(&self) -> String {
        let last = |lines: &[String]| lines[lines.len().saturating_sub(40)..].join("\n");
        format!(
            "\n--- stdout\n{}\n--- stderr\n{}",
            last(self.printed()),
            last(self.said())
        )
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Lines as they come.
struct Lines {
    coming: Receiver<String>,
    seen: Vec<String>,
    is_over: bool,
}

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, coming) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self {
            coming,
            seen: Vec::new(),
            is_over: false,
        }
    }

    /// The next line that is wanted, or `None` if there is none in time.
    fn next(&mut self, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.coming.recv_timeout(left) {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if is_wanted(&line) {
                        return Some(line);
                    }
                }
                Err(error) => {
                    self.is_over |= error == RecvTimeoutError::Disconnected;
                    return None;
                }
            }
        }
    }
}
