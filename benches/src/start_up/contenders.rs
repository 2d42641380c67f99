//! Who competes, and how a program is run by each.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pyrun_measure::{Comparison, Contender, ModuleCount, Plan, Samples, Step, measure};

use super::environments::Environments;
use super::interpreters::CPython;
use super::programs::Program;
use crate::repository;

/// pyrun's imports, all lazy.
const LAZY: &[&str] = &["-X", "lazyimportsall"];

/// An interpreter with options.
#[derive(Debug)]
pub struct Variant {
    /// What it is called in the results.
    pub name: String,
    /// The interpreter as it is installed. What lies in its own site-packages may slow its
    /// start down, so the environment is preferred even if a program needs no packages.
    alone: PathBuf,
    /// The interpreter in an environment with the packages, or why there is none.
    equipped: Result<PathBuf, String>,
    options: &'static [&'static str],
    modules: ModuleCount,
    image: Image,
}

/// The start-up image that pyrun starts from.
#[derive(Clone, Copy, Debug)]
enum Image {
    None,
    /// The one for all programs.
    Base,
    /// One of the program.
    Program,
}

/// The variants of all interpreters; ratios refer to the first, CPython if there is one.
pub fn variants(
    environments: &Environments,
    pyrun: &Path,
    stock: &Path,
    cpythons: &[CPython],
) -> Vec<Variant> {
    let mut variants = Vec::new();
    for python in cpythons {
        let equipped = environments.cpython(python);
        let mut add = |suffix, options| {
            variants.push(Variant {
                name: format!("CPython {}{suffix}", python.version),
                alone: python.program.clone(),
                equipped: equipped.clone(),
                options,
                modules: ModuleCount::ImportTime,
                image: Image::None,
            });
        };
        add("", &[][..]);
        if python.lazy {
            add(" lazy", &["-X", "lazy_imports=all"]);
        }
    }
    variants.push(Variant {
        name: "RustPython 0.6.0".to_owned(),
        alone: stock.to_path_buf(),
        equipped: environments.rustpython("stock-rustpython", stock),
        options: &[],
        modules: ModuleCount::ImportTime,
        image: Image::None,
    });
    let equipped = environments.rustpython("pyrun", pyrun);
    for (name, options, image) in [
        ("pyrun eager", &["-X", "noimage"][..], Image::None),
        (
            "pyrun lazy",
            &["-X", "noimage", "-X", "lazyimportsall"],
            Image::None,
        ),
        ("pyrun eager + image", &[], Image::Base),
        ("pyrun lazy + image", LAZY, Image::Base),
        ("pyrun lazy + program image", LAZY, Image::Program),
    ] {
        variants.push(Variant {
            name: name.to_owned(),
            alone: pyrun.to_path_buf(),
            equipped: equipped.clone(),
            options,
            modules: ModuleCount::Report,
            image,
        });
    }
    variants
}

/// Measures one program.
///
/// # Errors
/// When there is no room for its files. A variant that cannot run it is no error.
pub fn compare(
    program: &Program,
    variants: &[Variant],
    plan: &Plan,
    watch: &mut dyn FnMut(Step<'_>),
) -> io::Result<Comparison> {
    let scratch = tempfile::tempdir()?;
    let mut contenders = Vec::new();
    for (index, variant) in variants.iter().enumerate() {
        let folder = scratch.path().join(index.to_string());
        copy(&repository().join("tests/programs/files"), &folder)?;
        contenders.push(variant.contender(program, folder, scratch.path()));
    }
    let can_run = |variant: &&Variant| !program.packages || variant.equipped.is_ok();
    let able: Vec<Contender> = variants
        .iter()
        .zip(&contenders)
        .filter(|(variant, _)| can_run(variant))
        .map(|(_, contender)| contender.clone())
        .collect();
    let measured = measure(&able, plan, watch).map_err(io::Error::other)?;
    let mut measured = measured.into_iter();
    let samples: Vec<Samples> = variants
        .iter()
        .map(|variant| match &variant.equipped {
            Err(reason) if program.packages => Samples {
                failure: Some(reason.clone()),
                ..Samples::default()
            },
            _ => measured.next().unwrap_or_default(),
        })
        .zip(&contenders)
        .map(|(samples, contender)| without_folder(samples, contender))
        .collect();
    Ok(Comparison::new(program.name, plan, &contenders, &samples))
}

/// The samples with a reason that is the same in every run: without its folder's name.
fn without_folder(mut samples: Samples, contender: &Contender) -> Samples {
    if let (Some(reason), Some(folder)) = (&mut samples.failure, &contender.folder) {
        *reason = reason.replace(&*folder.to_string_lossy(), ".");
        let interpreter = contender.program.to_string_lossy();
        *reason = reason.replace(&*interpreter, &contender.name);
    }
    samples
}

impl Variant {
    fn contender(&self, program: &Program, folder: PathBuf, images: &Path) -> Contender {
        let interpreter = self.equipped.as_ref().unwrap_or(&self.alone);
        let arguments: Vec<OsString> = program.arguments.iter().map(OsString::from).collect();
        let contender = Contender {
            environment: environment(),
            folder: Some(folder),
            modules: self.modules,
            ..Contender::new(&self.name, interpreter, self.options, &arguments)
        };
        match self.image {
            Image::None => contender,
            Image::Base => contender.with_image(&images.join("base")),
            Image::Program => contender.with_program_image(&images.join("program")),
        }
    }
}

/// Nothing of this machine's Python settings.
pub(crate) fn environment() -> Vec<(OsString, Option<OsString>)> {
    let ours = |name: &OsString| {
        let name = name.to_string_lossy();
        name.starts_with("PYTHON") || name.starts_with("PYRUN") || name == "VIRTUAL_ENV"
    };
    let names = std::env::vars_os().map(|(name, _)| name);
    let removed = names.filter(ours).map(|name| (name, None));
    let fixed = [("NO_COLOR", "1"), ("COLUMNS", "80"), ("LC_ALL", "C.UTF-8")];
    let fixed = fixed.map(|(name, value)| (name.into(), Some(value.into())));
    removed.chain(fixed).collect()
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::start_up::programs::PROGRAMS;

    fn variant(equipped: Result<PathBuf, String>) -> Variant {
        Variant {
            name: "it".to_owned(),
            alone: "/bin/true".into(),
            equipped,
            options: LAZY,
            modules: ModuleCount::Never,
            image: Image::None,
        }
    }

    #[test]
    fn a_variant_without_packages_says_why() {
        let variants = [
            variant(Ok("/bin/true".into())),
            variant(Err("no packages".to_owned())),
            Variant {
                image: Image::Base,
                ..variant(Ok("/bin/false".into()))
            },
        ];
        let plan = Plan {
            rounds: 1,
            warm_up: 0,
            keep_going: true,
            ..Plan::default()
        };
        let compared = |packages: bool| {
            let program = Program {
                packages,
                ..PROGRAMS[0]
            };
            compare(&program, &variants, &plan, &mut |_| ()).expect("compared")
        };
        let rows = compared(true).rows;
        assert!(rows[0].numbers().is_some());
        let reason = pyrun_measure::Outcome::Failed("no packages".to_owned());
        assert_eq!(rows[1].outcome, reason);
        assert!(rows[2].numbers().is_none());
        // A program that needs none runs all the same.
        assert!(compared(false).rows[1].numbers().is_some());
    }
}
