//! Several runs of the same program as one: the run in the middle, with the
//! best and the median of every module.

use std::collections::HashMap;

use super::Profile;

/// What several runs took.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    /// How many runs there were.
    pub runs: usize,
    /// The whole process.
    pub wall: Times,
    modules: HashMap<(String, usize), (Times, Times)>,
}

/// The best and the median of several times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// The shortest.
    pub best: u64,
    /// The one in the middle.
    pub median: u64,
}

impl Times {
    /// Of times in any order.
    pub fn of(mut times: Vec<u64>) -> Self {
        times.sort_unstable();
        Self {
            best: times.first().copied().unwrap_or(0),
            median: median(&times),
        }
    }
}

/// Of sorted times; the mean of the two in the middle if they are even in number.
fn median(times: &[u64]) -> u64 {
    let middle = times.len() / 2;
    match times.len() {
        0 => 0,
        length if length % 2 == 1 => times[middle],
        _ => times[middle - 1].midpoint(times[middle]),
    }
}

impl Spread {
    fn of(profiles: &[Profile]) -> Self {
        let mut own: HashMap<(String, usize), (Vec<u64>, Vec<u64>)> = HashMap::new();
        for node in profiles.iter().flat_map(|profile| &profile.nodes) {
            let key = (node.load.module.clone(), node.occurrence);
            let times = own.entry(key).or_default();
            times.0.push(node.own);
            times.1.push(node.cumulative);
        }
        let modules = own.into_iter();
        Self {
            runs: profiles.len(),
            wall: Times::of(profiles.iter().map(|profile| profile.wall).collect()),
            modules: modules
                .map(|(key, (own, cumulative))| (key, (Times::of(own), Times::of(cumulative))))
                .collect(),
        }
    }

    /// Own and cumulative times of a load.
    pub fn of_module(&self, module: &str, occurrence: usize) -> (Times, Times) {
        let key = (module.to_owned(), occurrence);
        self.modules.get(&key).copied().unwrap_or_default()
    }
}

/// The index of the run to show: the one that took the median time, or the
/// next shorter one.
pub fn middle(profiles: &[Profile]) -> usize {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|&index| profiles[index].wall);
    order
        .get(order.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0)
}

impl Profile {
    /// One profile of several runs; nothing of no run.
    pub fn of_runs(mut profiles: Vec<Self>) -> Option<Self> {
        let spread = (profiles.len() > 1).then(|| Spread::of(&profiles));
        let middle = middle(&profiles);
        if profiles.is_empty() {
            return None;
        }
        let mut profile = profiles.swap_remove(middle);
        profile.spread = spread;
        Some(profile)
    }
}
