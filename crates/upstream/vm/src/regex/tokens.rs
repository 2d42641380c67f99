//! A pattern's text, character by character, with each backslash and what it stands before as one.

use super::{Declined, Parsed};

/// One character, or one behind a backslash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) escaped: bool,
    pub(super) character: u32,
}

impl Token {
    /// Is this the character, without a backslash?
    pub(super) fn is(self, character: char) -> bool {
        !self.escaped && self.character == u32::from(character)
    }

    /// The character, if it has no backslash and is one of ASCII's.
    pub(super) fn plain(self) -> Option<char> {
        let byte = u8::try_from(self.character).ok().filter(u8::is_ascii)?;
        (!self.escaped).then(|| char::from(byte))
    }
}

/// The rest of a pattern.
#[derive(Debug)]
pub(super) struct Tokens {
    all: Vec<Token>,
    at: usize,
}

impl Tokens {
    /// # Errors
    /// When the last character is a backslash.
    pub(super) fn new(mut characters: impl Iterator<Item = u32>) -> Parsed<Self> {
        let mut all = Vec::with_capacity(characters.size_hint().0);
        while let Some(character) = characters.next() {
            let escaped = character == u32::from('\\');
            let character = if escaped {
                characters.next().ok_or(Declined)?
            } else {
                character
            };
            all.push(Token { escaped, character });
        }
        Ok(Self { all, at: 0 })
    }

    /// The next one, which stays the next one.
    pub(super) fn peek(&self) -> Option<Token> {
        self.all.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Takes the next one if it is this character.
    pub(super) fn accept(&mut self, character: char) -> bool {
        let found = self.peek().is_some_and(|token| token.is(character));
        self.at += usize::from(found);
        found
    }

    /// Takes the next one if it is a digit of this base, and says which.
    pub(super) fn digit(&mut self, base: u32) -> Option<u32> {
        let digit = self.peek()?.plain()?.to_digit(base)?;
        self.at += 1;
        Some(digit)
    }

    /// Takes the text up to this character, and the character.
    ///
    /// # Errors
    /// When the text is empty or has no end, or something other than ASCII in it.
    pub(super) fn until(&mut self, end: char) -> Parsed<String> {
        let mut text = String::new();
        loop {
            match self.next().and_then(Token::plain).ok_or(Declined)? {
                character if character == end => break,
                character => text.push(character),
            }
        }
        if text.is_empty() {
            Err(Declined)
        } else {
            Ok(text)
        }
    }

    /// Where the next one stands, for [`Tokens::go_back`].
    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn go_back(&mut self, position: usize) {
        self.at = position;
    }
}
