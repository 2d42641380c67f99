//! The outputs keep the rules of the programs that read them.

mod common;

use std::collections::HashSet;

use common::{load, profile, recorded, shop};
use pyrun_profile::formats::{Format, View};
use pyrun_profile::model::Profile;
use serde_json::Value;

/// All kinds of recordings: whole, cut off, side by side, bent, empty.
fn profiles() -> Vec<Vec<Profile>> {
    // A child that outlives its parent, a load beyond the end of the start-up.
    let bent = profile(&[
        &load(2, Some(1), "b & <c>", 5, 50),
        &load(1, None, "a;\"\u{fffe}\u{1}'", 4, 30),
        &load(3, None, "", 20, 60),
        r#"{"kind":"startup","t":25}"#,
    ]);
    vec![
        vec![shop("lazy")],
        vec![
            shop("eager").labelled("eager"),
            shop("lazy").labelled("lazy"),
        ],
        vec![bent],
        vec![profile(&[])],
        vec![recorded()],
    ]
}

fn render(format: Format) -> Vec<String> {
    let profiles = profiles().into_iter();
    profiles
        .map(|profiles| format.render(&profiles, View::default()))
        .collect()
}

fn json(format: Format) -> Vec<Value> {
    let texts = render(format).into_iter();
    texts
        .map(|text| serde_json::from_str(&text).expect("it is JSON"))
        .collect()
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().expect("it is an array")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("it is a number")
}

#[test]
fn texts_of_anything() {
    for format in [Format::Summary, Format::Tree, Format::Flat] {
        for text in render(format) {
            assert!(
                !text.chars().any(|c| c.is_control() && c != '\n'),
                "{text:?}"
            );
        }
    }
}

/// What the schema asks for, and that opening and closing match.
#[test]
fn speedscope() {
    for file in json(Format::Speedscope) {
        assert_eq!(
            file["$schema"],
            "https://www.speedscope.app/file-format-schema.json"
        );
        let frames = array(&file["shared"]["frames"]);
        assert!(frames.iter().all(|frame| frame["name"].is_string()));
        for profile in array(&file["profiles"]) {
            assert_eq!(
                (&profile["type"], &profile["unit"]),
                (&"evented".into(), &"nanoseconds".into())
            );
            assert!(profile["name"].is_string());
            let mut open = Vec::new();
            let mut now = number(&profile["startValue"]);
            for event in array(&profile["events"]) {
                let (frame, at) = (number(&event["frame"]), number(&event["at"]));
                assert!(frames.len() as u64 > frame && at >= now);
                now = at;
                match event["type"].as_str() {
                    Some("O") => open.push(frame),
                    Some("C") => assert_eq!(open.pop(), Some(frame)),
                    other => panic!("{other:?}"),
                }
            }
            assert!(open.is_empty() && now <= number(&profile["endValue"]));
        }
    }
}

#[test]
fn chrome() {
    for file in json(Format::Chrome) {
        let mut processes = HashSet::new();
        for event in array(&file["traceEvents"]) {
            assert!(
                event["name"].is_string() && event["pid"].is_u64() && event["tid"].is_u64(),
                "{event}"
            );
            match event["ph"].as_str() {
                Some("X") => assert!(
                    event["ts"].is_f64() && event["dur"].as_f64() >= Some(0.0),
                    "{event}"
                ),
                Some("i") => assert!(event["ts"].is_f64() && event["s"] == "t", "{event}"),
                Some("M") => {
                    assert!(event["args"]["name"].is_string(), "{event}");
                    if event["name"] == "process_name" {
                        assert!(processes.insert(event["pid"].to_string()));
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn folded() {
    for text in render(Format::Folded) {
        for line in text.lines() {
            let (stack, time) = line.rsplit_once(' ').expect("a stack and a time");
            assert!(!stack.is_empty() && time.parse::<u64>().is_ok(), "{line}");
        }
    }
    for run in [shop("lazy"), recorded()] {
        let wall = run.wall / 1000;
        let text = Format::Folded.render(&[run], View::default());
        let main = text.lines().filter(|line| !line.starts_with("thread"));
        let times = main.map(|line| {
            line.rsplit(' ')
                .next()
                .and_then(|time| time.parse().ok())
                .unwrap_or(0)
        });
        let sum: u64 = times.sum();
        assert!(
            sum.abs_diff(wall) <= 50,
            "the stacks make up the whole run: {sum} of {wall}"
        );
    }
}

/// tuna's way to read it: three columns, an even number of spaces, parents after children.
#[test]
fn importtime() {
    for text in render(Format::Importtime) {
        let mut deeper = 0;
        for line in text.lines().rev() {
            let line = line.strip_prefix("import time: ").expect("the prefix");
            if line == "self [us] | cumulative | imported package" {
                deeper = 0;
                continue;
            }
            let [own, cumulative, name] = line.split(" | ").collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            let time = |text: &str| text.trim().parse::<u64>().expect("microseconds");
            assert!(time(own) <= time(cumulative));
            let spaces = name.len() - name.trim_start_matches(' ').len();
            assert!(spaces % 2 == 0 && spaces / 2 <= deeper, "{name}");
            deeper = spaces / 2 + 1;
        }
    }
}

#[test]
fn svg() {
    for text in render(Format::Svg) {
        let document = roxmltree::Document::parse(&text).expect("well-formed XML");
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "svg");
        let width: f64 = root
            .attribute("width")
            .and_then(|width| width.parse().ok())
            .expect("a width");
        for bar in root
            .descendants()
            .filter(|element| element.has_tag_name("g"))
        {
            let rectangle = bar
                .descendants()
                .find(|element| element.tag_name().name() == "rect");
            let attribute = |name| rectangle?.attribute(name)?.parse::<f64>().ok();
            let (left, wide) = (
                attribute("x").expect("x"),
                attribute("width").expect("width"),
            );
            assert!(
                left >= 0.0 && wide >= 0.0 && left + wide <= width,
                "{bar:?}"
            );
        }
    }
}

#[test]
fn html() {
    for text in render(Format::Html) {
        for reference in [
            "src=",
            "href=",
            "url(",
            "@import",
            "fetch(",
            "XMLHttpRequest",
            "@TITLE@",
            "@DATA@",
        ] {
            assert!(!text.contains(reference), "{reference}");
        }
        let data = text
            .split("id=\"data\">")
            .nth(1)
            .and_then(|rest| rest.split("</script>").next());
        let data: Value =
            serde_json::from_str(data.expect("there is data")).expect("the data is JSON");
        assert!(!array(&data["runs"]).is_empty());
    }
}
