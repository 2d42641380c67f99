//! The JSON that facebook/Lifeguard writes, as rules.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::file::{PolicyError, Source};
use rustpython_vm::lazy::{Pattern, Rule, Verdict};

const ELIGIBLE: &str = "LAZY_ELIGIBLE";
const EAGERLY: &str = "LOAD_IMPORTS_EAGERLY";

/// Reads what Lifeguard's analysis found out about a program.
///
/// Each dependency that `LAZY_ELIGIBLE` lists for a module becomes a rule that
/// this module imports it eagerly. Each module of `LOAD_IMPORTS_EAGERLY` becomes
/// a rule that all its own imports are eager. One of the two keys may be absent;
/// other keys are ignored.
///
/// This does less than Lifeguard's own reading of the file. There, a module that
/// is not a key of `LAZY_ELIGIBLE` was not proven safe and is imported eagerly,
/// and one that is may be imported lazily only once the dependencies listed for
/// it are loaded. Here an import that the file says nothing about stays as it is,
/// and a dependency that the module does not import itself has no effect.
///
/// # Errors
///
/// If the text is not JSON, or not of this shape.
pub(super) fn parse_lifeguard(text: &str, file: &Path) -> Result<Vec<Rule>, PolicyError> {
    let reader = Reader {
        source: Source::new(text, file),
        text,
    };
    let members: Members<'_> =
        serde_json::from_str(text).map_err(|error| reader.syntax_error(&error))?;
    let mut rules = Vec::new();
    let mut known = false;
    for (key, value) in members.0 {
        match reader.string(key, "a key")?.as_str() {
            ELIGIBLE => reader.eligible(value, &mut rules)?,
            EAGERLY => reader.eagerly(value, &mut rules)?,
            _ => continue,
        }
        known = true;
    }
    if known {
        return Ok(rules);
    }
    let message =
        format!("this is not Lifeguard's output: it has neither {ELIGIBLE} nor {EAGERLY}");
    Err(reader.source.error_on_line(0, message))
}

struct Reader<'a> {
    source: Source<'a>,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn eligible(&self, value: &'a RawValue, rules: &mut Vec<Rule>) -> Result<(), PolicyError> {
        let modules: Members<'_> = serde_json::from_str(value.get()).map_err(|_| {
            let message = format!("{ELIGIBLE} must be an object of modules and their dependencies");
            self.error(value, message)
        })?;
        for (module, dependencies) in modules.0 {
            let importing = self.module(module, "a module")?;
            let what = format!("the dependencies of `{importing}` in {ELIGIBLE}");
            for dependency in self.list(dependencies, &what)? {
                rules.push(Rule {
                    verdict: Verdict::Eager,
                    importing: importing.clone(),
                    imported: self.module(dependency, "a dependency")?,
                    reason: None,
                    origin: self.source.origin(self.offset(dependency)),
                });
            }
        }
        Ok(())
    }

    fn eagerly(&self, value: &'a RawValue, rules: &mut Vec<Rule>) -> Result<(), PolicyError> {
        for module in self.list(value, EAGERLY)? {
            rules.push(Rule {
                verdict: Verdict::Eager,
                importing: self.module(module, "a module")?,
                imported: Pattern::EVERY,
                reason: None,
                origin: self.source.origin(self.offset(module)),
            });
        }
        Ok(())
    }

    fn list(&self, value: &'a RawValue, what: &str) -> Result<Vec<&'a RawValue>, PolicyError> {
        serde_json::from_str(value.get())
            .map_err(|_| self.error(value, format!("{what} must be a list of module names")))
    }

    fn module(&self, value: &RawValue, what: &str) -> Result<Pattern, PolicyError> {
        let name = self.string(value, what)?;
        Pattern::exactly(&name).map_err(|message| self.error(value, message))
    }

    fn string(&self, value: &RawValue, what: &str) -> Result<String, PolicyError> {
        serde_json::from_str(value.get()).map_err(|_| {
            let message = format!("{what} must be a string of valid characters");
            self.error(value, message)
        })
    }

    fn error(&self, value: &RawValue, message: String) -> PolicyError {
        self.source.error(self.offset(value), message)
    }

    /// Where in the text a value stands: it is borrowed from there.
    fn offset(&self, value: &RawValue) -> usize {
        value.get().as_ptr().addr() - self.text.as_ptr().addr()
    }

    fn syntax_error(&self, error: &serde_json::Error) -> PolicyError {
        let shown = error.to_string();
        let message = shown
            .rsplit_once(" at line ")
            .map_or(&*shown, |(message, _)| message);
        self.source.error_on_line(error.line(), message)
    }
}

