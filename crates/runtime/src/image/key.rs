//! What an image is for: everything that the interpreter in it depends on.

use std::fmt::{self, Write};
use std::os::unix::fs::MetadataExt;

use rustpython_vm::{find_and_load::ImportTime, getpath};
use sha2::{Digest, Sha256};

use crate::{Options, paths};

/// A hash of it all.
pub type Key = [u8; pyrun_image::file::KEY_LENGTH];

/// Settings that no image is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// The executable has no fixed address or no build id.
    Executable,
    /// The program runs with the rights of somebody else.
    Privileged,
    /// These settings watch or change the start itself.
    Option(&'static str),
    /// This variable has a say in where the interpreter thinks it is.
    Variable(&'static str),
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Executable => f.write_str("this executable cannot continue from an image"),
            Self::Privileged => f.write_str("the program has another user's rights"),
            Self::Option(name) => write!(f, "{name} is given"),
            Self::Variable(name) => write!(f, "the variable {name} is set"),
        }
    }
}

/// The key of the image for `options` in this process and its environment, or of that for
/// the program of this identity.
///
/// # Errors
/// When there can be none.
pub fn of(options: &Options, program: Option<&str>) -> Result<Key, Unsupported> {
    Ok(Circumstances::of(options)?.key(program))
}

/// What the interpreter in an image depends on.
pub(super) struct Circumstances(Sha256);

impl Circumstances {
    /// Those of this process.
    pub(super) fn of(options: &Options) -> Result<Self, Unsupported> {
        describe(options).map(|text| Self(Sha256::new_with_prefix(text)))
    }

    /// The key of the image for all programs, or for that of this identity.
    pub(super) fn key(&self, program: Option<&str>) -> Key {
        let mut hash = self.0.clone();
        if let Some(program) = program {
            hash.update(program);
        }
        hash.finalize().into()
    }
}

fn describe(options: &Options) -> Result<String, Unsupported> {
    check(options)?;
    let mut text = String::new();
    // Only what cannot fail: strings take everything.
    let _ = write!(
        text,
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n",
        pyrun_image::executable::build_id(),
        settings(options),
        search_paths(options),
        time_zone(),
        processor(),
    );
    Ok(text)
}

fn check(options: &Options) -> Result<(), Unsupported> {
    if !pyrun_image::executable::supports_images() {
        return Err(Unsupported::Executable);
    }
    // SAFETY: a question about this process.
    if unsafe { libc::getauxval(libc::AT_SECURE) } != 0 {
        return Err(Unsupported::Privileged);
    }
    for (given, name) in [
        (options.hash_seed.is_some(), "PYTHONHASHSEED"),
        (options.verbose > 0, "-v"),
        (options.debug > 0, "-d"),
        (options.dev_mode, "-X dev"),
        (options.faulthandler, "-X faulthandler"),
        (options.import_time != ImportTime::Off, "-X importtime"),
        (options.import_record.is_some(), "-X importrecord"),
        (options.lazy.report.is_some(), "-X lazyimportsreport"),
        (options.lazy.log.is_some(), "-X lazyimportslog"),
    ] {
        if given {
            return Err(Unsupported::Option(name));
        }
    }
    for name in ["PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__"] {
        if std::env::var_os(name).is_some() {
            return Err(Unsupported::Variable(name));
        }
    }
    Ok(())
}

/// The settings, without what each process has of its own.
fn settings(options: &Options) -> Options {
    let mut settings = options.clone();
    settings.arguments = Vec::new();
    settings.original_arguments = Vec::new();
    settings.lazy.policies = Vec::new();
    settings.switches = Vec::new();
    settings.builds_images = false;
    settings.image = super::Use::default();
    settings
}

fn search_paths(options: &Options) -> rustpython_vm::vm::Paths {
    let settings = options.settings();
    let mut found = getpath::init_path_config(&settings);
    paths::correct(
        &mut found,
        settings.path_list.len(),
        options.home.as_deref(),
    );
    found
}

/// `time` looks at the zone when it is made.
fn time_zone() -> String {
    let local = std::fs::metadata("/etc/localtime").ok();
    let identity = local.map(|file| (file.dev(), file.ino(), file.mtime()));
    format!("{:?} {identity:?}", ["TZ", "TZDIR"].map(std::env::var_os))
}

/// Native code remembers what the processor can do.
fn processor() -> [u64; 4] {
    // SAFETY: questions about this process.
    let capabilities = unsafe {
        [
            libc::getauxval(libc::AT_HWCAP),
            libc::getauxval(libc::AT_HWCAP2),
        ]
    };
    let [basic, extended] = features();
    [capabilities[0], capabilities[1], basic, extended]
}

#[cfg(target_arch = "x86_64")]
fn features() -> [u64; 2] {
    use core::arch::x86_64::__cpuid_count;
    let (basic, extended) = (__cpuid_count(1, 0), __cpuid_count(7, 0));
    [
        u64::from(basic.ecx) << 32 | u64::from(extended.edx),
        u64::from(extended.ebx) << 32 | u64::from(extended.ecx),
    ]
}

#[cfg(not(target_arch = "x86_64"))]
fn features() -> [u64; 2] {
    [0; 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_do_not_count_and_switches_do() {
        let text = |options: &Options| format!("{:?}", settings(options));
        let plain = Options::default();
        let with_arguments = Options {
            arguments: vec!["x.py".into()],
            ..Options::default()
        };
        let lazy = Options {
            lazy: crate::LazyImports {
                all: true,
                ..Default::default()
            },
            ..Options::default()
        };
        assert_eq!(text(&plain), text(&with_arguments));
        assert_ne!(text(&plain), text(&lazy));
    }
}
