//! What a release is optimized for.

use crate::start_up::PROGRAMS;

/// Programs besides those whose start is measured; so that it is not only those that gain.
const OTHERS: &[&[&str]] = &[
    &["-m", "isort", "--diff", "unformatted.py"],
    &["-m", "pyflakes", "click_app.py"],
    &["asyncio_tasks.py"],
    &["attrs_classes.py"],
    &["bs4_soup.py"],
    &["feedparser_feed.py"],
    &["httpx_mock.py"],
    &["hypothesis_properties.py"],
    &["openpyxl_book.py"],
    &["plotly_figure.py"],
    &["pydantic_models.py"],
    &["tables_and_bars.py"],
    &["toolz_functions.py"],
    &["unit_tests.py"],
    &["workload.py"],
];

/// The command lines after the interpreter, in `tests/programs/files`.
pub(super) fn all() -> Vec<Vec<&'static str>> {
    let measured = PROGRAMS.iter().map(|program| program.arguments.to_vec());
    let others = OTHERS.iter().map(|arguments| arguments.to_vec());
    measured.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository;

    #[test]
    fn the_files_exist() {
        for program in all() {
            let name = program[0];
            let folder = match name {
                "workload.py" => "pgo",
                _ => "tests/programs/files",
            };
            let is_file = repository().join(folder).join(name).is_file();
            assert!(is_file || name.starts_with('-'), "{name}");
        }
    }
}
