//! Recordings as they are found in the wild, and what is made of them.

mod common;

use std::path::Path;

use common::{fixture, load, profile, recorded, shop};
use pyrun_profile::model::{Node, Outcome, Phase, Profile};
use pyrun_profile::record::{read, read_bytes};

fn error(text: &str) -> String {
    let result = read_bytes(text.as_bytes(), Path::new("run.jsonl"));
    result.expect_err("the recording is no good").to_string()
}

#[test]
fn errors_name_file_and_line() {
    assert_eq!(error(""), "run.jsonl:1: the recording is empty");
    assert_eq!(
        error("hello\n"),
        "run.jsonl:1: not a recording of imports (no header)"
    );
    assert_eq!(
        error("{\"kind\":\"header\",\"format\":2}\n"),
        "run.jsonl:1: format 2 is not known, only 1 is"
    );
    let header = "{\"kind\":\"header\",\"format\":1}\n";
    assert_eq!(
        error(&format!("{header}\n{{\"kind\":\"load\",\"id\":1}}\n")),
        "run.jsonl:3: missing field `module`"
    );
    assert_eq!(
        error(&format!("{header}{{\"kind\":}}\n")),
        "run.jsonl:2: expected value (column 9)"
    );
    let missing = read(Path::new("/nowhere/run.jsonl")).expect_err("there is no such file");
    assert_eq!(
        missing.to_string(),
        "/nowhere/run.jsonl: No such file or directory (os error 2)"
    );
}

#[test]
fn what_later_versions_add_is_passed_over() {
    let profile = profile(&[
        r#"{"kind":"weather","sky":"blue"}"#,
        r#"{"kind":"load","id":1,"module":"a","start":1,"end":2,"mood":"good"}"#,
    ]);
    assert_eq!(profile.nodes.len(), 1);
}

#[test]
fn memory_is_what_was_allocated_or_else_what_became_resident() {
    let load = |id: u64, alloc: &str, rss: &str| {
        format!(
            r#"{{"kind":"load","id":{id},"module":"a","start":{id},"end":9,"alloc":{alloc},"rss":{rss}}}"#
        )
    };
    let lines = [
        load(1, "[-30,10]", "[5,6]"),
        load(2, "null", "[9,4]"),
        load(3, "null", "null"),
    ];
    let profile = profile(&lines.each_ref().map(String::as_str));
    let memory: Vec<_> = profile.nodes.iter().map(Node::memory).collect();
    assert_eq!(memory, [Some(40), Some(-5), None]);
}

#[test]
fn every_beginning_of_a_recording_can_be_read() {
    let bytes = std::fs::read(fixture("shop-lazy.jsonl")).expect("the fixture is there");
    let header = bytes
        .iter()
        .position(|&byte| byte == b'\n')
        .expect("there are lines")
        + 1;
    for length in header..bytes.len() {
        let recording = read_bytes(&bytes[..length], Path::new("cut.jsonl"));
        let profile = Profile::new(recording.expect("a cut recording can be read"));
        assert_sums(&profile);
        assert!(profile.partial || length + 1 == bytes.len(), "{length}");
    }
}

/// The times of all loads and what is between them make up the whole.
fn assert_sums(profile: &Profile) {
    let nodes = profile
        .nodes
        .iter()
        .filter(|node| node.load.thread == profile.main_thread);
    let own: u64 = nodes.map(|node| node.own).sum();
    let phases = [Phase::Startup, Phase::Program].map(|phase| profile.totals(phase));
    let imports: u64 = phases.iter().map(|totals| totals.imports).sum();
    let wall: u64 = phases.iter().map(|totals| totals.wall).sum();
    assert_eq!(own, imports);
    assert_eq!(wall, profile.wall);
    assert!(imports <= wall);
}

#[test]
fn times_add_up() {
    assert_sums(&shop("eager"));
    assert_sums(&shop("lazy"));
    assert_sums(&recorded());
}

#[test]
fn loads_that_a_kill_left_out_are_made_up() {
    // `c` was loaded in load 2, which was in load 1; neither has a line.
    let profile = profile(&[
        r#"{"kind":"startup","t":5}"#,
        r#"{"kind":"load","id":3,"parent":2,"module":"c","start":20,"end":30,"by":{"module":"b","file":"b.py","line":1}}"#,
        r#"{"kind":"load","id":4,"parent":1,"module":"d","start":10,"end":12,"by":{"module":"a"}}"#,
    ]);
    let names: Vec<_> = profile
        .nodes
        .iter()
        .map(|node| node.load.module.as_str())
        .collect();
    assert_eq!(names, ["a", "d", "b", "c"]);
    assert_eq!(profile.nodes[0].state(), "unfinished");
    assert_eq!(profile.chain(3), [0, 2, 3]);
    assert_sums(&profile);
}

#[test]
fn circles_of_parents_do_no_harm() {
    let profile = profile(&[
        &load(1, Some(2), "a", 0, 9),
        &load(2, Some(1), "b", 0, 9),
        &load(3, Some(3), "c", 1, 2),
    ]);
    assert_eq!(profile.nodes.len(), 3);
    assert_eq!(profile.roots.len(), 2);
}

#[test]
fn another_threads_imports_take_nothing_from_their_parent() {
    let mut line: serde_json::Value =
        serde_json::from_str(&load(2, Some(1), "b", 10, 90)).expect("a line is JSON");
    line["thread"] = 2.into();
    let profile = profile(&[&line.to_string(), &load(1, None, "a", 0, 100)]);
    assert_eq!(profile.nodes[0].own, 100);
    assert!(profile.begins_lane(1));
}

#[test]
fn startup_is_apart() {
    let profile = profile(&[
        &load(1, None, "site", 0, 10),
        r#"{"kind":"startup","t":20}"#,
        &load(2, None, "app", 30, 45),
        r#"{"kind":"end","t":50}"#,
    ]);
    let startup = profile.totals(Phase::Startup);
    let program = profile.totals(Phase::Program);
    assert_eq!(
        (startup.modules, startup.imports, startup.wall),
        (1, 10, 20)
    );
    assert_eq!(
        (program.modules, program.imports, program.wall),
        (1, 15, 30)
    );
}

#[test]
fn declarations_come_to_an_end() {
    let at = |line: u32| format!(r#"{{"module":"__main__","file":"app.py","line":{line}}}"#);
    let deferred = |module: &str, line: u32| {
        format!(
            r#"{{"kind":"deferred","t":1,"module":"{module}","name":null,"by":{}}}"#,
            at(line)
        )
    };
    let resolved = format!(
        r#"{{"kind":"resolved","t":2,"module":"used","name":null,"by":{},"declared":{}}}"#,
        at(9),
        at(1)
    );
    let profile = profile(&[
        &deferred("used", 1),
        &deferred("used", 1),
        &deferred("elsewhere", 2),
        &deferred("never", 3),
        &resolved,
        &load(1, None, "used", 3, 4),
        &load(2, None, "elsewhere", 5, 6),
    ]);
    let outcomes: Vec<_> = profile
        .declarations
        .iter()
        .map(|declaration| &declaration.outcome)
        .collect();
    assert!(
        matches!(outcomes[..], [Outcome::Used(place), Outcome::Unused, Outcome::NeverNeeded] if place.line == Some(9))
    );
    let never: Vec<_> = profile
        .never_needed()
        .into_iter()
        .map(|(module, _)| module)
        .collect();
    assert_eq!(never, ["never"]);
}
