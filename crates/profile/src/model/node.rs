//! One load of a module, with what can be said about it.

use crate::record::Load;

/// When a module was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// While the interpreter was being built.
    Startup,
    /// By the program.
    Program,
}

impl Phase {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Startup => "start-up",
            Self::Program => "program",
        }
    }
}

/// Whose module it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Built in, or of the standard library.
    Standard,
    /// An installed package.
    Installed,
    /// The program's own.
    Program,
}

impl Origin {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Installed => "installed",
            Self::Program => "program",
        }
    }

    /// Told from the loader and the file. What has neither is the program's:
    /// a namespace package, or what a finder of its own made.
    pub fn of(load: &Load) -> Self {
        if matches!(load.loader.as_deref(), Some("frozen" | "builtin")) {
            return Self::Standard;
        }
        let file = load.file.as_deref().unwrap_or_default();
        let in_folder = |name: &str| file.split(['/', '\\']).any(|part| part == name);
        if in_folder("site-packages") || in_folder("dist-packages") {
            Self::Installed
        } else if file.split('/').any(is_library_folder) {
            Self::Standard
        } else {
            Self::Program
        }
    }
}

/// `python3.14`, as in `/usr/lib/python3.14/json/__init__.py`.
fn is_library_folder(part: &str) -> bool {
    part.strip_prefix("python3.")
        .is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit()))
}

/// One load of a module in the tree of imports.
#[derive(Clone, Debug)]
pub struct Node {
    /// What was recorded.
    pub load: Load,
    /// The load in which this one took place.
    pub parent: Option<usize>,
    /// The loads that took place in this one, in order.
    pub children: Vec<usize>,
    /// How many loads are around it.
    pub depth: usize,
    /// Time from the import's beginning to its end.
    pub cumulative: u64,
    /// The same without the imports in it.
    pub own: u64,
    /// What of `own` went into running the module's body.
    pub body: u64,
    /// When it was loaded.
    pub phase: Phase,
    /// Whose it is.
    pub origin: Origin,
    /// Which load of a module of this name it is, from 0.
    pub occurrence: usize,
}

impl Node {
    /// `eager`, `lazy`, `failed` or `unfinished`.
    pub fn state(&self) -> &'static str {
        if self.load.unfinished {
            "unfinished"
        } else if self.load.error.is_some() {
            "failed"
        } else if self.load.lazy.is_some() {
            "lazy"
        } else {
            "eager"
        }
    }

    /// The place that asked for it, or nothing.
    pub fn place(&self) -> String {
        self.load
            .by
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// What the import added to the allocated memory, or else to the resident.
    pub fn memory(&self) -> Option<i64> {
        let change = match (self.load.alloc, self.load.rss) {
            (Some((before, after)), _) => i128::from(after) - i128::from(before),
            (None, Some((before, after))) => i128::from(after) - i128::from(before),
            (None, None) => return None,
        };
        i64::try_from(change).ok()
    }
}
