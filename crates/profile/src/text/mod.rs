//! What all outputs for people's eyes share: units, colours, tables.

mod paint;
mod table;
mod units;

pub use paint::{Screen, Tone, bar, clip, paint};
pub use table::{Align, Cell, Column, Table};
pub use units::{bytes, change, count, milliseconds, percent, time};
