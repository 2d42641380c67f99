//! Who leads to a module: every chain of importers, the one that loaded it first.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write;

use crate::model::{Node, Outcome, Profile};
use crate::record::Place;
use crate::text::{Cell, Column, Screen, Table, Tone, count, paint, time};

/// Partial chains that are looked at. Dense graphs have more chains than
/// anyone could count.
const MOST_STEPS: usize = 200_000;

/// One import in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What was imported.
    pub module: String,
    /// Where.
    pub place: Option<Place>,
}

/// The answer.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// Chains from what nobody imported down to the module. If
    /// [`Why::loaded`], the first one is that which loaded it; the others are
    /// the shortest first.
    pub chains: Vec<Vec<Link>>,
    /// How many more there are.
    pub more: usize,
    /// Not even those could be counted to the end.
    pub uncounted: bool,
    /// The first chain loaded the module.
    pub loaded: bool,
}

/// Finds up to `limit` chains of importers.
pub fn why(profile: &Profile, module: &str, limit: usize) -> Why {
    let mut answer = Why::default();
    if let Some(index) = profile.find(module) {
        answer.loaded = true;
        answer.chains.push(loading_chain(profile, index));
    }
    let importers = Importers::of(profile);
    let mut queue = VecDeque::from([vec![Link {
        module: module.to_owned(),
        place: None,
    }]]);
    let mut steps = 0;
    // From the module upwards, one import more in every round: short chains come first.
    while let Some(chain) = queue.pop_front() {
        let top = &chain[0].module;
        let Some(importers) = importers.of_module(top) else {
            if chain.len() > 1 {
                answer.add(chain, limit);
            }
            continue;
        };
        for (importer, place) in importers {
            steps += 1;
            if steps > MOST_STEPS {
                answer.uncounted = true;
                return answer;
            }
            if chain.iter().any(|link| link.module == *importer) {
                continue;
            }
            let mut longer = Vec::with_capacity(chain.len() + 1);
            longer.push(Link {
                module: importer.clone(),
                place: None,
            });
            longer.extend(chain.iter().cloned());
            longer[1].place.clone_from(place);
            queue.push_back(longer);
        }
    }
    answer
}

impl Why {
    fn add(&mut self, chain: Vec<Link>, limit: usize) {
        if self.loaded && self.chains[0] == chain {
            return;
        }
        if self.chains.len() < limit {
            self.chains.push(chain);
        } else {
            self.more += 1;
        }
    }
}

/// The imports that were going on when a module was loaded, from the outside.
pub fn loading_chain(profile: &Profile, index: usize) -> Vec<Link> {
    let mut chain = Vec::new();
    for index in profile.chain(index) {
        let node = &profile.nodes[index];
        // The importer need not be the load around: a package is loaded during
        // the import of its module, by the same statement; functions import
        // while other modules load.
        let importer = importer(profile, node);
        let known = chain.iter().position(|link: &Link| link.module == importer);
        if let Some(position) = known {
            chain.truncate(position + 1);
        } else {
            chain.push(Link {
                module: importer,
                place: None,
            });
        }
        chain.push(Link {
            module: node.load.module.clone(),
            place: node.load.by.clone(),
        });
    }
    chain
}

/// The name of the module that imported another.
fn importer(profile: &Profile, node: &Node) -> String {
    let by = node.load.by.as_ref().and_then(|by| by.module.clone());
    let parent = || {
        node.parent
            .map(|parent| profile.nodes[parent].load.module.clone())
    };
    by.or_else(parent)
        .unwrap_or_else(|| format!("({})", node.phase.name()))
}

/// For every module those who imported it, each once with the first place.
struct Importers(HashMap<String, Vec<(String, Option<Place>)>>);

impl Importers {
    fn of(profile: &Profile) -> Self {
        let mut importers = Self(HashMap::new());
        let mut seen = HashSet::new();
        let loads = profile.nodes.iter();
        let loads = loads.map(|node| {
            (
                node.load.module.clone(),
                importer(profile, node),
                node.load.by.clone(),
            )
        });
        let edges = profile.edges.iter().filter_map(|edge| {
            let importer = edge.by.as_ref()?.module.clone()?;
            Some((edge.module.clone(), importer, edge.by.clone()))
        });
        for (module, importer, place) in loads.chain(edges) {
            if module != importer && seen.insert((module.clone(), importer.clone())) {
                importers
                    .0
                    .entry(module)
                    .or_default()
                    .push((importer, place));
            }
        }
        importers
    }

