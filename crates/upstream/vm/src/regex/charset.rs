//! Sets of characters in the form that is quickest to look into.

use std::collections::HashMap;

use rustpython_sre_engine::{SreFlag, SreOpcode};

use super::{
    case::Folding,
    tree::{Member, complement, unicode_category},
};

/// The characters of the first map, and those of the second.
const LATIN: usize = 0x100;
const BASIC_PLANE: usize = 0x1_0000;

/// A set as the engine takes it.
#[derive(Debug)]
pub(super) struct Charset {
    head: Vec<Member>,
    bitmap: Option<Bitmap>,
    tail: Vec<Member>,
    /// Whether letters of other case have to be looked for.
    pub(super) is_cased: bool,
}

#[derive(Debug)]
enum Bitmap {
    /// One bit for each of 256 characters.
    Small(Vec<u32>),
    /// The number of blocks of 256 characters that differ, which one each of the basic
    /// plane's is, and their bits.
    Big(Vec<u32>),
}

impl Charset {
    fn of(members: Vec<Member>, is_cased: bool) -> Self {
        Self {
            head: members,
            bitmap: None,
            tail: Vec::new(),
            is_cased,
        }
    }

    fn is(&self, members: &[Member]) -> bool {
        self.bitmap.is_none() && self.tail.is_empty() && self.head == members
    }

    /// Does it contain no character?
    pub(super) fn is_empty(&self) -> bool {
        self.is(&[])
    }

    /// Does it contain all characters?
    pub(super) fn is_everything(&self) -> bool {
        self.is(&[Member::Negate])
    }

    /// Appends it to a pattern's code.
    pub(super) fn write(&self, flags: SreFlag, code: &mut Vec<u32>) {
        for &member in &self.head {
            write_member(member, flags, code);
        }
        match &self.bitmap {
            Some(Bitmap::Small(words)) => {
                code.push(SreOpcode::CHARSET as u32);
                code.extend(words);
            }
            Some(Bitmap::Big(words)) => {
                code.push(SreOpcode::BIGCHARSET as u32);
                code.extend(words);
            }
            None => {}
        }
        for &member in &self.tail {
            write_member(member, flags, code);
        }
        code.push(SreOpcode::FAILURE as u32);
    }
}

fn write_member(member: Member, flags: SreFlag, code: &mut Vec<u32>) {
    match member {
        Member::Negate => code.push(SreOpcode::NEGATE as u32),
        Member::Literal(character) => code.extend([SreOpcode::LITERAL as u32, character]),
        Member::Range(low, high) => code.extend([SreOpcode::RANGE as u32, low, high]),
        Member::RangeIgnoringCase(low, high) => {
            code.extend([SreOpcode::RANGE_UNI_IGNORE as u32, low, high]);
        }
        Member::Category(category) => {
            let category = if flags.contains(SreFlag::UNICODE) {
                unicode_category(category)
            } else {
                category
            };
            code.extend([SreOpcode::CATEGORY as u32, category]);
        }
    }
}

/// The best form of a set.
pub(super) fn optimized(members: &[Member], folding: Folding) -> Charset {
    let mut head = Vec::new();
    let mut map = Map::new(folding);
    for &member in members {
        match member {
            Member::Negate => head.push(member),
            Member::Category(category)
                if map.rest.contains(&Member::Category(complement(category))) =>
            {
                // `[\s\S]` is everything, whatever else there is.
                let members = if head.is_empty() {
                    vec![Member::Negate]
                } else {
                    Vec::new()
                };
                return Charset::of(members, false);
            }
            Member::Literal(character) => map.add(character),
            Member::Range(low, high) => map.add_range(low, high),
            _ => map.rest.push(member),
        }
    }
    let Map {
        bits,
        rest,
        is_cased,
        ..
    } = map;
    if let Some(runs) = few_runs(&bits) {
        head.extend(runs);
        head.extend(rest);
        let is_better = is_cased || head.len() < members.len();
        return Charset::of(if is_better { head } else { members.to_vec() }, is_cased);
    }
    let bitmap = if bits.len() == LATIN {
        Bitmap::Small(words(&bits))
    } else {
        Bitmap::Big(blocks(&bits))
    };
    Charset {
        head,
        bitmap: Some(bitmap),
        tail: rest,
        is_cased,
    }
}

