//! What the policy table of a TOML file says.

use super::document::Document;
use super::file::PolicyError;
use super::value::Entry;
use rustpython_vm::lazy::{Pattern, Rule, Verdict, is_dotted_name};

const TABLE_KEYS: [&str; 6] = ["eager", "eager-in", "lazy", "lazy-in", "filter", "rules"];
const RULE_KEYS: [&str; 4] = ["importing", "imported", "verdict", "reason"];

pub(super) fn read_table(entry: Entry<'_>) -> Result<Document, PolicyError> {
    let table = entry.table(&TABLE_KEYS)?;
    let mut rules = Vec::new();
    if let Some(entry) = table.get("rules") {
        for rule in entry.array("tables")? {
            rules.push(read_rule(rule)?);
        }
    }
    for key in ["eager", "eager-in", "lazy", "lazy-in"] {
        let Some(entry) = table.get(key) else {
            continue;
        };
        for member in entry.array("module patterns")? {
            rules.push(list_rule(key, member)?);
        }
    }
    let filter = table.get("filter").map(read_filter).transpose()?;
    Ok(Document { rules, filter })
}

fn read_rule(entry: Entry<'_>) -> Result<Rule, PolicyError> {
    let table = entry.table(&RULE_KEYS)?;
    let importing = table.pattern("importing")?;
    let imported = table.pattern("imported")?;
    if importing.is_none() && imported.is_none() {
        return Err(table.error(
            "a rule needs `importing` or `imported`: without both it is about every import; to \
             import everything eagerly, leave out the option that makes imports lazy",
        ));
    }
    let Some(verdict) = table.get("verdict") else {
        return Err(table.error("a rule needs a `verdict`: \"eager\" or \"lazy\""));
    };
    Ok(Rule {
        verdict: read_verdict(verdict)?,
        importing: importing.unwrap_or(Pattern::EVERY),
        imported: imported.unwrap_or(Pattern::EVERY),
        reason: table.string("reason")?.map(str::to_owned),
        origin: entry.origin(),
    })
}

fn read_verdict(entry: Entry<'_>) -> Result<Verdict, PolicyError> {
    match entry.string()? {
        "eager" => Ok(Verdict::Eager),
        "lazy" => Ok(Verdict::Lazy),
        other => Err(entry.error(format!(
            "`verdict` must be \"eager\" or \"lazy\", not {other:?}"
        ))),
    }
}

/// The rule for one member of the list called `key`.
fn list_rule(key: &str, entry: Entry<'_>) -> Result<Rule, PolicyError> {
    let given = entry.pattern()?;
    let (importing, imported) = if key.ends_with("-in") {
        (given, Pattern::EVERY)
    } else {
        (Pattern::EVERY, given)
    };
    let verdict = if key.starts_with("eager") {
        Verdict::Eager
    } else {
        Verdict::Lazy
    };
    Ok(Rule {
        verdict,
        importing,
        imported,
        reason: None,
        origin: entry.origin(),
    })
}

