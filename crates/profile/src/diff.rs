//! Two recordings: what is new, what is gone, what takes longer.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::model::{Phase, Profile};
use crate::text::{Cell, Column, Screen, Table, Tone, change, count, milliseconds, paint, time};

/// A module in one of the recordings.
#[derive(Clone, Debug, Serialize)]
pub struct Module {
    /// Its name.
    pub module: String,
    /// Time with the imports in it.
    pub cumulative_ns: u64,
    /// The place that imported it.
    pub by: String,
}

/// A module in both.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// Its name.
    pub module: String,
    /// Its own time in the first.
    pub before_ns: u64,
    /// And in the second.
    pub after_ns: u64,
}

/// What is different.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Diff {
    /// How long the first run took.
    pub before_wall_ns: u64,
    /// And the second.
    pub after_wall_ns: u64,
    /// How many modules the first program loaded.
    pub before_modules: usize,
    /// And the second.
    pub after_modules: usize,
    /// Changes of less were left out.
    pub least_ns: u64,
    /// Modules of the second only, the slowest first.
    pub added: Vec<Module>,
    /// Modules of the first only, the slowest first.
    pub removed: Vec<Module>,
    /// Modules whose own time changed, the greatest change first.
    pub changed: Vec<Changed>,
}

/// Compares two runs. Changes of less than `least` nanoseconds are noise.
pub fn diff(before: &Profile, after: &Profile, least: u64) -> Diff {
    let (old, new) = (own_times(before), own_times(after));
    let mut changed: Vec<Changed> = old
        .iter()
        .filter_map(|(module, &before_ns)| {
            let after_ns = *new.get(module)?;
            (before_ns.abs_diff(after_ns) >= least.max(1)).then(|| Changed {
                module: (*module).to_owned(),
                before_ns,
                after_ns,
            })
        })
        .collect();
    changed.sort_by_key(|changed| std::cmp::Reverse(changed.before_ns.abs_diff(changed.after_ns)));
    Diff {
        before_wall_ns: before.wall,
        after_wall_ns: after.wall,
        before_modules: before.totals(Phase::Program).modules,
        after_modules: after.totals(Phase::Program).modules,
        least_ns: least,
        added: only(after, &old),
        removed: only(before, &new),
        changed,
    }
}

fn own_times(profile: &Profile) -> BTreeMap<&str, u64> {
    let mut times = BTreeMap::new();
    for node in &profile.nodes {
        *times.entry(node.load.module.as_str()).or_default() += node.own;
    }
    times
}

/// The modules of a run that the other one does not have.
fn only(profile: &Profile, other: &BTreeMap<&str, u64>) -> Vec<Module> {
    let mut modules: Vec<Module> = profile
        .nodes
        .iter()
        .filter(|node| node.occurrence == 0 && !other.contains_key(node.load.module.as_str()))
        .map(|node| Module {
            module: node.load.module.clone(),
            cumulative_ns: node.cumulative,
            by: node.place(),
        })
        .collect();
    modules.sort_by_key(|module| std::cmp::Reverse(module.cumulative_ns));
    modules
}

impl Diff {
    /// As JSON.
    pub fn json(&self) -> String {
        crate::formats::to_json(self)
    }

    /// As text.
    pub fn text(&self, screen: Screen) -> String {
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{} -> {} ({} ms)",
            time(self.before_wall_ns),
            time(self.after_wall_ns),
            change(self.before_wall_ns, self.after_wall_ns),
        );
        let _ = writeln!(
            text,
            "{} -> {} loaded by the program",
            self.before_modules,
            count(self.after_modules, "module")
        );
        text += &modules("added", &self.added, '+', Tone::Bad, screen);
        text += &modules("removed", &self.removed, '-', Tone::Good, screen);
        text + &self.changes(screen)
    }

    fn changes(&self, screen: Screen) -> String {
        if self.changed.is_empty() {
            let least = time(self.least_ns);
            return format!("\nno module of both changed its own time by {least} or more\n");
        }
        let columns = ["before ms", "after ms", "change"].map(Column::number);
        let mut columns = columns.to_vec();
        columns.push(Column::text("module"));
        let mut table = Table::new(columns);
        for changed in &self.changed {
            let slower = changed.after_ns > changed.before_ns;
            let tone = if slower { Tone::Bad } else { Tone::Good };
            table.row(vec![
                milliseconds(changed.before_ns).into(),
                milliseconds(changed.after_ns).into(),
                Cell::new(change(changed.before_ns, changed.after_ns), tone),
                changed.module.as_str().into(),
            ]);
        }
        let title = paint(screen, Tone::Strong, "own time");
        format!("\n{title}\n{}", table.render(screen))
    }
}

fn modules(title: &str, modules: &[Module], sign: char, tone: Tone, screen: Screen) -> String {
    if modules.is_empty() {
        return String::new();
    }
    let columns = vec![
        Column::number("total ms"),
        Column::text("module"),
        Column::place("imported at"),
    ];
    let mut table = Table::new(columns);
    for module in modules {
        table.row(vec![
            milliseconds(module.cumulative_ns).into(),
            Cell::new(format!("{sign} {}", module.module), tone),
            Cell::new(&module.by, Tone::Faint),
        ]);
    }
    let title = format!("{title}, {}", count(modules.len(), "module"));
    format!(
        "\n{}\n{}",
        paint(screen, Tone::Strong, &title),
        table.render(screen)
    )
}
