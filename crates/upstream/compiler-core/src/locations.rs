//! Where each instruction stands in the source, decoded when somebody asks.
//!
//! Upstream expands a code object's line table into a pair of locations for each
//! instruction when the code is loaded, 32 bytes for two of bytecode. Only tracebacks and
//! tracing ever look, and most code is never run.

extern crate std;

use alloc::boxed::Box;
use core::{fmt, ops::Deref};
use std::sync::OnceLock;

use crate::{SourceLocation, marshal::linetable_to_locations};

type Pair = (SourceLocation, SourceLocation);

/// The start and the end of each instruction in the source.
pub struct Locations {
    pairs: OnceLock<Box<[Pair]>>,
    table: Box<[u8]>,
    first_line: i32,
    units: usize,
}

impl Locations {
    /// What the line table `table` (CPython's `co_linetable`) of a code object says,
    /// which begins in `first_line` and has `units` instructions.
    #[must_use]
    pub fn of_table(table: &[u8], first_line: i32, units: usize) -> Self {
        Self {
            pairs: OnceLock::new(),
            table: table.into(),
            first_line,
            units,
        }
    }
}

impl Deref for Locations {
    type Target = [Pair];

    fn deref(&self) -> &[Pair] {
        self.pairs
            .get_or_init(|| linetable_to_locations(&self.table, self.first_line, self.units))
    }
}

impl From<Box<[Pair]>> for Locations {
    fn from(pairs: Box<[Pair]>) -> Self {
        Self {
            units: pairs.len(),
            pairs: OnceLock::from(pairs),
            table: Box::default(),
            first_line: 0,
        }
    }
}

impl Clone for Locations {
    fn clone(&self) -> Self {
        Self {
            pairs: self.pairs.clone(),
            table: self.table.clone(),
            ..*self
        }
    }
}

impl PartialEq for Locations {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Locations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}
