//! The text of `python -X importtime`: modules in the order in which their
//! imports ended, two columns of microseconds. tuna reads it.

use std::fmt::Write;

use crate::model::Profile;

/// Several runs follow each other, each under its own head line.
pub(super) fn render(profiles: &[Profile]) -> String {
    profiles.iter().map(one).collect()
}

fn one(profile: &Profile) -> String {
    let mut text = "import time: self [us] | cumulative | imported package\n".to_owned();
    for thread in profile.threads() {
        let lane = (0..profile.nodes.len()).filter(|&index| {
            profile.nodes[index].load.thread == thread && profile.begins_lane(index)
        });
        for index in lane {
            add(profile, index, 0, &mut text);
        }
    }
    text
}

/// A load after those in it.
fn add(profile: &Profile, index: usize, depth: usize, text: &mut String) {
    let node = &profile.nodes[index];
    for &child in &node.children {
        if profile.nodes[child].load.thread == node.load.thread {
            add(profile, child, depth + 1, text);
        }
    }
    let _ = writeln!(
        text,
        "import time: {:9} | {:10} | {}{}",
        node.own / 1000,
        node.cumulative / 1000,
        "  ".repeat(depth),
        node.load.module,
    );
}
