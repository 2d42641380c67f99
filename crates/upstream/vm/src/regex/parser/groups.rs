//! What begins with a parenthesis.

use rustpython_sre_engine::SreFlag;

use super::{Declined, Group, MAX_DEPTH, Node, Parsed, Parser, Sequence};

/// What a pair of parentheses was.
pub(super) enum Found {
    Node(Node),
    /// `(?#…)`
    Comment,
    /// `(?i)`, for the whole pattern.
    Flags,
}

impl Parser {
    /// Behind the opening parenthesis. `first`: nothing stands before it.
    pub(super) fn group(&mut self, verbose: bool, depth: usize, first: bool) -> Parsed<Found> {
        let node = if self.tokens.accept('?') {
            match self.extension_character()? {
                'P' if self.tokens.accept('<') => self.named(verbose, depth)?,
                'P' if self.tokens.accept('=') => {
                    let name = self.tokens.until(')')?;
                    let group = self.group_called(&name).ok_or(Declined)?;
                    self.reference(group)?
                }
                ':' => {
                    let body = self.body(verbose, depth)?;
                    plain_group(body, SreFlag::empty(), SreFlag::empty())
                }
                '#' => {
                    while !self.tokens.next().ok_or(Declined)?.is(')') {}
                    return Ok(Found::Comment);
                }
                character @ ('=' | '!') => self.assertion(character, false, verbose, depth)?,
                '<' => {
                    let character = self.extension_character()?;
                    self.lookbehind(character, verbose, depth)?
                }
                '(' => self.conditional(verbose, depth)?,
                '>' => Node::Atomic(self.body(verbose, depth)?),
                character => match self.flags(character, first)? {
                    Some((add, remove)) => {
                        let set = verbose || add.contains(SreFlag::VERBOSE);
                        let verbose = set && !remove.contains(SreFlag::VERBOSE);
                        let body = self.body(verbose, depth)?;
                        plain_group(body, add, remove)
                    }
                    None => return Ok(Found::Flags),
                },
            }
        } else {
            self.capturing(verbose, depth)?
        };
        Ok(Found::Node(node))
    }

    fn extension_character(&mut self) -> Parsed<char> {
        let token = self.tokens.next().ok_or(Declined)?;
        token.plain().ok_or(Declined)
    }

    /// What stands in the parentheses, and the closing one.
    fn body(&mut self, verbose: bool, depth: usize) -> Parsed<Sequence> {
        let body = self.alternatives(verbose, depth + 1)?;
        if self.tokens.accept(')') {
            Ok(body)
        } else {
            Err(Declined)
        }
    }

    fn capturing(&mut self, verbose: bool, depth: usize) -> Parsed<Node> {
        let index = self.groups.len();
        self.groups.push(None);
        let body = self.body(verbose, depth)?;
        self.groups[index] = Some(body.width(&self.groups));
        Ok(Node::Group(Group {
            index: Some(index),
            add: SreFlag::empty(),
            remove: SreFlag::empty(),
            body,
        }))
    }

    fn named(&mut self, verbose: bool, depth: usize) -> Parsed<Node> {
        let name = self.tokens.until('>')?;
        if !is_identifier(&name) || self.group_called(&name).is_some() {
            return Err(Declined);
        }
        self.names.push((name, self.groups.len()));
        self.capturing(verbose, depth)
    }

    fn group_called(&self, name: &str) -> Option<usize> {
        let mut names = self.names.iter();
        names.find_map(|(known, group)| (known == name).then_some(*group))
    }

    /// `(?=`, `(?!`, `(?<=` or `(?<!`, with the last character.
    fn assertion(
        &mut self,
        character: char,
        behind: bool,
        verbose: bool,
        depth: usize,
    ) -> Parsed<Node> {
        let body = self.body(verbose, depth)?;
        Ok(match character {
            '!' if body.nodes.is_empty() => Node::Failure,
            '=' | '!' => Node::Assert {
                negative: character == '!',
                behind,
                body,
            },
            _ => return Err(Declined),
        })
    }

    fn lookbehind(&mut self, character: char, verbose: bool, depth: usize) -> Parsed<Node> {
        let outermost = self.lookbehind.is_none();
        if outermost {
            self.lookbehind = Some(self.groups.len());
        }
        let node = self.assertion(character, true, verbose, depth)?;
        if outermost {
            self.lookbehind = None;
        }
        Ok(node)
    }

    /// `(?(1)yes|no)`, behind the second parenthesis.
    fn conditional(&mut self, verbose: bool, depth: usize) -> Parsed<Node> {
        let condition = self.tokens.until(')')?;
        let group = if condition.bytes().all(|byte| byte.is_ascii_digit()) {
            let group = condition.parse().map_err(|_| Declined)?;
            self.largest_condition = self.largest_condition.max(group);
            group
        } else {
            self.group_called(&condition).ok_or(Declined)?
        };
        let is_hidden = self.lookbehind.is_some() && self.reference(group).is_err();
        if group == 0 || is_hidden || depth > MAX_DEPTH {
            return Err(Declined);
        }
        let yes = self.sequence(verbose, depth + 1, false)?;
        let no = if self.tokens.accept('|') {
            Some(self.sequence(verbose, depth + 1, false)?)
        } else {
            None
        };
        if !self.tokens.accept(')') {
            return Err(Declined);
        }
        Ok(Node::Conditional { group, yes, no })
    }

    /// Letters behind `(?`, up to a colon (set and unset in a group) or a parenthesis (set
    /// for the whole pattern, which has to begin with them).
    fn flags(&mut self, character: char, first: bool) -> Parsed<Option<(SreFlag, SreFlag)>> {
        if character == ')' {
            return Err(Declined);
        }
        let mut sets = [SreFlag::empty(), SreFlag::empty()];
        let mut removes = false;
        let mut next = character;
        loop {
            match next {
                '-' if !removes => {
                    removes = true;
                    let following = self.tokens.peek().ok_or(Declined)?;
                    if following.is(':') || following.is(')') {
                        return Err(Declined);
                    }
                }
                ':' => break,
                ')' if !removes && first => {
                    self.flags |= sets[0];
                    return Ok(None);
                }
                letter => sets[usize::from(removes)] |= flag(letter, removes, self.is_text)?,
            }
            next = self.extension_character()?;
        }
        let [add, remove] = sets;
        let types = add & (SreFlag::ASCII | SreFlag::UNICODE);
        if add.intersects(remove) || types.bits().count_ones() > 1 {
            return Err(Declined);
        }
        Ok(Some((add, remove)))
    }
}

fn plain_group(body: Sequence, add: SreFlag, remove: SreFlag) -> Node {
    Node::Group(Group {
        index: None,
        add,
        remove,
        body,
    })
}

fn flag(letter: char, removes: bool, is_text: bool) -> Parsed<SreFlag> {
    Ok(match letter {
        'i' => SreFlag::IGNORECASE,
        'm' => SreFlag::MULTILINE,
        's' => SreFlag::DOTALL,
        'x' => SreFlag::VERBOSE,
        'a' if !removes => SreFlag::ASCII,
        'u' if !removes && is_text => SreFlag::UNICODE,
        _ => return Err(Declined),
    })
}

/// Names of other alphabets are Python's to judge.
fn is_identifier(name: &str) -> bool {
    let starts_well = !name.starts_with(|character: char| character.is_ascii_digit());
    starts_well
        && name
            .bytes()
            .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}
