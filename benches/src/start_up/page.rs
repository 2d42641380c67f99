//! `docs/benchmarks/start-up.*`: the results as a page, a chart and JSON.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use pyrun_measure::report::{chart, markdown_table, mebibytes, millions};
use pyrun_measure::statistics::median;
use pyrun_measure::{Comparison, Numbers, Outcome, Row, Verdict};
use serde::{Deserialize, Serialize};

use super::programs::PROGRAMS;

const HEAD: &str = "# Start-up

<!-- Generated: cargo start-up --write -->

Programs from start to exit, each under every interpreter: alternating runs in shuffled order,
medians, page caches and `.pyc` files warm. Each interpreter runs in a virtual environment
that has the packages and nothing else. What counts are the ratios.

- *CPython*: as it is; *lazy*: with `-X lazy_imports=all` (from 3.15)
- *RustPython 0.6.0*: the stock interpreter, built with the same profile as pyrun
- *pyrun eager* and *pyrun lazy* (`-X lazyimportsall`): with `-X noimage`
- *pyrun eager + image*, *pyrun lazy + image*: from the start-up image that makes itself
- *pyrun lazy + program image*: from `pyrun image build -X lazyimportsall --` and the program

![bars: time of each program as part of CPython's](start-up.svg)
";

const TAIL: &str = "
## Again

```console
$ cargo test-pyrun --test real_programs   # once: installs the packages
$ cargo start-up --write                  # everything, and these files
$ cargo start-up -n 30 --only black       # some programs, to the terminal only
```

`--cpython PROGRAM` instead of every CPython from 3.11 that is on `PATH`, pyenv's or uv's;
`--pyrun PROGRAM` and `--stock PROGRAM` instead of building them. Every time is in
[start-up.json](start-up.json). [What the numbers say](../guides/bench.md#what-the-numbers-say)
is as for `pyrun bench`. The programs are in `benches/src/start_up/programs.rs`, their
packages in `tests/programs/requirements.txt`; instructions are those of one run, counted by
valgrind, without child processes.
";

/// What a table shows of a contender.
type Cell = fn(&Numbers) -> String;

/// All results.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Results {
    /// The day of the last run.
    pub date: String,
    /// What they were measured on.
    pub machine: String,
    /// A comparison per program.
    pub programs: Vec<Comparison>,
}

impl Results {
    /// Those that `folder` has; none if there are none.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        match fs::read(folder.join("start-up.json")) {
            Ok(text) => Ok(serde_json::from_slice(&text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Puts newer comparisons in the place of older ones, in the order of the list; programs
    /// that are no longer on it go.
    pub fn merge(&mut self, newer: Vec<Comparison>) {
        let mut all = newer;
        all.append(&mut self.programs);
        let find = |name: &str| all.iter().find(|comparison| comparison.program == name);
        let programs = PROGRAMS.iter().filter_map(|program| find(program.name));
        self.programs = programs.cloned().collect();
    }

    /// Writes the page, the chart and the JSON.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut json = serde_json::to_string_pretty(self)?;
        json.push('\n');
        fs::write(folder.join("start-up.json"), json)?;
        let picture = chart("Start-up of programs", &self.programs);
        fs::write(folder.join("start-up.svg"), picture)?;
        fs::write(folder.join("start-up.md"), self.page())
    }

    /// The page.
    pub fn page(&self) -> String {
        let mut page = format!("{HEAD}\nMeasured on {}: {}.\n", self.date, self.machine);
        let reference = self
            .programs
            .iter()
            .find_map(|program| program.rows.first());
        let reference = reference.map_or("", |row| &row.name);
        let _ = write!(
            page,
            "\n## All programs\n\nThe median of the ratios to {reference}:\n\n{}",
            self.medians()
        );
        let tables: [(&str, Cell); 4] = [
            (
                "Time\n\nIn milliseconds, and as part of the first column's; \
              *?*: too noisy to conclude",
                time,
            ),
            ("Modules loaded", |numbers| {
                numbers
                    .modules
                    .map_or_else(String::new, |count| count.to_string())
            }),
            ("Peak memory", |numbers| mebibytes(numbers.memory)),
            ("Instructions", |numbers| {
                numbers.instructions.map_or_else(String::new, millions)
            }),
        ];
        for (title, cell) in tables {
            let all = self.programs.iter().flat_map(|program| &program.rows);
            if all
                .filter_map(Row::numbers)
                .all(|numbers| cell(numbers).is_empty())
            {
                continue;
            }
            let _ = write!(page, "\n## {title}\n\n{}", self.table(cell));
        }
        page.push_str(&self.failures());
        page.push_str(TAIL);
        page
    }

    /// The contenders in the order in which they first come.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for row in self.programs.iter().flat_map(|program| &program.rows) {
            if !names.contains(&row.name) {
                names.push(row.name.clone());
            }
        }
        names
    }

    /// A row per contender.
    fn medians(&self) -> String {
        let row = |name: &String| {
            let rows = self.programs.iter().filter_map(|program| program.row(name));
            let ratios: Vec<f64> = rows
                .filter_map(|row| Some(row.numbers()?.ratio?.value))
                .collect();
            (!ratios.is_empty()).then(|| {
                let median = format!("{:.2}", median(&ratios));
                vec![name.clone(), median, ratios.len().to_string()]
            })
        };
        let rows: Vec<_> = self.names().iter().filter_map(row).collect();
        let head = ["", "ratio", "programs"].map(str::to_owned);
        markdown_table(&head, &rows)
    }

    /// A row per program, a column per contender.
    fn table(&self, cell: Cell) -> String {
        let names = self.names();
        let mut head = vec!["program".to_owned()];
        head.extend(names.iter().cloned());
        let rows: Vec<Vec<String>> = self
            .programs
            .iter()
            .map(|program| {
                let cells = names.iter().map(|name| match program.row(name) {
                    Some(row) => row.numbers().map_or_else(|| "–".to_owned(), cell),
                    None => String::new(),
                });
                let label = std::iter::once(program.program.clone());
                label.chain(cells).collect()
            })
            .collect();
        markdown_table(&head, &rows)
    }

    /// Why there is a dash.
    fn failures(&self) -> String {
        let mut reasons: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for program in &self.programs {
            for Row { name, outcome, .. } in &program.rows {
                if let Outcome::Failed(reason) = outcome {
                    let reason = reason.lines().last().unwrap_or_default();
                    let programs = reasons.entry((name, reason)).or_default();
                    programs.push(&program.program);
                }
            }
        }
        if reasons.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<String>> = reasons
            .into_iter()
            .map(|((name, reason), programs)| {
                let reason = reason.replace('`', "'").replace('|', "\\|");
                let programs = if programs.len() == self.programs.len() {
                    "all".to_owned()
                } else {
                    programs.join("; ")
                };
                vec![name.to_owned(), programs, format!("`{reason}`")]
            })
            .collect();
        let head = ["", "programs", "reason"].map(str::to_owned);
        format!(
            "\n## What did not run (–)\n\n{}",
            markdown_table(&head, &rows)
        )
    }
}

fn time(numbers: &Numbers) -> String {
    let doubt = match numbers.verdict {
        Verdict::Noisy | Verdict::TooFew => "?",
        _ => "",
    };
    match &numbers.ratio {
        Some(ratio) => format!("{:.1} ({:.2}{doubt})", numbers.median, ratio.value),
        None => format!("{:.1}", numbers.median),
    }
}

#[cfg(test)]
mod tests;
