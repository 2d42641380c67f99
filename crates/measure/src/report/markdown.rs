//! Tables for Markdown pages.

use std::fmt::Write;

use super::{Columns, remarks, title};
use crate::comparison::{Comparison, Outcome};

/// The comparison as a table with remarks below.
pub fn markdown(comparison: &Comparison) -> String {
    let columns = Columns::of(comparison);
    let head = columns.head();
    let rows = comparison.rows.iter().map(|row| {
        let mut cells = vec![escaped(&row.name)];
        match &row.outcome {
            Outcome::Measured(numbers) => cells.extend(columns.cells(numbers)),
            Outcome::Failed(reason) => {
                let first = reason.lines().next().unwrap_or_default();
                cells.push(format!("– ({})", escaped(first)));
            }
        }
        cells.resize(head.len(), String::new());
        cells
    });
    let mut text = format!("{}\n\n", escaped(&title(comparison)));
    text.push_str(&table(&head, &rows.collect::<Vec<_>>()));
    for (number, remark) in remarks(comparison).iter().enumerate() {
        if number == 0 {
            text.push('\n');
        }
        let _ = writeln!(text, "- {}", escaped(remark));
    }
    text
}

/// A Markdown table: the first column to the left, all others to the right.
pub fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let mut text = line(head);
    text.push_str("|---|");
    text.push_str(&"---:|".repeat(head.len().saturating_sub(1)));
    text.push('\n');
    for row in rows {
        text.push_str(&line(row));
    }
    text
}

fn line(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// Text that Markdown takes as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if matches!(character, '|' | '*' | '_' | '`' | '<' | '[' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
