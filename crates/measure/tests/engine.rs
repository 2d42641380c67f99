//! The order of the runs, and contenders that fail.

mod support;

use std::fs;
use std::path::Path;

use pyrun_measure::{Contender, Plan, Samples, count_instructions, has_valgrind, measure};
use support::script;

/// Contenders that write their names into a file.
fn writers(folder: &Path, names: &[&str]) -> Vec<Contender> {
    let log = folder.join("log");
    let text = format!("echo \"$1\" >> '{}'", log.display());
    let program = script(folder, "write", &text);
    let contender = |name: &&str| Contender::new(*name, &program, [*name], &[]);
    names.iter().map(contender).collect()
}

fn log(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("log")).expect("a log");
    text.lines().map(str::to_owned).collect()
}

fn run(contenders: &[Contender], plan: &Plan) -> Vec<Samples> {
    measure(contenders, plan, &mut |_| ()).expect("all run")
}

const PLAN: Plan = Plan {
    rounds: 6,
    warm_up: 1,
    seed: 1,
    keep_going: false,
    instructions: false,
};

#[test]
fn every_round_has_every_contender_once_in_changing_order() {
    let names = ["a", "b", "c"];
    let folder = tempfile::tempdir().expect("a folder");
    let samples = run(&writers(folder.path(), &names), &PLAN);
    assert!(samples.iter().all(|samples| samples.costs.len() == 6));
    let log = log(folder.path());
    let rounds: Vec<&[String]> = log.chunks(names.len()).collect();
    assert_eq!(rounds.len(), 7);
    for round in &rounds {
        let mut sorted = round.to_vec();
        sorted.sort();
        assert_eq!(sorted, names);
    }
    assert!(rounds[1..].iter().any(|round| *round != rounds[1]));
}

#[test]
fn the_same_seed_gives_the_same_order() {
    let orders = [(); 2].map(|()| {
        let folder = tempfile::tempdir().expect("a folder");
        run(&writers(folder.path(), &["a", "b", "c"]), &PLAN);
        log(folder.path())
    });
    assert_eq!(orders[0], orders[1]);
}

#[test]
fn each_step_is_announced() {
    let folder = tempfile::tempdir().expect("a folder");
    let contenders = writers(folder.path(), &["a", "b"]);
    let mut steps = Vec::new();
    let mut watch = |step: pyrun_measure::Step<'_>| steps.push(step.purpose.to_string());
    measure(&contenders, &PLAN, &mut watch).expect("all run");
    assert_eq!(steps.len(), PLAN.steps(2));
    assert_eq!(steps[0], "warming up");
    assert_eq!(steps[13], "running");
    assert_eq!(steps[14], "counting");
}

#[test]
fn the_first_failure_ends_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut contenders = writers(folder.path(), &["a", "b"]);
    contenders[1].program = script(folder.path(), "bad", "echo no such luck >&2; exit 7");
    let failure = measure(&contenders, &PLAN, &mut |_| ()).expect_err("fails");
    assert_eq!(failure.contender, "b");
    assert_eq!(failure.reason, "exit status: 7\nno such luck");
    assert_eq!(log(folder.path()), ["a"]);
}

#[test]
fn the_others_go_on_if_they_should() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut contenders = writers(folder.path(), &["a", "b", "c"]);
    contenders[0].program = script(folder.path(), "bad", "exit 7");
    contenders[1].preparation = Some(vec!["prepared".into()]);
    contenders[2].program = "/no/such/program".into();
    let plan = Plan {
        keep_going: true,
        ..PLAN
    };
    let samples = run(&contenders, &plan);
    assert_eq!(samples[0].failure.as_deref(), Some("exit status: 7"));
    assert!(samples[0].costs.is_empty());
    assert_eq!(samples[1].costs.len(), 6);
    let missing = samples[2].failure.as_deref().expect("a reason");
    assert!(missing.contains("/no/such/program"), "{missing}");
    let log = log(folder.path());
    assert_eq!(log[0], "prepared");
    assert_eq!(log.len(), 1 + 7);
}

#[test]
fn a_contender_has_its_own_environment_folder_and_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "test \"$GREETING\" = hello && test -z \"$HOME\" && test -f here && exit 3";
    let program = script(folder.path(), "check", text);
    fs::write(folder.path().join("here"), "").expect("a file");
    let contender = Contender {
        environment: vec![
            ("GREETING".into(), Some("hello".into())),
            ("HOME".into(), None),
        ],
        folder: Some(folder.path().to_path_buf()),
        exit_code: Some(3),
        ..Contender::new("check", program, ["x"], &[])
    };
    assert_eq!(run(&[contender], &PLAN)[0].costs.len(), 6);
}

#[test]
fn instructions_are_counted_where_valgrind_is() {
    let contender = |program| Contender::new("it", program, ["-c"], &["exit 0".into()]);
    if has_valgrind() {
        let count = count_instructions(&contender("/bin/sh")).expect("a count");
        assert!(count > 10_000, "{count}");
    }
    assert_eq!(count_instructions(&contender("/bin/false")), None);
}
