//! The registry of `-X` options. `--help-xoptions` and
//! docs/reference/xoptions.md are made from it.

use std::num::NonZeroI32;
use std::path::PathBuf;

use pyrun_runtime::{Options, ReportTarget, image, vm::find_and_load::ImportTime};

use crate::settings::Error;

/// An option and what it does with its value.
pub struct XOption {
    /// Its name.
    pub name: &'static str,
    /// What the value looks like, or nothing.
    pub value: &'static str,
    /// What it does, in a few words.
    pub help: &'static str,
    apply: fn(&mut Options, Option<&str>) -> Result<(), Error>,
}

/// Every option, by name. Unknown ones are kept in `sys._xoptions` and do
/// nothing, as in CPython.
pub const XOPTIONS: &[XOption] = &[
    XOption {
        name: "cpu_count",
        value: "=N|default",
        help: "what os.cpu_count() returns",
        apply: |options, value| {
            options.cpu_count = cpu_count(value).ok_or(Error::CpuCount)?;
            Ok(())
        },
    },
    XOption {
        name: "dev",
        value: "",
        help: "development mode: more checks at run time",
        apply: |options, _| {
            options.dev_mode = true;
            options.faulthandler = true;
            Ok(())
        },
    },
    XOption {
        name: "faulthandler",
        value: "",
        help: "dump the traceback on fatal errors",
        apply: |options, _| {
            options.faulthandler = true;
            Ok(())
        },
    },
    XOption {
        name: "importrecord",
        value: "=FILE",
        help: "record who imports which module when, its times and memory, in\nFILE, a line of JSON for each",
        apply: |options, value| {
            let file = value.filter(|file| !file.is_empty());
            let file = file.ok_or(Error::FileMissing("importrecord=FILE"))?;
            options.import_record = Some(PathBuf::from(file));
            Ok(())
        },
    },
    XOption {
        name: "importtime",
        value: "[=2]",
        help: "print how long each import takes, to stderr; 2 also names\nimports of modules that are loaded already",
        apply: |options, value| {
            options.import_time = import_time(value.unwrap_or_default());
            Ok(())
        },
    },
    XOption {
        name: "int_max_str_digits",
        value: "=N",
        help: "limit of int and str conversions; 0 is none",
        apply: |options, value| {
            options.int_max_str_digits =
                max_str_digits(value).ok_or(Error::IntMaxStrDigits("-X int_max_str_digits"))?;
            Ok(())
        },
    },
    XOption {
        name: "lazy_imports",
        value: "=all|normal",
        help: "PEP 810's mode: all makes every import at module level lazy",
        apply: |options, value| {
            let all = all_or_normal(value).ok_or(Error::LazyImports("-X lazy_imports"))?;
            // As in CPython the first one counts.
            let named = |option: &&(String, _)| option.0 == "lazy_imports";
            if options.xoptions.iter().filter(named).count() == 1 {
                options.lazy.explicit_all = all;
            }
            Ok(())
        },
    },
    XOption {
        name: "lazyimportsall",
        value: "",
        help: "make every module's imports lazy",
        apply: |options, _| {
            options.lazy.all = true;
            Ok(())
        },
    },
    XOption {
        name: "lazyimportsfailonce",
        value: "",
        help: "do not execute a module again whose lazy import has failed",
        apply: |options, _| {
            options.lazy.fail_once = true;
            Ok(())
        },
    },
    XOption {
        name: "lazyimportslog",
        value: "[=FILE]",
        help: "write at exit what resolved each lazy import, and when: to\nstderr, or to FILE (JSON if it ends in .json)",
        apply: |options, value| {
            options.lazy.log = Some(target(value, "lazyimportslog")?);
            Ok(())
        },
    },
    XOption {
        name: "lazyimportspolicy",
        value: "=FILE",
        help: "rules about what is eager or lazy, from a TOML file or\nLifeguard's JSON; several files are asked in order",
        apply: |options, value| {
            let file = value.filter(|file| !file.is_empty());
            let file = file.ok_or(Error::FileMissing("lazyimportspolicy=FILE"))?;
            options.lazy.policies.push(PathBuf::from(file));
            Ok(())
        },
    },
    XOption {
        name: "lazyimportsreport",
        value: "[=FILE]",
        help: "say at exit what became of the lazy imports: to stderr,\nor to FILE (JSON if it ends in .json)",
        apply: |options, value| {
            options.lazy.report = Some(target(value, "lazyimportsreport")?);
            Ok(())
        },
    },
    XOption {
        name: "lazyimportsverify",
        value: "",
        help: "a missing module is an error at the import statement, though\nnothing is executed there",
        apply: |options, _| {
            options.lazy.verify = true;
            Ok(())
        },
    },
    XOption {
        name: "lazyimportswarmup",
        value: "",
        help: "resolve the lazy imports that are left when a module has run",
        apply: |options, _| {
            options.lazy.warm_up = true;
            Ok(())
        },
    },
    XOption {
        name: "no_debug_ranges",
        value: "",
        help: "no column marks in tracebacks",
        apply: |options, _| {
            options.debug_ranges = false;
            Ok(())
        },
    },
    XOption {
        name: "noimage",
        value: "",
        help: "start without an image",
        apply: |options, _| {
            options.image = image::Use::Never;
            Ok(())
        },
    },
    XOption {
        name: "pycache_prefix",
        value: "=FOLDER",
        help: "root of the tree for .pyc files",
        apply: |options, value| {
            options.pycache_prefix = value.filter(|value| !value.is_empty()).map(str::to_owned);
            Ok(())
        },
    },
    XOption {
        name: "thread_inherit_context",
        value: "=0|1",
        help: "threads inherit the context of their starter",
        apply: |options, value| {
            options.thread_inherit_context = zero_or_one(value)
                .ok_or(Error::ThreadInheritContext("-X thread_inherit_context=n"))?;
            Ok(())
        },
    },
    XOption {
        name: "utf8",
        value: "[=0|1]",
        help: "UTF-8 mode; on by default",
        apply: |options, value| {
            options.utf8 = match value {
                None => true,
                value => zero_or_one(value).ok_or(Error::Utf8("-X utf8=n: n"))?,
            };
            Ok(())
        },
    },
    XOption {
        name: "warn_default_encoding",
        value: "",
        help: "warn when a file is opened with the default encoding",
        apply: |options, _| {
            options.warn_default_encoding = true;
            Ok(())
        },
    },
];

