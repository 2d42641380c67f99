//! In which order modules of a program may come from the shelf: what one changes in others is
//! taken back while the image is made, and others may have seen it.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::{HashMap, HashSet};

use super::{changes::Change, shelf::Entry};
use crate::VirtualMachine;

/// What code changes in these only a process of its own can have: they say what comes from
/// where, or everybody has their names.
const OF_EVERYBODY: &[&str] = &["builtins", "sys", "__main__"];

/// What comes with the module, directly.
fn needs<'a>(name: &'a str, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
    let package = name.rsplit_once('.').map(|(package, _)| package);
    entry.seen.needs.iter().map(String::as_str).chain(package)
}

/// Every module that comes with `name`, itself among them.
fn comes_with<'a>(name: &'a str, entries: &'a HashMap<String, Entry>) -> HashSet<&'a str> {
    let mut seen = HashSet::from([name]);
    let mut open = vec![name];
    while let Some(module) = open.pop() {
        if let Some((module, entry)) = entries.get_key_value(module) {
            open.extend(needs(module, entry).filter(|need| seen.insert(need)));
        }
    }
    seen
}

/// Takes back what modules have changed in others that a program may have without them, and
/// leaves only that for when they are imported. Then says of each module after which it has
/// to come, as its code has seen their changes.
pub(super) fn take_changes_back(entries: &mut HashMap<String, Entry>, vm: &VirtualMachine) {
    let mut all = Vec::new();
    for (name, entry) in entries.iter_mut() {
        let changes = core::mem::take(&mut entry.seen.changes);
        all.extend(changes.into_iter().map(|change| (name.clone(), change)));
    }
    let owners: HashSet<String> = all.iter().map(|(_, change)| change.owner.clone()).collect();
    let comes: HashMap<_, _> = owners
        .iter()
        .map(|owner| (owner, comes_with(owner, entries)))
        .collect();
    all.retain(|(name, change)| !comes[&change.owner].contains(&**name));
    all.sort_by_key(|(_, change)| core::cmp::Reverse(change.number));
    for (name, change) in all {
        // A key's own Python code may not be able to run here.
        let is_undone =
            !OF_EVERYBODY.contains(&&*change.owner) && change.edit.undo(vm).unwrap_or_default();
        let is_undone = is_undone || change.is_of_cache;
        let Some(entry) = entries.get_mut(&name) else {
            continue;
        };
        if !is_undone {
            let fault = || format!("changes {}.{}", change.owner, change.name);
            entry.seen.fault.get_or_insert_with(fault);
        }
        entry.seen.changes.insert(0, change);
    }
    order(entries);
}

/// Says of each module which others it has to come after: those whose changes its code may
/// have seen, and those that were being loaded when it was, and that it imports itself.
fn order(entries: &mut HashMap<String, Entry>) {
    let mut after = HashMap::new();
    for (name, entry) in entries.iter().filter(|(_, entry)| entry.is_judged) {
        let comes = comes_with(name, entries);
        let changers = changers(entry, &comes, entries).filter(|other| !comes.contains(*other));
        let around = entry.seen.around.iter().map(String::as_str);
        let around = around.filter(|other| comes.contains(*other) && *other != name);
        let all: Vec<String> = changers.chain(around).map(str::to_owned).collect();
        after.insert(name.clone(), all);
    }
    for (name, after) in after {
        if let Some(entry) = entries.get_mut(&name) {
            entry.after = after;
        }
    }
}

/// The modules that had changed something in modules of `comes` when the loading of `entry`
/// began.
fn changers<'a>(
    entry: &'a Entry,
    comes: &'a HashSet<&str>,
    entries: &'a HashMap<String, Entry>,
) -> impl Iterator<Item = &'a str> {
    let may_see = |change: &Change| {
        let is_earlier = change.number <= entry.seen.number && !change.is_of_cache;
        is_earlier && comes.contains(&*change.owner)
    };
    let others = entries.iter();
    others
        .filter(move |(_, other)| other.seen.changes.iter().any(may_see))
        .map(|(name, _)| &**name)
}

/// A module of `left_out` whose changes the code of `name` may have seen: in the image they
/// are not done.
pub(super) fn sees_changes_of(
    name: &str,
    entries: &HashMap<String, Entry>,
    left_out: &HashSet<String>,
) -> Option<String> {
    let entry = entries.get(name)?;
    let comes = comes_with(name, entries);
    let changers = changers(entry, &comes, entries);
    let left_out = changers.filter(|other| *other != name && left_out.contains(*other));
    // Of several always the same.
    left_out.min().map(str::to_owned)
}
