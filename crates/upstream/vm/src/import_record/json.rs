//! Lines of JSON.

use core::fmt::{Display, Write};

use super::place::Place;

/// An object on a line of its own, being written.
pub(super) struct Line(String);

impl Line {
    pub(super) fn new(kind: &str) -> Self {
        let mut line = Self(String::with_capacity(384));
        line.0.push_str("{\"kind\":");
        line.quote(kind);
        line
    }

    pub(super) fn number(&mut self, key: &str, value: &dyn Display) {
        self.key(key);
        let _ = write!(self.0, "{value}");
    }

    /// `value`, or null.
    pub(super) fn number_or_null(&mut self, key: &str, value: Option<u64>) {
        match value {
            Some(value) => self.number(key, &value),
            None => self.null(key),
        }
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quote(value);
    }

    /// `value`, or null.
    pub(super) fn text_or_null(&mut self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(key, value),
            None => self.null(key),
        }
    }

    pub(super) fn texts(&mut self, key: &str, values: &[String]) {
        self.key(key);
        self.0.push('[');
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.quote(value);
        }
        self.0.push(']');
    }

    pub(super) fn truth(&mut self, key: &str) {
        self.key(key);
        self.0.push_str("true");
    }

    /// The values before and after, or null unless there are both.
    pub(super) fn change<N: Display>(&mut self, key: &str, before: Option<N>, after: Option<N>) {
        if let (Some(before), Some(after)) = (before, after) {
            self.key(key);
            let _ = write!(self.0, "[{before},{after}]");
        } else {
            self.null(key);
        }
    }

    /// A place, or null.
    pub(super) fn place(&mut self, key: &str, place: Option<&Place>) {
        let Some(place) = place else {
            self.null(key);
            return;
        };
        self.key(key);
        self.0.push_str("{\"module\":");
        self.quote(&place.module);
        self.text("file", place.file);
        self.number("line", &place.line);
        self.0.push('}');
    }

    /// The whole line, with its end.
    pub(super) fn finish(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }

    fn null(&mut self, key: &str) {
        self.key(key);
        self.0.push_str("null");
    }

    /// A key of ours, in which nothing has to be escaped.
    fn key(&mut self, key: &str) {
        self.0.push_str(",\"");
        self.0.push_str(key);
        self.0.push_str("\":");
    }

    fn quote(&mut self, text: &str) {
        self.0.push('"');
        let mut rest = text;
        // What has to be escaped is one byte, so the text can be split there.
        while let Some(at) = rest.bytes().position(is_escaped) {
            self.0.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'"' => self.0.push_str("\\\""),
                b'\\' => self.0.push_str("\\\\"),
                control => {
                    let _ = write!(self.0, "\\u{control:04x}");
                }
            }
            rest = &rest[at + 1..];
        }
        self.0.push_str(rest);
        self.0.push('"');
    }
}

fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1f)
}