    fn of_module(&self, module: &str) -> Option<&[(String, Option<Place>)]> {
        self.0.get(module).map(Vec::as_slice)
    }
}

/// The answer as text; an error if nothing is known of the module.
pub fn render(
    profile: &Profile,
    module: &str,
    limit: usize,
    screen: Screen,
) -> Result<String, String> {
    let answer = why(profile, module, limit);
    let mut text = String::new();
    for line in state(profile, module) {
        let _ = writeln!(
            text,
            "{}: {line}",
            paint(screen, Tone::Strong, &plain(module))
        );
    }
    if text.is_empty() && answer.chains.is_empty() {
        return Err(unknown(profile, module));
    }
    let total = answer.chains.len() + answer.more;
    if total > 0 {
        let least = if answer.uncounted { "at least " } else { "" };
        let first = if answer.loaded {
            "; the first one loaded it"
        } else {
            ""
        };
        let _ = writeln!(text, "{least}{} of importers{first}", count(total, "chain"));
    }
    for (number, chain) in answer.chains.iter().enumerate() {
        let _ = write!(text, "\n{}. {}", number + 1, self::chain(chain, screen));
    }
    if answer.more > 0 || answer.uncounted {
        let least = if answer.uncounted { "at least " } else { "" };
        let _ = writeln!(text, "\nand {least}{} more (--limit)", answer.more);
    }
    Ok(text)
}

/// A chain, an import a line.
pub fn chain(chain: &[Link], screen: Screen) -> String {
    let mut table = Table::new(vec![Column::text(""), Column::place("")]);
    for (depth, link) in chain.iter().enumerate() {
        let indent = if depth == 0 {
            String::new()
        } else {
            "  ".repeat(depth) + "└ "
        };
        let place = link
            .place
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let tone = if depth + 1 == chain.len() {
            Tone::Strong
        } else {
            Tone::Plain
        };
        table.row(vec![
            Cell::new(format!("{indent}{}", link.module), tone),
            Cell::new(place, Tone::Faint),
        ]);
    }
    table.render(screen)
}

/// What became of the module, in sentences.
fn state(profile: &Profile, module: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let loads = profile
        .nodes
        .iter()
        .filter(|node| node.load.module == module);
    for node in loads {
        let how = match node.state() {
            "failed" => format!(
                "failed ({})",
                plain(node.load.error.as_deref().unwrap_or_default())
            ),
            "unfinished" => "the process ended while it was imported".to_owned(),
            _ => format!("loaded by the {}", node.phase.name()),
        };
        let mut line = format!(
            "{how} in {}, {} of it itself",
            time(node.cumulative),
            time(node.own)
        );
        if let Some(lazy) = &node.load.lazy {
            let _ = write!(line, "; lazy since {lazy}, used at {}", node.place());
        }
        lines.push(line);
    }
    let declarations = profile
        .declarations
        .iter()
        .filter(|declaration| declaration.module == module);
    for declaration in declarations {
        let outcome = match &declaration.outcome {
            Outcome::Used(_) => continue,
            Outcome::Unused => "not used",
            Outcome::NeverNeeded => "never needed",
        };
        lines.push(format!(
            "{} was deferred at {}, {outcome}",
            plain(&declaration.target()),
            declaration.place
        ));
    }
    lines
}

/// Nothing is known: maybe it is called differently.
fn unknown(profile: &Profile, module: &str) -> String {
    let last = module.rsplit('.').next().unwrap_or(module);
    let loads = profile.nodes.iter().map(|node| node.load.module.as_str());
    let similar: Vec<&str> = loads.filter(|name| name.contains(last)).take(3).collect();
    let hint = if similar.is_empty() {
        String::new()
    } else {
        format!("; there is {}", plain(&similar.join(", ")))
    };
    format!("nothing imported {}{hint}", plain(module))
}

/// Names come from the program; they must not move the cursor.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
