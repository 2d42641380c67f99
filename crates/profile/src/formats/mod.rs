//! The outputs of a profile, a file each.

mod chrome;
mod compare;
mod flat;
mod folded;
mod html;
mod importtime;
mod json;
mod speedscope;
mod summary;
mod svg;
mod timeline;
mod tree;

use clap::ValueEnum;

use crate::model::{Node, Profile};
use crate::text::Screen;

/// The outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// What took the time, what was lazy, what failed
    Summary,
    /// Modules under the modules that imported them
    Tree,
    /// All modules, the slowest first
    Flat,
    /// One page for the browser
    Html,
    /// A picture
    Svg,
    /// Everything, for programs
    Json,
    /// For <https://www.speedscope.app>
    Speedscope,
    /// For `chrome://tracing` and Perfetto
    Chrome,
    /// Folded stacks, for flame graph tools
    Folded,
    /// What `python -X importtime` prints, for tuna
    Importtime,
}

/// What modules are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// Time with the imports in it
    Cumulative,
    /// Time without them
    #[value(name = "self")]
    Own,
    /// Memory that the import took
    Memory,
    /// Name
    Name,
    /// Order of the imports
    Start,
}

/// What the reader wants to see of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    /// Where it will be read.
    pub screen: Screen,
    /// The order, if not the format's own.
    pub sort: Option<Sort>,
    /// Leave out what took less, in nanoseconds.
    pub least: u64,
    /// Show the modules of the interpreter's start in texts, too.
    pub startup: bool,
}

impl Format {
    /// The format that a file name asks for.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let endings = [
            (".speedscope.json", Self::Speedscope),
            (".trace.json", Self::Chrome),
            (".json", Self::Json),
            (".html", Self::Html),
            (".htm", Self::Html),
            (".svg", Self::Svg),
            (".folded", Self::Folded),
            (".importtime", Self::Importtime),
        ];
        let found = endings.iter().find(|(ending, _)| name.ends_with(ending));
        found.map(|&(_, format)| format)
    }

    /// Runs side by side, or one run.
    pub fn render(self, profiles: &[Profile], view: View) -> String {
        match self {
            Self::Summary => summary::render(profiles, view),
            Self::Tree => tree::render(profiles, view),
            Self::Flat => flat::render(profiles, view),
            Self::Html => html::render(profiles),
            Self::Svg => svg::render(profiles),
            Self::Json => json::render(profiles),
            Self::Speedscope => speedscope::render(profiles),
            Self::Chrome => chrome::render(profiles),
            Self::Folded => folded::render(profiles),
            Self::Importtime => importtime::render(profiles),
        }
    }
}

impl View {
    /// Puts loads into the order that the reader wants, or else this one.
    fn sort(self, profile: &Profile, indices: &mut [usize], default: Sort) {
        let node = |index: usize| &profile.nodes[index];
        let falling =
            |key: fn(&Node) -> u64| move |index: &usize| std::cmp::Reverse(key(node(*index)));
        match self.sort.unwrap_or(default) {
            Sort::Cumulative => indices.sort_by_key(falling(|node| node.cumulative)),
            Sort::Own => indices.sort_by_key(falling(|node| node.own)),
            Sort::Memory => indices.sort_by_key(|&index| std::cmp::Reverse(node(index).memory())),
            Sort::Name => indices.sort_by(|&a, &b| node(a).load.module.cmp(&node(b).load.module)),
            Sort::Start => indices.sort_unstable(),
        }
    }
}

/// JSON as text, with a line's end.
pub(crate) fn to_json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value);
    text.expect("strings and numbers can be written as JSON") + "\n"
}
