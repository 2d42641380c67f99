//! The bytes of an image file.
//!
//! One head: fixed fields, the variables' runs, notes in the builder's own format, padded
//! to a page. Behind it the region, page by page; pages of zeros are holes.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::Xxh3;

use crate::executable::BUILD_ID_LENGTH;
use crate::file::{KEY_LENGTH, Rejected};
use crate::statics::Run;

pub(crate) const PAGE: usize = 4096;
const MAGIC: &[u8; 8] = b"pyrunimg";
const FORMAT: u64 = 1;
/// Magic, then thirteen words; see [`Head::encode`].
const FIXED: usize = 8 + 13 * 8 + BUILD_ID_LENGTH.next_multiple_of(8) + KEY_LENGTH;
/// Where the hash of the head stands, which does not count itself.
const HASH_AT: usize = 8 + 8;
/// More than any head has.
const MAX_HEAD: usize = 64 << 20;

/// Everything but the region.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) build_id: [u8; BUILD_ID_LENGTH],
    pub(crate) key: [u8; KEY_LENGTH],
    /// What the builder left to be found.
    pub(crate) root: usize,
    pub(crate) region_base: usize,
    /// In bytes, a multiple of the page.
    pub(crate) region_length: usize,
    pub(crate) region_hash: u64,
    /// The file's modification time when its builder had finished: nothing has been
    /// written to it since if it has that still.
    pub(crate) sealed: SystemTime,
    pub(crate) runs: Vec<Run>,
    pub(crate) notes: Vec<u8>,
}

impl Head {
    /// The head's bytes, whole pages.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut runs = Vec::new();
        for run in &self.runs {
            put(&mut runs, run.address as u64);
            put(&mut runs, run.words.len() as u64);
            for &word in &run.words {
                put(&mut runs, word as u64);
            }
        }
        let length = (FIXED + runs.len() + self.notes.len()).next_multiple_of(PAGE);
        let sealed = self.sealed.duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut head = Vec::with_capacity(length);
        head.extend(MAGIC);
        for word in [
            FORMAT,
            0,
            length as u64,
            self.root as u64,
            self.region_base as u64,
            self.region_length as u64,
            self.region_hash,
            sealed.as_secs(),
            u64::from(sealed.subsec_nanos()),
            runs.len() as u64,
            self.notes.len() as u64,
            0,
            0,
        ] {
            put(&mut head, word);
        }
        head.extend(self.build_id);
        head.resize(FIXED - KEY_LENGTH, 0);
        head.extend(self.key);
        head.extend(runs);
        head.extend(&self.notes);
        head.resize(length, 0);
        let hash = hash(&head);
        head[HASH_AT..HASH_AT + 8].copy_from_slice(&hash.to_le_bytes());
        head
    }

    /// How long the head is that starts with `start`.
    pub(crate) fn length(start: &[u8]) -> Result<usize, Rejected> {
        if start.get(..8) != Some(MAGIC) {
            return Err(Rejected::Damaged("it does not begin like an image"));
        }
        if word(start, 0)? != FORMAT {
            return Err(Rejected::OtherBuild);
        }
        let length = size(start, 2)?;
        if !(FIXED..=MAX_HEAD).contains(&length) || !length.is_multiple_of(PAGE) {
            return Err(Rejected::Damaged("the head's length"));
        }
        Ok(length)
    }

    /// Reads a whole head.
    pub(crate) fn decode(head: &[u8]) -> Result<Self, Rejected> {
        if head.len() != Self::length(head)? {
            return Err(Rejected::Damaged("the head's length"));
        }
        if word(head, 1)? != hash(head) {
            return Err(Rejected::Damaged("the head's hash"));
        }
        let (runs_length, notes_length) = (size(head, 9)?, size(head, 10)?);
        let fixed = FIXED - KEY_LENGTH - BUILD_ID_LENGTH.next_multiple_of(8);
        let part = |start: usize, length: usize| {
            let end = start.checked_add(length);
            end.and_then(|end| head.get(start..end))
                .ok_or(Rejected::Damaged("a length"))
        };
        let array = "lengths that do not add up";
        Ok(Self {
            build_id: part(fixed, BUILD_ID_LENGTH)?
                .try_into()
                .map_err(|_| Rejected::Damaged(array))?,
            key: part(FIXED - KEY_LENGTH, KEY_LENGTH)?
                .try_into()
                .map_err(|_| Rejected::Damaged(array))?,
            root: size(head, 3)?,
            region_base: size(head, 4)?,
            region_length: size(head, 5)?,
            region_hash: word(head, 6)?,
            sealed: UNIX_EPOCH
                .checked_add(Duration::new(
                    word(head, 7)?,
                    u32::try_from(word(head, 8)?).map_err(|_| Rejected::Damaged("its time"))?,
                ))
                .ok_or(Rejected::Damaged("its time"))?,
            runs: decode_runs(part(FIXED, runs_length)?)?,
            notes: part(FIXED.saturating_add(runs_length), notes_length)?.to_vec(),
        })
    }
}

