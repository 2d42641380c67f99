//! Reads a pattern: alternatives, sequences and repetitions.

mod escapes;
mod groups;
mod sets;

use rustpython_sre_engine::{SreAtCode, SreFlag};

use super::{
    Declined, Parsed,
    tokens::{Token, Tokens},
    tree::{Greed, Group, Member, Node, Sequence, UNLIMITED, Width},
};

/// How deep parentheses may lie in each other; the interpreter's own limit on recursion lets
/// Python's compiler go further.
const MAX_DEPTH: usize = 64;

/// All that there are, but for the locale's and `re.DEBUG`.
const FLAGS: SreFlag = SreFlag::IGNORECASE
    .union(SreFlag::MULTILINE)
    .union(SreFlag::DOTALL)
    .union(SreFlag::UNICODE)
    .union(SreFlag::VERBOSE)
    .union(SreFlag::ASCII);

/// A pattern that has been read.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) pattern: Sequence,
    pub(super) flags: SreFlag,
    /// The widths of its groups.
    pub(super) groups: Vec<Option<Width>>,
    pub(super) names: Vec<(String, usize)>,
}

/// Reads a whole pattern.
///
/// # Errors
/// When it is for Python's compiler.
pub(super) fn parse(
    characters: impl Iterator<Item = u32>,
    is_text: bool,
    flags: SreFlag,
) -> Parsed<Pattern> {
    if !FLAGS.contains(flags) {
        return Err(Declined);
    }
    let mut parser = Parser {
        tokens: Tokens::new(characters)?,
        is_text,
        flags,
        groups: vec![None],
        names: Vec::new(),
        lookbehind: None,
        largest_condition: 0,
    };
    let verbose = flags.contains(SreFlag::VERBOSE);
    let pattern = parser.alternatives(verbose, 0)?;
    let is_whole = parser.tokens.peek().is_none();
    if !is_whole || parser.largest_condition >= parser.groups.len() {
        return Err(Declined);
    }
    Ok(Pattern {
        pattern,
        flags: parser.final_flags()?,
        groups: parser.groups,
        names: parser.names,
    })
}

/// A pattern that is being read.
struct Parser {
    tokens: Tokens,
    is_text: bool,
    flags: SreFlag,
    groups: Vec<Option<Width>>,
    names: Vec<(String, usize)>,
    /// How many groups there were where the outermost lookbehind began that is open.
    lookbehind: Option<usize>,
    /// The largest group number that a condition has named.
    largest_condition: usize,
}

impl Parser {
    /// `a|b|c`, up to a parenthesis or the end.
    fn alternatives(&mut self, mut verbose: bool, depth: usize) -> Parsed<Sequence> {
        if depth > MAX_DEPTH {
            return Err(Declined);
        }
        let mut items = Vec::new();
        loop {
            let first = depth == 0 && items.is_empty();
            items.push(self.sequence(verbose, depth, first)?);
            if !self.tokens.accept('|') {
                break;
            }
            if depth == 0 {
                verbose = self.flags.contains(SreFlag::VERBOSE);
            }
        }
        Ok(match <[Sequence; 1]>::try_from(items) {
            Ok([item]) => item,
            Err(items) => one_of(items),
        })
    }

    /// What stands between two `|`. `first`: flags for the whole pattern may stand here.
    fn sequence(&mut self, mut verbose: bool, depth: usize, first: bool) -> Parsed<Sequence> {
        let mut nodes = Vec::new();
        while let Some(token) = self.tokens.peek() {
            if token.is('|') || token.is(')') {
                break;
            }
            self.tokens.next();
            if verbose && self.is_skipped(token) {
                continue;
            }
            let Some(character) = token.plain() else {
                nodes.push(if token.escaped {
                    self.escape(token)?
                } else {
                    Node::Literal(token.character)
                });
                continue;
            };
            match character {
                '[' => nodes.push(self.set()?),
                '*' | '+' | '?' | '{' => self.repeat(character, &mut nodes)?,
                '.' => nodes.push(Node::Any),
                '^' => nodes.push(Node::At(SreAtCode::BEGINNING)),
                '$' => nodes.push(Node::At(SreAtCode::END)),
                '(' => match self.group(verbose, depth, first && nodes.is_empty())? {
                    groups::Found::Node(node) => nodes.push(node),
                    groups::Found::Comment => {}
                    groups::Found::Flags => verbose = self.flags.contains(SreFlag::VERBOSE),
                },
                _ => nodes.push(Node::Literal(token.character)),
            }
        }
        Ok(unwrapped(nodes).into())
    }

    /// Is this white space, or the start of a comment, whose rest is then taken?
    fn is_skipped(&mut self, token: Token) -> bool {
        match token.plain() {
            Some(' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c') => true,
            Some('#') => {
                while self.tokens.next().is_some_and(|token| !token.is('\n')) {}
                true
            }
            _ => false,
        }
    }

