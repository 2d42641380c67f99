//! Every load of a module on a line of its own.

use std::fmt::Write;

use super::{Sort, View, compare};
use crate::model::{Node, Phase, Profile};
use crate::text::{Cell, Column, Table, Tone, bytes, count, milliseconds, time};

/// One run, or two side by side.
pub(super) fn render(profiles: &[Profile], view: View) -> String {
    match profiles {
        [profile] => one(profile, view),
        _ => compare::modules(profiles, view),
    }
}

fn one(profile: &Profile, view: View) -> String {
    let mut indices: Vec<usize> = (0..profile.nodes.len())
        .filter(|&index| view.startup || profile.nodes[index].phase == Phase::Program)
        .collect();
    view.sort(profile, &mut indices, Sort::Own);
    let all = indices.len();
    indices.retain(|&index| profile.nodes[index].cumulative >= view.least);
    let mut table = Table::new(columns(profile));
    for &index in &indices {
        table.row(row(profile, &profile.nodes[index]));
    }
    let mut text = table.render(view.screen);
    text.push_str(&rest(profile, view, all - indices.len()));
    text
}

/// What the table left out.
pub(super) fn rest(profile: &Profile, view: View, hidden: usize) -> String {
    let mut text = String::new();
    if hidden > 0 {
        let modules = count(hidden, "module");
        let _ = writeln!(text, "and {modules} below {}", time(view.least));
    }
    if !view.startup {
        let startup = profile.totals(Phase::Startup);
        let modules = count(startup.modules, "module");
        let imports = time(startup.imports);
        let _ = writeln!(
            text,
            "start-up: {modules}, {imports} (--startup shows them)"
        );
    }
    text
}

fn columns(profile: &Profile) -> Vec<Column> {
    let mut columns = vec![Column::number("self ms"), Column::number("total ms")];
    if profile.spread.is_some() {
        columns.extend(["best self", "median self"].map(Column::number));
    }
    columns.extend(["find", "decode", "execute", "memory"].map(Column::number));
    columns.push(Column::word("state"));
    columns.push(Column::text("module"));
    columns.push(Column::place("imported at"));
    columns
}

fn row(profile: &Profile, node: &Node) -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![
        milliseconds(node.own).into(),
        milliseconds(node.cumulative).into(),
    ];
    if let Some(spread) = &profile.spread {
        let (own, _) = spread.of_module(&node.load.module, node.occurrence);
        cells.extend([own.best, own.median].map(|time| Cell::from(milliseconds(time))));
    }
    let phases = [node.load.find, node.load.decode, node.body];
    cells.extend(phases.map(|time| Cell::new(milliseconds(time), Tone::Faint)));
    cells.push(Cell::new(
        node.memory().map(bytes).unwrap_or_default(),
        Tone::Faint,
    ));
    cells.push(state(node));
    cells.push(Cell::new(&node.load.module, tone(node)));
    cells.push(Cell::new(node.place(), Tone::Faint));
    cells
}

/// The state as a word in its colour.
pub(super) fn state(node: &Node) -> Cell {
    Cell::new(node.state(), tone(node))
}

/// The colour of a state.
pub(super) fn tone(node: &Node) -> Tone {
    match node.state() {
        "failed" => Tone::Bad,
        "unfinished" => Tone::Warning,
        "lazy" => Tone::Lazy,
        _ => Tone::Plain,
    }
}
