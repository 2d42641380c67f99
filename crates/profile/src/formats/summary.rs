//! A screenful: where the time went, what took most of it, what was lazy, and
//! what went wrong.

use std::fmt::Write;

use super::{Sort, View, compare, flat, tree};
use crate::model::{Outcome, Phase, Profile};
use crate::text::{Cell, Column, Table, Tone, bar, count, milliseconds, paint, percent, time};

/// So many modules are shown.
const MOST: usize = 15;
/// Columns of a bar.
const BAR: usize = 20;

/// One run, or two side by side.
pub(super) fn render(profiles: &[Profile], view: View) -> String {
    match profiles {
        [profile] => one(profile, view),
        _ => compare::totals(profiles, view) + "\n" + &compare::modules(profiles, view),
    }
}

fn one(profile: &Profile, view: View) -> String {
    let mut text = heading(profile, view);
    text.push_str(&times(profile, view));
    text.push('\n');
    text.push_str(&slowest(profile, view));
    for part in [lazy(profile, view), trouble(profile, view)] {
        if !part.is_empty() {
            text.push('\n');
            text.push_str(&part);
        }
    }
    text
}

fn heading(profile: &Profile, view: View) -> String {
    let command = Cell::new(profile.command(), Tone::Strong);
    let mut title = Table::new(vec![Column::text("")]);
    title.row(vec![command]);
    let mut text = title.render(view.screen);
    let imports = if profile.is_lazy() {
        "lazy imports"
    } else {
        "eager imports"
    };
    let _ = write!(text, "{imports}, {}", tree::headline(profile));
    if profile.partial {
        let killed = paint(
            view.screen,
            Tone::Warning,
            "recording incomplete: the process was killed",
        );
        let _ = write!(text, ", {killed}");
    }
    text + "\n\n"
}

/// Where the time went.
fn times(profile: &Profile, view: View) -> String {
    let mut columns = vec![Column::word(""), Column::number("ms"), Column::number("")];
    columns.extend([Column::word(""), Column::text("")]);
    let mut table = Table::new(columns);
    let mut row = |name: &str, part: u64, note: String| {
        table.row(vec![
            name.into(),
            milliseconds(part).into(),
            Cell::new(percent(part, profile.wall), Tone::Faint),
            Cell::new(bar(part, profile.wall, BAR), Tone::Lazy),
            Cell::new(note, Tone::Faint),
        ]);
    };
    for (phase, rest) in [
        (Phase::Startup, "start-up, the rest"),
        (Phase::Program, "program, the rest"),
    ] {
        let totals = profile.totals(phase);
        let mut note = count(totals.modules, "module");
        if totals.other_threads > 0 {
            let _ = write!(
                note,
                "; {} in other threads beside it",
                time(totals.other_threads)
            );
        }
        row(&format!("{}, imports", phase.name()), totals.imports, note);
        row(
            rest,
            totals.wall.saturating_sub(totals.imports),
            String::new(),
        );
    }
    table.render(view.screen)
}

/// What took most of the time.
fn slowest(profile: &Profile, view: View) -> String {
    let mut indices: Vec<usize> = (0..profile.nodes.len())
        .filter(|&index| view.startup || profile.nodes[index].phase == Phase::Program)
        .filter(|&index| profile.nodes[index].cumulative >= view.least)
        .collect();
    view.sort(profile, &mut indices, Sort::Own);
    let longest = indices
        .iter()
        .map(|&index| profile.nodes[index].own)
        .max()
        .unwrap_or(0);
    let mut table = Table::new(vec![
        Column::number("self ms"),
        Column::number("total ms"),
        Column::word(""),
        Column::text("module"),
        Column::place("imported at"),
    ]);
    for &index in indices.iter().take(MOST) {
        let node = &profile.nodes[index];
        table.row(vec![
            milliseconds(node.own).into(),
            milliseconds(node.cumulative).into(),
            Cell::new(bar(node.own, longest, BAR / 2), Tone::Lazy),
            Cell::new(&node.load.module, flat::tone(node)),
            Cell::new(node.place(), Tone::Faint),
        ]);
    }
    let mut text = table.render(view.screen);
    if let Some(more @ 1..) = indices.len().checked_sub(MOST) {
        let _ = writeln!(text, "and {more} more (--format flat or tree)");
    }
    text
}

/// What became of lazy imports.
fn lazy(profile: &Profile, view: View) -> String {
    if profile.declarations.is_empty() {
        return String::new();
    }
    let of = |wanted: fn(&Outcome) -> bool| {
        let declarations = profile.declarations.iter();
        declarations
            .filter(|declaration| wanted(&declaration.outcome))
            .count()
    };
    let mut text = format!(
        "{}: {} used, {} not used\n",
        count(profile.declarations.len(), "lazy import"),
        of(|outcome| matches!(outcome, Outcome::Used(_))),
        of(|outcome| !matches!(outcome, Outcome::Used(_))),
    );
    let never = profile.never_needed();
    if never.is_empty() {
        return text;
    }
    let _ = writeln!(text, "{} never needed:", count(never.len(), "module"));
    let mut table = Table::new(vec![Column::text(""), Column::place("")]);
    for (module, declarations) in never.iter().take(MOST) {
        let place = declarations[0].place.to_string();
        let module = Cell::new(format!("  {module}"), Tone::Good);
        table.row(vec![module, Cell::new(place, Tone::Faint)]);
    }
    text.push_str(&table.render(view.screen));
    if let Some(more @ 1..) = never.len().checked_sub(MOST) {
        let _ = writeln!(text, "  and {more} more");
    }
    text
}

/// What failed, and what did not come to its end.
fn trouble(profile: &Profile, view: View) -> String {
    let mut table = Table::new(vec![
        Column::word(""),
        Column::text(""),
        Column::text(""),
        Column::place(""),
    ]);
    let mut any = false;
    for node in &profile.nodes {
        let (word, what) = match node.state() {
            "failed" => ("failed", node.load.error.clone().unwrap_or_default()),
            "unfinished" => ("unfinished", "the process ended in the middle".to_owned()),
            _ => continue,
        };
        any = true;
        table.row(vec![
            Cell::new(word, flat::tone(node)),
            node.load.module.as_str().into(),
            what.into(),
            Cell::new(node.place(), Tone::Faint),
        ]);
    }
    if any {
        table.render(view.screen)
    } else {
        String::new()
    }
}
