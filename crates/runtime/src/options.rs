//! What an interpreter can be asked for: the resolved settings, whatever they
//! came from.

use std::ffi::OsString;
use std::num::NonZeroI32;
use std::path::PathBuf;

use crate::image;
use rustpython_vm::{Settings, find_and_load::ImportTime, vm::CheckHashPycsMode};

/// Settings of one interpreter. [`Options::default`] is what CPython does
/// without any option or environment variable.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a command line switch of its own"
)]
pub struct Options {
    /// `sys.argv`; the first is the program's name.
    pub arguments: Vec<OsString>,
    /// `sys.orig_argv`.
    pub original_arguments: Vec<OsString>,
    /// Entries for the front of `sys.path` (`PYTHONPATH`).
    pub search_path: Vec<String>,
    /// How imports are done.
    pub lazy: LazyImports,
    /// `-X` options as given, for `sys._xoptions`.
    pub xoptions: Vec<(String, Option<String>)>,
    /// Warning filters in order of increasing weight (`PYTHONWARNINGS`, `-W`).
    pub warnings: Vec<String>,
    /// `-O`: how often.
    pub optimize: u8,
    /// `-v`: how often.
    pub verbose: u8,
    /// `-d`: how often.
    pub debug: u8,
    /// `-b`: how often.
    pub bytes_warning: u8,
    /// `-E`: `PYTHON*` variables do not count.
    pub ignore_environment: bool,
    /// `-I`.
    pub isolated: bool,
    /// `-i`: go interactive when the program is over.
    pub inspect: bool,
    /// `-P`: do not put the program's folder on `sys.path`.
    pub safe_path: bool,
    /// `-q`: no banner.
    pub quiet: bool,
    /// `-S` unset: import `site`.
    pub site: bool,
    /// `-s` unset: the user's site-packages count.
    pub user_site: bool,
    /// `-u` unset: standard streams are buffered.
    pub buffered: bool,
    /// `-B` unset: write `.pyc` files.
    pub write_bytecode: bool,
    /// `-x`: skip the first line of the program.
    pub skip_first_line: bool,
    /// `-X dev`.
    pub dev_mode: bool,
    /// `-X faulthandler`.
    pub faulthandler: bool,
    /// `-X utf8`.
    pub utf8: bool,
    /// `-X warn_default_encoding`.
    pub warn_default_encoding: bool,
    /// `-X no_debug_ranges` unset: tracebacks mark the failing expression.
    pub debug_ranges: bool,
    /// `-X thread_inherit_context`.
    pub thread_inherit_context: bool,
    /// `-X int_max_str_digits`.
    pub int_max_str_digits: i64,
    /// `-X importtime`.
    pub import_time: ImportTime,
    /// `-X importrecord`: the file to record imports in.
    pub import_record: Option<PathBuf>,
    /// `-X cpu_count`; `None` asks the system.
    pub cpu_count: Option<NonZeroI32>,
    /// `PYTHONHASHSEED`; `None` is random.
    pub hash_seed: Option<u32>,
    /// `--check-hash-based-pycs`.
    pub check_hash_pycs: CheckHashPycsMode,
    /// `PYTHONIOENCODING`, the part before the colon.
    pub stdio_encoding: Option<String>,
    /// `PYTHONIOENCODING`, the part behind the colon.
    pub stdio_errors: Option<String>,
    /// `-X pycache_prefix`.
    pub pycache_prefix: Option<String>,
    /// `PYTHONHOME`: the prefix, instead of the one that [`crate::paths`] finds.
    pub home: Option<PathBuf>,
    /// `-X noimage`: whether the start may continue from an image.
    pub image: image::Use,
    /// Whether an image is made, when the program is over, if there was none.
    pub builds_images: bool,
    /// What was typed in front of the program, for a process that makes an image.
    pub switches: Vec<OsString>,
}

