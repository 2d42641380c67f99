//! Sets of characters in the form that is quickest to look into.

use rustpython_sre_engine::{SreFlag, SreOpcode};

use super::{
    case::Folding,
    tree::{Member, complement, unicode_category},
};

/// Characters to a word of a map.
const WORD: u32 = u32::BITS;
/// Words of a map of 256 characters.
const LATIN: usize = 0x100 / WORD as usize;
/// Words of a map of the basic plane.
const BASIC_PLANE: usize = 0x1_0000 / WORD as usize;

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
        words,
        rest,
        is_cased,
        ..
    } = map;
    if let Some(runs) = few_runs(&words) {
        head.extend(runs);
        head.extend(rest);
        let is_better = is_cased || head.len() < members.len();
        return Charset::of(if is_better { head } else { members.to_vec() }, is_cased);
    }
    let bitmap = if words.len() == LATIN {
        Bitmap::Small(words)
    } else {
        Bitmap::Big(blocks(&words))
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
    /// A bit for each character, the first one lowest.
    words: Vec<u32>,
    rest: Vec<Member>,
    is_cased: bool,
}

impl Map {
    fn new(folding: Folding) -> Self {
        Self {
            folding,
            words: vec![0; LATIN],
            rest: Vec::new(),
            is_cased: false,
        }
    }

    /// Makes room for the basic plane.
    fn grow(&mut self) {
        self.words.resize(BASIC_PLANE, 0);
    }

    /// Marks a lower-case character and those that are the same letter; `false` if one is outside
    /// of the basic plane.
    fn mark(&mut self, lower: u32) -> bool {
        let twins = self.folding.twins(lower);
        core::iter::once(lower).chain(twins).all(|character| {
            let word = (character / WORD) as usize;
            if word >= BASIC_PLANE {
                return false;
            }
            if word >= self.words.len() {
                self.grow();
            }
            self.words[word] |= 1 << (character % WORD);
            true
        })
    }

    fn add(&mut self, character: u32) {
        let lower = self.folding.lower(character);
        self.is_cased |= self.folding.is_cased(lower);
        if !self.mark(lower) {
            // The engine's form for sets with such characters.
            self.grow();
            self.rest.push(Member::Literal(lower));
        }
    }

    fn add_range(&mut self, low: u32, high: u32) {
        let folding = self.folding;
        if !(low..=high).all(|character| self.mark(folding.lower(character))) {
            self.grow();
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
fn few_runs(words: &[u32]) -> Option<Vec<Member>> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(start) = next(words, from, true) {
        if runs.len() == 2 {
            return None;
        }
        from = next(words, start, false).unwrap_or(words.len() as u32 * WORD);
        runs.push(match from - 1 {
            end if end == start => Member::Literal(start),
            end => Member::Range(start, end),
        });
    }
    Some(runs)
}

/// The first character from here on that is marked, or is not.
fn next(words: &[u32], from: u32, marked: bool) -> Option<u32> {
    let first = (from / WORD) as usize;
    for (index, &word) in words.iter().enumerate().skip(first) {
        let mut wanted = if marked { word } else { !word };
        if index == first {
            wanted &= u32::MAX << (from % WORD);
        }
        if wanted != 0 {
            return Some(index as u32 * WORD + wanted.trailing_zeros());
        }
    }
    None
}

/// The words of the basic plane in blocks, each that differs once.
fn blocks(words: &[u32]) -> Vec<u32> {
    let mut distinct: Vec<&[u32]> = Vec::new();
    let mut mapping = Vec::with_capacity(BASIC_PLANE / LATIN);
    for block in words.chunks(LATIN) {
        let known = distinct.iter().position(|known| *known == block);
        let number = known.unwrap_or_else(|| {
            distinct.push(block);
            distinct.len() - 1
        });
        mapping.push(number as u8);
    }
    let mapping = mapping.chunks(size_of::<u32>()).map(|bytes| {
        let bytes = bytes.try_into().expect("256 is a multiple of 4");
        u32::from_ne_bytes(bytes)
    });
    let mut code = vec![distinct.len() as u32];
    code.extend(mapping);
    code.extend(distinct.into_iter().flatten());
    code
}
