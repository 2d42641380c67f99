//! The programs whose start is measured.

/// A program to start.
#[derive(Debug)]
pub struct Program {
    /// What it is called in the results.
    pub name: &'static str,
    /// The command line after the interpreter; files are those of `tests/programs/files`.
    pub arguments: &'static [&'static str],
    /// Whether it needs packages from PyPI.
    pub packages: bool,
}

/// Modules that many programs import, without a use.
const IMPORTS: &str = "import argparse, asyncio, collections, concurrent.futures, contextlib, csv, \
dataclasses, datetime, decimal, difflib, email.message, enum, fractions, functools, hashlib, \
http.client, inspect, io, itertools, json, logging, pathlib, pickle, queue, random, re, shutil, socket, \
statistics, string, subprocess, tempfile, textwrap, threading, typing, unittest, urllib.request, uuid, \
xml.etree.ElementTree, zipfile";

/// A program that only the interpreter is needed for.
const fn plain(name: &'static str, arguments: &'static [&'static str]) -> Program {
    Program {
        name,
        arguments,
        packages: false,
    }
}

/// A program that needs packages.
const fn with_packages(name: &'static str, arguments: &'static [&'static str]) -> Program {
    Program {
        packages: true,
        ..plain(name, arguments)
    }
}

/// All of them: the interpreter alone, the standard library, programs that say who they are,
/// and programs that do some work.
pub const PROGRAMS: &[Program] = &[
    plain("pass", &["-c", "pass"]),
    plain("40 stdlib imports", &["-c", IMPORTS]),
    plain("json.tool, a file", &["-m", "json.tool", "data.json"]),
    plain("http.server --help", &["-m", "http.server", "--help"]),
    with_packages("black --version", &["-m", "black", "--version"]),
    with_packages("django --version", &["-m", "django", "--version"]),
    with_packages("flask --help", &["-m", "flask", "--help"]),
    with_packages("mkdocs --help", &["-m", "mkdocs", "--help"]),
    with_packages("pip --version", &["-m", "pip", "--version"]),
    with_packages("pytest --version", &["-m", "pytest", "--version"]),
    with_packages("click app --help", &["click_app.py", "--help"]),
    with_packages("typer app --help", &["typer_app.py", "--help"]),
    with_packages(
        "black, a file",
        &["-m", "black", "--quiet", "--diff", "unformatted.py"],
    ),
    with_packages("flask app, requests", &["flask_requests.py"]),
    with_packages("jinja, templates", &["jinja_templates.py"]),
    with_packages(
        "mkdocs, a site",
        &[
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "-f",
            "site/mkdocs.yml",
            "-d",
            "../out",
        ],
    ),
    with_packages("networkx, graphs", &["networkx_graphs.py"]),
    with_packages("pip list", &["-m", "pip", "list"]),
    with_packages(
        "pygmentize, a file",
        &["-m", "pygments", "-f", "html", "unformatted.py"],
    ),
    // Without the test that is there to fail: what exits with 1 may as well have crashed.
    with_packages(
        "pytest, a file",
        &[
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-k",
            "not test_fail",
            "check_small.py",
        ],
    ),
    with_packages("requests, prepare", &["requests_prepare.py"]),
    with_packages("rich, a table", &["rich_output.py"]),
    with_packages("sqlalchemy, a model", &["sqlalchemy_orm.py"]),
    with_packages("sympy, algebra", &["sympy_algebra.py"]),
];

/// The programs whose names contain one of `only`; all if there is none.
///
/// # Errors
/// When there is no program for one of them: with all names.
pub fn chosen(only: &[String]) -> Result<Vec<&'static Program>, String> {
    let is_for = |program: &Program, name: &String| program.name.contains(&**name);
    for name in only {
        if !PROGRAMS.iter().any(|program| is_for(program, name)) {
            let names: Vec<&str> = PROGRAMS.iter().map(|program| program.name).collect();
            return Err(format!(
                "no program {name}; there are: {}",
                names.join("; ")
            ));
        }
    }
    let wanted =
        |program: &&Program| only.is_empty() || only.iter().any(|name| is_for(program, name));
    Ok(PROGRAMS.iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository;

    #[test]
    fn the_files_of_the_programs_exist() {
        let files = repository().join("tests/programs/files");
        for program in PROGRAMS {
            let words = program.arguments.iter();
            let names = words.filter(|word| {
                let extension = std::path::Path::new(word).extension();
                extension.is_some_and(|extension| extension == "py" || extension == "yml")
            });
            for name in names {
                assert!(files.join(name).is_file(), "{name}");
            }
        }
    }

    #[test]
    fn programs_are_chosen_by_parts_of_their_names() {
        let names = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(ToString::to_string).collect();
            let programs = chosen(&only).map(Vec::into_iter);
            programs.map(|programs| programs.map(|program| program.name).collect::<Vec<_>>())
        };
        let chosen = names(&["black", "pass"]).expect("programs");
        assert_eq!(chosen, ["pass", "black --version", "black, a file"]);
        assert_eq!(names(&[]).expect("all").len(), PROGRAMS.len());
        let error = names(&["black", "blue"]).expect_err("no such program");
        assert!(
            error.starts_with("no program blue; there are: pass;"),
            "{error}"
        );
    }

    #[test]
    fn names_are_unique_and_the_number_of_imports_is_right() {
        let mut names: Vec<&str> = PROGRAMS.iter().map(|program| program.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PROGRAMS.len());
        assert_eq!(IMPORTS.split(',').count(), 40);
    }
}
