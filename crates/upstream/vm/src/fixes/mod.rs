//! What upstream gets wrong and a hook alone cannot put right in a few lines.
//! The hook that calls a function here says which upstream bug it is for.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

pub(crate) mod attribute;
pub(crate) mod bytes;
pub(crate) mod callee_name;
pub(crate) mod containers;
pub(crate) mod method_order;
pub(crate) mod numbers;
pub(crate) mod pickling;
mod stderr;

pub(crate) use stderr::{say, say_args};
