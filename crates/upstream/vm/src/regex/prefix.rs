//! What every match begins with: the engine looks for that before it tries the pattern.

use rustpython_sre_engine::{SreFlag, SreInfo, SreOpcode};

use super::{
    case::Folding,
    charset::{Charset, optimized},
    tree::{GroupWidths, Member, Node, Sequence},
};

/// Appends the block of information that a pattern's code begins with.
pub(super) fn write_info(
    pattern: &Sequence,
    flags: SreFlag,
    groups: &GroupWidths,
    code: &mut Vec<u32>,
) {
    let (least, most) = pattern.width(groups);
    let clamped = |width: u128| u32::try_from(width).unwrap_or(u32::MAX);
    let (least, most) = (clamped(least), clamped(most));
    let start = code.len();
    code.extend([SreOpcode::INFO as u32, 0, 0, least, most]);
    if least > 0 {
        let prefix = literal_prefix(pattern, flags);
        if prefix.characters.is_empty() {
            if let Some(set) = first_characters(pattern, flags) {
                code[start + 2] = SreInfo::CHARSET.bits();
                set.write(flags, code);
            }
        } else {
            code[start + 2] = prefix.mask().bits();
            prefix.write(code);
        }
    }
    code[start + 1] = (code.len() - start - 1) as u32;
}

/// Characters that every match begins with.
#[derive(Debug, Default)]
struct Prefix {
    characters: Vec<u32>,
    /// How many of them stand before the first group.
    before_groups: Option<usize>,
    /// Whether there is nothing behind them.
    is_whole: bool,
}

impl Prefix {
    fn mask(&self) -> SreInfo {
        if self.is_whole && self.before_groups.is_none() {
            SreInfo::PREFIX | SreInfo::LITERAL
        } else {
            SreInfo::PREFIX
        }
    }

    fn write(&self, code: &mut Vec<u32>) {
        let length = self.characters.len();
        let skipped = self.before_groups.unwrap_or(length);
        code.extend([length as u32, skipped as u32]);
        code.extend(&self.characters);
        code.extend(overlaps(&self.characters));
    }
}

fn literal_prefix(pattern: &Sequence, flags: SreFlag) -> Prefix {
    let folding = Folding::of(flags);
    let mut prefix = Prefix::default();
    for node in &pattern.nodes {
        match node {
            Node::Literal(character) if !folding.is_cased(*character) => {
                prefix.characters.push(*character);
            }
            Node::Group(group) => {
                let inner = literal_prefix(&group.body, group.flags(flags));
                if prefix.before_groups.is_none() {
                    let before = prefix.characters.len();
                    let within = inner.before_groups.map(|inner| before + inner);
                    prefix.before_groups = group.index.map(|_| before).or(within);
                }
                prefix.characters.extend(inner.characters);
                if !inner.is_whole {
                    return prefix;
                }
            }
            _ => return prefix,
        }
    }
    prefix.is_whole = true;
    prefix
}

/// For each position, how many characters before and at it are those at the front (the
/// table of Knuth, Morris and Pratt).
fn overlaps(prefix: &[u32]) -> Vec<u32> {
    let mut table = vec![0_u32; prefix.len()];
    for position in 1..prefix.len() {
        let mut length = table[position - 1] as usize;
        while length > 0 && prefix[position] != prefix[length] {
            length = table[length - 1] as usize;
        }
        let continues = prefix[position] == prefix[length];
        table[position] = (length + usize::from(continues)) as u32;
    }
    table
}

/// The characters that a match can begin with, if that can be said and is of use.
fn first_characters(pattern: &Sequence, flags: SreFlag) -> Option<Charset> {
    let members = first_members(pattern, flags)?;
    let set = optimized(&members, Folding::None);
    (!set.is_empty() && !set.is_everything()).then_some(set)
}

fn first_members(pattern: &Sequence, flags: SreFlag) -> Option<Vec<Member>> {
    let folding = Folding::of(flags);
    let literal = |node: &Node| match node {
        Node::Literal(character) if !folding.is_cased(*character) => {
            Some(Member::Literal(*character))
        }
        _ => None,
    };
    match pattern.nodes.first()? {
        Node::Group(group) => first_members(&group.body, group.flags(flags)),
        node @ Node::Literal(_) => Some(vec![literal(node)?]),
        Node::Branch(items) => {
            let first = |item: &Sequence| item.nodes.first().and_then(literal);
            items.iter().map(first).collect()
        }
        Node::Set(members) => {
            let is_plain = members.iter().all(|member| match *member {
                Member::Literal(character) => !folding.is_cased(character),
                Member::Range(low, high) => {
                    folding == Folding::None
                        || (high < 0x1_0000 && !(low..=high).any(|it| folding.is_cased(it)))
                }
                _ => true,
            });
            is_plain.then(|| members.clone())
        }
        _ => None,
    }
}
