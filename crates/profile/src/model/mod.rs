//! What a recording means: the tree of imports with its times, the start of
//! the interpreter apart from the program, and what became of lazy imports.

mod declarations;
mod node;
mod runs;
mod tree;

use std::collections::HashMap;

use crate::record::{Edge, Header, Recording};

pub use declarations::{Declaration, Outcome};
pub use node::{Node, Origin, Phase};
pub use runs::{Spread, Times, middle};

/// One run of a program, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// What to call the run beside others: `eager`, `lazy`.
    pub label: String,
    /// The process.
    pub header: Header,
    /// All loads of modules, in the order in which they began; a parent comes
    /// before its children.
    pub nodes: Vec<Node>,
    /// The loads that took place in no other.
    pub roots: Vec<usize>,
    /// When the interpreter was ready. The end of the recording, if it ended before.
    pub startup: u64,
    /// When the recording ended.
    pub wall: u64,
    /// The process was killed: there may be more than was recorded.
    pub partial: bool,
    /// The thread that ran the program.
    pub main_thread: u64,
    /// Lazy imports, in the order of their declarations.
    pub declarations: Vec<Declaration>,
    /// Imports of modules that were loaded already.
    pub edges: Vec<Edge>,
    /// What other runs of the same program took.
    pub spread: Option<Spread>,
}

/// Sums over the imports of one phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Modules that were loaded; imports that failed loaded none.
    pub modules: usize,
    /// How long the phase took.
    pub wall: u64,
    /// What of it the main thread spent on imports.
    pub imports: u64,
    /// What other threads spent on imports at the same time.
    pub other_threads: u64,
}

impl Profile {
    /// Makes sense of a recording.
    pub fn new(recording: Recording) -> Self {
        let last = last_time(&recording);
        let wall = recording.end.as_ref().map_or(last, |end| end.t.max(last));
        let startup = recording.startup.unwrap_or(wall);
        let declarations = declarations::of(&recording);
        let (nodes, roots) = tree::build(
            recording.loads,
            startup,
            wall,
            recording.header.argv.first(),
        );
        Self {
            label: String::new(),
            main_thread: nodes.first().map_or(0, |node| node.load.thread),
            header: recording.header,
            nodes,
            roots,
            startup,
            wall,
            partial: recording.end.is_none(),
            declarations,
            edges: recording.edges,
            spread: None,
        }
    }

    /// The same run under a name.
    #[must_use]
    pub fn labelled(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    /// The program as it was called.
    pub fn command(&self) -> String {
        let words = self.header.argv.iter().map(String::as_str);
        let text = words.collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            "-".to_owned()
        } else {
            text
        }
    }

    /// Whether imports were lazy by mode.
    pub fn is_lazy(&self) -> bool {
        !matches!(self.header.lazy.as_str(), "" | "off")
    }

    /// The sums of a phase.
    pub fn totals(&self, phase: Phase) -> Totals {
        let mut totals = Totals {
            wall: match phase {
                Phase::Startup => self.startup,
                Phase::Program => self.wall - self.startup,
            },
            ..Totals::default()
        };
        for (index, node) in self
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.phase == phase)
        {
            totals.modules += usize::from(node.load.error.is_none());
            if !self.begins_lane(index) {
                continue;
            }
            if node.load.thread == self.main_thread {
                totals.imports += node.cumulative;
            } else {
                totals.other_threads += node.cumulative;
            }
        }
        totals
    }

    /// Whether a load is the outermost one of its thread.
    pub fn begins_lane(&self, index: usize) -> bool {
        let node = &self.nodes[index];
        node.parent
            .is_none_or(|parent| self.nodes[parent].load.thread != node.load.thread)
    }

    /// The threads that imported something, the main one first.
    pub fn threads(&self) -> Vec<u64> {
        let mut threads = vec![self.main_thread];
        for node in &self.nodes {
            if !threads.contains(&node.load.thread) {
                threads.push(node.load.thread);
            }
        }
        threads
    }

    /// The load that made a module available: the first that did not fail, or
    /// else the first.
    pub fn find(&self, module: &str) -> Option<usize> {
        let loads = || {
            self.nodes
                .iter()
                .enumerate()
                .filter(|(_, node)| node.load.module == module)
        };
        loads()
            .find(|(_, node)| node.load.error.is_none())
            .or_else(|| loads().next())
            .map(|(index, _)| index)
    }

    /// From the outermost load to this one.
    pub fn chain(&self, index: usize) -> Vec<usize> {
        let mut chain: Vec<_> =
            std::iter::successors(Some(index), |&index| self.nodes[index].parent).collect();
        chain.reverse();
        chain
    }

    /// Modules that were declared lazily and never loaded, with their declarations.
    pub fn never_needed(&self) -> Vec<(&str, Vec<&Declaration>)> {
        let mut modules: Vec<(&str, Vec<&Declaration>)> = Vec::new();
        let mut numbers = HashMap::new();
        let never = |declaration: &&Declaration| declaration.outcome == Outcome::NeverNeeded;
        for declaration in self.declarations.iter().filter(never) {
            let name = declaration.module.as_str();
            let number = *numbers.entry(name).or_insert(modules.len());
            if number == modules.len() {
                modules.push((name, Vec::new()));
            }
            modules[number].1.push(declaration);
        }
        modules
    }
}

/// The last time that is mentioned anywhere.
fn last_time(recording: &Recording) -> u64 {
    let loads = recording.loads.iter().map(|load| load.end);
    let deferred = recording.deferred.iter().map(|deferred| deferred.t);
    let resolved = recording.resolved.iter().map(|resolved| resolved.t);
    let edges = recording.edges.iter().map(|edge| edge.first);
    let times = loads.chain(deferred).chain(resolved).chain(edges);
    times.chain(recording.startup).max().unwrap_or(0)
}
