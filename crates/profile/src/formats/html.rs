//! One page for the browser that needs nothing else: style, script and data
//! are inside, and its security policy forbids it to ask for more.

use serde::Serialize;

use super::json::{self, Run};
use crate::model::Profile;

const PAGE: &str = include_str!("html_page/page.html");
const STYLE: &str = include_str!("html_page/page.css");
const SCRIPTS: [&str; 5] = [
    include_str!("html_page/data.js"),
    include_str!("html_page/icicle.js"),
    include_str!("html_page/details.js"),
    include_str!("html_page/table.js"),
    include_str!("html_page/page.js"),
];

#[derive(Serialize)]
struct Data<'a> {
    runs: Vec<Run<'a>>,
}

/// The page; several runs are above each other, on the same scale.
pub(super) fn render(profiles: &[Profile]) -> String {
    let data = super::to_json(&Data {
        runs: profiles.iter().map(json::run).collect(),
    });
    // Inside of a script element, `<` could begin its end. U+2028 and U+2029
    // are line ends to some readers.
    let data = data
        .trim_end()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    let title = profiles.first().map(Profile::command).unwrap_or_default();
    let parts = [
        ("@TITLE@", escape(&title)),
        ("@STYLE@", STYLE.to_owned()),
        ("@SCRIPT@", SCRIPTS.concat()),
        ("@DATA@", data),
    ];
    fill(PAGE, &parts)
}

/// Puts the parts into the page in one go, so that nothing in one part can be
/// taken for the place of another.
fn fill(page: &str, parts: &[(&str, String)]) -> String {
    let mut filled = String::new();
    let mut rest = page;
    loop {
        let next = parts
            .iter()
            .filter_map(|(mark, part)| rest.find(mark).map(|at| (at, *mark, part)))
            .min_by_key(|(at, ..)| *at);
        let Some((at, mark, part)) = next else {
            return filled + rest;
        };
        filled.push_str(&rest[..at]);
        filled.push_str(part);
        rest = &rest[at + mark.len()..];
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
