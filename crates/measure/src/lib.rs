//! Measures how long programs take from start to exit.
//!
//! Contenders run alternating, in an order shuffled for each round, so that what the machine
//! does meanwhile hits all of them. What counts is the ratio to the first contender, with an
//! interval that says how sure it is; times alone are worth nothing on another machine.
//!
//! - [`Contender`] is a command, [`measure`] runs several and gives their [`Samples`];
//! - [`Comparison`] is what came of it, in numbers, and [`report`] writes it down as a table,
//!   JSON, Markdown or a chart;
//! - [`cli`] is `pyrun bench`.

pub mod cli;
mod comparison;
mod contender;
mod engine;
mod extras;
mod printer;
pub mod report;
mod run;
pub mod statistics;

pub use comparison::{Comparison, Numbers, Outcome, Row, Verdict, Warning};
pub use contender::{Contender, ModuleCount, python_program};
pub use engine::{Failure, Plan, Purpose, Samples, Step, measure};
pub use extras::{count_instructions, count_modules, has_valgrind};
pub use printer::Printer;
pub use run::{Cost, run};
