//! Sets of characters: `[a-z_]`.

use std::collections::HashSet;

use super::{Declined, Member, Node, Parsed, Parser, Token};

impl Parser {
    /// Behind the opening bracket. What may become an operation on sets one day has a
    /// warning, which is Python's to give.
    pub(super) fn set(&mut self) -> Parsed<Node> {
        if self.tokens.peek().is_some_and(|token| token.is('[')) {
            return Err(Declined);
        }
        let negated = self.tokens.accept('^');
        let mut members = Vec::new();
        loop {
            let token = self.tokens.next().ok_or(Declined)?;
            if token.is(']') && !members.is_empty() {
                break;
            }
            if !members.is_empty() && self.is_doubled(token) {
                return Err(Declined);
            }
            let member = self.member(token)?;
            if !self.tokens.accept('-') {
                members.push(member);
                continue;
            }
            let end = self.tokens.next().ok_or(Declined)?;
            if end.is(']') {
                members.extend([member, Member::Literal(u32::from('-'))]);
                break;
            }
            if end.is('-') {
                return Err(Declined);
            }
            members.push(range(member, self.member(end)?)?);
        }
        let mut members = unique(members);
        Ok(match (&members[..], negated) {
            ([Member::Literal(character)], false) => Node::Literal(*character),
            ([Member::Literal(character)], true) => Node::NotLiteral(*character),
            (_, false) => Node::Set(members),
            (_, true) => {
                members.insert(0, Member::Negate);
                Node::Set(members)
            }
        })
    }

    fn member(&mut self, token: Token) -> Parsed<Member> {
        if token.escaped {
            self.member_escape(token)
        } else {
            Ok(Member::Literal(token.character))
        }
    }

    /// Is this one of the characters that mean something when they stand twice?
    fn is_doubled(&self, token: Token) -> bool {
        matches!(token.plain(), Some('-' | '&' | '~' | '|')) && self.tokens.peek() == Some(token)
    }
}

fn range(first: Member, last: Member) -> Parsed<Member> {
    match (first, last) {
        (Member::Literal(first), Member::Literal(last)) if first <= last => {
            Ok(Member::Range(first, last))
        }
        _ => Err(Declined),
    }
}

/// Each member once, where it is first.
pub(super) fn unique(mut members: Vec<Member>) -> Vec<Member> {
    let mut seen = HashSet::new();
    members.retain(|member| seen.insert(*member));
    members
}
