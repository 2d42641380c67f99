//! A table for the terminal.

use std::fmt::Write;

use super::{Columns, remarks, title};
use crate::comparison::{Comparison, Outcome};

/// The comparison as a table with remarks below.
pub fn table(comparison: &Comparison) -> String {
    let columns = Columns::of(comparison);
    let mut lines = vec![columns.head()];
    for row in &comparison.rows {
        let mut cells = vec![row.name.clone()];
        match &row.outcome {
            Outcome::Measured(numbers) => cells.extend(columns.cells(numbers)),
            Outcome::Failed(_) => cells.push("–".to_owned()),
        }
        lines.push(cells);
    }
    let mut text = format!("{}\n\n{}", title(comparison), aligned(&lines));
    for row in &comparison.rows {
        if let Outcome::Failed(reason) = &row.outcome {
            let _ = writeln!(text, "\n{} failed: {reason}", row.name);
        }
    }
    let remarks = remarks(comparison);
    if !remarks.is_empty() {
        text.push('\n');
    }
    for remark in remarks {
        text.push_str(&remark);
        text.push('\n');
    }
    text
}

/// The first column to the left, all others to the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let count = lines.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for line in lines {
        let mut row = String::new();
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            if column == 0 {
                let _ = write!(row, "{cell:width$}");
            } else {
                let _ = write!(row, "   {cell:>width$}");
            }
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}
