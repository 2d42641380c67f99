//! `why`, `diff` and budgets.

mod common;

use common::{load, profile, shop};
use pyrun_profile::budget::{self, Breach, Budget, Pattern};
use pyrun_profile::diff::diff;
use pyrun_profile::text::Screen;
use pyrun_profile::why::{render, why};

fn edge(module: &str, by: &str, line: u32) -> String {
    format!(
        r#"{{"kind":"edge","module":"{module}","by":{{"module":"{by}","file":"{by}.py","line":{line}}},"count":1,"first":1}}"#
    )
}

#[test]
fn chains_come_the_one_that_loaded_first_then_the_shortest() {
    let answer = why(&shop("lazy"), "json", 10);
    assert!(answer.loaded);
    let first: Vec<_> = answer.chains[0]
        .iter()
        .map(|link| link.module.as_str())
        .collect();
    assert_eq!(first, ["__main__", "shop.catalogue", "json"]);
    let lengths: Vec<_> = answer.chains[1..].iter().map(Vec::len).collect();
    assert!(lengths.is_sorted());
}

#[test]
fn a_package_that_is_loaded_for_its_module_is_imported_by_the_same_statement() {
    let profile = profile(&[&load(2, Some(1), "a", 1, 5), &load(1, None, "a.b", 0, 9)]);
    let names: Vec<_> = why(&profile, "a", 10).chains[0]
        .iter()
        .map(|link| link.module.clone())
        .collect();
    assert_eq!(names, ["__main__", "a"]);
}

#[test]
fn circles_end() {
    let profile = profile(&[
        &load(1, None, "a", 0, 9),
        &edge("a", "b", 1),
        &edge("b", "a", 2),
        &edge("a", "a", 3),
    ]);
    assert_eq!(why(&profile, "b", 10).chains.len(), 1);
    assert_eq!(why(&profile, "a", 10).chains.len(), 1);
}

#[test]
fn too_many_chains_are_counted_or_not() {
    // Twelve layers of three modules, each importing all of the layer above.
    let mut lines = vec![load(1, None, "top", 0, 9)];
    let name = |layer: u32, number: u32| format!("m{layer}_{number}");
    for layer in 0..12 {
        for number in 0..3 {
            if layer == 0 {
                lines.push(edge(&name(0, number), "top", number));
                continue;
            }
            lines.extend(
                (0..3).map(|above| edge(&name(layer, number), &name(layer - 1, above), above)),
            );
        }
    }
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let profile = profile(&lines);
    let few = why(&profile, "m3_0", 5);
    assert_eq!((few.chains.len(), few.more, few.uncounted), (5, 22, false));
    assert!(why(&profile, "m11_0", 5).uncounted);
}

#[test]
fn a_module_that_was_not_loaded() {
    let text = render(&shop("lazy"), "argparse", 10, Screen::default());
    assert_eq!(
        text.as_deref(),
        Ok("argparse: argparse was deferred at /srv/shop/shop.py:3, never needed\n")
    );
    let text = render(&shop("lazy"), "catalogue", 10, Screen::default());
    assert_eq!(
        text.as_deref(),
        Err(&"nothing imported catalogue; there is shop.catalogue".to_owned())
    );
}

#[test]
fn names_do_not_move_the_cursor() {
    let profile = profile(&[
        r#"{"kind":"load","id":1,"module":"a\u001b[2J","start":1,"end":2,"error":"x\r\ny"}"#,
    ]);
    let text = render(&profile, "a\u{1b}[2J", 10, Screen::default()).expect("it is there");
    assert!(
        !text.chars().any(|c| c.is_control() && c != '\n'),
        "{text:?}"
    );
}

