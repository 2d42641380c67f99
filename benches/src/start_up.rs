//! How fast programs start: the programs, the interpreters, and the page of results.

mod contenders;
mod environments;
mod interpreters;
mod page;
mod programs;

pub use contenders::{Variant, compare, variants};
pub(crate) use contenders::{copy, environment};
pub use environments::Environments;
pub use interpreters::{CPython, all as all_cpythons, named as named_cpythons};
pub use page::Results;
pub use programs::{PROGRAMS, Program, chosen};
