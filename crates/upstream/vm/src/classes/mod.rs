//! What making and changing a class costs.
//!
//! A class statement is a matter of microseconds that large programs execute thousands of times
//! while they start. Upstream looks every special method of all base classes up by
//! comparing its name with those of all slots ([`slots`] has them sorted), and goes through
//! the whole cache of attribute lookups each time a class is changed ([`cache`] knows
//! when nobody can notice that it stays as it is).

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

pub(crate) mod cache;
pub(crate) mod slots;
