//! What came of measuring one program: the numbers that reports show.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::contender::Contender;
use crate::engine::{Plan, Samples};
use crate::statistics::{Ratio, median, outliers, ratio, spread};

/// Intervals of ratios within this distance from 1 mean that there is no difference.
const SAME: f64 = 0.02;
/// A spread above this part of the median makes a comparison worthless.
const WIDE: f64 = 0.15;
/// Fewer runs than this say nothing about how sure a ratio is.
const FEWEST: usize = 5;

/// One program under several contenders; the first is the reference of the ratios.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What was run.
    pub program: String,
    /// Runs of each contender that count.
    pub rounds: usize,
    /// Runs of each contender before them.
    pub warm_up: usize,
    /// What came of each contender.
    pub rows: Vec<Row>,
}

/// One contender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its command line.
    pub command: Vec<String>,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What came of one contender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It ran.
    Measured(Numbers),
    /// It could not run, and why.
    Failed(String),
}

/// What the runs of one contender cost, times in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// The median time.
    pub median: f64,
    /// The median distance of the times from it.
    pub spread: f64,
    /// The shortest time.
    pub shortest: f64,
    /// The longest time.
    pub longest: f64,
    /// Compared with the first contender.
    pub ratio: Option<Ratio>,
    /// What the ratio says.
    pub verdict: Verdict,
    /// Median peak memory in bytes.
    pub memory: u64,
    /// Modules that are loaded at the end.
    pub modules: Option<u64>,
    /// Instructions of one run.
    pub instructions: Option<u64>,
    /// What is odd about the times.
    pub warnings: Vec<Warning>,
    /// The time of each round.
    pub times: Vec<f64>,
}

/// What the comparison with the first contender says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// This is the first contender, or the first one failed.
    Reference,
    /// It takes less time.
    Faster,
    /// It takes more time.
    Slower,
    /// The difference is below 2 %.
    Same,
    /// The machine is too noisy to conclude.
    Noisy,
    /// There are too few runs to conclude.
    TooFew,
}

/// What is odd about the times of a contender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The first run took far longer than the others.
    SlowFirstRun,
    /// This many runs were far away from the others.
    Outliers(usize),
}

impl Verdict {
    fn of(ratio: &Ratio, times: &[f64], reference: &[f64]) -> Self {
        let wide = |times| spread(times) > WIDE * median(times);
        if times.len() < FEWEST {
            Self::TooFew
        } else if wide(times) || wide(reference) {
            Self::Noisy
        } else if ratio.low >= 1.0 - SAME && ratio.high <= 1.0 + SAME {
            Self::Same
        } else if ratio.high < 1.0 {
            Self::Faster
        } else if ratio.low > 1.0 {
            Self::Slower
        } else {
            Self::Noisy
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reference => "reference",
            Self::Faster => "faster",
            Self::Slower => "slower",
            Self::Same => "no difference",
            Self::Noisy => "too noisy to conclude",
            Self::TooFew => "too few runs to conclude",
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SlowFirstRun => f.write_str(
                "the first run took far longer than the others: caches were not filled (--warmup)",
            ),
            Self::Outliers(1) => f.write_str("1 run was far away from the others"),
            Self::Outliers(count) => write!(f, "{count} runs were far away from the others"),
        }
    }
}

impl Comparison {
    /// The numbers of `samples`, which are those of `contenders`.
    pub fn new(
        program: impl Into<String>,
        plan: &Plan,
        contenders: &[Contender],
        samples: &[Samples],
    ) -> Self {
        let reference = samples.first().map(Samples::milliseconds);
        let reference = reference.unwrap_or_default();
        let rows = contenders.iter().zip(samples).enumerate();
        let rows = rows.map(|(index, (contender, samples))| Row {
            name: contender.name.clone(),
            command: contender
                .words()
                .iter()
                .map(|word| word.to_string_lossy().into_owned())
                .collect(),
            outcome: samples.failure.as_ref().map_or_else(
                || {
                    let reference = (index > 0).then_some(&*reference);
                    Outcome::Measured(Numbers::new(samples, reference))
                },
                |reason| Outcome::Failed(reason.clone()),
            ),
        });
        Self {
            program: program.into(),
            rounds: plan.rounds,
            warm_up: plan.warm_up,
            rows: rows.collect(),
        }
    }

    /// The row of the contender with this name.
    pub fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }
}

impl Row {
    /// The numbers, if it ran.
    pub fn numbers(&self) -> Option<&Numbers> {
        match &self.outcome {
            Outcome::Measured(numbers) => Some(numbers),
            Outcome::Failed(_) => None,
        }
    }
}

impl Numbers {
    /// What `samples` say, beside the times of the reference.
    pub fn new(samples: &Samples, reference: Option<&[f64]>) -> Self {
        let times = samples.milliseconds();
        let compared = reference.and_then(|reference| {
            let ratio = ratio(&times, reference)?;
            Some((ratio, Verdict::of(&ratio, &times, reference)))
        });
        let memory = samples.costs.iter().map(|cost| as_float(cost.memory));
        Self {
            median: rounded(median(&times)),
            spread: rounded(spread(&times)),
            shortest: rounded(times.iter().copied().reduce(f64::min).unwrap_or_default()),
            longest: rounded(times.iter().copied().reduce(f64::max).unwrap_or_default()),
            ratio: compared.map(|(ratio, _)| Ratio {
                value: rounded(ratio.value),
                low: rounded(ratio.low),
                high: rounded(ratio.high),
            }),
            verdict: compared.map_or(Verdict::Reference, |(_, verdict)| verdict),
            memory: whole(median(&memory.collect::<Vec<_>>())),
            modules: samples.modules,
            instructions: samples.instructions,
            warnings: warnings(&times),
            times: times.into_iter().map(rounded).collect(),
        }
    }
}

fn warnings(times: &[f64]) -> Vec<Warning> {
    let mut far = outliers(times);
    let mut warnings = Vec::new();
    if far.first() == Some(&0) && times[0] > median(times) {
        warnings.push(Warning::SlowFirstRun);
        far.remove(0);
    }
    if !far.is_empty() {
        warnings.push(Warning::Outliers(far.len()));
    }
    warnings
}

/// To what can be measured at all: a microsecond, a thousandth.
fn rounded(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn as_float(number: u64) -> f64 {
    number as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of bytes, which is positive"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}

#[cfg(test)]
mod tests;
