//! Tests of the patterns in rules. They are part of the virtual machine, whose own crate
//! is no workspace member and so runs no tests.

use rustpython_vm::lazy::Pattern;

fn pattern(text: &str) -> Pattern {
    Pattern::parse(text).expect("a valid pattern")
}

#[test]
fn star_matches_every_name() {
    for name in ["a", "a.b", "__main__"] {
        assert!(Pattern::EVERY.matches(name), "{name}");
    }
    assert_eq!(pattern("*"), Pattern::EVERY);
}

#[test]
fn a_module_matches_only_itself() {
    assert!(pattern("a.b").matches("a.b"));
    for name in ["a", "a.b.c", "a.bc", "x.a.b", ""] {
        assert!(!pattern("a.b").matches(name), "{name}");
    }
}

#[test]
fn a_root_matches_itself_and_what_is_below() {
    for name in ["a.b", "a.b.c", "a.b.c.d"] {
        assert!(pattern("a.b.*").matches(name), "{name}");
    }
    for name in ["a", "a.bc", "a.bc.d", "x.a.b"] {
        assert!(!pattern("a.b.*").matches(name), "{name}");
    }
}

#[test]
fn display_gives_the_text_back() {
    for text in ["*", "a", "a.b", "a.b.*", "__main__", "größe.ñ2.*"] {
        assert_eq!(pattern(text).to_string(), text);
    }
}

#[test]
fn anything_else_is_an_error_that_names_the_text_and_the_forms() {
    let bad = [
        "", ".", "a.", ".a", "a..b", "a*", "*.a", "a.*.b", "a.b*", "**", "*.*", ".*", "a..*", " a",
        "a ", "a .b", "a\n", "a-b", "2a", "a.2b", "a/b", "a:b",
    ];
    for text in bad {
        let message = Pattern::parse(text).expect_err(text);
        assert!(message.contains(&format!("{text:?}")), "{message}");
        assert!(message.contains("`a.b.*`"), "{message}");
    }
}

#[test]
fn a_module_name_has_no_star() {
    assert_eq!(Pattern::exactly("a.b"), Ok(pattern("a.b")));
    for name in ["*", "a.*", "", "a-b"] {
        assert!(Pattern::exactly(name).is_err(), "{name}");
    }
}
