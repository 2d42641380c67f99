//! From a list of loads to a tree.

use std::collections::{BTreeMap, HashMap};

use super::{Node, Origin, Phase};
use crate::record::Load;

/// Builds the tree: nodes in the order of their beginnings, and its roots.
pub(super) fn build(
    mut loads: Vec<Load>,
    startup: u64,
    wall: u64,
    program: Option<&String>,
) -> (Vec<Node>, Vec<usize>) {
    add_lost_parents(&mut loads, wall, program);
    loads.sort_by_key(|load| (load.start, std::cmp::Reverse(load.end), load.id));
    let mut indices = HashMap::new();
    let mut occurrences: HashMap<String, usize> = HashMap::new();
    let mut nodes: Vec<Node> = Vec::with_capacity(loads.len());
    let mut roots = Vec::new();
    for (index, load) in loads.into_iter().enumerate() {
        // Only what began before can be around it: a recording with a circle
        // makes no circle here.
        let parent: Option<usize> = load.parent.and_then(|id| indices.get(&id).copied());
        indices.insert(load.id, index);
        let occurrence = occurrences.entry(load.module.clone()).or_default();
        let node = Node {
            parent,
            children: Vec::new(),
            depth: parent.map_or(0, |parent| nodes[parent].depth + 1),
            cumulative: load.end.saturating_sub(load.start),
            own: 0,
            body: 0,
            phase: phase(parent.map(|parent| &nodes[parent]), load.start, startup),
            origin: Origin::of(&load),
            occurrence: *occurrence,
            load,
        };
        *occurrence += 1;
        match parent {
            Some(parent) => nodes[parent].children.push(index),
            None => roots.push(index),
        }
        nodes.push(node);
    }
    add_own_times(&mut nodes);
    (nodes, roots)
}

/// What happens in an import belongs to the same phase as the import.
fn phase(parent: Option<&Node>, start: u64, startup: u64) -> Phase {
    match parent {
        Some(parent) => parent.phase,
        None if start < startup => Phase::Startup,
        None => Phase::Program,
    }
}

/// A process that was killed leaves no lines for the loads it was in. Their
/// numbers are known from their children, as are their names, mostly.
fn add_lost_parents(loads: &mut Vec<Load>, wall: u64, program: Option<&String>) {
    let known: std::collections::HashSet<u64> = loads.iter().map(|load| load.id).collect();
    let mut lost: BTreeMap<u64, Load> = BTreeMap::new();
    for child in loads.iter() {
        let Some(id) = child.parent.filter(|id| !known.contains(id)) else {
            continue;
        };
        let by = child.by.as_ref();
        let parent = lost.entry(id).or_insert_with(|| Load {
            id,
            module: by
                .and_then(|by| by.module.clone())
                .or_else(|| program.cloned())
                .unwrap_or_else(|| "?".to_owned()),
            thread: child.thread,
            start: child.start,
            end: wall,
            file: by.and_then(|by| by.file.clone()),
            unfinished: true,
            ..Load::default()
        });
        parent.start = parent.start.min(child.start);
    }
    nest_lost(&mut lost);
    loads.extend(lost.into_values());
}

/// Loads that were going on at the end are inside each other, on each thread:
/// the one with the higher number began later.
fn nest_lost(lost: &mut BTreeMap<u64, Load>) {
    let mut innermost: HashMap<u64, u64> = HashMap::new();
    for (&id, load) in lost.iter_mut() {
        load.parent = innermost.insert(load.thread, id);
    }
    let mut earliest: HashMap<u64, u64> = HashMap::new();
    for load in lost.values_mut().rev() {
        let start = earliest.entry(load.thread).or_insert(load.start);
        *start = load.start.min(*start);
        load.start = *start;
    }
}

/// A load's own time is what its children on the same thread leave of it.
/// Another thread's imports happen beside it.
fn add_own_times(nodes: &mut [Node]) {
    let mut nested = vec![0; nodes.len()];
    for node in nodes.iter() {
        if let Some(parent) = node.parent
            && nodes[parent].load.thread == node.load.thread
        {
            nested[parent] += node.cumulative;
        }
    }
    for (node, nested) in nodes.iter_mut().zip(nested) {
        node.own = node.cumulative.saturating_sub(nested);
        node.body = node.load.execute.saturating_sub(nested);
    }
}