/// How imports are done.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a command line switch of its own"
)]
pub struct LazyImports {
    /// `-X lazyimportsall`: every module's imports are lazy.
    pub all: bool,
    /// `-X lazyimportswarmup`: resolve what is left when a module has run.
    pub warm_up: bool,
    /// `-X lazy_imports=all`: PEP 810's mode in which no keyword is needed.
    pub explicit_all: bool,
    /// `-X lazyimportsreport`: say at exit what became of the lazy imports.
    pub report: Option<ReportTarget>,
    /// `-X lazyimportslog`: every resolution with its trigger, written at exit.
    pub log: Option<ReportTarget>,
    /// `-X lazyimportsverify`: a module that does not exist is an error at the
    /// statement.
    pub verify: bool,
    /// `-X lazyimportsfailonce`: a module that failed is not executed again.
    pub fail_once: bool,
    /// `-X lazyimportspolicy`: policy files, the first to be asked first.
    pub policies: Vec<PathBuf>,
}

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportTarget {
    /// As text, to standard error.
    Stderr,
    /// To this file: JSON if it is named `.json`, else text.
    File(PathBuf),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            arguments: vec![OsString::new()],
            original_arguments: Vec::new(),
            search_path: Vec::new(),
            lazy: LazyImports::default(),
            xoptions: Vec::new(),
            warnings: Vec::new(),
            optimize: 0,
            verbose: 0,
            debug: 0,
            bytes_warning: 0,
            ignore_environment: false,
            isolated: false,
            inspect: false,
            safe_path: false,
            quiet: false,
            site: true,
            user_site: true,
            buffered: true,
            write_bytecode: true,
            skip_first_line: false,
            dev_mode: false,
            faulthandler: false,
            utf8: true,
            warn_default_encoding: false,
            debug_ranges: true,
            thread_inherit_context: false,
            int_max_str_digits: 4300,
            cpu_count: None,
            hash_seed: None,
            import_time: ImportTime::Off,
            import_record: None,
            check_hash_pycs: CheckHashPycsMode::Default,
            stdio_encoding: None,
            stdio_errors: None,
            pycache_prefix: None,
            home: None,
            image: image::Use::default(),
            builds_images: false,
            switches: Vec::new(),
        }
    }
}

impl Options {
    /// As the virtual machine wants them.
    pub(crate) fn settings(&self) -> Settings {
        let text = |argument: &OsString| argument.to_string_lossy().into_owned();
        let mut settings = Settings::default();
        settings.argv = self.arguments.iter().map(text).collect();
        settings.path_list.clone_from(&self.search_path);
        settings.xoptions.clone_from(&self.xoptions);
        settings.warnoptions.clone_from(&self.warnings);
        settings.optimize = self.optimize;
        settings.verbose = self.verbose;
        settings.debug = self.debug;
        settings.bytes_warning = self.bytes_warning.into();
        settings.ignore_environment = self.ignore_environment;
        settings.isolated = self.isolated;
        settings.inspect = self.inspect;
        settings.interactive = self.inspect;
        settings.safe_path = self.safe_path;
        settings.quiet = self.quiet;
        settings.import_site = self.site;
        settings.user_site_directory = self.user_site;
        settings.buffered_stdio = self.buffered;
        settings.write_bytecode = self.write_bytecode;
        settings.dev_mode = self.dev_mode;
        settings.faulthandler = self.faulthandler;
        settings.utf8_mode = i8::from(self.utf8);
        settings.warn_default_encoding = self.warn_default_encoding;
        settings.code_debug_ranges = self.debug_ranges;
        settings.thread_inherit_context = self.thread_inherit_context;
        settings.int_max_str_digits = self.int_max_str_digits;
        settings.cpu_count = self.cpu_count;
        settings.hash_seed = self.hash_seed;
        settings.check_hash_pycs_mode = self.check_hash_pycs;
        settings.stdio_encoding.clone_from(&self.stdio_encoding);
        settings.stdio_errors.clone_from(&self.stdio_errors);
        settings
    }
}
