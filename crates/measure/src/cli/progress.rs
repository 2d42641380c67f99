//! What is going on, on stderr if that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

use crate::engine::{Purpose, Step};

/// A bar that fills with the runs; invisible if stderr is no terminal.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for this many steps.
    pub fn new(steps: usize) -> Self {
        let bar = ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX));
        if let Ok(style) =
            ProgressStyle::with_template("{prefix}{bar:30} {pos}/{len} {msg} ({eta} left)")
        {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// Shows what is about to run. Nothing is drawn while it runs: that would cost the
    /// machine time.
    pub fn step(&self, step: Step<'_>) {
        self.bar
            .set_message(format!("{} {}", step.purpose, step.contender));
        if step.purpose != Purpose::Preparing {
            self.bar.inc(1);
        }
    }

    /// Shows what the runs belong to, in front of the bar.
    pub fn about(&self, what: &str) {
        self.bar.set_prefix(format!("{what} "));
    }

    /// Does something that writes to the terminal, without the bar.
    pub fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        self.bar.suspend(act)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