fn decode_runs(bytes: &[u8]) -> Result<Vec<Run>, Rejected> {
    let mut words = bytes
        .chunks_exact(8)
        .map(|chunk| usize::from_le_bytes(chunk.try_into().unwrap_or_default()));
    let mut runs = Vec::new();
    while let Some(address) = words.next() {
        let length = words.next().unwrap_or(usize::MAX);
        if length > words.len() {
            return Err(Rejected::Damaged("a run of variables"));
        }
        runs.push(Run {
            address,
            words: words.by_ref().take(length).collect(),
        });
    }
    Ok(runs)
}

/// The hash of a head; the field that holds it counts as zero.
fn hash(head: &[u8]) -> u64 {
    let mut hasher = Xxh3::new();
    for part in [&head[..HASH_AT], &[0; 8], &head[HASH_AT + 8..]] {
        hasher.update(part);
    }
    hasher.digest()
}

/// The `index`th word behind the magic.
fn word(head: &[u8], index: usize) -> Result<u64, Rejected> {
    let bytes = head.get(8 + index * 8..16 + index * 8);
    bytes
        .and_then(|bytes| Some(u64::from_le_bytes(bytes.try_into().ok()?)))
        .ok_or(Rejected::Damaged("it is too short"))
}

fn size(head: &[u8], index: usize) -> Result<usize, Rejected> {
    usize::try_from(word(head, index)?).map_err(|_| Rejected::Damaged("a size"))
}

fn put(bytes: &mut Vec<u8>, word: u64) {
    bytes.extend(word.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head {
            build_id: [1; BUILD_ID_LENGTH],
            key: [2; KEY_LENGTH],
            root: 3,
            region_base: 4,
            region_length: PAGE,
            region_hash: 5,
            sealed: UNIX_EPOCH + Duration::new(6, 7),
            runs: vec![
                Run {
                    address: 8,
                    words: vec![9, 10],
                },
                Run {
                    address: 80,
                    words: vec![11],
                },
            ],
            notes: b"notes".to_vec(),
        }
    }

    #[test]
    fn a_head_comes_back() {
        let bytes = head().encode();
        assert_eq!(bytes.len() % PAGE, 0);
        let back = Head::decode(&bytes).expect("decodes");
        assert_eq!(format!("{back:?}"), format!("{:?}", head()));
    }

    #[test]
    fn no_changed_bit_gets_through() {
        let bytes = head().encode();
        for at in 0..bytes.len() {
            for bit in [1, 128] {
                let mut changed = bytes.clone();
                changed[at] ^= bit;
                assert!(Head::decode(&changed).is_err(), "byte {at}");
            }
        }
        for length in [0, 7, 8, 100, FIXED, PAGE - 1] {
            assert!(Head::decode(&bytes[..length]).is_err());
        }
    }
}
