//! Runs the contenders: alternating, and in another order in every round.

use std::fmt;
use std::time::Duration;

use fastrand::Rng;

use crate::contender::Contender;
use crate::extras::{count_instructions, count_modules};
use crate::run::{Cost, run};

/// How to measure.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Runs of each contender that count.
    pub rounds: usize,
    /// Runs of each contender beforehand, which fill the caches.
    pub warm_up: usize,
    /// Where the order of the rounds starts from.
    pub seed: u64,
    /// Whether the others go on when a contender fails.
    pub keep_going: bool,
    /// Whether to count instructions, if valgrind is there; that takes about 50 times as
    /// long as a run.
    pub instructions: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            rounds: 15,
            warm_up: 2,
            seed: 0,
            keep_going: false,
            instructions: false,
        }
    }
}

impl Plan {
    /// How many steps measuring so many contenders takes if none fails; preparing is none.
    pub fn steps(&self, contenders: usize) -> usize {
        // One more for the modules and the instructions.
        contenders * (self.rounds + self.warm_up + 1)
    }
}

/// What is about to run.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The contender's name.
    pub contender: &'a str,
    /// What for.
    pub purpose: Purpose,
}

/// What something runs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The contender's preparation.
    Preparing,
    /// Filling the caches.
    WarmingUp,
    /// A run that counts.
    Running,
    /// Counting modules, and instructions.
    Counting,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Preparing => "preparing",
            Self::WarmingUp => "warming up",
            Self::Running => "running",
            Self::Counting => "counting",
        })
    }
}

/// A contender that did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its name.
    pub contender: String,
    /// How it ended, and the last lines of its stderr.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.contender, self.reason)
    }
}

impl std::error::Error for Failure {}

/// What the runs of one contender cost.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// One per round.
    pub costs: Vec<Cost>,
    /// How many modules it loads, if that could be counted.
    pub modules: Option<u64>,
    /// How many instructions it takes, if that could be counted.
    pub instructions: Option<u64>,
    /// Why it takes no part in the comparison.
    pub failure: Option<String>,
}

impl Samples {
    /// The times in milliseconds.
    pub fn milliseconds(&self) -> Vec<f64> {
        let times = self.costs.iter().map(|cost| cost.time);
        times
            .map(|time: Duration| time.as_secs_f64() * 1e3)
            .collect()
    }
}

/// Runs the contenders as planned, and says before each step what it is.
///
/// # Errors
/// With the first contender that fails, unless the plan is to keep going: then its samples
/// have the reason.
pub fn measure(
    contenders: &[Contender],
    plan: &Plan,
    watch: &mut dyn FnMut(Step<'_>),
) -> Result<Vec<Samples>, Failure> {
    let mut session = Session {
        contenders,
        plan,
        watch,
        samples: vec![Samples::default(); contenders.len()],
    };
    session.prepare()?;
    for _ in 0..plan.warm_up {
        for index in 0..contenders.len() {
            session.run(index, Purpose::WarmingUp)?;
        }
    }
    let mut random = Rng::with_seed(plan.seed);
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    for _ in 0..plan.rounds {
        random.shuffle(&mut order);
        for &index in &order {
            if let Some(cost) = session.run(index, Purpose::Running)? {
                session.samples[index].costs.push(cost);
            }
        }
    }
    session.count();
    Ok(session.samples)
}

struct Session<'a, 'w> {
    contenders: &'a [Contender],
    plan: &'a Plan,
    watch: &'w mut dyn FnMut(Step<'_>),
    samples: Vec<Samples>,
}

impl Session<'_, '_> {
    fn prepare(&mut self) -> Result<(), Failure> {
        for (index, contender) in self.contenders.iter().enumerate() {
            let Some(command) = contender.preparation_command() else {
                continue;
            };
            (self.watch)(Step {
                contender: &contender.name,
                purpose: Purpose::Preparing,
            });
            if let Err(error) = run(command, |code| code == Some(0))
                && !contender.may_be_unprepared
            {
                self.fail(index, &format!("preparation failed: {error}"))?;
            }
        }
        Ok(())
    }

    /// What a run cost; nothing for a contender that has failed.
    fn run(&mut self, index: usize, purpose: Purpose) -> Result<Option<Cost>, Failure> {
        let contender = &self.contenders[index];
        if self.samples[index].failure.is_some() {
            return Ok(None);
        }
        (self.watch)(Step {
            contender: &contender.name,
            purpose,
        });
        match run(contender.command(), |code| contender.accepts(code)) {
            Ok(cost) => Ok(Some(cost)),
            Err(error) => {
                self.fail(index, &error.to_string())?;
                Ok(None)
            }
        }
    }

    fn fail(&mut self, index: usize, reason: &str) -> Result<(), Failure> {
        if !self.plan.keep_going {
            return Err(Failure {
                contender: self.contenders[index].name.clone(),
                reason: reason.to_owned(),
            });
        }
        let samples = &mut self.samples[index];
        samples.costs.clear();
        samples.failure = Some(reason.to_owned());
        Ok(())
    }

    fn count(&mut self) {
        for (contender, samples) in self.contenders.iter().zip(&mut self.samples) {
            if samples.failure.is_some() {
                continue;
            }
            (self.watch)(Step {
                contender: &contender.name,
                purpose: Purpose::Counting,
            });
            samples.modules = count_modules(contender);
            if self.plan.instructions {
                samples.instructions = count_instructions(contender);
            }
        }
    }
}