#[test]
fn differences() {
    let before = profile(&[
        &load(1, None, "a", 0, 1_000_000),
        &load(2, None, "gone", 1_000_000, 1_500_000),
    ]);
    let after = profile(&[
        &load(1, None, "a", 0, 3_000_000),
        &load(2, None, "new", 3_000_000, 3_200_000),
    ]);
    let found = diff(&before, &after, 0);
    let names = |modules: &[pyrun_profile::diff::Module]| -> Vec<String> {
        modules.iter().map(|module| module.module.clone()).collect()
    };
    assert_eq!(names(&found.added), ["new"]);
    assert_eq!(names(&found.removed), ["gone"]);
    assert_eq!(
        (found.changed[0].before_ns, found.changed[0].after_ns),
        (1_000_000, 3_000_000)
    );
    assert!(diff(&before, &after, 5_000_000).changed.is_empty());
}

fn rules(text: &str) -> Budget {
    toml::from_str(text).expect("the budget is good")
}

fn breaches(text: &str, imports: &str) -> Vec<Breach> {
    budget::check(&rules(text), &shop(imports)).breaches
}

#[test]
fn denied_modules() {
    let found = breaches("deny = ['rich.*', 'sqlite3']", "lazy");
    // rich and rich.console are siblings; what rich.console loads is counted with it.
    assert!(
        matches!(
            found[..],
            [
                Breach::Denied { inside: 0, .. },
                Breach::Denied { inside: 2, .. }
            ]
        ),
        "{found:?}"
    );
    // An import that failed loaded nothing.
    assert_eq!(breaches("deny = ['reportlab']", "lazy"), []);
    // What the interpreter loads to start is not the program's fault.
    assert_eq!(breaches("deny = ['os', 'encodings.*']", "lazy"), []);
}

#[test]
fn allowed_modules() {
    let everything = "allow-only = ['*']";
    assert_eq!(breaches(everything, "eager"), []);
    let found = breaches(
        "allow-only = ['shop.*', 'json.*', 'rich.*', 'tomllib.*', 're', 'queue', 'heapq']",
        "lazy",
    );
    let [Breach::NotAllowed { load, inside: 1 }] = found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(shop("lazy").nodes[load].load.module, "statistics");
}

#[test]
fn lazy_modules() {
    let text = "expected-lazy = ['argparse', 'shop.catalogue', 'json.*']";
    assert_eq!(breaches(text, "lazy"), []);
    assert_eq!(breaches(text, "eager").len(), 3);
}

#[test]
fn numbers_of_modules_and_times() {
    assert_eq!(breaches("max-modules = 21", "lazy"), []);
    assert_eq!(
        breaches("max-modules = 20", "lazy"),
        [Breach::TooMany {
            limit: 20,
            modules: 21
        }]
    );
    let verdict = budget::check(&rules("max-ms = 1.5"), &shop("lazy"));
    assert_eq!((verdict.breaches.len(), verdict.too_slow), (0, Some(1.5)));
}

#[test]
fn a_baseline_is_kept_by_its_own_run() {
    for imports in ["eager", "lazy"] {
        let profile = shop(imports);
        let verdict = budget::check(&rules(&budget::baseline(&profile)), &profile);
        assert_eq!(
            (verdict.breaches.as_slice(), verdict.too_slow),
            (&[][..], None)
        );
    }
}

#[test]
fn patterns() {
    let matches = |pattern: &str, module: &str| {
        Pattern::try_from(pattern.to_owned())
            .expect("a pattern")
            .matches(module)
    };
    assert!(matches("a.b", "a.b") && !matches("a.b", "a.b.c") && !matches("a.b", "a.bc"));
    assert!(matches("a.*", "a") && matches("a.*", "a.b.c") && !matches("a.*", "ab"));
    assert!(matches("*", "anything"));
    for bad in ["", "a*", "a.*.b", ".a", "*.a", ".*"] {
        assert!(Pattern::try_from(bad.to_owned()).is_err(), "{bad:?}");
    }
}

#[test]
fn a_budget_with_a_mistake() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("budget.toml");
    std::fs::write(&file, "max-modules = 3\ndeni = ['a']\n").expect("the file can be written");
    let error = budget::read(&file)
        .expect_err("deni is no rule")
        .to_string();
    assert!(
        error.contains("budget.toml: TOML parse error at line 2")
            && error.contains("unknown field `deni`"),
        "{error}"
    );
}
