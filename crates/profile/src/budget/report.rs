//! Says who broke a budget.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::{Breach, Verdict};
use crate::model::{Node, Phase, Profile};
use crate::text::{Screen, Tone, count, paint, time};
use crate::why;

/// The packages with the most modules that are named when there are too many.
const PACKAGES: usize = 5;

/// The verdict in words.
pub fn report(file: &Path, verdict: &Verdict, profile: &Profile, screen: Screen) -> String {
    let file = file.display();
    let seen = format!(
        "{}, {}",
        count(verdict.modules, "module"),
        time(verdict.time)
    );
    let mut text = if verdict.breaches.is_empty() {
        let kept = paint(screen, Tone::Good, "kept");
        format!("budget {file}: {kept} ({seen})\n")
    } else {
        let broken = count(verdict.breaches.len(), "time");
        let broken = paint(screen, Tone::Bad, &format!("broken {broken}"));
        format!("budget {file}: {broken} ({seen})\n")
    };
    for breach in &verdict.breaches {
        text.push('\n');
        text.push_str(&describe(breach, profile, screen));
    }
    if let Some(limit) = verdict.too_slow {
        let warning = paint(screen, Tone::Warning, "warning");
        let taken = time(verdict.time);
        let _ = writeln!(
            text,
            "\n{warning}: max-ms = {limit}: the program's imports took {taken}"
        );
    }
    if profile.partial {
        let warning = paint(screen, Tone::Warning, "warning");
        let _ = writeln!(
            text,
            "\n{warning}: the recording is incomplete, the process was killed"
        );
    }
    text
}

fn describe(breach: &Breach, profile: &Profile, screen: Screen) -> String {
    match breach {
        Breach::Denied {
            pattern,
            load,
            inside,
        } => {
            let rule = format!("deny = \"{pattern}\"");
            culprit(&rule, "was loaded", (*load, *inside), profile, screen)
        }
        Breach::NotAllowed { load, inside } => culprit(
            "allow-only",
            "is not on the list",
            (*load, *inside),
            profile,
            screen,
        ),
        Breach::NotLazy {
            pattern,
            load,
            inside,
        } => {
            let rule = format!("expected-lazy = \"{pattern}\"");
            let mut what = "was loaded eagerly".to_owned();
            if !profile.is_lazy() {
                what += " (lazy imports were off)";
            }
            culprit(&rule, &what, (*load, *inside), profile, screen)
        }
        Breach::TooMany { limit, modules } => {
            let rule = paint(screen, Tone::Strong, &format!("max-modules = {limit}"));
            let excess = modules - limit;
            format!(
                "{rule}: {modules} were loaded, {excess} too many; most by {}\n",
                largest_packages(profile)
            )
        }
    }
}

/// A module and the imports that led to it.
fn culprit(
    rule: &str,
    what: &str,
    (load, inside): (usize, usize),
    profile: &Profile,
    screen: Screen,
) -> String {
    let node = &profile.nodes[load];
    let rule = paint(screen, Tone::Strong, rule);
    let module = &node.load.module;
    let mut text = format!("{rule}: {module} {what}, {}", time(node.cumulative));
    if inside > 0 {
        let _ = write!(text, ", with {inside} more in it");
    }
    text.push('\n');
    let chain = why::chain(&why::loading_chain(profile, load), screen);
    for line in chain.lines() {
        let _ = writeln!(text, "    {line}");
    }
    text
}

fn largest_packages(profile: &Profile) -> String {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let loaded = |node: &&Node| node.phase == Phase::Program && node.load.error.is_none();
    let modules = profile.nodes.iter().filter(loaded);
    for node in modules {
        *sizes.entry(package(&node.load.module)).or_default() += 1;
    }
    let mut sizes: Vec<_> = sizes.into_iter().collect();
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let names = sizes
        .iter()
        .take(PACKAGES)
        .map(|(package, size)| format!("{package} ({size})"));
    names.collect::<Vec<_>>().join(", ")
}

/// The topmost package of a module.
pub(super) fn package(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}