/// The value of `-X importtime`: 2 is more, anything else is 1.
pub(crate) fn import_time(value: &str) -> ImportTime {
    if value.parse() == Ok(2) {
        ImportTime::Cached
    } else {
        ImportTime::Loaded
    }
}

/// Applies one `-X` as typed, `name` or `name=value`.
///
/// # Errors
/// When the value is not one that the option takes.
pub fn apply(option: &str, options: &mut Options) -> Result<(), Error> {
    let (name, value) = match option.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (option, None),
    };
    options
        .xoptions
        .push((name.to_owned(), value.map(str::to_owned)));
    match XOPTIONS.iter().find(|known| known.name == name) {
        Some(known) => (known.apply)(options, value),
        None => Ok(()),
    }
}

/// Where a report goes: `FILE`, or standard error without `=`.
fn target(value: Option<&str>, option: &'static str) -> Result<ReportTarget, Error> {
    match value {
        None => Ok(ReportTarget::Stderr),
        Some("") => Err(Error::FileMissing(option)),
        Some(file) => Ok(ReportTarget::File(PathBuf::from(file))),
    }
}

pub(crate) fn all_or_normal(value: Option<&str>) -> Option<bool> {
    match value? {
        "all" => Some(true),
        "normal" => Some(false),
        _ => None,
    }
}

/// `None` inside when the system is to be asked.
#[expect(clippy::option_option, reason = "no value, the default, or a count")]
pub(crate) fn cpu_count(value: Option<&str>) -> Option<Option<NonZeroI32>> {
    match value? {
        "default" => Some(None),
        number => number
            .parse()
            .ok()
            .filter(|count: &NonZeroI32| count.get() > 0)
            .map(Some),
    }
}

pub(crate) fn max_str_digits(value: Option<&str>) -> Option<i64> {
    const LEAST: i64 = 640;
    let digits: i64 = value?.parse().ok()?;
    (digits == 0 || (LEAST..=i64::from(i32::MAX)).contains(&digits)).then_some(digits)
}

pub(crate) fn zero_or_one(value: Option<&str>) -> Option<bool> {
    match value? {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}
