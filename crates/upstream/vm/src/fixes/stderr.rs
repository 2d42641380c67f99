//! Last words on the process's own standard error, which may be closed or full.

use core::fmt::Arguments;
use std::io::{Write, stderr};

/// Writes `text` and a newline if that is possible.
pub(crate) fn say(text: &str) {
    say_args(format_args!("{text}\n"));
}

/// Writes `text` if that is possible.
pub(crate) fn say_args(text: Arguments<'_>) {
    let _ = stderr().write_fmt(text);
}
