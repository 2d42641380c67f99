//! Values of a TOML file together with what a message about them has to say.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::{PolicyError, Source};
use rustpython_vm::lazy::Pattern;

pub(super) type Item<'a> = Spanned<DeValue<'a>>;

/// A value and the key that it stands under, maybe as a member of an array.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    key: &'a str,
    is_member: bool,
    item: &'a Item<'a>,
    source: &'a Source<'a>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(key: &'a str, item: &'a Item<'a>, source: &'a Source<'a>) -> Self {
        Self {
            key,
            is_member: false,
            item,
            source,
        }
    }

    pub(super) fn origin(self) -> String {
        self.source.origin(self.item.span().start)
    }

    pub(super) fn error(self, message: impl Into<String>) -> PolicyError {
        self.source.error(self.item.span().start, message)
    }

    pub(super) fn string(self) -> Result<&'a str, PolicyError> {
        let value = self.item.get_ref().as_str();
        value.ok_or_else(|| self.wrong_type("a string"))
    }

    pub(super) fn pattern(self) -> Result<Pattern, PolicyError> {
        Pattern::parse(self.string()?)
            .map_err(|message| self.error(format!("`{}`: {message}", self.key)))
    }

    /// The members of an array, which is an array of what `of` says.
    pub(super) fn array(
        self,
        of: &str,
    ) -> Result<impl Iterator<Item = Self> + use<'a>, PolicyError> {
        let Some(array) = self.item.get_ref().as_array() else {
            return Err(self.wrong_type(&format!("an array of {of}")));
        };
        Ok(array.iter().map(move |item| Self {
            is_member: true,
            item,
            ..self
        }))
    }

    /// The value as a table whose keys are all among the `known` ones.
    pub(super) fn table(self, known: &[&str]) -> Result<Table<'a>, PolicyError> {
        match self.item.get_ref().as_table() {
            Some(table) => Table::new(table, self.item.span().start, known, self.source),
            None => Err(self.wrong_type("a table")),
        }
    }

    fn wrong_type(self, wanted: &str) -> PolicyError {
        let found = self.item.get_ref().type_str();
        let members = if self.is_member { "a member of " } else { "" };
        self.error(format!(
            "{members}`{}` must be {wanted}, found: {found}",
            self.key
        ))
    }
}

/// A table whose keys are known ones.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    members: &'a DeTable<'a>,
    start: usize,
    source: &'a Source<'a>,
}

impl<'a> Table<'a> {
    /// Checks the keys; `start` is where the table starts in the text.
    pub(super) fn new(
        members: &'a DeTable<'a>,
        start: usize,
        known: &[&str],
        source: &'a Source<'a>,
    ) -> Result<Self, PolicyError> {
        let unknown = members
            .keys()
            .filter(|key| !known.contains(&&**key.get_ref()))
            .min_by_key(|key| key.span().start);
        if let Some(key) = unknown {
            let known = known.join("`, `");
            let message = format!("unknown key `{}`; known here: `{known}`", key.get_ref());
            return Err(source.error(key.span().start, message));
        }
        Ok(Self {
            members,
            start,
            source,
        })
    }

    pub(super) fn get(self, key: &'a str) -> Option<Entry<'a>> {
        let item = self.members.get(key)?;
        Some(Entry::new(key, item, self.source))
    }

    pub(super) fn string(self, key: &'a str) -> Result<Option<&'a str>, PolicyError> {
        self.get(key).map(Entry::string).transpose()
    }

    pub(super) fn pattern(self, key: &'a str) -> Result<Option<Pattern>, PolicyError> {
        self.get(key).map(Entry::pattern).transpose()
    }

    /// An error about the table as a whole.
    pub(super) fn error(self, message: impl Into<String>) -> PolicyError {
        self.source.error(self.start, message)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// What `read` says about the value `v` of a text.
    fn with<T>(
        text: &str,
        read: impl FnOnce(Entry<'_>) -> Result<T, PolicyError>,
    ) -> Result<T, String> {
        let root = DeTable::parse(text).expect("TOML");
        let source = Source::new(text, Path::new("p"));
        let table = Table::new(root.get_ref(), 0, &["v", "w"], &source)
            .map_err(|error| error.to_string())?;
        read(table.get("v").expect("the value")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_wrong_type_is_named_with_the_wanted_one() {
        let string = |entry: Entry<'_>| entry.string().map(str::to_owned);
        assert_eq!(with("v = 'x'", string), Ok("x".to_owned()));
        let expected = "p:2: `v` must be a string, found: integer".to_owned();
        assert_eq!(with("\nv = 1", string), Err(expected));
        let array = |entry: Entry<'_>| entry.array("names").map(Iterator::count);
        assert_eq!(with("v = [1, 2]", array), Ok(2));
        let expected = "p:1: `v` must be an array of names, found: string".to_owned();
        assert_eq!(with("v = 'x'", array), Err(expected));
        let member = |entry: Entry<'_>| {
            entry
                .array("names")?
                .try_for_each(|e| e.string().map(|_| ()))
        };
        let expected = "p:2: a member of `v` must be a string, found: array".to_owned();
        assert_eq!(with("v = ['a',\n[]]", member), Err(expected));
        let table = |entry: Entry<'_>| entry.table(&["x"]).map(|_| ());
        let expected = "p:1: `v` must be a table, found: boolean".to_owned();
        assert_eq!(with("v = true", table), Err(expected));
    }

    #[test]
    fn the_first_unknown_key_is_named_with_the_known_ones() {
        let expected = "p:2: unknown key `z`; known here: `v`, `w`".to_owned();
        assert_eq!(with("v = 1\nz = 2\na = 3", |_| Ok(())), Err(expected));
    }

    #[test]
    fn members_of_an_array_have_their_own_lines() {
        let lines = |entry: Entry<'_>| Ok(entry.array("names")?.map(Entry::origin).collect());
        let expected: Vec<_> = ["p:1", "p:3", "p:5"].map(str::to_owned).into();
        assert_eq!(
            with("v = ['a',\n# b\n'c',\n\n'''\nd''']", lines),
            Ok(expected)
        );
    }
}
