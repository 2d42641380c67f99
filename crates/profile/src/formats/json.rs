//! Everything as JSON, for programs. The fields are in `docs/reference/profile.md`.

use serde::Serialize;

use crate::model::{Node, Outcome, Phase, Profile, Times, Totals};
use crate::record::Place;

/// Version of the document. It changes when a field changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    runs: Vec<Run<'a>>,
}

/// One run. The HTML page is made of the same.
#[derive(Serialize)]
pub(super) struct Run<'a> {
    label: &'a str,
    argv: &'a [String],
    pyrun: &'a str,
    lazy: &'a str,
    complete: bool,
    wall_ns: u64,
    startup_ns: u64,
    main_thread: u64,
    startup: Sums,
    program: Sums,
    spread: Option<Spread>,
    modules: Vec<Module<'a>>,
    declarations: Vec<Declaration<'a>>,
    never_needed: Vec<&'a str>,
    edges: Vec<Edge<'a>>,
}

#[derive(Serialize)]
struct Sums {
    modules: usize,
    wall_ns: u64,
    imports_ns: u64,
    other_threads_ns: u64,
}

#[derive(Serialize)]
struct Spread {
    runs: usize,
    best_wall_ns: u64,
    median_wall_ns: u64,
}

#[derive(Serialize)]
struct Module<'a> {
    #[serde(rename = "module")]
    name: &'a str,
    parent: Option<usize>,
    phase: &'static str,
    thread: u64,
    start_ns: u64,
    end_ns: u64,
    self_ns: u64,
    cumulative_ns: u64,
    find_ns: u64,
    decode_ns: u64,
    execute_ns: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    self_of_runs: Option<BestAndMedian>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cumulative_of_runs: Option<BestAndMedian>,
    memory: Option<i64>,
    file: Option<&'a str>,
    loader: Option<&'a str>,
    origin: &'static str,
    state: &'static str,
    by: Option<Position<'a>>,
    declared: Option<Position<'a>>,
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct BestAndMedian {
    best_ns: u64,
    median_ns: u64,
}

#[derive(Serialize)]
struct Position<'a> {
    module: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<u32>,
}

#[derive(Serialize)]
struct Declaration<'a> {
    module: &'a str,
    name: Option<&'a str>,
    declared: Position<'a>,
    outcome: &'static str,
    used: Option<Position<'a>>,
}

#[derive(Serialize)]
struct Edge<'a> {
    module: &'a str,
    by: Option<Position<'a>>,
    count: u64,
}

/// The document.
pub(super) fn render(profiles: &[Profile]) -> String {
    super::to_json(&File {
        version: VERSION,
        runs: profiles.iter().map(run).collect(),
    })
}

/// One run as a serialisable value.
pub(super) fn run(profile: &Profile) -> Run<'_> {
    Run {
        label: &profile.label,
        argv: &profile.header.argv,
        pyrun: &profile.header.pyrun,
        lazy: &profile.header.lazy,
        complete: !profile.partial,
        wall_ns: profile.wall,
        startup_ns: profile.startup,
        main_thread: profile.main_thread,
        startup: sums(profile.totals(Phase::Startup)),
        program: sums(profile.totals(Phase::Program)),
        spread: profile.spread.as_ref().map(|spread| Spread {
            runs: spread.runs,
            best_wall_ns: spread.wall.best,
            median_wall_ns: spread.wall.median,
        }),
        modules: profile
            .nodes
            .iter()
            .map(|node| module(profile, node))
            .collect(),
        declarations: declarations(profile),
        never_needed: profile
            .never_needed()
            .iter()
            .map(|(module, _)| *module)
            .collect(),
        edges: edges(profile),
    }
}

fn sums(totals: Totals) -> Sums {
    Sums {
        modules: totals.modules,
        wall_ns: totals.wall,
        imports_ns: totals.imports,
        other_threads_ns: totals.other_threads,
    }
}

fn module<'a>(profile: &'a Profile, node: &'a Node) -> Module<'a> {
    let load = &node.load;
    let spread = profile.spread.as_ref();
    let of_runs = spread.map(|spread| spread.of_module(&load.module, node.occurrence));
    let times = |times: Times| BestAndMedian {
        best_ns: times.best,
        median_ns: times.median,
    };
    Module {
        name: &load.module,
        parent: node.parent,
        phase: node.phase.name(),
        thread: load.thread,
        start_ns: load.start,
        end_ns: load.end,
        self_ns: node.own,
        cumulative_ns: node.cumulative,
        find_ns: load.find,
        decode_ns: load.decode,
        execute_ns: node.body,
        self_of_runs: of_runs.map(|(own, _)| times(own)),
        cumulative_of_runs: of_runs.map(|(_, cumulative)| times(cumulative)),
        memory: node.memory(),
        file: load.file.as_deref(),
        loader: load.loader.as_deref(),
        origin: node.origin.name(),
        state: node.state(),
        by: load.by.as_ref().map(position),
        declared: load.lazy.as_ref().map(position),
        error: load.error.as_deref(),
    }
}

fn position(place: &Place) -> Position<'_> {
    Position {
        module: place.module.as_deref(),
        file: place.file.as_deref(),
        line: place.line,
    }
}

fn declarations(profile: &Profile) -> Vec<Declaration<'_>> {
    let declarations = profile.declarations.iter();
    let declarations = declarations.map(|declaration| {
        let (outcome, used) = match &declaration.outcome {
            Outcome::Used(place) => ("used", Some(position(place))),
            Outcome::Unused => ("unused", None),
            Outcome::NeverNeeded => ("never needed", None),
        };
        Declaration {
            module: &declaration.module,
            name: declaration.name.as_deref(),
            declared: position(&declaration.place),
            outcome,
            used,
        }
    });
    declarations.collect()
}

fn edges(profile: &Profile) -> Vec<Edge<'_>> {
    let edges = profile.edges.iter().map(|edge| Edge {
        module: &edge.module,
        by: edge.by.as_ref().map(position),
        count: edge.count,
    });
    edges.collect()
}
