//! From what was typed to what it means: options before the environment, with
//! CPython's texts where a value is impossible (`Python/initconfig.c`).

use std::ffi::OsString;
use std::fmt;

use pyrun_runtime::{LazyImports, Options, image, vm::vm::CheckHashPycsMode};

use crate::arguments::Switches;
use crate::environment::{self as env, Environment};
use crate::xoptions;

/// A value that no setting can have.
#[derive(Debug, PartialEq, Eq)]
pub enum Error {
    /// `-X cpu_count`, `PYTHON_CPU_COUNT`
    CpuCount,
    /// `-X int_max_str_digits`, `PYTHONINTMAXSTRDIGITS`: which of them
    IntMaxStrDigits(&'static str),
    /// `-X thread_inherit_context`, `PYTHON_THREAD_INHERIT_CONTEXT`: which
    ThreadInheritContext(&'static str),
    /// `-X utf8`, `PYTHONUTF8`: which
    Utf8(&'static str),
    /// `PYTHONHASHSEED`
    HashSeed,
    /// `-X importrecord`, `-X lazyimportsreport=`, `-X lazyimportslog=`,
    /// `-X lazyimportspolicy`: which
    FileMissing(&'static str),
    /// `-X lazy_imports`, `PYTHON_LAZY_IMPORTS`: which
    LazyImports(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fatal Python error: ")?;
        match self {
            Self::CpuCount => f.write_str(
                "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid \
                 number, n must be greater than 0",
            ),
            Self::IntMaxStrDigits(what) => write!(
                f,
                "config_init_int_max_str_digits: {what}: invalid limit; must be >= 640 or 0 for \
                 unlimited."
            ),
            Self::ThreadInheritContext(what) => {
                write!(
                    f,
                    "config_init_thread_inherit_context: {what}: n is missing or invalid"
                )
            }
            Self::Utf8(what) => write!(f, "config_init_utf8_mode: {what} is missing or invalid"),
            Self::HashSeed => f.write_str(
                "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range \
                 [0; 4294967295]",
            ),
            Self::FileMissing(option) => write!(f, "-X {option}: FILE is missing"),
            Self::LazyImports(what) => write!(
                f,
                "config_init_lazy_imports: {what}: invalid value; expected 'all' or 'normal'"
            ),
        }?;
        f.write_str("\nPython runtime state: preinitialized\n")
    }
}

impl std::error::Error for Error {}

/// Everything that was asked for, resolved.
///
/// # Errors
/// When a value is impossible.
pub fn resolve(
    switches: Switches,
    arguments: Vec<OsString>,
    original_arguments: Vec<OsString>,
    environment: &dyn Environment,
) -> Result<Options, Error> {
    let isolated = switches.count('I') > 0;
    let mut options = Options {
        arguments,
        original_arguments,
        isolated,
        ignore_environment: isolated || switches.count('E') > 0,
        safe_path: isolated || switches.count('P') > 0,
        user_site: !(isolated || switches.count('s') > 0),
        optimize: switches.count('O'),
        verbose: switches.count('v'),
        debug: switches.count('d'),
        bytes_warning: switches.count('b'),
        inspect: switches.count('i') > 0,
        quiet: switches.count('q') > 0,
        site: switches.count('S') == 0,
        buffered: switches.count('u') == 0,
        write_bytecode: switches.count('B') == 0,
        skip_first_line: switches.count('x') > 0,
        switches: switches.words(),
        builds_images: environment
            .get(env::PYRUN_IMAGE_BUILD)
            .is_none_or(|value| value != "0"),
        lazy: LazyImports {
            all: switches.count('L') > 0,
            ..LazyImports::default()
        },
        ..Options::default()
    };
    let mut warnings = Vec::new();
    if !options.ignore_environment {
        read_environment(&mut options, &mut warnings, environment)?;
        if switches.count('R') == 0 {
            options.hash_seed = hash_seed(environment)?;
        }
    }
    if switches.count('L') > 0 {
        // Child processes are started with what is in sys._xoptions.
        options.xoptions.push(("lazyimportsall".to_owned(), None));
    }
    let from_environment = std::mem::take(&mut options.lazy.policies);
    for option in &switches.xoptions {
        xoptions::apply(option, &mut options)?;
    }
    // Not one of Python's variables: -E and -I do not hide it.
    let no_image = environment.get(env::PYRUN_NO_IMAGE);
    if no_image.is_some_and(|value| !value.is_empty()) {
        options.image = image::Use::Never;
    }
    options.lazy.policies.extend(from_environment);
    options.check_hash_pycs = match switches.check_hash_pycs.as_deref() {
        Some("always") => CheckHashPycsMode::Always,
        Some("never") => CheckHashPycsMode::Never,
        _ => CheckHashPycsMode::Default,
    };
    if options.dev_mode {
        options.warnings.push("default".to_owned());
    }
    options.warnings.append(&mut warnings);
    options.warnings.extend(switches.warnings);
    match options.bytes_warning {
        0 => {}
        1 => options.warnings.push("default::BytesWarning".to_owned()),
        _ => options.warnings.push("error::BytesWarning".to_owned()),
    }
    Ok(options)
}

fn read_environment(
    options: &mut Options,
    warnings: &mut Vec<String>,
    environment: &dyn Environment,
) -> Result<(), Error> {
    let text = |name| {
        let value = environment.get(name).filter(|value| !value.is_empty())?;
        Some(value.to_string_lossy().into_owned())
    };
    let is_set = |name| environment.get(name).is_some_and(|value| !value.is_empty());
    // A number counts as the option given that often, anything else as once.
    let count = |name| text(name).map_or(0, |value| value.parse::<u8>().unwrap_or(1));

    options.debug = options.debug.max(count(env::PYTHONDEBUG));
    options.optimize = options.optimize.max(count(env::PYTHONOPTIMIZE));
    options.verbose = options.verbose.max(count(env::PYTHONVERBOSE));
    options.write_bytecode &= !is_set(env::PYTHONDONTWRITEBYTECODE);
    options.inspect |= is_set(env::PYTHONINSPECT);
    options.buffered &= !is_set(env::PYTHONUNBUFFERED);
    options.user_site &= !is_set(env::PYTHONNOUSERSITE);
    options.safe_path |= is_set(env::PYTHONSAFEPATH);
    options.dev_mode |= is_set(env::PYTHONDEVMODE);
    options.faulthandler |= is_set(env::PYTHONFAULTHANDLER) || options.dev_mode;
    options.debug_ranges &= !is_set(env::PYTHONNODEBUGRANGES);
    options.warn_default_encoding |= is_set(env::PYTHONWARNDEFAULTENCODING);
    options.lazy.all |= is_set(env::PYTHONLAZYIMPORTSALL) || is_set(env::PYTHONLAZYIMPORTS);
    if let Some(value) = text(env::PYTHON_LAZY_IMPORTS) {
        options.lazy.explicit_all = xoptions::all_or_normal(Some(&value))
            .ok_or(Error::LazyImports(env::PYTHON_LAZY_IMPORTS))?;
    }
    if let Some(files) = environment.get(env::PYTHONLAZYIMPORTSPOLICY) {
        let files = std::env::split_paths(&files).filter(|file| !file.as_os_str().is_empty());
        options.lazy.policies.extend(files);
    }
    if let Some(value) = text(env::PYTHONPROFILEIMPORTTIME) {
        options.import_time = xoptions::import_time(&value);
    }
    options.lazy.warm_up |= is_set(env::PYTHONLAZYIMPORTSWARMUP);
    options.home = text(env::PYTHONHOME).map(Into::into);
    options.pycache_prefix = text(env::PYTHONPYCACHEPREFIX);
    if let Some(path) = environment
        .get(env::PYTHONPATH)
        .filter(|path| !path.is_empty())
    {
        let folders = std::env::split_paths(&path);
        options.search_path = folders
            .map(|path| path.to_string_lossy().into_owned())
            .collect();
    }
    if let Some(value) = text(env::PYTHONINTMAXSTRDIGITS) {
        options.int_max_str_digits = xoptions::max_str_digits(Some(&value))
            .ok_or(Error::IntMaxStrDigits(env::PYTHONINTMAXSTRDIGITS))?;
    }
    if let Some(value) = text(env::PYTHON_CPU_COUNT) {
        options.cpu_count = xoptions::cpu_count(Some(&value)).ok_or(Error::CpuCount)?;
    }
    if let Some(value) = text(env::PYTHON_THREAD_INHERIT_CONTEXT) {
        options.thread_inherit_context = xoptions::zero_or_one(Some(&value)).ok_or(
            Error::ThreadInheritContext("PYTHON_THREAD_INHERIT_CONTEXT=N: N"),
        )?;
    }
    if let Some(value) = text(env::PYTHONUTF8) {
        options.utf8 = xoptions::zero_or_one(Some(&value)).ok_or(Error::Utf8("PYTHONUTF8=N: N"))?;
    }
    if let Some(value) = text(env::PYTHONIOENCODING) {
        let (encoding, errors) = value.split_once(':').unwrap_or((&value, ""));
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (options.stdio_encoding, options.stdio_errors) = (given(encoding), given(errors));
    }
    if let Some(value) = text(env::PYTHONWARNINGS) {
        let filters = value
            .split(',')
            .map(str::trim)
            .filter(|filter| !filter.is_empty());
        warnings.extend(filters.map(str::to_owned));
    }
    Ok(())
}

fn hash_seed(environment: &dyn Environment) -> Result<Option<u32>, Error> {
    let Some(value) = environment.get(env::PYTHONHASHSEED) else {
        return Ok(None);
    };
    match value.to_str() {
        Some("" | "random") => Ok(None),
        Some(number) => number.parse().map(Some).map_err(|_| Error::HashSeed),
        None => Err(Error::HashSeed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{CommandLine, Request};

    #[derive(Clone, Copy)]
    struct Fixed(&'static [(&'static str, &'static str)]);

    impl Environment for Fixed {
        fn get(&self, name: &str) -> Option<OsString> {
            self.0
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.into())
        }
    }

    fn options(words: &[&str], environment: Fixed) -> Result<Options, Error> {
        let words: Vec<_> = words.iter().map(OsString::from).collect();
        match CommandLine::parse(&words).expect("parses").request {
            Request::Run {
                switches,
                arguments,
                ..
            } => resolve(switches, arguments, words, &environment),
            Request::Print(page) => panic!("prints {page:?}"),
        }
    }

    #[test]
    fn variables_count_unless_they_are_ignored() {
        const VARIABLES: &[(&str, &str)] = &[
            ("PYTHONLAZYIMPORTSALL", "1"),
            ("PYTHONOPTIMIZE", "2"),
            ("PYTHONPATH", "a:b"),
        ];
        let seen = options(&["x.py"], Fixed(VARIABLES)).expect("resolves");
        assert!(seen.lazy.all);
        assert_eq!((seen.optimize, seen.search_path.len()), (2, 2));
        for ignoring in ["-E", "-I"] {
            let ignored = options(&[ignoring, "x.py"], Fixed(VARIABLES)).expect("resolves");
            assert!(!ignored.lazy.all);
            assert_eq!((ignored.optimize, ignored.search_path.len()), (0, 0));
        }
    }

    #[test]
    fn an_empty_variable_is_unset() {
        let seen = options(&["x.py"], Fixed(&[("PYTHONLAZYIMPORTSALL", "")])).expect("resolves");
        assert!(!seen.lazy.all);
    }

    #[test]
    fn impossible_values_are_named() {
        let error = options(&["-X", "utf8=2", "x.py"], Fixed(&[])).expect_err("fails");
        insta::assert_snapshot!(error, @r"
        Fatal Python error: config_init_utf8_mode: -X utf8=n: n is missing or invalid
        Python runtime state: preinitialized
        ");
        for (name, value) in [
            ("PYTHONHASHSEED", "-1"),
            ("PYTHONINTMAXSTRDIGITS", "5"),
            ("PYTHON_CPU_COUNT", "0"),
            ("PYTHONUTF8", "x"),
        ] {
            let variables: &'static [_] = Vec::leak(vec![(name, value)]);
            let error = options(&["x.py"], Fixed(variables)).expect_err(name);
            assert!(
                error
                    .to_string()
                    .starts_with("Fatal Python error: config_init"),
                "{error}"
            );
        }
    }

    #[test]
    fn unknown_x_options_are_kept() {
        let seen = options(&["-X", "frobnicate=3", "x.py"], Fixed(&[])).expect("resolves");
        assert_eq!(
            seen.xoptions,
            [("frobnicate".to_owned(), Some("3".to_owned()))]
        );
    }
}
