//! Runs side by side.

use std::fmt::Write;

use super::{Sort, View, tree};
use crate::model::{Phase, Profile};
use crate::text::{Cell, Column, Table, Tone, count, milliseconds, time};

/// The sums of the runs.
pub(super) fn totals(profiles: &[Profile], view: View) -> String {
    let mut columns = vec![Column::word("")];
    columns.extend(["wall ms", "start-up ms", "imports ms", "modules"].map(Column::number));
    columns.extend(["never needed", ""].map(Column::number));
    let mut table = Table::new(columns);
    for profile in profiles {
        let startup = profile.totals(Phase::Startup);
        let program = profile.totals(Phase::Program);
        table.row(vec![
            Cell::new(&profile.label, Tone::Strong),
            milliseconds(profile.wall).into(),
            milliseconds(startup.wall).into(),
            milliseconds(program.imports).into(),
            program.modules.to_string().into(),
            profile.never_needed().len().to_string().into(),
            Cell::new(spread(profile), Tone::Faint),
        ]);
    }
    table.render(view.screen)
}

fn spread(profile: &Profile) -> String {
    match profile.spread {
        Some(_) => tree::headline(profile),
        None => String::new(),
    }
}

/// A module in the runs: its load in each.
struct Row<'a> {
    module: &'a str,
    loads: Vec<Option<usize>>,
}

/// The modules of the runs, those first that took longest in any.
pub(super) fn modules(profiles: &[Profile], view: View) -> String {
    let mut rows = rows(profiles, view);
    sort(&mut rows, profiles, view);
    let all = rows.len();
    rows.retain(|row| longest(row, profiles, |node| node.cumulative) >= view.least);
    let mut columns = Vec::new();
    for profile in profiles {
        let titles = match profile.label.as_str() {
            "lazy" => ["lazy self", "lazy total"],
            _ => ["eager self", "eager total"],
        };
        columns.extend(titles.map(Column::number));
        columns.push(Column::word(""));
    }
    columns.push(Column::text("module"));
    let mut table = Table::new(columns);
    for row in &rows {
        let mut cells = Vec::new();
        for (profile, load) in profiles.iter().zip(&row.loads) {
            cells.extend(cells_of(profile, *load, row.module));
        }
        cells.push(row.module.into());
        table.row(cells);
    }
    let mut text = table.render(view.screen);
    if all > rows.len() {
        let hidden = count(all - rows.len(), "module");
        let _ = writeln!(text, "and {hidden} below {}", time(view.least));
    }
    text
}

fn cells_of(profile: &Profile, load: Option<usize>, module: &str) -> [Cell; 3] {
    if let Some(index) = load {
        let node = &profile.nodes[index];
        let state = match node.state() {
            "eager" => "",
            state => state,
        };
        let times = [node.own, node.cumulative].map(|time| Cell::from(milliseconds(time)));
        let [own, cumulative] = times;
        return [own, cumulative, Cell::new(state, super::flat::tone(node))];
    }
    let declared = profile
        .declarations
        .iter()
        .any(|declaration| declaration.module == module);
    let word = if declared { "never needed" } else { "-" };
    [
        Cell::default(),
        Cell::default(),
        Cell::new(word, Tone::Good),
    ]
}

fn rows<'a>(profiles: &'a [Profile], view: View) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut numbers = std::collections::HashMap::new();
    for (run, profile) in profiles.iter().enumerate() {
        for (index, node) in profile.nodes.iter().enumerate() {
            if !view.startup && node.phase == Phase::Startup {
                continue;
            }
            let module = node.load.module.as_str();
            let number = *numbers.entry(module).or_insert_with(|| {
                rows.push(Row {
                    module,
                    loads: vec![None; profiles.len()],
                });
                rows.len() - 1
            });
            // A module that was loaded twice is shown by its first load.
            rows[number].loads[run].get_or_insert(index);
        }
    }
    rows
}

fn sort(rows: &mut [Row<'_>], profiles: &[Profile], view: View) {
    match view.sort.unwrap_or(Sort::Own) {
        Sort::Name => rows.sort_by_key(|row| row.module),
        Sort::Start => {}
        Sort::Cumulative | Sort::Memory => {
            rows.sort_by_key(|row| {
                std::cmp::Reverse(longest(row, profiles, |node| node.cumulative))
            });
        }
        Sort::Own => {
            rows.sort_by_key(|row| std::cmp::Reverse(longest(row, profiles, |node| node.own)));
        }
    }
}

fn longest(row: &Row<'_>, profiles: &[Profile], time: fn(&crate::model::Node) -> u64) -> u64 {
    let loads = row.loads.iter().zip(profiles);
    let times = loads.filter_map(|(load, profile)| load.map(|index| time(&profile.nodes[index])));
    times.max().unwrap_or(0)
}
