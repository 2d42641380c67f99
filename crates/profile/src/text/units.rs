//! Numbers as people read them.

#![allow(clippy::cast_precision_loss)] // They are rounded to three digits here.

/// Milliseconds with two digits, for columns of them.
pub fn milliseconds(nanoseconds: u64) -> String {
    format!("{:.2}", nanoseconds as f64 / 1e6)
}

/// A time with its unit.
pub fn time(nanoseconds: u64) -> String {
    match nanoseconds {
        0 => "0 ms".to_owned(),
        1..10_000 => format!("{:.3} ms", nanoseconds as f64 / 1e6),
        10_000..100_000_000 => format!("{:.2} ms", nanoseconds as f64 / 1e6),
        100_000_000..10_000_000_000 => format!("{:.1} ms", nanoseconds as f64 / 1e6),
        _ => format!("{:.2} s", nanoseconds as f64 / 1e9),
    }
}

/// A difference of times in milliseconds, with its sign.
pub fn change(before: u64, after: u64) -> String {
    let sign = if after < before { '-' } else { '+' };
    format!("{sign}{}", milliseconds(before.abs_diff(after)))
}

/// A number of bytes, with its sign if it is negative.
pub fn bytes(bytes: i64) -> String {
    let sign = if bytes < 0 { "-" } else { "" };
    match bytes.unsigned_abs() {
        size @ 0..1024 => format!("{sign}{size} B"),
        size @ 1024..1_048_576 => format!("{sign}{:.1} KiB", size as f64 / 1024.0),
        size => format!("{sign}{:.1} MiB", size as f64 / 1_048_576.0),
    }
}

/// A share of a whole.
pub fn percent(part: u64, whole: u64) -> String {
    match whole {
        0 => String::new(),
        _ => format!("{:.0} %", part as f64 * 100.0 / whole as f64),
    }
}

/// `1 module`, `2 modules`.
pub fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