fn read_filter(entry: Entry<'_>) -> Result<String, PolicyError> {
    let filter = entry.string()?;
    match filter.split_once(':') {
        Some((module, function)) if is_dotted_name(module) && is_dotted_name(function) => {
            Ok(filter.to_owned())
        }
        _ => Err(entry.error(format!(
            "`filter` must be a module and a function in it, such as \"mypkg.laziness:decide\", \
             not {filter:?}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::document::parse_policy;
    use super::*;

    fn parse(content: &str) -> Result<Document, String> {
        let text = format!("[lazy-imports]\n{content}");
        parse_policy(&text, Path::new("p")).map_err(|error| error.to_string())
    }

    fn rules(content: &str) -> Vec<String> {
        let show = |rule: &Rule| {
            format!(
                "{} {:?} {} {} {:?}",
                rule.origin, rule.verdict, rule.importing, rule.imported, rule.reason
            )
        };
        parse(content)
            .expect("a policy")
            .rules
            .iter()
            .map(show)
            .collect()
    }

    #[test]
    fn the_long_form_comes_first_and_the_lists_follow_in_a_fixed_order() {
        let content = r#"lazy-in = ["black.parsing"]
lazy = ["sympy.*"]
eager-in = ["app.registry"]
eager = [
    "numpy",  # a comment

    "plugins.*",
]
[[lazy-imports.rules]]
importing = "app.*"
imported = "json"
verdict = "eager"
reason = "registers codecs"

[[lazy-imports.rules]]
# Everything that __main__ imports.
importing = "__main__"
verdict = "lazy"
[[lazy-imports.rules]]
imported = "*"
verdict = "lazy"
"#;
        let expected = [
            "p:10 Eager app.* json Some(\"registers codecs\")",
            "p:16 Lazy __main__ * None",
            "p:20 Lazy * * None",
            "p:6 Eager * numpy None",
            "p:8 Eager * plugins.* None",
            "p:4 Eager app.registry * None",
            "p:3 Lazy * sympy.* None",
            "p:2 Lazy black.parsing * None",
        ];
        assert_eq!(rules(content), expected);
    }

    #[test]
    fn rules_may_be_inline_tables() {
        let content = "rules = [\n{imported = 'a', verdict = 'lazy'},\n\
                       {imported = 'b', verdict = 'eager'}]";
        let expected = ["p:3 Lazy * a None", "p:4 Eager * b None"];
        assert_eq!(rules(content), expected);
    }

    #[test]
    fn a_filter_is_a_module_and_a_function() {
        for filter in ["a:b", "mypkg.laziness:Policy.decide"] {
            let document = parse(&format!("filter = '{filter}'")).expect("a filter");
            assert_eq!(document.filter.as_deref(), Some(filter));
        }
        assert_eq!(parse(""), Ok(Document::default()));
        for filter in [
            "", "a", "a.b", ":b", "a:", "a:b:c", "a:b()", "a.*:b", "a: b",
        ] {
            let expected = format!(
                "p:2: `filter` must be a module and a function in it, such as \
                 \"mypkg.laziness:decide\", not {filter:?}"
            );
            assert_eq!(parse(&format!("filter = '{filter}'")), Err(expected));
        }
    }

    /// Checks lines of `CONTENT => START OF THE MESSAGE`; in the content, `|` is
    /// a line break and `[R]` the header of a rule.
    #[track_caller]
    fn check_mistakes(lines: &str) {
        for line in lines.lines() {
            let (content, expected) = line.trim().split_once(" => ").expect("a case");
            let content = content.replace('|', "\n");
            let content = content.replace("[R]", "[[lazy-imports.rules]]");
            let error = parse(&content).expect_err(&content);
            assert!(error.starts_with(&format!("p:{expected}")), "{error}");
        }
    }

    #[test]
    fn mistakes_in_the_lists_say_where_and_what_is_allowed() {
        check_mistakes(
            "eagre = [] => 2: unknown key `eagre`; known here: `eager`, `eager-in`, `lazy`,
            |eager = 'a' => 3: `eager` must be an array of module patterns, found: string
            lazy-in = [|'a',|1] => 4: a member of `lazy-in` must be a string, found: integer
            lazy = [|'a',|'b*'] => 4: `lazy`: \"b*\" is not a module pattern: write a module
            filter = [] => 2: `filter` must be a string, found: array",
        );
    }

    #[test]
    fn mistakes_in_the_rules_say_where_and_what_is_allowed() {
        check_mistakes(
            "[lazy-imports.rules] => 2: `rules` must be an array of tables, found: table
            rules = [|'a'] => 3: a member of `rules` must be a table, found: string
            |[R]|verdict = 'lazy' => 3: a rule needs `importing` or `imported`: without
            |[R]|imported = 'a' => 3: a rule needs a `verdict`: \"eager\" or \"lazy\"
            [R]|imported = 'a'|verdict = 'Lazy' => 4: `verdict` must be \"eager\" or \"lazy\",
            [R]|imported = 'a'|verdict = true => 4: `verdict` must be a string, found: boolean
            [R]||imported = '' => 4: `imported`: \"\" is not a module pattern: write
            [R]|importing = 'a-b' => 3: `importing`: \"a-b\" is not a module pattern: write
            [R]|imports = 'a' => 3: unknown key `imports`; known here: `importing`, `imported`,
            [R]|imported = 'a'|verdict = 'lazy'|reason = 1 => 5: `reason` must be a string,",
        );
    }

    #[test]
    fn the_table_must_be_one() {
        let error = parse_policy("lazy-imports = 1", Path::new("p")).expect_err("no table");
        assert_eq!(
            error.to_string(),
            "p:1: `lazy-imports` must be a table, found: integer"
        );
    }
}
