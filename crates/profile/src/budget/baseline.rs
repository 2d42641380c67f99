//! Writes the budget that a run just keeps.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Pattern;
use super::report::package;
use crate::model::{Node, Phase, Profile};

/// Times vary; a budget that warns on every other run is soon ignored.
const ROOM_FOR_TIMES: u64 = 2;

/// A budget file for the run as it is.
pub fn baseline(profile: &Profile) -> String {
    let totals = profile.totals(Phase::Program);
    let mut text = String::from(
        "# Written by `pyrun profile --write-budget`: what the program imports now.\n\n",
    );
    let _ = writeln!(text, "max-modules = {}\n", totals.modules);
    let _ = writeln!(
        text,
        "# Only warns. Twice what the imports took.\nmax-ms = {}\n",
        (totals.imports * ROOM_FOR_TIMES).div_ceil(1_000_000)
    );
    let loaded = |node: &&Node| node.phase == Phase::Program && node.load.error.is_none();
    let modules = profile.nodes.iter().filter(loaded);
    let never = profile.never_needed();
    let lazy: BTreeSet<&str> = never.iter().map(|(module, _)| *module).collect();
    let modules = modules.map(|node| node.load.module.as_str());
    let packages: BTreeSet<&str> = modules.chain(lazy.iter().copied()).map(package).collect();
    text.push_str("# Nothing else may be loaded.\n");
    list(&mut text, "allow-only", &packages, Pattern::package);
    if !lazy.is_empty() {
        text.push_str("\n# Deferred, and not needed in this run: they must stay lazy.\n");
        list(&mut text, "expected-lazy", &lazy, |module| {
            Pattern::try_from(module.to_owned()).unwrap_or_else(|_| Pattern::package(module))
        });
    }
    text
}

fn list(text: &mut String, key: &str, names: &BTreeSet<&str>, pattern: impl Fn(&str) -> Pattern) {
    let _ = writeln!(text, "{key} = [");
    for name in names {
        let quoted = toml::Value::String(pattern(name).to_string());
        let _ = writeln!(text, "    {quoted},");
    }
    text.push_str("]\n");
}
