//! Stripping of bytes, which have no characters: each byte stands for itself.

/// `bytes` without the bytes at both ends that `strips` accepts.
pub(crate) fn trim(bytes: &[u8], strips: impl Fn(u8) -> bool) -> &[u8] {
    trim_end(trim_start(bytes, &strips), strips)
}

pub(crate) fn trim_start(bytes: &[u8], strips: impl Fn(u8) -> bool) -> &[u8] {
    let start = bytes
        .iter()
        .position(|&byte| !strips(byte))
        .unwrap_or(bytes.len());
    &bytes[start..]
}

pub(crate) fn trim_end(bytes: &[u8], strips: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes
        .iter()
        .rposition(|&byte| !strips(byte))
        .map_or(0, |last| last + 1);
    &bytes[..end]
}

/// What is stripped when nothing is said: ASCII's white space with the vertical tab.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}
