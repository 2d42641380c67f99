//! Tables that fit the screen: of the columns that may give way, the widest is
//! clipped first.

use unicode_width::UnicodeWidthStr;

use super::paint::clip_start;
use super::{Screen, Tone, clip, paint};

/// No column gets narrower than this.
const NARROWEST: usize = 12;
/// Between two columns.
const GAP: &str = "  ";

/// Which side of a column its text is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    title: &'static str,
    align: Align,
    gives_way: bool,
    /// Of a text that is too long, the end is shown.
    shows_end: bool,
}

impl Column {
    /// A column of numbers.
    pub fn number(title: &'static str) -> Self {
        Self {
            title,
            align: Align::Right,
            gives_way: false,
            shows_end: false,
        }
    }

    /// A column of short words.
    pub fn word(title: &'static str) -> Self {
        Self {
            align: Align::Left,
            ..Self::number(title)
        }
    }

    /// A column of texts, which may be clipped.
    pub fn text(title: &'static str) -> Self {
        Self {
            gives_way: true,
            ..Self::word(title)
        }
    }

    /// A column of places in files, whose ends say most.
    pub fn place(title: &'static str) -> Self {
        Self {
            shows_end: true,
            ..Self::text(title)
        }
    }
}

/// What stands in one place of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A text in a tone. What would move the cursor is replaced: names come
    /// from the program.
    pub fn new(text: impl AsRef<str>, tone: Tone) -> Self {
        let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
        Self {
            text: text.as_ref().chars().map(visible).collect(),
            tone,
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(text, Tone::Plain)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// Rows under a line of titles.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row with a cell for every column.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The lines of the table. Titles are left out if no column has one.
    pub fn render(&self, screen: Screen) -> String {
        let widths = self.widths(screen.width);
        let mut text = String::new();
        if self.columns.iter().any(|column| !column.title.is_empty()) {
            let titles = self.columns.iter();
            let titles: Vec<_> = titles
                .map(|column| Cell::new(column.title, Tone::Faint))
                .collect();
            self.line(&mut text, screen, &titles, &widths);
        }
        for row in &self.rows {
            self.line(&mut text, screen, row, &widths);
        }
        text
    }

    fn line(&self, text: &mut String, screen: Screen, cells: &[Cell], widths: &[usize]) {
        let last = cells
            .iter()
            .rposition(|cell| !cell.text.is_empty())
            .unwrap_or(0);
        for (index, (cell, &width)) in cells.iter().zip(widths).enumerate().take(last + 1) {
            if index > 0 {
                text.push_str(GAP);
            }
            let clipped = if self.columns[index].shows_end {
                clip_start(&cell.text, width)
            } else {
                clip(&cell.text, width)
            };
            let padding = " ".repeat(width - clipped.width());
            let painted = paint(screen, cell.tone, &clipped);
            if self.columns[index].align == Align::Right {
                text.push_str(&padding);
                text.push_str(&painted);
            } else {
                text.push_str(&painted);
                if index < last {
                    text.push_str(&padding);
                }
            }
        }
        text.push('\n');
    }

    fn widths(&self, limit: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.columns.len())
            .map(|index| {
                let cells = self.rows.iter().filter_map(|row| row.get(index));
                let cells = cells.map(|cell| cell.text.width());
                cells
                    .chain([self.columns[index].title.width()])
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let Some(limit) = limit else { return widths };
        let gaps = GAP.len() * widths.len().saturating_sub(1);
        let excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(limit);
        for _ in 0..excess {
            let give_way = widths.iter_mut().zip(&self.columns);
            let give_way =
                give_way.filter(|(width, column)| column.gives_way && **width > NARROWEST);
            if let Some((widest, _)) = give_way.max_by_key(|(width, _)| **width) {
                *widest -= 1;
            }
        }
        widths
    }
}
