//! Letters of different case.

use rustpython_sre_engine::{
    SreFlag,
    string::{lower_ascii, lower_unicode},
};

/// Which characters count as the same letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folding {
    /// Only the very same ones.
    None,
    /// Those of ASCII: in bytes, and with `re.ASCII`.
    Ascii,
    /// All of Unicode's.
    Unicode,
}

impl Folding {
    /// What the flags of a part of a pattern say.
    pub(super) fn of(flags: SreFlag) -> Self {
        if !flags.contains(SreFlag::IGNORECASE) {
            Self::None
        } else if flags.contains(SreFlag::UNICODE) {
            Self::Unicode
        } else {
            Self::Ascii
        }
    }

    /// The lower-case letter.
    pub(super) fn lower(self, character: u32) -> u32 {
        match self {
            Self::None => character,
            Self::Ascii => lower_ascii(character),
            Self::Unicode => lower_unicode(character),
        }
    }

    /// Whether another character counts as the same letter.
    pub(super) fn is_cased(self, character: u32) -> bool {
        match self {
            Self::None => false,
            Self::Ascii => u8::try_from(character).is_ok_and(|byte| byte.is_ascii_alphabetic()),
            Self::Unicode => {
                char::from_u32(character).is_some_and(rustpython_unicode::case::is_cased)
            }
        }
    }

    /// The other lower-case letters that have the same upper-case letter, ascending.
    pub(super) fn twins(self, lower: u32) -> impl Iterator<Item = u32> {
        let group = if self == Self::Unicode {
            TWINS.iter().find(|group| group.contains(&lower))
        } else {
            None
        };
        let group = group.copied().unwrap_or_default();
        group.iter().copied().filter(move |&twin| twin != lower)
    }
}

/// Lower-case letters that share an upper-case letter (Unicode's simple mappings, as in
/// CPython's `re._casefix`), each group ascending.
const TWINS: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17f],
    &[0xb5, 0x3bc],
    &[0x345, 0x3b9, 0x1fbe],
    &[0x390, 0x1fd3],
    &[0x3b0, 0x1fe3],
    &[0x3b2, 0x3d0],
    &[0x3b5, 0x3f5],
    &[0x3b8, 0x3d1],
    &[0x3ba, 0x3f0],
    &[0x3c0, 0x3d6],
    &[0x3c1, 0x3f1],
    &[0x3c2, 0x3c3],
    &[0x3c6, 0x3d5],
    &[0x432, 0x1c80],
    &[0x434, 0x1c81],
    &[0x43e, 0x1c82],
    &[0x441, 0x1c83],
    &[0x442, 0x1c84, 0x1c85],
    &[0x44a, 0x1c86],
    &[0x463, 0x1c87],
    &[0x1c88, 0xa64b],
    &[0x1e61, 0x1e9b],
    &[0xfb05, 0xfb06],
];