/// The members that are characters of the basic plane, and the rest.
struct Map {
    folding: Folding,
    bits: Vec<bool>,
    rest: Vec<Member>,
    is_cased: bool,
}

impl Map {
    fn new(folding: Folding) -> Self {
        Self {
            folding,
            bits: vec![false; LATIN],
            rest: Vec::new(),
            is_cased: false,
        }
    }

    /// Marks a lower-case character and those that are the same letter; `false` if one is outside
    /// of the basic plane.
    fn mark(&mut self, lower: u32) -> bool {
        core::iter::once(lower)
            .chain(self.folding.twins(lower))
            .all(|character| {
                let index = character as usize;
                if index >= self.bits.len() && index < BASIC_PLANE {
                    self.bits.resize(BASIC_PLANE, false);
                }
                self.bits.get_mut(index).map(|bit| *bit = true).is_some()
            })
    }

    fn add(&mut self, character: u32) {
        let lower = self.folding.lower(character);
        self.is_cased |= self.folding.is_cased(lower);
        if !self.mark(lower) {
            // The map has grown before the character was found to be beyond it.
            self.bits.resize(BASIC_PLANE, false);
            self.rest.push(Member::Literal(lower));
        }
    }

    fn add_range(&mut self, low: u32, high: u32) {
        let folding = self.folding;
        if !(low..=high).all(|character| self.mark(folding.lower(character))) {
            self.bits.resize(BASIC_PLANE, false);
            self.is_cased |= folding != Folding::None;
            self.rest.push(match folding {
                Folding::Unicode => Member::RangeIgnoringCase(low, high),
                Folding::None | Folding::Ascii => Member::Range(low, high),
            });
        } else if !self.is_cased {
            self.is_cased = (low..=high).any(|character| folding.is_cased(character));
        }
    }
}

/// The characters as at most two ranges, if they are no more.
fn few_runs(bits: &[bool]) -> Option<Vec<Member>> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(start) = bits[from..].iter().position(|&bit| bit) {
        if runs.len() == 2 {
            return None;
        }
        let start = from + start;
        let length = bits[start..].iter().position(|&bit| !bit);
        from = length.map_or(bits.len(), |length| start + length);
        let (low, high) = (start as u32, from as u32 - 1);
        runs.push(if low == high {
            Member::Literal(low)
        } else {
            Member::Range(low, high)
        });
    }
    Some(runs)
}

/// The bits in words, the first one lowest.
fn words(bits: &[bool]) -> Vec<u32> {
    let word = |bits: &[bool]| {
        let bits = bits.iter().rev();
        bits.fold(0, |word, &bit| word << 1 | u32::from(bit))
    };
    bits.chunks(32).map(word).collect()
}

/// The bits of the basic plane in blocks, each that differs once.
fn blocks(bits: &[bool]) -> Vec<u32> {
    let mut numbers = HashMap::new();
    let mut distinct = Vec::new();
    let mut mapping = Vec::with_capacity(BASIC_PLANE / LATIN);
    for block in bits.chunks(LATIN) {
        let next = numbers.len();
        let number = *numbers.entry(block).or_insert_with(|| {
            distinct.extend(words(block));
            next
        });
        mapping.push(number as u8);
    }
    let mapping = mapping.chunks(4).map(|bytes| {
        let bytes = bytes.try_into().expect("256 is a multiple of 4");
        u32::from_ne_bytes(bytes)
    });
    let mut code = vec![numbers.len() as u32];
    code.extend(mapping);
    code.extend(distinct);
    code
}
