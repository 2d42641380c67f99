//! The programs, and what in their output may differ by rule.

/// A program run and how to look at it.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// The command line after the interpreter.
    pub(crate) arguments: &'static [&'static str],
    /// A file of `tests/programs/files` for standard input.
    pub(crate) stdin: Option<&'static str>,
    /// Files that it writes, which count as output.
    pub(crate) files: &'static [&'static str],
    /// Patterns and replacements, each with the reason beside it.
    pub(crate) masks: &'static [(&'static str, &'static str)],
    pub(crate) exit_code: i32,
    pub(crate) check: Check,
}

/// How the output must agree with CPython's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    /// The same text, once masked.
    Same,
    /// Standard library help texts change from 3.11 to 3.14: every option that
    /// CPython 3.11 lists must be there.
    SameOptions,
}

/// One that only prints.
pub(crate) const PLAIN: Program = Program {
    name: "",
    arguments: &[],
    stdin: None,
    files: &[],
    masks: &[],
    exit_code: 0,
    check: Check::Same,
};

/// How long it took.
const DURATION: (&str, &str) = (r"in \d+\.\d+s", "in TIME");

pub(crate) const PROGRAMS: &[Program] = &[
    Program {
        name: "anyio_and_trio",
        arguments: &["anyio_and_trio.py"],
        ..PLAIN
    },
    Program {
        name: "asyncio_script",
        arguments: &["asyncio_tasks.py"],
        ..PLAIN
    },
    Program {
        name: "attrs_classes",
        arguments: &["attrs_classes.py"],
        ..PLAIN
    },
    Program {
        name: "bandit_check",
        arguments: &["-m", "bandit", "-q", "-f", "json", "insecure.py"],
        // When.
        masks: &[(r#""generated_at": .*"#, "WHEN")],
        exit_code: 1,
        ..PLAIN
    },
    Program {
        name: "black_diff",
        arguments: &["-m", "black", "--quiet", "--diff", "unformatted.py"],
        // The diff's head has the time at which it was made.
        masks: &[(r"(?m)^(---|\+\+\+) .*\d\d:\d\d:\d\d.*$", "$1 FILE")],
        ..PLAIN
    },
    Program {
        name: "boto3_client",
        arguments: &["boto3_client.py"],
        ..PLAIN
    },
    Program {
        name: "bottle_app",
        arguments: &["bottle_app.py"],
        ..PLAIN
    },
    Program {
        name: "bs4_soup",
        arguments: &["bs4_soup.py"],
        ..PLAIN
    },
    Program {
        name: "celery_tasks",
        arguments: &["celery_tasks.py"],
        ..PLAIN
    },
    Program {
        name: "click_and_typer",
        arguments: &["click_and_typer.py"],
        ..PLAIN
    },
    Program {
        name: "cookiecutter",
        arguments: &["-m", "cookiecutter", "--no-input", "template", "name=made"],
        files: &["made/main.py"],
        ..PLAIN
    },
    Program {
        name: "django_startproject",
        arguments: &["-m", "django", "startproject", "example"],
        files: &[
            "example/manage.py",
            "example/example/settings.py",
            "example/example/urls.py",
        ],
        // A key made at random.
        masks: &[(r"SECRET_KEY = .*", "SECRET_KEY")],
        ..PLAIN
    },
    Program {
        name: "docutils_html5",
        arguments: &["-m", "docutils", "--writer=html5", "book/chapter.rst"],
        ..PLAIN
    },
    Program {
        name: "feedparser_feed",
        arguments: &["feedparser_feed.py"],
        ..PLAIN
    },
    Program {
        name: "flake8_check",
        arguments: &[
            "-m",
            "flake8",
            "-j1",
            "--max-complexity=1",
            "unformatted.py",
            "check_small.py",
            "insecure.py",
        ],
        exit_code: 1,
        ..PLAIN
    },
    Program {
        name: "flask_help",
        arguments: &["-m", "flask", "--help"],
        ..PLAIN
    },
    Program {
        name: "flask_requests",
        arguments: &["flask_requests.py"],
        ..PLAIN
    },
    Program {
        name: "gunicorn_check",
        arguments: &["-m", "gunicorn", "--check-config", "wsgi:application"],
        ..PLAIN
    },
    Program {
        name: "http_server_help",
        arguments: &["-m", "http.server", "--help"],
        check: Check::SameOptions,
        ..PLAIN
    },
    Program {
        name: "httpie_offline",
        arguments: &[
            "-m",
            "httpie",
            "--offline",
            "--ignore-stdin",
            "--pretty=all",
            "POST",
            "example.org/path",
            "a=b",
            "c:=3",
            "q==2",
        ],
        // 3.14 has zstd.
        masks: &[(", zstd", "")],
        ..PLAIN
    },
    Program {
        name: "httpx_mock",
        arguments: &["httpx_mock.py"],
        ..PLAIN
    },
    Program {
        name: "hypothesis_properties",
        arguments: &["hypothesis_properties.py"],
        ..PLAIN
    },
    Program {
        name: "invoke_run",
        arguments: &["-m", "invoke", "build"],
        ..PLAIN
    },
    Program {
        name: "ipython",
        arguments: &[
            "-m",
            "IPython",
            "--no-banner",
            "--quick",
            "--colors=NoColor",
            "-c",
            "x = [n * 2 for n in range(3)]\n!echo shell\nprint(get_ipython().ev('x'))",
        ],
        ..PLAIN
    },
    Program {
        name: "isort_diff",
        arguments: &["-m", "isort", "--diff", "insecure.py"],
        // The diff's head has the time at which it was made.
        masks: &[(r"(?m)^(---|\+\+\+) .*\d\d:\d\d:\d\d.*$", "$1 FILE")],
        ..PLAIN
    },
    Program {
        name: "jinja_templates",
        arguments: &["jinja_templates.py"],
        ..PLAIN
    },
    Program {
        name: "json_tool",
        arguments: &["-m", "json.tool", "data.json"],
        ..PLAIN
    },
    Program {
        name: "json_tool_stdin",
        arguments: &["-m", "json.tool", "--sort-keys"],
        stdin: Some("data.json"),
        ..PLAIN
    },
    Program {
        name: "mkdocs_build",
        arguments: &[
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "-f",
            "site/mkdocs.yml",
            "-d",
            "../out",
        ],
        files: &[
            "out/index.html",
            "out/other.html",
            "out/search/search_index.json",
        ],
        // The page says when it was built.
        masks: &[(r"Build Date UTC : .*", "Build Date")],
        ..PLAIN
    },
    Program {
        name: "networkx_graphs",
        arguments: &["networkx_graphs.py"],
        ..PLAIN
    },
    Program {
        name: "nox_list",
        arguments: &["-m", "nox", "--list"],
        ..PLAIN
    },
    Program {
        name: "nox_run",
        arguments: &["-m", "nox", "-s", "numbers"],
        ..PLAIN
    },
    Program {
        name: "openpyxl_book",
        arguments: &["openpyxl_book.py"],
        ..PLAIN
    },
    Program {
        name: "pip_help",
        arguments: &["-m", "pip", "--help"],
        ..PLAIN
    },
    Program {
        name: "pip_install_wheel",
        arguments: &[
            "-m",
            "pip",
            "install",
            "--no-index",
            "--no-deps",
            "--target",
            "target",
            "greeter-1.0-py3-none-any.whl",
        ],
        files: &["target/greeter.py", "target/greeter-1.0.dist-info/METADATA"],
        ..PLAIN
    },
    Program {
        name: "pip_list",
        arguments: &["-m", "pip", "list"],
        ..PLAIN
    },
    Program {
        name: "pre_commit_validate",
        arguments: &["-m", "pre_commit", "validate-config", "pre-commit.yaml"],
        ..PLAIN
    },
    Program {
        name: "pydantic_models",
        arguments: &["pydantic_models.py"],
        ..PLAIN
    },
    Program {
        name: "pydoc",
        arguments: &["-m", "pydoc", "documented"],
        // 3.14 leaves no blanks at the end of a line and words its list of
        // descriptors differently.
        masks: &[
            (r"(?m) +$", ""),
            (r"Thing\(builtins\.object\)", "Thing"),
            (
                r"dictionary for instance variables( \(if defined\))?",
                "dictionary",
            ),
            (
                r"list of weak references to the object( \(if defined\))?",
                "list",
            ),
        ],
        ..PLAIN
    },
    Program {
        name: "plotly_figure",
        arguments: &["plotly_figure.py"],
        ..PLAIN
    },
    Program {
        name: "pygmentize",
        arguments: &["-m", "pygments", "-f", "html", "unformatted.py"],
        ..PLAIN
    },
    Program {
        name: "pytest_suite",
        arguments: &[
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "check_small.py",
        ],
        masks: &[DURATION],
        exit_code: 1,
        ..PLAIN
    },
    Program {
        name: "requests_prepare",
        arguments: &["requests_prepare.py"],
        ..PLAIN
    },
    Program {
        name: "rich_output",
        arguments: &["rich_output.py"],
        ..PLAIN
    },
    Program {
        name: "sphinx_build",
        arguments: &["-m", "sphinx", "-q", "-b", "html", "book", "out"],
        files: &["out/index.html", "out/chapter.html", "out/searchindex.js"],
        ..PLAIN
    },
    Program {
        name: "sqlalchemy_orm",
        arguments: &["sqlalchemy_orm.py"],
        ..PLAIN
    },
    Program {
        name: "sqlformat",
        arguments: &[
            "-m",
            "sqlparse",
            "--reindent",
            "--keywords",
            "upper",
            "sum.sql",
        ],
        ..PLAIN
    },
    Program {
        name: "sympy_algebra",
        arguments: &["sympy_algebra.py"],
        ..PLAIN
    },
    Program {
        name: "tables_and_bars",
        arguments: &["tables_and_bars.py"],
        ..PLAIN
    },
    Program {
        name: "toolz_functions",
        arguments: &["toolz_functions.py"],
        ..PLAIN
    },
    Program {
        name: "tox_config",
        arguments: &[
            "-m",
            "tox",
            "config",
            "-e",
            "two",
            "-k",
            "description",
            "commands",
        ],
        ..PLAIN
    },
    Program {
        name: "tox_list",
        arguments: &["-m", "tox", "list"],
        ..PLAIN
    },
    Program {
        name: "unittest_run",
        arguments: &["-m", "unittest", "-v", "unit_tests"],
        masks: &[DURATION],
        ..PLAIN
    },
    Program {
        name: "uvicorn_serve",
        arguments: &["uvicorn_app.py"],
        ..PLAIN
    },
    Program {
        name: "venv_create",
        arguments: &["-m", "venv", "--without-pip", "environment"],
        files: &["environment/pyvenv.cfg"],
        // Which interpreter made it.
        masks: &[(r"(?m)^(home|version|executable|command) = .*$", "$1")],
        ..PLAIN
    },
    Program {
        name: "yamllint",
        arguments: &["-m", "yamllint", "-f", "parsable", "wrong.yaml"],
        exit_code: 1,
        ..PLAIN
    },
    Program {
        name: "zipfile_list",
        arguments: &["-m", "zipfile", "-l", "archive.zip"],
        ..PLAIN
    },
];

/// How the programs are started to say who they are: what start-up time is
/// about, and where the number of loaded modules is compared.
pub(crate) const START_UP: &[&[&str]] = &[
    &["-m", "black", "--version"],
    &["-m", "django", "--version"],
    &["-m", "flask", "--help"],
    &["-m", "http.server", "--help"],
    &["-m", "json.tool", "--help"],
    &["-m", "mkdocs", "--help"],
    &["-m", "pip", "--help"],
    &["-m", "pip", "install", "--help"],
    &["-m", "pip", "list"],
    &["-m", "pydoc", "documented"],
    &["-m", "pygments", "-V"],
    &["-m", "pytest", "--version"],
    &["-m", "unittest", "--help"],
    &["-m", "venv", "--help"],
    &["-m", "zipfile", "--help"],
    &["asyncio_tasks.py"],
    &["click_app.py", "--help"],
    &["jinja_templates.py"],
    &["requests_prepare.py"],
    &["rich_output.py"],
    &["sympy_algebra.py"],
    &["typer_app.py", "--help"],
];
