//! A bar chart of ratios, as an SVG picture.

use std::fmt::Write;

use crate::comparison::{Comparison, Numbers, Outcome, Row};

/// One colour per contender, apart from each other for colour-blind readers too (after
/// Okabe and Ito), then darker ones.
const COLOURS: &[&str] = &[
    "#9a9a9a", "#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7", "#b3a300",
    "#6a4c93", "#4d4d4d",
];
const WIDTH: f64 = 860.0;
/// Where the bars start, and how much room is right of the longest.
const LEFT: f64 = 190.0;
const RIGHT: f64 = 70.0;
const BAR: f64 = 13.0;
const GAP: f64 = 14.0;
const LEGEND_COLUMNS: usize = 3;
const LEGEND_LINE: f64 = 20.0;

/// A group of bars per program, a bar per contender: its time as part of that of the
/// program's first contender, with the interval as a thin line.
pub fn chart(title: &str, programs: &[Comparison]) -> String {
    let names = names(programs);
    let longest = programs
        .iter()
        .flat_map(|program| &program.rows)
        .filter_map(|row| row.numbers()?.ratio)
        .map(|ratio| ratio.value)
        .fold(1.0, f64::max);
    let legend_lines = as_float(names.len().div_ceil(LEGEND_COLUMNS));
    let mut drawing = Drawing {
        text: String::new(),
        y: 62.0 + legend_lines * LEGEND_LINE,
        scale: (WIDTH - LEFT - RIGHT) / longest,
        names,
    };
    let top = drawing.y;
    drawing.y += GAP;
    for program in programs {
        drawing.program(program);
    }
    let bars = std::mem::take(&mut drawing.text);
    drawing.axis(longest, top);
    drawing.text.push_str(&bars);
    drawing.legend(title, programs);
    let height = drawing.y + 30.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"11\" fill=\"#222\">\n\
         <title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{}</svg>\n",
        escaped(title),
        drawing.text
    )
}

/// The contenders in the order in which they first come.
fn names(programs: &[Comparison]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in programs.iter().flat_map(|program| &program.rows) {
        if !names.contains(&row.name) {
            names.push(row.name.clone());
        }
    }
    names
}

struct Drawing {
    text: String,
    /// How far down the drawing has got.
    y: f64,
    /// Pixels of a bar of ratio 1.
    scale: f64,
    names: Vec<String>,
}

impl Drawing {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(line);
        self.text.push('\n');
    }

    fn colour(&self, name: &str) -> &'static str {
        let index = self.names.iter().position(|known| known == name);
        COLOURS[index.unwrap_or_default() % COLOURS.len()]
    }

    fn program(&mut self, program: &Comparison) {
        let middle = self.y + as_float(program.rows.len()) * BAR / 2.0 + 4.0;
        let label = escaped(&program.program);
        self.line(format_args!(
            "<text x=\"{:.1}\" y=\"{middle:.1}\" text-anchor=\"end\">{label}</text>",
            LEFT - 10.0
        ));
        for (index, row) in program.rows.iter().enumerate() {
            match &row.outcome {
                Outcome::Measured(numbers) => self.bar(row, numbers, index == 0),
                Outcome::Failed(_) => {
                    let (x, base) = (LEFT + 4.0, self.y + 10.0);
                    let colour = self.colour(&row.name);
                    self.line(format_args!(
                        "<text x=\"{x:.1}\" y=\"{base:.1}\" fill=\"{colour}\">–</text>"
                    ));
                }
            }
            self.y += BAR;
        }
        self.y += GAP;
    }

    /// The bar of a contender with its interval and its ratio; only the time if there is
    /// nothing to compare it with.
    fn bar(&mut self, row: &Row, numbers: &Numbers, first: bool) {
        let (top, middle, base) = (self.y, self.y + BAR / 2.0 - 1.0, self.y + 10.0);
        let (name, time) = (escaped(&row.name), numbers.median);
        let colour = self.colour(&row.name);
        let ratio = numbers.ratio.map(|ratio| ratio.value);
        let part = if first { Some(1.0) } else { ratio };
        let (width, height) = (part.unwrap_or_default() * self.scale, BAR - 2.0);
        self.line(format_args!(
            "<rect x=\"{LEFT}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             fill=\"{colour}\"><title>{name}: {time:.1} ms</title></rect>"
        ));
        let mut end = LEFT + width;
        if let Some(ratio) = numbers.ratio {
            let low = LEFT + ratio.low * self.scale;
            let high = (LEFT + ratio.high * self.scale).min(WIDTH - RIGHT);
            self.line(format_args!(
                "<line x1=\"{low:.1}\" x2=\"{high:.1}\" y1=\"{middle:.1}\" y2=\"{middle:.1}\" \
                 stroke=\"#222\"/>"
            ));
            end = end.max(high);
        }
        let x = end + 4.0;
        let label = match ratio {
            Some(ratio) => format!("{ratio:.2}"),
            None => format!("{time:.1} ms"),
        };
        self.line(format_args!(
            "<text x=\"{x:.1}\" y=\"{base:.1}\" font-size=\"10\">{label}</text>"
        ));
    }

    /// Thin lines with numbers below, the one at 1 in black.
    fn axis(&mut self, longest: f64, top: f64) {
        let step = if longest > 3.0 { 1.0 } else { 0.5 };
        let mut value = 0.0;
        while value <= longest {
            let x = LEFT + value * self.scale;
            let colour = if (value - 1.0_f64).abs() < 1e-9 {
                "#222"
            } else {
                "#ddd"
            };
            let (bottom, below) = (self.y, self.y + 16.0);
            self.line(format_args!(
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" \
                 stroke=\"{colour}\"/>"
            ));
            self.line(format_args!(
                "<text x=\"{x:.1}\" y=\"{below:.1}\" text-anchor=\"middle\">{value}</text>"
            ));
            value += step;
        }
    }

    fn legend(&mut self, title: &str, programs: &[Comparison]) {
        self.line(format_args!(
            "<text x=\"20\" y=\"28\" font-size=\"16\" font-weight=\"bold\">{}</text>",
            escaped(title)
        ));
        let reference = programs.first().and_then(|program| program.rows.first());
        let reference = escaped(reference.map_or("", |row| &row.name));
        self.line(format_args!(
            "<text x=\"20\" y=\"46\">time as part of that of {reference}; shorter is \
             better; thin lines are 95 % intervals</text>"
        ));
        for (index, name) in self.names.clone().iter().enumerate() {
            let column = as_float(index % LEGEND_COLUMNS);
            let x = 20.0 + column * (WIDTH - 40.0) / as_float(LEGEND_COLUMNS);
            let y = 58.0 + as_float(index / LEGEND_COLUMNS) * LEGEND_LINE;
            let colour = self.colour(name);
            self.line(format_args!(
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>"
            ));
            self.line(format_args!(
                "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                x + 18.0,
                y + 10.0,
                escaped(name)
            ));
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[expect(clippy::cast_precision_loss, reason = "a number of bars or names")]
fn as_float(count: usize) -> f64 {
    count as f64
}
