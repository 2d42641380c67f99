//! The page of made-up results.

use std::time::Duration;

use pyrun_measure::{Contender, Cost, Plan, Samples};

use super::*;

fn comparison(program: &str, centre: u64) -> Comparison {
    let contender = |name: &str| Contender::new(name, "/bin/python", ["-B"], &[]);
    let contenders = ["CPython 3.15.0", "RustPython 0.6.0", "pyrun lazy"].map(contender);
    let samples = [4, 8, 1].map(|factor| Samples {
        costs: [0, 1, 0, 2, 0, 1]
            .map(|more| Cost {
                time: Duration::from_micros(factor * (1000 * centre + 10 * more)),
                memory: factor << 22,
            })
            .to_vec(),
        modules: Some(factor * 30),
        instructions: (factor == 1).then_some(123_456_789),
        failure: (factor == 8 && program != "pass")
            .then(|| "exit status: 1\nModuleNotFoundError: no".to_owned()),
    });
    let plan = Plan {
        rounds: 6,
        ..Plan::default()
    };
    Comparison::new(program, &plan, &contenders, &samples)
}

fn results() -> Results {
    Results {
        date: "2026-11-21".to_owned(),
        machine: "one processor".to_owned(),
        programs: vec![comparison("pass", 5), comparison("black --version", 40)],
    }
}

#[test]
fn the_page() {
    insta::with_settings!({
        snapshot_path => "../../../../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("start-up-page", results().page());
    });
}

#[test]
fn newer_results_take_the_place_of_older_ones() {
    let mut results = results();
    results.programs.push(comparison("no longer there", 1));
    results.merge(vec![
        comparison("black --version", 30),
        comparison("flask --help", 20),
    ]);
    let programs = results.programs.iter();
    let medians: Vec<(&str, f64)> = programs
        .map(|program| {
            (
                &*program.program,
                program.rows[0].numbers().expect("ran").shortest,
            )
        })
        .collect();
    assert_eq!(
        medians,
        [
            ("pass", 20.0),
            ("black --version", 120.0),
            ("flask --help", 80.0)
        ]
    );
}

#[test]
fn what_is_written_can_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(
        Results::read(folder.path())
            .expect("none")
            .programs
            .is_empty()
    );
    results().write(folder.path()).expect("written");
    let read = Results::read(folder.path()).expect("read");
    assert_eq!(read.programs, results().programs);
    for name in ["start-up.md", "start-up.svg"] {
        assert!(folder.path().join(name).is_file());
    }
}
