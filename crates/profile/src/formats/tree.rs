//! Modules under the modules that imported them.

use std::fmt::Write;

use super::{Sort, View, flat};
use crate::model::{Phase, Profile};
use crate::text::{Cell, Column, Table, Tone, count, milliseconds, paint, time};

/// Several runs follow each other.
pub(super) fn render(profiles: &[Profile], view: View) -> String {
    let texts = profiles.iter().map(|profile| {
        if profile.label.is_empty() {
            return one(profile, view);
        }
        let title = paint(view.screen, Tone::Strong, &profile.label);
        format!("{title}\n{}", one(profile, view))
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn one(profile: &Profile, view: View) -> String {
    let mut columns = ["total ms", "self ms"].map(Column::number).to_vec();
    if profile.spread.is_some() {
        columns.extend(["best", "median"].map(Column::number));
    }
    columns.push(Column::text("module"));
    columns.push(Column::place("imported at"));
    let mut tree = Tree {
        profile,
        view,
        table: Table::new(columns),
        hidden: 0,
    };
    if view.startup {
        tree.phase(Phase::Startup);
    }
    tree.phase(Phase::Program);
    let mut text = tree.table.render(view.screen);
    text.push_str(&flat::rest(profile, view, tree.hidden));
    text
}

struct Tree<'a> {
    profile: &'a Profile,
    view: View,
    table: Table,
    hidden: usize,
}

impl Tree<'_> {
    fn phase(&mut self, phase: Phase) {
        let totals = self.profile.totals(phase);
        let title = format!("{}, {}", phase.name(), count(totals.modules, "module"));
        let own = totals.wall.saturating_sub(totals.imports);
        let mut cells = vec![milliseconds(totals.wall).into(), milliseconds(own).into()];
        self.add_spread(&mut cells, None);
        cells.push(Cell::new(title, Tone::Strong));
        self.table.row(cells);
        let roots = self.profile.roots.iter().copied();
        let roots = roots.filter(|&index| self.profile.nodes[index].phase == phase);
        let roots = roots.collect();
        self.siblings(roots, "");
    }

    fn siblings(&mut self, mut siblings: Vec<usize>, indent: &str) {
        self.view
            .sort(self.profile, &mut siblings, Sort::Cumulative);
        let all = siblings.len();
        siblings.retain(|&index| self.profile.nodes[index].cumulative >= self.view.least);
        self.hidden += all - siblings.len();
        let last = siblings.len().saturating_sub(1);
        for (position, &index) in siblings.iter().enumerate() {
            let (branch, below) = if position == last {
                ("└ ", "  ")
            } else {
                ("├ ", "│ ")
            };
            self.node(index, &format!("{indent}{branch}"));
            let children = self.profile.nodes[index].children.clone();
            self.siblings(children, &format!("{indent}{below}"));
        }
    }

    fn node(&mut self, index: usize, branch: &str) {
        let node = &self.profile.nodes[index];
        let mut cells = vec![
            milliseconds(node.cumulative).into(),
            milliseconds(node.own).into(),
        ];
        self.add_spread(&mut cells, Some(index));
        let mut name = format!("{branch}{}", node.load.module);
        if node.load.thread != self.profile.main_thread {
            let _ = write!(name, " [thread {}]", node.load.thread);
        }
        if node.state() != "eager" {
            let _ = write!(name, " [{}]", node.state());
        }
        cells.push(Cell::new(name, flat::tone(node)));
        cells.push(Cell::new(node.place(), Tone::Faint));
        self.table.row(cells);
    }

    /// Best and median of several runs, in columns of their own.
    fn add_spread(&self, cells: &mut Vec<Cell>, index: Option<usize>) {
        let Some(spread) = &self.profile.spread else {
            return;
        };
        let texts = match index.map(|index| &self.profile.nodes[index]) {
            Some(node) => {
                let (_, times) = spread.of_module(&node.load.module, node.occurrence);
                [milliseconds(times.best), milliseconds(times.median)]
            }
            None => [String::new(), String::new()],
        };
        cells.extend(texts.map(|text| Cell::new(text, Tone::Faint)));
    }
}

/// A line about the whole run, for the heads of reports.
pub(super) fn headline(profile: &Profile) -> String {
    let mut text = time(profile.wall);
    if let Some(spread) = &profile.spread {
        let (best, median) = (time(spread.wall.best), time(spread.wall.median));
        text = format!("best {best}, median {median} of {} runs", spread.runs);
    }
    text
}
