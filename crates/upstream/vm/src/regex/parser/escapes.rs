//! Backslashes.

use rustpython_sre_engine::{SreAtCode, SreCatCode};

use super::{Declined, Member, Node, Parsed, Parser, Token};

impl Parser {
    /// A backslash and what follows, outside of sets.
    pub(super) fn escape(&mut self, token: Token) -> Parsed<Node> {
        if let Some(at) = position(token) {
            return Ok(Node::At(at));
        }
        if let Some(category) = category(token) {
            return Ok(Node::Set(vec![Member::Category(category)]));
        }
        match digit(token) {
            None => self.character(token).map(Node::Literal),
            Some(0) => {
                let value = self.octal(0, 2);
                Ok(Node::Literal(value))
            }
            Some(first) => self.octal_or_reference(first),
        }
    }

    /// A backslash and what follows, in a set.
    pub(super) fn member_escape(&mut self, token: Token) -> Parsed<Member> {
        if token.character == u32::from('b') {
            return Ok(Member::Literal(8));
        }
        if let Some(category) = category(token) {
            return Ok(Member::Category(category));
        }
        match digit(token) {
            None => self.character(token).map(Member::Literal),
            Some(first @ 0..8) => {
                let value = self.octal(first, 2);
                in_a_byte(value).map(Member::Literal)
            }
            Some(_) => Err(Declined),
        }
    }

    /// An escape that stands for one character, other than by octal digits.
    fn character(&mut self, token: Token) -> Parsed<u32> {
        let byte = u8::try_from(token.character).unwrap_or(u8::MAX);
        match byte {
            b'a' => Ok(7),
            b'f' => Ok(12),
            b'n' => Ok(10),
            b'r' => Ok(13),
            b't' => Ok(9),
            b'v' => Ok(11),
            b'x' => self.hexadecimal(2),
            b'u' if self.is_text => self.hexadecimal(4),
            b'U' if self.is_text => {
                let value = self.hexadecimal(8)?;
                if value > u32::from(char::MAX) {
                    Err(Declined)
                } else {
                    Ok(value)
                }
            }
            _ if byte.is_ascii_alphabetic() => Err(Declined),
            _ => Ok(token.character),
        }
    }

    /// Exactly so many digits.
    fn hexadecimal(&mut self, digits: usize) -> Parsed<u32> {
        let mut value = 0;
        for _ in 0..digits {
            value = value << 4 | self.tokens.digit(16).ok_or(Declined)?;
        }
        Ok(value)
    }

    /// A number with up to so many digits more.
    fn octal(&mut self, first: u32, more: usize) -> u32 {
        let mut value = first;
        for _ in 0..more {
            match self.tokens.digit(8) {
                Some(digit) => value = value << 3 | digit,
                None => break,
            }
        }
        value
    }

    /// Three octal digits are a character, one or two digits the number of a group.
    fn octal_or_reference(&mut self, first: u32) -> Parsed<Node> {
        let mut number = first;
        if let Some(second) = self.tokens.digit(10) {
            if first < 8
                && second < 8
                && let Some(third) = self.tokens.digit(8)
            {
                return in_a_byte(first << 6 | second << 3 | third).map(Node::Literal);
            }
            number = first * 10 + second;
        }
        self.reference(number as usize)
    }

    /// What a closed group has matched.
    pub(super) fn reference(&self, group: usize) -> Parsed<Node> {
        let is_closed = self.groups.get(group).is_some_and(Option::is_some);
        if !is_closed || self.lookbehind.is_some_and(|first| group >= first) {
            return Err(Declined);
        }
        Ok(Node::Reference(group))
    }
}

fn digit(token: Token) -> Option<u32> {
    char::from_u32(token.character)?.to_digit(10)
}

fn in_a_byte(value: u32) -> Parsed<u32> {
    if value > 0o377 {
        Err(Declined)
    } else {
        Ok(value)
    }
}

fn position(token: Token) -> Option<SreAtCode> {
    Some(match u8::try_from(token.character).ok()? {
        b'A' => SreAtCode::BEGINNING_STRING,
        b'b' => SreAtCode::BOUNDARY,
        b'B' => SreAtCode::NON_BOUNDARY,
        b'z' | b'Z' => SreAtCode::END_STRING,
        _ => return None,
    })
}

fn category(token: Token) -> Option<u32> {
    let category = match u8::try_from(token.character).ok()? {
        b'd' => SreCatCode::DIGIT,
        b'D' => SreCatCode::NOT_DIGIT,
        b's' => SreCatCode::SPACE,
        b'S' => SreCatCode::NOT_SPACE,
        b'w' => SreCatCode::WORD,
        b'W' => SreCatCode::NOT_WORD,
        _ => return None,
    };
    Some(category as u32)
}