/// An object's members in the order of the text, each part as it is written:
/// `serde_json` tells no positions, but these parts carry theirs.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<String>, String> {
        let rules = parse_lifeguard(text, Path::new("l.json")).map_err(|e| e.to_string())?;
        assert!(rules.iter().all(|rule| rule.verdict == Verdict::Eager));
        let show = |r: &Rule| format!("{} {} {}", r.origin, r.importing, r.imported);
        Ok(rules.iter().map(show).collect())
    }

    #[test]
    fn both_keys_become_rules_in_the_order_of_the_text() {
        let text = r#"{
  "LOAD_IMPORTS_EAGERLY": [
    "zoo",
    "app.uses_exec"
  ],
  "LAZY_ELIGIBLE": {
    "safe": [],
    "app": ["zoo", "b",
      "app.registry.add"],
    "a\u0062": ["c\u0064"]
  },
  "IMPORT_CYCLES": [["a", 1]]
}"#;
        let expected = [
            "l.json:3 zoo *",
            "l.json:4 app.uses_exec *",
            "l.json:8 app zoo",
            "l.json:8 app b",
            "l.json:9 app app.registry.add",
            "l.json:10 ab cd",
        ];
        assert_eq!(parse(text).expect("rules"), expected);
    }

    #[test]
    fn one_key_is_enough() {
        assert_eq!(parse(r#"{"LAZY_ELIGIBLE": {}}"#), Ok(Vec::new()));
        assert_eq!(parse(r#"{"LOAD_IMPORTS_EAGERLY": []}"#), Ok(Vec::new()));
        mistake(
            "{'lazy': 1}",
            " this is not Lifeguard's output: it has neither",
        );
    }

    #[test]
    fn syntax_errors_have_their_line() {
        mistake("{\n'LAZY_ELIGIBLE': {,\n}}", "2: key must be a string");
        mistake("\n[1]", "2: invalid type: sequence, expected an object");
        mistake("{}\n\nx", "3: trailing characters");
        mistake("{", "1: EOF while parsing an object");
    }

    /// The message for a text with `'` for `"`.
    #[track_caller]
    fn mistake(text: &str, expected: &str) {
        let error = parse(&text.replace('\'', "\"")).expect_err(text);
        assert!(error.starts_with(&format!("l.json:{expected}")), "{error}");
    }

    #[test]
    fn wrong_shapes_have_their_line() {
        let object = "LAZY_ELIGIBLE must be an object";
        mistake("{\n'LAZY_ELIGIBLE':\n ['a']}", &format!("3: {object}"));
        mistake("{\n'LAZY_ELIGIBLE': null}", &format!("2: {object}"));
        let list = "2: the dependencies of `a` in LAZY_ELIGIBLE must be a list";
        mistake("{'LAZY_ELIGIBLE': {\n'a': 'b'}}", list);
        let string = "2: a dependency must be a string";
        mistake("{'LAZY_ELIGIBLE': {'a': ['b',\n3]}}", string);
        let list = "2: LOAD_IMPORTS_EAGERLY must be a list";
        mistake("{\n'LOAD_IMPORTS_EAGERLY': {}}", list);
        let string = "3: a module must be a string";
        mistake("{'LOAD_IMPORTS_EAGERLY': [\n\nnull]}", string);
    }

    #[test]
    fn only_module_names_are_allowed() {
        let expected = "2: \"a.*\" is not a module name: ";
        mistake("{'LAZY_ELIGIBLE': {\n'a.*': []}}", expected);
        mistake("{'LAZY_ELIGIBLE': {'a': [\n'a.*']}}", expected);
        mistake("{'LOAD_IMPORTS_EAGERLY': [\n'a.*']}", expected);
    }
}
