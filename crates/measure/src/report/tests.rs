//! Every format of the same made-up samples.

use std::time::Duration;

use super::*;
use crate::contender::Contender;
use crate::engine::{Plan, Samples};
use crate::run::Cost;

fn samples(milliseconds: &[u64], modules: Option<u64>) -> Samples {
    let cost = |&time| Cost {
        time: Duration::from_millis(time),
        memory: time << 19,
    };
    Samples {
        costs: milliseconds.iter().map(cost).collect(),
        modules,
        ..Samples::default()
    }
}

fn comparison(program: &str) -> Comparison {
    let arguments = ["-c".into(), "pass".into()];
    let contender = |name: &str| Contender::new(name, "/bin/python", ["-I"], &arguments);
    let contenders = ["eager", "lazy", "warm_up", "<other>", "gone"].map(contender);
    let failed = Samples {
        failure: Some("exit status: 1\nImportError: no|thing".to_owned()),
        ..Samples::default()
    };
    let samples = [
        samples(&[100, 101, 99, 100, 102, 98, 100], Some(271)),
        samples(&[240, 41, 40, 39, 40, 42, 40], Some(82)),
        samples(&[100, 100, 100, 101, 102, 98, 101], Some(271)),
        samples(&[50, 90, 200, 180, 30, 150, 110], None),
        failed,
    ];
    let plan = Plan {
        rounds: 7,
        ..Plan::default()
    };
    Comparison::new(program, &plan, &contenders, &samples)
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../../../../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn a_table() {
    snapshot("measure-table", &table(&comparison("-c pass")));
}

#[test]
fn a_markdown_page() {
    snapshot("measure-markdown", &markdown(&comparison("__main__.py *")));
}

#[test]
fn json_holds_everything() {
    let comparison = comparison("-c pass");
    let text = json(&comparison).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Comparison>(&text).expect("a comparison"),
        comparison
    );
    snapshot("measure-json", &text);
}

#[test]
fn a_chart_that_is_well_formed() {
    let svg = chart(
        "Start-up <fast>",
        &[comparison("-c pass"), comparison("a & b")],
    );
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let bars = document.descendants().filter(|node| {
        node.has_tag_name("rect") && node.children().any(|child| child.has_tag_name("title"))
    });
    // Two programs, four contenders that ran.
    assert_eq!(bars.count(), 8);
    snapshot("measure-chart", &svg);
}

#[test]
fn a_chart_of_nothing() {
    roxmltree::Document::parse(&chart("nothing", &[])).expect("well-formed");
}
