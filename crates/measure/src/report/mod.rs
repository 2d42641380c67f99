//! Writes comparisons down: for the terminal, for programs, and for pages.

mod chart;
mod markdown;
mod table;

use crate::comparison::{Comparison, Numbers, Verdict};

pub use chart::chart;
pub use markdown::{markdown, table as markdown_table};
pub use table::table;

/// JSON of one comparison, with all times.
///
/// # Errors
/// Never: the types have nothing that JSON lacks.
pub fn json(comparison: &Comparison) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(comparison)?;
    text.push('\n');
    Ok(text)
}

/// Bytes as MiB, with one decimal place.
pub fn mebibytes(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal place")]
    let mebibytes = bytes as f64 / f64::from(1 << 20);
    format!("{mebibytes:.1} MiB")
}

/// Instructions in millions, with one decimal place.
pub fn millions(instructions: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal place")]
    let millions = instructions as f64 / 1e6;
    format!("{millions:.1} M")
}

/// What the names of the columns are, and which columns have anything to say.
struct Columns {
    modules: bool,
    instructions: bool,
}

impl Columns {
    fn of(comparison: &Comparison) -> Self {
        let any = |has: fn(&Numbers) -> bool| {
            let mut numbers = comparison.rows.iter().filter_map(|row| row.numbers());
            numbers.any(has)
        };
        Self {
            modules: any(|numbers| numbers.modules.is_some()),
            instructions: any(|numbers| numbers.instructions.is_some()),
        }
    }

    fn head(&self) -> Vec<String> {
        let mut head = vec!["", "time", "spread", "ratio", "95 % interval"];
        if self.modules {
            head.push("modules");
        }
        head.push("peak memory");
        if self.instructions {
            head.push("instructions");
        }
        head.into_iter().map(str::to_owned).collect()
    }

    fn cells(&self, numbers: &Numbers) -> Vec<String> {
        let ratio = numbers.ratio.as_ref();
        let mut cells = vec![
            format!("{:.1} ms", numbers.median),
            format!("± {:.1} ms", numbers.spread),
            ratio.map_or_else(String::new, |ratio| format!("{:.2}", ratio.value)),
            ratio.map_or_else(String::new, |ratio| {
                format!("{:.2} – {:.2}", ratio.low, ratio.high)
            }),
        ];
        let number = |number: Option<u64>| number.map_or_else(String::new, |n| n.to_string());
        if self.modules {
            cells.push(number(numbers.modules));
        }
        cells.push(mebibytes(numbers.memory));
        if self.instructions {
            cells.push(numbers.instructions.map_or_else(String::new, millions));
        }
        cells
    }
}

/// A sentence for each contender but the first, and one for each warning.
fn remarks(comparison: &Comparison) -> Vec<String> {
    let Some(reference) = comparison.rows.first() else {
        return Vec::new();
    };
    let mut remarks = Vec::new();
    for row in &comparison.rows {
        let Some(numbers) = row.numbers() else {
            continue;
        };
        if let Some(ratio) = &numbers.ratio {
            let pair = format!("{} and {}", row.name, reference.name);
            remarks.push(match numbers.verdict {
                Verdict::Noisy => format!(
                    "{pair}: too noisy to conclude; try more runs (-n) on a quieter machine"
                ),
                Verdict::TooFew => format!("{pair}: too few runs to conclude (-n)"),
                Verdict::Same => format!("{pair}: no difference of 2 % or more"),
                Verdict::Faster | Verdict::Slower | Verdict::Reference => format!(
                    "{} takes {:.2} of the time of {}",
                    row.name, ratio.value, reference.name
                ),
            });
        }
        for warning in &numbers.warnings {
            remarks.push(format!("{}: {warning}", row.name));
        }
    }
    remarks
}

/// What was measured and how, in a line.
fn title(comparison: &Comparison) -> String {
    format!(
        "{} ({} runs each, {} to warm up; interleaved, medians)",
        comparison.program, comparison.rounds, comparison.warm_up
    )
}

#[cfg(test)]
mod tests;
