//! What a pattern says, as a tree.

use core::cell::OnceCell;

use rustpython_sre_engine::{SreAtCode, SreCatCode, SreFlag};

/// As often as possible: the largest number of repetitions, which none may reach.
pub(super) const UNLIMITED: u32 = u32::MAX;

/// The largest width.
const MAX_WIDTH: u128 = 1 << 64;

/// How many characters something matches: at least and at most.
pub(super) type Width = (u128, u128);

/// The widths of the groups: `None` for the whole match, and while one is open.
pub(super) type GroupWidths = [Option<Width>];

/// A member of a set of characters.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub(super) enum Member {
    /// At the front: everything but the others.
    Negate,
    Literal(u32),
    /// With both ends.
    Range(u32, u32),
    /// A range outside of the basic plane, with the letters of other case.
    RangeIgnoringCase(u32, u32),
    Category(u32),
}

/// The ways to repeat something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    /// As few times as possible (`*?`).
    Lazy,
    /// As many times as possible (`*`).
    Greedy,
    /// As many times as possible, without a second thought (`*+`).
    Possessive,
}

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Node {
    Literal(u32),
    /// Any character but this.
    NotLiteral(u32),
    Any,
    Set(Vec<Member>),
    At(SreAtCode),
    Branch(Vec<Sequence>),
    Repeat {
        greed: Greed,
        min: u32,
        max: u32,
        body: Sequence,
    },
    Group(Group),
    Atomic(Sequence),
    Assert {
        negative: bool,
        behind: bool,
        body: Sequence,
    },
    /// What never matches (`(?!)`).
    Failure,
    /// The same text as a group has matched.
    Reference(usize),
    /// Depending on whether a group has matched.
    Conditional {
        group: usize,
        yes: Sequence,
        no: Option<Sequence>,
    },
}

/// A pair of parentheses.
#[derive(Debug)]
pub(super) struct Group {
    /// Its number, if it captures.
    pub(super) index: Option<usize>,
    /// Flags that are set in it.
    pub(super) add: SreFlag,
    /// Flags that are not.
    pub(super) remove: SreFlag,
    pub(super) body: Sequence,
}

impl Group {
    /// Is this only what holds its body together?
    pub(super) fn is_transparent(&self) -> bool {
        self.index.is_none() && self.add.is_empty() && self.remove.is_empty()
    }

    /// The flags in it.
    pub(super) fn flags(&self, outside: SreFlag) -> SreFlag {
        let types = SreFlag::ASCII | SreFlag::LOCALE | SreFlag::UNICODE;
        let kept = if self.add.intersects(types) {
            outside - types
        } else {
            outside
        };
        (kept | self.add) - self.remove
    }
}

impl Node {
    /// Does it consist of nothing else, and are both the same? What contains a sequence never
    /// counts as the same.
    pub(super) fn is_same_leaf(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Literal(one), Self::Literal(two))
            | (Self::NotLiteral(one), Self::NotLiteral(two)) => one == two,
            (Self::Set(one), Self::Set(two)) => one == two,
            (Self::At(one), Self::At(two)) => one == two,
            (Self::Reference(one), Self::Reference(two)) => one == two,
            (Self::Any, Self::Any) | (Self::Failure, Self::Failure) => true,
            _ => false,
        }
    }

    /// Does it match exactly one character, whatever that is?
    pub(super) fn is_one_character(&self) -> bool {
        matches!(
            self,
            Self::Literal(_) | Self::NotLiteral(_) | Self::Any | Self::Set(_)
        )
    }

    fn width(&self, groups: &GroupWidths) -> Width {
        match self {
            Self::Literal(_) | Self::NotLiteral(_) | Self::Any | Self::Set(_) => (1, 1),
            Self::At(_) | Self::Assert { .. } | Self::Failure => (0, 0),
            Self::Branch(items) => widest(items.iter().map(|item| item.width(groups))),
            Self::Repeat { min, max, body, .. } => {
                let (least, most) = body.width(groups);
                let most = if *max == UNLIMITED && most > 0 {
                    MAX_WIDTH
                } else {
                    most * u128::from(*max)
                };
                (least * u128::from(*min), most)
            }
            Self::Group(Group { body, .. }) | Self::Atomic(body) => body.width(groups),
            // The parser takes no reference to an open group.
            Self::Reference(group) => groups[*group].unwrap_or_default(),
            Self::Conditional { yes, no, .. } => {
                let no = no.as_ref().map_or((0, 0), |no| no.width(groups));
                widest([yes.width(groups), no].into_iter())
            }
        }
    }
}

fn widest(widths: impl Iterator<Item = Width>) -> Width {
    widths.fold((MAX_WIDTH, 0), |(least, most), (low, high)| {
        (least.min(low), most.max(high))
    })
}

/// Parts, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    pub(super) nodes: Vec<Node>,
    width: OnceCell<Width>,
}

impl Sequence {
    /// How many characters it matches; only for one that does not change any more.
    pub(super) fn width(&self, groups: &GroupWidths) -> Width {
        *self.width.get_or_init(|| {
            let widths = self.nodes.iter().map(|node| node.width(groups));
            let (least, most) = widths.fold((0, 0), |(least, most), (low, high)| {
                (least + low, most + high)
            });
            (least.min(MAX_WIDTH), most.min(MAX_WIDTH))
        })
    }

    /// Does it match exactly one character, so that the engine can repeat it in a loop of its own?
    pub(super) fn is_simple(&self) -> bool {
        match &self.nodes[..] {
            [
                Node::Group(Group {
                    index: None, body, ..
                }),
            ] => body.is_simple(),
            [node] => node.is_one_character(),
            _ => false,
        }
    }
}

impl From<Vec<Node>> for Sequence {
    fn from(nodes: Vec<Node>) -> Self {
        Self {
            nodes,
            width: OnceCell::new(),
        }
    }
}

/// The category of the characters that are not in this one.
pub(super) fn complement(category: u32) -> u32 {
    category ^ 1
}

/// Unicode's category for one of ASCII's.
pub(super) fn unicode_category(category: u32) -> u32 {
    category + (SreCatCode::UNI_DIGIT as u32 - SreCatCode::DIGIT as u32)
}