    /// The last node becomes as many as `quantifier` and what follows it say.
    fn repeat(&mut self, quantifier: char, nodes: &mut Vec<Node>) -> Parsed<()> {
        let (min, max) = match quantifier {
            '?' => (0, 1),
            '*' => (0, UNLIMITED),
            '+' => (1, UNLIMITED),
            _ => match self.bounds()? {
                Some(bounds) => bounds,
                None => {
                    nodes.push(Node::Literal(u32::from(quantifier)));
                    return Ok(());
                }
            },
        };
        let body = match nodes.pop() {
            None | Some(Node::At(_) | Node::Repeat { .. }) => return Err(Declined),
            Some(Node::Group(group)) if group.is_transparent() => group.body,
            Some(node) => vec![node].into(),
        };
        let greed = if self.tokens.accept('?') {
            Greed::Lazy
        } else if self.tokens.accept('+') {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        nodes.push(Node::Repeat {
            greed,
            min,
            max,
            body,
        });
        Ok(())
    }

    /// `2,3}`, behind a brace. Without it the brace is a character like others, and so is what
    /// follows it.
    fn bounds(&mut self) -> Parsed<Option<(u32, u32)>> {
        let start = self.tokens.position();
        if self.tokens.peek().is_some_and(|token| token.is('}')) {
            return Ok(None);
        }
        let low = self.number()?;
        let high = if self.tokens.accept(',') {
            self.number()?
        } else {
            low
        };
        if !self.tokens.accept('}') {
            self.tokens.go_back(start);
            return Ok(None);
        }
        let (min, max) = (low.unwrap_or(0), high.unwrap_or(UNLIMITED));
        if min > max {
            Err(Declined)
        } else {
            Ok(Some((min, max)))
        }
    }

    /// Decimal digits, if there are any. A number that is too large is declined even where it
    /// may turn out to be no bound.
    fn number(&mut self) -> Parsed<Option<u32>> {
        let mut number: Option<u32> = None;
        while let Some(digit) = self.tokens.digit(10) {
            let shifted = number.unwrap_or(0).checked_mul(10);
            let next = shifted.and_then(|number| number.checked_add(digit));
            number = Some(next.filter(|&number| number < UNLIMITED).ok_or(Declined)?);
        }
        Ok(number)
    }

    /// The flags with those that follow from the kind of pattern.
    fn final_flags(&self) -> Parsed<SreFlag> {
        match (
            self.is_text,
            self.flags.contains(SreFlag::ASCII),
            self.flags.contains(SreFlag::UNICODE),
        ) {
            (true, true, true) | (false, _, true) => Err(Declined),
            (true, false, _) => Ok(self.flags | SreFlag::UNICODE),
            (true, true, false) | (false, _, false) => Ok(self.flags),
        }
    }
}

/// A sequence that begins with what all alternatives begin with; a set of characters if
/// they are nothing but characters.
fn one_of(mut items: Vec<Sequence>) -> Sequence {
    let alike = length_alike(&items);
    let mut nodes = Vec::with_capacity(alike + 1);
    for (index, item) in items.iter_mut().enumerate() {
        let leaves = item.nodes.drain(..alike);
        if index == 0 {
            nodes.extend(leaves);
        }
    }
    nodes.push(match members(&items) {
        Some(members) => Node::Set(sets::unique(members)),
        None => Node::Branch(items),
    });
    nodes.into()
}

/// How many nodes all of them begin with.
fn length_alike(items: &[Sequence]) -> usize {
    let Some((first, others)) = items.split_first() else {
        return 0;
    };
    let is_common = |(index, node): &(usize, &Node)| {
        let same = |item: &Sequence| {
            item.nodes
                .get(*index)
                .is_some_and(|it| it.is_same_leaf(node))
        };
        others.iter().all(same)
    };
    first.nodes.iter().enumerate().take_while(is_common).count()
}

fn members(items: &[Sequence]) -> Option<Vec<Member>> {
    let mut members = Vec::new();
    for item in items {
        match &item.nodes[..] {
            [Node::Literal(character)] => members.push(Member::Literal(*character)),
            [Node::Set(set)] if set.first() != Some(&Member::Negate) => members.extend(set),
            _ => return None,
        }
    }
    Some(members)
}

/// The nodes, with groups that only hold something together replaced by what they hold.
fn unwrapped(nodes: Vec<Node>) -> Vec<Node> {
    let is_wrapper = |node: &Node| matches!(node, Node::Group(group) if group.is_transparent());
    if !nodes.iter().any(is_wrapper) {
        return nodes;
    }
    let mut all = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Group(group) if group.is_transparent() => all.extend(group.body.nodes),
            node => all.push(node),
        }
    }
    all
}
